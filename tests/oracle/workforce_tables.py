# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of people, targets and events, worked out again."""
import math
import re
from fractions import Fraction

from workforce_files import (
    COLUMN_OF, DECLINED, EVERYBODY, ME, PLACES, UNKNOWN, WATCHED, day_of, listed, long_date, years_between)
from workforce_statistics import (
    ANY, discoveries, less, likelihood, lower_tail_binomial, lower_tail_hypergeometric, percent, shown, wilson)

LIFECYCLE = {"starter": "Started", "leaver": "Left", "promotion": "Promoted", "grievance": "Raised a grievance",
             "disciplinary": "Entered a formal disciplinary process",
             "capability": "Entered a formal capability process",
             "training": "Had funded training that is not mandatory", "flexibleworking": "Asked for flexible working"}


class Profile:
    """Who works here, and where groups fall short."""

    def profile(self, made):
        for place, part_name in [("", "Profile")] + [(place, PLACES[place][1]) for place in self.places]:
            for part in self.parts(place):
                for axis in [EVERYBODY, *self.axes]:
                    for group in self.groups(axis):
                        counts = [self.n(i, axis, group, place, part) if self.is_there(i, axis, place) else None
                                  for i in range(len(self.dates))]
                        for i, day in enumerate(self.dates):
                            made.add(part_name, {"headcount": counts[i], "share": None if counts[i] is None else
                                                 percent(counts[i], self.n_all(i, place, part))},
                                     date=day.isoformat(), category=part,
                                     characteristic=axis, group=group)

    def trends(self, made):
        for axis in [axis for axis in self.axes if axis in WATCHED]:
            for i, day in enumerate(self.dates):
                made.add("Trends", {"share_of_disclosed": self.share(i, axis)}, date=day.isoformat(),
                         characteristic=axis, group=WATCHED[axis][0], is_optional=len(self.dates) < 2)

    def asked(self):
        return [axis for axis in self.axes if axis not in ("Sex", ME)]

    def disclosure(self, made):
        for axis in self.asked():
            before = None
            for i, day in enumerate(self.dates):
                if not self.is_there(i, axis):
                    continue
                rate = percent(self.disclosed(i, axis), self.n_all(i))
                made.add("Disclosure", {"disclosed": self.disclosed(i, axis),
                                        "prefer_not_to_say": self.n(i, axis, DECLINED),
                                        "not_known": self.n(i, axis, UNKNOWN), "disclosure_rate": rate,
                                        "disclosure_rate_change": less(rate, before)},
                         date=day.isoformat(), characteristic=axis)
                before = rate
            for place in self.places:
                for part in self.parts(place) if self.is_there(self.last, axis, place) else []:
                    everybody = self.n_all(self.last, place, part)
                    n = self.disclosed(self.last, axis, place, part)
                    made.add("Disclosure_by_place",
                             {"disclosed": n, "prefer_not_to_say": self.n(self.last, axis, DECLINED, place, part),
                              "not_known": self.n(self.last, axis, UNKNOWN, place, part),
                              "disclosure_rate": percent(n, everybody)},
                             is_optional=not everybody, category=part, dimension=place, characteristic=axis)

    def leadership(self, made):
        if "Management level" not in self.places:
            return
        for level in self.parts("Management level"):
            if not self.n_all(self.last, "Management level", level):
                continue
            names = [title for key, title in (("leadership", "leadership"), ("senior", "senior management"),
                                              ("board", "board")) if level in listed(self.keys.get(key, ""))]
            for axis in [axis for axis in self.axes if axis in WATCHED]:
                n, other = self.pair(self.last, axis, "Management level", level)
                against = Fraction(50) if axis == "Sex" else self.share(self.last, axis)
                share = percent(n, n + other)
                low, high = wilson(n, n + other) if n + other else (None, None)
                finding = "not below"
                if share is None or against is None:
                    finding = ANY
                elif share < against:
                    finding = "women are below 50 %" if axis == "Sex" else "below the share of the workforce"
                made.add("Leadership", {"headcount": n, "others": other, "share": share, "benchmark": against,
                                        "difference": less(share, against), "finding": finding, "share_lower": low,
                                        "share_upper": high}, category=level, characteristic=axis,
                         group=WATCHED[axis][0], item=names[0] if names else "")

    def representation(self, made):
        for name, place in (("Under_representation_division", "Division"),
                            ("Under_representation_level", "Management level"),
                            ("Under_representation_grade", "Grade"), ("Under_representation", "Cell")):
            if place in self.places or place == "Cell" and {"Division", "Management level"} <= set(self.places):
                self.represented(made, name, place)

    def rate(self):
        return Fraction(self.keys.get("false_discovery_rate", "5")) / 100

    def community(self, axis):
        """The share of a benchmark; None if the workforce is the benchmark."""
        return self.benchmarks.get((COLUMN_OF[axis], WATCHED[axis][0].lower()))

    def represented(self, made, name, place):
        cells = []
        for part in self.parts(place):
            if self.n_all(self.last, place, part):
                cells += [(part, axis) for axis in self.axes if axis in WATCHED]
        found, chances = [], []
        for part, axis in cells:
            k, other = self.pair(self.last, axis, place, part)
            n, (group, rest) = k + other, self.pair(self.last, axis)
            of_community = self.community(axis)
            if not n or (of_community is None and not group + rest):
                continue
            if of_community is not None:
                chance, against = lower_tail_binomial(k, n, of_community / 100), of_community
            else:
                chance, against = lower_tail_hypergeometric(k, n, group, group + rest), percent(group, group + rest)
            chances.append(chance)
            found.append((part, axis, k, n, against, chance))
        for (part, axis, k, n, against, chance), is_found in zip(found, discoveries(chances, self.rate())):
            share = percent(k, n)
            low, high = wilson(k, n)
            finding = "under-represented" if is_found else "not below" if share >= against else "below, which could be chance"
            made.add(name,
                     {"headcount": k, "disclosed": n, "share": share, "benchmark": against, "p": float(chance),
                      "short_by": max(0, math.ceil(against * n / 100) - k), "finding": finding, "share_lower": low,
                      "share_upper": high}, category=part, characteristic=axis, group=WATCHED[axis][0],
                     is_loose=("benchmark",) if self.community(axis) is not None else ())


