// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_characteristics.h"

// Length of a dash, quotation mark or space beyond ASCII at the start of a text; 0 if none.
static size_t wide_punctuation(struct pg_str text)
{
    if (text.len >= 3 && memcmp(text.ptr, "\xE2\x80", 2) == 0)
        return 3;
    return text.len >= 2 && memcmp(text.ptr, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

void pg_characteristics_normalise_label(struct pg_str label, struct pg_buffer *out)
{
    out->len = 0;
    for (size_t i = 0; i < label.len; i++) {
        char c = label.ptr[i];
        size_t skipped = wide_punctuation((struct pg_str){label.ptr + i, label.len - i});
        if (skipped > 0) {
            i += skipped - 1;
            continue;
        }
        bool is_upper = c >= 'A' && c <= 'Z';
        if (c == '&' || c == '+')
            pg_buffer_add(out, "and", 3);
        else if (is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                 (unsigned char)c >= 0x80)
            pg_buffer_add(out, &(char){(char)(is_upper ? c + ('a' - 'A') : c)}, 1);
    }
    if (out->len == 0)
        pg_buffer_add(out, "", 0);
}

// Normalised; what forms offer to those who do not want to answer.
static const char *const declined[] = {"prefernottosay",
                                       "prefernotsay",
                                       "prefernottodisclose",
                                       "prefernottostate",
                                       "prefernottoanswer",
                                       "prefernottospecify",
                                       "iprefernottosay",
                                       "wouldprefernottosay",
                                       "iwouldprefernottosay",
                                       "idratherprefernottosay",
                                       "rathernotsay",
                                       "declined",
                                       "declinedtodisclose",
                                       "declinedtostate",
                                       "declinedtoanswer",
                                       "donotwishtodisclose",
                                       "idonotwishtodisclosethis",
                                       "idonotwishtodisclosemyethnicorigin",
                                       "idonotwishtodisclosemysexualorientation",
                                       "idonotwishtodisclosemyreligionbelief",
                                       "idonotwishtodisclosewhetherornotihaveadisability",
                                       "donotwishtosay",
                                       "donotwishtodeclare",
                                       "notdisclosed",
                                       "notstated",
                                       "notdeclared",
                                       "undisclosed",
                                       "refused",
                                       "refusedtosay",
                                       "pnts",
                                       "withheld"};

static const char *const not_known[] = {"notknown",
                                        "unknown",
                                        "notasked",
                                        "notspecified",
                                        "unspecified",
                                        "notrecorded",
                                        "norecord",
                                        "notprovided",
                                        "notgiven",
                                        "notentered",
                                        "notcompleted",
                                        "noinformation",
                                        "nodata",
                                        "noresponse",
                                        "noreply",
                                        "notobtained",
                                        "informationnotyetobtained",
                                        "missing",
                                        "blank",
                                        "null",
                                        "na",
                                        "notavailable",
                                        "undefined",
                                        "nan",
                                        "tbc"};

static bool is_one_of(const char *text, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(text, list[i]) == 0)
            return true;
    }
    return false;
}

enum pg_group_kind pg_characteristics_answer_kind(struct pg_str label)
{
    struct pg_buffer text = {0};
    enum pg_group_kind kind = PG_GROUP_NAMED;

    pg_characteristics_normalise_label(label, &text);
    bool is_blank = text.ptr == NULL || text.len == 0;
    if (!is_blank && is_one_of(text.ptr, declined, sizeof declined / sizeof declined[0]))
        kind = PG_GROUP_DECLINED;
    else if (is_blank ||
             is_one_of(text.ptr, not_known, sizeof not_known / sizeof not_known[0]))
        kind = PG_GROUP_NOT_KNOWN;
    pg_buffer_free(&text);
    return kind;
}
