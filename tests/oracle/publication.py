# SPDX-License-Identifier: GPL-3.0-or-later
"""What publish/results.csv tells of each figure, held against the exact figure.

An exact figure must be the true one. A range must hold it and, of people, be made of blocks of as many as the minimum count. A
rounded one must be the true one rounded, ties either way. One that is withheld must be of fewer people than the minimum, or
internal/results.csv must say why else. Pay of fewer people than the minimum is not shown, and what the law asks for always is. The
internal files must say how each figure is told.
"""
import json
import os
import re
from fractions import Fraction

QUARTERS = ("lower", "lower_middle", "upper_middle", "upper")
GIVEN = tuple(f"{average}_{pay}_gap" for average in ("mean", "median") for pay in ("hourly", "bonus")) + (
    "bonus_share", *(f"{quarter}_quarter_share" for quarter in QUARTERS))
TOO_FEW = "not published exactly: too few people"
REASONS = (TOO_FEW, "not published exactly: one or two people make up most of it",
           "not published exactly: it would give away another figure",
           "not published exactly: it would tell that a number of people reaches the minimum",
           "not published exactly: with the earlier report it would tell of few people",
           "not published exactly: it is, or rests on, the pay of one person")
WITHHELD = "[c]"
STATUSES = ("ok", "provisional", "not_applicable", "suppressed", "range", "rounded")
ON_LEAVE = "not_full_pay_headcount"


def key_of(row):
    return tuple(row[name] for name in ("characteristic", "group", "comparator", "measure"))


def is_block(low, high, size=5):
    """Whether the ends are those of a block of as many people as the minimum count, or of several that adjoin."""
    return low % size == 0 and (high % size == size - 1 or (low, high) == (0, size))


def whole(text):
    return int(text) if re.fullmatch(r"-?\d+", text) else None


def ends_of(row):
    """The ends of a range, or None."""
    low, high = whole(row["value_lower"]), whole(row["value_upper"])
    return None if low is None or high is None or low > high else (low, high)


def words_of(low, high):
    """All that a range may be called; of percents both ends can be one."""
    return {f"{low} to {high}" if low < high else f"{low}"} | ({f"{high} or fewer"} if low == 0 else set())


def unit_of_rounding(row):
    """What a rounded figure is a multiple of; None if its words are not of the form."""
    if row["unit"] == "pounds" and re.fullmatch(r"-?\d+\.\d0", row["published"]):
        return Fraction(1, 10)
    return Fraction(1) if row["unit"] in ("pounds", "percent") and whole(row["published"]) is not None else None


