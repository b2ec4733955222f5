// SPDX-License-Identifier: GPL-3.0-or-later
/* The story of one employee, as a person would write it on paper. */
#include "pg_audit.h"

#include "members.h"
#include "pg_source.h"

#include <paygap/paygap.h>
#include <inttypes.h>
#include <stdlib.h>

/** What is being told, and of whom. */
struct story {
    const struct pg_run *run;
    FILE *stream;
    uint32_t row;
};

// Millionths of a pound as pounds, with pence and what is beyond them; exact.
static const char *say_pounds(int64_t millionths, char text[static 48])
{
    uint64_t size = millionths < 0 ? -(uint64_t)millionths : (uint64_t)millionths;
    char whole[32], decimals[8];
    size_t len = 6;

    snprintf(decimals, sizeof decimals, "%06llu",
             (unsigned long long)(size % (uint64_t)PG_MILLION));
    while (len > 2 && decimals[len - 1] == '0')
        len--;
    snprintf(text, 48, "%s\xC2\xA3%s.%.*s", millionths < 0 ? "-" : "",
             pg_grouped(size / (uint64_t)PG_MILLION, whole), (int)len, decimals);
    return text;
}

// A fraction of pounds: to the penny if it is whole pence, else to six decimals.
static const char *say_value(struct pg_fraction pounds, char text[static 48])
{
    pg_int128 times = PG_MILLION;
    struct pg_fraction least = pg_fraction_reduce(pounds);
    pg_int128 whole = least.num / least.den, rest = least.num % least.den;
    int64_t millionths =
        (int64_t)(whole * times + pg_divide_half_even(rest * times, least.den));

    return say_pounds(millionths, text);
}

static const char *say_number(double value, char text[static 48])
{
    snprintf(text, 48, "%.6f", value);
    size_t len = strlen(text);
    while (text[len - 1] == '0')
        text[--len] = '\0';
    if (text[len - 1] == '.')
        text[len - 1] = '\0';
    return text;
}

static const char *period_name(uint32_t days)
{
    static const struct {
        uint32_t days;
        const char *name;
    } names[] = {{7000000, "a week"},        {14000000, "a fortnight"},
                 {28000000, "four weeks"},   {30440000, "a month"},
                 {91320000, "three months"}, {182640000, "six months"},
                 {365250000, "a year"}};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].days == days)
            return names[i].name;
    }
    return "a period";
}

static void say_period(const struct story *story, const char *what, uint32_t days,
                       const char *rule)
{
    char text[48];

    fprintf(story->stream, "  %s: %s, %s days (%s)\n", what, period_name(days),
            say_number(days / 1e6, text), rule);
}

// ---------------------------------------------------------------- who

static void tell_who(const struct story *story)
{
    const struct pg_table *table = &story->run->table;
    static const char *const sexes[] = {"sex not known", "man", "woman"};
    struct pg_str id = pg_table_id(table, story->row);
    struct pg_buffer visible = {0};

    pg_buffer_add_visible(&visible, id, 60);
    fprintf(story->stream, "Line %u of %s%s%s: %s\n", (unsigned)table->line[story->row],
            story->run->files[pg_file_of(table, story->row)].name,
            id.len > 0 ? ", employee " : "", visible.ptr != NULL ? visible.ptr : "",
            sexes[table->sex[story->row]]);
    pg_buffer_free(&visible);
    if (table->employer < table->n_labels) {
        const struct pg_label_column *column = &table->labels[table->employer];
        struct pg_str name =
            pg_intern_get(&column->labels, pg_label_code(column, story->row));
        fprintf(story->stream, "Employer: %.*s\n", (int)name.len, name.ptr);
    }
    fputs(story->run->config.policy.sector == PG_SECTOR_PUBLIC
              ? "Regulations are cited as in SI 2017/172; Schedule 1 of SI 2017/353, for "
                "public\n"
                "authorities, has the same rules.\n"
              : "Regulations are those of SI 2017/172.\n",
          story->stream);
}

