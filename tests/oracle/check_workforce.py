#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""paygap workforce against a second implementation of its definitions, and against an attacker.

    check_workforce.py PROGRAM SOURCE_DIR [--rounds N] [--seed S] [--keep] [--weak]

The sample and small random data sets: every figure of internal/workforce.csv is worked out again from the files that
went in, and what is shown is rounded again from the exact fraction; what publish/workforce.csv shows is attacked with
every relation between counts, by intervals taken to a fixed point and, where libglpk is there, by linear programming.
Sets of workforce_sets.py (ties, events that lack something, registers, and cases worked out by hand) are treated the
same; some are run with several minimum counts, between which nothing that is internal may differ. Then files that are
wrong: message, exit status, no crash.

--weak also counts it as a failure where a withheld count of 1 to 4 cannot reach 5, as the project's own rule has it for
results.csv, and has a set in which the finding of one cell gives away the counts of others. A failing round is kept and
its folder printed; --keep keeps them all.
"""
import argparse
import configparser
import csv
import io
import itertools
import json
import math
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from xml.etree import ElementTree

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "disclosure"), HERE]
import workforce_sets  # noqa: E402  pylint: disable=wrong-import-position
from attack_publish import Glpk  # noqa: E402  pylint: disable=wrong-import-position

KEYS = ("part", "date", "category", "dimension", "characteristic", "group", "comparator", "item", "measure")
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Z95 = statistics.NormalDist().inv_cdf(0.975)
INF = float("inf")
PENCE = 100

# --- what people are ----------------------------------------------------------------------------------

SEXES = {"f": "Women", "female": "Women", "woman": "Women", "m": "Men", "male": "Men", "man": "Men"}
BROAD = {  # Census 2021, England and Wales
    "White": ["English, Welsh, Scottish, Northern Irish or British", "Irish", "Gypsy or Irish Traveller", "Roma",
              "Any other White background"],
    "Mixed or Multiple ethnic groups": ["White and Black Caribbean", "White and Black African", "White and Asian",
                                        "Any other Mixed or Multiple background"],
    "Asian or Asian British": ["Indian", "Pakistani", "Bangladeshi", "Chinese", "Any other Asian background"],
    "Black, Black British, Caribbean or African": ["Caribbean", "African",
                                                   "Any other Black, Black British, or Caribbean background"],
    "Other ethnic group": ["Arab", "Any other ethnic group"]}
BROAD_OF = {detailed: broad for broad, many in BROAD.items() for detailed in many}
YES_NO = {"yes": "Disabled", "no": "Not disabled"}
DECLINED, UNKNOWN, EVERYBODY = "Prefer not to say", "Not known", "Everybody"
WATCHED = {"Sex": ("Women", "Men"), "Ethnicity (minority ethnic)": ("Minority ethnic", "White"),
           "Disability": ("Disabled", "Not disabled")}
COLUMN_OF = {"Sex": "sex", "Ethnicity": "ethnicity", "Ethnicity (minority ethnic)": "ethnicity",
             "Disability": "disability", "Sexual orientation": "sexual_orientation",
             "Religion or belief": "religion_or_belief", "Age band": "age_band",
             "Gender identity": "gender_identity", "Marital status": "marital_status"}
ME = "Ethnicity (minority ethnic)"
PLACES = {"Grade": ("grade", "Profile_by_grade", "Not given"),
          "Division": ("division", "Profile_by_division", "Not given"),
          "Management level": ("management_level", "Profile_by_level", "No management level"),
          "Contract": ("contract", "Profile_by_contract", "Not given"),
          "Cohort": ("cohort", "Profile_by_cohort", "No cohort"),
          "Length of service": ("start_date", "Profile_by_service", "Not given")}
SERVICE = ("Started in the last year", "Current staff of over a year")
ROLE_KEYS = {"grade": "grade", "division": "division", "level": "management_level", "contract": "contract",
             "cohort": "cohort", "regulated": "regulated", "start_date": "start_date"}


def group_of(axis, text):
    """The group of an answer; one that is no answer is not known."""
    plain = text.strip()
    if axis == "Sex":  # who is asked for and withheld is not known
        return SEXES.get(plain.lower(), UNKNOWN)
    if plain.lower() in ("", "not known", "unknown"):
        return UNKNOWN
    if plain.lower() == "prefer not to say":
        return DECLINED
    if axis == "Disability":
        return YES_NO.get(plain.lower(), UNKNOWN)
    if axis == "Ethnicity":
        return plain if plain in BROAD else BROAD_OF.get(plain, UNKNOWN)
    if axis == ME:
        broad = group_of("Ethnicity", plain)
        return broad if broad in ("White", UNKNOWN, DECLINED) else "Minority ethnic"
    return plain


# --- files --------------------------------------------------------------------------------------------

def read_table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_ini(path):
    parser = configparser.ConfigParser(delimiters=("=",), comment_prefixes=(";", "#"), interpolation=None, strict=False)
    parser.optionxform = str
    if path:
        parser.read(path, encoding="utf-8")
    return {name: dict(parser[name]) for name in parser.sections()}


def day_of(text):
    """A date as 2026-03-31 or 31/03/2026; None if it is neither."""
    for pattern, order in ((r"(\d{4})-(\d\d)-(\d\d)$", (1, 2, 3)), (r"(\d\d?)/(\d\d?)/(\d{4})$", (3, 2, 1))):
        match = re.match(pattern, text.strip())
        if match:
            try:
                return date(*(int(match.group(i)) for i in order))
            except ValueError:
                return None
    return None


def year_before(day):
    return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else date(day.year - 1, 2, 28)


def years_between(start, end):
    """Whole years from anniversary to anniversary, and the days left as a part of the year they are in."""
    years = end.year - start.year - ((end.month, end.day) < (start.month, start.day))
    last, following = anniversary(start, years), anniversary(start, years + 1)
    return years + Fraction((end - last).days, (following - last).days)


def anniversary(day, years):
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


YEAR_COLUMNS = ("year", "reporting year")


def year_of(text):
    """The year that a reporting year is named after or ends in; None if it is none."""
    match = re.match(r"(\d{4})(?: ?(?:-|/|to) ?(\d{4}|\d\d))?$", text.strip())
    if not match or not match.group(2):
        return int(match.group(1)) if match else None
    start, end = int(match.group(1)), match.group(2)
    return start + 1 if int(end) == (start + 1 if len(end) == 4 else (start + 1) % 100) else None


def long_date(day):
    return f"{day.day} {day:%B} {day.year}"


def listed(text):
    return [name.strip() for name in text.split(",")] if text else []


@dataclass
class Files:
    """What a run is given."""
    folder: str
    people: list            # (date, name of the file)
    config: str = ""        # name of the configuration
    ids: list = field(default_factory=list)  # texts that may be in no output
    pays: bool = False


# --- statistics ---------------------------------------------------------------------------------------

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


# --- expected figures ---------------------------------------------------------------------------------

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


class Workforce:
    """Everything worked out again from the files."""

    def __init__(self, files):
        self.files = files
        self.ini = read_ini(os.path.join(files.folder, files.config) if files.config else "")
        self.keys = self.ini.get("workforce", {})
        self.dates = [day for day, _ in files.people]
        self.tables = [self.people_of(name) for _, name in files.people]
        everybody = [person for table in self.tables for person in table]
        columns = {name for person in everybody for name in person}
        self.axes = [axis for axis, column in COLUMN_OF.items() if column in columns]
        self.places = [place for place, (column, _, _) in PLACES.items() if column in columns]
        self.counts = Counter()
        for number, table in enumerate(self.tables):
            for person in table:
                self.count(number, person)
        self.last = len(self.dates) - 1
        self.person = {person["employee_id"]: person for person in everybody if person.get("employee_id")}
        self.benchmarks = self.read_benchmarks()
        self.unread, self.perhaps_unread = [], []  # lines of events that are not counted, and that may not be
        self.events, self.n_events = self.read_events()

    def path(self, name):
        return os.path.join(self.files.folder, name)

    def people_of(self, name):
        """Rows with the canonical names of columns."""
        other = {self.keys[key]: column for key, column in ROLE_KEYS.items() if key in self.keys}
        return [{other.get(header, header): cell for header, cell in row.items()} for row in read_table(self.path(name))]

    # -- counting

    def is_there(self, number, axis, place=""):
        """Whether the table of a date has the columns of an axis and of a place."""
        has = self.tables[number][0].keys()
        return (axis == EVERYBODY or COLUMN_OF[axis] in has) and (not place or PLACES[place][0] in has)

    def place_of(self, place, person, day):
        column, _, blank = PLACES[place]
        text = person.get(column, "").strip()
        if place != "Length of service":
            return text or blank
        started = day_of(text)
        if started is None:
            return blank
        return SERVICE[0] if year_before(day) < started <= day else SERVICE[1]

    def count(self, number, person):
        where = [("", "")] + [(place, self.place_of(place, person, self.dates[number])) for place in self.places]
        cell = self.cell_of(person, number)
        if cell:
            where.append(("Cell", cell))
        groups = [(EVERYBODY, EVERYBODY)] + [(axis, group_of(axis, person.get(COLUMN_OF[axis], ""))) for axis in self.axes]
        for place, part in where:
            for axis, group in groups:
                self.counts[number, axis, group, place, part] += 1

    def cell_of(self, person, number):
        """Division and level, if there are both."""
        names = [place for place in ("Division", "Management level") if place in self.places]
        return ", ".join(self.place_of(place, person, self.dates[number]) for place in names) if len(names) == 2 else ""

    def n(self, number, axis, group, place="", part=""):
        return self.counts[number, axis, group, place, part]

    def n_all(self, number, place="", part=""):
        return self.n(number, EVERYBODY, EVERYBODY, place, part)

    def groups(self, axis):
        return sorted({key[2] for key in self.counts if key[1] == axis})

    def parts(self, place):
        return sorted({key[4] for key in self.counts if key[3] == place})

    def disclosed(self, number, axis, place="", part=""):
        return (self.n_all(number, place, part) - self.n(number, axis, DECLINED, place, part)
                - self.n(number, axis, UNKNOWN, place, part))

    def pair(self, number, axis, place="", part=""):
        """People of the watched group, and of the one it is compared with."""
        group, against = WATCHED[axis]
        return self.n(number, axis, group, place, part), self.n(number, axis, against, place, part)

    def share(self, number, axis, place="", part=""):
        n, other = self.pair(number, axis, place, part)
        return percent(n, n + other)

    # -- files that the configuration names

    def rows_of(self, key):
        return read_table(self.path(self.keys[key])) if key in self.keys else None

    def read_benchmarks(self):
        return {(row["characteristic"].lower(), row["group"].lower()): Fraction(row["share"])
                for row in self.rows_of("benchmarks") or []}

    def read_events(self):
        """(event, axis, group, division or "") -> number, and event -> number of all; None without a file."""
        rows = self.rows_of("events")
        if rows is None:
            return None, Counter()
        found, total = Counter(), Counter()
        for number, row in enumerate(rows, 2):
            event = EVENTS.get(re.sub(r"[\s_-]", "", row["event"]).lower())
            is_in_time = self.is_in_time(row)
            person = self.person.get(row.get("employee_id", ""), {})
            is_of_nobody = event == "fitnesstopractise" and person.get("regulated", "yes").lower() not in ("yes", "y")
            if event is None or is_in_time is None or (is_in_time and is_of_nobody):
                self.unread.append(number)
            elif is_of_nobody:
                self.perhaps_unread.append(number)
            if event is None or not is_in_time or is_of_nobody:
                continue
            n = int(row.get("count") or 1)
            total[event] += n
            division = row.get("division") or person.get("division") or "Not given"
            if "Division" in self.places and division not in self.parts("Division"):
                division = "Not given"
            for axis in set(self.axes) & set(WATCHED):
                column = COLUMN_OF[axis]
                group = group_of(axis, row.get(column) or person.get(column, ""))
                for part in {"", division}:
                    found[event, axis, group, part] += n
        return found, total

    def is_in_time(self, row):
        """Whether a row of events is of the twelve months to the latest date; None if nothing says when it was."""
        day = self.dates[self.last]
        if row.get("date", "").strip():
            when = day_of(row["date"])
            return when and year_before(day) < when <= day
        year = next((year_of(row[name]) for name in YEAR_COLUMNS if row.get(name)), None)
        return None if year is None or not row.get("count") else year == day.year

    def is_told(self, events, axis, division=""):
        """Whether the events say of whom they are: no, if there are some of a kind and none of them has a group. None
        where the rule can be read either way: all who gave an answer declined, or it is of one division alone."""
        told = [self.is_event_told(event, axis, division) for event in events]
        return False if False in told else None if None in told else True

    def is_event_told(self, event, axis, division):
        of = {group for (e, a, group, part), n in self.events.items() if (e, a, part) == (event, axis, division) and n}
        if division and self.is_event_told(event, axis, "") is not True:
            return self.is_event_told(event, axis, "")
        if not of or of - {UNKNOWN, DECLINED}:
            return True
        return None if DECLINED in of or division else False

    @staticmethod
    def not_told(axis):
        return f"no data: the events do not say the {COLUMN_OF[axis].replace('_', ' ')}"

    def if_told(self, is_told, axis, figures, other=None):
        """Figures about a characteristic of those to whom something happened, or that the events do not say it."""
        if is_told:
            return figures
        without = {**dict.fromkeys(figures), **(other or {}), "finding": self.not_told(axis)}
        return without if is_told is False else {key: OneOf(value, without[key]) for key, value in figures.items()}

    def event_pair(self, event, axis, division=""):
        group, against = WATCHED[axis]
        return self.events[event, axis, group, division], self.events[event, axis, against, division]

    # -- all of it

    def expected(self):
        made = Expected()
        self.profile(made)
        self.trends(made)
        self.disclosure(made)
        self.leadership(made)
        self.representation(made)
        self.targets(made)
        self.recruitment(made)
        self.lifecycle(made)
        self.standards(made)
        self.actions(made)
        self.indicators(made)
        self.pay_gaps(made)
        if self.files.pays:
            self.why(made)
        return made

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
                                     is_optional=not any(counts), date=day.isoformat(), category=part,
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

    # -- targets and measures

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

    # -- events

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

    # -- the standards

    def standards(self, made):
        survey = {(row["question"].lower(), row["group"].lower()): row for row in self.rows_of("survey") or []}
        for standard, axis, metrics in STANDARDS:
            if axis not in self.axes:
                continue
            for number, title, kind, what, is_reversed, adverse in metrics:
                how = {"bands": self.bands, "event": self.metric_event, "survey": self.metric_survey,
                       "senior": self.metric_senior}[kind]
                for item, figures in how(axis, title, what, is_reversed, adverse, survey):
                    made.add(standard, {"metric": number, **figures}, item=item,
                             is_optional=figures.get("finding") is ANY)

    NO_DATA = {"n": None, "of": None, "other_n": None, "other_of": None, "value": None, "value_unit": None,
               "interval_lower": None, "interval_upper": None, "finding": re.compile("no data")}
    NO_INTERVAL = {"interval_lower": None, "interval_upper": None}

    def bands(self, axis, title, *_):
        if "Grade" not in self.places:
            return [(title, {**self.NO_DATA, "direction": ANY})]
        workforce, made = self.share(self.last, axis), []
        for grade in self.parts("Grade"):
            if not self.n_all(self.last, "Grade", grade):
                continue
            n, other = self.pair(self.last, axis, "Grade", grade)
            share = percent(n, n + other)
            says = ANY
            if share is not None:
                apart = shown_points(share - workforce)
                says = "the same as" if float(apart) == 0 else f"{apart[1:]} points {'above' if apart[0] == '+' else 'below'}"
                says += f" the workforce ({shown(workforce)} %)"
            made.append((f"{title}: {grade}", {**self.NO_INTERVAL, "value_unit": "percent", "direction": "share in %, of people who disclosed",
                                               "n": n, "of": n + other, "other_n": other, "other_of": n + other,
                                               "value": share, "finding": says}))
        return made

    def regulated(self, axis):
        people = [person for person in self.tables[self.last] if person.get("regulated", "").lower() in ("yes", "y")]
        count = Counter(group_of(axis, person.get(COLUMN_OF[axis], "")) for person in people)
        return count[WATCHED[axis][0]], count[WATCHED[axis][1]]

    def metric_event(self, axis, title, event, is_reversed, adverse, _):
        group, against = WATCHED[axis]
        words = f"{against} ÷ {group}" if is_reversed else f"{group} ÷ {against}"
        direction = f"{words}; {adverse} 1 is adverse to {group}"
        if self.events is None or not self.n_events[event]:
            return [(title, {**self.NO_DATA, "direction": ANY})]
        a, b = self.event_pair(event, axis)
        if event == "appointed":
            of_a, of_b = self.event_pair("shortlisted", axis)
        elif event == "fitnesstopractise":
            if not any(person.get("regulated") for person in self.tables[self.last]):
                return [(title, {**self.NO_DATA, "direction": ANY})]
            of_a, of_b = self.regulated(axis)
        else:
            of_a, of_b = self.pair(self.last, axis)
        is_told = self.is_told([event, "shortlisted"] if event == "appointed" else [event], axis)
        found = likelihood(b, of_b, a, of_a) if is_reversed else likelihood(a, of_a, b, of_b)
        value, low, high = found or (None, None, None)
        says = re.compile("cannot be formed: (nobody|none) in ")
        if found:
            bad = value < 1 if adverse == "below" else value > 1
            says = f"{'equal' if value == 1 else 'adverse' if bad else 'not adverse'}; "
            if low is None:
                says += "no interval: more events than people"
            else:
                says += "could be chance" if low <= 1 <= high else "unlikely to be chance"
        figures = {"direction": direction, "n": a, "of": of_a, "other_n": b, "other_of": of_b, "value": value,
                   "value_unit": "relative likelihood", "interval_lower": low, "interval_upper": high, "finding": says}
        return [(title, self.if_told(is_told, axis, figures, {"direction": ANY, "value_unit": ANY}))]

    def metric_survey(self, axis, title, question, _reversed, _adverse, survey):
        group, against = WATCHED[axis]
        rows = [survey.get((question, name.lower())) for name in (group, against)]
        if None in rows:
            return [(title, {**self.NO_DATA, "direction": ANY})]
        (n, of), (other, of_other) = [(int(row["experienced"]), int(row["respondents"])) for row in rows]
        shares = percent(n, of), percent(other, of_other)
        says = " against ".join(f"{shown(share)} %" for share in shares)
        return [(title, {**self.NO_INTERVAL, "value_unit": "percentage points", "direction": f"{group} % less {against} %, percentage points", "n": n,
                         "of": of, "other_n": other, "other_of": of_other, "value": less(*shares), "finding": says})]

    def metric_senior(self, axis, title, key, *_):
        levels = listed(self.keys.get(key, ""))
        if "Management level" not in self.places or not any(self.n_all(self.last, "Management level", l) for l in levels):
            return [(title, {**self.NO_DATA, "direction": ANY})]
        pairs = [self.pair(self.last, axis, "Management level", level) for level in levels]
        n, other = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
        all_n, all_other = self.pair(self.last, axis)
        shares = percent(n, n + other), percent(all_n, all_n + all_other)
        value, says = less(*shares), ANY
        if value is not None:
            says = " against ".join(f"{shown(share)} %" for share in shares)
            says += "; adverse" if value < 0 else "; not adverse"
        group = WATCHED[axis][0]
        return [(title, {**self.NO_INTERVAL, "value_unit": "percentage points", "n": n, "of": n + other, "other_n": all_n, "other_of": all_n + all_other,
                         "value": value, "finding": says, "direction": f"share of {group} less their share of the "
                         "workforce, percentage points; below 0 is adverse"})]

    # -- actions and indicators

    def actions(self, made):
        rows = self.rows_of("actions")
        if rows is None:
            return
        today = day_of(self.keys["actions_on"]) if "actions_on" in self.keys else self.dates[self.last]
        for row in rows:
            progress = PROGRESS.get(row["status"].lower())
            due = day_of(row["due"])
            left = (due - today).days if due else None
            overdue = left is not None and left < 0 and progress != "achieved"
            if progress == "achieved" or (progress == "progressing" and left is not None and left > 90):
                rag = "Green"
            elif overdue or (progress == "no progress" and left is not None and left <= 90):
                rag = "Red"
            else:
                rag = "Amber"
            how = {"progress": progress, "rag": rag, "overdue": "overdue" if overdue else ""}
            if progress is None:  # no document says how it stands
                how = dict.fromkeys(how, ANY)
            shares = [None, None]
            if row["measure"]:
                for i, number in enumerate((0, self.last)):
                    shares[i] = percent(*self.measure(row["measure"], number)[3:5])
            made.add("Actions", {"objective": row["objective"], "deliverable": row["deliverable"], "owner": row["owner"],
                                 "due": row["due"], "status": row["status"], **how, "rag_given": row["rag"],
                                 "measure": row["measure"], "share_at_start": shares[0], "share": shares[1],
                                 "change": less(shares[1], shares[0])}, item=row["action"])
        self.plan(made, rows)

    def plan(self, made, rows):
        if "form" not in rows[0]:
            return
        for category, for_gap, for_menopause, action in PLAN:
            chosen = [row["action"] for row in rows if row["form"] == action]
            made.add("Action_plan_form", {"gender_pay_gap": for_gap, "menopause": for_menopause,
                                          "chosen": "; ".join(chosen)}, category=category, item=action)
        rules, employer = self.rules_of(rows), self.ini.get("employer", {})
        rules["A link to the employer's website, http or https"] = bool(WEBSITE.match(employer.get("link", "")))
        if employer.get("sector", "private") == "private":
            rules["A responsible person with first name, last name and job title"] = \
                len(employer.get("responsible_person", "").split()) > 1 and bool(employer.get("job_title", "").strip())
        narrative = self.text_of("plan_narrative").split()
        rules["A narrative of at most 200 words, if there is one"] = len(narrative) <= 200
        for rule, is_met in rules.items():
            chosen = OneOf("met", NOT_MET) if is_met is None else "met" if is_met else NOT_MET
            made.add("Action_plan_form", {"gender_pay_gap": "", "menopause": "", "chosen": chosen},
                     category="Rule of the form", item=rule)

    def text_of(self, key):
        """The text file that a key names."""
        if key not in self.keys:
            return ""
        with open(os.path.join(self.files.folder, self.keys[key]), encoding="utf-8") as file:
            return file.read()

    @staticmethod
    def rules_of(rows):
        """The rules of the form about actions: met, not met, or None where the rule can be read either way."""
        counted = [row for row in rows if row["status"].strip().lower() in NEW + IN_PROGRESS]
        chosen = [entry for entry in PLAN if any(row["form"] == entry[3] for row in counted)]
        has_text = []  # of each action; two rows of it may differ
        for entry in chosen:
            good = {1 <= len(row["text"].split()) <= 100 for row in counted if row["form"] == entry[3]}
            has_text.append(good.pop() if len(good) == 1 else None)
        is_told = None if not chosen else False if False in has_text else None if None in has_text else True
        return {"At least two actions, new or in progress": len(chosen) >= 2,
                "At least one of them for the gender pay gap": any(entry[1] == "yes" for entry in chosen),
                "At least one of them for menopause": any(entry[2] == "yes" for entry in chosen),
                "A supporting text of 1 to 100 words for each of them": is_told}

    def indicators(self, made):
        for row in self.rows_of("indicators") or []:
            value, of, target = [Fraction(row[name]) if row[name] else None for name in ("value", "of", "target")]
            share = 100 * value / of if value is not None and of else None
            looked_at = share if of is not None else value
            finding = "no data" if looked_at is None else "no target" if target is None else \
                "reached" if looked_at >= target else "not reached"
            made.add("Indicators", {"n": value, "of": of, "share": share, "target": target, "finding": finding},
                     item=row["indicator"])

    # -- pay

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


EVENTS = {name: event for event, names in {
    "applied": "applied application applicant applicants", "shortlisted": "shortlisted shortlist interviewed interview",
    "appointed": "appointed appointment hired offered offeraccepted",
    "starter": "starter started joined joiner newstarter", "leaver": "leaver left leaving resigned turnover",
    "promotion": "promotion promoted", "grievance": "grievance grievances",
    "disciplinary": "disciplinary disciplinaries formaldisciplinary", "capability": "capability formalcapability",
    "fitnesstopractise": "fitnesstopractise fitnesstopractice ftp",
    "training": "training cpd nonmandatorytraining fundedtraining development",
    "flexibleworking": "flexibleworking flexibleworkingrequest"}.items() for name in names.split()}
LIFECYCLE = {"starter": "Started", "leaver": "Left", "promotion": "Promoted", "grievance": "Raised a grievance",
             "disciplinary": "Entered a formal disciplinary process",
             "capability": "Entered a formal capability process",
             "training": "Had funded training that is not mandatory", "flexibleworking": "Asked for flexible working"}
# number, title, kind, event or question or key, reversed, adverse side
STANDARDS = (
    ("SC_WRES", ME, (
        ("1", "Share of minority ethnic staff in each pay band", "bands", "", False, ""),
        ("2", "Appointed from shortlist", "event", "appointed", False, "below"),
        ("3", "Entering a formal disciplinary process", "event", "disciplinary", False, "above"),
        ("4", "Regulated professionals entering a fitness to practise process", "event", "fitnesstopractise", False,
         "above"),
        ("5", "Funded training that is not mandatory", "event", "training", False, "below"),
        ("6", "Harassment, bullying or abuse from people who use services, relatives or the public", "survey", "6", False,
         ""),
        ("7a", "Harassment, bullying or abuse from colleagues", "survey", "7a", False, ""),
        ("7b", "Harassment, bullying or abuse from managers", "survey", "7b", False, ""),
        ("8", "Leaving in the last year", "event", "leaver", False, "above"),
        ("9", "Senior management against the overall workforce", "senior", "senior", False, ""))),
    ("NHS_WRES", ME, (
        ("1", "Share of BME staff in each pay band", "bands", "", False, ""),
        ("2", "Appointed from shortlisting", "event", "appointed", True, "above"),
        ("3", "Entering the formal disciplinary process", "event", "disciplinary", False, "above"),
        ("4", "Training that is not mandatory and CPD", "event", "training", True, "above"),
        ("5", "Harassment, bullying or abuse from patients, relatives or the public", "survey", "nhs 5", False, ""),
        ("6", "Harassment, bullying or abuse from staff", "survey", "nhs 6", False, ""),
        ("7", "Belief in equal opportunities for career progression", "survey", "nhs 7", False, ""),
        ("8", "Discrimination from a manager, team leader or colleagues", "survey", "nhs 8", False, ""),
        ("9", "Board membership against the overall workforce", "senior", "board", False, ""))),
    ("WDES", "Disability", (
        ("1", "Share of disabled staff in each pay band", "bands", "", False, ""),
        ("2", "Appointed from shortlisting", "event", "appointed", True, "above"),
        ("3", "Entering the formal capability process", "event", "capability", False, "above"),
        ("4", "Harassment, bullying or abuse", "survey", "wdes 4", False, ""),
        ("5", "Belief in equal opportunities for career progression", "survey", "wdes 5", False, ""),
        ("6", "Pressure to come to work when not well", "survey", "wdes 6", False, ""),
        ("7", "Satisfied that work is valued", "survey", "wdes 7", False, ""),
        ("8", "Adequate adjustments made", "survey", "wdes 8", False, ""),
        ("9", "Staff engagement", "survey", "wdes 9", False, ""),
        ("10", "Board membership against the overall workforce", "senior", "board", False, ""))))
PROGRESS = {"complete": "achieved", "completed": "achieved", "achieved": "achieved", "done": "achieved",
            "in progress": "progressing", "progressing": "progressing", "work continues": "progressing",
            "ongoing": "progressing", "not started": "no progress", "no progress": "no progress",
            "not complete": "no progress", "": "no progress"}
# statuses of actions that count for the plan of the form
NEW = ["new", "not started", "planned", "to do", "no progress", "not complete", "not yet started", "delayed", "on hold",
       "open"]
IN_PROGRESS = ["in progress", "progressing", "started", "work continues", "ongoing", "on track"]
NOT_MET = re.compile("not met")
WEBSITE = re.compile(r"https?://[^\s/?#]+\S*$", re.I)
PLAN = [("Recruiting staff", "yes", "no", "Make job descriptions inclusive"),
        ("Recruiting staff", "yes", "no", "Encourage applications from a range of candidates"),
        ("Recruiting staff", "yes", "no", "Reduce unconscious bias in CV screening"),
        ("Recruiting staff", "yes", "no", "Use fair and structured interview techniques"),
        ("Recruiting staff", "yes", "no", "Advertise leave policies in job adverts"),
        ("Recruiting staff", "yes", "yes", "Advertise flexible working arrangements in job adverts"),
        ("Developing and promoting staff", "yes", "no", "Automatically consider eligible employees for promotion"),
        ("Developing and promoting staff", "yes", "no", "Encourage employee development through actionable steps"),
        ("Developing and promoting staff", "yes", "no", "Offer mentoring, sponsorship and other development programmes"),
        ("Building diversity into your organisation", "yes", "no", "Set targets to improve gender representation"),
        ("Increasing transparency", "yes", "no", "Increase transparency for pay, promotion and rewards"),
        ("Increasing transparency", "yes", "no", "Enhance and promote flexible working and leave policies"),
        *(("Supporting employees experiencing menopause", "no", "yes", action) for action in (
            "Train managers to support employees experiencing menopause",
            "Offer occupational health advice to employees experiencing menopause",
            "Set up menopause support groups and networks",
            "Offer workplace adjustments to employees experiencing menopause",
            "Conduct a menopause risk assessment for your workplace",
            "Review policies and procedures to meet the needs of employees experiencing menopause"))]
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


# --- comparing ----------------------------------------------------------------------------------------

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


# --- what is published --------------------------------------------------------------------------------

RESTS_ON = {"rate": ("n", "of"), "other_rate": ("other_n", "other_of"), "p": ("headcount", "disclosed"),
            "short_by": ("headcount", "disclosed"), "disclosure_rate": ("disclosed",),
            "share": ("headcount", "others", "disclosed"), "share_lower": ("headcount", "others", "disclosed"),
            "share_upper": ("headcount", "others", "disclosed"), "difference": ("headcount", "others", "share"),
            "relative_likelihood": ("n", "of", "other_n", "other_of"), "value": ("n", "of", "other_n", "other_of"),
            "interval_lower": ("n", "of", "other_n", "other_of"), "interval_upper": ("n", "of", "other_n", "other_of"),
            "finding": ("n", "of", "other_n", "other_of", "headcount", "others", "disclosed", "share"),
            "pounds": ("headcount",), "pence": ("headcount",), "change": ("share", "share_at_start"),
            "appointments_needed": ("share",)}
COUNTS = ("headcount", "others", "disclosed", "prefer_not_to_say", "not_known", "n", "of", "other_n", "other_of")
OF_PEOPLE = ("Profile", "Disclosure", "Leadership", "Under_", "Recruitment", "Employee", "SC_", "NHS_", "WDES")


def sex_only(work, least):
    """(place, part) of which nothing but sex is published: open levels with fewer than four times the minimum at some date,
    and parts of other places of which the half or more are such people at some date."""
    if "Management level" not in work.places:
        return set()
    given = listed(work.keys.get("open_levels", ""))
    numbers = {level: [work.n_all(i, "Management level", level) for i in range(len(work.dates))]
               for level in work.parts("Management level") if level in given}
    levels = {level for level, many in numbers.items() if any(0 < n < 4 * least for n in many)}
    found = {("Management level", level) for level in levels}
    for number, table in enumerate(work.tables):
        for place in work.places:
            at = Counter(work.place_of(place, person, work.dates[number]) for person in table
                         if work.place_of("Management level", person, work.dates[number]) in levels)
            found |= {(place, part) for part, n in at.items() if 2 * n >= work.n_all(number, place, part)}
        at = Counter(work.cell_of(person, number) for person in table
                     if work.place_of("Management level", person, work.dates[number]) in levels)
        found |= {("Cell", cell) for cell, n in at.items() if cell and 2 * n >= work.n_all(number, "Cell", cell)}
    return found


def left_out(work, inside, outside):
    """(axis, place) of which nothing is published although only some of its parts are closed: since the others would tell."""
    place_of = {name: place for place, (_, name, _) in PLACES.items()}
    found = set()
    for place in {place for place, _ in work.closed}:
        rows = [[{row["characteristic"] for row in rows if place_of.get(row["part"]) == place} for rows in (inside, outside)]]
        found |= {(axis, place) for within, shown in rows for axis in within - shown}
    divided = {place for _, place in found} & {"Management level"}
    return found | {(axis, "Cell") for axis, place in found if place in divided and axis in WATCHED}


PLACE_OF_PART = {"Leadership": "Management level", "Under_representation_level": "Management level",
                 "Under_representation_division": "Division", "Under_representation_grade": "Grade",
                 "Under_representation": "Cell"}


def is_of(row, closed, out):
    """Whether a row is about other than the sex of people of whom nothing but their sex is published."""
    if row["characteristic"] in ("Sex", EVERYBODY):
        return False
    match = re.match(r"Share of .* in each pay band: (.*)", row["item"])
    if match:
        axis = "Disability" if row["part"] == "WDES" else ME
        return ("Grade", match.group(1)) in closed or (axis, "Grade") in out
    place = PLACE_OF_PART.get(row["part"]) or {name: place for place, (_, name, _) in PLACES.items()}.get(row["part"])
    if row["part"] == "Disclosure_by_place":
        place = row["dimension"]
    return (place, row["category"]) in closed or (row["characteristic"], place) in out


def is_board(row, work):
    """Metrics of senior people of whom all hold closed levels."""
    what = {("SC_WRES", "Senior management against the overall workforce"): "senior",
            ("NHS_WRES", "Board membership against the overall workforce"): "board",
            ("WDES", "Board membership against the overall workforce"): "board"}.get((row["part"], row["item"]))
    levels = [level for level in listed(work.keys.get(what, "")) if work.n_all(work.last, "Management level", level)] if what else []
    return bool(levels) and all(("Management level", level) in work.closed for level in levels)


def check_published_file(checks, inside, outside, work, least):
    """The published rows: the same, rounded; nothing small, nothing that rests on what is withheld."""
    open_levels, closed = listed(work.keys.get("open_levels", "")), work.closed
    internal = {key_of(row): row for row in inside}
    everybody = {row["category"]: row["value"] for row in inside if row["part"] == "Profile_by_level"
                 and row["characteristic"] == EVERYBODY and row["measure"] == "headcount"}  # the latest is the last
    says = {key[:-1] for key, row in internal.items() if row["status"] != "not published" and key[-1] != "benchmark"}
    wanted = {key for key, row in internal.items() if not is_of(row, closed, work.left_out) and not is_board(row, work)
              and (not row["part"].startswith(("Under_", "Recruitment")) or key[:-1] in says)}
    checks.check("both files have the same rows, but of open levels and those that say nothing", wanted == {key_of(row) for row in outside},
                 list(wanted ^ {key_of(row) for row in outside})[:3])
    for row in inside:
        checks.check("nothing but sex is published of open levels", not is_of(row, closed, work.left_out)
                     or row["status"] == "not published", row)
    hidden = {key_of(row) for row in outside if row["published"] == "[c]"}
    for row in outside:
        key = key_of(row)
        whole = internal.get(key, row)
        if key in hidden:
            checks.check("[c] has no value", row["value"] == "" and row["status"] == "suppressed", row)
            checks.check("internal says what is not published", whole["status"] == "not published", whole)
            continue
        checks.check("published as rounded inside", row["published"] == whole["published"], row, whole["published"])
        if row["value"] not in ("", row["published"]):
            try:
                same = Fraction(row["value"]) == Fraction(row["published"].replace(",", "").replace("< 0.0001", "0"))
            except ValueError:
                same = False
            checks.check("published value is the rounded one", same, row)
        if row["measure"] in COUNTS and row["part"].startswith(OF_PEOPLE) and row["value"]:
            is_open = row["category"] in open_levels and (
                row["part"] in ("Leadership", "Profile_by_level", "Under_representation_level") and row["characteristic"] in ("Sex", EVERYBODY)
                or row["measure"] == "disclosed" and row["value"] == everybody.get(row["category"])) or (
                row["part"] == "Under_representation" and row["characteristic"] == "Sex"
                and any(row["category"].endswith(", " + part) for place, part in closed if place == "Management level"))
            is_base = row["part"].endswith("WRES") or row["part"] == "WDES"
            checks.check("no small count is published" if not is_base else "no small count is published in WRES",
                         not 0 < float(row["value"]) < least or is_open, row)
        if row["measure"] == "disclosure_rate_change" and row["value"]:
            dates = sorted({k[1] for k in internal if k[0] == "Disclosure"})
            before = dates[dates.index(row["date"]) - 1]
            for day in (before, row["date"]):
                rate = key[:1] + (day,) + key[2:-1] + ("disclosure_rate",)
                checks.check("no change is shown beside a hidden rate", rate not in hidden, key)
        for other in RESTS_ON.get(row["measure"], ()):
            if row["published"] == "[z]" or row["published"] == "":
                continue
            other_key = key[:-1] + (other,)
            checks.check("nothing is shown beside a hidden count that it rests on", other_key not in hidden, key,
                         row["published"], "although hidden:", other)


BY_SEX_ONLY = ("promotion", "grievance", "disciplinary", "capability", "fitnesstopractise", "training", "flexibleworking")


def check_by_sex_only(checks, inside, outside, work, least):
    """Of these events nothing is published by another characteristic, unless all its groups have the minimum."""
    event_of = {("Employee_lifecycle", LIFECYCLE[event]): event for event in LIFECYCLE}
    for part, _, metrics in STANDARDS:
        event_of.update({(part, title): what for _, title, kind, what, *_ in metrics if kind == "event"})
    axis_of = {part: axis for part, axis, _ in STANDARDS}
    numbers = {key_of(row) for row in inside if row["value"] != ""}
    for row in outside:
        event, axis = event_of.get((row["part"], row["item"])), axis_of.get(row["part"], row["characteristic"])
        if event not in BY_SEX_ONLY or axis == "Sex" or key_of(row) not in numbers:
            continue
        people = Counter(group_of(axis, person.get(COLUMN_OF[axis], "")) for person in work.tables[work.last])
        events = Counter()
        for (what, of, group, part), n in work.events.items():
            if (what, of, part) == (event, axis, ""):
                events[group] += n
        is_shown = all(events[group] >= least for group in set(people) | {group for group, n in events.items() if n})
        checks.check("events by sex only", (row["published"] != "[c]") <= is_shown, key_of(row), events, people)


def check_rests(checks, outside, least):
    """Who did not: people less events, where both are shown, is no small count either."""
    rows = defaultdict(dict)
    for row in outside:
        if row["part"] in ("Recruitment", "Employee_lifecycle", "SC_WRES", "NHS_WRES", "WDES"):
            rows[key_of(row)[:-1]][row["measure"]] = row
    for key, row in rows.items():
        if "pay band" in key[7] or "against the overall" in key[7]:
            continue
        for n, of in (("n", "of"), ("other_n", "other_of")):
            if n in row and row[n]["value"] not in ("", "[z]") and row[of]["value"] not in ("", "[z]"):
                rest = float(row[of]["value"]) - float(row[n]["value"])
                checks.check("no small rest is published", not 0 < rest < least, key, rest)
    stages = defaultdict(dict)
    for key, row in rows.items():
        if key[0] == "Recruitment" and key[7] != "Applied to appointed":
            stages[key[:7]][key[7]] = row
    for key, row in stages.items():
        if len(row) == 2:
            for one, other in (list(row.values()), list(row.values())[::-1]):
                says = one["finding"]["published"]
                checks.check("which stage loses more is not told if the other is withheld",
                             other["n"]["published"] != "[c]" or says == "[c]" or says.startswith("no data"), key)


def check_findings(checks, outside):
    """What is found of a cell is shown where its own cells are: whatever else is withheld."""
    told = defaultdict(dict)
    for row in outside:
        if row["part"].startswith("Under_representation"):
            told[key_of(row)[:-1]][row["measure"]] = row["published"]
    for key, row in told.items():
        if "[c]" not in [row[measure] for measure in ("headcount", "disclosed", "share", "benchmark", "p", "short_by")]:
            checks.check("a finding is shown where its own cells are", row["finding"] != "[c]", key)


UNDER = {"division": "Under_representation_division", "division and level": "Under_representation"}


def check_terminal(checks, printed, inside):
    """What is printed has the shares and findings of the complete tables."""
    blocks = [block.split("\n") for block in printed.split("\n\n")]
    wanted = {(row["group"], row["date"]): row["published"] for row in inside
              if row["part"] == "Trends" and row["value"]}
    for block in blocks:
        days = re.findall(r"\d{4}-\d\d-\d\d", block[0])
        if block[0].startswith("Share of people who disclosed"):
            for line in block[1:]:
                group, *shares = re.split(r" {2,}", line.strip())
                for day, share in zip(days, shares):
                    checks.check("shares that are printed", wanted.get((group, day), share) == share, line,
                                 wanted.get((group, day)))
    for title, part in UNDER.items():
        heading = re.compile(rf"Under-represented, by {title}(?: \(|$)")
        block = next((block for block in blocks if heading.match(block[0])), [""])
        found = {f"{row['category']}, {row['group']}: under-represented" for row in inside
                 if row["part"] == part and row["measure"] == "finding" and row["published"] == "under-represented"}
        checks.check("what is printed as under-represented", {line.strip() for line in block[1:]} == found, title,
                     {line.strip() for line in block[1:]} ^ found)


def check_pay(checks, work, outside):
    """What that year's report withholds is withheld here, and what it could be worked out from."""
    hidden = set()
    for name in listed(work.keys.get("results", "")):
        with open(work.path(name), encoding="utf-8") as file:
            read = json.load(file)
        year = read["snapshot_date"][:4]
        hidden |= {(row["group"], row["measure"], year) for row in read["figures"]
                   if row["characteristic"] == "sex" and row["not_published"]}
    for title, sex, measure, unit in PAY_FIGURES:
        for row in outside:
            if row["part"] in ("Pay_gaps", "Pay_over_time") and row["item"] == title and row["measure"].startswith("value_"):
                groups = [sex] if sex else ["men", "women"]
                is_hidden = any((group, measure, row["measure"][6:]) in hidden for group in groups)
                checks.check("pay that a report withholds is withheld", not is_hidden or row["published"] == "[c]", row)
            if row["part"] == "Pay_over_time" and row["item"] == title and row["measure"] == "change_from_first":
                some = {year for group, of, year in hidden if of == measure and group in ([sex] if sex else ["men", "women"])}
                ends = {name[-9:-5] for name in listed(work.keys["results"])}
                checks.check("changes of withheld pay are withheld", not some & {min(ends), max(ends)}
                             or row["published"] in ("[c]", "[z]"), row)