class Targets:
    """Measures, and where targets stand."""

    def measure(self, text, number):
        """(axis title, group, part, n, of, place) of "GROUP of CHARACTERISTIC[ at PLACE]"."""
        match = re.match(r"(.+?) of (.+?)(?: at (.+))?$", text.strip())
        group, axis, part = match.group(1), match.group(2).lower(), match.group(3) or ""
        place = next((place for place in ("Grade", "Division", "Management level")
                      if part and place in self.places and part in self.parts(place)), "")
        title = next(title for title, column in COLUMN_OF.items() if column.replace("_", " ") == axis.replace("_", " "))
        if not self.is_there(number, title if title != ME else "Ethnicity", place):
            return title, group, part or EVERYBODY, 0, 0, place
        if group.lower() == "disclosed":
            return title, "Disclosed", part or EVERYBODY, self.disclosed(number, title, place, part), \
                self.n_all(number, place, part), place
        titles = [title, ME] if title == "Ethnicity" else [title]
        title, label = next((t, g) for t in titles for g in self.groups(t) if g.lower() == group.lower())
        return title, label, part or EVERYBODY, self.n(number, title, label, place, part), \
            self.disclosed(number, title, place, part), place

    def turnover(self):
        if self.events is None or not self.n_events["leaver"]:
            return None
        return Fraction(self.n_events["leaver"], self.n_all(self.last))

    def targets(self, made):
        for name, text in self.ini.get("targets", {}).items():
            what, aim = text.rsplit(", ", 1)
            now = self.dates[self.last]
            by = re.match(r"([\d.]+) by (\S+)$", aim)
            yearly = re.match(r"\+([\d.]+) a year(?: from (\S+))?$", aim)
            start = day_of(yearly.group(2)) if yearly and yearly.group(2) else self.dates[0]
            first = self.dates.index(start)
            title, group, part, n, of, _ = self.measure(what, self.last)
            base_n, base_of = self.measure(what, first)[3:5]
            base, share = percent(base_n, base_of), percent(n, of)
            if by:
                level, end = Fraction(by.group(1)), day_of(by.group(2))
                says = f"{shown(level)} % by {long_date(end)}"
                line = base + (level - base) * years_between(start, now) / years_between(start, end) if base is not None else None
                if line is not None and (end <= now or base >= level):
                    line = level
                years = float(years_between(now, end))
            else:
                change = Fraction(yearly.group(1))
                says = f"{shown(change)} points more a year from {long_date(start)}"
                line = base + change * years_between(start, now) if base is not None else None
                level, years = (share + change if share is not None else None), 1.0
            needed = appointments = None
            turnover = self.turnover()
            if group != "Disclosed" and turnover is not None and level is not None and years > 0:
                stay = (1 - float(turnover)) ** years
                needed = max(0, math.ceil(float(level) / 100 * of - n * stay - 1e-9))
                appointments = round(of * (1 - stay))
            ahead = less(share, line)
            finding = ANY if ahead is None else "on track" if ahead >= 0 else "not on track"
            in_time = max(i for i, day in enumerate(self.dates) if not by or day <= end)
            if by and end < now:
                n_then, of_then = self.measure(what, in_time)[3:5]
                is_reached = of_then and percent(n_then, of_then) >= level
                finding = "reached in time" if is_reached else "not reached in time"
            elif by and share is not None and share >= level:
                finding = "reached"
            elif by and end == now:
                finding = "not reached in time"
            if share is None or line is None:
                finding = ANY
            made.add("Targets", {"aim": says, "share_at_start": base, "trajectory": line, "share": share,
                                 "difference": ahead,
                                 "finding": finding,
                                 "appointments_needed": needed, "appointments": appointments},
                     category=part, characteristic=title, group=group, item=name,
                     is_loose=("trajectory", "difference"))  # along a line over days


