// SPDX-License-Identifier: GPL-3.0-or-later
/* [characteristic.NAME]: the columns people are grouped by, besides sex. */
#include "keys.h"

#include <stdlib.h>

static struct pg_characteristic *find(const struct pg_config *config, const char *name)
{
    for (size_t i = 0; i < config->n_characteristics; i++) {
        if (pg_schema_same_header(pg_str_of(name), config->characteristics[i].name))
            return &config->characteristics[i];
    }
    return NULL;
}

struct pg_characteristic *pg_config_characteristic(struct pg_config *config,
                                                   const char *name)
{
    struct pg_characteristic *known = find(config, name);

    if (known != NULL)
        return known;
    struct pg_characteristic *grown =
        pg_grown(config->characteristics, config->n_characteristics,
                 &config->characteristics_capacity, sizeof *grown);
    if (grown == NULL)
        return NULL;
    config->characteristics = grown;
    grown[config->n_characteristics] =
        (struct pg_characteristic){.name = pg_strdup(pg_str_of(name))};
    if (grown[config->n_characteristics].name == NULL)
        return NULL;
    return &grown[config->n_characteristics++];
}

static bool is_usual(const char *name, const char *header)
{
    const char *const *usual = pg_characteristics_usual_headers(name);

    for (size_t i = 0; usual[i] != NULL; i++) {
        if (pg_schema_same_header(pg_str_of(header), usual[i]))
            return true;
    }
    return false;
}

static bool set_text(char **member, const char *value)
{
    free(*member);
    *member = pg_strdup(pg_str_of(value));
    return *member != NULL;
}

bool pg_config_ask_for(struct pg_config *config, const char *header)
{
    const char *name = is_usual("ethnicity", header)    ? "ethnicity"
                       : is_usual("disability", header) ? "disability"
                                                        : header;
    struct pg_characteristic *asked = pg_config_characteristic(config, name);

    if (asked == NULL)
        return false;
    asked->is_asked = true;
    return asked->column != NULL || name == header || set_text(&asked->column, header);
}

// What the planned law is read to ask for: of ethnicity two groups and the broad ones, of
// disability the two that there are.
static paygap_status set_planned_levels(struct pg_characteristic *characteristic,
                                        const struct pg_ini_line *line, paygap_error *err)
{
    bool is_ethnicity = pg_str_same(pg_str_of(characteristic->name), "ethnicity");

    if (!is_ethnicity && !pg_str_same(pg_str_of(characteristic->name), "disability"))
        return pg_config_refuse(line, err,
                                "detailed, broad, binary or wres; planned-law is of "
                                "ethnicity and disability");
    characteristic->is_planned = true;
    characteristic->levels =
        is_ethnicity ? 1U << PG_LEVEL_BROAD | 1U << PG_LEVEL_BINARY : 1U << PG_LEVEL_BINARY;
    return PAYGAP_OK;
}

static paygap_status take_levels(void *into, const struct pg_ini_line *line,
                                 paygap_error *err)
{
    struct pg_characteristic *characteristic = into;
    const char *rest = line->value;

    characteristic->levels = 0;
    characteristic->is_auto = characteristic->is_planned = false;
    if (pg_str_same(pg_str_of(rest), "planned-law"))
        return set_planned_levels(characteristic, line, err);
    while (*rest != '\0') {
        size_t len = strcspn(rest, ",");
        struct pg_str word = pg_str_trim((struct pg_str){rest, len});
        unsigned bit = pg_characteristics_level_bit(word);
        if (pg_str_same(word, "auto"))
            characteristic->is_auto = true;
        else if (bit == 0)
            break;
        characteristic->levels |= bit;
        rest += len + (rest[len] == ',');
    }
    bool both = characteristic->is_auto && characteristic->levels != 0;
    if (*rest == '\0' && !both && (characteristic->is_auto || characteristic->levels != 0))
        return PAYGAP_OK;
    return pg_config_refuse(line, err,
                            "detailed, broad, binary or wres, several of them separated by "
                            "commas, auto or planned-law");
}

static paygap_status take_scheme(void *into, const struct pg_ini_line *line,
                                 paygap_error *err)
{
    struct pg_characteristic *characteristic = into;
    if (!pg_characteristics_scheme_is_known(line->value)) {
        const char *nearest = pg_characteristics_scheme_nearest(line->value);
        return nearest != NULL
                   ? pg_config_unknown(line, "scheme", line->value, nearest, err)
                   : pg_config_refuse(line, err, pg_characteristics_scheme_keys());
    }
    return set_text(&characteristic->scheme, line->value) ? PAYGAP_OK : pg_no_memory(err);
}

static paygap_status take_comparator(void *into, const struct pg_ini_line *line,
                                     paygap_error *err)
{
    struct pg_characteristic *characteristic = into;
    struct pg_str value = pg_str_of(line->value);

    characteristic->line = line->number;
    if (value.len == 0)
        return pg_config_refuse(line, err, "white_british, largest, others or a group");
    characteristic->comparison = pg_str_same(value, "white_british") ? PG_COMPARE_DEFAULT
                                 : pg_str_same(value, "largest")     ? PG_COMPARE_LARGEST
                                 : pg_str_same(value, "others")      ? PG_COMPARE_OTHERS
                                                                     : PG_COMPARE_NAMED;
    return set_text(&characteristic->comparator, line->value) ? PAYGAP_OK
                                                              : pg_no_memory(err);
}

