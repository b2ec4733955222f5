#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filed returns of real workforces, however odd and however spelled: `PROGRAM verify --filed` must accuse none of them.

    random_workforces.py PROGRAM [--rounds N] [--seed S]
    random_workforces.py --write FILE [--seed S]

Every round draws 2,000 workforces, works out their figures exactly, rounds them as employers do, pads them with zeros
or drops the zeros as spreadsheets do, writes them as a download of the GOV.UK service, and once more with the sexes
swapped. Dates, headers and blank cells are spelled otherwise from file to file. No return may be called impossible, nor
one whose shares no whole numbers of people of its size can have. Then it draws 300 sets of shares of small workforces,
decides by trying every workforce whether a median gap above or below 0 can be, and asks the program.

Before the rounds come returns known by hand: each is possible for the people that are given with it, and impossible or
unlikely after the change of a figure or two; files of bonus gaps of 0 where nobody had a bonus; and one file in all
spellings and under three names.

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
import re
import subprocess
import sys
import tempfile
from bisect import bisect_left, bisect_right
from collections import Counter, namedtuple
from datetime import date
from itertools import accumulate, chain, compress, groupby, product

BATCH = 2000    # workforces in a round
SPELLED = 500   # workforces of the file that is spelled in all ways
SETS = 300      # sets of shares in a round that are tried with every workforce
SHOWN = 5       # failing returns of a kind of test that are printed
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
RULE = "breaks a rule of the service"
ZERO_REMARK, ZERO_CHECK = "bonus_gap_zero_without_bonuses", "bonus_gap_without_bonuses"
DECIMALS_REMARK, QUARTERS_REMARK = "too_many_decimals", "quarters_blank_year_unknown"
REMARKS = {ZERO_REMARK, DECIMALS_REMARK, QUARTERS_REMARK}  # they make no verdict
SIZE = "shares_against_size"
BANDS = ((250, "Less than 250"), (500, "250 to 499"), (1000, "500 to 999"), (5000, "1000 to 4999"),
         (20000, "5000 to 19,999"), (float("inf"), "20,000 or more"))
DUE_YEARS = range(2018, 2026)
OPT_OUT_YEARS = (2021, 2022)  # due years in which the quarters could be left blank

# people: those in the hourly figures; middle: twice the median; everyone: with those not on full pay
Side = namedtuple("Side", "people total middle everyone paid bonus_total bonus_middle")
Workforce = namedtuple("Workforce", "men women quarters recipe rates sexes")  # quarters: four (men, women)
# places: several are mixed; pairs: "women", "men" are 100 less the other, "each" on its own; pad: every figure is
# written with zeros to so many decimals once it is rounded
Rounding = namedtuple("Rounding", "places half drop_zeros pairs blank_at_zero pad",
                      defaults=(False, "women", False, 0))
# never: checks that the program must not name
Return = namedtuple("Return", "number name workforce rounding figures row never")


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


def spelled(units, places, rounding):
    if rounding.pad:
        units, places = units * 10 ** (rounding.pad - places), rounding.pad
    if places == 0:
        return str(units)
    whole, part = divmod(abs(units), 10 ** places)
    text = f"{'-' if units < 0 else ''}{whole}.{part:0{places}d}"
    return text.rstrip("0").rstrip(".") if rounding.drop_zeros else text


def places_of(rng, rounding):
    return rounding.places if isinstance(rounding.places, int) else rng.choice(rounding.places)


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


def figures_of(rng, workforce, rounding, zeros=False):
    """The fourteen figures as printed, or None where the service would not take one.

    zeros: bonus gaps that cannot be formed are 0, as in the first year of the service.
    """
    men, women, half = workforce.men, workforce.women, rounding.half

    def show(numerator, denominator):
        places = places_of(rng, rounding)
        return spelled(rounded(numerator, denominator, places, half), places, rounding)

    found = dict.fromkeys(FIGURES, "")
    for name, exact in gaps_of(men, women).items():
        if exact[0] < LOWEST * exact[1]:
            return None
        found[name] = show(*exact)
    found["men_bonus"] = show(100 * men.paid, men.everyone)
    found["women_bonus"] = show(100 * women.paid, women.everyone)
    if rounding.blank_at_zero and not found["men_bonus"].strip("0."):
        found["mean_bonus"] = found["median_bonus"] = ""
    if zeros and not men.paid:
        found["mean_bonus"], found["median_bonus"] = show(0, 1), show(0, 1)
    for number, (n_men, n_women) in enumerate(workforce.quarters, start=1):
        pair = pair_of(rng, rounding, n_men, n_women, show)
        found[f"men_{number}"], found[f"women_{number}"] = pair
    return found


def pair_of(rng, rounding, n_men, n_women, show):
    size = n_men + n_women
    if rounding.pairs == "each":
        return show(100 * n_men, size), show(100 * n_women, size)
    places = places_of(rng, rounding)
    one = rounded(100 * (n_women if rounding.pairs == "men" else n_men), size, places, rounding.half)
    pair = [spelled(units, places, rounding) for units in (one, 100 * 10 ** places - one)]
    return pair[::-1] if rounding.pairs == "men" else pair


def draw_rounding(rng):
    """Padded figures all have two decimals or three; or they are whole numbers, all with .0."""
    places = rng.choices([1, 0, 2, 9, (0, 1), (0, 1, 2), (0, 1, 2, 3), (1, 2)], [35, 20, 12, 6, 12, 5, 5, 5])[0]
    pad = 0
    if places != 9 and rng.random() < 0.4:
        pad = rng.choice([pad for pad in (1, 2, 2, 3) if pad > 1 and pad >= most(places) or places == 0])
    return Rounding(places, rng.choice(["even", "away", "down"]), not pad and rng.random() < 0.3,
                    rng.choices(["women", "men", "each"], [50, 20, 30])[0], rng.random() < 0.5, pad)


def most(places):
    return places if isinstance(places, int) else max(places)


# --- the download -------------------------------------------------------------------------------------

