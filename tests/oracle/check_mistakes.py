#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""verify, explain and audit against the exact oracle, on random payrolls.

    check_mistakes.py PROGRAM [--rounds N] [--seed S] [--strict]

verify: the right fourteen figures agree at every precision and spelling; the figures that a mistake gives, worked out
here with exact fractions (mistakes_model.py), are put down to that mistake, or to all mistakes that give them; those
of two mistakes to the two; nonsense to none, or to what does give it.
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
from mistakes_model import (ALL_FULL_PAY, EVERYBODY, EXCHANGED, LAW, LEAVE, NO_BONUS, ONE_NUMBER, OVERTIME,
                            PERIOD_BONUS, RANGES, SACRIFICE, SEXES, SMALL, UPSIDE_DOWN, WEEKS, WHOLE, Explanations,
                            Said, changed, person_of, texts, texts_of)

HERE = os.path.dirname(os.path.abspath(__file__))
EXPORTS = os.path.join(HERE, "..", "..", "samples", "exports")
MISSED = os.path.join(HERE, "..", "data", "mistakes")
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NAMES = [part + " hourly pay quarter" for part in ("lower", "lower middle", "upper middle", "upper")]
LABELS = ["Mean gender pay gap using hourly pay", "Median gender pay gap using hourly pay",
          "Mean gender pay gap using bonus pay", "Median gender pay gap using bonus pay",
          "Men who received bonus pay", "Women who received bonus pay",
          *(sex + " in the " + name for name in NAMES for sex in ("Men", "Women"))]
MEASURES = [("women", "mean_hourly_gap"), ("women", "median_hourly_gap"), ("women", "mean_bonus_gap"),
            ("women", "median_bonus_gap"), ("men", "bonus_share"), ("women", "bonus_share"),
            *((sex, name + "_quarter_share") for name in oracle.QUARTERS for sex in SEXES)]


# --- payrolls -----------------------------------------------------------------------------------------

HOURS = ["35", "35", "28", "21", "37", "37.5", "40", "17.5"]
PERIODS = ["weekly", "fortnightly", "four-weekly", "monthly", "monthly", "monthly", "quarterly", "annual"]
BONUS_PERIODS = ["annual", "annual", "quarterly", "monthly", "6 months", "half-yearly", "90", "weekly"]
COLUMNS = ["employee_id", "sex", "pay_period", "basic_pay", "allowances", "bonus_in_pay_period", "bonus_period",
           "weekly_hours", "bonus_12_months", "full_pay"]
KINDS = {"plain": [], "halves": [], "overtime": ["overtime"], "partner": ["partner"], "hourly_pay": ["hourly_pay"],
         "elements": ["Extra hours"], "default period": []}
SETTINGS = {"elements": {"elements": {"Extra hours": "overtime"}},
            "default period": {"policy": {"default_bonus_period": "annual"}},
            "sacrifice": {"elements": {"Cycle to work": "salary sacrifice"}}}
