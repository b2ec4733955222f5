// SPDX-License-Identifier: GPL-3.0-or-later
/* Cells and what they say: shorthand, verdicts, and numbers rounded once. */
#include "pg_document.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

struct pg_document_cell pg_document_words(const char *text)
{
    return (struct pg_document_cell){.text = text != NULL ? text : ""};
}

struct pg_document_cell pg_document_number(double number)
{
    if (!isfinite(number))
        return pg_document_state(PG_VALUE_NOT_APPLICABLE);
    return (struct pg_document_cell){.number = number};
}

struct pg_document_cell pg_document_count(size_t n)
{
    return (struct pg_document_cell){.number = (double)n};
}

struct pg_document_cell pg_document_state(enum pg_value_state state)
{
    return (struct pg_document_cell){.state = state};
}

struct pg_document_cell pg_document_formula(struct pg_document_cell value,
                                            const char *formula)
{
    value.formula = formula;
    return value;
}

const char *pg_document_shorthand(enum pg_value_state state)
{
    static const char *const texts[] = {[PG_VALUE_SHOWN] = "",
                                        [PG_VALUE_WITHHELD] = "[c]",
                                        [PG_VALUE_NOT_APPLICABLE] = "[z]"};

    return texts[state];
}

const char *pg_document_verdict(enum pg_verdict verdict)
{
    static const char *const texts[PG_N_VERDICTS] = {
        [PG_VERDICT_NONE] = "",
#define PG_VERDICT(name, text) [PG_VERDICT_##name] = (text),
#include "verdicts.def"
#undef PG_VERDICT
    };

    return texts[verdict];
}

const char *pg_document_cell_words(const struct pg_document *document,
                                   const struct pg_document_cell *cell)
{
    if (document->is_published && cell->told != NULL)
        return cell->told;
    return cell->state != PG_VALUE_SHOWN ? pg_document_shorthand(cell->state) : cell->text;
}

const char *pg_document_use_name(enum pg_column_use use)
{
    static const char *const names[PG_N_COLUMN_USES] = {
        [PG_COLUMN_MEASURE] = "",
        [PG_COLUMN_CATEGORY] = "category",
        [PG_COLUMN_DIMENSION] = "dimension",
        [PG_COLUMN_CHARACTERISTIC] = "characteristic",
        [PG_COLUMN_GROUP] = "group",
        [PG_COLUMN_COMPARATOR] = "comparator",
        [PG_COLUMN_ITEM] = "item",
        [PG_COLUMN_DATE] = "date"};

    return names[use];
}

bool pg_document_value_is_number(enum pg_value_kind kind)
{
    return kind >= PG_VALUE_COUNT;
}

// ---------------------------------------------------------------- rounding

static const int decimals[PG_N_VALUE_KINDS] = {[PG_VALUE_PERCENT] = 1,
                                               [PG_VALUE_POINTS] = 1,
                                               [PG_VALUE_RATIO] = 2,
                                               [PG_VALUE_PROBABILITY] = 4,
                                               [PG_VALUE_POUNDS] = 2};

// "-0.0" is 0.0.
static const char *without_zero_sign(char *text)
{
    if (text[0] == '-' && strspn(text + 1, "0.") == strlen(text + 1))
        memmove(text, text + 1, strlen(text));
    return text;
}

const char *pg_document_round(struct pg_fraction value, enum pg_value_kind kind,
                              char text[static 48])
{
    uint64_t scale = 1;

    for (int i = 0; i < decimals[kind]; i++)
        scale *= 10;
    pg_int128 units = pg_divide_half_even(value.num * (pg_int128)scale, value.den);
    pg_uint128 size = units < 0 ? -(pg_uint128)units : (pg_uint128)units;
    int len =
        snprintf(text, 48, "%s%" PRIu64, units < 0 ? "-" : "", (uint64_t)(size / scale));
    if (scale > 1)
        snprintf(text + len, (size_t)(48 - len), ".%0*" PRIu64, decimals[kind],
                 (uint64_t)(size % scale));
    return text;
}

const char *pg_document_round_cell(const struct pg_document_cell *cell,
                                   char text[static 48])
{
    if (cell->exact.den > 0)
        return pg_document_round(cell->exact, cell->kind, text);
    if (cell->kind == PG_VALUE_NUMBER) {
        char digits[40];
        snprintf(text, 48, "%s", pg_number_text(cell->number, digits));
        return text;
    }
    snprintf(text, 48, "%.*f", decimals[cell->kind], cell->number);
    return without_zero_sign(text);
}
