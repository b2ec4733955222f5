#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures by ethnicity and any other column, computed a second time and exactly.

    breakdowns.py PAYROLL.csv [-c paygap.ini] [--by COLUMN]...

prints one line per figure, as oracle.py does for the figures by sex. Reading, populations and hourly pay are
those of oracle.py; everything here is about the groups: which there are, whom they are compared with, how the
quarters are shared out, and how far a gap could move if those who did not disclose were known.

Pay is kept as whole numbers over one common denominator, so that sums and comparisons are exact and quick.
"""
import argparse
import csv
import functools
import itertools
import math
import re
import sys
from collections import Counter, namedtuple
from fractions import Fraction

import oracle

DECLINED, NOT_KNOWN = "Prefer not to say", "Not known"
DECLINED_WORDS, NOT_KNOWN_WORDS = {"prefernottosay", "notstated"}, {"", "notknown", "unknown"}
PERSONAL = {"ethnicity", "disability"}  # what people are asked about, and so may withhold
MOST_TRIED = 7                          # undisclosed people up to whom every division is tried
# A gap that is not applicable has no bounds, although an assignment could put people on its empty side.
BOUNDS_WITHOUT_A_GAP = False
# True: the published part between groups is the published difference less the published part within.
PARTS_TOTAL = True
WILSON_Z = Fraction("1.959963984540054235524594430520551527955550")

EW2021 = [
    ("White", ["English, Welsh, Scottish, Northern Irish or British", "Irish", "Gypsy or Irish Traveller", "Roma",
               "Any other White background"]),
    ("Mixed or Multiple ethnic groups", ["White and Black Caribbean", "White and Black African", "White and Asian",
                                         "Any other Mixed or Multiple background"]),
    ("Asian or Asian British", ["Indian", "Pakistani", "Bangladeshi", "Chinese", "Any other Asian background"]),
    ("Black, Black British, Caribbean or African", [
        "Caribbean", "African", "Any other Black, Black British, or Caribbean background"]),
    ("Other ethnic group", ["Arab", "Any other ethnic group"])]
NI2021 = [("White", ["White"]), ("Irish Traveller", ["Irish Traveller"]), ("Roma", ["Roma"]),
          ("Asian", ["Indian", "Chinese", "Filipino"]), ("Black", ["Black African", "Black Other"]),
          ("Mixed", ["Mixed"]), ("Other ethnic group", ["Any other ethnic group"])]
SCHEMES = {"ew2021": EW2021, "ni2021": NI2021}
LEVELS = ["detailed", "broad", "binary", "wres"]  # in this order, however they are asked for
BINARY, WRES = ["White British", "All other ethnic groups"], ["White", "Minority ethnic"]
WHITE_BRITISH = {"ew2021": EW2021[0][1][0], "ni2021": "White"}
# "Other ethnic group" alone is the group in it, which census forms call so too, not the broad group.
ALIASES = {"ew2021": {"whitebritish": WHITE_BRITISH["ew2021"], "otherethnicgroup": "Any other ethnic group"},
           "ni2021": {"otherethnicgroup": "Any other ethnic group"}}
YES, NO = {"yes", "y", "true", "1", "disabled"}, {"no", "n", "false", "0", "notdisabled"}

Row = namedtuple("Row", "characteristic group comparator measure value published count status interval")
Asked = namedtuple("Asked", "name column settings")
Person = namedtuple("Person", "sex rate bonus finest")  # finest: name of a characteristic -> finest group
# of_finest: the group, by place in names, of each finest group. comparator: a name, OTHERS or LARGEST.
Level = namedtuple("Level", "names of_finest comparator")
# Two sides of a gap and the pay of those on neither yet; third: whether these may also be of some other group.
Sides = namedtuple("Sides", "against others own unknown third")
# texts: the characteristic's finest groups in order, the two kinds of undisclosed last.
Characteristic = namedtuple("Characteristic", "name finest levels group_of")
OTHERS, LARGEST, EVERYBODY_ELSE = object(), object(), "everybody else"


# --- labels -------------------------------------------------------------------------------------------

def letters(text):
    """What labels of a scheme are compared by."""
    return re.sub(r"[^a-z0-9]", "", text.lower().replace("&", "and"))


def label_key(text):
    """What labels without a scheme are compared by: case and runs of spaces do not matter."""
    return re.sub(" +", " ", text.strip()).lower()


def undisclosed(text):
    """DECLINED or NOT_KNOWN for an answer that names no group, otherwise None."""
    word = letters(text)
    if word in DECLINED_WORDS:
        return DECLINED
    return NOT_KNOWN if word in NOT_KNOWN_WORDS and text.isascii() else None


def natural_order(one, two):
    """Numbers inside labels by their size: G2 before G10."""
    first, second = (re.findall(rb"\d+|[^\d]", key.encode()) for key in (one, two))
    for a, b in zip(first, second):
        if a.isdigit() and b.isdigit():
            a, b = int(a), int(b)
        if a != b:
            return -1 if a < b else 1
    if len(first) != len(second):
        return -1 if len(first) < len(second) else 1
    return (one > two) - (one < two)


def groups_as_given(texts):
    """Shown names in natural order, and the name of each key; spellings are counted over the whole file."""
    spellings = {}
    for text in texts:
        if not undisclosed(text):
            spellings.setdefault(label_key(text), Counter())[text] += 1
    shown = {key: min(counts, key=lambda text: (-counts[text], text.encode()))
             for key, counts in spellings.items()}
    return [shown[key] for key in sorted(shown, key=functools.cmp_to_key(natural_order))], shown


# --- characteristics ----------------------------------------------------------------------------------

def asked_for(config, headers, by):
    """The characteristics in force: those of the configuration and of --by, ethnicity and disability anyway."""
    asked = {}
    for section, settings in config.items():
        if section.startswith("characteristic."):
            name = section[len("characteristic."):]
            asked[oracle.simplified(name)] = Asked(name, settings.get("column", name), settings)
    for header in by:
        name = header.lower() if header.lower() in PERSONAL else header
        asked.setdefault(oracle.simplified(name), Asked(name, header, {}))
    for name in ("ethnicity", "disability"):
        asked.setdefault(name, Asked(name, name, {}))
    there = {oracle.simplified(header) for header in headers}
    return [one for one in asked.values() if oracle.simplified(one.column) in there]


def scheme_of(asked):
    """The key of the scheme whose labels the file has; files made for this oracle are of England and Wales."""
    if "scheme" in asked.settings:
        return asked.settings["scheme"]
    return {"ethnicity": "ew2021", "disability": "disability"}.get(asked.name, "none")


def characteristic_of(asked, texts):
    scheme = scheme_of(asked)
    if scheme == "disability":
        return by_disability(asked)
    if scheme == "none":
        return as_given(asked, texts)
    return by_ethnicity(asked, scheme)


def plain_level(names, default, asked):
    return Level(names + [DECLINED, NOT_KNOWN], list(range(len(names) + 2)), comparator(names, default, asked, {}))


def as_given(asked, texts):
    names, shown = groups_as_given(texts)
    finest = names + [DECLINED, NOT_KNOWN]
    return Characteristic(asked.name, finest, [plain_level(names, LARGEST, asked)],
                          lambda text: undisclosed(text) or shown[label_key(text)])


def by_disability(asked):
    names = ["Disabled", "Not disabled"]

    def group_of(text):
        word = letters(text)
        return undisclosed(text) or (names[0] if word in YES else names[1] if word in NO else NOT_KNOWN)

    return Characteristic(asked.name, names + [DECLINED, NOT_KNOWN], [plain_level(names, names[1], asked)], group_of)


def by_ethnicity(asked, scheme):
    """Groups, then people of whom only the broad group is known, then those who did not disclose."""
    lists = SCHEMES[scheme]
    broads = [broad for broad, _ in lists]
    names = [group for _, groups in lists for group in groups]
    broad_of = [broads.index(broad) for broad, groups in lists for _ in groups]
    detailed = names + [broad + ", group not given" for broad in broads]
    known = {letters(broad): broad + ", group not given" for broad in broads}
    known.update({letters(name): name for name in names})
    known.update(ALIASES[scheme])
    finest = detailed + [DECLINED, NOT_KNOWN]
    of_broad = broad_of + list(range(len(broads) + 2))
    # A White person of no stated group is not known at the binary level.
    of_binary = [int(name != WHITE_BRITISH[scheme]) for name in names] + [3] + [1] * (len(broads) - 1) + [2, 3]
    of_wres = [min(place, 1) for place in of_broad[:-2]] + [2, 3]
    levels = {"detailed": Level(finest, list(range(len(finest))),
                                comparator(detailed, WHITE_BRITISH[scheme], asked, ALIASES[scheme])),
              "broad": Level(broads + [DECLINED, NOT_KNOWN], of_broad, comparator(broads, "White", asked, {})),
              "binary": Level(BINARY + [DECLINED, NOT_KNOWN], of_binary, comparator(BINARY, BINARY[0], asked, {})),
              "wres": Level(WRES + [DECLINED, NOT_KNOWN], of_wres, comparator(WRES, WRES[0], asked, {}))}
    wanted = [word.strip() for word in asked.settings.get("level", "detailed, broad").split(",")]
    return Characteristic(asked.name, finest, [levels[key] for key in LEVELS if key in wanted],
                          lambda text: undisclosed(text) or known.get(letters(text), NOT_KNOWN))


def comparator(names, default, asked, aliases):
    """A level that does not have the group that was named keeps its usual comparator."""
    wish = asked.settings.get("comparator", "white_british")
    if wish in ("white_british", "largest", "others"):
        return {"white_british": default, "largest": LARGEST, "others": OTHERS}[wish]
    wish = aliases.get(letters(wish), wish)
    same = [name for name in names if label_key(name) == label_key(wish)]
    return (same[0],) if same else default  # in a tuple: it stays, even with nobody on full pay


def answer_of(characteristic, texts):
    """The finest group that the posts of one person agree on; posts without an answer have no say."""
    groups = {characteristic.group_of(text) for text in texts}
    named = groups - {DECLINED, NOT_KNOWN}
    if len(named) > 1:
        return NOT_KNOWN
    return named.pop() if named else DECLINED if DECLINED in groups else NOT_KNOWN


# --- people -------------------------------------------------------------------------------------------

def read_file(path, config, by):
    """The rows of oracle.py, the characteristics, and for each row the text of every characteristic."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        lines = [line for line in csv.reader(file) if line]
    rows = oracle.read_rows(path, config)
    headers = [oracle.simplified(header) for header in lines[0]]
    characteristics = []
    for asked in asked_for(config, lines[0], by):
        place = headers.index(oracle.simplified(asked.column))
        texts = [oracle.mapped(asked.name, line[place].strip(), config) for line in lines[1:]]
        characteristics.append(characteristic_of(asked, texts))
        for row, text in zip(rows, texts):
            row.setdefault("labels", {})[asked.name] = text
    return rows, characteristics


