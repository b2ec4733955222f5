// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit_sheets.h"

#include <nettle/hmac.h>

const char *pg_pseudonym(const struct pg_audit_book *audit, struct pg_str id, uint32_t line,
                         char text[static 80])
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

static void add_sheets(struct pg_audit_book *audit)
{
    pg_audit_sheet_guide(audit);
    pg_audit_sheet_figures(audit);
    pg_audit_sheet_quarters(audit);
    pg_audit_sheet_ties(audit);
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
    struct pg_book book;
    struct pg_book_properties properties = {.title = "Audit of gender pay gap figures",
                                            .author = report->employer,
                                            .subject = "Workings of gender pay gap figures",
                                            .keywords = "gender pay gap, audit",
                                            .created = report->snapshot_date,
                                            .is_streamed = true};

    if (!pg_book_begin(&book, path, scratch_folder, &properties, facts))
        return pg_no_memory(err);
    audit->book = &book;
    audit->is_live = audit->workings->n <= PG_MOST_LIVE_ROWS;
    add_sheets(audit);
    return pg_book_end(&book, err);
}
