// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The sections of one characteristic: groups, pay, bonus, quarters, ranges and intervals. A
 * table is one row of `kinds`: its section, columns and what fills them.
 */
#include "groups.h"

static const char *compared_with(const struct pg_part_of *part)
{
    return part->comparator[0] != '\0'   ? part->comparator
           : part->kind == PG_PART_NAMED ? "the comparator itself"
                                         : "not compared";
}

#define PUT(grouped, part, ...)                                                            \
    pg_emit_groups_figures(grouped, part, (const enum pg_measure[]){__VA_ARGS__},          \
                           sizeof(enum pg_measure[]){__VA_ARGS__} /                        \
                               sizeof(enum pg_measure))

static void fill_people(const struct pg_grouped_table *grouped,
                        const struct pg_part_of *part)
{
    PUT(grouped, part, PG_MEASURE_HEADCOUNT, PG_MEASURE_WORKFORCE_SHARE,
        PG_MEASURE_FULL_PAY_HEADCOUNT, PG_MEASURE_BONUS_HEADCOUNT, PG_MEASURE_BONUS_SHARE);
}

static void fill_pay(const struct pg_grouped_table *grouped, const struct pg_part_of *part)
{
    pg_emit_groups_words(grouped, compared_with(part));
    PUT(grouped, part, PG_MEASURE_FULL_PAY_HEADCOUNT, PG_MEASURE_MEAN_HOURLY_PAY,
        PG_MEASURE_MEDIAN_HOURLY_PAY, PG_MEASURE_MEAN_HOURLY_GAP,
        PG_MEASURE_MEDIAN_HOURLY_GAP);
}

static void fill_bonus(const struct pg_grouped_table *grouped,
                       const struct pg_part_of *part)
{
    pg_emit_groups_words(grouped, compared_with(part));
    PUT(grouped, part, PG_MEASURE_BONUS_HEADCOUNT, PG_MEASURE_MEAN_BONUS_PAY,
        PG_MEASURE_MEDIAN_BONUS_PAY, PG_MEASURE_MEAN_BONUS_GAP,
        PG_MEASURE_MEDIAN_BONUS_GAP);
}

// A measure of each quarter, the lower first.
static void put_quarters(const struct pg_grouped_table *grouped,
                         const struct pg_part_of *part, enum pg_measure lower)
{
    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        pg_emit_groups_figure(grouped, part, (enum pg_measure)(lower + j));
}

static void fill_quarters(const struct pg_grouped_table *grouped,
                          const struct pg_part_of *part)
{
    put_quarters(grouped, part, PG_MEASURE_LOWER_COUNT);
    put_quarters(grouped, part, PG_MEASURE_LOWER_OF_GROUP);
}

static void fill_shares(const struct pg_grouped_table *grouped,
                        const struct pg_part_of *part)
{
    put_quarters(grouped, part, PG_MEASURE_LOWER_SHARE);
    pg_emit_groups_figure(grouped, part, PG_MEASURE_WORKFORCE_SHARE);
}

static bool has_range(const struct pg_grouped_table *grouped, const struct pg_part_of *part)
{
    return pg_results_part_figure(grouped->telling->report, part,
                                  PG_MEASURE_MEAN_HOURLY_GAP_LOWEST) != NULL;
}

static void fill_range(const struct pg_grouped_table *grouped,
                       const struct pg_part_of *part)
{
    PUT(grouped, part, PG_MEASURE_MEAN_HOURLY_GAP, PG_MEASURE_MEAN_HOURLY_GAP_LOWEST,
        PG_MEASURE_MEAN_HOURLY_GAP_HIGHEST, PG_MEASURE_MEAN_HOURLY_GAP_IN_COMPARATOR,
        PG_MEASURE_MEAN_HOURLY_GAP_IN_GROUP);
    PUT(grouped, part, PG_MEASURE_MEDIAN_HOURLY_GAP, PG_MEASURE_MEDIAN_HOURLY_GAP_LOWEST,
        PG_MEASURE_MEDIAN_HOURLY_GAP_HIGHEST, PG_MEASURE_MEDIAN_HOURLY_GAP_IN_COMPARATOR,
        PG_MEASURE_MEDIAN_HOURLY_GAP_IN_GROUP);
}

