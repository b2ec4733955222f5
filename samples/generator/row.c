// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Writes header and rows of the made-up payroll, through a buffer of its own because a row
 * is some twenty short pieces. A failed write is remembered and told by output_flush(),
 * once, at the end.
 */
#include "row.h"

#include <stddef.h>
#include <string.h>

#include "name.h"

enum { FIRST_EMPLOYEE_ID = 100001 };

static const char *const bonus_period_names[] = {
    [BONUS_PERIOD_NONE] = "",
    [BONUS_MONTHLY] = "monthly",
    [BONUS_QUARTERLY] = "quarterly",
    [BONUS_ANNUAL] = "annual",
};

static void put_bytes(struct output *output, const char *bytes, size_t n_bytes);
static void put_text(struct output *output, const char *text);
static void put_quoted(struct output *output, const char *text);
static void put_number(struct output *output, uint64_t number);
static void put_pence(struct output *output, uint64_t pence);
static void put_hours(struct output *output, unsigned hundredths);
static void put_label(struct output *output, const char *label, bool is_always_quoted);

bool output_flush(struct output *output)
{
    const size_t n_written = fwrite(output->bytes, 1, output->n_used, output->file);
    if (n_written != output->n_used || fflush(output->file) != 0)
        output->has_failed = true;
    output->n_used = 0;
    return !output->has_failed;
}

void row_write_header(struct output *output, bool is_wide)
{
    put_text(output, is_wide ? "Employee ID,Name,Sex," : "Employee ID,Sex,");
    put_text(output,
             "Pay period,Basic pay,Allowances,Shift premium,Leave pay,"
             "Bonus in pay period,Bonus period,Weekly hours,Bonus 12 months,Full pay,"
             "Ethnicity,Disability,Age band,Grade,Contract,Department\n");
}

/** An amount that most people do not have: blank where there is none. */
static void put_optional_pence(struct output *output, uint64_t pence)
{
    if (pence != 0)
        put_pence(output, pence);
    put_text(output, ",");
}

static void put_pay(struct output *output, const struct job *job,
                    const struct payslip *payslip)
{
    put_text(output, pay_period_names[job->post->pay_period]);
    put_text(output, ",");
    put_pence(output, payslip->basic_pence);
    put_text(output, ",");
    put_optional_pence(output, payslip->allowances_pence);
    put_optional_pence(output, payslip->shift_premium_pence);
    put_optional_pence(output, payslip->leave_pay_pence);
    put_optional_pence(output, payslip->bonus_pence);
    put_text(output, bonus_period_names[payslip->bonus_period]);
    put_text(output, ",");
    put_hours(output, job->weekly_hundredths);
    put_text(output, ",");
    put_optional_pence(output, payslip->bonus_12_months_pence);
    put_text(output, payslip->is_full_pay ? "yes," : "no,");
}

static void put_characteristics(struct output *output, bool is_wide,
                                const struct employee *employee)
{
    const struct job *const job = &employee->job;

    put_label(output, ethnicity_names[employee->person.ethnicity], is_wide);
    put_text(output, ",");
    put_text(output, disability_names[employee->person.disability]);
    put_text(output, ",");
    put_text(output, age_band_names[employee->person.age_band]);
    put_text(output, ",G");
    put_number(output, job->post->grade);
    put_text(output, ",");
    put_text(output, contract_names[job->contract]);
    put_text(output, ",");
    put_text(output, department_names[job->post->department]);
    put_text(output, "\n");
}

void row_write_employee(struct output *output, uint64_t seed, bool is_wide,
                        const struct employee *employee, const struct payslip *payslip)
{
    put_number(output, FIRST_EMPLOYEE_ID + employee->number);
    put_text(output, ",");
    if (is_wide) {
        char name[NAME_BYTES];
        name_make(name, seed, employee);
        put_quoted(output, name);
        put_text(output, ",");
    }
    put_text(output, employee->person.sex == SEX_FEMALE ? "F," : "M,");
    put_pay(output, &employee->job, payslip);
    put_characteristics(output, is_wide, employee);
}

static void put_bytes(struct output *output, const char *bytes, size_t n_bytes)
{
    // Every piece is far shorter than the buffer, so one flush always makes room.
    if (n_bytes > OUTPUT_BYTES - output->n_used)
        output_flush(output);
    memcpy(output->bytes + output->n_used, bytes, n_bytes);
    output->n_used += n_bytes;
}

static void put_text(struct output *output, const char *text)
{
    put_bytes(output, text, strlen(text));
}

/** No text of the generator holds a quotation mark, so none needs doubling. */
static void put_quoted(struct output *output, const char *text)
{
    put_text(output, "\"");
    put_text(output, text);
    put_text(output, "\"");
}

static void put_label(struct output *output, const char *label, bool is_always_quoted)
{
    if (strchr(label, ',') != NULL || (is_always_quoted && label[0] != '\0'))
        put_quoted(output, label);
    else
        put_text(output, label);
}

static void put_number(struct output *output, uint64_t number)
{
    char digits[20];
    size_t first = sizeof digits;

    do {
        digits[--first] = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    put_bytes(output, digits + first, sizeof digits - first);
}

static void put_pence(struct output *output, uint64_t pence)
{
    const char decimals[3] = {'.', (char)('0' + pence / 10 % 10), (char)('0' + pence % 10)};

    put_number(output, pence / 100);
    put_bytes(output, decimals, sizeof decimals);
}

/** Without trailing zeros, as people write hours: 37, 18.5, 7.25. */
static void put_hours(struct output *output, unsigned hundredths)
{
    const char decimals[3] = {'.', (char)('0' + hundredths / 10 % 10),
                              (char)('0' + hundredths % 10)};
    size_t n_kept = sizeof decimals;
    if (hundredths % 10 == 0)
        n_kept = hundredths % 100 == 0 ? 0 : 2;

    put_number(output, hundredths / 100);
    put_bytes(output, decimals, n_kept);
}
