#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The oracle of payment lines against published and hand-computed figures.

B: GOV.UK, "Preparing your data": paid monthly, snapshot 5 April: 1 to 30 April; paid weekly: the week of 5 April.
D: HMRC, National Minimum Wage Manual NMWM08360: 525 pieces at 10 an hour and 120 %: 63 hours; 399 pounds: 6.33.
G: by hand from SI 2017/172 regulation 6, arithmetic left visible.
"""
import csv
import os
import tempfile
import unittest
from datetime import date
from fractions import Fraction

import oracle
import payments

ELEMENTS = ["Basic = basic", "Sacrifice = salary sacrifice", "Overtime = overtime", "Arrears = arrears",
            "Bonus = bonus", "Annual = bonus annual"]
WEEKLY = "weekly = 2026-03-30 to 2026-04-05"
PERSON = {"employee_id": "1", "sex": "F", "pay_period": "monthly", "weekly_hours": "35"}
THIRTEEN = [40, 40, 0] + [40] * 10


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, sorted({name for row in rows for name in row}))
        writer.writeheader()
        writer.writerows(rows)


def figures(people, lines, weeks=(), ini=""):
    """(group, measure) -> value for people, lines and weeks given as dictionaries."""
    with tempfile.TemporaryDirectory() as folder:
        write(os.path.join(folder, "people.csv"), people)
        write(os.path.join(folder, "lines.csv"), lines)
        write(os.path.join(folder, "hours.csv"), list(weeks) or [{"employee_id": "", "week_ending": "", "hours": ""}])
        config = os.path.join(folder, "paygap.ini")
        with open(config, "w", encoding="utf-8") as file:
            file.write("[employer]\nsnapshot_date = 2026-04-05\n[hours]\nfile = hours.csv\n[payments]\n"
                       "file = lines.csv\n" + WEEKLY + "\n" + "\n".join(["[elements]", *ELEMENTS]) + "\n" + ini)
        outcome = payments.evaluate(os.path.join(folder, "people.csv"), config)
    (employer,) = outcome.employers.values()
    return {(row.group, row.measure): row.value for row in employer.rows}


def line(element, amount, paid="2026-04-30", **cells):
    return {"employee_id": "1", "element": element, "amount": str(amount), "date_paid": paid, **cells}


def rate(*lines, weeks=(), ini="", **cells):
    """The exact hourly pay of one woman with these lines."""
    return figures([{**PERSON, **cells}], lines, weeks, ini)["women", "mean_hourly_pay"]


def bonus(*lines):
    return figures([PERSON], lines)["women", "mean_bonus_pay"]


def weeks_up_to(last, hours):
    return [{"employee_id": "1", "week_ending": (last - payments.DAY * 7 * back).isoformat(), "hours": str(worked)}
            for back, worked in enumerate(reversed(hours))]


class Pay(unittest.TestCase):
    def test_g6_and_g8(self):
        self.assertEqual(rate(line("Basic", 5000)), Fraction(5000 * 700, 3044 * 35))
        got = rate(line("Basic", 5000), line("Annual", 12000))
        self.assertEqual(got, (5000 + 12000 / Fraction("365.25") * Fraction("30.44")) * 7 / Fraction("30.44") / 35)
        self.assertEqual(round(got, 8), Fraction("39.42235306"))

    def test_b_pay_that_falls_in_the_period(self):
        for paid, counts in (("2026-04-01", True), ("30/04/2026", True), ("31/03/2026", False), ("1-May-26", False)):
            self.assertEqual(rate(line("Basic", 5000, paid)) is not None, counts)
        for paid, counts in (("2026-03-30", True), ("2026-04-05", True), ("2026-03-29", False), ("2026-04-06", False)):
            self.assertEqual(rate(line("Basic", 480, paid), pay_period="weekly") is not None, counts)

    def test_a_period_goes_before_the_day_of_payment(self):
        april = {"period_start": "2026-04-01", "period_end": "2026-04-30"}
        march = {"period_start": "2026-03-01", "period_end": "2026-03-31"}
        got = rate(line("Basic", 3044, "2026-05-07", **april), line("Basic", 999, "2026-04-07", **march))
        self.assertEqual(got, 20)

    def test_a_part_of_the_pay_period_belongs_to_it(self):
        # 6 to 30 April lies in the pay period of April: (3,044 + 999) x 7 / 30.44 / 35
        april = {"period_start": "2026-04-01", "period_end": "2026-04-30"}
        got = rate(line("Basic", 3044, **april), line("Basic", 999, period_start="2026-04-06", period_end="2026-04-30"))
        self.assertEqual(got, Fraction(4043) * 7 / Fraction("30.44") / 35)

    def test_what_is_left_out_and_deducted(self):
        got = rate(line("Basic", 3144), line("Sacrifice", -100), line("Overtime", 70), line("Arrears", 500))
        self.assertEqual(got, 20)
        self.assertEqual(rate(line("Basic", 3144), line("Sacrifice", 100)), 20)

    def test_bonuses_of_different_periods(self):
        # 700/35 + 140 x 7/28/35 + 70 x 7/7/35 + 10 x 7/10/35 = 20 + 1 + 2 + 0.2
        own = {"period_start": "2026-03-09", "period_end": "2026-03-18"}
        got = rate(line("Basic", 3044), line("Bonus", 140, bonus_period="28"),
                   line("Annual", 70, bonus_period="weekly"), line("Bonus", 10, **own))
        self.assertEqual(got, 20 + 1 + 2 + Fraction("0.2"))

    def test_the_period_of_a_bonus(self):
        for start, end, days in (("2026-04-01", "2026-04-30", "30.44"), ("2025-04-01", "2026-03-31", "365.25"),
                                 ("2024-02-01", "2024-02-29", "30.44"), ("2025-01-01", "2025-06-30", "182.64"),
                                 ("2025-01-01", "2025-01-30", "30"), ("2026-03-30", "2026-04-05", "7"),
                                 ("2024-01-01", "2025-12-31", "730.56")):
            got = payments.span_days(date.fromisoformat(start), date.fromisoformat(end))
            self.assertEqual(got, Fraction(days))

    def test_a_bonus_without_a_period(self):
        self.assertRaises(oracle.Stop, rate, line("Basic", 3044), line("Bonus", 10))
        got = rate(line("Basic", 3044), line("Bonus", 10), ini="[policy]\ndefault_bonus_period = weekly\n")
        self.assertEqual(got, 20 + Fraction(10, 35))

    def test_the_twelve_months(self):
        got = bonus(line("Bonus", 1, "2025-04-05"), line("Bonus", 10, "2025-04-06"), line("Annual", 100, "2026-04-05",
                    bonus_period="monthly"), line("Bonus", 1000, "2026-04-30", bonus_period="monthly"))
        self.assertEqual(got, 110)
        self.assertIsNone(bonus(line("Annual", 9, "2025-06-01"), line("Annual", -9, "2025-06-01")))

    def test_the_window_of_a_bonus_is_that_of_the_own_pay(self):
        own = {"period_start": "2026-04-05", "period_end": "2026-04-11"}
        got = rate(line("Basic", 350, **own), line("Bonus", 35, "2026-04-11", bonus_period="weekly"),
                   line("Bonus", 35, "2026-04-04", bonus_period="weekly"), pay_period="weekly")
        self.assertEqual(got, 11)

    def test_an_element_in_no_class(self):
        self.assertRaises(oracle.Stop, rate, line("Mystery", 1))


class Hours(unittest.TestCase):
    def test_twelve_weeks(self):
        # 13 weeks, one without hours: 480/12; the last complete week of the month ends on 26 April
        weeks = weeks_up_to(date(2026, 4, 26), THIRTEEN)
        self.assertEqual(rate(line("Basic", 3044), weeks=weeks, weekly_hours=""), Fraction(700, 40))
        later = weeks_up_to(date(2026, 5, 3), THIRTEEN + [7])
        self.assertEqual(rate(line("Basic", 3044), weeks=later, weekly_hours=""), Fraction(700, 40))

    def test_hours_that_are_no_decimal(self):
        weeks = weeks_up_to(date(2026, 4, 26), [10] * 11 + [15])
        self.assertEqual(rate(line("Basic", 3044), weeks=weeks, weekly_hours=""), Fraction(700 * 12, 125))

    def test_eleven_weeks_are_too_few(self):
        weeks = weeks_up_to(date(2026, 4, 26), [40] * 11 + [0])
        self.assertIsNone(rate(line("Basic", 3044), weeks=weeks, weekly_hours=""))
        self.assertEqual(rate(line("Basic", 3044), weeks=weeks), 20)

    def test_d_pieces(self):
        cells = {"pay_period": "weekly", "weekly_hours": "", "pieces_in_week": "525", "pieces_per_hour": "10"}
        self.assertEqual(rate(line("Basic", 399, "2026-04-03"), **cells), Fraction(399, 63))


class People(unittest.TestCase):
    def test_leave(self):
        for pay, counts in (("full", 1), ("100%", 1), ("half", 0), ("nil", 0), ("SMP", 0), ("50%", 0), ("", 0)):
            got = figures([{**PERSON, "leave_type": "sick", "leave_pay_rate": pay}], [line("Basic", 3044)])
            self.assertEqual(got["women", "full_pay_headcount"], counts)
            self.assertEqual(got["women", "headcount"], 1)

    def test_joiners_and_leavers(self):
        for start, end, counts in (("05/04/2026", "", 1), ("06/04/2026", "", 0), ("", "5-Apr-26", 1),
                                   ("", "2026-04-04", 0), ("", "", 1)):
            got = figures([{**PERSON, "start_date": start, "end_date": end}], [line("Basic", 3044)])
            self.assertEqual(got["women", "headcount"], counts)


if __name__ == "__main__":
    unittest.main()
