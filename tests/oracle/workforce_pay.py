# SPDX-License-Identifier: GPL-3.0-or-later
"""Pay gaps over time and why they changed, worked out again."""
import itertools
import json
import random
from collections import Counter, defaultdict
from fractions import Fraction

from workforce_files import day_of, group_of, listed
from workforce_statistics import ANY, Near, less, mean, median

PENCE = 100


PAY_FIGURES = [("Mean hourly gap", "women", "mean_hourly_gap", "percent"),
               ("Median hourly gap", "women", "median_hourly_gap", "percent"),
               ("Mean hourly pay, men", "men", "mean_hourly_pay", "pounds an hour"),
               ("Mean hourly pay, women", "women", "mean_hourly_pay", "pounds an hour"),
               ("Median hourly pay, men", "men", "median_hourly_pay", "pounds an hour"),
               ("Median hourly pay, women", "women", "median_hourly_pay", "pounds an hour"),
               ("Mean bonus gap", "women", "mean_bonus_gap", "percent"),
               ("Median bonus gap", "women", "median_bonus_gap", "percent"),
               ("Men paid a bonus", "men", "bonus_share", "percent"),
               ("Women paid a bonus", "women", "bonus_share", "percent"),
               ("Women in the upper quarter", "women", "upper_quarter_share", "percent"),
               ("Women in the lower quarter", "women", "lower_quarter_share", "percent"),
               ("Mean hourly pay, men less women", "", "mean_hourly_pay", "pounds an hour"),
               ("Median hourly pay, men less women", "", "median_hourly_pay", "pounds an hour")]


