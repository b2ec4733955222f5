// SPDX-License-Identifier: GPL-3.0-or-later
/* The people of every snapshot date in one list, and the group of each on every axis. */
#include "pg_workforce.h"

#include "pg_schema.h"
#include "pg_survey.h"

#include <stdlib.h>

// ---------------------------------------------------------------- files and dates

// The date in the name of a file, or the snapshot date of the year in it.
static bool date_in(const char *name, enum pg_sector sector, struct pg_date *date)
{
    for (const char *p = name; *p != '\0'; p++) {
        bool begins = p == name || p[-1] < '0' || p[-1] > '9';
        size_t digits = strspn(p, "0123456789");
        if (!begins || digits != 4 || strncmp(p, "20", 2) != 0)
            continue;
        if (strlen(p) >= 10 && pg_date_parse((struct pg_str){p, 10}, date))
            return true;
        *date = pg_policy_snapshot_date(sector, (int)strtol(p, NULL, 10));
        return true;
    }
    return false;
}

static paygap_status date_of(const struct pg_workforce *workforce, const char *path,
                             struct pg_date *date, paygap_error *err)
{
    const paygap_workforce_options *options = workforce->options;
    bool is_only = options->n_people == 1;

    if (is_only && options->snapshot_date != NULL)
        return pg_date_parse(pg_str_of(options->snapshot_date), date)
                   ? PAYGAP_OK
                   : pg_fail(err, PAYGAP_USAGE,
                             "the snapshot date must be a date such as 2026-03-31");
    if (date_in(pg_file_name(path), workforce->config.policy.sector, date))
        return PAYGAP_OK;
    *date = workforce->config.snapshot_date;
    if (is_only && date->year != 0)
        return PAYGAP_OK;
    return pg_fail_at(err, PAYGAP_USAGE, path, 0, 0,
                      "the name of a people table says its snapshot date, such as "
                      "people-2026-03-31.csv or people-2026.csv; for a single one "
                      "--snapshot-date does too");
}

/** A file of people with its date, while they are put in order. */
struct dated {
    const char *path;
    struct pg_date date;
};

static int by_date(const void *a, const void *b)
{
    return pg_date_compare(((const struct dated *)a)->date,
                           ((const struct dated *)b)->date);
}

static paygap_status read_files(struct pg_workforce *workforce, paygap_error *err)
{
    const paygap_workforce_options *options = workforce->options;
    struct dated files[PG_MAX_SNAPSHOTS];
    char text[32];

    for (size_t i = 0; i < options->n_people; i++) {
        files[i].path = options->people[i];
        PG_TRY(date_of(workforce, files[i].path, &files[i].date, err));
    }
    qsort(files, options->n_people, sizeof *files, by_date);
    for (size_t i = 0; i < options->n_people; i++) {
        if (i > 0 && pg_date_compare(files[i - 1].date, files[i].date) == 0)
            return pg_fail_at(err, PAYGAP_USAGE, files[i].path, 0, 0,
                              "two people tables have the snapshot date %s",
                              pg_date_iso(files[i].date, text));
        struct pg_rows *rows = &workforce->files[i];
        PG_TRY(pg_rows_read(rows, files[i].path, err));
        if (rows->n == 0)
            return pg_fail_at(err, PAYGAP_NOT_A_TABLE, files[i].path, 0, 0,
                              "there is nobody below the header");
        workforce->snapshots[i] = (struct pg_snapshot){
            .date = files[i].date,
            .label = pg_arena_text(&workforce->arena, pg_date_long(files[i].date, text)),
            .first = workforce->n_people,
            .n = rows->n};
        workforce->n_snapshots++;
        workforce->n_people += rows->n;
    }
    return PAYGAP_OK;
}

// ---------------------------------------------------------------- columns of all files

/** A column that may stand elsewhere in each file, as one: texts and a code for everybody.
 */
struct joined {
    struct pg_intern texts;
    uint32_t *codes;
    bool is_there; /**< in some file */
};

static bool join(const struct pg_workforce *workforce, const size_t *columns,
                 struct joined *joined)
{
    size_t person = 0;
    bool is_new;