ALL_KINDS = {**KINDS, "sacrifice": ["Cycle to work"], "no bonus": []}   # the last two are for verify only
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
    if kind == "no bonus":
        nobody = rng.random() < 0.3
        for row in rows:
            if nobody or row["sex"] == "M":
                row["bonus_12_months"] = rng.choice(["", Decimal(0)])
    columns = [name for name in COLUMNS if kind != "default period" or name != "bonus_period"]
    return payrolls.Payroll(columns + ALL_KINDS[kind], rows, {**EMPLOYER, **SETTINGS.get(kind, {})})


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
    if kind == "sacrifice" and rng.random() < 0.4:
        row["Cycle to work"] = Decimal(rng.randrange(1000, 9000)) / 100
        row["basic_pay"] += row["Cycle to work"]
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
    """The people of a clean payroll; overtime and salary sacrifice are no columns that the oracle knows."""
    settings = oracle.read_configuration(config)
    return [person_of({**row, "overtime": raw.get("overtime") or raw.get("Extra hours"),
                       "sacrifice": raw.get("Cycle to work")}, settings.get("policy", {}))
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

def shown(named):
    """Names in a failure: pairs with a +."""
    return "; ".join(sorted(name if isinstance(name, str) else " + ".join(sorted(name)) for name in named)) or "none"


class Verifying(Part):
    """A payroll and what explains figures of it."""

    def take(self, files, everybody):
        self.files, self.made = files, Explanations(everybody, self.strict)
        self.model, self.right = self.made.model, self.made.right

    def take_clean(self, kind, people=None):
        payroll = clean(self.rng, kind, people)
        files = self.write(payroll, "clean%d" % self.rng.getrandbits(40))
        self.take(files, people_in(*files))

    def verify(self, wrong, separator=","):
        return self.call("verify", self.files[0], "-c", self.files[1], "-y", "--figures", separator.join(wrong))

    def differs(self, published):
        return bool(self.made.differing(published))

    def explained(self, name, published, pair=None):
        """Exactly the mistakes that alone give every figure are named, or the pair and only pairs that do."""
        done = self.verify(published)
        said, (surely, perhaps) = Said(done.stdout, LABELS), self.made.single(published)
        figures = "; --figures " + ",".join(published)
        self.same(name + ": exit status", done.returncode, 1)
        self.check(name + ": named", surely <= said.alone <= perhaps, "%s, expected %s%s" % (
            shown(said.alone), shown(surely), figures))
        self.check(name + ": what is listed as lawful is", said.lawful <= self.made.lawful,
                   "%s%s" % (shown(said.lawful - self.made.lawful), figures))
        if len(said.alone) == 1 and said.alone == surely:
            self.check(name + ": in one sentence", re.search(
                r"^One (mistake|lawful choice) explains every figure: |^Lawful, ", done.stdout, re.M), done.stdout)
        if pair:
            self.check(name + ": named", pair in said.pairs, "%s%s" % (shown(said.pairs), figures))
        wrong = {named for named in said.pairs if isinstance(named, str) or not self.made.may_give(named, published)}
        self.check(name + ": pairs that do not give the figures", not wrong, shown(wrong) + figures if wrong else "")
        self.check(name + ": pairs only where none alone explains", not (said.pairs and said.alone), figures)
        self.partly(name, published, said)
        differing = [LABELS[place] for place in self.made.differing(published)]
        self.same(name + ": figures that differ", re.findall(r"^(.*?) {2,}\S+ +\S+  DIFFERS$", done.stdout, re.M),
                  differing)
        return said

    def partly(self, name, published, said):
        """What is named for some of the figures gives these."""
        wrong = [(list(places), shown([named])) for places, named in said.partly
                 if not self.made.may_give(named, published, places)]
        self.check(name + ": named for some figures that it does not give", not wrong, "%s; --figures %s" % (
            wrong, ",".join(published)))
        given = [(place, shown(surely)) for place in said.without
                 if (surely := self.made.single(published, [place])[0])]
        self.check(name + ": a mistake gives figures that none is said to give", not given, "%s; --figures %s" % (
            given, ",".join(published)))


class Verify(Verifying):
    """verify names the mistake."""

    def run(self):
        kind = list(ALL_KINDS)[self.seed % len(ALL_KINDS)]
        self.take_clean(kind)
        if kind != "sacrifice":
            by_oracle = {row[:3]: row.published for row in oracle.evaluate(*self.files).employers["Acme Ltd"].rows}
            keys = [(sex, "men" if measure.endswith("gap") else "", measure) for sex, measure in MEASURES]
            self.same("both oracles agree", texts(self.right), [by_oracle[key] for key in keys])
        self.agreeing()
        for keyword in self.made.mistakes:
            for number, form in enumerate(self.made.forms(keyword)):
                self.mistaken("mistake '%s'" % keyword + (", form %d" % (number + 1) if number else ""), keyword,
                              changed(LAW, form[0]))
        self.nonsense()

    def agreeing(self):
        for name, places in (("one decimal", 1), ("whole numbers", 0), ("two decimals", 2)):
            done = self.verify(texts(self.right, places))
            self.same("right figures, %s: exit status" % name, done.returncode, 0)
            self.check("right figures, %s: they agree" % name, "\nAll 14 figures agree.\n" in done.stdout, done.stdout)
        report = self.call("report", self.files[0], "-c", self.files[1], "-y", "-q", "-o", "out")
        own = self.call("verify", self.files[0], "-c", self.files[1], "-y", "--published", "out/publish/statutory.csv")
        self.same("own statutory.csv: exit status", (report.returncode, own.returncode), (0, 0))
        self.check("own statutory.csv: it agrees", "\nAll 14 figures agree.\n" in own.stdout, own.stdout)

    def mistaken(self, name, keyword, way):
        """The figures of a mistake are put down to it, and to each other mistake that gives the same."""
        places = self.rng.choice([2, 3, 4]) if way.fraction else 1
        if not self.made.can_be_published(way) or not self.differs(texts_of(self.model, way, places)):
            return
        said = self.explained(name, texts_of(self.model, way, places))
        self.check(name + ": it is", keyword in said.alone, shown(said.alone))
        others = texts_of(self.model, way, self.rng.choice([0, 2]))
        if not way.fraction and not way.rounding and self.differs(others) and self.rng.random() < 0.3:
            self.explained(name + ", other decimals", others)

    def nonsense(self):
        """A figure that no mistake gives."""
        index = self.rng.randrange(14)
        wrong = texts(self.right)
        for text in ("55.5", "77.7", "-31.3"):
            wrong[index] = text
            if self.differs(wrong) and not self.made.single(wrong, [index])[1]:
                break
        done = self.verify(wrong)
        self.same("nonsense: exit status", done.returncode, 1)
        self.check("nonsense: one figure differs", "\n1 of 14 figures differs.\n" in done.stdout, done.stdout)
        said = Said(done.stdout, LABELS)
        self.check("nonsense: no mistake gives it", index in said.without and not said.alone, done.stdout)


class VerifyPairs(Verifying):
    """verify names two mistakes, one after the other, where none alone explains the figures."""

    PAIRS = 16

    def run(self):
        self.take_clean(list(ALL_KINDS)[(self.seed + 4) % len(ALL_KINDS)], self.rng.randrange(40, 120))
        planted = 0
        for _ in range(300):
            pair = self.rng.sample(sorted(set(self.made.mistakes) - self.made.lawful), 2)
            forms = [self.made.forms(keyword) for keyword in pair]
            if planted < self.PAIRS and all(forms):
                planted += self.planted(frozenset(pair), *map(self.rng.choice, forms))
        self.check("pairs can be planted", planted > 4, "%d are" % planted)

    def planted(self, pair, *forms):
        """Plants two mistakes, unless it is open what they give or one mistake gives it; whether it did."""
        way = self.made.two(*forms)
        if not way or not self.made.can_be_published(way):
            return False
        published = texts_of(self.model, way, 3 if way.fraction else 1)
        if way.fraction and way.rounding or not self.differs(published) or self.made.single(published)[1]:
            return False
        said = self.explained("pair '%s'" % "', '".join(sorted(pair)), published, pair)
        if self.strict:
            self.check("pairs: all that surely explain", self.all_pairs(published) <= said.pairs, "%s; --figures %s" % (
                shown(self.all_pairs(published) - said.pairs), ",".join(published)))
        return True

    def all_pairs(self, published):
        """Every pair of mistakes of which it is not open what they give, and which gives the figures."""
        return {frozenset(pair) for pair in itertools.combinations(set(self.made.mistakes) - self.made.lawful, 2)
                for forms in itertools.product(*map(self.made.forms, pair))
                if (way := self.made.two(*forms)) and self.made.gives(way, published)}


class VerifyNonsense(Verifying):
    """Figures disturbed at random are put down to nothing but what gives them."""

    PAYROLLS, EACH = 5, 40

    def run(self):
        for _ in range(self.PAYROLLS):
            self.take_clean(self.rng.choice(list(ALL_KINDS)), self.rng.randrange(40, 60))
            for number in range(self.EACH):
                self.disturbed("nonsense %d" % number)

    def disturbed(self, name):
        """Right figures, or those of a mistake, of which some are not so."""
        forms = self.made.forms(self.rng.choice(list(self.made.mistakes)))
        way = changed(LAW, self.rng.choice(forms)[0]) if forms and self.rng.random() < 0.4 else LAW
        published = texts_of(self.model, way if self.made.can_be_published(way) and not way.fraction else LAW)
        for place in self.rng.sample(range(14), self.rng.randrange(1, 15)):
            amount = self.rng.choice([-1, 1]) * self.rng.choice([Decimal(self.rng.randrange(3, 30)) / 10,
                                                                 Decimal(self.rng.randrange(30, 300)) / 10])
            published[place] = str(Decimal(published[place] or 0) + amount)
            if place > 5 and self.rng.random() < 0.7:
                published[place ^ 1] = str(100 - Decimal(published[place]))
        if self.differs(published):
            self.explained(name, published)


class VerifySpellings(Verifying):
    """Numbers with a percent sign or a decimal comma, as an argument and in a file."""

    HEADERS = ["EmployerName", "EmployerId", *compare.STATUTORY, "DueDate"]
    SIGNS = ("", "%", " %")

    def run(self):
        self.take_clean(self.rng.choice(["plain", "no bonus"]), self.rng.randrange(40, 80))
        wrong = next(way for way in map(self.some_way, itertools.count()) if self.made.can_be_published(way) and
                     self.differs(texts_of(self.model, way)))
        right, wrong = texts(self.right), texts_of(self.model, wrong)
        for sign, mark in itertools.product(self.SIGNS, ".,"):
            for published in (right, wrong):
                cells = [text and text.replace(".", mark) + sign for text in published]
                self.agrees_as("--figures, '%s'" % cells[4], published, self.verify(cells, ",;"[mark == ","]))
                for delimiter in ",;":
                    self.in_file(cells, published, delimiter)

    def some_way(self, _):
        forms = self.made.forms(self.rng.choice([UPSIDE_DOWN, LEAVE, NO_BONUS, WEEKS % "4", *EXCHANGED]))
        return changed(LAW, forms[0][0])

    def in_file(self, cells, published, delimiter):
        path = os.path.join(self.folder, "published.csv")
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=delimiter)
            writer.writerow(self.HEADERS)
            writer.writerow(["ACME LTD", "1", *cells, "2027/04/05 00:00:00"])
        done = self.call("verify", self.files[0], "-c", self.files[1], "-y", "--published", path)
        self.agrees_as("--published, '%s', delimiter %s" % (cells[4], delimiter), published, done)

    def agrees_as(self, name, published, done):
        """The figures are understood, be they right or wrong."""
        if not self.differs(published):
            self.check(name + ": right figures agree", done.returncode == 0 and
                       "\nAll 14 figures agree.\n" in done.stdout, done.stderr[-300:] + done.stdout[-300:])
            return
        surely, perhaps = self.made.single(published)
        said = Said(done.stdout, LABELS)
        self.check(name + ": the mistake is named", done.returncode == 1 and surely <= said.alone <= perhaps,
                   "%s, expected %s %s" % (shown(said.alone), shown(surely), done.stderr[-300:]))


