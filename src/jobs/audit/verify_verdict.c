// SPDX-License-Identifier: GPL-3.0-or-later
/* What is said of published figures that differ: mistakes, lawful choices, two at once. */
#include "verify_parts.h"

#include "pg_sentences.h"

enum { MOST_SHOWN = 12 };

static bool is_lawful(const struct pg_verification *verification, size_t mistake)
{
    enum pg_lawful lawful = pg_mistakes[mistake].lawful;

    return lawful == PG_LAWFUL ||
           (lawful == PG_LAWFUL_OF_ONE_OVER && verification->n_hourly % 4 == 1);
}

/** Rows of the list that explain figures, one of each mistake. */
struct found {
    size_t mistakes[PG_MOST_MISTAKES], choices[PG_MOST_MISTAKES];
    size_t n_mistakes, n_choices;
};

static bool is_among(size_t mistake, const size_t *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (pg_audit_mistake_first(items[i]) == pg_audit_mistake_first(mistake))
            return true;
    }
    return false;
}

static struct found explaining(const struct pg_verification *verification,
                               enum pg_figure_family family)
{
    struct found found = {.n_mistakes = 0};

    for (size_t k = 0; k < pg_n_mistakes; k++) {
        if (!pg_audit_verified_explains(verification, k, family) ||
            is_among(k, found.mistakes, found.n_mistakes) ||
            is_among(k, found.choices, found.n_choices))
            continue;
        if (is_lawful(verification, k))
            found.choices[found.n_choices++] = k;
        else
            found.mistakes[found.n_mistakes++] = k;
    }
    return found;
}

static void print_list(const struct pg_verification *verification, const size_t *items,
                       size_t n)
{
    for (size_t i = 0; i < n; i++)
        fprintf(verification->stream, "  - %s (%s)\n", pg_mistakes[items[i]].what,
                pg_mistakes[items[i]].rule);
}

static void print_choices(const struct pg_verification *verification,
                          const struct found *found)
{
    if (found->n_choices == 0)
        return;
    fputs("Lawful, and another choice than this payroll's settings:\n",
          verification->stream);
    print_list(verification, found->choices, found->n_choices);
}

static void print_everything(const struct pg_verification *verification,
                             const struct found *found)
{
    FILE *stream = verification->stream;

    if (found->n_mistakes == 0 && found->n_choices == 1) {
        fprintf(stream, "One lawful choice explains every figure: %s (%s).\n",
                pg_mistakes[found->choices[0]].what, pg_mistakes[found->choices[0]].rule);
        return;
    }
    if (found->n_mistakes == 1)
        fprintf(stream, "One mistake explains every figure: %s (%s).\n",
                pg_mistakes[found->mistakes[0]].what, pg_mistakes[found->mistakes[0]].rule);
    if (found->n_mistakes > 1) {
        fputs("Any of these mistakes explains every figure:\n", stream);
        print_list(verification, found->mistakes, found->n_mistakes);
    }
    print_choices(verification, found);
}

static void print_pairs(const struct pg_verification *verification)
{
    FILE *stream = verification->stream;

    fputs("No mistake alone explains every figure; two do, one after the other:\n", stream);
    for (size_t i = 0; i < verification->n_pairs && i < MOST_SHOWN; i++) {
        const struct pg_mistake *first = &pg_mistakes[verification->pairs[i].first];
        const struct pg_mistake *second = &pg_mistakes[verification->pairs[i].second];
        fprintf(stream, "  - %s (%s), then %s (%s)\n", first->what, first->rule,
                second->what, second->rule);
    }
    if (verification->n_pairs > MOST_SHOWN)
        fprintf(stream, "  ... and %zu more such pairs\n",
                verification->n_pairs - MOST_SHOWN);
}

// The figures of a family one by one: some may be explained though not all are.
static void explain_figures(const struct pg_verification *verification,
                            enum pg_figure_family family)
{
    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        size_t shown[PG_MOST_MISTAKES], n = 0;
        if (!verification->differs[i] || pg_audit_verified_family(i) != family)
            continue;
        fprintf(verification->stream,
                "  %s:", pg_statutory_figures[pg_audit_verified_place(i)].title);
        for (size_t k = 0; k < pg_n_mistakes; k++) {
            if (!verification->explains[k][i] || !verification->can_be[k] ||
                is_among(k, shown, n))
                continue;
            fprintf(verification->stream, "%s %s", n > 0 ? "; or" : " perhaps",
                    pg_mistakes[k].what);
            shown[n++] = k;
        }
        fputs(n > 0 ? "\n" : " no known mistake explains it\n", verification->stream);
    }
}

static bool family_differs(const struct pg_verification *verification,
                           enum pg_figure_family family)
{
    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        if (verification->differs[i] && pg_audit_verified_family(i) == family)
            return true;
    }
    return false;
}

static void explain_family(const struct pg_verification *verification,
                           enum pg_figure_family family)
{
    static const char *const names[PG_N_FIGURE_FAMILIES] = {"Hourly gaps", "Bonus gaps",
                                                            "Bonus shares", "Quarters"};
    struct found found = explaining(verification, family);
    FILE *stream = verification->stream;

    if (!family_differs(verification, family))
        return;
    if (found.n_mistakes + found.n_choices == 0) {
        fprintf(stream, "%s: no single mistake explains all of them\n", names[family]);
        explain_figures(verification, family);
        return;
    }
    if (found.n_mistakes == 1)
        fprintf(stream, "%s, the mistake: %s (%s)\n", names[family],
                pg_mistakes[found.mistakes[0]].what, pg_mistakes[found.mistakes[0]].rule);
    if (found.n_mistakes > 1) {
        fprintf(stream, "%s, any of these mistakes:\n", names[family]);
        print_list(verification, found.mistakes, found.n_mistakes);
    }
    if (found.n_choices > 0)
        fprintf(stream, "%s, lawful, and another choice than this payroll's settings:\n",
                names[family]);
    print_list(verification, found.choices, found.n_choices);
}

void pg_audit_verify_print_verdict(const struct pg_verification *verification)
{
    struct found found = explaining(verification, PG_N_FIGURE_FAMILIES);
    FILE *stream = verification->stream;

    if (verification->n_different == 0) {
        fprintf(stream, "\nAll %zu figures agree.\n", verification->n_given);
        return;
    }
    fprintf(stream, "\n%zu of %zu figures %s.\n\n", verification->n_different,
            verification->n_given, verification->n_different == 1 ? "differs" : "differ");
    if (found.n_mistakes + found.n_choices > 0) {
        print_everything(verification, &found);
        return;
    }
    if (verification->n_pairs > 0) {
        print_pairs(verification);
        return;
    }
    for (int family = 0; family < PG_N_FIGURE_FAMILIES; family++)
        explain_family(verification, (enum pg_figure_family)family);
    if (verification->is_too_large)
        fputs("Two mistakes of the data together were not tried: the payroll has more than "
              "20,000 rows.\n",
              stream);
}
