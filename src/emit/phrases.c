// SPDX-License-Identifier: GPL-3.0-or-later
#include "phrases.h"

#include <csv.h>
#include <stdlib.h>

const struct pg_statutory_figure pg_statutory_figures[PG_N_STATUTORY] = {
#define PAYGAP_STATUTORY_FIGURE(name, form, sex, measure, title, column)                   \
    [form] = {PG_##sex, PG_MEASURE_##measure, title},
#include <paygap/statutory_figures.def>
#undef PAYGAP_STATUTORY_FIGURE
};

// Tenths of a percent in a text with one decimal.
static long long tenths(const char *published)
{
    long long value = 0;
    bool negative = *published == '-';

    for (; *published != '\0'; published++) {
        if (*published >= '0' && *published <= '9' && value < 100000000000000000LL)
            value = value * 10 + (*published - '0');
    }
    return negative ? -value : value;
}

void pg_say_pence(struct pg_buffer *text, const char *published_gap, const char *pound)
{
    long long pence = (long long)pg_divide_half_even(1000 - tenths(published_gap), 10);
    char pounds[32];

    if (pence >= 100)
        pg_buffer_printf(text, "%s%s.%02lld", pound,
                         pg_grouped((uint64_t)pence / 100, pounds), pence % 100);
    else
        pg_buffer_printf(text, "%lldp", pence);
}

static void say_share(struct pg_buffer *text, const struct pg_statutory_figure *named,
                      const paygap_figure *figure)
{
    const char *group = pg_sex_name(named->sex);

    if (named->measure == PG_MEASURE_BONUS_SHARE) {
        pg_buffer_printf(text, "%s%% of %s were paid a bonus in the twelve months.",
                         figure->published, group);
        return;
    }
    enum pg_quarter quarter = (enum pg_quarter)(named->measure - PG_MEASURE_LOWER_SHARE);
    pg_buffer_printf(text, "%s%% of the people in the %s hourly pay quarter are %s.",
                     figure->published, pg_quarter_words(quarter), group);
}

static void say_gap(struct pg_buffer *text, const struct pg_regime *regime,
                    const struct pg_statutory_figure *named, const paygap_figure *figure)
{
    bool mean = named->measure == PG_MEASURE_MEAN_HOURLY_GAP ||
                named->measure == PG_MEASURE_MEAN_BONUS_GAP;
    const char *average = mean ? "mean" : "median";
    bool bonus = pg_measure_family(named->measure) == PG_FAMILY_BONUS_GAP;
    const char *pay = bonus ? "bonus pay" : "hourly pay";
    long long gap = tenths(figure->published);

    if (gap == 0) {
        bool equal = figure->value == 0;
        pg_buffer_printf(text, "Women's %s %s is %s men's%s.", average, pay,
                         equal ? "equal to" : "the same as",
                         equal ? "" : " to one decimal place");
        return;
    }
    const char *size = figure->published + (gap < 0);
    pg_buffer_printf(text, "Women's %s %s is %s%% %s than men's: women are paid ", average,
                     pay, size, gap > 0 ? "lower" : "higher");
    pg_say_pence(text, figure->published, regime->currency_sign);
    pg_buffer_printf(text, "%s for every %s1 that men are paid.", bonus ? " in bonus" : "",
                     regime->currency_sign);
}

static bool is_gap(enum pg_measure measure)
{
    enum pg_family family = pg_measure_family(measure);

    return family == PG_FAMILY_HOURLY_GAP || family == PG_FAMILY_BONUS_GAP;
}

void pg_say_figure(struct pg_buffer *text, const struct pg_report *report, size_t index)
{
    const struct pg_statutory_figure *named = &pg_statutory_figures[index];
    const paygap_figure *figure = pg_report_find(report, named->sex, named->measure);

    if (figure == NULL || !figure->has_value)
        pg_buffer_printf(text, "%s: cannot be calculated, because %s.", named->title,
                         figure != NULL ? figure->reason : "there is no such figure");
    else if (is_gap(named->measure))
        say_gap(text, report->regime, named, figure);
    else
        say_share(text, named, figure);
}

const char *pg_number_text(double value, char text[static 40])
{
    snprintf(text, 40, "%.17g", value);
    char *p = text + strspn(text, "-0123456789");
    if (*p != '\0' && *p != 'e' && *p != '.') { // another locale's decimal point
        size_t len = strcspn(p, "0123456789");
        *p = '.';
        memmove(p + 1, p + len, strlen(p + len) + 1);
    }
    return text;
}

const char *pg_one_decimal(double value, char text[static 40])
{
    bool negative = value < 0;
    double tenths = (negative ? -value : value) * 10 + 0.5;
    unsigned long long whole = tenths < 1e17 ? (unsigned long long)tenths : 0;

    snprintf(text, 40, "%s%llu.%llu", negative && whole > 0 ? "-" : "", whole / 10,
             whole % 10);
    return text;
}

double pg_published_value(const char *published)
{
    double value = 0, scale = 1;
    bool after_point = false;

    for (const char *p = published; *p != '\0'; p++) {
        if (*p == '.')
            after_point = true;
        if (*p < '0' || *p > '9')
            continue;
        value = value * 10 + (*p - '0');
        scale *= after_point ? 10 : 1;
    }
    return (*published == '-' ? -value : value) / scale;
}

// What spreadsheets take for the start of a formula, full-width twins included.
static bool starts_formula(const char *text)
{
    static const char *const wide[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
                                       "\xEF\xBC\xA0"};
    const char *p = text + strspn(text, " \"");

    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++) {
        if (strncmp(p, wide[i], 3) == 0)
            return true;
    }
    return *p != '\0' && strchr("=+-@\t\r\n|%", *p) != NULL;
}

void pg_put_quoted(FILE *file, const char *text)
{
    if (!starts_formula(text)) {
        csv_fwrite(file, text, strlen(text));
        return;
    }
    fputs("\"'", file); // libcsv writes whole fields only, and this one has a guard
    for (; *text != '\0'; text++) {
        if (*text == '"')
            fputc('"', file);
        fputc(*text, file);
    }
    fputc('"', file);
}

void pg_put_text(FILE *file, const char *text)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _.";

    if (text[strspn(text, plain)] == '\0')
        fputs(text, file);
    else
        pg_put_quoted(file, text);
}

const char *pg_sector_phrase(const struct pg_report *report)
{
    return report->regime->name;
}

void pg_say_people(struct pg_buffer *text, size_t n)
{
    char grouped[32];

    pg_buffer_printf(text, "%s %s", pg_grouped(n, grouped), n == 1 ? "person" : "people");
}
