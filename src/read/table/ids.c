// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_table.h"

#include <stdlib.h>

static bool grow_bytes(struct pg_ids *ids, size_t len)
{
    size_t capacity = ids->capacity > 0 ? ids->capacity : 4096;

    if (ids->used + len > UINT32_MAX)
        return false;
    while (capacity < ids->used + len)
        capacity *= 2;
    if (capacity == ids->capacity)
        return true;
    char *grown = realloc(ids->bytes, capacity);
    if (grown == NULL)
        return false;
    ids->bytes = grown;
    ids->capacity = capacity;
    return true;
}

static struct pg_str id_at(const struct pg_ids *ids, size_t row)
{
    uint32_t start = row > 0 ? ids->ends[row - 1] : 0;

    return (struct pg_str){ids->bytes + start, ids->ends[row] - start};
}

// Shorter first, then byte by byte: the order of employee numbers in most exports.
static bool comes_after(struct pg_str id, struct pg_str above)
{
    if (id.len != above.len)
        return id.len > above.len;
    return memcmp(id.ptr, above.ptr, id.len) > 0;
}

bool pg_table_set_id(struct pg_table *table, struct pg_str id)
{
    struct pg_ids *ids = &table->ids;
    size_t row = table->n_rows - 1;

    if (row > 0 && !comes_after(id, id_at(ids, row - 1)))
        ids->is_unordered = true;

    if (!grow_bytes(ids, id.len))
        return false;
    if (id.len > 0)
        memcpy(ids->bytes + ids->used, id.ptr, id.len);
    ids->used += id.len;
    ids->ends[row] = (uint32_t)ids->used;
    return true;
}

// A blank id is nobody else's.
static bool same_id(const struct pg_ids *ids, uint32_t a, uint32_t b)
{
    struct pg_str left = id_at(ids, a), right = id_at(ids, b);

    return left.len > 0 && left.len == right.len &&
           memcmp(left.ptr, right.ptr, left.len) == 0;
}

static bool start_employees(struct pg_table *table)
{
    if (table->id_of_row != NULL)
        return true;
    table->id_of_row = malloc((table->n_rows + 1) * sizeof *table->id_of_row);
    for (size_t row = 0; table->id_of_row != NULL && row < table->n_rows; row++)
        table->id_of_row[row] = (uint32_t)row;
    return table->id_of_row != NULL;
}

// Rows whose ids hash alike, in the order of the file: each takes the number of the first
// row with its id.
static bool number_run(struct pg_table *table, const uint32_t *rows, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        for (size_t j = 0; j < i; j++) {
            if (!same_id(&table->ids, rows[i], rows[j]))
                continue;
            if (!start_employees(table))
                return false;
            table->id_of_row[rows[i]] = table->id_of_row[rows[j]];
            table->n_repeated++;
            break;
        }
    }
    return true;
}

enum { HASH_BITS = 33 };

// Ids in ascending order cannot repeat. Others are brought together by sorting their
// hashes: faster than a table of them, whose places lie all over the memory.
bool pg_table_number_ids(struct pg_table *table)
{
    const uint64_t mask = (UINT64_C(1) << HASH_BITS) - 1;
    struct pg_keyed hashes;
    size_t n = 0;

    if (!table->ids.is_unordered)
        return true;
    bool numbered = pg_keyed_make(&hashes, table->n_rows);

    for (size_t row = 0; numbered && row < table->n_rows; row++) {
        if (id_at(&table->ids, row).len == 0)
            continue;
        hashes.keys[n] = pg_hash(id_at(&table->ids, row)) & mask;
        hashes.members[n++] = (uint32_t)row;
    }
    numbered = numbered && pg_keyed_sort(&hashes, n, HASH_BITS);
    for (size_t from = 0, to; numbered && from < n; from = to) {
        for (to = from + 1; to < n && hashes.keys[to] == hashes.keys[from]; to++) {
            // rows whose ids may be equal
        }
        numbered = number_run(table, hashes.members + from, to - from);
    }
    pg_keyed_free(&hashes);
    return numbered;
}

struct pg_str pg_table_id(const struct pg_table *table, size_t row)
{
    return table->has_ids && table->ids.ends != NULL ? id_at(&table->ids, row)
                                                     : (struct pg_str){"", 0};
}

void pg_table_ids_free(struct pg_ids *ids)
{
    free(ids->bytes);
    free(ids->ends);
    *ids = (struct pg_ids){0};
}
