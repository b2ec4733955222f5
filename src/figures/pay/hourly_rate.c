// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Hourly pay of one employee by regulation 6, as an exact fraction, and the reason where
 * there can be none. The rate is formed from the columns whenever it is asked for and kept
 * nowhere: it costs a few multiplications, a stored fraction would cost 32 bytes a person.
 * Only rates of merged posts are kept, in `merged`.
 *
 * pg_pay_decide() goes through the relevant employees once and gives each a reason or none;
 * pg_pay_rate() may be asked for those without a reason alone. A rate of zero or less is a
 * reason except for one of several posts, which are judged by their sum (merged_posts.c).
 *
 * Invariant: nothing is rounded. pg_pay_rate_double() is a key for ranking, within
 * PG_RATE_ERROR of the fraction; no figure is formed from it without that bound.
 */
#include "pg_pay.h"

#include "pg_law.h"

#include <stdlib.h>

enum { DAYS_OF_A_WEEK = PG_LAW_WEEK / PG_LAW_DAY };

static int64_t ordinary_pay(const struct pg_pay *pay, uint32_t row)
{
    return pg_table_amount(pay->table, row, PG_ITEM_ORDINARY_PAY);
}

static int64_t bonus(const struct pg_pay *pay, uint32_t row)
{
    return pg_table_amount(pay->table, row, PG_ITEM_BONUS);
}

static bool has_bonus(const struct pg_pay *pay, uint32_t row)
{
    return bonus(pay, row) != 0 ||
           pg_table_row_fraction_get(&pay->table->exact_bonus, row) != NULL;
}

static uint32_t bonus_period(const struct pg_pay *pay, uint32_t row)
{
    if (pg_table_has(pay->table, row, PG_ITEM_BONUS_PERIOD))
        return pay->table->bonus_period[row];
    return pay->default_bonus_period;
}

/*
 * Steps 3 to 5. With pay in millionths of a pound and periods in millionths of a day, the
 * pay of one week is 7 x (ordinary / P + bonus / B): the length of the pay period cancels
 * from the bonus, which is why no pro-rated amount is ever rounded.
 */
struct pg_fraction pg_pay_weekly_pay(const struct pg_pay *pay, uint32_t row)
{
    pg_int128 period = pay->table->pay_period[row];
    pg_int128 amount = ordinary_pay(pay, row);
    pg_int128 extra = bonus(pay, row);
    const struct pg_fraction *exact =
        pg_table_row_fraction_get(&pay->table->exact_bonus, row);

    if (exact != NULL) { // several bonus periods; they are few and have common factors
        struct pg_fraction sum = {0, 1};
        (void)pg_fraction_add((struct pg_fraction){amount, period}, *exact, &sum);
        return (struct pg_fraction){DAYS_OF_A_WEEK * sum.num, sum.den};
    }

    if (extra == 0)
        return (struct pg_fraction){DAYS_OF_A_WEEK * amount, period};
    pg_int128 bonus_days = bonus_period(pay, row);
    return (struct pg_fraction){DAYS_OF_A_WEEK * (amount * bonus_days + extra * period),
                                period * bonus_days};
}

struct pg_fraction pg_pay_hours(const struct pg_table *table, uint32_t row)
{
    const struct pg_fraction *exact = pg_table_row_fraction_get(&table->exact_hours, row);

    return exact != NULL ? *exact : (struct pg_fraction){table->weekly_hours[row], 1};
}

struct pg_fraction pg_pay_rate(const struct pg_pay *pay, uint32_t row)
{
    const struct pg_fraction *merged = pg_table_row_fraction_get(&pay->merged, row);

    if (merged != NULL)
        return *merged;
    if (pg_pay_has_known_rate(pay->table, row))
        return (struct pg_fraction){pg_table_amount(pay->table, row, PG_ITEM_HOURLY_PAY),
                                    PG_MILLION};
    struct pg_fraction week = pg_pay_weekly_pay(pay, row);
    // Step 6. The millionths of amounts and periods have cancelled; those of hours have
    // not.
    struct pg_fraction hours = pg_pay_hours(pay->table, row);
    if (hours.den > 1)
        week = pg_fraction_reduce(week);
    week.num *= PG_MILLION * hours.den;
    week.den *= hours.num;
    return week;
}