def draw_return(rng, number, name, workforce, rounding, year):
    """A row of the download for the workforce, or None where a figure is out of the range of the service."""
    known = rng.random() > 0.06
    zeros = (year == 2018 or not known) and rng.random() < 0.5
    figures = figures_of(rng, workforce, rounding, zeros)
    if figures is None:
        return None
    if (year in OPT_OUT_YEARS or not known) and rng.random() < 0.05:
        figures.update(dict.fromkeys(QUARTERS, ""))
    headcount = workforce.men.everyone + workforce.women.everyone
    size = "Not Provided" if rng.random() < 0.05 else next(label for below, label in BANDS if headcount < below)
    due = None if known else rng.choice(NO_DATES)
    never = {SIZE}
    if zeros and not workforce.men.paid:
        never |= {ZERO_CHECK, ZERO_REMARK} if known else {ZERO_CHECK}
    return Return(number, name, workforce, rounding, figures, row_of(rng, number, name, figures, size, year, due),
                  never)


def row_of(rng, number, name, figures, size, year, due=None):
    """A row as the service writes it; due: instead of the date of the year."""
    public = rng.random() < 0.2
    if due is None:
        due = ("2021/10/06" if year == 2021 else f"{year}/{'03/31' if public else '04/05'}") + " 00:00:00"
    others_of_row = {
        "EmployerName": name, "EmployerId": str(number), "Address": f"{number} High Street, Leeds, LS1 1AA",
        "PostCode": "LS1 1AA", "CompanyNumber": "" if public else f"{number:08d}",
        "SicCodes": "1,\n84110" if public else rng.choice(["", "62020", "85200,\n85310", "93110,\n93130,\n93290"]),
        "CompanyLinkToGPGInfo": rng.choice(["", "https://example.org/gap"]),
        "ResponsiblePerson": "" if public else "Ada Byron (Director, \"People\")", "EmployerSize": size,
        "CurrentName": name, "SubmittedAfterTheDeadline": rng.choice(["False", "False", "True"]),
        "DueDate": due, "DateSubmitted": f"{year}/03/{rng.randint(1, 30):02d} 09:16:08"}
    columns = {**others_of_row, **{FIGURES[key]: text for key, text in figures.items()}}
    return [columns[column] for column in COLUMNS]


# How a file may be spelled: the due dates, the headers, whose words are given to the function, and blank cells.
Style = namedtuple("Style", "due header blank")
NO_DATES = ["", "", "not known"]
DUE_DATES = [
    lambda due: f"{due:%Y/%m/%d} 00:00:00", lambda due: f"{due:%d/%m/%Y} 00:00:00", lambda due: f"{due:%d-%m-%Y} 00:00",
    lambda due: f"{due:%Y-%m-%d}", lambda due: f"{due:%Y-%m-%d}T00:00:00Z", lambda due: f"{due:%d/%m/%Y} 09:00:00",
    lambda due: f"{due.day} {due:%B %Y}", lambda due: f"{due:%d-%b-%y}"]
HEADERS = ["".join, lambda words: "".join(words).lower(), lambda words: "".join(words).upper(), "_".join,
           lambda words: "_".join(words).lower(), lambda words: "_".join(words).upper(), " ".join,
           lambda words: " ".join(words).lower(), lambda words: " ".join(words).upper()]
BLANKS = ["", "NA", "N/A", "NULL"]
PLAIN = Style(DUE_DATES[0], HEADERS[0], BLANKS[0])
BLANKABLE = {"CompanyNumber", "SicCodes", *FIGURES.values(), "CompanyLinkToGPGInfo", "ResponsiblePerson", "DueDate"}
FILE_NAME = "download.csv"
OTHER_NAMES = ["UK Gender Pay Gap Data - 2017 to 2018.csv", "UK Gender Pay Gap Data - 2023 to 2024.csv"]


def draw_style(rng):
    return Style(rng.choice(DUE_DATES), rng.choice(HEADERS), rng.choice(BLANKS))


def due_date(row):
    """None where it is blank or no date."""
    text = row[COLUMNS.index("DueDate")]
    return date(*map(int, text[:10].split("/"))) if text[:1].isdigit() else None


def cells_of(row, style):
    due = due_date(row)
    spelling = {"DueDate": style.due(due)} if due else {}
    return [spelling.get(column, text) or (style.blank if column in BLANKABLE else "")
            for column, text in zip(COLUMNS, row)]


def write_download(path, returns, style=PLAIN):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(style.header(re.findall("[A-Z]+(?![a-z])|[A-Z][a-z]+", column)) for column in COLUMNS)
        writer.writerows(cells_of(one.row, style) for one in returns)