def person_of(posts, characteristics, config):
    """One relevant employee of any sex (None: not one), and whether bad data left somebody out of a figure.

    Posts that disagree about the sex keep the person out of the figures by sex, not out of these.
    """
    partner, sex = oracle.partner_of(posts), oracle.sex_of(posts)
    if config.get("employer", {}).get("sector", "private") == "private" and partner:
        return None, partner == oracle.BAD
    rate, bonus = oracle.hourly_pay(posts, config.get("policy", {})), oracle.bonus_of(posts)
    finest = {one.name: one.finest.index(answer_of(one, [post["labels"][one.name] for post in posts]))
              for one in characteristics}
    person = Person(sex if sex in ("men", "women") else None, rate if isinstance(rate, Fraction) else None,
                    None if bonus == oracle.BAD else bonus, finest)
    return person, oracle.BAD in (sex, rate, bonus)


class Pays:
    """Pay of the people who have it: whole numbers over `scale`, sorted, by group."""

    def __init__(self, places, amounts, n_groups):
        self.scale = math.lcm(1, *(amount.denominator for amount in amounts))
        self.groups = [[] for _ in range(n_groups)]
        for place, amount in zip(places, amounts):
            self.groups[place].append(int(amount * self.scale))
        for group in self.groups:
            group.sort()


