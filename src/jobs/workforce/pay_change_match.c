// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * People of two payrolls, matched by id, each with the one thing that happened. Ids of both
 * are interned together, so that matching is linear; the people are sorted by what happened
 * to them and what they were paid, in n log n.
 */
#include "pay_change_parts.h"

#include <stdlib.h>

// The label of a row's grade; "" if there is none.
static struct pg_str grade_of(const struct pg_run *run, const char *header, uint32_t row)
{
    for (size_t i = 0; i < run->classes.n; i++) {
        const struct pg_label_column *column = run->classes.items[i].column;
        if (pg_schema_same_header(pg_str_of(run->classes.items[i].asked->name), header))
            return pg_intern_get(&column->labels, pg_table_label_code(column, row));
    }
    return (struct pg_str){"", 0};
}

static bool is_same_text(struct pg_str a, struct pg_str b)
{
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static void set_side(struct pg_change_person *person, const struct pg_run *run,
                     uint32_t row, int when)
{
    person->is_in[when] = pg_pay_is_hourly(&run->pay, row);
    if (person->is_in[when])
        person->pay[when] = pg_pay_rate_double(&run->pay, row);
    if (pg_population_is_relevant(&run->people, row))
        person->sex = run->table.sex[row];
}

static void set_event(struct change *change, struct pg_change_person *person, uint32_t then,
                      uint32_t now)
{
    const char *header = change->by[0];

    if (then == PG_NO_ROW)
        person->event = PG_CHANGE_JOINED;
    else if (now == PG_NO_ROW)
        person->event = PG_CHANGE_LEFT;
    else if (person->is_in[0] != person->is_in[1])
        person->event = PG_CHANGE_FULL_PAY;
    else if (change->has_grade && !is_same_text(grade_of(&change->runs[0], header, then),
                                                grade_of(&change->runs[1], header, now)))
        person->event = PG_CHANGE_GRADE;
    else
        person->event = PG_CHANGE_PAY;
}

/** Rows by id. */
struct rows_by_id {
    struct pg_intern ids;
    uint32_t *row[2];
};

static bool is_counted(const struct pg_run *run, uint32_t row)
{
    uint8_t reason = run->people.out_of_all[row];

    return reason != PG_REASON_MERGED && reason != PG_REASON_NOT_EMPLOYED;
}

static bool index_ids(const struct change *change, struct rows_by_id *index)
{
    size_t n = change->runs[0].table.n_rows + change->runs[1].table.n_rows;
    bool is_new, made = true;

    *index = (struct rows_by_id){
        .row = {malloc((n + 1) * sizeof(uint32_t)), malloc((n + 1) * sizeof(uint32_t))}};
    made = index->row[0] != NULL && index->row[1] != NULL;
    for (size_t i = 0; made && i <= n; i++)
        index->row[0][i] = index->row[1][i] = PG_NO_ROW;
    for (int when = 0; made && when < 2; when++) {
        const struct pg_run *run = &change->runs[when];
        for (uint32_t row = 0; made && row < run->table.n_rows; row++) {
            struct pg_str id = pg_table_id(&run->table, row);
            if (id.len == 0 || !is_counted(run, row))
                continue;
            uint32_t number = pg_intern_add(&index->ids, id, &is_new);
            made = number != PG_INTERN_FULL;
            if (made && index->row[when][number] == PG_NO_ROW)
                index->row[when][number] = row;
        }
    }
    return made;
}

static void keep_person(struct change *change, const struct pg_change_person *person)
{
    if (person->is_in[0] || person->is_in[1])
        change->persons[change->n++] = *person;
}

// Whoever has no id is nobody of the other payroll: such a row left or joined.
static void keep_nameless(struct change *change)
{
    for (int when = 0; when < 2; when++) {
        const struct pg_run *run = &change->runs[when];
        for (uint32_t row = 0; row < run->table.n_rows; row++) {
            struct pg_change_person person = {.event = when == 0 ? PG_CHANGE_LEFT
                                                                 : PG_CHANGE_JOINED};
            if (pg_table_id(&run->table, row).len > 0 || !is_counted(run, row))
                continue;
            set_side(&person, run, row, when);
            keep_person(change, &person);
            change->n_nameless++;
        }
    }
}

// The same order whatever that of the rows: sums and intervals do not depend on it.
static int by_what_happened(const void *a, const void *b)
{
    const struct pg_change_person *left = a, *right = b;
    const double of_left[] = {left->sex,      left->event,  left->is_in[0],
                              left->is_in[1], left->pay[0], left->pay[1]};
    const double of_right[] = {right->sex,      right->event,  right->is_in[0],
                               right->is_in[1], right->pay[0], right->pay[1]};

    for (size_t i = 0; i < sizeof of_left / sizeof of_left[0]; i++) {
        if (of_left[i] < of_right[i])
            return -1;
        if (of_left[i] > of_right[i])
            return 1;
    }
    return 0;
}

// Whose sex is another in the second payroll: in each year they count as that payroll says,
// as somebody who left and somebody who joined.
static bool is_of_two_sexes(const struct change *change, uint32_t then, uint32_t now)
{
    const struct pg_run *runs = change->runs;

    return then != PG_NO_ROW && now != PG_NO_ROW &&
           pg_population_is_relevant(&runs[0].people, then) &&
           pg_population_is_relevant(&runs[1].people, now) &&
           runs[0].table.sex[then] != runs[1].table.sex[now];
}

static void keep_matched(struct change *change, uint32_t then, uint32_t now)
{
    struct pg_change_person person = {.event = 0};

    if (is_of_two_sexes(change, then, now)) {
        change->n_of_two_sexes++;
        keep_matched(change, then, PG_NO_ROW);
        keep_matched(change, PG_NO_ROW, now);
        return;
    }
    if (then != PG_NO_ROW)
        set_side(&person, &change->runs[0], then, 0);
    if (now != PG_NO_ROW)
        set_side(&person, &change->runs[1], now, 1);
    set_event(change, &person, then, now);
    keep_person(change, &person);
}

bool pg_workforce_change_match(struct change *change)
{
    size_t most = change->runs[0].table.n_rows + change->runs[1].table.n_rows;
    struct rows_by_id index;
    bool made = index_ids(change, &index);

    change->persons = made ? calloc(most + 1, sizeof *change->persons) : NULL;
    made = change->persons != NULL;
    for (uint32_t i = 0; made && i < index.ids.n; i++)
        keep_matched(change, index.row[0][i], index.row[1][i]);
    if (made) {
        keep_nameless(change);
        qsort(change->persons, change->n, sizeof *change->persons, by_what_happened);
    }
    pg_intern_free(&index.ids);
    free(index.row[0]);
    free(index.row[1]);
    return made;
}
