// SPDX-License-Identifier: GPL-3.0-or-later
/* The cover sheet: what a member reads first, in a few lines. */
#include "pg_workforce.h"

#include "phrases.h"
#include "xlsx_book.h"

/** The cover while its lines are written. */
struct cover {
    struct pg_sheet sheet;
    const struct pg_workforce *workforce;
    bool is_published;
};

static bool is_withheld(const struct cover *cover, const struct pg_out_cell *cell)
{
    return cover->is_published && pg_is_cell_hidden(cover->workforce, cell);
}

// The text of a row under a key; "" if there is none or it is withheld.
static const char *text_under(const struct cover *cover, const struct pg_out_table *table,
                              size_t row, const char *key)
{
    const struct pg_out_cell *cell = pg_out_under(table, row, key);

    return cell != NULL && cell->text != NULL && !is_withheld(cover, cell) ? cell->text
                                                                           : "";
}

// Writes a line and empties the buffer.
static void say(struct cover *cover, struct pg_buffer *line)
{
    if (line->ptr != NULL)
        pg_sheet_text(&cover->sheet, PG_ROLE_PROSE, line->ptr);
    cover->sheet.book->failed |= line->failed;
    pg_buffer_free(line);
    *line = (struct pg_buffer){0};
}

// Whether even the number of all people of a date would give few of them away.
static bool is_everybody_hidden(const struct cover *cover, size_t snapshot)
{
    size_t all = pg_count_of(cover->workforce, snapshot, 0, PG_ALL, 0, PG_ALL);

    return cover->is_published && cover->workforce->hidden[all] != PG_SHOWN;
}

static void say_headcount(struct cover *cover)
{
    const struct pg_workforce *workforce = cover->workforce;
    size_t latest = workforce->n_snapshots - 1;
    struct pg_buffer line = {0};
    char n[32];

    for (size_t i = 0; i < (latest > 0 ? 2 : 1); i++) {
        size_t s = i == 0 ? latest : 0;
        if (is_everybody_hidden(cover, s))
            continue;
        pg_buffer_printf(
            &line, line.len == 0 ? "%s people worked here on %s" : ", %s on %s",
            pg_grouped(workforce->snapshots[s].n, n), workforce->snapshots[s].label);
    }
    if (line.len > 0)
        pg_buffer_printf(&line, ".");
    say(cover, &line);
}

// "Women: 68.1 % of people who disclosed on 31 March 2026, 63.6 % on 31 March 2023."
static void say_trends(struct cover *cover)
{
    const struct pg_workforce *workforce = cover->workforce;
    const struct pg_out_table *table = pg_out_called(cover->workforce, PG_TRENDS);
    size_t latest = workforce->n_snapshots - 1;

    for (size_t row = 0; table != NULL && row < pg_out_rows(table); row++) {
        const struct pg_out_cell *cells = &table->cells[row * table->n_columns];
        const struct pg_out_cell *first = &cells[table->n_columns - 1 - latest],
                                 *last = &cells[table->n_columns - 1];
        struct pg_buffer line = {0};
        char share[48];
        if (is_withheld(cover, last) || last->text != NULL)
            continue;
        pg_buffer_printf(&line, "%s: %s %% of people who disclosed on %s", cells[0].text,
                         pg_round_cell(last, share), workforce->snapshots[latest].label);
        if (latest > 0 && first->text == NULL && !is_withheld(cover, first))
            pg_buffer_printf(&line, ", %s %% on %s", pg_round_cell(first, share),
                             workforce->snapshots[0].label);
        pg_buffer_printf(&line, ".");
        say(cover, &line);
    }
}

// All rows of a table whose finding is `finding`, by what stands under `key`, in one line.
static void say_found(struct cover *cover, const char *name, const char *key,
                      const char *finding, const char *lead)
{
    const struct pg_out_table *table = pg_out_called(cover->workforce, name);
    struct pg_buffer line = {0};
    size_t n = 0;

    for (size_t row = 0; table != NULL && row < pg_out_rows(table); row++) {
        if (strcmp(text_under(cover, table, row, "finding"), finding) != 0)
            continue;
        pg_buffer_printf(&line, "%s ", n++ == 0 ? lead : ";");
        pg_buffer_printf(&line, "%s", text_under(cover, table, row, key));
        if (strcmp(name, "Under_representation_division") == 0)
            pg_buffer_printf(&line, " (%s)", text_under(cover, table, row, "group"));
    }
    if (n > 0) {
        pg_buffer_printf(&line, ".");
        say(cover, &line);
    }
}

