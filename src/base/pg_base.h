// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * base: what every stage stands on. Text slices, text buffers, exact decimals and
 * fractions, dates, interned strings and the error channel. No payroll words in here but
 * what people are grouped by, which every stage above names in one way.
 *
 * Text from a file is a struct pg_str: not terminated, valid as long as its source says.
 * Exact quantities are int64_t in millionths (PG_MILLION); a rate is a struct pg_fraction.
 */
#ifndef PG_BASE_H
#define PG_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <paygap/error.h>
#include <paygap/io.h>

/** What people are grouped by: known by its name once, where names are read. */
enum pg_subject {
    PG_SUBJECT_SEX,
    PG_SUBJECT_ETHNICITY,
    PG_SUBJECT_DISABILITY,
    PG_SUBJECT_PERSONAL, /**< another that people are asked about: religion, age ... */
    PG_SUBJECT_WORK      /**< what the employer knows: grade, department, contract */
};

/** The sexes that the Regulations compare, in the order of every pair of numbers. */
enum pg_sex { PG_MEN, PG_WOMEN, PG_N_SEXES, PG_SEX_UNKNOWN = PG_N_SEXES };

// ---------------------------------------------------------------- errors

/** Fills `err` (if not NULL and not already filled) and returns `status`. */
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
paygap_status
pg_fail(paygap_error *err, paygap_status status, const char *format, ...);

/** The same, about a place in a file; `row` and `column` are 1-based, 0 if not known. */
#if defined(__GNUC__)
__attribute__((format(printf, 6, 7)))
#endif
paygap_status
pg_fail_at(paygap_error *err, paygap_status status, const char *path, size_t row,
           size_t column, const char *format, ...);

/** Out of memory. */
paygap_status pg_no_memory(paygap_error *err);

/** Returns from the calling function unless `call` gives PAYGAP_OK. */
#define PG_TRY(call)                                                                       \
    do {                                                                                   \
        paygap_status pg_try_status = (call);                                              \
        if (pg_try_status != PAYGAP_OK)                                                    \
            return pg_try_status;                                                          \
    } while (0)

/** Name of a file without its folder: what messages and outputs may say of a path. */
const char *pg_file_name(const char *path);

// ---------------------------------------------------------------- inputs

/** The inputs that a call was given by their bytes; borrowed. */
struct pg_inputs {
    const paygap_io *const *items;
    size_t n;
    bool are_all; /**< there is nothing else to read: no file is opened */
};

/** The input called `path`; NULL if there is none, so that it is a file. */
const paygap_io *pg_inputs_find(struct pg_inputs inputs, const char *path);

/** PAYGAP_USAGE if one has no name, no callback, the name of another, or another size. */
paygap_status pg_inputs_check(struct pg_inputs inputs, paygap_error *err);

/** PAYGAP_USAGE if options are not of the size that `initialiser`, a name, gives them. */
paygap_status pg_options_check(size_t struct_size, size_t expected, const char *initialiser,
                               paygap_error *err);

/** An input while it is read: one that was given, or a file that is opened for it. */
struct pg_bytes {
    const char *path;
    const paygap_io *io;
    paygap_io *own; /**< the file that was opened; NULL: `io` was given */
    uint64_t next;  /**< where pg_bytes_read() goes on */
    uint64_t size;  /**< what must come of a given input; UINT64_MAX = not known */
    enum pg_bytes_fault {
        PG_BYTES_WHOLE,
        PG_BYTES_FAILED,
        PG_BYTES_TOO_MANY, /**< a callback gave more than it was asked for */
        PG_BYTES_SHORT,    /**< fewer than `size` */
        PG_BYTES_LONG
    } fault;
    int reason; /**< errno of a failure; 0 = not known */
    uint64_t fault_at;
};

/** Opens the input called `path`, which is borrowed: a given one or a file; the caller
 *  closes it, also after an error: PAYGAP_OPEN if a file cannot be opened, and errno. */
paygap_status pg_bytes_open(struct pg_bytes *bytes, struct pg_inputs inputs,
                            const char *path, paygap_error *err);

/** The same of standard input, which is read once and not closed. */
paygap_status pg_bytes_open_standard_input(struct pg_bytes *bytes, paygap_error *err);

/** Bytes of the whole; UINT64_MAX if that is not known. */
uint64_t pg_bytes_size(const struct pg_bytes *bytes);

/** Reads the next `n` bytes, or those at a place; fewer at the end and after a failure
 *  only, which pg_bytes_check() tells apart. */