static bool has_gap(const struct pg_grouped_table *grouped, const struct pg_part_of *part)
{
    const paygap_figure *gap =
        pg_results_part_figure(grouped->telling->report, part, PG_MEASURE_MEAN_HOURLY_GAP);

    return gap != NULL && gap->has_interval;
}

static void put_end(const struct pg_grouped_table *grouped, double end)
{
    char text[40];

    pg_document_put(grouped->table,
                    pg_document_number(pg_number_of_text(pg_one_decimal(end, text))));
}

// A gap, the ends of its interval and what they say of it. A rounded gap has no interval:
// its ends would tell the digits that are kept back. Nor has one without any width, which
// says that all are paid alike.
static void put_interval(const struct pg_grouped_table *grouped,
                         const struct pg_part_of *part, enum pg_measure measure)
{
    const struct pg_telling *telling = grouped->telling;
    const paygap_figure *figure = pg_results_part_figure(telling->report, part, measure);
    struct pg_document_cell cell = pg_emit_cell_of(telling, figure);
    bool is_rounded = cell.state == PG_VALUE_SHOWN && cell.text != NULL;

    pg_document_put(grouped->table, cell);
    bool is_narrow = figure != NULL && telling->audience == PG_PUBLISH &&
                     pg_results_has_narrow_interval(figure);
    if (figure == NULL || cell.state != PG_VALUE_SHOWN || !figure->has_interval ||
        is_rounded || is_narrow) {
        enum pg_value_state state = cell.state != PG_VALUE_SHOWN ? cell.state
                                    : is_rounded || is_narrow    ? PG_VALUE_WITHHELD
                                                                 : PG_VALUE_NOT_APPLICABLE;
        for (int i = 0; i < 3; i++)
            pg_document_put(grouped->table, pg_document_state(state));
        return;
    }
    put_end(grouped, figure->interval_lower);
    put_end(grouped, figure->interval_upper);
    bool has_zero = figure->interval_lower <= 0 && figure->interval_upper >= 0;
    enum pg_verdict verdict =
        has_zero ? PG_VERDICT_COULD_BE_CHANCE : PG_VERDICT_UNLIKELY_CHANCE;
    struct pg_document_cell found = pg_document_words(pg_document_verdict(verdict));
    found.verdict = verdict;
    pg_document_put(grouped->table, found);
}

static void fill_intervals(const struct pg_grouped_table *grouped,
                           const struct pg_part_of *part)
{
    put_interval(grouped, part, PG_MEASURE_MEAN_HOURLY_GAP);
    put_interval(grouped, part, PG_MEASURE_MEDIAN_HOURLY_GAP);
}

static bool has_measure(const struct pg_grouped_table *grouped, enum pg_measure measure)
{
    for (size_t i = 0; i < grouped->of->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown = pg_emit_groups_breakdown(grouped, i);
        for (size_t k = 0; k < breakdown->n_parts; k++) {
            const paygap_figure *figure = pg_results_part_figure(
                grouped->telling->report, &breakdown->parts[k], measure);
            if (figure != NULL && figure->has_value)
                return true;
        }
    }
    return false;
}

static bool has_intervals(const struct pg_grouped_table *grouped)
{
    return grouped->telling->report->interval_note != NULL;
}

static bool has_bonus(const struct pg_grouped_table *grouped)
{
    return has_measure(grouped, PG_MEASURE_MEAN_BONUS_PAY);
}

static bool has_ranges(const struct pg_grouped_table *grouped)
{
    return has_measure(grouped, PG_MEASURE_MEAN_HOURLY_GAP_LOWEST);
}

enum { MOST_COLUMNS = 12 };

/** One of the tables of a characteristic: its section, whether there is one, its rows. */
struct table_kind {
    const char *suffix, *title, *holds;
    const char *note; /**< NULL = none */
    bool (*is_there)(const struct pg_grouped_table *grouped);
    pg_row_filler fill;
    bool (*is_wanted)(const struct pg_grouped_table *grouped,
                      const struct pg_part_of *part);
    struct pg_document_column columns[MOST_COLUMNS];
};

