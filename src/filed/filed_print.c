// SPDX-License-Identifier: GPL-3.0-or-later
/* What was found about published returns: as a table, as CSV and as JSON. */
#include "pg_filed.h"

#include "pg_sentences.h"
#include "pg_writers.h"

#include <jansson.h>
#include <stdlib.h>

enum { SHOWN = 20 };

static const char *year_text(int year, char text[static 32])
{
    if (year == 0)
        text[0] = '\0';
    else
        snprintf(text, 32, "%d-%02d", year, (year + 1) % 100);
    return text;
}

static void print_verdicts(const struct pg_filed *filed, FILE *stream)
{
    char n[32];

    for (int verdict = 0; verdict <= PG_FILED_CONSISTENT; verdict++)
        fprintf(stream, "  %-28s %8s  %5.1f %%\n",
                pg_filed_verdict_name((enum pg_filed_verdict)verdict),
                pg_grouped(filed->n_verdict[verdict], n),
                filed->n > 0 ? 100 * (double)filed->n_verdict[verdict] / (double)filed->n
                             : 0.0);
}

// A return can fail several checks.
static size_t returns_with(const struct pg_filed *filed, int check)
{
    size_t n = 0;

    for (size_t i = 0; i < filed->n; i++)
        n += (filed->returns[i].failed >> check) & 1;
    return n;
}

static void print_checks(const struct pg_filed *filed, FILE *stream)
{
    int last = -1;

    for (int check = 0; check < PG_N_CHECKS; check++) {
        enum pg_filed_verdict verdict = pg_check_verdict((enum pg_filed_check)check);
        size_t n = returns_with(filed, check);
        char text[32];
        if (n == 0)
            continue;
        if ((int)verdict != last)
            fprintf(stream, "\n  %s\n", pg_filed_verdict_name(verdict));
        last = (int)verdict;
        fprintf(stream, "    %8s  %s\n", pg_grouped(n, text),
                pg_check_title((enum pg_filed_check)check));
    }
}

static void print_failed(const struct pg_filed *filed, const struct pg_failed_check *failed,
                         FILE *stream)
{
    const struct pg_return *of = &filed->returns[failed->of_return];
    char year[32];

    fprintf(stream, "  %s%s%s: %s\n", of->employer, of->year > 0 ? ", " : "",
            year_text(of->year, year), failed->argument);
}

static void print_impossible(const struct pg_filed *filed, FILE *stream)
{
    size_t n = 0, last = SIZE_MAX;

    for (size_t i = 0; i < filed->n_failed && n < SHOWN; i++) {
        const struct pg_failed_check *failed = &filed->failed[i];
        if (pg_check_verdict(failed->check) != PG_FILED_IMPOSSIBLE ||
            failed->of_return == last)
            continue;
        if (n++ == 0)
            fputs("\nNo workforce has these figures\n", stream);
        print_failed(filed, failed, stream);
        last = failed->of_return;
    }
    if (filed->n_verdict[PG_FILED_IMPOSSIBLE] > n)
        fprintf(stream, "  ... and %zu more; --format csv lists all.\n",
                filed->n_verdict[PG_FILED_IMPOSSIBLE] - n);
}

static const char *year_from_name(enum pg_year_from from)
{
    static const char *const names[] = {[PG_YEAR_UNKNOWN] = "",
                                        [PG_YEAR_FILE_NAME] = "file name",
                                        [PG_YEAR_DUE_DATE] = "due date"};

    return names[from];
}

// Where years do not come from due dates: a reader must know that they may be wrong.
static void print_years_from(const struct pg_filed *filed, FILE *stream)
{
    size_t n[3] = {0};
    char text[32];

    for (size_t i = 0; i < filed->n; i++)
        n[filed->returns[i].year_from]++;
    if (n[PG_YEAR_FILE_NAME] > 0)
        fprintf(stream,
                "The year of %s is taken from the file's name: no due date says it.\n"
                "No verdict rests on it.\n",
                n[PG_YEAR_FILE_NAME] == filed->n ? "all returns"
                                                 : pg_grouped(n[PG_YEAR_FILE_NAME], text));
    if (n[PG_YEAR_UNKNOWN] > 0)
        fprintf(stream,
                "The year of %s is not known: neither a due date nor the file's name says "
                "it.\n",
                n[PG_YEAR_UNKNOWN] == filed->n ? "all returns"
                                               : pg_grouped(n[PG_YEAR_UNKNOWN], text));
    if (n[PG_YEAR_FILE_NAME] + n[PG_YEAR_UNKNOWN] > 0)
        fputc('\n', stream);
}

