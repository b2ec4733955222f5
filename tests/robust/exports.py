#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One payroll in many layouts gives one results.csv: exports.py PROGRAM SAMPLES

Canonical CSV, semicolons in Windows-1252, UTF-16 with tabs, a workbook, payment lines beside
the people, a row for each payment, and a column for each element: byte for byte the same.
The fuller payment lines give what the canonical table that was written with them gives. Each
system's export is inspected and a configuration written; what is written reads without error.
"""
import csv
import os
import shutil
import subprocess
import sys
import tempfile

EMPLOYER = "[employer]\nname = Riverside Trust\nsector = private\nsnapshot_date = 2026-04-05\n"
ELEMENTS = {
    "Basic Pay": "basic", "London Allowance": "allowance", "Car Allowance": "allowance",
    "First Aid Allowance": "allowance", "Standby Allowance": "allowance", "Night Shift Premium": "shift premium",
    "Weekend Premium": "shift premium", "Holiday Pay": "leave", "Statutory Maternity Pay": "leave",
    "Statutory Sick Pay": "leave", "Sick Pay at Half Rate": "leave", "Annual Bonus": "bonus",
    "Quarterly Bonus": "bonus", "Sales Commission": "bonus"}
FULLER = {
    "Long Service Voucher": "bonus", "Bonus Recovery": "bonus", "Overtime": "overtime", "Expenses": "expenses",
    "Ex Gratia Payment": "ignore", "Holiday Bought Out": "pay in lieu", "Private Medical Benefit": "benefit in kind",
    "Pension Salary Sacrifice": "salary sacrifice", "Cycle to Work Salary Sacrifice": "salary sacrifice",
    "Basic Pay Arrears": "arrears", "Piecework": "piecework"}


def section(elements):
    return "[elements]\n" + "".join(f"{name} = {what}\n" for name, what in elements.items())


class Exports:
    def __init__(self, program, samples, work):
        self.program, self.work, self.failures = program, work, 0
        for name in os.listdir(samples):
            if name.endswith((".csv", ".xlsx", ".txt")):
                shutil.copy(os.path.join(samples, name), work)

    def expect(self, holds, what):
        self.failures += not holds
        print(("ok    " if holds else "FAIL  ") + what)

    def run(self, *arguments):
        return subprocess.run([self.program, *arguments], cwd=self.work, capture_output=True, text=True, check=False)

    def results(self, config, *files):
        with open(os.path.join(self.work, "paygap.ini"), "w", encoding="utf-8") as file:
            file.write(EMPLOYER + config)
        done = self.run("report", *files, "-c", "paygap.ini", "-o", "out", "-q")
        if done.returncode != 0:
            return f"{files}: exit {done.returncode}: {done.stderr}"
        with open(os.path.join(self.work, "out", "internal", "results.csv"), "rb") as file:
            return file.read()

    def same(self, what, reference, config, *files):
        found = self.results(config, *files)
        self.expect(found == reference, what)
        if isinstance(found, str):
            print("      " + found.strip())

    def join_lines(self):
        """People and lines in one file, a row for each payment; people without payments go first, once."""
        with open(os.path.join(self.work, "payments-people.csv"), encoding="utf-8") as file:
            people = {row["employee_id"]: row for row in csv.DictReader(file)}
        with open(os.path.join(self.work, "payments-lines.csv"), encoding="utf-8") as file:
            lines = list(csv.DictReader(file))
        columns = list(next(iter(people.values()))) + [key for key in lines[0] if key != "employee_id"]
        with open(os.path.join(self.work, "long.csv"), "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            order = {key: i for i, key in enumerate(people)}
            for line in sorted(lines, key=lambda line: order[line["employee_id"]]):
                writer.writerow({**people[line["employee_id"]], **line})

    def split(self):
        """The canonical table in two files, people paid monthly and others."""
        with open(os.path.join(self.work, "canonical.csv"), encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        for name, wanted in (("monthly.csv", True), ("weekly.csv", False)):
            with open(os.path.join(self.work, name), "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows(row for row in rows if (row["pay_period"] == "monthly") == wanted)


def check_layouts(exports):
    canonical = exports.results("", "canonical.csv")
    exports.expect(isinstance(canonical, bytes), "the canonical table is read")
    for name in ("canonical-semicolon-1252.csv", "canonical-utf16.txt", "canonical.xlsx"):
        exports.same(f"{name} is the same", canonical, "", name)
    lines = "[payments]\nfile = payments-lines.csv\n" + section(ELEMENTS)
    exports.same("payment lines beside the people are the same", canonical, lines, "payments-people.csv")
    exports.join_lines()
    exports.same("a row for each payment is the same", canonical, "[payments]\n" + section(ELEMENTS), "long.csv")
    exports.same("a column for each element is the same", canonical, section(ELEMENTS), "elements-wide.csv")
    exports.split()
    exports.same("two files are the same as one", canonical, "", "monthly.csv", "weekly.csv")
    fuller = exports.results("", "payments-full-expected.csv")
    config = "[payments]\nfile = payments-full-lines.csv\n" + section({**ELEMENTS, **FULLER})
    exports.same("fuller payment lines give the expected table", fuller, config, "payments-full-people.csv")


BROKEN = {"employee_id": "Employee\r\nNumber", "sex": "Legal\nSex", "pay_period": "Pay\nFrequency",
          "basic_pay": "Basic\nPay", "weekly_hours": "Contracted\nHours"}
LETTERS = {"monthly": "M", "weekly": "W"}


def check_line_breaks(exports):
    """Headers over two lines, as Alt+Enter makes them, and periods as letters: what inspect writes reads them."""
    with open(os.path.join(exports.work, "canonical.csv"), encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with open(os.path.join(exports.work, "breaks.csv"), "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(BROKEN.get(name, name) for name in rows[0])
        writer.writerows([LETTERS.get(cell, cell) for cell in row.values()] for row in rows)
    exports.run("inspect", "breaks.csv", "--write=breaks.ini")
    with open(os.path.join(exports.work, "breaks.ini"), encoding="utf-8") as file:
        written = file.read()
    for name, header in BROKEN.items():
        exports.expect(f"\n{name} = {' '.join(header.split())}\n" in written, f"{name} is written down on one line")
    canonical = exports.results("", "canonical.csv")
    exports.same("headers over two lines are the same", canonical, written[written.index("[input]"):], "breaks.csv")


def check_inspection(exports, samples):
    for name in sorted(os.listdir(samples)):
        if not name.endswith((".csv", ".xlsx", ".txt")):
            continue
        done = exports.run("inspect", name, "--write=w.ini")
        exports.expect(done.returncode == 0 and "Read as" in done.stdout, f"{name}: inspected")
        again = exports.run("inspect", name, "-c", "w.ini")
        exports.expect(again.returncode == 0, f"{name}: what was written can be read: {again.stderr.strip()}")
        refused = exports.run("inspect", name, "--write=w.ini")
        exports.expect(refused.returncode == 4, f"{name}: nothing is overwritten")
        os.remove(os.path.join(exports.work, "w.ini"))


def main():
    program, samples = os.path.abspath(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory(prefix="paygap-exports-") as work:
        exports = Exports(program, samples, work)
        check_layouts(exports)
        check_line_breaks(exports)
        check_inspection(exports, samples)
    return 1 if exports.failures else 0


if __name__ == "__main__":
    sys.exit(main())
