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
    const struct pg_report *report = audit->workings->report;
    struct pg_document *document = audit->document;
    char date[32];

    pg_document_section(
        document, "Guide",
        pg_document_printf(document,
                           "Audit of the gender pay gap figures: %s, snapshot date %s",
                           report->employer, pg_date_long(report->snapshot_date, date)),
        NULL);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        pg_document_say(document, PG_PARAGRAPH_PROSE, lines[i]);
}

// ---------------------------------------------------------------- other choices

enum { FIRST_FIGURE = 1, NOTE = FIRST_FIGURE + PG_N_STATUTORY, N_SENSITIVITY };

static void put_figures(struct pg_document_table *table, const struct pg_fourteen *figures)
{
    for (size_t i = 0; i < PG_N_STATUTORY; i++)
        pg_document_put(table, figures->text[i][0] != '\0'
                                   ? pg_audit_published_cell(figures->text[i])
                                   : pg_document_state(PG_VALUE_NOT_APPLICABLE));
}

static const char *changed_figures(struct pg_document *document,
                                   const struct pg_fourteen *published,
                                   const struct pg_fourteen *otherwise)
{
    size_t n = 0;

    for (size_t i = 0; i < PG_N_STATUTORY; i++)
        n += strcmp(published->text[i], otherwise->text[i]) != 0;
    return n == 0 ? "No figure would change"
                  : pg_document_printf(document, "%zu %s would change", n,
                                       n == 1 ? "figure" : "figures");
}

static void put_scenario(struct pg_document_table *table,
                         const struct pg_scenario *scenario,
                         const struct pg_fourteen *published)
{
    struct pg_document *document = table->document;

    pg_document_put(table, pg_document_words(scenario->title));
    if (scenario->note == NULL) {
        put_figures(table, &scenario->figures);
        pg_document_put(table, pg_document_words(changed_figures(document, published,
                                                                 &scenario->figures)));
        return;
    }
    for (size_t i = 0; i < PG_N_STATUTORY; i++)
        pg_document_put(table, pg_document_words(""));
    pg_document_put(table, pg_document_words(pg_document_printf(
                               document, "Cannot be tried: %s", scenario->note)));
}

void pg_audit_sheet_sensitivity(struct pg_audit_book *audit)
{
    struct pg_document_column columns[N_SENSITIVITY] = {
        [0] = SHEET_COLUMN(TEXT, "Choice", 50),
        [NOTE] = SHEET_COLUMN(TEXT, "What it does", 40)};
    struct pg_fourteen published;

    pg_document_section(audit->document, "Sensitivity",
                        "Sensitivity: the figures under other choices", NULL);
    for (size_t i = 0; i < PG_N_STATUTORY; i++)
        columns[FIRST_FIGURE + i] = (struct pg_document_column){
            .header = pg_statutory_figures[i].title, .kind = PG_VALUE_PERCENT, .width = 14};
    pg_audit_note(audit,
                  "In percent. One thing is changed at a time and the whole payroll is "
                  "worked out again.");
    pg_audit_note(audit, "[z] = the figure cannot be formed.");
    struct pg_document_table *table = pg_audit_table(audit, columns, N_SENSITIVITY);
    if (table == NULL)
        return;
    pg_audit_fourteen_of(&published, audit->workings->report);
    pg_document_put(table, pg_document_words("As published"));
    put_figures(table, &published);
    pg_document_put(table, pg_document_words(""));
    for (size_t i = 0; i < audit->n_scenarios; i++) {
        if (!audit->scenarios[i].is_absent)
            put_scenario(table, &audit->scenarios[i], &published);
    }
}

// ---------------------------------------------------------------- single people

void pg_audit_sheet_influence(struct pg_audit_book *audit)
{
    static const struct pg_document_column columns[] = {
        SHEET_COLUMN(NUMBER, "Line of the file", 12), SHEET_COLUMN(TEXT, "File", 24),
        SHEET_COLUMN(TEXT, "Sex", 8),
        SHEET_COLUMN(NUMBER, "Mean hourly gap without this person (%)", 24),
        SHEET_COLUMN(NUMBER, "Change (percentage points)", 24)};
    const struct pg_run *run = audit->workings->run;
    struct pg_influence found[PG_MOST_INFLUENTIAL];
    size_t n = pg_audit_influence_find(audit->workings, found);

    pg_document_section(audit->document, "Influence",
                        "Influence: the people without whom the mean gap would change most",
                        NULL);
    pg_audit_note(audit, n > 0
                             ? "The jackknife: the mean gap again with one person left out."
                             : "There are too few men or women to leave one out.");
    struct pg_document_table *table =
        pg_audit_table(audit, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < n; i++) {
        uint32_t row = found[i].row;
        pg_document_put(table, pg_document_count(run->table.line[row]));
        pg_document_put(
            table, pg_document_words(run->files[pg_table_file_of(&run->table, row)].name));
        pg_document_put(table,
                        pg_document_words(run->table.sex[row] == PG_MEN ? "M" : "F"));
        pg_document_put(table, pg_document_number(found[i].gap));
        pg_document_put(table, pg_document_number(found[i].change));
    }
}