void pg_filed_print(const struct pg_filed *filed, FILE *stream)
{
    char n[32];

    for (size_t i = 0; i < filed->n_files; i++)
        fprintf(stream, "%s%s", i > 0 ? ", " : "", filed->files[i]);
    fprintf(stream, ": %s published %s\n\n", pg_grouped(filed->n, n),
            filed->n == 1 ? "return" : "returns");
    print_years_from(filed, stream);
    print_verdicts(filed, stream);
    if (filed->n_without > 0)
        fprintf(stream, "  %-28s %8s  left aside\n", "without any figure",
                pg_grouped(filed->n_without, n));
    if (filed->n_failed > 0)
        fputs("\nReturns by check (a return can fail several)\n", stream);
    print_checks(filed, stream);
    print_impossible(filed, stream);
}

void pg_filed_print_csv(const struct pg_filed *filed, FILE *stream)
{
    fputs("year,employer,employer_id,verdict,check,argument,n_like_it,n_returns,"
          "year_from\n",
          stream);
    size_t next = 0, n_like[PG_N_CHECKS];
    for (int check = 0; check < PG_N_CHECKS; check++)
        n_like[check] = returns_with(filed, check);
    for (size_t i = 0; i < filed->n; i++) {
        const struct pg_return *of = &filed->returns[i];
        bool is_first = true;
        for (; is_first || (next < filed->n_failed && filed->failed[next].of_return == i);
             is_first = false) {
            bool has_failed = next < filed->n_failed && filed->failed[next].of_return == i;
            const struct pg_failed_check *failed =
                has_failed ? &filed->failed[next++] : NULL;
            char year[32];
            fprintf(stream, "%s,", year_text(of->year, year));
            pg_writers_csv_text(stream, of->employer);
            fputc(',', stream);
            pg_writers_csv_text(stream, of->employer_id);
            fprintf(stream, ",%s,%s,", pg_filed_verdict_name(of->verdict),
                    failed != NULL ? pg_check_code(failed->check) : "");
            pg_writers_csv_text(stream, failed != NULL ? failed->argument : "");
            if (failed != NULL)
                fprintf(stream, ",%zu,%zu", n_like[failed->check], filed->n);
            else
                fprintf(stream, ",,%zu", filed->n);
            fprintf(stream, ",%s\n", year_from_name(of->year_from));
        }
    }
}

static json_t *checks_of(const struct pg_filed *filed, size_t *next, size_t index)
{
    json_t *array = json_array();

    for (; *next < filed->n_failed && filed->failed[*next].of_return == index; ++*next) {
        const struct pg_failed_check *failed = &filed->failed[*next];
        json_t *object = json_object();
        int failures =
            json_object_set_new(object, "check", json_string(pg_check_code(failed->check)));
        failures += json_object_set_new(
            object, "verdict",
            json_string(pg_filed_verdict_name(pg_check_verdict(failed->check))));
        failures += json_object_set_new(object, "argument", json_string(failed->argument));
        if (json_array_append_new(array, object) + failures != 0) {
            json_decref(array);
            return NULL;
        }
    }
    return array;
}

static json_t *return_of(const struct pg_filed *filed, size_t *next, size_t index)
{
    const struct pg_return *of = &filed->returns[index];
    json_t *object = json_object();
    char year[32];
    int failures = json_object_set_new(object, "employer", json_string(of->employer));

    failures += json_object_set_new(object, "employer_id", json_string(of->employer_id));
    failures += json_object_set_new(object, "year", json_string(year_text(of->year, year)));
    failures += json_object_set_new(object, "year_from",
                                    json_string(year_from_name(of->year_from)));
    failures += json_object_set_new(object, "verdict",
                                    json_string(pg_filed_verdict_name(of->verdict)));
    failures += json_object_set_new(object, "checks", checks_of(filed, next, index));
    if (failures == 0)
        return object;
    json_decref(object);
    return NULL;
}