size_t pg_bytes_read(struct pg_bytes *bytes, void *to, size_t n);
size_t pg_bytes_read_at(struct pg_bytes *bytes, uint64_t at, void *to, size_t n);

/** PAYGAP_OPEN, and why, if reading has failed. */
paygap_status pg_bytes_check(const struct pg_bytes *bytes, paygap_error *err);
void pg_bytes_close(struct pg_bytes *bytes);

/** Makes an input called `name` of an open file, which is taken over, also after an error.
 *  paygap_io_free() closes it. */
paygap_status pg_io_from_stream(paygap_io **out, const char *name, FILE *file,
                                paygap_error *err);

// ---------------------------------------------------------------- text

struct pg_str {
    const char *ptr;
    size_t len;
};

static inline struct pg_str pg_str_of(const char *text)
{
    return (struct pg_str){text, strlen(text)};
}

/** Without spaces, tabs and no-break spaces at either end. */
struct pg_str pg_str_trim(struct pg_str text);

/** The small letter of an ASCII capital; other bytes as they are. */
char pg_lower(char c);

/** Equal but for ASCII case. */
bool pg_str_same(struct pg_str a, const char *b);

/** Valid UTF-8, without surrogates and overlong forms. */
bool pg_utf8_valid(struct pg_str text);

/** A growing text. Zero-initialise; pg_buffer_free() when done. After a failed allocation
 *  `failed` is set and further calls do nothing, so only the end need be checked. */
struct pg_buffer {
    char *ptr; /**< terminated once anything was added */
    size_t len;
    size_t capacity;
    bool failed;
};

void pg_buffer_add(struct pg_buffer *buffer, const char *ptr, size_t len);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void
pg_buffer_printf(struct pg_buffer *buffer, const char *format, ...);
void pg_buffer_free(struct pg_buffer *buffer);

/** How often a buffer of this thread could not grow. Whoever hands out results compares the
 * number before and after: if it differs, some text is cut short, and memory ran out. */
size_t pg_buffer_failures(void);

/** `array` of n elements with room for one more, its capacity in *capacity: moved and
 * doubled if it was full. NULL when out of memory; the array is then as it was. */
void *pg_grown(void *array, size_t n, size_t *capacity, size_t size);

/** A terminated copy, the caller's to free(); NULL when out of memory. */
char *pg_strdup(struct pg_str text);

/** Texts that are freed together. Zero-initialise. */
struct pg_arena {
    struct pg_arena_block *blocks;
    bool failed; /**< an allocation failed; "" was returned instead */
};

/** A copy that lives as long as the arena; "" after a failed allocation. */
const char *pg_arena_text(struct pg_arena *arena, const char *text);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
const char *
pg_arena_printf(struct pg_arena *arena, const char *format, ...);
const char *pg_arena_vprintf(struct pg_arena *arena, const char *format, va_list arguments);

/** Path of the file `name`, sought in the folder of the file `of` (NULL: in the
 *  working folder) unless it begins with a slash; "" after a failed allocation. */
const char *pg_arena_beside(struct pg_arena *arena, const char *of, const char *name);
void pg_arena_free(struct pg_arena *arena);

/** Adds the label of a group as it is told from others: without characters that nobody sees
 *  (zero-width and bidirectional ones, soft hyphens), every space that of ASCII. What is
 * not UTF-8 stays. */
void pg_buffer_add_label(struct pg_buffer *buffer, struct pg_str text);

/** Whether there is a character in it that nobody sees. */
bool pg_utf8_has_unseen(struct pg_str text);

/** Adds `text` as terminals may show it: a line break as a space, other control characters,
 *  characters that nobody sees and bytes that are not UTF-8 as "?", cut with "..." after
 *  `max_columns` characters. */
void pg_buffer_add_visible(struct pg_buffer *buffer, struct pg_str text,
                           size_t max_columns);

/** 1234567 as "1,234,567"; returns `text`. */
const char *pg_grouped(uint64_t n, char text[static 32]);

/** The nearest of `names` to `word` by edit distance, case and _ - ignored; NULL if none
 *  is near enough to be what was meant. */
const char *pg_nearest(const char *word, const char *const *names, size_t n_names);

// ---------------------------------------------------------------- numbers in texts

/** A double as C would print it with %.17g whatever the locale; returns `text`. */
const char *pg_number_text(double value, char text[static 40]);

/** A number with one decimal, whatever the locale; returns `text`. */
const char *pg_one_decimal(double value, char text[static 40]);

/** The number a published text stands for, e.g. 12.3 for "12.3". */
double pg_number_of_text(const char *published);

// ---------------------------------------------------------------- exact numbers

