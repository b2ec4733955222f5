// SPDX-License-Identifier: GPL-3.0-or-later
/* The document an employer can publish. The order of calls is the order of sections. */
#include "telling.h"

void pg_emit_note(const struct pg_telling *telling, const char *text)
{
    pg_document_say(telling->document, PG_PARAGRAPH_NOTE, text);
}

void pg_emit_prose(const struct pg_telling *telling, const char *text)
{
    pg_document_say(telling->document, PG_PARAGRAPH_PROSE, text);
}

void pg_emit_heading(const struct pg_telling *telling, const char *text)
{
    pg_document_say(telling->document, PG_PARAGRAPH_HEADING, text);
}

const char *pg_emit_figure(const struct pg_telling *telling, size_t index)
{
    struct pg_buffer sentence = {0};

    pg_emit_say_figure(&sentence, telling->report, index);
    const char *kept = PG_TELL(telling, "%s", sentence.ptr != NULL ? sentence.ptr : "");
    telling->document->failed |= sentence.failed;
    pg_buffer_free(&sentence);
    return kept;
}

void pg_emit_section(const struct pg_telling *telling, const char *name, const char *title,
                     const char *holds, const char *contains)
{
    const struct pg_report *report = telling->report;
    char date[32];

    pg_document_section(telling->document, name,
                        PG_TELL(telling, "%s: %s, %s%s", title, report->employer,
                                pg_date_long(report->snapshot_date, date),
                                report->is_provisional ? " (provisional)" : ""),
                        holds);
    pg_emit_note(telling, contains);
    if (report->is_provisional)
        pg_emit_note(telling, "The figures are provisional: people were left out because "
                              "information about them is missing or unreadable.");
}

struct pg_document_table *pg_emit_table(const struct pg_telling *telling,
                                        const struct pg_document_column *columns, size_t n)
{
    struct pg_document_table *table = pg_document_new_table(telling->document);

    pg_document_add_columns(table, columns, n);
    return table;
}

void pg_emit_nothing(struct pg_document_table *table)
{
    if (table == NULL || pg_document_rows(table) > 0)
        return;
    pg_document_put(table, pg_document_words("none"));
    for (size_t i = 1; i < table->n_columns; i++)
        pg_document_put(table, pg_document_state(PG_VALUE_NOT_APPLICABLE));
}

// ---------------------------------------------------------------- cells

struct pg_document_cell pg_emit_cell_of(const struct pg_telling *telling,
                                        const paygap_figure *figure)
{
    if (figure == NULL)
        return pg_document_state(PG_VALUE_NOT_APPLICABLE);
    struct pg_shown shown =
        pg_results_figure_shown(telling->report, figure, telling->audience);
    if (shown.as == PG_PRINT_NOT)
        return pg_document_state(PG_VALUE_WITHHELD);
    if (!figure->has_value)
        return pg_document_state(PG_VALUE_NOT_APPLICABLE);
    // What is not exact is words: as a number it would look as if it were.
    return shown.as == PG_PRINT_EXACTLY ? pg_document_number(pg_number_of_text(shown.text))
                                        : pg_document_words(shown.text);
}

struct pg_document_cell pg_emit_cell_by_sex(const struct pg_telling *telling,
                                            enum pg_sex sex, enum pg_measure measure)
{
    return pg_emit_cell_of(telling, pg_results_report_find(telling->report, sex, measure));
}

struct pg_document_cell pg_emit_cell_of_thing(const struct pg_telling *telling,
                                              size_t thing, size_t n)
{
    struct pg_printed printed =
        pg_results_report_printed(telling->report, thing, telling->audience);

    return printed.as == PG_PRINT_EXACTLY ? pg_document_count(n)
           : printed.as == PG_PRINT_NOT   ? pg_document_state(PG_VALUE_WITHHELD)
                                          : pg_document_words(printed.text);
}

struct pg_document_cell pg_emit_cell_of_total(const struct pg_telling *telling,
                                              enum pg_total total, size_t n)
{
    return pg_emit_cell_of_thing(telling, pg_results_thing_of_total(telling->report, total),
                                 n);
}

bool pg_emit_has_shorthand(const struct pg_report *report)
{
    for (size_t i = 0; i < report->n_figures; i++) {
        if (!report->figures[i].has_value && report->places[i].breakdown == PG_SEXES)
            return true;
    }
    return false;
}

