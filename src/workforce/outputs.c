// SPDX-License-Identifier: GPL-3.0-or-later
/* The tables as a tidy file, as JSON and as a person reads them on a terminal. */
#include "pg_workforce.h"

#include "phrases.h"

#include <jansson.h>

static const char *unit_of(enum pg_cell_kind kind)
{
    static const char *const units[] = {
        [PG_CELL_TEXT] = "text",       [PG_CELL_COUNT] = "people or number",
        [PG_CELL_PERCENT] = "percent", [PG_CELL_POINTS] = "points",
        [PG_CELL_RATIO] = "number",    [PG_CELL_P] = "probability",
        [PG_CELL_POUNDS] = "pounds",   [PG_CELL_PENCE] = "pence"};

    return units[kind];
}

// ---------------------------------------------------------------- tidy CSV

static const char *const keys[] = {"category", "dimension",  "characteristic",
                                   "group",    "comparator", "item"};

enum { N_KEYS = sizeof keys / sizeof keys[0] };

static const struct pg_out_cell *cell_at(const struct pg_out_table *table, size_t row,
                                         size_t column)
{
    return &table->cells[row * table->n_columns + column];
}

static const char *key_text(const struct pg_out_table *table, size_t row, const char *key)
{
    const struct pg_out_cell *cell = pg_out_under(table, row, key);

    return cell != NULL && cell->text != NULL ? cell->text : "";
}

static bool is_key(const char *key)
{
    for (size_t i = 0; i < N_KEYS; i++) {
        if (strcmp(key, keys[i]) == 0)
            return true;
    }
    return strcmp(key, "date") == 0;
}

static void put_date(const struct pg_workforce *workforce, const struct pg_out_table *table,
                     size_t row, const struct pg_out_column *column, FILE *file)
{
    char text[32];
    const char *date = key_text(table, row, "date");

    for (size_t s = 0; s < workforce->n_snapshots; s++) {
        if (column->snapshot == s || strcmp(workforce->snapshots[s].label, date) == 0)
            fputs(pg_date_iso(workforce->snapshots[s].date, text), file);
    }
}

// As a reader should see it: a probability too small for its decimals is not 0.
static const char *published_text(const struct pg_out_cell *cell, char text[static 48])
{
    return cell->kind == PG_CELL_P && cell->number < 0.00005 ? "< 0.0001"
                                                             : pg_round_cell(cell, text);
}

static void put_figure(const struct pg_workforce *workforce,
                       const struct pg_out_table *table, size_t row, size_t index,
                       bool is_hidden, bool is_published, FILE *file)
{
    const struct pg_out_column *column = &table->columns[index];
    const struct pg_out_cell *cell = cell_at(table, row, index);
    bool is_text = cell->text != NULL;
    char text[48], number[40];

    pg_put_text(file, table->name);
    fputc(',', file);
    put_date(workforce, table, row, column, file);
    for (size_t k = 0; k < N_KEYS; k++) {
        fputc(',', file);
        pg_put_text(file, key_text(table, row, keys[k]));
    }
    fprintf(file, ",%s,", column->key);
    if (is_hidden && is_published) {
        fprintf(file, ",[c],%s,suppressed\n", unit_of(cell->kind));
        return;
    }
    if (!is_text)
        fputs(is_published ? pg_round_cell(cell, text)
                           : pg_number_text(cell->number, number),
              file);
    fputc(',', file);
    if (is_text)
        pg_put_text(file, cell->text);
    else
        fputs(published_text(cell, text), file);
    fprintf(file, ",%s,%s\n", unit_of(cell->kind),
            is_hidden                               ? "not published"
            : is_text && cell->kind != PG_CELL_TEXT ? "not_applicable"
                                                    : "ok");
}

void pg_workforce_write_tidy(const struct pg_workforce *workforce, bool is_published,
                             FILE *file)
{
    fputs("part,date,category,dimension,characteristic,group,comparator,item,measure,value,"
          "published,unit,status\n",
          file);
    for (size_t t = 0; t < workforce->n_tables; t++) {
        const struct pg_out_table *table = &workforce->tables[t];
        for (size_t row = 0; row < pg_out_rows(table); row++) {
            bool is_out = !pg_is_row_published(workforce, table, row);
            if (is_published && is_out)
                continue;
            for (size_t i = 0; i < table->n_columns; i++) {
                const struct pg_out_cell *cell = cell_at(table, row, i);
                bool is_hidden = is_out || pg_is_cell_hidden(workforce, cell);
                if (!is_key(table->columns[i].key))
                    put_figure(workforce, table, row, i, is_hidden, is_published, file);
            }
        }
    }
}

// ---------------------------------------------------------------- JSON

