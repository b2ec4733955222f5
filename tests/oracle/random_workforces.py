#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filed returns of real workforces, however odd: `PROGRAM verify --filed` must call none of them impossible.

    random_workforces.py PROGRAM [--rounds N] [--seed S]
    random_workforces.py --write FILE [--seed S]

Every round draws 2,000 workforces, works out their figures exactly, rounds them as employers do, writes them as a
download of the GOV.UK service, and once more with the sexes swapped. Before the rounds come returns known by hand: each
is possible for the people that are given with it, and impossible after the change of a figure or two.

Written from SI 2017/172 regulations 8 to 13 alone: gaps are those of the men's mean and median, quarters are as equal
as possible with the remainder anywhere, people on one rate may be on either side of a boundary. Pay is whole numbers
of an unnamed small unit. The last line is 'N passed, M failed'; exit status 1 if any failed. --write writes the first
batch of a seed and exits.
"""
import argparse
import csv
import io
import os
import random
import subprocess
import sys
import tempfile
from bisect import bisect_left, bisect_right
from collections import Counter, namedtuple
from itertools import accumulate, compress, groupby

BATCH = 2000    # workforces in a round
SHOWN = 5       # failing returns that are printed
LOWEST = -999_999_999  # the service takes no gap below
WOMAN, MAN = 0, 1
SWAPPED = bytes.maketrans(b"\0\1", b"\1\0")
GAPS = {"mean": "DiffMeanHourlyPercent", "median": "DiffMedianHourlyPercent",
        "mean_bonus": "DiffMeanBonusPercent", "median_bonus": "DiffMedianBonusPercent"}
SHARES = {"men_bonus": "MaleBonusPercent", "women_bonus": "FemaleBonusPercent"}
QUARTERS = {"men_1": "MaleLowerQuartile", "women_1": "FemaleLowerQuartile",
            "men_2": "MaleLowerMiddleQuartile", "women_2": "FemaleLowerMiddleQuartile",
            "men_3": "MaleUpperMiddleQuartile", "women_3": "FemaleUpperMiddleQuartile",
            "men_4": "MaleTopQuartile", "women_4": "FemaleTopQuartile"}
FIGURES = {**GAPS, **SHARES, **QUARTERS}
COLUMNS = ["EmployerName", "EmployerId", "Address", "PostCode", "CompanyNumber", "SicCodes", *FIGURES.values(),
           "CompanyLinkToGPGInfo", "ResponsiblePerson", "EmployerSize", "CurrentName", "SubmittedAfterTheDeadline",
           "DueDate", "DateSubmitted"]
ANSWER = ["year", "employer", "employer_id", "verdict", "check", "argument", "n_like_it"]
VERDICTS = {"impossible", "breaks a rule of the service", "implausible", "consistent"}
BANDS = ((250, "Less than 250"), (500, "250 to 499"), (1000, "500 to 999"), (5000, "1000 to 4999"),
         (20000, "5000 to 19,999"), (float("inf"), "20,000 or more"))
DUE_YEARS = range(2018, 2026)
OPT_OUT_YEARS = (2021, 2022)  # due years in which the quarters could be left blank

# people: those in the hourly figures; middle: twice the median; everyone: with those not on full pay
Side = namedtuple("Side", "people total middle everyone paid bonus_total bonus_middle")
Workforce = namedtuple("Workforce", "men women quarters recipe rates sexes")  # quarters: four (men, women)
# places: None is whole numbers and one decimal mixed; pairs: "women", "men" are 100 less the other, "each" on its own
Rounding = namedtuple("Rounding", "places half drop_zeros pairs blank_at_zero", defaults=(False, "women", False))
Return = namedtuple("Return", "number name workforce rounding figures row")


# --- workforces ---------------------------------------------------------------------------------------

def draw_workforce(rng):
    """A workforce with men and women in it, or None."""
    hidden = rng.random() < 0.015
    people = rng.randint(801, 3000) if hidden else draw_people(rng)
    extra = rng.sample(range(4), people % 4)
    ends = [0, *accumulate(people // 4 + (quarter in extra) for quarter in range(4))]
    scenario = one_above if hidden else rng.choice(SCENARIOS)
    shape, ties = rng.choice(SHAPES), rng.choice(TIES)
    sexes = scenario(rng, people, ends)
    rates = shape(rng, people, ends, sexes)
    recipe = [scenario.__name__, shape.__name__, "ties by " + ties]
    if hidden:
        rates[-1] *= 10 ** rng.randint(1, 7)
    elif rng.random() < 0.15:
        outlier(rng, rates, sexes)
        recipe.append("outlier")
    split_ties(rng, ties, rates, sexes, ends)
    n_men = sexes.count(MAN)
    if n_men in (0, people):
        return None
    quarters = []
    for start, end in zip(ends, ends[1:]):
        men = sexes.count(MAN, start, end)
        quarters.append((men, end - start - men))
    by_sex = list(compress(rates, sexes)), list(compress(rates, sexes.translate(SWAPPED)))
    everyone = [len(rates_of) + others(rng, people) for rates_of in by_sex]
    bonuses, how = draw_bonuses(rng, everyone)
    men, women = (Side(len(mine), sum(mine), middle(mine), all_of, len(paid), sum(paid), middle(paid))
                  for mine, all_of, paid in zip(by_sex, everyone, bonuses))
    return Workforce(men, women, quarters, ", ".join([*recipe, how]), rates, sexes)


def draw_people(rng):
    low, high = rng.choices([(4, 12), (13, 60), (61, 400), (401, 1200), (1201, 3000)], [20, 35, 33, 10, 2])[0]
    return rng.randint(low, high)


def others(rng, people):
    """Relevant employees of one sex who are not on full pay: none, a few, or more than are."""
    return rng.choice([0, 0, rng.randint(0, 5), rng.randint(0, people // 2), rng.randint(0, 10 * people)])


def middle(ascending):
    """Twice the median; 0 of nobody."""
    if not ascending:
        return 0
    return ascending[(len(ascending) - 1) // 2] + ascending[len(ascending) // 2]


def mirrored(workforce):
    return workforce._replace(men=workforce.women, women=workforce.men, recipe=workforce.recipe + ", sexes swapped",
                              quarters=[(men, women) for women, men in workforce.quarters],
                              sexes=workforce.sexes.translate(SWAPPED))


# --- sexes, in order of pay

def balanced(rng, people, _ends):
    return bytearray(rng.random() < 0.5 for _ in range(people))


def skewed(rng, people, _ends):
    men = rng.uniform(0.03, 0.97)
    return bytearray(rng.random() < men for _ in range(people))


def rare(rng, people, ends):
    """One or two of a sex, anywhere or at the ends of the quarters."""
    sex = rng.choice([WOMAN, MAN])
    sexes = bytearray([1 - sex]) * people
    for _ in range(rng.randint(1, 2)):
        at = rng.choice([rng.randrange(people), rng.choice(ends), rng.choice(ends) - 1])
        sexes[max(0, min(people - 1, at))] = sex
    return sexes


def absent(rng, people, ends):
    """One to three quarters of one sex alone."""
    sexes = skewed(rng, people, ends)
    for quarter in rng.sample(range(4), rng.randint(1, 3)):
        sexes[ends[quarter]:ends[quarter + 1]] = bytes([rng.choice([WOMAN, MAN])]) * (ends[quarter + 1] - ends[quarter])
    return sexes


def segregated(rng, people, _ends):
    """All men above all women, or the reverse."""
    lower, sex = rng.choice([people // 2, people // 4, rng.randint(1, people - 1)]), rng.choice([WOMAN, MAN])
    return bytearray([sex]) * lower + bytearray([1 - sex]) * (people - lower)


def nearly_segregated(rng, people, ends):
    sexes = segregated(rng, people, ends)
    for _ in range(rng.randint(1, 3)):
        one, other = rng.randrange(people), rng.randrange(people)
        sexes[one], sexes[other] = sexes[other], sexes[one]
    return sexes


def one_above(rng, people, ends):
    """Segregated but for the best paid, whom whole numbers do not show in a quarter of 201 people or more."""
    sexes = segregated(rng, people, ends)
    sexes[-1] = sexes[0]
    return sexes


def one_in_the_middle(rng, people, _ends):
    first, last = sorted(rng.choices(range(people + 1), k=2))
    sex = rng.choice([WOMAN, MAN])
    return bytearray([sex]) * first + bytearray([1 - sex]) * (last - first) + bytearray([sex]) * (people - last)


def alternating(rng, people, _ends):
    run, first = rng.choice([1, 1, 2, 3]), rng.choice([WOMAN, MAN])
    return bytearray((first + place // run) % 2 for place in range(people))


def by_quarter(rng, _people, ends):
    """So many men in each quarter."""
    return arranged(rng, ends, [share(rng, end - start) for start, end in zip(ends, ends[1:])])


def even_halves(rng, _people, ends):
    """As many men in the upper half as in the lower, or one or two more or less: the medians are near the middle."""
    sizes = [end - start for start, end in zip(ends, ends[1:])]
    men = [share(rng, sizes[0]), share(rng, sizes[1])]
    above = max(0, min(sizes[2] + sizes[3], sum(men) + rng.randint(-2, 2)))
    third = rng.randint(max(0, above - sizes[3]), min(sizes[2], above))
    return arranged(rng, ends, [*men, third, above - third])


def share(rng, size):
    return rng.choice([0, size, rng.randint(0, size), rng.randint(0, size), rng.randint(0, size)])


def arranged(rng, ends, men):
    """Each quarter at random, men first or women first."""
    sexes = bytearray()
    for start, end, number in zip(ends, ends[1:], men):
        quarter = [MAN] * number + [WOMAN] * (end - start - number)
        order = rng.randrange(3)
        if order == 0:
            rng.shuffle(quarter)
        sexes += bytes(quarter if order < 2 else quarter[::-1])
    return sexes


SCENARIOS = [balanced, skewed, rare, absent, segregated, nearly_segregated, one_in_the_middle, alternating, by_quarter,
             even_halves]


# --- rates, lowest first

def equal(rng, people, _ends, _sexes):
    return [rng.choice([1, 1100, rng.randint(1, 10 ** 6)])] * people


def spine(rng, people, _ends, _sexes):
    points = [rng.randint(900, 9000) for _ in range(rng.choice([1, 2, 2, 3, 3, 5, 8]))]
    return sorted(rng.choices(points, k=people))


def uneven_spine(rng, people, _ends, _sexes):
    """Most people on the first points, as on a minimum wage."""
    points = sorted(rng.randint(900, 9000) for _ in range(rng.randint(2, 9)))
    return sorted(rng.choices(points, [2 ** -n for n in range(len(points))], k=people))


def pennies(rng, people, _ends, _sexes):
    return sorted(rng.choices([1, 2, 3, rng.randint(4, 100)], [rng.choice([1, 30]), 3, 1, 1], k=people))


def lognormal(rng, people, _ends, _sexes):
    around, spread = rng.choice([200, 1500, 10 ** 6]), rng.choice([0.05, 0.3, 0.6, 2.0])
    return sorted(1 + int(around * rng.lognormvariate(0, spread)) for _ in range(people))


def minimum_wage(rng, people, ends, sexes):
    """Lognormal above a floor where many are."""
    rates = lognormal(rng, people, ends, sexes)
    floor = rates[rng.randrange(people)]
    return [max(rate, floor) for rate in rates]


def close_together(rng, people, _ends, _sexes):
    """Gaps around 0.0 and around the least figure that is not."""
    width = rng.choice([1, 10, 1000, 2000])
    return sorted(10 ** 6 + rng.randint(0, width) for _ in range(people))


def cliffs(rng, people, ends, sexes):
    """A few rises at the ends of quarters, where the sex changes, at the medians or anywhere: the extreme gaps."""
    changes = [at for at in range(1, people) if sexes[at] != sexes[at - 1]]
    men, women = (list(compress(range(people), who)) for who in (sexes, sexes.translate(SWAPPED)))
    steps, rises = [1.001, 1.1, 2, 10, 1000, 100000], {}
    for _ in range(rng.randint(1, 4)):
        kind = rng.randrange(4)
        if kind == 0:
            at = rng.choice(ends) + rng.choice([-1, 0, 0, 0, 1])
        elif kind == 1 and changes:
            at = rng.choice(changes)
        elif kind == 2 and men and women:
            at = rng.choice([men, women])[rng.choice([(len(men) - 1) // 2, len(men) // 2, len(women) // 2]) %
                                          min(len(men), len(women))] + rng.randint(0, 1)
        else:
            at = rng.randrange(people)
        rises[at] = rng.choice(steps)
    rate, rates, strict = rng.choice([1, 1000, 10 ** 5]), [], rng.random() < 0.4
    for at in range(people):
        if at in rises:
            rate = int(rate * rises[at]) + 1
        rates.append(rate * 10 ** 6 + at if strict else rate)
    return rates


SHAPES = [equal, spine, spine, uneven_spine, pennies, lognormal, lognormal, minimum_wage, close_together, cliffs,
          cliffs, cliffs]


def outlier(rng, rates, sexes):
    """One man or woman far above, or far below, everybody else."""
    if rng.random() < 0.8:
        rates[-1] = rates[-1] * rng.choice([10, 1000, 10 ** 5, 10 ** 7]) + rng.randint(0, 9)
        sexes[-1] = rng.choice([WOMAN, MAN])
    else:
        rates[0], sexes[0] = 1, rng.choice([WOMAN, MAN])


# --- people on one rate on both sides of a boundary

TIES = ["largest remainder", "largest remainder", "file order", "men first", "women first"]


def split_ties(rng, rule, rates, sexes, ends):
    """Reorders people on one rate that is in several quarters; file order is the order they were drawn in."""
    done = set()
    for cut in ends[1:4] if rule != "file order" else ():
        if rates[cut - 1] != rates[cut] or rates[cut] in done:
            continue
        done.add(rates[cut])
        first, last = bisect_left(rates, rates[cut]), bisect_right(rates, rates[cut])
        men = sexes.count(MAN, first, last)
        places = [max(0, min(last, end) - max(first, start)) for start, end in zip(ends, ends[1:])]
        shares = [men, 0, 0, 0]
        if rule == "largest remainder":
            shares = largest_remainder(rng, men, places)
        elif rule == "men first":
            shares = filled(men, places)
        else:
            shares = filled(men, places[::-1])[::-1]
        sexes[first:last] = b"".join(b"\1" * mine + b"\0" * (room - mine) for mine, room in zip(shares, places))


def largest_remainder(rng, men, places):
    """Regulation 13(2): the proportion in each band so far as possible; equal remainders to any band."""
    total = sum(places)
    shares = [men * room // total for room in places]
    order = sorted(range(4), key=lambda band: (-(men * places[band] % total), rng.random()))
    for band in order[:men - sum(shares)]:
        shares[band] += 1
    return shares


def filled(men, places):
    shares = []
    for room in places:
        shares.append(min(men, room))
        men -= shares[-1]
    return shares


# --- bonuses

def draw_bonuses(rng, everyone):
    """Ascending bonuses of the men and of the women who had one, and what it was called."""
    how = rng.choice(["no bonuses", "bonuses of men", "bonuses of women", "bonuses of all", "bonuses of some",
                      "bonuses of some", "bonuses of some", "bonuses of few"])
    paid = []
    for sex, number in zip((MAN, WOMAN), everyone):
        if how == "no bonuses" or how == "bonuses of men" and sex == WOMAN or how == "bonuses of women" and sex == MAN:
            count = 0
        elif how == "bonuses of few":
            count = rng.randint(0, min(2, number))
        else:
            count = number if how == "bonuses of all" else rng.randint(0, number)
        paid.append(amounts(rng, count))
    return paid, how


def amounts(rng, count):
    shape = rng.randrange(5)
    if shape == 0:
        return [rng.choice([1, 50000])] * count
    if shape < 3:
        found = sorted(rng.choices([rng.randint(1, 10 ** 6) for _ in range(rng.randint(1, 9))], k=count))
    else:
        found = sorted(1 + int(rng.lognormvariate(10, 2)) for _ in range(count))
    if found and shape == 4:
        found[-1] *= 10 ** 6
    return found


# --- figures ------------------------------------------------------------------------------------------

def rounded(numerator, denominator, places, half):
    """The fraction in units of the last place; `half` is even, away or down (towards zero)."""
    whole, rest = divmod(abs(numerator) * 10 ** places, denominator)
    beyond = 2 * rest - denominator
    if beyond > 0 or beyond == 0 and (half == "away" or half == "even" and whole % 2):
        whole += 1
    return -whole if numerator < 0 else whole


def spelled(units, places, drop_zeros):
    if places == 0:
        return str(units)
    whole, part = divmod(abs(units), 10 ** places)
    text = f"{'-' if units < 0 else ''}{whole}.{part:0{places}d}"
    return text.rstrip("0").rstrip(".") if drop_zeros else text


def gap(reference, other):
    """The difference in percent of the reference, as numerator and denominator."""
    return 100 * (reference - other), reference


def gaps_of(men, women):
    """The gaps that can be formed, exactly. Men had a bonus and no woman had: 100, as the service expects."""
    found = {"mean": gap(men.total * women.people, women.total * men.people), "median": gap(men.middle, women.middle)}
    if men.paid:
        women_paid = women.paid or 1
        found["mean_bonus"] = gap(men.bonus_total * women_paid, women.bonus_total * men.paid)
        found["median_bonus"] = gap(men.bonus_middle, women.bonus_middle)
    return found


def figures_of(rng, workforce, rounding):
    """The fourteen figures as printed, or None where the service would not take one."""
    men, women, half = workforce.men, workforce.women, rounding.half

    def show(numerator, denominator):
        places = rng.choice([0, 1]) if rounding.places is None else rounding.places
        return spelled(rounded(numerator, denominator, places, half), places, rounding.drop_zeros)

    found = dict.fromkeys(FIGURES, "")
    for name, exact in gaps_of(men, women).items():
        if exact[0] < LOWEST * exact[1]:
            return None
        found[name] = show(*exact)
    found["men_bonus"] = show(100 * men.paid, men.everyone)
    found["women_bonus"] = show(100 * women.paid, women.everyone)
    if rounding.blank_at_zero and not found["men_bonus"].strip("0."):
        found["mean_bonus"] = found["median_bonus"] = ""
    for number, (n_men, n_women) in enumerate(workforce.quarters, start=1):
        pair = pair_of(rng, rounding, n_men, n_women, show)
        found[f"men_{number}"], found[f"women_{number}"] = pair
    return found


def pair_of(rng, rounding, n_men, n_women, show):
    size = n_men + n_women
    if rounding.pairs == "each":
        return show(100 * n_men, size), show(100 * n_women, size)
    places = rng.choice([0, 1]) if rounding.places is None else rounding.places
    one = rounded(100 * (n_women if rounding.pairs == "men" else n_men), size, places, rounding.half)
    pair = [spelled(units, places, rounding.drop_zeros) for units in (one, 100 * 10 ** places - one)]
    return pair[::-1] if rounding.pairs == "men" else pair


def draw_rounding(rng):
    places = rng.choices([1, 0, 2, 9, None], [45, 20, 10, 10, 15])[0]
    return Rounding(places, rng.choice(["even", "away", "down"]), rng.random() < 0.3,
                    rng.choices(["women", "men", "each"], [50, 20, 30])[0], rng.random() < 0.5)


# --- the download -------------------------------------------------------------------------------------

def draw_return(rng, number, name, workforce, rounding, year):
    """A row of the download for the workforce, or None where a figure is out of the range of the service."""
    figures = figures_of(rng, workforce, rounding)
    if figures is None:
        return None
    if year in OPT_OUT_YEARS and rng.random() < 0.05:
        figures.update(dict.fromkeys(QUARTERS, ""))
    headcount = workforce.men.everyone + workforce.women.everyone
    size = "Not Provided" if rng.random() < 0.05 else next(label for below, label in BANDS if headcount < below)
    return Return(number, name, workforce, rounding, figures, row_of(rng, number, name, figures, size, year))


def row_of(rng, number, name, figures, size, year):
    public = rng.random() < 0.2
    due = "2021/10/06" if year == 2021 else f"{year}/{'03/31' if public else '04/05'}"
    others_of_row = {
        "EmployerName": name, "EmployerId": str(number), "Address": f"{number} High Street, Leeds, LS1 1AA",
        "PostCode": "LS1 1AA", "CompanyNumber": "" if public else f"{number:08d}",
        "SicCodes": "1,\n84110" if public else rng.choice(["", "62020", "85200,\n85310", "93110,\n93130,\n93290"]),
        "CompanyLinkToGPGInfo": rng.choice(["", "https://example.org/gap"]),
        "ResponsiblePerson": "" if public else "Ada Byron (Director, \"People\")", "EmployerSize": size,
        "CurrentName": name, "SubmittedAfterTheDeadline": rng.choice(["False", "False", "True"]),
        "DueDate": due + " 00:00:00", "DateSubmitted": f"{year}/03/{rng.randint(1, 30):02d} 09:16:08"}
    columns = {**others_of_row, **{FIGURES[key]: text for key, text in figures.items()}}
    return [columns[column] for column in COLUMNS]


def write_download(path, returns):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(one.row for one in returns)


def draw_batch(seed, number):
    """The returns of one round, and those of the same workforces with the sexes swapped."""
    rng = random.Random(f"{seed} {number}")
    years = [2024] if number % 2 == 0 else DUE_YEARS
    returns, swapped, serial = [], [], number * BATCH
    while len(returns) < BATCH:
        workforce, rounding, year = draw_workforce(rng), draw_rounding(rng), rng.choice(years)
        if workforce is None:
            continue
        one = draw_return(rng, serial + 1, f"W {serial + 1}", workforce, rounding, year)
        if one is None:
            continue
        serial += 1
        returns.append(one)
        other = draw_return(rng, serial, f"W {serial}", mirrored(workforce), rounding, year)
        if other is not None:
            swapped.append(other)
    return returns, swapped


# --- known returns ------------------------------------------------------------------------------------

# quarters: of each, lowest paid first, groups of (men, women, rate); bonuses: of each sex; shown: figures worked out by
# hand, which those of the people must be; changes: figures, or a size, that make the return impossible and the check
# that must say so, or POSSIBLE where the people can be the same.
POSSIBLE, ABOVE, SHARE, PAIR = None, "gap_above_100", "share_outside_0_to_100", "pair_cannot_total_100"
MEDIAN, MEAN, ONE_SEX = "median_gap_against_quarters", "mean_gap_against_quarters", "gap_without_one_sex"
Known = namedtuple("Known", "name quarters rounding shown changes bonuses", defaults=(([], []),))
ONE, AWAY, DOWN = Rounding(1, "even"), Rounding(1, "away", False, "each"), Rounding(1, "down", False, "each")
WHOLE, TWO, NINE = (Rounding(places, "away", False, "each") for places in (0, 2, 9))
KNOWN = [
    # Mean of the men: (19 x 1,000 + 10^9) / 20 = 50,000,950; (that - 1,000) / that = 99.998 %. Pay and bonuses are
    # above zero, so no gap reaches 100; 100.1, 100.6 and 101 are above it however they were rounded. No part of a whole
    # is above 100 % or below 0 %. 60.0 + 41.0: at least 59.95 + 40.95 = 100.9, but the two parts are the whole.
    Known("a fortune", [[(5, 5, 1000)]] * 3 + [[(4, 5, 1000), (1, 0, 10 ** 9)]], ONE,
          {"mean": "100.0", "median": "0.0", "mean_bonus": "99.9", "median_bonus": "99.9", "men_bonus": "100.0",
           "women_bonus": "100.0", "men_1": "50.0", "women_1": "50.0", "men_4": "50.0", "women_4": "50.0"},
          [({"mean": "100.6"}, ABOVE), ({"mean": "100.1"}, ABOVE), ({"mean": "101"}, ABOVE),
           ({"median": "100.6"}, ABOVE), ({"mean_bonus": "100.6"}, ABOVE), ({"median_bonus": "101"}, ABOVE),
           ({"women_bonus": "100.4"}, SHARE), ({"men_bonus": "101"}, SHARE),
           ({"men_2": "60.0", "women_2": "41.0"}, PAIR), ({"men_1": "100.4", "women_1": "0.0"}, SHARE),
           ({"men_1": "100.4", "women_1": "-0.4"}, SHARE)],
          ([1000] * 20, [1] * 20)),
    # 1,199 of 2,000 are 59.95 %, 801 are 40.05 %. From 60.0 and 40.2 the whole is at least 59.95 + 40.15 = 100.1.
    Known("halves go up", [[(1000, 1000, 1000)], [(1199, 801, 1100)], [(1000, 1000, 1200)], [(1000, 1000, 1300)]], AWAY,
          {"men_2": "60.0", "women_2": "40.1"},
          [({"women_2": "40.2"}, PAIR), ({"women_2": "41.0"}, PAIR)]),
    # The same people, halves down. From 59.9 and 39.9 the whole is at most 59.95 + 39.95 = 99.9.
    Known("halves go down", [[(1000, 1000, 1000)], [(1199, 801, 1100)], [(1000, 1000, 1200)], [(1000, 1000, 1300)]],
          DOWN, {"men_2": "59.9", "women_2": "40.0"}, [({"women_2": "39.9"}, PAIR)]),
    # 119 of 200 are 59.5 %, 81 are 40.5 %. From 60 and 42 the whole is at least 59.5 + 41.5 = 101.
    Known("whole halves go up", [[(100, 100, 1000)], [(119, 81, 1100)], [(100, 100, 1200)], [(100, 100, 1300)]], WHOLE,
          {"men_2": "60", "women_2": "41"}, [({"women_2": "42"}, PAIR)]),
    # 13 of 80 are 16.25 %, 67 are 83.75 %. From 16.3 and 83.9 the whole is at least 16.25 + 83.85 = 100.1.
    Known("thirteen of eighty", [[(13, 67, 1000)], [(13, 67, 1100)], [(13, 67, 1200)], [(13, 67, 1300)]], AWAY,
          {"men_1": "16.3", "women_1": "83.8", "men_4": "16.3", "women_4": "83.8"}, [({"women_4": "83.9"}, PAIR)]),
    # A third and two thirds. From 33.33 and 66.69 the whole is at least 33.325 + 66.685 = 100.01.
    Known("thirds, two decimals", [[(1, 2, 1000)], [(1, 2, 1100)], [(1, 2, 1200)], [(1, 2, 1300)]], TWO,
          {"men_1": "33.33", "women_1": "66.67"}, [({"women_1": "66.69"}, PAIR)]),
    Known("thirds, nine decimals", [[(1, 2, 1000)], [(1, 2, 1100)], [(1, 2, 1200)], [(1, 2, 1300)]], NINE,
          {"men_1": "33.333333333", "women_1": "66.666666667"}, []),
    # 149 of 250 are 59.6 %, 101 are 40.4 %: 60 and 40.4, one whole, one to a decimal. From 60 and 40.6 the whole is at
    # least 59.5 + 40.55 = 100.05.
    Known("whole beside one decimal", [[(149, 101, 1000)], [(149, 101, 1100)], [(149, 101, 1200)], [(149, 101, 1300)]],
          ONE, {"men_3": "59.6", "women_3": "40.4"},
          [({"men_3": "60"}, POSSIBLE), ({"men_3": "60", "women_3": "40.6"}, PAIR)]),
    # 16 men, 24 women. The 8th and 9th man are of the 10 in the lower quarter; the 12th and 13th woman are after the 4
    # of the lower middle quarter, in the upper middle one, so she is paid no less: no median gap above 0, nor with one
    # person more or less in a quarter. (1,000 - 1,100) / 1,000 = -10 %.
    Known("men below", [[(10, 0, 1000)], [(6, 4, 1050)], [(0, 10, 1100)], [(0, 10, 1100)]], ONE,
          {"median": "-10.0", "men_1": "100.0", "women_1": "0.0", "men_2": "60.0", "women_2": "40.0", "men_3": "0.0",
           "women_3": "100.0", "men_4": "0.0", "women_4": "100.0"},
          [({"median": "10.0"}, MEDIAN), ({"median": "0.1"}, MEDIAN), ({"median": "1"}, MEDIAN)]),
    # The same with (100,000 - 100,002) / 100,000 = -0.002 %.
    Known("men hardly below", [[(10, 0, 100000)], [(6, 4, 100001)], [(0, 10, 100002)], [(0, 10, 100002)]], ONE,
          {"median": "0.0", "mean": "0.0", "men_2": "60.0", "women_4": "100.0"}, [({"median": "10.0"}, MEDIAN)]),
    # The mirror image: (1,000 - 900) / 1,000 = 10 %, and no median gap below 0.
    Known("women below", [[(0, 10, 900)], [(4, 6, 950)], [(10, 0, 1000)], [(10, 0, 1000)]], ONE,
          {"median": "10.0", "men_1": "0.0", "women_1": "100.0", "men_2": "40.0", "women_2": "60.0", "men_3": "100.0",
           "women_3": "0.0", "men_4": "100.0", "women_4": "0.0"},
          [({"median": "-10.0"}, MEDIAN), ({"median": "-0.1"}, MEDIAN)]),
    Known("women hardly below", [[(0, 10, 100000)], [(4, 6, 100001)], [(10, 0, 100002)], [(10, 0, 100002)]], ONE,
          {"median": "0.0", "mean": "0.0", "women_2": "60.0", "men_4": "100.0"}, [({"median": "-10.0"}, MEDIAN)]),
    # 8 men, 12 women. The 4th and 5th man are in the lower middle quarter (4 to 6), the 6th and 7th woman in the upper
    # middle one (5 to 8): (1,100 - 1,200) / 1,100 = -9.1 %, and never above 0. Shares of 60.0 and 20.0 are of multiples
    # of 5 people, so all quarters are of one size, or of 400 people or more, where one person moves no median so far.
    Known("more men in the lower half", [[(3, 2, 1000)], [(3, 2, 1100)], [(1, 4, 1200)], [(1, 4, 1300)]], ONE,
          {"median": "-9.1", "men_1": "60.0", "men_2": "60.0", "men_3": "20.0", "men_4": "20.0"},
          [({"median": "9.1"}, MEDIAN)]),
    # The mirror image: (1,200 - 1,100) / 1,200 = 8.3 %.
    Known("more women in the lower half", [[(2, 3, 1000)], [(2, 3, 1100)], [(4, 1, 1200)], [(4, 1, 1300)]], ONE,
          {"median": "8.3", "women_1": "60.0", "women_2": "60.0", "women_3": "20.0", "women_4": "20.0"},
          [({"median": "-8.3"}, MEDIAN)]),
    # Of 249 people at most, a quarter has 63 at most, and one of them is 1.6 %: 0.0 is nobody. So every woman is paid
    # at least what every man is, and neither gap is above 0; or the reverse.
    # (1,000 - 1,100) / 1,000 = -10 %; (1,100 - 1,000) / 1,100 = 9.1 %.
    Known("all men below", [[(10, 0, 1000)], [(10, 0, 1000)], [(0, 10, 1100)], [(0, 10, 1100)]], ONE,
          {"mean": "-10.0", "median": "-10.0", "men_2": "100.0", "men_3": "0.0"},
          [({"median": "5.0"}, MEDIAN), ({"mean": "5.0"}, MEAN)]),
    Known("all women below", [[(0, 10, 1000)], [(0, 10, 1000)], [(10, 0, 1100)], [(10, 0, 1100)]], ONE,
          {"mean": "9.1", "median": "9.1", "women_2": "100.0", "women_3": "0.0"},
          [({"median": "-5.0"}, MEDIAN), ({"mean": "-5.0"}, MEAN)]),
    # One man of 2,500 is 0.04 %, shown as 0.0, and earns 10^9: (5,000 x 1,000 + 10^9) / 5,001 = 200,960 on average;
    # (200,960 - 1,100) / 200,960 = 99.5 %, although all men seem to be below; and of 249 people they are. The median
    # man is among the 5,000 whatever he earns.
    Known("all men below but one", [[(2500, 0, 1000)], [(2500, 0, 1000)], [(0, 2500, 1100)],
                                    [(0, 2499, 1100), (1, 0, 10 ** 9)]], ONE,
          {"mean": "99.5", "median": "-10.0", "men_2": "100.0", "men_4": "0.0", "women_4": "100.0"},
          [({"median": "5.0"}, MEDIAN), ({"size": "Less than 250"}, MEAN), ({"size": "Not Provided"}, POSSIBLE)]),
    # Men lowest and highest, women between: the median man is half way between the two quarters, so the gap has either
    # sign. (100 + 10,000) / 2 = 5,050; (5,050 - 101) / 5,050 = 98 %; (5,050 - 9,999) / 5,050 = -98 %.
    Known("men at both ends, women low", [[(10, 0, 100)], [(0, 10, 101)], [(0, 10, 101)], [(10, 0, 10000)]], ONE,
          {"median": "98.0", "men_1": "100.0", "men_2": "0.0", "men_3": "0.0", "men_4": "100.0"}, []),
    Known("men at both ends, women high", [[(10, 0, 100)], [(0, 10, 9999)], [(0, 10, 9999)], [(10, 0, 10000)]], ONE,
          {"median": "-98.0", "men_1": "100.0", "men_2": "0.0", "men_3": "0.0", "men_4": "100.0"}, []),
    # Sizes 1, 2, 1, 1. Men: (100 + 200) / 2 = 150 twice; women: 101 and (101 + 101 + 300) / 3 = 167.3.
    # (150 - 101) / 150 = 32.7 %; (150 - 167.3) / 150 = -11.6 %.
    Known("five people", [[(1, 0, 100)], [(0, 2, 101)], [(1, 0, 200)], [(0, 1, 300)]], ONE,
          {"median": "32.7", "mean": "-11.6", "men_1": "100.0", "men_2": "0.0", "men_3": "100.0", "men_4": "0.0"}, []),
    # 1 of 2,500 is 0.04 %: no quarter shows the only man, and there is a gap nevertheless. 1 of 63 would be 1.6 %, and
    # 1 of 1,250, of 4,999 people, 0.08 %; but shares that all end in .0 may be whole numbers, which show 0 up to 0.5.
    Known("one man in ten thousand", [[(0, 2500, 1000)], [(0, 2500, 1000)], [(0, 2500, 1000)], [(1, 2499, 1000)]], ONE,
          {"median": "0.0", "mean": "0.0", "men_4": "0.0", "women_4": "100.0"},
          [({"size": "Less than 250"}, ONE_SEX), ({"size": "1000 to 4999"}, POSSIBLE),
           ({"size": "Not Provided"}, POSSIBLE)]),
    # 1 of 500 is 0.2 %: whole numbers show neither of two men. 1 of 250, of 999 people, would be 0.4 %; 1 of 125, of
    # 499 people, 0.8 %.
    Known("two men in two thousand", [[(1, 499, 1000)], [(0, 500, 1000)], [(0, 500, 1000)], [(1, 499, 3000)]], WHOLE,
          {"median": "50", "men_1": "0", "women_1": "100", "men_4": "0", "women_4": "100"},
          [({"size": "500 to 999"}, POSSIBLE), ({"size": "250 to 499"}, ONE_SEX)]),
    # 1 bonus among 2,500 men is 0.04 %: a share of 0.0 and a gap, (200 - 100) / 200 = 50 %.
    Known("one bonus among the men", [[(625, 5, 1000)], [(625, 5, 1100)], [(625, 5, 1200)], [(625, 5, 1300)]], ONE,
          {"men_bonus": "0.0", "women_bonus": "100.0", "mean_bonus": "50.0", "median_bonus": "50.0"}, [],
          ([200], [100] * 20)),
    Known("only women had a bonus", [[(1, 1, 1000)]] * 4, ONE,
          {"men_bonus": "0.0", "women_bonus": "25.0", "mean_bonus": "", "median_bonus": ""}, [], ([], [100])),
    Known("only men had a bonus", [[(1, 1, 1000)]] * 4, ONE,
          {"men_bonus": "25.0", "women_bonus": "0.0", "mean_bonus": "100.0", "median_bonus": "100.0"}, [], ([100], [])),
]


def known_workforce(known):
    """The people of a known return; they are in order of pay and the quarters as equal as possible."""
    people = [group for quarter in known.quarters for group in quarter]
    ladder = [rate for men, women, rate in people for _ in range(men + women)]
    sexes = bytearray().join(b"\1" * men + b"\0" * women for men, women, rate in people)
    quarters = [(sum(men for men, _, _ in quarter), sum(women for _, women, _ in quarter))
                for quarter in known.quarters]
    sizes = [men + women for men, women in quarters]
    assert ladder == sorted(ladder) and max(sizes) <= min(sizes) + 1, known.name
    sides = []
    for who, paid in zip((sexes, sexes.translate(SWAPPED)), known.bonuses):
        mine = list(compress(ladder, who))
        sides.append(Side(len(mine), sum(mine), middle(mine), len(mine), len(paid), sum(paid), middle(paid)))
    return Workforce(*sides, quarters, known.name, ladder, sexes)


def known_returns():
    """(return, the check that is to call it impossible or POSSIBLE) of every known return and its changes."""
    rng, found = random.Random(1), []
    for known in KNOWN:
        workforce = known_workforce(known)
        figures = figures_of(rng, workforce, known.rounding)
        assert all(figures[key] == text for key, text in known.shown.items()), (known.name, figures)
        headcount = workforce.men.everyone + workforce.women.everyone
        size = next(label for below, label in BANDS if headcount < below)
        for change, check in [({}, POSSIBLE), *known.changes]:
            number, told = len(found) + 1, ", ".join(f"{key} {text}" for key, text in change.items())
            changed = {key: change.get(key, text) for key, text in figures.items()}
            row = row_of(rng, number, f"K {number}", changed, change.get("size", size), 2024)
            name = f"K {number}, {known.name}" + (", with " + told if change else "")
            found.append((Return(number, name, workforce, known.rounding, changed, row), check))
    return found


# --- the program --------------------------------------------------------------------------------------

class Tests:
    """Runs the program on downloads and counts what holds."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.passed = self.failed = 0
        self.verdicts = Counter()

    def verdicts_of(self, what, returns):
        """The program's lines of each return by its number; None if the run failed."""
        path = os.path.join(self.folder, "download.csv")
        write_download(path, returns)
        done = subprocess.run([self.program, "verify", "--filed", path, "--format", "csv"], capture_output=True,
                              timeout=300, check=False)
        lines = list(csv.reader(io.StringIO(done.stdout.decode("utf-8", "replace"), newline="")))
        if done.returncode != 0 or not lines or lines[0][:len(ANSWER)] != ANSWER:
            self.fail(f"{what}: exit {done.returncode}, header {lines[:1]}: {done.stderr.decode('utf-8', 'replace')}")
            return None
        found = {str(one.number): [] for one in returns}
        for line in lines[1:]:
            if len(line) != len(lines[0]) or line[2] not in found:
                self.fail(f"{what}: a line of no return: {line}")
            else:
                found[line[2]].append(dict(zip(lines[0], line)))
        return found

    def fail(self, text):
        self.failed += 1
        if self.failed <= SHOWN:
            print("FAIL " + text)

    def judge(self, what, one, lines, check=POSSIBLE):
        """One return: its lines are whole, and it is called impossible, by the check, if and only if it is."""
        verdicts = {line["verdict"] for line in lines}
        called = [line["check"] for line in lines if line["verdict"] == "impossible"]
        self.verdicts.update(verdicts)
        if not lines:
            wrong = "has no line"
        elif verdicts - VERDICTS:
            wrong = "has a verdict of another name"
        elif any((line["verdict"] == "consistent") != (line["check"] == "") for line in lines):
            wrong = "is consistent with a check, or has a verdict without one"
        elif "consistent" in verdicts and len(lines) > 1:
            wrong = "is consistent and fails a check"
        elif check is POSSIBLE and called:
            wrong = "is called impossible, and is not"
        elif check is not POSSIBLE and not any(check in name for name in called):
            wrong = f"is not called impossible by {check}"
        else:
            self.passed += 1
            return
        self.fail(f"{what}: {one.name} {wrong}\n{described(one, lines)}")

    def batch(self, what, returns):
        found = self.verdicts_of(what, returns)
        for one in returns if found is not None else ():
            self.judge(what, one, found[str(one.number)])

    def known(self):
        cases = known_returns()
        found = self.verdicts_of("known returns", [one for one, _ in cases])
        for one, check in cases if found is not None else ():
            self.judge("known returns", one, found[str(one.number)], check)


