#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An attacker of what was published, written from the documents of the output alone.

Reads publish/results.csv and publish/workforce.csv of an output folder, puts all that is printed there into one system of counts
and sums of pay (report() and workforce() say which relations), and works out the exact interval of each count and of each small
sum (protect_solver.py). The truth is read from internal/. The rule that is tested, with T = 5:

- a count of 1 to T-1 people, and every count printed as "5 or fewer", keeps an interval from 0 or 1 to T or more; where the
  figures that the law requires already cap it, those ends;
- the sum of pay of 1 to 9 people keeps an interval that reaches 10 % below (not under the lowest minimum wage) and above it.

Beside that the form is checked: ranges hold the truth and stand in blocks of five, no exact share beside a count that is not, no
exact figure in the workbook that the file withholds, no count withheld at all.

As a script: protect_attack.py DIR [--open=LEVEL,LEVEL]; prints a line for each violation. --open: the open levels of a workforce.
"""
import collections
import csv
import json
import math
import os
import sys

from protect_solver import FREE, System, Undecided

T = 5
SMALL_SUM = 9
# The lowest rate that anybody may lawfully be paid at the snapshot date (apprentices), and a rate nobody is paid.
LOWEST_WAGE, HIGHEST_WAGE = 8.00, 2000.0
HIGHEST_BONUS = 200000.0
MINIMUM, MINIMUM_ETHNICITY = 10, 50
UNDISCLOSED = ("Prefer not to say", "Not known")
QUARTERS = ("lower", "lower_middle", "upper_middle", "upper")
COUNTS = ("headcount", "full_pay_headcount", "bonus_headcount") + tuple(f"{quarter}_quarter_count" for quarter in QUARTERS)
MAJORITY = ("White", "Not disabled", "English, Welsh, Scottish, Northern Irish or British", "White British",
            "White, group not given", "No religion", "None", "Heterosexual or straight")
# docs/ethnicity.md: the detailed groups of the scheme of 2021 inside the broad ones, and the older lists where they differ.
BROAD = {
    "White": ["English, Welsh, Scottish, Northern Irish or British", "Irish", "Gypsy or Irish Traveller", "Roma",
              "Any other White background"],
    "Mixed or Multiple ethnic groups": ["White and Black Caribbean", "White and Black African", "White and Asian",
                                        "Any other Mixed or Multiple background"],
    "Asian or Asian British": ["Indian", "Pakistani", "Bangladeshi", "Chinese", "Any other Asian background"],
    "Black, Black British, Caribbean or African": ["Caribbean", "African",
                                                   "Any other Black, Black British, or Caribbean background"],
    "Other ethnic group": ["Arab", "Any other ethnic group"],
}

Violation = collections.namedtuple("Violation", "kind what detail")


class Figure:
    """One printed figure: the ends between which it says the value lies."""

    def __init__(self, row):
        self.status, self.unit = row["status"], row["unit"]
        self.published, self.measure = row["published"], row["measure"]
        self.number = number(row["value"] if row["value"] else row["published"])
        self.count = number(row.get("count") or "")
        self.interval = (number(row.get("interval_lower") or ""), number(row.get("interval_upper") or ""))
        self.low, self.high, self.half = 0.0 if self.unit.startswith("people") else -FREE, FREE, None
        self.exact = False
        if self.status == "range":
            self.low, self.high = number(row.get("value_lower") or ""), number(row.get("value_upper") or "")
            if self.low is None or self.high is None:
                self.low, self.high = -FREE, FREE
        elif self.status in ("ok", "provisional", "rounded") and self.number is not None:
            self.half = self._half()
            self.low, self.high = self.number - self.half, self.number + self.half
            self.exact = self.status != "rounded"
        self.shown = self.low != -FREE and self.high != FREE

    def _half(self):
        places = self.published.partition(".")[2]
        if self.unit.startswith("people"):
            return 0.0
        if self.unit == "pounds":
            return 0.05 if self.status == "rounded" and places else 0.005 if places else 0.5
        if self.unit in ("percent", "points"):
            return 0.05 if places else 0.5
        return 0.5 * 10 ** -len(places)


def number(text):
    """The number a cell holds, or None."""
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def read(path, key):
    """The rows of a file by key(row); the last of two rows of one key counts (a median and a mean never share one)."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return {key(row): Figure(row) for row in csv.DictReader(file)}


def report_key(row):
    return row["characteristic"], row["group"], row["comparator"], row["measure"]


def workforce_key(row):
    return tuple(row[name] for name in ("part", "date", "category", "dimension", "characteristic", "group", "comparator", "item",
                                        "measure"))


def settings(directory):
    """The minima in force, from the configuration that internal/results.json tells; the defaults if it tells none."""
    try:
        with open(os.path.join(directory, "internal", "results.json"), encoding="utf-8") as file:
            told = json.load(file)["configuration"]["settings"]
        found = {entry.get("key", entry.get("name")): entry.get("value") for entry in told} if isinstance(told, list) else told
        return int(found.get("minimum_publish", MINIMUM)), int(found.get("minimum_publish_ethnicity", MINIMUM_ETHNICITY))
    except (OSError, KeyError, TypeError, ValueError, AttributeError):
        return MINIMUM, MINIMUM_ETHNICITY


def wilson(count, people):
    """Wilson's 95 % interval, in percent."""
    if not people:
        return 0.0, 100.0
    z = 1.959963984540054
    share = count / people
    middle = share + z * z / (2 * people)
    spread = z * math.sqrt(share * (1 - share) / people + z * z / (4 * people * people))
    return 100 * (middle - spread) / (1 + z * z / people), 100 * (middle + spread) / (1 + z * z / people)


def wilson_bounds(system, name, people, lower, upper):
    """Which counts have a printed interval, if the number of people is known."""
    fits = [count for count in range(int(people) + 1)
            if all(end is None or abs(end - told) <= 0.0501 for end, told in zip((lower, upper), wilson(count, people)))]
    if fits:
        system.bound(name, fits[0], fits[-1], f"{name}: the interval of its share")


# --------------------------------------------------------------------------------------------------------- the report


