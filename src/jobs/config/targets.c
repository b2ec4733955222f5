// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * [targets]: a level by a date, or a change a year. A line is
 *     NAME = GROUP of CHARACTERISTIC[ at PLACE], [at most ]LEVEL by DATE
 *     NAME = GROUP of CHARACTERISTIC[ at PLACE], +CHANGE a year[ from DATE]
 *     NAME = disclosed of CHARACTERISTIC, LEVEL by DATE
 * where PLACE is the name of a grade, division or level. What is read here is how a line is
 * written; whether there are such people is known once people are read. A function below
 * gives NULL, or what is wrong.
 */
#include "config_parts.h"

#include <math.h>
#include <stdlib.h>

// The next word or words up to `end`, without spaces; the rest after it.
static struct pg_str part_before(struct pg_str *text, const char *end)
{
    size_t len = strlen(end);

    for (size_t i = 0; i + len <= text->len; i++) {
        if (!pg_str_same((struct pg_str){text->ptr + i, len}, end))
            continue;
        struct pg_str part = pg_str_trim((struct pg_str){text->ptr, i});
        text->ptr += i + len;
        text->len -= i + len;
        return part;
    }
    return (struct pg_str){"", 0};
}

bool pg_config_target_whom_read(struct pg_target_whom *whom, struct pg_str text)
{
    whom->group = part_before(&text, " of ");
    whom->place = pg_str_trim(text);
    whom->characteristic = part_before(&whom->place, " at ");
    if (whom->characteristic.len == 0) {
        whom->characteristic = whom->place;
        whom->place.len = 0;
    }
    whom->place = pg_str_trim(whom->place);
    return whom->group.len > 0;
}

static bool read_number(struct pg_str text, struct pg_fraction *number)
{
    int64_t millionths;

    text = pg_str_trim(text);
    while (text.len > 0 && (text.ptr[text.len - 1] == '%' || text.ptr[text.len - 1] == ' '))
        text.len--;
    if (text.len > 0 && text.ptr[0] == '+') {
        text.ptr++;
        text.len--;
    }
    bool is_number = text.len > 0 && pg_decimal_parse(text, &millionths) != PG_CELL_BAD;
    *number = (struct pg_fraction){is_number ? millionths : 0, PG_MILLION};
    return is_number;
}

// "+1.5 a year[ from DATE]"
static const char *read_change(struct pg_target_wish *wish, struct pg_str number,
                               struct pg_str rest)
{
    bool has_from = rest.len > 0;

    if (!read_number(number, &wish->change) || fabs(pg_fraction_double(wish->change)) > 100)
        return "the change must be a number of points a year, such as +1.5";
    wish->is_most = wish->change.num < 0;
    if (has_from && (part_before(&rest, "from").len > 0 ||
                     !pg_date_parse(pg_str_trim(rest), &wish->date)))
        return "after \"a year\" only \"from\" and a date can follow";
    return NULL;
}

// "[at most ]LEVEL by DATE"
static const char *read_level(struct pg_target_wish *wish, struct pg_str text)
{
    static const char most[] = "at most ";
    struct pg_str number = part_before(&text, " by ");

    if (number.len == 0)
        return "it must go on \"LEVEL by DATE\" or \"+CHANGE a year\"";
    wish->is_most = number.len > strlen(most) &&
                    pg_str_same((struct pg_str){number.ptr, strlen(most)}, most);
    if (wish->is_most)
        number = (struct pg_str){number.ptr + strlen(most), number.len - strlen(most)};
    if (!read_number(number, &wish->level) || wish->level.num < 0 ||
        pg_fraction_double(wish->level) > 100)
        return "the level must be a number of percent from 0 to 100";
    if (!pg_date_parse(pg_str_trim(text), &wish->date))
        return "the date must be one such as 2028-03-31";
    return NULL;
}

static const char *read_wish(struct pg_target_wish *wish, struct pg_str text)
{
    struct pg_str who = part_before(&text, ",");

    if (who.len == 0)
        return "there is no comma before the level or the change";
    if (!pg_config_target_whom_read(&wish->whom, who))
        return "it must begin \"GROUP of CHARACTERISTIC\"";
    struct pg_str rest = pg_str_trim(text), number = part_before(&rest, " a year");
    return number.len > 0 ? read_change(wish, number, pg_str_trim(rest))
                          : read_level(wish, pg_str_trim(text));
}

paygap_status pg_config_target_refuse(const struct pg_target_wish *wish, const char *path,
                                      const char *why, paygap_error *err)
{
    return pg_fail_at(err, PAYGAP_CONFIG, path, wish->line, 0,
                      "[targets] %.60s: %s; write such as \"minority ethnic of "
                      "ethnicity, 20 by 2028-03-31\" or \"women of sex at Senior, "
                      "+1.5 a year\"",
                      wish->name, why);
}

paygap_status pg_config_target_take(struct pg_config *config,
                                    const struct pg_ini_line *line, paygap_error *err)
{
    struct pg_workforce_settings *settings = &config->workforce;
    struct pg_target_wish *grown =
        pg_grown(settings->targets, settings->n_targets, &settings->targets_capacity,
                 sizeof *settings->targets);

    if (grown == NULL)
        return pg_no_memory(err);
    settings->targets = grown;
    struct pg_target_wish *wish = &grown[settings->n_targets++];
    *wish = (struct pg_target_wish){.name = pg_strdup(pg_str_of(line->key)),
                                    .line = line->number,
                                    .text = pg_strdup(pg_str_of(line->value))};
    if (wish->name == NULL || wish->text == NULL)
        return pg_no_memory(err);
    const char *why = read_wish(wish, pg_str_of(wish->text));
    return why == NULL ? PAYGAP_OK : pg_config_target_refuse(wish, line->path, why, err);
}
