// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit_sheets.h"

#include "pg_writers.h"

#include <nettle/hmac.h>

const char *pg_audit_pseudonym(const struct pg_audit_book *audit, struct pg_str id,
                               uint32_t line, char text[static 80])
{
    struct hmac_sha256_ctx hmac;
    uint8_t digest[8];
    char of_line[32];

    if (id.len == 0) {
        snprintf(of_line, sizeof of_line, "line %u", (unsigned)line);
        id = pg_str_of(of_line);
    }
    hmac_sha256_set_key(&hmac, audit->key_len, (const uint8_t *)audit->key);
    hmac_sha256_update(&hmac, id.len, (const uint8_t *)id.ptr);
    hmac_sha256_digest(&hmac, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(text + 2 * i, 80 - 2 * i, "%02x", digest[i]);
    return text;
}

struct pg_document_table *pg_audit_table(struct pg_audit_book *audit,
                                         const struct pg_document_column *columns, size_t n)
{
    struct pg_document_table *table = pg_document_new_table(audit->document);

    pg_document_add_columns(table, columns, n);
    pg_document_place(audit->document, table);
    return table;
}

void pg_audit_note(struct pg_audit_book *audit, const char *text)
{
    pg_document_say(audit->document, PG_PARAGRAPH_NOTE, text);
}

struct pg_document_cell pg_audit_published_cell(const char *text)
{
    return text[0] == '\0' ? pg_document_words("")
                           : pg_document_number(pg_number_of_text(text));
}

static void add_sheets(struct pg_audit_book *audit)
{
    pg_audit_sheet_guide(audit);
    pg_audit_sheet_figures(audit);
    pg_audit_sheet_quarters(audit);
    pg_audit_sheet_employees(audit);
    pg_audit_sheet_sensitivity(audit);
    pg_audit_sheet_influence(audit);
    pg_audit_sheet_provenance(audit);
}

paygap_status pg_audit_workbook(struct pg_audit_book *audit, const char *path,
                                const char *scratch_folder, struct pg_workbook_facts *facts,
                                paygap_error *err)
{
    const struct pg_report *report = audit->workings->report;
    struct pg_document document;

    pg_document_begin(&document);
    document.title = "Audit of gender pay gap figures";
    document.author = report->employer;
    document.subject = "Workings of gender pay gap figures";
    document.keywords = "gender pay gap, audit";
    document.date = report->snapshot_date;
    document.is_streamed = true;
    audit->document = &document;
    audit->is_live = audit->workings->n <= PG_MOST_LIVE_ROWS;
    add_sheets(audit);
    paygap_status status = pg_document_end(&document, err);
    if (status == PAYGAP_OK)
        status = pg_writers_workbook(&document, path, scratch_folder, facts, err);
    pg_document_free(&document);
    audit->document = NULL;
    return status;
}
