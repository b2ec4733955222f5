// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * One report for each employer of the file. With several employers the rows are put in
 * order of their employer, a counting sort, and each employer gets a slice of that list; a
 * row without an employer is in every slice, so that nobody's figures look complete while
 * it is not known whose that person is. Employers come in the order of their names, each
 * with a folder of its own whose name is safe on every system and never taken twice.
 */
#include "run_parts.h"

#include "pg_disclosure.h"

#include <stdlib.h>

/** An employer of the file and its rows, while the file is divided. */
struct division {
    struct pg_str name;
    uint32_t code;
    size_t first, n;
};

static int by_name(const void *left, const void *right)
{
    const struct division *a = left, *b = right;
    size_t len = a->name.len < b->name.len ? a->name.len : b->name.len;
    int order = memcmp(a->name.ptr, b->name.ptr, len);

    return order != 0 ? order : (a->name.len > b->name.len) - (a->name.len < b->name.len);
}

// Rows in the order of their employer; a row without one belongs to every employer, so
// that nobody's figures look complete when somebody's employer is not known.
static size_t divide(const struct pg_label_column *column, size_t n_rows,
                     struct division *divisions, uint32_t *rows)
{
    size_t n_labels = column->labels.n, placed = 0, blanks = 0;

    for (size_t row = 0; row < n_rows; row++)
        blanks += pg_table_label_code(column, row) == 0;
    for (size_t row = 0; row < n_rows; row++)
        divisions[pg_table_label_code(column, row)].n++;
    for (size_t i = 1; i < n_labels; i++) {
        divisions[i].name = pg_intern_get(&column->labels, (uint32_t)i);
        divisions[i].code = (uint32_t)i;
        divisions[i].first = placed;
        placed += divisions[i].n + blanks;
        divisions[i].n = 0;
    }
    for (size_t row = 0; row < n_rows; row++) {
        uint32_t code = pg_table_label_code(column, row);
        for (size_t i = code > 0 ? code : 1; i < (code > 0 ? code + 1 : n_labels); i++)
            rows[divisions[i].first + divisions[i].n++] = (uint32_t)row;
    }
    return placed;
}

static size_t n_rows_divided(const struct pg_label_column *column, size_t n_rows)
{
    size_t blanks = 0;

    for (size_t row = 0; row < n_rows; row++)
        blanks += pg_table_label_code(column, row) == 0;
    return n_rows - blanks + blanks * (column->labels.n - 1);
}

// A folder name of lower-case letters, digits and single dashes.
static void slug(struct pg_str name, char folder[static 64])
{
    size_t len = 0;

    for (size_t i = 0; i < name.len && len < 56; i++) {
        char c = name.ptr[i];
        bool upper = c >= 'A' && c <= 'Z';
        if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            folder[len++] = (char)(upper ? c + ('a' - 'A') : c);
        else if (len > 0 && folder[len - 1] != '-')
            folder[len++] = '-';
    }
    while (len > 0 && folder[len - 1] == '-')
        len--;
    folder[len] = '\0';
}

static bool is_taken(const struct paygap_results *results, const char *folder)
{
    static const char *const reserved[] = {"",     "publish/", "internal/", "con/",
                                           "nul/", "prn/",     "aux/"};

    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++) {
        if (strcmp(folder, reserved[i]) == 0)
            return true;
    }
    for (size_t i = 0; i < results->n_reports; i++) {
        if (results->reports[i].folder != NULL &&
            strcmp(results->reports[i].folder, folder) == 0)
            return true;
    }
    return false;
}

static const char *folder_for(struct paygap_results *results, struct pg_str name)
{
    char base[64];

    slug(name, base);
    const char *folder =
        pg_arena_printf(&results->arena, "%s/", base[0] != '\0' ? base : "employer");
    for (unsigned n = 2; is_taken(results, folder) && !results->arena.failed; n++)
        folder = pg_arena_printf(&results->arena, "%s-%u/",
                                 base[0] != '\0' ? base : "employer", n);
    return folder;
}

// Every section [employer.NAME] must be about an employer of the file.
static paygap_status check_sections(const struct pg_run *run,
                                    const struct pg_label_column *column, paygap_error *err)
{
    const struct pg_config *config = &run->config;
    size_t n = column != NULL ? column->labels.n : 0;

    for (size_t i = 0; i < config->n_employers; i++) {
        const char *name = config->employers[i].section_name;
        bool found = false;
        for (size_t label = 1; label < n && !found; label++) {
            struct pg_str known = pg_intern_get(&column->labels, (uint32_t)label);
            found = known.len == strlen(name) && memcmp(known.ptr, name, known.len) == 0;
        }
        if (!found)
            return pg_fail_at(err, PAYGAP_CONFIG, run->options->config, 0, 0,
                              "[employer.%.100s]: the column employer has no such name",
                              name);
    }
    return PAYGAP_OK;
}

