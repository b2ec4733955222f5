// SPDX-License-Identifier: GPL-3.0-or-later
/* One sheet of an Excel workbook, row by row, never holding more than a row of it. */
#include "workbook.h"

#include <stdlib.h>

static const size_t max_cells = 20000000, max_line = 1048576;
static const uint64_t max_shared = UINT64_C(1) << 31;

/** A cell of the row: a shared string, or a place among the bytes of the row. */
struct cell {
    const char *shared; /**< NULL = in `bytes` */
    size_t begin, len;
};

struct sheet_reader {
    const struct pg_workbook *workbook;
    struct pg_reading *reading;

    struct pg_buffer bytes; /**< of the cells of the row that are no shared strings */
    struct cell *cells;
    struct pg_str *texts; /**< the same, as the taker sees them */
    size_t n_cells, cells_capacity, texts_capacity;
    size_t line, next_line; /**< of the row, and of the first row not yet given */
    size_t n_all;
    uint64_t n_shared; /**< bytes of shared strings given out */

    size_t column; /**< 0-based, of the cell being read */
    char type;     /**< first letter of its type: n, s, i(nlineStr), f(ormula), b, e, d */
    enum pg_number_kind kind;
    struct pg_buffer value; /**< of <v> */
    struct pg_buffer plain; /**< of <is> */
    bool in_value, in_text, in_phonetic, has_value, has_text, has_formula;
};

static void no_memory(struct sheet_reader *reader)
{
    pg_source_reading_no_memory(reader->reading);
}

// ---------------------------------------------------------------- rows

static bool is_unread(const struct sheet_reader *reader, size_t column)
{
    const struct pg_unread_columns *unread = reader->reading->unread;

    return unread != NULL && column < unread->n && unread->is_unread[column];
}

static bool resolve(struct sheet_reader *reader, bool *is_plain)
{
    struct pg_str *texts = reader->texts;

    while (reader->texts_capacity < reader->n_cells) {
        texts =
            pg_grown(texts, reader->texts_capacity, &reader->texts_capacity, sizeof *texts);
        if (texts == NULL)
            return false;
        reader->texts = texts;
    }
    *is_plain = true;
    for (size_t i = 0; i < reader->n_cells; i++) {
        const struct cell *cell = &reader->cells[i];
        const char *ptr =
            cell->shared != NULL ? cell->shared : reader->bytes.ptr + cell->begin;
        texts[i] = (struct pg_str){cell->len > 0 ? ptr : "", cell->len};
        *is_plain = *is_plain && pg_source_is_plain(texts[i].ptr, texts[i].len);
    }
    return true;
}

static void give_row(struct sheet_reader *reader)
{
    struct pg_row row = {.line = reader->line, .n_cells = reader->n_cells};

    if (!resolve(reader, &row.is_plain)) {
        no_memory(reader);
        return;
    }
    row.cells = reader->texts;
    if (row.n_cells > 0 || reader->reading->source->is_raw)
        pg_source_reading_give(reader->reading, &row);
    reader->next_line = reader->line + 1;
}

// Rows that are not in the file are blank; they matter to whoever wants every cell.
static void give_gap(struct sheet_reader *reader)
{
    struct pg_row blank = {.is_plain = true};

    if (!reader->reading->source->is_raw)
        return;
    for (; reader->next_line < reader->line && !pg_source_reading_is_over(reader->reading);
         reader->next_line++) {
        blank.line = reader->next_line;
        pg_source_reading_give(reader->reading, &blank);
    }
}

// A row without a number follows the one before.
static void begin_row(struct sheet_reader *reader, const char **attributes)
{
    const char *text = pg_archive_xml_attribute(attributes, "r");
    size_t line = text != NULL ? strtoul(text, NULL, 10) : 0;

    reader->line = line >= reader->next_line ? line : reader->next_line;
    reader->n_cells = 0;
    reader->bytes.len = 0;
    reader->column = SIZE_MAX;
    if (reader->line > max_line)
        pg_source_reading_fail(reader->reading, 0, 0,
                               "the sheet has more than 1,048,576 rows");
    else
        give_gap(reader);
}

