// SPDX-License-Identifier: GPL-3.0-or-later
/* Who it is, what was paid, line by line, and for which hours. */
#include "story.h"

#include "pg_law.h"
#include "pg_source.h"

static void say_period(const struct story *story, const char *what, uint32_t days,
                       const char *rule)
{
    char text[48];

    fprintf(story->stream, "  %s: %s, %s days (%s)\n", what,
            pg_audit_story_period(story, days), pg_audit_story_number(days / 1e6, text),
            rule);
}

// ---------------------------------------------------------------- who

void pg_audit_tell_who(const struct story *story)
{
    const struct pg_table *table = &story->run->table;
    static const char *const sexes[] = {
        [PG_MEN] = "man", [PG_WOMEN] = "woman", [PG_SEX_UNKNOWN] = "sex not known"};
    struct pg_str id = pg_table_id(table, story->row);
    struct pg_buffer visible = {0};

    pg_buffer_add_visible(&visible, id, 60);
    fprintf(story->stream, "Line %u of %s%s%s: %s\n", (unsigned)table->line[story->row],
            story->run->files[pg_table_file_of(table, story->row)].name,
            id.len > 0 ? ", employee " : "", visible.ptr != NULL ? visible.ptr : "",
            sexes[table->sex[story->row]]);
    pg_buffer_free(&visible);
    if (table->employer < table->n_labels) {
        const struct pg_label_column *column = &table->labels[table->employer];
        struct pg_str name =
            pg_intern_get(&column->labels, pg_table_label_code(column, story->row));
        fprintf(story->stream, "Employer: %.*s\n", (int)name.len, name.ptr);
    }
    fputs(pg_policy_regime(&story->run->config.policy)->cited, story->stream);
}

// ---------------------------------------------------------------- pay