// ---------------------------------------------------------------- provenance

static void put_line(struct pg_document_table *table, const char *name,
                     struct pg_document_cell value, const char *more)
{
    pg_document_put(table, pg_document_words(name));
    pg_document_put(table, value);
    pg_document_put(table, pg_document_words(more));
}

static void put_fact(struct pg_document_table *table, const char *name, const char *value,
                     const char *more)
{
    put_line(table, name, pg_document_words(value), more);
}

static void put_count(struct pg_document_table *table, const char *name, size_t n,
                      const char *more)
{
    put_line(table, name, pg_document_count(n), more);
}

static void put_counts(struct pg_document_table *table, const struct pg_report *report)
{
    put_count(table, "Rows of the payroll", report->n_rows, "used + left out + merged");
    put_count(table, "Rows used", report->n_relevant, "relevant employees");
    put_count(table, "Rows merged", report->n_merged,
              "counted with another post of the same employee");
    for (size_t i = 0; i < report->left_out[PG_LEFT_OUT_OF_ALL].n; i++) {
        const struct pg_left_out *item = &report->left_out[PG_LEFT_OUT_OF_ALL].items[i];
        if (item->n > 0 && item->reason != PG_REASON_MERGED)
            put_count(table, "Rows left out of all figures", item->n, item->text);
    }
    for (size_t i = 0; i < report->left_out[PG_LEFT_OUT_OF_HOURLY].n; i++) {
        const struct pg_left_out *item = &report->left_out[PG_LEFT_OUT_OF_HOURLY].items[i];
        if (item->n > 0)
            put_count(table, "Relevant, but left out of the hourly figures", item->n,
                      item->text);
    }
    for (size_t i = 0; i < report->left_out[PG_LEFT_OUT_OF_BONUS].n; i++) {
        const struct pg_left_out *item = &report->left_out[PG_LEFT_OUT_OF_BONUS].items[i];
        if (item->n > 0)
            put_count(table, "Relevant, but left out of the bonus figures", item->n,
                      item->text);
    }
}

void pg_audit_sheet_provenance(struct pg_audit_book *audit)
{
    static const struct pg_document_column columns[] = {SHEET_COLUMN(TEXT, "What", 48),
                                                        SHEET_COLUMN(TEXT, "Value", 70),
                                                        SHEET_COLUMN(TEXT, "Remark", 60)};
    const struct pg_manifest *manifest = audit->manifest;
    const struct pg_report *report = audit->workings->report;
    const struct paygap_results *results = audit->workings->run->results;

    pg_document_section(audit->document, "Provenance",
                        "Provenance: what went in, and how it was made", NULL);
    pg_audit_note(audit,
                  "internal/manifest.json has the options and the SHA-256 of every file; "
                  "paygap reproduce makes all again from it.");
    struct pg_document_table *table = pg_audit_table(audit, columns, 3);
    put_fact(table, "Program", "paygap " PAYGAP_VERSION, "");
    put_fact(table, "Command", manifest->command, "makes the same files again");
    for (size_t i = 0; i < manifest->n_inputs; i++)
        put_fact(table, manifest->inputs[i].role, manifest->inputs[i].sha256,
                 manifest->inputs[i].name);
    for (size_t i = 0; i < manifest->n_outputs; i++)
        put_fact(table, "output", manifest->outputs[i].sha256, manifest->outputs[i].name);
    for (size_t i = 0; i < results->settings.n; i++)
        put_fact(table, results->settings.items[i].name, results->settings.items[i].text,
                 results->settings.items[i].why);
    put_counts(table, report);
    for (size_t i = 0; i < results->warnings.n; i++)
        put_fact(table, "Warning", results->warnings.items[i].text, "");
    for (size_t i = 0; i < report->warnings.n; i++)
        put_fact(table, "Warning", report->warnings.items[i].text, "");
    for (size_t i = 0; i < report->choices.n; i++)
        put_fact(table, report->choices.items[i].name, report->choices.items[i].text,
                 report->choices.items[i].why);
}
