// SPDX-License-Identifier: GPL-3.0-or-later
/* The characteristics of the file: its columns of labels, classified, and the group of
 * every person at the finest level. */
#include "pg_run.h"

#include <stdlib.h>

static size_t *count_labels(const struct pg_table *table,
                            const struct pg_label_column *column)
{
    size_t *n_rows = calloc(column->labels.n + 1, sizeof *n_rows);

    for (size_t row = 0; n_rows != NULL && row < table->n_rows; row++)
        n_rows[pg_label_code(column, row)]++;
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

static paygap_status classify(struct pg_run *run, struct pg_class *class, paygap_error *err)
{
    size_t n_spellings;
    struct pg_spelling *spellings =
        spellings_of(&run->config.mapping, class->asked->name, &n_spellings);
    size_t *n_rows = count_labels(&run->table, class->column);
    struct pg_labels labels = {&class->column->labels, n_rows};
    paygap_status status =
        spellings == NULL || n_rows == NULL
            ? pg_no_memory(err)
            : pg_classify(&class->labels, &run->results->arena, class->asked, &labels,
                          spellings, n_spellings, run->options->config, err);

    free(spellings);
    free(n_rows);
    return status;
}

// The group that the posts of one employee agree on; those without an answer have no say.
static uint16_t agreed(struct pg_class *class, const struct pg_run *run, uint32_t row)
{
    const uint32_t *next = run->people.next_post;
    uint16_t n = (uint16_t) class->labels.n_finest, unknown = (uint16_t)(n - 1);
    uint16_t found = unknown;

    for (uint32_t post = row; post != PG_NO_ROW; post = next[post]) {
        uint16_t group = class->labels.finest_of_label[pg_label_code(class->column, post)];
        bool says_more = found >= n - 2 && group < found;
        if (found < n - 2 && group < n - 2 && group != found) {
            class->n_differing++;
            return unknown;
        }
        found = says_more ? group : found;
    }
    return found;
}

static bool find_groups(struct pg_run *run, struct pg_class *class)
{
    const struct pg_people *people = &run->people;
    const uint16_t *finest_of_label = class->labels.finest_of_label;

    class->finest = malloc((people->n_rows + 1) * sizeof *class->finest);
    if (class->finest == NULL)
        return false;
    for (uint32_t row = 0; row < people->n_rows; row++) {
        bool has_posts = people->next_post != NULL &&
                         people->out_of_all[row] != PG_REASON_MERGED &&
                         people->next_post[row] != PG_NO_ROW;
        class->finest[row] = has_posts ? agreed(class, run, row)
                                       : finest_of_label[pg_label_code(class->column, row)];
    }
    return true;
}

// The rows whose label is in no group, so that somebody can mend or map them.
static bool find_unrecognised(struct pg_run *run, const struct pg_class *class,
                              size_t column)
{
    struct pg_table *table = &run->table;

    for (uint32_t row = 0; class->labels.n_unrecognised > 0 && row < table->n_rows; row++) {
        if (class->labels.is_unrecognised[pg_label_code(class->column, row)] &&
            !pg_findings_add(table, row, table->line[row], column, PG_FINDING_LABEL_UNKNOWN,
                             PG_ACTION_KEPT))
            return false;
    }
    return true;
}

// A column with a label for almost everybody groups nobody.
static paygap_status too_many_labels(struct pg_run *run, size_t wish, paygap_error *err)
{
    const struct pg_label_wish *wished = &run->wishes[wish];

    if (wished->is_required)
        return pg_fail_at(err, PAYGAP_COLUMN, run->options->payroll, 0, wished->column,
                          "people cannot be grouped by this column: it has more than %d "
                          "different labels",
                          PG_MAX_LABELS);
    pg_pairs_add(
        run->results, &run->results->warnings, wished->name,
        pg_arena_printf(&run->results->arena,
                        "the column %s has more than %d different labels, so people "
                        "are not grouped by it",
                        wished->name, PG_MAX_LABELS),
        "");
    return PAYGAP_OK;
}

paygap_status pg_run_classify(struct pg_run *run, paygap_error *err)
{
    size_t n = run->config.n_characteristics;

    run->classes = calloc(n + 1, sizeof *run->classes);
    if (run->classes == NULL)
        return pg_no_memory(err);
    for (size_t i = 0; i < n; i++) {
        if (!run->wishes[i].has_labels)
            continue;
        const struct pg_label_column *column = &run->table.labels[run->wishes[i].labels];
        if (column->is_dropped) {
            PG_TRY(too_many_labels(run, i, err));
            continue;
        }
        struct pg_class *class = &run->classes[run->n_classes++];
        class->column = column;
        class->asked = &run->config.characteristics[i];
        PG_TRY(classify(run, class, err));
        if (!find_groups(run, class) ||
            !find_unrecognised(run, class, run->n_files == 1 ? run->wishes[i].column : 0))
            return pg_no_memory(err);
    }
    pg_findings_sort(&run->table.findings);
    return PAYGAP_OK;
}

void pg_run_free_classes(struct pg_run *run)
{
    for (size_t i = 0; i < run->n_classes; i++) {
        pg_classified_free(&run->classes[i].labels);
        free(run->classes[i].finest);
    }
    free(run->classes);
    run->classes = NULL;
    run->n_classes = 0;
}
