// SPDX-License-Identifier: GPL-3.0-or-later
/* The tables as JSON with what they were made from, and as a person reads them on a
 * terminal. */
#include "pg_workforce.h"

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
static void print_shares(const struct pg_workforce *workforce, FILE *stream)
{
    const struct pg_document_table *table = workforce->parts[PG_PART_TRENDS];
    char text[48];

    fprintf(stream, "\n%-44s", "Share of people who disclosed (%)");
    for (size_t s = 0; s < workforce->n_snapshots; s++)
        fprintf(stream, " %10s", pg_date_iso(workforce->snapshots[s].date, text));
    fputc('\n', stream);
    for (size_t row = 0; table != NULL && row < pg_document_rows(table); row++) {
        fprintf(stream, "  %-42s", pg_document_text_of(table, row, PG_COLUMN_GROUP));
        for (size_t s = 0; s < workforce->n_snapshots; s++) {
            const struct pg_document_cell *cell =
                pg_document_at(table, row, table->n_columns - workforce->n_snapshots + s);
            const char *words = pg_document_cell_words(cell);
            fprintf(stream, " %10s",
                    words != NULL ? words : pg_document_round_cell(cell, text));
        }
        fputc('\n', stream);
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

static void print_finding(const struct pg_document_table *table, size_t row,
                          const char *found, FILE *stream)
{
    const char *category = pg_document_text_of(table, row, PG_COLUMN_CATEGORY);
    const char *item = pg_document_text_of(table, row, PG_COLUMN_ITEM);

    fprintf(stream, "  %s%s%s: %s\n", category, category[0] != '\0' ? ", " : "",
            item[0] != '\0' ? item : pg_document_text_of(table, row, PG_COLUMN_GROUP),
            found);
}

static void print_findings(const struct pg_workforce *workforce,
                           const struct finding *wanted, FILE *stream)
{
    const struct pg_document_table *table = workforce->parts[wanted->part];
    size_t n = 0;

    for (size_t row = 0; table != NULL && row < pg_document_rows(table); row++) {
        const struct pg_document_cell *cell = pg_document_found(table, row);
        if (cell == NULL ||
            (cell->verdict != wanted->verdict && cell->verdict != wanted->or_verdict))
            continue;
        if (n++ == 0)
            fprintf(stream, "\n%s\n", wanted->heading);
        if (n <= MOST_FINDINGS)
            print_finding(table, row, cell->text, stream);
    }
    if (n > MOST_FINDINGS)
        fprintf(stream, "  ... and %zu more\n", n - MOST_FINDINGS);
}

void pg_workforce_print(const struct pg_workforce *workforce, FILE *stream)
{
    char n[32];
    const struct pg_snapshot *latest = &workforce->snapshots[workforce->n_snapshots - 1];

    fprintf(stream, "Workforce equality report: %s\n%s people on %s\n", workforce->employer,
            pg_grouped(latest->n, n), latest->label);
    print_shares(workforce, stream);
    for (size_t i = 0; i < sizeof findings / sizeof findings[0]; i++)
        print_findings(workforce, &findings[i], stream);
    for (size_t i = 0; i < workforce->missing.n; i++) {
        if (i == 0)
            fputs("\nNot in this report, for want of data\n", stream);
        fprintf(stream, "  %s: needs %s\n", workforce->missing.items[i].name,
                workforce->missing.items[i].text);
    }
    for (size_t i = 0; i < workforce->warnings.n; i++)
        fprintf(stream, "\nwarning: %s: %s\n", workforce->warnings.items[i].name,
                workforce->warnings.items[i].text);
}
