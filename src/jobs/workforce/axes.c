// SPDX-License-Identifier: GPL-3.0-or-later
/* What people are: the group of each on every axis. */
#include "axes.h"

#include <stdlib.h>

struct pg_axis *pg_workforce_axes_add(struct pg_workforce *workforce, const char *name,
                                      const char *title, size_t n_groups)
{
    struct pg_axis *axis = &workforce->axes[workforce->n_axes++];
    *axis = (struct pg_axis){.name = name,
                             .title = title,
                             .is_asked = true,
                             .n_groups = n_groups,
                             .groups = calloc(n_groups + 1, sizeof *axis->groups),
                             .kinds = calloc(n_groups + 1, sizeof *axis->kinds),
                             .group_of =
                                 calloc(workforce->n_people + 1, sizeof *axis->group_of),
                             .watched = SIZE_MAX,
                             .against = SIZE_MAX,
                             .coarser = SIZE_MAX};
    bool made = axis->groups != NULL && axis->kinds != NULL && axis->group_of != NULL;
    workforce->out_of_memory |= !made;
    return made ? axis : NULL;
}

static void set_groups(struct pg_workforce *workforce, struct pg_axis *axis,
                       const struct pg_level *level)
{
    for (size_t g = 0; g < level->n_groups; g++) {
        axis->groups[g] = pg_arena_text(&workforce->arena, level->groups[g].name);
        axis->kinds[g] = (uint8_t)level->groups[g].kind;
    }
}

static size_t group_with(const struct pg_axis *axis, const char *name)
{
    return pg_workforce_group_called(axis, pg_str_of(name));
}

bool pg_workforce_is_watched(const struct pg_axis *axis)
{
    return axis->watched != SIZE_MAX && axis->against != SIZE_MAX;
}

// Whose representation is looked at, and against whom.
static void set_watched(struct pg_axis *axis, bool is_wres)
{
    if (is_wres) {
        axis->watched = group_with(axis, "Minority ethnic");
        axis->against = group_with(axis, "White");
    } else if (axis->subject == PG_SUBJECT_DISABILITY) {
        axis->watched = group_with(axis, "Disabled");
        axis->against = group_with(axis, "Not disabled");
    }
}

static const struct pg_characteristic *configured(const struct pg_workforce *workforce,
                                                  const char *name)
{
    for (size_t i = 0; i < workforce->config.n_characteristics; i++) {
        if (pg_schema_same_header(pg_str_of(name),
                                  workforce->config.characteristics[i].name))
            return &workforce->config.characteristics[i];
    }
    return NULL;
}

const char *pg_workforce_header_of_axis(const struct pg_workforce *workforce,
                                        const struct pg_axis *axis)
{
    const struct pg_characteristic *known = configured(workforce, axis->base);

    if (axis->subject == PG_SUBJECT_SEX)
        return workforce->config.mapping.header_of[PG_FIELD_SEX];
    return known != NULL ? known->column : NULL;
}

struct pg_characteristic pg_workforce_axes_asked_for(const struct pg_workforce *workforce,
                                                     const char *name, unsigned levels)
{
    const struct pg_characteristic *known = configured(workforce, name);
    struct pg_characteristic asked = {.name = (char *)name, .levels = levels};

    if (known == NULL)
        return asked;
    asked = *known;
    asked.is_auto = false;
    asked.levels =
        known->levels == 0 ? levels : known->levels | (levels & (1U << PG_LEVEL_WRES));
    return asked;
}