# --- averages and gaps --------------------------------------------------------------------------------

def mean(pays):
    """Numerator and denominator, so that many averages can be compared without cancelling; None of nobody."""
    return (sum(pays), len(pays)) if pays else None


def median(pays):
    if not pays:
        return None
    half = len(pays) // 2
    return (pays[half], 1) if len(pays) % 2 else (pays[half - 1] + pays[half], 2)


def pounds(average, scale):
    return None if average is None else Fraction(average[0], average[1] * scale)


def gap(base, other):
    if base is None or other is None or base[0] == 0:
        return None
    return 100 * (1 - Fraction(other[0] * base[1], other[1] * base[0]))


AVERAGES = (("mean", mean), ("median", median))


def bounds(average, sides):
    """Lowest and highest gap over all divisions of the unknown among group, comparator and, if there is, a third."""
    if len(sides.unknown) > MOST_TRIED:
        return by_pay_order(average, sides)
    tried = by_trying_all(average, sides)
    assert tried == by_pay_order(average, sides), "the pay-order argument is wrong"
    return tried


def by_trying_all(average, sides):
    """Every division. People on one pay are alike, so how many of each pay go to a side is all that counts."""
    numbers = sorted(Counter(sides.unknown).items())

    def averages(side):
        """The average of a side with some of the unknown, by how many of each pay."""
        return {counts: average(sorted(side + [pay for (pay, _), n in zip(numbers, counts) for _ in range(n)]))
                for counts in itertools.product(*(range(n + 1) for _, n in numbers))}

    bases, groups, pairs = averages(sides.others), averages(sides.own), set()
    for above, base in bases.items():
        left = [n - some for (_, n), some in zip(numbers, above)]
        inside = itertools.product(*(range(n + 1) for n in left)) if sides.third else [tuple(left)]
        pairs.update((base, groups[some]) for some in inside)
    return extremes(pairs)