// Whether some figure by sex, or number of people of no group, is told so.
static bool has_printed(const struct pg_telling *telling, enum pg_print as)
{
    const struct pg_report *report = telling->report;

    for (size_t thing = 0; thing < pg_results_report_n_things(report); thing++) {
        bool is_of_groups =
            thing < report->n_figures && report->places[thing].breakdown != PG_SEXES;
        if (!is_of_groups &&
            pg_results_report_printed(report, thing, telling->audience).as == as)
            return true;
    }
    return false;
}

void pg_emit_say_printed(const struct pg_telling *telling)
{
    if (has_printed(telling, PG_PRINT_NOT))
        pg_emit_note(telling, pg_c_meaning);
    if (has_printed(telling, PG_PRINT_RANGE) || has_printed(telling, PG_PRINT_ROUNDED))
        pg_emit_note(telling, pg_range_meaning);
}

void pg_emit_say_states(const struct pg_telling *telling,
                        const struct pg_document_table *table)
{
    bool has_state[3] = {false}, has_range = false;

    for (size_t i = 0; table != NULL && i < table->n_cells; i++) {
        const struct pg_document_cell *cell = &table->cells[i];
        enum pg_value_kind kind = table->columns[i % table->n_columns].kind;
        has_state[cell->state] = true;
        has_range |= cell->state == PG_VALUE_SHOWN && cell->text != NULL &&
                     kind > PG_VALUE_VERDICT && pg_document_value_is_number(kind);
    }
    if (has_state[PG_VALUE_NOT_APPLICABLE])
        pg_emit_note(telling, pg_z_meaning);
    if (has_state[PG_VALUE_WITHHELD])
        pg_emit_note(telling, pg_c_meaning);
    if (has_range)
        pg_emit_note(telling, pg_range_meaning);
}

// ---------------------------------------------------------------- the document

// Accessible documents have no dashes (U+2010 to U+2015 too) or underscores in their title.
static const char *without_dashes(struct pg_document *document, const char *title)
{
    struct pg_buffer plain = {0};

    while (*title != '\0') {
        const unsigned char *bytes = (const unsigned char *)title;
        bool wide =
            bytes[0] == 0xE2 && bytes[1] == 0x80 && bytes[2] >= 0x90 && bytes[2] <= 0x95;
        bool dash = wide || *title == '-' || *title == '_';
        pg_buffer_add(&plain, dash ? " " : title, 1);
        title += wide ? 3 : 1;
    }
    const char *kept =
        pg_document_printf(document, "%s", plain.ptr != NULL ? plain.ptr : "");
    document->failed |= plain.failed;
    pg_buffer_free(&plain);
    return kept;
}

static void set_properties(const struct pg_telling *telling)
{
    const struct pg_report *report = telling->report;
    struct pg_document *document = telling->document;
    char date[32];

    document->title = without_dashes(
        document, PG_TELL(telling, "Gender pay gap report: %s, snapshot date %s%s",
                          report->employer, pg_date_long(report->snapshot_date, date),
                          report->is_provisional ? " (provisional)" : ""));
    document->author = report->employer;
    document->subject = "Gender pay gap information";
    document->keywords = "gender pay gap, hourly pay, bonus pay, pay quarters";
    document->date = report->snapshot_date;
}

paygap_status pg_emit_document(const struct pg_report *report, enum pg_audience audience,
                               struct pg_document *document, paygap_error *err)
{
    const struct pg_telling telling = {document, report, audience};

    pg_document_begin(document);
    set_properties(&telling);
    pg_emit_cover(&telling);
    pg_emit_contents(&telling);
    pg_emit_notes(&telling);
    pg_emit_figures(&telling);
    for (size_t i = 0; i < report->n_characteristics; i++)
        pg_emit_characteristic(&telling, i);
    if (report->n_characteristics > 0) {
        pg_emit_disclosure(&telling);
        pg_emit_data_quality(&telling);
    }
    if (audience == PG_INTERNAL && report->n_elements > 0)
        pg_emit_elements(&telling);
    pg_emit_people(&telling);
    pg_emit_method(&telling);
    if (!report->is_public)
        pg_emit_statement(&telling);
    return pg_document_end(document, err);
}
