#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""verify, explain and audit against the exact oracle, on random payrolls.

    check_mistakes.py PROGRAM [--rounds N] [--seed S] [--strict]

verify: the right fourteen figures agree at every precision; the figures that a mistake gives, worked out here with
exact fractions, are put down to that mistake, or to all mistakes that give them; nonsense is put down to none.
explain: hourly pay as a fraction, bonuses in proportion, populations, places and quarters, each payment line.
audit: the cached values of every sheet of the workbook, the manifest, pseudonyms, reproduce.

--strict also wants mistakes known in the other ways that they are made. A failing round is kept and its folder printed.
"""
import argparse
import csv
import hashlib
import hmac
import itertools
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree

import compare
import oracle
import payment_payrolls
import payments
import payrolls

SEXES = ("men", "women")
OTHER = {"men": "women", "women": "men"}
TENTHS, DAYS_52 = 1, Fraction(364)
SMALL = Fraction(1, 10 ** 9)
HERE = os.path.dirname(os.path.abspath(__file__))
EXPORTS = os.path.join(HERE, "..", "..", "samples", "exports")
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NAMES = [part + " hourly pay quarter" for part in ("lower", "lower middle", "upper middle", "upper")]
LABELS = ["Mean gender pay gap using hourly pay", "Median gender pay gap using hourly pay",
          "Mean gender pay gap using bonus pay", "Median gender pay gap using bonus pay",
          "Men who received bonus pay", "Women who received bonus pay",
          *(sex + " in the " + name for name in NAMES for sex in ("Men", "Women"))]
MEASURES = [("women", "mean_hourly_gap"), ("women", "median_hourly_gap"), ("women", "mean_bonus_gap"),
            ("women", "median_bonus_gap"), ("men", "bonus_share"), ("women", "bonus_share"),
            *((sex, name + "_quarter_share") for name in oracle.QUARTERS for sex in SEXES)]


# --- one person ---------------------------------------------------------------------------------------

@dataclass
class Person:
    """A row of a payroll without bad data."""
    sex: str
    pay: Fraction
    days: Fraction
    bonus: Fraction
    bonus_days: Fraction
    hours: Fraction
    known: object
    full_pay: bool
    partner: bool
    year_bonus: Fraction
    overtime: Fraction


def person_of(row, policy):
    bonus, period = oracle.pay_bonus(row), row.get("bonus_period") or policy.get("default_bonus_period", "")
    return Person(oracle.sex_of([row]), oracle.ordinary_pay(row), oracle.period_days(row["pay_period"]), bonus,
                  oracle.period_days(period) if bonus else oracle.YEAR,
                  oracle.amount(row["weekly_hours"]), oracle.known_rate(row), oracle.yes_no(row["full_pay"]),
                  oracle.partner_of([row]), oracle.bonus_of([row]), Fraction(row.get("overtime") or 0))


def lawful(days):
    """Regulation 6(2), (3)."""
    return days


def weeks_52(days):
    """A year of 52 weeks, a month a twelfth of it, a quarter 91 days."""
    months = days / oracle.MONTH
    if days == oracle.YEAR:
        return DAYS_52
    return months * DAYS_52 / 12 if months.denominator == 1 else days


def long_quarter(days):
    """A quarter of a year taken as four months, 121.76 days."""
    return 4 * oracle.MONTH if days == 3 * oracle.MONTH else days


def rate(person, lengths=lawful, whole=False, bonus=True, overtime=False, known=True):
    """Regulation 6(1), or one step of it done otherwise."""
    if known and person.known != oracle.BLANK:
        return person.known
    days, bonus_days = lengths(person.days), lengths(person.bonus_days)
    pay = person.pay + (person.overtime if overtime else 0)
    if bonus:
        pay += person.bonus if whole else person.bonus / bonus_days * days
    return pay * 7 / days / person.hours


def rated(people, leave=False, **how):
    """The hourly population: [(rate, sex)] in the order of the file."""
    return [(rate(person, **how), person.sex) for person in people if person.full_pay or leave]


# --- the fourteen figures -----------------------------------------------------------------------------

def of_sex(pairs, sex):
    return [value for value, other in pairs if other == sex]


def year_bonuses(people, sex):
    return [person.year_bonus for person in people if person.sex == sex and person.year_bonus > 0]


def averages(people, pairs):
    """(men's, women's) behind each of the four gaps."""
    means = [[average(of_sex(pairs, sex)) for sex in SEXES] for average in (oracle.mean, oracle.median)]
    return means + [[average(year_bonuses(people, sex)) for sex in SEXES] for average in (oracle.mean, oracle.median)]


def bonus_shares(people):
    return [Fraction(100 * len(year_bonuses(people, sex)), sum(person.sex == sex for person in people))
            for sex in SEXES]


def counts_by_law(pairs, sizes):
    """Regulation 13(2): [men, women] of each quarter."""
    ranks, free, filled = {}, list(sizes), [[0, 0] for _ in sizes]
    for value, sex in pairs:
        ranks.setdefault(value, [0, 0])[SEXES.index(sex)] += 1
    for value in sorted(ranks):
        men, women = ranks[value]
        places, left = [], men + women
        for band in range(4):
            places.append(min(left, free[band]))
            left -= places[band]
            free[band] -= places[band]
        split, _ = oracle.share_out(men, places)
        for band in range(4):
            filled[band][0] += split[band]
            filled[band][1] += places[band] - split[band]
    return filled


def counts_in_order(pairs, sizes):
    """Quarters cut from people in the order they stand in."""
    ends = list(itertools.accumulate(sizes))
    return [[sum(sex == one for _, sex in pairs[end - size:end]) for one in SEXES] for size, end in zip(sizes, ends)]


def shares_of(counts):
    return [Fraction(100 * count, sum(pair)) if sum(pair) else None for pair in counts for count in pair]


def sizes_of(pairs):
    return oracle.quarter_sizes(len(pairs))


def figures(people, pairs=None, counts=None, gap=oracle.gap):
    """The fourteen in the order of the download; each argument makes one thing otherwise."""
    pairs = rated(people) if pairs is None else pairs
    counts = counts_by_law(pairs, sizes_of(pairs)) if counts is None else counts
    return [gap(*pair) for pair in averages(people, pairs)] + bonus_shares(people) + shares_of(counts)


# --- mistakes -----------------------------------------------------------------------------------------

def pennies(value):
    """To the penny as a spreadsheet rounds, half away from zero."""
    return Fraction(int(abs(value) * 200 + 1) // 2, 100) * (1 if value >= 0 else -1)


def exchanged(people):
    """The printed figures with men for women: the payroll is right, the labels are not."""
    right = figures(people, gap=lambda men, women: oracle.gap(women, men))
    return right[:4] + [right[index ^ 1] for index in range(4, 14)]


def mean_for_median(people):
    right = figures(people)
    return [right[1], right[0], right[3], right[2]] + right[4:]


def pay_over_hours(people):
    counted = [person for person in people if person.full_pay]
    pay, hours = ([sum(of_sex([(value(person), person.sex) for person in counted], sex)) for sex in SEXES]
                  for value in (lambda person: rate(person) * person.hours, lambda person: person.hours))
    return [oracle.gap(pay[0] / hours[0], pay[1] / hours[1])] + figures(people)[1:]


def bonus_of_everybody(people):
    everybody = [(person.year_bonus, person.sex) for person in people]
    gaps = [oracle.gap(*(average(of_sex(everybody, sex)) for sex in SEXES))
            for average in (oracle.mean, oracle.median)]
    return [*figures(people)[:2], *gaps, *figures(people)[4:]]


def with_shares(people, shares):
    return figures(people)[:4] + shares + figures(people)[6:]


def share_of_full_pay(people):
    """All who were paid a bonus, over those on full pay."""
    shares = [Fraction(100 * len(year_bonuses(people, sex)), sum(p.sex == sex and p.full_pay for p in people))
              for sex in SEXES]
    return with_shares(people, shares)


def share_within_full_pay(people):
    """Those on full pay who were paid a bonus, over those on full pay."""
    return with_shares(people, bonus_shares([person for person in people if person.full_pay]))


def share_of_receivers(people):
    paid = [len(year_bonuses(people, sex)) for sex in SEXES]
    return with_shares(people, [Fraction(100 * count, sum(paid)) for count in paid])


def ties_by(people, key, backwards=False):
    pairs = rated(people)
    ranked = sorted(pairs[::-1] if backwards else pairs, key=lambda pair: (pair[0], key(pair[1])))
    return figures(people, pairs, counts_in_order(ranked, sizes_of(pairs)))


def ties_to_penny(people):
    pairs = rated(people)
    return figures(people, pairs, counts_by_law([(round(value, 2), sex) for value, sex in pairs], sizes_of(pairs)))


def by_cut_points(people, below=lambda value, point: value <= point):
    """Cut at what a spreadsheet's QUARTILE.INC gives; no figures where binary fractions may not tell a rate from it."""
    pairs, counts = rated(people), [[0, 0] for _ in oracle.QUARTERS]
    values = sorted(value for value, _ in pairs)
    points = []
    for quarter in (1, 2, 3):
        place = Fraction(quarter * (len(values) - 1), 4)
        low, high = values[int(place)], values[min(int(place) + 1, len(values) - 1)]
        points.append(low + (place - int(place)) * (high - low))
    if any(0 < abs(value - point) < SMALL for value in values for point in points):
        return [None] * len(LABELS)
    for value, sex in pairs:
        counts[sum(not below(value, point) for point in points)][SEXES.index(sex)] += 1
    return figures(people, pairs, counts)


