#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The attacker of a workforce report: publish/workforce.csv as one system of counts.

Unknowns are the people of each group of each axis (sex, ethnicity, disability and so on) at each date, in all, in each place
(division, level, grade, contract, cohort, service) and in each division at each level; and, for what happens to people, those of
each group at each stage. Groups of an axis add up to everybody, places to the whole, disclosed and undisclosed people to all;
minority ethnic people are the broad groups but White; of everybody to whom something happened the sexes tell the number, and the
other axes must add up to it. Several dates are not linked: that nobody moved is not known. protect_attack.py says what is tested.
"""
import collections
import os

from protect_attack import (FREE, MAJORITY, T, UNDISCLOSED, Violation, attack_counts, form, number, read, wilson_bounds,
                            workforce_key)
from protect_solver import System

ETHNICITY, MINORITY = "Ethnicity", "Ethnicity (minority ethnic)"
PLACES = {"Profile_by_division": "Division", "Profile_by_level": "Management level", "Profile_by_grade": "Grade",
          "Profile_by_contract": "Contract", "Profile_by_cohort": "Cohort", "Profile_by_service": "Length of service",
          "Under_representation_division": "Division", "Under_representation_level": "Management level",
          "Under_representation_grade": "Grade"}
STAGES = {"Applied to shortlisted": ("applied", "shortlisted"), "Shortlisted to appointed": ("shortlisted", "appointed"),
          "Applied to appointed": ("applied", "appointed")}
# How the metrics of the standards call what the other sheets call otherwise.
SAME = (("disciplin", "Entered a formal disciplinary process"), ("training", "Had funded training that is not mandatory"),
        ("appointed", "Shortlisted to appointed"))
STANDARDS = {"SC_WRES": (MINORITY, "Minority ethnic", "White"), "NHS_WRES": (MINORITY, "Minority ethnic", "White"),
             "WDES": ("Disability", "Disabled", "Not disabled")}
PAY_BAND = " in each pay band: "


class Workforce:
    """The system of one publication; truth: the internal file under the same keys."""

    def __init__(self, published, truth, seconds=10.0, open_levels=(), given_only=False):
        if given_only:
            # What everybody knows of open levels: how many people, men and women, in each division too.
            published = {key: figure for key, figure in published.items() if key[4] in ("Everybody", "Sex") and (
                PLACES.get(key[0]) == "Management level" and key[2] in open_levels or
                key[0] == "Under_representation" and key[2].rpartition(", ")[2] in open_levels)}
        self.published, self.truth, self.open_levels = published, truth, open_levels
        self.system = System(seconds)
        self.figures = {}
        self.groups = collections.defaultdict(list)
        self.where = {}
        self.latest = max((key[1] for key in truth if key[0] == "Profile"), default="")
        self._learn()
        self._people()
        self._events()
        self.wrong = self.system.settle()

    def place(self, key):
        """(date, place) of a row about people, or None: a place is (), (dimension, value) or the pair of two of them."""
        part, date, category, dimension = key[:4]
        if part == "Profile" or part == "Disclosure":
            return date, ()
        if part in PLACES:
            return date or self.latest, (PLACES[part], category)
        if part == "Disclosure_by_place":
            return date or self.latest, (dimension, category)
        if part == "Under_representation":
            for level in self.values["Management level"]:
                if category.endswith(f", {level}"):
                    division = category[:-len(level) - 2]
                    if division in self.values["Division"]:
                        return date or self.latest, ("Division", division, "Management level", level)
        return None

    def _learn(self):
        """Which groups, places and true numbers there are, from the internal file; the reader sees which are listed at all."""
        self.values = collections.defaultdict(list)
        for key in self.truth:
            if key[0] in PLACES and key[2] not in self.values[PLACES[key[0]]]:
                self.values[PLACES[key[0]]].append(key[2])
        self.true_people, self.tables = {}, collections.OrderedDict()
        for key, figure in self.truth.items():
            place = self.place(key)
            if place is None:
                continue
            axis, group, measure = key[4], key[5], key[8]
            if measure == "headcount" and axis and group:
                self.true_people[place + (axis, group)] = figure.number or 0
                if axis != "Everybody" and group not in self.groups[axis]:
                    self.groups[axis].append(group)
                self.tables.setdefault(place, [])
                if axis not in self.tables[place]:
                    self.tables[place].append(axis)
        for axis in self.groups:
            for group in UNDISCLOSED:
                if axis not in ("Sex", "Everybody") and group not in self.groups[axis]:
                    self.groups[axis].append(group)

    def people(self, place, axis, group):
        """The unknown number of people; the truth of a group that is not listed in a place is nobody."""
        variable = f"{place[0]} {' '.join(place[1]) or 'all'} | {axis}: {group}"
        if variable not in self.system.index:
            truth = self.true_people.get(place + (axis, group), 0)
            if axis == ETHNICITY and len(place[1]) == 4 and (place + (axis, group)) not in self.true_people:
                return None
            self.system.add(variable, truth)
            self.where[variable] = place, axis, group
        return variable

    def told(self, variable, figure, what):
        if figure is not None and figure.shown:
            self.system.bound(variable, figure.low, figure.high, what)
        if figure is not None:
            self.figures.setdefault(variable, figure)

    def _people(self):
        system = self.system
        crossings = [place for place in self.tables if len(place[1]) == 4]
        for place, axes in self.tables.items():
            if len(place[1]) == 4:
                continue
            everybody = self.people(place, "Everybody", "Everybody")
            for axis in axes:
                if axis == "Everybody":
                    continue
                names = {group: self.people(place, axis, group) for group in self.groups[axis]}
                system.relate({everybody: -1, **{name: 1 for name in names.values()}}, 0, 0, f"{place} {axis} adds up", True)
                disclosed = f"{place[0]} {' '.join(place[1]) or 'all'} | {axis} disclosed"
                answers = [name for group, name in names.items() if group not in UNDISCLOSED]
                system.add(disclosed, sum(system.truth[system.index[name]] for name in answers))
                system.relate({disclosed: -1, **{name: 1 for name in answers}}, 0, 0, f"{place} {axis}: disclosed", True)
            if ETHNICITY in axes and MINORITY in axes:
                broad, two = self.groups[ETHNICITY], self.groups[MINORITY]
                for group in two:
                    inside = [group] if group in broad else [one for one in broad if one != "White" and one not in UNDISCLOSED]
                    if group == "Minority ethnic" or group in broad:
                        terms = {self.people(place, MINORITY, group): -1}
                        for one in inside:
                            terms[self.people(place, ETHNICITY, one)] = 1
                        system.relate(terms, 0, 0, f"{place}: {group}", True)
        # Places of a kind add up to the whole, and levels to divisions where both are crossed.
        for (date, place) in list(self.tables):
            if place:
                continue
            for dimension, values in self.values.items():
                rows = [(date, (dimension, value)) for value in values]
                for axis in self.tables[date, ()]:
                    for group in self.groups[axis] if axis != "Everybody" else ["Everybody"]:
                        terms = {self.people((date, ()), axis, group): -1}
                        for row in rows:
                            if row in self.tables or date == self.latest:
                                terms[self.people(row, axis, group)] = 1
                        if len(terms) > 1:
                            system.relate(terms, 0, 0, f"{date} {dimension} adds up: {axis} {group}", True)
        if crossings:
            self._crossings(crossings)
        for key, figure in self.published.items():
            self._row(key, figure)

    def _crossings(self, crossings):
        """Each division at each level: groups and those who disclosed."""
        system = self.system
        axes = {axis for place in crossings for axis in self.tables[place]}
        truths = {}
        for key, figure in self.truth.items():
            if key[0] == "Under_representation" and key[8] == "disclosed":
                truths[self.place(key), key[4]] = figure.number or 0
        for axis in axes:
            listed = [group for group in self.groups[axis]
                      if any(place + (axis, group) in self.true_people for place in crossings)]
            for place in crossings:
                disclosed = f"{place[0]} {' '.join(place[1])} | {axis} disclosed"
                if (place, axis) in truths:
                    system.add(disclosed, truths[place, axis])
                for group in listed:
                    variable = self.people(place, axis, group)
                    if disclosed in system.index:
                        system.relate({variable: 1, disclosed: -1}, -FREE, 0, f"{place} {axis}: of those who disclosed")
                # Nobody at an open level is neither a man nor a woman, or it would not be open.
                of_sex = f"{place[0]} {' '.join(place[1])} | Sex disclosed"
                if place[1][3] in self.open_levels and (place, axis) in truths and (place, "Sex") in truths and axis != "Sex":
                    system.add(of_sex, truths[place, "Sex"])
                    if truths[place, axis] <= truths[place, "Sex"]:
                        system.relate({disclosed: 1, of_sex: -1}, -FREE, 0, f"{place}: everybody there has a sex", True)
            for dimension, other, spot in (("Division", "Management level", 0), ("Management level", "Division", 2)):
                for value in self.values[dimension]:
                    inside = [place for place in crossings if place[1][spot + 1] == value]
                    whole = (self.latest, (dimension, value))
                    for group in listed + ["disclosed"]:
                        def name(place, group=group):
                            return (f"{place[0]} {' '.join(place[1])} | {axis} disclosed" if group == "disclosed"
                                    else self.people(place, axis, group))
                        names = [name(place) for place in inside]
                        if names and name(whole) in system.index and all(one in system.index for one in names):
                            system.relate({name(whole): -1, **{one: 1 for one in names}}, 0, 0,
                                          f"{value} by {other} adds up: {axis} {group}", True)

    def _row(self, key, figure):
        """What a row about people says."""
        part, date, category, dimension, axis, group, _, item, measure = key
        system = self.system
        if part == "Trends" and measure == "share_of_disclosed" and figure.shown:
            place = (date, ())
            disclosed = f"{date} all | {axis} disclosed"
            if disclosed in system.index and group in self.groups[axis]:
                self._share(self.people(place, axis, group), disclosed, figure, f"{key}")
            return
        if part in STANDARDS and PAY_BAND in item and measure in ("n", "of", "other_n"):
            axis, one, two = STANDARDS[part]
            place = (self.latest, ("Grade", item.partition(PAY_BAND)[2]))
            name = (f"{place[0]} {' '.join(place[1])} | {axis} disclosed" if measure == "of"
                    else self.people(place, axis, one if measure == "n" else two))
            if name in system.index and place in self.tables:
                self.told(name, figure, f"{part} {item}: {measure}")
            return
        if part == "Leadership" and measure == "headcount":
            place = (date or self.latest, ("Management level", category))
            if place in self.tables and group in self.groups[axis]:
                if figure.shown:
                    system.bound(self.people(place, axis, group), figure.low, figure.high, f"{key}", True)
            return
        place = self.place(key)
        if place is None or axis not in self.tables.get(place, ()) and axis not in self.groups:
            return
        disclosed = f"{place[0]} {' '.join(place[1]) or 'all'} | {axis} disclosed"
        everybody = self.people(place, "Everybody", "Everybody") if len(place[1]) < 4 else None
        if measure == "headcount":
            self.told(self.people(place, axis, group), figure, f"{key}")
        elif measure in ("prefer_not_to_say", "not_known") and axis in self.groups:
            self.told(self.people(place, axis, UNDISCLOSED[measure == "not_known"]), figure, f"{key}")
        elif measure == "disclosed" and disclosed in system.index:
            self.told(disclosed, figure, f"{key}")
        elif measure == "disclosure_rate" and disclosed in system.index and figure.shown and everybody:
            self._share(disclosed, everybody, figure, f"{key}")
        elif measure == "share" and group and figure.shown and axis != "Everybody":
            whole = disclosed if part.startswith("Under_representation") else everybody
            if whole in system.index:
                self._share(self.people(place, axis, group), whole, figure, f"{key}")
        elif measure == "share_lower" and part.startswith("Under_representation") and figure.number is not None:
            upper = self.published.get(key[:8] + ("share_upper",))
            total = self.published.get(key[:8] + ("disclosed",))
            if total is not None and total.exact:
                wilson_bounds(system, self.people(place, axis, group), total.number, figure.number,
                              upper.number if upper is not None else None)

    def _share(self, part, whole, figure, why):
        self.system.relate({part: 100, whole: -figure.high}, -FREE, 0, why)
        self.system.relate({part: 100, whole: -figure.low}, 0, FREE, why)

    # ---- what happens to people

    def stage(self, key):
        """The two stages that a row of events counts: (place, before, after), or None."""
        part, item = key[0], key[7]
        if part == "Recruitment":
            before, after = STAGES.get(item, (None, None))
            return (key[2], before, after) if before else None
        if part == "Employee_lifecycle":
            return "", "staff of " + item, item
        if part in STANDARDS and PAY_BAND not in item:
            for word, name in SAME:
                if word in item.casefold():
                    return ("Everybody",) + STAGES[name] if name in STAGES else ("", "staff of " + name, name)
        return None

    def _events(self):
        system = self.system
        truths, self.happened = {}, {}
        for table, rows in ((truths, self.truth), (self.happened, self.published)):
            for key, figure in rows.items():
                stage = self.stage(key)
                measure = key[8]
                if stage is None or measure not in ("of", "n", "other_of", "other_n", "rate", "other_rate"):
                    continue
                axis, group, other = STANDARDS[key[0]] if key[0] in STANDARDS else (key[4], key[5], key[6])
                who = other if measure.startswith("other_") else group
                kind = measure.replace("other_", "")
                place, before, after = stage
                if kind == "rate":
                    table.setdefault(("rate", place, before, after, axis, who), figure)
                else:
                    name = (place, before if kind == "of" else after, axis, who)
                    # The same number may stand on several sheets: the most exact counts, and each must be true.
                    kept = table.get(name)
                    if kept is None or figure.shown and (not kept.shown or figure.high - figure.low < kept.high - kept.low):
                        table[name] = figure
        names = {}
        for name, figure in truths.items():
            if name[0] == "rate" or figure.number is None:
                continue
            place, step, axis, who = name
            variable = f"event {place} {step} | {axis}: {who}"
            names[name] = variable
            system.add(variable, figure.number)
            if name in self.happened:
                self.told(variable, self.happened[name], f"{place} {step}: {axis}, {who}")
            if step.startswith("staff of ") and who in self.groups.get(axis, ()):
                system.relate({variable: 1, self.people((self.latest, ()), axis, who): -1}, 0, 0, f"{step}: those employed", True)
        # Axes must agree on the number of events; those of the undisclosed are the rest.
        steps = {(place, step) for place, step, _, _ in names}
        for place, step in steps:
            axes = collections.defaultdict(list)
            for name, variable in names.items():
                if name[:2] == (place, step):
                    axes[name[2]].append(variable)
            if "Sex" not in axes:
                continue
            total = f"event {place} {step} | total"
            system.add(total, sum(system.truth[system.index[variable]] for variable in axes["Sex"]))
            system.relate({total: -1, **{variable: 1 for variable in axes["Sex"]}}, 0, 0, f"{step}: men and women", True)
            for axis, variables in axes.items():
                if axis == "Sex":
                    continue
                rest = f"event {place} {step} | {axis}: undisclosed"
                truth = system.truth[system.index[total]] - sum(system.truth[system.index[variable]] for variable in variables)
                if truth < 0:
                    continue
                system.add(rest, truth)
                system.relate({total: -1, rest: 1, **{variable: 1 for variable in variables}}, 0, 0, f"{step}: {axis}", True)
                names[place, step, axis, "undisclosed"] = rest
                if not place:
                    silent = {self.people((self.latest, ()), axis, group): -1 for group in self.groups.get(axis, ())
                              if group in UNDISCLOSED}
                    system.relate({rest: 1, **silent}, -FREE, 0, f"{step}: of people who did not answer", True)
        self.targets = {}
        pairs = {(stage[0], stage[1], stage[2]) for stage in map(self.stage, self.truth) if stage}
        for place, before, after in sorted(pairs):
            for (where, step, axis, who), variable in list(names.items()):
                if where != place or step != after:
                    continue
                self.targets[f"{place or 'staff'}, {after}: {axis}, {who}"] = variable
                base = names.get((place, before, axis, who))
                if base is None:
                    continue
                rest = f"event {place} {before} not {after} | {axis}: {who}"
                truth = system.true_value({base: 1, variable: -1})
                if truth < 0:
                    continue
                system.add(rest, truth)
                system.relate({base: 1, variable: -1, rest: -1}, 0, 0, f"{after}: happened or not", True)
                self.targets[f"{place or 'staff'}, not {after}{' of those ' + before if place else ''}: {axis}, {who}"] = rest
                rate = self.happened.get(("rate", place, before, after, axis, who))
                if rate is not None and rate.shown:
                    self._share(variable, base, rate, f"{after}: rate of {axis}, {who}")
            steps_of = {name: variable for name, variable in names.items() if name[:2] == (place, before)}
            if place:
                for name, variable in steps_of.items():
                    self.targets.setdefault(f"{place}, {before}: {name[2]}, {name[3]}", variable)
        self._told_alone()
        # Divisions add up to everybody who applied.
        wheres = {place for place, *_ in pairs if place and place != "Everybody"}
        for (place, step, axis, who), variable in list(names.items()):
            if place == "Everybody" and wheres:
                parts = [names.get((where, step, axis, who)) for where in wheres]
                if all(parts):
                    system.relate({variable: -1, **{part: 1 for part in parts}}, 0, 0, f"{step}: divisions add up", True)

    def _told_alone(self):
        """Answers to surveys and indicators: n of so many, each for itself, and the others of them."""
        system = self.system
        rows = collections.defaultdict(dict)
        for key, figure in self.truth.items():
            alone = key[0] == "Indicators" or key[0] in STANDARDS and PAY_BAND not in key[7] and self.stage(key) is None
            if alone and key[8] in ("n", "of", "other_n", "other_of") and figure.number is not None:
                rows[key[0], key[7]][key[8]] = key, figure
        for (part, item), told in rows.items():
            for prefix in ("", "other_"):
                if prefix + "n" not in told or prefix + "of" not in told:
                    continue
                names = {}
                for kind in ("n", "of"):
                    key, figure = told[prefix + kind]
                    names[kind] = f"{part} {item} | {prefix}{kind}"
                    system.add(names[kind], figure.number)
                    if key in self.published:
                        self.told(names[kind], self.published[key], f"{part}, {item}: {prefix}{kind}")
                rest = f"{part} {item} | {prefix}others"
                if told[prefix + "of"][1].number >= told[prefix + "n"][1].number:
                    system.add(rest, system.true_value({names["of"]: 1, names["n"]: -1}))
                    system.relate({names["of"]: 1, names["n"]: -1, rest: -1}, 0, 0, f"{item}: the others")
                    self.targets[rest] = rest
                self.targets[names["n"]] = names["n"]

    def counts(self):
        """Every count that the rule is about."""
        for variable, (place, axis, group) in self.where.items():
            if axis in ("Everybody", "Sex") and place[1] and place[1][-1] in self.open_levels:
                continue
            yield variable, variable, self.figures.get(variable)
        for what, variable in self.targets.items():
            yield what, variable, self.figures.get(variable)


def name_of(key):
    return ", ".join(part for part in key if part)


def shares(published):
    """A rate, likelihood, interval or p printed exactly beside a count of the same row that is not exact."""
    rows = collections.defaultdict(dict)
    for key, figure in published.items():
        rows[key[:8]][key[8]] = figure
    found = []
    people, both = ("headcount", "disclosed"), ("n", "of", "other_n", "other_of")
    parts = {"share": people, "share_lower": people, "share_upper": people, "p": people, "short_by": people, "rate": ("n", "of"),
             "other_rate": ("other_n", "other_of"), "relative_likelihood": both, "interval_lower": both,
             "interval_upper": both,
             "value": ("n", "of"), "disclosure_rate": ("disclosed", "prefer_not_to_say", "not_known")}
    for key, figures in rows.items():
        if key[0] == "Indicators":
            continue
        for measure, counts in parts.items():
            figure = figures.get(measure)
            if figure is None or figure.number is None or figure.status not in ("ok", "provisional"):
                continue
            beside = next((count for count in counts if count in figures and not figures[count].exact), None)
            if beside:
                found.append(Violation("share", name_of(key + (measure,)),
                                       f"{figure.published} beside {beside} {figures[beside].published}"))
    return found


def everybody(published, truth):
    """Everybody of a place of few people is said to be of one sensitive answer."""
    found = []
    for key, figure in published.items():
        part, date, category, _, axis, group, _, _, measure = key
        if not part.startswith("Profile_by") or axis in ("Sex", "Everybody", "Age band") or measure != "headcount" or \
                group in UNDISCLOSED or group in MAJORITY:
            continue
        total = truth.get((part, date, category, "", "Everybody", "Everybody", "", "", "headcount"))
        if total and total.number and total.number < 4 * T and figure.exact and figure.number == total.number:
            found.append(Violation("everybody", name_of(key), f"all {total.number:.0f}"))
    return found


def workbook(path, published):
    """A number in a sheet of profiles where the file has a range or [c]: told by sheet, place, group and date."""
    try:
        import openpyxl
    except ImportError:
        return []
    if not os.path.exists(path):
        return []
    found = []
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        if sheet.title != "Profile" and not sheet.title.startswith("Profile_by"):
            continue
        header = None
        for row in sheet.iter_rows(values_only=True):
            cells = ["" if cell is None else str(cell) for cell in row]
            if any("2" in cell and "-" in cell or cell.startswith("People") for cell in cells[2:]) and header is None and \
                    not any(isinstance(cell, (int, float)) for cell in row):
                header = cells
            elif header:
                for (part, date, category, _, axis, group, _, _, measure), figure in published.items():
                    if part != sheet.title or measure != "headcount" or axis not in cells or group not in cells or \
                            category and category not in cells or figure.status not in ("range", "suppressed"):
                        continue
                    for cell, title in zip(row, header):
                        if date and date in title and "%" not in title and isinstance(cell, (int, float)):
                            found.append(Violation("workbook", f"{sheet.title}, {category} {axis} {group} {date}",
                                                   f"{cell} where the file has {figure.published}"))
    return found


def attack_workforce(directory, seconds=10.0, open_levels=()):
    """All violations that publish/workforce.csv of a folder shows, and how many programmes that took.

    open_levels: the levels whose holders everybody knows, as the configuration names them."""
    published = read(os.path.join(directory, "publish", "workforce.csv"), workforce_key)
    truth = read(os.path.join(directory, "internal", "workforce.csv"), workforce_key)
    # The internal file says "not published" of what the other withholds; its figures are all true.
    for figure in truth.values():
        figure.number = figure.number if figure.number is not None else number(figure.published)
    model = Workforce(published, truth, seconds, open_levels)
    given = []

    def base():
        if open_levels and not given:
            given.append(Workforce(published, truth, seconds, open_levels, given_only=True).system)
        return given[0] if given else None
    found = [Violation("untrue", "a published figure", text) for text in model.wrong]
    found += attack_counts(model.system, list(model.counts()), base)
    found += form(published, truth, name_of)
    found += shares(published)
    found += everybody(published, truth)
    found += workbook(os.path.join(directory, "publish", "workforce.xlsx"), published)
    return found, model.system.solves
