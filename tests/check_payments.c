// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_payments.h"
#include "testing.h"

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

    ck_assert_int_eq(pg_pay_class_parse(pg_str_of(c->text), &class, &days), c->is_class);
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
    ck_assert_int_eq(pg_element_propose(pg_str_of(proposals[_i].name)).class,
                     proposals[_i].class);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("payments");

    add_loop(tc, test_classes_are_read, class_cases);
    add_loop(tc, test_names_propose_classes, proposals);
    return tc;
}
