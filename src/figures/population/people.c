// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Who counts: for each row a reason to be out of all figures, of the hourly ones or of the
 * bonus ones, or none. Rows of one employee are linked first (contracts.c) and, if the
 * employer merges posts, the first row held gets the bonuses and the sex of all of them;
 * the others are marked as merged. Then each employee is decided once.
 *
 * Invariant: everybody has exactly one reason or none in each of the three lists, and a
 * reason that means bad data makes the figures provisional; nobody vanishes. Whether pay
 * and hours give a rate is not decided here, but by pay.
 * Findings made before anybody knew whether they matter are settled at the end
 * (pg_pay_settle_findings()). Linear in the rows, three bytes a row, eight more
 * where posts are merged.
 */
#include "pg_population.h"

#include "pg_law.h"

#include <stdlib.h>

struct decision {
    struct pg_people *people;
    struct pg_table *table;
    const struct pg_policy *policy;
    const char *path;
    bool out_of_memory;
};

static void find(struct decision *decision, size_t row, enum pg_field field,
                 enum pg_finding_code code, enum pg_action action)
{
    if (!pg_table_findings_add(decision->table, (uint32_t)row, decision->table->line[row],
                               pg_table_column_of(decision->table, row, field), code,
                               action))
        decision->out_of_memory = true;
}

static bool has_several_employers(const struct pg_table *table)
{
    return table->employer < table->n_labels && table->labels[table->employer].labels.n > 1;
}

static enum pg_reason out_of_all(struct decision *decision, size_t row)
{
    const struct pg_table *table = decision->table;

    if (pg_table_state(table, row, PG_ITEM_ROW) == PG_CELL_BAD)
        return PG_REASON_ROW_LONG; // the finding was made when the row was read
    if (has_several_employers(table) &&
        pg_table_state(table, row, PG_ITEM_EMPLOYER) == PG_CELL_BLANK) {
        find(decision, row, PG_FIELD_EMPLOYER, PG_FINDING_EMPLOYER_BLANK,
             PG_ACTION_OUT_OF_ALL);
        return PG_REASON_EMPLOYER_BLANK;
    }
    if (table->yes[row] & PG_YES_NOT_EMPLOYED)
        return PG_REASON_NOT_EMPLOYED;
    if (pg_table_state(table, row, PG_ITEM_EMPLOYED) == PG_CELL_BAD)
        return PG_REASON_DATE_BAD; // the finding was made when the row was read
    bool partners_count = pg_policy_regime(decision->policy)->counts_partners;
    if (!partners_count && pg_table_state(table, row, PG_ITEM_PARTNER) == PG_CELL_BAD) {
        find(decision, row, PG_FIELD_PARTNER, PG_FINDING_PARTNER_BAD, PG_ACTION_OUT_OF_ALL);
        return PG_REASON_PARTNER_BAD;
    }
    if (!partners_count && (table->yes[row] & PG_YES_PARTNER))
        return PG_REASON_PARTNER;
    if (table->sex[row] != PG_SEX_UNKNOWN)
        return PG_REASON_NONE;
    bool blank = pg_table_state(table, row, PG_ITEM_SEX) == PG_CELL_BLANK;
    find(decision, row, PG_FIELD_SEX, blank ? PG_FINDING_SEX_BLANK : PG_FINDING_SEX_UNKNOWN,
         PG_ACTION_OUT_OF_ALL);
    return PG_REASON_SEX;
}

// Only leave is decided here; pay, hours and periods are for pay to judge.
static enum pg_reason out_by_leave(struct decision *decision, size_t row)
{
    enum pg_cell_state state = pg_table_state(decision->table, row, PG_ITEM_FULL_PAY);
    uint8_t yes = decision->table->yes[row];
    bool is_full = !decision->table->has_full_pay ||
                   (state == PG_CELL_VALUE && (yes & PG_YES_FULL_PAY) != 0);

    if (is_full && (yes & PG_YES_UNPAID_LEAVE) != 0) {
        find(decision, row, PG_FIELD_FULL_PAY, PG_FINDING_FULL_PAY_DOUBT, PG_ACTION_KEPT);
        decision->people->n_full_pay_doubts++;
    }
    if (is_full)
        return PG_REASON_NONE;
    if (state == PG_CELL_VALUE)
        return PG_REASON_LEAVE;
    bool blank = state == PG_CELL_BLANK;
    bool has_leave = pg_table_column_of(decision->table, row, PG_FIELD_LEAVE_TYPE) > 0 ||
                     pg_table_column_of(decision->table, row, PG_FIELD_LEAVE_PAY_RATE) > 0;
    if (pg_table_column_of(decision->table, row, PG_FIELD_FULL_PAY) > 0 || !has_leave)
        find(decision, row, PG_FIELD_FULL_PAY, // leave has a finding of its own
             blank ? PG_FINDING_FULL_PAY_BLANK : PG_FINDING_FULL_PAY_BAD,
             PG_ACTION_OUT_OF_HOURLY);
    return blank ? PG_REASON_FULL_PAY_BLANK : PG_REASON_FULL_PAY_BAD;
}