class Report:
    """The system of one report. law_only: what the fourteen statutory figures tell, and nothing else.

    listed: the reader also knows that a group with nobody in it has no rows, so that somebody is in each that has."""

    def __init__(self, published, truth, minima, law_only=False, listed=False, seconds=10.0):
        self.published, self.truth, self.law_only, self.listed = published, truth, law_only, listed
        self.minimum, self.minimum_ethnicity = minima
        self.system = System(seconds)
        self.cells = {}
        self.unions = []
        self.disclosure = []
        self.names = []
        for name, *_ in published:
            if name != "sex" and " x " not in name and name not in self.names:
                self.names.append(name)
        self._sexes()
        for name in self.names:
            self._characteristic(name)
        for name, *_ in published:
            if " x " in name and not name.startswith("sex x ") and not law_only:
                self._disclosure(name)
        self.wrong = self.system.settle()

    # ---- the figures

    def figure(self, name, group, measure, comparator=""):
        return self.published.get((name, group, comparator, measure))

    def true(self, name, group, measure):
        figure = self.truth.get((name, group, "", measure))
        return figure.number if figure is not None and figure.number is not None else 0.0

    def allowed(self, name, measure):
        """Whether the figure is part of what is looked at: everything, or what the law requires."""
        if not self.law_only:
            return True
        return name == "sex" and measure in ("headcount", "full_pay_headcount", "bonus_share") or \
            name == "sex" and "_quarter_" in measure

    def count(self, variable, name, group, measure):
        """An unknown count and what its own row says of it."""
        truth = self.true(name, group, measure)
        # The quarters and shares that the law requires tell the numbers of each sex where they are small: taken to be known.
        given = name == "sex" and measure != "bonus_headcount"
        self.system.add(variable, truth, truth if given else 0, truth if given else FREE)
        figure = self.figure(name, group, measure)
        if figure is not None and figure.shown and self.allowed(name, measure):
            self.system.bound(variable, figure.low, figure.high, f"{name}, {group}: {measure}")

    def share(self, part, whole, name, group, measure):
        """A printed share of two unknowns."""
        figure = self.figure(name, group, measure)
        if figure is None or not figure.shown or not self.allowed(name, measure):
            return
        why = f"{name}, {group}: {measure}"
        self.system.relate({part: 100, whole: -figure.high}, -FREE, 0, why)
        self.system.relate({part: 100, whole: -figure.low}, 0, FREE, why)

    def mean(self, total, people, name, group, measure, lowest, highest, minimum):
        """A sum of pay, its people and the mean that is printed of it. Gives the ends of the mean."""
        truth = self.true(name, group, measure) * self.system.truth[self.system.index[people]]
        self.system.add(total, truth, whole=False)
        self.system.relate({total: 1, people: -highest}, -FREE, 0, f"{total}: a bold upper end", True)
        self.system.relate({total: 1, people: -lowest}, 0, FREE, f"{total}: the lowest wage", True)
        figure = self.figure(name, group, measure)
        if self.law_only or figure is None or not figure.shown:
            return
        why = f"{name}, {group}: {measure}"
        self.system.relate({total: 1, people: -figure.high}, -FREE, 0, why)
        self.system.relate({total: 1, people: -figure.low}, 0, FREE, why)
        self.system.bound(people, minimum, FREE, f"{why}, shown of fewer than {minimum} people")
        if figure.count is not None:
            self.system.bound(people, figure.count, figure.count, f"{why}, count")

    # ---- everybody

    def _sexes(self):
        system = self.system
        for sex in ("men", "women"):
            self.count(f"H {sex}", "sex", sex, "headcount")
            self.count(f"F {sex}", "sex", sex, "full_pay_headcount")
            self.count(f"B {sex}", "sex", sex, "bonus_headcount")
            for quarter in QUARTERS:
                self.count(f"Q {quarter} {sex}", "sex", sex, f"{quarter}_quarter_count")
            system.relate({f"F {sex}": 1, f"H {sex}": -1}, -FREE, 0, f"{sex}: on full pay at most everybody")
            system.relate({f"B {sex}": 1, f"H {sex}": -1}, -FREE, 0, f"{sex}: with a bonus at most everybody")
            system.relate({f"F {sex}": -1, **{f"Q {quarter} {sex}": 1 for quarter in QUARTERS}}, 0, 0, f"{sex}: quarters")
            self.share(f"B {sex}", f"H {sex}", "sex", sex, "bonus_share")
            self.mean(f"S {sex}", f"F {sex}", "sex", sex, "mean_hourly_pay", LOWEST_WAGE, HIGHEST_WAGE, self.minimum)
            self.mean(f"P {sex}", f"B {sex}", "sex", sex, "mean_bonus_pay", 0, HIGHEST_BONUS, self.minimum)
            self.cells["sex", sex] = {"H": f"H {sex}", "F": f"F {sex}", "B": f"B {sex}", "S": f"S {sex}", "P": f"P {sex}"}
        for letter in "HFB":
            system.add(f"{letter} all", sum(system.truth[system.index[f"{letter} {sex}"]] for sex in ("men", "women")))
            system.relate({f"{letter} all": 1, f"{letter} men": -1, f"{letter} women": -1}, 0, 0, "men and women are everybody")
        for letter in "SP":
            system.add(f"{letter} all", sum(system.truth[system.index[f"{letter} {sex}"]] for sex in ("men", "women")), whole=False)
            system.relate({f"{letter} all": 1, f"{letter} men": -1, f"{letter} women": -1}, 0, 0, "men's and women's pay is all")
        for quarter in QUARTERS:
            variable = f"Q {quarter} all"
            system.add(variable, sum(system.truth[system.index[f"Q {quarter} {sex}"]] for sex in ("men", "women")))
            system.relate({variable: 1, f"Q {quarter} men": -1, f"Q {quarter} women": -1}, 0, 0, "men and women of a quarter")
        if not self.law_only:
            self.gap("sex", "women", "men", "mean_hourly_gap", self.cells["sex", "women"], self.cells["sex", "men"], "S", "F")
            self.gap("sex", "women", "men", "mean_bonus_gap", self.cells["sex", "women"], self.cells["sex", "men"], "P", "B")

    def known(self, variable):
        """The value of a count that its own row, the law or the bounds so far give, or None."""
        system = self.system
        low, high = system.low[system.index[variable]], system.high[system.index[variable]]
        if low == high:
            return low
        for terms, least, most, _, _ in system.relations:
            if len(terms) == 1 and variable in terms and terms[variable] == 1:
                low, high = max(low, least), min(high, most)
        return low if low == high else None

    def gap(self, name, group, comparator, measure, cell, other, total, people):
        """A printed gap: of two sums whose people are known, or of one mean from the printed ends of the other."""
        figure = self.figure(name, group, measure, comparator)
        if figure is None or not figure.shown:
            return
        why = f"{name}, {group} against {comparator}: {measure}"
        low, high = 1 - figure.high / 100, 1 - figure.low / 100
        mean_measure = "mean_hourly_pay" if total == "S" else "mean_bonus_pay"
        printed = [self.figure(name, side, mean_measure) for side in (group, comparator)]
        if name != "sex" and all(mean is not None and mean.shown for mean in printed):
            # Worked out from the means as printed, a gap tells no more than they do; what is true by luck is not known.
            low = min(low, printed[0].low / printed[1].high)
            high = max(high, printed[0].high / printed[1].low)
        many, others = self.known(cell[people]), self.known(other[people])
        if many and others:
            self.system.relate({cell[total]: 1 / many, other[total]: -high / others}, -FREE, 0, why, True)
            self.system.relate({cell[total]: 1 / many, other[total]: -low / others}, 0, FREE, why, True)
        for one, two, one_ends, two_ends in ((cell, other, group, comparator), (other, cell, comparator, group)):
            mean = self.figure(name, two_ends, mean_measure)
            if mean is None or not mean.shown:
                continue
            # Gaps are worked out from the means, printed or true; the ends allow for both.
            if one is cell:
                ends = (low * mean.low, high * mean.high)
            else:
                ends = (mean.low / high if high > 0 else 0, mean.high / low if low > 0 else FREE)
            if ends[1] != FREE:
                self.system.relate({one[total]: 1, one[people]: -ends[1]}, -FREE, 0, why, True)
            self.system.relate({one[total]: 1, one[people]: -ends[0]}, 0, FREE, why, True)
        if figure.count is not None:
            self.system.relate({cell[people]: 1, other[people]: 1}, figure.count, figure.count, f"{why}, count", True)

    # ---- a characteristic

    def groups(self, name):
        found = []
        for key, group, _, _ in self.published:
            if key == name and group != "everybody" and group not in found:
                found.append(group)
        return found

    def partitions(self, name, groups):
        """How groups add up: [(whole or None for everybody, parts)]."""
        undisclosed = [group for group in groups if group in UNDISCLOSED]
        answers = [group for group in groups if group not in UNDISCLOSED]
        if name.lower() != "ethnicity":
            return [(None, answers + undisclosed)]
        broad = [group for group in answers if group in BROAD]
        two = [group for group in answers if group in ("White British", "All other ethnic groups", "Minority ethnic")]
        detailed = [group for group in answers if group not in broad and group not in two]
        found = []
        if broad and "Minority ethnic" not in broad:
            found.append((None, broad + undisclosed))
        inside = {}
        for group in detailed:
            for whole, parts in BROAD.items():
                if group in parts or group == f"{whole}, group not given":
                    inside.setdefault(whole, []).append(group)
        if detailed and sum(map(len, inside.values())) == len(detailed):
            for whole, parts in inside.items():
                if whole in broad:
                    found.append((whole, parts))
            if not broad:
                found.append((None, detailed + undisclosed))
        elif detailed and not broad:
            found.append((None, detailed + undisclosed))
        if len(two) == 2 and not any("group not given" in group for group in detailed):
            found.append((None, two + undisclosed))
        return found

    def _characteristic(self, name):
        groups = self.groups(name)
        minimum = self.minimum_ethnicity if name.lower() == "ethnicity" else self.minimum
        for group in groups:
            self._cell(name, group, minimum)
        for whole, parts in self.partitions(name, groups):
            self._add_up(name, whole, parts)
        self._by_sex(name, groups)
        if self.law_only:
            return
        self._not_formed(name, groups)
        self._not_formed(f"sex x {name}", [f"{sex}: {group}" for group in groups for sex in ("men", "women")])
        undisclosed = [group for group in groups if group in UNDISCLOSED]
        for (key, group, comparator, measure) in self.published:
            if key != name or (name, group) not in self.cells:
                continue
            cell, other = self.cells[name, group], self.cells.get((name, comparator))
            if other and measure == "mean_hourly_gap":
                self.gap(name, group, comparator, measure, cell, other, "S", "F")
            elif other and measure == "mean_bonus_gap":
                self.gap(name, group, comparator, measure, cell, other, "P", "B")
            elif other and measure.startswith("mean_") and "_gap_if_in_" in measure and undisclosed:
                self._scenario(name, group, comparator, measure, cell, other, undisclosed)
        self._disclosed(name, "everybody", {
            "disclosed": None, "prefer_not_to_say": self.cells.get((name, UNDISCLOSED[0]), {}).get("H"),
            "not_known": self.cells.get((name, UNDISCLOSED[1]), {}).get("H")}, "H all")

    def _cell(self, name, group, minimum):
        system, tag = self.system, f"{name}: {group}"
        cell = {"H": f"H {tag}", "F": f"F {tag}", "B": f"B {tag}", "S": f"S {tag}", "P": f"P {tag}", "q": []}
        self.count(cell["H"], name, group, "headcount")
        if self.listed:
            system.bound(cell["H"], 1, FREE, f"{tag}: listed", True)
        self.count(cell["F"], name, group, "full_pay_headcount")
        self.count(cell["B"], name, group, "bonus_headcount")
        for quarter in QUARTERS:
            variable = f"Q {quarter} {tag}"
            cell["q"].append(variable)
            self.count(variable, name, group, f"{quarter}_quarter_count")
            self.share(variable, f"Q {quarter} all", name, group, f"{quarter}_quarter_share")
            self.share(variable, cell["F"], name, group, f"{quarter}_quarter_share_of_group")
            told = self.figure(name, group, f"{quarter}_quarter_share_of_group")
            if told is not None and told.count is not None and not self.law_only:
                system.bound(cell["F"], told.count, told.count, f"{tag}: people behind {quarter}_quarter_share_of_group")
        leave, none = f"L {tag}", f"N {tag}"
        system.add(leave, system.true_value({cell["H"]: 1, cell["F"]: -1}))
        system.add(none, system.true_value({cell["H"]: 1, cell["B"]: -1}))
        system.relate({cell["H"]: 1, cell["F"]: -1, leave: -1}, 0, 0, f"{tag}: on full pay or not")
        system.relate({cell["H"]: 1, cell["B"]: -1, none: -1}, 0, 0, f"{tag}: with a bonus or not")
        cell["L"], cell["N"] = leave, none
        for variable, measures in ((leave, ("not_full_pay_headcount", "not_full_pay")), (none, ("no_bonus_headcount",))):
            for measure in measures:
                figure = self.figure(name, group, measure)
                if figure is not None and figure.shown and not self.law_only:
                    system.bound(variable, figure.low, figure.high, f"{tag}: {measure}")
        system.relate({cell["F"]: -1, **{variable: 1 for variable in cell["q"]}}, 0, 0, f"{tag}: quarters")
        self.share(cell["H"], "H all", name, group, "workforce_share")
        self.share(cell["B"], cell["H"], name, group, "bonus_share")
        self.mean(cell["S"], cell["F"], name, group, "mean_hourly_pay", LOWEST_WAGE, HIGHEST_WAGE, minimum)
        self.mean(cell["P"], cell["B"], name, group, "mean_bonus_pay", 0, HIGHEST_BONUS, minimum)
        self.cells[name, group] = cell

    def _not_formed(self, name, groups):
        """A figure that cannot be formed says that nobody is behind it; so does a row that is not there, if that is the rule."""
        for letter, measures in (("F", ("mean_hourly_pay", "median_hourly_pay", "lower_quarter_share_of_group")),
                                 ("B", ("mean_bonus_pay", "median_bonus_pay"))):
            for measure in measures:
                cells = [(group, self.cells[name, group]) for group in groups if letter in self.cells.get((name, group), ())]
                figures = {group: self.figure(name, group, measure) for group, _ in cells}
                absent = [cell[letter] for group, cell in cells if figures[group] is None]
                rule = len(absent) < len(cells) and not any(self.system.truth[self.system.index[one]] for one in absent)
                for group, cell in cells:
                    figure = figures[group]
                    if figure is None and rule or figure is not None and figure.status == "not_applicable":
                        self.system.bound(cell[letter], 0, 0, f"{name}, {group}: {measure} is not formed", True)
            gap = "mean_hourly_gap" if letter == "F" else "mean_bonus_gap"
            for (key, group, comparator, measure), figure in self.published.items():
                # Of two people's groups one is empty; where the comparator has a mean, it is not the one.
                mean = self.figure(name, comparator, gap.replace("_gap", "_pay"))
                if key == name and measure == gap and figure.status == "not_applicable" and mean is not None and mean.shown \
                        and letter in self.cells.get((name, group), ()):
                    self.system.bound(self.cells[name, group][letter], 0, 0, f"{name}, {group}: {gap} is not formed", True)

    def _add_up(self, name, whole, parts):
        system = self.system
        for letter in "HFBSP":
            terms = {self.cells[name, part][letter]: 1 for part in parts}
            terms[self.cells[name, whole][letter] if whole else f"{letter} all"] = -1
            if len(terms) > 1:
                system.relate(terms, 0, 0, f"{name}: groups of {whole or 'everybody'} add up ({letter})", True)
        for number_, quarter in enumerate(QUARTERS):
            terms = {self.cells[name, part]["q"][number_]: 1 for part in parts}
            terms[self.cells[name, whole]["q"][number_] if whole else f"Q {quarter} all"] = -1
            # With people on one rate across a boundary each characteristic is split on its own; levels then need not agree.
            system.relate(terms, 0, 0, f"{name}: groups of {whole or 'everybody'} in the {quarter} quarter", True)
        # All but what is shown: a set of people like any other.
        for letter, people, measure in (("S", "F", "mean_hourly_pay"), ("P", "B", "mean_bonus_pay")):
            hidden = [part for part in parts if not (self.figure(name, part, measure) or Figure(BLANK)).shown]
            if 1 < len(hidden) < len(parts):
                self.unions.append((f"{name}: {' + '.join(hidden)}", {self.cells[name, part][letter]: 1 for part in hidden},
                                    {self.cells[name, part][people]: 1 for part in hidden}, letter))

    def _scenario(self, name, group, comparator, measure, cell, other, undisclosed):
        """The gap were all who did not answer in the comparator, or in the group."""
        figure = self.figure(name, group, measure, comparator)
        total, people = ("S", "F") if "hourly" in measure else ("P", "B")
        base = self.figure(name, group if measure.endswith("comparator") else comparator,
                           "mean_hourly_pay" if total == "S" else "mean_bonus_pay")
        if not figure.shown or base is None or not base.shown:
            return
        low, high = 1 - figure.high / 100, 1 - figure.low / 100
        if measure.endswith("comparator"):
            joined = other
            ends = (base.low / high if high > 0 else 0, base.high / low if low > 0 else FREE)
        else:
            joined = cell
            ends = (low * base.low, high * base.high)
        sums = {joined[total]: 1, **{self.cells[name, one][total]: 1 for one in undisclosed}}
        counts = [joined[people]] + [self.cells[name, one][people] for one in undisclosed]
        why = f"{name}, {group}: {measure}"
        self.system.relate({**sums, **{variable: -ends[0] for variable in counts}}, 0, FREE, why, True)
        if ends[1] != FREE:
            self.system.relate({**sums, **{variable: -ends[1] for variable in counts}}, -FREE, 0, why, True)

    def _by_sex(self, name, groups):
        system, crossed = self.system, f"sex x {name}"
        listed = {group for key, group, _, _ in self.published if key == crossed}
        if not listed:
            return
        minimum = self.minimum_ethnicity if name.lower() == "ethnicity" else self.minimum
        for group in groups:
            whole = self.cells[name, group]
            for sex in ("men", "women"):
                tag, label = f"{name}: {sex}: {group}", f"{sex}: {group}"
                cell = {letter: f"{letter} {tag}" for letter in "HFLS"}
                self.count(cell["H"], crossed, label, "headcount")
                self.count(cell["F"], crossed, label, "full_pay_headcount")
                system.add(cell["L"], system.true_value({cell["H"]: 1, cell["F"]: -1}))
                system.relate({cell["H"]: 1, cell["F"]: -1, cell["L"]: -1}, 0, 0, f"{tag}: on full pay or not")
                for measure in ("not_full_pay_headcount", "not_full_pay"):
                    figure = self.figure(crossed, label, measure)
                    if figure is not None and figure.shown and not self.law_only:
                        system.bound(cell["L"], figure.low, figure.high, f"{tag}: {measure}")
                self.mean(cell["S"], cell["F"], crossed, label, "mean_hourly_pay", LOWEST_WAGE, HIGHEST_WAGE, minimum)
                self.cells[crossed, label] = cell
            for letter in "HFS":
                system.relate({whole[letter]: -1, **{self.cells[crossed, f"{sex}: {group}"][letter]: 1 for sex in
                                                     ("men", "women")}}, 0, 0, f"{name}, {group}: men and women ({letter})", True)
            if not self.law_only:
                self.gap(crossed, f"women: {group}", f"men: {group}", "mean_hourly_gap", self.cells[crossed, f"women: {group}"],
                         self.cells[crossed, f"men: {group}"], "S", "F")
        for sex in ("men", "women"):
            for whole, parts in self.partitions(name, groups):
                for letter in "HFS":
                    terms = {self.cells[crossed, f"{sex}: {part}"][letter]: 1 for part in parts}
                    terms[self.cells[crossed, f"{sex}: {whole}"][letter] if whole else f"{letter} {sex}"] = -1
                    system.relate(terms, 0, 0, f"{name}: {sex} of {whole or 'everybody'} ({letter})", True)
        self._split(name, crossed, groups)
        figure = self.figure(crossed, "women", "mean_hourly_difference", "men")
        men, women = self.known("F men"), self.known("F women")
        if figure is not None and figure.shown and men and women and not self.law_only:
            system.relate({"S men": 1 / men, "S women": -1 / women}, figure.low, figure.high, f"{crossed}: the difference", True)

    def _split(self, name, crossed, groups):
        """The part of the difference between men's and women's pay that lies between the groups, and within them (Kitagawa's):
        linear in the sums of pay where all numbers of people are known."""
        men, women = self.known("F men"), self.known("F women")
        parts = next((parts for whole, parts in self.partitions(name, groups) if whole is None), [])
        # The split is of the first level, the most detailed one.
        detailed = [part for whole, inside in self.partitions(name, groups) if whole for part in inside]
        if detailed:
            parts = detailed + [group for group in groups if group in UNDISCLOSED]
        people = [[self.known(self.cells[crossed, f"{sex}: {part}"]["F"]) for sex in ("men", "women")] for part in parts]
        if self.law_only or not men or not women or any(None in pair or 0 in pair for pair in people):
            return
        for measure, between in (("between_groups_part", True), ("within_groups_part", False)):
            figure = self.figure(crossed, "women", measure, "men")
            if figure is None or not figure.shown:
                continue
            terms = {}
            for part, (one, two) in zip(parts, people):
                shares = one / men, two / women
                weight = (shares[0] - shares[1]) / 2 if between else (shares[0] + shares[1]) / 2
                terms[self.cells[crossed, f"men: {part}"]["S"]] = weight / one
                terms[self.cells[crossed, f"women: {part}"]["S"]] = (weight if between else -weight) / two
            # One of the parts is rounded so that they add up.
            self.system.relate(terms, figure.low - 0.01, figure.high + 0.01, f"{crossed}: {measure}", True)

    # ---- who disclosed

    def _disclosed(self, name, group, variables, people):
        """disclosed + prefer not to say + not known = people, within everybody or a group."""
        system = self.system
        tag = f"{name} within {group}"
        names = {}
        for measure in ("disclosed", "prefer_not_to_say", "not_known"):
            variable = variables.get(measure) or f"D {measure} {tag}"
            names[measure] = variable
            if variable not in system.index:
                system.add(variable, self.true(name, group, measure))
            figure = self.figure(name, group, measure)
            if figure is not None and figure.shown:
                system.bound(variable, figure.low, figure.high, f"{tag}: {measure}")
        if not any((name, group, "", measure) in self.published for measure in names):
            return None
        system.relate({people: -1, **{variable: 1 for variable in names.values()}}, 0, 0, f"{tag}: disclosed or not", True)
        self.share(names["disclosed"], people, name, group, "disclosure_rate")
        rate = self.figure(name, group, "disclosure_rate")
        if rate is not None:
            many = rate.count if rate.count is not None else self.known(people)
            if rate.count is not None:
                system.bound(people, rate.count, rate.count, f"{tag}: people behind the rate")
            if many and rate.interval != (None, None):
                wilson_bounds(system, names["disclosed"], many, *rate.interval)
        self.disclosure.append((tag, names))
        return names

    def _disclosure(self, crossed):
        """NAME x OTHER, once for each name of that form."""
        if any(tag.startswith(crossed + " within") for tag, _ in self.disclosure):
            return
        name, other = crossed.split(" x ", 1)
        groups = self.groups(other)
        found = {}
        for group in groups:
            names = self._disclosed(crossed, group, {}, self.cells[other, group]["H"])
            if names:
                found[group] = names
        everybody = next((names for tag, names in self.disclosure if tag == f"{name} within everybody"), None)
        if everybody and len(found) == len(groups):
            for _, parts in [entry for entry in self.partitions(other, groups) if entry[0] is None]:
                for measure, whole in everybody.items():
                    self.system.relate({whole: -1, **{found[part][measure]: 1 for part in parts}}, 0, 0,
                                       f"{crossed}: {measure} adds up", True)

    # ---- what is to be protected

    def counts(self):
        """Every count that the rule is about: (what, unknown, its figure or None)."""
        for (name, group), cell in self.cells.items():
            if name == "sex":
                continue
            for letter, what, measure in (("H", "people", "headcount"), ("F", "on full pay", "full_pay_headcount"),
                                          ("L", "not on full pay", "not_full_pay_headcount"),
                                          ("B", "with a bonus", "bonus_headcount"),
                                          ("N", "without a bonus", "no_bonus_headcount")):
                if letter in cell:
                    yield f"{name}, {group}: {what}", cell[letter], self.figure(name, group, measure)
            for quarter, variable in zip(QUARTERS, cell.get("q", [])):
                yield (f"{name}, {group}: in the {quarter.replace('_', ' ')} quarter", variable,
                       self.figure(name, group, f"{quarter}_quarter_count"))
        for tag, names in self.disclosure:
            for measure, variable in names.items():
                yield f"{tag}: {measure}", variable, self.figure(*tag.split(" within ", 1), measure)

    def sums(self):
        """Every sum of pay of few people: (what, terms of the sum, terms of its people)."""
        for (name, group), cell in self.cells.items():
            yield f"{name}, {group}: hourly pay", {cell["S"]: 1}, {cell["F"]: 1}, "S"
            if "P" in cell:
                yield f"{name}, {group}: bonus pay", {cell["P"]: 1}, {cell["B"]: 1}, "P"
        for what, total, people, letter in self.unions:
            yield f"{what}: {'hourly' if letter == 'S' else 'bonus'} pay", total, people, letter


