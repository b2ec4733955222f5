// SPDX-License-Identifier: GPL-3.0-or-later
#define _XOPEN_SOURCE 700
#include "pg_payments.h"
#include "pg_run.h"
#include "scene.h"

static const struct class_case {
    const char *text;
    bool is_class;
    enum pg_pay_class class;
    uint32_t days; // of the bonus period, millionths
} class_cases[] = {
    {"basic", true, PG_PAY_BASIC, 0},
    {"Shift premium", true, PG_PAY_SHIFT_PREMIUM, 0},
    {"bonus", true, PG_PAY_BONUS, 0},
    {"bonus annual", true, PG_PAY_BONUS, 365250000},
    {"bonus 3 months", true, PG_PAY_BONUS, 91320000},
    {"salary sacrifice", true, PG_PAY_SALARY_SACRIFICE, 0},
    {"bonus sometimes", false, PG_PAY_BONUS, 0},
    {"pay", false, PG_PAY_NONE, 0},
};

START_TEST(test_classes_are_read)
{
    const struct class_case *c = &class_cases[_i];
    enum pg_pay_class class;
    uint32_t days;

    ck_assert_int_eq(pg_payments_pay_class_parse(pg_str_of(c->text), &class, &days),
                     c->is_class);
    if (c->is_class) {
        ck_assert_int_eq(class, c->class);
        ck_assert_uint_eq(days, c->days);
    }
}
END_TEST

/* uk-gpg-method.md sections 4.1 and 4.2 say what each of these is. */
static const struct {
    const char *name;
    enum pg_pay_class class;
} proposals[] = {
    {"Basic Pay", PG_PAY_BASIC},
    {"Overtime at 1.5", PG_PAY_OVERTIME},
    {"Ex Gratia Payment", PG_PAY_IGNORE},
    {"Honorarium", PG_PAY_ALLOWANCE},
    {"Market Supplement", PG_PAY_ALLOWANCE},
    {"Standby", PG_PAY_ALLOWANCE},
    {"First Aid", PG_PAY_ALLOWANCE},
    {"Car Allowance", PG_PAY_ALLOWANCE},
    {"Long Service Award", PG_PAY_BONUS},
    {"Sales Commission", PG_PAY_BONUS},
    {"Night Shift Premium", PG_PAY_SHIFT_PREMIUM},
    {"Pension Salary Sacrifice", PG_PAY_SALARY_SACRIFICE},
    {"Mileage", PG_PAY_EXPENSES},
    {"Redundancy", PG_PAY_REDUNDANCY},
    {"Pay in lieu of notice", PG_PAY_PAY_IN_LIEU},
    {"0510", PG_PAY_NONE},
};

START_TEST(test_names_propose_classes)
{
    ck_assert_int_eq(pg_payments_element_propose(pg_str_of(proposals[_i].name)).class,
                     proposals[_i].class);
}
END_TEST

// ---------------------------------------------------------------- lines, settled

/*
 * Runs on files given as texts; the snapshot date is 5 April 2026.
 * What stands in the table afterwards is told in one line for each person: ordinary pay and
 * bonus of the relevant pay period, the days that bonus is for, all bonuses of the twelve
 * months and weekly hours; "-" is blank, "?" not known. Then what was found, and what
 * payments nobody in the list has.
 */
struct settled {
    const char *name, *people, *lines, *weeks, *more; // more = of the configuration
    const char *expected;
};

static const char elements[] =
    "[elements]\nSalary = basic\nOvertime = overtime\nSick = leave\n"
    "Unpaid leave = leave\nPension = salary sacrifice\n"
    "Annual = bonus annual\nQuarterly = bonus quarterly\n"
    "Bonus = bonus\nTools = expenses\n";

static void add_item(struct text *text, const struct pg_table *table, uint32_t row,
                     enum pg_item item, double value)
{
    char number[32] = "-";

    if (pg_table_has(table, row, item))
        snprintf(number, sizeof number, "%.9g", value);
    text_add(text, "%s", pg_table_state(table, row, item) == PG_CELL_BAD ? "?" : number);
}

