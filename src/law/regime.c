// SPDX-License-Identifier: GPL-3.0-or-later
/* What follows from the facts of a regime, whichever it is. */
#include "pg_law.h"

static const struct pg_regime *const regimes[] = {&pg_uk_private, &pg_uk_public};

const struct pg_regime *pg_law_regime_find(struct pg_str key)
{
    for (size_t i = 0; i < sizeof regimes / sizeof regimes[0]; i++) {
        if (pg_str_same(key, regimes[i]->key))
            return regimes[i];
    }
    return NULL;
}

const struct pg_regime *pg_law_regime_default(void)
{
    return regimes[0];
}

// The day of a number of the unit MONTH_AND_DAY.
static struct pg_date day_of_year(int year, int month_and_day)
{
    return pg_law_date(year * 10000 + month_and_day);
}

struct pg_date pg_law_regime_snapshot_date(const struct pg_regime *regime, int year)
{
    return regime->snapshot.first != 0 ? day_of_year(year, regime->snapshot.first)
                                       : (struct pg_date){0, 0, 0};
}

// The same day of a later month, as pg_date_days() counts; of a month that has no such day,
// the first of the next.
static int64_t months_after(struct pg_date day, int months)
{
    const int month = day.month - 1 + months;
    const struct pg_date first = {day.year + month / 12, month % 12 + 1, 1};
    const struct pg_date next = {day.year + (month + 1) / 12, (month + 1) % 12 + 1, 1};
    const int64_t same = pg_date_days(first) + day.day - 1;

    return same < pg_date_days(next) ? same : pg_date_days(next);
}

struct pg_date pg_law_regime_deadline(const struct pg_regime *regime,
                                      struct pg_date snapshot)
{
    const struct pg_deadline_rule *rule = &regime->deadline;
    const struct pg_law_row *set = pg_law_in_force(rule->set, snapshot);

    if (set != NULL)
        return pg_law_date(set->value);
    if (rule->day_next_year != 0)
        return day_of_year(snapshot.year + 1, rule->day_next_year);
    return pg_date_of_days(months_after(snapshot, rule->months) - rule->days_less);
}

const struct pg_size_band *pg_law_regime_size_band(const struct pg_regime *regime,
                                                   size_t employees)
{
    size_t band = regime->n_size_bands - 1;

    while (band > 0 && employees < regime->size_bands[band].from)
        band--;
    return &regime->size_bands[band];
}

bool pg_law_regime_is_due(const struct pg_regime *regime, size_t employees)
{
    return regime->n_size_bands > 1 && employees >= regime->size_bands[1].from;
}

const struct pg_form_figure *pg_law_regime_figure(const struct pg_regime *regime,
                                                  size_t place)
{
    for (size_t i = 0; i < regime->n_figures; i++) {
        if (regime->figures[i].figure == place)
            return &regime->figures[i];
    }
    return NULL;
}

const struct pg_period *pg_law_regime_period(const struct pg_regime *regime, uint32_t days)
{
    for (size_t i = 0; i < regime->n_periods; i++) {
        if (regime->periods[i].days == days)
            return &regime->periods[i];
    }
    return NULL;
}

void pg_law_bands_sizes(const struct pg_bands *bands, size_t n, size_t sizes[])
{
    const unsigned takes = bands->takes_one_more[n % bands->n];

    for (size_t band = 0; band < bands->n; band++)
        sizes[band] = n / bands->n + (takes >> band & 1);
}
