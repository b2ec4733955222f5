// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Documents as data: what a report says, section by section, for programs that show it in
 * a form of their own. Make one, ask for its parts by number, free it. What is withheld
 * from the audience is not in it. Everything returned is borrowed from the document.
 */
#ifndef PAYGAP_DOCUMENT_H
#define PAYGAP_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include <paygap/error.h>
#include <paygap/export.h>

#ifdef __cplusplus
extern "C" {
#endif

struct paygap_results;
struct paygap_workforce_options;

typedef struct paygap_document paygap_document;

/** For whom a document is made. */
typedef enum paygap_audience { PAYGAP_TO_PUBLISH, PAYGAP_FOR_STAFF } paygap_audience;

typedef enum paygap_block_kind {
    PAYGAP_BLOCK_NOTE,    /**< a paragraph beside a table or chart */
    PAYGAP_BLOCK_PROSE,   /**< a paragraph that is read by itself */
    PAYGAP_BLOCK_HEADING, /**< above other paragraphs */
    PAYGAP_BLOCK_TABLE,
    PAYGAP_BLOCK_CHART /**< its text is what stands in place of the picture */
} paygap_block_kind;

/** A section: letters, digits and _ to know it by, and its title. */
typedef struct paygap_section {
    const char *name, *title;
    size_t n_blocks;
} paygap_section;

/** A part of a section, in the order in which they are read. */
typedef struct paygap_block {
    paygap_block_kind kind;
    const char *text;         /**< "" of a table */
    size_t n_columns, n_rows; /**< of a table, otherwise 0 */
} paygap_block;

typedef struct paygap_column {
    const char *header;
    const char *key; /**< its name in files of data, or "" */
} paygap_column;

/** A cell as a reader sees it. */
typedef struct paygap_cell {
    char text[64];     /**< of a number, or "[c]", "[z]"; "" where `words` has it */
    const char *words; /**< of a cell of words; "" of a number */
    double number;     /**< meaningless unless `has_number` */
    bool has_number;
    bool is_withheld;       /**< confidential: "[c]" */
    bool is_not_applicable; /**< there is no such figure: "[z]" */
} paygap_cell;

/**
 * The document of report `report` (0-based) of results, which must outlive it. *out is the
 * caller's, to be freed with paygap_document_free(); NULL after an error. PAYGAP_MEMORY.
 */
PAYGAP_API paygap_status paygap_report_document(paygap_document **out,
                                                const struct paygap_results *results,
                                                size_t report, paygap_audience audience,
                                                paygap_error *error);

/** The same of a workforce equality report, which it makes. Errors as paygap_workforce().
 */
PAYGAP_API paygap_status paygap_workforce_document(
    paygap_document **out, const struct paygap_workforce_options *options,
    paygap_audience audience, paygap_error *error);

/** Frees a document; NULL is allowed. */
PAYGAP_API void paygap_document_free(paygap_document *document);

/** Parts by number (0-based); all numbers must be in range. */
PAYGAP_API size_t paygap_document_n_sections(const paygap_document *document);
PAYGAP_API paygap_section paygap_document_section(const paygap_document *document,
                                                  size_t section);
PAYGAP_API paygap_block paygap_document_block(const paygap_document *document,
                                              size_t section, size_t block);
PAYGAP_API paygap_column paygap_document_column(const paygap_document *document,
                                                size_t section, size_t block,
                                                size_t column);
PAYGAP_API paygap_cell paygap_document_cell(const paygap_document *document, size_t section,
                                            size_t block, size_t row, size_t column);

#ifdef __cplusplus
}
#endif

#endif