    *joined = (struct joined){.codes = calloc(workforce->n_people + 1, sizeof(uint32_t))};
    bool made = joined->codes != NULL &&
                pg_intern_add(&joined->texts, (struct pg_str){"", 0}, &is_new) == 0;
    for (size_t s = 0; s < workforce->n_snapshots && made; s++) {
        const struct pg_rows *rows = &workforce->files[s];
        joined->is_there |= columns[s] != SIZE_MAX;
        for (size_t row = 0; row < rows->n && made; row++) {
            uint32_t code =
                pg_intern_add(&joined->texts, pg_rows_cell(rows, row, columns[s]), &is_new);
            joined->codes[person++] = code;
            made = code != PG_INTERN_FULL;
        }
    }
    return made;
}

static void joined_free(struct joined *joined)
{
    pg_intern_free(&joined->texts);
    free(joined->codes);
}

static void find_columns(const struct pg_workforce *workforce, const char *const *headers,
                         size_t columns[static PG_MAX_SNAPSHOTS])
{
    for (size_t s = 0; s < workforce->n_snapshots; s++)
        columns[s] = pg_rows_find(&workforce->files[s], headers);
}

// By what the header says of a column of the payroll: sex, start date.
static void find_field(const struct pg_workforce *workforce, enum pg_field field,
                       size_t columns[static PG_MAX_SNAPSHOTS])
{
    for (size_t s = 0; s < workforce->n_snapshots; s++) {
        const struct pg_rows *rows = &workforce->files[s];
        unsigned rank = UINT32_MAX;
        columns[s] = SIZE_MAX;
        for (size_t i = 0; i < rows->n_columns; i++) {
            struct pg_header_reading reading = pg_header_read(pg_str_of(rows->headers[i]));
            if ((int)reading.meaning == (int)field && reading.rank < rank) {
                columns[s] = i;
                rank = reading.rank;
            }
        }
    }
}

// ---------------------------------------------------------------- axes

static struct pg_axis *add_axis(struct pg_workforce *workforce, const char *name,
                                const char *title, size_t n_groups)
{
    if (workforce->n_axes == PG_MAX_AXES)
        return NULL;
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

static bool add_sex(struct pg_workforce *workforce)
{
    size_t columns[PG_MAX_SNAPSHOTS];
    struct joined joined;

    find_field(workforce, PG_FIELD_SEX, columns);
    bool made = join(workforce, columns, &joined);
    if (made && joined.is_there) {
        struct pg_axis *axis = add_axis(workforce, "sex", "Sex", 3);
        made = axis != NULL;
        for (size_t i = 0; made && i < workforce->n_people; i++) {
            enum pg_sex sex = PG_SEX_UNKNOWN;
            (void)pg_sex_parse(pg_intern_get(&joined.texts, joined.codes[i]), &sex);
            axis->group_of[i] = sex == PG_WOMEN ? 0 : sex == PG_MEN ? 1 : 2;
        }
        if (made) {
            axis->is_asked = false;
            axis->base = "sex";
            axis->groups[0] = "Women";
            axis->groups[1] = "Men";
            axis->groups[2] = "Not known";
            axis->kinds[2] = PG_GROUP_NOT_KNOWN;
            axis->watched = 0;
            axis->against = 1;
        }
    }
    joined_free(&joined);
    return made;
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
    return pg_group_called(axis, pg_str_of(name));
}

// Whose representation is looked at, and against whom.
static void set_watched(struct pg_axis *axis, bool is_wres)
{
    if (is_wres) {
        axis->watched = group_with(axis, "Minority ethnic");
        axis->against = group_with(axis, "White");
    } else if (strcmp(axis->name, "disability") == 0) {
        axis->watched = group_with(axis, "Disabled");
        axis->against = group_with(axis, "Not disabled");
    }
}

// The characteristic as it is asked for: by the configuration, else at the usual levels.
static struct pg_characteristic asked_for(const struct pg_workforce *workforce,
                                          const char *name, unsigned levels);

static paygap_status classify_texts(struct pg_workforce *workforce,
                                    struct pg_classified *classified,
                                    const struct pg_characteristic *asked,
                                    const struct pg_intern *texts, const size_t *n_rows,
                                    paygap_error *err)
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
            : pg_classify(classified, &workforce->arena, asked, &labels, spellings,
                          n_spellings, workforce->options->config, err);
    free(spellings);
    return status;
}

