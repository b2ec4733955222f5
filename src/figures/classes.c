// SPDX-License-Identifier: GPL-3.0-or-later
/* The characteristics of the file: its columns of labels, classified, and the group of
 * every person at the finest level. */
#include "pg_figures.h"

#include <stdlib.h>

static size_t *count_labels(const struct pg_table *table,
                            const struct pg_label_column *column)
{
    size_t *n_rows = calloc(column->labels.n + 1, sizeof *n_rows);

    for (size_t row = 0; n_rows != NULL && row < table->n_rows; row++)
        n_rows[pg_table_label_code(column, row)]++;
    return n_rows;
}

// The spellings of [values.NAME].
static struct pg_spelling *spellings_of(const struct pg_mapping *mapping, const char *name,
                                        size_t *n)
{
    struct pg_spelling *spellings = calloc(mapping->n_values + 1, sizeof *spellings);

    *n = 0;
    for (size_t i = 0; spellings != NULL && i < mapping->n_values; i++) {
        const struct pg_value_map *value = &mapping->values[i];
        if (value->name != NULL && pg_schema_same_header(pg_str_of(value->name), name))
            spellings[(*n)++] = (struct pg_spelling){value->spelling, value->meaning};
    }
    return spellings;
}

static paygap_status classify(struct pg_class *class, const struct pg_judged *judged,
                              struct pg_arena *arena, paygap_error *err)
{
    size_t n_spellings;
    struct pg_spelling *spellings =
        spellings_of(judged->mapping, class->asked->name, &n_spellings);
    size_t *n_rows = count_labels(judged->table, class->column);
    struct pg_labels labels = {&class->column->labels, n_rows};
    paygap_status status =
        spellings == NULL || n_rows == NULL
            ? pg_no_memory(err)
            : pg_characteristics_classify(&class->labels, arena, class->asked, &labels,
                                          spellings, n_spellings, judged->config_path, err);

    free(spellings);
    free(n_rows);
    return status;
}

// The group that the posts of one employee agree on; those without an answer have no say.
static uint16_t agreed(struct pg_class *class, const struct pg_judged *judged, uint32_t row)
{
    const uint32_t *next = judged->people->next_post;
    uint16_t n = (uint16_t) class->labels.n_finest, unknown = (uint16_t)(n - 1);
    uint16_t found = unknown;

    for (uint32_t post = row; post != PG_NO_ROW; post = next[post]) {
        uint16_t group =
            class->labels.finest_of_label[pg_table_label_code(class->column, post)];
        bool says_more = found >= n - 2 && group < found;
        if (found < n - 2 && group < n - 2 && group != found) {
            class->n_differing++;
            return unknown;
        }
        found = says_more ? group : found;
    }
    return found;
}

static bool find_groups(struct pg_class *class, const struct pg_judged *judged)
{
    const struct pg_people *people = judged->people;
    const uint16_t *finest_of_label = class->labels.finest_of_label;

    class->finest = malloc((people->n_rows + 1) * sizeof *class->finest);
    if (class->finest == NULL)
        return false;
    for (uint32_t row = 0; row < people->n_rows; row++) {
        bool has_posts = people->next_post != NULL &&
                         people->out_of_all[row] != PG_REASON_MERGED &&
                         people->next_post[row] != PG_NO_ROW;
        class->finest[row] = has_posts
                                 ? agreed(class, judged, row)
                                 : finest_of_label[pg_table_label_code(class->column, row)];
    }
    return true;
}

paygap_status pg_figures_classify(struct pg_class *class, const struct pg_judged *judged,
                                  struct pg_arena *arena, paygap_error *err)
{
    PG_TRY(classify(class, judged, arena, err));
    return find_groups(class, judged) ? PAYGAP_OK : pg_no_memory(err);
}

void pg_figures_free_classes(struct pg_classes *classes)
{
    for (size_t i = 0; i < classes->n; i++) {
        pg_characteristics_classified_free(&classes->items[i].labels);
        free(classes->items[i].finest);
    }
    free(classes->items);
    *classes = (struct pg_classes){0};
}
