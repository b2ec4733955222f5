// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_table.h"

#include <stdlib.h>

static const struct {
    const char *rule, *problem;
} findings[] = {
#define PG_FINDING(name, rule, problem) {rule, problem},
#include "findings.def"
#undef PG_FINDING
};

static const char *const actions[] = {
#define PG_ACTION(name, done) done,
#include "actions.def"
#undef PG_ACTION
};

static const struct {
    const char *code;
    bool provisional;
    const char *text;
} reasons[] = {
#define PG_REASON(name, code, provisional, text) {code, provisional, text},
#include "reasons.def"
#undef PG_REASON
};

static const char *const field_names[] = {
#define PG_FIELD(name, header, holds) header,
#include "fields.def"
#undef PG_FIELD
};

const char *pg_table_field_name(enum pg_field field)
{
    return field_names[field];
}

const char *pg_table_finding_rule(enum pg_finding_code code)
{
    return findings[code].rule;
}

const char *pg_table_finding_problem(enum pg_finding_code code)
{
    return findings[code].problem;
}

const char *pg_table_action_text(enum pg_action action)
{
    return actions[action];
}

const char *pg_table_reason_code(enum pg_reason reason)
{
    return reasons[reason].code;
}

const char *pg_table_reason_text(enum pg_reason reason)
{
    return reasons[reason].text;
}

bool pg_table_reason_is_provisional(enum pg_reason reason)
{
    return reasons[reason].provisional;
}

bool pg_table_findings_add(struct pg_table *table, uint32_t row, size_t line, size_t column,
                           enum pg_finding_code code, enum pg_action action)
{
    struct pg_findings *list = &table->findings;
    struct pg_finding *grown =
        pg_grown(list->items, list->n, &list->capacity, sizeof *grown);

    if (grown == NULL)
        return false;
    list->items = grown;
    list->items[list->n++] = (struct pg_finding){
        .row = row,
        .line = line < UINT32_MAX ? (uint32_t)line : UINT32_MAX,
        .column = (uint16_t)column,
        .code = (uint8_t)code,
        .action = (uint8_t)action,
        .source =
            table->reading != 0 ? table->reading : (uint8_t)pg_table_file_of(table, row)};
    return true;
}

static int by_place(const void *left, const void *right)
{
    const struct pg_finding *a = left, *b = right;

    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    return (int)a->code - (int)b->code;
}

void pg_table_findings_sort(struct pg_findings *list)
{
    if (list->n > 1)
        qsort(list->items, list->n, sizeof *list->items, by_place);
}