// ---------------------------------------------------------------- cells

// 0-based column of a reference like AB12.
static size_t column_of(const char *reference)
{
    size_t column = 0;

    for (; (*reference | 0x20) >= 'a' && (*reference | 0x20) <= 'z'; reference++) {
        column = column * 26 + (size_t)((*reference | 0x20) - 'a' + 1);
        if (column > PG_MAX_COLUMNS)
            break;
    }
    return column > 0 ? column - 1 : 0;
}

static char type_of(const char *type)
{
    if (type == NULL)
        return 'n';
    return (char)(strcmp(type, "str") == 0 ? 'f' : *type);
}

static void begin_cell(struct sheet_reader *reader, const char **attributes)
{
    const struct pg_workbook *workbook = reader->workbook;
    const char *reference = pg_archive_xml_attribute(attributes, "r");
    const char *style = pg_archive_xml_attribute(attributes, "s");
    size_t index = style != NULL ? strtoul(style, NULL, 10) : 0;

    reader->column = reference != NULL ? column_of(reference) : reader->column + 1;
    reader->type = type_of(pg_archive_xml_attribute(attributes, "t"));
    reader->kind = index < workbook->n_kinds ? (enum pg_number_kind)workbook->kinds[index]
                                             : PG_KIND_NUMBER;
    reader->value.len = reader->plain.len = 0;
    reader->has_value = reader->has_text = reader->has_formula = false;
    if (reader->column >= PG_MAX_COLUMNS)
        pg_source_reading_fail(reader->reading, reader->line, 0,
                               "a row has more than 16,384 cells");
    if (++reader->n_all > max_cells)
        pg_source_reading_fail(reader->reading, 0, 0,
                               "the sheet has more than 20 million cells; save it as \"CSV "
                               "UTF-8\" and give that file");
}

static bool room_for(struct sheet_reader *reader, size_t column)
{
    while (reader->n_cells <= column) {
        struct cell *cells = pg_grown(reader->cells, reader->n_cells,
                                      &reader->cells_capacity, sizeof *cells);
        if (cells == NULL)
            return false;
        reader->cells = cells;
        cells[reader->n_cells++] = (struct cell){"", 0, 0};
    }
    return true;
}

static void put_shared(struct sheet_reader *reader, struct cell *cell)
{
    const struct pg_strings *strings = &reader->workbook->strings;
    bool is_number =
        reader->value.len > 0 && *reader->value.ptr >= '0' && *reader->value.ptr <= '9';
    size_t index = is_number ? strtoul(reader->value.ptr, NULL, 10) : SIZE_MAX;

    if (index >= strings->n) {
        if (reader->value.len > 0)
            pg_source_reading_fail(
                reader->reading, reader->line, reader->column + 1,
                "the cell refers to a text that is not in the workbook; it "
                "is damaged: open it in Excel and save it again");
        return;
    }
    struct pg_str text = pg_source_strings_get(strings, index);
    *cell = (struct cell){text.len > 0 ? text.ptr : "", 0, text.len};
    reader->n_shared += text.len;
    if (reader->n_shared > max_shared)
        pg_source_reading_fail(
            reader->reading, reader->line, 0,
            "the cells refer to more than 2 GB of text; save the sheet as \"CSV "
            "UTF-8\" and give that file");
}

static void add_text(struct sheet_reader *reader, const struct pg_buffer *text)
{
    size_t begin = reader->bytes.len;

    if (text->len > 0)
        pg_buffer_add(&reader->bytes, text->ptr, text->len);
    pg_source_unescape(&reader->bytes, begin);
}