def draw_batch(seed, number, size=BATCH):
    """The returns of one round, and those of the same workforces with the sexes swapped."""
    rng = random.Random(f"{seed} {number}")
    years = [2024] if number % 2 == 0 else DUE_YEARS
    returns, swapped, serial = [], [], number * BATCH
    while len(returns) < size:
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
# hand, which those of the people must be; changes: figures, or a size, that make the return impossible or unlikely and
# the check that must say so, or POSSIBLE where it is not impossible.
POSSIBLE, ABOVE, SHARE, PAIR = None, "gap_above_100", "share_outside_0_to_100", "pair_cannot_total_100"
MEDIAN, MEAN, ONE_SEX = "median_gap_against_quarters", "mean_gap_against_quarters", "gap_without_one_sex"
Known = namedtuple("Known", "name quarters rounding shown changes bonuses year", defaults=(([], []), 2024))
ONE, AWAY, DOWN = Rounding(1, "even"), Rounding(1, "away", False, "each"), Rounding(1, "down", False, "each")
WHOLE, TWO, NINE = (Rounding(places, "away", False, "each") for places in (0, 2, 9))
ONE_PADDED, WHOLE_PADDED = AWAY._replace(pad=2), WHOLE._replace(pad=1)
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

    # The two people in the middle stand in two quarters.
    # 2 men: the 1st in the lower quarter, the 2nd in the lower middle one. 6 women, 1, 1, 2 and 2: the 3rd and the 4th
    # in the upper middle one. (1,050 - 1,200) / 1,050 = -14.3 %. All shares end in .0, so 50.0 is 49.5 to 50.5 and 0.0
    # up to 0.5. With quarters of 1 or 2, half a quarter is a person only of 2, so there are 2, 2 and then 1 or 2
    # people; 1, 1, 0 and 0 men; and 1, 1, 1, 1 women, or one more in the third or the fourth. Of 4 women the 2nd is in
    # the lower middle quarter, where the 2nd man is, and may be paid less than he is. But the 1st man is no better paid
    # than the 2nd woman and the 2nd man no better than the 3rd woman, so half their sum is not either. Of 5 women the
    # 3rd is in the upper middle quarter. With q or q + 1 people, q of 2 or more, the lower half has 0.99 q men or more
    # and the upper half 0.01 (q + 1) or fewer; the upper half has 1.99 q women or more and the lower half 1.01 (q + 1)
    # or fewer, and that is fewer from q = 2 on (3.98 and 3.03): both middle men in the lower half, both middle women in
    # the upper.
    Known("two men of eight", [[(1, 1, 1000)], [(1, 1, 1100)], [(0, 2, 1200)], [(0, 2, 1300)]], ONE,
          {"median": "-14.3", "men_1": "50.0", "men_2": "50.0", "men_3": "0.0", "women_4": "100.0"},
          [({"median": "5.0"}, MEDIAN), ({"median": "0.1"}, MEDIAN), ({"median": "0.0"}, POSSIBLE),
           ({"median": "-5.0"}, POSSIBLE)]),
    # 6 men: the 3rd in the lower quarter, the 4th in the lower middle one. 8 women: the 4th in the lower middle
    # quarter, the 5th in the upper middle one. (1,050 - 1,150) / 1,050 = -9.5 %. 74.5 to 75.5 % of 1, 2 or 3 people is
    # no whole number (2.235 to 2.265 of 3), nor is 24.5 to 25.5 % of 3, nor 66.5 to 67.5 % of 4 (2.66 to 2.70). So the
    # lower quarter has 4 people or more. Where another has 3, they are 4, 4, 3 or 4, and 3, with 3, 1, 0 and 2 men:
    # these people, or one more woman in the upper middle quarter, and then the 5th of 9 women, in that quarter, is the
    # median. The 4th man and the 4th woman share a quarter, and yet each middle man is a quarter below the woman he is
    # set against. With q or q + 1 people, q of 4 or more, the lower half has 0.99 q men or more and the upper half
    # 0.68 (q + 1) or fewer; the upper half has 1.32 q women or more and the lower half 1.01 (q + 1) or fewer, and that
    # is fewer (5.28 and 5.05).
    Known("six men of fourteen", [[(3, 1, 1000)], [(1, 3, 1100)], [(0, 3, 1200)], [(2, 1, 1300)]], WHOLE,
          {"median": "-10", "men_1": "75", "men_2": "25", "men_3": "0", "men_4": "67", "women_4": "33"},
          [({"median": "5"}, MEDIAN), ({"median": "1"}, MEDIAN), ({"median": "0"}, POSSIBLE),
           ({"median": "-5"}, POSSIBLE)]),
    # The mirror image: (1,150 - 1,050) / 1,150 = 8.7 %.
    Known("six women of fourteen", [[(1, 3, 1000)], [(3, 1, 1100)], [(3, 0, 1200)], [(1, 2, 1300)]], WHOLE,
          {"median": "9", "women_1": "75", "women_2": "25", "women_3": "0", "women_4": "67", "men_4": "33"},
          [({"median": "-5"}, MEDIAN), ({"median": "-1"}, MEDIAN), ({"median": "0"}, POSSIBLE),
           ({"median": "5"}, POSSIBLE)]),
    # Where both sexes are halved between the two halves, the middle two of each stand in the same two quarters, and the
    # gap has either sign.
    # (1,000 + 1,300) / 2 = 1,150 and 1,100; (1,150 - 1,100) / 1,150 = 4.3 %.
    Known("halved", [[(1, 1, 900)], [(1, 1, 1000)], [(0, 1, 1200), (1, 0, 1300)], [(1, 1, 1400)]], ONE,
          {"median": "4.3", "men_1": "50.0", "men_3": "50.0"},
          [({"median": "-4.3"}, POSSIBLE), ({"median": "40.0"}, POSSIBLE)]),

    # Zeros at the end of every figure say nothing.
    # A council of 134. 44 men: the 22nd in the lower middle quarter, the 23rd in the upper middle one. 90 women, 22,
    # 22, 23 and 23: the 45th and the 46th in the upper middle one. (1,100 + 1,500) / 2 = 1,300; (1,300 - 1,101) / 1,300
    # = 15.3 %. 11 of 33 are 33.3 %, 11 of 34 are 32.4 %. As two decimals 33.30 would be 33.295 to 33.305 %: k of s
    # people with 3 k between 0.99885 s and 0.99915 s, so s - 3 k, a whole number, is 0.00085 s or more and 0.00115 s or
    # less, which is 1 or more only from s = 870 on. With q = 869 or more the lower half has 0.6659 q men or more and
    # the upper half 0.6481 (q + 1) or fewer, which is fewer; the upper half 1.3519 q women or more and the lower half
    # 1.3341 (q + 1) or fewer. So no median gap above 0 if one figure shows that not all are padded.
    Known("a padded council", [[(11, 22, 1000)], [(11, 22, 1100)], [(0, 23, 1101), (11, 0, 1500)], [(11, 23, 1600)]],
          ONE_PADDED, {"median": "15.30", "men_1": "33.30", "women_1": "66.70", "men_2": "33.30", "men_3": "32.40",
                       "women_4": "67.60", "men_bonus": "0.00", "mean_bonus": ""},
          [({"mean": "6.1"}, MEDIAN), ({"mean": "6"}, MEDIAN), ({"mean": "6.123"}, MEDIAN),
           ({"mean": "6.12"}, POSSIBLE), ({"mean": "6.00"}, POSSIBLE)]),
    # The halves above, padded: 59.95 and 40.05 %. As two decimals the whole is at least 59.995 + 40.095 = 100.09.
    Known("padded halves go up", [[(1000, 1000, 1000)], [(1199, 801, 1100)], [(1000, 1000, 1200)],
                                  [(1000, 1000, 1300)]], ONE_PADDED, {"men_2": "60.00", "women_2": "40.10"},
          [({"mean": "1.0"}, PAIR), ({"mean": "1"}, PAIR), ({"mean": "1.05"}, POSSIBLE),
           ({"women_2": "40.20"}, POSSIBLE), ({"women_2": "40.60"}, PAIR),
           ({"men_2": "60.10", "women_2": "40.10"}, PAIR)]),
    # 2 of 118 are 1.69492 %, shown as 1.7. As two decimals 1.70 would be 1.695 to 1.705 %: of 499 people a quarter has
    # 125 at most, 1 of s would need s from 58.65 to 58.997, 2 of s from 117.30 to 117.994, 3 of s 175.9 or more.
    Known("a padded return of 2017-18", [[(2, 116, 1000)], [(2, 116, 1100)], [(59, 59, 1200)], [(59, 59, 1300)]],
          ONE_PADDED, {"men_1": "1.70", "women_2": "98.30", "men_4": "50.00"},
          [({"mean": "11.1"}, SIZE), ({"mean": "11"}, SIZE), ({"mean": "11.12"}, POSSIBLE)], year=2018),
    # Whole numbers with .0. One man earns 1, and nearly 10^6 everybody else: 28 / 29 of what the women earn, who are
    # 1 / 28 = 3.57 % above the men, shown as -4.0. If all figures are whole numbers, that is -3.5 to -4.5. If not, it
    # is -3.95 to -4.05, and the shares, which are, still stand for half a point to either side. Of 249 people a quarter
    # has 63 at most, and 0.5 % of them is nobody: no woman is in the upper quarter. All women are in the other three,
    # and all men but those in the lower quarter, a part b of them, are above it: the women's mean is at most
    # 1 / (1 - b) of the men's. (That counts from the lower middle quarter on; from the upper middle one on the women
    # are a far smaller part than the men.) k men are 10.5 % or less of the lower quarter, so it has 10, 20, 29, 39, 48
    # or 58 people at least, and the others at most one fewer, with 89.5 % men, 89.5 % and all: b is at most 1 of
    # 1 + 9 + 9 + 9, 2 of 2 + 18 + 18 + 19, 3 of 3 + 26 + 26 + 28, 4 of 4 + 35 + 35 + 38, 5 of 5 + 43 + 43 + 47 or 6 of
    # 6 + 52 + 52 + 57. (Of 9 people 8.06 to 8.15 would be men, so 9 of 10.) The most is 3 of 83 = 3.61 % or 5 of 138 =
    # 3.62 %, and 1 / (1 - 0.0362) = 1.0376: the gap is -3.8 or above.
    Known("whole numbers padded", [[(1, 0, 1), (0, 9, 10 ** 6)], [(9, 1, 10 ** 6 + 1)], [(9, 1, 10 ** 6 + 2)],
                                   [(10, 0, 10 ** 6 + 3)]], WHOLE_PADDED,
          {"mean": "-4.0", "median": "0.0", "men_1": "10.0", "men_2": "90.0", "men_4": "100.0", "men_bonus": "0.0"},
          [({"median": "0.1"}, MEAN), ({"mean": "-5.0"}, MEAN)]),
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
            row = row_of(rng, number, f"K {number}", changed, change.get("size", size), known.year)
            name = f"K {number}, {known.name}" + (", with " + told if change else "")
            never = set() if change else {SIZE}
            found.append((Return(number, name, workforce, known.rounding, changed, row, never), check))
    return found