double pg_pay_rate_double(const struct pg_pay *pay, uint32_t row)
{
    const struct pg_table *table = pay->table;

    if (pay->merged.n > 0 || has_bonus(pay, row) || table->exact_hours.n > 0)
        return pg_fraction_double(pg_pay_rate(pay, row));
    if (pg_pay_has_known_rate(table, row))
        return (double)pg_table_amount(table, row, PG_ITEM_HOURLY_PAY) / 1e6;
    return (double)PG_LAW_WEEK * (double)ordinary_pay(pay, row) /
           ((double)table->pay_period[row] * (double)table->weekly_hours[row]);
}

static enum pg_reason hours_reason(const struct pg_table *table, uint32_t row)
{
    if (!pg_table_has(table, row, PG_ITEM_WEEKLY_HOURS))
        return pg_table_state(table, row, PG_ITEM_WEEKLY_HOURS) == PG_CELL_BAD
                   ? PG_REASON_HOURS_BAD
                   : PG_REASON_HOURS_BLANK;
    int32_t hours = table->weekly_hours[row];
    if (hours <= 0)
        return hours == 0 ? PG_REASON_HOURS_ZERO : PG_REASON_HOURS_NEGATIVE;
    return PG_REASON_NONE;
}

static enum pg_reason bonus_period_reason(const struct pg_pay *pay, uint32_t row,
                                          bool *needs_choice)
{
    if (!has_bonus(pay, row) ||
        pg_table_row_fraction_get(&pay->table->exact_bonus, row) != NULL)
        return PG_REASON_NONE;
    if (pg_table_state(pay->table, row, PG_ITEM_BONUS_PERIOD) == PG_CELL_BAD)
        return PG_REASON_BONUS_PERIOD_BAD;
    *needs_choice = bonus_period(pay, row) == 0;
    return PG_REASON_NONE;
}

// A rate of zero is no known rate; exports put it where there is none.
bool pg_pay_has_known_rate(const struct pg_table *table, uint32_t row)
{
    return pg_table_amount(table, row, PG_ITEM_HOURLY_PAY) != 0 &&
           pg_table_has(table, row, PG_ITEM_HOURLY_PAY);
}

enum pg_reason pg_pay_post_reason(const struct pg_pay *pay, uint32_t row,
                                  bool is_one_of_several, bool *needs_choice)
{
    const struct pg_table *table = pay->table;

    if (pg_table_state(table, row, PG_ITEM_HOURLY_PAY) == PG_CELL_BAD)
        return PG_REASON_RATE_BAD;
    if (pg_pay_has_known_rate(table, row))
        return pg_table_amount(table, row, PG_ITEM_HOURLY_PAY) > 0
                   ? PG_REASON_NONE
                   : PG_REASON_RATE_NEGATIVE;
    if (pg_table_state(table, row, PG_ITEM_ORDINARY_PAY) == PG_CELL_BAD ||
        pg_table_state(table, row, PG_ITEM_BONUS) == PG_CELL_BAD)
        return PG_REASON_PAY_BAD;
    if (!has_bonus(pay, row) && ordinary_pay(pay, row) == 0)
        return pg_table_has(table, row, PG_ITEM_ORDINARY_PAY) ||
                       pg_table_has(table, row, PG_ITEM_BONUS)
                   ? PG_REASON_NOTHING_PAID
                   : PG_REASON_PAY_BLANK;
    if (!has_bonus(pay, row) && ordinary_pay(pay, row) < 0 && !is_one_of_several)
        return PG_REASON_PAY_NEGATIVE;
    if (!pg_table_has(table, row, PG_ITEM_PAY_PERIOD))
        return pg_table_state(table, row, PG_ITEM_PAY_PERIOD) == PG_CELL_BAD
                   ? PG_REASON_PERIOD_BAD
                   : PG_REASON_PERIOD_BLANK;
    if (table->yes[row] & PG_YES_DAYS_BAD)
        return PG_REASON_DAYS_COVERED_BAD; // the finding was made when the row was read
    enum pg_reason reason = hours_reason(table, row);
    if (reason == PG_REASON_NONE)
        reason = bonus_period_reason(pay, row, needs_choice);
    if (reason != PG_REASON_NONE || *needs_choice || is_one_of_several)
        return reason;
    pg_int128 week = pg_pay_weekly_pay(pay, row).num;
    return week < 0    ? PG_REASON_PAY_NEGATIVE
           : week == 0 ? PG_REASON_NOTHING_PAID
                       : PG_REASON_NONE;
}

