#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The oracle against published and hand-computed figures.

A: GOV.UK, "Making your gender pay gap calculations" (gov.uk/guidance/making-your-gender-pay-gap-calculations).
G: by hand from SI 2017/172 regulation 6 and the quarter and rounding rules, arithmetic left visible.
"""
import csv
import os
import tempfile
import unittest
from fractions import Fraction

import oracle


def figures(rows, ini=""):
    """The oracle's rows for people given as dictionaries: (group, measure) -> Row."""
    with tempfile.TemporaryDirectory() as folder:
        payroll, config = os.path.join(folder, "payroll.csv"), os.path.join(folder, "paygap.ini")
        with open(payroll, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        with open(config, "w", encoding="utf-8") as file:
            file.write(ini)
        outcome = oracle.evaluate(payroll, config)
    (employer,) = outcome.employers.values()
    return {(row.group, row.measure): row for row in employer.rows}


def at_rate(sex, rate, number):
    return [{"sex": sex, "hourly_pay": str(rate)}] * number


def one_rate(**cells):
    """The exact hourly pay of one woman with these cells."""
    return figures([dict(sex="F", **cells)])["women", "mean_hourly_pay"].value


class Published(unittest.TestCase):
    def test_a1_quarters_of_4445_employees(self):
        rows = []
        for rate, (men, women) in enumerate([(187, 925), (110, 1001), (298, 813), (750, 361)], start=10):
            rows += at_rate("M", rate, men) + at_rate("F", rate, women)
        got = figures(rows)
        expected = {"lower": ("16.8", "83.2", 1112), "lower_middle": ("9.9", "90.1", 1111),
                    "upper_middle": ("26.8", "73.2", 1111), "upper": ("67.5", "32.5", 1111)}
        for name, (men, women, size) in expected.items():
            self.assertEqual(got["men", name + "_quarter_share"].published, men)
            self.assertEqual(got["women", name + "_quarter_share"].published, women)
            self.assertEqual(got["men", name + "_quarter_share"].count, size)

    def test_a2_remainders(self):
        self.assertEqual(oracle.quarter_sizes(4445), [1112, 1111, 1111, 1111])
        self.assertEqual(oracle.quarter_sizes(4446), [1112, 1111, 1112, 1111])
        self.assertEqual(oracle.quarter_sizes(4447), [1112, 1112, 1112, 1111])

    def test_a3_tie_across_the_lower_boundary(self):
        # 20 below, 40 tied (4 men), 60 above: places 20..29 are lower, 30..59 lower middle
        rows = (at_rate("F", 9, 20) + at_rate("M", 10, 4) + at_rate("F", 10, 36) + at_rate("F", 11, 60))
        got = figures(rows)
        self.assertEqual(got["men", "lower_quarter_count"].value, 1)
        self.assertEqual(got["women", "lower_quarter_count"].value, 20 + 9)
        self.assertEqual(got["men", "lower_middle_quarter_count"].value, 3)
        self.assertEqual(got["women", "lower_middle_quarter_count"].value, 27)

    def test_a4_mean_gap(self):
        # one person takes what is left of the sum: 23,550 = 1,344 * 17.50 + 30; 46,900 = 3,099 * 15.13 + 12.13
        rows = (at_rate("M", "17.50", 1344) + at_rate("M", "30", 1) + at_rate("F", "15.13", 3099)
                + at_rate("F", "12.13", 1))
        got = figures(rows)
        self.assertEqual(got["men", "mean_hourly_pay"].value, Fraction(23550, 1345))
        self.assertEqual(got["men", "mean_hourly_pay"].published, "17.51")
        self.assertEqual(got["women", "mean_hourly_pay"].value, Fraction(46900, 3100))
        self.assertEqual(got["women", "mean_hourly_pay"].published, "15.13")
        self.assertEqual(got["women", "mean_hourly_gap"].published, "13.6")

    def test_a5_and_a9_median_gap(self):
        rows = (at_rate("M", 14, 672) + at_rate("M", 15, 673) + at_rate("F", 13, 1550) + at_rate("F", 15, 1550))
        got = figures(rows)
        self.assertEqual(got["men", "median_hourly_pay"].value, 15)
        self.assertEqual(got["women", "median_hourly_pay"].value, 14)
        self.assertEqual(got["women", "median_hourly_gap"].published, "6.7")
        self.assertEqual(oracle.median([Fraction(n) for n in range(1, 81)]), Fraction(81, 2))

    def test_a6_bonus_shares(self):
        rows = [{"sex": sex, "bonus_12_months": bonus} for sex, bonus, number in
                (("M", "1", 1300), ("M", "", 75), ("F", "1", 2000), ("F", "0", 1125)) for _ in range(number)]
        got = figures(rows)
        self.assertEqual(got["men", "bonus_share"].published, "94.5")
        self.assertEqual(got["women", "bonus_share"].published, "64.0")
        self.assertEqual(got["men", "bonus_share"].count, 1375)

    def test_a7_a8_bonus_gaps(self):
        men, women = ["350", "2300", "2300"], ["20", "2225", "2225"]  # means 1,650 and 1,490
        rows = ([{"sex": "M", "bonus_12_months": b} for b in men]
                + [{"sex": "F", "bonus_12_months": b} for b in women])
        got = figures(rows)
        self.assertEqual(got["women", "mean_bonus_gap"].published, "9.7")
        self.assertEqual(got["women", "median_bonus_gap"].published, "3.3")


class HourlyPay(unittest.TestCase):
    def check(self, eight_places, **cells):
        self.assertEqual(oracle.published(one_rate(**cells), 8), eight_places)

    def test_g1_to_g6_by_frequency(self):
        self.check("15.33070521", pay_period="monthly", basic_pay="2500", weekly_hours="37.5")
        self.check("12.00000000", pay_period="weekly", basic_pay="480", weekly_hours="40")
        self.check("13.33333333", pay_period="fortnightly", basic_pay="1000", weekly_hours="37.5")
        self.check("12.00000000", pay_period="four-weekly", basic_pay="1920", weekly_hours="40")
        self.check("15.33196441", pay_period="annual", basic_pay="30000", weekly_hours="37.5")
        self.check("32.85151117", pay_period="monthly", basic_pay="5000", weekly_hours="35")

    def test_g7_a_quarter_is_three_months(self):
        for period in ("quarterly", "91.32", "3 months"):
            self.check("20.00000000", pay_period=period, basic_pay="9132", weekly_hours="35")

    def test_g8_annual_bonus_in_a_month(self):
        for period in ("annual", "12 months", "365.25"):
            self.check("39.42235306", pay_period="monthly", basic_pay="5000", weekly_hours="35",
                       bonus_in_pay_period="12,000", bonus_period=period)

    def test_bonus_adjustments(self):
        # adjusted amount = amount / bonus days * pay days; 35 hours; hourly = adjusted * 7 / pay days / 35
        for text, bonus, bonus_period, pay_period, days in (
                ("1000.08213552", "12000", "1 year", "monthly", oracle.MONTH),
                ("1000.00000000", "3000", "quarterly", "monthly", oracle.MONTH),
                ("229.96057819", "3000", "quarterly", "weekly", 7),
                ("22.99794661", "1200", "annual", "weekly", 7),
                ("919.84231275", "6000", "6 months", "four-weekly", 28),
                ("434.85714286", "100", "weekly", "monthly", oracle.MONTH)):
            with self.subTest(bonus=bonus, bonus_period=bonus_period):
                period = "annual" if bonus_period == "1 year" else bonus_period
                rate = one_rate(pay_period=pay_period, basic_pay="0", weekly_hours="35",
                                bonus_in_pay_period=bonus, bonus_period=period)
                self.assertEqual(oracle.published(rate * 35 * days / 7, 8), text)

    def test_piecework_week_of_63_output_hours(self):
        self.check("6.33333333", pay_period="weekly", piecework_pay="399", weekly_hours="63")


class Rules(unittest.TestCase):
    def test_rounding_pairs_total_one_hundred(self):
        for part, whole, first, second in ((13, 80, "16.2", "83.8"), (1, 16, "6.2", "93.8"), (3, 16, "18.8", "81.2"),
                                           (7, 16, "43.8", "56.2"), (67, 80, "83.8", "16.2"), (1, 8, "12.5", "87.5")):
            self.assertEqual(oracle.published(Fraction(100 * part, whole), 1), first)
            self.assertEqual(oracle.published(Fraction(100 * (whole - part), whole), 1), second)
        self.assertEqual(oracle.published(Fraction(-1, 30), 1), "0.0")

    def test_fewer_people_than_quarters(self):
        self.assertEqual([oracle.quarter_sizes(n) for n in (1, 2, 3)], [[1, 0, 0, 0], [1, 0, 1, 0], [1, 1, 1, 0]])

    def test_everybody_on_one_rate(self):
        filled, _ = oracle.quarters([Fraction(9)] * 4, [Fraction(9)] * 4, "exact")
        self.assertEqual(filled, [[1, 1]] * 4)

    def test_tie_over_all_four_quarters(self):
        # N = 12: one lowest, ten on one rate (4 men), one highest
        men, women = [Fraction(10)] * 4, [Fraction(9)] + [Fraction(10)] * 6 + [Fraction(11)]
        filled, _ = oracle.quarters(men, women, "exact")
        self.assertEqual(filled, [[1, 2], [1, 2], [1, 2], [1, 2]])

    def test_equal_remainders_go_to_the_lower_band(self):
        self.assertEqual(oracle.share_out(1, [1, 1]), ([1, 0], True))
        self.assertEqual(oracle.share_out(1, [2, 1]), ([1, 0], False))

    def test_gaps_that_cannot_be_formed(self):
        got = figures([{"sex": "F", "hourly_pay": "10", "bonus_12_months": "5"}])
        for measure in ("mean_hourly_gap", "median_hourly_gap", "mean_bonus_gap", "median_bonus_gap"):
            self.assertEqual(got["women", measure][3:], (None, "", 1, "not_applicable"))

    def test_men_had_a_bonus_and_no_woman_did(self):
        got = figures([{"sex": "F", "bonus_12_months": "0"}, {"sex": "M", "bonus_12_months": "5"}])
        self.assertEqual(got["women", "mean_bonus_gap"].published, "100.0")
        self.assertEqual(got["women", "median_bonus_gap"].published, "100.0")

    def test_merged_posts(self):
        posts = [{"employee_id": "1", "sex": "F", "pay_period": "weekly", "basic_pay": "100", "weekly_hours": "10"},
                 {"employee_id": "1", "sex": "F", "pay_period": "weekly", "basic_pay": "400", "weekly_hours": "20"}]
        got = figures(posts, "[policy]\nmultiple_contracts = merge\n")
        self.assertEqual(got["women", "mean_hourly_pay"].value, Fraction(500, 30))
        self.assertEqual(figures(posts, "[policy]\nmultiple_contracts = separate\n")["women", "headcount"].value, 2)
        self.assertRaises(oracle.Stop, figures, posts)

    def test_a_bonus_without_a_period_stops(self):
        row = {"sex": "F", "pay_period": "weekly", "basic_pay": "100", "weekly_hours": "10", "bonus_in_pay_period": "5"}
        self.assertRaises(oracle.Stop, figures, [row])
        got = figures([row], "[policy]\ndefault_bonus_period = fortnightly\n")
        self.assertEqual(got["women", "mean_hourly_pay"].value, Fraction("10.25"))

    def test_amounts(self):
        for text, value in (("£1,234.50", "1234.5"), ("(123.45)", "-123.45"), ("-12.3", "-12.3"), ("1234.5", "1234.5"),
                            ("0.0000005", "0"), ("0.0000015", "0.000002")):
            self.assertEqual(oracle.amount(text), Fraction(value))
        for text in ("abc", "12.3.4", "--5", "1,23", "(5"):
            self.assertEqual(oracle.amount(text), oracle.BAD)


if __name__ == "__main__":
    unittest.main()