static uint16_t not_known_of(const struct pg_axis *axis)
{
    for (size_t g = 0; g < axis->n_groups; g++) {
        if (axis->kinds[g] == PG_GROUP_NOT_KNOWN)
            return (uint16_t)g;
    }
    return 0;
}

static void groups_by_sex(const struct pg_intern *texts, uint16_t *groups)
{
    for (uint32_t i = 0; i < texts->n; i++) {
        enum pg_sex sex = PG_SEX_UNKNOWN;
        (void)pg_sex_parse(pg_intern_get(texts, i), &sex);
        groups[i] = sex == PG_WOMEN ? 0 : sex == PG_MEN ? 1 : 2;
    }
}

// Where the axis has the group of each text; who is in none of them is not known.
static void groups_of_labels(const struct pg_axis *axis,
                             const struct pg_classified *classified, size_t n,
                             uint16_t *groups)
{
    const struct pg_level *level = &classified->levels[axis->level];
    bool has_level =
        classified->has_level[axis->level] && classified->finest_of_label != NULL;

    for (size_t i = 0; i < n; i++) {
        size_t found = SIZE_MAX;
        if (has_level) {
            size_t group = level->of_finest[classified->finest_of_label[i]];
            found = pg_group_called(axis, pg_str_of(level->groups[group].name));
        }
        groups[i] = found != SIZE_MAX ? (uint16_t)found : not_known_of(axis);
    }
}

static paygap_status groups_by_characteristic(struct pg_workforce *workforce,
                                              const struct pg_axis *axis,
                                              const struct pg_intern *texts,
                                              uint16_t *groups, paygap_error *err)
{
    struct pg_characteristic asked = asked_for(workforce, axis->base, 1U << axis->level);
    struct pg_classified classified = {.name = NULL};
    size_t *n_rows = calloc(texts->n + 1, sizeof *n_rows);

    if (n_rows == NULL)
        return pg_no_memory(err);
    for (size_t i = 0; i < texts->n; i++)
        n_rows[i] = 1;
    paygap_status status =
        classify_texts(workforce, &classified, &asked, texts, n_rows, err);
    if (status == PAYGAP_OK)
        groups_of_labels(axis, &classified, texts->n, groups);
    pg_classified_free(&classified);
    free(n_rows);
    return status;
}

uint16_t *pg_groups_of_texts(struct pg_workforce *workforce, const struct pg_axis *axis,
                             const struct pg_intern *texts, paygap_error *err)
{
    uint16_t *groups = calloc(texts->n + 1, sizeof *groups);

    if (groups == NULL) {
        (void)pg_no_memory(err);
        return NULL;
    }
    if (strcmp(axis->base, "sex") == 0) {
        groups_by_sex(texts, groups);
    } else if (groups_by_characteristic(workforce, axis, texts, groups, err) != PAYGAP_OK) {
        free(groups);
        return NULL;
    }
    return groups;
}