// ---------------------------------------------------------------- pay

static void tell_parts(const struct story *story)
{
    static const char *const names[PG_N_PAY_PARTS] = {
        "Basic pay (reg 3(1)(a))",         "Allowances (reg 3(1)(b))",
        "Pay for piecework (reg 3(1)(c))", "Pay for leave (reg 3(1)(d))",
        "Shift premium pay (reg 3(1)(e))", "Ordinary pay, given as a total"};
    const struct pg_table *table = &story->run->table;
    char text[48];

    for (int part = 0; part < PG_N_PAY_PARTS; part++) {
        if (table->parts[part] != NULL && table->parts[part][story->row] != 0)
            fprintf(story->stream, "  %-34s %14s\n", names[part],
                    say_pounds(table->parts[part][story->row], text));
    }
    if (pg_state(table, story->row, PG_ITEM_ORDINARY_PAY) == PG_CELL_BAD)
        fprintf(story->stream, "  %-34s %s\n", "Ordinary pay of the period (step 2)",
                "not known: something in it cannot be read");
    else
        fprintf(story->stream, "  %-34s %14s\n", "Ordinary pay of the period (step 2)",
                say_pounds(pg_amount(table, story->row, PG_ITEM_ORDINARY_PAY), text));
}

static void say_day(struct pg_buffer *text, int64_t day)
{
    char date[32];

    pg_buffer_printf(text, "%s", pg_date_iso(pg_date_of_days(day), date));
}

static bool is_within(struct pg_window window, int64_t day)
{
    return window.first <= day && day <= window.last;
}

// What becomes of a payment line, and why.
static void say_fate(struct pg_buffer *text, const struct story *story,
                     const struct pg_watched_line *line)
{
    const struct pg_payments *payments = &story->run->payments;
    enum pg_pay_class class = payments->elements[line->element].class;
    enum pg_pay_effect effect = pg_pay_class_effect(class);
    struct pg_window window;
    char days[48];

    if (effect == PG_EFFECT_BONUS) {
        if (!line->has_day) {
            pg_buffer_printf(text,
                             "bonus pay (reg 4); its date of payment cannot be read, so "
                             "the bonus is not known");
            return;
        }
        bool in_period = pg_window_of_row(payments, story->row, &window) && line->has_day &&
                         is_within(window, line->day);
        bool in_year = line->has_day && is_within(payments->twelve_months, line->day);
        pg_buffer_printf(text, "bonus pay (reg 4); %s the pay period; %s the twelve months",
                         in_period ? "paid in" : "not paid in",
                         in_year ? "paid in" : "not paid in");
        if (line->bonus_period > 0 && line->bonus_period != PG_BAD_PERIOD)
            pg_buffer_printf(text, "; for %s days",
                             say_number(line->bonus_period / 1e6, days));
        return;
    }
    if (effect == PG_EFFECT_LEFT_OUT)
        pg_buffer_printf(text, "dropped: %s", pg_pay_class_rule(class));
    else if (line->is_in_period)
        pg_buffer_printf(text, "kept: %s", pg_pay_class_rule(class));
    else
        pg_buffer_printf(text,
                         "dropped: of another pay period (reg 6(1) step 2); would be %s",
                         pg_pay_class_rule(class));
}

static void tell_line(const struct story *story, const struct pg_watched_line *line)
{
    struct pg_buffer name = {0}, fate = {0};
    char pounds[48];

    pg_buffer_add_visible(&name, pg_intern_get(&story->run->payments.names, line->element),
                          40);
    pg_buffer_printf(&fate, "line %zu, ", line->line);
    if (line->has_day) {
        pg_buffer_printf(&fate, "paid ");
        say_day(&fate, line->day);
        pg_buffer_printf(&fate, ", ");
    }
    if (line->has_period) {
        pg_buffer_printf(&fate, "for ");
        say_day(&fate, line->period.first);
        pg_buffer_printf(&fate, " to ");
        say_day(&fate, line->period.last);
        pg_buffer_printf(&fate, ", ");
    }
    say_fate(&fate, story, line);
    fprintf(story->stream, "  %-24s %14s  %s\n", name.ptr != NULL ? name.ptr : "",
            line->is_bad ? "unreadable" : say_pounds(line->amount, pounds),
            fate.ptr != NULL ? fate.ptr : "");
    pg_buffer_free(&name);
    pg_buffer_free(&fate);
}

