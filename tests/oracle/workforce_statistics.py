# SPDX-License-Identifier: GPL-3.0-or-later
"""Chances, intervals, and figures as they are expected and shown."""
import math
import statistics
from dataclasses import dataclass
from fractions import Fraction

from workforce_files import KEYS

Z95 = statistics.NormalDist().inv_cdf(0.975)


def lower_tail_hypergeometric(k, n, group, total):
    """P(X <= k): n drawn of `total` people, `group` of them of the group."""
    ways = sum(math.comb(group, i) * math.comb(total - group, n - i) for i in range(max(0, n - total + group), k + 1))
    return Fraction(ways, math.comb(total, n))


def lower_tail_binomial(k, n, share):
    return sum(math.comb(n, i) * share ** i * (1 - share) ** (n - i) for i in range(k + 1))


def discoveries(chances, rate):
    """Benjamini and Hochberg (1995): whether each is a discovery."""
    ordered = sorted(chances)
    most = max((p for i, p in enumerate(ordered, 1) if p <= rate * i / len(ordered)), default=None)
    return [most is not None and p <= most for p in chances]


def wilson(n, of):
    """The 95 % interval of a share, in percent."""
    middle = (n + Z95 ** 2 / 2) / (of + Z95 ** 2)
    half = Z95 / (of + Z95 ** 2) * math.sqrt(n * (of - n) / of + Z95 ** 2 / 4)
    return max(0.0, 100 * (middle - half)), min(100.0, 100 * (middle + half))


def likelihood(a, of_a, b, of_b):
    """(value, lower, upper) of a relative likelihood; None where it cannot be formed."""
    if not of_a or not of_b or not b:
        return None
    value = Fraction(a, of_a) / Fraction(b, of_b)
    counts = [a, of_a, b, of_b]
    if a in (0, of_a) or b == of_b:
        counts = [a + 0.5, of_a + 1, b + 0.5, of_b + 1]
    a, of_a, b, of_b = counts
    ratio = (a / of_a) / (b / of_b)
    if a > of_a or b > of_b:  # more cases than people: no interval
        return value, None, None
    width = Z95 * math.sqrt(1 / a - 1 / of_a + 1 / b - 1 / of_b)
    return value, min(ratio * math.exp(-width), float(value)), max(ratio * math.exp(width), float(value))


class Expected(dict):
    """Key -> Fraction or int (exact), float (nearly), text, or None (no such figure)."""

    def __init__(self):
        super().__init__()
        self.optional = set()
        self.parts = set()
        self.loose = set()  # keys of figures that are no fraction of whole numbers: a tie may go either way

    def add(self, part, figures, is_optional=False, is_loose=(), **where):
        self.parts.add(part)
        for measure, value in figures.items():
            key = tuple({"part": part, "measure": measure, **where}.get(name, "") for name in KEYS)
            self[key] = value
            if is_optional:
                self.optional.add(key)
            if measure in is_loose:
                self.loose.add(key)


def percent(n, of):
    return Fraction(100 * n, of) if of else None


def less(a, b):
    return None if a is None or b is None else a - b


def round_half_even(value, places):
    scaled = Fraction(value) * 10 ** places
    return Fraction(round(scaled), 10 ** places)


def shown(value, places=1):
    """A fraction as it is shown: half to even on the exact value, and no negative zero."""
    return f"{float(round_half_even(value, places)) + 0.0:.{places}f}"


def shown_points(value, places=1):
    return f"{float(round_half_even(value, places)):+.{places}f}"


def mean(some):
    return sum(some) / len(some)


def median(some):
    some, half = sorted(some), len(some) // 2
    return some[half] if len(some) % 2 else (some[half - 1] + some[half]) / 2


class Any:
    """Whatever it is."""


ANY = Any()


class OneOf:
    """Any of some values."""

    def __init__(self, *values):
        self.values = values

    def __repr__(self):
        return "one of " + repr(self.values)


@dataclass
class Near:
    """A number that may differ by so much."""
    value: float
    by: float
