// SPDX-License-Identifier: GPL-3.0-or-later
/* The rate of all posts together, the figures it counts in, and the quarter. */
#include "story.h"

#include <inttypes.h>

// Why a post adds nothing to the others; "" if it adds its pay and hours.
static const char *adds_nothing(const struct pg_run *run, uint32_t post)
{
    bool needs_choice = false;
    enum pg_reason reason = pg_pay_post_reason(&run->pay, post, true, &needs_choice);

    return reason == PG_REASON_NONE ? "" : pg_table_reason_text(reason);
}

// What the posts of one employee have together, where they are merged.
static void tell_together(const struct story *story)
{
    const struct pg_run *run = story->run;
    const uint32_t *next = run->people.next_post;
    struct pg_fraction week = {0, 1}, hours = {0, 1};
    char pounds[48], n[48];
    bool fits = pg_table_row_fraction_get(&run->pay.merged, story->row) != NULL;

    for (uint32_t post = story->row; post != PG_NO_ROW && fits; post = next[post]) {
        if (adds_nothing(run, post)[0] != '\0' || pg_pay_has_known_rate(&run->table, post))
            fits = adds_nothing(run, post)[0] != '\0';
        else
            fits = pg_fraction_add(week,
                                   pg_fraction_reduce(pg_pay_weekly_pay(&run->pay, post)),
                                   &week) &&
                   pg_fraction_add(hours, pg_pay_hours(&run->table, post), &hours);
    }
    if (fits)
        fprintf(story->stream, "\nTogether: pay of a week %s, weekly hours %s\n",
                pg_audit_story_value(week, pounds),
                pg_audit_story_number(pg_fraction_double(hours) / 1e6, n));
}

void pg_audit_tell_posts(const struct story *story)
{
    const struct pg_people *people = &story->run->people;
    const uint32_t *next = people->next_post;

    for (uint32_t row = 0; next != NULL && row < people->n_rows; row++) {
        if (people->held_post[row] == story->row)
            fprintf(story->stream,
                    "\nA post of the same employee that is over: line %u (its bonus of the "
                    "twelve months is added)\n",
                    (unsigned)story->run->table.line[row]);
    }
    if (next == NULL || next[story->row] == PG_NO_ROW)
        return;
    for (uint32_t post = next[story->row]; post != PG_NO_ROW; post = next[post]) {
        struct story of_post = {story->run, story->stream, post};
        const char *why = adds_nothing(story->run, post);
        fprintf(story->stream, "\nAnother post of the same employee: line %u (%s%s)\n",
                (unsigned)story->run->table.line[post],
                why[0] == '\0' ? "pay and hours are added" : "adds nothing: ", why);
        pg_audit_tell_parts(&of_post);
        pg_audit_tell_week(&of_post);
    }
    tell_together(story);
}

void pg_audit_tell_rate(const struct story *story)
{
    const struct pg_run *run = story->run;
    char text[48], exact[96], penny[48];

    fputs(pg_pay_has_known_rate(&run->table, story->row)
              ? "\nHourly pay (the known rate; guidance lets it go before pay and hours)\n"
              : "\nHourly pay (reg 6(1) step 6)\n",
          story->stream);
    bool has_rate = pg_population_is_relevant_of_any_sex(&run->people, story->row) &&
                    run->pay.out_of_hourly[story->row] == PG_REASON_NONE;
    if (!has_rate) {
        fputs("  None is worked out; see below why.\n", story->stream);
        return;
    }
    struct pg_fraction rate = pg_fraction_reduce(pg_pay_rate(&run->pay, story->row));
    pg_int128 pence = rate.num / rate.den * 100 +
                      pg_divide_half_even(rate.num % rate.den * 100, rate.den);
    fprintf(story->stream, "  %s an hour; %s to the penny; exactly ",
            pg_audit_story_value(rate, text),
            pg_audit_story_pounds((int64_t)pence * 10000, penny));
    if (rate.den == 1)
        fprintf(story->stream, "%" PRId64 " pounds\n", (int64_t)rate.num);
    else
        fprintf(story->stream, "%s of a pound\n", pg_audit_say_fraction(rate, exact));
}

// ---------------------------------------------------------------- populations and quarter