paygap_status pg_workforce_axes_classify(struct pg_workforce *workforce,
                                         struct pg_classified *classified,
                                         const struct pg_characteristic *asked,
                                         const struct pg_intern *texts,
                                         const size_t *n_rows, paygap_error *err)
{
    struct pg_labels labels = {texts, n_rows};
    const struct pg_mapping *mapping = &workforce->config.mapping;
    struct pg_spelling *spellings = calloc(mapping->n_values + 1, sizeof *spellings);
    size_t n_spellings = 0;

    for (size_t i = 0; spellings != NULL && i < mapping->n_values; i++) {
        const struct pg_value_map *value = &mapping->values[i];
        if (value->name != NULL &&
            pg_schema_same_header(pg_str_of(value->name), asked->name))
            spellings[n_spellings++] =
                (struct pg_spelling){value->spelling, value->meaning};
    }
    paygap_status status =
        spellings == NULL
            ? pg_no_memory(err)
            : pg_characteristics_classify(classified, &workforce->arena, asked, &labels,
                                          spellings, n_spellings,
                                          workforce->options->config, err);
    free(spellings);
    return status;
}

uint16_t pg_workforce_not_known_of(const struct pg_axis *axis)
{
    for (size_t g = 0; g < axis->n_groups; g++) {
        if (axis->kinds[g] == PG_GROUP_NOT_KNOWN)
            return (uint16_t)g;
    }
    return 0;
}

static bool add_level(struct pg_workforce *workforce,
                      const struct pg_classified *classified, enum pg_level_kind kind,
                      const struct pg_joined *joined, bool is_first)
{
    const struct pg_level *level = &classified->levels[kind];
    bool is_wres = kind == PG_LEVEL_WRES;
    const char *name = is_first
                           ? classified->name
                           : pg_arena_printf(&workforce->arena, "%s (%s)", classified->name,
                                             is_wres ? "minority ethnic"
                                                     : pg_characteristics_level_name(kind));
    const char *title =
        is_first ? classified->title
                 : pg_arena_printf(&workforce->arena, "%s (%s)", classified->title,
                                   is_wres ? "minority ethnic"
                                           : pg_characteristics_level_name(kind));
    struct pg_axis *axis =
        pg_workforce_axes_add(workforce, pg_arena_text(&workforce->arena, name),
                              pg_arena_text(&workforce->arena, title), level->n_groups);

    if (axis == NULL || classified->finest_of_label == NULL)
        return false;
    set_groups(workforce, axis, level);
    axis->base = pg_arena_text(&workforce->arena, classified->name);
    axis->level = kind;
    axis->is_first_level = is_first;
    axis->subject = classified->subject;
    for (size_t i = 0; i < workforce->n_people; i++)
        axis->group_of[i] = level->of_finest[classified->finest_of_label[joined->codes[i]]];
    axis->is_asked = classified->subject != PG_SUBJECT_WORK;
    if (is_first || is_wres)
        set_watched(axis, is_wres);
    return true;
}

// The finer axis before this one lies inside it, group by group, if its people do.
static bool link_to_coarser(struct pg_workforce *workforce, size_t finer, size_t coarser)
{
    struct pg_axis *fine = &workforce->axes[finer];
    const struct pg_axis *coarse = &workforce->axes[coarser];

    fine->inside = calloc(fine->n_groups + 1, sizeof *fine->inside);
    if (fine->inside == NULL)
        return false;
    for (size_t g = 0; g < fine->n_groups; g++)
        fine->inside[g] = PG_NO_GROUP_INSIDE;
    for (size_t i = 0; i < workforce->n_people; i++) {
        uint16_t *inside = &fine->inside[fine->group_of[i]];
        if (*inside != PG_NO_GROUP_INSIDE && *inside != coarse->group_of[i])
            return true; // they cross: no relation
        *inside = coarse->group_of[i];
    }
    fine->coarser = coarser;
    return true;
}

// Those asked for that the scheme has; if it has none of them, its first.
static unsigned wanted_levels(const struct pg_classified *classified,
                              const struct pg_characteristic *asked)
{
    unsigned there = 0, first = 0;

    for (unsigned k = 0; k < PG_N_LEVEL_KINDS; k++) {
        if (!classified->has_level[k])
            continue;
        there |= 1U << k;
        first = first == 0 ? 1U << k : first;
    }
    return (there & asked->levels) != 0 ? there & asked->levels : first;
}