static void add_person(struct text *text, const struct pg_table *table, uint32_t row)
{
    struct pg_str id = pg_table_id(table, row);
    const struct pg_fraction *several = pg_table_row_fraction_get(&table->exact_bonus, row);

    text_add(text, "%.*s: pay ", (int)id.len, id.ptr);
    add_item(text, table, row, PG_ITEM_ORDINARY_PAY,
             (double)pg_table_amount(table, row, PG_ITEM_ORDINARY_PAY) / 1e6);
    text_add(text, ", bonus ");
    add_item(text, table, row, PG_ITEM_BONUS,
             (double)pg_table_amount(table, row, PG_ITEM_BONUS) / 1e6);
    text_add(text, " for ");
    add_item(text, table, row, PG_ITEM_BONUS_PERIOD,
             table->bonus_period != NULL ? table->bonus_period[row] / 1e6 : 0);
    if (several != NULL)
        text_add(text, " (%.6g a day)", pg_fraction_double(*several));
    text_add(text, ", year ");
    add_item(text, table, row, PG_ITEM_BONUS_12,
             (double)pg_table_amount(table, row, PG_ITEM_BONUS_12) / 1e6);
    text_add(text, ", hours ");
    add_item(text, table, row, PG_ITEM_WEEKLY_HOURS,
             pg_table_has(table, row, PG_ITEM_WEEKLY_HOURS)
                 ? pg_fraction_double(pg_pay_hours(table, row)) / 1e6
                 : 0);
    text_add(text, "%s\n", table->yes[row] & PG_YES_UNPAID_LEAVE ? ", unpaid leave" : "");
}

static void add_finding(struct text *text, const struct pg_finding *finding)
{
    static const uint8_t about[] = {
        PG_FINDING_ROW_TOTAL,          PG_FINDING_ROW_HEADER,
        PG_FINDING_HOURS_BASIS_BAD,    PG_FINDING_HOURS_FEW_WEEKS,
        PG_FINDING_PAYMENT_STRANGER,   PG_FINDING_PAYMENT_ID_BLANK,
        PG_FINDING_PAYMENT_AMOUNT_BAD, PG_FINDING_PAYMENT_DATE_BAD,
        PG_FINDING_PAYMENT_PERIOD_BAD, PG_FINDING_SACRIFICE_BACK};

    if (memchr(about, finding->code, sizeof about) != NULL)
        text_add(text, "%s line %u, column %u: %s; %s\n",
                 finding->source == PG_IN_PAYMENTS ? "lines"
                 : finding->source == PG_IN_HOURS  ? "weeks"
                                                   : "people",
                 (unsigned)finding->line, (unsigned)finding->column,
                 pg_table_finding_problem((enum pg_finding_code)finding->code),
                 pg_table_action_text((enum pg_action)finding->action));
}

static void add_unclaimed(struct text *text, const char *name,
                          const struct pg_unclaimed *of)
{
    if (of->n > 0 || of->n_people > 0)
        text_add(text, "%s: %zu payments of %zu people, pay %g, bonus %g\n", name, of->n,
                 of->n_people, (double)of->pay / 1e6, (double)of->bonus / 1e6);
}

static paygap_status look(void *context, const struct pg_run *run,
                          const struct pg_report *report, const struct pg_slice *slice,
                          paygap_error *err)
{
    struct text *text = context;
    struct pg_unclaimed open, former;

    (void)report;
    (void)slice;
    (void)err;
    if (text->len > 0)
        return PAYGAP_OK;
    for (uint32_t row = 0; row < run->table.n_rows; row++)
        add_person(text, &run->table, row);
    for (size_t i = 0; i < run->table.findings.n; i++)
        add_finding(text, &run->table.findings.items[i]);
    pg_payments_unclaimed(&run->payments, &open, &former);
    add_unclaimed(text, "open", &open);
    add_unclaimed(text, "former", &former);
    add_unclaimed(text, "without id", &run->payments.without_id);
    return PAYGAP_OK;
}

// What stands in the table, or the error; to be freed.
static char *settle(const struct settled *of)
{
    struct scene scene = scene_open(NULL);
    struct text ini = {NULL, 0}, found = {NULL, 0};
    paygap_error error = {.text = ""};

    text_add(&ini, "[employer]\nsnapshot_date = 2026-04-05\nsector = private\n%s%s%s%s",
             elements, of->lines != NULL ? "[payments]\nfile = lines.csv\n" : "",
             of->weeks != NULL ? "[hours]\nfile = weeks.csv\n" : "",
             of->more != NULL ? of->more : "");
    scene_put(&scene, "paygap.ini", ini.ptr);
    scene_put(&scene, "people.csv", of->people);
    if (of->lines != NULL)
        scene_put(&scene, "lines.csv", of->lines);
    if (of->weeks != NULL)
        scene_put(&scene, "weeks.csv", of->weeks);
    char *people = scene_path(&scene, "people.csv"),
         *config = scene_path(&scene, "paygap.ini");
    const paygap_options options = {.struct_size = sizeof(paygap_options),
                                    .payroll = people,
                                    .config = config,
                                    .is_confirmed = true};
    const struct pg_examination examination = {.take = look, .context = &found};
    struct pg_run run = {.options = &options, .examination = &examination};
    if (pg_run_make(&run, &error) != PAYGAP_OK)
        text_add(&found, "%zu: %s\n", error.row, error.text);
    pg_run_free(&run);
    free(people);
    free(config);
    free(ini.ptr);
    scene_close(&scene);
    return found.ptr;
}