def described(one, lines):
    """A return in full: its people, how it was rounded, its figures and what the program said."""
    workforce, rounding = one.workforce, one.rounding
    places = "whole or one decimal" if rounding.places is None else f"{rounding.places} decimals"
    runs = [(len(list(group)), *key) for key, group in groupby(zip(workforce.rates, workforce.sexes))]
    people = ", ".join(f"{number} {'men' if sex == MAN else 'women'} at {rate}" for number, rate, sex in runs[:60])
    text = [f"people: {workforce.men.people} men, {workforce.women.people} women in the hourly figures, "
            f"{workforce.men.everyone} and {workforce.women.everyone} in all; {workforce.recipe}",
            f"quarters (men, women): {workforce.quarters}",
            f"pay: {people}{', and more' if len(runs) > 60 else ''}",
            f"bonuses: {workforce.men.paid} men, {workforce.women.paid} women",
            f"rounding: {places}, half {rounding.half}, pairs by {rounding.pairs}"
            f"{', zeros dropped' if rounding.drop_zeros else ''}",
            "figures: " + ", ".join(f"{key} {value or 'blank'}" for key, value in one.figures.items()),
            f"size: {one.row[COLUMNS.index('EmployerSize')]}, due {one.row[COLUMNS.index('DueDate')]}",
            *("program: " + ", ".join(f"{key} {value!r}" for key, value in line.items()) for line in lines)]
    return "\n".join("  " + line for line in text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("program", nargs="?")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", metavar="FILE", help="write the first batch and exit")
    options = parser.parse_args()
    if options.write:
        write_download(options.write, draw_batch(options.seed, 0)[0])
        return 0
    if not options.program:
        parser.error("PROGRAM is needed")
    with tempfile.TemporaryDirectory(prefix="paygap-workforces-") as folder:
        tests = Tests(os.path.abspath(options.program), folder)
        tests.known()
        tests.verdicts.clear()
        for number in range(options.rounds):
            returns, swapped = draw_batch(options.seed, number)
            tests.batch(f"seed {options.seed}, round {number}", returns)
            tests.batch(f"seed {options.seed}, round {number}, sexes swapped", swapped)
    print("workforces: " + ", ".join(f"{count} {verdict}" for verdict, count in sorted(tests.verdicts.items())))
    print(f"{tests.passed} passed, {tests.failed} failed")
    return 1 if tests.failed else 0


if __name__ == "__main__":
    sys.exit(main())
