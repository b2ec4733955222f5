// SPDX-License-Identifier: GPL-3.0-or-later
/* Groups by sex: what men and women of each are paid, and how the difference divides. */
#include "xlsx_groups.h"

#include <stdlib.h>

#define POUND "\xC2\xA3"

static const struct pg_breakdown *sexes_of(const struct group_table *table, size_t level)
{
    const struct pg_characteristic_report *of = table->of;

    for (size_t i = 0, n = 0; i < of->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown =
            &table->report->breakdowns[of->first_breakdown + i];
        if (breakdown->kind == PG_GROUPS_BY_SEX && n++ == level)
            return breakdown;
    }
    return NULL;
}

static void add_sexes_row(struct group_table *table, const struct pg_breakdown *breakdown,
                          size_t part)
{
    const struct pg_part_of *men = &breakdown->parts[part], *women = men + 1;

    table->n_rows++;
    pg_groups_cell(table, pg_text_cell(pg_groups_level(breakdown)));
    pg_groups_cell(table, pg_text_cell(men->group));
    pg_groups_figure(table, men, PG_MEASURE_FULL_PAY_HEADCOUNT);
    pg_groups_figure(table, women, PG_MEASURE_FULL_PAY_HEADCOUNT);
    pg_groups_figure(table, men, PG_MEASURE_MEAN_HOURLY_PAY);
    pg_groups_figure(table, women, PG_MEASURE_MEAN_HOURLY_PAY);
    pg_groups_figure(table, women, PG_MEASURE_MEAN_HOURLY_GAP);
    pg_groups_figure(table, men, PG_MEASURE_MEDIAN_HOURLY_PAY);
    pg_groups_figure(table, women, PG_MEASURE_MEDIAN_HOURLY_PAY);
    pg_groups_figure(table, women, PG_MEASURE_MEDIAN_HOURLY_GAP);
}

// How the difference of the means divides; nothing if it is hidden.
static void say_split(struct group_table *table, struct pg_sheet *sheet)
{
    const struct pg_breakdown *breakdown = sexes_of(table, 0);
    const char *texts[3];
    struct pg_buffer text = {0};

    for (unsigned k = 0; breakdown != NULL && k < 3; k++) {
        const paygap_figure *figure =
            pg_part_figure(table->report, &breakdown->whole,
                           (enum pg_measure)(PG_MEASURE_MEAN_DIFFERENCE + k));
        texts[k] = figure == NULL
                       ? ""
                       : pg_figure_shown(table->report, figure, table->book->audience).text;
    }
    if (breakdown == NULL || texts[0][0] == '\0' || texts[1][0] == '\0')
        return;
    pg_buffer_printf(&text,
                     "Men's mean hourly pay less women's is " POUND "%s: " POUND
                     "%s because men and women are in different groups, " POUND
                     "%s because of the differences inside them (Kitagawa's split).",
                     texts[0], texts[1], texts[2]);
    pg_sheet_text(sheet, PG_ROLE_LINE, text.ptr != NULL ? text.ptr : "");
    pg_buffer_free(&text);
}

void pg_add_by_sex_sheet(struct group_table *table, const struct pg_planned_sheet *planned)
{
    static const struct pg_book_column columns[] = {
        PG_LEVEL_AND_GROUP,
        {"Men on full pay", PG_ROLE_COUNT, 12},
        {"Women on full pay", PG_ROLE_COUNT, 12},
        {"Men, mean (" POUND ") [note 2]", PG_ROLE_POUNDS, 13},
        {"Women, mean (" POUND ")", PG_ROLE_POUNDS, 13},
        {"Mean gap (%) [note 3]", PG_ROLE_PERCENT, 13},
        {"Men, median (" POUND ")", PG_ROLE_POUNDS, 13},
        {"Women, median (" POUND ")", PG_ROLE_POUNDS, 13},
        {"Median gap (%)", PG_ROLE_PERCENT, 12}};
    const struct pg_breakdown *breakdown;

    table->columns = columns;
    table->n_columns = sizeof columns / sizeof columns[0];
    table->cells =
        calloc(pg_groups_most_rows(table->report, table->of) * PG_GROUPS_MAX_COLUMNS + 1,
               sizeof *table->cells);
    if (table->cells == NULL) {
        table->book->failed = true;
        return;
    }
    for (size_t level = 0; (breakdown = sexes_of(table, level)) != NULL; level++) {
        for (size_t i = 0; i < breakdown->n_parts; i += 2) {
            const struct pg_part_of *men = &breakdown->parts[i];
            if (men->headcount + men[1].headcount > 0 && !men->is_repeated)
                add_sexes_row(table, breakdown, i);
        }
    }
    struct pg_sheet sheet = pg_groups_begin(
        table, planned->name, "men and women inside each group", pg_one_table);
    say_split(table, &sheet);
    pg_groups_end(table, &sheet, planned->name);
}
