// SPDX-License-Identifier: GPL-3.0-or-later
/* Whether people are women or men, as the people tables say. */
#include "axes.h"

#include <stdlib.h>

// As the words for it, or [values.sex], say; PG_SEX_UNKNOWN otherwise.
static enum pg_sex sex_of(const struct pg_workforce *workforce, struct pg_str text)
{
    const struct pg_mapping *mapping = &workforce->config.mapping;
    enum pg_sex sex = PG_SEX_UNKNOWN;

    for (size_t i = 0; i < mapping->n_values; i++) {
        const struct pg_value_map *value = &mapping->values[i];
        if (value->field == PG_FIELD_SEX && pg_str_same(text, value->spelling))
            text = pg_str_of(value->meaning);
    }
    (void)pg_schema_sex_parse(text, &sex);
    return sex;
}

size_t pg_workforce_axes_sex_group(const struct pg_workforce *workforce, struct pg_str text)
{
    enum pg_sex sex = sex_of(workforce, text);

    return sex == PG_WOMEN ? 0 : sex == PG_MEN ? 1 : 2;
}

// Says which cells say something that is neither; blank ones say nothing. False when out of
// memory.
static bool warn_of_sexes(struct pg_workforce *workforce, const struct pg_axis *axis,
                          const struct pg_joined *joined)
{
    size_t *n_rows = calloc(joined->texts.n + 1, sizeof *n_rows), n = 0;

    for (size_t i = 0; n_rows != NULL && i < workforce->n_people; i++) {
        bool is_none = axis->group_of[i] == 2 &&
                       pg_str_trim(pg_intern_get(&joined->texts, joined->codes[i])).len > 0;
        n_rows[joined->codes[i]] += is_none;
        n += is_none;
    }
    if (n > 0)
        pg_workforce_say_warning(
            workforce, "Sex",
            pg_arena_printf(&workforce->arena,
                            "%zu %s a value that is no sex known here and so not "
                            "known: %s; say under [values.sex] what it means",
                            n, n == 1 ? "row has" : "rows have",
                            pg_workforce_quoted(workforce, &joined->texts, n_rows, axis)));
    free(n_rows);
    return n_rows != NULL;
}

// What is wanted where no table has a column of sex.
static void say_no_sex(struct pg_workforce *workforce)
{
    static const char *const words[] = {"sex", "gender"};
    const struct pg_rows *latest = &workforce->files[pg_workforce_latest(workforce)];
    const char *nearest = NULL;

    for (int i = 0; i < 2 && nearest == NULL; i++)
        nearest =
            pg_nearest(words[i], (const char *const *)latest->headers, latest->n_columns);
    pg_workforce_say_missing(
        workforce, "Everything by sex",
        pg_arena_printf(&workforce->arena,
                        "a column of sex, of which no header is known: [columns] "
                        "sex = its header%s%.60s",
                        nearest != NULL ? "; perhaps " : "",
                        nearest != NULL ? nearest : ""));
}

bool pg_workforce_axes_add_sex(struct pg_workforce *workforce)
{
    size_t columns[PG_MAX_SNAPSHOTS];
    struct pg_joined joined;

    if (!pg_workforce_find_field(workforce, PG_FIELD_SEX, columns)) {
        say_no_sex(workforce);
        return true;
    }
    bool made = pg_workforce_join(workforce, columns, &joined);
    if (made) {
        struct pg_axis *axis = pg_workforce_axes_add(workforce, "sex", "Sex", 3);
        made = axis != NULL;
        if (made)
            pg_workforce_note_dates(workforce, "Sex", columns, axis->is_there);
        for (size_t i = 0; made && i < workforce->n_people; i++) {
            struct pg_str text = pg_intern_get(&joined.texts, joined.codes[i]);
            axis->group_of[i] = (uint16_t)pg_workforce_axes_sex_group(workforce, text);
        }
        if (made) {
            axis->is_asked = false;
            axis->base = "sex";
            axis->is_first_level = true;
            axis->subject = PG_SUBJECT_SEX;
            axis->groups[0] = "Women";
            axis->groups[1] = "Men";
            axis->groups[2] = "Not known";
            axis->kinds[2] = PG_GROUP_NOT_KNOWN;
            axis->watched = 0;
            axis->against = 1;
            made = warn_of_sexes(workforce, axis, &joined);
        }
    }
    pg_workforce_joined_free(&joined);
    return made;
}