# --- zeros where nobody had a bonus, and remarks

# 18 men and 22 women. Median of the men: (1,300 + 1,300) / 2; of the women: (1,150 + 1,150) / 2.
ORDINARY = Known("ordinary", [[(3, 7, 1000)], [(4, 6, 1150)], [(5, 5, 1300)], [(6, 4, 1700)]], ONE,
                 {"median": "11.5", "men_bonus": "0.0", "mean_bonus": ""}, [])
# Of thirds and sevenths, with two decimals.
TWO_DECIMALS = Known("two decimals", [[(2, 5, 1000)], [(2, 4, 1150)], [(3, 3, 1300)], [(4, 2, 1700)]], TWO,
                     {"men_1": "28.57", "women_2": "66.67", "men_4": "66.67"}, [])
NO_DATE, EARLY, LATE, OPT_OUT = "", "2018/04/05 00:00:00", "2024/04/05 00:00:00", "2021/10/06 00:00:00"
NO_QUARTERS = dict.fromkeys(QUARTERS, "")
# What must be said: the verdict, and the checks in every case and perhaps.
Saying = namedtuple("Saying", "verdict checks perhaps", defaults=(frozenset(), frozenset()))
NOTHING, ZERO_REFUSED = Saying("consistent"), Saying(RULE, {ZERO_CHECK})
ZERO_REMARKED = Saying("consistent", {ZERO_REMARK})
NOTHING_OR_REMARK = Saying("consistent", perhaps={ZERO_REMARK})


def ordinary(number, due, change, known=ORDINARY):
    """A return of ordinary people with another due date and other figures."""
    rng, workforce = random.Random(number), known_workforce(known)
    figures = figures_of(rng, workforce, known.rounding)
    assert all(figures[key] == text for key, text in known.shown.items()), (known.name, figures)
    figures.update(change)
    row = row_of(rng, number, f"Z {number}", figures, "Less than 250", 2024, due)
    return Return(number, f"Z {number}, {known.name} with {change}", workforce, known.rounding, figures, row, set())


def zeros(mean="0.00", median="0.00", men="0.00"):
    return {"mean_bonus": mean, "median_bonus": median, "men_bonus": men}


