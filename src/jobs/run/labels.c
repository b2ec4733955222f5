// SPDX-License-Identifier: GPL-3.0-or-later
/* The characteristics that the file has: its columns of labels, and what is said of them.
 */
#include "run_parts.h"

#include <stdlib.h>

// The rows whose label is in no group, so that somebody can mend or map them.
static bool find_unrecognised(struct pg_run *run, const struct pg_class *class,
                              size_t column)
{
    struct pg_table *table = &run->table;

    for (uint32_t row = 0; class->labels.n_unrecognised > 0 && row < table->n_rows; row++) {
        if (class->labels.is_unrecognised[pg_table_label_code(class->column, row)] &&
            !pg_table_findings_add(table, row, table->line[row], column,
                                   PG_FINDING_LABEL_UNKNOWN, PG_ACTION_KEPT))
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
    pg_results_pairs_add(
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

    run->classes.items = calloc(n + 1, sizeof *run->classes.items);
    if (run->classes.items == NULL)
        return pg_no_memory(err);
    for (size_t i = 0; i < n; i++) {
        if (!run->wishes[i].has_labels)
            continue;
        const struct pg_label_column *column = &run->table.labels[run->wishes[i].labels];
        if (column->is_dropped) {
            PG_TRY(too_many_labels(run, i, err));
            continue;
        }
        struct pg_class *class = &run->classes.items[run->classes.n++];
        class->column = column;
        class->asked = &run->config.characteristics[i];
        PG_TRY(pg_figures_classify(class, &run->judged, &run->results->arena, err));
        if (!find_unrecognised(run, class, run->n_files == 1 ? run->wishes[i].column : 0))
            return pg_no_memory(err);
    }
    pg_table_findings_sort(&run->table.findings);
    return PAYGAP_OK;
}