static json_t *cell_of(const struct pg_out_cell *cell, bool is_hidden)
{
    json_t *object = json_object();
    int failures = cell->text != NULL
                       ? json_object_set_new(object, "text", json_string(cell->text))
                       : json_object_set_new(object, "value", json_real(cell->number));

    if (is_hidden)
        failures += json_object_set_new(object, "not_published", json_true());
    if (failures == 0)
        return object;
    json_decref(object);
    return NULL;
}

static json_t *table_of(const struct pg_workforce *workforce,
                        const struct pg_out_table *table)
{
    json_t *object = json_object(), *columns = json_array(), *rows = json_array();
    int failures = json_object_set_new(object, "part", json_string(table->name));

    failures += json_object_set_new(object, "title", json_string(table->title));
    for (size_t i = 0; i < table->n_columns; i++)
        failures += json_array_append_new(columns, json_pack("{s:s, s:s}", "header",
                                                             table->columns[i].header,
                                                             "key", table->columns[i].key));
    for (size_t row = 0; row < pg_out_rows(table); row++) {
        json_t *cells = json_array();
        bool is_out = !pg_is_row_published(workforce, table, row);
        for (size_t i = 0; i < table->n_columns; i++) {
            const struct pg_out_cell *cell = cell_at(table, row, i);
            failures += json_array_append_new(
                cells, cell_of(cell, is_out || pg_is_cell_hidden(workforce, cell)));
        }
        failures += json_array_append_new(rows, cells);
    }
    failures += json_object_set_new(object, "columns", columns);
    failures += json_object_set_new(object, "rows", rows);
    if (failures == 0)
        return object;
    json_decref(object);
    return NULL;
}

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
    json_t *root = json_object(), *tables = json_array(), *inputs = json_array();
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
    for (size_t t = 0; t < workforce->n_tables; t++)
        failures +=
            json_array_append_new(tables, table_of(workforce, &workforce->tables[t]));
    failures += json_object_set_new(root, "inputs", inputs);
    failures += json_object_set_new(root, "tables", tables);
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
    const struct pg_out_table *table = pg_out_called(workforce, PG_TRENDS);
    char text[48];

    fprintf(stream, "\n%-44s", "Share of people who disclosed (%)");
    for (size_t s = 0; s < workforce->n_snapshots; s++)
        fprintf(stream, " %10s", pg_date_iso(workforce->snapshots[s].date, text));
    fputc('\n', stream);
    for (size_t row = 0; table != NULL && row < pg_out_rows(table); row++) {
        fprintf(stream, "  %-42s", key_text(table, row, "group"));
        for (size_t s = 0; s < workforce->n_snapshots; s++) {
            size_t column = table->n_columns - workforce->n_snapshots + s;
            const struct pg_out_cell *cell = cell_at(table, row, column);
            fprintf(stream, " %10s",
                    cell->text != NULL ? cell->text : pg_round_cell(cell, text));
        }
        fputc('\n', stream);
    }
}

static void print_findings(const struct pg_workforce *workforce, const char *name,
                           const char *heading, const char *finding, FILE *stream)
{
    const struct pg_out_table *table = pg_out_called(workforce, name);
    size_t n = 0;

    for (size_t row = 0; table != NULL && row < pg_out_rows(table); row++) {
        const char *found = key_text(table, row, "finding");
        if (strncmp(found, finding, strlen(finding)) != 0)
            continue;
        if (n++ == 0)
            fprintf(stream, "\n%s\n", heading);
        if (n <= 12)
            fprintf(stream, "  %s%s%s: %s\n", key_text(table, row, "category"),
                    key_text(table, row, "category")[0] != '\0' ? ", " : "",
                    key_text(table, row, "item")[0] != '\0' ? key_text(table, row, "item")
                                                            : key_text(table, row, "group"),
                    found);
    }
    if (n > 12)
        fprintf(stream, "  ... and %zu more\n", n - 12);
}

void pg_workforce_print(const struct pg_workforce *workforce, FILE *stream)
{
    char n[32];
    const struct pg_snapshot *latest = &workforce->snapshots[workforce->n_snapshots - 1];

    fprintf(stream, "Workforce equality report: %s\n%s people on %s\n", workforce->employer,
            pg_grouped(latest->n, n), latest->label);
    print_shares(workforce, stream);
    print_findings(workforce, "Leadership", "Leadership", "women are below", stream);
    print_findings(workforce, "Under_representation_division",
                   "Under-represented, by division (false discovery rate controlled)",
                   "under-represented", stream);
    print_findings(workforce, "Under_representation",
                   "Under-represented, by division and level", "under-represented", stream);
    print_findings(workforce, "Targets", "Targets", "not ", stream);
    print_findings(workforce, "SC_WRES", "Social Care WRES", "adverse", stream);
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
