// SPDX-License-Identifier: GPL-3.0-or-later
/* The story of one employee, as a person would write it on paper. */
#include "story.h"

#include <paygap/paygap.h>

static paygap_status take_report(void *context, const struct pg_run *run,
                                 const struct pg_report *report,
                                 const struct pg_slice *slice, paygap_error *err)
{
    struct story *story = context;
    struct pg_workings workings = {.n = 0};

    for (size_t i = 0; i < slice->n; i++) {
        if (pg_figures_row_at(slice, i) != story->row)
            continue;
        story->run = run;
        if (!pg_audit_workings_make(&workings, run, report, slice)) {
            pg_audit_workings_free(&workings);
            return pg_no_memory(err);
        }
        pg_audit_tell_quarter(story, &workings);
        pg_audit_workings_free(&workings);
        break;
    }
    return PAYGAP_OK;
}

static void tell(const struct story *story)
{
    pg_audit_tell_who(story);
    pg_audit_tell_pay(story);
    pg_audit_tell_posts(story);
    pg_audit_tell_rate(story);
    pg_audit_tell_populations(story);
}

/** The story is told in two parts: pay before the reports are formed, quarters after. */
struct telling {
    struct story story;
    const struct pg_examination *examination;
    bool is_told;
};

// The id stands under other employers too, and nothing says which is meant.
static bool is_of_several(const struct pg_run *run, uint32_t row)
{
    const struct pg_table *table = &run->table;
    const struct pg_examination *examination = run->examination;

    if (examination->employee == NULL || table->employer >= table->n_labels ||
        run->options->employer != NULL)
        return false;
    const struct pg_label_column *column = &table->labels[table->employer];
    for (uint32_t other = row + 1; other < table->n_rows; other++) {
        if (pg_table_employee(table, other) == pg_table_employee(table, row) &&
            pg_table_label_code(column, other) != pg_table_label_code(column, row))
            return true;
    }
    return false;
}

static paygap_status take_first(void *context, const struct pg_run *run,
                                const struct pg_report *report,
                                const struct pg_slice *slice, paygap_error *err)
{
    struct telling *telling = context;

    if (!telling->is_told) {
        uint32_t row = pg_run_find_row(run, telling->examination->employee,
                                       telling->examination->line);
        if (row == PG_NO_ROW)
            return pg_fail_at(err, PAYGAP_USAGE, run->options->payroll, 0, 0,
                              telling->examination->employee != NULL
                                  ? "there is no employee with that id"
                                  : "that line of the payroll file is no employee's");
        if (is_of_several(run, row))
            return pg_fail_at(err, PAYGAP_USAGE, run->options->payroll, 0, 0,
                              "several employers have an employee with that id: say which "
                              "with --employer");
        telling->story.run = run;
        telling->story.row = pg_population_main_post(&run->people, &run->table, row);
        tell(&telling->story);
        telling->is_told = true;
    }
    return take_report(&telling->story, run, report, slice, err);
}

// What others are warned of, how many of them there are, is none of this person's.
static void say(const struct pg_run *run, uint32_t row)
{
    const struct pg_pairs *warnings = &run->results->warnings;
    const struct pg_findings *findings = &run->table.findings;
    FILE *messages = run->options->messages;

    if (messages == NULL || row == PG_NO_ROW)
        return;
    (void)paygap_print_mapping(run->results, messages);
    for (size_t i = 0; i < warnings->n; i++) {
        if (warnings->items[i].is_for_anybody)
            fprintf(messages, "paygap: warning: %s\n", warnings->items[i].text);
    }
    for (size_t i = 0; i < findings->n; i++) {
        const struct pg_finding *finding = &findings->items[i];
        bool is_of_person =
            finding->row != PG_NO_ROW && pg_table_employee(&run->table, finding->row) ==
                                             pg_table_employee(&run->table, row);
        if (is_of_person)
            fprintf(messages, "paygap: warning: %s, line %u: %s\n",
                    pg_run_file_of(run, finding), (unsigned)finding->line,
                    pg_table_finding_problem((enum pg_finding_code)finding->code));
    }
}

paygap_status paygap_explain(const paygap_options *options, const char *employee,
                             size_t line, FILE *stream, paygap_error *error)
{
    struct telling telling = {.story = {.stream = stream, .row = PG_NO_ROW}};
    struct pg_examination examination = {
        .take = take_first, .context = &telling, .employee = employee, .line = line};
    struct pg_run run = {.options = options, .examination = &examination};

    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    PG_TRY(pg_options_check(options->struct_size, sizeof *options, "PAYGAP_OPTIONS_INIT",
                            error));
    telling.examination = &examination;
    paygap_status status = pg_run_make(&run, error);
    if (status == PAYGAP_OK)
        say(&run, telling.story.row);
    pg_run_free(&run);
    return status;
}