static void put_value(struct sheet_reader *reader, struct cell *cell)
{
    const struct pg_buffer *value = &reader->value;
    struct pg_str number = {value->ptr != NULL ? value->ptr : "", value->len};

    *cell = (struct cell){NULL, reader->bytes.len, 0};
    if (reader->type == 'b')
        pg_buffer_printf(&reader->bytes, "%s",
                         number.len > 0 && (*number.ptr == '1' || *number.ptr == 't')
                             ? "TRUE"
                             : "FALSE");
    else if (reader->type == 'n' || reader->type == '\0')
        pg_source_add_number(&reader->bytes, pg_str_trim(number), reader->kind,
                             reader->workbook->is_1904);
    else
        add_text(reader, reader->has_text ? &reader->plain : value);
    cell->len = reader->bytes.len - cell->begin;
    if (reader->bytes.len > PG_MAX_ROW)
        pg_source_reading_fail(reader->reading, reader->line, 0,
                               "a row is longer than 16 MB");
}

static void end_cell(struct sheet_reader *reader)
{
    bool is_blank = reader->value.len == 0 && !reader->has_text;

    if (pg_source_reading_is_over(reader->reading))
        return;
    bool is_empty_text = reader->has_value && reader->type == 'f';
    if (is_blank && !is_empty_text && reader->has_formula &&
        !reader->reading->source->is_raw && !is_unread(reader, reader->column))
        pg_source_reading_fail(
            reader->reading, reader->line, reader->column + 1,
            "the cell has a formula whose result is not in the file; open the "
            "workbook in Excel and save it again");
    if (is_blank)
        return;
    if (!room_for(reader, reader->column)) {
        no_memory(reader);
        return;
    }
    struct cell *cell = &reader->cells[reader->column];
    if (is_unread(reader, reader->column))
        *cell = (struct cell){PG_UNREAD_CELL, 0, sizeof PG_UNREAD_CELL - 1};
    else if (reader->type == 's' && !reader->has_text)
        put_shared(reader, cell);
    else
        put_value(reader, cell);
    if (reader->bytes.failed || reader->value.failed || reader->plain.failed)
        no_memory(reader);
}

// ---------------------------------------------------------------- elements

static void start(void *context, const char *name, const char **attributes, int depth)
{
    struct sheet_reader *reader = context;

    (void)depth;
    if (strcmp(name, "c") == 0)
        begin_cell(reader, attributes);
    else if (strcmp(name, "v") == 0)
        reader->in_value = reader->has_value = true;
    else if (strcmp(name, "row") == 0)
        begin_row(reader, attributes);
    else if (strcmp(name, "f") == 0)
        reader->has_formula = true;
    else if (strcmp(name, "rPh") == 0)
        reader->in_phonetic = true;
    else if (strcmp(name, "t") == 0 && !reader->in_phonetic)
        reader->in_text = reader->has_text = true;
}

static void end(void *context, const char *name, int depth)
{
    struct sheet_reader *reader = context;

    (void)depth;
    if (strcmp(name, "c") == 0)
        end_cell(reader);
    else if (strcmp(name, "v") == 0)
        reader->in_value = false;
    else if (strcmp(name, "row") == 0 && !pg_source_reading_is_over(reader->reading))
        give_row(reader);
    else if (strcmp(name, "rPh") == 0)
        reader->in_phonetic = false;
    else if (strcmp(name, "t") == 0)
        reader->in_text = false;
}

static void text(void *context, const char *bytes, size_t n)
{
    struct sheet_reader *reader = context;
    struct pg_buffer *to = reader->in_value ? &reader->value : &reader->plain;

    if (!reader->in_value && !reader->in_text)
        return;
    pg_buffer_add(to, bytes, n);
    if (to->len > PG_MAX_CELL)
        pg_source_reading_fail(reader->reading, reader->line, reader->column + 1,
                               "a cell is longer than 1 MB");
}

static bool is_over(const void *context)
{
    const struct sheet_reader *reader = context;

    return pg_source_reading_is_over(reader->reading);
}

static const struct pg_xml_handlers handlers = {start, end, text, is_over};

static void read_sheet(struct pg_workbook *workbook, const struct pg_sheet *sheet,
                       struct pg_reading *reading)
{
    struct sheet_reader reader = {.workbook = workbook, .reading = reading, .next_line = 1};
    enum pg_xml_status status =
        sheet->entry != SIZE_MAX
            ? pg_archive_xml_read(workbook->zip, sheet->entry, &handlers, &reader)
            : PG_XML_OK;

