// SPDX-License-Identifier: GPL-3.0-or-later
/* What was learnt, as a person reads it: a paragraph each, and the sums that show it. */
#include "pg_attack.h"

#include "pg_text.h"

static const char *const titles[PG_N_ATTACK_KINDS] = {
    [PG_ATTACK_PRINTED] = "Small counts that are printed",
    [PG_ATTACK_COUNT] = "Small counts that follow",
    [PG_ATTACK_PAY] = "Pay of few people that follows, in pounds",
    [PG_ATTACK_EVERYBODY] = "Groups all of whom have one answer",
    [PG_ATTACK_SHEET] = "Shown in a workbook, withheld in the file",
    [PG_ATTACK_CHANGE] = "Between two releases"};

static const char *interval(const struct pg_attack_finding *finding,
                            struct pg_document *document)
{
    bool is_pay = finding->kind == PG_ATTACK_PAY;
    int64_t least = (int64_t)(finding->least * (is_pay ? 100 : 1) + 0.5);
    int64_t most = (int64_t)(finding->most * (is_pay ? 100 : 1) + 0.5);

    if (is_pay)
        return pg_document_printf(document, "%lld.%02lld to %lld.%02lld",
                                  (long long)least / 100, (long long)least % 100,
                                  (long long)most / 100, (long long)most % 100);
    if (finding->most > 1e15)
        return pg_document_printf(document, "%lld or more", (long long)least);
    if (least == most)
        return pg_document_printf(document, "%lld", (long long)least);
    return pg_document_printf(document, "%lld to %lld", (long long)least, (long long)most);
}

// Each line of an argument is a note of its own.
static void say_argument(const char *argument, struct pg_document *document)
{
    while (*argument != '\0') {
        size_t len = strcspn(argument, "\n");
        pg_text_note(document, "  %.*s", (int)len, argument);
        argument += len + (argument[len] == '\n');
    }
}

static void say_kind(const struct pg_attack_findings *findings, enum pg_attack_kind kind,
                     struct pg_document *document)
{
    bool has_title = false;

    for (size_t i = 0; i < findings->n; i++) {
        const struct pg_attack_finding *finding = &findings->items[i];
        if (finding->kind != kind)
            continue;
        if (!has_title)
            pg_writers_text_section(document, titles[kind]);
        has_title = true;
        pg_text_note(document, "%s: %s", finding->what, interval(finding, document));
        say_argument(finding->argument, document);
    }
}

// What was done, so that nothing learnt is not mistaken for nothing looked at.
static void say_work(const struct pg_attack_findings *findings, struct pg_attack_rule rule,
                     struct pg_document *document)
{
    pg_writers_text_section(document, "");
    pg_text_say(document,
                "%zu withheld %s attacked. Counts from 1 to %d are not to be learnt, "
                "nor pay of 1 to 9 people; pay figures are taken to be of %d or more.",
                findings->n_counts, findings->n_counts == 1 ? "count was" : "counts were",
                (int)rule.minimum_count - 1, (int)rule.minimum_publish);
    for (size_t i = 0; i < findings->n_notes; i++)
        pg_text_say(document, "Note: %s.", findings->notes[i]);
}

bool pg_attack_print(const struct pg_attack_findings *findings, struct pg_attack_rule rule,
                     FILE *stream)
{
    struct pg_document document;
    const struct pg_text_look look = {.inset = 2};

    pg_document_begin(&document);
    document.title = findings->n == 0
                         ? "Nothing is learnt."
                         : pg_document_printf(&document, "%zu %s learnt.", findings->n,
                                              findings->n == 1 ? "thing is" : "things are");
    for (int kind = 0; kind < PG_N_ATTACK_KINDS; kind++)
        say_kind(findings, (enum pg_attack_kind)kind, &document);
    say_work(findings, rule, &document);
    return pg_writers_text_finish(&document, &look, stream);
}