def small_file():
    """(return, what must be said) in a file of fewer than 100 returns."""
    spellings = [zeros(), zeros("0.0", "0.0", "0.0"), zeros("0", "0", "0"), zeros("0.0", "0", "0.00"),
                 zeros("0.000", "0.0", "0")]
    # Other gaps than two zeros stay what they are in every year; so does a zero beside a blank gap.
    others_ = [zeros("5.0", "6.0", "0.0"), zeros("0.0", "5.0", "0.0"), zeros("5.0", "0", "0"), zeros("0.0", "", "0.0")]
    cases = [(EARLY, change, NOTHING) for change in spellings]
    cases += [(due, change, ZERO_REMARKED) for change in spellings for due in (NO_DATE, "not known")]
    cases += [(due, change, ZERO_REFUSED) for change in spellings for due in (LATE, OPT_OUT, "2019/04/05 00:00:00")]
    cases += [(due, change, ZERO_REFUSED) for change in others_ for due in (EARLY, NO_DATE, LATE)]
    cases += [(due, zeros("", "", "0.0"), NOTHING) for due in (EARLY, NO_DATE, LATE)]
    cases += [(OPT_OUT, NO_QUARTERS, NOTHING), (LATE, NO_QUARTERS, Saying(RULE, {"quarters_missing"})),
              (NO_DATE, NO_QUARTERS, Saying("consistent", perhaps={QUARTERS_REMARK}))]
    found = [(ordinary(number, *case[:2]), case[2]) for number, case in enumerate(cases, start=1)]
    found += [(ordinary(len(cases) + 1, LATE, {}, TWO_DECIMALS), Saying("consistent", {DECIMALS_REMARK})),
              (ordinary(len(cases) + 2, EARLY, {}, TWO_DECIMALS), NOTHING)]
    assert len(found) < 100
    return found


def large_files():
    """Files of about 100 returns with bonus gaps, and one return more: what the file is, its returns, what is said."""
    def paid(number, **change):
        figures = {"mean_bonus": "12.3", "median_bonus": "8.1", "men_bonus": "50.0", "women_bonus": "45.5"}
        return ordinary(number, LATE, {**figures, **change}), NOTHING

    def file(returns, **change):
        return [paid(number) for number in range(1, returns)] + [paid(returns, **change)]

    none = {"men_bonus": "0.0", "women_bonus": "0.0", "mean_bonus": "", "median_bonus": ""}
    half = Saying(RULE, {"bonus_gap_missing"})
    zero, other = zeros("0.0", "0.0", "0.0"), zeros("0.0", "5.0", "0.0")
    return [
        ("99 returns with gaps and a zero", [*file(99), (ordinary(100, LATE, zero), NOTHING)]),
        ("98 returns with gaps and a zero", [*file(98), (ordinary(99, LATE, zero), ZERO_REFUSED)]),
        ("a blank in 100 returns", [*file(99, **none), (ordinary(100, LATE, zero), ZERO_REFUSED)]),
        ("half a blank in 100 returns",
         [*file(98), (ordinary(99, LATE, {"mean_bonus": "12.3", "men_bonus": "50.0", "women_bonus": "45.5"}), half),
          (ordinary(100, LATE, zero), ZERO_REFUSED)]),
        ("100 returns and nothing but zeros", [(ordinary(number, LATE, zero), NOTHING) for number in range(1, 101)]),
        ("120 returns, zeros and others", [*file(118), (ordinary(119, LATE, zero), NOTHING),
                                           (ordinary(120, LATE, other), ZERO_REFUSED)]),
        ("100 returns, an early zero, and a blank",
         [*file(99, **none), (ordinary(100, EARLY, zero), NOTHING)]),
        # Both rules apply: none given in a file without blanks, and no year. No verdict in either case.
        ("99 returns with gaps and a zero without a date",
         [*file(99), (ordinary(100, NO_DATE, zero), NOTHING_OR_REMARK)]),
        ("a zero without a date beside a blank", [*file(99, **none), (ordinary(100, NO_DATE, zero), ZERO_REMARKED)]),
    ]


# --- every workforce of a set of shares ----------------------------------------------------------------

# How shares are rounded and the other figures spelled: mean, median (5.0 or -5.0 is put in), two bonus gaps and shares.
Shown = namedtuple("Shown", "rounding mean five others")
SHOWN_AS = [
    Shown(Rounding(1, "even"), "1.3", "5.0", "10.0"), Shown(AWAY, "1.3", "5.0", "10.0"),
    Shown(DOWN, "1.3", "5.0", "10.0"), Shown(Rounding(0, "even"), "1", "5", "10"),
    Shown(WHOLE, "1", "5", "10"), Shown(WHOLE_PADDED, "1.3", "5.0", "10.0"), Shown(WHOLE_PADDED, "1.0", "5.0", "10.0"),
    Shown(ONE_PADDED, "1.30", "5.00", "10.00"), Shown(WHOLE._replace(pad=3), "1.000", "5.000", "10.000"),
    Shown(TWO, "1.3", "5.0", "10.0"), Shown(TWO, "1.34", "5.00", "10.00"), Shown(NINE, "1.3", "5.0", "10.0"),
    Shown(Rounding((0, 1), "even"), "1.3", "5", "10.0")]
PLACINGS = [extra for extra in product((0, 1), repeat=4) if sum(extra) < 4]
LARGEST, MOST_TRIED = 3000, 60000  # people in a quarter, and workforces, that are tried
SETTLED = 0.2  # the least part of the questions that must be settled
ABOVE_0, BELOW_0 = "above", "below"


def decimals(text):
    return len(text.partition(".")[2])


def is_whole(text):
    return not text.partition(".")[2].strip("0")