def by_pay_order(average, sides):
    """For given numbers in the comparator and in the group, an end of the pay order is best for each side.

    An average falls when one of its people is exchanged for a lower paid one, so the highest gap has the lowest
    paid of the unknown in the group and the highest paid in the comparator, and the lowest gap the reverse.
    The two never want the same person, as together they take at most all of them; without a third choice they
    take all, and the number in the comparator decides everything.
    """
    unknown, n = sorted(sides.unknown), len(sides.unknown)
    low_bases = [average(sorted(sides.others + unknown[:i])) for i in range(n + 1)]
    high_bases = [average(sorted(sides.others + unknown[n - i:])) for i in range(n + 1)]
    low_groups = [average(sorted(sides.own + unknown[:i])) for i in range(n + 1)]
    high_groups = [average(sorted(sides.own + unknown[n - i:])) for i in range(n + 1)]
    pairs = []
    for i in range(n + 1):
        for j in range(0 if sides.third else n - i, n + 1 - i):
            pairs += [(low_bases[i], high_groups[j]), (high_bases[i], low_groups[j])]
    return extremes(pairs)


def extremes(pairs):
    """The lowest and the highest gap of pairs of averages; divisions that leave a side empty have none."""
    lowest = highest = None
    for base, other in set(pairs):
        if base is None or other is None:
            continue
        ratio = other[0] * base[1], other[1] * base[0]
        if highest is None or ratio[0] * highest[1] < highest[0] * ratio[1]:
            highest = ratio
        if lowest is None or ratio[0] * lowest[1] > lowest[0] * ratio[1]:
            lowest = ratio
    return tuple(None if ratio is None else 100 * (1 - Fraction(*ratio)) for ratio in (lowest, highest))