static const struct table_kind kinds[] = {
    {.suffix = "people",
     .title = "employees in each group",
     .holds = "employees in each group and their shares",
     .fill = fill_people,
     .columns = {PG_LEVEL_AND_GROUP,
                 {.header = "Employees [note 5]", .kind = PG_VALUE_COUNT, .width = 15},
                 {.header = "Share of employees (%)",
                  .kind = PG_VALUE_PERCENT,
                  .width = 16},
                 {.header = "On full pay", .kind = PG_VALUE_COUNT, .width = 12},
                 {.header = "Paid a bonus [note 4]", .kind = PG_VALUE_COUNT, .width = 14},
                 {.header = "Paid a bonus (%)", .kind = PG_VALUE_PERCENT, .width = 14}}},
    {.suffix = "pay",
     .title = "hourly pay and gaps",
     .holds = "hourly pay of each group and its gaps",
     .fill = fill_pay,
     .columns = {PG_LEVEL_AND_GROUP,
                 {.header = "Compared with", .kind = PG_VALUE_TEXT, .width = 34},
                 {.header = "On full pay", .kind = PG_VALUE_COUNT, .width = 14},
                 {.header = "Mean hourly pay (" PG_POUND ") [note 2]",
                  .kind = PG_VALUE_POUNDS,
                  .width = 16},
                 {.header = "Median hourly pay (" PG_POUND ")",
                  .kind = PG_VALUE_POUNDS,
                  .width = 16},
                 {.header = "Mean gap (%) [note 7]", .kind = PG_VALUE_PERCENT, .width = 14},
                 {.header = "Median gap (%)", .kind = PG_VALUE_PERCENT, .width = 14}}},
    {.suffix = "intervals",
     .title = "95% intervals of the hourly pay gaps",
     .holds = "95% intervals of the hourly pay gaps",
     .is_there = has_intervals,
     .fill = fill_intervals,
     .is_wanted = has_gap,
     .columns = {PG_LEVEL_AND_GROUP,
                 {.header = "Mean gap (%) [note 7]", .kind = PG_VALUE_PERCENT, .width = 14},
                 {.header = "Mean gap from (%) [note 8]",
                  .kind = PG_VALUE_PERCENT,
                  .width = 14},
                 {.header = "Mean gap to (%)", .kind = PG_VALUE_PERCENT, .width = 12},
                 {.header = "Mean gap: chance?", .kind = PG_VALUE_VERDICT, .width = 22},
                 {.header = "Median gap (%)", .kind = PG_VALUE_PERCENT, .width = 12},
                 {.header = "Median gap from (%)", .kind = PG_VALUE_PERCENT, .width = 14},
                 {.header = "Median gap to (%)", .kind = PG_VALUE_PERCENT, .width = 12},
                 {.header = "Median gap: chance?", .kind = PG_VALUE_VERDICT, .width = 22}}},
    {.suffix = "bonus",
     .title = "bonus pay and gaps",
     .holds = "bonus pay of each group and its gaps",
     .is_there = has_bonus,
     .fill = fill_bonus,
     .columns = {PG_LEVEL_AND_GROUP,
                 {.header = "Compared with", .kind = PG_VALUE_TEXT, .width = 34},
                 {.header = "Paid a bonus [note 4]", .kind = PG_VALUE_COUNT, .width = 14},
                 {.header = "Mean bonus pay (" PG_POUND ")",
                  .kind = PG_VALUE_POUNDS,
                  .width = 14},
                 {.header = "Median bonus pay (" PG_POUND ")",
                  .kind = PG_VALUE_POUNDS,
                  .width = 14},
                 {.header = "Mean gap (%) [note 7]", .kind = PG_VALUE_PERCENT, .width = 14},
                 {.header = "Median gap (%)", .kind = PG_VALUE_PERCENT, .width = 12}}},
    {.suffix = "quarters",
     .title = "each group over the pay quarters",
     .holds = "each group over the four pay quarters",
     .fill = fill_quarters,
     .columns =
         {PG_LEVEL_AND_GROUP,
          {.header = "Lower [note 1]", .kind = PG_VALUE_COUNT, .width = 11},
          {.header = "Lower middle", .kind = PG_VALUE_COUNT, .width = 11},
          {.header = "Upper middle", .kind = PG_VALUE_COUNT, .width = 11},
          {.header = "Upper", .kind = PG_VALUE_COUNT, .width = 11},
          {.header = "Lower (% of group)", .kind = PG_VALUE_PERCENT, .width = 14},
          {.header = "Lower middle (% of group)", .kind = PG_VALUE_PERCENT, .width = 14},
          {.header = "Upper middle (% of group)", .kind = PG_VALUE_PERCENT, .width = 14},
          {.header = "Upper (% of group)", .kind = PG_VALUE_PERCENT, .width = 14}}},
    {.suffix = "quarter_shares",
     .title = "groups within each pay quarter",
     .holds = "groups within each pay quarter",
     .fill = fill_shares,
     .columns =
         {PG_LEVEL_AND_GROUP,
          {.header = "Lower quarter (%) [note 1]", .kind = PG_VALUE_PERCENT, .width = 15},
          {.header = "Lower middle quarter (%)", .kind = PG_VALUE_PERCENT, .width = 15},
          {.header = "Upper middle quarter (%)", .kind = PG_VALUE_PERCENT, .width = 15},
          {.header = "Upper quarter (%)", .kind = PG_VALUE_PERCENT, .width = 15},
          {.header = "All employees (%)", .kind = PG_VALUE_PERCENT, .width = 15}}},
    {.suffix = "range",
     .title = "how far gaps could move if everybody had disclosed",
     .holds = "how far gaps could move if everybody had disclosed",
     .note = "Lowest and highest: over every way in which those who did not disclose "
             "could belong to the groups.",
     .is_there = has_ranges,
     .fill = fill_range,
     .is_wanted = has_range,
     .columns =
         {PG_LEVEL_AND_GROUP,
          {.header = "Mean gap (%) [note 7]", .kind = PG_VALUE_PERCENT, .width = 12},
          {.header = "Mean gap, lowest (%)", .kind = PG_VALUE_PERCENT, .width = 12},
          {.header = "Mean gap, highest (%)", .kind = PG_VALUE_PERCENT, .width = 12},
          {.header = "Mean gap if all are in the comparator (%)",
           .kind = PG_VALUE_PERCENT,
           .width = 16},
          {.header = "Mean gap if all are in the group (%)",
           .kind = PG_VALUE_PERCENT,
           .width = 16},
          {.header = "Median gap (%)", .kind = PG_VALUE_PERCENT, .width = 12},
          {.header = "Median gap, lowest (%)", .kind = PG_VALUE_PERCENT, .width = 12},
          {.header = "Median gap, highest (%)", .kind = PG_VALUE_PERCENT, .width = 12},
          {.header = "Median gap if all are in the comparator (%)",
           .kind = PG_VALUE_PERCENT,
           .width = 16},
          {.header = "Median gap if all are in the group (%)",
           .kind = PG_VALUE_PERCENT,
           .width = 16}}},
};

