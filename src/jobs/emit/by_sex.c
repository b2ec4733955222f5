// SPDX-License-Identifier: GPL-3.0-or-later
/* Groups by sex: what men and women of each are paid, and how the difference divides. */
#include "groups.h"

// The first breakdown by sex; NULL if there is none.
static const struct pg_breakdown *first_by_sex(const struct pg_grouped_table *grouped)
{
    for (size_t i = 0; i < grouped->of->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown = pg_emit_groups_breakdown(grouped, i);
        if (breakdown->kind == PG_GROUPS_BY_SEX)
            return breakdown;
    }
    return NULL;
}

static void put_group(const struct pg_grouped_table *grouped,
                      const struct pg_breakdown *breakdown, const struct pg_part_of *men)
{
    const struct pg_part_of *women = men + 1;

    pg_emit_groups_words(grouped, pg_emit_groups_level(breakdown));
    pg_emit_groups_words(grouped, men->group);
    pg_emit_groups_figure(grouped, men, PG_MEASURE_FULL_PAY_HEADCOUNT);
    pg_emit_groups_figure(grouped, women, PG_MEASURE_FULL_PAY_HEADCOUNT);
    pg_emit_groups_figure(grouped, men, PG_MEASURE_MEAN_HOURLY_PAY);
    pg_emit_groups_figure(grouped, women, PG_MEASURE_MEAN_HOURLY_PAY);
    pg_emit_groups_figure(grouped, women, PG_MEASURE_MEAN_HOURLY_GAP);
    pg_emit_groups_figure(grouped, men, PG_MEASURE_MEDIAN_HOURLY_PAY);
    pg_emit_groups_figure(grouped, women, PG_MEASURE_MEDIAN_HOURLY_PAY);
    pg_emit_groups_figure(grouped, women, PG_MEASURE_MEDIAN_HOURLY_GAP);
}

static void fill(const struct pg_grouped_table *grouped)
{
    for (size_t i = 0; i < grouped->of->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown = pg_emit_groups_breakdown(grouped, i);
        for (size_t k = 0; breakdown->kind == PG_GROUPS_BY_SEX && k < breakdown->n_parts;
             k += PG_N_SEXES) {
            const struct pg_part_of *men = &breakdown->parts[k];
            if (men->headcount + men[1].headcount > 0 && !men->is_repeated)
                put_group(grouped, breakdown, men);
        }
    }
}

// How the difference of the means divides; nothing if it is hidden.
static void say_split(const struct pg_grouped_table *grouped)
{
    const struct pg_telling *telling = grouped->telling;
    const struct pg_breakdown *breakdown = first_by_sex(grouped);
    const char *texts[3];

    for (unsigned k = 0; breakdown != NULL && k < 3; k++) {
        const paygap_figure *figure =
            pg_results_part_figure(telling->report, &breakdown->whole,
                                   (enum pg_measure)(PG_MEASURE_MEAN_DIFFERENCE + k));
        texts[k] =
            figure == NULL
                ? ""
                : pg_results_figure_shown(telling->report, figure, telling->audience).text;
    }
    if (breakdown == NULL || texts[0][0] == '\0' || texts[1][0] == '\0')
        return;
    pg_emit_note(telling,
                 PG_TELL(telling,
                         "Men's mean hourly pay less women's is " PG_POUND "%s: " PG_POUND
                         "%s because men and women are in different groups, " PG_POUND
                         "%s because of the differences inside them (Kitagawa's split).",
                         texts[0], texts[1], texts[2]));
}

void pg_emit_by_sex(struct pg_grouped_table *grouped)
{
    static const struct pg_document_column columns[] = {
        PG_LEVEL_AND_GROUP,
        {.header = "Men on full pay", .kind = PG_VALUE_COUNT, .width = 12},
        {.header = "Women on full pay", .kind = PG_VALUE_COUNT, .width = 12},
        {.header = "Men, mean (" PG_POUND ") [note 2]",
         .kind = PG_VALUE_POUNDS,
         .width = 13},
        {.header = "Women, mean (" PG_POUND ")", .kind = PG_VALUE_POUNDS, .width = 13},
        {.header = "Mean gap (%) [note 3]", .kind = PG_VALUE_PERCENT, .width = 13},
        {.header = "Men, median (" PG_POUND ")", .kind = PG_VALUE_POUNDS, .width = 13},
        {.header = "Women, median (" PG_POUND ")", .kind = PG_VALUE_POUNDS, .width = 13},
        {.header = "Median gap (%)", .kind = PG_VALUE_PERCENT, .width = 12}};

    grouped->table =
        pg_emit_table(grouped->telling, columns, sizeof columns / sizeof columns[0]);
    fill(grouped);
    pg_emit_groups_begin(grouped, "by_sex", "men and women inside each group",
                         "men and women inside each group", pg_one_table);
    say_split(grouped);
    pg_emit_groups_end(grouped);
}