static void tell_lines(const struct story *story)
{
    const struct pg_payments *payments = &story->run->payments;
    struct pg_window window;

    if (payments->n_watched == 0)
        return;
    if (pg_window_of_row(payments, story->row, &window)) {
        struct pg_buffer text = {0};
        say_day(&text, window.first);
        pg_buffer_printf(&text, " to ");
        say_day(&text, window.last);
        fprintf(story->stream, "  Relevant pay period: %s (reg 5)\n",
                text.ptr != NULL ? text.ptr : "");
        pg_buffer_free(&text);
    }
    for (size_t i = 0; i < payments->n_watched; i++)
        tell_line(story, &payments->watched[i]);
}

static void tell_bonus(const struct story *story, uint32_t period)
{
    const struct pg_table *table = &story->run->table;
    const struct pg_fraction *several =
        pg_row_fraction_get(&table->exact_bonus, story->row);
    int64_t bonus = pg_amount(table, story->row, PG_ITEM_BONUS);
    char pounds[48], counted[48], days[48], of[48];

    if (several == NULL && bonus == 0)
        return;
    if (several != NULL) {
        struct pg_fraction share = {several->num * period, several->den * PG_MILLION};
        fprintf(story->stream,
                "  Bonuses of several bonus periods, %s, each in proportion to its own: %s "
                "(step 3)\n",
                say_pounds(bonus, pounds), say_value(share, counted));
        return;
    }
    uint32_t bonus_days = pg_has(table, story->row, PG_ITEM_BONUS_PERIOD)
                              ? table->bonus_period[story->row]
                              : story->run->pay.default_bonus_period;
    if (bonus_days == 0)
        return;
    struct pg_fraction share = {(pg_int128)bonus * period,
                                (pg_int128)bonus_days * PG_MILLION};
    if (bonus_days == period) {
        fprintf(story->stream,
                "  Bonus of the pay period's own length: %s, whole (step 3)\n",
                say_pounds(bonus, pounds));
        return;
    }
    fprintf(story->stream, "  Bonus %s for %s: x %s / %s days = %s (step 3)\n",
            say_pounds(bonus, pounds), period_name(bonus_days),
            say_number(period / 1e6, days), say_number(bonus_days / 1e6, of),
            say_value(share, counted));
}

/** The cells from which weekly hours are worked out, by field. */
struct hours_cells {
    const struct story *story;
    size_t line;
    char text[PG_N_FIELDS][24];
};

static paygap_status take_cells(void *context, const struct pg_row *row, paygap_error *err)
{
    struct hours_cells *cells = context;

    (void)err;
    for (int field = 0; field < PG_N_FIELDS && row->line == cells->line; field++) {
        size_t column = pg_column_of(&cells->story->run->table, cells->story->row,
                                     (enum pg_field)field);
        if (column > 0 && column <= row->n_cells)
            snprintf(cells->text[field], sizeof cells->text[field], "%.*s",
                     (int)row->cells[column - 1].len, row->cells[column - 1].ptr);
    }
    return PAYGAP_OK;
}

