// SPDX-License-Identifier: GPL-3.0-or-later
/* What a header says: it is compared with the synonyms first, then by its words. */
#include "pg_schema.h"
#include "pg_survey.h"

// ---------------------------------------------------------------- tables

struct synonym {
    enum pg_meaning meaning;
    unsigned rank;
    const char *header;
};

static const struct synonym synonyms[] = {
#define PG_SYNONYM(meaning, rank, header) {PG_MEANING_##meaning, rank, header},
#include "synonyms.def"
#undef PG_SYNONYM
};

/** A header with all of the words and none of the others means that. */
static const struct word_rule {
    enum pg_meaning meaning;
    const char *words, *others; /**< separated by spaces */
} word_rules[] = {
    {PG_MEANING_PERSONAL, "surname", ""},
    {PG_MEANING_PERSONAL, "forename", ""},
    {PG_MEANING_PERSONAL, "email", ""},
    {PG_MEANING_PERSONAL, "e mail", ""},
    {PG_MEANING_PERSONAL, "mail", ""},
    {PG_MEANING_PERSONAL, "address", ""},
    {PG_MEANING_PERSONAL, "addr1", ""},
    {PG_MEANING_PERSONAL, "addr2", ""},
    {PG_MEANING_PERSONAL, "adr", ""},
    {PG_MEANING_PERSONAL, "postcode", ""},
    {PG_MEANING_PERSONAL, "post code", ""},
    {PG_MEANING_PERSONAL, "birth", ""},
    {PG_MEANING_PERSONAL, "dob", ""},
    {PG_MEANING_PERSONAL, "ni number", ""},
    {PG_MEANING_PERSONAL, "national insurance", ""},
    {PG_MEANING_PERSONAL, "ppsn", ""},
    {PG_MEANING_PERSONAL, "bank", "holiday holidays hol hols"},
    {PG_MEANING_PERSONAL, "sort code", ""},
    {PG_MEANING_PERSONAL, "account number", ""},
    {PG_MEANING_PERSONAL, "phone", ""},
    {PG_MEANING_PERSONAL, "mobile", ""},
    {PG_MEANING_PERSONAL, "first name", ""},
    {PG_MEANING_PERSONAL, "last name", ""},
    {PG_MEANING_PERSONAL, "username", ""},
    {PG_MEANING_FIELD_SEX, "gender", "gap identity"},
    {PG_MEANING_FIELD_SEX, "sex", "orientation"},
    {PG_MEANING_FIELD_EMPLOYEE_ID, "employee number", ""},
    {PG_MEANING_FIELD_EMPLOYEE_ID, "employee id", ""},
    {PG_MEANING_FIELD_EMPLOYEE_ID, "employee no", ""},
    {PG_MEANING_FIELD_EMPLOYEE_ID, "staff number", ""},
    {PG_MEANING_FIELD_BONUS_PERIOD, "bonus period days", ""},
    {PG_MEANING_FIELD_BONUS_IN_PAY_PERIOD, "bonus pay period", ""},
    {PG_MEANING_FIELD_BONUS_12_MONTHS, "bonus 12", ""},
    {PG_MEANING_FIELD_BONUS_12_MONTHS, "bonus annual", ""},
    {PG_MEANING_FIELD_BONUS_12_MONTHS, "bonus year", ""},
    {PG_MEANING_FIELD_PAY_PERIOD, "pay frequency", ""},
    {PG_MEANING_FIELD_HOURLY_PAY, "hourly rate", "overtime"},
    {PG_MEANING_FIELD_HOURLY_PAY, "hourly pay", "overtime quarter"},
    {PG_MEANING_FIELD_ORDINARY_PAY, "ordinary pay", ""},
    {PG_MEANING_FIELD_SHIFT_PREMIUM, "shift premium", "hours"},
    {PG_MEANING_FIELD_BASIC_PAY, "basic pay", "annual hours"},
    {PG_MEANING_FIELD_WEEKLY_HOURS, "weekly hours", "overtime worked o r"},
    {PG_MEANING_FIELD_WEEKLY_HOURS, "hours week", "overtime worked"},
    {PG_MEANING_FIELD_WEEKLY_HOURS, "contracted hours", "overtime worked total"},
    {PG_MEANING_FIELD_FULL_PAY, "full pay", ""},
    {PG_MEANING_FIELD_END_DATE, "leaving date", ""},
    {PG_MEANING_FIELD_END_DATE, "termination date", ""},
};

const char *pg_schema_meaning_name(enum pg_meaning meaning)
{
    static const char *const names[] = {
#define PG_FIELD(name, header, holds) header,
#include "fields.def"
#undef PG_FIELD
#define PG_MEANING(name, is, done) is,
#include "meanings.def"
#undef PG_MEANING
        ""};

    return names[meaning];
}

const char *pg_schema_meaning_done(enum pg_meaning meaning)
{
    static const char *const texts[] = {
#define PG_FIELD(name, header, holds) holds,
#include "fields.def"
#undef PG_FIELD
#define PG_MEANING(name, is, done) done,
#include "meanings.def"
#undef PG_MEANING
        "no figure needs it"};

    return texts[meaning];
}