static const struct settled settled[] = {
#define SETTLED(name, people, lines, weeks, more, expected)                                \
    {name, people, lines, weeks, more, expected},
#include "data/payments.def"
#undef SETTLED
};

START_TEST(test_lines_are_settled)
{
    char *found = settle(&settled[_i]);

    ck_assert_msg(strcmp(found, settled[_i].expected) == 0, "%s:\n%s\nnot\n%s\n",
                  settled[_i].name, found, settled[_i].expected);
    free(found);
}
END_TEST

/* Regulation 5: who is paid monthly is paid for the calendar month that holds the date,
 * unless the configuration says otherwise; of other periods nothing is known by itself. */
static const struct {
    struct pg_date snapshot;
    uint32_t days;
    bool is_known;
    struct pg_date first, last;
} months[] = {
    {{2026, 12, 5}, 30440000, true, {2026, 12, 1}, {2026, 12, 31}},
    {{2027, 1, 31}, 30440000, true, {2027, 1, 1}, {2027, 1, 31}},
    {{2024, 2, 10}, 30440000, true, {2024, 2, 1}, {2024, 2, 29}},
    {{2026, 11, 5}, 30440000, true, {2026, 11, 1}, {2026, 11, 30}},
    {{2026, 4, 5}, 7000000, true, {2026, 3, 30}, {2026, 4, 5}},
    {{2026, 4, 5}, 28000000, false, {2026, 4, 1}, {2026, 4, 30}},
};

START_TEST(test_windows_of_pay_periods)
{
    struct pg_date monday = {2026, 3, 30}, sunday = {2026, 4, 5};
    struct pg_period_window week = {7000000, {pg_date_days(monday), pg_date_days(sunday)}};
    const struct pg_payments_wish wish = {.windows = &week, .n_windows = 1};
    const struct pg_payments payments = {.wish = &wish, .snapshot = months[_i].snapshot};
    struct pg_window window;

    ck_assert_int_eq(pg_payments_window_of_period(&payments, months[_i].days, &window),
                     months[_i].is_known);
    ck_assert_int_eq(window.first, pg_date_days(months[_i].first));
    ck_assert_int_eq(window.last, pg_date_days(months[_i].last));
}
END_TEST

/* Salary sacrifice is what most lines have the sign of; of as many, their sum. */
static const struct {
    struct pg_element_use use;
    int64_t amount, taken_off;
} sacrifices[] = {
    {{.n_below = 2, .n_above = 1, .total = 50}, -10, 10},
    {{.n_below = 2, .n_above = 1, .total = 50}, 10, -10},
    {{.n_below = 1, .n_above = 2, .total = -50}, 10, 10},
    {{.n_below = 1, .n_above = 1, .total = -1}, -10, 10},
    {{.n_below = 1, .n_above = 1, .total = 0}, -10, -10},
    {{.n_below = 1, .n_above = 1, .total = 1}, 10, 10},
};

START_TEST(test_what_a_sacrifice_takes_off)
{
    ck_assert_int_eq(pg_payments_sacrificed(&sacrifices[_i].use, sacrifices[_i].amount),
                     sacrifices[_i].taken_off);
}
END_TEST

/* SI 2017/172 reg 3(1): each kind of ordinary pay has its column; what is left out has
 * none. */
static const struct {
    enum pg_pay_class class;
    enum pg_field field;
} class_fields[] = {
    {PG_PAY_BASIC, PG_FIELD_BASIC_PAY},
    {PG_PAY_SALARY_SACRIFICE, PG_FIELD_BASIC_PAY},
    {PG_PAY_ALLOWANCE, PG_FIELD_ALLOWANCES},
    {PG_PAY_PIECEWORK, PG_FIELD_PIECEWORK_PAY},
    {PG_PAY_LEAVE, PG_FIELD_LEAVE_PAY},
    {PG_PAY_SHIFT_PREMIUM, PG_FIELD_SHIFT_PREMIUM},
    {PG_PAY_BONUS, PG_FIELD_BONUS_IN_PAY_PERIOD},
    {PG_PAY_OVERTIME, PG_FIELD_NONE},
    {PG_PAY_ARREARS, PG_FIELD_NONE},
    {PG_PAY_NONE, PG_FIELD_NONE},
};

