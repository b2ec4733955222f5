// SPDX-License-Identifier: GPL-3.0-or-later
/* What the figures would be otherwise: the whole run again, with one thing changed. */
#include "pg_audit.h"

#include "pg_sentences.h"

#include <math.h>
#include <stdlib.h>

void pg_audit_fourteen_of(struct pg_fourteen *figures, const struct pg_report *report)
{
    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        const struct pg_statutory_figure *named = &pg_statutory_figures[i];
        const paygap_figure *figure =
            pg_results_report_find(report, named->sex, named->measure);
        bool has_value = figure != NULL && figure->has_value;
        figures->text[i] = has_value ? figure->published : "";
        figures->value[i] = has_value ? figure->value : 0;
    }
    for (int j = 0; j < PG_N_QUARTERS; j++)
        figures->sizes[j] = (double)report->quarters[j].size;
}

paygap_status pg_audit_suppose_run(const struct pg_run *run,
                                   const struct pg_suppositions *supposed,
                                   const struct pg_examination *examination,
                                   paygap_error *err)
{
    paygap_options options = *run->options;
    struct pg_run again = {.options = &options,
                           .supposed = supposed,
                           .examination = examination,
                           .reads_inputs_only = run->reads_inputs_only};

    char date[32];
    options.snapshot_date = pg_date_iso(run->config.snapshot_date, date);
    options.is_confirmed = true; // what was doubtful was asked the first time
    options.by = NULL;
    options.n_by = 0;
    options.wants_intervals = false;
    options.previous = NULL;
    options.progress = NULL;
    options.messages = NULL;
    paygap_status status = pg_run_make(&again, err);
    pg_run_free(&again);
    return status;
}

/** The figures of each report of a run, in turn; their texts live in the arena. */
struct taking {
    struct pg_fourteen *figures;
    size_t n, n_reports;
    struct pg_arena *arena;
};

static paygap_status take_figures(void *context, const struct pg_run *run,
                                  const struct pg_report *report,
                                  const struct pg_slice *slice, paygap_error *err)
{
    struct taking *taking = context;

    (void)run;
    (void)slice;
    (void)err;
    if (taking->n == taking->n_reports)
        return PAYGAP_OK;
    struct pg_fourteen *figures = &taking->figures[taking->n++];
    pg_audit_fourteen_of(figures, report);
    for (size_t k = 0; k < PG_N_STATUTORY; k++)
        figures->text[k] = pg_arena_text(taking->arena, figures->text[k]);
    return PAYGAP_OK;
}

// Runs again with one thing otherwise; `figures` gets those of each report.
static paygap_status run_scenario(const struct pg_run *run, struct pg_supposition supposed,
                                  struct pg_fourteen *figures, size_t n_reports,
                                  struct pg_arena *arena, paygap_error *err)
{
    const struct pg_suppositions one = {.items = {supposed}, .n = 1};
    struct taking taking = {.figures = figures, .n_reports = n_reports, .arena = arena};
    const struct pg_examination examination = {.take = take_figures, .context = &taking};

    for (size_t i = 0; i < n_reports; i++) {
        figures[i] = (struct pg_fourteen){.value = {0}};
        for (size_t k = 0; k < PG_N_STATUTORY; k++)
            figures[i].text[k] = "";
    }
    paygap_status status = pg_audit_suppose_run(run, &one, &examination, err);
    return status == PAYGAP_OK && arena->failed ? pg_no_memory(err) : status;
}

// ---------------------------------------------------------------- which choices

static bool add(struct pg_scenarios *scenarios, size_t n_reports, struct pg_scenario one)
{
    size_t most = 64;

    if (scenarios->items == NULL) {
        scenarios->items = calloc(most * n_reports, sizeof *scenarios->items);
        scenarios->capacity = most;
    }
    if (scenarios->items == NULL)
        return false;
    if (scenarios->n == scenarios->capacity)
        return true; // more elements than anybody looks at
    for (size_t i = 0; i < n_reports; i++)
        scenarios->items[i * most + scenarios->n] = one;
    scenarios->n++;
    return true;
}