const char *pg_schema_why_text(enum pg_why why)
{
    static const char *const texts[] = {"configuration",       "canonical header",
                                        "header of exports",   "words of the header",
                                        "values of the cells", ""};

    return texts[why];
}

// ---------------------------------------------------------------- one header

enum { LONGEST_HEADER = 200 };

// Words that make a column something else than the rest of its header says: a rate instead
// of an amount, another period, another person.
static bool is_spoilt(struct pg_str header)
{
    static const char spoilers[] =
        "ytd date target previous last prior fte full rate ot overtime minimum variance "
        "annum "
        "pa annual year daily day month monthly manager kin partner budget notional";

    return memchr(header.ptr, '%', header.len) != NULL ||
           pg_schema_has_words(header, spoilers, false);
}

bool pg_schema_says_no_money(struct pg_str header)
{
    return memchr(header.ptr, '%', header.len) != NULL ||
           pg_schema_has_last_word(
               header, "days hours hrs weeks months years date percent percentage pct "
                       "code id ref reference count flag type status eligible "
                       "eligibility rating score points grade band level reason");
}

bool pg_schema_says_leave_left(struct pg_str header)
{
    return pg_schema_has_last_word(header, "entitlement balance taken remaining accrued");
}

bool pg_schema_says_leaving(struct pg_str header)
{
    static const char *const all_of[] = {"last day",       "last date",   "final day",
                                         "end employment", "service end", "date ended",
                                         "finish date",    "term date"};
    bool says =
        pg_schema_has_words(header,
                            "leaver leavers leaving left exit terminated termination "
                            "separation cessation ceased departure departed resignation "
                            "resigned dismissal dismissed",
                            false);

    for (size_t i = 0; i < sizeof all_of / sizeof all_of[0] && !says; i++)
        says = pg_schema_has_words(header, all_of[i], true);
    return says;
}

// Such a percentage or rate of another kind is no amount, whatever the synonyms say.
struct pg_header_reading pg_schema_header_read(struct pg_str header)
{
    enum pg_field field = header.len > 0 ? pg_schema_field(header) : PG_FIELD_NONE;

    if (header.len == 0 || header.len > LONGEST_HEADER)
        return (struct pg_header_reading){PG_MEANING_NONE, PG_WHY_NOTHING, 0};
    if (field != PG_FIELD_NONE)
        return (struct pg_header_reading){(enum pg_meaning)field, PG_WHY_CANONICAL, 0};
    for (int i = 0; i < PG_N_FIELDS; i++) { // Basic Pay (£)
        if (pg_schema_same_letters(header, pg_table_field_name((enum pg_field)i)) &&
            memchr(header.ptr, '%', header.len) == NULL)
            return (struct pg_header_reading){(enum pg_meaning)i, PG_WHY_SYNONYM, 0};
    }
    for (size_t i = 0; i < sizeof synonyms / sizeof synonyms[0]; i++) {
        if (pg_schema_same_letters(header, synonyms[i].header) &&
            (memchr(header.ptr, '%', header.len) == NULL ||
             strchr(synonyms[i].header, '%') != NULL))
            return (struct pg_header_reading){synonyms[i].meaning, PG_WHY_SYNONYM,
                                              synonyms[i].rank};
    }
    for (size_t i = 0; i < sizeof word_rules / sizeof word_rules[0]; i++) {
        bool is_field = (int)word_rules[i].meaning < PG_N_FIELDS;
        bool is_known = word_rules[i].meaning == PG_MEANING_FIELD_HOURLY_PAY ||
                        word_rules[i].meaning == PG_MEANING_FIELD_END_DATE ||
                        word_rules[i].meaning == PG_MEANING_FIELD_BONUS_12_MONTHS ||
                        word_rules[i].meaning == PG_MEANING_FIELD_BONUS_PERIOD ||
                        word_rules[i].meaning == PG_MEANING_FIELD_EMPLOYEE_ID;
        if (is_field && !is_known && is_spoilt(header))
            continue;
        if (pg_schema_has_words(header, word_rules[i].words, true) &&
            !pg_schema_has_words(header, word_rules[i].others, false))
            return (struct pg_header_reading){word_rules[i].meaning, PG_WHY_WORDS, 9};
    }
    return (struct pg_header_reading){PG_MEANING_NONE, PG_WHY_NOTHING, 0};
}

bool pg_schema_is_headless(const struct pg_str *cells, size_t n)
{
    bool has_amount = false;
    int64_t amount;

    for (size_t i = 0; i < n; i++) {
        struct pg_str cell = pg_str_trim(cells[i]);
        if (pg_schema_header_read(cell).why != PG_WHY_NOTHING)
            return false;
        has_amount = has_amount || pg_decimal_parse(cell, &amount) == PG_CELL_VALUE;
    }
    return has_amount;
}