START_TEST(test_classes_have_columns)
{
    ck_assert_int_eq(pg_payments_pay_class_field(class_fields[_i].class),
                     class_fields[_i].field);
}
END_TEST

START_TEST(test_words_and_rules_of_classes)
{
    ck_assert_str_eq(pg_payments_pay_class_word(PG_PAY_SHIFT_PREMIUM), "shift premium");
    ck_assert_str_eq(pg_payments_pay_class_word(PG_PAY_NONE), "");
    ck_assert_str_eq(pg_payments_pay_class_rule(PG_PAY_NONE), "");
    ck_assert_str_eq(pg_payments_pay_class_rule(PG_PAY_BONUS), "bonus pay (reg 4)");
    ck_assert_int_eq(pg_payments_pay_class_effect(PG_PAY_SALARY_SACRIFICE),
                     PG_EFFECT_DEDUCTED);
    ck_assert_int_eq(pg_payments_pay_class_effect(PG_PAY_IGNORE), PG_EFFECT_LEFT_OUT);
}
END_TEST

static const struct {
    uint32_t days;
    const char *key;
} period_keys[] = {
    {7000000, "weekly"},       {14000000, "fortnightly"}, {28000000, "four-weekly"},
    {30440000, "monthly"},     {91320000, "quarterly"},   {365250000, "annual"},
    {30000000, "that period"},
};

START_TEST(test_keys_of_periods)
{
    ck_assert_str_eq(pg_payments_period_key(period_keys[_i].days), period_keys[_i].key);
}
END_TEST

static const struct {
    const char *name;
    bool is_one;
} unpaid[] = {
    {"Unpaid Leave", true},
    {"Leave without pay", true},
    {"Unpaid sick day", true},
    {"Unpaid parental leave", true},
    {"Unpaid holiday", true},
    {"Unpaid absence (days)", true},
    {"Strike, unpaid leave", false},
    {"Industrial action unpaid absence", false},
    {"Leave", false},
    {"Unpaid", false},
};

START_TEST(test_elements_of_unpaid_leave)
{
    ck_assert_int_eq(pg_payments_element_is_unpaid_leave(pg_str_of(unpaid[_i].name)),
                     unpaid[_i].is_one);
}
END_TEST

START_TEST(test_elements_are_found_by_name)
{
    struct pg_element_map map = {.n = 0};
    bool no_memory;

    ck_assert(pg_payments_element_map_add(&map, "Salary", pg_str_of("basic"), &no_memory));
    ck_assert(
        pg_payments_element_map_add(&map, "Bonus", pg_str_of("bonus annual"), &no_memory));
    ck_assert(!pg_payments_element_map_add(&map, "Odd", pg_str_of("oddity"), &no_memory));
    ck_assert(!no_memory);
    ck_assert_uint_eq(map.n, 2);
    ck_assert_ptr_eq(pg_payments_element_find(&map, pg_str_of("salary")), &map.items[0]);
    ck_assert_ptr_eq(pg_payments_element_find(&map, pg_str_of("BONUS")), &map.items[1]);
    ck_assert_uint_eq(map.items[1].bonus_period, 365250000);
    ck_assert_ptr_null(pg_payments_element_find(&map, pg_str_of("Odd")));
    pg_payments_element_map_free(&map);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("payments");

    tcase_set_timeout(tc, 30); // whole runs, and slow ones under valgrind
    add_loop(tc, test_classes_are_read, class_cases);
    add_loop(tc, test_names_propose_classes, proposals);
    add_loop(tc, test_lines_are_settled, settled);
    add_loop(tc, test_windows_of_pay_periods, months);
    add_loop(tc, test_what_a_sacrifice_takes_off, sacrifices);
    add_loop(tc, test_classes_have_columns, class_fields);
    tcase_add_test(tc, test_words_and_rules_of_classes);
    add_loop(tc, test_keys_of_periods, period_keys);
    add_loop(tc, test_elements_of_unpaid_leave, unpaid);
    tcase_add_test(tc, test_elements_are_found_by_name);
    return tc;
}
