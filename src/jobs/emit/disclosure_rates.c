// SPDX-License-Identifier: GPL-3.0-or-later
/* How many people disclosed what they are. */
#include "groups.h"

static void put_rate(const struct pg_grouped_table *grouped,
                     const struct pg_breakdown *breakdown, const struct pg_part_of *part)
{
    static const enum pg_measure counts[] = {PG_MEASURE_DISCLOSED, PG_MEASURE_DECLINED,
                                             PG_MEASURE_NOT_KNOWN};
    const paygap_figure *rate =
        pg_results_part_figure(grouped->telling->report, part, PG_MEASURE_DISCLOSURE_RATE);
    struct pg_document_cell cell = pg_emit_cell_of(grouped->telling, rate);

    pg_emit_groups_words(grouped, breakdown->title);
    pg_emit_groups_words(grouped,
                         breakdown->within != NULL ? breakdown->within : "everybody");
    pg_emit_groups_words(grouped, part->name);
    pg_emit_groups_figures(grouped, part, counts, 3);
    pg_document_put(grouped->table, cell);
    for (int end = 0; end < 2; end++) {
        char text[40];
        // Beside a range the ends would tell the rate that is not told.
        if (cell.state == PG_VALUE_SHOWN)
            cell =
                cell.text != NULL
                    ? pg_document_state(PG_VALUE_WITHHELD)
                    : pg_document_number(pg_number_of_text(pg_one_decimal(
                          end == 0 ? rate->interval_lower : rate->interval_upper, text)));
        pg_document_put(grouped->table, cell);
    }
}

static bool fill(const struct pg_grouped_table *grouped)
{
    const struct pg_report *report = grouped->telling->report;
    bool has_any = false;

    for (size_t i = 0; i < report->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown = &report->breakdowns[i];
        for (size_t k = 0; breakdown->kind == PG_ANSWERS && k < breakdown->n_parts; k++) {
            if (breakdown->parts[k].headcount == 0)
                continue;
            put_rate(grouped, breakdown, &breakdown->parts[k]);
            has_any = true;
        }
    }
    return has_any;
}

void pg_emit_disclosure(const struct pg_telling *telling)
{
    static const struct pg_document_column columns[] = {
        {.header = "Characteristic", .kind = PG_VALUE_TEXT, .width = 20},
        {.header = "Within", .kind = PG_VALUE_TEXT, .width = 18},
        {.header = "Group", .kind = PG_VALUE_TEXT, .width = 34},
        {.header = "Disclosed", .kind = PG_VALUE_COUNT, .width = 12},
        {.header = "Prefer not to say", .kind = PG_VALUE_COUNT, .width = 12},
        {.header = "Not known", .kind = PG_VALUE_COUNT, .width = 12},
        {.header = "Disclosure rate (%)", .kind = PG_VALUE_PERCENT, .width = 14},
        {.header = "Rate from (%) [note 8]", .kind = PG_VALUE_PERCENT, .width = 14},
        {.header = "Rate to (%)", .kind = PG_VALUE_PERCENT, .width = 12}};
    struct pg_grouped_table grouped = {
        .telling = telling,
        .table = pg_emit_table(telling, columns, sizeof columns / sizeof columns[0])};
    bool has_any = fill(&grouped);

    pg_emit_section(telling, "Disclosure", "Disclosure rates",
                    "How many people disclosed each characteristic", pg_one_table);
    pg_emit_note(telling,
                 "Prefer not to say: asked and declined. Not known: not asked, blank, or "
                 "not recognised. The 95% interval is Wilson's.");
    pg_emit_note(telling, pg_notes_place);
    if (!has_any)
        pg_emit_note(telling, pg_z_meaning);
    pg_emit_say_states(telling, grouped.table);
    pg_emit_nothing(grouped.table);
    pg_document_place(telling->document, grouped.table);
}