def remainder(people, *extra):
    """The people left over placed by extra[1], extra[2] or extra[3]."""
    pairs = rated(people)
    size, left = divmod(len(pairs), 4)
    return figures(people, pairs, counts_by_law(pairs, [size + more for more in ((0,) * 4, *extra)[left]]))


def upside_down(people):
    right = figures(people)
    return right[:6] + right[12:] + right[10:12] + right[8:10] + right[6:8]


def part_of_sex(people):
    pairs = rated(people)
    counts = counts_by_law(pairs, sizes_of(pairs))
    totals = [sum(pair[sex] for pair in counts) for sex in (0, 1)]
    return figures(people)[:6] + [Fraction(100 * pair[sex], totals[sex]) for pair in counts for sex in (0, 1)]


def text_of(units):
    return ("-" if units < 0 else "") + "%d.%d" % divmod(abs(units), 10)


def half_even(value):
    return oracle.published(value, TENTHS)


def half_away(value):
    return text_of(int(abs(value) * 20 + 1) // 2 * (1 if value >= 0 else -1))


def cut_off(value):
    return text_of(int(abs(value) * 10) * (1 if value >= 0 else -1))


def texts(values, rounding=half_even):
    return ["" if value is None else rounding(value) for value in values]


OVERTIME, SACRIFICE, PARTNERS = ("overtime pay counts", "salary sacrifice is not deducted",
                                 "partners are in the figures")
WHOLE, NO_BONUS = "are taken whole", "left out of hourly pay"
PLAIN = {
    "on reduced pay because of leave": lambda people: figures(people, rated(people, leave=True)),
    WHOLE: lambda people: figures(people, rated(people, whole=True)),
    NO_BONUS: lambda people: figures(people, rated(people, bonus=False)),
    "taken as 52 weeks": lambda people: figures(people, rated(people, lengths=weeks_52)),
    "121.76 days": lambda people: figures(people, rated(people, lengths=long_quarter)),
    "men and women are swapped": exchanged,
    "divided by the women's figure": lambda people: figures(people, gap=lambda men, women: (men - women) / women * 100),
    "sign of the gaps is reversed": lambda people: figures(people, gap=lambda men, women: (women - men) / men * 100),
    "percentage of men's": lambda people: figures(people, gap=lambda men, women: women / men * 100),
    "mean and median gap are swapped": mean_for_median,
    "rounded to the penny": lambda people: figures(people, gap=lambda men, women: oracle.gap(pennies(men),
                                                                                           pennies(women))),
    "all pay divided by all hours": pay_over_hours,
    "bonus averages are over everybody": bonus_of_everybody,
    "shares are of full-pay relevant employees": share_of_full_pay,
    "of all people paid a bonus": share_of_receivers,
    "in the order of the file": lambda people: ties_by(people, lambda sex: 0),
    "boundary men are placed lower": lambda people: ties_by(people, lambda sex: sex != "men"),
    "boundary women are placed lower": lambda people: ties_by(people, lambda sex: sex == "men"),
    "equal rates are judged otherwise": ties_to_penny,
    "cut at quartiles of pay": by_cut_points,
    "upper quarters one by one": lambda people: remainder(people, (0, 0, 0, 1), (0, 0, 1, 1), (0, 1, 1, 1)),
    "lower quarters one by one": lambda people: remainder(people, (1, 0, 0, 0), (1, 1, 0, 0), (1, 1, 1, 0)),
    "whole remainder goes to the upper": lambda people: remainder(people, (0, 0, 0, 1), (0, 0, 0, 2), (0, 0, 0, 3)),
    "quarters are upside down": upside_down,
    "part of each sex": part_of_sex,
}
WITH_COLUMNS = {  # these need a column that not every payroll has
    "overtime": (OVERTIME, lambda people: figures(people, rated(people, overtime=True))),
    "Extra hours": (OVERTIME, lambda people: figures(people, rated(people, overtime=True))),
    "hourly_pay": ("known hourly rates are not used", lambda people: figures(people, rated(people, known=False)))}
ROUNDINGS = {"exact halves are rounded up": half_away, "cut off after one decimal": cut_off}
OTHER_WAYS = [  # (keyword, the same mistake made in another way)
    ("men and women are swapped", lambda people: figures([replace(p, sex=OTHER[p.sex]) for p in people])),
    ("shares are of full-pay relevant employees", share_within_full_pay),
    ("in the order of the file", lambda people: ties_by(people, lambda sex: 0, backwards=True)),
    ("cut at quartiles of pay", lambda people: by_cut_points(people, lambda value, point: value < point))]
ALL_KEYWORDS = [*PLAIN, *ROUNDINGS, PARTNERS, SACRIFICE, *(keyword for keyword, _ in WITH_COLUMNS.values())]


def mistakes_of(everybody, columns):
    """Keyword -> the fourteen texts, for each mistake that can be made with such a payroll."""
    people = [person for person in everybody if not person.partner]
    found = {keyword: texts(made(people)) for keyword, made in PLAIN.items()}
    found.update({keyword: texts(figures(people), rounding) for keyword, rounding in ROUNDINGS.items()})
    found.update({keyword: texts(made(people)) for column, (keyword, made) in WITH_COLUMNS.items()
                  if column in columns})
    if "partner" in columns:
        found[PARTNERS] = texts(figures(everybody))
    return found


# --- payrolls -----------------------------------------------------------------------------------------

HOURS = ["35", "35", "28", "21", "37", "37.5", "40", "17.5"]
PERIODS = ["weekly", "fortnightly", "four-weekly", "monthly", "monthly", "monthly", "quarterly", "annual"]
BONUS_PERIODS = ["annual", "annual", "quarterly", "monthly", "6 months", "half-yearly", "90", "weekly"]
COLUMNS = ["employee_id", "sex", "pay_period", "basic_pay", "allowances", "bonus_in_pay_period", "bonus_period",
           "weekly_hours", "bonus_12_months", "full_pay"]
KINDS = {"plain": [], "halves": [], "overtime": ["overtime"], "partner": ["partner"], "hourly_pay": ["hourly_pay"],
         "elements": ["Extra hours"], "default period": []}
SETTINGS = {"elements": {"elements": {"Extra hours": "overtime"}},
            "default period": {"policy": {"default_bonus_period": "annual"}}}
EMPLOYER = {"employer": {"name": "Acme Ltd", "sector": "private", "snapshot_date": "2026-04-05"}}


def clean(rng, kind, people=None):
    """A payroll without bad data on few points of pay, so that people are tied across boundaries."""
    people = people or (rng.choice([64, 65, 66, 67]) if kind == "halves" else rng.randrange(40, 301))
    points = sorted(Decimal(rng.randrange(1100, 6000)) / 100 for _ in range(rng.choice([3, 5, 8, 20, 60])))
    tilt, rows = rng.choice([0, 0, 0.3, -0.2]), []
    for number in range(people):
        sex = "M" if number < 2 or number > 3 and rng.random() < 0.45 else "F"  # two of each at least
        place = rng.random() + (tilt * rng.random() if sex == "M" else 0)
        point = Decimal(1000 + 13 * number) / 100 if kind == "halves" else points[int(min(max(place, 0), 0.999) *
                                                                                      len(points))]
        rows.append({"employee_id": "E%04d" % (1000 + number), "sex": sex, **paid(rng, point, kind)})
    rng.shuffle(rows)
    for number, row in enumerate(sorted(rows, key=lambda row: row["sex"])):
        if number in (0, 1, people - 2, people - 1):
            row.update(full_pay="yes", partner="", bonus_12_months=Decimal(1000 + number))
    columns = [name for name in COLUMNS if kind != "default period" or name != "bonus_period"]
    return payrolls.Payroll(columns + KINDS[kind], rows, {**EMPLOYER, **SETTINGS.get(kind, {})})


def paid(rng, point, kind):
    """What a person on that point of pay has in the payroll."""
    period, hours = rng.choice(PERIODS), rng.choice(HOURS)
    exact = Fraction(point) * Fraction(hours) * payrolls.PERIODS[period] / 7
    places = 6 if (exact * 10 ** 6).denominator == 1 else 2  # rates are equal, or differ by more than rounding noise
    pay = Decimal(int(round(exact * 10 ** places))) / 10 ** places
    row = {"pay_period": period, "weekly_hours": hours, "basic_pay": pay, "full_pay": "yes"}
    if rng.random() < 0.1 and kind != "halves":
        row.update(full_pay="no", basic_pay=(pay * Decimal("0.6")).quantize(payrolls.CENT))
    elif rng.random() < 0.3:
        row["allowances"] = Decimal(rng.randrange(0, 5000)) / 100
        row["basic_pay"] -= row["allowances"]
    if rng.random() < 0.25:
        row.update(bonus_in_pay_period=Decimal(rng.randrange(1000, 300000)) / 100,
                   bonus_period=rng.choice(BONUS_PERIODS))
    if rng.random() < 0.5:
        row["bonus_12_months"] = Decimal(rng.randrange(5000, 900000)) / 100
    if kind in ("overtime", "elements") and rng.random() < 0.4:
        row[KINDS[kind][0]] = Decimal(rng.randrange(1000, 60000)) / 100
    if kind == "partner" and rng.random() < 0.1:
        row["partner"] = "yes"
    if kind == "hourly_pay" and rng.random() < 0.2:
        row["hourly_pay"] = point + Decimal(rng.randrange(-300, 300)) / 100
    return row


def second_posts(rng):
    """Some employees with two posts, on one of which nothing may have been paid."""
    payroll = clean(rng, "plain", 12)
    for row in rng.sample(payroll.rows, 6):
        post = {**row, **paid(rng, Decimal(rng.randrange(1100, 3000)) / 100, "plain")}
        if rng.random() < 0.5:
            post.update(basic_pay="", allowances="", bonus_in_pay_period="", full_pay="yes")
        payroll.rows.append(post)
    payroll.ini = {**payroll.ini, "policy": {"multiple_contracts": "merge"}}
    return payroll


def people_in(path, config):
    """The people of a clean payroll; the column overtime is none that the oracle knows."""
    settings = oracle.read_configuration(config)
    return [person_of({**row, "overtime": raw.get("overtime") or raw.get("Extra hours")}, settings.get("policy", {}))
            for row, raw in zip(oracle.read_rows(path, settings), compare.read_csv(path))]


# --- rounds -------------------------------------------------------------------------------------------

class Part:
    """The checks of one payroll by one command; `run` is called in a folder of its own."""

    def __init__(self, program, seed, folder, strict):
        self.program, self.seed, self.folder, self.strict = program, seed, folder, strict
        self.rng, self.passed, self.failures = random.Random(self.seed_of(seed)), 0, []

    def seed_of(self, seed):
        return "%s %d" % (type(self).__name__, seed)

    def check(self, name, holds, detail=""):
        if holds:
            self.passed += 1
        else:
            self.failures.append(name + (": " + detail if detail else ""))

    def same(self, name, found, want):
        self.check(name, found == want, "%s, expected %s" % (found, want))

    def near(self, name, text, want, bound=SMALL):
        """A cell that holds the number to the bound, relative above one; None is an empty cell."""
        try:
            holds = abs(Fraction(text) - want) <= bound * max(1, abs(want)) if want is not None else not text
        except (TypeError, ValueError):
            holds = False
        self.check(name, holds, "%s, expected %s" % (text, None if want is None else float(want)))

    def call(self, *arguments, **settings):
        """Runs the program in the folder; the finished process."""
        environment = {**os.environ, **compare.SETTINGS}
        return subprocess.run([self.program, *arguments], env=environment, cwd=settings.get("folder", self.folder),
                              capture_output=True, text=True, timeout=120, check=False)

    def write(self, payroll, name):
        """Writes the payroll in a folder of its own."""
        folder = os.path.join(self.folder, name)
        os.makedirs(folder)
        return payroll.write(folder)


# --- verify -------------------------------------------------------------------------------------------

def explained_by(output):
    """The keywords of the mistakes that are said to explain every figure."""
    match = re.search(r"^One mistake explains every figure: (.*)$", output, re.M)
    listed = [match[1]] if match else []
    if "Any of these mistakes explains every figure:" in output:
        listed = re.findall(r"^  - (.*)$", output.split("explains every figure:")[1], re.M)
    return {next((word for word in ALL_KEYWORDS if word in line), line) for line in listed}


class Verify(Part):
    """verify names the mistake."""

    def run(self):
        kind = list(KINDS)[self.seed % len(KINDS)]
        payroll = clean(self.rng, kind)
        self.files = payroll.write(self.folder)
        everybody = people_in(*self.files)
        people = [person for person in everybody if not person.partner]
        self.right = figures(people)
        by_oracle = {row[:3]: row.published for row in oracle.evaluate(*self.files).employers["Acme Ltd"].rows}
        keys = [(sex, "men" if measure.endswith("gap") else "", measure) for sex, measure in MEASURES]
        self.same("both oracles agree", texts(self.right), [by_oracle[key] for key in keys])
        self.agreeing()
        self.made = mistakes_of(everybody, payroll.columns)
        for keyword, wrong in self.made.items():
            self.mistaken(keyword, wrong)
        for keyword, made in OTHER_WAYS if self.strict else ():
            self.mistaken(keyword, texts(made(people)), other_way=True)
        self.nonsense()

    def verify(self, wrong):
        return self.call("verify", self.files[0], "-c", self.files[1], "-y", "--figures", ",".join(wrong))

    def agreeing(self):
        for name, rounding in (("one decimal", half_even), ("whole numbers", lambda value: str(round(value))),
                               ("two decimals", lambda value: oracle.published(value, 2))):
            done = self.verify(texts(self.right, rounding))
            self.same("right figures, %s: exit status" % name, done.returncode, 0)
            self.check("right figures, %s: they agree" % name, "\nAll 14 figures agree.\n" in done.stdout, done.stdout)
        report = self.call("report", self.files[0], "-c", self.files[1], "-y", "-q", "-o", "out")
        own = self.call("verify", self.files[0], "-c", self.files[1], "-y", "--published", "out/publish/statutory.csv")
        self.same("own statutory.csv: exit status", (report.returncode, own.returncode), (0, 0))
        self.check("own statutory.csv: it agrees", "\nAll 14 figures agree.\n" in own.stdout, own.stdout)

    def mistaken(self, keyword, wrong, other_way=False):
        """The figures of a mistake are put down to it, and to each other mistake that gives the same."""
        if wrong == texts(self.right) or "" in wrong:
            return
        done = self.verify(wrong)
        want = {keyword} | {other for other, same in self.made.items() if same == wrong}
        name = "mistake '%s'" % keyword + (" made in another way" if other_way else "")
        self.same(name + ": exit status", done.returncode, 1)
        self.check(name + ": named", explained_by(done.stdout) == want, "%s, expected %s; --figures %s" % (
            sorted(explained_by(done.stdout)) or "none", sorted(want), ",".join(wrong)))
        if len(want) == 1 and explained_by(done.stdout) == want:
            self.check(name + ": in one sentence", "One mistake explains every figure: " in done.stdout)
        differing = [label for label, one, other in zip(LABELS, wrong, texts(self.right)) if one != other]
        self.same(name + ": figures that differ", re.findall(r"^(.*?) {2,}\S+ +\S+  DIFFERS$", done.stdout, re.M),
                  differing)

    def nonsense(self):
        """A figure that no mistake gives."""
        index = self.rng.randrange(14)
        wrong = texts(self.right)
        given = {figure[index] for figure in self.made.values()} | {wrong[index]}
        wrong[index] = next(text for text in ("55.5", "77.7", "-31.3") if text not in given)
        done = self.verify(wrong)
        self.same("nonsense: exit status", done.returncode, 1)
        self.check("nonsense: one figure differs", "\n1 of 14 figures differs.\n" in done.stdout, done.stdout)
        self.check("nonsense: no mistake gives it", "  %s: no mistake that is known here gives it\n" % LABELS[index]
                   in done.stdout and not explained_by(done.stdout), done.stdout)


class VerifyPayments(Part):
    """verify names overtime, salary sacrifice and bonuses in payment lines."""

    def run(self):
        for attempt in itertools.count():
            payroll = payment_payrolls.make(self.rng.randrange(10 ** 9))
            files = self.write(payroll, "payments%d" % attempt)
            try:
                outcome = payments.evaluate(*files)
            except oracle.Stop:
                continue
            right = fourteen(outcome)
            if outcome.status == 0 and right and not payroll.features & {"strangers", "single", "crlf"}:
                break
        made = {OVERTIME: self.reclassed(files, "overtime", "allowance"),
                SACRIFICE: self.reclassed(files, "salary sacrifice", "ignore"),
                WHOLE: self.with_bonuses(files, lambda row: [(amount, oracle.period_days(row["pay_period"]))
                                                             for amount, _ in row["bonuses"]]),
                NO_BONUS: self.with_bonuses(files, lambda row: [])}
        done = self.verify(files, right)
        self.same("right figures of payments: exit status", done.returncode, 0)
        for keyword, wrong in made.items():
            if wrong and wrong != right:
                done = self.verify(files, wrong)
                self.same("mistake '%s' in payments: exit status" % keyword, done.returncode, 1)
                self.check("mistake '%s' in payments: named" % keyword, keyword in explained_by(done.stdout),
                           "%s; --figures %s" % (sorted(explained_by(done.stdout)), ",".join(wrong)))

    def verify(self, files, figures_given):
        return self.call("verify", files[0], "-c", files[1], "-y", "--figures", ",".join(figures_given))

    def reclassed(self, files, kind, other):
        """The figures with every element of the class put into another."""
        with open(files[1], encoding="utf-8") as file:
            text = re.sub(r"= %s$" % kind, "= " + other, file.read(), flags=re.M)
        config = files[1].replace("paygap.ini", kind.replace(" ", "-") + ".ini")
        with open(config, "w", encoding="utf-8") as file:
            file.write(text)
        return self.evaluated(files[0], config)

    def with_bonuses(self, files, change):
        """The figures with other bonuses in the pay period."""
        canonical = payments.canonical

        def changed(*person):
            row = canonical(*person)
            return {**row, "bonuses": change(row)}
        payments.canonical = changed
        try:
            return self.evaluated(*files)
        finally:
            payments.canonical = canonical

    @staticmethod
    def evaluated(path, config):
        try:
            outcome = payments.evaluate(path, config)
        except oracle.Stop:
            return None
        return fourteen(outcome) if outcome.status == 0 else None


def fourteen(outcome):
    """The published texts of the one employer in the order of the download, or None if one is blank."""
    rows = {(row.group, row.measure): row.published for row in next(iter(outcome.employers.values())).rows}
    found = [rows[key] for key in MEASURES]
    return None if "" in found else found


class VerifySeveral(Part):
    """The statutory.csv of several employers is verified for each by its name, provisional or not."""

    def run(self):
        rows = [{"employee_id": str(number), "employer": ("Alpha Ltd", "Beta Works")[number % 2],
                 "sex": "MFFM"[number % 4], "pay_period": "weekly", "weekly_hours": "35",
                 "basic_pay": Decimal(400 + self.rng.randrange(400)), "full_pay": "yes",
                 "bonus_12_months": Decimal(number + 1)} for number in range(24)]
        rows[0]["weekly_hours"] = "35" if self.seed % 2 else "unknown"
        payroll = payrolls.Payroll(list(rows[0]), rows, {"employer": {"snapshot_date": "2026-04-05"}})
        files = payroll.write(self.folder)
        self.call("report", files[0], "-c", files[1], "-q", "-o", "out")
        for name in ("Alpha Ltd", "Beta Works"):
            done = self.call("verify", files[0], "-c", files[1], "-y", "--published", "out/publish/statutory.csv",
                             "--employer", name)
            self.check("own publish/statutory.csv of several employers agrees for %s%s" % (
                name, "" if self.seed % 2 or name[0] == "B" else ", whose figures are provisional"),
                       done.returncode == 0, done.stderr or done.stdout)


class VerifyHalfPenny(Part):
    """The median of 16.56 and 16.57 is rounded to 16.57, as spreadsheets round it."""

    def run(self):
        rows = [{"sex": "M", "hourly_pay": "17", "bonus_12_months": "300"},
                {"sex": "F", "hourly_pay": "16.56", "bonus_12_months": "280"},
                {"sex": "M", "hourly_pay": "17", "bonus_12_months": "300"},
                {"sex": "F", "hourly_pay": "16.57", "bonus_12_months": "280"}]
        files = payrolls.Payroll(list(rows[0]), rows, {"employer": {"snapshot_date": "2026-04-05"}}).write(self.folder)
        done = self.call("verify", files[0], "-c", files[1], "-y", "--figures",
                         "2.5,2.5,6.7,6.7,100.0,100.0,0.0,100.0,0.0,100.0,100.0,0.0,100.0,0.0")
        self.same("averages of half a penny: named", explained_by(done.stdout), {"rounded to the penny"})


# --- what is expected of each employee ----------------------------------------------------------------

@dataclass
class Expected:
    """One employee: the lines of the payroll that are this employee's, and how the employee counts."""
    lines: list
    posts: list
    sex: object
    relevant: bool
    rate: object        # a Fraction, or why there is none
    bonus: object       # a Fraction, or BAD

    @property
    def hourly(self):
        return self.relevant and isinstance(self.rate, Fraction)


def expected_employees(path, config):
    """employer -> [Expected] in the order of the file."""
    settings = oracle.read_configuration(config)
    policy = settings.get("policy", {})
    rows = oracle.read_rows(path, settings)
    line_of = {id(row): number for number, row in enumerate(rows, 2)}
    employer, found = settings.get("employer", {}), {}
    private, name = employer.get("sector", "private") == "private", employer.get("name", "Unnamed employer")
    for posts in oracle.people_of(rows, policy):
        sex, partner = oracle.sex_of(posts), private and oracle.partner_of(posts)
        one = Expected([line_of[id(post)] for post in posts], posts, sex, sex in SEXES and not partner,
                       oracle.hourly_pay(posts, policy), oracle.bonus_of(posts))
        found.setdefault(posts[0].get("employer") or name, []).append(one)
    return found, policy


def is_full_pay_blank(one):
    answers = [oracle.yes_no(post.get("full_pay", "yes")) for post in one.posts]
    return one.relevant and oracle.BLANK in answers and False not in answers and oracle.BAD not in answers


def is_merged(policy):
    return policy.get("multiple_contracts") == "merge"


class Ranking:
    """Places and quarters of the hourly population of one employer."""

    def __init__(self, people, policy):
        precision = policy.get("tie_precision", "exact")
        self.key = (lambda value: round(value, 2)) if precision == "penny" else (lambda value: value)
        self.people = [one for one in people if one.hourly]
        self.keys = sorted(self.key(one.rate) for one in self.people)
        self.sizes = oracle.quarter_sizes(len(self.keys))
        self.ends = list(itertools.accumulate(self.sizes))

    def places(self, one):
        """First and last place that people on this rate take."""
        first = self.keys.index(self.key(one.rate))
        return first + 1, first + self.keys.count(self.key(one.rate))

    def ranges(self):
        return [(end - size + 1, end) for size, end in zip(self.sizes, self.ends)]

    def quarters(self, one):
        """The quarters that the rate spans."""
        first, last = self.places(one)
        return [band for band, (low, high) in enumerate(self.ranges()) if max(low, first) <= min(high, last)]

    def groups(self):
        """(men, women, [places in each quarter]) of each rate."""
        for key in sorted(set(self.keys)):
            tied = [one for one in self.people if self.key(one.rate) == key]
            first, last = self.places(tied[0])
            places = [max(0, min(high, last) - max(low, first) + 1) for low, high in self.ranges()]
            men = sum(one.sex == "men" for one in tied)
            yield men, len(tied) - men, places


# --- explain ------------------------------------------------------------------------------------------

TITLES = ["Lower", "Lower middle", "Upper middle", "Upper"]
RATE_LINE = re.compile(
    r"^  (£[\d,.]+) an hour; (£[\d,.]+) to the penny; exactly (\d+)(?:/(\d+) of a pound| pounds?)$", re.M)
BONUS_LINE = re.compile(r"^  Bonus (-?£[\d,.]+) for .*: x ([\d.]+) / ([\d.]+) days = (-?£[\d,.]+) \(step 3\)$", re.M)
WHOLE_LINE = re.compile(r"^  Bonus of the pay period's own length: (-?£[\d,.]+), whole \(step 3\)$", re.M)
PAYMENT_LINE = re.compile(r"^  (.+?) +(-?£[\d,.]+)  line (\d+), (.*)$", re.M)


def pounds(text):
    return Fraction(text.replace("£", "").replace(",", ""))


class Explain(Part):
    """explain tells the truth about rows of a payroll."""

    def run(self):
        self.payroll = self.some_payroll()
        files = self.payroll.write(self.folder)
        employers, policy = expected_employees(*files)
        for people in employers.values():
            ranking = Ranking(people, policy)
            for one in self.rng.sample(people, min(len(people), 12)):
                self.employee(files, one, ranking, policy)

    def some_payroll(self):
        """A clean one, or one of all kinds of bad data that has an id and one employer."""
        if self.seed % 3 == 0:
            return clean(self.rng, self.rng.choice(list(KINDS)))
        if self.seed % 3 == 1:
            return second_posts(self.rng)
        while True:
            payroll = payrolls.make(self.rng.randrange(10 ** 9))
            wanted = payroll.features - {"general"}
            if payroll.columns.count("employee_id") and not wanted & {"employers", "twice", "no id", "messy"} and \
                    not wanted & {"bonus without a period"} and len(payroll.rows) > 3:
                return payroll

    def employee(self, files, one, ranking, policy):
        by_row = self.call("explain", files[0], "-c", files[1], "-y", "--row", str(one.lines[-1]))
        text, name = by_row.stdout, "row %d" % one.lines[-1]
        self.same(name + ": exit status", by_row.returncode, 0)
        if policy.get("multiple_contracts") != "separate":
            by_id = self.call("explain", files[0], "-c", files[1], "-y", "--employee", one.posts[0]["employee_id"])
            self.same(name + ": --employee and --row", by_id.stdout, text)
        person = {"men": "man", "women": "woman"}.get(one.sex, "sex not known")
        self.same(name + ": first line", text.split("\n")[0], "Line %d of payroll.csv, employee %s: %s" % (
            one.lines[0], one.posts[0]["employee_id"], person))
        self.hourly_pay(name, text, one)
        self.populations(name, text, one)
        self.bonuses(name, text, one, policy)
        self.quarter(name, text, one, ranking)
        if len(one.posts) > 1 and is_merged(policy):
            self.merged(name, text, one)

    def hourly_pay(self, name, text, one):
        match = RATE_LINE.search(text)
        self.check(name + ": hourly pay or none", bool(match) == one.hourly, text)
        self.check(name + ": none is worked out", ("None is worked out" in text) == (not one.hourly), text)
        if match and one.hourly:
            self.same(name + ": exact hourly pay", Fraction(int(match[3]), int(match[4] or 1)), one.rate)
            self.check(name + ": hourly pay to six decimals", abs(pounds(match[1]) - one.rate) <= SMALL * 501, match[1])
            self.check(name + ": hourly pay to the penny", abs(pounds(match[2]) - one.rate) <= Fraction(1, 200),
                       match[2])

    def populations(self, name, text, one):
        for label, want in (("Relevant employee in the figures", one.relevant),
                            ("Full-pay relevant, in hourly figures", one.hourly),
                            ("In the bonus figures", one.relevant and one.bonus != oracle.BAD)):
            match = re.search(r"^  %s +(yes|no)\b(.*)$" % label, text, re.M)
            if not one.relevant and label[0] != "R":
                continue
            self.same("%s: %s" % (name, label), match and match[1] == "yes", want)
            if match and not want:
                self.check("%s: %s, with the reason" % (name, label), ": " in match[2], match[2])
        if one.relevant and one.rate == oracle.ON_LEAVE:
            self.check(name + ": on leave", "paid less or nothing because of leave" in text, text)
        if one.relevant and one.rate == oracle.NOTHING_PAID:
            self.check(name + ": nothing paid", re.search(r"nothing was paid|taken as nothing paid", text), text)
        match = re.search(r"^  Bonus in the twelve months (£[\d,.]+): (not )?paid a bonus$", text, re.M)
        if one.relevant and one.bonus != oracle.BAD:
            self.check(name + ": bonus of the twelve months", match and pounds(match[1]) == one.bonus and
                       bool(match[2]) == (one.bonus == 0), text)

    def bonuses(self, name, text, one, policy):
        """Regulation 6(1), step 3: P and B, and the product to six decimals."""
        want_whole, want = [], []
        for post in one.posts:
            bonus, days = oracle.pay_bonus(post), oracle.period_days(post.get("pay_period", ""))
            of = oracle.period_days(post.get("bonus_period") or policy.get("default_bonus_period", ""))
            if oracle.BAD in (bonus, days, of) or oracle.BLANK in (days, of) or bonus == 0:
                continue
            if days == of:
                want_whole.append(bonus)
            else:
                want.append((bonus, days, of))
        found = [tuple(match) for match in BONUS_LINE.findall(text)]
        if one.hourly and "Known hourly rate" not in text:
            self.same(name + ": bonuses of their own length", list(map(pounds, WHOLE_LINE.findall(text))), want_whole)
            self.same(name + ": bonuses, P and B", [(pounds(amount), Fraction(days), Fraction(of))
                                                    for amount, days, of, _ in found], want)
        for amount, days, of, product in found:
            exact = pounds(amount) * Fraction(days) / Fraction(of)
            self.check(name + ": bonus in proportion", abs(exact - pounds(product)) <= SMALL * 501, product)

    def quarter(self, name, text, one, ranking):
        match = re.search(r"^  Place (\d+) of (\d+) in order of hourly pay; (.*)$", text, re.M)
        self.check(name + ": a place or none", bool(match) == one.hourly, text)
        if not match or not one.hourly:
            return
        first, last = ranking.places(one)
        self.check(name + ": place", first <= int(match[1]) <= last, "%s, expected %d to %d" % (match[1], first, last))
        self.same(name + ": places", int(match[2]), len(ranking.keys))
        self.same(name + ": alone on the rate", match[3].startswith("nobody else"), first == last)
        for band, (low, high) in enumerate(ranking.ranges()):
            line = re.search(r"^  %s +places (\d+) to (\d+)(  <-)?$" % TITLES[band], text, re.M)
            if line or low <= high:
                self.same("%s: %s" % (name, TITLES[band]), line and (int(line[1]), int(line[2]), bool(line[3])),
                          (low, high, band in ranking.quarters(one)))
        shared = re.search(r"The (\d+) people on this rate", text)
        self.same(name + ": shared across a boundary", int(shared[1]) if shared else None,
                  last - first + 1 if len(ranking.quarters(one)) > 1 else None)

    def merged(self, name, text, one):
        others = re.findall(r"^Another post of the same employee: line (\d+) \((.*)\)$", text, re.M)
        self.same(name + ": other posts", [int(line) for line, _ in others], one.lines[1:])
        for (line, how), post in zip(others, one.posts[1:]):
            nothing = oracle.ordinary_pay(post) == 0 and oracle.pay_bonus(post) == 0
            if one.hourly and nothing:
                self.check("%s: the hours of a post on which nothing was paid are not said to be added" % name,
                           "hours are added" not in how, "line %s: %s" % (line, how))


class ExplainPayments(Part):
    """explain lists every payment line once, kept or dropped."""

    def run(self):
        if self.seed % 4 == 1:
            for name in os.listdir(EXPORTS):
                if name.startswith("payments-full"):
                    shutil.copy(os.path.join(EXPORTS, name), self.folder)
            self.call("inspect", "payments-full-lines.csv", "--write", "paygap.ini")
            files = [os.path.join(self.folder, name) for name in ("payments-full-people.csv", "paygap.ini")]
            with open(files[1], encoding="utf-8") as file:
                text = file.read()
            with open(files[1], "w", encoding="utf-8") as file:
                file.write(re.sub(r"^\[employer\]$", "[employer]\nsnapshot_date = 2026-04-05", text, flags=re.M))
            count = 41
        else:
            files, count = self.random_files(), 8
        config = oracle.read_configuration(files[1])
        rules = payments.rules_of(config)
        people = payments.read_people(files[0], config)
        lines = numbered_lines(files[0], config)
        weeks = payments.read_hours(files[0], config)
        for employee in self.rng.sample(sorted(people), min(count, len(people))):
            self.employee(files, employee, people[employee], lines.get(employee, []), weeks.get(employee, []), rules)

    def random_files(self):
        for attempt in itertools.count():
            payroll = payment_payrolls.make(self.rng.randrange(10 ** 9))
            files = self.write(payroll, "payments%d" % attempt)
            try:
                if payroll.features & {"single", "messy"} or payments.evaluate(*files).status == 2:
                    continue
            except oracle.Stop:
                continue
            return files
        return None

    def employee(self, files, employee, row, lines, weeks, rules):
        done = self.call("explain", *files[:1], "-c", files[1], "-y", "--employee", employee)
        text, name = done.stdout, "employee " + employee
        self.same(name + ": exit status", done.returncode, 0)
        found = [(int(number), element, pounds(amount), how) for element, amount, number, how in
                 PAYMENT_LINE.findall(text)]
        self.same(name + ": each line once", sorted((number, element, amount) for number, element, amount, _ in found),
                  [(number, line.element, line.amount) for number, line in lines])
        kept = Fraction(0)
        for number, _, amount, how in found:
            line = dict(lines).get(number)
            if line:
                kept += self.line("%s, line %d" % (name, number), how, line, amount, row, rules)
        printed = re.search(r"^  Ordinary pay of the period \(step 2\) +(-?£[\d,.]+)$", text, re.M)
        self.same(name + ": kept lines are the ordinary pay", printed and pounds(printed[1]), kept)
        person = payments.canonical(row, [line for _, line in lines], weeks, rules)
        exact = RATE_LINE.search(text)
        if payments.is_employed(row, rules.snapshot) and oracle.sex_of([row]) in SEXES and exact:
            self.same(name + ": exact hourly pay", Fraction(int(exact[3]), int(exact[4] or 1)),
                      payments.hourly_pay(person))

    def line(self, name, how, line, amount, row, rules):
        """Kept or dropped, as regulations 3 and 6(1) have it; what a kept line adds to ordinary pay."""
        kind = rules.elements[line.element].kind
        if kind == payments.BONUS:
            self.same(name + ": paid in the twelve months", "; paid in the twelve months" in how,
                      payments.within(line.paid, payments.twelve_months(rules.snapshot)))
            self.check(name + ": a bonus is neither kept nor dropped", "kept" not in how and "dropped" not in how, how)
            return Fraction(0)
        keep = kind in payments.ORDINARY + [payments.SACRIFICE] and payments.is_current(line, row, rules)
        self.check(name + ": kept or dropped", (", kept: " in how, ", dropped: " in how) == (keep, not keep), how)
        if not keep:
            return Fraction(0)
        return -abs(amount) if kind == payments.SACRIFICE else amount


def numbered_lines(path, config):
    """employee -> [(line of the file, Line)]"""
    section = config["payments"]
    file = os.path.join(os.path.dirname(path), section["file"])
    renamed = {name: header for name, header in section.items() if name in payments.LINES}
    table = payments.read_table(file, payments.LINES, renamed)
    return payments.gathered([(number, payments.line_of(row)) for number, row in enumerate(table, 2)],
                             lambda item: item[1].employee)


# --- audit --------------------------------------------------------------------------------------------

def sheets_of(path):
    """Sheet -> [[cell]] as cached, each row as long as it reaches; an empty cell is None."""
    found = {}
    with zipfile.ZipFile(path) as book:
        names = [sheet.get("name") for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(
            SPREADSHEET + "sheet")]
        for number, name in enumerate(names, 1):
            tree = ElementTree.fromstring(book.read("xl/worksheets/sheet%d.xml" % number))
            found[name] = [row_of(row) for row in tree.iter(SPREADSHEET + "row")]
    return found


def row_of(row):
    cells = {}
    for cell in row.iter(SPREADSHEET + "c"):
        inline, value = cell.find(SPREADSHEET + "is"), cell.find(SPREADSHEET + "v")
        text = "".join(part.text or "" for part in inline.iter(SPREADSHEET + "t")) if inline is not None else \
            value.text if value is not None else None
        cells[column_number(re.match("[A-Z]+", cell.get("r"))[0])] = text
    return [cells.get(number) for number in range(max(cells, default=-1) + 1)]


def column_number(letters):
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def table_of(rows, first):
    """The dictionaries below the header whose first cell is `first`."""
    start = next(number for number, row in enumerate(rows) if row and row[0] == first)
    header = rows[start]
    return [dict(zip(header, row + [None] * len(header))) for row in rows[start + 1:] if any(row)]


FIGURE_ROWS = {"Relevant employees": "headcount", "In the hourly figures": "full_pay_headcount",
               "Mean hourly pay": "mean_hourly_pay", "Median hourly pay": "median_hourly_pay",
               "Paid a bonus": "bonus_headcount", "Share paid a bonus": "bonus_share", "Mean bonus": "mean_bonus_pay",
               "Median bonus": "median_bonus_pay",
               **{title + " quarter": name + "_quarter_share" for title, name in zip(TITLES, oracle.QUARTERS)}}
GAP_ROWS = {"Mean hourly gap": "mean_hourly_gap", "Median hourly gap": "median_hourly_gap",
            "Mean bonus gap": "mean_bonus_gap", "Median bonus gap": "median_bonus_gap"}
NO_KNOWN_RATES = "Known hourly rates not used: pay divided by hours"
WHAT_IF = "With the %d pe%s left out because: %s"


class Audit(Part):
    """The workbook, the manifest and reproduce."""

    def run(self):
        self.payroll = self.some_payroll()
        self.files = self.payroll.write(self.folder)
        self.outcome = oracle.evaluate(*self.files)
        self.employers, self.policy = expected_employees(*self.files)
        first = self.audit("out")
        self.same("audit: exit status", first.returncode, self.outcome.status)
        for employer, people in self.employers.items():
            folder = compare.folder_of(Output(os.path.join(self.folder, "out")), employer, self.outcome)
            self.book(employer, people, sheets_of(os.path.join(folder, "internal", "audit.xlsx")))
            self.published(employer, folder)
        self.manifest()
        self.again()
        if "employee_id" in self.payroll.columns:
            self.pseudonyms()

    def some_payroll(self):
        kind = self.seed % 4
        if kind == 0:
            return clean(self.rng, self.rng.choice(list(KINDS)))
        if kind == 1:
            return clean(self.rng, self.rng.choice(list(KINDS)), self.rng.randrange(5, 10))
        while True:
            payroll = payrolls.make(self.rng.randrange(10 ** 9))
            if kind == 3 and "merge" not in payroll.features and len(payroll.rows) > 15:
                continue
            if not payroll.features & {"twice", "bonus without a period", "unnamed"}:
                return payroll

    def audit(self, folder, *more):
        return self.call("audit", "payroll.csv", "-c", "paygap.ini", "-y", "-q", "-o", folder, *more)

    # --- the workbook

    def book(self, employer, people, sheets):
        rows = {(row.group, row.measure): row for row in self.outcome.employers[employer].rows}
        ranking = Ranking(people, self.policy)
        self.figures(sheets["Figures"], rows)
        self.quarters(table_of(sheets["Quarters"], "Quarter"), ranking, rows)
        self.ties(table_of(sheets["Ties"], "Boundary"), ranking)
        self.employees(table_of(sheets["Employees"], "Line of the file"), people, ranking)
        self.influence(table_of(sheets["Influence"], "Line of the file"), people)
        if len(self.employers) == 1:
            self.sensitivity(table_of(sheets["Sensitivity"], "Choice"), employer, people)
        words = [cell for sheet in sheets.values() for row in sheet for cell in row if cell == "differs"]
        self.same("no check of the workbook differs", len(words), 0)

    def figures(self, sheet, rows):
        seen = set()
        for line in table_of(sheet, "Figure"):
            label, by_formula, by_program = (line[name] for name in ("Figure", "By formula over the rows", "By paygap"))
            if label == "All checks of this workbook":
                self.same("Figures: all checks", by_formula, "every check agrees")
                continue
            match = re.match(r"(.*), (men|women)", label)
            key = (match[2], FIGURE_ROWS.get(match[1])) if match else ("women", GAP_ROWS[label.replace(" (%)", "")])
            if key not in rows:
                self.check("Figures: " + label, label.startswith("In the bonus figures"))
                continue
            row = rows[key]
            seen.add(key)
            self.near("Figures: formula of " + label, by_formula, row.value)
            self.near("Figures: paygap's " + label, by_program, row.value)
            if key in MEASURES:
                for column in ("Published", "Formula, to one decimal, half to even"):
                    self.near("Figures: %s of %s" % (column, label), line[column],
                              Fraction(row.published) if row.published else None)
        self.check("Figures: all fourteen are there", seen >= set(MEASURES), str(set(MEASURES) - seen))

    def quarters(self, table, ranking, rows):
        self.same("Quarters: four of them", [line["Quarter"] for line in table], TITLES)
        ranges, extremes = ranking.ranges(), extremes_of(ranking)
        for band, line in enumerate(table):
            name = "Quarters: %s, " % line["Quarter"]
            for column, want in (("People", ranking.sizes[band]), ("From place", ranges[band][0]),
                                 ("To place", ranges[band][1]),
                                 *((sex.title(), rows[sex, oracle.QUARTERS[band] + "_quarter_count"].value)
                                   for sex in SEXES),
                                 ("Men (%)", rows["men", oracle.QUARTERS[band] + "_quarter_share"].value)):
                self.near(name + column, line[column], None if want is None else Fraction(want))
            for word, count in zip(("Lowest", "Highest"), extremes[band]):
                column = word + " share of men any order of the tied could give (%)"
                size = ranking.sizes[band]
                self.near(name + column, line[column], Fraction(100 * count, size) if size else None)

    def ties(self, table, ranking):
        """Each rate across a boundary is shared once, where it first crosses one."""
        boundaries = [table[at:at + 4] for at in range(0, 12, 4)]
        shared = [(men, women, places) for men, women, places in ranking.groups() if sum(map(bool, places)) > 1]
        crossing = {min(band for band in range(4) if places[band]): (men, women, places)
                    for men, women, places in shared}
        for number, lines in enumerate(boundaries):
            is_first = [line["Shared here (1) or above (0)"] for line in lines] == ["1"] * 4
            self.same("Ties: shared at boundary %d" % (number + 1), is_first, number in crossing)
            if number not in crossing:
                continue
            men, women, places = crossing[number]
            split, _ = oracle.share_out(men, places)
            for band, line in enumerate(lines):
                found = [int(line[name]) for name in ("Men on it", "Women on it", "Places in this quarter",
                                                      "Men placed", "Women placed",
                                                      "Fewest men another order could place",
                                                      "Most men another order could place")]
                want = [men, women, places[band], split[band], places[band] - split[band],
                        max(0, places[band] - women), min(places[band], men)]
                self.same("Ties: boundary %d, %s" % (number + 1, TITLES[band]), found, want)

    def employees(self, table, people, ranking):
        by_line = {int(line["Line of the file"]): line for line in table}
        lines = sorted(line for one in people for line in one.lines)
        self.same("Employees: every row once", sorted(int(line["Line of the file"]) for line in table), lines)
        if sorted(by_line) != lines:
            return
        for one in people:
            self.employee("Employees: row %d, " % one.lines[0], by_line[one.lines[0]], one, ranking)
            for line in one.lines[1:]:
                name = "Employees: row %d, another post, " % line
                self.same(name + "not counted", [by_line[line][column] for column in (
                    "Relevant employee", "In the hourly figures", "In the bonus figures", "Paid a bonus")], ["0"] * 4)
                self.check(name + "says so", "another post" in (by_line[line]["Left out of all figures because"] or ""))
        order = [line["Place in order of pay"] for line in table if line["Place in order of pay"]]
        self.same("Employees: places", [int(place) for place in order], list(range(1, len(order) + 1)))

    def employee(self, name, line, one, ranking):
        in_bonus = one.relevant and one.bonus != oracle.BAD
        for column, want in (("Relevant employee", one.relevant), ("In the hourly figures", one.hourly),
                             ("In the bonus figures", in_bonus), ("Paid a bonus", in_bonus and one.bonus > 0)):
            self.same(name + column, line[column], str(int(want)))
        for column, want in (("Left out of all figures because", not one.relevant),
                             ("Left out of the hourly figures because", one.relevant and not one.hourly),
                             ("Left out of the bonus figures because", one.relevant and not in_bonus)):
            self.same(name + column, bool(line[column]), want)
        if one.sex in SEXES:
            self.same(name + "sex", line["Sex"], "M" if one.sex == "men" else "F")
        if "employee_id" in one.posts[0]:
            self.same(name + "id", line["Employee"], one.posts[0]["employee_id"])
        if not one.hourly:
            self.same(name + "no hourly pay, no quarter", (line["Hourly pay (£)"], line["Quarter"]), (None, None))
            return
        for column in ("Hourly pay (£)", "Hourly pay by paygap (£)"):
            self.check(name + column, line[column] and
                       abs(Fraction(line[column]) - one.rate) <= abs(one.rate) / 10 ** 12, str(line[column]))
        self.same(name + "exactly", Fraction(line["Exactly"] or 0), one.rate)
        first, last = ranking.places(one)
        self.check(name + "place", first <= int(line["Place in order of pay"]) <= last)
        spanned = [TITLES[band] for band in ranking.quarters(one)]
        self.same(name + "quarter", line["Quarter"], spanned[0] if len(spanned) == 1 else
                  "%s to %s" % (spanned[0], spanned[-1]))

    def influence(self, table, people):
        """The jackknife with exact fractions."""
        counted = [one for one in people if one.hourly]
        rates = {sex: [one.rate for one in counted if one.sex == sex] for sex in SEXES}
        sums, numbers = ({sex: function(rates[sex]) for sex in SEXES} for function in (sum, len))
        right = oracle.gap(oracle.mean(rates["men"]), oracle.mean(rates["women"]))
        changes = {}
        for one in counted if min(numbers.values()) > 1 else ():
            left = {sex: (sums[sex] - (one.rate if sex == one.sex else 0), numbers[sex] - (sex == one.sex))
                    for sex in SEXES}
            gap = oracle.gap(*(total / number for total, number in left.values()))
            changes[one.lines[0]] = (one.sex, gap, gap - right)
        largest = sorted((abs(change) for _, _, change in changes.values()), reverse=True)
        listed = [line for line in table if (line["Line of the file"] or "").isdigit()]
        self.same("Influence: how many", len(listed), min(20, len(changes)))
        for place, line in enumerate(listed):
            name = "Influence: row %s, " % line["Line of the file"]
            if int(line["Line of the file"]) not in changes:
                self.check(name + "is counted", False)
                continue
            sex, gap, change = changes[int(line["Line of the file"])]
            self.same(name + "sex", line["Sex"], "M" if sex == "men" else "F")
            self.near(name + "gap", line["Mean hourly gap without this person (%)"], gap)
            self.near(name + "change", line["Change (percentage points)"], change)
            self.check(name + "in order", abs(abs(change) - largest[place]) <= SMALL, "%d places down" % place)

    # --- other choices

    def sensitivity(self, table, employer, people):
        names = [name for name in table[0] if name not in ("Choice", "What it does")]
        self.same("Sensitivity: the fourteen figures", sorted(names), sorted(LABELS))
        right = self.published_of(self.outcome, employer)
        self.row_of_choice("As published", table[0], right, right)
        choices, untried = self.choices(people)
        for line in table[1:]:
            choice = line["Choice"]
            if choice in untried:
                self.check("Sensitivity: %s cannot be tried" % choice, (line["What it does"] or "").startswith(
                    "Cannot be tried") and not any(line[name] for name in names), str(line))
            elif choice in choices:
                try:
                    other = self.evaluated(*choices[choice])
                except oracle.Stop:
                    continue
                self.row_of_choice(choice, line, self.published_of(other, employer), right)
            else:
                self.check("Sensitivity: %s is no choice known here" % choice,
                           (line["What it does"] or "").startswith("Cannot be tried"), str(line))
        used = any(one.hourly and oracle.known_rate(post) != oracle.BLANK for one in people for post in one.posts)
        missing = set(choices) - {line["Choice"] for line in table} - (set() if used else {NO_KNOWN_RATES})
        self.same("Sensitivity: choices that are missing", sorted(missing), [])

    def row_of_choice(self, choice, line, want, right):
        for label in LABELS:
            text = want[label]
            self.check("Sensitivity: %s, %s" % (choice, label), line[label] == "[z]" if not text else
                       line[label] not in (None, "[z]") and abs(Fraction(line[label]) - Fraction(text)) <= SMALL,
                       "%s, expected %s" % (line[label], text))
        changed = sum(want[label] != right[label] for label in LABELS)
        words = "No figure would change" if changed == 0 else "%d figure%s would change" % (changed, "s"[:changed > 1])
        self.same("Sensitivity: what %s does" % choice, line["What it does"],
                  None if choice == "As published" else words)

    def choices(self, people):
        """Choice -> (cells to change, policy to change); and the choices that cannot be tried."""
        policy, columns = self.policy, self.payroll.columns
        exact = policy.get("tie_precision", "exact") == "exact"
        found = {"Same rate: equal to the penny, instead of exactly" if exact else
                 "Same rate: equal exactly, instead of to the penny":
                     ({}, {"tie_precision": "penny" if exact else "exact"})}
        if "hourly_pay" in columns:
            found[NO_KNOWN_RATES] = ({"hourly_pay": lambda cell: ""}, {})
        several = len({row.get("employee_id") for row in self.payroll.rows}) < len(self.payroll.rows)
        if several and "employee_id" in columns and "multiple_contracts" in policy:
            found["Each post an employee, instead of merged" if is_merged(policy) else
                  "Posts of one employee merged, instead of apart"] = (
                      {}, {"multiple_contracts": "separate" if is_merged(policy) else "merge"})
        for number, reason, cells in (
                (self.left_out(people, oracle.ON_LEAVE), "paid less or nothing because of leave",
                 {"full_pay": lambda cell: "yes" if oracle.yes_no(cell) is False else cell}),
                (sum(map(is_full_pay_blank, people)), "full pay is blank", {"full_pay": lambda cell: cell or "yes"}),
                (self.partners(), "partner in a firm (private sector; regulation 1(4))",
                 {"partner": lambda cell: "no" if oracle.yes_no(cell) is True else cell})):
            if number:
                found[WHAT_IF % (number, "rson" if number == 1 else "ople", reason)] = (cells, {})
        nothing = self.left_out(people, oracle.NOTHING_PAID)
        untried = {WHAT_IF % (nothing, "rson" if nothing == 1 else "ople", reason)
                   for reason in ("pay is blank, taken as nothing paid in the pay period",
                                  "nothing was paid in the pay period")}
        return found, untried

    @staticmethod
    def left_out(people, why):
        return sum(one.relevant and one.rate == why for one in people)

    def partners(self):
        private = self.payroll.ini.get("employer", {}).get("sector", "private") == "private"
        rows = oracle.read_rows(self.files[0], oracle.read_configuration(self.files[1]))
        people = oracle.people_of(rows, self.policy)
        return sum(private and oracle.partner_of(posts) is True for posts in people)

    def evaluated(self, cells, policy):
        """The oracle's answer with cells and policy changed."""
        rows = [{name: cells[name](str(cell)) if name in cells else cell for name, cell in row.items()}
                for row in self.payroll.rows]
        ini = {**self.payroll.ini, "policy": {**self.payroll.ini.get("policy", {}), **policy}}
        folder = tempfile.mkdtemp(dir=self.folder)
        return oracle.evaluate(*replace(self.payroll, rows=rows, ini=ini).write(folder))

    @staticmethod
    def published_of(outcome, employer):
        rows = {(row.group, row.measure): row.published for row in outcome.employers[employer].rows}
        return {label: rows[key] for label, key in zip(LABELS, MEASURES)}

    def published(self, employer, folder):
        """The program's own publish/statutory.csv agrees, be it of one employer or of several."""
        several = ["--employer", employer] if len(self.employers) > 1 else []
        for path in {os.path.join(folder, "publish", "statutory.csv"), os.path.join("out", "publish", "statutory.csv")}:
            done = self.call("verify", "payroll.csv", "-c", "paygap.ini", "-y", "--published", path, *several)
            self.check("own %s agrees" % os.path.relpath(os.path.join(self.folder, path), self.folder),
                       done.returncode == 0 and "All 14 figures agree." in done.stdout, done.stderr + done.stdout)

    # --- the manifest

    def manifest(self):
        path = os.path.join(self.folder, "out", "internal", "manifest.json")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        manifest = json.loads(text)
        for entry in manifest["inputs"]:
            self.same("manifest: SHA-256 of " + entry["file"], sha256(os.path.join(self.folder, entry["file"])),
                      entry["sha256"])
        for entry in manifest["outputs"]:
            self.same("manifest: SHA-256 of " + entry["file"], sha256(os.path.join(self.folder, "out", entry["file"])),
                      entry["sha256"])
        on_disk = {os.path.relpath(os.path.join(folder, name), os.path.join(self.folder, "out"))
                   for folder, _, names in os.walk(os.path.join(self.folder, "out")) for name in names}
        self.same("manifest: every file is listed", {entry["file"] for entry in manifest["outputs"]},
                  on_disk - {os.path.join("internal", "manifest.json")})
        self.counts(manifest["counts"])
        self.reproduced(path, text, manifest)

    def counts(self, counts):
        self.same("manifest: employers", sorted(entry["employer"] for entry in counts), sorted(self.employers))
        for entry in counts:
            people = self.employers.get(entry["employer"], [])
            relevant = [one for one in people if one.relevant]
            name = "manifest: %s of " + entry["employer"]
            self.same(name % "rows", entry["rows"], sum(len(one.lines) for one in people))
            self.same(name % "used", entry["used"], len(relevant))
            self.same(name % "in the hourly figures", entry["in_hourly_figures"], sum(one.hourly for one in people))
            self.same(name % "left out of the hourly figures", sum(entry["left_out_of_hourly_figures"].values()),
                      sum(not one.hourly for one in relevant))
            merged = entry.get("merged", entry.get("merged_rows", 0))
            self.same(name % "rows = used + left out + merged", entry["rows"],
                      entry["used"] + sum(entry["left_out"].values()) + merged)

    def reproduced(self, path, text, manifest):
        done = self.call("reproduce", path)
        self.same("reproduce: exit status", done.returncode, 0)
        self.check("reproduce: the same to the byte", "All %d files are the same to the byte." % len(
            manifest["outputs"]) in done.stdout, done.stdout)
        entry = self.rng.choice(manifest["outputs"])
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(entry["sha256"], sha256(path)))
        done = self.call("reproduce", path)
        self.same("reproduce, another hash of an output: exit status", done.returncode, 1)
        self.same("reproduce, another hash of an output: what differs",
                  re.findall(r"^  DIFFERS +(\S+)", done.stdout, re.M),
                  [other["file"] for other in manifest["outputs"] if other["sha256"] == entry["sha256"]])
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        with open(self.files[0], "rb") as file:
            before = file.read()
        with open(self.files[0], "wb") as file:  # the first digit of the last row
            at = re.search(rb"\d", before[before.rstrip().rindex(b"\n"):])
            place = before.rstrip().rindex(b"\n") + at.start() if at else len(before) - 2
            file.write(before[:place] + bytes([before[place] ^ 1]) + before[place + 1:])
        done = self.call("reproduce", path)
        self.same("reproduce, a byte of the payroll changed: exit status", done.returncode, 1)
        self.check("reproduce, a byte of the payroll changed: it says so", re.search(
            r"^  CHANGED +payroll: payroll.csv", done.stdout, re.M) is not None, done.stdout + done.stderr)
        with open(self.files[0], "wb") as file:
            file.write(before)

    def again(self):
        self.audit("again")
        one, two = (contents(os.path.join(self.folder, name)) for name in ("out", "again"))
        self.same("audit twice: files that differ", sorted(name for name in set(one) | set(two)
                                                           if one.get(name) != two.get(name)), [])

    # --- pseudonyms

    def pseudonyms(self):
        key = self.rng.getrandbits(256).to_bytes(32, "big")
        with open(os.path.join(self.folder, "key.bin"), "wb") as file:
            file.write(key)
        done = self.audit("hidden", "--pseudonyms", "key.bin")
        self.same("pseudonyms: exit status", done.returncode, self.outcome.status)
        ids = {row["employee_id"] for row in self.payroll.rows}
        for name, data in contents(os.path.join(self.folder, "hidden")).items():
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(os.path.join(self.folder, "hidden", name)) as book:
                    data = b"\n".join(book.read(part) for part in book.namelist())
            there = ids & set(re.findall(r"\w+", data.decode("utf-8", "replace")))
            self.same("pseudonyms: ids in " + name, sorted(there)[:3], [])
            if name.endswith("audit.xlsx"):
                sheet = sheets_of(os.path.join(self.folder, "hidden", name))["Employees"]
                self.hidden(table_of(sheet, "Line of the file"), key)
        reproduced = self.call("reproduce", os.path.join("hidden", "internal", "manifest.json"))
        self.same("pseudonyms: reproduce", reproduced.returncode, 0)

    def hidden(self, table, key):
        for line in table:
            row = self.payroll.rows[int(line["Line of the file"]) - 2]
            want = hmac.new(key, row["employee_id"].encode(), hashlib.sha256).hexdigest()[:16]
            self.same("pseudonyms: row " + line["Line of the file"], line["Employee"], want)