static enum pg_reason out_of_bonus(struct decision *decision, size_t row)
{
    const struct pg_table *table = decision->table;

    if (pg_table_state(table, row, PG_ITEM_BONUS_12) == PG_CELL_BAD)
        return PG_REASON_BONUS_BAD;
    if (pg_table_amount(table, row, PG_ITEM_BONUS_12) < 0) // more taken back than paid
        find(decision, row, PG_FIELD_BONUS_12_MONTHS, PG_FINDING_BONUS_NEGATIVE,
             PG_ACTION_KEPT);
    return PG_REASON_NONE;
}

// The graver of two reasons, whatever their order in the file.
static uint8_t graver(uint8_t a, uint8_t b)
{
    bool a_bad = pg_table_reason_is_provisional((enum pg_reason)a);
    bool b_bad = pg_table_reason_is_provisional((enum pg_reason)b);

    if (a == PG_REASON_NONE || b == PG_REASON_NONE)
        return a == PG_REASON_NONE ? b : a;
    if (a_bad != b_bad)
        return a_bad ? a : b;
    return a < b ? a : b;
}

static void spoil(struct pg_table *table, size_t first, uint32_t post, enum pg_item item)
{
    if (pg_table_state(table, post, item) == PG_CELL_BAD)
        pg_table_set_state(table, first, item, PG_CELL_BAD);
}

// Adds the sex and the bonus of one post to the first.
static void add_post(struct decision *decision, size_t first, uint32_t post)
{
    struct pg_table *table = decision->table;
    uint8_t sex = table->sex[post];
    int64_t *bonus = table->amounts[PG_ITEM_BONUS_12];

    if (table->sex[first] == PG_SEX_UNKNOWN)
        table->sex[first] = sex;
    if (sex != PG_SEX_UNKNOWN && sex != table->sex[first])
        decision->people->out_of_all[first] = PG_REASON_SEX_CONFLICT;
    if (bonus != NULL && __builtin_add_overflow(bonus[first], bonus[post], &bonus[first]))
        pg_table_set_state(table, first, PG_ITEM_BONUS_12, PG_CELL_BAD);
    spoil(table, first, post, PG_ITEM_BONUS_12);
    spoil(table, first, post, PG_ITEM_ROW);
    decision->people->out_of_all[post] = PG_REASON_MERGED;
}

// Gives the first post of an employee what the posts held have together.
static void merge_posts(struct decision *decision, size_t first)
{
    struct pg_people *people = decision->people;
    struct pg_table *table = decision->table;

    for (uint32_t post = people->next_post[first]; post != PG_NO_ROW;
         post = people->next_post[post]) {
        add_post(decision, first, post);
        spoil(table, first, post, PG_ITEM_PARTNER);
        spoil(table, first, post, PG_ITEM_EMPLOYED);
        table->yes[first] |= table->yes[post] & PG_YES_PARTNER;
    }
}

static void decide_row(struct decision *decision, size_t row)
{
    struct pg_people *people = decision->people;

    bool conflict = people->out_of_all[row] == PG_REASON_SEX_CONFLICT;
    people->out_of_all[row] = (uint8_t)out_of_all(decision, row);
    if (conflict && people->out_of_all[row] == PG_REASON_NONE) {
        people->out_of_all[row] = PG_REASON_SEX_CONFLICT;
        find(decision, row, PG_FIELD_SEX, PG_FINDING_SEX_CONFLICT, PG_ACTION_OUT_OF_ALL);
    }
    if (!pg_population_is_relevant_of_any_sex(people, row))
        return;
    uint8_t leave = PG_REASON_NONE;
    for (uint32_t post = (uint32_t)row; post != PG_NO_ROW;
         post = people->next_post != NULL ? people->next_post[post] : PG_NO_ROW)
        leave = graver(leave, (uint8_t)out_by_leave(decision, post));
    people->out_by_leave[row] = leave;
    people->out_of_bonus[row] = (uint8_t)out_of_bonus(decision, row);
}

enum { LINES_SHOWN = 10 };

static bool has_bonus(const struct pg_table *table, size_t row)
{
    return pg_table_amount(table, row, PG_ITEM_BONUS_12) != 0 ||
           pg_table_state(table, row, PG_ITEM_BONUS_12) == PG_CELL_BAD;
}

// Another row of the employee about which a choice must be made; a post that is over
// matters if it had a bonus in the twelve months.
static uint32_t other_row(const struct decision *decision, const uint32_t *next, size_t row)
{
    uint32_t held = decision->people->held_post[row];

    if (held != PG_NO_ROW)
        return has_bonus(decision->table, row) ? held : PG_NO_ROW;
    return next[row];
}

