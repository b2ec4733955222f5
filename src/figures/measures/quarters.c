// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The four quarters of regulation 13. People are in order of hourly pay; the first quarter
 * ends at a place, not at a person, and people on one rate may lie on both sides of that
 * place. Then the regulation asks for the same proportion of men and women in each quarter,
 * so far as possible. So the rate that lies across a boundary (a cut) is split by numbers,
 * and who of them goes where is never asked.
 *
 *     Eight people, two a quarter: a woman on 10, two men and two women on 11, a man on 12,
 *     women on 13 and 14. The rate 11 has one place in the lower quarter, two in the lower
 *     middle, one in the upper middle.
 *
 *     men in proportion    2 x 1/4 = 1/2   2 x 2/4 = 1   2 x 1/4 = 1/2
 *     whole parts          0               1             0               one man is left
 *     largest remainder    1               1             0               equal: lower first
 *     women, the rest      0               1             1
 *     with all other people: men 1 1 1 0, women 1 1 1 2
 *
 * Two groups are split here; more than two in tied_groups.c. With penny ties the rates that
 * round to the same penny count as one rate, so a cut may be several ranks.
 *
 * Invariant: the counts of a quarter add up to its size, those of a group to the group, and
 * no count depends on the order of the rows. A cut that spans several boundaries is split
 * once.
 *
 * hourly_pay.c calls pg_measures_quarters() for the sexes, twice: for the chosen and for
 * the other kind of tie, to say how many shares would move. breakdown.c calls
 * pg_measures_quarters_of_groups().
 *
 * Worst case, with G groups of n people: three boundaries, each G log n for two binary
 * searches, and the ranks within the penny. Memory: five numbers a group.
 */
#include "pg_measures.h"

#include "pg_law.h"

#include <stdlib.h>

void pg_measures_share_tied(size_t men, const size_t places[static PG_N_QUARTERS],
                            size_t men_placed[static PG_N_QUARTERS])
{
    size_t total = 0, left = men;
    pg_uint128 remainder[PG_N_QUARTERS];

    for (int j = 0; j < PG_N_QUARTERS; j++)
        total += places[j];
    for (int j = 0; j < PG_N_QUARTERS; j++) {
        pg_uint128 ideal = (pg_uint128)men * places[j]; // in parts of `total`
        men_placed[j] = total > 0 ? (size_t)(ideal / total) : 0;
        remainder[j] = total > 0 ? ideal % total : 0;
        left -= men_placed[j];
    }
    while (left > 0) {
        int most = 0;
        for (int j = 1; j < PG_N_QUARTERS; j++) {
            if (remainder[j] > remainder[most])
                most = j;
        }
        men_placed[most]++;
        remainder[most] = 0;
        left--;
    }
}

static pg_int128 pennies(const struct pg_ranking *ranking, size_t rank)
{
    // Rates of merged posts may fill 127 bits: the whole pounds are taken out first, and
    // what is left is halved until a hundred times it fits; a rate is far from needing
    // those bits.
    struct pg_fraction rate = pg_stats_ranking_exact(ranking, rank);
    pg_int128 pounds = rate.num / rate.den, rest = rate.num % rate.den;

    while (rate.den > (((pg_int128)1) << 119)) {
        rate.den /= 2;
        rest /= 2;
    }
    return pounds * 100 + pg_divide_half_even(rest * 100, rate.den);
}

bool pg_measures_is_same_rate(const struct pg_ranking *ranking, size_t a, size_t b,
                              enum pg_tie_precision ties)
{
    if (ties == PG_TIES_EXACT)
        return a == b;
    double difference = ranking->value[a] - ranking->value[b];
    return difference < 0.011 && difference > -0.011 &&
           pennies(ranking, a) == pennies(ranking, b);
}

