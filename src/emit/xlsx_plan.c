// SPDX-License-Identifier: GPL-3.0-or-later
/* Which worksheets a book has: those every book has, and those of each characteristic. */
#include "xlsx_sheets.h"

#include <stdlib.h>

static const struct {
    const char *name, *holds;
} before[] =
    {
        {"Cover", "Main points, source and how to read this workbook"},
        {"Contents", "The worksheets of this workbook"},
        {"Notes", "Notes to the tables"},
        {"Statutory_figures",
         "The fourteen figures to report, in the order of the GOV.UK form"},
        {"Pay_quarters", "Men and women in each hourly pay quarter"},
        {"Quarters_chart", "Chart of the hourly pay quarters"},
        {"Hourly_pay", "Mean and median hourly pay and the gaps between men and women"},
        {"Bonus_pay", "Mean and median bonus pay and the gaps between men and women"},
        {"Bonus_share", "Men and women who were paid a bonus"},
        {"Pay_gaps", "The four pay gaps side by side"},
        {"Gaps_chart", "Chart of the pay gaps"},
},
  after[] = {
      {"Disclosure", "How many people disclosed each characteristic"},
      {"Data_quality", "How the labels of each characteristic were read"},
      {"People", "Who was counted and who was left out, and why"},
      {"Method", "Method, rules and the choices in force"},
      {"Written_statement", "The statement of regulation 14, ready to sign"},
};

static const struct {
    const char *suffix, *holds;
} of_kind[PG_N_SHEET_KINDS] = {
    [PG_SHEET_PEOPLE] = {"people", "employees in each group and their shares"},
    [PG_SHEET_PAY] = {"pay", "hourly pay of each group and its gaps"},
    [PG_SHEET_INTERVALS] = {"intervals", "95% intervals of the hourly pay gaps"},
    [PG_SHEET_BONUS] = {"bonus", "bonus pay of each group and its gaps"},
    [PG_SHEET_QUARTERS] = {"quarters", "each group over the four pay quarters"},
    [PG_SHEET_SHARES] = {"quarter_shares", "groups within each pay quarter"},
    [PG_SHEET_RANGE] = {"range", "how far gaps could move if everybody had disclosed"},
    [PG_SHEET_BY_SEX] = {"by_sex", "men and women inside each group"},
    [PG_SHEET_GAPS] = {"gaps", "the gaps that the chart shows"},
    [PG_SHEET_CHART] = {"chart", "chart of the hourly pay gaps"},
};

// Letters and digits of a name, the first a capital.
static void plain_name(const char *text, char name[static 20])
{
    size_t len = 0;

    for (; *text != '\0' && len < 13; text++) {
        bool is_upper = *text >= 'A' && *text <= 'Z',
             is_lower = *text >= 'a' && *text <= 'z';
        bool is_digit = *text >= '0' && *text <= '9';
        char c = (char)(is_upper || is_lower || is_digit ? *text : '_');
        if (len == 0 && is_lower)
            c = (char)(c - ('a' - 'A'));
        if (len == 0 && (c == '_' || is_digit))
            continue;
        name[len++] = c;
    }
    name[len] = '\0';
    if (len == 0)
        memcpy(name, "Group", 6);
}

// Numbers tell equal names apart.
static void base_name(const struct pg_report *report, size_t index, char name[static 20])
{
    size_t twins = 0;

    plain_name(report->characteristics[index].name, name);
    for (size_t i = 0; i < index; i++) {
        char other[20];
        plain_name(report->characteristics[i].name, other);
        twins += strcmp(other, name) == 0;
    }
    size_t len = strlen(name);
    if (twins > 0)
        snprintf(name + len, 20 - len, "%zu", twins + 1);
}

static bool has_measure(const struct pg_report *report,
                        const struct pg_characteristic_report *of, enum pg_measure measure)
{
    for (size_t i = 0; i < of->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown = &report->breakdowns[of->first_breakdown + i];
        for (size_t k = 0; k < breakdown->n_parts; k++) {
            const paygap_figure *figure =
                pg_part_figure(report, &breakdown->parts[k], measure);
            if (figure != NULL && figure->has_value)
                return true;
        }
    }
    return false;
}

static bool is_wanted(const struct pg_report *report,
                      const struct pg_characteristic_report *of, enum pg_sheet_kind kind)
{
    switch (kind) {
    case PG_SHEET_INTERVALS:
        return report->interval_note != NULL;
    case PG_SHEET_BONUS:
        return has_measure(report, of, PG_MEASURE_MEAN_BONUS_PAY);
    case PG_SHEET_RANGE:
        return has_measure(report, of, PG_MEASURE_MEAN_HOURLY_GAP_LOWEST);
    default:
        return true;
    }
}

static struct pg_planned_sheet *next_sheet(struct pg_plan *plan)
{
    return plan->n < PG_MAX_SHEETS ? &plan->sheets[plan->n++] : NULL;
}

static void add_fixed(struct pg_plan *plan, const char *name, const char *holds)
{
    struct pg_planned_sheet *sheet = next_sheet(plan);

    if (sheet == NULL)
        return;
    snprintf(sheet->name, sizeof sheet->name, "%s", name);
    snprintf(sheet->holds, sizeof sheet->holds, "%s", holds);
    sheet->kind = PG_SHEET_FIXED;
}

static void add_characteristic(struct pg_plan *plan, const struct pg_report *report,
                               size_t index)
{
    const struct pg_characteristic_report *of = &report->characteristics[index];
    char base[20];

    base_name(report, index, base);
    for (int kind = PG_SHEET_PEOPLE; kind < PG_N_SHEET_KINDS; kind++) {
        if (!is_wanted(report, of, (enum pg_sheet_kind)kind))
            continue;
        struct pg_planned_sheet *sheet = next_sheet(plan);
        if (sheet == NULL)
            return;
        snprintf(sheet->name, sizeof sheet->name, "%s_%s", base, of_kind[kind].suffix);
        snprintf(sheet->holds, sizeof sheet->holds, "%.40s: %s", of->title,
                 of_kind[kind].holds);
        sheet->kind = (enum pg_sheet_kind)kind;
        sheet->characteristic = index;
    }
}

bool pg_plan_make(struct pg_plan *plan, const struct pg_book *book,
                  const struct pg_report *report)
{
    *plan = (struct pg_plan){.sheets = calloc(PG_MAX_SHEETS, sizeof *plan->sheets)};
    if (plan->sheets == NULL)
        return false;
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++)
        add_fixed(plan, before[i].name, before[i].holds);
    for (size_t i = 0; i < report->n_characteristics; i++)
        add_characteristic(plan, report, i);
    size_t first = report->n_characteristics > 0 ? 0 : 2;
    size_t end = sizeof after / sizeof after[0] - (report->is_public ? 1 : 0);
    for (size_t i = first; i < end; i++) {
        if (i == 2 && book->audience == PG_INTERNAL && report->n_elements > 0)
            add_fixed(plan, "Element_audit", "what each pay element adds to the figures");
        add_fixed(plan, after[i].name, after[i].holds);
    }
    return true;
}
