# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the attacker learns anything."""
import math
from fractions import Fraction

from workforce_attack import Reader
from workforce_files import EVERYBODY, WATCHED, listed
from workforce_published import COUNTS, PLACE_OF_PART


class Verdicts:
    """What a reader learns from the findings of a table: all its tests are one family, so a finding that is shown
    tells how many were found in all, and so perhaps whether a withheld cell is one of them."""

    def __init__(self, reader, part_name):
        self.reader, self.work = reader, reader.work
        self.found, self.place = reader.attack, PLACE_OF_PART[part_name]
        self.rate, self.tails = float(self.work.rate()), {}
        self.tests = []  # (axis, variables of the group, of the others and of both, finding that is shown or None)
        for key, row in reader.inside.items():
            if key[0] == part_name and key[-1] == "p" and row["value"] != "":
                axis, cell = key[4], key[2]
                pair = [reader.attack.number[reader.person(self.work.last, axis, group, self.place, cell)]
                        for group in WATCHED[axis]]
                both = reader.attack.number.get(("both", axis, self.place, cell))
                finding = reader.outside.get(key[:-1] + ("finding",), {"published": "[c]"})["published"]
                self.tests.append((axis, (*pair, both), None if finding == "[c]" else finding == "under-represented"))

    def tail(self, axis, n):
        """P(X <= k) for k = 0, 1, ... up to the first above the rate; None while the benchmark is not known."""
        if self.tails.get((axis, n)) is None:
            self.tails[axis, n] = self.make_tail(axis, n)
        return self.tails[axis, n]

    def make_tail(self, axis, n):
        share, made, total = self.work.community(axis), [], Fraction(0)
        if share is None:
            pair = [self.found.number[self.reader.person(self.work.last, axis, group)] for group in WATCHED[axis]]
            if any(self.found.low[i] != self.found.high[i] for i in pair):
                return None
            group, rest = [self.found.low[i] for i in pair]
            if n > group + rest:
                return None
            ways = math.comb(group + rest, n)
        for k in range(n + 1):
            if share is None:
                total += Fraction(math.comb(group, k) * math.comb(rest, n - k), ways)
            else:
                total += math.comb(n, k) * (share / 100) ** k * (1 - share / 100) ** (n - k)
            made.append(total)
            if float(total) > self.rate:
                break
        return made

    def limits(self, i, j, both):
        """Fewest and most of the group, and of all."""
        low, high, most = self.found.low, self.found.high, self.work.n_all(self.work.last)
        n_low, n_high = low[i] + low[j], min(high[i] + high[j], most)
        if both is not None:
            n_low, n_high = max(n_low, low[both]), min(n_high, high[both])
        return low[i], min(high[i], most), n_low, n_high

    def narrow(self):
        """Whether any bound changes."""
        known = []  # of each test: fewest and most of the group, and the chances of the fewest and of the most people
        for axis, variables, _ in self.tests:
            low, high, *sizes = self.limits(*variables)
            tails = [self.tail(axis, n) for n in sizes]
            known.append(None if None in tails else (low, high, *tails))
        ranges = [None] * len(self.tests)  # of each group: fewest and most, over all numbers of discoveries that fit
        for n_found in range(len(self.tests) + 1):
            allowed = self.fit(known, n_found)
            if allowed is not None:
                ranges = [a if b is None else (min(a[0], b[0]), max(a[1], b[1])) for a, b in zip(allowed, ranges)]
        if None in ranges:
            raise ValueError(f"no number of discoveries fits what is shown of {self.place}")
        is_changed = False
        for (_, (i, _, _), _), (low, high) in zip(self.tests, ranges):
            if not low <= self.found.truth[i] <= high:
                raise ValueError(f"{self.found.truth[i]} is not in {low}..{high} at {self.place}")
            if low > self.found.low[i] or high < self.found.high[i]:
                self.found.low[i], self.found.high[i] = max(low, self.found.low[i]), min(high, self.found.high[i])
                is_changed = True
        return is_changed

    def fit(self, known, n_found):
        """The ranges of the counts if so many are found; None if that cannot be."""
        limit = self.work.rate() * n_found / len(self.tests)
        # of each: fewest of the group if it is not found, and one more than the most if it is
        counts = [(0, 0) if test is None or not n_found else [sum(p <= limit for p in tail) for tail in test[2:]]
                  for test in known]
        status = []  # True, False, or None where it may be either
        for (_, _, finding), test, (unfound, found) in zip(self.tests, known, counts):
            may = n_found > 0 and finding is not False and (test is None or test[0] < found)
            may_not = finding is not True and (test is None or not n_found or test[1] >= unfound)
            if not may and not may_not:
                return None
            status.append(None if may and may_not else may)
        sure, either = status.count(True), status.count(None)
        if not sure <= n_found <= sure + either:
            return None
        if n_found in (sure, sure + either):
            status = [n_found > sure if one is None else one for one in status]
        made = []
        for (_, (i, _, _), _), test, (unfound, found), one in zip(self.tests, known, counts, status):
            low, high = self.found.low[i], self.found.high[i]
            if test is not None and one is True:
                high = min(high, found - 1)
            elif test is not None and one is False:
                low = max(low, unfound)
            made.append((low, high))
        return made