static bool add_level(struct pg_workforce *workforce,
                      const struct pg_classified *classified, enum pg_level_kind kind,
                      const struct joined *joined, bool is_first)
{
    const struct pg_level *level = &classified->levels[kind];
    bool is_wres = kind == PG_LEVEL_WRES;
    const char *name =
        is_first ? classified->name
                 : pg_arena_printf(&workforce->arena, "%s (%s)", classified->name,
                                   is_wres ? "minority ethnic" : pg_level_name(kind));
    const char *title =
        is_first ? classified->title
                 : pg_arena_printf(&workforce->arena, "%s (%s)", classified->title,
                                   is_wres ? "minority ethnic" : pg_level_name(kind));
    struct pg_axis *axis =
        add_axis(workforce, pg_arena_text(&workforce->arena, name),
                 pg_arena_text(&workforce->arena, title), level->n_groups);

    if (axis == NULL || classified->finest_of_label == NULL)
        return false;
    set_groups(workforce, axis, level);
    axis->base = pg_arena_text(&workforce->arena, classified->name);
    axis->level = kind;
    for (size_t i = 0; i < workforce->n_people; i++)
        axis->group_of[i] = level->of_finest[classified->finest_of_label[joined->codes[i]]];
    axis->is_asked = pg_is_personal(classified->name) || classified->is_ethnicity;
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

static paygap_status classify(struct pg_workforce *workforce,
                              const struct pg_characteristic *asked, struct joined *joined,
                              paygap_error *err)
{
    struct pg_classified classified = {.name = NULL};
    size_t *n_rows = calloc(joined->texts.n + 1, sizeof *n_rows);

    for (size_t i = 0; n_rows != NULL && i < workforce->n_people; i++)
        n_rows[joined->codes[i]]++;
    paygap_status status = n_rows == NULL ? pg_no_memory(err)
                                          : classify_texts(workforce, &classified, asked,
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
    if (classified.n_unrecognised > 0)
        pg_say_warning(
            workforce, classified.title,
            pg_arena_printf(&workforce->arena,
                            "%zu labels are of no group and count as not known, "
                            "such as \"%.60s\"; say under [values.%s] what they are",
                            classified.n_unrecognised, classified.unrecognised[0].label,
                            asked->name));
    free(n_rows);
    pg_classified_free(&classified);
    return status;
}

static paygap_status add_characteristic(struct pg_workforce *workforce,
                                        const struct pg_characteristic *asked,
                                        const char *const *headers, paygap_error *err)
{
    size_t columns[PG_MAX_SNAPSHOTS];
    struct joined joined;
    const char *const named[] = {asked->column != NULL ? asked->column : asked->name, NULL};

    find_columns(workforce, asked->column != NULL || headers[0] == NULL ? named : headers,
                 columns);
    paygap_status status =
        join(workforce, columns, &joined) ? PAYGAP_OK : pg_no_memory(err);
    if (status == PAYGAP_OK && joined.is_there && joined.texts.n <= PG_MAX_LABELS)
        status = classify(workforce, asked, &joined, err);
    else if (status == PAYGAP_OK && !joined.is_there)
        pg_say_missing(workforce, asked->name, "a column of the people table");
    joined_free(&joined);
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

static struct pg_characteristic asked_for(const struct pg_workforce *workforce,
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
    struct pg_characteristic asked = asked_for(workforce, name, levels);

    return add_characteristic(workforce, &asked, headers, err);
}

static paygap_status add_axes(struct pg_workforce *workforce, paygap_error *err)
{
    static const char *const none[] = {NULL};
    const unsigned ethnic = (1U << PG_LEVEL_BROAD) | (1U << PG_LEVEL_WRES);

    if (!add_sex(workforce))
        return pg_no_memory(err);
    PG_TRY(add_usual(workforce, "ethnicity", ethnic, pg_usual_headers("ethnicity"), err));
    PG_TRY(add_usual(workforce, "disability", 1U << PG_LEVEL_DETAILED,
                     pg_usual_headers("disability"), err));
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

// ---------------------------------------------------------------- where people work

static const struct {
    const char *name, *title;
    const char *const headers[8];
} roles[PG_N_PLACE_ROLES] = {
    [PG_PLACE_GRADE] = {"grade",
                        "Grade",
                        {"grade", "pay band", "band", "pay grade", "salary band", NULL}},
    [PG_PLACE_DIVISION] = {"division",
                           "Division",
                           {"division", "directorate", "department", "service area",
                            "service", NULL}},
    [PG_PLACE_LEVEL] = {"level",
                        "Management level",
                        {"management level", "level", "tier", "leadership level", NULL}},
    [PG_PLACE_CONTRACT] = {"contract",
                           "Contract",
                           {"contract", "contract type", "employment type", NULL}},
    [PG_PLACE_COHORT] = {"cohort", "Cohort", {"cohort", "scheme", "programme", NULL}},
    [PG_PLACE_SERVICE] = {"service", "Length of service", {NULL}},
};

// G2 before G10: runs of digits are compared as numbers.
static int natural(const char *a, const char *b)
{
    while (*a != '\0' && *b != '\0') {
        size_t da = strspn(a, "0123456789"), db = strspn(b, "0123456789");
        if (da > 0 && db > 0 && da < 10 && db < 10) {
            long na = strtol(a, NULL, 10), nb = strtol(b, NULL, 10);
            if (na != nb)
                return na < nb ? -1 : 1;
            a += da;
            b += db;
            continue;
        }
        if (*a != *b)
            return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
        a++;
        b++;
    }
    return *a == *b ? 0 : *a == '\0' ? -1 : 1;
}

static int by_name(const void *a, const void *b)
{
    return natural(*(const char *const *)a, *(const char *const *)b);
}

// The labels in natural order, blank last; the number of each code.
static bool order_labels(struct pg_workforce *workforce, const struct joined *joined,
                         enum pg_place_role role, struct pg_place *place)
{
    size_t n = joined->texts.n;

    place->groups = calloc(n + 1, sizeof *place->groups);
    place->group_of = calloc(workforce->n_people + 1, sizeof *place->group_of);
    uint16_t *number = calloc(n + 1, sizeof *number);
    bool made = place->groups != NULL && place->group_of != NULL && number != NULL;
    for (size_t i = 1; made && i < n; i++) {
        struct pg_str text = pg_intern_get(&joined->texts, (uint32_t)i);
        place->groups[i - 1] =
            pg_arena_printf(&workforce->arena, "%.*s", (int)text.len, text.ptr);
    }
    if (made) {
        qsort(place->groups, n - 1, sizeof *place->groups, by_name);
        place->groups[n - 1] = role == PG_PLACE_LEVEL    ? "No management level"
                               : role == PG_PLACE_COHORT ? "No cohort"
                                                         : "Not given";
        place->n_groups = n;
    }
    for (size_t i = 0; made && i < n; i++) {
        struct pg_str text = pg_intern_get(&joined->texts, (uint32_t)i);
        number[i] = (uint16_t)(n - 1);
        for (size_t g = 0; g + 1 < n && i > 0; g++) {
            if (strlen(place->groups[g]) == text.len &&
                memcmp(place->groups[g], text.ptr, text.len) == 0)
                number[i] = (uint16_t)g;
        }
    }
    for (size_t i = 0; made && i < workforce->n_people; i++)
        place->group_of[i] = number[joined->codes[i]];
    free(number);
    return made;
}

static bool add_place(struct pg_workforce *workforce, enum pg_place_role role)
{
    const char *header = pg_workforce_key(workforce, roles[role].name);
    const char *const named[] = {header, NULL};
    size_t columns[PG_MAX_SNAPSHOTS];
    struct joined joined;
    struct pg_place *place = &workforce->places[role];

    find_columns(workforce, header != NULL ? named : roles[role].headers, columns);
    bool made = join(workforce, columns, &joined);
    bool is_one = made && joined.is_there && joined.texts.n > 1 && joined.texts.n <= 400;
    if (is_one) {
        *place = (struct pg_place){.name = roles[role].name, .title = roles[role].title};
        made = order_labels(workforce, &joined, role, place);
        workforce->has_place[role] = made;
    } else if (made) {
        pg_say_missing(
            workforce, roles[role].title,
            joined.is_there && joined.texts.n > 400
                ? "a column with at most 400 different labels"
                : "a column of the people table, or its header under [workforce]");
    }
    joined_free(&joined);
    return made;
}

// Starters of the year before the snapshot date, and the others.
static bool add_service(struct pg_workforce *workforce)
{
    static const char *const names[] = {"Started in the last year",
                                        "Current staff of over a year", "Not given"};
    struct pg_place *place = &workforce->places[PG_PLACE_SERVICE];
    size_t columns[PG_MAX_SNAPSHOTS], person = 0;
    bool is_there = false;

    find_field(workforce, PG_FIELD_START_DATE, columns);
    for (size_t s = 0; s < workforce->n_snapshots; s++)
        is_there |= columns[s] != SIZE_MAX;
    if (!is_there)
        return true;
    *place = (struct pg_place){
        .name = "service",
        .title = "Length of service",
        .n_groups = 3,
        .groups = calloc(3, sizeof *place->groups),
        .group_of = calloc(workforce->n_people + 1, sizeof *place->group_of)};
    if (place->groups == NULL || place->group_of == NULL)
        return false;
    memcpy(place->groups, names, sizeof names);
    for (size_t s = 0; s < workforce->n_snapshots; s++) {
        const struct pg_rows *rows = &workforce->files[s];
        int64_t day = pg_date_days(workforce->snapshots[s].date);
        for (size_t row = 0; row < rows->n; row++, person++) {
            struct pg_date start;
            bool is_date = pg_day_parse(pg_rows_cell(rows, row, columns[s]),
                                        workforce->config.mapping.month_first,
                                        &start) == PG_CELL_VALUE;
            place->group_of[person] = !is_date                          ? 2
                                      : pg_date_days(start) > day - 365 ? 0
                                                                        : 1;
        }
    }
    workforce->has_place[PG_PLACE_SERVICE] = true;
    return true;
}

// Division and level together, as one place.
static bool add_division_level(struct pg_workforce *workforce)
{
    const struct pg_place *division = &workforce->places[PG_PLACE_DIVISION];
    const struct pg_place *level = &workforce->places[PG_PLACE_LEVEL];
    struct pg_place *place = &workforce->places[PG_PLACE_DIVISION_LEVEL];
    bool is_one =
        workforce->has_place[PG_PLACE_DIVISION] && workforce->has_place[PG_PLACE_LEVEL];
    size_t n = is_one ? division->n_groups * level->n_groups : 0;

    if (n == 0 || n > 2000)
        return true;
    *place = (struct pg_place){
        .name = "division and level",
        .title = "Division and level",
        .n_groups = n,
        .groups = calloc(n, sizeof *place->groups),
        .group_of = calloc(workforce->n_people + 1, sizeof *place->group_of)};
    if (place->groups == NULL || place->group_of == NULL)
        return false;
    for (size_t g = 0; g < n; g++)
        place->groups[g] = pg_arena_printf(&workforce->arena, "%s, %s",
                                           division->groups[g / level->n_groups],
                                           level->groups[g % level->n_groups]);
    for (size_t i = 0; i < workforce->n_people; i++)
        place->group_of[i] =
            (uint16_t)(division->group_of[i] * level->n_groups + level->group_of[i]);
    workforce->has_place[PG_PLACE_DIVISION_LEVEL] = true;
    return true;
}

// Who is in a profession with a regulator, which may find them unfit to practise.
static bool read_regulated(struct pg_workforce *workforce)
{
    static const char *const usual_headers[] = {"regulated", "regulated professional",
                                                "registered professional", NULL};
    const char *header = pg_workforce_key(workforce, "regulated");
    const char *const named[] = {header, NULL};
    size_t columns[PG_MAX_SNAPSHOTS], person = 0;
    bool is_there = false;

    find_columns(workforce, header != NULL ? named : usual_headers, columns);
    for (size_t s = 0; s < workforce->n_snapshots; s++)
        is_there |= columns[s] != SIZE_MAX;
    if (!is_there)
        return true;
    workforce->is_regulated =
        calloc(workforce->n_people + 1, sizeof *workforce->is_regulated);
    if (workforce->is_regulated == NULL)
        return false;
    for (size_t s = 0; s < workforce->n_snapshots; s++) {
        for (size_t row = 0; row < workforce->files[s].n; row++, person++) {
            bool yes = false;
            (void)pg_yes_no_parse(pg_rows_cell(&workforce->files[s], row, columns[s]),
                                  &yes);
            workforce->is_regulated[person] = yes;
        }
    }
    return true;
}

paygap_status pg_people_read(struct pg_workforce *workforce, paygap_error *err)
{
    PG_TRY(read_files(workforce, err));
    PG_TRY(add_axes(workforce, err));
    if (workforce->n_axes == 0)
        return pg_fail_at(
            err, PAYGAP_COLUMN, workforce->options->people[0], 0, 0,
            "no column says what people are: sex, ethnicity, disability, or one "
            "that [characteristic.NAME] names");
    for (int role = 0; role < PG_PLACE_SERVICE; role++) {
        if (!add_place(workforce, (enum pg_place_role)role))
            return pg_no_memory(err);
    }
    return add_service(workforce) && add_division_level(workforce) &&
                   read_regulated(workforce)
               ? PAYGAP_OK
               : pg_no_memory(err);
}