class Pay:
    """Figures of several years, and two payrolls."""

    NO_INTERVAL = {"interval_lower": None, "interval_upper": None}

    def pay_gaps(self, made):
        names = listed(self.keys.get("results", ""))
        if not names:
            return
        years = []
        for name in names:
            with open(self.path(name), encoding="utf-8") as file:
                read = json.load(file)
            years.append((day_of(read["snapshot_date"]),
                          {(row["group"], row["measure"]): row for row in read["figures"]
                           if row["characteristic"] == "sex" and row["comparator"] in ("", "men")}))
        years.sort(key=lambda year: year[0])
        for title, sex, measure, unit in PAY_FIGURES:
            is_pay, values, pence = unit == "pounds an hour", [], []
            for _, rows in years:
                if is_pay:  # changes are those of the pennies that are published
                    both = [rows.get((group, measure), {}).get("published") for group in ([sex] if sex else ["men", "women"])]
                    pence.append(PENCE * (Fraction(both[0]) - (Fraction(both[1]) if len(both) > 1 else 0)) if all(both) else None)
                value = rows.get((sex, measure), {}).get("value") if sex else pence[-1] and pence[-1] / PENCE
                values.append(None if value is None else float(value))
            told = pence if is_pay else values
            figures = {f"value_{day.year}": value for (day, _), value in zip(years, values)}
            figures["change"] = less(told[-1], told[-2]) if len(told) > 1 else None
            figures["change_from_first"] = less(told[-1], told[0])
            made.add("Pay_over_time" if is_pay else "Pay_gaps",
                     {key: value if value is None else float(value) for key, value in figures.items()}, item=title)

    def rates(self, key):
        """id -> (sex, hourly pay or None, grade)."""
        made = {}
        for row in self.rows_of(key):
            days = {"monthly": Fraction("30.44"), "weekly": Fraction(7)}[row["pay_period"]]
            pay = Fraction(row["basic_pay"]) * 7 / days / Fraction(row["weekly_hours"])
            grade = row.get(self.keys.get("payroll_grade", "grade"), "")
            made[row["employee_id"]] = (group_of("Sex", row["sex"]), pay if row["full_pay"] == "yes" else None, grade)
        return made

    def why(self, made):
        then, now = self.rates("earlier_payroll"), self.rates("payroll")
        has_grades = "payroll_grade" in self.keys
        people = []  # sex, event, rate then, rate now
        for number in sorted(set(then) | set(now)):
            a, b = then.get(number), now.get(number)
            rates = (a[1] if a else None), (b[1] if b else None)
            if rates == (None, None):
                continue
            event = 0 if not a else 1 if not b else 2 if None in rates else \
                3 if has_grades and a[2] != b[2] else 4
            people.append(((b or a)[0], event, *rates))
        self.split(made, people)

    def split(self, made, people):
        # sums and numbers of each sex, event and year
        cells = defaultdict(lambda: [Fraction(0), 0])
        for sex, event, *rates in people:
            for year, rate in enumerate(rates):
                if rate is not None:
                    cells[sex, event, year][0] += rate
                    cells[sex, event, year][1] += 1

        def difference(happened):
            means = []
            for sex in ("Men", "Women"):
                parts = [cells[sex, event, 1 if event in happened else 0] for event in range(5)]
                n = sum(part[1] for part in parts)
                if n == 0:
                    raise ZeroDivisionError("nobody of a sex is left")
                means.append(sum(part[0] for part in parts) / n)
            return means[0] - means[1]

        values = {frozenset(some): difference(some) for size in range(6) for some in itertools.combinations(range(5), size)}
        parts = [Fraction(0)] * 5
        for order in itertools.permutations(range(5)):
            for i, event in enumerate(order):
                parts[event] += values[frozenset(order[:i + 1])] - values[frozenset(order[:i])]
        parts = [part / 120 for part in parts]
        first, last = values[frozenset()], values[frozenset(range(5))]
        assert sum(parts) == last - first
        titles = ["People who joined", "People who left", "People who returned to or left full pay",
                  "People who changed grade", "Pay that changed within a grade"]
        if "payroll_grade" not in self.keys:
            titles[4] = ANY
        numbers = Counter(event for _, event, *_ in people)
        for i, title in enumerate(titles):
            if title is not ANY:
                made.add("Why_it_changed", {"headcount": numbers[i], "pounds": float(parts[i]),
                                            "pence": float(100 * parts[i]), **self.NO_INTERVAL}, item=title,
                         is_optional=not numbers[i])
        for title, value in (("Difference then", first), ("Difference now", last)):
            made.add("Why_it_changed", {"headcount": None, "pounds": float(value), "pence": float(100 * value),
                                        **self.NO_INTERVAL}, item=title)
        (low, high), *gaps = self.bootstrap(people)
        for title, ends, average in (("Mean hourly pay gap", gaps[0], mean), ("Median hourly pay gap", gaps[1], median)):
            rates = [[[rate for s, _, *both in people for rate in [both[year]] if s == sex and rate is not None]
                      for sex in ("Men", "Women")] for year in (0, 1)]
            then, now = [100 * (average(men) - average(women)) / average(men) for men, women in rates]
            width = ends[1] - ends[0]
            made.add("Pay_gap_change", {"then": then, "now": now, "change": now - then,
                                        "interval_lower": Near(ends[0], 0.15 * width + 0.1),
                                        "interval_upper": Near(ends[1], 0.15 * width + 0.1)}, item=title)
        made.add("Why_it_changed", {"headcount": None, "pounds": float(last - first), "pence": float(100 * (last - first)),
                                    "interval_lower": Near(low, 0.15 * (high - low)),
                                    "interval_upper": Near(high, 0.15 * (high - low))}, item="Change")

    @staticmethod
    def bootstrap(people, draws=1000):
        """Ends of the middle 95 % of the change of the difference of means, in pence, of the mean gap and of the median
        gap; people drawn with both years, men and women apart."""
        rng = random.Random(7)
        by_sex = {sex: [tuple(None if rate is None else float(rate) for rate in rates) for s, _, *rates in people if s == sex]
                  for sex in ("Men", "Women")}
        found = []
        for _ in range(draws):
            drawn = [rng.choices(by_sex[sex], k=len(by_sex[sex])) for sex in ("Men", "Women")]
            rates = [[[pair[year] for pair in pairs if pair[year] is not None] for pairs in drawn] for year in (0, 1)]
            if all(len(some) for year in rates for some in year):
                means, medians = [[[average(some) for some in year] for year in rates] for average in (mean, median)]
                gaps = [[100 * (men - women) / men for men, women in averages] for averages in (means, medians)]
                found.append([100 * ((means[1][0] - means[1][1]) - (means[0][0] - means[0][1])),
                              *(now - then for then, now in gaps)])
        columns = [sorted(column) for column in zip(*found)]
        return [(column[int(0.025 * len(found))], column[int(0.975 * len(found)) - 1]) for column in columns]