    if (reading->status == PAYGAP_OK)
        reading->status = pg_source_workbook_fail(status, reading->source->path,
                                                  "the sheet", reading->err);
    pg_buffer_free(&reader.bytes);
    pg_buffer_free(&reader.value);
    pg_buffer_free(&reader.plain);
    free(reader.cells);
    free(reader.texts);
}

// ---------------------------------------------------------------- which sheet

struct state {
    struct pg_workbook workbook;
    size_t sheet; /**< that is read */
};

static void list_sheets(const struct pg_workbook *workbook, bool visible_only,
                        struct pg_buffer *list)
{
    for (size_t i = 0; i < workbook->n_sheets && list->len < 160; i++) {
        if (visible_only &&
            (workbook->sheets[i].is_hidden || workbook->sheets[i].entry == SIZE_MAX))
            continue;
        pg_buffer_printf(list, "%s\"", list->len > 0 ? ", " : "");
        pg_buffer_add_visible(list, pg_str_of(workbook->sheets[i].name), 40);
        pg_buffer_printf(list, "\"");
    }
}

static paygap_status no_such_sheet(const struct pg_workbook *workbook,
                                   const struct pg_source *source, paygap_error *err)
{
    struct pg_buffer list = {0};

    list_sheets(workbook, false, &list);
    paygap_status status =
        pg_fail_at(err, PAYGAP_NOT_A_TABLE, source->path, 0, 0,
                   "no sheet \"%.60s\"; the workbook has %s", source->sheet,
                   list.ptr != NULL ? list.ptr : "no sheets");
    pg_buffer_free(&list);
    return status;
}

static paygap_status named_sheet(struct state *state, const struct pg_source *source,
                                 paygap_error *err)
{
    const struct pg_workbook *workbook = &state->workbook;

    for (size_t i = 0; i < workbook->n_sheets; i++) {
        if (pg_str_same(pg_str_of(workbook->sheets[i].name), source->sheet)) {
            state->sheet = i;
            return PAYGAP_OK;
        }
    }
    return no_such_sheet(workbook, source, err);
}

static paygap_status count_filled(void *context, const struct pg_row *row,
                                  paygap_error *err)
{
    size_t *n = context;

    (void)err;
    for (size_t i = 0; i < row->n_cells; i++)
        *n += row->cells[i].len > 0;
    return PAYGAP_OK;
}

static paygap_status several_sheets(const struct pg_workbook *workbook,
                                    const struct pg_source *source, paygap_error *err)
{
    struct pg_buffer list = {0};

    list_sheets(workbook, true, &list);
    paygap_status status =
        pg_fail_at(err, PAYGAP_CHOICE, source->path, 0, 0,
                   "several sheets hold tables: %s; say which one is the "
                   "payroll: --sheet NAME, or [input] sheet = NAME",
                   list.ptr != NULL ? list.ptr : "");
    pg_buffer_free(&list);
    return status;
}

// The visible sheet whose first rows hold most; the first of them if several do.
static paygap_status fullest_sheet(struct state *state, const struct pg_source *source,
                                   paygap_error *err)
{
    struct pg_workbook *workbook = &state->workbook;
    size_t n_visible = 0, most = 0, next = 0;

    state->sheet = SIZE_MAX;
    for (size_t i = 0; i < workbook->n_sheets; i++)
        n_visible +=
            !workbook->sheets[i].is_hidden && workbook->sheets[i].entry != SIZE_MAX;
    for (size_t i = 0; i < workbook->n_sheets; i++) {
        size_t n = 0;
        struct pg_reading reading = {.source = source,
                                     .taker = count_filled,
                                     .context = &n,
                                     .err = err,
                                     .max_rows = 200};
        if (workbook->sheets[i].is_hidden || workbook->sheets[i].entry == SIZE_MAX)
            continue;
        if (n_visible > 1)
            read_sheet(workbook, &workbook->sheets[i], &reading);
        PG_TRY(reading.status);
        bool is_fullest = state->sheet == SIZE_MAX || n > most;
        next = is_fullest ? most : n > next ? n : next;
        if (is_fullest) {
            state->sheet = i;
            most = n;
        }
    }
    if (2 * next > most && !source->is_raw)
        return several_sheets(workbook, source, err);
    return state->sheet != SIZE_MAX
               ? PAYGAP_OK
               : pg_fail_at(err, PAYGAP_NOT_A_TABLE, source->path, 0, 0,
                            "the workbook has no visible sheet with cells");
}

