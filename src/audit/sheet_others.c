// SPDX-License-Identifier: GPL-3.0-or-later
/* The sheets of the audit workbook that have no formulas: guide, other choices, people. */
#include "audit_sheets.h"

#include "pg_sentences.h"

void pg_audit_sheet_guide(struct pg_audit_book *audit)
{
    static const char *const lines[] = {
        "This workbook recomputes the statutory figures from the rows of the payroll. It "
        "holds "
        "everybody's pay: keep it in the payroll team.",
        "Figures: each figure as a formula, beside what paygap computed and published. The "
        "last "
        "row says whether every check of the workbook agrees.",
        "Quarters and Ties: how many men and women each quarter has, how people on one "
        "rate "
        "across a boundary are shared, and what any other order of them could have given.",
        "Employees: each row of the payroll, from its pay to its hourly pay, the "
        "populations it "
        "is in and why not.",
        "Sensitivity: the fourteen figures under every other choice the employer had.",
        "Influence: the people without whom the mean gap would change most.",
        "Provenance: the files that went in and came out, with their SHA-256, and the "
        "command "
        "that makes the same files again.",
        "From a figure to pay: filter Employees by Sex and In the hourly figures; the mean "
        "of the "
        "column Hourly pay is the mean of the sheet Figures. The line of the file leads to "
        "the "
        "payroll; paygap explain PAYROLL --row LINE tells one row's story.",
        "Regulations are those of SI 2017/172; for public authorities Schedule 1 of SI "
        "2017/353 "
        "has the same rules."};
    struct pg_buffer title = {0};
    char date[32];

    pg_buffer_printf(&title, "Audit of the gender pay gap figures: %s, snapshot date %s",
                     audit->workings->report->employer,
                     pg_date_long(audit->workings->report->snapshot_date, date));
    struct pg_sheet sheet =
        pg_sheet_begin(audit->book, "Guide", title.ptr != NULL ? title.ptr : "");
    audit->book->failed |= title.failed;
    pg_buffer_free(&title);
    pg_sheet_prose(&sheet);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        pg_sheet_text(&sheet, PG_ROLE_PROSE, lines[i]);
}

// ---------------------------------------------------------------- other choices

enum { FIRST_FIGURE = 1, NOTE = FIRST_FIGURE + PG_N_STATUTORY, N_SENSITIVITY };

static void put_figures(struct pg_sheet *sheet, const struct pg_fourteen *figures)
{
    for (size_t i = 0; i < PG_N_STATUTORY; i++)
        pg_sheet_cell(sheet, FIRST_FIGURE + i, PG_ROLE_PERCENT,
                      figures->text[i][0] != '\0' ? pg_published_cell(figures->text[i])
                                                  : pg_text_cell("[z]"));
}

static const char *changed_figures(const struct pg_fourteen *published,
                                   const struct pg_fourteen *otherwise,
                                   char text[static 48])
{
    size_t n = 0;

    for (size_t i = 0; i < PG_N_STATUTORY; i++)
        n += strcmp(published->text[i], otherwise->text[i]) != 0;
    if (n == 0)
        snprintf(text, 48, "No figure would change");
    else
        snprintf(text, 48, "%zu %s would change", n, n == 1 ? "figure" : "figures");
    return text;
}

static void put_scenario(struct pg_sheet *sheet, const struct pg_scenario *scenario,
                         const struct pg_fourteen *published)
{
    struct pg_buffer note = {0};
    char text[48];

    pg_sheet_row_height(sheet, scenario->title, 50);
    pg_sheet_cell(sheet, 0, PG_ROLE_TEXT, pg_text_cell(scenario->title));
    if (scenario->note != NULL) {
        pg_buffer_printf(&note, "Cannot be tried: %s", scenario->note);
    } else {
        put_figures(sheet, &scenario->figures);
        pg_buffer_printf(&note, "%s", changed_figures(published, &scenario->figures, text));
    }
    pg_sheet_cell(sheet, NOTE, PG_ROLE_TEXT,
                  pg_text_cell(note.ptr != NULL ? note.ptr : ""));
    sheet->book->failed |= note.failed;
    pg_buffer_free(&note);
    pg_sheet_next_row(sheet);
}