// Hours that no cell gives: where they come from. The row is read again for its cells.
static void tell_basis(const struct story *story)
{
    const struct pg_run *run = story->run;
    struct hours_cells cells = {.story = story, .line = run->table.line[story->row]};
    struct pg_source source =
        pg_run_source(run, run->files[pg_file_of(&run->table, story->row)].path);
    struct pg_source_facts facts;

    if (pg_source_read(&source, take_cells, &cells, &facts, NULL) != PAYGAP_OK ||
        cells.text[PG_FIELD_WEEKLY_HOURS][0] != '\0') {
        const char *weeks = cells.text[PG_FIELD_PAID_WEEKS];
        if (weeks[0] != '\0')
            fprintf(story->stream,
                    "    from %s hours in %s paid weeks of a year of 365.25 / 7 weeks\n",
                    cells.text[PG_FIELD_WEEKLY_HOURS], weeks);
        return;
    }
    if (cells.text[PG_FIELD_PIECES_IN_WEEK][0] != '\0')
        fprintf(story->stream,
                "    from %s pieces a week / %s pieces an hour x 1.2 (output work)\n",
                cells.text[PG_FIELD_PIECES_IN_WEEK], cells.text[PG_FIELD_PIECES_PER_HOUR]);
    else if (cells.text[PG_FIELD_ANNUAL_HOURS][0] != '\0')
        fprintf(story->stream, "    from %s hours a year x 7 / 365.25\n",
                cells.text[PG_FIELD_ANNUAL_HOURS]);
    else if (run->config.payments.hours_file != NULL)
        fputs("    the mean of the latest twelve weeks in which hours were worked "
              "([hours])\n",
              story->stream);
}

static void tell_week(const struct story *story)
{
    const struct pg_run *run = story->run;
    const struct pg_table *table = &run->table;
    bool needs_choice = false;
    bool is_known = pg_has_known_rate(table, story->row);
    char text[48], hours[48];

    if (pg_has(table, story->row, PG_ITEM_PAY_PERIOD)) {
        say_period(story, "Pay period", table->pay_period[story->row],
                   "regs 5 and 6(2), (3)");
        tell_bonus(story, table->pay_period[story->row]);
    }
    enum pg_reason reason = pg_post_reason(&run->pay, story->row, true, &needs_choice);
    if (reason == PG_REASON_NONE && !needs_choice && !is_known)
        fprintf(story->stream,
                "  Pay of a week: x 7 / days of the period = %s (steps 4, 5)\n",
                say_value((struct pg_fraction){pg_weekly_pay(&run->pay, story->row).num,
                                               pg_weekly_pay(&run->pay, story->row).den},
                          text));
    if (pg_has(table, story->row, PG_ITEM_WEEKLY_HOURS))
        fprintf(
            story->stream, "  Weekly working hours: %s (reg 7)\n",
            say_number(pg_fraction_double(pg_pay_hours(table, story->row)) / 1e6, hours));
    if (pg_has(table, story->row, PG_ITEM_WEEKLY_HOURS))
        tell_basis(story);
    if (is_known)
        fprintf(story->stream, "  Known hourly rate: %s, which goes before pay and hours\n",
                say_pounds(pg_amount(table, story->row, PG_ITEM_HOURLY_PAY), text));
}

static void tell_pay(const struct story *story)
{
    fputs("\nPay in the relevant pay period (regs 3, 4 and 6)\n", story->stream);
    tell_lines(story);
    tell_parts(story);
    tell_week(story);
}

// Why a post adds nothing to the others; "" if it adds its pay and hours.
static const char *adds_nothing(const struct pg_run *run, uint32_t post)
{
    bool needs_choice = false;
    enum pg_reason reason = pg_post_reason(&run->pay, post, true, &needs_choice);

    return reason == PG_REASON_NONE ? "" : pg_reason_text(reason);
}

// What the posts of one employee have together, where they are merged.
static void tell_together(const struct story *story)
{
    const struct pg_run *run = story->run;
    const uint32_t *next = run->people.next_post;
    struct pg_fraction week = {0, 1}, hours = {0, 1};
    char pounds[48], n[48];
    bool fits = pg_row_fraction_get(&run->pay.merged, story->row) != NULL;

    for (uint32_t post = story->row; post != PG_NO_ROW && fits; post = next[post]) {
        if (adds_nothing(run, post)[0] != '\0' || pg_has_known_rate(&run->table, post))
            fits = adds_nothing(run, post)[0] != '\0';
        else
            fits = pg_fraction_add(week, pg_fraction_reduce(pg_weekly_pay(&run->pay, post)),
                                   &week) &&
                   pg_fraction_add(hours, pg_pay_hours(&run->table, post), &hours);
    }
    if (fits)
        fprintf(story->stream, "\nTogether: pay of a week %s, weekly hours %s\n",
                say_value(week, pounds), say_number(pg_fraction_double(hours) / 1e6, n));
}

