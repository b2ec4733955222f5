// SPDX-License-Identifier: GPL-3.0-or-later
/* What was found about published returns: as a table, as CSV and as JSON. */
#include "pg_filed.h"

#include "pg_text.h"

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

static void put_verdicts(const struct pg_filed *filed, struct pg_document *document)
{
    static const struct pg_document_column columns[] = {
        {.header = "", .width = 28},
        {.header = "", .kind = PG_VALUE_COUNT, .width = 8},
        {.header = "", .kind = PG_VALUE_PERCENT, .width = 7}};

    pg_writers_text_section(document, "");
    struct pg_document_table *table = pg_writers_text_table(document, columns, 3);
    for (int verdict = 0; verdict <= PG_FILED_CONSISTENT; verdict++) {
        double n = (double)filed->n_verdict[verdict];
        pg_writers_text_put(table, pg_filed_verdict_name((enum pg_filed_verdict)verdict));
        pg_document_put(table, pg_document_number(n));
        pg_writers_text_put(
            table, pg_document_printf(document, "%.1f %%",
                                      filed->n > 0 ? 100 * n / (double)filed->n : 0.0));
    }
    if (filed->n_without == 0)
        return;
    pg_writers_text_put(table, "without any figure");
    pg_document_put(table, pg_document_count(filed->n_without));
    pg_writers_text_put(table, "left aside");
}

// A return can fail several checks.
static size_t returns_with(const struct pg_filed *filed, int check)
{
    size_t n = 0;

    for (size_t i = 0; i < filed->n; i++)
        n += (filed->returns[i].failed >> check) & 1;
    return n;
}

// Checks by the verdict that they lead to.
static void put_checks(const struct pg_filed *filed, struct pg_document *document)
{
    static const struct pg_document_column columns[] = {
        {.header = "", .kind = PG_VALUE_COUNT, .width = 10}, {.header = ""}};
    struct pg_document_table *table = NULL;
    int last = -1;

    if (filed->n_failed > 0)
        pg_writers_text_section(document, "Returns by check (a return can fail several)");
    for (int check = 0; check < PG_N_CHECKS; check++) {
        enum pg_filed_verdict verdict = pg_filed_check_verdict((enum pg_filed_check)check);
        size_t n = returns_with(filed, check);
        if (n == 0)
            continue;
        if ((int)verdict != last) {
            pg_writers_text_section(document, "");
            pg_text_note(document, "%s", pg_filed_verdict_name(verdict));
            table = pg_writers_text_table(document, columns, 2);
        }
        last = (int)verdict;
        pg_document_put(table, pg_document_count(n));
        pg_writers_text_put(table, pg_filed_check_title((enum pg_filed_check)check));
    }
}

static void say_failed(const struct pg_filed *filed, const struct pg_failed_check *failed,
                       struct pg_document *document)
{
    const struct pg_return *of = &filed->returns[failed->of_return];
    char year[32];

    pg_text_note(document, "%s%s%s: %s", of->employer, of->year > 0 ? ", " : "",
                 year_text(of->year, year), failed->argument);
}

static void say_impossible(const struct pg_filed *filed, struct pg_document *document)
{
    size_t n = 0, last = SIZE_MAX;

    if (filed->n_verdict[PG_FILED_IMPOSSIBLE] > 0)
        pg_writers_text_section(document, "No workforce has these figures");
    for (size_t i = 0; i < filed->n_failed && n < SHOWN; i++) {
        const struct pg_failed_check *failed = &filed->failed[i];
        if (pg_filed_check_verdict(failed->check) != PG_FILED_IMPOSSIBLE ||
            failed->of_return == last)
            continue;
        n++;
        say_failed(filed, failed, document);
        last = failed->of_return;
    }
    if (filed->n_verdict[PG_FILED_IMPOSSIBLE] > n)
        pg_text_note(document, "... and %zu more; --format csv lists all.",
                     filed->n_verdict[PG_FILED_IMPOSSIBLE] - n);
}

static const char *year_from_name(enum pg_year_from from)
{
    static const char *const names[] = {[PG_YEAR_UNKNOWN] = "",
                                        [PG_YEAR_FILE_NAME] = "file name",
                                        [PG_YEAR_DUE_DATE] = "due date"};

    return names[from];
}

// "all returns", or how many.
static const char *of_all(const struct pg_filed *filed, size_t n, char text[static 32])
{
    return n == filed->n ? "all returns" : pg_grouped(n, text);
}