static void find(struct pg_table *table, uint32_t row, enum pg_field field,
                 enum pg_finding_code code, enum pg_action action, bool *out_of_memory)
{
    if (!pg_table_findings_add(table, row, table->line[row],
                               pg_table_column_of(table, row, field), code, action))
        *out_of_memory = true;
}

// The finding for each reason this stage gives; unreadable amounts have theirs from
// reading.
static void find_reason(struct pg_table *table, uint32_t row, enum pg_reason reason,
                        bool *out_of_memory)
{
    static const struct {
        enum pg_reason reason;
        enum pg_finding_code code;
        enum pg_field field;
    } findings[] = {
        {PG_REASON_NOTHING_PAID, PG_FINDING_NOTHING_PAID, PG_FIELD_BASIC_PAY},
        {PG_REASON_PAY_BLANK, PG_FINDING_PAY_BLANK, PG_FIELD_BASIC_PAY},
        {PG_REASON_PAY_NEGATIVE, PG_FINDING_PAY_NEGATIVE, PG_FIELD_BASIC_PAY},
        {PG_REASON_RATE_NEGATIVE, PG_FINDING_RATE_NEGATIVE, PG_FIELD_HOURLY_PAY},
        {PG_REASON_PERIOD_BLANK, PG_FINDING_PERIOD_BLANK, PG_FIELD_PAY_PERIOD},
        {PG_REASON_PERIOD_BAD, PG_FINDING_PERIOD_BAD, PG_FIELD_PAY_PERIOD},
        {PG_REASON_HOURS_BLANK, PG_FINDING_HOURS_BLANK, PG_FIELD_WEEKLY_HOURS},
        {PG_REASON_HOURS_BAD, PG_FINDING_HOURS_BAD, PG_FIELD_WEEKLY_HOURS},
        {PG_REASON_HOURS_ZERO, PG_FINDING_HOURS_ZERO, PG_FIELD_WEEKLY_HOURS},
        {PG_REASON_HOURS_NEGATIVE, PG_FINDING_HOURS_NEGATIVE, PG_FIELD_WEEKLY_HOURS},
        {PG_REASON_BONUS_PERIOD_BAD, PG_FINDING_BONUS_PERIOD_BAD, PG_FIELD_BONUS_PERIOD},
        {PG_REASON_POSTS_NOT_MERGED, PG_FINDING_POSTS_NOT_MERGED, PG_FIELD_EMPLOYEE_ID},
    };

    for (size_t i = 0; i < sizeof findings / sizeof findings[0]; i++) {
        if (findings[i].reason != reason)
            continue;
        enum pg_field field = findings[i].field;
        if (table->amounts[PG_ITEM_ORDINARY_PAY] == NULL && field == PG_FIELD_BASIC_PAY)
            field = PG_FIELD_HOURLY_PAY;
        else if (field == PG_FIELD_BASIC_PAY && pg_table_column_of(table, row, field) == 0)
            field = PG_FIELD_ORDINARY_PAY;
        find(table, row, field, findings[i].code, PG_ACTION_OUT_OF_HOURLY, out_of_memory);
    }
}

static void check_plausible(struct pg_pay *pay, struct pg_table *table, uint32_t row,
                            bool *out_of_memory)
{
    double rate = pg_pay_rate_double(pay, row);
    enum pg_field known =
        pg_pay_has_known_rate(table, row) ? PG_FIELD_HOURLY_PAY : PG_FIELD_NONE;

    if (table->weekly_hours != NULL && table->weekly_hours[row] > 80 * PG_MILLION)
        find(table, row, PG_FIELD_WEEKLY_HOURS, PG_FINDING_HOURS_HIGH, PG_ACTION_KEPT,
             out_of_memory);
    if (rate < 1)
        find(table, row, known, PG_FINDING_RATE_LOW, PG_ACTION_KEPT, out_of_memory);
    if (rate > 1000)
        find(table, row, known, PG_FINDING_RATE_HIGH, PG_ACTION_KEPT, out_of_memory);
}

