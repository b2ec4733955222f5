// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_run.h"

#include "pg_measures.h"
#include "pg_stats.h"

#include <stdlib.h>

static uint32_t row_at(const struct pg_slice *slice, size_t i)
{
    return slice->rows != NULL ? slice->rows[i] : (uint32_t)i;
}

/** Some rows of a slice, ranked by an exact amount. */
struct members {
    const struct pg_run *run;
    uint32_t *rows;
    double *keys;
    size_t n;
    struct pg_ranking ranking;
    uint32_t *men, *women; /**< at each rank */
};

static struct pg_fraction exact_rate(const void *context, uint32_t member)
{
    const struct members *members = context;

    return pg_pay_rate(&members->run->pay, members->rows[member]);
}

static struct pg_fraction exact_bonus(const void *context, uint32_t member)
{
    const struct members *members = context;

    return (struct pg_fraction){
        pg_amount(&members->run->table, members->rows[member], PG_ITEM_BONUS_12),
        PG_MILLION};
}

static bool start_members(struct members *members, const struct pg_run *run, size_t most)
{
    *members = (struct members){.run = run,
                                .rows = malloc((most + 1) * sizeof *members->rows),
                                .keys = malloc((most + 1) * sizeof *members->keys)};
    return members->rows != NULL && members->keys != NULL;
}

static void free_members(struct members *members)
{
    free(members->rows);
    free(members->keys);
    free(members->men);
    free(members->women);
    pg_ranking_free(&members->ranking);
}

static void add_member(struct members *members, uint32_t row, double key)
{
    members->rows[members->n] = row;
    members->keys[members->n++] = key;
}

static bool rank_members(struct members *members, double key_error,
                         struct pg_fraction (*at)(const void *, uint32_t))
{
    struct pg_exact exact = {.at = at, .context = members};

    if (!pg_rank(&members->ranking, members->keys, members->n, key_error, exact))
        return false;
    free(members->keys);
    members->keys = NULL;
    const struct pg_ranking *ranking = &members->ranking;
    members->men = calloc(ranking->n_values + 1, sizeof *members->men);
    members->women = calloc(ranking->n_values + 1, sizeof *members->women);
    if (members->men == NULL || members->women == NULL)
        return false;
    const uint8_t *sex = members->run->table.sex;
    for (size_t rank = 0; rank < ranking->n_values; rank++) {
        for (uint32_t i = ranking->first[rank]; i < ranking->first[rank + 1]; i++) {
            bool man = sex[members->rows[ranking->order[i]]] == PG_MEN;
            (man ? members->men : members->women)[rank]++;
        }
    }
    return true;
}

static struct pg_sexes sexes_of(const struct members *members)
{
    return (struct pg_sexes){&members->ranking, members->men, members->women};
}

// On any post of the employee, so that the order of rows does not matter.
static bool has_known_rate(const struct pg_run *run, uint32_t row)
{
    const uint32_t *next = run->people.next_post;
    bool known = pg_has_known_rate(&run->table, row);

    for (uint32_t post = next != NULL ? next[row] : PG_NO_ROW; post != PG_NO_ROW && !known;
         post = next[post])
        known = pg_has_known_rate(&run->table, post);
    return known;
}

static bool measure_hourly(struct pg_run *run, struct pg_report *report,
                           const struct pg_slice *slice)
{
    struct members members;
    bool measured = start_members(&members, run, slice->n);

    for (size_t i = 0; measured && i < slice->n; i++) {
        uint32_t row = row_at(slice, i);
        if (!pg_is_hourly(&run->people, row))
            continue;
        add_member(&members, row, pg_pay_rate_double(&run->pay, row));
        report->n_known_rates += has_known_rate(run, row);
    }
    measured = measured && rank_members(&members, PG_RATE_ERROR, exact_rate);
    if (measured) {
        struct pg_sexes sexes = sexes_of(&members);
        pg_measure_hourly_pay(run->results, report, &sexes,
                              run->config.policy.tie_precision);
    }
    free_members(&members);
    return measured;
}

static bool measure_bonus(struct pg_run *run, struct pg_report *report,
                          const struct pg_slice *slice)
{
    struct members receivers;
    struct pg_bonus_people people = {0};
    bool measured = start_members(&receivers, run, slice->n);

    for (size_t i = 0; measured && i < slice->n; i++) {
        uint32_t row = row_at(slice, i);
        if (!pg_is_in_bonus_figures(&run->people, row))
            continue;
        ++*(run->table.sex[row] == PG_MEN ? &people.men : &people.women);
        int64_t bonus = pg_amount(&run->table, row, PG_ITEM_BONUS_12);
        if (bonus > 0)
            add_member(&receivers, row, (double)bonus / 1e6);
    }
    measured = measured && rank_members(&receivers, PG_RATE_ERROR, exact_bonus);
    if (measured) {
        struct pg_sexes sexes = sexes_of(&receivers);
        pg_measure_bonus_pay(run->results, report, &sexes, people);
    }
    free_members(&receivers);
    return measured;
}

