// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The figures of one employer, in order: count people, form atoms, measure, list the
 * choices. What is measured is done in measures/; here people are chosen. If somebody was
 * left out because of bad data, all figures are provisional. What of a figure is published
 * is nobody's business here.
 */
#include "figures_parts.h"

#include "pg_law.h"
#include "pg_measures.h"

// On any post of the employee, so that the order of rows does not matter.
static bool has_known_rate(const struct pg_judged *judged, uint32_t row)
{
    const uint32_t *next = judged->people->next_post;
    bool known = pg_pay_has_known_rate(judged->table, row);

    for (uint32_t post = next != NULL ? next[row] : PG_NO_ROW; post != PG_NO_ROW && !known;
         post = next[post])
        known = pg_pay_has_known_rate(judged->table, post);
    return known;
}

static void count_known_rates(struct pg_report *report, const struct pg_members *hourly)
{
    for (size_t i = 0; i < hourly->n; i++) {
        uint32_t row = hourly->rows[i];
        report->n_known_rates += pg_population_is_relevant(hourly->judged->people, row) &&
                                 has_known_rate(hourly->judged, row);
    }
}

static bool measure_sexes(const struct pg_forming *forming, struct pg_members *hourly,
                          struct pg_members *bonus)
{
    const struct pg_judged *judged = forming->judged;
    struct pg_report *report = forming->report;
    struct pg_groups sexes = {.n = 0}, receivers = {.n = 0};
    struct pg_bonus_people people = {pg_results_report_sex(report, PG_MEN)->in_bonus,
                                     pg_results_report_sex(report, PG_WOMEN)->in_bonus};
    bool made = pg_figures_divide_by_sex(&sexes, hourly) &&
                pg_figures_divide_by_sex(&receivers, bonus);

    if (made) {
        count_known_rates(report, hourly);
        pg_measures_hourly_pay(forming->results, report, &sexes,
                               judged->policy->tie_precision, judged->intervals);
        pg_measures_bonus_pay(forming->results, report, &receivers, people,
                              judged->intervals);
    }
    pg_stats_groups_free(&sexes);
    pg_stats_groups_free(&receivers);
    return made;
}

static paygap_status measure(const struct pg_forming *forming, paygap_error *err)
{
    struct pg_members hourly, bonus = {.n = 0};
    bool measured = pg_figures_rank_hourly(&hourly, forming->judged, forming->slice) &&
                    pg_figures_rank_bonus(&bonus, forming->judged, forming->slice) &&
                    measure_sexes(forming, &hourly, &bonus);
    measured = measured && pg_figures_warn_part_periods(forming, &hourly) &&
               pg_figures_audit_elements(forming);
    paygap_status status =
        measured ? pg_figures_break_down(forming, &hourly, &bonus, err) : pg_no_memory(err);

    pg_figures_free_members(&hourly);
    pg_figures_free_members(&bonus);
    return status;
}

_Static_assert((int)PG_N_REASONS <= (int)PG_MAX_LEFT_OUT, "every reason can be listed");

static void list_left_out(struct pg_left_out_list *list, const size_t counts[PG_N_REASONS],
                          struct pg_report *report)
{
    for (int reason = PG_REASON_PARTNER; reason < PG_N_REASONS; reason++) {
        bool provisional = pg_table_reason_is_provisional((enum pg_reason)reason);
        pg_results_left_out_add(
            list, (struct pg_left_out){.reason = reason,
                                       .code = pg_table_reason_code((enum pg_reason)reason),
                                       .text = pg_table_reason_text((enum pg_reason)reason),
                                       .n = counts[reason],
                                       .is_provisional = provisional,
                                       .is_of_sex = reason == PG_REASON_SEX ||
                                                    reason == PG_REASON_SEX_CONFLICT});
        if (provisional && counts[reason] > 0)
            report->is_provisional = true;
    }
}

// Whoever is not employed on the snapshot date is nobody's to count: neither an employee
// nor left out of the figures.
static void leave_to_others(const struct pg_forming *forming, size_t n)
{
    char text[32];

    if (n > 0)
        pg_results_pairs_add(
            forming->results, &forming->report->warnings, "not employed",
            pg_arena_printf(&forming->results->arena,
                            "%s %s of people who are not employed on the snapshot "
                            "date and %s not counted",
                            pg_grouped(n, text), n == 1 ? "row is" : "rows are",
                            n == 1 ? "is" : "are"),
            "");
}

