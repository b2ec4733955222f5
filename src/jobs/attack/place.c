// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Which people a figure is of: its population, and the conditions that they meet.
 *
 *     characteristic `sex x ethnicity`, group `women: Irish`    sex women, ethnicity Irish
 *     `ethnicity x Grade`, G1, measure prefer_not_to_say         Grade G1, ethnicity
 * "Prefer not to say" part Profile_by_grade, category G1, Ethnicity, Irish       Grade G1,
 * ethnicity Irish
 *
 * The words of a part after Profile_by_ are a short form of the dimension: the rows that
 * name a dimension beside the category, those of Disclosure_by_place, say which. A category
 * that two dimensions have, or none, leaves its figures out.
 */
#include "facts.h"

#include <stdlib.h>

const struct pg_attack_measure *pg_attack_measure_of(const char *name)
{
    static const struct pg_attack_measure measures[] = {
#define PG_ATTACK_MEASURE(name, what, quantity, base)                                      \
    {name, PG_ATTACK_IS_##what, PG_ATTACK_##quantity, PG_ATTACK_##base},
#include "measures.def"
#undef PG_ATTACK_MEASURE
    };

    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++) {
        if (strcmp(measures[i].name, name) == 0)
            return &measures[i];
    }
    return NULL;
}

/** A place of work, such as G1 of Grade. */
struct place {
    const char *category, *dimension;
};

/** Everything that placing needs. */
struct placing {
    struct pg_attack_facts *facts;
    struct pg_attack_cells *cells;
    const struct pg_attack_reading *reading;
    const char **latest; /**< of each source, the latest date that a row has */
    struct place *places;
    size_t n_places, places_capacity;
};

static const char *text(const struct pg_attack_figure *figure, enum pg_attack_column column)
{
    return figure->texts[column];
}

// ---------------------------------------------------------------- populations

static const char *date_of(const struct placing *placing,
                           const struct pg_attack_figure *figure)
{
    const struct pg_attack_source *source = &placing->reading->sources[figure->file];
    const char *date = text(figure, source->is_workforce ? PG_ATTACK_COLUMN_DATE
                                                         : PG_ATTACK_COLUMN_SNAPSHOT_DATE);

    return date[0] != '\0' ? date : placing->latest[figure->file];
}

static uint32_t population_of(struct placing *placing,
                              const struct pg_attack_figure *figure)
{
    struct pg_attack_cells *cells = placing->cells;
    const struct pg_attack_source *source = &placing->reading->sources[figure->file];
    const char *date = date_of(placing, figure);

    for (size_t i = cells->n_populations; i > 0; i--) {
        const struct pg_attack_population *at = &cells->populations[i - 1];
        if (at->publication == source->publication &&
            at->is_workforce == source->is_workforce && strcmp(at->date, date) == 0)
            return (uint32_t)i - 1;
    }
    struct pg_attack_population *grown =
        pg_grown(cells->populations, cells->n_populations, &cells->populations_capacity,
                 sizeof *grown);
    cells->failed |= grown == NULL;
    if (cells->failed)
        return 0;
    cells->populations = grown;
    grown[cells->n_populations] =
        (struct pg_attack_population){.date = date,
                                      .publication = source->publication,
                                      .is_workforce = source->is_workforce,
                                      .same_as = (uint32_t)cells->n_populations,
                                      .has_workforce = source->is_workforce};
    return (uint32_t)cells->n_populations++;
}

// The printed headcount of a sex at the top; -1 if it is none.
static double sex_headcount(const struct placing *placing,
                            const struct pg_attack_figure *figure, const char *sex)
{
    bool is_workforce = placing->reading->sources[figure->file].is_workforce;

    if (figure->state != PG_ATTACK_EXACT ||
        strcmp(text(figure, PG_ATTACK_COLUMN_MEASURE), "headcount") != 0 ||
        !pg_str_same(pg_str_of(text(figure, PG_ATTACK_COLUMN_CHARACTERISTIC)), "sex") ||
        !pg_str_same(pg_str_of(text(figure, PG_ATTACK_COLUMN_GROUP)), sex) ||
        (is_workforce && strcmp(text(figure, PG_ATTACK_COLUMN_PART), "Profile") != 0))
        return -1;
    return figure->value;
}

/** Men and women of a population, as printed. */
struct sexes {
    double n[PG_N_SEXES];
};

static void note_sexes(struct placing *placing, const struct pg_attack_figure *figure,
                       struct sexes *sexes)
{
    static const char *const names[] = {[PG_MEN] = "men", [PG_WOMEN] = "women"};

    for (int sex = 0; sex < PG_N_SEXES; sex++) {
        double n = sex_headcount(placing, figure, names[sex]);
        if (n >= 0)
            sexes[population_of(placing, figure)].n[sex] = n;
    }
}