// How many findings of the main points are withheld: what is not said above may be so.
static void say_withheld(struct cover *cover)
{
    static const struct {
        const char *sheet, *title;
    } parts[] = {{"Leadership", "of leadership"},
                 {"Under_representation_division", "of under-representation by division"},
                 {"Targets", "of targets"}};
    struct pg_buffer line = {0};

    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
        const struct pg_out_table *table = pg_out_called(cover->workforce, parts[k].sheet);
        size_t n = 0;
        for (size_t row = 0; table != NULL && row < pg_out_rows(table); row++)
            n += !table->cells[row * table->n_columns].is_withheld &&
                 is_withheld(cover, pg_out_under(table, row, "finding"));
        if (n > 0)
            pg_buffer_printf(&line, "%s %zu %s",
                             line.len == 0 ? "Findings withheld, since they rest on few "
                                             "people or would give few away:"
                                           : ",",
                             n, parts[k].title);
    }
    if (line.len > 0)
        pg_buffer_printf(&line, ".");
    say(cover, &line);
}

static void say_actions(struct cover *cover)
{
    const struct pg_out_table *table = pg_out_called(cover->workforce, "Actions");
    size_t n = table != NULL ? pg_out_rows(table) : 0, n_overdue = 0, n_achieved = 0;
    struct pg_buffer line = {0};

    for (size_t row = 0; row < n; row++) {
        n_overdue += text_under(cover, table, row, "overdue")[0] != '\0';
        n_achieved += strcmp(text_under(cover, table, row, "progress"), "achieved") == 0;
    }
    if (n == 0)
        return;
    pg_buffer_printf(&line, "Actions: %zu, of which achieved: %zu, overdue: %zu.", n,
                     n_achieved, n_overdue);
    say(cover, &line);
}

static void say_missing(struct cover *cover)
{
    const struct pg_pairs *missing = &cover->workforce->missing;
    struct pg_buffer line = {0};

    if (missing->n > 0)
        pg_sheet_text(&cover->sheet, PG_ROLE_HEADING,
                      "Not in this report, for want of data");
    for (size_t i = 0; i < missing->n; i++) {
        pg_buffer_printf(&line, "%s", missing->items[i].name);
        if (!cover->is_published) // what it needs is for whoever makes the report
            pg_buffer_printf(&line, ": needs %s", missing->items[i].text);
        say(cover, &line);
    }
}

void pg_workforce_cover(struct pg_book *book, const struct pg_workforce *workforce)
{
    struct pg_buffer title = {0};

    const char *label = workforce->snapshots[workforce->n_snapshots - 1].label;
    if (workforce->has_name)
        pg_buffer_printf(&title, "Workforce equality report: %s, %s", workforce->employer,
                         label);
    else
        pg_buffer_printf(&title, "Workforce equality report, %s", label);
    book->failed |= title.failed;
    struct cover cover = {
        .sheet = pg_sheet_begin(book, "Cover_sheet", title.ptr != NULL ? title.ptr : ""),
        .workforce = workforce,
        .is_published = book->audience == PG_PUBLISH};
    pg_buffer_free(&title);
    pg_sheet_prose(&cover.sheet);
    pg_sheet_text(&cover.sheet, PG_ROLE_PROSE,
                  "Who works here, at which level and in which division, how complete the "
                  "records are, where groups are under-represented, and how targets and "
                  "actions stand. These figures are voluntary, or belong to the public "
                  "sector equality duty; none of them is a statutory gender pay gap "
                  "figure.");
    if (workforce->is_provisional)
        pg_sheet_text(&cover.sheet, PG_ROLE_PROSE,
                      "Provisional: some rows of events could not be read and are not "
                      "counted.");
    pg_sheet_text(&cover.sheet, PG_ROLE_HEADING, "Main points");
    say_headcount(&cover);
    say_trends(&cover);
    say_found(&cover, "Leadership", "category", "women are below 50 %",
              "Management levels where women are below 50 %:");
    say_found(&cover, "Under_representation_division", "category", "under-represented",
              "Under-represented by more than chance explains:");
    say_found(&cover, "Targets", "item", "reached", "Targets reached:");
    say_found(&cover, "Targets", "item", "reached in time", "Targets reached in time:");
    say_found(&cover, "Targets", "item", "on track", "Targets on track:");
    say_found(&cover, "Targets", "item", "not on track", "Targets not on track:");
    say_found(&cover, "Targets", "item", "not reached in time",
              "Targets not reached in time:");
    say_withheld(&cover);
    say_actions(&cover);
    pg_sheet_text(&cover.sheet, PG_ROLE_HEADING, "How to read the tables");
    pg_sheet_text(&cover.sheet, PG_ROLE_PROSE,
                  "Some cells have shorthand. [c] = withheld, because it is of few people "
                  "or would give away another that is. [z] = there is no such figure. "
                  "Small numbers are protected in all sheets together.");
    say_missing(&cover);
}