struct missing_periods {
    struct pg_buffer lines;
    size_t n;
};

enum { LINES_SHOWN = 10 };

static void note_missing(struct missing_periods *missing, uint32_t line)
{
    if (missing->n++ < LINES_SHOWN)
        pg_buffer_printf(&missing->lines, "%s%u", missing->n > 1 ? ", " : "",
                         (unsigned)line);
}

static paygap_status periods_missing(struct missing_periods *missing,
                                     const struct pg_table *table, const char *path,
                                     paygap_error *err)
{
    if (missing->n == 0)
        return PAYGAP_OK;
    if (missing->n > LINES_SHOWN)
        pg_buffer_printf(&missing->lines, " and %zu more", missing->n - LINES_SHOWN);
    paygap_status status = pg_fail_at(
        err, PAYGAP_CHOICE, path, 0,
        pg_table_column_of(table, 0, PG_FIELD_BONUS_IN_PAY_PERIOD),
        "a bonus in the pay period has no bonus period in %s %s; fill in the column "
        "bonus_period, or choose one for all under [policy] default_bonus_period = annual",
        missing->n == 1 ? "row" : "rows", missing->lines.ptr);
    pg_buffer_free(&missing->lines);
    return status;
}

// Of an employee with several posts, the row that has `reason`, or whose bonus lacks its
// period if there is none; the employee's first row if it is all of them together.
static uint32_t post_to_blame(const struct pg_pay *pay, const struct pg_people *people,
                              uint32_t row, enum pg_reason reason)
{
    for (uint32_t post = row; people->next_post != NULL && post != PG_NO_ROW;
         post = people->next_post[post]) {
        bool needs_choice = false;
        enum pg_reason found = pg_pay_post_reason(pay, post, true, &needs_choice);
        if (reason != PG_REASON_NONE ? found == reason : needs_choice)
            return post;
    }
    return row;
}

static enum pg_reason decide_row(struct pg_pay *pay, const struct pg_people *people,
                                 struct pg_table *table, uint32_t row, bool *needs_choice,
                                 bool *out_of_memory)
{
    bool has_posts = people->next_post != NULL && people->next_post[row] != PG_NO_ROW;
    enum pg_reason reason =
        has_posts ? pg_pay_merge_posts(pay, people, row, needs_choice, out_of_memory)
                  : pg_pay_post_reason(pay, row, false, needs_choice);

    if (reason != PG_REASON_NONE)
        find_reason(table, post_to_blame(pay, people, row, reason), reason, out_of_memory);
    else if (!*needs_choice && !*out_of_memory)
        check_plausible(pay, table, row, out_of_memory);
    return reason;
}

paygap_status pg_pay_decide(struct pg_pay *pay, const struct pg_people *people,
                            struct pg_table *table, const struct pg_policy *policy,
                            const char *path, paygap_error *err)
{
    struct missing_periods missing = {0};
    bool out_of_memory = false;

    pay->table = table;
    pay->people = people;
    pay->out_of_hourly = malloc(people->n_rows + 1);
    if (pay->out_of_hourly == NULL)
        return pg_no_memory(err);
    memcpy(pay->out_of_hourly, people->out_by_leave, people->n_rows + 1);
    pay->default_bonus_period = policy->default_bonus_period;
    for (uint32_t row = 0; row < table->n_rows && !out_of_memory; row++) {
        bool needs_choice = false;
        if (!pg_population_is_relevant_of_any_sex(people, row) ||
            pay->out_of_hourly[row] != PG_REASON_NONE)
            continue;
        pay->out_of_hourly[row] =
            (uint8_t)decide_row(pay, people, table, row, &needs_choice, &out_of_memory);
        if (needs_choice)
            note_missing(&missing,
                         table->line[post_to_blame(pay, people, row, PG_REASON_NONE)]);
    }
    if (out_of_memory || missing.lines.failed) {
        pg_buffer_free(&missing.lines);
        return pg_no_memory(err);
    }
    return periods_missing(&missing, table, path, err);
}

void pg_pay_free(struct pg_pay *pay)
{
    free(pay->merged.items);
    free(pay->out_of_hourly);
    *pay = (struct pg_pay){0};
}
