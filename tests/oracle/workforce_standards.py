# SPDX-License-Identifier: GPL-3.0-or-later
"""The metrics of the race and disability standards, worked out again."""
import re
from collections import Counter

from workforce_files import COLUMN_OF, ME, WATCHED, group_of, listed
from workforce_statistics import ANY, less, likelihood, percent, shown, shown_points


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


class Standards:
    """The three standards, metric by metric."""

    NO_DATA = {"n": None, "of": None, "other_n": None, "other_of": None, "value": None, "value_unit": None,
               "interval_lower": None, "interval_upper": None, "finding": re.compile("no data")}

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