// People of all groups whose rank is below `rank`.
static size_t below(const struct pg_groups *groups, size_t rank)
{
    size_t n = 0;

    if (groups->n == groups->ranking->n)
        return groups->ranking->first[rank];
    for (size_t g = 0; g < groups->n_groups; g++)
        n += pg_stats_group_below(groups->group[g], rank);
    return n;
}

// Rank of the person at `place` in the order of pay.
static size_t rank_at(const struct pg_groups *groups, size_t place)
{
    size_t low = 0, high = groups->ranking->n_values;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (below(groups, middle) <= place)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/** The boundary below a quarter: the ranks from..to-1 of the rate that lies across it, or
 *  no rank when it lies between two rates. */
struct cut {
    size_t from, to;
    size_t start; /**< people below `from` */
};

static struct cut cut_at(const struct pg_groups *groups, size_t place,
                         enum pg_tie_precision ties)
{
    const struct pg_ranking *ranking = groups->ranking;

    if (place == 0)
        return (struct cut){0, 0, 0};
    if (place == groups->n)
        return (struct cut){ranking->n_values, ranking->n_values, place};
    size_t rank = rank_at(groups, place), from = rank, to = rank + 1;
    while (from > 0 && pg_measures_is_same_rate(ranking, from - 1, rank, ties))
        from--;
    while (to < ranking->n_values && pg_measures_is_same_rate(ranking, to, rank, ties))
        to++;
    size_t start = below(groups, from);
    if (start == place)
        to = from;
    return (struct cut){from, to, start};
}

struct placing {
    const struct pg_groups *groups;
    size_t begins[PG_N_QUARTERS + 1]; /**< place at which each quarter begins */
    struct cut cuts[PG_N_QUARTERS + 1];
    size_t *tied;                    /**< of each group, on the rate being split */
    size_t (*placed)[PG_N_QUARTERS]; /**< of each group, from that rate */
};

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

// Places each quarter has for the people on the rate of a cut.
static void places_for(const struct placing *placing, const struct cut *cut,
                       size_t places[PG_N_QUARTERS])
{
    size_t end = below(placing->groups, cut->to);

    for (int j = 0; j < PG_N_QUARTERS; j++) {
        size_t from = cut->start > placing->begins[j] ? cut->start : placing->begins[j];
        size_t to = least(end, placing->begins[j + 1]);
        places[j] = to > from ? to - from : 0;
    }
}

static void find_cuts(struct placing *placing, const struct pg_quarter_rule *rule,
                      size_t sizes[static PG_N_QUARTERS])
{
    size_t n_values = placing->groups->ranking->n_values;

    pg_law_bands_sizes(rule->bands, placing->groups->n, sizes);
    for (int j = 0; j < PG_N_QUARTERS; j++)
        placing->begins[j + 1] = placing->begins[j] + sizes[j];
    for (int j = 1; j < PG_N_QUARTERS; j++)
        placing->cuts[j] = cut_at(placing->groups, placing->begins[j], rule->ties);
    placing->cuts[PG_N_QUARTERS] = (struct cut){n_values, n_values, placing->groups->n};
}

// Everybody whose rate lies within one quarter.
static void place_within(const struct placing *placing, size_t (*counts)[PG_N_QUARTERS])
{
    for (size_t g = 0; g < placing->groups->n_groups; g++) {
        struct pg_group group = placing->groups->group[g];
        for (int j = 0; j < PG_N_QUARTERS; j++) {
            size_t from = pg_stats_group_below(group, placing->cuts[j].to);
            size_t to = pg_stats_group_below(group, placing->cuts[j + 1].from);
            counts[g][j] = to > from ? to - from : 0;
        }
    }
}

// People on the rate of a cut, by group.
static void count_tied(struct placing *placing, const struct cut *cut)
{
    for (size_t g = 0; g < placing->groups->n_groups; g++)
        placing->tied[g] = pg_stats_group_below(placing->groups->group[g], cut->to) -
                           pg_stats_group_below(placing->groups->group[g], cut->from);
}

static void split_two(struct placing *placing, const size_t places[PG_N_QUARTERS])
{
    pg_measures_share_tied(placing->tied[0], places, placing->placed[0]);
    for (int j = 0; j < PG_N_QUARTERS; j++)
        placing->placed[1][j] = places[j] - placing->placed[0][j];
}

static void note_boundaries(const struct placing *placing, int first,
                            struct pg_boundary boundaries[static PG_N_QUARTERS - 1])
{
    size_t men_below = 0, women_below = 0;

    for (int j = 0; j + 1 < PG_N_QUARTERS; j++) {
        men_below += placing->placed[0][j];
        women_below += placing->placed[1][j];
        bool across = placing->cuts[j + 1].from < placing->cuts[j + 1].to &&
                      placing->cuts[j + 1].from == placing->cuts[first].from;
        if (across)
            boundaries[j] = (struct pg_boundary){placing->tied[0], placing->tied[1],
                                                 men_below, women_below};
    }
}

// Splits each rate that lies across one or more boundaries, once.
static bool place_tied(struct placing *placing, size_t (*counts)[PG_N_QUARTERS],
                       struct pg_boundary *boundaries)
{
    for (int j = 1; j < PG_N_QUARTERS; j++) {
        const struct cut *cut = &placing->cuts[j];
        size_t places[PG_N_QUARTERS];
        bool is_seen = j > 1 && cut->from == placing->cuts[j - 1].from &&
                       cut->to == placing->cuts[j - 1].to;
        if (cut->from == cut->to || is_seen)
            continue;
        places_for(placing, cut, places);
        count_tied(placing, cut);
        if (boundaries != NULL)
            split_two(placing, places);
        else if (!pg_measures_share_tied_groups(placing->tied, placing->groups->n_groups,
                                                places, placing->placed))
            return false;
        for (size_t g = 0; g < placing->groups->n_groups; g++) {
            for (int k = 0; k < PG_N_QUARTERS; k++)
                counts[g][k] += placing->placed[g][k];
        }
        if (boundaries != NULL)
            note_boundaries(placing, j, boundaries);
    }
    return true;
}

static bool place(const struct pg_groups *groups, const struct pg_quarter_rule *rule,
                  size_t sizes[static PG_N_QUARTERS], size_t (*counts)[PG_N_QUARTERS],
                  struct pg_boundary *boundaries)
{
    struct placing placing = {.groups = groups,
                              .tied = calloc(groups->n_groups + 1, sizeof *placing.tied),
                              .placed =
                                  calloc(groups->n_groups + 1, sizeof *placing.placed)};
    bool placed = placing.tied != NULL && placing.placed != NULL;

    if (placed) {
        find_cuts(&placing, rule, sizes);
        place_within(&placing, counts);
        placed = place_tied(&placing, counts, boundaries);
    }
    free(placing.tied);
    free(placing.placed);
    return placed;
}

bool pg_measures_quarters(const struct pg_groups *sexes, const struct pg_quarter_rule *rule,
                          struct pg_quarter_counts quarters[static PG_N_QUARTERS],
                          struct pg_boundary boundaries[static PG_N_QUARTERS - 1])
{
    size_t sizes[PG_N_QUARTERS] = {0}, counts[2][PG_N_QUARTERS] = {{0}};

    for (int j = 0; j + 1 < PG_N_QUARTERS; j++)
        boundaries[j] = (struct pg_boundary){0};
    if (!place(sexes, rule, sizes, counts, boundaries))
        return false;
    for (int j = 0; j < PG_N_QUARTERS; j++)
        quarters[j] = (struct pg_quarter_counts){sizes[j], counts[0][j], counts[1][j]};
    return true;
}

bool pg_measures_quarters_of_groups(const struct pg_groups *groups,
                                    const struct pg_quarter_rule *rule,
                                    size_t sizes[static PG_N_QUARTERS],
                                    size_t (*counts)[PG_N_QUARTERS])
{
    return place(groups, rule, sizes, counts, NULL);
}