static void tell_posts(const struct story *story)
{
    const uint32_t *next = story->run->people.next_post;

    if (next == NULL || next[story->row] == PG_NO_ROW)
        return;
    for (uint32_t post = next[story->row]; post != PG_NO_ROW; post = next[post]) {
        struct story of_post = {story->run, story->stream, post};
        const char *why = adds_nothing(story->run, post);
        fprintf(story->stream, "\nAnother post of the same employee: line %u (%s%s)\n",
                (unsigned)story->run->table.line[post],
                why[0] == '\0' ? "pay and hours are added" : "adds nothing: ", why);
        tell_parts(&of_post);
        tell_week(&of_post);
    }
    tell_together(story);
}

static void tell_rate(const struct story *story)
{
    const struct pg_run *run = story->run;
    char text[48], exact[96], penny[48];

    fputs(pg_has_known_rate(&run->table, story->row)
              ? "\nHourly pay (the known rate; guidance lets it go before pay and hours)\n"
              : "\nHourly pay (reg 6(1) step 6)\n",
          story->stream);
    bool has_rate = pg_is_relevant_of_any_sex(&run->people, story->row) &&
                    run->people.out_of_hourly[story->row] == PG_REASON_NONE;
    if (!has_rate) {
        fputs("  None is worked out; see below why.\n", story->stream);
        return;
    }
    struct pg_fraction rate = pg_fraction_reduce(pg_pay_rate(&run->pay, story->row));
    pg_int128 pence = rate.num / rate.den * 100 +
                      pg_divide_half_even(rate.num % rate.den * 100, rate.den);
    fprintf(story->stream, "  %s an hour; %s to the penny; exactly ", say_value(rate, text),
            say_pounds((int64_t)pence * 10000, penny));
    if (rate.den == 1)
        fprintf(story->stream, "%" PRId64 " pounds\n", (int64_t)rate.num);
    else
        fprintf(story->stream, "%s of a pound\n", pg_say_fraction(rate, exact));
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
        return pg_reason_is_provisional((enum pg_reason)reason)
                   ? " (the data, not the law: figures are provisional)"
                   : "";
    }
}

