// SPDX-License-Identifier: GPL-3.0-or-later
/* What was done about findings that were made before anybody knew who counts. */
#include "pg_pay.h"

// An unreadable amount matters only if the person is left out because of it.
static enum pg_action settled(const struct pg_pay *pay, const struct pg_table *table,
                              const struct pg_finding *finding)
{
    const struct pg_people *people = pay->people;
    uint32_t row = finding->row;
    uint8_t hourly = pay->out_of_hourly[row];

    if (people->out_of_all[row] == PG_REASON_MERGED) {
        row = pg_population_main_post(people, table, row);
        hourly = pay->out_of_hourly[row];
    }
    if (people->out_of_all[row] != PG_REASON_NONE)
        return PG_ACTION_OUT_OF_ALL;
    if (finding->column > 0 && finding->source < table->n_files &&
        finding->column == pg_table_column_of(table, row, PG_FIELD_BONUS_12_MONTHS))
        return PG_ACTION_OUT_OF_BONUS;
    if (hourly == PG_REASON_PAY_BAD || hourly == PG_REASON_RATE_BAD ||
        hourly == PG_REASON_BONUS_PERIOD_BAD || hourly == PG_REASON_HOURS_BAD)
        return PG_ACTION_OUT_OF_HOURLY;
    return PG_ACTION_NOT_NEEDED;
}

void pg_pay_settle_findings(const struct pg_pay *pay, struct pg_table *table)
{
    for (size_t i = 0; i < table->findings.n; i++) {
        struct pg_finding *finding = &table->findings.items[i];
        if (finding->action == PG_ACTION_OPEN)
            finding->action = (uint8_t)settled(pay, table, finding);
    }
}
