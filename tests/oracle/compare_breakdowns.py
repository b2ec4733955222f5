#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program's figures by ethnicity and any other column against the exact oracle, on random payrolls.

    compare_breakdowns.py PROGRAM [--rounds N] [--seed S]

Every round takes a payroll of payrolls.py, gives it the columns Ethnicity, Grade, Department and Disability,
runs `PROGRAM report` on it and compares every row of internal/results.csv that is not by sex with the oracle;
then the rows are shuffled, which must change nothing. A failing payroll is kept and its folder printed.
"""
import os
import random
import subprocess
import sys
from dataclasses import dataclass, field

import breakdowns
import compare
import payrolls

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
    level = rng.choice(["", "", "detailed", "broad", "broad, detailed"])
    # Without a scheme the program finds it out, which only official labels and somebody who answers make certain.
    certain = scheme == "ew2021" and rng.random() < 0.5
    set_up(payroll, "ethnicity", scheme="" if certain else scheme, level=level,
           comparator=wish if has_comparator(payroll, wish, scheme, level) else "")


def has_comparator(payroll, wish, scheme, level):
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


# --- checks -------------------------------------------------------------------------------------------

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
        expected = breakdowns.evaluate(*files, by=self.payroll.by)
        self.check("exit status", first.status == expected.status,
                   "%d, expected %d; %s" % (first.status, expected.status, first.messages.strip()[:300]))
        if first.status not in (0, 1):
            return
        for employer, rows in expected.employers.items():
            path = os.path.join(compare.folder_of(first, employer, expected), "internal", "results.csv")
            self.rows(employer, compare.read_csv(path), rows)
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


if __name__ == "__main__":
    sys.exit(compare.main("compare the figures of groups with the exact oracle", 60, make, Round))
