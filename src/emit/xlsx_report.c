// SPDX-License-Identifier: GPL-3.0-or-later
/* The workbook an employer can publish. The order of calls is the order of sheets. */
#include "xlsx_sheets.h"

#include <stdlib.h>

static void make_title(const struct pg_report *report, struct pg_buffer *title)
{
    char date[32];

    pg_buffer_printf(title, "Gender pay gap report: %s, snapshot date %s%s",
                     report->employer, pg_date_long(report->snapshot_date, date),
                     report->is_provisional ? " (provisional)" : "");
}

// Accessible documents have no dashes (U+2010 to U+2015 too) or underscores in their title.
static void add_without_dashes(struct pg_buffer *plain, const char *title)
{
    while (*title != '\0') {
        bool wide = strncmp(title, "\xE2\x80", 2) == 0 && (unsigned char)title[2] >= 0x90 &&
                    (unsigned char)title[2] <= 0x95;
        bool dash = wide || *title == '-' || *title == '_';
        pg_buffer_add(plain, dash ? " " : title, 1);
        title += wide ? 3 : 1;
    }
}

static void add_sheets(struct pg_book *book, const struct pg_report *report)
{
    struct pg_plan plan;

    if (!pg_plan_make(&plan, book, report)) {
        free(plan.sheets);
        book->failed = true;
        return;
    }
    pg_add_cover(book, report);
    pg_add_contents(book, report, &plan);
    pg_add_notes(book, report);
    pg_add_figures(book, report);
    for (size_t i = 0; i < plan.n && !book->failed; i++) {
        if (plan.sheets[i].kind != PG_SHEET_FIXED)
            pg_add_characteristic_sheet(book, report, &plan.sheets[i]);
    }
    if (report->n_characteristics > 0) {
        pg_add_disclosure(book, report);
        pg_add_data_quality(book, report);
    }
    if (book->audience == PG_INTERNAL && report->n_elements > 0)
        pg_add_elements(book, report);
    pg_add_people(book, report);
    pg_add_method(book, report);
    if (!report->is_public)
        pg_add_statement(book, report);
    free(plan.sheets);
}

paygap_status pg_emit_workbook(const struct paygap_results *results,
                               const struct pg_report *report, enum pg_audience audience,
                               const char *path, const char *scratch_folder,
                               struct pg_workbook_facts *facts, paygap_error *err)
{
    struct pg_buffer title = {0}, plain_title = {0};
    struct pg_book book;

    (void)results;
    make_title(report, &title);
    add_without_dashes(&plain_title, title.ptr != NULL ? title.ptr : "");
    struct pg_book_properties properties = {
        .title = plain_title.ptr != NULL ? plain_title.ptr : "",
        .author = report->employer,
        .subject = "Gender pay gap information",
        .keywords = "gender pay gap, hourly pay, bonus pay, pay quarters",
        .created = report->snapshot_date};
    bool begun =
        !title.failed && pg_book_begin(&book, path, scratch_folder, &properties, facts);
    paygap_status status;
    if (begun) {
        book.audience = audience;
        add_sheets(&book, report);
        status = pg_book_end(&book, err);
    } else {
        status = pg_no_memory(err);
    }
    pg_buffer_free(&title);
    pg_buffer_free(&plain_title);
    return status;
}
