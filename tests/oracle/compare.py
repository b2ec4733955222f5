#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program against the exact oracle on random payrolls.

    compare.py PROGRAM [--rounds N] [--seed S]

Every round writes one payroll, runs `PROGRAM report` on it and compares each figure, and what is published of it
(publication.py), with the oracle, then checks what must hold between runs: row order, locale and time zone change
nothing, swapping the sexes mirrors the figures, scaling all pay leaves every percentage. A failing payroll is kept
and its folder printed.
"""
import argparse
import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal, InvalidOperation
from fractions import Fraction

import oracle
import payrolls
import publication

STATUTORY = {"DiffMeanHourlyPercent": ("women", "mean_hourly_gap"),
             "DiffMedianHourlyPercent": ("women", "median_hourly_gap"),
             "DiffMeanBonusPercent": ("women", "mean_bonus_gap"),
             "DiffMedianBonusPercent": ("women", "median_bonus_gap"),
             "MaleBonusPercent": ("men", "bonus_share"), "FemaleBonusPercent": ("women", "bonus_share"),
             "MaleLowerQuartile": ("men", "lower_quarter_share"),
             "FemaleLowerQuartile": ("women", "lower_quarter_share"),
             "MaleLowerMiddleQuartile": ("men", "lower_middle_quarter_share"),
             "FemaleLowerMiddleQuartile": ("women", "lower_middle_quarter_share"),
             "MaleUpperMiddleQuartile": ("men", "upper_middle_quarter_share"),
             "FemaleUpperMiddleQuartile": ("women", "upper_middle_quarter_share"),
             "MaleTopQuartile": ("men", "upper_quarter_share"),
             "FemaleTopQuartile": ("women", "upper_quarter_share")}
COLUMNS = ["employer", "snapshot_date", "characteristic", "group", "comparator", "measure", "value", "value_lower",
           "value_upper", "published", "unit", "count", "interval_lower", "interval_upper", "status", "reason"]
TOLERANCE = Fraction(1, 10 ** 12)
SETTINGS = {"SOURCE_DATE_EPOCH": "1780000000", "LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1"}
ELSEWHERE = {"LC_ALL": "C", "TZ": "Pacific/Kiritimati"}
ABROAD = {"LC_ALL": "de_DE.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "America/St_Johns"}


class Run:
    """One run of the program and the files it left."""

    def __init__(self, program, payroll, config, output, settings=()):
        environment = {**os.environ, **SETTINGS, **dict(settings)}
        command = [program, "report", payroll, "-o", output, "-c", config]
        done = subprocess.run(command, env=environment, capture_output=True, timeout=120, check=False)
        self.status, self.messages = done.returncode, done.stderr.decode("utf-8", "replace")
        self.output = output

    def files(self):
        """Path below the output folder -> bytes, of the files that must not depend on the circumstances."""
        found = {}
        for folder, _, names in os.walk(self.output):
            for name in names:
                path = os.path.relpath(os.path.join(folder, name), self.output)
                if "publish" in path.split(os.sep) or path.endswith(os.path.join("internal", "results.csv")):
                    with open(os.path.join(folder, name), "rb") as file:
                        found[path] = file.read()
        return found

    def anything_written(self):
        return os.path.isdir(self.output) and any(names for _, _, names in os.walk(self.output))


class Round:
    """The checks of one payroll."""

    def __init__(self, program, payroll, folder):
        self.program, self.payroll, self.folder = program, payroll, folder
        self.passed, self.failures, self.runs = 0, [], 0

    def check(self, name, holds, detail=""):
        if holds:
            self.passed += 1
        else:
            self.failures.append(name + (": " + detail if detail else ""))

    def run(self, payroll, settings=()):
        """Writes the payroll in a folder of its own and runs the program on it."""
        self.runs += 1
        folder = os.path.join(self.folder, "run%d" % self.runs)
        os.makedirs(folder)
        files = payroll.write(folder)
        return Run(self.program, *files, os.path.join(folder, "out"), settings), expected_of(files)

    def all_checks(self):
        first, expected = self.run(self.payroll)
        self.against_oracle("figures", first, expected)
        if expected.status == 2 or first.status not in (0, 1):
            return
        self.same_files("shuffled rows", first, self.run(self.payroll.shuffled())[0])
        self.same_files("another locale and time zone", first, self.run(self.payroll, ELSEWHERE)[0])
        self.same_files("a foreign locale", first, self.run(self.payroll, ABROAD)[0])
        self.mirror(first, expected)
        if not self.payroll.features & {"penny", "long"}:
            self.scale(first, expected)

    # --- against the oracle

    def against_oracle(self, name, run, expected):
        self.check(name + ": exit status", run.status == expected.status,
                   "%d, expected %d; %s" % (run.status, expected.status, run.messages.strip()[:300]))
        if expected.status == 2:
            self.check(name + ": nothing is written", not run.anything_written())
        elif run.status in (0, 1):
            for employer, figures in expected.employers.items():
                self.employer(name, folder_of(run, employer, expected), employer, figures.rows)

    def employer(self, name, folder, employer, rows):
        try:
            tidy = read_csv(os.path.join(folder, "internal", "results.csv"))
            statutory = read_csv(os.path.join(folder, "publish", "statutory.csv"))
        except OSError as error:
            self.check(name + ": files of " + employer, False, str(error))
            return
        self.tidy_rows(name, employer, tidy, rows)
        self.statutory(name, statutory, rows)
        told = publication.Published(self.check, folder, read_csv, self.payroll.ini.get("policy", {}))
        self.check(name + ": columns of what is published", bool(told.rows) and list(told.rows[0]) == COLUMNS)
        told.same_rows("%s: %s" % (name, employer))
        for row in rows:
            told.figure("%s: %s %s %s" % (name, employer, row.group, row.measure), ("sex", *row[:3]), row.value, row.published)

    def tidy_rows(self, name, employer, tidy, rows):
        self.check(name + ": columns of results.csv", bool(tidy) and list(tidy[0]) == COLUMNS)
        by_sex = [row for row in tidy if row.get("characteristic") == "sex"]
        found = {(row["group"], row["comparator"], row["measure"]): row for row in by_sex}
        self.check(name + ": no row twice", len(found) == len(by_sex))
        self.check(name + ": rows of " + employer, set(found) == {row[:3] for row in rows},
                   "differ in %s" % sorted(set(found) ^ {row[:3] for row in rows}))
        for row in rows:
            if row[:3] in found:
                self.tidy_row("%s: %s %s %s" % (name, employer, row.group, row.measure), found[row[:3]], row)

    def tidy_row(self, name, found, row):
        for column, want in (("published", row.published), ("count", str(row.count)), ("status", row.status)):
            self.check(name + " " + column, found[column] == want, "%r, expected %r" % (found[column], want))
        self.check(name + " value", close(found["value"], row.value), "%s, expected %s" % (found["value"], row.value))
        if row.status == "not_applicable":
            self.check(name + " reason", found["reason"].strip() != "")

    def statutory(self, name, lines, rows):
        self.check(name + ": one line in statutory.csv", len(lines) == 1, "%d lines" % len(lines))
        figures = {(row.group, row.measure): row for row in rows}
        for column, key in STATUTORY.items() if len(lines) == 1 else ():
            found, want = lines[0].get(column), figures[key].published
            self.check(name + ": statutory " + column, same_figure(found, want), "%r, expected %r" % (found, want))

    # --- between runs

    def same_files(self, name, first, second):
        self.check(name + ": exit status", first.status == second.status)
        one, two = first.files(), second.files()
        differ = sorted(path for path in set(one) | set(two) if one.get(path) != two.get(path))
        self.check(name + ": same bytes", not differ, "differ in " + ", ".join(differ))

    def mirror(self, first, expected):
        """Swapped sexes: right by the oracle, and the mirror image unless equal remainders decided a tie."""
        run, swapped = self.run(self.payroll.mirrored())
        self.against_oracle("swapped sexes", run, swapped)
        for employer, figures in expected.employers.items() if run.status in (0, 1) else ():
            one, two = (figure_table(folder_of(r, employer, expected)) for r in (first, run))
            for (group, measure), row in one.items():
                if measure.endswith("_gap") or "quarter" in measure and not figures.mirrors:
                    continue
                other = two.get(("women" if group == "men" else "men", measure))
                self.check("swapped sexes: %s of %s mirrors" % (measure, group), alike(row, other))

    def scale(self, first, expected):
        factor = (2, 3, 7, 10)[self.payroll.seed % 4]
        run, scaled = self.run(self.payroll.scaled(factor))
        self.against_oracle("pay times %d" % factor, run, scaled)
        for employer in expected.employers if run.status in (0, 1) else ():
            one, two = (figure_table(folder_of(r, employer, expected)) for r in (first, run))
            for key, row in one.items():
                if not key[1].endswith("_pay"):
                    self.check("pay times %d: %s of %s stays" % (factor, key[1], key[0]), alike(row, two.get(key)))


# --- helpers ------------------------------------------------------------------------------------------

def expected_of(files):
    try:
        return oracle.evaluate(*files)
    except oracle.Stop:
        return oracle.Outcome(2, {})


def slug(employer):
    return re.sub(r"[^a-z0-9]+", "-", employer.lower()).strip("-")


def folder_of(run, employer, expected):
    return os.path.join(run.output, slug(employer)) if len(expected.employers) > 1 else run.output


def read_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def figure_table(folder):
    try:
        rows = read_csv(os.path.join(folder, "internal", "results.csv"))
    except OSError:
        return {}
    return {(row["group"], row["measure"]): row for row in rows if row["characteristic"] == "sex"}


def close(text, value):
    """Whether the number is the value to 1e-12 of it (of one, below one); empty stands for no value."""
    if value is None or text == "":
        return value is None and text == ""
    try:
        return abs(Fraction(text) - value) <= TOLERANCE * max(1, abs(value))
    except ValueError:
        return False


def alike(row, other):
    same = other is not None and all(row[name] == other[name] for name in ("published", "count", "status", "unit"))
    return same and close(other["value"], Fraction(row["value"]) if row["value"] else None)


def same_figure(found, want):
    """The filing format takes at most one decimal; 30 and 30.0 are one figure."""
    if not found or not want:
        return found == want
    try:
        return re.fullmatch(r"-?\d+(\.\d)?", found) is not None and Decimal(found) == Decimal(want)
    except InvalidOperation:
        return False


def run_round(program, seed, make, round_of):
    """The checks of one seed; its folder is kept when one fails."""
    folder = tempfile.mkdtemp(prefix="paygap-compare-")
    payroll = make(seed)
    checks = round_of(program, payroll, folder)
    try:
        checks.all_checks()
    except (OSError, subprocess.SubprocessError, KeyError, ValueError, csv.Error, oracle.Stop) as error:
        checks.check("the round ends", False, repr(error))
    if not checks.failures:
        shutil.rmtree(folder)
        return checks
    print("seed %d, %d rows, %s: %d failed, kept in %s" % (
        seed, len(payroll.rows), ", ".join(sorted(payroll.features)) or "plain", len(checks.failures), folder))
    for failure in checks.failures[:12]:
        print("  FAIL " + failure)
    return checks


def main(description, rounds, make, round_of):
    """Compares on the payrolls that `make` gives for the seeds; the exit status."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    passed = failed = 0
    for seed in range(options.seed, options.seed + options.rounds):
        checks = run_round(os.path.abspath(options.program), seed, make, round_of)
        passed, failed = passed + checks.passed, failed + len(checks.failures)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main("compare the program with the exact oracle on random payrolls", 100, payrolls.make, Round))