void pg_audit_tell_parts(const struct story *story)
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
                    pg_audit_story_pounds(table->parts[part][story->row], text));
    }
    if (pg_table_state(table, story->row, PG_ITEM_ORDINARY_PAY) == PG_CELL_BAD)
        fprintf(story->stream, "  %-34s %s\n", "Ordinary pay of the period (step 2)",
                "not known: something in it cannot be read");
    else
        fprintf(story->stream, "  %-34s %14s\n", "Ordinary pay of the period (step 2)",
                pg_audit_story_pounds(
                    pg_table_amount(table, story->row, PG_ITEM_ORDINARY_PAY), text));
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
    enum pg_pay_effect effect = pg_payments_pay_class_effect(class);
    struct pg_window window;
    char days[48];

    if (effect == PG_EFFECT_BONUS) {
        if (!line->has_day) {
            pg_buffer_printf(text,
                             "bonus pay (reg 4); its date of payment cannot be read, so "
                             "the bonus is not known");
            return;
        }
        bool in_period = pg_payments_window_of_row(payments, story->row, &window) &&
                         line->has_day && is_within(window, line->day);
        bool in_year = line->has_day && is_within(payments->twelve_months, line->day);
        pg_buffer_printf(text, "bonus pay (reg 4); %s the pay period; %s the twelve months",
                         in_period ? "paid in" : "not paid in",
                         in_year ? "paid in" : "not paid in");
        if (line->bonus_period > 0 && line->bonus_period != PG_BAD_PERIOD)
            pg_buffer_printf(text, "; for %s days",
                             pg_audit_story_number(line->bonus_period / 1e6, days));
        return;
    }
    if (effect == PG_EFFECT_LEFT_OUT)
        pg_buffer_printf(text, "dropped: %s", pg_payments_pay_class_rule(class));
    else if (line->is_in_period)
        pg_buffer_printf(text, "kept: %s", pg_payments_pay_class_rule(class));
    else
        pg_buffer_printf(text,
                         "dropped: of another pay period (reg 6(1) step 2); would be %s",
                         pg_payments_pay_class_rule(class));
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
            line->is_bad ? "unreadable" : pg_audit_story_pounds(line->amount, pounds),
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
    if (pg_payments_window_of_row(payments, story->row, &window)) {
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
        pg_table_row_fraction_get(&table->exact_bonus, story->row);
    int64_t bonus = pg_table_amount(table, story->row, PG_ITEM_BONUS);
    char pounds[48], counted[48], days[48], of[48];

    if (several == NULL && bonus == 0)
        return;
    if (several != NULL) {
        struct pg_fraction share = {several->num * period, several->den * PG_MILLION};
        fprintf(story->stream,
                "  Bonuses of several bonus periods, %s, each in proportion to its own: %s "
                "(step 3)\n",
                pg_audit_story_pounds(bonus, pounds), pg_audit_story_value(share, counted));
        return;
    }
    uint32_t bonus_days = pg_table_has(table, story->row, PG_ITEM_BONUS_PERIOD)
                              ? table->bonus_period[story->row]
                              : story->run->pay.default_bonus_period;
    if (bonus_days == 0)
        return;
    struct pg_fraction share = {(pg_int128)bonus * period,
                                (pg_int128)bonus_days * PG_MILLION};
    if (bonus_days == period) {
        fprintf(story->stream,
                "  Bonus of the pay period's own length: %s, whole (step 3)\n",
                pg_audit_story_pounds(bonus, pounds));
        return;
    }
    fprintf(story->stream, "  Bonus %s for %s: x %s / %s days = %s (step 3)\n",
            pg_audit_story_pounds(bonus, pounds), pg_audit_story_period(story, bonus_days),
            pg_audit_story_number(period / 1e6, days),
            pg_audit_story_number(bonus_days / 1e6, of),
            pg_audit_story_value(share, counted));
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
        size_t column = pg_table_column_of(&cells->story->run->table, cells->story->row,
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
        pg_run_source(run, run->files[pg_table_file_of(&run->table, story->row)].path);
    struct pg_source_facts facts;
    char week[32], year[32];

    if (pg_source_read(&source, take_cells, &cells, &facts, NULL) != PAYGAP_OK ||
        cells.text[PG_FIELD_WEEKLY_HOURS][0] != '\0') {
        const char *weeks = cells.text[PG_FIELD_PAID_WEEKS];
        if (weeks[0] != '\0')
            fprintf(story->stream,
                    "    from %s hours in %s paid weeks of a year of %s / %s weeks\n",
                    cells.text[PG_FIELD_WEEKLY_HOURS], weeks,
                    pg_law_millionths(PG_LAW_YEAR, year),
                    pg_law_millionths(PG_LAW_WEEK, week));
        return;
    }
    if (cells.text[PG_FIELD_PIECES_IN_WEEK][0] != '\0')
        fprintf(story->stream,
                "    from %s pieces a week / %s pieces an hour x 1.2 (output work)\n",
                cells.text[PG_FIELD_PIECES_IN_WEEK], cells.text[PG_FIELD_PIECES_PER_HOUR]);
    else if (cells.text[PG_FIELD_ANNUAL_HOURS][0] != '\0')
        fprintf(story->stream, "    from %s hours a year x %s / %s\n",
                cells.text[PG_FIELD_ANNUAL_HOURS], pg_law_millionths(PG_LAW_WEEK, week),
                pg_law_millionths(PG_LAW_YEAR, year));
    else if (run->config.payments.hours_file != NULL)
        fputs("    the mean of the latest twelve weeks in which hours were worked "
              "([hours])\n",
              story->stream);
}

// Whether days_covered has taken the place of the pay period.
static bool covers_part(const struct pg_table *table, uint32_t row)
{
    for (size_t i = 0; i < table->n_days; i++) {
        if (table->days[i].row == row)
            return table->days[i].covered > 0 &&
                   table->days[i].covered == table->pay_period[row];
    }
    return false;
}

void pg_audit_tell_week(const struct story *story)
{
    const struct pg_run *run = story->run;
    const struct pg_table *table = &run->table;
    bool needs_choice = false;
    bool is_known = pg_pay_has_known_rate(table, story->row);
    char text[48], hours[48];

    if (pg_table_has(table, story->row, PG_ITEM_PAY_PERIOD)) {
        say_period(story, covers_part(table, story->row) ? "Pay covers" : "Pay period",
                   table->pay_period[story->row], "regs 5 and 6(2), (3)");
        tell_bonus(story, table->pay_period[story->row]);
    }
    enum pg_reason reason = pg_pay_post_reason(&run->pay, story->row, true, &needs_choice);
    if (reason == PG_REASON_NONE && !needs_choice && !is_known)
        fprintf(story->stream,
                "  Pay of a week: x 7 / days of the period = %s (steps 4, 5)\n",
                pg_audit_story_value(
                    (struct pg_fraction){pg_pay_weekly_pay(&run->pay, story->row).num,
                                         pg_pay_weekly_pay(&run->pay, story->row).den},
                    text));
    if (pg_table_has(table, story->row, PG_ITEM_WEEKLY_HOURS))
        fprintf(story->stream, "  Weekly working hours: %s (reg 7)\n",
                pg_audit_story_number(
                    pg_fraction_double(pg_pay_hours(table, story->row)) / 1e6, hours));
    if (pg_table_has(table, story->row, PG_ITEM_WEEKLY_HOURS))
        tell_basis(story);
    if (is_known)
        fprintf(story->stream, "  Known hourly rate: %s, which goes before pay and hours\n",
                pg_audit_story_pounds(
                    pg_table_amount(table, story->row, PG_ITEM_HOURLY_PAY), text));
}

void pg_audit_tell_pay(const struct story *story)
{
    fputs("\nPay in the relevant pay period (regs 3, 4 and 6)\n", story->stream);
    tell_lines(story);
    pg_audit_tell_parts(story);
    pg_audit_tell_week(story);
}
