# SPDX-License-Identifier: GPL-3.0-or-later
"""People and events counted again from the files."""
import os
import re
from collections import Counter
from fractions import Fraction

from workforce_files import (
    COLUMN_OF, DECLINED, EVERYBODY, PLACES, ROLE_KEYS, SERVICE, UNKNOWN, WATCHED, YEAR_COLUMNS, day_of,
    group_of, read_ini, read_table, year_before, year_of)
from workforce_statistics import OneOf, percent

EVENTS = {name: event for event, names in {
    "applied": "applied application applicant applicants", "shortlisted": "shortlisted shortlist interviewed interview",
    "appointed": "appointed appointment hired offered offeraccepted",
    "starter": "starter started joined joiner newstarter", "leaver": "leaver left leaving resigned turnover",
    "promotion": "promotion promoted", "grievance": "grievance grievances",
    "disciplinary": "disciplinary disciplinaries formaldisciplinary", "capability": "capability formalcapability",
    "fitnesstopractise": "fitnesstopractise fitnesstopractice ftp",
    "training": "training cpd nonmandatorytraining fundedtraining development",
    "flexibleworking": "flexibleworking flexibleworkingrequest"}.items() for name in names.split()}


class Counting:
    """People and events by group and place."""

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
            # A row without a number is one event where it says whose; else nobody knows how many it stands for.
            is_unnumbered = "count" in row and not row["count"] and not row.get("employee_id") and not row.get("application")
            if event is None or is_in_time is None or is_unnumbered or (is_in_time and is_of_nobody):
                self.unread.append(number)
            elif is_of_nobody:
                self.perhaps_unread.append(number)
            if event is None or not is_in_time or is_unnumbered or is_of_nobody:
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