def check_pay_parts(checks, outside, inside, least):
    """Parts that few people make are withheld, and never only one part: they add up to the change."""
    parts = {row["item"]: row for row in inside if row["part"] == "Why_it_changed" and row["measure"] == "headcount"
             and row["value"]}
    hidden = {row["item"] for row in outside if row["part"] == "Why_it_changed" and row["published"] == "[c]"}
    for item, row in parts.items():
        checks.check("parts of pay that few make are withheld", not 0 < float(row["value"]) < least or item in hidden, item,
                     row["value"])
    checks.check("not only one part of pay is withheld", len(hidden) != 1, hidden)
    for item in hidden:
        shown = [row for row in outside if row["part"] == "Why_it_changed" and row["item"] == item
                 and row["published"] not in ("[c]", "[z]") and row["measure"] != "headcount"]
        checks.check("a withheld part of pay is withheld whole", not shown, shown)


# --- the attacker -------------------------------------------------------------------------------------

class Attack:
    """Counts as variables with bounds, and sums and rounded shares that every reader knows."""

    def __init__(self):
        self.number, self.low, self.high, self.truth = {}, [], [], []
        self.rows = []  # (terms, low, high, why)

    def variable(self, name, truth=None, shown=None, least=0):
        if name not in self.number:
            self.number[name] = len(self.low)
            self.low.append(0)
            self.high.append(INF)
            self.truth.append(truth)
        i = self.number[name]
        if self.truth[i] is None:
            self.truth[i] = truth
        if shown is not None:
            self.low[i], self.high[i] = max(self.low[i], shown), min(self.high[i], shown)
        self.low[i] = max(self.low[i], least)
        if self.truth[i] is not None and not self.low[i] <= self.truth[i] <= self.high[i]:
            raise ValueError(f"what is known of {name} is not true: {self.truth[i]} not in {self.low[i]}..{self.high[i]}")
        return i

    def relate(self, terms, low=0, high=0, why=""):
        """low <= sum of factor x variable <= high, if it is true of the counts."""
        gathered = Counter()
        for name, factor in terms:
            gathered[self.number[name]] += factor
        if any(self.truth[i] is None for i in gathered):
            return
        value = sum(self.truth[i] * factor for i, factor in gathered.items())
        if low <= value <= high:
            self.rows.append((dict(gathered), low, high, why))
        else:
            raise ValueError(f"no such relation: {why}: {value} not in {low}..{high}")

    def share(self, part, whole, text, why):
        """A rounded percentage of one count of another."""
        self.relate_share([part], [whole], text, why)

    def relate_share(self, part, whole, text, why):
        """The same where both are sums. A share in the middle is rounded to the even digit, so not to an odd one."""
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
        for _ in range(60 * len(self.rows)):
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
                if is_high and program.seen_high[c] >= least and program.seen_low[c] <= program.seen_high[c] - 1:
                    break
                end = program.reach(c, is_high)
                if end is None or abs(end) == INF:
                    continue
                if is_high:
                    self.high[i] = min(self.high[i], math.floor(end + 1e-6))
                else:
                    self.low[i] = max(self.low[i], math.ceil(end - 1e-6))
                if is_high and end >= least and program.seen_low[c] <= end - 1:
                    break
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
        # A zero is shown, so what is withheld is at least 1: but at open levels and for measures of which one is withheld.
        self.zeros = {key[-1] for key, row in self.outside.items() if row["published"] == "[c]" and not self.is_open(key)
                      and self.inside[key]["value"] == "0"} | {"disclosed", "of", "other_of"}

    def is_open(self, key):
        return any(key[2].endswith(level) for level in listed(self.work.keys.get("open_levels", "")))

    def take(self, key, measure, name):
        """A published or withheld count as a variable."""
        key = key[:-1] + (measure,)
        row = self.outside.get(key)
        if row is None:
            return None
        truth, shown = value_of(self.inside[key]), value_of(row)
        if truth is None:
            return None
        is_some = row["published"] == "[c]" and measure not in self.zeros and not self.is_open(key)
        self.attack.variable(name, truth, shown, least=1 if is_some else 0)
        self.is_people.add(name)
        return name

    def implied(self, name, truth):
        self.attack.variable(name, truth)
        return name

    def shown(self, key, measure):
        row = self.outside.get(key[:-1] + (measure,))
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
                                self.attack.variable(name, self.work.n(*name[1:]), 0)
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
                        self.attack.variable(outside, 0, 0)  # a reader who knows that all have a division
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
                    self.attack.variable(others, 0, 0)
                self.attack.relate([(others, 1)] + [(name, 1) for name in groups], min(possible), max(possible), "turnover")


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