# --- quarters -----------------------------------------------------------------------------------------

def share_out_groups(people, places):
    """People of one rate, by group, over the places of each band: floor or ceiling of every share.

    Those left over go to cells in order of falling remainder (equal: lower band, then group order), except where
    the rest could then not be placed any more.
    """
    total = sum(places)
    ideal = {(g, band): Fraction(n * p, total) for g, n in enumerate(people) for band, p in enumerate(places)}
    placed = {cell: int(share) for cell, share in ideal.items()}
    needs = [n - sum(placed[g, band] for band in range(len(places))) for g, n in enumerate(people)]
    rooms = [p - sum(placed[g, band] for g in range(len(people))) for band, p in enumerate(places)]
    remainders = {cell: share - placed[cell] for cell, share in ideal.items() if share != placed[cell]}
    open_cells = set(remainders)
    for cell in sorted(remainders, key=lambda cell: (-remainders[cell], cell[1], cell[0])):
        g, band = cell
        open_cells.discard(cell)
        if needs[g] == 0 or rooms[band] == 0:
            continue
        needs[g], rooms[band] = needs[g] - 1, rooms[band] - 1
        if can_be_completed(needs, rooms, open_cells):
            placed[cell] += 1
        else:
            needs[g], rooms[band] = needs[g] + 1, rooms[band] + 1
    return [[placed[g, band] for band in range(len(places))] for g in range(len(people))]


def can_be_completed(needs, rooms, open_cells):
    """Whether all who are left find room in open cells, one in each: a matching grown by augmenting paths."""
    bands_of = [[] for _ in needs]
    for g, band in open_cells:
        bands_of[g].append(band)
    left, taken = list(rooms), [set() for _ in rooms]

    def place(g, seen):
        for band in bands_of[g]:
            if band in seen or g in taken[band]:
                continue
            seen.add(band)
            if left[band] > 0:
                left[band] -= 1
                taken[band].add(g)
                return True
            for other in sorted(taken[band]):
                if place(other, seen):
                    taken[band].remove(other)
                    taken[band].add(g)
                    return True
        return False

    return all(place(g, set()) for g, need in enumerate(needs) for _ in range(need))


def quarters(places, rates, n_groups, precision):
    """People of each group in each quarter, lowest first: one ranking of everybody on full pay."""
    ranks = {}
    for place, rate in zip(places, rates):
        key = round(rate, 2) if precision == "penny" else rate
        ranks.setdefault(key, [0] * n_groups)[place] += 1
    free = oracle.quarter_sizes(len(rates))
    filled = [[0] * 4 for _ in range(n_groups)]
    for key in sorted(ranks):
        spans, left = [], sum(ranks[key])
        for band in range(4):
            spans.append(min(left, free[band]))
            left -= spans[band]
            free[band] -= spans[band]
        for g, counts in enumerate(share_out_groups(ranks[key], spans)):
            filled[g] = [a + b for a, b in zip(filled[g], counts)]
    return filled


# --- rows of one employer -----------------------------------------------------------------------------

