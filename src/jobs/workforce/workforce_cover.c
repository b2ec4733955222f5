// SPDX-License-Identifier: GPL-3.0-or-later
/* The cover: what a member reads first, in a few lines, from the verdicts of the tables. */
#include "pg_workforce.h"

/** The cover while its lines are written. */
struct cover {
    struct pg_document *book;
    const struct pg_workforce *workforce;
};

static void say(const struct cover *cover, const struct pg_buffer *line)
{
    if (line->len > 0)
        pg_document_say(cover->book, PG_PARAGRAPH_PROSE,
                        pg_document_printf(cover->book, "%s", line->ptr));
    cover->book->failed |= line->failed;
}

// The text of a row in the column of a use; "" if it is withheld.
static const char *text_of(const struct cover *cover, const struct pg_document_table *table,
                           size_t row, enum pg_column_use use)
{
    size_t column = pg_document_column_used(table, use);
    bool is_seen = column != SIZE_MAX &&
                   pg_document_shows_cell(cover->book, pg_document_at(table, row, column));

    return is_seen ? pg_document_text_of(table, row, use) : "";
}

// Whether even the number of all people of a date would give few of them away.
static bool is_everybody_hidden(const struct cover *cover, size_t snapshot)
{
    size_t all =
        pg_workforce_count_at(cover->workforce, (struct pg_where){.snapshot = snapshot});

    return cover->book->is_published && cover->workforce->hidden[all] != PG_SHOWN;
}

static void say_headcount(const struct cover *cover)
{
    const struct pg_workforce *workforce = cover->workforce;
    size_t latest = pg_workforce_latest(workforce);
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
    pg_buffer_free(&line);
}

static bool is_number(const struct cover *cover, const struct pg_document_cell *cell)
{
    return pg_document_shows_cell(cover->book, cell) &&
           pg_document_cell_words(cover->book, cell) == NULL;
}

// "Women: 68.1 % of people who disclosed on 31 March 2026, 63.6 % on 31 March 2023."
static void say_trends(const struct cover *cover)
{
    const struct pg_workforce *workforce = cover->workforce;
    const struct pg_document_table *table = workforce->parts[PG_PART_TRENDS];
    size_t latest = pg_workforce_latest(workforce);

    for (size_t row = 0; table != NULL && row < pg_document_rows(table); row++) {
        const struct pg_document_cell *last =
            pg_document_at(table, row, table->n_columns - 1);
        const struct pg_document_cell *first = last - latest;
        struct pg_buffer line = {0};
        char share[48];
        if (!is_number(cover, last))
            continue;
        pg_buffer_printf(&line, "%s: %s %% of people who disclosed on %s",
                         pg_document_text_of(table, row, PG_COLUMN_GROUP),
                         pg_document_round_cell(last, share),
                         workforce->snapshots[latest].label);
        if (latest > 0 && is_number(cover, first))
            pg_buffer_printf(&line, ", %s %% on %s", pg_document_round_cell(first, share),
                             workforce->snapshots[0].label);
        pg_buffer_printf(&line, ".");
        say(cover, &line);
        pg_buffer_free(&line);
    }
}

/** A line of the main points: the rows of a part that have a verdict. */
static const struct point {
    enum pg_workforce_part part;
    enum pg_column_use use; /**< what names the rows */
    enum pg_verdict verdict;
    bool has_group; /**< the group stands behind it in brackets */
    const char *lead;
} points[] = {
    {PG_PART_LEADERSHIP, PG_COLUMN_CATEGORY, PG_VERDICT_WOMEN_BELOW_HALF, false,
     "Management levels where women are below 50 %:"},
    {PG_PART_UNDER_BY_DIVISION, PG_COLUMN_CATEGORY, PG_VERDICT_UNDER_REPRESENTED, true,
     "Under-represented by more than chance explains:"},
    {PG_PART_TARGETS, PG_COLUMN_ITEM, PG_VERDICT_REACHED, false, "Targets reached:"},
    {PG_PART_TARGETS, PG_COLUMN_ITEM, PG_VERDICT_REACHED_IN_TIME, false,
     "Targets reached in time:"},
    {PG_PART_TARGETS, PG_COLUMN_ITEM, PG_VERDICT_ON_TRACK, false, "Targets on track:"},
    {PG_PART_TARGETS, PG_COLUMN_ITEM, PG_VERDICT_NOT_ON_TRACK, false,
     "Targets not on track:"},
    {PG_PART_TARGETS, PG_COLUMN_ITEM, PG_VERDICT_NOT_REACHED_IN_TIME, false,
     "Targets not reached in time:"}};