class Lifecycle:
    """Recruitment, and what happens to people who work here."""

    def likelihoods(self, a, of_a, b, of_b):
        found = likelihood(a, of_a, b, of_b)
        value, low, high = found or (None, None, None)
        return {"n": a, "of": of_a, "rate": percent(a, of_a), "other_n": b, "other_of": of_b,
                "other_rate": percent(b, of_b), "relative_likelihood": value, "interval_lower": low,
                "interval_upper": high}

    def say(self, found, is_chosen=True):
        if found["relative_likelihood"] is None:
            return re.compile("cannot be formed: (nobody|none) in ")
        if found["interval_lower"] is None:
            return re.compile("no interval: more events than people")
        chance = found["interval_lower"] <= 1 <= found["interval_upper"]
        says = "could be chance" if chance else "unlikely to be chance"
        is_below = is_chosen and self.keys.get("four_fifths") == "yes" and found["relative_likelihood"] < Fraction(4, 5)
        return says + ("; below four fifths (US rule, as an option)" if is_below else "")

    def recruitment(self, made):
        if self.events is None or not any(self.n_events[event] for event in ("applied", "shortlisted", "appointed")):
            return
        stages = (("Applied to shortlisted", "applied", "shortlisted"),
                  ("Shortlisted to appointed", "shortlisted", "appointed"),
                  ("Applied to appointed", "applied", "appointed"))
        divisions = self.parts("Division") if "Division" in self.places else []
        for axis in [axis for axis in self.axes if axis in WATCHED]:
            for division in ["", *sorted({*divisions, "Not given"} if divisions else [])]:
                rows = []
                for title, before, after in stages:
                    of_a, of_b = self.event_pair(before, axis, division)
                    a, b = self.event_pair(after, axis, division)
                    is_told = self.is_told((before, after), axis, division)
                    is_optional = division != "" if is_told is False else not of_a + of_b
                    is_optional = is_optional or not self.n_events[before] or not self.n_events[after]
                    rows.append((title, self.likelihoods(a, of_a, b, of_b), is_told, is_optional))
                values = [row["relative_likelihood"] if is_told else None for _, row, is_told, _ in rows[:2]]
                worst = None
                if None not in values and min(values) < 1 and values[0] != values[1]:
                    worst = values.index(min(values))
                for number, (title, found, is_told, is_optional) in enumerate(rows):
                    finding = self.say(found)
                    if isinstance(finding, str):
                        finding += "; this stage loses more of the group" if number == worst else ""
                    if finding is not None and None in values:
                        finding = re.compile(re.escape(finding) + "|cannot") if isinstance(finding, str) else finding
                    made.add("Recruitment", self.if_told(is_told, axis, {**found, "finding": finding}),
                             is_optional=is_optional, category=division or EVERYBODY, characteristic=axis,
                             group=WATCHED[axis][0], comparator=WATCHED[axis][1], item=title)

    def lifecycle(self, made):
        if self.events is None:
            return
        for event, title in LIFECYCLE.items():
            for axis in [axis for axis in self.axes if axis in WATCHED]:
                (a, b), (of_a, of_b) = self.event_pair(event, axis), self.pair(self.last, axis)
                found = self.likelihoods(a, of_a, b, of_b)
                found["finding"] = self.say(found, event in ("promotion", "training"))
                made.add("Employee_lifecycle", self.if_told(self.is_told([event], axis), axis, found),
                         is_optional=not self.n_events[event], characteristic=axis, group=WATCHED[axis][0],
                         comparator=WATCHED[axis][1], item=title)