BLANK = {"status": "", "unit": "", "published": "", "measure": "", "value": ""}


def attack_counts(system, counts, base, kind="count"):
    """Violations of the rule on counts, called kind. base() gives the system of the figures that the law requires, which can cap
    a count."""
    found, seen = [], set()
    for what, variable, figure in counts:
        truth = system.truth[system.index[variable]]
        few = figure is not None and figure.status == "range" and figure.low == 0 and figure.high <= T
        if variable in seen or not (1 <= truth <= T - 1 or few):
            continue
        seen.add(variable)
        try:
            if system.reaches({variable: 1}, -FREE, 1) and system.reaches({variable: 1}, T, FREE):
                continue
            low, high = system.interval({variable: 1})
            if low <= 1 and high >= T:
                continue
            capped = base()
            if capped is not None and variable in capped.index:
                least, most = capped.interval({variable: 1})
                # What the law requires tells this much, and withholding it elsewhere would protect nobody.
                if (most < T or least > 1) and low <= max(least, 0 if most < T else 1) and high >= min(T, most):
                    continue
            shown = "printed as few" if few and not 1 <= truth <= T - 1 else f"truth {truth:.0f}"
            found.append(Violation(kind, what, f"{shown}, known to be {low:g} to {high:g}"))
        except Undecided as error:
            found.append(Violation("undecided", what, str(error)))
    return found