class Report:
    """The figures of one employer."""

    def __init__(self, people, characteristics, policy):
        self.people, self.characteristics = people, characteristics
        self.policy, self.rows = policy, []
        for characteristic in characteristics:
            self.add_levels(characteristic)
            self.add_sexes(characteristic)
        self.add_disclosures()

    def add(self, characteristic, group, measure, value, count, digits, against=""):
        self.rows.append(Row(characteristic, group, against, measure,
                             None if value is None else Fraction(value),
                             "" if value is None else oracle.published(Fraction(value), digits),
                             count, "not_applicable" if value is None else "ok", None))

    def add_share(self, characteristic, group, measure, part, size):
        self.add(characteristic, group, measure, Fraction(100 * part, size) if size else None, size, 1)

    # --- every measure of every group

    def add_levels(self, characteristic):
        names_above, first = set(), None
        for level in characteristic.levels:
            split = Split(self.people, characteristic, level)
            first = first or (level, self.quarters_of(split))
            shown = [g for g, name in enumerate(level.names) if split.headcount[g] and name not in names_above]
            names_above |= {name for g, name in enumerate(level.names) if split.headcount[g]}
            base = split.comparator()
            for g in shown:
                self.add_headcounts(characteristic.name, split, g)
                for kind, pays in (("hourly", split.hourly), ("bonus", split.bonus)):
                    self.add_pay(characteristic.name, split, base, kind, pays, g)
                self.add_quarters(characteristic.name, level, coarser(first, level), split, g)

    def add_headcounts(self, name, split, g):
        group, full_pay, bonus = split.level.names[g], len(split.hourly.groups[g]), len(split.bonus.groups[g])
        self.add(name, group, "headcount", split.headcount[g], split.headcount[g], 0)
        self.add_share(name, group, "workforce_share", split.headcount[g], len(self.people))
        self.add(name, group, "full_pay_headcount", full_pay, full_pay, 0)
        self.add(name, group, "bonus_headcount", bonus, bonus, 0)
        self.add_share(name, group, "bonus_share", bonus, split.in_bonus[g])

    def add_pay(self, name, split, base, kind, pays, g):
        group, own = split.level.names[g], pays.groups[g]
        for word, average in AVERAGES:
            self.add(name, group, "%s_%s_pay" % (word, kind), pounds(average(own), pays.scale), len(own), 2)
        if g >= len(split.level.names) - 2 or g == base:
            return
        against = EVERYBODY_ELSE if base is None else split.level.names[base]
        others = split.others(pays, g) if base is None else pays.groups[base]
        sides = Sides(against, others, own, pays.groups[-2] + pays.groups[-1], split.has_third(base))
        for word, average in AVERAGES:
            measure = "%s_%s_gap" % (word, kind)
            self.add(name, group, measure, gap(average(others), average(own)), len(others) + len(own), 1, against)
            if sides.unknown and (BOUNDS_WITHOUT_A_GAP or others and own):
                self.add_bounds(name, split, g, measure, average, sides)

    def add_bounds(self, name, split, g, measure, average, sides):
        """The number behind the lowest and the highest is any of several where people change nothing."""
        group, (against, others, own, unknown, _) = split.level.names[g], sides
        n = len(others) + len(own) + len(unknown)
        lowest, highest = bounds(average, sides)
        self.add(name, group, measure + "_lowest", lowest, None, 1, against)
        self.add(name, group, measure + "_highest", highest, None, 1, against)
        all_above, all_inside = (average(sorted(side + unknown)) for side in (others, own))
        self.add(name, group, measure + "_if_in_comparator", gap(all_above, average(own)), n, 1, against)
        self.add(name, group, measure + "_if_in_group", gap(average(others), all_inside), n, 1, against)

    def quarters_of(self, split):
        return quarters(split.paid_places, split.paid_rates, len(split.level.names),
                        self.policy.get("tie_precision", "exact"))

    def add_quarters(self, name, level, filled, split, g):
        sizes = oracle.quarter_sizes(len(split.paid_rates))
        for band, quarter in enumerate(oracle.QUARTERS):
            count = filled[g][band]
            self.add(name, level.names[g], quarter + "_quarter_count", count, count, 0)
            self.add_share(name, level.names[g], quarter + "_quarter_share", count, sizes[band])
            self.add_share(name, level.names[g], quarter + "_quarter_share_of_group", count,
                           len(split.hourly.groups[g]))

    # --- men and women inside the groups

    def add_sexes(self, characteristic):
        name, names_above = "sex x " + characteristic.name, set()
        for level in characteristic.levels:
            men, women = (Split([one for one in self.people if one.sex == sex], characteristic, level)
                          for sex in ("men", "women"))
            there = [g for g in range(len(level.names)) if men.headcount[g] + women.headcount[g]]
            for g in there:
                if level.names[g] not in names_above:
                    self.add_pair(name, men, women, g)
            names_above |= {level.names[g] for g in there}
            if level is characteristic.levels[0]:  # one split: of a second level it could not be told apart
                self.add_difference(name, men, women)

    def add_pair(self, name, men, women, g):
        averages = {}
        for word, split in (("men", men), ("women", women)):
            group, pays = "%s: %s" % (word, split.level.names[g]), split.hourly.groups[g]
            self.add(name, group, "headcount", split.headcount[g], split.headcount[g], 0)
            self.add(name, group, "full_pay_headcount", len(pays), len(pays), 0)
            for kind, average in AVERAGES:
                averages[word, kind] = pounds(average(pays), split.hourly.scale)
                self.add(name, group, kind + "_hourly_pay", averages[word, kind], len(pays), 2)
        paid = len(men.hourly.groups[g]) + len(women.hourly.groups[g])
        for kind, _ in AVERAGES:
            value = oracle.gap(averages["men", kind], averages["women", kind])
            self.add(name, "women: " + men.level.names[g], kind + "_hourly_gap", value, paid, 1,
                     "men: " + men.level.names[g])

    def add_difference(self, name, men, women):
        """Symmetric: each part is weighted with the mean of the two sexes. One sex alone: no difference inside."""
        n_men, n_women = len(men.paid_rates), len(women.paid_rates)
        between = within = Fraction(0)
        for g in range(len(men.level.names)) if n_men and n_women else ():
            m, w = (split.hourly.groups[g] for split in (men, women))
            if not m and not w:
                continue
            mean_m, mean_w = (pounds(mean(s.hourly.groups[g]), s.hourly.scale) for s in (men, women))
            mean_m, mean_w = mean_m if m else mean_w, mean_w if w else mean_m
            share_m, share_w = Fraction(len(m), n_men), Fraction(len(w), n_women)
            between += (share_m - share_w) * (mean_m + mean_w) / 2
            within += (share_m + share_w) / 2 * (mean_m - mean_w)
        both = n_men and n_women
        if both:
            assert between + within == oracle.mean(men.paid_rates) - oracle.mean(women.paid_rates)
        for measure, value in (("mean_hourly_difference", between + within), ("between_groups_part", between),
                               ("within_groups_part", within)):
            self.add(name, "women", measure, value if both else None, n_men + n_women, 2, "men")
        if PARTS_TOTAL and both:
            difference, _, inside = (Fraction(row.published) for row in self.rows[-3:])
            self.rows[-2] = self.rows[-2]._replace(published=oracle.published(difference - inside, 2))

    # --- who disclosed

    def add_disclosures(self):
        for asked in self.characteristics:
            if asked.name not in PERSONAL:
                continue
            self.add_disclosure(asked.name, asked, "everybody", self.people)
            for other in self.characteristics:
                if other.name in PERSONAL:
                    continue
                for g, group in enumerate(other.finest):
                    self.add_disclosure("%s x %s" % (asked.name, other.name), asked, group,
                                        [one for one in self.people if one.finest[other.name] == g])

    def add_disclosure(self, name, asked, group, people):
        if not people:
            return
        answers = Counter(asked.finest[one.finest[asked.name]] for one in people)
        declined, unknown = answers[DECLINED], answers[NOT_KNOWN]
        disclosed = len(people) - declined - unknown
        for measure, count in (("disclosed", disclosed), ("prefer_not_to_say", declined), ("not_known", unknown)):
            self.add(name, group, measure, count, count, 0)
        self.add_share(name, group, "disclosure_rate", disclosed, len(people))
        self.rows[-1] = self.rows[-1]._replace(interval=wilson(disclosed, len(people)))