// Where years do not come from due dates: a reader must know that they may be wrong.
static void say_years_from(const struct pg_filed *filed, struct pg_document *document)
{
    size_t n[3] = {0};
    char text[32];

    for (size_t i = 0; i < filed->n; i++)
        n[filed->returns[i].year_from]++;
    if (n[PG_YEAR_FILE_NAME] + n[PG_YEAR_UNKNOWN] > 0)
        pg_writers_text_section(document, "");
    if (n[PG_YEAR_FILE_NAME] > 0) {
        pg_text_say(document,
                    "The year of %s is taken from the file's name: no due date says it.",
                    of_all(filed, n[PG_YEAR_FILE_NAME], text));
        pg_text_say(document, "No verdict rests on it.");
    }
    if (n[PG_YEAR_UNKNOWN] > 0)
        pg_text_say(
            document,
            "The year of %s is not known: neither a due date nor the file's name says it.",
            of_all(filed, n[PG_YEAR_UNKNOWN], text));
}

static void put_files(const struct pg_filed *filed, struct pg_document *document)
{
    const char *files = "";
    char n[32];

    for (size_t i = 0; i < filed->n_files; i++)
        files = pg_document_printf(document, "%s%s%s", files, i > 0 ? ", " : "",
                                   filed->files[i]);
    document->title =
        pg_document_printf(document, "%s: %s published %s", files, pg_grouped(filed->n, n),
                           filed->n == 1 ? "return" : "returns");
    pg_writers_text_section(document, "");
}

static const struct pg_text_look look = {.inset = 2,
                                         .gaps = {[PG_VALUE_TEXT] = 2,
                                                  [PG_VALUE_COUNT] = 1,
                                                  [PG_VALUE_PERCENT] = 2,
                                                  [PG_VALUE_NUMBER] = 1}};

bool pg_filed_print(const struct pg_filed *filed, FILE *stream)
{
    struct pg_document document;

    pg_document_begin(&document);
    put_files(filed, &document);
    say_years_from(filed, &document);
    put_verdicts(filed, &document);
    put_checks(filed, &document);
    say_impossible(filed, &document);
    return pg_writers_text_finish(&document, &look, stream);
}

// ---------------------------------------------------------------- CSV

/** Returns one after the other, with a row for each check that a return fails. */
struct progress {
    const struct pg_filed *filed;
    size_t next, next_failed;
    size_t n_like[PG_N_CHECKS]; /**< returns that fail each check */
};

// The next failed check, if it is of the next return.
static const struct pg_failed_check *next_failed(const struct progress *at)
{
    const struct pg_filed *filed = at->filed;
    bool has_failed = at->next_failed < filed->n_failed &&
                      filed->failed[at->next_failed].of_return == at->next;

    return has_failed ? &filed->failed[at->next_failed] : NULL;
}

static bool put_return(void *context, struct pg_document_table *table)
{
    struct progress *at = context;
    struct pg_arena *arena = &table->document->arena;
    char year[32];

    if (at->next == at->filed->n)
        return false;
    const struct pg_return *of = &at->filed->returns[at->next];
    const struct pg_failed_check *failed = next_failed(at);
    pg_writers_text_put_row(
        table,
        (const char *const[]){
            pg_arena_text(arena, year_text(of->year, year)), of->employer, of->employer_id,
            pg_filed_verdict_name(of->verdict),
            failed != NULL ? pg_filed_check_code(failed->check) : "",
            failed != NULL ? failed->argument : "",
            failed != NULL ? pg_arena_printf(arena, "%zu", at->n_like[failed->check]) : "",
            pg_arena_printf(arena, "%zu", at->filed->n), year_from_name(of->year_from)});
    at->next_failed += failed != NULL;
    at->next += next_failed(at) == NULL;
    return true;
}

bool pg_filed_print_csv(const struct pg_filed *filed, FILE *stream)
{
    static const struct pg_document_column columns[] = {
        {.header = "year", .kind = PG_VALUE_WORD},
        {.header = "employer"},
        {.header = "employer_id"},
        {.header = "verdict", .kind = PG_VALUE_WORD},
        {.header = "check", .kind = PG_VALUE_WORD},
        {.header = "argument"},
        {.header = "n_like_it", .kind = PG_VALUE_COUNT},
        {.header = "n_returns", .kind = PG_VALUE_COUNT},
        {.header = "year_from", .kind = PG_VALUE_WORD}};
    struct progress progress = {.filed = filed};

    for (int check = 0; check < PG_N_CHECKS; check++)
        progress.n_like[check] = returns_with(filed, check);
    return pg_writers_csv(&(struct pg_csv_rows){columns, sizeof columns / sizeof columns[0],
                                                put_return, &progress},
                          stream);
}