def attack_sums(system, sums):
    """Violations of the rule on sums of pay of 1 to 9 people."""
    found = []
    for what, total, people, letter in sums:
        many, truth = system.true_value(people), system.true_value(total)
        if not 1 <= many <= SMALL_SUM or truth <= 0:
            continue
        lowest = LOWEST_WAGE * many if letter == "S" else 0.0
        try:
            somebody = [(people, 1, FREE)]
            if (system.reaches(total, 1.1 * truth, FREE)
                    and system.interval(total, somebody)[0] <= max(0.9 * truth, lowest) * (1 + SLACK_OF_PAY)):
                continue
            low, high = system.interval(total, somebody)
            if low > max(0.9 * truth, lowest) * (1 + SLACK_OF_PAY) or high < 1.1 * truth * (1 - SLACK_OF_PAY):
                found.append(Violation("pay", what, f"{many:.0f} people, {truth:.2f} in all, known to be {low:.2f} to {high:.2f}"))
        except Undecided as error:
            found.append(Violation("undecided", what, str(error)))
    return found


SLACK_OF_PAY = 1e-6


def attack_posts(directory, people, columns, seconds=10.0):
    """What somebody learns of pay who knows where everybody works, when columns of places and grades are published together.

    The unknowns are the sums of pay of each pattern of all columns and sex; the numbers of people are known. people: dictionaries
    with sex, each column and the hourly pay, of those on full pay."""
    published = read(os.path.join(directory, "publish", "results.csv"), report_key)
    system = System(seconds)
    members = collections.Counter()
    pay = collections.Counter()
    for person in people:
        pattern = (person["sex"],) + tuple(person[column] for column in columns)
        members[pattern] += 1
        pay[pattern] += person["hourly"]
    for pattern, many in members.items():
        system.add(f"S {pattern}", pay[pattern], LOWEST_WAGE * many, HIGHEST_WAGE * many, whole=False)
        system.add(f"F {pattern}", many, many, many)
    means = {}
    for place, column in enumerate(("sex",) + tuple(columns)):
        for label in {pattern[place] for pattern in members}:
            inside = [pattern for pattern in members if pattern[place] == label]
            means[column, label] = inside
            if place:
                for sex in ("men", "women"):
                    means[f"sex x {column}", f"{sex}: {label}"] = [pattern for pattern in inside if pattern[0] == sex]
    for (name, group, comparator, measure), figure in published.items():
        inside = means.get((name, group))
        if not inside or not figure.shown:
            continue
        many = sum(members[pattern] for pattern in inside)
        if measure == "mean_hourly_pay":
            system.relate({f"S {pattern}": 1 / many for pattern in inside}, figure.low, figure.high, f"{name}, {group}", True)
        elif measure == "mean_hourly_gap" and means.get((name, comparator)):
            others = means[name, comparator]
            count = sum(members[pattern] for pattern in others)
            for share, ends in ((1 - figure.high / 100, (0, FREE)), (1 - figure.low / 100, (-FREE, 0))):
                terms = collections.Counter({f"S {pattern}": 1 / many for pattern in inside})
                for pattern in others:
                    terms[f"S {pattern}"] -= share / count
                system.relate(terms, *ends, f"{name}, {group} against {comparator}", True)
    system.settle()
    sets = {(pattern,): f"pattern {pattern}" for pattern in members}
    width = len(columns) + 1
    for one in range(width):
        for two in range(one + 1, width):
            crossed = collections.defaultdict(list)
            for pattern in members:
                crossed[pattern[one], pattern[two]].append(pattern)
            for labels, inside in crossed.items():
                sets.setdefault(tuple(sorted(inside)), f"crossing {labels}")
    sums = [(what, {f"S {pattern}": 1 for pattern in inside}, {f"F {pattern}": 1 for pattern in inside}, "S")
            for inside, what in sets.items()]
    return [Violation("pay of known posts", *violation[1:]) for violation in attack_sums(system, sums)], system.solves