class Split:
    """The people of one report in the groups of one level."""

    def __init__(self, people, characteristic, level):
        self.level = level
        places = [level.of_finest[one.finest[characteristic.name]] for one in people]
        self.headcount, self.in_bonus = [0] * len(level.names), [0] * len(level.names)
        for one, place in zip(people, places):
            self.headcount[place] += 1
            self.in_bonus[place] += one.bonus is not None
        paid = [(place, one.rate) for one, place in zip(people, places) if one.rate is not None]
        self.paid_places, self.paid_rates = [place for place, _ in paid], [rate for _, rate in paid]
        rewarded = [(place, one.bonus) for one, place in zip(people, places) if one.bonus]
        self.hourly = Pays(self.paid_places, self.paid_rates, len(level.names))
        self.bonus = Pays([place for place, _ in rewarded], [bonus for _, bonus in rewarded], len(level.names))

    def comparator(self):
        """The place of the group others are compared with; None: everybody else."""
        wish = self.level.comparator
        if wish is OTHERS:
            return None
        if isinstance(wish, tuple):
            return self.level.names.index(wish[0])
        if wish is not LARGEST and self.hourly.groups[self.level.names.index(wish)]:
            return self.level.names.index(wish)
        named = [g for g in range(len(self.level.names) - 2) if self.headcount[g]]
        return max(named, key=lambda g: (len(self.hourly.groups[g]), -g), default=None)

    def named_groups(self):
        """How many groups the level has, with people in this payroll or without."""
        return len(self.level.names) - 2

    def has_third(self, base):
        """Whether somebody can be neither in the group nor in the comparator. Two groups are each other's rest;
        a scheme of more keeps the third choice where only two have people: the undisclosed may be the others'."""
        return base is not None and self.named_groups() > 2

    def others(self, pays, g):
        named = [group for place, group in enumerate(pays.groups[:-2]) if place != g]
        return sorted(itertools.chain.from_iterable(named))


