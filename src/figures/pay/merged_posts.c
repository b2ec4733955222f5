// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_pay.h"

struct sum {
    struct pg_fraction week;  /**< pay of a week in pounds */
    struct pg_fraction hours; /**< millionths */
    bool fits;
};

static bool is_unpaid(enum pg_reason reason)
{
    return reason == PG_REASON_NOTHING_PAID || reason == PG_REASON_PAY_BLANK;
}

// The reason that weighs most among the posts, whatever their order. A post on which
// nothing was paid does not keep the others out, and adds neither pay nor hours.
static enum pg_reason weigh(enum pg_reason a, enum pg_reason b)
{
    if (is_unpaid(a) || is_unpaid(b))
        return is_unpaid(a) ? b : a;
    if (a == PG_REASON_NONE || b == PG_REASON_NONE)
        return a == PG_REASON_NONE ? b : a;
    return a < b ? a : b;
}

// A post with a known rate is paid that rate for its hours; one with pay, its pay.
static void add_post(struct pg_pay *pay, uint32_t row, struct sum *sum)
{
    const struct pg_table *table = pay->table;
    bool known = pg_pay_has_known_rate(table, row);
    bool has_hours =
        pg_table_has(table, row, PG_ITEM_WEEKLY_HOURS) && table->weekly_hours[row] > 0;
    struct pg_fraction week = {0, 1};

    if (!has_hours) {
        sum->fits = false;
        return;
    }
    struct pg_fraction hours = pg_pay_hours(table, row);
    if (known)
        week = (struct pg_fraction){
            (pg_int128)pg_table_amount(table, row, PG_ITEM_HOURLY_PAY) * hours.num,
            (pg_int128)PG_MILLION * PG_MILLION * hours.den};
    else
        week = pg_pay_weekly_pay(pay, row);
    sum->fits =
        sum->fits && pg_fraction_add(sum->week, pg_fraction_reduce(week), &sum->week);
    sum->fits = sum->fits && pg_fraction_add(sum->hours, hours, &sum->hours);
}

static uint32_t next_post(const struct pg_people *people, uint32_t row)
{
    return people->next_post[row];
}

// Every post has the same known rate: that is the employee's rate, hours or none.
static bool same_known_rate(const struct pg_pay *pay, const struct pg_people *people,
                            uint32_t first)
{
    for (uint32_t post = first; post != PG_NO_ROW; post = next_post(people, post)) {
        if (!pg_pay_has_known_rate(pay->table, post) ||
            pg_table_amount(pay->table, post, PG_ITEM_HOURLY_PAY) !=
                pg_table_amount(pay->table, first, PG_ITEM_HOURLY_PAY))
            return false;
    }
    return true;
}

enum pg_reason pg_pay_merge_posts(struct pg_pay *pay, const struct pg_people *people,
                                  uint32_t row, bool *needs_choice, bool *out_of_memory)
{
    struct sum sum = {.week = {0, 1}, .hours = {0, 1}, .fits = true};
    enum pg_reason reason = PG_REASON_PAY_BLANK;

    for (uint32_t post = row; post != PG_NO_ROW; post = next_post(people, post))
        reason = weigh(reason, pg_pay_post_reason(pay, post, true, needs_choice));
    if (reason != PG_REASON_NONE || *needs_choice || same_known_rate(pay, people, row))
        return reason;
    for (uint32_t post = row; post != PG_NO_ROW; post = next_post(people, post)) {
        if (pg_pay_post_reason(pay, post, true, needs_choice) == PG_REASON_NONE)
            add_post(pay, post, &sum);
    }
    struct pg_fraction rate = {0, 1};
    if (!sum.fits ||
        __builtin_mul_overflow(sum.week.num, PG_MILLION * sum.hours.den, &rate.num) ||
        __builtin_mul_overflow(sum.week.den, sum.hours.num, &rate.den))
        return PG_REASON_POSTS_NOT_MERGED;
    if (rate.num <= 0)
        return rate.num == 0 ? PG_REASON_NOTHING_PAID : PG_REASON_PAY_NEGATIVE;
    if (!pg_table_row_fraction_set(&pay->merged, row, pg_fraction_reduce(rate)))
        *out_of_memory = true;
    return PG_REASON_NONE;
}