/** The reasons that leave people out, and what can be supposed about each. */
static const struct {
    enum pg_reason reason;
    enum pg_suppose what;
    const char *note;
} leaving_out[] = {
    {PG_REASON_PARTNER, PG_SUPPOSE_PARTNERS, NULL},
    {PG_REASON_LEAVE, PG_SUPPOSE_LEAVE_COUNTS, NULL},
    {PG_REASON_FULL_PAY_BLANK, PG_SUPPOSE_BLANK_IS_FULL, NULL},
    {PG_REASON_FULL_PAY_BAD, PG_SUPPOSE_BLANK_IS_FULL, NULL},
    {PG_REASON_SEX, PG_SUPPOSE_NOTHING, "nothing says whether they are men or women"},
    {PG_REASON_SEX_CONFLICT, PG_SUPPOSE_NOTHING,
     "nothing says whether they are men or women"},
    {PG_REASON_NOT_EMPLOYED, PG_SUPPOSE_NOTHING,
     "they are not employed on the snapshot date"},
    {PG_REASON_EMPLOYER_BLANK, PG_SUPPOSE_NOTHING, "nothing says which employer is theirs"},
    {PG_REASON_RATE_NEGATIVE, PG_SUPPOSE_NOTHING,
     "an hourly pay below zero needs explaining"},
    {PG_REASON_PAY_NEGATIVE, PG_SUPPOSE_NOTHING, "pay below zero needs explaining"},
    {PG_REASON_HOURS_ZERO, PG_SUPPOSE_NOTHING, "no hours to divide their pay by"},
    {PG_REASON_HOURS_NEGATIVE, PG_SUPPOSE_NOTHING, "hours below zero need explaining"},
    {PG_REASON_HOURS_BLANK, PG_SUPPOSE_NOTHING, "no hours to divide their pay by"},
    {PG_REASON_NOTHING_PAID, PG_SUPPOSE_NOTHING, "they have no pay to rank"},
    {PG_REASON_PAY_BLANK, PG_SUPPOSE_NOTHING, "they have no pay to rank"},
};

static size_t count_in(const struct pg_left_out_list *list, enum pg_reason reason)
{
    for (size_t i = 0; i < list->n; i++) {
        if (list->items[i].reason == (int)reason)
            return list->items[i].n;
    }
    return 0;
}

// People whom a report leaves out of some figures for a reason.
static size_t count_reason(const struct pg_report *report, enum pg_reason reason)
{
    return count_in(&report->left_out[PG_LEFT_OUT_OF_ALL], reason) +
           count_in(&report->left_out[PG_LEFT_OUT_OF_HOURLY], reason) +
           count_in(&report->left_out[PG_LEFT_OUT_OF_BONUS], reason);
}

static const char *note_of(enum pg_reason reason, enum pg_suppose *what)
{
    for (size_t i = 0; i < sizeof leaving_out / sizeof leaving_out[0]; i++) {
        if (leaving_out[i].reason == reason) {
            *what = leaving_out[i].what;
            return leaving_out[i].note;
        }
    }
    return "what they are paid, or for how long, cannot be read";
}

static bool add_reasons(struct pg_scenarios *scenarios, const struct pg_run *run,
                        size_t n_reports, struct pg_arena *arena)
{
    for (int reason = PG_REASON_PARTNER; reason < PG_N_REASONS; reason++) {
        enum pg_suppose what = PG_SUPPOSE_NOTHING;
        const char *note = note_of((enum pg_reason)reason, &what);
        size_t of_all = 0;
        for (size_t i = 0; i < n_reports; i++)
            of_all += count_reason(&run->results->reports[i], (enum pg_reason)reason);
        if (of_all == 0)
            continue;
        if (!add(scenarios, n_reports,
                 (struct pg_scenario){.supposed = {what, NULL}, .note = note}))
            return false;
        for (size_t i = 0; i < n_reports; i++) {
            size_t n = count_reason(&run->results->reports[i], (enum pg_reason)reason);
            struct pg_scenario *one =
                &scenarios->items[i * scenarios->capacity + scenarios->n - 1];
            one->is_absent = n == 0;
            one->title = pg_arena_printf(arena, "With the %zu %s left out because: %s", n,
                                         n == 1 ? "person" : "people",
                                         pg_table_reason_text((enum pg_reason)reason));
        }
    }
    return true;
}

static bool has_known_rates(const struct pg_run *run)
{
    for (uint32_t row = 0; row < run->table.n_rows; row++) {
        if (pg_pay_has_known_rate(&run->table, row))
            return true;
    }
    return false;
}

static bool add_choices(struct pg_scenarios *scenarios, const struct pg_run *run,
                        size_t n_reports)
{
    bool is_penny = run->config.policy.tie_precision == PG_TIES_PENNY;
    bool is_merged = run->config.policy.multiple_contracts == PG_CONTRACTS_MERGE;
    const struct pg_scenario all[] = {
        {.supposed = {PG_SUPPOSE_OTHER_TIES, NULL},
         .title = is_penny ? "Same rate: equal exactly, instead of to the penny"
                           : "Same rate: equal to the penny, instead of exactly"},
        {.supposed = {PG_SUPPOSE_NO_KNOWN_RATES, NULL},
         .title = "Known hourly rates not used: pay divided by hours"},
        {.supposed = {PG_SUPPOSE_OTHER_CONTRACTS, NULL},
         .title = is_merged ? "Each post an employee, instead of merged"
                            : "Posts of one employee merged, instead of apart"},
    };
    const bool is_open[] = {true, has_known_rates(run), run->table.n_repeated > 0};

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (is_open[i] && !add(scenarios, n_reports, all[i]))
            return false;
    }
    return true;
}

