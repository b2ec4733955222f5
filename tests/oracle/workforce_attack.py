# SPDX-License-Identifier: GPL-3.0-or-later
"""The attacker: all that a reader can work out from what is published."""
import math
import re
from collections import Counter, defaultdict
from fractions import Fraction

from linear import Glpk
from publication import ends_of
from workforce_compare import key_of
from workforce_files import (
    COLUMN_OF, DECLINED, EVERYBODY, INF, ME, PLACES, SERVICE, UNKNOWN, WATCHED, day_of, group_of, listed,
    years_between)
from workforce_standards import STANDARDS
from workforce_tables import LIFECYCLE


class Attack:
    """Counts as variables with bounds, and sums and rounded shares that every reader knows."""

    def __init__(self):
        self.number, self.low, self.high, self.truth = {}, [], [], []
        self.rows = []  # (terms, low, high, why)

    def variable(self, name, truth=None, shown=None):
        """A count; shown: the ends between which it is told to lie."""
        if name not in self.number:
            self.number[name] = len(self.low)
            self.low.append(0)
            self.high.append(INF)
            self.truth.append(truth)
        i = self.number[name]
        if self.truth[i] is None:
            self.truth[i] = truth
        if shown is not None:
            self.low[i], self.high[i] = max(self.low[i], shown[0]), min(self.high[i], shown[1])
        if self.truth[i] is not None and not self.low[i] <= self.truth[i] <= self.high[i]:
            raise ValueError(f"what is known of {name} is not true: {self.truth[i]} not in {self.low[i]}..{self.high[i]}")
        return i

    def relate(self, terms, low=0, high=0, why=""):
        """low <= sum of factor x variable <= high, if it is true of the counts."""
        gathered = Counter()
        for name, factor in terms:
            gathered[self.number[name]] += factor
        gathered = {i: factor for i, factor in gathered.items() if factor}
        if any(self.truth[i] is None for i in gathered):
            return
        value = sum(self.truth[i] * factor for i, factor in gathered.items())
        if low <= value <= high:
            self.rows.append((gathered, low, high, why))
        else:
            raise ValueError(f"no such relation: {why}: {value} not in {low}..{high}")

    def share(self, part, whole, told, why):
        """A percentage of one count of another: rounded, or the ends of a range."""
        self.relate_share([part], [whole], told, why)

    def relate_share(self, part, whole, text, why):
        """The same where both are sums. A share in the middle is rounded to the even digit, so not to an odd one."""
        if isinstance(text, tuple):
            low, high = text
            self.relate([(x, 100) for x in part] + [(x, -high) for x in whole], -INF, 0, why)
            self.relate([(x, -100) for x in part] + [(x, low) for x in whole], -INF, 0, why)
            return
        value = round(Fraction(text) * 20)
        end = -(value // 2 % 2)
        self.relate([(x, 2000) for x in part] + [(x, -(value + 1)) for x in whole], -INF, end, why)
        self.relate([(x, -2000) for x in part] + [(x, value - 1) for x in whole], -INF, end, why)

    def narrow(self):
        """Bounds from each relation, until none changes any; where they creep, linear programming does the rest."""
        where = defaultdict(list)
        for r, (terms, *_) in enumerate(self.rows):
            for i in terms:
                where[i].append(r)
        waiting = dict.fromkeys(range(len(self.rows)))
        for _ in range(12 * len(self.rows)):
            if not waiting:
                break
            r = next(iter(waiting))
            del waiting[r]
            for i in self.narrow_row(*self.rows[r][:3]):
                waiting.update(dict.fromkeys(where[i]))

    def narrow_row(self, terms, low, high):
        """The variables whose bounds change."""
        ends = {i: (f * self.low[i], f * self.high[i]) if f > 0 else (f * self.high[i], f * self.low[i])
                for i, f in terms.items()}
        n_low = sum(end[0] == -INF for end in ends.values())
        n_high = sum(end[1] == INF for end in ends.values())
        sum_low = sum(end[0] for end in ends.values() if end[0] > -INF)
        sum_high = sum(end[1] for end in ends.values() if end[1] < INF)
        for i, f in terms.items():
            most = least = None  # of factor x variable
            if high < INF and n_low - (ends[i][0] == -INF) == 0:
                most = high - sum_low + (ends[i][0] if ends[i][0] > -INF else 0)
            if low > -INF and n_high - (ends[i][1] == INF) == 0:
                least = low - sum_high + (ends[i][1] if ends[i][1] < INF else 0)
            if f < 0:
                most, least = least, most
            new_low = self.low[i] if least is None else max(self.low[i], -((-least) // f))
            new_high = self.high[i] if most is None else min(self.high[i], most // f)
            if (new_low, new_high) != (self.low[i], self.high[i]):
                self.low[i], self.high[i] = new_low, new_high
                yield i

    def solve(self, wanted, least):
        """Bounds of each of the wanted by linear programming, as far as they matter."""
        if not wanted or not Glpk.load():
            return 0
        used = sorted({i for terms, *_ in self.rows for i in terms} | set(wanted))
        column = {i: c for c, i in enumerate(used)}
        bounds = [(float(self.low[i]), float(self.high[i])) for i in used]
        rows = [({column[i]: float(f) for i, f in terms.items()}, float(low), float(high))
                for terms, low, high, _ in self.rows]
        program = Glpk(bounds, rows)
        for i in wanted:
            c = column[i]
            for is_high in (True, False):
                if program.seen_high[c] >= least if is_high else program.seen_low[c] <= 1:
                    continue
                end = program.reach(c, is_high)
                if end is None or abs(end) == INF:
                    continue
                if is_high:
                    self.high[i] = min(self.high[i], math.floor(end + 1e-6))
                else:
                    self.low[i] = max(self.low[i], math.ceil(end - 1e-6))
        program.close()
        return len(wanted)


def value_of(row):
    return int(float(row["value"])) if row["value"] not in ("", "[z]") else None


class Reader:
    """Sets up the attack of a reader of the published file who knows how the tables are made."""

    def __init__(self, work, inside, outside):
        self.work, self.attack = work, Attack()
        self.inside = {key_of(row): row for row in inside}
        self.outside = {key_of(row): row for row in outside}
        self.is_people = set()
        self.index = defaultdict(list)
        for key in self.outside:
            self.index[key[0]].append(key)

    def take(self, key, measure, name):
        """A count as a variable: exact, as a range, or withheld."""
        key = key[:-1] + (measure,)
        row = self.outside.get(key)
        if row is None:
            return None
        truth, shown = value_of(self.inside[key]), value_of(row)
        if truth is None:
            return None
        self.attack.variable(name, truth, ends_of(row) if row["status"] == "range" else None if shown is None else (shown, shown))
        self.is_people.add(name)
        return name

    def implied(self, name, truth):
        self.attack.variable(name, truth)
        return name

    def shown(self, key, measure):
        """A share as it is told: rounded, or the ends of a range."""
        row = self.outside.get(key[:-1] + (measure,))
        if row is not None and row["status"] == "range":
            return ends_of(row)
        return row["value"] if row is not None and row["value"] not in ("", "[z]") else None

    def set_up(self):
        self.profiles()
        self.places_add_up()
        self.disclosures()
        self.levels()
        self.cells()
        self.bands()
        self.events()
        self.measures()
        self.benchmarks()
        self.turnover()
        self.starters()

    # names of variables: ("people", date, axis, group, place, part)

    def person(self, number, axis, group, place="", part=""):
        """The variable of a count, whether it is in a table or not."""
        name = ("people", number, axis, group, place, part)
        return self.implied(name, self.work.n(number, axis, group, place, part))

    def profiles(self):
        days = {day.isoformat(): number for number, day in enumerate(self.work.dates)}
        place_of = {name: place for place, (_, name, _) in PLACES.items()}
        for part_name in ["Profile", *place_of]:
            for key in self.index[part_name]:
                if key[-1] != "headcount":
                    continue
                _, day, part, _, axis, group, *_ = key
                name = ("people", days[day], axis, group, place_of.get(part_name, ""), part)
                self.take(key, "headcount", name)
        for place in ["", *self.work.places]:  # who is in no row is nobody on any date
            for part in self.work.parts(place):
                for axis in self.work.axes:
                    if axis != "Sex" and ((place, part) in self.work.closed or (axis, place) in self.work.left_out):
                        self.closed_place(axis, place, part)
                        continue
                    for group in self.work.groups(axis):
                        names = [("people", number, axis, group, place, part) for number in days.values()
                                 if self.work.is_there(number, axis, place)]
                        if not any(name in self.attack.number for name in names):
                            for name in names:
                                self.attack.variable(name, self.work.n(*name[1:]), (0, 0))
        for part_name in ["Profile", *place_of]:
            for key in self.index[part_name]:
                share = self.shown(key, "share")
                if key[-1] == "headcount" and share is not None:
                    _, day, part, _, axis, group, *_ = key
                    place = place_of.get(part_name, "")
                    self.attack.share(("people", days[day], axis, group, place, part),
                                      ("people", days[day], EVERYBODY, EVERYBODY, place, part), share, key)

    def closed_place(self, axis, place, part):
        """Nothing is said of them but how many they are: the reader tries to work out how many are in each group."""
        for number in range(len(self.work.dates)):
            for group in self.work.groups(axis):
                self.is_people.add(self.person(number, axis, group, place, part))

    def places_add_up(self):
        work = self.work
        for number in range(len(work.dates)):
            for place in ["", *work.places]:
                for part in work.parts(place):
                    for axis in work.axes:
                        self.attack.relate([(self.person(number, EVERYBODY, EVERYBODY, place, part), -1)] +
                                           [(self.person(number, axis, group, place, part), 1)
                                            for group in work.groups(axis)], why=("groups", axis, place, part))
                    if ME in work.axes:
                        for broad in ("White", "Minority ethnic", DECLINED, UNKNOWN):
                            inner = [g for g in work.groups("Ethnicity") if group_of(ME, g) == broad]
                            if broad in work.groups(ME):
                                self.attack.relate([(self.person(number, ME, broad, place, part), -1)] +
                                                   [(self.person(number, "Ethnicity", g, place, part), 1) for g in inner],
                                                   why=("broad", broad, place, part))
            for place in work.places:
                for axis in [EVERYBODY, *work.axes]:
                    for group in work.groups(axis):
                        self.attack.relate([(self.person(number, axis, group), -1)] +
                                           [(self.person(number, axis, group, place, part), 1)
                                            for part in work.parts(place)], why=("places", place, axis, group))

    def disclosures(self):
        work = self.work
        days = {day.isoformat(): number for number, day in enumerate(work.dates)}
        for part_name in ("Disclosure", "Disclosure_by_place"):
            for key in self.index[part_name]:
                if key[-1] != "disclosed":
                    continue
                _, day, part, place, axis, *_ = key
                number = days.get(day, work.last)
                name = self.take(key, "disclosed", ("disclosed", number, axis, place, part))
                everybody = self.person(number, EVERYBODY, EVERYBODY, place, part)
                for measure, group in (("prefer_not_to_say", DECLINED), ("not_known", UNKNOWN)):
                    self.take(key, measure, ("people", number, axis, group, place, part))
                self.attack.relate([(name, -1)] + [(self.person(number, axis, group, place, part), 1)
                                                   for group in work.groups(axis) if group not in (DECLINED, UNKNOWN)],
                                   why=key)
                self.attack.relate([(name, 1), (everybody, -1)] + [(self.person(number, axis, group, place, part), 1)
                                                                   for group in (DECLINED, UNKNOWN)], why=key)
                rate = self.shown(key, "disclosure_rate")
                if rate is not None:
                    self.attack.share(name, everybody, rate, key)

    def two(self, key, axis, place, part, measures):
        """A watched group and the one it is compared with at a place, and the share of both."""
        group, against = WATCHED[axis]
        a, b = [("people", self.work.last, axis, g, place, part) for g in (group, against)]
        self.take(key, measures[0], a)
        self.take(key, measures[1], b)
        self.person(self.work.last, axis, group, place, part)
        self.person(self.work.last, axis, against, place, part)
        share = self.shown(key, measures[2])
        if share is not None:
            self.share_of_two(a, b, share, key)

    def share_of_two(self, a, b, share, why):
        self.attack.relate_share([a], [a, b], share, why)

    def levels(self):
        for key in self.index["Leadership"]:
            if key[-1] == "headcount":
                self.two(key, key[4], "Management level", key[2], ("headcount", "others", "share"))

    def cells(self):
        work = self.work
        for part_name, place in (("Under_representation", "Cell"), ("Under_representation_division", "Division"),
                                 ("Under_representation_level", "Management level"), ("Under_representation_grade", "Grade")):
            for key in self.index[part_name]:
                if key[-1] != "headcount":
                    continue
                axis, part = key[4], key[2]
                a, b = [("people", work.last, axis, g, place, part) for g in WATCHED[axis]]
                self.take(key, "headcount", a)
                self.implied(b, work.n(work.last, axis, WATCHED[axis][1], place, part))
                both = self.take(key, "disclosed", ("both", axis, place, part))
                self.attack.relate([(both, -1), (a, 1), (b, 1)], why=key)
                share = self.shown(key, "share")
                if share is not None:
                    self.share_of_two(a, b, share, key)
        if not work.parts("Cell"):
            return
        for axis in [axis for axis in work.axes if axis in WATCHED]:
            for group in WATCHED[axis]:
                for place in [place for place in ("Division", "Management level") if place in work.places]:
                    for part in work.parts(place):
                        inner = [cell for cell in work.parts("Cell") if self.is_in(cell, place, part)]
                        self.attack.relate([(self.person(work.last, axis, group, place, part), -1)] +
                                           [(self.person(work.last, axis, group, "Cell", cell), 1) for cell in inner],
                                           why=("cells", place, part, axis, group))

    def is_in(self, cell, place, part):
        return cell.startswith(part + ", ") if place == "Division" else cell.endswith(", " + part)

    def bands(self):
        for standard in ("SC_WRES", "NHS_WRES", "WDES"):
            axis = "Disability" if standard == "WDES" else ME
            for key in self.index[standard]:
                match = re.match(r"Share of .* in each pay band: (.*)", key[7])
                if match and key[-1] == "n":
                    self.two(key, axis, "Grade", match.group(1), ("n", "other_n", "value"))
                    a, b = [("people", self.work.last, axis, g, "Grade", match.group(1)) for g in WATCHED[axis]]
                    both = self.take(key, "of", ("both", axis, "Grade", match.group(1)))
                    self.attack.relate([(both, -1), (a, 1), (b, 1)], why=key)

    def event(self, key, measure, event, axis, group, division):
        return self.take(key, measure, ("event", event, axis, group, division))

    def events(self):
        stages = {"Applied to shortlisted": ("applied", "shortlisted"), "Shortlisted to appointed": ("shortlisted", "appointed"),
                  "Applied to appointed": ("applied", "appointed")}
        divisions = set()
        for key in self.index["Recruitment"]:
            if key[-1] != "of":
                continue
            division, axis = "" if key[2] == EVERYBODY else key[2], key[4]
            divisions.add(division)
            before, after = stages[key[7]]
            for n, of, rate, group in (("n", "of", "rate", key[5]), ("other_n", "other_of", "other_rate", key[6])):
                whole = self.event(key, of, before, axis, group, division)
                part = self.event(key, n, after, axis, group, division)
                if self.shown(key, rate) is not None:
                    self.attack.share(part, whole, self.shown(key, rate), key)
        divisions.discard("")
        events = self.work.events or {}
        for event in ("applied", "shortlisted", "appointed"):
            for axis in [axis for axis in self.work.axes if axis in WATCHED]:
                for group in WATCHED[axis]:
                    name = ("event", event, axis, group, "")
                    if name not in self.attack.number:
                        continue
                    inner = [("event", event, axis, group, division) for division in divisions]
                    inner = [i for i in inner if i in self.attack.number]
                    outside = self.implied(("event outside", event, axis, group),
                                           events[event, axis, group, ""] - sum(self.attack.truth[self.attack.number[i]]
                                                                                for i in inner))
                    if not self.attack.truth[self.attack.number[outside]]:
                        self.attack.variable(outside, 0, (0, 0))  # a reader who knows that all have a division
                    self.attack.relate([(name, -1), (outside, 1)] + [(i, 1) for i in inner], why=("events", event))
        self.event_bases()

    def event_bases(self):
        titles = {title: event for event, title in LIFECYCLE.items()}
        for key in self.index["Employee_lifecycle"]:
            if key[-1] == "of":
                for n, of, group in (("n", "of", key[5]), ("other_n", "other_of", key[6])):
                    self.event(key, n, titles[key[7]], key[4], group, "")
                    self.take(key, of, ("people", self.work.last, key[4], group, "", ""))
        for standard, axis, metrics in STANDARDS:
            for _, title, kind, what, *_ in metrics:
                key = (standard, "", "", "", "", "", "", title, "n")
                if kind == "event" and key in self.outside:
                    for n, of, group in zip(("n", "other_n"), ("of", "other_of"), WATCHED[axis]):
                        self.event(key, n, what, axis, group, "")
                        if what not in ("appointed", "fitnesstopractise"):
                            self.take(key, of, ("people", self.work.last, axis, group, "", ""))
                if kind == "senior" and key in self.outside:
                    self.senior(key, axis, what)

    def senior(self, key, axis, what):
        levels = [level for level in listed(self.work.keys.get(what, "")) if "Management level" in self.work.places]
        n = self.take(key, "n", ("senior", axis, what))
        of = self.take(key, "of", ("senior of", axis, what))
        if n is None or of is None:
            return
        a, b = [[(self.person(self.work.last, axis, g, "Management level", level), 1) for level in levels]
                for g in WATCHED[axis]]
        self.attack.relate([(n, -1), *a], why=key)
        self.attack.relate([(of, -1), *a, *b], why=key)

    def measures(self):
        """Shares of targets and actions."""
        work = self.work
        rows = [(text.rsplit(", ", 1)[0], name, "Targets") for name, text in work.ini.get("targets", {}).items()]
        rows += [(row["measure"], row["action"], "Actions") for row in work.rows_of("actions") or [] if row["measure"]]
        for text, name, part_name in rows:
            for measure, number in (("share_at_start", 0), ("share", work.last)):
                row = next((row for key, row in self.outside.items() if key[0] == part_name and key[7] == name
                            and key[-1] == measure), None)
                if row is None or row["value"] == "":
                    continue
                if part_name == "Targets" and measure == "share_at_start" and " from " in work.ini["targets"][name]:
                    continue
                axis, group, part, _, _, place = work.measure(text, number)
                part = "" if part == EVERYBODY else part
                groups = [g for g in work.groups(axis) if g not in (DECLINED, UNKNOWN)]
                if group == "Disclosed":
                    top, bottom = groups, [DECLINED, UNKNOWN]
                else:
                    top, bottom = [group], [g for g in groups if g != group]
                a = [self.person(number, axis, g, place, part) for g in top]
                b = [self.person(number, axis, g, place, part) for g in bottom]
                self.attack.relate_share(a, a + b, row["value"], (part_name, name))


    def benchmarks(self):
        """Shares of the whole workforce that stand in other tables, and in words."""
        work, last = self.work, self.work.last
        days = {day.isoformat(): number for number, day in enumerate(work.dates)}
        for key, row in self.outside.items():
            shown, axis, number = None, key[4], last
            if key[0] == "Trends":
                shown, number = row["value"], days[key[1]]
            elif key[0] == "Leadership" and key[-1] == "benchmark" and axis != "Sex" or (
                    key[0].startswith("Under_") and key[-1] == "benchmark"
                    and (COLUMN_OF[axis], key[5].lower()) not in work.benchmarks):
                shown = row["value"]
            elif key[0] in ("SC_WRES", "NHS_WRES", "WDES") and key[-1] == "finding":
                axis = "Disability" if key[0] == "WDES" else ME
                match = re.search(r"workforce \(([\d.]+) %\)|% against ([\d.]+) %; ", row["published"])
                shown = match and (match.group(1) or match.group(2))
            if shown not in (None, "", "[z]"):
                a, b = [self.person(number, axis, group) for group in WATCHED[axis]]
                self.attack.relate_share([a], [a, b], shown, key)

    def starters(self):
        """Where the same people started by the events and by their start dates, a reader may compare."""
        work = self.work
        for axis in [axis for axis in work.axes if axis in WATCHED]:
            for group in WATCHED[axis]:
                event = ("event", "starter", axis, group, "")
                person = ("people", work.last, axis, group, "Length of service", SERVICE[0])
                if event in self.attack.number and person in self.attack.number:
                    a, b = [self.attack.truth[self.attack.number[name]] for name in (event, person)]
                    if a == b:
                        self.attack.relate([(event, 1), (person, -1)], why="starters")

    def turnover(self):
        """Appointments at present turnover give away how many left, and so who is left over."""
        work, possible = self.work, None
        for name, text in work.ini.get("targets", {}).items():
            row = self.outside.get(next((key for key in self.index["Targets"] if key[7] == name and key[-1] == "appointments"), None))
            if row is None or not row["value"]:
                continue
            by = re.search(r" by (\S+)$", text)
            years = float(years_between(work.dates[work.last], day_of(by.group(1)))) if by else 1.0
            of, everybody = work.measure(text.rsplit(", ", 1)[0], work.last)[4], work.n_all(work.last)
            fits = {n for n in range(everybody + 1) if round(of * (1 - (1 - n / everybody) ** years)) == int(row["value"])}
            possible = fits if possible is None else possible & fits
        if not possible:
            return
        for axis in [axis for axis in work.axes if axis in WATCHED]:
            groups = [("event", "leaver", axis, group, "") for group in WATCHED[axis]]
            if all(name in self.attack.number for name in groups):
                rest = work.n_events["leaver"] - sum(self.attack.truth[self.attack.number[name]] for name in groups)
                others = self.implied(("leavers of no group", axis), rest)
                if not rest:
                    self.attack.variable(others, 0, (0, 0))
                self.attack.relate([(others, 1)] + [(name, 1) for name in groups], min(possible), max(possible), "turnover")