static void say_found(const struct cover *cover, const struct point *point)
{
    const struct pg_document_table *table = cover->workforce->parts[point->part];
    struct pg_buffer line = {0};

    for (size_t row = 0; table != NULL && row < pg_document_rows(table); row++) {
        const struct pg_document_cell *cell = pg_document_found(table, row);
        if (cell == NULL || cell->verdict != point->verdict ||
            !pg_document_shows_cell(cover->book, cell))
            continue;
        pg_buffer_printf(&line, "%s ", line.len == 0 ? point->lead : ";");
        pg_buffer_printf(&line, "%s", text_of(cover, table, row, point->use));
        if (point->has_group)
            pg_buffer_printf(&line, " (%s)", text_of(cover, table, row, PG_COLUMN_GROUP));
    }
    if (line.len > 0)
        pg_buffer_printf(&line, ".");
    say(cover, &line);
    pg_buffer_free(&line);
}

// Findings of a table that are withheld, in rows that are not.
static size_t count_withheld(const struct cover *cover,
                             const struct pg_document_table *table)
{
    size_t n = 0;

    for (size_t row = 0; table != NULL && row < pg_document_rows(table); row++) {
        const struct pg_document_cell *cell = pg_document_found(table, row);
        n += cell != NULL && !pg_document_at(table, row, 0)->is_withheld &&
             !pg_document_shows_cell(cover->book, cell);
    }
    return n;
}

// How many findings of the main points are withheld: what is not said above may be so.
static void say_withheld(const struct cover *cover)
{
    static const struct {
        enum pg_workforce_part part;
        const char *title;
    } parts[] = {{PG_PART_LEADERSHIP, "of leadership"},
                 {PG_PART_UNDER_BY_DIVISION, "of under-representation by division"},
                 {PG_PART_TARGETS, "of targets"}};
    struct pg_buffer line = {0};

    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
        size_t n = count_withheld(cover, cover->workforce->parts[parts[k].part]);
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
    pg_buffer_free(&line);
}

static size_t count_verdict(const struct pg_document_table *table, enum pg_verdict verdict)
{
    size_t n = 0;

    for (size_t i = 0; i < table->n_cells; i++)
        n += table->cells[i].verdict == verdict;
    return n;
}

static void say_actions(const struct cover *cover)
{
    const struct pg_document_table *table = cover->workforce->parts[PG_PART_ACTIONS];

    if (table != NULL && pg_document_rows(table) > 0)
        pg_document_say(
            cover->book, PG_PARAGRAPH_PROSE,
            pg_document_printf(
                cover->book, "Actions: %zu, of which achieved: %zu, overdue: %zu.",
                pg_document_rows(table), count_verdict(table, PG_VERDICT_ACHIEVED),
                count_verdict(table, PG_VERDICT_OVERDUE)));
}

static void say_missing(const struct cover *cover)
{
    const struct pg_pairs *missing = &cover->workforce->missing;

    if (missing->n > 0)
        pg_document_say(cover->book, PG_PARAGRAPH_HEADING,
                        "Not in this report, for want of data");
    for (size_t i = 0; i < missing->n; i++) {
        // What it needs is for whoever makes the report.
        bool is_published = cover->book->is_published;
        pg_document_say(cover->book, PG_PARAGRAPH_PROSE,
                        pg_document_printf(cover->book, "%s%s%s", missing->items[i].name,
                                           is_published ? "" : ": needs ",
                                           is_published ? "" : missing->items[i].text));
    }
}

static void begin(const struct pg_workforce *workforce, struct pg_document *book)
{
    const char *label = workforce->snapshots[pg_workforce_latest(workforce)].label;

    pg_document_section(
        book, "Cover_sheet",
        workforce->has_name
            ? pg_document_printf(book, "Workforce equality report: %s, %s",
                                 workforce->employer, label)
            : pg_document_printf(book, "Workforce equality report, %s", label),
        NULL);
    pg_document_say(book, PG_PARAGRAPH_PROSE,
                    "Who works here, at which level and in which division, how complete "
                    "the records are, where groups are under-represented, and how targets "
                    "and actions stand. These figures are voluntary, or belong to the "
                    "public sector equality duty; none of them is a statutory gender pay "
                    "gap figure.");
    if (workforce->is_provisional)
        pg_document_say(book, PG_PARAGRAPH_PROSE,
                        "Provisional: some rows of events could not be read and are not "
                        "counted.");
}

void pg_workforce_cover(const struct pg_workforce *workforce, struct pg_document *book)
{
    const struct cover cover = {book, workforce};

    begin(workforce, book);
    pg_document_say(book, PG_PARAGRAPH_HEADING, "Main points");
    say_headcount(&cover);
    say_trends(&cover);
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++)
        say_found(&cover, &points[i]);
    say_withheld(&cover);
    say_actions(&cover);
    pg_document_say(book, PG_PARAGRAPH_HEADING, "How to read the tables");
    pg_document_say(book, PG_PARAGRAPH_PROSE,
                    "Some cells have shorthand. [c] = withheld, because it is of few "
                    "people or would give away another that is. [z] = there is no such "
                    "figure. Small numbers are protected in all sheets together.");
    say_missing(&cover);
}
