#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program's figures from payment lines and weeks of hours against the exact oracle, on random payrolls.

    compare_payments.py PROGRAM [--rounds N] [--seed S]

Every round writes people, payment lines and hours, runs `PROGRAM report` on them and compares each figure with
payments.py. Then it checks what must hold between runs: the order of lines, people and weeks and the locale change
nothing, and one file with a row for each payment gives what two files give. A failing payroll is kept and its folder
printed.
"""
import os
import sys

import compare
import oracle
import payment_payrolls
import payments


class Round(compare.Round):
    """The checks of one payroll."""

    def run(self, payroll, settings=()):
        self.runs += 1
        folder = os.path.join(self.folder, "run%d" % self.runs)
        os.makedirs(folder)
        files = payroll.write(folder)
        return compare.Run(self.program, *files, os.path.join(folder, "out"), settings), expected_of(files)

    def all_checks(self):
        first, expected = self.run(self.payroll)
        self.against_oracle("figures", first, expected)
        if "unclassed" in self.payroll.features:
            for name in ("Mystery pay", "Code 4711"):
                self.check("the message names " + name, name in first.messages, first.messages.strip()[:300])
        if expected.status == 2 or first.status not in (0, 1):
            return
        self.strangers(first, expected)
        self.same_files("shuffled lines", first, self.run(self.payroll.shuffled())[0])
        self.same_files("a foreign locale", first, self.run(self.payroll, compare.ABROAD)[0])
        other = self.payroll.other_layout()
        if other:
            self.against_oracle("the other layout", *self.run(other))

    def strangers(self, run, expected):
        """One finding for each employee whose lines nobody among the people owns."""
        findings = compare.read_csv(os.path.join(run.output, "internal", "findings.csv"))
        found = [row for row in findings if row["file"] == "lines.csv"]
        self.check("unknown employees: findings", len(found) == len(expected.strangers),
                   "%d, expected %d; %s" % (len(found), len(expected.strangers), found[:2]))


def expected_of(files):
    try:
        return payments.evaluate(*files)
    except oracle.Stop:
        return payments.Outcome(2, {}, [])


if __name__ == "__main__":
    sys.exit(compare.main("compare figures from payment lines with the exact oracle", 40, payment_payrolls.make, Round))
