#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a reader can work out of a system of whole numbers and sums: the exact interval of anything, by integer programming.

A System holds unknowns with bounds and whole-number or real values, relations that are sums of them with two ends, and, since this
serves a test, the truth of each unknown. The truth must satisfy every relation: what it does not satisfy is a wrong figure, or a
thing the reader assumes and is wrong in, and is taken out, so that no interval rests on something untrue.

Unknowns that are known are constants; the rest falls into components that are solved apart. A solution that was found is kept: it
serves as a witness for every other count it fits. Solved by HiGHS through scipy.optimize.milp.
"""
import math

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

FREE = math.inf
# Half a unit of the last digit is exact in the document and not in binary; people and pounds are far above this.
SLACK = 1e-6


class Undecided(Exception):
    """The solver ran out of time before it could say either way."""


class System:
    """Unknowns and relations, with the truth beside them."""

    def __init__(self, seconds=10.0):
        self.index, self.names = {}, []
        self.low, self.high, self.whole, self.truth = [], [], [], []
        self.relations = []
        self.seconds = seconds
        self.solves = 0
        self._parts = None

    def add(self, name, truth, low=0, high=FREE, whole=True):
        """An unknown; adding it again narrows it."""
        if name in self.index:
            place = self.index[name]
            self.low[place] = max(self.low[place], low)
            self.high[place] = min(self.high[place], high)
            return
        self.index[name] = len(self.names)
        self.names.append(name)
        self.low.append(low)
        self.high.append(high)
        self.whole.append(whole)
        self.truth.append(float(truth))

    def relate(self, terms, low, high, why, assumed=False):
        """low <= sum of terms <= high; terms maps names to factors. assumed: the reader guesses it, and it may be untrue."""
        self.relations.append(({name: factor for name, factor in terms.items() if factor}, low, high, why, assumed))

    def bound(self, name, low, high, why, assumed=False):
        """A bound on one unknown that must first be held against the truth."""
        self.relate({name: 1}, low, high, why, assumed)

    def true_value(self, terms):
        return sum(factor * self.truth[self.index[name]] for name, factor in terms.items())

    def settle(self):
        """Takes out what the truth does not satisfy, and gives the text of what was not merely assumed."""
        kept, wrong = [], []
        for terms, low, high, why, assumed in self.relations:
            value = self.true_value(terms)
            size = SLACK * (1 + sum(abs(factor * self.truth[self.index[name]]) for name, factor in terms.items()))
            if value < low - size or value > high + size:
                if not assumed:
                    wrong.append(f"{why}: the truth is {value:.6g}, published {low:.6g} to {high:.6g}")
                continue
            if len(terms) == 1:
                ((name, factor),) = terms.items()
                place = self.index[name]
                ends = sorted((low / factor, high / factor))
                if self.whole[place]:
                    ends = [end if math.isinf(end) else round_to(end) for round_to, end in
                            ((lambda x: math.ceil(x - SLACK), ends[0]), (lambda x: math.floor(x + SLACK), ends[1]))]
                self.low[place] = max(self.low[place], ends[0])
                self.high[place] = min(self.high[place], ends[1])
            else:
                kept.append((terms, low, high, why, assumed))
        for place, name in enumerate(self.names):
            if not self.low[place] - SLACK <= self.truth[place] <= self.high[place] + SLACK:
                wrong.append(f"{name}: the truth is {self.truth[place]:.6g}, published {self.low[place]:.6g} to "
                             f"{self.high[place]:.6g}")
                self.low[place], self.high[place] = 0, FREE
        self.relations = kept
        self._propagate()
        self._split()
        return wrong

    def _propagate(self):
        """Narrows bounds by one relation at a time, so that what follows at once need not be solved for."""
        for _ in range(20):
            changed = False
            for terms, low, high, _, _ in self.relations:
                places = [(self.index[name], factor) for name, factor in terms.items()]
                least = [factor * (self.low if factor > 0 else self.high)[place] for place, factor in places]
                most = [factor * (self.high if factor > 0 else self.low)[place] for place, factor in places]
                for number, (place, factor) in enumerate(places):
                    if not self.whole[place]:
                        continue
                    others_least = sum(least[:number]) + sum(least[number + 1:])
                    others_most = sum(most[:number]) + sum(most[number + 1:])
                    ends = sorted(((low - others_most) / factor, (high - others_least) / factor))
                    for end, rounder, side in ((ends[0], math.ceil, 0), (ends[1], math.floor, 1)):
                        if math.isinf(end) or math.isnan(end):
                            continue
                        end = rounder(end - SLACK) if side == 0 else rounder(end + SLACK)
                        if side == 0 and end > self.low[place] or side == 1 and end < self.high[place]:
                            # The truth fits every relation, so a bound that would cut it off is a matter of rounding.
                            if side == 0 and end <= self.truth[place]:
                                self.low[place], changed = end, True
                            elif side == 1 and end >= self.truth[place]:
                                self.high[place], changed = end, True
            if not changed:
                return

    def _split(self):
        parent = list(range(len(self.names)))

        def root(place):
            while parent[place] != place:
                parent[place] = parent[parent[place]]
                place = parent[place]
            return place
        fixed = [low == high for low, high in zip(self.low, self.high)]
        for terms, *_ in self.relations:
            places = [self.index[name] for name in terms if not fixed[self.index[name]]]
            for place in places[1:]:
                parent[root(place)] = root(places[0])
        self.fixed = fixed
        self.part = [root(place) for place in range(len(self.names))]
        members, rows = {}, {}
        for place in range(len(self.names)):
            if not fixed[place]:
                members.setdefault(self.part[place], []).append(place)
        for relation in self.relations:
            free = [self.index[name] for name in relation[0] if not fixed[self.index[name]]]
            if free:
                rows.setdefault(self.part[free[0]], []).append(relation)
        self._parts = {}
        for part, places in members.items():
            self._parts[part] = self._matrix(places, rows.get(part, []))
        self.witnesses = {part: [] for part in members}

    def _matrix(self, places, relations):
        column = {place: number for number, place in enumerate(places)}
        data, row_of, column_of, low, high = [], [], [], [], []
        for number, (terms, least, most, _, _) in enumerate(relations):
            known = 0.0
            for name, factor in terms.items():
                place = self.index[name]
                if place in column:
                    data.append(factor)
                    row_of.append(number)
                    column_of.append(column[place])
                else:
                    known += factor * self.low[place]
            # Relations with pay in them are met to within SLACK a person; those of counts exactly.
            slack = 0 if all(self.whole[self.index[name]] for name in terms) and least == most else SLACK
            low.append(least - known - slack)
            high.append(most - known + slack)
        matrix = csr_matrix((data, (row_of, column_of)), shape=(len(relations), len(places)))
        return {"places": places, "column": column, "matrix": matrix, "low": numpy.array(low), "high": numpy.array(high),
                "bounds": Bounds(numpy.array([self.low[place] for place in places], dtype=float),
                                 numpy.array([self.high[place] for place in places], dtype=float)),
                "whole": numpy.array([int(self.whole[place]) for place in places])}

    def _run(self, part, objective, extra):
        """One programme in one component: (status, solution); extra is a list of (vector, low, high)."""
        piece = self._parts[part]
        constraints = []
        if piece["matrix"].shape[0]:
            constraints.append(LinearConstraint(piece["matrix"], piece["low"], piece["high"]))
        for vector, low, high in extra:
            constraints.append(LinearConstraint(csr_matrix(vector), low, high))
        # One call that finds nothing is not believed: presolving decides by tolerance, and pay is far larger than a person.
        for presolve in (True, False):
            self.solves += 1
            found = milp(objective, integrality=piece["whole"], bounds=piece["bounds"], constraints=constraints,
                         options={"time_limit": self.seconds, "mip_rel_gap": 0, "presolve": presolve})
            if found.status != 2:
                break
        return found

    def _vectors(self, terms):
        """The terms by component: {part: vector}, and what is known of them."""
        vectors, known = {}, 0.0
        for name, factor in terms.items():
            place = self.index[name]
            if self.fixed[place]:
                known += factor * self.low[place]
                continue
            part = self.part[place]
            if part not in vectors:
                vectors[part] = numpy.zeros(len(self._parts[part]["places"]))
            vectors[part][self._parts[part]["column"][place]] += factor
        return vectors, known

    def _end(self, part, vector, sense, extra=()):
        found = self._run(part, sense * vector, list(extra))
        if found.status == 0:
            self.witnesses[part].append(found.x)
            return float(vector @ found.x)
        if found.status == 3 or (found.status == 4 and sense < 0):
            return -sense * FREE
        if found.status == 2:
            # The truth is a solution, so nothing is infeasible: the tolerance of the solver was.
            raise Undecided(f"infeasible by tolerance ({found.message})")
        raise Undecided(found.message)

    def interval(self, terms, extra=None):
        """The exact ends of a sum of unknowns; extra: further relations [(terms, low, high)] in the same component."""
        vectors, known = self._vectors(terms)
        low = high = known
        for part, vector in vectors.items():
            more = []
            for extra_terms, least, most in extra or []:
                others, shift = self._vectors(extra_terms)
                if part in others:
                    more.append((others[part], least - shift, most - shift))
            low += self._end(part, vector, 1, more)
            high += self._end(part, vector, -1, more)
        if all(self.whole[self.index[name]] for name in terms):
            low, high = (end if math.isinf(end) else round(end) for end in (low, high))
        return low, high

    def reaches(self, terms, low, high):
        """Whether there is a solution with the sum of terms from low to high: a kept witness, or one more programme."""
        vectors, known = self._vectors(terms)
        if not vectors:
            return low - SLACK <= known <= high + SLACK
        if len(vectors) > 1:
            least, most = self.interval(terms)
            return most >= low - SLACK and least <= high + SLACK
        ((part, vector),) = vectors.items()
        places = self._parts[part]["places"]
        least = sum(factor * (self.low if factor > 0 else self.high)[place] for place, factor in zip(places, vector) if factor)
        most = sum(factor * (self.high if factor > 0 else self.low)[place] for place, factor in zip(places, vector) if factor)
        if least + known > high + SLACK or most + known < low - SLACK:
            return False
        for witness in self.witnesses[part]:
            if low - SLACK <= vector @ witness + known <= high + SLACK:
                return True
        found = self._run(part, numpy.zeros(len(places)), [(vector, low - known, high - known)])
        if found.x is not None and found.status in (0, 1):
            self.witnesses[part].append(found.x)
            return True
        if found.status == 2:
            return False
        raise Undecided(found.message)
