#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The intervals of the program against those R worked out.

    check_intervals.py PROGRAM SOURCE_DIR

Runs `PROGRAM report --intervals` on the two published data sets and compares every gap and median of intervals.csv
(README.md says how it was made). Estimates must agree to 1e-9, the order-statistic intervals of medians to 1e-9.
Ends of bootstrap intervals are random there and worked out here. 200,000 samples moved by up to 0.021 standard errors
of the gap from one seed to the next (README.md), so 0.04 is allowed for mean gaps. The median of a sample takes few
values, so that an end can jump to the next of them: 0.1 is allowed for median gaps.
"""
import csv
import os
import subprocess
import sys
import tempfile

MEAN_TOLERANCE, MEDIAN_TOLERANCE = 0.04, 0.1
HEADER = {"salaries": ("sex", "salary"), "montgomery": ("gender", "current_annual_salary")}
CONFIG = """[columns]
sex = {sex}
basic_pay = {pay}
[constants]
pay_period = annual
weekly_hours = 40
{sections}
"""


def without_blank_sex(path, header, target):
    """R left people without a sex out of every figure; the program counts them where sex plays no part."""
    with open(path, encoding="utf-8", newline="") as source, open(target, "w", encoding="utf-8", newline="") as kept:
        rows = csv.reader(source)
        names = next(rows)
        writer = csv.writer(kept)
        writer.writerow(names)
        writer.writerows(row for row in rows if row[names.index(header)])


def run(program, payroll, data, characteristics, folder):
    sections = "".join(f"[characteristic.{name}]\nscheme = none\ncomparator = {comparator}\n"
                       for name, comparator in characteristics.items())
    sex, pay = HEADER[data]
    config, output = os.path.join(folder, "paygap.ini"), os.path.join(folder, "out")
    with open(config, "w", encoding="utf-8") as file:
        file.write(CONFIG.format(sex=sex, pay=pay, sections=sections))
    subprocess.run([program, "report", payroll, "-c", config, "-o", output, "-q", "--sector", "public", "-s",
                    "2026-03-31", "--intervals"], check=True)
    with open(os.path.join(output, "internal", "results.csv"), encoding="utf-8", newline="") as file:
        return {(row["characteristic"], row["group"], row["measure"]): row for row in csv.DictReader(file)}


def key_of(row):
    """The row of results.csv that a row of intervals.csv is about."""
    sexes = {"Female": "women", "Male": "men", "F": "women", "M": "men"}
    if row["characteristic"] in ("sex", "gender"):
        return "sex", sexes[row["group"]], row["measure"]
    return row["characteristic"], row["group"], row["measure"]


def differences(row, found):
    estimate = abs(float(found["value"]) - float(row["estimate"]))
    if estimate > 1e-9 * max(1, abs(float(row["estimate"]))):
        yield f"estimate {found['value']}, R {row['estimate']}"
    if (row["lower"] == "") != (found["interval_lower"] == ""):
        yield "an interval on one side only"
        return
    if row["lower"] == "":
        return
    share = MEAN_TOLERANCE if row["measure"].startswith("mean") else MEDIAN_TOLERANCE
    allowed = share * float(row["se"]) if row["se"] else 1e-9
    for end in ("lower", "upper"):
        ours, theirs = float(found["interval_" + end]), float(row[end])
        if abs(ours - theirs) > allowed:
            yield f"{end} end {ours:.4f}, R {theirs:.4f}, {allowed:.4f} allowed"


def main():
    program, source = os.path.abspath(sys.argv[1]), sys.argv[2]
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "intervals.csv"), encoding="utf-8", newline="") as file:
        expected = [row for row in csv.DictReader(file) if row["data"]]
    paths = {"salaries": "tests/data/salaries/salaries.csv",
             "montgomery": "tests/data/montgomery/montgomery_employee_salaries.csv"}
    passed = failed = 0
    for data, path in paths.items():
        rows = [row for row in expected if row["data"] == data]
        characteristics = {row["characteristic"]: row["comparator"] for row in rows
                           if row["comparator"] and row["characteristic"] not in ("sex", "gender")}
        with tempfile.TemporaryDirectory() as folder:
            payroll = os.path.join(folder, "payroll.csv")
            without_blank_sex(os.path.join(source, path), HEADER[data][0], payroll)
            found = run(program, payroll, data, characteristics, folder)
        for row in rows:
            problems = list(differences(row, found[key_of(row)]))
            passed += not problems
            failed += bool(problems)
            for problem in problems:
                print(f"FAILED: {data}, {', '.join(key_of(row))}: {problem}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