def ranges_of(figures):
    """What the four men's shares stand for: lowest, highest, and what both are parts of; None where that is open.

    Figures that all show two decimals or more are padded: zeros at the end say nothing. Eight shares that are all whole
    numbers, with .0 or without, stand for half a point to either side. Else a figure is as precise as it is typed. Open
    is what whole shares with more zeros mean beside figures that are not padded.
    """
    given = [text for text in figures.values() if text]
    shares = [figures[key] for key in QUARTERS]
    if len({decimals(text) for text in given}) == 1 and decimals(given[0]) > 1:
        shares = [text.rstrip("0").rstrip(".") for text in shares]
    elif all(map(is_whole, shares)):
        if max(map(decimals, shares)) > 1:
            return None
        shares = [text.partition(".")[0] for text in shares]
    places = max(map(decimals, shares))
    whole = 200 * 10 ** places  # in units of half the last decimal of any share
    ends = []
    for text in shares:
        middle_, width = round(float(text) * 10 ** places) * 2, 10 ** (places - decimals(text))
        ends.append((max(0, middle_ - width), min(whole, middle_ + width)))
    ends = [(max(men[0], whole - women[1]), min(men[1], whole - women[0])) for men, women in zip(ends[::2], ends[1::2])]
    return [low for low, _ in ends], [high for _, high in ends], whole