static bool list_others(struct state *state, struct pg_layout *layout)
{
    struct pg_workbook *workbook = &state->workbook;
    struct pg_buffer list = {0};

    for (size_t i = 0; i < workbook->n_sheets && list.len < 200; i++) {
        if (i == state->sheet)
            continue;
        pg_buffer_printf(&list, "%s", list.len > 0 ? ", " : "");
        pg_buffer_add_visible(&list, pg_str_of(workbook->sheets[i].name), 40);
        pg_buffer_printf(&list, "%s", workbook->sheets[i].is_hidden ? " (hidden)" : "");
    }
    workbook->others = list.ptr;
    layout->others = list.ptr != NULL ? list.ptr : "";
    layout->sheet = workbook->sheets[state->sheet].name;
    return !list.failed;
}

// ---------------------------------------------------------------- the format

static paygap_status open_workbook(struct pg_input *input, paygap_error *err)
{
    struct state *state = calloc(1, sizeof *state);
    const char *path = input->source->path;

    input->state = state;
    input->layout.kind = PG_SOURCE_WORKBOOK;
    if (state == NULL)
        return pg_no_memory(err);
    if (strcmp(path, "-") == 0)
        return pg_fail_at(err, PAYGAP_NOT_A_TABLE, path, 0, 0,
                          "an Excel workbook cannot be read from standard input; give the "
                          "file");
    if (input->bytes.own == NULL && input->bytes.size == UINT64_MAX)
        return pg_fail_at(err, PAYGAP_NOT_A_TABLE, path, 0, 0,
                          "an Excel workbook cannot be read from an input whose size is "
                          "not known");
    PG_TRY(pg_source_workbook_open(&state->workbook, &input->bytes, err));
    PG_TRY(pg_source_strings_read(&state->workbook, path, err));
    PG_TRY(input->source->sheet != NULL ? named_sheet(state, input->source, err)
                                        : fullest_sheet(state, input->source, err));
    return list_others(state, &input->layout) ? PAYGAP_OK : pg_no_memory(err);
}

// SHA-256 of the file, whose head is read already.
static void add_facts(struct pg_input *input, struct pg_reading *reading,
                      struct pg_source_facts *facts)
{
    struct pg_digest *digest = pg_source_digest_begin();
    size_t n = input->n_head;

    if (digest == NULL) {
        pg_source_reading_no_memory(reading);
        return;
    }
    do {
        pg_source_digest_add(digest, input->head, n);
        facts->n_bytes += n;
    } while ((n = pg_bytes_read(&input->bytes, input->head, PG_HEAD)) > 0);
    if (reading->status == PAYGAP_OK)
        reading->status = pg_bytes_check(&input->bytes, reading->err);
    pg_source_digest_finish(digest, facts->sha256);
}

static void read_workbook(struct pg_input *input, struct pg_reading *reading,
                          struct pg_source_facts *facts)
{
    struct state *state = input->state;

    read_sheet(&state->workbook, &state->workbook.sheets[state->sheet], reading);
    if (facts != NULL)
        add_facts(input, reading, facts);
}

static void close_workbook(struct pg_input *input)
{
    struct state *state = input->state;

    if (state != NULL)
        pg_source_workbook_free(&state->workbook);
    free(state);
}

const struct pg_format pg_workbook_format = {open_workbook, read_workbook, close_workbook};