// Labels that are mostly none that is known leave nobody to be looked at.
static void warn_if_unwatched(struct pg_workforce *workforce, size_t first,
                              const char *name)
{
    bool is_looked_at = pg_schema_same_header(pg_str_of(name), "ethnicity") ||
                        pg_schema_same_header(pg_str_of(name), "disability");

    for (size_t a = first; a < workforce->n_axes; a++)
        is_looked_at = is_looked_at && !pg_workforce_is_watched(&workforce->axes[a]);
    if (is_looked_at)
        pg_workforce_say_warning(
            workforce, name,
            pg_arena_printf(&workforce->arena,
                            "its labels are mostly none that is known, so they "
                            "are taken as they are and no group's representation "
                            "is looked at; say under [values.%s] what they mean",
                            name));
}

// Of the rows of each label those are left that are of no group.
static void warn_of_unrecognised(struct pg_workforce *workforce,
                                 const struct pg_classified *classified,
                                 const struct pg_characteristic *asked,
                                 const struct pg_joined *joined, size_t *n_rows)
{
    const struct pg_axis *axis = &workforce->axes[workforce->n_axes - 1];
    size_t n = classified->n_unrecognised;

    for (size_t code = 0; code < joined->texts.n; code++)
        n_rows[code] = classified->is_unrecognised[code] ? n_rows[code] : 0;
    pg_workforce_say_warning(
        workforce, classified->title,
        pg_arena_printf(&workforce->arena,
                        "%zu %s of no group and %s as not known: %s; say under "
                        "[values.%s] what %s",
                        n, n == 1 ? "label is" : "labels are", n == 1 ? "counts" : "count",
                        pg_workforce_quoted(workforce, &joined->texts, n_rows, axis),
                        asked->name, n == 1 ? "it is" : "they are"));
}

static paygap_status classify(struct pg_workforce *workforce,
                              const struct pg_characteristic *asked,
                              struct pg_joined *joined, const size_t *columns,
                              paygap_error *err)
{
    struct pg_classified classified = {.name = NULL};
    size_t *n_rows = calloc(joined->texts.n + 1, sizeof *n_rows);

    for (size_t i = 0; n_rows != NULL && i < workforce->n_people; i++)
        n_rows[joined->codes[i]]++;
    paygap_status status = n_rows == NULL
                               ? pg_no_memory(err)
                               : pg_workforce_axes_classify(workforce, &classified, asked,
                                                            &joined->texts, n_rows, err);
    size_t first = workforce->n_axes;
    static const enum pg_level_kind order[] = {PG_LEVEL_DETAILED, PG_LEVEL_BROAD,
                                               PG_LEVEL_BINARY, PG_LEVEL_WRES};
    unsigned wanted = wanted_levels(&classified, asked);
    for (size_t k = 0; status == PAYGAP_OK && k < PG_N_LEVEL_KINDS; k++) {
        bool is_wanted = (wanted >> order[k]) & 1U;
        if (is_wanted && !add_level(workforce, &classified, order[k], joined,
                                    workforce->n_axes == first))
            status = pg_no_memory(err);
    }
    for (size_t a = first; status == PAYGAP_OK && a + 1 < workforce->n_axes; a++) {
        if (!link_to_coarser(workforce, a, a + 1))
            status = pg_no_memory(err);
    }
    if (status == PAYGAP_OK)
        warn_if_unwatched(workforce, first, asked->name);
    for (size_t a = first; status == PAYGAP_OK && a < workforce->n_axes; a++)
        pg_workforce_note_dates(workforce, a == first ? classified.title : NULL, columns,
                                workforce->axes[a].is_there);
    if (status == PAYGAP_OK && classified.n_unrecognised > 0)
        warn_of_unrecognised(workforce, &classified, asked, joined, n_rows);
    free(n_rows);
    pg_characteristics_classified_free(&classified);
    return status;
}

