// SPDX-License-Identifier: GPL-3.0-or-later
/* The groups of an axis in a column of events, whose labels are classified like those of
 * people. */
#include "axes.h"

#include <stdlib.h>

// `is_known`: of each text; the empty one says nothing. False when out of memory.
static bool warn_of_labels(struct pg_workforce *workforce, const struct pg_axis *axis,
                           const struct pg_rows *rows, size_t column, const bool *is_known)
{
    const struct pg_intern *texts = &rows->texts[column];
    size_t *n_rows = calloc(texts->n + 1, sizeof *n_rows), n = 0;

    for (size_t row = 0; n_rows != NULL && row < rows->n; row++) {
        uint32_t code = rows->codes[column][row];
        if (is_known[code] || pg_intern_get(texts, code).len == 0)
            continue;
        n += n_rows[code]++ == 0;
    }
    if (n > 0)
        pg_workforce_say_warning(
            workforce, "events",
            pg_arena_printf(&workforce->arena,
                            "%zu %s of %s %s of no group and so not known: %s; "
                            "say under [values.%s] what %s",
                            n, n == 1 ? "label" : "labels", axis->base,
                            n == 1 ? "is" : "are",
                            pg_workforce_quoted(workforce, texts, n_rows, axis), axis->base,
                            n == 1 ? "it is" : "they are"));
    free(n_rows);
    return n_rows != NULL;
}

static void groups_by_sex(struct pg_workforce *workforce, const struct pg_axis *axis,
                          const struct pg_intern *texts, uint16_t *groups, bool *is_known)
{
    for (uint32_t i = 0; i < texts->n; i++) {
        groups[i] =
            (uint16_t)pg_workforce_axes_sex_group(workforce, pg_intern_get(texts, i));
        is_known[i] = groups[i] != pg_workforce_not_known_of(axis);
    }
}

// Where the axis has the group of a label; SIZE_MAX if it is of none.
static size_t group_of_label(const struct pg_axis *axis,
                             const struct pg_classified *classified, uint32_t label)
{
    const struct pg_level *level = &classified->levels[axis->level];

    if (!classified->has_level[axis->level] || classified->finest_of_label == NULL ||
        classified->is_unrecognised[label])
        return SIZE_MAX;
    size_t group = level->of_finest[classified->finest_of_label[label]];
    return pg_workforce_group_called(axis, pg_str_of(level->groups[group].name));
}

// The labels as they are classified: the empty one first, which means not known.
static bool as_labels(const struct pg_intern *texts, struct pg_intern *labels,
                      uint32_t *label_of)
{
    bool is_new, made = pg_intern_add(labels, (struct pg_str){"", 0}, &is_new) == 0;

    for (uint32_t i = 0; made && i < texts->n; i++) {
        label_of[i] = pg_intern_add(labels, pg_intern_get(texts, i), &is_new);
        made = label_of[i] != PG_INTERN_FULL;
    }
    return made;
}

static paygap_status groups_by_characteristic(struct pg_workforce *workforce,
                                              const struct pg_axis *axis,
                                              const struct pg_intern *texts,
                                              uint16_t *groups, bool *is_known,
                                              paygap_error *err)
{
    struct pg_characteristic asked =
        pg_workforce_axes_asked_for(workforce, axis->base, 1U << axis->level);
    struct pg_classified classified = {.name = NULL};
    struct pg_intern labels = {0};
    size_t *n_rows = calloc(texts->n + 2, sizeof *n_rows);
    uint32_t *label_of = calloc(texts->n + 1, sizeof *label_of);
    paygap_status status = PAYGAP_MEMORY;

    if (n_rows != NULL && label_of != NULL && as_labels(texts, &labels, label_of)) {
        for (size_t i = 0; i < labels.n; i++)
            n_rows[i] = 1;
        status = pg_workforce_axes_classify(workforce, &classified, &asked, &labels, n_rows,
                                            err);
    } else {
        (void)pg_no_memory(err);
    }
    for (uint32_t i = 0; i < texts->n && status == PAYGAP_OK; i++) {
        size_t group = group_of_label(axis, &classified, label_of[i]);
        is_known[i] = group != SIZE_MAX;
        groups[i] = group != SIZE_MAX ? (uint16_t)group : pg_workforce_not_known_of(axis);
    }
    pg_characteristics_classified_free(&classified);
    pg_intern_free(&labels);
    free(label_of);
    free(n_rows);
    return status;
}

uint16_t *pg_workforce_groups_of_column(struct pg_workforce *workforce,
                                        const struct pg_axis *axis,
                                        const struct pg_rows *rows, size_t column,
                                        paygap_error *err)
{
    const struct pg_intern *texts = &rows->texts[column];
    uint16_t *groups = calloc(texts->n + 1, sizeof *groups);
    bool *is_known = calloc(texts->n + 1, sizeof *is_known);
    paygap_status status = PAYGAP_OK;

    if (groups == NULL || is_known == NULL) {
        (void)pg_no_memory(err);
        free(groups);
        free(is_known);
        return NULL;
    }
    if (axis->subject == PG_SUBJECT_SEX)
        groups_by_sex(workforce, axis, texts, groups, is_known);
    else
        status = groups_by_characteristic(workforce, axis, texts, groups, is_known, err);
    if (status == PAYGAP_OK && !warn_of_labels(workforce, axis, rows, column, is_known))
        status = pg_no_memory(err);
    free(is_known);
    if (status == PAYGAP_OK)
        return groups;
    free(groups);
    return NULL;
}