def attack_extremes(directory, people, column, most=12):
    """What the ends of a gap over all answers tell of the best paid person who did not answer.

    Lowest: the best paid k of the undisclosed are of the group, the others of the comparator, for the k that makes it least;
    highest the other way round. So for each pair of k the pays of the undisclosed, in order, are a linear programme. Where there
    are two answers only, and the people of all are known; people: those on full pay, with column and hourly."""
    name, group, base = "disability", "Disabled", "Not disabled"
    published = read(os.path.join(directory, "publish", "results.csv"), report_key)
    silent = sorted((person["hourly"] for person in people if person[column] not in ("Yes", "No")), reverse=True)
    counts = [sum(person[column] == label for person in people) for label in ("No", "Yes")]
    ends = [published.get((name, group, base, f"mean_hourly_gap_{end}")) for end in ("lowest", "highest")]
    means = [published.get((name, label, "", "mean_hourly_pay")) for label in (base, group)]
    many = len(silent)
    if not 1 <= many <= most or not all(counts) or not any(end is not None and end.shown for end in ends):
        return []
    from scipy.optimize import linprog
    # Unknowns: the pays in falling order, then the sums of the comparator and of the group.
    bounds = [(LOWEST_WAGE, HIGHEST_WAGE)] * many
    for figure, count in zip(means, counts):
        bounds.append((figure.low * count, figure.high * count) if figure is not None and figure.shown
                      else (LOWEST_WAGE * count, HIGHEST_WAGE * count))
    rows = [[-1.0 * (place == spot) + (place == spot + 1) for place in range(many + 2)] for spot in range(many - 1)]
    edges = [0.0] * (many - 1)
    for label in UNDISCLOSED:
        figure = published.get((name, label, "", "mean_hourly_pay"))
        if figure is not None and figure.shown and sum(person[column] == label for person in people) in (0, many):
            rows += [[1.0] * many + [0, 0], [-1.0] * many + [0, 0]]
            edges += [figure.high * many, -figure.low * many]

    def gap_row(taken, to_group, share):
        """mean of the group - share x mean of the comparator, when the best paid of number taken are of the group, or are not."""
        inside = [spot < taken for spot in range(many)] if to_group else [spot >= taken for spot in range(many)]
        in_group, in_base = counts[1] + sum(inside), counts[0] + many - sum(inside)
        return [1 / in_group if one else -share / in_base for one in inside] + [-share / in_base, 1 / in_group]
    choices = []
    for figure, to_group, sense in ((ends[0], True, 1), (ends[1], False, -1)):
        if figure is None or not figure.shown:
            choices.append([None])
            continue
        near, far = ((figure.low, figure.high) if sense == 1 else (figure.high, figure.low))
        for taken in range(many + 1):
            rows.append([sense * term for term in gap_row(taken, to_group, 1 - near / 100)])
            edges.append(0.0)
        # Reached by one of them.
        choices.append([[-sense * term for term in gap_row(taken, to_group, 1 - far / 100)] for taken in range(many + 1)])
    low, high = FREE, -FREE
    for one in choices[0]:
        for two in choices[1]:
            extra = [row for row in (one, two) if row is not None]
            for sense in (1, -1):
                found = linprog([sense] + [0] * (many + 1), A_ub=rows + extra, b_ub=[edge + SLACK_OF_PAY for edge in edges] +
                                [SLACK_OF_PAY] * len(extra), bounds=bounds, method="highs")
                if found.status == 0:
                    low, high = min(low, found.x[0]), max(high, found.x[0])
                elif found.status == 3:
                    high = FREE
                else:
                    break
    if low > high or not low - 0.01 <= silent[0] <= high + 0.01:
        return [Violation("untrue", f"{name}: the ends of the gap", f"{low:.2f} to {high:.2f}, truth {silent[0]:.2f}")]
    if low > max(0.9 * silent[0], LOWEST_WAGE) * (1 + SLACK_OF_PAY) or high < 1.1 * silent[0] * (1 - SLACK_OF_PAY):
        return [Violation("extremes", f"{name}: the best paid of {many} who did not answer",
                          f"{silent[0]:.2f} an hour, known to be {low:.2f} to {high:.2f}")]
    return []


