// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * People who started or left within the relevant pay period. Their pay is of a part of it;
 * the Regulations divide it by the whole all the same, so their hourly pay comes out too
 * low. They are counted as the law says, and said; days_covered can give the days of the
 * period that the pay covers, which then take the place of the period's length.
 */
#include "pg_run.h"

#include "members.h"
#include "pg_measures.h"

#include <stdlib.h>

enum { LONGEST = 31 }; // days of a pay period whose place is not known

// The relevant pay period of a row, if it is known.
static bool window_of(const struct pg_run *run, uint32_t row, struct pg_window *window)
{
    const struct pg_payments of_period = {.wish = &run->config.payments,
                                          .snapshot = run->config.snapshot_date};

    return run->payments.table != NULL
               ? pg_window_of_row(&run->payments, row, window)
               : pg_window_of_period(&of_period, run->table.pay_period[row], window);
}

// Whether somebody employed from `first` to `last` (0 = long before, after) was not, or of
// a period whose place is not known may not have been, for all of the pay period.
static bool is_part(struct pg_run *run, const struct pg_row_days *days)
{
    int64_t snapshot = pg_date_days(run->config.snapshot_date);
    uint32_t length = run->table.pay_period[days->row];
    struct pg_window window;

    bool is_known = window_of(run, days->row, &window);
    if (!is_known) {
        int64_t n_days = (length + PG_MILLION - 1) / PG_MILLION;
        if (n_days > LONGEST)
            return false;
        window = (struct pg_window){snapshot - n_days + 1, snapshot + n_days - 1};
    }
    bool found = (days->first != 0 && days->first > window.first) ||
                 (days->last != 0 && days->last < window.last);
    run->has_open_parts |= found && !is_known;
    return found;
}

// Days as many as the calendar has in the period, or as its length, cover all of it.
static bool is_covered(const struct pg_run *run, const struct pg_row_days *days)
{
    struct pg_window window;
    int64_t n_days =
        window_of(run, days->row, &window) ? window.last - window.first + 1 : LONGEST;

    return days->covered >= n_days * PG_MILLION ||
           days->covered >= run->table.pay_period[days->row];
}

bool pg_run_settle_days(struct pg_run *run)
{
    struct pg_table *table = &run->table;
    bool added = true;

    run->part_rows = malloc((table->n_days + 1) * sizeof *run->part_rows);
    if (run->part_rows == NULL)
        return false;
    for (size_t i = 0; added && table->pay_period != NULL && i < table->n_days; i++) {
        const struct pg_row_days *days = &table->days[i];
        uint32_t row = days->row;
        if (!pg_has(table, row, PG_ITEM_PAY_PERIOD))
            continue;
        if (days->covered == 0 && is_part(run, days))
            run->part_rows[run->n_part_rows++] = row;
        if (days->covered == 0 || is_covered(run, days))
            continue;
        table->pay_period[row] = days->covered;
        added = pg_findings_add(table, row, table->line[row],
                                pg_column_of(table, row, PG_FIELD_DAYS_COVERED),
                                PG_FINDING_DAYS_COVERED, PG_ACTION_KEPT);
    }
    return added;
}

// Whether the pay of a person's row counts; a known rate is not touched by days.
static bool counts(const struct pg_run *run, uint32_t row)
{
    uint32_t main_row = pg_people_main_post(&run->people, &run->table, row);

    return pg_is_hourly(&run->people, main_row) && !pg_has_known_rate(&run->table, row) &&
           !(run->table.yes[row] & PG_YES_NOT_EMPLOYED);
}

bool pg_run_find_part_periods(struct pg_run *run)
{
    struct pg_table *table = &run->table;
    size_t n = 0;

    for (size_t i = 0; i < run->n_part_rows; i++) {
        uint32_t row = run->part_rows[i];
        if (!counts(run, row))
            continue;
        run->part_rows[n++] = row;
        if (!pg_findings_add(table, row, table->line[row], 0, PG_FINDING_PART_PERIOD,
                             PG_ACTION_KEPT))
            return false;
    }
    run->n_part_rows = n;
    return true;
}

// ---------------------------------------------------------------- the gaps without them

// Takes the people out of the groups of members; their number.
static size_t leave_out(const struct pg_run *run, struct pg_members *hourly)
{
    bool *is_out = calloc(run->table.n_rows + 1, sizeof *is_out);
    size_t n = 0;

    if (is_out == NULL)
        return SIZE_MAX;
    for (size_t i = 0; i < run->n_part_rows; i++)
        is_out[pg_people_main_post(&run->people, &run->table, run->part_rows[i])] = true;
    for (size_t i = 0; i < hourly->n; i++) {
        if (hourly->group_of[i] == PG_NO_GROUP || !is_out[hourly->rows[i]])
            continue;
        hourly->group_of[i] = PG_NO_GROUP;
        n++;
    }
    free(is_out);
    return n;
}

static const char *gap_now(const struct pg_report *report, enum pg_measure gap)
{
    const char *text = pg_report_text(report, PG_WOMEN, gap);

    return text[0] != '\0' ? text : "none";
}

static const char *gap_without(struct pg_run *run, const struct pg_average *men,
                               const struct pg_average *women)
{
    static const struct pg_gap_words words = {"", "", ""};
    paygap_figure figure = {.unit = ""};

    pg_set_gap(run->results, &figure, men, women, &words);
    return figure.has_value ? figure.published : "none";
}

static bool warn(struct pg_run *run, struct pg_report *report,
                 const struct pg_groups *sexes, size_t n)
{
    const struct pg_ranking *ranking = sexes->ranking;
    struct pg_average mean[PG_N_SEXES], median[PG_N_SEXES];
    char text[32];

    for (enum pg_sex sex = PG_MEN; sex < PG_N_SEXES; sex++) {
        if (!pg_mean(&mean[sex], ranking, sexes->group[sex]))
            return false;
        pg_median(&median[sex], ranking, sexes->group[sex]);
    }
    pg_pairs_add(
        run->results, &report->warnings, "part of the pay period",
        pg_arena_printf(
            &run->results->arena,
            "%s %s started or left within the pay period%s and %s counted as the law says, "
            "with pay of a part divided "
            "by "
            "the whole; without %s the mean hourly gap would be %s (now %s) and the median "
            "%s (now %s). A column days_covered can say how many days the pay covers",
            pg_grouped(n, text), n == 1 ? "person" : "people",
            run->has_open_parts ? " (or may have, where nobody says which days it has)"
                                : "",
            n == 1 ? "is" : "are", n == 1 ? "this person" : "them",
            gap_without(run, &mean[0], &mean[1]),
            gap_now(report, PG_MEASURE_MEAN_HOURLY_GAP),
            gap_without(run, &median[0], &median[1]),
            gap_now(report, PG_MEASURE_MEDIAN_HOURLY_GAP)),
        "");
    return true;
}

bool pg_run_warn_part_periods(struct pg_run *run, struct pg_report *report,
                              struct pg_members *hourly)
{
    struct pg_groups sexes = {.n = 0};

    if (run->n_part_rows == 0)
        return true;
    bool made = pg_members_by_sex(&sexes, hourly); // sets who is in which group
    pg_groups_free(&sexes);
    size_t n = made ? leave_out(run, hourly) : SIZE_MAX;
    if (n == 0 || n == SIZE_MAX)
        return n == 0;
    sexes = (struct pg_groups){.n = 0};
    made = pg_groups_make(&sexes, &hourly->ranking, hourly->group_of, 2) &&
           warn(run, report, &sexes, n);
    pg_groups_free(&sexes);
    return made;
}
