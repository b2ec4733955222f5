// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * report.xlsx read back: whether a sheet shows a number that results.csv withholds. A sheet
 * begins with a title, "Grade: employees in each group", which names the characteristic;
 * its table has a header with a column Group. Of
 *
 *     Level       Group  Employees [note 5]  On full pay
 *     all groups  G2     [c]                 17
 *
 * the 17 is what the file has as [c]. Sheets of another form are left aside.
 */
#include "facts.h"

#include "pg_archive.h"
#include "pg_source.h"

#include <math.h>
#include <stdlib.h>

/** A column that is known. */
struct header {
    const char *text, *sex;
    enum pg_attack_quantity quantity;
    bool is_mean;
};

static const struct header headers[] = {
#define PG_ATTACK_HEADER(text, quantity, sex, is_mean)                                     \
    {text, sex, PG_ATTACK_##quantity, is_mean},
#include "sheet_headers.def"
#undef PG_ATTACK_HEADER
};

enum { MOST_COLUMNS = 32 };

/** A sheet while it is read. */
struct sheet {
    struct pg_attack_cells *cells;
    struct pg_attack_findings *findings;
    const char *name;
    uint32_t population;
    uint32_t characteristic; /**< PG_ATTACK_ALL = the title names none */
    bool has_title, has_header;
    size_t group_column; /**< from 1 */
    const struct header *columns[MOST_COLUMNS];
};

static struct pg_str without_note(struct pg_str text)
{
    static const char note[] = " [note";

    for (size_t i = 0; i + sizeof note - 1 <= text.len; i++) {
        if (memcmp(text.ptr + i, note, sizeof note - 1) == 0)
            return (struct pg_str){text.ptr, i};
    }
    return text;
}

static void take_title(struct sheet *sheet, struct pg_str title)
{
    const char *colon = memchr(title.ptr, ':', title.len);
    char *name = colon != NULL
                     ? pg_strdup((struct pg_str){title.ptr, (size_t)(colon - title.ptr)})
                     : NULL;

    sheet->has_title = true;
    if (name != NULL)
        sheet->characteristic = pg_attack_characteristic(sheet->cells, name);
    free(name);
}

static void take_header(struct sheet *sheet, const struct pg_row *row)
{
    for (size_t i = 0; i < row->n_cells && i < MOST_COLUMNS; i++) {
        struct pg_str text = without_note(pg_str_trim(row->cells[i]));
        if (pg_str_same(text, "group"))
            sheet->group_column = i + 1;
        for (size_t k = 0; k < sizeof headers / sizeof headers[0]; k++) {
            if (pg_str_same(text, headers[k].text))
                sheet->columns[i] = &headers[k];
        }
    }
    sheet->has_header = sheet->group_column > 0;
    if (!sheet->has_header)
        memset(sheet->columns, 0, sizeof sheet->columns);
}

// The cell that a number of the sheet is of; SIZE_MAX if the file has none.
static size_t cell_of(struct sheet *sheet, struct pg_str group, const char *sex)
{
    struct pg_attack_condition conditions[PG_ATTACK_MOST_CONDITIONS];
    size_t n = 0;
    char *name = pg_strdup(pg_str_trim(group));

    sheet->cells->failed |= name == NULL;
    if (name == NULL)
        return SIZE_MAX;
    pg_attack_condition_add(conditions, &n, sheet->characteristic,
                            pg_attack_group(sheet->cells, name));
    free(name);
    if (sex != NULL)
        pg_attack_condition_add(conditions, &n, sheet->cells->sex,
                                pg_attack_group(sheet->cells, sex));
    return pg_attack_cell_find(sheet->cells, sheet->population, conditions, n);
}

// Whether the file withholds what the column shows.
static bool is_withheld(const struct sheet *sheet, size_t cell, const struct header *header)
{
    const struct pg_attack_cell *at = &sheet->cells->cells[cell];
    int kind = header->quantity == PG_ATTACK_BONUS;

    if (header->is_mean)
        return at->is_seen[PG_ATTACK_HOURLY_SUM + kind] && !at->has_mean[kind];
    return at->print[header->quantity] > PG_ATTACK_UNPRINTED &&
           at->print[header->quantity] < PG_ATTACK_PRINTED_EXACTLY;
}

static void take_number(struct sheet *sheet, const struct pg_row *row, size_t column)
{
    const struct header *header = sheet->columns[column];
    int64_t millionths;

    if (header == NULL ||
        pg_decimal_parse(row->cells[column], &millionths) != PG_CELL_VALUE)
        return;
    size_t cell = cell_of(sheet, row->cells[sheet->group_column - 1], header->sex);
    if (cell == SIZE_MAX || !is_withheld(sheet, cell, header))
        return;
    double number = (double)millionths / (double)PG_MILLION;
    pg_attack_learn(
        sheet->findings, PG_ATTACK_SHEET,
        pg_arena_printf(&sheet->cells->arena, "%s%s",
                        pg_attack_name(sheet->cells, cell, header->quantity),
                        header->is_mean ? ", mean pay" : ""),
        number, number,
        pg_arena_printf(&sheet->cells->arena, "sheet %s, row %zu", sheet->name, row->line));
}

static paygap_status take_row(void *context, const struct pg_row *row, paygap_error *err)
{
    struct sheet *sheet = context;

    if (row->n_cells == 0) {
        sheet->has_header = false; // the table ends
    } else if (!sheet->has_title) {
        take_title(sheet, pg_str_trim(row->cells[0]));
    } else if (!sheet->has_header) {
        take_header(sheet, row);
    } else if (sheet->characteristic != PG_ATTACK_ALL &&
               sheet->group_column <= row->n_cells) {
        for (size_t i = 0; i < row->n_cells && i < MOST_COLUMNS; i++)
            take_number(sheet, row, i);
    }
    return sheet->cells->failed || sheet->findings->failed ? pg_no_memory(err) : PAYGAP_OK;
}

static paygap_status read_sheet(struct sheet *sheet, const char *path, paygap_error *err)
{
    const struct pg_source source = {.path = path, .sheet = sheet->name, .is_raw = true};
    struct pg_source_facts facts;

    return pg_source_read(&source, take_row, sheet, &facts, err);
}

/** Names of the sheets of a workbook, in the arena. */
struct names {
    struct pg_arena *arena;
    const char **items;
    size_t n, capacity;
    bool failed;
};

static void take_name(void *context, const char *element, const char **attributes,
                      int depth)
{
    struct names *names = context;
    const char *name = pg_archive_xml_attribute(attributes, "name");

    if (depth != 3 || strcmp(element, "sheet") != 0 || name == NULL)
        return;
    const char **grown = pg_grown(names->items, names->n, &names->capacity, sizeof *grown);
    names->failed |= grown == NULL;
    if (grown == NULL)
        return;
    names->items = grown;
    grown[names->n++] = pg_arena_text(names->arena, name);
}

// False if the workbook cannot be read.
static bool find_names(struct names *names, const char *path)
{
    const struct pg_xml_handlers handlers = {.start = take_name};
    struct pg_zip *zip = NULL;
    enum pg_xml_status status = PG_XML_DAMAGED;

    if (pg_archive_zip_open(path, &zip) != PG_ZIP_OK)
        return false;
    size_t entry = pg_archive_zip_find(zip, pg_str_of("xl/workbook.xml"));
    if (entry != SIZE_MAX)
        status = pg_archive_xml_read(zip, entry, &handlers, names);
    pg_archive_zip_close(zip);
    return status == PG_XML_OK && !names->failed;
}

paygap_status pg_attack_read_book(struct pg_attack_cells *cells, const char *path,
                                  size_t publication, struct pg_attack_findings *findings,
                                  paygap_error *err)
{
    struct sheet sheet = {.cells = cells, .findings = findings};
    bool is_found = false;

    for (uint32_t p = 0; p < cells->n_populations; p++) {
        const struct pg_attack_population *at = &cells->populations[p];
        if (at->publication == publication && !at->is_workforce && !is_found) {
            sheet.population = at->same_as;
            is_found = true;
        }
    }
    struct names names = {.arena = &cells->arena};
    if (is_found && !find_names(&names, path))
        pg_attack_note(findings, "the workbook %s cannot be read", pg_file_name(path));
    paygap_status status = names.failed ? pg_no_memory(err) : PAYGAP_OK;
    for (size_t i = 0; i < names.n && status == PAYGAP_OK; i++) {
        paygap_error own = {.status = PAYGAP_OK};
        struct sheet one = sheet;
        one.name = names.items[i];
        one.characteristic = PG_ATTACK_ALL;
        // A sheet that cannot be read shows nothing; only memory stops the attack.
        if (read_sheet(&one, path, &own) == PAYGAP_MEMORY)
            status = pg_no_memory(err);
    }
    free(names.items);
    return status;
}