static void join(struct pg_attack_cells *cells, uint32_t first, uint32_t other)
{
    cells->populations[other].same_as = first;
    cells->populations[first].has_workforce |= cells->populations[other].has_workforce;
}

// Populations of one date with as many men and as many women are one.
static void match_populations(struct pg_attack_cells *cells, const struct sexes *sexes)
{
    for (size_t i = 1; i < cells->n_populations; i++) {
        for (size_t k = 0; k < i; k++) {
            struct pg_attack_population *a = &cells->populations[k],
                                        *b = &cells->populations[i];
            if (strcmp(a->date, b->date) == 0 && sexes[i].n[PG_MEN] > 0 &&
                sexes[k].n[PG_MEN] == sexes[i].n[PG_MEN] &&
                sexes[k].n[PG_WOMEN] == sexes[i].n[PG_WOMEN] && b->same_as == i)
                join(cells, a->same_as, (uint32_t)i);
        }
    }
}

static paygap_status find_populations(struct placing *placing, paygap_error *err)
{
    const struct pg_attack_reading *reading = placing->reading;
    struct pg_attack_cells *cells = placing->cells;

    for (size_t i = 0; i < reading->n; i++) {
        const struct pg_attack_figure *figure = &reading->figures[i];
        const char *date = text(figure, reading->sources[figure->file].is_workforce
                                            ? PG_ATTACK_COLUMN_DATE
                                            : PG_ATTACK_COLUMN_SNAPSHOT_DATE);
        if (strcmp(date, placing->latest[figure->file]) > 0)
            placing->latest[figure->file] = date;
    }
    for (size_t i = 0; i < reading->n; i++)
        (void)population_of(placing, &reading->figures[i]);
    struct sexes *sexes = calloc(cells->n_populations + 1, sizeof *sexes);
    if (sexes == NULL || cells->failed) {
        free(sexes);
        return pg_no_memory(err);
    }
    for (size_t i = 0; i < reading->n; i++)
        note_sexes(placing, &reading->figures[i], sexes);
    match_populations(cells, sexes);
    for (size_t i = 1; i < cells->n_populations; i++)
        cells->shows_dates |= cells->populations[i].same_as == i;
    free(sexes);
    return PAYGAP_OK;
}

// ---------------------------------------------------------------- conditions

static const char *starts_with(const char *whole, const char *start)
{
    size_t n = strlen(start);

    return pg_str_same((struct pg_str){whole, strlen(whole) < n ? strlen(whole) : n}, start)
               ? whole + n
               : NULL;
}

static bool add(struct placing *placing, struct pg_attack_fact *fact,
                const char *characteristic, const char *group)
{
    fact->characteristic = pg_attack_characteristic(placing->cells, characteristic);
    fact->group = pg_attack_group(placing->cells, group);
    return pg_attack_condition_add(fact->conditions, &fact->n, fact->characteristic,
                                   fact->group);
}

static const char *answer_of(const char *measure)
{
    if (strcmp(measure, "prefer_not_to_say") == 0)
        return PG_ATTACK_DECLINED;
    return strcmp(measure, "not_known") == 0 ? PG_ATTACK_NOT_KNOWN : PG_ATTACK_DISCLOSED;
}

static bool is_of_answers(const struct pg_attack_fact *fact)
{
    return fact->measure->what == PG_ATTACK_IS_ANSWER ||
           fact->measure->what == PG_ATTACK_IS_RATE;
}

static void ask(struct pg_attack_cells *cells, uint32_t characteristic)
{
    if (characteristic >= cells->n_asked) {
        size_t n = (size_t)characteristic + 1;
        bool *grown = realloc(cells->is_asked, n * sizeof *grown);
        cells->failed |= grown == NULL;
        if (grown == NULL)
            return;
        memset(grown + cells->n_asked, 0, (n - cells->n_asked) * sizeof *grown);
        cells->is_asked = grown;
        cells->n_asked = n;
    }
    cells->is_asked[characteristic] |= characteristic != cells->sex;
}

// "ethnicity x Grade" and a group of Grade, or "ethnicity" and everybody.
static bool place_answers(struct placing *placing, struct pg_attack_fact *fact,
                          const char *characteristic, const char *group)
{
    bool is_of_all = pg_str_same(pg_str_of(group), "everybody");
    const char *cross = is_of_all ? NULL : strstr(characteristic, " x ");
    struct pg_buffer name = {0};

    if (cross != NULL && !add(placing, fact, cross + sizeof " x " - 1, group))
        return false;
    pg_buffer_add(&name, characteristic,
                  cross != NULL ? (size_t)(cross - characteristic)
                                : strlen(characteristic));
    placing->cells->failed |= name.failed;
    bool is_placed =
        !name.failed && add(placing, fact, name.ptr,
                            answer_of(text(fact->figure, PG_ATTACK_COLUMN_MEASURE)));
    pg_buffer_free(&name);
    ask(placing->cells, fact->characteristic);
    return is_placed;
}