class Published:
    """The checks of one employer's publication; check(name, holds, detail) counts them."""

    def __init__(self, check, folder, read_csv, policy):
        self.check = check
        self.rows = read_csv(os.path.join(folder, "publish", "results.csv"))
        self.inside = {key_of(row): row for row in read_csv(os.path.join(folder, "internal", "results.csv"))}
        self.told = {key_of(row): row for row in self.rows}
        with open(os.path.join(folder, "internal", "results.json"), encoding="utf-8") as file:
            self.figures = json.load(file)["figures"]
        self.minimum = int(policy.get("minimum_publish", "10"))
        self.minimum_ethnicity = int(policy.get("minimum_publish_ethnicity", "50"))
        self.minimum_count = int(policy.get("minimum_count", "5"))

    def same_rows(self, name):
        """All files have the same rows, but for people on leave, who may be told in place of those on full pay."""
        self.check(name + ": no published row twice", len(self.told) == len(self.rows))
        told = {key for key in self.told if key[3] != ON_LEAVE}
        self.check(name + ": published rows", told == set(self.inside), sorted(told ^ set(self.inside))[:3])
        for figure in self.figures:
            row, inside = self.told.get(key_of(figure)), self.inside.get(key_of(figure))
            if row is not None and inside is not None:
                what = f"{name}: results.json {' / '.join(key_of(figure))}"
                ends = tuple("" if figure[column] is None else f"{figure[column]:.0f}" for column in ("value_lower", "value_upper"))
                self.check(what + " ends", ends == (row["value_lower"], row["value_upper"]), ends)
                shown = "" if row["status"] == "suppressed" else row["published"]
                self.check(what + " told", figure["told"] == shown, "%r, published %r" % (figure["told"], shown))
                self.check(what + " not_published", figure["not_published"] == next(
                    (reason for reason in REASONS if inside["reason"].endswith(reason)), ""), figure["not_published"])
        self.check(name + ": rows of results.json", {key_of(figure) for figure in self.figures} == set(self.inside))
        for key, row in self.told.items():
            self.check(f"{name}: published status of {' / '.join(key)}", row["status"] in STATUSES, row["status"])
            if key[3] == ON_LEAVE:
                counts = [int(self.inside[key[:3] + (measure,)]["value"]) for measure in ("headcount", "full_pay_headcount")]
                self.figure(f"{name}: {' / '.join(key)}", key, Fraction(counts[0] - counts[1]), None)

    def figure(self, name, key, value, published):
        """One figure against its exact value (None if there is none) and as it is shown exactly (None: the same)."""
        row, inside = self.told.get(key), self.inside.get(key)
        if row is None:
            return
        name += ": as published"
        check, status = self.check, row["status"]
        detail = "%s, truth %s" % ([row[column] for column in ("value", "value_lower", "value_upper", "published", "status")],
                                   None if value is None else float(value))
        if key[0] == "sex" and key[3] in GIVEN:
            check(name + " what the law asks for", status in ("ok", "provisional", "not_applicable"), detail)
        check(name + " ends of a range alone", (row["value_lower"] != "") == (row["value_upper"] != "") == (status == "range"), detail)
        if status in ("ok", "provisional"):
            shown = str(value) if published is None else published
            check(name + " the exact figure", value is not None and row["published"] == shown, detail + ", expected " + shown)
            check(name + " value as shown", row["value"] == row["published"], detail)
        elif status == "range":
            self.range(name, key, row, value, detail)
        elif status == "rounded":
            unit = unit_of_rounding(row)
            check(name + " rounded further", unit is not None and row["value"] == row["published"], detail)
            if unit is not None:
                check(name + " the true figure rounded", value is not None and abs(Fraction(row["value"]) - value) <= unit / 2, detail)
        elif status == "not_applicable":
            check(name + " nothing there", value is None and row["value"] == row["published"] == "", detail)
        else:
            check(name + " nothing of what is withheld", row["published"] == WITHHELD
                  and not any(row[column] for column in ("value", "count", "interval_lower", "interval_upper")), detail)
        if inside is not None:
            self.beside(name, key, row, inside, detail)
        self.people(name, key, row)

    def range(self, name, key, row, value, detail):
        ends = ends_of(row)
        self.check(name + " ends", ends is not None and row["value"] == "", detail)
        if ends is None:
            return
        low, high = ends
        self.check(name + " words", row["published"] in words_of(low, high), detail)
        self.check(name + " holds the truth", value is not None and low <= value <= high, detail)
        if row["unit"] == "people":
            self.check(name + " made of blocks", low >= 0 and (is_block(low, high, self.minimum_count) or self.is_complement(key, low, high)), detail)
        else:
            self.check(name + " a range of percents", row["unit"] == "percent", detail)

    def is_complement(self, key, low, high):
        """People on full pay may be told by those who are not: the headcount less a block."""
        people = self.told.get(key[:3] + ("headcount",))
        if key[3] != "full_pay_headcount" or people is None or people["status"] == "suppressed":
            return False
        least, most = ends_of(people) if people["status"] == "range" else 2 * (int(people["value"]),)
        return is_block(most - high, least - low, self.minimum_count)

    def beside(self, name, key, row, inside, detail):
        """The internal file says what is told, and why it is not told exactly."""
        for column in ("value_lower", "value_upper"):
            self.check(f"{name} {column} inside", inside[column] == row[column], inside[column])
        exact = row["status"] in ("ok", "provisional", "not_applicable")
        reason = next((reason for reason in REASONS if inside["reason"].endswith(reason)), None)
        self.check(name + " a reason inside", (reason is None) == exact, detail + ", " + inside["reason"])
        self.check(name + " a reason", exact or row["reason"] != "", detail)
        self.check(name + " count", row["count"] in ("", inside["count"]), "%s, inside %s" % (row["count"], inside["count"]))
        if reason == TOO_FEW:
            self.check(name + " too few people", self.are_few(key), detail)

    def count(self, key, measure):
        row = self.inside.get((*key[:2], "", measure))
        return None if row is None or row["value"] == "" else int(row["value"])

    def behind(self, key):
        """The people of each side that a pay figure rests on, as far as they have rows: those paid, or paid a bonus."""
        measure = "full_pay_headcount" if "hourly" in key[3] else "bonus_headcount"
        sides = [self.count((key[0], group), measure) for group in key[1:3] if group]
        return [side for side in sides if side is not None]

    def least(self, key):
        """The fewest people of whom pay is shown."""
        return self.minimum_ethnicity if key[0].split(" x ")[-1] == "ethnicity" else self.minimum

    def are_few(self, key):
        """Whether a figure is of fewer people than the minimum, or of a number that is not told exactly, so that they may be; of
        one side that has no row nothing is known."""
        if re.search("_pay$|_gap", key[3]):
            sides = self.behind(key)
            measure = "full_pay_headcount" if "hourly" in key[3] else "bonus_headcount"
            told = [self.told.get((key[0], group, "", measure)) for group in key[1:3] if group]
            return (min(sides, default=0) < self.least(key) or len(sides) < 1 + bool(key[2])
                    or any(row is not None and row["status"] in ("range", "suppressed") for row in told))
        counts = [self.count(key, key[3])]
        if key[3] == "full_pay_headcount":
            counts.append(self.count(key, "headcount") - counts[0])
        return self.inside[key]["unit"] != "people" or any(0 < count < self.minimum_count for count in counts)

    def is_everybody(self, key):
        """Whether a count is that of a sex or of the only group, of whom the law tells the counts."""
        groups = {group for name, group, _, measure in self.inside if name == key[0].split(" x ")[-1] and measure == "headcount"}
        return key[0] == "sex" or len(groups) == 1

    def people(self, name, key, row):
        """No pay of few people is shown, and no small count; the number behind a figure only where it is published itself."""
        shown = row["status"] in ("ok", "provisional", "range", "rounded")
        given = key[0] == "sex" and key[3] in GIVEN
        if shown and not given and re.search("_(pay|gap)$", key[3]):
            sides = self.behind(key)
            self.check(name + " pay of enough people", min(sides, default=self.least(key)) >= self.least(key),
                       "%s of %s" % (row["published"], sides))
        if row["unit"] == "people" and row["status"] in ("ok", "provisional") and not self.is_everybody(key):
            self.check(name + " no small count", not 0 < int(row["value"]) < self.minimum_count, row["published"])
        measure = None
        if re.search("_pay$", key[3]) or key[3].endswith("_of_group"):
            measure = "bonus_headcount" if "bonus" in key[3] else "full_pay_headcount"
        count = self.told.get((*key[:2], "", measure)) if measure else None
        if row["count"] and count is not None:
            self.check(name + " count published itself", count["value"] == row["count"], [row["count"], count["published"]])
