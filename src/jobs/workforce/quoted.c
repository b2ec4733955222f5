// SPDX-License-Identifier: GPL-3.0-or-later
/* Texts that are not known, quoted with the number of their rows. */
#include "people_parts.h"

#include <stdlib.h>

enum { MOST_QUOTED = 8, LONGEST = 40 };

/** A text, and in how many rows it stands. */
struct quote {
    struct pg_str text;
    size_t n;
};

static int by_rows(const void *left, const void *right)
{
    const struct quote *a = left, *b = right;
    size_t len = a->text.len < b->text.len ? a->text.len : b->text.len;

    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    int order = memcmp(a->text.ptr, b->text.ptr, len);
    return order != 0 ? order : (a->text.len > b->text.len) - (a->text.len < b->text.len);
}

// Whether a word of some length stands in the name of a group.
static bool is_word_of_group(const struct pg_axis *axis, struct pg_str word)
{
    enum { SHORTEST = 4, LONGEST_WORD = 32 };
    char wanted[LONGEST_WORD + 1];

    if (word.len < SHORTEST || word.len > LONGEST_WORD)
        return false;
    snprintf(wanted, sizeof wanted, "%.*s", (int)word.len, word.ptr);
    for (size_t g = 0; g < axis->n_groups; g++) {
        if (strstr(axis->groups[g], wanted) != NULL)
            return true;
    }
    return false;
}

// Two words or more that begin with a capital, none of them in the name of a group: in a
// column that has slipped, the name of somebody.
static bool may_be_name(const struct pg_axis *axis, struct pg_str text)
{
    size_t n_words = 0;

    for (size_t i = 0, end; i < text.len; i = end + 1) {
        for (end = i; end < text.len && text.ptr[end] != ' '; end++) {
            // to the end of the word
        }
        bool is_capital = text.ptr[i] >= 'A' && text.ptr[i] <= 'Z';
        if (!is_capital || is_word_of_group(axis, (struct pg_str){text.ptr + i, end - i}))
            return false;
        n_words++;
    }
    return n_words >= 2;
}

// A number, which may be somebody's pay, or an address.
static bool is_private(struct pg_str text)
{
    int64_t millionths;

    return pg_decimal_parse(text, &millionths) == PG_CELL_VALUE ||
           memchr(text.ptr, '@', text.len) != NULL;
}

static void put_quotes(struct pg_buffer *list, const struct quote *quotes, size_t n,
                       size_t n_kept_back)
{
    char text[32];

    for (size_t i = 0; i < n && i < MOST_QUOTED; i++) {
        const char *mark = quotes[i].text.len > 0 ? "\"" : "";
        pg_buffer_printf(list, "%s%s", i > 0 ? ", " : "", mark);
        pg_buffer_add_visible(
            list, quotes[i].text.len > 0 ? quotes[i].text : pg_str_of("blank"), LONGEST);
        pg_buffer_printf(list, "%s (%s)", mark, pg_grouped(quotes[i].n, text));
    }
    if (n > MOST_QUOTED)
        pg_buffer_printf(list, " and %zu more", n - MOST_QUOTED);
    if (n_kept_back > 0)
        pg_buffer_printf(
            list,
            "%s%zu that may be a name, a number or an address and %s not repeated here",
            n > 0 ? ", and " : "", n_kept_back, n_kept_back == 1 ? "is" : "are");
}

const char *pg_workforce_quoted(struct pg_workforce *workforce,
                                const struct pg_intern *texts, const size_t *n_rows,
                                const struct pg_axis *axis)
{
    struct quote *quotes = calloc(texts->n + 1, sizeof *quotes);
    struct pg_buffer list = {0};
    size_t n = 0, n_kept_back = 0;

    for (uint32_t code = 0; quotes != NULL && code < texts->n; code++) {
        struct pg_str text = pg_intern_get(texts, code);
        if (n_rows[code] == 0)
            continue;
        if ((axis != NULL && may_be_name(axis, text)) || (text.len > 0 && is_private(text)))
            n_kept_back++;
        else
            quotes[n++] = (struct quote){text, n_rows[code]};
    }
    if (n > 0)
        qsort(quotes, n, sizeof *quotes, by_rows);
    put_quotes(&list, quotes, n, n_kept_back);
    workforce->out_of_memory |= quotes == NULL || list.failed;
    const char *kept =
        pg_arena_text(&workforce->arena, list.ptr != NULL && !list.failed ? list.ptr : "");
    pg_buffer_free(&list);
    free(quotes);
    return kept;
}