_Static_assert((int)PG_N_REASONS <= (int)PG_MAX_LEFT_OUT, "every reason can be listed");

static void list_left_out(struct pg_left_out_list *list, const size_t counts[PG_N_REASONS],
                          struct pg_report *report)
{
    for (int reason = PG_REASON_PARTNER; reason < PG_N_REASONS; reason++) {
        bool provisional = pg_reason_is_provisional((enum pg_reason)reason);
        pg_left_out_add(list, pg_reason_code((enum pg_reason)reason),
                        pg_reason_text((enum pg_reason)reason), provisional,
                        counts[reason]);
        if (provisional && counts[reason] > 0)
            report->is_provisional = true;
    }
}

static void count_people(struct pg_run *run, struct pg_report *report,
                         const struct pg_slice *slice)
{
    const struct pg_people *people = &run->people;
    size_t all[PG_N_REASONS] = {0}, hourly[PG_N_REASONS] = {0}, bonus[PG_N_REASONS] = {0};
    size_t men = 0, women = 0;

    for (size_t i = 0; i < slice->n; i++) {
        uint32_t row = row_at(slice, i);
        all[people->out_of_all[row]]++;
        if (!pg_is_relevant(people, row))
            continue;
        hourly[people->out_of_hourly[row]]++;
        bonus[people->out_of_bonus[row]]++;
        ++*(run->table.sex[row] == PG_MEN ? &men : &women);
    }
    report->n_rows = slice->n;
    report->n_merged = all[PG_REASON_MERGED];
    report->n_people = report->n_rows - report->n_merged;
    report->n_employees = report->n_people - all[PG_REASON_EMPLOYER_BLANK];
    report->n_relevant = men + women;
    list_left_out(&report->left_out_of_all, all, report);
    list_left_out(&report->left_out_of_hourly, hourly, report);
    list_left_out(&report->left_out_of_bonus, bonus, report);
    pg_measure_count(run->results, report, "men", "headcount", men);
    pg_measure_count(run->results, report, "women", "headcount", women);
}

static bool belongs(const struct pg_run *run, const struct pg_finding *finding,
                    const struct pg_slice *slice)
{
    if (slice->rows == NULL || finding->row == PG_NO_ROW)
        return true;
    uint32_t code = pg_label_code(&run->table.labels[run->table.employer], finding->row);
    return code == slice->employer || code == 0;
}

static bool copy_findings(struct pg_run *run, struct pg_report *report,
                          const struct pg_slice *slice)
{
    const struct pg_findings *findings = &run->table.findings;

    report->findings = malloc((findings->n + 1) * sizeof *report->findings);
    if (report->findings == NULL)
        return false;
    for (size_t i = 0; i < findings->n; i++) {
        const struct pg_finding *finding = &findings->items[i];
        if (!belongs(run, finding, slice))
            continue;
        bool has_header = finding->column > 0 && finding->column <= run->results->columns.n;
        report->findings[report->n_findings++] = (struct pg_finding_row){
            .line = finding->line,
            .column = finding->column,
            .header =
                has_header ? run->results->columns.items[finding->column - 1].name : "",
            .rule = pg_finding_rule((enum pg_finding_code)finding->code),
            .problem = pg_finding_problem((enum pg_finding_code)finding->code),
            .action = pg_action_text((enum pg_action)finding->action)};
    }
    return true;
}

static void add_choices(struct pg_run *run, struct pg_report *report)
{
    for (size_t i = 0; i < pg_policy_n_choices(); i++) {
        struct pg_choice choice = pg_policy_choice(&run->config.policy, i);
        pg_pairs_add(run->results, &report->choices, choice.point, choice.choice,
                     choice.why);
    }
}

bool pg_run_report(struct pg_run *run, struct pg_report *report,
                   const struct pg_slice *slice)
{
    report->is_public = run->config.policy.sector == PG_SECTOR_PUBLIC;
    report->snapshot_date = run->config.snapshot_date;
    report->snapshot_is_default = run->snapshot_is_default;
    count_people(run, report, slice);
    pg_run_filing(run, report);
    if (!measure_hourly(run, report, slice) || !measure_bonus(run, report, slice) ||
        !copy_findings(run, report, slice))
        return false;
    add_choices(run, report);
    report->has_bonus_column = run->table.has_bonus_12;
    pg_measure_plausible(run->results, report, report->n_employees);
    pg_run_warn_left_out(run->results, report);
    if (report->is_provisional) {
        pg_report_mark_provisional(report);
        run->results->is_provisional = true;
    }
    return true;
}