static void count_people(const struct pg_forming *forming)
{
    const struct pg_judged *judged = forming->judged;
    const struct pg_slice *slice = forming->slice;
    struct pg_report *report = forming->report;
    const struct pg_people *people = judged->people;
    size_t all[PG_N_REASONS] = {0}, hourly[PG_N_REASONS] = {0}, bonus[PG_N_REASONS] = {0};
    size_t n_of[PG_N_SEXES] = {0};

    for (size_t i = 0; i < slice->n; i++) {
        uint32_t row = pg_figures_row_at(slice, i);
        all[people->out_of_all[row]]++;
        if (!pg_population_is_relevant(people, row))
            continue;
        hourly[judged->pay->out_of_hourly[row]]++;
        bonus[people->out_of_bonus[row]]++;
        n_of[judged->table->sex[row]]++;
    }
    leave_to_others(forming, all[PG_REASON_NOT_EMPLOYED]);
    report->n_rows = slice->n - all[PG_REASON_NOT_EMPLOYED];
    all[PG_REASON_NOT_EMPLOYED] = 0;
    report->n_merged = all[PG_REASON_MERGED];
    report->n_people = report->n_rows - report->n_merged;
    report->n_employees = report->n_people - all[PG_REASON_EMPLOYER_BLANK];
    report->n_relevant = n_of[PG_MEN] + n_of[PG_WOMEN];
    list_left_out(&report->left_out[PG_LEFT_OUT_OF_ALL], all, report);
    list_left_out(&report->left_out[PG_LEFT_OUT_OF_HOURLY], hourly, report);
    list_left_out(&report->left_out[PG_LEFT_OUT_OF_BONUS], bonus, report);
    for (enum pg_sex sex = PG_MEN; sex < PG_N_SEXES; sex++) {
        pg_results_report_sex(report, sex)->headcount = n_of[sex];
        pg_measures_count(forming->results, report, sex, PG_MEASURE_HEADCOUNT, n_of[sex]);
    }
}

static void add_choices(const struct pg_forming *forming)
{
    const struct pg_policy *policy = forming->judged->policy;

    for (size_t i = 0; i < pg_policy_n_choices(); i++) {
        char number[32];
        struct pg_choice choice = pg_policy_choice(policy, i, number);
        pg_results_pairs_add(forming->results, &forming->report->choices, choice.point,
                             choice.choice, choice.why);
    }
}

// Relevant employees of each sex whose bonus is known.
static void count_in_bonus(struct pg_report *report)
{
    for (size_t i = 0; i < report->atoms.n; i++) {
        uint16_t sex = report->atoms.codes[i * report->atoms.n_axes];
        if (sex == PG_SEX_UNKNOWN)
            continue;
        pg_results_report_sex(report, (enum pg_sex)sex)->in_bonus +=
            report->atoms.in_bonus[i];
        report->n_in_bonus += report->atoms.in_bonus[i];
    }
}

static void begin(const struct pg_judged *judged, struct pg_report *report)
{
    report->regime = pg_policy_regime(judged->policy);
    report->is_public = report->regime->is_public_authority;
    report->snapshot_date = judged->snapshot_date;
    report->has_bonus_column = judged->table->has_bonus_12;
    if (judged->intervals != NULL)
        report->interval_note =
            "Bootstrap of people within each group, its law worked out without sampling: "
            "BCa "
            "for mean gaps, percentile for median gaps; medians in pounds by their order "
            "statistics";
}

paygap_status pg_figures_report(struct pg_report *report, struct paygap_results *results,
                                const struct pg_judged *judged,
                                const struct pg_slice *slice, paygap_error *err)
{
    const struct pg_forming forming = {judged, slice, results, report};

    if (!pg_results_report_begin(report))
        return pg_no_memory(err);
    begin(judged, report);
    count_people(&forming);
    if (!pg_figures_count_atoms(&forming))
        return pg_no_memory(err);
    count_in_bonus(report);
    PG_TRY(measure(&forming, err));
    if (pg_measures_interval_maker_failed(judged->intervals))
        return pg_no_memory(err);
    add_choices(&forming);
    pg_measures_plausible(results, report, report->n_employees);
    return PAYGAP_OK;
}