class Output:
    """What compare.folder_of wants of a run."""

    def __init__(self, output):
        self.output = output


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def contents(folder):
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                found[os.path.relpath(os.path.join(place, name), folder)] = file.read()
    return found


def extremes_of(ranking):
    """(fewest, most) men in each quarter over every order of the people on one rate.

    Of few people all orders are tried; of many each rate is taken by itself, which is the same.
    """
    groups = list(ranking.groups())
    if len(ranking.keys) > 9:
        return [(sum(max(0, places[band] - women) for _, women, places in groups),
                 sum(min(places[band], men) for men, _, places in groups)) for band in range(4)]
    orders = [list(itertools.combinations(range(men + women), men)) for men, women, _ in groups]
    found = [[], [], [], []]
    for order in itertools.product(*orders):
        line = [place in where for (men, women, _), where in zip(groups, order) for place in range(men + women)]
        for band, (low, high) in enumerate(ranking.ranges()):
            found[band].append(sum(line[low - 1:high]))
    return [(min(counts), max(counts)) for counts in found]


# --- all of it ----------------------------------------------------------------------------------------

EACH_ROUND = (Verify, VerifyPayments, VerifySeveral, Explain, ExplainPayments, Audit)


def run_part(part):
    """One part of one round; its folder is kept when it fails."""
    try:
        part.run()
    except (OSError, subprocess.SubprocessError, LookupError, ValueError, TypeError, StopIteration, csv.Error,
            zipfile.BadZipFile, ElementTree.ParseError, oracle.Stop) as error:
        part.check("the round ends", False, repr(error))
    if not part.failures:
        shutil.rmtree(part.folder)
        return part
    print("%s, seed %d: %d failed, kept in %s" % (type(part).__name__, part.seed, len(part.failures), part.folder))
    for failure in part.failures[:8]:
        print("  FAIL " + failure[:600])
    return part


def main():
    parser = argparse.ArgumentParser(description="verify, explain and audit against the exact oracle")
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--strict", action="store_true", help="want mistakes known in the other ways they are made")
    options = parser.parse_args()
    passed = failed = 0
    rounds = itertools.product(range(options.seed, options.seed + options.rounds), EACH_ROUND)
    for seed, kind in [(options.seed, VerifyHalfPenny), *rounds]:
        folder = tempfile.mkdtemp(prefix="paygap-mistakes-")
        part = run_part(kind(os.path.abspath(options.program), seed, folder, options.strict))
        passed, failed = passed + part.passed, failed + len(part.failures)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