def attack(checks, work, inside, outside, least, uses_programming, is_strict):
    """Whether a withheld count of 1 to 4 can be worked out."""
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
        found.solve([i for _, i in small if found.low[i] != found.high[i]], least)
    for name, i in small:
        how = "by intervals" if name in by_intervals else "by verdicts" if name in by_verdicts else \
            "by linear programming"
        checks.check("a small count is worked out", found.low[i] < found.high[i], name, found.low[i], how)
        if is_strict:
            checks.check("a small count is known to be small", found.low[i] == found.high[i] or found.high[i] >= least,
                         name, found.low[i], found.high[i])


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


# --- workbooks ----------------------------------------------------------------------------------------

def sheets_of(path):
    """Name of a sheet -> rows of cells, numbers as float."""
    book = zipfile.ZipFile(path)
    shared = ["".join(t.text or "" for t in item.iter(SPREADSHEET + "t"))
              for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
    names = [sheet.get("name") for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(SPREADSHEET + "sheet")]
    made = {}
    for number, name in enumerate(names, 1):
        rows = []
        for row in ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")).iter(SPREADSHEET + "row"):
            cells = []
            for cell in row.iter(SPREADSHEET + "c"):
                value = cell.find(SPREADSHEET + "v")
                text = value.text if value is not None else ""
                cells.append(shared[int(text)] if cell.get("t") == "s" else float(text) if text else "")
            rows.append(cells)
        made[name] = rows
    return made


def check_charts(checks, path, rows):
    """A chart has no number that the tables have not."""
    shown = {round(float(row["published"]), 4) for row in rows if row["unit"] == "percent" and row["value"] != ""}
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            if name.startswith("xl/charts/chart"):
                for value in re.findall(r"<c:numCache>.*?</c:numCache>", book.read(name).decode(), re.S):
                    numbers = [float(text) for text in re.findall(r"<c:v>(.*?)</c:v>", value)]
                    checks.check("a chart has the numbers of a table", all(round(n, 4) in shown for n in numbers), name, numbers)


def check_cover(checks, cover, rows):
    """The main points tell nothing that is withheld, and no share other than the tables."""
    text = "\n".join(str(cell) for line in cover for cell in line)
    trends = {(row["group"], long_date(day_of(row["date"]))): row["published"] for row in rows
              if row["part"] == "Trends"}
    for group, told in re.findall(r"^(\w[\w ]*): ([\d.]+ % of people who disclosed on .*)\.$", text, re.M):
        for share, day in re.findall(r"([\d.]+) % (?:of people who disclosed )?on (\d+ \w+ \d{4})", told):
            checks.check("the cover has the shares of the trends", trends.get((group, day)) == share, group, told)
    everybody = {row["date"]: row["value"] for row in rows if row["part"] == "Profile" and row["characteristic"] == EVERYBODY
                 and row["measure"] == "headcount"}
    line = next((line for line in text.split("\n") if "people worked here on" in line), "")
    for number in re.findall(r"([\d,]+) (?:people worked here )?on \d", line):
        checks.check("the cover has the headcounts of the profile", number.replace(",", "") in everybody.values(), number)
    checks.check("the cover says the headcounts that the profile has", bool(line) == any([everybody[min(everybody)], everybody[max(everybody)]]), everybody)
    for row in rows:
        if row["measure"] == "finding" and row["published"] == "[c]" and row["part"].startswith("Under_representation"):
            told = f"{row['category']} ({row['group']})"
            checks.check("the cover tells nothing that is withheld", told not in text, told)
        if row["measure"] == "finding" and row["published"] == "[c]" and row["part"] == "Targets":
            line = next((line for line in text.split("\n") if line.startswith("Targets not on track")), "")
            checks.check("the cover tells nothing that is withheld", row["item"] not in re.split("[:;.] ?", line), line)


def check_workbook(checks, path, rows, is_published):
    """A workbook has the numbers of the tidy file, and as many withheld."""
    sheets = sheets_of(path)
    check_charts(checks, path, rows)
    if is_published:
        check_cover(checks, sheets["Cover_sheet"], rows)
    by_part = defaultdict(list)
    for row in rows:
        by_part[row["part"]].append(row)
    for part, many in by_part.items():
        if not checks.check("a sheet for each part", part in sheets, part):
            continue
        cells = [cell for line in sheets[part] for cell in line]
        numbers = sorted(round(cell, 4) for cell in cells if isinstance(cell, float))
        wanted = sorted(round(float(row["published"].replace(",", "").replace("< 0.0001", "0")), 4) for row in many
                        if row["value"] != "" and row["unit"] != "text")
        checks.check(f"{'published' if is_published else 'internal'} sheet has the numbers of the tidy file",
                     numbers == wanted, part, "differ:", list((Counter(numbers) - Counter(wanted)).items())[:3],
                     list((Counter(wanted) - Counter(numbers)).items())[:3])
        if is_published:
            checks.check("as many are withheld in the sheet", cells.count("[c]") == sum(row["published"] == "[c]" for row in many),
                         part, cells.count("[c]"))


def check_json(checks, path, rows):
    with open(path, encoding="utf-8") as file:
        read = json.load(file)
    mine = Counter((row["part"], row["measure"], f"{float(row['value']):.9g}") for row in rows if row["value"] != "")
    theirs = Counter()
    for table in read["tables"]:
        keys = [column["key"] for column in table["columns"]]
        for line in table["rows"]:
            for key, cell in zip(keys, line):
                if cell.get("value") is not None:
                    theirs[table["part"], key, f"{cell['value']:.9g}"] += 1
    checks.check("workforce.json has the same numbers", mine == theirs, list((mine - theirs).items())[:3],
                 list((theirs - mine).items())[:3])


# --- one run ------------------------------------------------------------------------------------------

class Program:
    """The program, run."""

    def __init__(self, path):
        self.path = os.path.abspath(path)

    def run(self, folder, *arguments):
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1790000000", "LC_ALL": "C.UTF-8"}
        done = subprocess.run([self.path, "workforce", *arguments], cwd=folder, env=environment, check=False,
                              capture_output=True, timeout=300)
        return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def contents(folder):
    made = {}
    for place, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                made[os.path.relpath(os.path.join(place, name), folder)] = file.read()
    return made


def check_secrets(checks, folder, printed, texts):
    """Names and ids are in no output."""
    everything = {"what is printed": printed}
    for name, content in contents(folder).items():
        everything[name] = content.decode("utf-8", "replace")
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                everything[name] = " ".join(book.read(n).decode("utf-8", "replace") for n in book.namelist())
    for name, text in everything.items():
        found = [secret for secret in texts if secret in text and re.search(rf"(?<![\d.]){re.escape(secret)}(?!\d)", text)]
        checks.check("names and ids are in no output", not found, name, found[:3])


def check_set(program, files, checks, options, uses_programming=True, again=False):
    """All checks of one set of files; None if it cannot be run."""
    out = os.path.join(files.folder, "out")
    shutil.rmtree(out, ignore_errors=True)
    arguments = [name for _, name in files.people]
    random.Random(len(arguments)).shuffle(arguments)
    if files.config:
        arguments += ["-c", files.config]
    status, printed, said = program.run(files.folder, *arguments, "-o", out)
    if not checks.check("the program ends well", status in (0, 1), status, said):
        return None
    work = Workforce(files)
    right = [1] if work.unread else [0, 1] if work.perhaps_unread else [0]
    checks.check("exit status 0, or 1 where events cannot be read", status in right, status, "lines", work.unread[:9])
    checks.check("a warning where events cannot be read", status == 0 or re.search("warning: .*not counted", printed),
                 status, re.findall(r"warning: .*", printed)[:3])
    for folder, mode in (("internal", 0o600),):
        for name in os.listdir(os.path.join(out, folder)):
            path = os.path.join(out, folder, name)
            checks.check("internal files are for the owner alone", os.stat(path).st_mode & 0o777 == mode, name)
    checks.check("files written", set(contents(out)) == {
        "internal/workforce.csv", "internal/workforce.json", "internal/workforce.xlsx", "publish/workforce.csv",
        "publish/workforce.xlsx"}, set(contents(out)))
    inside = read_table(os.path.join(out, "internal", "workforce.csv"))
    outside = read_table(os.path.join(out, "publish", "workforce.csv"))
    least = int(work.ini.get("policy", {}).get("minimum_count", "5"))
    work.closed = sex_only(work, least)
    work.left_out = left_out(work, inside, outside)
    expected = work.expected()
    compare(checks, expected, inside)
    check_published_file(checks, inside, outside, work, least)
    check_rests(checks, outside, least)
    check_by_sex_only(checks, inside, outside, work, least)
    check_findings(checks, outside)
    check_terminal(checks, printed, inside)
    check_pay(checks, work, outside)
    check_pay_parts(checks, outside, inside, int(work.ini.get("policy", {}).get("minimum_publish", "10")))
    attack(checks, work, inside, outside, least, uses_programming, options.weak)
    if again:
        try_attacker(checks, work, inside, least)
    check_workbook(checks, os.path.join(out, "publish", "workforce.xlsx"), outside, True)
    check_workbook(checks, os.path.join(out, "internal", "workforce.xlsx"), inside, False)
    check_json(checks, os.path.join(out, "internal", "workforce.json"), inside)
    ids = [number for number in work.person if len(number) > 4]
    check_secrets(checks, out, printed, ids[:200] + files.ids)
    if again:
        second = os.path.join(files.folder, "again")
        program.run(files.folder, *arguments, "-o", second)
        checks.check("the same bytes when run twice", contents(out) == contents(second))
    return Result(status, printed, inside, outside, expected)


@dataclass
class Result:
    """What a run made, and what was expected of it."""
    status: int
    printed: str
    inside: list
    outside: list
    expected: Expected = field(default_factory=Expected)


# --- random data --------------------------------------------------------------------------------------

DIVISIONS = ["Parks", "Housing", "Adult Care, Health", "Schools", "Finance", "Mayor's Office"]
LEVELS = ["Director", "Head of service", "Manager"]
NAMES = ["Zebedee Quillfeather", "Ottoline Marrowgate", "Peregrine Vantongeren"]


class Maker:
    """A small workforce, and all files about it, drawn at random."""

    def __init__(self, seed, folder):
        self.rng, self.seed = random.Random(seed), seed
        self.folder = folder
        self.is_bare = seed % 7 == 0       # no configuration
        self.is_half = seed % 7 == 1       # half the columns
        self.columns = ["employee_id", "name", "sex", "ethnicity", "disability", "age_band", "sexual_orientation",
                        "religion_or_belief", "grade", "management_level", "division", "contract", "cohort",
                        "start_date", "regulated"]
        if self.is_half:
            kept = self.rng.sample(self.columns[2:], 6)
            self.columns = [c for c in self.columns if c in kept or c in ("employee_id", "sex", "name")]
        last = self.rng.choice([2024, 2026, 2026])  # 29 February 2024 is in the year to March 2024
        years = range(last + 1 - self.rng.randrange(1, 5), last + 1)
        self.dates = [date(year, 3, 31) for year in years]
        if self.is_bare:
            self.dates = [date(year, 4, 5) for year in years]  # of the private sector

    def person(self, number, labels):
        rng = self.rng
        answer = lambda value, asked: "" if rng.random() > asked else value if rng.random() > 0.07 else DECLINED
        level = rng.choices(["", *LEVELS], [12, 1, 2, 4])[0]
        division = rng.choices(DIVISIONS[:self.n_divisions], [9, 7, 5, 3, 1, 0.4][:self.n_divisions])[0]
        woman = rng.random() < (0.25 if division == "Parks" else 0.65)
        return {"employee_id": f"ZQ{self.seed % 100:02}{number:05}", "name": rng.choice(NAMES),
                "sex": rng.choice(["F", "Female"] if woman else ["M", "Male"]) if rng.random() > self.no_sex else
                rng.choice(["", DECLINED]),
                "ethnicity": answer(rng.choices(labels, self.weights)[0], 0.9),
                "disability": answer("Yes" if rng.random() < 0.12 else "No", 0.85),
                "age_band": rng.choices(["16-24", "25-34", "35-44", "45-54", "55-64", "65+"], [2, 5, 6, 6, 4, 1])[0],
                "sexual_orientation": answer(rng.choices(["Heterosexual or straight", "Gay or lesbian", "Bisexual"],
                                                         [20, 1, 1])[0], 0.8),
                "religion_or_belief": answer(rng.choice(["No religion", "Christian", "Muslim", "Sikh"]), 0.7),
                "grade": rng.choices(["G1", "G2", "G3", "G4", ""], [5, 4, 3, 1, 0.1])[0], "management_level": level,
                "division": division, "contract": rng.choice(["Permanent", "Permanent", "Fixed term"]),
                "cohort": rng.choice(["", "", "", "Apprentices", "Graduates"]),
                "start_date": f"{rng.randrange(2015, self.dates[-1].year + 1)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}",
                "regulated": rng.choice(["yes", "no", "no"])}

    def write(self, name, header, rows):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, extrasaction="ignore", lineterminator="\n", restval="")
            writer.writeheader()
            writer.writerows(rows)
        return name

    def make(self):
        rng = self.rng
        labels = [label for many in BROAD.values() for label in many]
        self.weights = [30 if label == labels[0] else rng.choice([0, 0.5, 1, 2]) for label in labels]
        self.n_divisions = rng.randrange(2, len(DIVISIONS) + 1)
        self.no_sex = rng.choice([0, 0, 0.02])
        n = rng.randrange(60, 401)
        everybody = [self.person(number, labels) for number in range(int(n * 1.4))]
        stays = {person["employee_id"]: (rng.choice([0, 0, 0, *range(len(self.dates))]),
                                         rng.choice([9, 9, 9, *range(len(self.dates))])) for person in everybody}
        people, named = [], []
        for number, day in enumerate(self.dates):
            rows = [self.as_of(person, number) for person in everybody
                    if stays[person["employee_id"]][0] <= number <= stays[person["employee_id"]][1]]
            rows = [row for row in rows if row["start_date"] <= day.isoformat()] or rows[:5]
            header = list(self.columns)
            if number == 0 and len(self.dates) > 1 and self.seed % 3 == 0 and "disability" in header:
                header.remove("disability")  # not asked yet
            style = day.isoformat() if self.seed % 2 else str(day.year)
            named.append((day, self.write(f"people-{style}.csv", header, rows)))
            people.append(rows)
        files = Files(self.folder, named, ids=NAMES)
        if not self.is_bare:
            self.configure(files, people, everybody)
        return files

    def as_of(self, person, number):
        row = dict(person)
        chance = random.Random(f"{self.seed} {person['employee_id']} {number}").random()
        if chance < 0.05:
            row["grade"] = "G1"
        if chance > 0.93:
            row["ethnicity"] = ""
        return row

    # -- the files about it

    def configure(self, files, people, everybody):
        rng, ini = self.rng, {}
        ini["level"] = "management_level"
        ini["leadership"], ini["senior"], ini["board"] = "Director", "Director, Head of service", "Director"
        if rng.random() < 0.5:
            ini["open_levels"] = "Director"
        if rng.random() < 0.8 or self.seed % 7 == 2:
            ini["events"] = self.events(people, everybody)
        if rng.random() < 0.7:
            ini["survey"] = self.survey()
        if rng.random() < 0.5:
            ini["benchmarks"] = self.write("census.csv", ["characteristic", "group", "share"], [
                row for row in ({"characteristic": "ethnicity", "group": "Minority ethnic", "share": "23.5"},
                                {"characteristic": "disability", "group": "Disabled", "share": "17.8"},
                                {"characteristic": "sex", "group": "Women", "share": "50.6"}) if rng.random() < 0.6])
        if rng.random() < 0.8:
            ini["actions"], ini["actions_on"] = self.actions(people), "2026-06-30"
        if rng.random() < 0.6:
            ini["indicators"] = self.indicators()
        if rng.random() < 0.3:
            ini["four_fifths"] = "yes"
        if rng.random() < 0.3:
            ini["false_discovery_rate"] = rng.choice(["1", "10", "20"])
        if len(people) > 1 and rng.random() < 0.8:
            self.payrolls(ini, people)
            files.pays = True
        if rng.random() < 0.7:
            ini["results"] = self.results()
        text = "[employer]\nname = Smalltown Council\nsector = public\n"
        text += "link = https://www.smalltown.example/plan\n\n[workforce]\n" if self.seed % 2 else "\n[workforce]\n"
        text += "".join(f"{key} = {value}\n" for key, value in ini.items())
        text += "\n[targets]\n" + "".join(f"{name} = {aim}\n" for name, aim in self.targets(people))
        if self.seed % 5 == 4:
            text += "\n[policy]\nminimum_count = 10\n"
        files.config = "workforce.ini"
        with open(os.path.join(self.folder, files.config), "w", encoding="utf-8") as file:
            file.write(text)

    def day(self):
        """Mostly in the twelve months; the days at its ends too."""
        end = self.dates[-1]
        days = [end, year_before(end), year_before(end) + timedelta(1), end + timedelta(1)]
        return self.rng.choice(days) if self.rng.random() < 0.05 else end - timedelta(self.rng.randrange(0, 380))

    def events(self, people, everybody):
        rng, rows = self.rng, []
        if self.seed % 2:
            rows.append({"event": "applied", "date": self.dates[-1]})
        for number in range(rng.randrange(40, 500)):
            person = rng.choice(everybody)
            base = {"date": self.day(), "sex": person["sex"], "ethnicity": person["ethnicity"],
                    "disability": person["disability"], "division": person["division"] if rng.random() < 0.97 else "",
                    "application": f"A{number}"}
            for stage in ("applied", "shortlisted", "appointed"):
                rows.append({**base, "event": stage.title() if number % 9 == 0 else stage})
                if rng.random() > 0.45:
                    break
        words = ["starter", "leaver", "promotion", "grievance", "disciplinary", "capability", "training",
                 "flexible working", "fitness to practise", "ftp", "cpd", "Promoted", "flexible-working"]
        words = rng.sample(words, rng.randrange(4, len(words)))
        for person in everybody:
            if rng.random() < 0.5:
                row = {"event": rng.choice(words), "date": self.day(), "employee_id": person["employee_id"]}
                if rng.random() < 0.15:  # without an id, with the answers
                    row |= {"employee_id": "", "sex": person["sex"], "ethnicity": person["ethnicity"],
                            "disability": person["disability"]}
                rows.append(row)
        rows.append({"event": words[0], "date": self.dates[-1], "employee_id": "nobody-known"})
        header = ["event", "date", "employee_id", "application", "sex", "ethnicity", "disability", "division"]
        if self.seed % 4 == 3:
            rows.append({"event": "training", "date": self.dates[-1], "sex": "F", "ethnicity": "Indian",
                         "disability": "No", "count": "7"})
            header.append("count")
        self.spoil(rows, header)
        return self.write("events.csv", header, rows)

    def spoil(self, rows, header):
        """Events that do not say everything."""
        rng, what = random.Random(f"events {self.seed}"), self.seed % 8
        if what == 3:  # nothing of ethnicity
            header.remove("ethnicity")
            header.remove("employee_id")
        elif what == 4:
            for row in rng.sample(rows, len(rows) // 30):
                row["date"] = ""
        elif what == 5:  # numbers of a year among events of a day
            header += ["year"] + ["count"] * ("count" not in header)
            for row in rng.sample(rows, len(rows) // 10):
                end = self.dates[-1].year
                year = rng.choice([end, f"{end - 1}-{end % 100}", end - 1])
                row |= {"date": "", "count": rng.randrange(1, 5), "year": year}
        elif what == 6:  # kinds of which nothing is known but when
            kinds = rng.sample(sorted({row["event"].lower() for row in rows}), 3)
            for row in rows:
                if row["event"].lower() in kinds:
                    row |= {"employee_id": "", "sex": "", "ethnicity": "?", "disability": ""}

    def survey(self):
        rng, rows = self.rng, []
        for question in ("6", "7a", "7b", "nhs 5", "nhs 7", "wdes 4", "wdes 9"):
            if rng.random() < 0.6:
                for group in ("Minority ethnic", "White") if "wdes" not in question else ("Disabled", "Not disabled"):
                    of = rng.randrange(8, 200)
                    rows.append({"question": question, "group": group, "respondents": of,
                                 "experienced": rng.randrange(0, of // 2)})
        return self.write("survey.csv", ["question", "group", "respondents", "experienced"], rows)

    def measured(self, people):
        made = [f"women of sex{at}" for at in ("", " at Manager" if "management_level" in self.columns else "")]
        if "ethnicity" in self.columns:
            made += ["minority ethnic of ethnicity", "disclosed of ethnicity"]
            if "division" in self.columns:
                made.append("Minority ethnic of ethnicity at Parks")
        if "disability" in self.columns:
            made.append("disabled of disability")
        if "age_band" in self.columns and any(row["age_band"] == "16-24" for row in people[0]):
            made.append("16-24 of age band")
        return made

    def targets(self, people):
        rng, made = self.rng, []
        for number in range(rng.randrange(0, 6)):
            aims = [f"{rng.randrange(5, 60)}.{rng.randrange(10)} by {self.dates[-1].year + rng.randrange(1, 5)}-0{rng.randrange(1, 10)}-28",
                    f"+{rng.randrange(1, 4)}.5 a year", f"+1 a year from {self.dates[0].isoformat()}"]
            made.append((f"Target {number}", f"{rng.choice(self.measured(people))}, {rng.choice(aims)}"))
        return made

    def actions(self, people):
        rng, rows = self.rng, []
        for number in range(rng.randrange(1, 7)):
            days = rng.choice([0, -1, 1, 89, 90, 91, 200, -40])
            due = date(2026, 6, 30) + timedelta(days)
            rows.append({"objective": "Fairness", "action": f"Action {number}", "deliverable": "A thing, done",
                         "owner": "Head of HR", "due": due if number % 2 else f"{due:%d/%m/%Y}",
                         "status": rng.choice(["complete", "in progress", "not started", "Work continues",
                                               "Not complete"] * 5
                                              + [*workforce_sets.COUNTING, *workforce_sets.NOT_COUNTING]),
                         "measure": rng.choice(["", *self.measured(people)]), "rag": rng.choice(["", "Green", "Red"]),
                         "form": rng.choice(["", *[entry[3] for entry in PLAN]]),
                         "text": "word " * rng.choice([0, 99, 100, 101])})
        return self.write("actions.csv", ["objective", "action", "deliverable", "owner", "due", "status", "measure", "rag",
                                          "form", "text"], rows)

    def indicators(self):
        return self.write("indicators.csv", ["indicator", "value", "of", "target"], [
            {"indicator": "Panels", "value": 43, "of": 47, "target": 90}, {"indicator": "Reached just", "value": 9, "of": 10,
                                                                          "target": 90},
            {"indicator": "A number", "value": 7, "of": "", "target": 8}, {"indicator": "No target", "value": 3, "of": 4,
                                                                          "target": ""},
            {"indicator": "Nothing yet", "value": "", "of": 12, "target": 75}])

    def payrolls(self, ini, people):
        rng = self.rng
        rates = {}
        for year, rows in ((0, people[-2]), (1, people[-1])):
            made = []
            for row in rows:
                if row["sex"] in ("", DECLINED):
                    continue
                grade = int((row["grade"] or "G2")[1])
                rate = rates.setdefault(row["employee_id"], rng.uniform(11, 14)) * (1 + 0.15 * grade) * (1 + 0.03 * year)
                hours = rng.choice([37, 37, 18.5])
                weekly = rng.random() < 0.2
                made.append({"employee_id": row["employee_id"], "sex": row["sex"],
                             "pay_period": "weekly" if weekly else "monthly",
                             "basic_pay": f"{rate * hours * (1 if weekly else 30.44 / 7):.2f}", "weekly_hours": hours,
                             "full_pay": "no" if rng.random() < 0.05 else "yes", "grade": row["grade"]})
            self.write(f"payroll-{year}.csv", ["employee_id", "sex", "pay_period", "basic_pay", "weekly_hours", "full_pay",
                                               "grade"], made)
            with open(os.path.join(self.folder, f"payroll-{year}.ini"), "w", encoding="utf-8") as file:
                file.write(f"[employer]\nsector = public\nsnapshot_date = {self.dates[year - 2].isoformat()}\n")
        ini |= {"earlier_payroll": "payroll-0.csv", "payroll": "payroll-1.csv", "earlier_payroll_config": "payroll-0.ini",
                "payroll_config": "payroll-1.ini", "payroll_grade": "grade"}

    def results(self):
        """B&NES: 96p and then 36p; the means themselves are further apart, by part of a penny."""
        names = []
        with open(os.path.join(SAMPLE, "results-2026.json"), encoding="utf-8") as file:
            read = json.load(file)
        means = ((2024, 15.0951, 14.1449), (2025, 15.1049, 14.7351), (2026, 15.30, 15.35))
        for year, men, women in means[:self.rng.randrange(1, 4)]:
            read["snapshot_date"] = f"{year}-03-31"
            for row in read["figures"]:
                if row["measure"] == "mean_hourly_pay" and row["characteristic"] == "sex":
                    row["not_published"] = "few people" if self.seed % 3 == 1 and year == 2025 else ""
                if row["measure"] == "mean_hourly_pay":
                    row["value"] = men if row["group"] == "men" else women
                    row["published"] = f"{row['value']:.2f}"
                if row["measure"] == "mean_hourly_gap":
                    row["value"] = 100 * (men - women) / men
                    row["published"] = f"{row['value']:.1f}"
            names.append(f"results-{year}.json")
            with open(os.path.join(self.folder, names[-1]), "w", encoding="utf-8") as file:
                json.dump(read, file)
        return ", ".join(names)


SAMPLE = ""


def few_leavers(folder):
    """Three men left, and forty women: appointments at present turnover must not give the three away."""
    files = {"people-2026.csv": "employee_id,sex,grade\n" + "".join(f"ZQ{n:05},{'FM'[n % 2]},G{n % 3}\n" for n in range(400)),
             "events.csv": "event,date,sex\n" + "leaver,2026-01-05,F\n" * 40 + "leaver,2026-01-05,M\n" * 3,
             "workforce.ini": "[employer]\nsector = public\n\n[workforce]\nevents = events.csv\n\n[targets]\n"
                              "Women = women of sex, +1 a year\n"}
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    return Files(folder, [(date(2026, 3, 31), "people-2026.csv")], "workforce.ini")


def open_directors(folder):
    """Eleven directors whom everybody knows, five of one faith and none of another: nothing but their sex is published, and
    the shares of the others must not give the rest away."""
    rng = random.Random(3)
    faiths = ["No religion", "Christian", "Muslim", "Sikh", DECLINED, ""]
    rows = []
    for n in range(160):
        level = "Director" if n < 11 else "Manager" if n < 45 else ""
        faith = "Christian" if n < 5 else rng.choice(faiths[:2] if n < 11 else faiths)
        rows.append(f"ZQ{n:05},{'FM'[n % 3 == 0]},{rng.choice(['Indian', 'English, Welsh, Scottish, Northern Irish or British', ''])}"
                    f",{rng.choice(['Yes', 'No', 'No', ''])},{faith},{level},{'AB'[n % 2]}\n".replace("English, Welsh, Scottish, "
                    "Northern Irish or British", '"English, Welsh, Scottish, Northern Irish or British"'))
    header = "employee_id,sex,ethnicity,disability,religion_or_belief,management_level,division\n"
    files = {"people-2025.csv": header + "".join(rows[3:]), "people-2026.csv": header + "".join(rows[:150]),
             "workforce.ini": "[employer]\nsector = public\n\n[workforce]\nlevel = management_level\nboard = Director\n"
                              "senior = Director, Manager\nopen_levels = Director\nactions = actions.csv\n\n[targets]\n"
                              "Directors = minority ethnic of ethnicity at Director, 20 by 2028-03-31\n",
             "actions.csv": "objective,action,deliverable,owner,due,status,measure,rag,form,text\n"
                            "O,A,D,W,2026-05-01,complete,disabled of disability at Director,,,\n"}
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    return Files(folder, [(date(2025, 3, 31), "people-2025.csv"), (date(2026, 3, 31), "people-2026.csv")], "workforce.ini")


# --- files that are wrong -----------------------------------------------------------------------------

PEOPLE = "employee_id,sex,ethnicity,disability,grade,division,management_level\n" + "".join(
    f"{n},{'FM'[n % 2]},{['Indian', 'Irish', ''][n % 3]},{['Yes', 'No'][n % 5 > 0]},G{n % 3},{['A', 'B'][n % 2]},{['', 'Top'][n % 4 == 0]}\n"
    for n in range(1, 80))
INI = "[employer]\nsector = public\n\n"
RESULTS = '{"snapshot_date": "2025-03-31", "figures": []}'


@dataclass
class Wrong:
    """Files, arguments, and what must be said."""
    name: str
    files: dict
    arguments: str
    status: tuple
    said: str = ""       # of stderr, or of what is printed where the status is 0
    never: str = ""


def wrong_files():
    one = {"people-2026.csv": PEOPLE}
    run = "people-2026.csv -o out"
    with_ini = run + " -c w.ini"
    events = "event,date,employee_id\n"
    return [
        Wrong("an empty file", {"people-2026.csv": ""}, run, (2, 3), r"people-2026\.csv"),
        Wrong("a header only", {"people-2026.csv": PEOPLE.split("\n", 1)[0] + "\n"}, run, (2, 3), r"people-2026\.csv.*nobody"),
        Wrong("no such people table", {}, run, (3,), r"people-2026\.csv"),
        Wrong("no people table", {}, "-o out", (2,), r"people table"),
        Wrong("an unknown key", {**one, "w.ini": INI + "[workforce]\nlevell = grade\n"}, with_ini, (2,), r"w\.ini.*levell.*level"),
        Wrong("an unknown section", {**one, "w.ini": INI + "[workforces]\nlevel = grade\n"}, with_ini, (2,), r"w\.ini.*workforces"),
        *(Wrong(f"target {text!r}", {**one, "w.ini": INI + f"[targets]\nT = {text}\n"}, with_ini, (2,), r"w\.ini.*T\b")
          for text in ("", "women of sex", "women of sex, 50", "women of sex, 50 by soon", "women of sex, fifty by 2028-03-31",
                       "women of hats, 50 by 2028-03-31", "unicorns of sex, 50 by 2028-03-31", "women sex, 50 by 2028-03-31",
                       "women of sex at Nowhere, 50 by 2028-03-31", "women of sex, 150 by 2028-03-31",
                       "women of sex, -5 by 2028-03-31", "women of sex, 50 by 2028-02-31", "women of sex, + a year")),
        *(Wrong(f"no file of {key}", {**one, "w.ini": INI + f"[workforce]\n{key} = gone.csv\n"}, with_ini, (3,), r"gone\.csv")
          for key in ("events", "survey", "benchmarks", "actions", "indicators", "results")),
        Wrong("no payroll", {**one, "pay.csv": PEOPLE, "w.ini": INI + "[workforce]\npayroll = gone.csv\nearlier_payroll = pay.csv\n"},
              with_ini, (2, 3), r"gone\.csv|pay\.csv"),
        Wrong("a date that is none", {"people-2026-02-31.csv": PEOPLE}, "people-2026-02-31.csv -o out", (2,), r"2026-02-31"),
        Wrong("no date", {"staff.csv": PEOPLE}, "staff.csv -o out", (2,), r"staff\.csv.*(date|snapshot)"),
        Wrong("a date by option", {"staff.csv": PEOPLE}, "staff.csv -o out -s 2026-03-31", (0,)),
        Wrong("a wrong date by option", {"staff.csv": PEOPLE}, "staff.csv -o out -s 31.13.2026", (2,), r"31\.13\.2026|snapshot"),
        Wrong("two tables, no dates", {"a.csv": PEOPLE, "b.csv": PEOPLE}, "a.csv b.csv -o out -s 2026-03-31", (2,), r"single people table"),
        Wrong("two tables, no dates at all", {"a.csv": PEOPLE, "b.csv": PEOPLE}, "a.csv b.csv -o out", (2,), r"[ab]\.csv"),
        Wrong("two tables of one date", {**one, "people-2026-03-31.csv": PEOPLE, "w.ini": INI},
              "people-2026.csv people-2026-03-31.csv -o out -c w.ini", (2,), r"2026-03-31|31 March 2026"),
        Wrong("the same table twice", {**one}, "people-2026.csv people-2026.csv -o out", (2,), r"people-2026\.csv|date"),
        Wrong("a payroll as people", {"people-2026.csv": "employee_id,sex,pay_period,basic_pay,weekly_hours\n1,F,monthly,2000,37\n"
                                      "2,M,monthly,2500,37\n"}, run, (0,)),
        Wrong("no column about people", {"people-2026.csv": "number,shoe size\n1,42\n2,39\n"}, run, (2,), r"people-2026\.csv"),
        Wrong("unknown events", {**one, "w.ini": INI + "[workforce]\nevents = e.csv\n", "e.csv": events + "abducted,2026-01-01,1\n"
                                 "leaver,2026-01-02,2\n"}, with_ini, (1,), r"1 row of e\.csv with no event that is known here .*abducted.* \(1\).*, the first in line 2"),
        Wrong("events without an event column", {**one, "w.ini": INI + "[workforce]\nevents = e.csv\n", "e.csv": "a,b\n1,2\n"},
              with_ini, (2,), r"e\.csv.*event"),
        Wrong("an event's date that is none", {**one, "w.ini": INI + "[workforce]\nevents = e.csv\n",
                                               "e.csv": events + "leaver,soon,2\nleaver,2026-01-02,3\n"}, with_ini, (1,),
              r"1 row of e\.csv with a date or a year that is none .*, the first in line 2"),
        Wrong("a survey with more experienced than asked", {**one, "w.ini": INI + "[workforce]\nsurvey = s.csv\n", "s.csv":
              "question,group,respondents,experienced\n6,Minority ethnic,10,12\n6,White,20,3\n"}, with_ini, (0, 2), r"s\.csv|survey"),
        Wrong("a survey that is no number", {**one, "w.ini": INI + "[workforce]\nsurvey = s.csv\n", "s.csv":
              "question,group,respondents,experienced\n6,Minority ethnic,ten,2\n6,White,20,3\n"}, with_ini, (0, 2), r"s\.csv|survey"),
        Wrong("a benchmark over 100", {**one, "w.ini": INI + "[workforce]\nbenchmarks = b.csv\n", "b.csv":
              "characteristic,group,share\nethnicity,Minority ethnic,146\n"}, with_ini, (0, 2), r"b\.csv|benchmark"),
        Wrong("actions_on is no date", {**one, "w.ini": INI + "[workforce]\nactions = a.csv\nactions_on = soon\n", "a.csv":
              "objective,action,deliverable,owner,due,status,measure,rag,form,text\nO,A,D,W,2026-01-01,complete,,,,\n"}, with_ini, (2,),
              r"actions_on"),
        Wrong("an action's measure that is none", {**one, "w.ini": INI + "[workforce]\nactions = a.csv\n", "a.csv":
              "objective,action,deliverable,owner,due,status,measure,rag,form,text\nO,A,D,W,2026-01-01,complete,unicorns of hats,,,\n"},
              with_ini, (0, 2), r"unicorns|a\.csv"),
        Wrong("results that are none", {**one, "w.ini": INI + "[workforce]\nresults = r.json\n", "r.json": "{}"}, with_ini, (2, 3),
              r"r\.json"),
        Wrong("results that are no JSON", {**one, "w.ini": INI + "[workforce]\nresults = r.json\n", "r.json": "no"}, with_ini, (2, 3),
              r"r\.json"),
        *(Wrong(f"[workforce] {line}", {**one, "w.ini": INI + f"[workforce]\n{line}\n"}, with_ini, (2,), r"w\.ini.*" + said)
          for line, said in (("four_fifths = maybe", "four_fifths must be yes or no"),
                             ("false_discovery_rate = lots", "false_discovery_rate must be a number"),
                             ("false_discovery_rate = 500", "false_discovery_rate must be a number"),
                             ("false_discovery_rate = 0", "false_discovery_rate must be a number"),
                             ("level = management_level\nsenior = Tops", "senior: .*management level.*Tops.*perhaps Top"),
                             ("level = management_level\nboard = Top, Nobody", "board: .*Nobody"),
                             ("level = management_level\nopen_levels = Bottom", "open_levels: .*Bottom"))),
        *(Wrong(f"[workforce] {line}", {**one, "w.ini": INI + f"[workforce]\n{line}\n"}, with_ini, (0,), said)
          for line, said in (("level = management level of it", 'Management level: needs a column "management level of it", as'),
                             ("grade = grades", 'Grade: needs a column "grades".*called grade'),
                             ("regulated = professional", 'Who is regulated: needs a column "professional"'))),
        Wrong("levels in small letters", {**one, "w.ini": INI + "[workforce]\nlevel = management_level\nsenior = top\n"}, with_ini,
              (0,)),
        Wrong("two results of a year", {**one, "a.json": RESULTS, "b.json": RESULTS.replace("03-31", "04-05"),
                                        "w.ini": INI + "[workforce]\nresults = a.json, b.json\n"}, with_ini, (2,),
              r"w\.ini.*results: two of the files are of 2025"),
        Wrong("nine results", {**one, **{f"{n}.json": RESULTS.replace("2025", str(2016 + n)) for n in range(9)}, "w.ini":
              INI + "[workforce]\nresults = " + ", ".join(f"{n}.json" for n in range(9)) + "\n"}, with_ini, (2,), r"at most 8 files"),
        Wrong("no results", {**one, "w.ini": INI + "[workforce]\nresults = gone.json\n"}, with_ini, (3,),
              r"gone\.json.*could not open.*results"),
        *(Wrong(f"target {text!r}", {**one, "w.ini": INI + f"[targets]\nT = {text}\n"}, with_ini, (2,), r"w\.ini.*T: " + said)
          for text, said in (("women of sex, +1 a year from 2025-12-31", "the date it is counted from must be that of a people table"),
                             ("women of sex, +1 a year since 2026-03-31", ".*only .from. and a date can follow"),
                             ("women of hats, 50 by 2028-03-31", "no people table has that characteristic"),
                             ("unicorns of sex, 50 by 2028-03-31", "the characteristic has no such group"),
                             ("women of sex at Nowhere, 50 by 2028-03-31", "there is no such grade, division"),
                             ("women of sex, 150 by 2028-03-31", "the level must be a number of percent"))),
        *(Wrong(f"an action with {what}", {**one, "w.ini": INI + "[workforce]\nactions = a.csv\n", "a.csv":
              "action,due,status,form\n" + row + "\n"}, with_ini, (0,), r"a\.csv: line 2: " + said)
          for what, row, said in (("an unknown status", "A,2026-01-01,halfway there,", "the status is none that is known"),
                                  ("a due date that is none", "A,next spring,complete,", "the due date is no date"),
                                  ("an unknown form", "A,2026-01-01,complete,Be kind", "the action of the form is none that it has"))),
        *(Wrong(f"benchmarks, {what}", {**one, "w.ini": INI + "[workforce]\nbenchmarks = b.csv\n", "b.csv": text}, with_ini, (status,),
                r"b\.csv.*" + said)
          for what, text, status, said in (
              ("a group misspelt", "characteristic,group,share\nethnicity,Minority ethnicc,14\n", 0, "line 2 is about no group"),
              ("a characteristic cut off", "characteristic,group,share\ne,Minority ethnic,14\n", 0, "line 2 is about no group"),
              ("a part of one", "characteristic,group,share\nethnicity,Minority ethnic,0.17\n", 0, "line 2 has a share below 1"),
              ("a group twice", "characteristic,group,share\nethnicity,Minority ethnic,14\nEthnicity,minority ethnic,15\n", 2,
               "line 2 gives a benchmark of the same group"),
              ("other columns", "name,part\nMinority ethnic,14\n", 2, "need the columns group and share"))),
        *(Wrong(f"a survey, {what}", {**one, "w.ini": INI + "[workforce]\nsurvey = s.csv\n", "s.csv":
                "question,group,respondents,experienced\n" + text + "\n"}, with_ini, (0,), r"s\.csv: line 2: the " + said)
          for what, text, said in (("a group misspelt", "6,Whitee,20,3", "group is none"), ("no such question", "99,White,20,3",
                                                                                          "question is none"))),
        *(Wrong(f"events, {what}", {**one, "w.ini": INI + "[workforce]\nevents = e.csv\n", "e.csv": text}, with_ini, (0,), said)
          for what, text, said in (
              ("an unknown id", events + "leaver,2026-01-01,9999\n", "1 row of e.csv with an employee id that no people table has"),
              ("an unknown label", "event,date,ethnicity\nleaver,2026-01-01,Klingon\n", "1 label of ethnicity is of no group"),
              ("an unknown sex", "event,date,sex\nleaver,2026-01-01,Q\n", "1 label of sex is of no group"),
              ("an unknown division", "event,date,division\nleaver,2026-01-01,Z\n", "1 row of e.csv with a division that no people"),
              ("another year", "event,year,sex,count\nleaver,2020,F,3\nleaver,2026,M,9\n", r"Men|people"))),
        *(Wrong(f"events, {what}", {**one, "w.ini": INI + "[workforce]\nevents = e.csv\n", "e.csv": text}, with_ini,
                (1,), r"warning:[^\n]*" + (r"e\.csv[^\n]*" + said if said else r"(?:events|e\.csv)"))
          for what, text, said in (
              ("no date", "event,employee_id\nleaver,1\n", ""),
              ("no date, but counts", "event,sex,count\nleaver,F,5\nleaver,M,7\n", ""),
              ("a blank date", events + "leaver,,2\nleaver,2026-01-02,3\n", "line 2"),
              ("a blank date further down", events + "leaver,2026-01-02,3\nleaver,2026-01-03,2\nleaver,,4\n", "line 4"),
              ("a blank date and a blank year", "event,date,year,sex,count\nleaver,2026-01-02,,M,1\nleaver,,,F,3\n",
               "line 3"),
              ("a year that is none", "event,year,sex,count\nleaver,soon,F,3\nleaver,2026,M,4\n", "line 2"),
              ("a blank year", "event,reporting year,sex,count\nleaver,2025-26,F,3\nleaver,,M,4\n", "line 3"))),
        Wrong("actions without actions", {**one, "w.ini": INI + "[workforce]\nactions = a.csv\n", "a.csv": "foo,bar\n1,2\n"}, with_ini,
              (2,), r"a\.csv.*no column action"),
        Wrong("a rating that is none", {**one, "w.ini": INI + "[workforce]\nactions = a.csv\n", "a.csv": "action,rag\nA,Purple\n"},
              with_ini, (0,), r"a\.csv: line 2: the RAG rating is none of"),
        Wrong("an indicator that is no number", {**one, "w.ini": INI + "[workforce]\nindicators = i.csv\n", "i.csv":
              "indicator,value,of,target\nPanels,many,12,90\n"}, with_ini, (0,), r"i\.csv: line 2, column 2: no number"),
        Wrong("an indicator of more than all", {**one, "w.ini": INI + "[workforce]\nindicators = i.csv\n", "i.csv":
              "indicator,value,of,target\nPanels,13,12,90\n"}, with_ini, (0,), r"i\.csv: line 2: more than there are"),
        Wrong("one odd label", {"people-2026.csv": PEOPLE.replace("Yes", "Maybe", 1)}, run, (0,), r"Disabled  .*1 label is of no group.*\"Maybe\" \(1\)"),
        Wrong("labels of no scheme", {"people-2026.csv": PEOPLE.replace("Indian", "Martian").replace("Irish", "Venusian")}, run, (0,),
              r"ethnicity: its labels are mostly none"),
        Wrong("a column that one year lacks", {**one, "people-2025.csv": "".join(",".join(line.split(",")[:3]) + "\n"
              for line in PEOPLE.strip().split("\n"))}, "people-2025.csv people-2026.csv -o out", (0,),
              r"people-2025\.csv: has no column of Disability"),
        Wrong("a title above the header", {"people-2026.csv": "Staff\n\n" + PEOPLE, "w.ini": INI + "[input]\nheader_row = 3\n"}, with_ini,
              (0,), r"79 people"),
        Wrong("a cell too many", {"people-2026.csv": PEOPLE.replace("\n4,F,", "\n4,F,x,", 1)}, run, (0,),
              r"people-2026\.csv: 1 row has more cells than the header, the first in line 5"),
        Wrong("a target that falls", {**one, "w.ini": INI + "[targets]\nT = men of sex, at most 40.25 by 2028-03-31\n"}, with_ini, (0,),
              r"T: reached|79 people"),
        Wrong("a target before the first table", {**one, "w.ini": INI + "[targets]\nT = men of sex, 40 by 2020-03-31\n"}, with_ini, (2,),
              r"T: the date is before that of the first people table"),
        Wrong("UTF-16", {"people-2026.csv": PEOPLE.encode("utf-16")}, run, (0,), r"79 people"),
        Wrong("semicolons", {"people-2026.csv": PEOPLE.replace(",", ";")}, run, (0,), r"79 people"),
        Wrong("Windows-1252, CRLF", {"people-2026.csv": PEOPLE.replace("Indian", "Café").replace("\n", "\r\n").encode("cp1252")}, run,
              (0,), r"79 people"),
        Wrong("a formula in a label", {"people-2026.csv": PEOPLE.replace(",A,", ",=cmd|' /C calc'!A0,")}, run, (0,),
              r"79 people", never=r"^[^\n]*,=cmd"),
        Wrong("one person", {"people-2026.csv": "\n".join(PEOPLE.split("\n")[:2]) + "\n"}, run, (0,), r"1 p"),
        Wrong("an id twice", {"people-2026.csv": PEOPLE + "5,F,Indian,No,G1,A,\n"}, run, (0, 2), r""),
        Wrong("bytes", {"people-2026.csv": bytes(range(256)) * 4}, run, (2, 3), r"people-2026\.csv"),
        Wrong("the output is a file", {**one, "out": "x"}, run, (2, 4), r"out"),
    ]


def check_wrong(program, checks, source):
    for case in wrong_files():
        folder = tempfile.mkdtemp(prefix="paygap-wrong-")
        for name, content in case.files.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
        status, printed, said = program.run(folder, *case.arguments.split())
        where = f"{case.name}: exit status {status}, said: {said.strip() or printed.strip()[-200:]}"
        checks.check("exit status of a wrong file", status in case.status, where)
        text = said if status > 1 else printed + said
        checks.check("message about a wrong file", re.search(case.said, text, re.S) is not None, where)
        if status > 1:
            checks.check("nothing is written after an error", not os.path.isdir(os.path.join(folder, "out")), where)
        if case.never and status < 2:
            for name, content in contents(os.path.join(folder, "out")).items():
                if name.endswith(".csv"):
                    checks.check("no formula in a CSV file", not re.search(case.never, content.decode(), re.M), case.name, name)
        shutil.rmtree(folder)
    check_exports(program, checks, source)


def check_exports(program, checks, source):
    """One payroll in four formats, as people tables: the same counts."""
    folder = tempfile.mkdtemp(prefix="paygap-wrong-")
    seen = []
    for name in ("canonical.csv", "canonical-semicolon-1252.csv", "canonical-utf16.txt", "canonical.xlsx"):
        path = os.path.join(folder, "people-2026" + os.path.splitext(name)[1])
        shutil.copy(os.path.join(source, "samples", "exports", name), path)
        status, printed, said = program.run(folder, path, "-o", name + ".out")
        if checks.check("exports are read", status == 0, name, status, said):
            rows = read_table(os.path.join(folder, name + ".out", "internal", "workforce.csv"))
            seen.append([(key_of(row), row["value"]) for row in rows])
            checks.check("exports give the same", seen[-1] == seen[0], name)
    shutil.rmtree(folder)


# --- all of it ----------------------------------------------------------------------------------------

def sample_files(source, folder):
    for name in os.listdir(os.path.join(source, "samples", "workforce")):
        shutil.copy(os.path.join(source, "samples", "workforce", name), folder)
    return Files(folder, [(date(year, 3, 31), f"people-{year}.csv") for year in range(2023, 2027)], "workforce.ini",
                 pays=True)


def put_files(made, folder):
    """The files of a set of workforce_sets.py."""
    for name, text in made.files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    return Files(folder, made.people(), made.config)


def check_made(program, made, folder, checks, options):
    """A set of workforce_sets.py: all checks, and what is worked out by hand."""
    files = put_files(made, folder)
    result = check_set(program, files, checks, options)
    if result is None:
        return
    checks.check("ties are made", checks.n_ties >= made.least_ties, checks.n_ties, "expected", made.least_ties)
    check_by_hand(checks, made, result)
    if made.minimums:
        check_minimums(program, made, files, checks, options, result)


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


def check_by_hand(checks, made, result):
    """Figures, exit status and printed lines that were worked out without this program or the other."""
    checks.check("exit status by hand", made.status in (None, result.status), result.status, "expected", made.status)
    for part, where, figures in made.figures:
        for measure, wanted in figures.items():
            rows = rows_with(result.inside, part, {**where, "measure": measure})
            shown_there = [row["published"] for row in rows]
            is_right = wanted is None or len(rows) == 1 and (shown_there[0] == wanted or wanted == "not met"
                                                             and shown_there[0].startswith(wanted))
            checks.check("a figure by hand", is_right, part, where, measure, shown_there, "expected", wanted)
            mine = [(key, value) for key, value in result.expected.items() if key[0] == part and key[-1] == measure
                    and all(key[KEYS.index(name)] == cell for name, cell in where.items())]
            is_right = len(mine) == 1 and is_shown(mine[0], wanted, result.expected)
            checks.check("the second implementation has the figure by hand", wanted is None or not result.expected
                         or is_right, part, where, measure, mine, wanted)
    for part, where in made.never:
        for rows in (result.inside, result.outside):
            found = rows_with(rows, part, where)
            checks.check("a row that must not be", not found, found[:1])
    for pattern in made.printed:
        checks.check("what is printed, by hand", re.search(pattern, result.printed), pattern, result.printed[:300])


def check_minimums(program, made, files, checks, options, result):
    """Whatever the minimum count is, what is internal is the same but for what it says of publication; and the
    findings that are published are the same where they are shown."""
    plain = [{**row, "status": ""} for row in result.inside]
    findings = {key_of(row): row["published"] for row in result.inside if row["measure"] == "finding"}
    for least in made.minimums:
        name = f"m{least}.ini"
        with open(os.path.join(files.folder, name), "w", encoding="utf-8") as file:
            file.write(made.files[made.config] + f"\n[policy]\nminimum_count = {least}\n")
        if least in (made.minimums[0], made.minimums[-1]):
            other = check_set(program, Files(files.folder, files.people, name), checks, options)
        else:
            other = run_alone(program, files, name)
        if other is None:
            continue
        checks.check("what is internal does not depend on the minimum count",
                     [{**row, "status": ""} for row in other.inside] == plain, least,
                     [(key_of(a), a["published"], b["published"]) for a, b in zip(plain, other.inside)
                      if a["published"] != b["published"]][:2])
        checks.check("what is printed does not depend on the minimum count", other.printed == result.printed, least,
                     list(set(other.printed.split("\n")) ^ set(result.printed.split("\n")))[:3])
        for row in other.outside:
            if row["measure"] == "finding" and row["part"].startswith("Under_"):
                checks.check("findings do not depend on the minimum count", row["published"] in
                             ("[c]", findings.get(key_of(row))), least, key_of(row), row["published"])
        check_findings(checks, other.outside)


def run_alone(program, files, config):
    status, printed, _ = program.run(files.folder, *[name for _, name in files.people], "-c", config, "-o",
                                     os.path.join(files.folder, "out"))
    if status > 1:
        return None
    inside, outside = [read_table(os.path.join(files.folder, "out", name, "workforce.csv"))
                       for name in ("internal", "publish")]
    return Result(status, printed, inside, outside)


def check_links(program, checks):
    """Links that are none are refused, or the rule of the form is not met."""
    for made in workforce_sets.bad_links():
        folder = tempfile.mkdtemp(prefix="paygap-links-")
        files = put_files(made, folder)
        status, _, said = program.run(folder, *[name for _, name in files.people], "-c", made.config, "-o", "out")
        is_refused = status == 2 and "link" in said
        if checks.check("a link that is none", status == 0 or is_refused, made.name, status, said) and not is_refused:
            rows = read_table(os.path.join(folder, "out", "internal", "workforce.csv"))
            check_by_hand(checks, made, Result(status, "", rows, []))
        shutil.rmtree(folder)


def run_set(where, make, program, options, **how):
    """One set; its folder is kept when it fails."""
    checks = Checks()
    folder = tempfile.mkdtemp(prefix="paygap-workforce-")
    try:
        made = make(folder)
        if isinstance(made, workforce_sets.Made):
            check_made(program, made, folder, checks, options)
        else:
            check_set(program, made, checks, options, **how)
    except (LookupError, ValueError, TypeError, AttributeError, StopIteration, OSError, ArithmeticError, AssertionError,
            subprocess.SubprocessError, zipfile.BadZipFile, ElementTree.ParseError) as error:
        if options.traceback:
            raise
        checks.check("the round ends", False, repr(error))
    checks.print(where)
    if checks.failures or options.keep:
        print(f"  {where}: kept in {folder}")
    else:
        shutil.rmtree(folder)
    return checks


def main():
    global SAMPLE  # pylint: disable=global-statement
    parser = argparse.ArgumentParser(description="paygap workforce against a second implementation and an attacker")
    parser.add_argument("program")
    parser.add_argument("source")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("sample", "random", "sets", "wrong"))
    parser.add_argument("--keep", action="store_true", help="keep the folders")
    parser.add_argument("--weak", action="store_true", help="withheld small counts must be able to reach the minimum")
    parser.add_argument("--traceback", action="store_true")
    options = parser.parse_args()
    program = Program(options.program)
    source = os.path.abspath(options.source)
    SAMPLE = os.path.join(source, "samples", "workforce")
    done = []
    if options.only in (None, "sample"):
        done.append(run_set("sample", lambda folder: sample_files(source, folder), program, options,
                            uses_programming=False))
    if options.only in (None, "random"):
        done.append(run_set("few leavers", few_leavers, program, options))
        done.append(run_set("open directors", open_directors, program, options))
        for seed in range(options.seed, options.seed + options.rounds):
            done.append(run_set(f"seed {seed}", lambda folder, seed=seed: Maker(seed, folder).make(), program, options,
                                again=seed == options.seed))
    if options.only in (None, "sets"):
        sets = workforce_sets.fixed()
        if options.weak:
            sets.append(workforce_sets.family_tells())
        for seed in range(options.seed, options.seed + options.rounds):
            sets += [make(seed) for make in (workforce_sets.ties, workforce_sets.events, workforce_sets.council)]
            sets += [workforce_sets.random_register(4 * seed + n) for n in range(4)]
            sets += [workforce_sets.events(1000 + 4 * seed + n) for n in range(4)]
        for made in sets:
            done.append(run_set(made.name, lambda folder, made=made: made, program, options))
        checks = Checks()
        check_links(program, checks)
        checks.print("links")
        done.append(checks)
    if options.only in (None, "wrong"):
        checks = Checks()
        check_wrong(program, checks, source)
        checks.print("wrong files", 60)
        done.append(checks)
    failed = sum(len(checks.failures) for checks in done)
    print(f"{sum(checks.passed for checks in done)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
