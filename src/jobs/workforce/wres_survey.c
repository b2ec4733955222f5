// SPDX-License-Identifier: GPL-3.0-or-later
/* Metrics of the survey: what two groups say of harassment, of careers and so on. */
#include "wres.h"

/** Answers of a group: how many said so, of how many. */
struct answer {
    size_t n, of;
    bool is_there;
};

static const char *const survey_questions[] = {"question", "metric", NULL};
static const char *const survey_groups[] = {"group", NULL};
static const char *const survey_respondents[] = {"respondents", "answers", "of", NULL};
static const char *const survey_said_so[] = {"experienced", "yes", "n", "said so", NULL};

static bool is_count(const struct pg_rows *rows, size_t row, size_t column, int64_t *n)
{
    return pg_decimal_parse(pg_workforce_rows_cell(rows, row, column), n) ==
               PG_CELL_VALUE &&
           *n >= 0 && *n % PG_MILLION == 0;
}

static bool is_group(struct pg_str text)
{
    return pg_str_same(text, "minority ethnic") || pg_str_same(text, "white") ||
           pg_str_same(text, "disabled") || pg_str_same(text, "not disabled");
}

paygap_status pg_workforce_wres_check_survey(struct pg_workforce *workforce,
                                             const struct pg_rows *rows, paygap_error *err)
{
    size_t of_all = pg_workforce_rows_find(rows, survey_respondents);
    size_t of_n = pg_workforce_rows_find(rows, survey_said_so);

    for (size_t row = 0; row < rows->n; row++) {
        int64_t n, all;
        if (!is_count(rows, row, of_all, &all))
            return pg_fail_at(err, PAYGAP_CONFIG, rows->name, rows->lines[row],
                              of_all == SIZE_MAX ? 0 : of_all + 1,
                              "the respondents must be a whole number of people");
        if (!is_count(rows, row, of_n, &n) || n > all)
            return pg_fail_at(
                err, PAYGAP_CONFIG, rows->name, rows->lines[row],
                of_n == SIZE_MAX ? 0 : of_n + 1,
                "those who experienced it must be a whole number of people, no "
                "more than the respondents");
        bool has_question = pg_workforce_wres_has_question(pg_workforce_rows_cell(
            rows, row, pg_workforce_rows_find(rows, survey_questions)));
        if (!has_question || !is_group(pg_workforce_rows_cell(
                                 rows, row, pg_workforce_rows_find(rows, survey_groups))))
            pg_workforce_warn_of_row(
                workforce, rows, row,
                has_question ? "the group is none of a metric, so it is not used"
                             : "the question is none of a metric, so it is not used");
    }
    return PAYGAP_OK;
}

static struct answer answer_of(const struct standard_of *of, const char *question,
                               const char *group)
{
    const struct pg_rows *rows = of->survey;
    size_t of_question = pg_workforce_rows_find(rows, survey_questions),
           of_group = pg_workforce_rows_find(rows, survey_groups);
    size_t of_all = pg_workforce_rows_find(rows, survey_respondents);
    size_t of_n = pg_workforce_rows_find(rows, survey_said_so);

    for (size_t row = 0; row < rows->n; row++) {
        int64_t n, all;
        if (pg_str_same(pg_workforce_rows_cell(rows, row, of_question), question) &&
            pg_str_same(pg_workforce_rows_cell(rows, row, of_group), group) &&
            is_count(rows, row, of_n, &n) && is_count(rows, row, of_all, &all))
            return (struct answer){(size_t)(n / PG_MILLION), (size_t)(all / PG_MILLION),
                                   true};
    }
    return (struct answer){.is_there = false};
}

void pg_workforce_wres_put_survey(const struct standard_of *of, const struct metric *metric)
{
    struct pg_workforce *workforce = of->workforce;
    const struct pg_axis *axis = &workforce->axes[of->axis];
    struct answer group = answer_of(of, metric->what, axis->groups[axis->watched]);
    struct answer other = answer_of(of, metric->what, axis->groups[axis->against]);

    pg_workforce_wres_put_words(
        of, metric, metric->title,
        pg_arena_printf(&workforce->arena, "%s %% less %s %%, percentage points",
                        axis->groups[axis->watched], axis->groups[axis->against]));
    if (!group.is_there || !other.is_there || group.of == 0 || other.of == 0) {
        pg_workforce_wres_put_nothing(
            of, pg_arena_printf(&workforce->arena,
                                "no data: question %s of both %s and %s in the survey "
                                "file",
                                metric->what, axis->groups[axis->watched],
                                axis->groups[axis->against]));
        return;
    }
    size_t n = pg_workforce_count_add(workforce, group.n),
           all = pg_workforce_count_add(workforce, group.of);
    size_t rest = pg_workforce_count_add_rest(workforce, n, all);
    size_t m = pg_workforce_count_add(workforce, other.n),
           all_m = pg_workforce_count_add(workforce, other.of);
    size_t rest_m = pg_workforce_count_add_rest(workforce, m, all_m);
    struct pg_fraction share = pg_workforce_percent(group.n, group.of);
    struct pg_fraction share_m = pg_workforce_percent(other.n, other.of);
    pg_workforce_put_number(workforce, of->table, (double)group.n, PG_ON(n, rest));
    pg_workforce_made_of(workforce, of->table, PG_MADE_COUNT, n, PG_ALL, PG_ALL);
    pg_workforce_put_count(workforce, of->table, all);
    pg_workforce_put_number(workforce, of->table, (double)other.n, PG_ON(m, rest_m));
    pg_workforce_made_of(workforce, of->table, PG_MADE_COUNT, m, PG_ALL, PG_ALL);
    pg_workforce_put_count(workforce, of->table, all_m);
    pg_workforce_wres_put_value(of, pg_workforce_apart(share, share_m), PG_VALUE_POINTS,
                                NULL, PG_ON(n, rest, m, rest_m));
    pg_workforce_put_finding(workforce, of->table,
                             pg_workforce_wres_against(workforce, share, share_m),
                             PG_ON(n, rest, m, rest_m));
}