def middle_quarters(numbers):
    """The quarters of the middle two people, or twice of the middle one; numbers: of people in each quarter."""
    people, ends = sum(numbers), list(accumulate(numbers))
    return bisect_left(ends, (people + 1) // 2), bisect_left(ends, people // 2 + 1)


def can_be_above(men, women):
    """Whether the men's median can be above the women's.

    It cannot if each of the two middle men is in a lower quarter than the middle woman he is set against. If the first
    man is in her quarter or above, let everybody below him and the women of his quarter be paid r, and all others s,
    which is more: he has s and she r, the second man s and the second woman s at most. If the second man is in the
    quarter of his woman or above, let the people of the quarters above and the men of his quarter from him on be paid
    s, and all others r: he has s and both women r. The gap is (s - r) / s or half of it and so, for one s, 5 %.
    """
    (i_1, i_2), (k_1, k_2) = middle_quarters(men), middle_quarters(women)
    return i_1 >= k_1 or i_2 >= k_2


def settled(low, high, whole, one_sex):
    """Whether a workforce with the shares can have a median gap above 0: (answer, two), None where it is open.

    one_sex: what a workforce with nobody of one sex, which has no gap, is taken for. two: somewhere the second middle
    man is not below the first middle woman, so that looking at these two would not do.

    Workforces are tried with quarters of q or q + 1 people, q from 1 on, up to where none can have a gap above 0. Let
    the men's shares of the lower two quarters be a at least in sum, and of the upper two b at most. The lower have a q
    men or more, the upper b (q + 1) or fewer; the upper (2 - b) q women or more, the lower (2 - a) (q + 1) or fewer. So
    if (a - b) q > b and (a - b) q > 2 - a, more than half of the men are in the lower half and more than half of the
    women in the upper, so that both middle men are in a lower quarter than both middle women. That holds for all larger
    q. (The same with one quarter or three below; the least q of the three is taken.)
    If a is b or less no q is large enough. But then there are workforces of `whole` people in each quarter, with the
    fewest men in the lower two and the most in the upper two, all of them whole numbers. If a is less than b, the upper
    half has more men than the lower and fewer women, so that both middle men are in it and neither middle woman.
    """
    last = None
    for below in (1, 2, 3):
        a, b = sum(low[:below]), sum(high[below:])
        women_above, women_below = (4 - below) * whole - b, below * whole - a
        if a > b and women_above > women_below:
            enough = max(b // (a - b), women_below // (women_above - women_below))
            last = enough if last is None else min(last, enough)
    if last is None:
        men = [*low[:2], *high[2:]]
        women = [whole - number for number in men]
        if sum(men) and sum(women) and can_be_above(men, women):
            return True, False
    two, tried = False, 0
    for q in range(1, min(LARGEST, LARGEST if last is None else last) + 1):
        places = [[range(-(-first * size // whole), last_ * size // whole + 1) for size in (q, q + 1)]
                  for first, last_ in zip(low, high)]
        if any(not of_q and not of_more for of_q, of_more in places):
            continue
        for extra in PLACINGS:
            for men in product(*(ranges[one] for ranges, one in zip(places, extra))):
                tried += 1
                women = [q + one - number for number, one in zip(men, extra)]
                if not any(men) or not any(women):
                    if one_sex:
                        return True, False
                    continue
                if can_be_above(men, women):
                    return True, False
                two = two or middle_quarters(men)[1] >= middle_quarters(women)[0]
            if tried > MOST_TRIED:
                return None
    return (False, two) if last is not None and last <= LARGEST else None


def answers(figures):
    """{above or below: (whether such a median gap can be, two)} of the shares, where it is settled."""
    found, ranges = {}, ranges_of(figures)
    if ranges is None:
        return found
    low, high, whole = ranges
    women = [whole - share_ for share_ in high], [whole - share_ for share_ in low]
    for sign, first, last in ((ABOVE_0, low, high), (BELOW_0, *women)):
        both = {settled(first, last, whole, one_sex) for one_sex in (False, True)}
        if len(both) == 1 and None not in both:
            found[sign] = both.pop()
    return found


def draw_men(rng, near):
    """Men in each quarter and the sizes of the quarters, of 4 to 60 people; near: half the men are below a boundary."""
    while True:
        people = rng.randint(4, rng.choice([16, 60]))
        extra = rng.sample(range(4), people % 4)
        sizes = [people // 4 + (quarter in extra) for quarter in range(4)]
        men = [share(rng, size) for size in sizes]
        if 0 < sum(men) < people and (not near or 2 * sum(men[:rng.randint(1, 3)]) == sum(men)):
            return men, sizes


def draw_set(rng, number):
    """Two returns with the shares of a small workforce, and median gaps of 5 and -5; None where a share is no share."""
    men, sizes = draw_men(rng, rng.random() < 0.5)
    shown = rng.choice(SHOWN_AS)
    half = rng.choice(["even", "away", "down"])

    def show(numerator, denominator):
        places = places_of(rng, shown.rounding)
        return spelled(rounded(numerator, denominator, places, half), places, shown.rounding)

    figures = {"mean": shown.mean, "median": shown.five, **dict.fromkeys(["mean_bonus", "median_bonus", *SHARES],
                                                                         shown.others)}
    for quarter, (n_men, size) in enumerate(zip(men, sizes), start=1):
        pair = pair_of(rng, shown.rounding, n_men, size - n_men, show)
        figures[f"men_{quarter}"], figures[f"women_{quarter}"] = pair
    if rng.random() < 0.25 and shown.rounding.places in (0, 1, 2):  # no longer those of this workforce
        places, quarter = shown.rounding.places, rng.randint(1, 4)
        moved = rounded(100 * men[quarter - 1], sizes[quarter - 1], places, half) + rng.choice([-1, 1])
        if not 0 <= moved <= 100 * 10 ** places:
            return None
        figures[f"men_{quarter}"] = spelled(moved, places, shown.rounding)
        figures[f"women_{quarter}"] = spelled(100 * 10 ** places - moved, places, shown.rounding)
    ranges = ranges_of(figures)
    assert ranges is None or all(first <= last for first, last in zip(*ranges[:2])), figures
    returns = []
    for one, sign in enumerate(("", "-")):
        of_one = {**figures, "median": sign + figures["median"]}
        name = f"S {number + one}, {men} men of {sizes}"
        row = row_of(rng, number + one, name, of_one, "Not Provided", 2024)
        returns.append(Return(number + one, name, None, shown.rounding, of_one, row, set()))
    return returns


# --- the program --------------------------------------------------------------------------------------

class Tests:
    """Runs the program on downloads and counts what holds."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.passed = self.failed = 0
        self.verdicts, self.sets, self.failures = Counter(), Counter(), Counter()
        self.stage = ""

    def verdicts_of(self, what, returns, style=PLAIN, name=FILE_NAME, beside=()):
        """The program's lines of each return by its number; None if the run failed. beside: those of a second file."""
        paths = [os.path.join(self.folder, name)]
        write_download(paths[0], returns, style)
        if beside:
            paths.append(os.path.join(self.folder, "beside.csv"))
            write_download(paths[1], beside, style)
        done = subprocess.run([self.program, "verify", "--filed", *paths, "--format", "csv"], capture_output=True,
                              timeout=300, check=False)
        lines = list(csv.reader(io.StringIO(done.stdout.decode("utf-8", "replace"), newline="")))
        if done.returncode != 0 or not lines or lines[0][:len(ANSWER)] != ANSWER:
            self.fail(f"{what}: exit {done.returncode}, header {lines[:1]}: {done.stderr.decode('utf-8', 'replace')}")
            return None
        found = {str(one.number): [] for one in (*returns, *beside)}
        for line in lines[1:]:
            if len(line) != len(lines[0]) or line[2] not in found:
                self.fail(f"{what}: a line of no return: {line}")
            else:
                found[line[2]].append(dict(zip(lines[0], line)))
        return found

    def fail(self, text):
        self.failed += 1
        self.failures[self.stage] += 1
        if self.failures[self.stage] <= SHOWN:
            print("FAIL " + text)

    def holds(self, what, one, lines, wrong):
        if wrong:
            self.fail(f"{what}: {one.name} {wrong}\n{described(one, lines)}")
        else:
            self.passed += 1

    def judge(self, what, one, lines, check=POSSIBLE):
        """One return: its lines are whole, and the check is named; or none makes it impossible or is never to be."""
        self.verdicts.update({line["verdict"] for line in lines})
        wrong, checks = unlike_a_return(one, lines), {line["check"] for line in lines}
        if not wrong:
            impossible = lines[0]["verdict"] == "impossible"
            if one.never & checks:
                wrong = f"is accused by {one.never & checks}, and is what it can be"
            elif check is POSSIBLE and impossible:
                wrong = "is called impossible, and is not"
            elif check is not POSSIBLE and impossible != (check != SIZE):
                wrong = f"is {'' if impossible else 'not '}called impossible"
            elif check is not POSSIBLE and check not in checks:
                wrong = f"is not called what it is by {check}"
        self.holds(what, one, lines, wrong)

    def batch(self, what, returns, style):
        self.stage = "workforces"
        what += f", headers {style.header(['Due', 'Date'])}, dates {style.due(date(2025, 4, 5))}, blank '{style.blank}'"
        found = self.verdicts_of(what, returns, style)
        for one in returns if found is not None else ():
            self.judge(what, one, found[str(one.number)])

    def known(self):
        self.stage = "known returns"
        cases = known_returns()
        found = self.verdicts_of("known returns", [one for one, _ in cases])
        for one, check in cases if found is not None else ():
            self.judge("known returns", one, found[str(one.number)], check)

    def said(self, what, cases, beside=(), **spelling):
        """Returns of which the verdict and all checks are known; cases, beside: (return, what must be said)."""
        found = self.verdicts_of(what, [one for one, _ in cases], beside=[one for one, _ in beside], **spelling)
        for one, saying in (*cases, *beside) if found is not None else ():
            lines = found[str(one.number)]
            wrong, checks = unlike_a_return(one, lines), {line["check"] for line in lines} - {""}
            if DECIMALS_REMARK not in saying.checks:
                checks.discard(DECIMALS_REMARK)
            if not wrong and (lines[0]["verdict"] != saying.verdict or checks - saying.perhaps != saying.checks):
                wrong = (f"is not called {saying.verdict} with {sorted(saying.checks) or 'no check'}"
                         f"{', perhaps ' + ', '.join(saying.perhaps) if saying.perhaps else ''}")
            self.holds(what, one, lines, wrong)

    def zeros(self):
        self.stage = "zeros without bonuses"
        for name in (FILE_NAME, *OTHER_NAMES):
            self.said(f"a small file, {name}", small_file(), name=name)
        self.said("a small file, NA", small_file(), style=PLAIN._replace(blank="NA"))
        for what, cases in large_files():
            self.said(what, cases)
            self.said(what + ", N/A", cases, style=PLAIN._replace(blank="N/A"))
        # What the blanks of a file say holds for that file alone.
        for what, cases in large_files()[:1]:
            beside = [(ordinary(201, EARLY.replace("2018", "2023"), zeros()), ZERO_REFUSED)]
            self.said(what + ", beside another file", cases, beside)

    def spellings(self, seed):
        """One file in all spellings, and under three names: the same verdicts and checks."""
        self.stage = "spellings"
        returns = draw_batch(seed, 1, SPELLED)[0]
        plain = self.verdicts_of("a file as the service writes it", returns)
        variants = [(f"dates as {due(date(2025, 4, 5))}", {"style": PLAIN._replace(due=due)}) for due in DUE_DATES]
        variants += [(f"headers as {header(['Due', 'Date'])}", {"style": PLAIN._replace(header=header)})
                     for header in HEADERS]
        variants += [(f"blank as '{blank}'", {"style": PLAIN._replace(blank=blank)}) for blank in BLANKS]
        variants += [(f"named {name}", {"name": name}) for name in OTHER_NAMES]
        for what, spelling in variants if plain is not None else ():
            found = self.verdicts_of(what, returns, **spelling)
            for one in returns if found is not None else ():
                mine, his = ([(line["verdict"], line["check"], line["n_like_it"]) for line in lines]
                             for lines in (found[str(one.number)], plain[str(one.number)]))
                self.holds(what, one, found[str(one.number)],
                           unlike_a_return(one, found[str(one.number)]) or
                           (f"is judged otherwise: {mine}, not {his}" if mine != his else ""))

    def every_workforce(self, what, rng):
        """Shares of small workforces: the program says what trying all workforces says."""
        self.stage = "sets of shares"
        drawn = []
        while len(drawn) < 2 * SETS:
            drawn += draw_set(rng, len(drawn) + 1) or []
        found = self.verdicts_of(what, drawn)
        for one in drawn if found is not None else ():
            lines, sign = found[str(one.number)], BELOW_0 if one.figures["median"][0] == "-" else ABOVE_0
            answer = answers(one.figures).get(sign)
            self.sets["questions"] += 1
            if answer is None:
                continue
            possible, two = answer
            self.sets["settled"] += 1
            self.sets["impossible"] += not possible
            self.sets["by two middle people alone"] += two
            called, wrong = any(line["check"] == MEDIAN for line in lines), unlike_a_return(one, lines)
            if not wrong and called == possible:
                wrong = (f"is {'' if called else 'not '}called {MEDIAN}, and a median gap {sign} 0 "
                         f"{'can be' if possible else 'cannot be'}{', by the two middle people' if two else ''}")
            self.holds(what, one, lines, wrong)

    def enough_settled(self):
        if self.sets["settled"] < SETTLED * self.sets["questions"]:
            self.fail(f"of {self.sets['questions']} sets of shares only {self.sets['settled']} are settled")


def unlike_a_return(one, lines):
    """What is wrong with the lines of any return: they have one verdict, which a check makes that is no remark."""
    verdicts, checks = {line["verdict"] for line in lines}, [line["check"] for line in lines]
    due = due_date(one.row)
    if not lines:
        return "has no line"
    if len(verdicts) > 1 or verdicts - VERDICTS:
        return "has several verdicts, or one of another name"
    if "" in checks and len(checks) > 1:
        return "has a line without a check, and another"
    if (verdicts == {"consistent"}) != (set(checks) <= REMARKS | {""}):
        return "is consistent and fails a check, or has a verdict with remarks alone"
    if due and {line["year"] for line in lines} != {f"{due.year - 1}-{due.year % 100:02d}"}:
        return "is of another year"
    return ""


def described(one, lines):
    """A return in full: its people, how it was rounded, its figures and what the program said."""
    workforce, rounding = one.workforce, one.rounding
    figures = [
        f"rounding: {rounding.places} decimals, half {rounding.half}, pairs by {rounding.pairs}"
        f"{', zeros dropped' if rounding.drop_zeros else ''}{f', padded to {rounding.pad}' if rounding.pad else ''}",
        "figures: " + ", ".join(f"{key} {value or 'blank'}" for key, value in one.figures.items()),
        f"size: {one.row[COLUMNS.index('EmployerSize')]}, due {one.row[COLUMNS.index('DueDate')] or 'blank'}",
        *("program: " + ", ".join(f"{key} {value!r}" for key, value in line.items()) for line in lines)]
    if workforce is None:
        return "\n".join("  " + line for line in figures)
    runs = [(len(list(group)), *key) for key, group in groupby(zip(workforce.rates, workforce.sexes))]
    people = ", ".join(f"{number} {'men' if sex == MAN else 'women'} at {rate}" for number, rate, sex in runs[:60])
    text = [f"people: {workforce.men.people} men, {workforce.women.people} women in the hourly figures, "
            f"{workforce.men.everyone} and {workforce.women.everyone} in all; {workforce.recipe}",
            f"quarters (men, women): {workforce.quarters}",
            f"pay: {people}{', and more' if len(runs) > 60 else ''}",
            f"bonuses: {workforce.men.paid} men, {workforce.women.paid} women",
            *figures]
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
        tests.zeros()
        tests.spellings(options.seed)
        tests.verdicts.clear()
        for number in range(options.rounds):
            what, rng = f"seed {options.seed}, round {number}", random.Random(f"styles {options.seed} {number}")
            returns, swapped = draw_batch(options.seed, number)
            tests.batch(what, returns, PLAIN if number == 0 else draw_style(rng))
            tests.batch(what + ", sexes swapped", swapped, draw_style(rng))
            tests.every_workforce(what + ", every workforce", rng)
        tests.enough_settled()
    print("workforces: " + ", ".join(f"{count} {verdict}" for verdict, count in sorted(tests.verdicts.items())))
    print("sets of shares: " + ", ".join(f"{count} {what}" for what, count in tests.sets.items()))
    if tests.failed:
        print("failed: " + ", ".join(f"{count} of {stage}" for stage, count in tests.failures.items()))
    print(f"{tests.passed} passed, {tests.failed} failed")
    return 1 if tests.failed else 0


if __name__ == "__main__":
    sys.exit(main())