def everybody_at(work, level):
    return work.n_all(work.last, "Management level", level)


def small_counts(reader, least):
    """(name, variable) of the counts from 1 to the minimum, but of levels that are open."""
    found, work = reader.attack, reader.work
    open_levels = listed(work.keys.get("open_levels", ""))
    small = []
    for name in sorted(reader.is_people, key=str):
        i = found.number[name]
        is_open = any(str(name[-1]).endswith(level) for level in open_levels) and (
            "Sex" in name or EVERYBODY in name or name[0] == "disclosed" and found.truth[i] == everybody_at(work, name[-1]))
        if found.truth[i] is not None and 0 < found.truth[i] < least and not is_open:
            small.append((name, i))
    return small


def caps_by_law(reader, least):
    """(date, place, part) -> the people of an open level, where they are fewer than the minimum: everybody knows how many."""
    work, place = reader.work, "Management level"
    levels = listed(work.keys.get("open_levels", "")) if place in work.places else []
    numbers = {(number, place, level): work.n_all(number, place, level) for level in levels for number in range(len(work.dates))}
    return {where: n for where, n in numbers.items() if n < least}


def base_by_law(work, name):
    """The men or women of a division who are at open levels: everybody knows that they are there."""
    levels = listed(work.keys.get("open_levels", ""))
    if name[0] != "people" or "Sex" not in name or name[-2] != "Division":
        return 0
    _, number, axis, group, _, division = name
    return sum(work.n(number, axis, group, "Cell", f"{division}, {level}") for level in levels)


def attack(checks, work, inside, outside, least, uses_programming):
    """Whether a count of 1 to 4 can be worked out, or is known to be small or not to be 0 or 1."""
    reader = Reader(work, inside, outside)
    try:
        reader.set_up()
    except ValueError as error:
        checks.check("the attacker's relations are true", False, error)
        return
    found, small = reader.attack, small_counts(reader, least)
    found.narrow()
    by_intervals = [name for name, i in small if found.low[i] == found.high[i]]
    tables = [Verdicts(reader, part) for part in sorted(PLACE_OF_PART)
              if part.startswith("Under_") and part in reader.index]
    try:
        while any([table.narrow() for table in tables if table.tests]):
            found.narrow()
    except ValueError as error:
        checks.check("what verdicts tell the attacker is true", False, error)
        return
    by_verdicts = [name for name, i in small if found.low[i] == found.high[i]]
    if uses_programming:
        found.solve([i for _, i in small if found.low[i] <= 1 and found.high[i] >= least], least)
    caps = caps_by_law(reader, least)
    for name, i in small:
        how = "by intervals" if name in by_intervals else "by verdicts" if name in by_verdicts else \
            "by linear programming"
        checks.check("a small count is worked out", found.low[i] < found.high[i], name, found.low[i], how)
        checks.check("a small count is known to be small", found.low[i] == found.high[i]
                     or found.high[i] >= caps.get(name[1:2] + name[-2:], least), name, found.low[i], found.high[i])
        checks.check("a small count is known to be more than one", found.low[i] == found.high[i]
                     or found.low[i] <= max(1, base_by_law(work, name)), name, found.low[i], found.high[i])


def try_attacker(checks, work, inside, least):
    """Where only the small counts themselves are withheld the attacker must get some of them."""
    naive = []
    for row in inside:
        is_small = row["measure"] in COUNTS and row["value"] not in ("", "[z]") and 0 < float(row["value"]) < least
        naive.append({**row, "value": "", "published": "[c]"} if is_small or row["measure"] not in COUNTS else row)
    reader = Reader(work, inside, naive)
    reader.set_up()
    small = small_counts(reader, least)
    reader.attack.narrow()
    got = [name for name, i in small if reader.attack.low[i] == reader.attack.high[i]]
    checks.check("the attacker gets what primary suppression alone gives away", len(got) > len(small) / 4, len(got), len(small))