def attack_report(directory, seconds=10.0):
    """All violations that publish/results.csv of a folder shows, and how many programmes that took.

    Those of the kind "listed" take that a group with rows has somebody in it."""
    path = os.path.join(directory, "publish", "results.csv")
    published = read(path, report_key)
    truth = read(os.path.join(directory, "internal", "results.csv"), report_key)
    minima = settings(directory)
    model = Report(published, truth, minima, seconds=seconds)
    law = {}

    def base(listed=False):
        if listed not in law:
            law[listed] = Report(published, truth, minima, law_only=True, listed=listed, seconds=seconds).system
        return law[listed]
    found = [Violation("minimum" if "shown of fewer than" in text else "untrue", "a published figure", text)
             for text in model.wrong]
    found += attack_counts(model.system, model.counts(), base)
    known = {violation.what for violation in found}
    more = Report(published, truth, minima, listed=True, seconds=seconds)
    found += [violation for violation in attack_counts(more.system, more.counts(), lambda: base(True), "listed")
              if violation.what not in known]
    found += attack_sums(model.system, model.sums())
    found += form(published, truth, report_name)
    found += report_shares(published)
    found += report_everybody(published, truth)
    found += report_workbook(os.path.join(directory, "publish", "report.xlsx"), published)
    return found, model.system.solves + more.system.solves