// Disclosure comes after the last figure. A report that cannot be proved safe fails the
// run, so nothing is written.
static paygap_status withhold(struct pg_run *run, struct pg_report *report,
                              paygap_error *err)
{
    PG_TRY(pg_run_compare_previous(run, report, err));
    report->minimum_count = pg_policy_minimum(&run->config.policy, PG_MINIMUM_COUNT);
    report->minimum_publish = pg_policy_minimum(&run->config.policy, PG_MINIMUM_PUBLISH);
    return pg_disclosure_control(run->results, report, &run->config.policy, err);
}

// The report of one employer; who looks closer gets the run while it is still whole.
static paygap_status form(struct pg_run *run, struct pg_report *report,
                          const struct pg_slice *slice, paygap_error *err)
{
    const struct pg_examination *examination = run->examination;

    PG_TRY(pg_figures_report(report, run->results, &run->judged, slice, err));
    report->snapshot_is_default = run->snapshot_is_default;
    pg_run_filing(run, report);
    if (!pg_run_list_findings(run, report, slice))
        return pg_no_memory(err);
    pg_run_warn_unclaimed(run, report);
    pg_run_warn_left_out(run->results, report);
    PG_TRY(withhold(run, report, err));
    if (report->is_provisional) {
        pg_results_report_mark_provisional(report);
        run->results->is_provisional = true;
    }
    return examination != NULL && examination->take != NULL
               ? examination->take(examination->context, run, report, slice, err)
               : PAYGAP_OK;
}

static paygap_status form_divided(struct pg_run *run, const struct pg_label_column *column,
                                  paygap_error *err)
{
    struct paygap_results *results = run->results;
    size_t n_employers = column->labels.n - 1, n_rows = run->table.n_rows;
    struct division *divisions = calloc(column->labels.n, sizeof *divisions);
    uint32_t *rows = malloc((n_rows_divided(column, n_rows) + 1) * sizeof *rows);

    results->reports = calloc(n_employers, sizeof *results->reports);
    bool made = divisions != NULL && rows != NULL && results->reports != NULL;
    paygap_status status = made ? PAYGAP_OK : pg_no_memory(err);
    if (made) {
        results->n_reports = n_employers;
        (void)divide(column, n_rows, divisions, rows);
        qsort(divisions + 1, n_employers, sizeof *divisions, by_name);
    }
    for (size_t i = 0; made && status == PAYGAP_OK && i < n_employers; i++) {
        const struct division *division = &divisions[i + 1];
        struct pg_slice slice = {rows + division->first, division->n, division->code};
        struct pg_report *report = &results->reports[i];
        report->employer = pg_arena_printf(&results->arena, "%.*s", (int)division->name.len,
                                           division->name.ptr);
        report->folder = folder_for(results, division->name);
        status = form(run, report, &slice, err);
    }
    free(divisions);
    free(rows);
    return status;
}

static paygap_status form_whole(struct pg_run *run, const struct pg_label_column *column,
                                paygap_error *err)
{
    struct paygap_results *results = run->results;
    const char *name = run->config.employer.name;
    struct pg_slice slice = {NULL, run->table.n_rows, 0};

    results->reports = calloc(1, sizeof *results->reports);
    if (results->reports == NULL)
        return pg_no_memory(err);
    results->n_reports = 1;
    struct pg_report *report = &results->reports[0];
    report->folder = "";
    if (name == NULL && column != NULL && column->labels.n == 2) {
        struct pg_str label = pg_intern_get(&column->labels, 1);
        report->employer =
            pg_arena_printf(&results->arena, "%.*s", (int)label.len, label.ptr);
    } else {
        report->employer =
            name != NULL ? pg_arena_text(&results->arena, name) : "Unnamed employer";
    }
    return form(run, report, &slice, err);
}

paygap_status pg_run_reports(struct pg_run *run, paygap_error *err)
{
    const struct pg_table *table = &run->table;
    const struct pg_label_column *column =
        table->employer < table->n_labels ? &table->labels[table->employer] : NULL;

    if (column != NULL && column->is_dropped)
        return pg_fail_at(err, PAYGAP_COLUMN, run->options->payroll, 0,
                          pg_table_column_of(table, 0, PG_FIELD_EMPLOYER),
                          "the column employer has more than 4,095 different names");
    PG_TRY(check_sections(run, column, err));
    bool several = column != NULL && column->labels.n > 2;
    return several ? form_divided(run, column, err) : form_whole(run, column, err);
}