static bool add_elements(struct pg_scenarios *scenarios, const struct pg_run *run,
                         size_t n_reports, struct pg_arena *arena)
{
    const struct pg_element_map *map = &run->config.payments.elements;
    bool has_sacrifice = false;

    for (size_t i = 0; i < map->n; i++)
        has_sacrifice |= map->items[i].class == PG_PAY_SALARY_SACRIFICE;
    if (has_sacrifice &&
        !add(scenarios, n_reports,
             (struct pg_scenario){.supposed = {PG_SUPPOSE_NO_SACRIFICE, NULL},
                                  .title = "Salary sacrifice not deducted"}))
        return false;
    for (size_t i = 0; i < map->n; i++) {
        if (map->items[i].class != PG_PAY_BONUS)
            continue;
        struct pg_buffer title = {0};
        pg_buffer_printf(&title, "Without the bonus element \"");
        pg_buffer_add_visible(&title, pg_str_of(map->items[i].name), 60);
        pg_buffer_printf(&title, "\"");
        struct pg_scenario one = {
            .supposed = {PG_SUPPOSE_NO_ELEMENT, map->items[i].name},
            .title = pg_arena_text(arena, title.ptr != NULL ? title.ptr : "")};
        bool added = !title.failed && add(scenarios, n_reports, one);
        pg_buffer_free(&title);
        if (!added)
            return false;
    }
    return true;
}

// A change that cannot be tried, say a bonus without its period, is told, not fatal.
static paygap_status try_one(struct pg_scenarios *scenarios, size_t index,
                             const struct pg_run *run, struct pg_fourteen *figures,
                             struct pg_arena *arena, paygap_error *err)
{
    size_t n_reports = run->results->n_reports;
    struct pg_scenario *first = &scenarios->items[index];
    paygap_error refused = {.status = PAYGAP_OK};

    if (first->note != NULL)
        return PAYGAP_OK;
    paygap_status status =
        run_scenario(run, first->supposed, figures, n_reports, arena, &refused);
    bool is_told = status != PAYGAP_OK && paygap_exit_status(status) == 2;
    if (status != PAYGAP_OK && !is_told) {
        if (err != NULL)
            *err = refused;
        return status;
    }
    for (size_t i = 0; i < n_reports; i++) {
        struct pg_scenario *one = &scenarios->items[i * scenarios->capacity + index];
        if (is_told)
            one->note = pg_arena_text(arena, refused.text);
        else
            one->figures = figures[i];
    }
    return PAYGAP_OK;
}

paygap_status pg_audit_scenarios_make(struct pg_scenarios *scenarios,
                                      const struct pg_run *run, struct pg_arena *arena,
                                      paygap_error *err)
{
    size_t n_reports = run->results->n_reports;
    struct pg_fourteen *figures = calloc(n_reports + 1, sizeof *figures);

    if (figures == NULL)
        return pg_no_memory(err);
    bool made = add_choices(scenarios, run, n_reports) &&
                add_reasons(scenarios, run, n_reports, arena) &&
                add_elements(scenarios, run, n_reports, arena) && !arena->failed;
    paygap_status status = made ? PAYGAP_OK : pg_no_memory(err);

    for (size_t i = 0; status == PAYGAP_OK && i < scenarios->n; i++)
        status = try_one(scenarios, i, run, figures, arena, err);
    free(figures);
    return status;
}

// ---------------------------------------------------------------- single people

/** Sums of hourly pay by sex. */
struct sums {
    long double pay[2];
    size_t n[2];
};

static double gap_of(const struct sums *sums)
{
    long double men = sums->pay[0] / (long double)sums->n[0];
    long double women = sums->pay[1] / (long double)sums->n[1];

    return (double)(100 * (men - women) / men);
}

static void place(struct pg_influence found[], size_t *n, struct pg_influence one)
{
    size_t at = *n;

    while (at > 0 && fabs(found[at - 1].change) < fabs(one.change))
        at--;
    if (at == PG_MOST_INFLUENTIAL)
        return;
    *n += *n < PG_MOST_INFLUENTIAL;
    memmove(found + at + 1, found + at, (*n - at - 1) * sizeof *found);
    found[at] = one;
}

size_t pg_audit_influence_find(const struct pg_workings *workings,
                               struct pg_influence found[static PG_MOST_INFLUENTIAL])
{
    const struct pg_run *run = workings->run;
    struct sums all = {.n = {0}};
    size_t n = 0;

    for (size_t i = 0; i < workings->n_hourly; i++) {
        uint32_t row = workings->items[i].row;
        enum pg_sex sex = (enum pg_sex)run->table.sex[row];
        all.pay[sex] += (long double)pg_pay_rate_double(&run->pay, row);
        all.n[sex]++;
    }
    if (all.n[0] < 2 || all.n[1] < 2 || all.pay[0] <= 0)
        return 0;
    double gap = gap_of(&all);
    for (size_t i = 0; i < workings->n_hourly; i++) {
        uint32_t row = workings->items[i].row;
        enum pg_sex sex = (enum pg_sex)run->table.sex[row];
        struct sums rest = all;
        rest.pay[sex] -= (long double)pg_pay_rate_double(&run->pay, row);
        rest.n[sex]--;
        double without = gap_of(&rest);
        place(found, &n, (struct pg_influence){row, without, without - gap});
    }
    return n;
}