void pg_audit_sheet_sensitivity(struct pg_audit_book *audit)
{
    struct pg_book_column columns[N_SENSITIVITY] = {
        [0] = {"Choice", PG_ROLE_TEXT, 50}, [NOTE] = {"What it does", PG_ROLE_TEXT, 40}};
    struct pg_fourteen published;
    struct pg_sheet sheet = pg_sheet_begin(audit->book, "Sensitivity",
                                           "Sensitivity: the figures under other choices");

    for (size_t i = 0; i < PG_N_STATUTORY; i++)
        columns[FIRST_FIGURE + i] =
            (struct pg_book_column){pg_statutory_figures[i].title, PG_ROLE_PERCENT, 14};
    pg_sheet_text(
        &sheet, PG_ROLE_LINE,
        "In percent. One thing is changed at a time and the whole payroll is worked "
        "out again.");
    pg_sheet_text(&sheet, PG_ROLE_LINE, "[z] = the figure cannot be formed.");
    pg_sheet_header(&sheet, columns, N_SENSITIVITY, 0);
    pg_fourteen_of(&published, audit->workings->report);
    pg_sheet_cell(&sheet, 0, PG_ROLE_TEXT, pg_text_cell("As published"));
    put_figures(&sheet, &published);
    pg_sheet_next_row(&sheet);
    for (size_t i = 0; i < audit->n_scenarios; i++) {
        if (!audit->scenarios[i].is_absent)
            put_scenario(&sheet, &audit->scenarios[i], &published);
    }
}

// ---------------------------------------------------------------- single people

void pg_audit_sheet_influence(struct pg_audit_book *audit)
{
    static const struct pg_book_column columns[] = {
        {"Line of the file", PG_ROLE_NUMBER, 12},
        {"File", PG_ROLE_TEXT, 24},
        {"Sex", PG_ROLE_TEXT, 8},
        {"Mean hourly gap without this person (%)", PG_ROLE_NUMBER, 24},
        {"Change (percentage points)", PG_ROLE_NUMBER, 24}};
    const struct pg_run *run = audit->workings->run;
    struct pg_influence found[PG_MOST_INFLUENTIAL];
    size_t n = pg_influence_find(audit->workings, found);
    struct pg_sheet sheet =
        pg_sheet_begin(audit->book, "Influence",
                       "Influence: the people without whom the mean gap would change most");

    pg_sheet_text(&sheet, PG_ROLE_LINE,
                  n > 0 ? "The jackknife: the mean gap again with one person left out."
                        : "There are too few men or women to leave one out.");
    pg_sheet_header(&sheet, columns, sizeof columns / sizeof columns[0], 0);
    for (size_t i = 0; i < n; i++) {
        uint32_t row = found[i].row;
        pg_sheet_cell(&sheet, 0, PG_ROLE_NUMBER, pg_count_cell(run->table.line[row]));
        pg_sheet_cell(&sheet, 1, PG_ROLE_TEXT,
                      pg_text_cell(run->files[pg_file_of(&run->table, row)].name));
        pg_sheet_cell(&sheet, 2, PG_ROLE_TEXT,
                      pg_text_cell(run->table.sex[row] == PG_MEN ? "M" : "F"));
        pg_sheet_cell(&sheet, 3, PG_ROLE_NUMBER,
                      (struct pg_book_cell){.number = found[i].gap});
        pg_sheet_cell(&sheet, 4, PG_ROLE_NUMBER,
                      (struct pg_book_cell){.number = found[i].change});
        pg_sheet_next_row(&sheet);
    }
}

// ---------------------------------------------------------------- provenance

static void put_fact(struct pg_sheet *sheet, const char *name, const char *value,
                     const char *more)
{
    bool is_longer = strlen(value) * 60 > strlen(more) * 70; // for the width it has
    pg_sheet_row_height(sheet, is_longer ? value : more, is_longer ? 70 : 60);
    pg_sheet_cell(sheet, 0, PG_ROLE_TEXT, pg_text_cell(name));
    pg_sheet_cell(sheet, 1, PG_ROLE_TEXT, pg_text_cell(value));
    pg_sheet_cell(sheet, 2, PG_ROLE_TEXT, pg_text_cell(more));
    pg_sheet_next_row(sheet);
}

