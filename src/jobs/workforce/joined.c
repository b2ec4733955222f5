// SPDX-License-Identifier: GPL-3.0-or-later
/* One column of all people tables. */
#include "people_parts.h"

#include <stdlib.h>

bool pg_workforce_join(const struct pg_workforce *workforce, const size_t *columns,
                       struct pg_joined *joined)
{
    size_t person = 0;
    bool is_new;

    *joined =
        (struct pg_joined){.codes = calloc(workforce->n_people + 1, sizeof(uint32_t))};
    bool made = joined->codes != NULL &&
                pg_intern_add(&joined->texts, (struct pg_str){"", 0}, &is_new) == 0;
    for (size_t s = 0; s < workforce->n_snapshots && made; s++) {
        const struct pg_rows *rows = &workforce->files[s];
        for (size_t row = 0; row < rows->n && made; row++) {
            uint32_t code = pg_intern_add(
                &joined->texts, pg_workforce_rows_cell(rows, row, columns[s]), &is_new);
            joined->codes[person++] = code;
            made = code != PG_INTERN_FULL;
        }
    }
    return made;
}

void pg_workforce_joined_free(struct pg_joined *joined)
{
    pg_intern_free(&joined->texts);
    free(joined->codes);
}

size_t pg_workforce_rows_field(const struct pg_rows *rows, enum pg_field field)
{
    size_t column = SIZE_MAX;
    unsigned rank = UINT32_MAX;

    for (size_t i = 0; i < rows->n_columns; i++) {
        struct pg_header_reading reading =
            pg_schema_header_read(pg_str_of(rows->headers[i]));
        if ((int)reading.meaning == (int)field && reading.rank < rank) {
            column = i;
            rank = reading.rank;
        }
    }
    return column;
}

bool pg_workforce_find_columns(const struct pg_workforce *workforce,
                               const char *const *headers,
                               size_t columns[static PG_MAX_SNAPSHOTS])
{
    bool is_there = false;

    for (size_t s = 0; s < workforce->n_snapshots; s++) {
        columns[s] = pg_workforce_rows_find(&workforce->files[s], headers);
        is_there |= columns[s] != SIZE_MAX;
    }
    return is_there;
}

static size_t named_column(const struct pg_workforce *workforce, const struct pg_rows *rows,
                           enum pg_field field)
{
    const char *const named[] = {workforce->config.mapping.header_of[field], NULL};

    return pg_workforce_rows_find(rows, named);
}

size_t pg_workforce_rows_wished(const struct pg_workforce *workforce,
                                const struct pg_rows *rows, enum pg_field field)
{
    size_t column = named_column(workforce, rows, field);

    return column != SIZE_MAX ? column : pg_workforce_rows_field(rows, field);
}

bool pg_workforce_find_field(struct pg_workforce *workforce, enum pg_field field,
                             size_t columns[static PG_MAX_SNAPSHOTS])
{
    const char *header = workforce->config.mapping.header_of[field];
    bool is_there = false, is_named = false;

    for (size_t s = 0; s < workforce->n_snapshots; s++) {
        const struct pg_rows *rows = &workforce->files[s];
        columns[s] = pg_workforce_rows_wished(workforce, rows, field);
        is_there |= columns[s] != SIZE_MAX;
        is_named |= named_column(workforce, rows, field) != SIZE_MAX;
    }
    if (header != NULL && !is_named)
        pg_workforce_say_warning(
            workforce, "[columns]",
            pg_arena_printf(&workforce->arena,
                            "no people table has the column \"%.60s\" that %s "
                            "names%s",
                            header, pg_table_field_name(field),
                            is_there ? "; one that looks like it is taken" : ""));
    return is_there;
}

void pg_workforce_note_dates(struct pg_workforce *workforce, const char *title,
                             const size_t columns[static PG_MAX_SNAPSHOTS],
                             bool is_there[static PG_MAX_SNAPSHOTS])
{
    for (size_t s = 0; s < workforce->n_snapshots; s++) {
        is_there[s] = columns[s] != SIZE_MAX;
        if (!is_there[s] && title != NULL)
            pg_workforce_say_warning(
                workforce, workforce->files[s].name,
                pg_arena_printf(&workforce->arena,
                                "has no column of %s, which other dates have: "
                                "nothing is said of it at this date",
                                title));
    }
}