bool pg_filed_print_json(const struct pg_filed *filed, FILE *stream)
{
    json_t *root = json_object(), *files = json_array(), *counts = json_object();
    json_t *returns = json_array();
    size_t next = 0;
    int failures = 0;

    for (size_t i = 0; i < filed->n_files; i++)
        failures += json_array_append_new(files, json_string(filed->files[i]));
    for (int check = 0; check < PG_N_CHECKS; check++)
        failures +=
            json_object_set_new(counts, pg_check_code((enum pg_filed_check)check),
                                json_integer((json_int_t)returns_with(filed, check)));
    for (size_t i = 0; i < filed->n; i++)
        failures += json_array_append_new(returns, return_of(filed, &next, i));
    failures += json_object_set_new(root, "files", files);
    failures += json_object_set_new(root, "returns_by_check", counts);
    failures += json_object_set_new(root, "returns", returns);
    bool is_written = failures == 0 && json_dumpf(root, stream, JSON_INDENT(1)) == 0;
    json_decref(root);
    if (is_written)
        fputc('\n', stream);
    return is_written || ferror(stream);
}

static bool is_wanted(const struct pg_return *of, const char *wanted)
{
    struct pg_str name = pg_str_of(wanted);

    return pg_str_same(name, of->employer) || pg_str_same(name, of->current_name) ||
           (of->employer_id[0] != '\0' && pg_str_same(name, of->employer_id)) ||
           (of->company_number[0] != '\0' && pg_str_same(name, of->company_number));
}

static void print_figure(const struct pg_written *figure, FILE *stream)
{
    if (pg_is_written(figure))
        fprintf(stream, " %8.*f", figure->decimals, figure->value);
    else
        fprintf(stream, " %8s", figure->is_blank ? "" : "?");
}

static void print_year(const struct pg_filed *filed, size_t index, FILE *stream)
{
    const struct pg_return *of = &filed->returns[index];
    char year[32];

    fprintf(stream, "  %-8s", year_text(of->year, year));
    for (int i = PG_FILED_MEAN_HOURLY; i <= PG_FILED_WOMEN_BONUS; i++)
        print_figure(&of->figures[i], stream);
    for (int i = PG_FILED_WOMEN_LOWER; i <= PG_FILED_WOMEN_UPPER; i += 2)
        print_figure(&of->figures[i], stream);
    fprintf(stream, "  %s\n", pg_filed_verdict_name(of->verdict));
}

// The wanted returns by year; the number of them.
static size_t wanted_returns(const struct pg_filed *filed, const char *wanted,
                             size_t *indices)
{
    size_t n = 0;

    for (size_t i = 0; i < filed->n; i++) {
        size_t at = n;
        if (!is_wanted(&filed->returns[i], wanted))
            continue;
        for (; at > 0 && filed->returns[indices[at - 1]].year > filed->returns[i].year;
             at--)
            indices[at] = indices[at - 1];
        indices[at] = i;
        n++;
    }
    return n;
}

static void print_line(const char *const words[], FILE *stream)
{
    fprintf(stream, "  %-8s", words[0]);
    for (int i = 1; i <= 10; i++)
        fprintf(stream, " %8s", words[i]);
    fputc('\n', stream);
}

static void print_years(const struct pg_filed *filed, const size_t *indices, size_t n,
                        FILE *stream)
{
    static const char *const over[] = {"",       "mean",  "median",  "mean",
                                       "median", "men's", "women's", "women",
                                       "women",  "women", "women"};
    static const char *const under[] = {"Year",  "hourly", "hourly", "bonus",
                                        "bonus", "bonus",  "bonus",  "lower",
                                        "l.mid", "u.mid",  "upper"};

    fprintf(stream, "%s\n\n", filed->returns[indices[n - 1]].employer);
    print_line(over, stream);
    print_line(under, stream);
    for (size_t i = 0; i < n; i++)
        print_year(filed, indices[i], stream);
}

size_t pg_filed_print_history(const struct pg_filed *filed, const char *wanted,
                              FILE *stream)
{
    size_t *indices = malloc((filed->n + 1) * sizeof *indices);
    size_t n = indices != NULL ? wanted_returns(filed, wanted, indices) : 0, n_failed = 0;

    if (n > 0)
        print_years(filed, indices, n, stream);
    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; i < filed->n_failed; i++) {
            if (filed->failed[i].of_return != indices[k])
                continue;
            if (n_failed++ == 0)
                fputc('\n', stream);
            print_failed(filed, &filed->failed[i], stream);
        }
    }
    free(indices);
    return indices != NULL ? n : SIZE_MAX;
}