// The rule behind leaving somebody out; bad data has none.
static const char *rule_of(uint8_t reason)
{
    switch (reason) {
    case PG_REASON_PARTNER:
        return " (reg 1(4))";
    case PG_REASON_SEX:
    case PG_REASON_SEX_CONFLICT:
        return " (regs 8 to 13 are about men and women)";
    case PG_REASON_LEAVE:
        return " (reg 1(2))";
    case PG_REASON_NOTHING_PAID:
    case PG_REASON_PAY_BLANK:
        return " (older guidance: no pay in the period)";
    default:
        return pg_table_reason_is_provisional((enum pg_reason)reason)
                   ? " (the data, not the law: figures are provisional)"
                   : "";
    }
}

// Leave without a rate of pay is read as no answer to whether pay is full.
static const char *reason_text(const struct story *story, uint8_t reason)
{
    const struct pg_table *table = &story->run->table;
    bool is_of_leave = reason == PG_REASON_FULL_PAY_BAD &&
                       pg_table_column_of(table, story->row, PG_FIELD_FULL_PAY) == 0;

    return is_of_leave ? "on leave, and the rate of pay on it is not given or not known"
                       : pg_table_reason_text((enum pg_reason)reason);
}

static void tell_population(const struct story *story, const char *what, uint8_t reason,
                            const char *rule)
{
    if (reason == PG_REASON_NONE)
        fprintf(story->stream, "  %-38s yes (%s)\n", what, rule);
    else
        fprintf(story->stream, "  %-38s no: %s%s\n", what, reason_text(story, reason),
                rule_of(reason));
}

void pg_audit_tell_populations(const struct story *story)
{
    const struct pg_people *people = &story->run->people;
    const struct pg_table *table = &story->run->table;
    int64_t bonus = pg_table_amount(table, story->row, PG_ITEM_BONUS_12);
    char text[48];

    fputs("\nPopulations\n", story->stream);
    tell_population(story, "Relevant employee in the figures",
                    people->out_of_all[story->row], "reg 1(2)");
    if (!pg_population_is_relevant(people, story->row))
        return;
    tell_population(story, "Full-pay relevant, in hourly figures",
                    story->run->pay.out_of_hourly[story->row], "reg 1(2)");
    tell_population(story, "In the bonus figures", people->out_of_bonus[story->row],
                    "regs 10 to 12");
    if (people->out_of_bonus[story->row] == PG_REASON_NONE)
        fprintf(story->stream, "  Bonus in the twelve months %s: %s\n",
                pg_audit_story_pounds(bonus, text),
                bonus > 0 ? "paid a bonus" : "not paid a bonus");
}

static const struct pg_working *working_of(const struct pg_workings *workings, uint32_t row)
{
    for (size_t i = 0; i < workings->n_hourly; i++) {
        if (workings->items[i].row == row)
            return &workings->items[i];
    }
    return NULL;
}

static size_t people_on(const struct pg_workings *workings, uint32_t same_rate)
{
    size_t n = 0;

    for (size_t i = 0; i < workings->n_hourly; i++)
        n += workings->items[i].same_rate == same_rate;
    return n;
}

void pg_audit_tell_quarter(const struct story *story, const struct pg_workings *workings)
{
    const struct pg_working *working = working_of(workings, story->row);
    char n[32], of[32], from[32], to[32];
    size_t end = 0;

    if (working == NULL)
        return;
    fputs("\nQuarter (reg 13)\n", story->stream);
    size_t tied = people_on(workings, working->same_rate);
    fprintf(story->stream, "  Place %s of %s in order of hourly pay; %s on this rate\n",
            pg_grouped(working->place, n), pg_grouped(workings->n_hourly, of),
            tied == 1 ? "nobody else is" : "others are");
    for (int j = 0; j < PG_N_QUARTERS; j++) {
        size_t size = workings->report->quarters[j].size;
        bool is_in = j >= working->first_quarter && j <= working->last_quarter;
        if (size > 0)
            fprintf(story->stream, "  %-14s places %s to %s%s\n",
                    pg_results_quarter_name((enum pg_quarter)j), pg_grouped(end + 1, from),
                    pg_grouped(end + size, to), is_in ? "  <-" : "");
        end += size;
    }
    if (working->first_quarter != working->last_quarter)
        fprintf(
            story->stream,
            "  The %s people on this rate lie across the boundary, so they are shared "
            "between\n  the quarters with the same proportion of men in each, so far as "
            "possible (reg 13(2));\n  nobody in particular is in one or the other.\n",
            pg_grouped(tied, n));
}