// "women: Irish" of "sex x ethnicity".
static bool place_by_sex(struct placing *placing, struct pg_attack_fact *fact,
                         const char *name, const char *group)
{
    const char *women = starts_with(group, "women: "), *men = starts_with(group, "men: ");

    // The difference of the sexes itself stands among its parts by group.
    if (women == NULL && men == NULL)
        return (pg_str_same(pg_str_of(group), "women") ||
                pg_str_same(pg_str_of(group), "men")) &&
               add(placing, fact, "sex", group);
    return add(placing, fact, "sex", women != NULL ? "women" : "men") &&
           add(placing, fact, name, women != NULL ? women : men);
}

static bool place_in_report(struct placing *placing, struct pg_attack_fact *fact)
{
    const char *characteristic = text(fact->figure, PG_ATTACK_COLUMN_CHARACTERISTIC);
    const char *group = text(fact->figure, PG_ATTACK_COLUMN_GROUP);
    const char *crossed = starts_with(characteristic, "sex x ");

    if (is_of_answers(fact))
        return place_answers(placing, fact, characteristic, group);
    if (crossed != NULL)
        return place_by_sex(placing, fact, crossed, group);
    return add(placing, fact, characteristic, group);
}

// "grade" of Profile_by_grade and Under_representation_grade; NULL of other parts.
static const char *suffix_of(const char *part)
{
    const char *suffix = starts_with(part, "Profile_by_");

    return suffix != NULL ? suffix : starts_with(part, "Under_representation_");
}

static bool note_place(struct placing *placing, const char *category, const char *dimension)
{
    for (size_t i = 0; i < placing->n_places; i++) {
        if (strcmp(placing->places[i].category, category) == 0 &&
            placing->places[i].dimension == dimension)
            return true;
    }
    struct place *grown = pg_grown(placing->places, placing->n_places,
                                   &placing->places_capacity, sizeof *grown);
    if (grown == NULL)
        return false;
    placing->places = grown;
    grown[placing->n_places++] = (struct place){category, dimension};
    return true;
}

// The dimension of a category or of the end of a part; "" if there is none, or two.
static const char *dimension_of(const struct placing *placing, const char *category)
{
    const char *found = "";

    for (size_t i = 0; i < placing->n_places; i++) {
        if (strcmp(placing->places[i].category, category) != 0)
            continue;
        if (found[0] != '\0')
            return "";
        found = placing->places[i].dimension;
    }
    return found;
}

// Notes the rows that name a dimension beside a category, and then the parts that have
// these categories: a place may stand in a part alone.
static bool note_places(struct placing *placing)
{
    const struct pg_attack_reading *reading = placing->reading;
    const char *last = NULL;
    bool has_memory = true;

    for (size_t i = 0; i < reading->n && has_memory; i++) {
        const struct pg_attack_figure *figure = &reading->figures[i];
        const char *dimension = text(figure, PG_ATTACK_COLUMN_DIMENSION);
        if (dimension[0] != '\0')
            has_memory =
                note_place(placing, text(figure, PG_ATTACK_COLUMN_CATEGORY), dimension);
    }
    for (size_t i = 0; i < reading->n && has_memory; i++) {
        const struct pg_attack_figure *figure = &reading->figures[i];
        const char *suffix =
            starts_with(text(figure, PG_ATTACK_COLUMN_PART), "Profile_by_");
        const char *category = text(figure, PG_ATTACK_COLUMN_CATEGORY);
        // Texts are kept once, so that equal ones are one.
        if (suffix == NULL || category == last)
            continue;
        last = category;
        const char *dimension = dimension_of(placing, category);
        if (dimension[0] != '\0')
            has_memory = note_place(placing, suffix, dimension);
    }
    return has_memory;
}

static bool is_group_of_people(const char *part)
{
    return strcmp(part, "Profile") == 0 || strcmp(part, "Disclosure") == 0 ||
           strcmp(part, "Disclosure_by_place") == 0 || strcmp(part, "Trends") == 0 ||
           starts_with(part, "Profile_by_") != NULL ||
           starts_with(part, "Under_representation_") != NULL;
}