// Leave without a rate of pay is read as no answer to whether pay is full.
static const char *reason_text(const struct story *story, uint8_t reason)
{
    const struct pg_table *table = &story->run->table;
    bool is_of_leave = reason == PG_REASON_FULL_PAY_BAD &&
                       pg_column_of(table, story->row, PG_FIELD_FULL_PAY) == 0;

    return is_of_leave ? "on leave, and the rate of pay on it is not given or not known"
                       : pg_reason_text((enum pg_reason)reason);
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

static void tell_populations(const struct story *story)
{
    const struct pg_people *people = &story->run->people;
    const struct pg_table *table = &story->run->table;
    int64_t bonus = pg_amount(table, story->row, PG_ITEM_BONUS_12);
    char text[48];

    fputs("\nPopulations\n", story->stream);
    tell_population(story, "Relevant employee in the figures",
                    people->out_of_all[story->row], "reg 1(2)");
    if (!pg_is_relevant(people, story->row))
        return;
    tell_population(story, "Full-pay relevant, in hourly figures",
                    people->out_of_hourly[story->row], "reg 1(2)");
    tell_population(story, "In the bonus figures", people->out_of_bonus[story->row],
                    "regs 10 to 12");
    if (people->out_of_bonus[story->row] == PG_REASON_NONE)
        fprintf(story->stream, "  Bonus in the twelve months %s: %s\n",
                say_pounds(bonus, text), bonus > 0 ? "paid a bonus" : "not paid a bonus");
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

static void tell_quarter(const struct story *story, const struct pg_workings *workings)
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
                    pg_quarter_name((enum pg_quarter)j), pg_grouped(end + 1, from),
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

static paygap_status take_report(void *context, const struct pg_run *run,
                                 const struct pg_report *report,
                                 const struct pg_slice *slice, paygap_error *err)
{
    struct story *story = context;
    struct pg_workings workings = {.n = 0};

    for (size_t i = 0; i < slice->n; i++) {
        if (pg_row_at(slice, i) != story->row)
            continue;
        story->run = run;
        if (!pg_workings_make(&workings, run, report, slice)) {
            pg_workings_free(&workings);
            return pg_no_memory(err);
        }
        tell_quarter(story, &workings);
        pg_workings_free(&workings);
        break;
    }
    return PAYGAP_OK;
}

// Of a post that is counted with another, the story is that of the employee.
static uint32_t main_post(const struct pg_run *run, uint32_t row)
{
    const uint32_t *next = run->people.next_post;

    if (next == NULL || run->people.out_of_all[row] != PG_REASON_MERGED)
        return row;
    for (uint32_t first = 0; first < run->table.n_rows; first++) {
        if (run->people.out_of_all[first] == PG_REASON_MERGED)
            continue;
        for (uint32_t post = next[first]; post != PG_NO_ROW; post = next[post]) {
            if (post == row)
                return first;
        }
    }
    return row;
}

static void tell(const struct story *story)
{
    tell_who(story);
    tell_pay(story);
    tell_posts(story);
    tell_rate(story);
    tell_populations(story);
}

/** The story is told in two parts: pay before the reports are formed, quarters after. */
struct telling {
    struct story story;
    const struct pg_examination *examination;
    bool is_told;
};

// The id stands under other employers too, and nothing says which is meant.
static bool is_of_several(const struct pg_run *run, uint32_t row)
{
    const struct pg_table *table = &run->table;
    const struct pg_examination *examination = run->examination;

    if (examination->employee == NULL || table->employer >= table->n_labels ||
        run->options->employer != NULL)
        return false;
    const struct pg_label_column *column = &table->labels[table->employer];
    for (uint32_t other = row + 1; other < table->n_rows; other++) {
        if (pg_employee(table, other) == pg_employee(table, row) &&
            pg_label_code(column, other) != pg_label_code(column, row))
            return true;
    }
    return false;
}

static paygap_status take_first(void *context, const struct pg_run *run,
                                const struct pg_report *report,
                                const struct pg_slice *slice, paygap_error *err)
{
    struct telling *telling = context;

    if (!telling->is_told) {
        uint32_t row = pg_run_find_row(run, telling->examination->employee,
                                       telling->examination->line);
        if (row == PG_NO_ROW)
            return pg_fail_at(err, PAYGAP_USAGE, run->options->payroll, 0, 0,
                              telling->examination->employee != NULL
                                  ? "there is no employee with that id"
                                  : "that line of the payroll file is no employee's");
        if (is_of_several(run, row))
            return pg_fail_at(err, PAYGAP_USAGE, run->options->payroll, 0, 0,
                              "several employers have an employee with that id: say which "
                              "with --employer");
        telling->story.run = run;
        telling->story.row = main_post(run, row);
        tell(&telling->story);
        telling->is_told = true;
    }
    return take_report(&telling->story, run, report, slice, err);
}

paygap_status paygap_explain(const paygap_options *options, const char *employee,
                             size_t line, FILE *stream, paygap_error *error)
{
    struct telling telling = {.story = {.stream = stream, .row = PG_NO_ROW}};
    struct pg_examination examination = {
        .take = take_first, .context = &telling, .employee = employee, .line = line};
    struct pg_run run = {.options = options, .examination = &examination};

    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    telling.examination = &examination;
    paygap_status status = pg_run_make(&run, error);
    if (status == PAYGAP_OK)
        pg_audit_say(&run);
    pg_run_free(&run);
    return status;
}