// Names the lines of employees that appear more than once.
static paygap_status repeated(const struct decision *decision, const uint32_t *next,
                              paygap_error *err)
{
    const struct pg_table *table = decision->table;
    struct pg_buffer lines = {0};
    size_t n = 0;

    for (size_t row = 0; row < table->n_rows; row++) {
        uint32_t other = other_row(decision, next, row);
        if (other == PG_NO_ROW)
            continue;
        bool is_shown = n++ < LINES_SHOWN;
        if (is_shown && table->n_files == 1)
            pg_buffer_printf(&lines, "%s%u and %u", n > 1 ? ", " : "",
                             (unsigned)table->line[row], (unsigned)table->line[other]);
        else if (is_shown)
            pg_buffer_printf(&lines, "%s%u of file %zu and %u of file %zu",
                             n > 1 ? ", " : "", (unsigned)table->line[row],
                             pg_table_file_of(table, row) + 1, (unsigned)table->line[other],
                             pg_table_file_of(table, other) + 1);
    }
    if (n == 0)
        return PAYGAP_OK;
    if (n > LINES_SHOWN)
        pg_buffer_printf(&lines, " and %zu more", n - LINES_SHOWN);
    paygap_status status = pg_fail_at(
        err, PAYGAP_CHOICE, decision->path, 0,
        pg_table_column_of(table, 0, PG_FIELD_EMPLOYEE_ID),
        "the same employee_id stands in rows %s; correct them, or choose under [policy] "
        "multiple_contracts = merge (one employee) or separate (an employee for each row)",
        lines.ptr != NULL ? lines.ptr : "");
    pg_buffer_free(&lines);
    return status;
}

static void merge_all(struct decision *decision)
{
    struct pg_people *people = decision->people;
    const struct pg_table *table = decision->table;

    for (size_t row = 0; row < table->n_rows; row++) {
        if (people->next_post[row] != PG_NO_ROW &&
            people->out_of_all[row] != PG_REASON_MERGED)
            merge_posts(decision, row);
    }
    for (uint32_t row = 0; row < table->n_rows; row++) {
        if (people->held_post[row] != PG_NO_ROW)
            add_post(decision, people->held_post[row], row);
    }
}

static paygap_status link_posts(struct decision *decision, paygap_error *err)
{
    struct pg_people *people = decision->people;

    if (decision->table->n_repeated == 0 ||
        decision->policy->multiple_contracts == PG_CONTRACTS_SEPARATE)
        return PAYGAP_OK;
    people->held_post = malloc((decision->table->n_rows + 1) * sizeof *people->held_post);
    uint32_t *next = people->held_post != NULL
                         ? pg_population_posts_link(decision->table, people->held_post)
                         : NULL;
    if (next == NULL)
        return pg_no_memory(err);
    if (decision->policy->multiple_contracts == PG_CONTRACTS_ERROR) {
        paygap_status status = repeated(decision, next, err);
        free(next);
        free(people->held_post);
        people->held_post = NULL;
        return status;
    }
    people->next_post = next;
    merge_all(decision);
    return PAYGAP_OK;
}

paygap_status pg_population_decide(struct pg_people *people, struct pg_table *table,
                                   const struct pg_policy *policy, const char *path,
                                   paygap_error *err)
{
    struct decision decision = {people, table, policy, path, false};

    people->n_rows = table->n_rows;
    people->out_of_all = calloc(table->n_rows + 1, 1);
    people->out_by_leave = calloc(table->n_rows + 1, 1);
    people->out_of_bonus = calloc(table->n_rows + 1, 1);
    if (people->out_of_all == NULL || people->out_by_leave == NULL ||
        people->out_of_bonus == NULL)
        return pg_no_memory(err);
    PG_TRY(link_posts(&decision, err));
    for (size_t row = 0; row < table->n_rows; row++) {
        if (people->out_of_all[row] != PG_REASON_MERGED)
            decide_row(&decision, row);
    }
    return decision.out_of_memory ? pg_no_memory(err) : PAYGAP_OK;
}

uint32_t pg_population_main_post(const struct pg_people *people,
                                 const struct pg_table *table, uint32_t row)
{
    if (people->out_of_all[row] != PG_REASON_MERGED || people->next_post == NULL)
        return row;
    if (people->held_post[row] != PG_NO_ROW)
        return people->held_post[row];
    for (uint32_t first = pg_table_employee(table, row); first < row; first++) {
        if (pg_table_employee(table, first) != pg_table_employee(table, row) ||
            people->out_of_all[first] == PG_REASON_MERGED)
            continue;
        for (uint32_t post = first; post != PG_NO_ROW; post = people->next_post[post]) {
            if (post == row)
                return first;
        }
    }
    return row;
}

void pg_population_free(struct pg_people *people)
{
    free(people->out_of_all);
    free(people->out_by_leave);
    free(people->out_of_bonus);
    free(people->next_post);
    free(people->held_post);
    *people = (struct pg_people){0};
}