static paygap_status add_characteristic(struct pg_workforce *workforce,
                                        const struct pg_characteristic *asked,
                                        const char *const *headers, paygap_error *err)
{
    size_t columns[PG_MAX_SNAPSHOTS];
    struct pg_joined joined;
    bool has_room = workforce->n_axes + PG_N_LEVEL_KINDS <= PG_MAX_AXES;
    const char *const named[] = {asked->column != NULL ? asked->column : asked->name, NULL};

    if (!pg_workforce_find_columns(
            workforce, asked->column != NULL || headers[0] == NULL ? named : headers,
            columns)) {
        pg_workforce_say_missing(workforce, asked->name, "a column of the people table");
        return PAYGAP_OK;
    }
    if (!has_room) {
        pg_workforce_say_warning(
            workforce, asked->name,
            "left out: so many characteristics cannot be counted together");
        return PAYGAP_OK;
    }
    paygap_status status =
        pg_workforce_join(workforce, columns, &joined) ? PAYGAP_OK : pg_no_memory(err);
    if (status == PAYGAP_OK && joined.texts.n <= PG_MAX_LABELS)
        status = classify(workforce, asked, &joined, columns, err);
    else if (status == PAYGAP_OK)
        pg_workforce_say_warning(
            workforce, asked->name,
            pg_arena_printf(&workforce->arena,
                            "the column has %zu different values and is left out: "
                            "at most %d groups are counted",
                            joined.texts.n, PG_MAX_LABELS));
    pg_workforce_joined_free(&joined);
    return status;
}

// ---------------------------------------------------------------- what people are asked

static const struct {
    const char *name;
    const char *const headers[6];
} usual[] = {
    {"sexual orientation", {"sexual orientation", "orientation", NULL}},
    {"religion or belief",
     {"religion or belief", "religion", "religious belief", "faith", NULL}},
    {"age band", {"age band", "age group", "age range", NULL}},
    {"gender identity", {"gender identity", "trans", "gender reassignment", NULL}},
    {"marital status", {"marital status", "marriage and civil partnership", NULL}},
};

static bool is_usual(const char *name)
{
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        if (pg_schema_same_header(pg_str_of(name), usual[i].name))
            return true;
    }
    return pg_schema_same_header(pg_str_of(name), "ethnicity") ||
           pg_schema_same_header(pg_str_of(name), "disability");
}

static bool is_place_name(const char *name)
{
    static const char *const places[] = {"grade", "division", "department",
                                         "level", "contract", "cohort"};

    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (pg_schema_same_header(pg_str_of(name), places[i]))
            return true;
    }
    return false;
}

// One of those that are looked for whatever the configuration says.
static paygap_status add_usual(struct pg_workforce *workforce, const char *name,
                               unsigned levels, const char *const *headers,
                               paygap_error *err)
{
    struct pg_characteristic asked = pg_workforce_axes_asked_for(workforce, name, levels);

    return add_characteristic(workforce, &asked, headers, err);
}

paygap_status pg_workforce_people_add_axes(struct pg_workforce *workforce,
                                           paygap_error *err)
{
    static const char *const none[] = {NULL};
    const unsigned ethnic = (1U << PG_LEVEL_BROAD) | (1U << PG_LEVEL_WRES);

    if (!pg_workforce_axes_add_sex(workforce))
        return pg_no_memory(err);
    PG_TRY(add_usual(workforce, "ethnicity", ethnic,
                     pg_characteristics_usual_headers("ethnicity"), err));
    PG_TRY(add_usual(workforce, "disability", 1U << PG_LEVEL_DETAILED,
                     pg_characteristics_usual_headers("disability"), err));
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        PG_TRY(add_usual(workforce, usual[i].name, 1U << PG_LEVEL_DETAILED,
                         usual[i].headers, err));
    for (size_t i = 0; i < workforce->config.n_characteristics; i++) {
        const struct pg_characteristic *asked = &workforce->config.characteristics[i];
        if (!is_usual(asked->name) && !is_place_name(asked->name))
            PG_TRY(add_characteristic(workforce, asked, none, err));
    }
    return workforce->out_of_memory ? pg_no_memory(err) : PAYGAP_OK;
}