static paygap_status check_name(const struct pg_ini_line *line, const char *name,
                                paygap_error *err)
{
    if (name[0] == '\0' || strlen(name) > 60)
        return pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                          "[characteristic.NAME] needs a name of at most 60 bytes, such as "
                          "[characteristic.grade]");
    if (pg_utf8_has_unseen(pg_str_of(name)))
        return pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                          "the name of [characteristic.NAME] has a character that nobody "
                          "sees (of no width, or of direction); type it again");
    if (pg_schema_field(pg_str_of(name)) != PG_FIELD_NONE)
        return pg_fail_at(
            err, PAYGAP_CONFIG, line->path, line->number, 0,
            "people cannot be grouped by %s, which is a column of the payroll "
            "table; name it under [columns]: %s = its header",
            pg_table_field_name(pg_schema_field(pg_str_of(name))),
            pg_table_field_name(pg_schema_field(pg_str_of(name))));
    return PAYGAP_OK;
}

static const struct pg_key rows[] = {
    {.name = "column",
     .kind = PG_KEY_TEXT,
     .offset = offsetof(struct pg_characteristic, column),
     .expected = "the header of a column in the file"},
    {.name = "scheme", .kind = PG_KEY_TAKEN, .take = take_scheme},
    {.name = "level", .kind = PG_KEY_TAKEN, .take = take_levels},
    {.name = "comparator", .kind = PG_KEY_TAKEN, .take = take_comparator},
};

static const struct pg_keys keys = PG_KEYS(rows);

static const char *name_in(const struct pg_ini_line *line)
{
    return line->section + strlen("characteristic.");
}

paygap_status pg_config_characteristic_begin(struct pg_config *config,
                                             const struct pg_ini_line *line,
                                             paygap_error *err)
{
    PG_TRY(check_name(line, name_in(line), err));
    struct pg_characteristic *characteristic =
        pg_config_characteristic(config, name_in(line));
    if (characteristic == NULL)
        return pg_no_memory(err);
    characteristic->is_asked = true;
    return PAYGAP_OK;
}

paygap_status pg_config_characteristic_take(struct pg_config *config,
                                            const struct pg_ini_line *line,
                                            paygap_error *err)
{
    struct pg_characteristic *characteristic =
        pg_config_characteristic(config, name_in(line));

    return characteristic != NULL ? pg_config_keys_take(&keys, characteristic, line, err)
                                  : pg_no_memory(err);
}

paygap_status pg_config_value_begin(struct pg_config *config,
                                    const struct pg_ini_line *line, paygap_error *err)
{
    const char *name = line->section + strlen("values.");

    if (pg_schema_field(pg_str_of(name)) != PG_FIELD_NONE)
        return PAYGAP_OK;
    struct pg_value_section *grown =
        pg_grown(config->value_sections, config->n_value_sections,
                 &config->value_sections_capacity, sizeof *grown);
    if (grown == NULL)
        return pg_no_memory(err);
    config->value_sections = grown;
    struct pg_value_section *section = &grown[config->n_value_sections];
    *section = (struct pg_value_section){pg_strdup(pg_str_of(name)), line->number};
    if (section->name == NULL)
        return pg_no_memory(err);
    config->n_value_sections++;
    return PAYGAP_OK;
}

static paygap_status unknown_values(const struct pg_config *config,
                                    const struct pg_value_section *value, const char *path,
                                    paygap_error *err)
{
    const char *names[PG_N_FIELDS + 64];
    size_t n = 0;

    for (; n < PG_N_FIELDS; n++)
        names[n] = pg_table_field_name((enum pg_field)n);
    for (size_t i = 0; i < config->n_characteristics && n < PG_N_FIELDS + 64; i++)
        names[n++] = config->characteristics[i].name;
    const char *nearest = pg_nearest(value->name, names, n);
    return pg_fail_at(err, PAYGAP_CONFIG, path, value->line, 0,
                      "unknown column \"%.60s\"%s%s%s", value->name,
                      nearest != NULL ? "; did you mean \"" : "",
                      nearest != NULL ? nearest : "", nearest != NULL ? "\"?" : "");
}

paygap_status pg_config_complete(struct pg_config *config, const char *path,
                                 paygap_error *err)
{
    if (pg_config_characteristic(config, "ethnicity") == NULL ||
        pg_config_characteristic(config, "disability") == NULL)
        return pg_no_memory(err);
    for (size_t i = 0; i < config->n_value_sections; i++) {
        if (find(config, config->value_sections[i].name) == NULL)
            return unknown_values(config, &config->value_sections[i], path, err);
    }
    return PAYGAP_OK;
}

void pg_config_characteristics_free(struct pg_config *config)
{
    for (size_t i = 0; i < config->n_characteristics; i++) {
        struct pg_characteristic *characteristic = &config->characteristics[i];
        free(characteristic->name);
        free(characteristic->column);
        free(characteristic->scheme);
        free(characteristic->comparator);
    }
    free(config->characteristics);
    for (size_t i = 0; i < config->n_value_sections; i++)
        free(config->value_sections[i].name);
    free(config->value_sections);
}
