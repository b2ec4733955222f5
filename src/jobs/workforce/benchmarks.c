// SPDX-License-Identifier: GPL-3.0-or-later
/* The community: shares of groups from a census file. */
#include "pg_workforce.h"

static const char *const of_characteristic[] = {"characteristic", NULL};
static const char *const of_group[] = {"group", NULL};
static const char *const of_share[] = {"share", "percent", "share (%)", NULL};

// Whether a row of the community file is about the watched group of an axis. Without a
// column of characteristics the group alone says it.
static bool is_about(const struct pg_rows *rows, size_t row, const struct pg_axis *axis)
{
    struct pg_str name =
        pg_workforce_rows_cell(rows, row, pg_workforce_rows_find(rows, of_characteristic));
    struct pg_str group =
        pg_workforce_rows_cell(rows, row, pg_workforce_rows_find(rows, of_group));

    return (name.len == 0 || pg_str_same(name, axis->base) ||
            pg_str_same(name, axis->name) || pg_str_same(name, axis->title)) &&
           pg_str_same(group, axis->groups[axis->watched]);
}

struct pg_fraction pg_workforce_benchmark_of(const struct pg_rows *rows,
                                             const struct pg_axis *axis)
{
    int64_t share;

    for (size_t row = 0; row < rows->n; row++) {
        if (is_about(rows, row, axis) &&
            pg_decimal_parse(
                pg_workforce_rows_cell(rows, row, pg_workforce_rows_find(rows, of_share)),
                &share) == PG_CELL_VALUE)
            return (struct pg_fraction){share, PG_MILLION};
    }
    return (struct pg_fraction){0, 0};
}

// The first row that is about the same group as this one; SIZE_MAX if it is about none.
static size_t first_about(const struct pg_workforce *workforce, const struct pg_rows *rows,
                          size_t row)
{
    for (size_t a = 0; a < workforce->n_axes; a++) {
        const struct pg_axis *axis = &workforce->axes[a];
        if (!pg_workforce_is_watched(axis) || !is_about(rows, row, axis))
            continue;
        for (size_t before = 0; before < row; before++) {
            if (is_about(rows, before, axis))
                return before;
        }
        return row;
    }
    return SIZE_MAX;
}

static paygap_status check_row(struct pg_workforce *workforce, const struct pg_rows *rows,
                               size_t row, paygap_error *err)
{
    size_t column = pg_workforce_rows_find(rows, of_share),
           first = first_about(workforce, rows, row);
    int64_t share;

    if (pg_decimal_parse(pg_workforce_rows_cell(rows, row, column), &share) !=
            PG_CELL_VALUE ||
        share < 0 || share > 100 * PG_MILLION)
        return pg_fail_at(err, PAYGAP_CONFIG, rows->name, rows->lines[row], column + 1,
                          "a benchmark must be a share in percent, from 0 to 100");
    if (first != SIZE_MAX && first < row)
        return pg_fail_at(err, PAYGAP_CONFIG, rows->name, rows->lines[row], 0,
                          "line %u gives a benchmark of the same group",
                          (unsigned)rows->lines[first]);
    const char *why = first == SIZE_MAX
                          ? "is about no group whose representation is looked at, such as "
                            "Minority ethnic of ethnicity, and is not used"
                      : share > 0 && share < PG_MILLION
                          ? "has a share below 1, which is taken as less than one percent"
                          : NULL;
    if (why != NULL)
        pg_workforce_say_warning(workforce, rows->name,
                                 pg_arena_printf(&workforce->arena, "line %u %s",
                                                 (unsigned)rows->lines[row], why));
    return PAYGAP_OK;
}

paygap_status pg_workforce_benchmarks_read(struct pg_workforce *workforce,
                                           struct pg_rows *rows, paygap_error *err)
{
    PG_TRY(pg_workforce_rows_of_key(workforce, rows, "benchmarks",
                                    workforce->config.workforce.benchmarks, err));
    if (rows->n_columns > 0 && (pg_workforce_rows_find(rows, of_share) == SIZE_MAX ||
                                pg_workforce_rows_find(rows, of_group) == SIZE_MAX))
        return pg_fail_at(
            err, PAYGAP_COLUMN, rows->path, 1, 0,
            "benchmarks need the columns group and share, and characteristic");
    for (size_t row = 0; row < rows->n; row++)
        PG_TRY(check_row(workforce, rows, row, err));
    return PAYGAP_OK;
}
