// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Everybody of one employer in the order in which the quarters take them: from the lowest
 * hourly pay to the highest, people on one rate together and numbered as one.
 * pg_audit_workings_make() ranks the people again and notes for each the place and the
 * first and last quarter that their rate lies in; the two differ for people on a rate that
 * lies across a boundary. The first n_hourly items are those in the hourly figures; all
 * others of the employer follow without a place. The audit workbook, explain and verify
 * read the figures off this list.
 */
#include "pg_audit.h"

#include "pg_measures.h"

#include <stdlib.h>

static void add(struct pg_workings *workings, struct pg_working working)
{
    workings->items[workings->n++] = working;
}

static int by_row(const void *a, const void *b)
{
    uint32_t left = ((const struct pg_working *)a)->row;
    uint32_t right = ((const struct pg_working *)b)->row;

    return left < right ? -1 : left > right;
}

// The quarter, from 0, that a place from 1 lies in.
static uint8_t quarter_at(const struct pg_report *report, size_t place)
{
    size_t end = 0;

    for (int j = 0; j < PG_N_QUARTERS; j++) {
        end += report->quarters[j].size;
        if (place <= end)
            return (uint8_t)j;
    }
    return PG_N_QUARTERS - 1;
}

// The people on one rate, those of known sex in the order of the file.
static void add_rate(struct pg_workings *workings, const struct pg_members *members,
                     size_t from, size_t to, uint32_t same_rate)
{
    const struct pg_ranking *ranking = &members->ranking;
    size_t begin = workings->n;

    for (size_t rank = from; rank < to; rank++) {
        size_t first = workings->n;
        for (size_t i = ranking->first[rank]; i < ranking->first[rank + 1]; i++) {
            uint32_t row = members->rows[ranking->order[i]];
            if (pg_population_is_relevant(&workings->run->people, row))
                add(workings, (struct pg_working){.row = row, .same_rate = same_rate});
        }
        if (workings->n - first > 1)
            qsort(workings->items + first, workings->n - first, sizeof *workings->items,
                  by_row);
    }
    for (size_t i = begin; i < workings->n; i++) {
        workings->items[i].place = (uint32_t)(i + 1);
        workings->items[i].first_quarter = quarter_at(workings->report, begin + 1);
        workings->items[i].last_quarter = quarter_at(workings->report, workings->n);
    }
}

// Ranks that count as one rate stay in order of pay among themselves.
static void add_hourly(struct pg_workings *workings, const struct pg_members *members)
{
    const struct pg_ranking *ranking = &members->ranking;
    enum pg_tie_precision ties = workings->run->config.policy.tie_precision;
    uint32_t same_rate = 0;

    for (size_t from = 0, to; from < ranking->n_values; from = to) {
        size_t before = workings->n;
        for (to = from + 1;
             to < ranking->n_values && pg_measures_is_same_rate(ranking, to - 1, to, ties);
             to++) {
        }
        add_rate(workings, members, from, to, same_rate + 1);
        same_rate += workings->n > before;
    }
    workings->n_hourly = workings->n;
}

static void number_posts(struct pg_workings *workings)
{
    const uint32_t *next = workings->run->people.next_post;
    uint32_t *number =
        next != NULL ? calloc(workings->run->table.n_rows + 1, sizeof *number) : NULL;
    uint32_t n = 0;

    if (number == NULL)
        return;
    for (uint32_t row = 0; row < workings->run->table.n_rows; row++) {
        if (next[row] == PG_NO_ROW || number[row] > 0)
            continue;
        n++;
        for (uint32_t post = row; post != PG_NO_ROW; post = next[post])
            number[post] = n;
    }
    for (size_t i = 0; i < workings->n; i++)
        workings->items[i].employee = number[workings->items[i].row];
    free(number);
}

bool pg_audit_workings_make(struct pg_workings *workings, const struct pg_run *run,
                            const struct pg_report *report, const struct pg_slice *slice)
{
    struct pg_members hourly = {.n = 0};

    *workings =
        (struct pg_workings){.run = run,
                             .report = report,
                             .items = malloc((slice->n + 1) * sizeof *workings->items)};
    bool made =
        workings->items != NULL && pg_figures_rank_hourly(&hourly, &run->judged, slice);
    if (made)
        add_hourly(workings, &hourly);
    pg_figures_free_members(&hourly);
    for (size_t i = 0; made && i < slice->n; i++) {
        uint32_t row = pg_figures_row_at(slice, i);
        if (!pg_pay_is_hourly(&run->pay, row))
            add(workings, (struct pg_working){.row = row});
    }
    if (made)
        number_posts(workings);
    return made;
}

void pg_audit_workings_free(struct pg_workings *workings)
{
    free(workings->items);
    *workings = (struct pg_workings){.n = 0};
}

// Digits of a number of up to 128 bits, at the end of `text`.
static const char *digits_of(pg_int128 value, char text[static 48])
{
    pg_uint128 rest = value < 0 ? -(pg_uint128)value : (pg_uint128)value;
    size_t at = 47;

    text[at] = '\0';
    do {
        text[--at] = (char)('0' + (int)(rest % 10));
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        text[--at] = '-';
    return text + at;
}

const char *pg_audit_say_fraction(struct pg_fraction value, char text[static 96])
{
    struct pg_fraction least = pg_fraction_reduce(value);
    char num[48], den[48];

    snprintf(text, 96, "%s/%s", digits_of(least.num, num), digits_of(least.den, den));
    return text;
}