static bool place_in_workforce(struct placing *placing, struct pg_attack_fact *fact)
{
    const struct pg_attack_figure *figure = fact->figure;
    const char *part = text(figure, PG_ATTACK_COLUMN_PART);
    const char *category = text(figure, PG_ATTACK_COLUMN_CATEGORY);
    const char *characteristic = text(figure, PG_ATTACK_COLUMN_CHARACTERISTIC);
    bool is_tested = starts_with(part, "Under_representation_") != NULL;

    if (!is_group_of_people(part) || characteristic[0] == '\0')
        return false;
    if (category[0] != '\0') {
        const char *suffix = suffix_of(part);
        const char *dimension = dimension_of(placing, suffix != NULL ? suffix : category);
        // Without rows that name it, the dimension is called as the part is.
        if (dimension[0] == '\0' && suffix != NULL)
            dimension = suffix;
        if (dimension[0] == '\0' || !add(placing, fact, dimension, category))
            return false;
    }
    if (pg_str_same(pg_str_of(characteristic), "everybody"))
        return fact->measure->what == PG_ATTACK_IS_COUNT;
    if (!pg_str_same(pg_str_of(characteristic), "sex"))
        ask(placing->cells, pg_attack_characteristic(placing->cells, characteristic));
    // Under-representation has the number who disclosed beside the group of each row.
    if (is_of_answers(fact))
        return add(placing, fact, characteristic,
                   answer_of(text(figure, PG_ATTACK_COLUMN_MEASURE)));
    if (is_tested && fact->measure->what == PG_ATTACK_IS_SHARE_OF_ALL)
        fact->measure = pg_attack_measure_of("share_of_disclosed");
    return add(placing, fact, characteristic, text(figure, PG_ATTACK_COLUMN_GROUP));
}

// ---------------------------------------------------------------- figures

// The people that a gap compares with: of the same conditions, but another group.
static size_t comparator_of(struct placing *placing, const struct pg_attack_fact *fact)
{
    struct pg_attack_fact other = *fact;
    const char *comparator = text(fact->figure, PG_ATTACK_COLUMN_COMPARATOR);
    const char *characteristic = text(fact->figure, PG_ATTACK_COLUMN_CHARACTERISTIC);
    const char *crossed = starts_with(characteristic, "sex x ");

    other.n = 0;
    if (comparator[0] == '\0' || pg_str_same(pg_str_of(comparator), "everybody else") ||
        placing->reading->sources[fact->figure->file].is_workforce)
        return SIZE_MAX;
    bool is_placed = crossed != NULL ? place_by_sex(placing, &other, crossed, comparator)
                                     : add(placing, &other, characteristic, comparator);
    return is_placed ? pg_attack_cell_of(placing->cells, fact->population, other.conditions,
                                         other.n)
                     : SIZE_MAX;
}

static paygap_status place(struct placing *placing, const struct pg_attack_figure *figure,
                           paygap_error *err)
{
    struct pg_attack_facts *facts = placing->facts;
    struct pg_attack_fact fact = {
        .figure = figure,
        .measure = pg_attack_measure_of(text(figure, PG_ATTACK_COLUMN_MEASURE)),
        .characteristic = PG_ATTACK_ALL};

    if (fact.measure == NULL)
        return PAYGAP_OK;
    fact.population = placing->cells->populations[population_of(placing, figure)].same_as;
    bool is_placed = placing->reading->sources[figure->file].is_workforce
                         ? place_in_workforce(placing, &fact)
                         : place_in_report(placing, &fact);
    if (!is_placed)
        return placing->cells->failed ? pg_no_memory(err) : PAYGAP_OK;
    fact.cell = pg_attack_cell_of(placing->cells, fact.population, fact.conditions, fact.n);
    if (fact.cell != SIZE_MAX && !placing->reading->sources[figure->file].is_workforce)
        placing->cells->cells[fact.cell].is_in_report = true;
    fact.comparator = comparator_of(placing, &fact);
    struct pg_attack_fact *grown =
        pg_grown(facts->items, facts->n, &facts->capacity, sizeof *grown);
    if (grown == NULL || placing->cells->failed)
        return pg_no_memory(err);
    facts->items = grown;
    grown[facts->n++] = fact;
    return PAYGAP_OK;
}

paygap_status pg_attack_place_figures(struct pg_attack_facts *facts,
                                      struct pg_attack_cells *cells,
                                      const struct pg_attack_reading *reading,
                                      paygap_error *err)
{
    struct placing placing = {
        facts, cells, reading, calloc(reading->n_sources + 1, sizeof(const char *)),
        NULL,  0,     0};
    paygap_status status = PAYGAP_OK;

    if (placing.latest == NULL)
        return pg_no_memory(err);
    for (size_t i = 0; i < reading->n_sources && status == PAYGAP_OK; i++)
        placing.latest[i] = "";
    if (status == PAYGAP_OK)
        status =
            note_places(&placing) ? find_populations(&placing, err) : pg_no_memory(err);
    for (size_t i = 0; i < reading->n && status == PAYGAP_OK; i++)
        status = place(&placing, &reading->figures[i], err);
    free(placing.latest);
    free(placing.places);
    return status;
}
