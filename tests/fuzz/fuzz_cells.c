// SPDX-License-Identifier: GPL-3.0-or-later
/* Any text as a cell. What is read must be within its limits, and read alike with spaces.
 */
#include "pg_base.h"
#include "pg_schema.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_amount(struct pg_str text)
{
    int64_t amount = 0, again = 0;
    char spaced[256];
    enum pg_cell_state state = pg_decimal_parse(text, &amount);

    if (text.len > 200)
        return;
    int len = snprintf(spaced, sizeof spaced, "  %.*s ", (int)text.len, text.ptr);
    bool has_nul = memchr(text.ptr, '\0', text.len) != NULL;
    require(has_nul ||
            pg_decimal_parse((struct pg_str){spaced, (size_t)len}, &again) == state);
    if (state == PG_CELL_VALUE || state == PG_CELL_ROUNDED)
        require(amount <= PG_DECIMAL_LIMIT && amount >= -PG_DECIMAL_LIMIT &&
                (has_nul || amount == again));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pg_str text = pg_str_trim((struct pg_str){(const char *)data, size});
    struct pg_buffer shown = {0};
    struct pg_date date, back;
    uint32_t days = 1;
    int32_t hours = 0;

    if (size == 0)
        return 0;
    check_amount(text);
    if (pg_schema_duration_parse(text, PG_MAX_BONUS_PERIOD_DAYS, &days) == PG_CELL_VALUE)
        require(days > 0 && days <= PG_MAX_BONUS_PERIOD_DAYS * PG_MILLION);
    enum pg_cell_state state = pg_schema_hours_parse(text, false, &hours);
    require(state == PG_CELL_BAD ||
            (hours <= 168 * PG_MILLION && hours >= -168 * PG_MILLION));
    if (pg_date_parse(text, &date)) {
        back = pg_date_of_days(pg_date_days(date));
        require(back.year == date.year && back.month == date.month && back.day == date.day);
    }
    for (int month_first = 0; month_first < 2; month_first++) {
        if (pg_schema_day_parse(text, month_first == 1, &date) == PG_CELL_VALUE) {
            back = pg_date_of_days(pg_date_days(date));
            require(back.year == date.year && back.month == date.month &&
                    back.day == date.day);
        }
    }
    int64_t amount = 0;
    if (pg_schema_comma_parse(text, &amount) != PG_CELL_BAD)
        require(amount <= PG_DECIMAL_LIMIT && amount >= -PG_DECIMAL_LIMIT);
    pg_buffer_add_visible(&shown, text, 60);
    require(shown.ptr == NULL || pg_utf8_valid((struct pg_str){shown.ptr, shown.len}));
    require(shown.ptr == NULL || strpbrk(shown.ptr, "\033\r\n\t\a") == NULL);
    pg_buffer_free(&shown);
    return 0;
}