def coarser(first, level):
    """Quarters of a level as sums of the first level's, which must not have a group that this level divides."""
    fine, filled = first
    sums = [[0] * 4 for _ in level.names]
    pairs = set(zip(fine.of_finest, level.of_finest))
    target_of = dict(pairs)
    assert len(target_of) == len(pairs), "no sums of the first level's groups"
    for place, counts in enumerate(filled):
        if place in target_of:
            sums[target_of[place]] = [a + b for a, b in zip(sums[target_of[place]], counts)]
    return sums


def wilson(successes, n):
    """The 95 % score interval in percent, the root to forty places."""
    z2 = WILSON_Z * WILSON_Z
    under = Fraction(successes * (n - successes), n) + z2 / 4
    root = Fraction(math.isqrt(under.numerator * under.denominator * 10 ** 80), under.denominator * 10 ** 40)
    middle, half, size = successes + z2 / 2, WILSON_Z * root, n + z2
    return 100 * (middle - half) / size, 100 * (middle + half) / size


# --- all together -------------------------------------------------------------------------------------

def evaluate(payroll, configuration=None, by=(), report=Report):
    """The rows of every employer, and the exit status, for one payroll file; or oracle.Stop."""
    config = oracle.read_configuration(configuration)
    rows, characteristics = read_file(payroll, config, by)
    policy, people, bad = config.get("policy", {}), {}, {}
    for posts in oracle.people_of(rows, policy):
        name = posts[0].get("employer") or config.get("employer", {}).get("name", "Unnamed employer")
        person, is_bad = person_of(posts, characteristics, config)
        people.setdefault(name, []).extend([person] if person else [])
        bad[name] = bad.get(name, False) or is_bad
    figures = {}
    for name, members in people.items():
        rows = report(members, characteristics, policy).rows
        figures[name] = [row._replace(status="provisional") if bad[name] and row.status == "ok" else row
                         for row in rows]
    return oracle.Outcome(int(any(bad.values())), figures)


def main():
    parser = argparse.ArgumentParser(description="the exact figures by ethnicity and any other column")
    parser.add_argument("payroll")
    parser.add_argument("-c", "--config")
    parser.add_argument("--by", action="append", default=[])
    options = parser.parse_args()
    try:
        outcome = evaluate(options.payroll, options.config, options.by)
    except oracle.Stop as stop:
        print("breakdowns: " + str(stop), file=sys.stderr)
        return 2
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("employer",) + Row._fields)
    for name, rows in outcome.employers.items():
        for row in rows:
            writer.writerow((name,) + row)
    return outcome.status


if __name__ == "__main__":
    sys.exit(main())
