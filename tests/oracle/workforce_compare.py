# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run made against what is expected of it."""
import math
import re
from collections import Counter
from fractions import Fraction

from workforce_files import KEYS
from workforce_statistics import ANY, Near, OneOf, shown
import workforce_sets


class Checks:
    """Passed and failed, with a few of the failures of each kind printed."""

    def __init__(self):
        self.passed = 0
        self.failures = []
        self.kinds = Counter()
        self.n_ties = 0  # figures that lie between two that could be shown

    def check(self, kind, is_right, says="", *details):
        if is_right:
            self.passed += 1
            return True
        self.failures.append((kind, " ".join(str(detail) for detail in (says, *details))))
        self.kinds[kind] += 1
        return False

    def print(self, where, most=6):
        shown = Counter()
        for kind, says in self.failures:
            shown[kind] += 1
            if shown[kind] <= most:
                print(f"  FAIL {where}: {kind}: {says[:420]}")
        for kind, n in self.kinds.items():
            if n > most:
                print(f"  FAIL {where}: {kind}: and {n - most} more")


def is_expected(row, value):
    if value is ANY:
        return True
    if isinstance(value, OneOf):
        return any(is_expected(row, one) for one in value.values)
    text = row["value"] if row["value"] != "" else row["published"]
    if value is None:
        return text in ("[z]", "")
    if isinstance(value, re.Pattern):
        return bool(value.match(text))
    if isinstance(value, str):  # an apostrophe keeps spreadsheets from taking a text as a formula
        return text in (value, "'" + value if value[:1] in ("+", "-", "=", "@") else value)
    try:
        number = float(text)
    except ValueError:
        return False
    if isinstance(value, Near):
        return abs(number - value.value) <= value.by
    return math.isclose(number, float(value), rel_tol=1e-7, abs_tol=1e-9)


def key_of(row):
    return tuple(row[name] for name in KEYS)


def compare(checks, expected, rows):
    seen = set()
    for row in rows:
        key = key_of(row)
        checks.check("rows are not doubled", key not in seen, key)
        seen.add(key)
        if row["part"] not in expected.parts:
            checks.check("parts are known", row["part"] in ("Why_it_changed",), row["part"])
        elif key in expected:
            value = expected[key]
            checks.check(f"{row['part']} {row['measure']}", is_expected(row, value), key[1:-1], "is",
                         row["value"] or row["published"], "expected",
                         float(value) if isinstance(value, Fraction) else value)
            if isinstance(value, Fraction) and key not in expected.loose:
                check_rounding(checks, row, value, expected.get(key[:-1] + ("value_unit",)))
        else:
            checks.check(f"{row['part']} has a row too many", False, key, row["value"])
        check_published(checks, row)
    for key in expected:
        if key not in seen and key not in expected.optional:
            checks.check(f"{key[0]} lacks a row", False, key)


ROUNDED = {"share", "share_of_disclosed", "disclosure_rate", "disclosure_rate_change", "benchmark", "difference",
           "rate", "other_rate", "relative_likelihood", "value", "share_at_start", "change"}


ROUNDED_ENDS = ("interval_lower", "interval_upper")


def places_of(measure, value_unit):
    """Likelihoods and their intervals have two decimals, shares and points one."""
    is_likelihood = measure == "relative_likelihood" or measure in ROUNDED_ENDS or measure == "value" and \
        value_unit == "relative likelihood"
    return 2 if is_likelihood else 1


def check_rounding(checks, row, value, value_unit):
    """A share, difference or likelihood is rounded half to even on the exact fraction."""
    if row["measure"] not in ROUNDED:
        return
    places = places_of(row["measure"], value_unit)
    tie = 2 * 10 ** places * value
    checks.n_ties += tie.denominator == 1 and tie.numerator % 2
    wanted = shown(value, places)
    checks.check("half to even on the exact fraction", row["published"].replace(",", "") == wanted, row["part"],
                 key_of(row)[1:], row["published"], "of", value, "expected", wanted)


PLACES_OF = {"percent": 1, "points": 1, "probability": 4}


def check_published(checks, row):
    """The published text is the value rounded, half to even."""
    if row["value"] == "" or row["unit"] == "text":
        return
    value = Fraction(row["value"])
    shown = row["published"].replace(",", "")
    if row["unit"] == "probability" and shown == "< 0.0001":
        checks.check("what is too small for four decimals", value < Fraction(1, 20000), row)
        return
    places = len(shown.partition(".")[2])
    if row["unit"] in PLACES_OF:
        checks.check("decimal places", places == PLACES_OF[row["unit"]], row)
    try:
        wrong = abs(Fraction(shown) - value) > Fraction(1, 2 * 10 ** places) + Fraction(1, 10 ** 9)
    except ValueError:
        wrong = True
    checks.check("rounding of what is published", not wrong, row["part"], row["measure"], row["value"], row["published"])
    checks.check("no negative zero", not re.match(r"-0(\.0*)?$", shown), row)


def rows_with(rows, part, where):
    return [row for row in rows if row["part"] == part and all(row[name] == value for name, value in where.items())]


def is_shown(figure, wanted, expected):
    """Whether a figure of the second implementation is shown in this way."""
    key, value = figure
    if value is None or isinstance(value, str):
        return wanted == (value or workforce_sets.NOTHING)
    if isinstance(value, re.Pattern):
        return bool(value.match(wanted))
    if isinstance(value, (int, float)) and not isinstance(value, Fraction) and key[-1] not in ("p",) + ROUNDED_ENDS:
        return wanted == str(value)
    places = 4 if key[-1] == "p" else places_of(key[-1], expected.get(key[:-1] + ("value_unit",)))
    return wanted == shown(Fraction(value), places)