// ---------------------------------------------------------------- JSON

static json_t *checks_of(const struct pg_filed *filed, size_t *next, size_t index)
{
    json_t *array = json_array();

    for (; *next < filed->n_failed && filed->failed[*next].of_return == index; ++*next) {
        const struct pg_failed_check *failed = &filed->failed[*next];
        json_t *object = json_object();
        int failures = json_object_set_new(object, "check",
                                           json_string(pg_filed_check_code(failed->check)));
        failures += json_object_set_new(
            object, "verdict",
            json_string(pg_filed_verdict_name(pg_filed_check_verdict(failed->check))));
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
            json_object_set_new(counts, pg_filed_check_code((enum pg_filed_check)check),
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

// ---------------------------------------------------------------- an employer's years

static void put_figure(struct pg_document_table *table, const struct pg_written *figure)
{
    pg_writers_text_put(table, pg_filed_is_written(figure)
                                   ? pg_document_printf(table->document, "%.*f",
                                                        figure->decimals, figure->value)
                               : figure->is_blank ? ""
                                                  : "?");
}

static void put_year(const struct pg_return *of, struct pg_document_table *table)
{
    char year[32];

    pg_writers_text_put(
        table, pg_document_printf(table->document, "%s", year_text(of->year, year)));
    for (int i = PG_FILED_MEAN_HOURLY; i <= PG_FILED_WOMEN_BONUS; i++)
        put_figure(table, &of->figures[i]);
    for (int i = PG_FILED_WOMEN_LOWER; i <= PG_FILED_WOMEN_UPPER; i += 2)
        put_figure(table, &of->figures[i]);
    pg_writers_text_put(table, pg_filed_verdict_name(of->verdict));
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

// Headers have two lines; the lower one is the first row.
static void put_years(const struct pg_filed *filed, const size_t *indices, size_t n,
                      struct pg_document *document)
{
    static const char *const over[] = {"",       "mean",  "median",  "mean",
                                       "median", "men's", "women's", "women",
                                       "women",  "women", "women",   ""};
    static const char *const under[] = {"Year",  "hourly", "hourly", "bonus",
                                        "bonus", "bonus",  "bonus",  "lower",
                                        "l.mid", "u.mid",  "upper",  ""};
    struct pg_document_column columns[12];

    for (size_t i = 0; i < 12; i++)
        columns[i] = (struct pg_document_column){.header = over[i],
                                                 .kind = i > 0 && i < 11 ? PG_VALUE_NUMBER
                                                                         : PG_VALUE_TEXT,
                                                 .width = i < 11 ? 8 : 0};
    document->title = filed->returns[indices[n - 1]].employer;
    pg_writers_text_section(document, "");
    pg_writers_text_section(document, "");
    struct pg_document_table *table = pg_writers_text_table(document, columns, 12);
    pg_writers_text_put_row(table, under);
    for (size_t i = 0; i < n; i++)
        put_year(&filed->returns[indices[i]], table);
}

static void say_failed_of(const struct pg_filed *filed, const size_t *indices, size_t n,
                          struct pg_document *document)
{
    size_t n_failed = 0;

    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; i < filed->n_failed; i++) {
            if (filed->failed[i].of_return != indices[k])
                continue;
            if (n_failed++ == 0)
                pg_writers_text_section(document, "");
            say_failed(filed, &filed->failed[i], document);
        }
    }
}

size_t pg_filed_print_history(const struct pg_filed *filed, const char *wanted,
                              FILE *stream)
{
    size_t *indices = malloc((filed->n + 1) * sizeof *indices);
    size_t n = indices != NULL ? wanted_returns(filed, wanted, indices) : SIZE_MAX;
    struct pg_document document;

    if (n > 0 && indices != NULL) {
        pg_document_begin(&document);
        put_years(filed, indices, n, &document);
        say_failed_of(filed, indices, n, &document);
        n = pg_writers_text_finish(&document, &look, stream) ? n : SIZE_MAX;
    }
    free(indices);
    return n;
}