class VerifyMissed(Verifying):
    """tests/data/mistakes: mistakes made in a payroll with bad data that version 0.1.0 did not name."""

    NAMES = {"10": {WEEKS % "4.33"}, "11": {WEEKS % "4"}, "12": {WEEKS % "4.345"}, "21": {RANGES}, "25": {ONE_NUMBER},
             "26": {"the lower middle and the upper middle quarter are exchanged"}, "27": {PERIOD_BONUS},
             "30": {LEAVE, UPSIDE_DOWN}, "31": {ALL_FULL_PAY}, "06": {EVERYBODY}}

    def run(self):
        files = [os.path.join(MISSED, "verify_payroll" + ending) for ending in (".csv", ".ini")]
        policy = {"default_bonus_period": "annual"}  # the element is a bonus of a year
        self.take(files, [person_of({**row, "basic_pay": row["Basic Pay"], "overtime": row["Overtime"],
                                     "sacrifice": row["Sacrifice"], "bonus_in_pay_period": row["Annual Bonus"]},
                                    policy) for row in compare.read_csv(files[0])])
        with open(os.path.join(MISSED, "verify_missed.txt"), encoding="utf-8") as file:
            lines = file.read().split("\n")
        found = {line[2:4]: command.split("--figures ")[1].strip().split(",")
                 for line, command in zip(lines[::2], lines[1::2])}
        self.same("verify_missed.txt: its lines", set(found), set(self.NAMES))
        for number, published in found.items():
            self.line(number, published, self.NAMES[number])

    def verify(self, wrong, separator=","):
        return self.call("verify", self.files[0], "-c", self.files[1], "-s", "2026-04-05", "-y", "--figures",
                         separator.join(wrong))

    def line(self, number, published, names):
        name = "missed %s" % number
        self.check(name + ": the model of this test gives the figures", self.made.may_give(frozenset(names), published))
        said = self.explained(name, published, frozenset(names) if len(names) > 1 else None)
        if len(names) == 1:
            self.check(name + ": it is named", names <= said.alone, shown(said.alone))
        sign, mark, separator = self.rng.choice([("%", ".", ","), (" %", ".", ","), ("", ",", ";"), (" %", ",", ";")])
        cells = [text and text.replace(".", mark) + sign for text in published]
        other = self.verify(cells, separator)
        self.check("%s as %s: the same is named" % (name, cells[0]), vars(Said(other.stdout, LABELS)) == vars(said),
                   other.stderr[-300:])


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
                self.check("mistake '%s' in payments: named" % keyword, keyword in Said(done.stdout, LABELS).alone,
                           "%s; --figures %s" % (shown(Said(done.stdout, LABELS).alone), ",".join(wrong)))

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
        self.same("averages of half a penny: named", Said(done.stdout, LABELS).alone, {"rounded to the penny"})


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
        payments.read_lines(files[0], config, rules)  # finds the sign of salary sacrifice
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
        return -rules.signs[line.element] * amount if kind == payments.SACRIFICE else amount


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

ONCE = (VerifyHalfPenny, VerifyMissed, VerifyNonsense)
EACH_ROUND = (Verify, VerifyPairs, VerifySpellings, VerifyPayments, VerifySeveral, Explain, ExplainPayments, Audit)


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
    for seed, kind in [*((options.seed, kind) for kind in ONCE), *rounds]:
        folder = tempfile.mkdtemp(prefix="paygap-mistakes-")
        part = run_part(kind(os.path.abspath(options.program), seed, folder, options.strict))
        passed, failed = passed + part.passed, failed + len(part.failures)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