# ---------------------------------------------------------------------------------------------------------- the form


def report_name(key):
    name, group, comparator, measure = key
    return f"{name}, {group}{' against ' + comparator if comparator else ''}: {measure}"


def is_count(figure):
    return figure.unit.startswith("people") and figure.measure not in ("short_by", "appointments_needed", "appointments")


def is_block(low, high):
    """Whether the ends are those of a block of five, or of several that adjoin."""
    return low % 5 == 0 and (high % 5 == 4 or (low, high) == (0, 5))


def is_complement(key, figure, published):
    """People on full pay may be told by those who are not: the headcount less a block."""
    if figure.measure != "full_pay_headcount" or len(key) != 4:
        return False
    people = published.get(key[:3] + ("headcount",))
    # low = lowest headcount - most on leave, high = highest headcount - fewest on leave
    return people is not None and people.shown and is_block(people.high - figure.high, people.low - figure.low)


def form(published, truth, name_of):
    """Statuses, ranges and rounding: what each figure says must be true, and in the agreed form."""
    found = []
    for key, figure in published.items():
        what = name_of(key)
        true = truth.get(key)
        value = true.number if true is not None else None
        if figure.status == "suppressed":
            if figure.published != "[c]" or figure.number is not None:
                found.append(Violation("form", what, f"withheld, and yet {figure.published}"))
            if is_count(figure):
                found.append(Violation("withheld", what, "a count as [c]"))
        elif figure.status == "range":
            if not figure.shown or figure.low > figure.high:
                found.append(Violation("form", what, "a range without its ends"))
                continue
            if is_count(figure):
                low, high = figure.low, figure.high
                if not is_block(low, high) and not is_complement(key, figure, published):
                    found.append(Violation("form", what, f"{low:g} to {high:g} is no block of five"))
                words = f"{high:.0f} or fewer" if low == 0 else f"{low:.0f} to {high:.0f}"
                if figure.published.replace(",", "") != words:
                    found.append(Violation("form", what, f"{figure.published!r}, ends {low:g} and {high:g}"))
            if value is not None and not figure.low - 1e-9 <= value <= figure.high + 1e-9:
                found.append(Violation("untrue", what, f"{figure.published}, truth {value:g}"))
        elif figure.number is not None and value is not None:
            # A gap is worked out from means as printed, which moves it by more than its own digit.
            loose = figure.half + (0.0 if is_count(figure) else 1e-9)
            if "gap" in figure.measure or "difference" in figure.measure or "part" in figure.measure:
                loose = max(0.2, 3 * figure.half) if figure.status != "rounded" else max(2.0, 3 * figure.half)
            if figure.measure.startswith("median") and figure.status == "ok":
                loose = max(loose, 0.05 + 1e-9) if "gap" not in figure.measure else max(loose, 0.6)
            if abs(figure.number - value) > loose:
                found.append(Violation("untrue", what, f"{figure.published}, truth {value:g}"))
        low, high = figure.interval
        if low is not None and low == high and figure.status in ("ok", "provisional", "rounded") and \
                figure.measure.startswith("mean"):
            found.append(Violation("interval", what, f"an interval of no width, {low:g} to {high:g}: all are paid the same"))
    return found


