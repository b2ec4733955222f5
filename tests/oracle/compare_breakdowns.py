#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program's figures by ethnicity and any other column against the exact oracle, on random payrolls.

    compare_breakdowns.py PROGRAM [--rounds N] [--seed S]

First come fixed payrolls, for which the range of every gap is worked out by hand beside them. Then every round
takes two payrolls: one of payrolls.py with the columns Ethnicity, Grade, Department and Disability, and one made
for ranges, with two groups, three and more, and with few and many who did not disclose. It runs `PROGRAM report`
on each and compares every row of internal/results.csv that is not by sex with the oracle, and what is published
of it (publication.py); then the rows are shuffled, which must change nothing. A failing payroll is kept and its
folder printed.

Over the seeds ENOUGH every kind of range must have come up where it matters whether there is a third choice.
"""
import argparse
import itertools
import os
import random
import subprocess
import sys
from collections import Counter, namedtuple
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import breakdowns
import compare
import payrolls
import publication

UNDISCLOSED = ["Prefer not to say", "PREFER NOT TO SAY", "Not stated", "", "Not known", "Unknown", "unknown"]
# Spellings that differ in case and spaces only are one group; numbers are ordered by size.
GRADES = [["G2", "g2", "G2"], ["G10", "g10"], ["G 2", "G  2", "g 2"], ["Band 9", "BAND 9", "band  9"], ["Band 10"],
          ["1"], ["02"], ["2"], ["Apprentice", "apprentice"], ["A1b20"], ["A1b3"]]
DEPARTMENTS = [["Finance", "FINANCE", "finance"], ["Care, adults", "Care,  adults"], ["Roads"], ["Café", "café"],
               ['The "Hub"', 'the "hub"'], ["R&D"]]
ANSWERS = [["Yes", "yes", "Y", "Disabled"], ["No", "no", "N", "Not disabled", "NOT DISABLED"]]
SURROUND = ["", "", "", " ", "  "]
CODES = {"A": "Alpha", "a2": "alpha", "a3": "alpha", "B": "Beta"}
OPTIONS = ["", "", "", "largest", "others", "white_british"]
# A level of two groups is alone or beside levels whose groups it does not divide: what becomes of the quarters else
# is no matter of ranges.
TWO_GROUPS = ["binary", "wres", "broad, wres", "detailed, binary", "wres, binary, broad, detailed"]
ENOUGH = range(1, 21)


@dataclass
class Payroll(payrolls.Payroll):
    """A payroll and the columns of it that --by names."""
    by: list = field(default_factory=list)


# --- labels -------------------------------------------------------------------------------------------

def ethnicities(rng, scheme):
    """Official labels, each with a shouted spelling, and now and then a broad group alone."""
    lists = breakdowns.SCHEMES[scheme]
    labels = [group for _, groups in lists for group in groups]
    labels += [broad for broad, _ in lists if rng.random() < 0.3]
    if scheme == "ew2021":
        labels.append("White British")
    chosen = rng.sample(labels, rng.randrange(1, len(labels) + 1))
    if rng.random() < 0.7:
        chosen = [labels[0], labels[0], labels[0], *chosen]
    return [[label, label, label.upper()] for label in chosen]


def some_of(rng, groups):
    return rng.sample(groups, rng.randrange(1, len(groups) + 1))


def labels_of(rng, groups, undisclosed):
    """A function that draws a label: groups of very different size, and a chance of no answer."""
    weights = [rng.choice([1, 1, 3, 10, 40]) for _ in groups]

    def draw():
        if rng.random() < undisclosed:
            return rng.choice(UNDISCLOSED)
        return rng.choice(SURROUND) + rng.choice(rng.choices(groups, weights)[0]) + rng.choice(SURROUND)
    return draw


def add_column(rng, payroll, column, groups):
    """Posts of one person get one answer: what becomes of different ones is no matter of arithmetic."""
    draw = labels_of(rng, groups, rng.choice([0, 0.02, 0.1, 0.3, 0.9]))
    answers = {}
    for number, row in enumerate(payroll.rows):
        who = (row.get("employer"), row.get("employee_id", number))
        row[column] = answers.setdefault(who, draw())
    payroll.columns.insert(rng.randrange(len(payroll.columns) + 1), column)


# --- configuration ------------------------------------------------------------------------------------

def set_up(payroll, name, **settings):
    chosen = {key: value for key, value in settings.items() if value}
    if chosen:
        payroll.ini["characteristic." + name] = chosen


def add_ethnicity(rng, payroll):
    scheme = rng.choice(["ew2021", "ew2021", "ew2021", "ni2021"])
    groups = ethnicities(rng, scheme)
    add_column(rng, payroll, "Ethnicity", groups)
    wish = rng.choice(OPTIONS + [rng.choice(groups)[0], "White"])
    level = rng.choice(["", "", "detailed", "broad", "broad, detailed", rng.choice(TWO_GROUPS)])
    if level in TWO_GROUPS:
        wish = rng.choice(OPTIONS + {"binary": breakdowns.BINARY, "wres": breakdowns.WRES}.get(level, []))
    # Without a scheme the program finds it out, which only official labels and somebody who answers make certain.
    certain = scheme == "ew2021" and rng.random() < 0.5
    set_up(payroll, "ethnicity", scheme="" if certain else scheme, level=level,
           comparator=wish if level in TWO_GROUPS or has_comparator(wish, scheme, level) else "")


def has_comparator(wish, scheme, level):
    """Whether the wish is a group: a broad label that is no group of the detailed level needs the broad one."""
    lists = breakdowns.SCHEMES[scheme]
    names = [group for _, groups in lists for group in groups]
    broads = [broad for broad, _ in lists]
    if wish in OPTIONS or wish == "White British":
        return wish != "White British" or "broad" != level
    return wish in names and level != "broad" or wish in broads and level != "detailed"


def add_plain(rng, payroll, column, groups):
    """A column without a scheme: by --by, by the configuration under the same or another name."""
    used = some_of(rng, groups)
    add_column(rng, payroll, column, used)
    there = [row[column].strip() for row in payroll.rows if not breakdowns.undisclosed(row[column])]
    wish = rng.choice(OPTIONS + there[:2])
    how = rng.random()
    if how < 0.5:
        payroll.by.append(rng.choice([column, column.lower(), column.upper()]))
    elif how < 0.75:
        set_up(payroll, column.lower(), scheme="none", comparator=wish)
    elif how < 0.9:
        set_up(payroll, "own " + column.lower(), column=column, comparator=wish)


def add_codes(rng, payroll):
    """Codes of a column that [values] spells out."""
    add_column(rng, payroll, "Unit", [[code] for code in CODES])
    payroll.ini["values.unit"] = dict(CODES)
    set_up(payroll, "unit", column="Unit")


def make(seed):
    rng = random.Random(seed * 7919 + 1)
    base = payrolls.general(rng)
    fewest = rng.choice([1, 1, 8, 8, 8, 40])  # groups need more people than the figures by sex
    while "twice" in base.features or len(base.rows) < fewest:
        base = payrolls.general(rng)
    columns = [column for column in base.columns if column != "department"]  # the one made here is richer
    payroll = Payroll(columns, base.rows, base.ini, seed, base.features)
    for row in payroll.rows:
        row.pop("department", None)
        if rng.random() < 0.05 and not payroll.features & {"merge", "separate"}:
            row["sex"] = rng.choice(["", "X", "unknown"])
    add_ethnicity(rng, payroll)
    if rng.random() < 0.5:
        add_column(rng, payroll, "Disability", ANSWERS)
        set_up(payroll, "disability", comparator=rng.choice(OPTIONS[:5] + ["Disabled"]))
    for column, groups in (("Grade", GRADES), ("Department", DEPARTMENTS)):
        if rng.random() < 0.6:
            add_plain(rng, payroll, column, groups)
    if rng.random() < 0.15:
        add_codes(rng, payroll)
    return payroll


# --- payrolls for ranges ------------------------------------------------------------------------------

def for_ranges(seed):
    """Each column takes turns at one comparator or everybody else, and at few or many who did not disclose."""
    rng = random.Random(seed * 6007 + 5)
    draw, people = payrolls.rates_of(rng, rng.choice(["spine", "spread", "spread", "spread"])), rng.randrange(60, 110)
    rows = [{"sex": rng.choice("MF"), "hourly_pay": draw()} for _ in range(people)]
    for row in rows:
        row["bonus_12_months"] = "" if rng.random() < 0.15 else Decimal(int(row["hourly_pay"] * rng.randrange(50, 150)))
    payroll = Payroll(["sex", "hourly_pay", "bonus_12_months"], rows,
                      {"employer": {"name": "Acme Ltd", "sector": "private", "snapshot_date": "2026-04-05"}},
                      seed, {"ranges"})
    first, second = rng.sample(["White British", "Irish", "Indian", "Caribbean", "Arab"], 2)
    narrow = seed % 5 == 0
    columns = [("Two", rng.sample(DEPARTMENTS, 2), {}), ("Three", rng.sample(GRADES, 3), {}),
               ("More", rng.sample(GRADES, rng.randrange(4, 9)), {}), ("Disability", ANSWERS, {}),
               ("Ethnicity", ethnicities(rng, "ew2021"), {"level": rng.choice(TWO_GROUPS)}) if narrow else
               ("Ethnicity", [[first], [second]], {"level": rng.choice(["detailed", "broad", ""])})]
    for number, (column, groups, settings) in enumerate(columns):
        against_one, few = (seed + number) % 2, (seed + number) // 2 % 2
        add_sides(rng, payroll, column, groups, rng.randrange(3, 8) if few else rng.randrange(14, people // 2))
        named = column in ("Disability", "Ethnicity")
        wish = rng.choice(["", "largest"] if named else ["", "largest", rng.choice(groups)[0]])
        if column == "Ethnicity":
            settings["scheme"] = "ew2021"
        set_up(payroll, column.lower() if named else "own " + column.lower(), column=column,
               comparator=wish if against_one else "others", **settings)
    return payroll


def add_sides(rng, payroll, column, groups, undisclosed):
    """So many have no answer; every group has somebody. Often groups differ in pay, and the others are between."""
    spread, middle = rng.choice([0.1, 0.3, 3]), rng.random() < 0.8
    order = sorted(payroll.rows, key=lambda row: float(row["hourly_pay"]) * (1 + spread * rng.random()))
    weights = [rng.choice([1, 1, 3, 10]) for _ in groups]
    number = len(order) - undisclosed
    places = sorted([*range(len(groups)), *rng.choices(range(len(groups)), weights, k=number - len(groups))])
    shuffled = rng.sample(groups, len(groups))
    answers = [rng.choice(shuffled[place]) for place in places]
    for _ in range(undisclosed):
        answers.insert(number // 2 if middle else rng.randrange(len(answers) + 1), rng.choice(UNDISCLOSED))
    for row, answer in zip(order, answers):
        row[column] = answer
    payroll.columns.append(column)


# --- checks -------------------------------------------------------------------------------------------

class Report(breakdowns.Report):
    """Counts the ranges that would be others with the other rule about a third choice."""
    seen, sides = Counter(), {}

    def add_bounds(self, name, split, g, measure, average, sides):
        self.sides[split.level.names[g], sides.against, measure] = average, sides
        super().add_bounds(name, split, g, measure, average, sides)
        with_people, named = sum(count > 0 for count in split.headcount[:-2]), split.named_groups()
        size = "2 of more" if with_people == 2 < named else str(named) if named <= 3 else "more"
        against = "rest" if sides.against == breakdowns.EVERYBODY_ELSE else "one"
        number = "few" if len(sides.unknown) <= breakdowns.MOST_TRIED else "many"
        if breakdowns.bounds(average, sides) != breakdowns.bounds(average, sides._replace(third=not sides.third)):
            self.seen[size, against, measure, number] += 1


def not_seen():
    measures = ["%s_%s_gap" % pair for pair in itertools.product(("mean", "median"), ("hourly", "bonus"))]
    wanted = set(itertools.product(("2", "3", "more", "2 of more"), ("one", "rest"), measures, ("few", "many")))
    return sorted(wanted - set(Report.seen))


class Run(compare.Run):
    """One run of the program, grouping people also by the columns asked for."""

    def __init__(self, program, payroll, config, output, by):
        environment = {**os.environ, **compare.SETTINGS}
        command = [program, "report", payroll, "-o", output, "-c", config]
        for column in by:
            command += ["--by", column]
        done = subprocess.run(command, env=environment, capture_output=True, timeout=120, check=False)
        self.status, self.messages = done.returncode, done.stderr.decode("utf-8", "replace")
        self.output = output

    def results(self):
        return {path: text for path, text in self.files().items()
                if path.endswith(os.path.join("internal", "results.csv"))}


FEW_ROWS = 8  # of so few people groups may tell more than can be withheld: the program then writes nothing


class Round(compare.Round):
    """The checks of one payroll."""

    def run(self, payroll, settings=()):
        self.runs += 1
        folder = os.path.join(self.folder, "run%d" % self.runs)
        os.makedirs(folder)
        files = payroll.write(folder)
        with open(os.path.join(folder, "by.txt"), "w", encoding="utf-8") as file:
            file.write("\n".join(payroll.by) + "\n")
        return Run(self.program, *files, os.path.join(folder, "out"), payroll.by), files

    def all_checks(self):
        first, files = self.run(self.payroll)
        expected = breakdowns.evaluate(*files, by=self.payroll.by, report=Report)
        if first.status == 5 and len(self.payroll.rows) <= FEW_ROWS and "so nothing is written" in first.messages:
            return  # of so few people nothing about groups can be told, and the program says so
        self.check("exit status", first.status == expected.status,
                   "%d, expected %d; %s" % (first.status, expected.status, first.messages.strip()[:300]))
        if first.status not in (0, 1):
            return
        for employer, rows in expected.employers.items():
            folder = compare.folder_of(first, employer, expected)
            self.rows(employer, compare.read_csv(os.path.join(folder, "internal", "results.csv")), rows)
            self.published(employer, folder, rows)
        second, _ = self.run(self.payroll.shuffled())
        self.check("shuffled rows: exit status", second.status == first.status)
        self.check("shuffled rows: the same results.csv", second.results() == first.results())

    def rows(self, employer, found, expected):
        there, wanted = {}, {}
        for row in found:
            if row["characteristic"] != "sex":
                key = tuple(row[name] for name in ("characteristic", "group", "comparator", "measure"))
                there.setdefault(key, []).append(row)
        for row in expected:
            wanted.setdefault(row[:4], []).append(row)
        for key in sorted(set(there) | set(wanted)):
            name = "%s: %s" % (employer, " / ".join(key))
            some, want = there.get(key, []), wanted.get(key, [])
            self.check(name + ": rows", len(some) == len(want), "%d, expected %d" % (len(some), len(want)))
            for one, other in zip(some, want):
                self.figure(name, one, other)

    def published(self, employer, folder, rows):
        told = publication.Published(self.check, folder, compare.read_csv, self.payroll.ini.get("policy", {}))
        told.same_rows(employer)
        for row in rows:
            told.figure("%s: %s" % (employer, " / ".join(row[:4])), row[:4], row.value, row.published)

    def figure(self, name, found, want):
        count = "" if want.count is None else str(want.count)
        for column, text in (("published", want.published), ("count", count), ("status", want.status)):
            if column != "count" or text:
                self.check(name + ": " + column, found[column] == text, "%r, expected %r" % (found[column], text))
        self.check(name + ": value", compare.close(found["value"], want.value),
                   "%s, expected %s" % (found["value"], want.value and float(want.value)))
        for column, bound in zip(("interval_lower", "interval_upper"), want.interval or ()):
            self.check("%s: %s" % (name, column), compare.close(found[column], bound),
                       "%s, expected %s" % (found[column], bound and float(bound)))
        if want.status == "not_applicable":
            self.check(name + ": reason", found["reason"].strip() != "")


# --- fixed payrolls, worked out by hand ---------------------------------------------------------------

# people: the pay of each group's people, "" for those who did not disclose. third: whether these may be of another
# group. ends: (group, comparator, mean or median) -> lowest and highest gap with everybody on one of the two sides,
# then the same where a third choice is left, which was the rule for every breakdown before.
Case = namedtuple("Case", "name column settings people third ends")
ELSE = breakdowns.EVERYBODY_ELSE


def percent(*texts):
    return tuple(100 * Fraction(text) for text in texts)


def both(kinds, one_side, or_neither):
    return {(*kind, word): (one_side, or_neither) for kind in kinds for word in ("mean", "median")}


# One person on 15 did not disclose, so there are three possibilities.
#   Group 10, comparator 20:
#     in the comparator  (20 + 15) / 2 = 17.5    1 - 10 / 17.5 = 3/7
#     in the group       (10 + 15) / 2 = 12.5    1 - 12.5 / 20 = 3/8
#     in neither                                 1 - 10 / 20   = 1/2
#   Two sides: 3/8 to 3/7 = 37.5 % to 42.857... %. With the third choice: 3/8 to 1/2.
#   The gap among those who disclosed, 50 %, is outside the range of two sides: one of them has to take the 15.
TEN = percent("3/8", "3/7"), percent("3/8", "1/2")
#   Group 20, comparator 10:
#     in the comparator  1 - 20 / 12.5 = -3/5;  in the group  1 - 17.5 / 10 = -3/4;  in neither  -1
#   Two sides: -3/4 to -3/5. With the third choice: -1 to -3/5.
TWENTY = percent("-3/4", "-3/5"), percent("-1", "-3/5")
#   Group 30, comparator 20:
#     in the comparator  1 - 30 / 17.5 = -5/7;  in the group  1 - 22.5 / 20 = -1/8;  in neither  -1/2
#   Both rules -5/7 to -1/8: neither lies between.
THIRTY = percent("-5/7", "-1/8"), percent("-5/7", "-1/8")
#   Group 40, comparator 20:
#     in the comparator  1 - 40 / 17.5 = -9/7;  in the group  1 - 27.5 / 20 = -3/8;  in neither  -1
#   Both rules -9/7 to -3/8.
FORTY = percent("-9/7", "-3/8"), percent("-9/7", "-3/8")

# Three groups 20, 10, 30, each against everybody else; in the rest, in the group, in neither:
#   A 20, rest 10 30. Mean 20, with 15 it is 55/3:     1 - 60/55 = -1/11;    1 - 17.5/20 = 1/8;     0
#                     Median 20, with 15 it is 15:     1 - 20/15 = -1/3;     1/8;                   0
#   B 10, rest 20 30. Mean 25, with 15 it is 65/3:     1 - 30/65 = 7/13;     1 - 12.5/25 = 1/2;     3/5
#                     Median 25, with 15 it is 20:     1 - 10/20 = 1/2;      1/2;                   3/5
#   C 30, rest 20 10. Mean 15, with 15 still 15:       1 - 30/15 = -1;       1 - 22.5/15 = -1/2;    -1
#                     Median the same.
#   The rules differ in B only, whose highest was 60 % and is 53.846... % of the mean and 50 % of the median.
REST_OF_THREE = {
    ("A", ELSE, "mean"): (percent("-1/11", "1/8"), percent("-1/11", "1/8")),
    ("A", ELSE, "median"): (percent("-1/3", "1/8"), percent("-1/3", "1/8")),
    ("B", ELSE, "mean"): (percent("1/2", "7/13"), percent("1/2", "3/5")),
    ("B", ELSE, "median"): (percent("1/2", "1/2"), percent("1/2", "3/5")),
    ("C", ELSE, "mean"): (percent("-1", "-1/2"), percent("-1", "-1/2")),
    ("C", ELSE, "median"): (percent("-1", "-1/2"), percent("-1", "-1/2"))}

# Four groups 20, 10, 30, 40, each against everybody else; in the rest, in the group, in neither:
#   A 20, rest 10 30 40. Mean 80/3, with 15 it is 95/4:  1 - 80/95 = 3/19;     1 - 17.5 * 3/80 = 11/32;  1/4
#                        Median 30, with 15 it is 22.5:  1 - 20/22.5 = 1/9;    1 - 17.5/30 = 5/12;       1/3
#   B 10, rest 20 30 40. Mean 30, with 15 it is 105/4:   1 - 40/105 = 13/21;   1 - 12.5/30 = 7/12;       2/3
#                        Median 30, with 15 it is 25:    1 - 10/25 = 3/5;      7/12;                     2/3
#   C 30, rest 20 10 40. Mean 70/3, with 15 it is 85/4:  1 - 120/85 = -7/17;   1 - 22.5 * 3/70 = 1/28;   -2/7
#                        Median 20, with 15 it is 17.5:  1 - 30/17.5 = -5/7;   1 - 22.5/20 = -1/8;       -1/2
#   D 40, rest 20 10 30. Mean 20, with 15 it is 75/4:    1 - 160/75 = -17/15;  1 - 27.5/20 = -3/8;       -1
#                        Median 20, with 15 it is 17.5:  1 - 40/17.5 = -9/7;   -3/8;                     -1
#   Again B alone is different: its highest was 66.7 % and is 61.904... % of the mean and 60 % of the median.
REST_OF_FOUR = {
    ("A", ELSE, "mean"): (percent("3/19", "11/32"), percent("3/19", "11/32")),
    ("A", ELSE, "median"): (percent("1/9", "5/12"), percent("1/9", "5/12")),
    ("B", ELSE, "mean"): (percent("7/12", "13/21"), percent("7/12", "2/3")),
    ("B", ELSE, "median"): (percent("7/12", "3/5"), percent("7/12", "2/3")),
    ("C", ELSE, "mean"): (percent("-7/17", "1/28"), percent("-7/17", "1/28")),
    ("C", ELSE, "median"): (percent("-5/7", "-1/8"), percent("-5/7", "-1/8")),
    ("D", ELSE, "mean"): (percent("-17/15", "-3/8"), percent("-17/15", "-3/8")),
    ("D", ELSE, "median"): (percent("-9/7", "-3/8"), percent("-9/7", "-3/8"))}

# Two people on 18, k of them in the group 12 14 16, the others in the comparator 20 22 24:
#   k = 0   mean 102/5 and 14     1 - 70/102 = 16/51      median 20 and 14    3/10
#   k = 1   mean  84/4 and 60/4   1 - 15/21  = 2/7        median 21 and 15    2/7
#   k = 2   mean  66/3 and 78/5   1 - 78/110 = 16/55      median 22 and 16    3/11
#   The lowest mean gap is in the middle: 28.571... % to 31.372... %; median 27.272... % to 30 %.
#   With both in neither 1 - 14/22 = 4/11: the third choice raises both highest ends to 36.363... %. With one in
#   neither: 21 and 14 1/3, 22 and 15 7/22 = 0.318..., both between the ends.
TWO_UNDISCLOSED = {("Disabled", "Not disabled", "mean"): (percent("2/7", "16/51"), percent("2/7", "4/11")),
                   ("Disabled", "Not disabled", "median"): (percent("3/11", "3/10"), percent("3/11", "4/11"))}

# Thirty not disabled and twelve disabled people on 20; undisclosed ten on 19, ten on 20, ten on 21. Mean:
#   Highest: 19 into the group, 21 into the comparator. Group 20 - 10/22 = 215/11. The ten on 20 only bring the
#   average of their side nearer to 20, the less the more people are there: they go to the comparator, which is
#   20 + 10/50 = 101/5. 1 - 215/11 * 5/101 = 1 - 1075/1111 = 36/1111: 3.2403... %.
#   The third choice leaves them out: 20 + 10/40 = 81/4. 1 - 215/11 * 4/81 = 1 - 860/891 = 31/891: 3.4792... %.
#   Lowest: the reverse. Group 20 + 10/22 = 225/11, comparator 20 - 10/50 = 99/5.
#   1 - 225/11 * 5/99 = 1 - 1125/1089 = -4/121: -3.3057... %.
#   The third choice: 20 - 10/40 = 79/4. 1 - 225/11 * 4/79 = 1 - 900/869 = -31/869: -3.5673... %.
# Median: more than half of each side is on 20 whatever is added, so it is 0 with either rule.
TENS = {("Disabled", "Not disabled", "mean"): (percent("-4/121", "36/1111"), percent("-31/869", "31/891")),
        ("Disabled", "Not disabled", "median"): (percent("0", "0"), percent("0", "0"))}

TWO = {"A": [20], "B": [10]}
THREE = TWO | {"C": [30]}
FOUR = THREE | {"D": [40]}
ONE_ON_15 = {"": [15]}
AGAINST_A, AGAINST_REST = {"comparator": "A"}, {"comparator": "others"}
WHITE_INDIAN = {"White British": [20], "Indian": [10], **ONE_ON_15}
CASES = [
    Case("two labels, one comparator", "Band", AGAINST_A, TWO | ONE_ON_15, False, both([("B", "A")], *TEN)),
    Case("two labels, everybody else", "Band", AGAINST_REST, TWO | ONE_ON_15, False,
         both([("B", ELSE)], *TEN) | both([("A", ELSE)], *TWENTY)),
    Case("three labels, one comparator", "Band", AGAINST_A, THREE | ONE_ON_15, True,
         both([("B", "A")], *TEN) | both([("C", "A")], *THIRTY)),
    Case("three labels, everybody else", "Band", AGAINST_REST, THREE | ONE_ON_15, False, REST_OF_THREE),
    Case("four labels, one comparator", "Band", AGAINST_A, FOUR | ONE_ON_15, True,
         both([("B", "A")], *TEN) | both([("C", "A")], *THIRTY) | both([("D", "A")], *FORTY)),
    Case("four labels, everybody else", "Band", AGAINST_REST, FOUR | ONE_ON_15, False, REST_OF_FOUR),
    Case("disability, one undisclosed", "Disability", {}, {"No": [20], "Yes": [10]} | ONE_ON_15, False,
         both([("Disabled", "Not disabled")], *TEN)),
    Case("disability, two undisclosed", "Disability", {},
         {"No": [20, 22, 24], "Yes": [12, 14, 16], "": [18, 18]}, False, TWO_UNDISCLOSED),
    Case("disability, thirty undisclosed", "Disability", {},
         {"No": [20] * 30, "Yes": [20] * 12, "": [19] * 10 + [20] * 10 + [21] * 10}, False, TENS),
    Case("ethnicity, binary level", "Ethnicity", {"scheme": "ew2021", "level": "binary"}, WHITE_INDIAN, False,
         both([("All other ethnic groups", "White British")], *TEN)),
    # White, but who knows whether British: undisclosed at this level, and on one of its two sides for certain.
    Case("ethnicity, White of no stated group", "Ethnicity", {"scheme": "ew2021", "level": "binary"},
         {"White British": [20], "Indian": [10], "White": [15]}, False,
         both([("All other ethnic groups", "White British")], *TEN)),
    Case("ethnicity, White and minority ethnic", "Ethnicity", {"scheme": "ew2021", "level": "wres"}, WHITE_INDIAN,
         False, both([("Minority ethnic", "White")], *TEN)),
    # Five broad groups, of which two have people: the undisclosed person may be of the other three.
    Case("ethnicity, two broad groups of five", "Ethnicity", {"scheme": "ew2021", "level": "broad"}, WHITE_INDIAN,
         True, both([("Asian or Asian British", "White")], *TEN)),
    Case("ethnicity, two groups of nineteen", "Ethnicity",
         {"scheme": "ew2021", "level": "detailed", "comparator": "Indian"}, WHITE_INDIAN, True,
         both([(breakdowns.WHITE_BRITISH["ew2021"], "Indian")], *TWENTY))]


def fixed(number):
    """The payroll of a case: a bonus of a hundred times the hourly rate has the same gaps."""
    case = CASES[number]
    rows = [{"sex": "FM"[place % 2], "hourly_pay": Decimal(rate), "bonus_12_months": Decimal(100 * rate),
             case.column: label} for label, rates in case.people.items() for place, rate in enumerate(rates)]
    ini = {"employer": {"name": "Acme Ltd", "sector": "public", "snapshot_date": "2026-03-31"},
           "characteristic." + case.column.lower(): {"column": case.column, **case.settings}}
    return Payroll(["sex", "hourly_pay", "bonus_12_months", case.column], rows, ini, number, {"fixed: " + case.name})


class FixedRound(Round):
    """The checks of one case: the two rules as such, the rule that the oracle takes, and the program."""

    def all_checks(self):
        Report.sides.clear()
        super().all_checks()

    def rows(self, employer, found, expected):
        super().rows(employer, found, expected)
        case = CASES[self.payroll.seed]
        self.both_rules(case)
        name = case.column.lower()
        theirs = {(row["group"], row["comparator"], row["measure"]): row["value"] for row in found
                  if row["characteristic"] == name}
        ours = {row[1:4]: row.value for row in expected if row.characteristic == name}
        for (group, against, word), ends in case.ends.items():
            for kind, (place, end) in itertools.product(("hourly", "bonus"), enumerate(("lowest", "highest"))):
                key = group, against, "%s_%s_gap_%s" % (word, kind, end)
                self.end(" / ".join(key), ours.get(key), theirs.get(key, ""), ends[case.third][place],
                         ends[not case.third][place])

    def both_rules(self, case):
        """The ends by hand, with a third choice and without, in both ways of finding them."""
        by_hand = {(group, against, "%s_%s_gap" % (word, kind)): ends
                   for (group, against, word), ends in case.ends.items() for kind in ("hourly", "bonus")}
        self.check("the gaps that have a range", set(by_hand) == set(Report.sides))
        for key, (average, sides) in Report.sides.items():
            for third, find in itertools.product((False, True), (breakdowns.by_trying_all, breakdowns.by_pay_order)):
                got = find(average, sides._replace(third=third))
                self.check("%s: %s, %s a third choice" % (" / ".join(key), find.__name__, words(third)),
                           got == by_hand[key][third], "%s, by hand %s" % (got, by_hand[key][third]))

    def end(self, name, ours, theirs, right, wrong):
        self.check("oracle: " + name, ours == right, "%s, by hand %s" % (ours, right))
        remark = " (right %s a third choice)" % words(not CASES[self.payroll.seed].third)
        self.check("program: " + name, compare.close(theirs, right), "%s, by hand %s%s" % (
            theirs, float(right), remark if compare.close(theirs, wrong) else ""))


def words(third):
    return "with" if third else "without"


# --- all together -------------------------------------------------------------------------------------

def wrong_pay_orders():
    """Where the pay-order argument fails among more undisclosed people than are otherwise divided in every way."""
    rng, wrong = random.Random(1), []
    for _ in range(150):
        pays = rng.sample(range(900, 3000, 25), rng.randrange(1, 5))
        others, own = (sorted(rng.choices(range(900, 3000, 25), k=rng.randrange(1, 8))) for _ in range(2))
        unknown = sorted(rng.choices(pays, k=rng.randrange(breakdowns.MOST_TRIED + 1, 13)))
        sides = breakdowns.Sides("", others, own, unknown, rng.random() < 0.5)
        wrong += [(word, sides) for word, average in breakdowns.AVERAGES
                  if breakdowns.by_pay_order(average, sides) != breakdowns.by_trying_all(average, sides)]
    return wrong


def main():
    parser = argparse.ArgumentParser(description="compare the figures of groups with the exact oracle")
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    program, seeds = os.path.abspath(options.program), range(options.seed, options.seed + options.rounds)
    wrong = ["by pay order: %s of %s" % one for one in wrong_pay_orders()]
    rounds = [compare.run_round(program, number, fixed, FixedRound) for number in range(len(CASES))]
    Report.seen.clear()
    rounds += [compare.run_round(program, seed, maker, Round) for maker in (for_ranges, make) for seed in seeds]
    if set(ENOUGH) <= set(seeds):
        wrong += ["never came up: " + ", ".join(kind) for kind in not_seen()]
    for failure in wrong:
        print("  FAIL " + failure)
    failed = len(wrong) + sum(len(one.failures) for one in rounds)
    print("%d passed, %d failed" % (sum(one.passed for one in rounds), failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
