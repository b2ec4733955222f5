// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A document as a person reads it on a terminal. A line is put together in a buffer, cell
 * by cell, and written without the spaces at its end. Widths are counted in characters of
 * UTF-8, and whatever comes from a file is shown so that it cannot steer the terminal.
 */
#include "pg_text.h"

enum { BAR_WIDTH = 30, BAR_GAP = 2, DOTS = 3 };

#define BOLD  "\033[1m"
#define NAVY  "\033[34m"
#define TEAL  "\033[36m"
#define PLAIN "\033[0m"

struct page {
    const struct pg_document *document;
    const struct pg_text_look *look;
    FILE *stream;
    struct pg_buffer line; /**< what is written at its end */
};

static const char *style(const struct page *page, const char *code)
{
    return page->look->is_coloured ? code : "";
}

static void end_line(struct page *page)
{
    struct pg_buffer *line = &page->line;

    while (line->len > 0 && line->ptr[line->len - 1] == ' ')
        line->len--;
    if (line->len > 0)
        fwrite(line->ptr, 1, line->len, page->stream);
    fputc('\n', page->stream);
    line->len = 0;
}

// Adds a text that takes `width` characters, the rest of them spaces before or behind it.
static void add(struct page *page, const char *text, size_t width, bool is_right,
                size_t most)
{
    struct pg_buffer shown = {0};
    size_t n = 0;

    pg_buffer_add_visible(&shown, pg_str_of(text), most);
    for (size_t i = 0; i < shown.len; i++)
        n += ((unsigned char)shown.ptr[i] & 0xC0) != 0x80;
    int blank = n < width ? (int)(width - n) : 0;
    pg_buffer_printf(&page->line, "%*s%s%*s", is_right ? blank : 0, "",
                     shown.ptr != NULL ? shown.ptr : "", is_right ? 0 : blank, "");
    page->line.failed |= shown.failed;
    pg_buffer_free(&shown);
}

static void add_text(struct page *page, const char *text)
{
    add(page, text, 0, false, SIZE_MAX);
}

static void add_spaces(struct page *page, size_t n)
{
    add(page, "", n, false, 0);
}

// ---------------------------------------------------------------- bars

static const char *block(const struct page *page, size_t series)
{
    static const char *const blocks[2][2] = {{"\xE2\x96\x88", "\xE2\x96\x92"}, {"#", "."}};

    return blocks[page->look->is_ascii][series];
}

// The chart of two stacked columns that follows a table; NULL if none does.
static const struct pg_document_chart *bars_after(const struct pg_section *section,
                                                  size_t index)
{
    if (index + 1 >= section->n_blocks || section->blocks[index + 1].kind != PG_BLOCK_CHART)
        return NULL;
    const struct pg_document_chart *chart = section->blocks[index + 1].chart;
    bool is_bar = chart->table == section->blocks[index].table && chart->is_stacked &&
                  chart->names[1] != NULL;
    return is_bar ? chart : NULL;
}

static void add_blocks(struct page *page, size_t series, size_t n)
{
    static const char *const colours[] = {NAVY, TEAL};

    pg_buffer_printf(&page->line, "%s", style(page, colours[series]));
    for (size_t i = 0; i < n; i++)
        pg_buffer_printf(&page->line, "%s", block(page, series));
}

static void add_bar(struct page *page, struct pg_fraction percent)
{
    if (percent.den <= 0)
        return;
    pg_int128 hundred = percent.den * (pg_int128)100;
    size_t first = (size_t)((percent.num * (pg_int128)BAR_WIDTH + hundred / 2) / hundred);
    add_spaces(page, BAR_GAP);
    add_blocks(page, 0, first);
    add_blocks(page, 1, BAR_WIDTH - first);
    pg_buffer_printf(&page->line, "%s", style(page, PLAIN));
}

// Under the bars, set in as rows are.
static void put_legend(struct page *page, const struct pg_document_chart *chart)
{
    const struct pg_document_table *table = chart->table;
    size_t width = 2 * page->look->inset + BAR_GAP;

    for (size_t i = 0; i < table->n_columns; i++)
        width += (size_t)table->columns[i].width +
                 (i > 0 ? page->look->gaps[table->columns[i].kind] : 0);
    add_spaces(page, width);
    pg_buffer_printf(&page->line, "%s %s  %s %s", block(page, 0), chart->names[0],
                     block(page, 1), chart->names[1]);
    end_line(page);
}