static size_t count_columns(const struct table_kind *kind)
{
    size_t n = 0;

    while (n < MOST_COLUMNS && kind->columns[n].header != NULL)
        n++;
    return n;
}

static void tell_table(struct pg_grouped_table *grouped, const struct table_kind *kind)
{
    if (kind->is_there != NULL && !kind->is_there(grouped))
        return;
    grouped->table = pg_emit_table(grouped->telling, kind->columns, count_columns(kind));
    pg_emit_groups_fill(grouped, kind->fill, kind->is_wanted);
    pg_emit_groups_begin(grouped, kind->suffix, kind->title, kind->holds, pg_one_table);
    if (kind->note != NULL)
        pg_emit_note(grouped->telling, kind->note);
    pg_emit_groups_end(grouped);
}

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

// Numbers tell equal names of sheets apart.
static const char *base_name(const struct pg_telling *telling, size_t index)
{
    const struct pg_characteristic_report *all = telling->report->characteristics;
    char name[20], other[20];
    size_t twins = 0;

    plain_name(all[index].name, name);
    for (size_t i = 0; i < index; i++) {
        plain_name(all[i].name, other);
        twins += strcmp(other, name) == 0;
    }
    return twins > 0 ? PG_TELL(telling, "%s%zu", name, twins + 1)
                     : PG_TELL(telling, "%s", name);
}

void pg_emit_characteristic(const struct pg_telling *telling, size_t index)
{
    struct pg_grouped_table grouped = {.telling = telling,
                                       .of = &telling->report->characteristics[index],
                                       .base = base_name(telling, index)};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        tell_table(&grouped, &kinds[i]);
    pg_emit_by_sex(&grouped);
    pg_emit_gaps(&grouped);
}