static void put_count(struct pg_sheet *sheet, const char *name, size_t n, const char *more)
{
    pg_sheet_row_height(sheet, more, 60);
    pg_sheet_cell(sheet, 0, PG_ROLE_TEXT, pg_text_cell(name));
    pg_sheet_cell(sheet, 1, PG_ROLE_TEXT, pg_count_cell(n));
    pg_sheet_cell(sheet, 2, PG_ROLE_TEXT, pg_text_cell(more));
    pg_sheet_next_row(sheet);
}

static void put_counts(struct pg_sheet *sheet, const struct pg_report *report)
{
    put_count(sheet, "Rows of the payroll", report->n_rows, "used + left out + merged");
    put_count(sheet, "Rows used", report->n_relevant, "relevant employees");
    put_count(sheet, "Rows merged", report->n_merged,
              "counted with another post of the same employee");
    for (size_t i = 0; i < report->left_out[PG_LEFT_OUT_OF_ALL].n; i++) {
        const struct pg_left_out *item = &report->left_out[PG_LEFT_OUT_OF_ALL].items[i];
        if (item->n > 0 && item->reason != PG_REASON_MERGED)
            put_count(sheet, "Rows left out of all figures", item->n, item->text);
    }
    for (size_t i = 0; i < report->left_out[PG_LEFT_OUT_OF_HOURLY].n; i++) {
        const struct pg_left_out *item = &report->left_out[PG_LEFT_OUT_OF_HOURLY].items[i];
        if (item->n > 0)
            put_count(sheet, "Relevant, but left out of the hourly figures", item->n,
                      item->text);
    }
    for (size_t i = 0; i < report->left_out[PG_LEFT_OUT_OF_BONUS].n; i++) {
        const struct pg_left_out *item = &report->left_out[PG_LEFT_OUT_OF_BONUS].items[i];
        if (item->n > 0)
            put_count(sheet, "Relevant, but left out of the bonus figures", item->n,
                      item->text);
    }
}

void pg_audit_sheet_provenance(struct pg_audit_book *audit)
{
    static const struct pg_book_column columns[] = {{"What", PG_ROLE_TEXT, 48},
                                                    {"Value", PG_ROLE_TEXT, 70},
                                                    {"Remark", PG_ROLE_TEXT, 60}};
    const struct pg_manifest *manifest = audit->manifest;
    const struct pg_report *report = audit->workings->report;
    const struct paygap_results *results = audit->workings->run->results;
    struct pg_sheet sheet = pg_sheet_begin(audit->book, "Provenance",
                                           "Provenance: what went in, and how it was made");

    pg_sheet_text(&sheet, PG_ROLE_LINE,
                  "internal/manifest.json has the options and the SHA-256 of every file; "
                  "paygap reproduce makes all again from it.");
    pg_sheet_header(&sheet, columns, 3, 0);
    put_fact(&sheet, "Program", "paygap " PAYGAP_VERSION, "");
    put_fact(&sheet, "Command", manifest->command, "makes the same files again");
    for (size_t i = 0; i < manifest->n_inputs; i++)
        put_fact(&sheet, manifest->inputs[i].role, manifest->inputs[i].sha256,
                 manifest->inputs[i].name);
    for (size_t i = 0; i < manifest->n_outputs; i++)
        put_fact(&sheet, "output", manifest->outputs[i].sha256, manifest->outputs[i].name);
    for (size_t i = 0; i < results->settings.n; i++)
        put_fact(&sheet, results->settings.items[i].name, results->settings.items[i].text,
                 results->settings.items[i].why);
    put_counts(&sheet, report);
    for (size_t i = 0; i < results->warnings.n; i++)
        put_fact(&sheet, "Warning", results->warnings.items[i].text, "");
    for (size_t i = 0; i < report->warnings.n; i++)
        put_fact(&sheet, "Warning", report->warnings.items[i].text, "");
    for (size_t i = 0; i < report->choices.n; i++)
        put_fact(&sheet, report->choices.items[i].name, report->choices.items[i].text,
                 report->choices.items[i].why);
}