#define PG_MILLION INT64_C(1000000)

/** Amounts reach just below a million million; larger ones are not read as amounts. */
#define PG_DECIMAL_LIMIT (INT64_C(1000000000000) * PG_MILLION)

enum pg_cell_state {
    PG_CELL_BLANK,
    PG_CELL_VALUE,
    PG_CELL_ROUNDED, /**< a value with more than six decimals, rounded half to even */
    PG_CELL_BAD      /**< something is there, but not what belongs there */
};

/**
 * Reads an amount as payrolls write them: 1234.5  1,234.50  £1,234.50  -12.3  12.3-
 * (123.45)  '12. The value is in millionths. Locale plays no part. Commas must group
 * thousands; an exponent, a second sign or any other character is PG_CELL_BAD.
 */
enum pg_cell_state pg_decimal_parse(struct pg_str text, int64_t *millionths);

__extension__ typedef __int128 pg_int128;
__extension__ typedef unsigned __int128 pg_uint128;

/** An exact fraction; `den` is above 0, not necessarily in lowest terms. */
struct pg_fraction {
    pg_int128 num;
    pg_int128 den;
};

/** -1, 0 or 1 as a is below, equal to or above b; exact for any values, no overflow. */
int pg_fraction_compare(struct pg_fraction a, struct pg_fraction b);

/** Nearest double but for at most 3 units in 2^-53 of relative error. */
double pg_fraction_double(struct pg_fraction a);

/** a in lowest terms. */
struct pg_fraction pg_fraction_reduce(struct pg_fraction a);

/** a + b in lowest terms; false if it does not fit. */
bool pg_fraction_add(struct pg_fraction a, struct pg_fraction b, struct pg_fraction *sum);

/** num / den rounded half to even; den above 0. */
pg_int128 pg_divide_half_even(pg_int128 num, pg_int128 den);

// ---------------------------------------------------------------- dates

/** A day of the Gregorian calendar; year 0 = none. */
struct pg_date {
    int year, month, day;
};

/** Reads 2026-04-05, 05/04/2026, 5/4/2026, 5 April 2026, 5-Apr-2026. */
bool pg_date_parse(struct pg_str text, struct pg_date *date);

/** The day that many days after 1 January 1970. */
struct pg_date pg_date_of_days(int64_t days);
int64_t pg_date_days(struct pg_date date);
int pg_date_compare(struct pg_date a, struct pg_date b);

/** The day `years` years after a date (before it, if negative), as pg_date_days() counts;
 * of 29 February, the last of February in years that have none. */
int64_t pg_date_anniversary(struct pg_date date, int years);

/** "2026-04-05" and "5 April 2026"; both return `text`. */
const char *pg_date_iso(struct pg_date date, char text[static 32]);
const char *pg_date_long(struct pg_date date, char text[static 32]);

// ---------------------------------------------------------------- interned strings

/** Strings numbered 0, 1, 2 ... in order of first sight. Zero-initialise. */
struct pg_intern {
    char *bytes; /**< the strings, one after another */
    size_t bytes_used, bytes_capacity;
    uint32_t *ends; /**< end of each string in `bytes` */
    size_t n, capacity;
    uint64_t *slots; /**< open addressing: 32 bits of hash, number + 1 */
    size_t n_slots;
};

#define PG_INTERN_FULL UINT32_MAX

/** Number of `text`, given one if new; PG_INTERN_FULL when out of memory or of numbers.
 *  `*is_new` tells which. */
uint32_t pg_intern_add(struct pg_intern *intern, struct pg_str text, bool *is_new);

/** Number of `text`, PG_INTERN_FULL if it has none. */
uint32_t pg_intern_find(const struct pg_intern *intern, struct pg_str text);
struct pg_str pg_intern_get(const struct pg_intern *intern, uint32_t number);
void pg_intern_free(struct pg_intern *intern);

/** 64 well mixed bits of a text. */
uint64_t pg_hash(struct pg_str text);

// ---------------------------------------------------------------- sorting

/** Members with a key each. */
struct pg_keyed {
    uint64_t *keys;
    uint32_t *members;
};

/** Room for n members; false when out of memory. Free in either case. */
bool pg_keyed_make(struct pg_keyed *entries, size_t n);
void pg_keyed_free(struct pg_keyed *entries);

/** Radix sort by the lowest `n_bits` (up to 64) of the keys, ascending; equal keys keep
 *  their order. False when out of memory, then nothing is moved. */
bool pg_keyed_sort(struct pg_keyed *entries, size_t n, int n_bits);

#endif
