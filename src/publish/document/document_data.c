// SPDX-License-Identifier: GPL-3.0-or-later
/* A document as the public interface shows it: only what its audience sees, by number. */
#include "pg_document_data.h"

#include <stdio.h>
#include <stdlib.h>

/** The rows of a table that are shown. */
struct shown_rows {
    const struct pg_document_table *table;
    size_t *rows;
    size_t n;
};

struct paygap_document {
    struct pg_document document;
    struct pg_document_owner owner;
    struct shown_rows *tables; /**< of each block that is a table */
    size_t n_tables;
};

static bool show_rows(struct shown_rows *shown, const struct pg_document *document,
                      const struct pg_document_table *table)
{
    size_t n_rows = pg_document_rows(table);

    *shown = (struct shown_rows){.table = table,
                                 .rows = malloc((n_rows + 1) * sizeof *shown->rows)};
    for (size_t row = 0; shown->rows != NULL && row < n_rows; row++) {
        if (pg_document_shows_row(document, table, row))
            shown->rows[shown->n++] = row;
    }
    return shown->rows != NULL;
}

// Finds the shown rows of every table. False: out of memory.
static bool show_all(paygap_document *data)
{
    const struct pg_document *document = &data->document;
    size_t n = 0;

    for (size_t s = 0; s < document->n_sections; s++)
        n += document->sections[s].n_blocks;
    data->tables = calloc(n + 1, sizeof *data->tables);
    for (size_t s = 0; data->tables != NULL && s < document->n_sections; s++) {
        const struct pg_section *section = &document->sections[s];
        for (size_t b = 0; b < section->n_blocks; b++) {
            if (section->blocks[b].kind == PG_BLOCK_TABLE &&
                !show_rows(&data->tables[data->n_tables++], document,
                           section->blocks[b].table))
                return false;
        }
    }
    return data->tables != NULL;
}

paygap_status pg_document_give(paygap_document **out, struct pg_document *document,
                               struct pg_document_owner owner, paygap_error *err)
{
    *out = calloc(1, sizeof **out);
    if (*out == NULL) {
        pg_document_free(document);
        if (owner.release != NULL)
            owner.release(owner.owned);
        return pg_no_memory(err);
    }
    **out = (struct paygap_document){.document = *document, .owner = owner};
    if (show_all(*out))
        return PAYGAP_OK;
    paygap_document_free(*out);
    *out = NULL;
    return pg_no_memory(err);
}

void paygap_document_free(paygap_document *document)
{
    if (document == NULL)
        return;
    for (size_t i = 0; i < document->n_tables; i++)
        free(document->tables[i].rows);
    free(document->tables);
    pg_document_free(&document->document);
    if (document->owner.release != NULL)
        document->owner.release(document->owner.owned);
    free(document);
}

size_t paygap_document_n_sections(const paygap_document *document)
{
    return document->document.n_sections;
}

paygap_section paygap_document_section(const paygap_document *document, size_t section)
{
    const struct pg_section *of = &document->document.sections[section];

    return (paygap_section){of->name, of->title, of->n_blocks};
}

static const struct pg_document_block *block_at(const paygap_document *document,
                                                size_t section, size_t block)
{
    return &document->document.sections[section].blocks[block];
}

static const struct shown_rows *shown_of(const paygap_document *document,
                                         const struct pg_document_table *table)
{
    size_t i = 0;

    while (document->tables[i].table != table)
        i++;
    return &document->tables[i];
}

static paygap_block_kind kind_of(const struct pg_document_block *block)
{
    static const paygap_block_kind kinds[] = {[PG_PARAGRAPH_NOTE] = PAYGAP_BLOCK_NOTE,
                                              [PG_PARAGRAPH_PROSE] = PAYGAP_BLOCK_PROSE,
                                              [PG_PARAGRAPH_HEADING] =
                                                  PAYGAP_BLOCK_HEADING};

    return block->kind == PG_BLOCK_TABLE   ? PAYGAP_BLOCK_TABLE
           : block->kind == PG_BLOCK_CHART ? PAYGAP_BLOCK_CHART
                                           : kinds[block->role];
}

paygap_block paygap_document_block(const paygap_document *document, size_t section,
                                   size_t block)
{
    const struct pg_document_block *of = block_at(document, section, block);
    paygap_block given = {.kind = kind_of(of), .text = ""};

    if (of->kind == PG_BLOCK_PARAGRAPH)
        given.text = of->text;
    else if (of->kind == PG_BLOCK_CHART)
        given.text = of->chart->description;
    if (of->kind == PG_BLOCK_TABLE) {
        given.n_columns = of->table->n_columns;
        given.n_rows = shown_of(document, of->table)->n;
    }
    return given;
}

paygap_column paygap_document_column(const paygap_document *document, size_t section,
                                     size_t block, size_t column)
{
    const struct pg_document_column *of =
        &block_at(document, section, block)->table->columns[column];

    return (paygap_column){of->header, of->key != NULL ? of->key : ""};
}

paygap_cell paygap_document_cell(const paygap_document *document, size_t section,
                                 size_t block, size_t row, size_t column)
{
    const struct pg_document_table *table = block_at(document, section, block)->table;
    size_t of_table = shown_of(document, table)->rows[row];
    const struct pg_document_cell *of = pg_document_at(table, of_table, column);
    paygap_cell given = {.words = ""};
    char text[48];

    given.is_withheld = !pg_document_shows_cell(&document->document, of);
    given.is_not_applicable = !given.is_withheld && of->state == PG_VALUE_NOT_APPLICABLE;
    if (given.is_withheld || given.is_not_applicable) {
        snprintf(given.text, sizeof given.text, "%s",
                 pg_document_shorthand(given.is_withheld ? PG_VALUE_WITHHELD
                                                         : PG_VALUE_NOT_APPLICABLE));
        return given;
    }
    const char *words = pg_document_cell_words(&document->document, of);
    if (words != NULL) {
        given.words = words;
        return given;
    }
    snprintf(given.text, sizeof given.text, "%s", pg_document_round_cell(of, text));
    given.has_number = true;
    given.number =
        document->document.is_rounded ? pg_number_of_text(given.text) : of->number;
    return given;
}
