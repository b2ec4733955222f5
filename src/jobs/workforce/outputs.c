// SPDX-License-Identifier: GPL-3.0-or-later
/* The tables as JSON with what they were made from, and as a person reads them on a
 * terminal. */
#include "pg_workforce.h"

#include "pg_text.h"
#include "pg_writers.h"

#include <jansson.h>

static json_t *pairs_of(const struct pg_pairs *pairs, const char *name, const char *text)
{
    json_t *array = json_array();
    int failures = 0;

    for (size_t i = 0; i < pairs->n; i++)
        failures +=
            json_array_append_new(array, json_pack("{s:s, s:s}", name, pairs->items[i].name,
                                                   text, pairs->items[i].text));
    if (failures == 0)
        return array;
    json_decref(array);
    return NULL;
}

bool pg_workforce_write_json(const struct pg_workforce *workforce, FILE *file)
{
    json_t *root = json_object(), *inputs = json_array();
    int failures = json_object_set_new(root, "program", json_string("paygap"));

    failures += json_object_set_new(root, "version", json_string(PAYGAP_VERSION));
    failures += json_object_set_new(root, "employer", json_string(workforce->employer));
    for (size_t s = 0; s < workforce->n_snapshots; s++) {
        char date[32];
        failures += json_array_append_new(
            inputs,
            json_pack("{s:s, s:s, s:s}", "snapshot_date",
                      pg_date_iso(workforce->snapshots[s].date, date), "file",
                      workforce->files[s].name, "sha256", workforce->files[s].sha256));
    }
    failures += json_object_set_new(root, "inputs", inputs);
    failures +=
        json_object_set_new(root, "tables", pg_writers_json_tables(&workforce->document));
    failures += json_object_set_new(root, "missing",
                                    pairs_of(&workforce->missing, "part", "needs"));
    failures += json_object_set_new(root, "warnings",
                                    pairs_of(&workforce->warnings, "about", "text"));
    bool is_written =
        failures == 0 && (json_dumpf(root, file, JSON_INDENT(1)) == 0 || ferror(file));
    json_decref(root);
    if (is_written)
        fputc('\n', file);
    return is_written;
}

// ---------------------------------------------------------------- terminal

// The shares of watched groups at every date: what a reader looks for first.
static void show_shares(const struct pg_workforce *workforce, struct pg_document *document)
{
    const struct pg_document_table *trends = workforce->parts[PG_PART_TRENDS];
    static const struct pg_document_column groups = {.header = "", .width = 42};
    char date[32];

    pg_writers_text_section(document, "Share of people who disclosed (%)");
    struct pg_document_table *table = pg_writers_text_table(document, &groups, 1);
    for (size_t s = 0; s < workforce->n_snapshots; s++)
        pg_document_add_column(
            table, (struct pg_document_column){
                       .header = pg_document_printf(
                           document, "%s", pg_date_iso(workforce->snapshots[s].date, date)),
                       .kind = PG_VALUE_PERCENT,
                       .width = 10});
    for (size_t row = 0; trends != NULL && row < pg_document_rows(trends); row++) {
        pg_writers_text_put(table, pg_document_text_of(trends, row, PG_COLUMN_GROUP));
        for (size_t s = workforce->n_snapshots; s > 0; s--)
            pg_document_put(table, *pg_document_at(trends, row, trends->n_columns - s));
    }
}

/** What the terminal says of a part: its rows that have one of two verdicts. */
static const struct finding {
    enum pg_workforce_part part;
    const char *heading;
    enum pg_verdict verdict, or_verdict;
} findings[] = {
    {PG_PART_LEADERSHIP, "Leadership", PG_VERDICT_WOMEN_BELOW_HALF, PG_VERDICT_NONE},
    {PG_PART_UNDER_BY_DIVISION,
     "Under-represented, by division (false discovery rate controlled)",
     PG_VERDICT_UNDER_REPRESENTED, PG_VERDICT_NONE},
    {PG_PART_UNDER_BY_DIVISION_LEVEL, "Under-represented, by division and level",
     PG_VERDICT_UNDER_REPRESENTED, PG_VERDICT_NONE},
    {PG_PART_TARGETS, "Targets", PG_VERDICT_NOT_ON_TRACK, PG_VERDICT_NOT_REACHED_IN_TIME},
    {PG_PART_SC_WRES, "Social Care WRES", PG_VERDICT_ADVERSE, PG_VERDICT_NONE}};

enum { MOST_FINDINGS = 12 };

static void say_finding(struct pg_document *document, const struct pg_document_table *table,
                        size_t row, const char *found)
{
    const char *category = pg_document_text_of(table, row, PG_COLUMN_CATEGORY);
    const char *item = pg_document_text_of(table, row, PG_COLUMN_ITEM);

    pg_text_note(document, "%s%s%s: %s", category, category[0] != '\0' ? ", " : "",
                 item[0] != '\0' ? item : pg_document_text_of(table, row, PG_COLUMN_GROUP),
                 found);
}

static void show_findings(const struct pg_workforce *workforce,
                          const struct finding *wanted, struct pg_document *document)
{
    const struct pg_document_table *table = workforce->parts[wanted->part];
    size_t n = 0;

    for (size_t row = 0; table != NULL && row < pg_document_rows(table); row++) {
        const struct pg_document_cell *cell = pg_document_found(table, row);
        if (cell == NULL ||
            (cell->verdict != wanted->verdict && cell->verdict != wanted->or_verdict))
            continue;
        if (n++ == 0)
            pg_writers_text_section(document, wanted->heading);
        if (n <= MOST_FINDINGS)
            say_finding(document, table, row, cell->text);
    }
    if (n > MOST_FINDINGS)
        pg_text_note(document, "... and %zu more", n - MOST_FINDINGS);
}

static void show_missing(const struct pg_pairs *missing, struct pg_document *document)
{
    if (missing->n > 0)
        pg_writers_text_section(document, "Not in this report, for want of data");
    for (size_t i = 0; i < missing->n; i++)
        pg_text_note(document, "%s: needs %s", missing->items[i].name,
                     missing->items[i].text);
}

static void show_all(const struct pg_workforce *workforce, struct pg_document *document)
{
    const struct pg_snapshot *latest =
        &workforce->snapshots[pg_workforce_latest(workforce)];
    const struct pg_pairs *warnings = &workforce->warnings;
    char n[32];

    document->title =
        pg_document_printf(document, "Workforce equality report: %s", workforce->employer);
    pg_writers_text_section(document, "");
    pg_text_say(document, "%s people on %s", pg_grouped(latest->n, n), latest->label);
    show_shares(workforce, document);
    for (size_t i = 0; i < sizeof findings / sizeof findings[0]; i++)
        show_findings(workforce, &findings[i], document);
    show_missing(&workforce->missing, document);
    for (size_t i = 0; i < warnings->n; i++) {
        pg_writers_text_section(document, "");
        pg_text_say(document, "warning: %s: %s", warnings->items[i].name,
                    warnings->items[i].text);
    }
}

bool pg_workforce_print(const struct pg_workforce *workforce, FILE *stream)
{
    static const struct pg_text_look look = {.inset = 2, .gaps = {[PG_VALUE_PERCENT] = 1}};
    struct pg_document document;

    pg_document_begin(&document);
    show_all(workforce, &document);
    return pg_writers_text_finish(&document, &look, stream);
}