def report_shares(published):
    """A share printed exactly beside a count that is not gives the count back."""
    found = []
    for (name, group, comparator, measure), figure in published.items():
        if name == "sex" or not figure.exact or figure.unit != "percent" or comparator:
            continue
        parts = []
        if measure == "workforce_share":
            parts = ["headcount"]
        elif measure == "bonus_share":
            parts = ["bonus_headcount", "headcount"]
        elif measure.endswith("_quarter_share"):
            parts = [measure.replace("_share", "_count")]
        elif measure.endswith("_quarter_share_of_group"):
            parts = [measure.replace("_share_of_group", "_count"), "full_pay_headcount"]
        elif measure == "disclosure_rate":
            parts = ["disclosed"]
        first = published.get((name, group, "", parts[0])) if parts else None
        if first is not None and first.exact and first.number == 0 and figure.number == 0:
            # Nobody of however many: no more than the 0 itself.
            continue
        for part in parts:
            count = published.get((name, group, "", part))
            if count is not None and not count.exact:
                found.append(Violation("share", report_name((name, group, "", measure)),
                                       f"{figure.published} % beside {part} {count.published}"))
                break
    return found


def report_everybody(published, truth):
    """A quarter or a bonus population of few people who all are of one sensitive answer."""
    found = []
    for (name, group, _, measure), figure in published.items():
        if name.lower() not in ("ethnicity", "disability", "religion", "religion or belief", "sexual orientation") or \
                group in UNDISCLOSED or group in MAJORITY or not measure.endswith("_quarter_share"):
            continue
        people = sum(truth[key].number or 0 for sex in ("men", "women")
                     if (key := ("sex", sex, "", measure.replace("_share", "_count"))) in truth)
        if figure.exact and figure.number == 100 and people < 4 * T:
            found.append(Violation("everybody", report_name((name, group, "", measure)), f"all {people:.0f} of a quarter"))
    return found


HEADERS = {
    "_people": [("employees", "headcount"), ("share of employees", "workforce_share"),
                ("not on full pay", "not_full_pay_headcount"), ("on full pay", "full_pay_headcount"),
                ("paid a bonus (%)", "bonus_share"), ("paid a bonus", "bonus_headcount")],
    "_pay": [("on full pay", "full_pay_headcount"), ("mean hourly pay", "mean_hourly_pay"),
             ("median hourly pay", "median_hourly_pay"), ("mean gap", "mean_hourly_gap"), ("median gap", "median_hourly_gap")],
    "_bonus": [("paid a bonus", "bonus_headcount"), ("mean bonus pay", "mean_bonus_pay"), ("median bonus pay", "median_bonus_pay"),
               ("mean gap", "mean_bonus_gap"), ("median gap", "median_bonus_gap")],
    "_quarters": [(f"{quarter.replace('_', ' ')} (%", f"{quarter}_quarter_share_of_group") for quarter in QUARTERS[::-1]]
    + [(quarter.replace("_", " "), f"{quarter}_quarter_count") for quarter in QUARTERS[::-1]],
    "_quarter_shares": [("all employees", "workforce_share")]
    + [(f"{quarter.replace('_', ' ')} quarter", f"{quarter}_quarter_share") for quarter in QUARTERS[::-1]],
}


def measure_of_header(kind, header):
    """The longest wording of a sheet's headers that this one begins with."""
    header = header.casefold()
    fits = [(len(words), measure) for words, measure in HEADERS[kind] if header.startswith(words)]
    return max(fits)[1] if fits else None


def report_workbook(path, published):
    """A number in the workbook where the file has a range or [c]."""
    try:
        import openpyxl
    except ImportError:
        return []
    if not os.path.exists(path):
        return []
    found = []
    book = openpyxl.load_workbook(path, read_only=True)
    names = {name for name, *_ in published if name != "sex" and " x " not in name}
    for sheet in book.worksheets:
        kind = next((kind for kind in sorted(HEADERS, key=len, reverse=True) if sheet.title.endswith(kind)), None)
        title = sheet.title[:-len(kind)].casefold().replace("_", " ") if kind else ""
        name = next((name for name in names if name.casefold().startswith(title)), None) if title else None
        if not kind or not name:
            continue
        measures = None
        for row in sheet.iter_rows(values_only=True):
            cells = ["" if cell is None else str(cell) for cell in row]
            if cells[:2] == ["Level", "Group"]:
                measures = [measure_of_header(kind, cell) for cell in cells]
            elif measures and len(cells) > 1:
                for cell, measure in zip(row, measures):
                    figures = [figure for (key, group, _, told), figure in published.items()
                               if key == name and group == cells[1] and told == measure]
                    if figures and isinstance(cell, (int, float)) and all(
                            figure.status in ("suppressed", "range") for figure in figures):
                        found.append(Violation("workbook", f"{sheet.title}, {cells[1]}: {measure}",
                                               f"{cell} where the file has {figures[0].published}"))
    return found


if __name__ == "__main__":
    import protect_workforce
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    if len(arguments) != 1:
        sys.exit(__doc__)
    total = 0
    levels = tuple(level.strip() for option in sys.argv if option.startswith("--open=") for level in option[7:].split(","))

    def attack_council(directory):
        return protect_workforce.attack_workforce(directory, open_levels=levels)
    for one, function in (("results.csv", attack_report), ("workforce.csv", attack_council)):
        if os.path.exists(os.path.join(arguments[0], "publish", one)):
            violations, programmes = function(arguments[0])
            total += len(violations)
            for violation in violations:
                print(f"{violation.kind}: {violation.what}: {violation.detail}")
            print(f"{one}: {len(violations)} violations, {programmes} programmes")
    sys.exit(1 if total else 0)