// ---------------------------------------------------------------- tables

static const char *text_of(const struct page *page, const struct pg_document_cell *cell,
                           char text[static 48])
{
    const char *words = pg_document_cell_words(page->document, cell);

    if (!pg_document_shows_cell(page->document, cell))
        return pg_document_shorthand(PG_VALUE_WITHHELD);
    if (words != NULL)
        return words;
    if (cell->kind == PG_VALUE_COUNT && cell->number >= 0)
        return pg_grouped((uint64_t)cell->number, text);
    return cell->kind == PG_VALUE_NUMBER ? pg_number_text(cell->number, text)
                                         : pg_document_round_cell(cell, text);
}

static void add_cell(struct page *page, const struct pg_document_table *table, size_t index,
                     const char *text)
{
    const struct pg_document_column *column = &table->columns[index];
    size_t width = (size_t)column->width;
    bool is_cut = column->kind == PG_VALUE_WORD && width > DOTS;

    add_spaces(page, index > 0 ? page->look->gaps[column->kind] : page->look->inset);
    add(page, text, width, pg_document_value_is_number(column->kind),
        is_cut ? width - DOTS : SIZE_MAX);
}

// Nothing where no column has a header.
static void put_headers(struct page *page, const struct pg_document_table *table,
                        const char *title)
{
    bool has_some = title[0] != '\0';

    if (has_some)
        add(page, title, page->look->inset + (size_t)table->columns[0].width, false,
            SIZE_MAX);
    for (size_t i = has_some; i < table->n_columns; i++)
        add_cell(page, table, i, table->columns[i].header);
    for (size_t i = 0; i < table->n_columns; i++)
        has_some |= table->columns[i].header[0] != '\0';
    if (has_some)
        end_line(page);
    page->line.len = 0;
}

static void put_rows(struct page *page, const struct pg_document_table *table,
                     const struct pg_document_chart *bars)
{
    char text[48];

    for (size_t row = 0; row < pg_document_rows(table); row++) {
        if (!pg_document_shows_row(page->document, table, row))
            continue;
        for (size_t i = 0; i < table->n_columns; i++)
            add_cell(page, table, i, text_of(page, pg_document_at(table, row, i), text));
        if (bars != NULL)
            add_bar(page, pg_document_at(table, row, bars->columns[0])->exact);
        end_line(page);
    }
    if (bars != NULL)
        put_legend(page, bars);
}

// ---------------------------------------------------------------- sections

static void put_paragraph(struct page *page, const struct pg_document_block *block)
{
    if (block->role == PG_PARAGRAPH_NOTE)
        add_spaces(page, page->look->inset);
    add_text(page, block->text);
    end_line(page);
}

// A blank line between sections, and the title with the headers of a table below it.
static void put_heading(struct page *page, const struct pg_section *section)
{
    bool has_table = section->n_blocks > 0 && section->blocks[0].kind == PG_BLOCK_TABLE;
    bool is_bold = has_table || section->title[0] != '\0';

    fputs(is_bold ? style(page, BOLD) : "", page->stream);
    if (section != page->document->sections)
        end_line(page);
    if (has_table) {
        put_headers(page, section->blocks[0].table, section->title);
    } else if (is_bold) {
        add_text(page, section->title);
        end_line(page);
    }
    fputs(is_bold ? style(page, PLAIN) : "", page->stream);
}

static void put_section(struct page *page, const struct pg_section *section)
{
    put_heading(page, section);
    for (size_t i = 0; i < section->n_blocks; i++) {
        const struct pg_document_block *block = &section->blocks[i];
        if (block->kind == PG_BLOCK_PARAGRAPH)
            put_paragraph(page, block);
        if (block->kind != PG_BLOCK_TABLE)
            continue;
        if (i > 0)
            put_headers(page, block->table, "");
        put_rows(page, block->table, bars_after(section, i));
    }
}

bool pg_writers_text(const struct pg_document *document, const struct pg_text_look *look,
                     FILE *stream)
{
    struct page page = {.document = document, .look = look, .stream = stream};

    if (document->title[0] != '\0') {
        fputs(style(&page, BOLD), stream);
        add_text(&page, document->title);
        end_line(&page);
        fputs(style(&page, PLAIN), stream);
    }
    for (size_t i = 0; i < document->n_sections; i++)
        put_section(&page, &document->sections[i]);
    bool is_whole = !page.line.failed;
    pg_buffer_free(&page.line);
    return is_whole;
}
