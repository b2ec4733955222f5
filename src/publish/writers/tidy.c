// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The tidy file: every number and finding on a line of its own, with the part of the
 * document, the date and what names its row. What a column is used for says which is which.
 */
#include "pg_writers.h"

static const char *unit_of(enum pg_value_kind kind)
{
    static const char *const units[PG_N_VALUE_KINDS] = {
        [PG_VALUE_TEXT] = "text",       [PG_VALUE_WORD] = "text",
        [PG_VALUE_LINK] = "text",       [PG_VALUE_VERDICT] = "text",
        [PG_VALUE_RAG] = "text",        [PG_VALUE_COUNT] = "people or number",
        [PG_VALUE_PERCENT] = "percent", [PG_VALUE_POINTS] = "points",
        [PG_VALUE_RATIO] = "number",    [PG_VALUE_PROBABILITY] = "probability",
        [PG_VALUE_POUNDS] = "pounds",   [PG_VALUE_PENCE] = "pence",
        [PG_VALUE_NUMBER] = "number"};

    return units[kind];
}

// The words of a row in the column of a use; "" if there is none.
static const char *text_of(const struct pg_document_table *table,
                           const struct pg_document_cell *cells, enum pg_column_use use)
{
    size_t column = pg_document_column_used(table, use);

    return column != SIZE_MAX && cells[column].text != NULL ? cells[column].text : "";
}

// The date of a column, or the one that the row names.
static void put_date(const struct pg_document *document,
                     const struct pg_document_table *table,
                     const struct pg_document_cell *cells,
                     const struct pg_document_column *column, FILE *file)
{
    const char *label = text_of(table, cells, PG_COLUMN_DATE);

    for (size_t d = 0; d < document->n_dates; d++) {
        if (column->date == d || document->date_labels[d] == label)
            fputs(document->dates[d], file);
    }
}

// As a reader should see it: a probability too small for its decimals is not 0.
static const char *published_text(const struct pg_document_cell *cell, char text[static 48])
{
    return cell->kind == PG_VALUE_PROBABILITY && cell->number < 0.00005
               ? "< 0.0001"
               : pg_document_round_cell(cell, text);
}

static void put_key(const struct pg_document *document, const struct pg_section *section,
                    const struct pg_document_table *table,
                    const struct pg_document_cell *cells, size_t index, FILE *file)
{
    const struct pg_document_column *column = &table->columns[index];

    pg_writers_csv_text(file, section->name);
    fputc(',', file);
    put_date(document, table, cells, column, file);
    for (int use = PG_COLUMN_CATEGORY; use < PG_COLUMN_DATE; use++) {
        fputc(',', file);
        pg_writers_csv_text(file, text_of(table, cells, (enum pg_column_use)use));
    }
    fprintf(file, ",%s,", column->key);
}

static void put_value(const struct pg_document *document,
                      const struct pg_document_cell *cell, bool is_out, FILE *file)
{
    const char *words = pg_document_cell_words(document, cell);
    bool is_hidden = is_out || cell->is_withheld;
    char text[48], number[40];

    if (is_hidden && document->is_published) {
        fprintf(file, ",,,%s,%s,suppressed\n", pg_document_shorthand(PG_VALUE_WITHHELD),
                unit_of(cell->kind));
        return;
    }
    if (document->is_published && cell->told != NULL) {
        fprintf(file, ",%.0f,%.0f,%s,%s,range\n", cell->told_lower + 0.0,
                cell->told_upper + 0.0, words, unit_of(cell->kind));
        return;
    }
    if (words == NULL)
        fputs(document->is_published ? pg_document_round_cell(cell, text)
                                     : pg_number_text(cell->number, number),
              file);
    if (cell->told != NULL)
        fprintf(file, ",%.0f,%.0f,", cell->told_lower + 0.0, cell->told_upper + 0.0);
    else
        fputs(",,,", file);
    if (words != NULL)
        pg_writers_csv_text(file, words);
    else
        fputs(published_text(cell, text), file);
    bool is_none = words != NULL && pg_document_value_is_number(cell->kind);
    fprintf(file, ",%s,%s\n", unit_of(cell->kind),
            is_hidden                          ? "not published"
            : cell->state == PG_VALUE_WITHHELD ? "suppressed"
            : is_none                          ? "not_applicable"
                                               : "ok");
}

static void put_row(const struct pg_document *document, const struct pg_section *section,
                    const struct pg_document_table *table,
                    const struct pg_document_cell *cells, FILE *file)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (table->columns[i].use != PG_COLUMN_MEASURE || table->columns[i].key == NULL)
            continue;
        put_key(document, section, table, cells, i, file);
        put_value(document, &cells[i], cells[0].is_row_withheld, file);
    }
}

static bool put_table(const struct pg_document *document, const struct pg_section *section,
                      const struct pg_document_table *table, FILE *file)
{
    struct pg_row_reader reader = pg_document_read(table);
    const struct pg_document_cell *cells = NULL;
    size_t n_rows = pg_document_rows(table), row = 0;

    for (; row < n_rows && (cells = pg_document_row(&reader, row)) != NULL; row++) {
        if (pg_document_shows_cells(document, cells))
            put_row(document, section, table, cells, file);
    }
    pg_document_read_end(&reader);
    return row == n_rows;
}

bool pg_writers_tidy(const struct pg_document *document, FILE *file)
{
    bool is_whole = true;

    fputs("part,date,category,dimension,characteristic,group,comparator,item,measure,value,"
          "value_lower,value_upper,published,unit,status\n",
          file);
    for (size_t s = 0; s < document->n_sections; s++) {
        const struct pg_section *section = &document->sections[s];
        for (size_t i = 0; i < section->n_blocks; i++) {
            if (section->blocks[i].kind == PG_BLOCK_TABLE)
                is_whole &= put_table(document, section, section->blocks[i].table, file);
        }
    }
    return is_whole;
}
