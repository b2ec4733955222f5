# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets of files for check_workforce.py: cases worked out by hand, and random ones that are made to lie on an edge.

Nothing here knows what is expected but the figures of the cases, which are worked out by hand in the comments.
"""
import csv
import io
import os
import random
from dataclasses import dataclass, field
from datetime import date, timedelta

SNAPSHOT = date(2026, 3, 31)
WHITE = "English, Welsh, Scottish, Northern Irish or British"
PUBLIC = "[employer]\nname = Smalltown Council\nsector = public\n"
NOTHING = "[z]"


@dataclass
class Made:
    """Files of a run; perhaps figures, as (part, what a row has in some columns, what it shows)."""
    name: str
    files: dict            # name -> text
    config: str = "w.ini"
    figures: list = field(default_factory=list)
    never: list = field(default_factory=list)    # (part, what no row may have)
    status: int | None = None
    printed: list = field(default_factory=list)  # patterns of what is printed
    least_ties: int = 0                          # so many figures lie in the middle
    minimums: tuple = ()                         # run with these minimum counts

    def people(self):
        return sorted((name_date(name), name) for name in self.files if name.startswith("people-"))


def name_date(name):
    text = name[len("people-"):-len(".csv")]
    return date.fromisoformat(text if "-" in text else text + "-03-31")


def table(header, rows):
    """A CSV file; rows are tuples in the order of the header."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return file.getvalue()


def staff(**numbers):
    """People of one column each way: staff(F=3, M=2) is a list of their values."""
    return [value for value, n in numbers.items() for _ in range(n)]


def config(**keys):
    return PUBLIC + "\n[workforce]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())


# --- worked out by hand: rounding ---------------------------------------------------------------------

def share_tie():
    """1,003 of 2,000 are women: 50.15 %, of which the digit before the 5 is odd, so 50.2; 997 of 2,000 are men: 49.85
    %, 8 is even, so 49.8. As binary fractions both are a little less."""
    rows = [(n, sex) for n, sex in enumerate(staff(F=1003, M=997))]
    files = {"people-2026.csv": table(["employee_id", "sex"], rows), "w.ini": PUBLIC}
    return Made("1,003 of 2,000 women", files, figures=[
        ("Profile", {"group": "Women"}, {"headcount": "1003", "share": "50.2"}),
        ("Profile", {"group": "Men"}, {"headcount": "997", "share": "49.8"}),
        ("Trends", {"group": "Women"}, {"share_of_disclosed": "50.2"})],
                status=0, printed=[r"\n  Women +50\.2\n"], least_ties=3)


def likelihood_tie():
    """Shortlisted 1,000 and 1,000, appointed 251 and 200: 0.251 / 0.2 = 1.255, 5 is odd, so 1.26. Turned round 200 /
    251 = 0.7968. Katz: sqrt(1/251 - 1/1000 + 1/200 - 1/1000) = sqrt(0.00698406) = 0.0835707, times 1.959964 =
    0.163796; 1.255 x e^-0.163796 = 1.0654, 1.255 x e^0.163796 = 1.4784; turned round 0.6764 and 0.9386. No event has
    a sex: nothing is known of women and men."""
    people = [(n, "MF"[n % 2], ethnic) for n, ethnic in enumerate([WHITE] * 60 + ["Indian"] * 30)]
    events = [("shortlisted", "2025-10-01", "White", 1000), ("shortlisted", "2025-10-01", "Indian", 1000),
              ("appointed", "2025-10-01", "White", 200), ("appointed", "2025-10-01", "Indian", 251)]
    return Made("a likelihood of 1.255", {"people-2026.csv": table(["employee_id", "sex", "ethnicity"], people),
                                          "events.csv": table(["event", "date", "ethnicity", "count"], events),
                                          "w.ini": config(events="events.csv")}, figures=[
        ("SC_WRES", {"item": "Appointed from shortlist"},
         {"n": "251", "of": "1000", "other_n": "200", "other_of": "1000", "value": "1.26", "interval_lower": "1.07",
          "interval_upper": "1.48", "finding": "not adverse; unlikely to be chance"}),
        ("NHS_WRES", {"item": "Appointed from shortlisting"},
         {"value": "0.80", "interval_lower": "0.68", "interval_upper": "0.94"}),
        ("Recruitment", {"item": "Shortlisted to appointed", "group": "Minority ethnic"},
         {"rate": "25.1", "other_rate": "20.0", "relative_likelihood": "1.26"}),
        ("Recruitment", {"item": "Shortlisted to appointed", "group": "Women"},
         {"n": NOTHING, "of": NOTHING, "rate": NOTHING, "other_n": NOTHING, "other_of": NOTHING, "other_rate": NOTHING,
          "relative_likelihood": NOTHING, "finding": "no data: the events do not say the sex"})],
                status=0, least_ties=2)


def even_digits():
    """49 of 400 women: 12.25 %, 2 is even, so 12.2; 351 of 400 men: 87.75 %, 7 is odd, so 87.8. Indian 15 of 200
    shortlisted and White 20 of 100: 0.075 / 0.2 = 0.375, 7 is odd, so 0.38; turned round 0.2 / 0.075 = 2.67. Of 120
    Indian people 3 were disciplined, 2.5 %, of 280 White people 56, 20 %: 0.125, 2 is even, so 0.12."""
    people = [(n, "F" if n < 49 else "M", "Indian" if n % 10 < 3 else WHITE) for n in range(400)]
    events = [("shortlisted", "2026-01-05", "White", 100), ("shortlisted", "2026-01-05", "Indian", 200),
              ("appointed", "2026-01-05", "White", 20), ("appointed", "2026-01-05", "Indian", 15),
              ("disciplinary", "2026-01-05", "White", 56), ("disciplinary", "2026-01-05", "Indian", 3)]
    return Made("12.25 %, 0.375, 0.125", {"people-2026.csv": table(["employee_id", "sex", "ethnicity"], people),
                                          "events.csv": table(["event", "date", "ethnicity", "count"], events),
                                          "w.ini": config(events="events.csv")}, figures=[
        ("Profile", {"group": "Women"}, {"share": "12.2"}), ("Profile", {"group": "Men"}, {"share": "87.8"}),
        ("SC_WRES", {"item": "Appointed from shortlist"}, {"value": "0.38"}),
        ("NHS_WRES", {"item": "Appointed from shortlisting"}, {"value": "2.67"}),
        ("SC_WRES", {"item": "Entering a formal disciplinary process"}, {"value": "0.12"}),
        ("Employee_lifecycle", {"item": "Entered a formal disciplinary process", "group": "Minority ethnic"},
         {"rate": "2.5", "other_rate": "20.0", "relative_likelihood": "0.12"})],
                status=0, printed=[r"\n  Women +12\.2\n"])


def points_once():
    """Minority ethnic: 401 of 2,000 = 20.05 %, so 20.0. G1: 23 of 80 = 28.75 %, so 28.8; 28.75 - 20.05 = 8.70 points,
    not 28.8 - 20.0. G2: 20 of 80 = 25.0 %; 4.95 points, 9 is odd, so 5.0. G3: 358 of 1,840 = 19.457 %; 0.593 points.
    A year before 1,403 of 2,000 said their disability, now 1,500 (70.15 % and 75 %): 4.85 points, 8 is even, so 4.8;
    the rate then is 70.2. Survey: 13 of 48 against 10 of 48, 27.083 and 20.833 %: 6.25 points, so 6.2. Women: 1,001
    and then 1,100 of 2,000, 50.05 and 55 %: 4.95, so 5.0; the share at the start is 50.0."""
    ethnic = staff(Indian=23) + [WHITE] * 57 + staff(Indian=20) + [WHITE] * 60 + staff(Indian=358) + [WHITE] * 1482
    grades = staff(G1=80, G2=80, G3=1840)
    now = [(n, "FM"[n >= 1100], ethnic[n], grades[n], "No" if n % 4 else "") for n in range(2000)]
    then = [(n, "FM"[n >= 1001], ethnic[n], grades[n], "No" if n < 1403 else "") for n in range(2000)]
    header = ["employee_id", "sex", "ethnicity", "grade", "disability"]
    band = "Share of minority ethnic staff in each pay band: "
    actions = table(REGISTER, [("O", "A", "D", "W", "2026-09-01", "in progress", "women of sex", "", "", "")])
    return Made("points between shares", {
        "people-2025.csv": table(header, then), "people-2026.csv": table(header, now), "actions.csv": actions,
        "survey.csv": "question,group,respondents,experienced\n6,Minority ethnic,48,13\n6,White,48,10\n",
        "w.ini": config(survey="survey.csv", actions="actions.csv")}, figures=[
            ("SC_WRES", {"item": band + "G1"}, {"value": "28.8", "finding": "8.7 points above the workforce (20.0 %)"}),
            ("SC_WRES", {"item": band + "G2"}, {"value": "25.0", "finding": "5.0 points above the workforce (20.0 %)"}),
            ("SC_WRES", {"item": band + "G3"}, {"value": "19.5", "finding": "0.6 points below the workforce (20.0 %)"}),
            ("SC_WRES", {"item": "Harassment, bullying or abuse from people who use services, relatives or the public"},
             {"value": "6.2", "finding": "27.1 % against 20.8 %"}),
            ("Disclosure", {"characteristic": "Disability", "date": "2025-03-31"}, {"disclosure_rate": "70.2"}),
            ("Disclosure", {"characteristic": "Disability", "date": "2026-03-31"},
             {"disclosure_rate": "75.0", "disclosure_rate_change": "4.8"}),
            ("Actions", {"item": "A"}, {"share_at_start": "50.0", "share": "55.0", "change": "5.0"}),
            ("Trends", {"group": "Minority ethnic", "date": "2026-03-31"}, {"share_of_disclosed": "20.0"})], status=0,
                printed=[r"\n  Women +50\.0 +55\.0\n", r"\n  Minority ethnic +20\.0 +20\.0\n"])


# --- worked out by hand: events -----------------------------------------------------------------------

def no_sex():
    """The events say the ethnicity alone. 80 White people, 24 Indian and 16 African.
    Leavers 5 of 40 against 16 of 80: 0.125 / 0.2 = 0.625, 2 is even, so 0.62. Training 10 of 40 against 40 of 80: 0.50.
    Capability nobody of 40 against 5 of 80: 0. Of women and men nothing is known."""
    people = [(f"P{n}", "female" if n % 12 < 5 else "male", ethnic)
              for n, ethnic in enumerate([WHITE] * 80 + ["Indian"] * 24 + ["African"] * 16)]
    numbers = {"applied": (90, 21, 16), "shortlisted": (30, 5, 5), "appointed": (9, 1, 1), "leaver": (16, 3, 2),
               "training": (40, 4, 6), "capability": (5, 0, 0)}
    rows = [(event, "2025-10-01", label, n) for event, counts in numbers.items()
            for label, n in zip(("White", "Indian", "African"), counts)]
    measures = ("n", "of", "rate", "other_n", "other_of", "other_rate", "relative_likelihood", "interval_lower",
                "interval_upper")
    unknown = {**dict.fromkeys(measures, NOTHING), "finding": "no data: the events do not say the sex"}
    stages = ("Applied to shortlisted", "Shortlisted to appointed", "Applied to appointed")
    things = ("Left", "Had funded training that is not mandatory", "Entered a formal capability process")
    return Made("events without sex", {"people-2026.csv": table(["employee_id", "sex", "ethnicity"], people),
                                       "events.csv": table(["event", "date", "ethnicity", "count"], rows),
                                       "w.ini": config(events="events.csv")}, figures=[
        *(("Recruitment", {"group": "Women", "item": item, "category": "Everybody"}, unknown) for item in stages),
        *(("Employee_lifecycle", {"group": "Women", "item": item}, unknown) for item in things),
        ("Employee_lifecycle", {"group": "Minority ethnic", "item": "Left"},
         {"n": "5", "of": "40", "rate": "12.5", "other_n": "16", "other_of": "80", "other_rate": "20.0",
          "relative_likelihood": "0.62"}),
        ("SC_WRES", {"item": "Leaving in the last year"}, {"n": "5", "other_n": "16", "value": "0.62"}),
        ("SC_WRES", {"item": "Funded training that is not mandatory"}, {"value": "0.50"}),
        ("Employee_lifecycle", {"group": "Minority ethnic", "item": "Entered a formal capability process"},
         {"n": "0", "other_n": "5", "relative_likelihood": "0.00"})],
                never=[("Recruitment", {"group": "Women", "published": "0"}),
                       ("Employee_lifecycle", {"group": "Women", "published": "0"})], status=0)


def no_ethnicity():
    """Ids that are nobody's, and the sex: 3 of 20 women left, 6 of 20 men: 0.15 / 0.3 = 0.50. Nothing of ethnicity or
    disability; those of one kind whose sex is blank or unreadable (grievances) are nothing of sex either."""
    people = [(n, "FM"[n % 2], ["Indian", WHITE, WHITE, WHITE][n // 2 % 4], ["Yes", "No"][n % 5 > 0])
              for n in range(40)]
    rows = [("leaver", "2025-12-01", f"X{n}", "F" if n < 3 else "M") for n in range(9)]
    rows += [("grievance", "2025-12-01", f"Y{n}", ["", "?"][n % 2]) for n in range(6)]
    without = {"n": NOTHING, "of": NOTHING, "other_n": NOTHING, "other_of": NOTHING}
    return Made("events without ethnicity", {
        "people-2026.csv": table(["employee_id", "sex", "ethnicity", "disability"], people),
        "events.csv": table(["event", "date", "employee_id", "sex"], rows), "w.ini": config(events="events.csv")},
                figures=[
            ("Employee_lifecycle", {"group": "Women", "item": "Left"},
             {"n": "3", "of": "20", "other_n": "6", "other_of": "20", "relative_likelihood": "0.50"}),
            ("Employee_lifecycle", {"group": "Women", "item": "Raised a grievance"},
             {**without, "rate": NOTHING, "finding": "no data: the events do not say the sex"}),
            ("Employee_lifecycle", {"group": "Minority ethnic", "item": "Left"},
             {**without, "rate": NOTHING, "finding": "no data: the events do not say the ethnicity"}),
            ("Employee_lifecycle", {"group": "Disabled", "item": "Left"},
             {**without, "rate": NOTHING, "finding": "no data: the events do not say the disability"}),
            ("SC_WRES", {"item": "Leaving in the last year"},
             {**without, "value": NOTHING, "finding": "no data: the events do not say the ethnicity"})], status=0)


def blank_date():
    """60 people in turn a woman and a man, every third of them (3, 6, ...) Indian. Number 2, a White man, was
    disciplined in the year; number 4 at no date that is known, number 6 in 2019: neither is counted. 0 of 20 against
    1 of 40: 0, Katz with half a case: 0.5 of 21 and 1.5 of 41, 0.65079 x e^(1.959964 sqrt(2 - 1/21 + 1/1.5 - 1/41)) =
    0.65079 x e^3.15710 = 0.65079 x 23.502 = 15.295."""
    people = [(n, "MF"[n % 2], WHITE if n % 3 else "Indian") for n in range(1, 61)]
    events = [("Disciplinary", "2022-01-01", 2), ("Disciplinary", "", 4), ("Disciplinary", "2019-01-01", 6)]
    item = "Entering a formal disciplinary process"
    return Made("a blank date", {"people-2022-03-31.csv": table(["employee_id", "sex", "ethnicity"], people),
                                 "ev.csv": table(["event", "date", "employee_id"], events),
                                 "w.ini": config(events="ev.csv")},
                figures=[("SC_WRES", {"item": item}, {"n": "0", "of": "20", "other_n": "1", "other_of": "40",
                                                      "value": "0.00", "interval_lower": "0.00",
                                                      "interval_upper": "15.30",
                                                      "finding": "not adverse; could be chance"}),
                         ("Employee_lifecycle", {"item": "Entered a formal disciplinary process", "group": "Women"},
                          {"n": "0", "of": "30", "other_n": "1", "other_of": "30"})],
                status=1, printed=[r"warning:[^\n]*ev\.csv"])


YEARS = {"2026": True, "2025-26": True, "2025/26": True, "2025 to 2026": True, "2024-25": False, "2025": False,
         "2026-27": False, "2024/25": False, "2026 to 2027": False, "2027": False}


def years(heading, snapshot):
    """Leavers of a year: White 1 + 2 + 3 + 4 = 10 in the four ways to write this year, 50 in each of the others;
    Indian 5. 40 White people, 20 Indian: 0.25 / 0.25 = 1.00."""
    people = [(n, "FM"[n % 2], WHITE if n % 3 else "Indian") for n in range(60)]
    numbers = iter((1, 2, 3, 4))
    rows = [("leaver", year, "White", next(numbers) if is_this else 50) for year, is_this in YEARS.items()]
    rows.append(("leaver", "2025-26", "Indian", 5))
    sector = "public" if snapshot.endswith("03-31") else "private"
    return Made(f"a column {heading}, {sector}", {
        f"people-{snapshot}.csv": table(["employee_id", "sex", "ethnicity"], people),
        "events.csv": table(["event", heading, "ethnicity", "count"], rows),
        "w.ini": config(events="events.csv").replace("public", sector)},
                figures=[("SC_WRES", {"item": "Leaving in the last year"},
                          {"n": "5", "of": "20", "other_n": "10", "other_of": "40", "value": "1.00"})], status=0)


def date_beside_year():
    """White leavers: 4 of 2025-26 without a date, 3 with a date in the year, 7 with one before it although the year
    beside it is this one, 9 of another year without a date; Indian 2 without a date: (2/20) / (7/40) = 0.1 / 0.175 =
    0.571. And 8 more White leavers without either, which is a warning."""
    people = [(n, "FM"[n % 2], WHITE if n % 3 else "Indian") for n in range(60)]
    rows = [("leaver", "", "2025-26", "White", 4), ("leaver", "2026-03-31", "2026", "White", 3),
            ("leaver", "2025-03-31", "2026", "White", 7), ("leaver", "", "2024-25", "White", 9),
            ("leaver", "", "2025-26", "Indian", 2)]
    figures = [("SC_WRES", {"item": "Leaving in the last year"},
                {"n": "2", "of": "20", "other_n": "7", "other_of": "40", "value": "0.57"})]
    made = []
    for name, more, status in (("a year beside a blank date", [], 0),
                               ("neither a date nor a year", [("leaver", "", "", "White", 8)], 1)):
        made.append(Made(name, {"people-2026.csv": table(["employee_id", "sex", "ethnicity"], people),
                                "events.csv": table(["event", "date", "year", "ethnicity", "count"], rows + more),
                                "w.ini": config(events="events.csv")}, figures=figures, status=status))
    return made


def no_dates_at_all():
    """A file with neither column: nothing of it is counted."""
    people = [(n, "FM"[n % 2]) for n in range(60)]
    return Made("events without dates", {
        "people-2026.csv": table(["employee_id", "sex"], people),
        "events.csv": table(["event", "sex", "count"], [("leaver", "F", 5), ("leaver", "M", 8), ("applied", "F", 7)]),
        "w.ini": config(events="events.csv")}, never=[("Employee_lifecycle", {"published": "5"}), ("Recruitment", {})],
                status=1, printed=["warning:"])


# --- worked out by hand: one family of tests ----------------------------------------------------------

def one_family(name, column, part, sizes, found, p_of):
    """People by division or grade, women of so many each, against a half."""
    rows, figures = [], []
    for cell, (women, both) in sizes.items():
        for i in range(both):
            rows.append((len(rows), "F" if i < women else "M", cell))
        finding = "not below" if 2 * women >= both else "below, which could be chance"
        figures.append((part, {"category": cell}, {"finding": "under-represented" if cell in found else finding,
                                                   "p": p_of.get(cell)}))
    return Made(name, {"people-2026.csv": table(["employee_id", "sex", column], rows),
                       "b.csv": "characteristic,group,share\nsex,Women,50\n", "w.ini": config(benchmarks="b.csv")},
                figures=figures, status=0, minimums=(1, 2, 3, 4, 5, 6, 8, 10))


def family_not_found():
    """Against a half P(X <= k of n) is the sum of C(n, i) / 2^n. A: 7 of 25, 726,206 / 33,554,432 = 0.02164. B: 20 of
    30, above 0.9. C to F (3 of 6, 2 of 4, 4 of 8, 3 of 5): all above 0.6. Of six tests the smallest would have to be
    at most 0.05 / 6 = 0.0083: nothing is found. Of A and B alone, where C to F are withheld, 0.05 / 2 would do: it
    must not."""
    return one_family("found only where others are left out", "division", "Under_representation_division",
                      {"A": (7, 25), "B": (20, 30), "C": (3, 6), "D": (2, 4), "E": (4, 8), "F": (3, 5)}, "",
                      {"A": "0.0216"})


def family_found():
    """A: 5 of 19, 16,664 / 524,288 = 0.03178. B: 20 of 30. C: 1 of 12, 13 / 4,096 = 0.00317. D: 1 of 13, 14 / 8,192 =
    0.00171. E: 2 of 16, 137 / 65,536 = 0.00209. Of five tests the fourth smallest may be 0.05 x 4 / 5 = 0.04: A, C, D
    and E are found. Of A and B alone, where C, D and E are withheld, A would have to be at most 0.025."""
    return one_family("found only with those that are withheld", "grade", "Under_representation_grade",
                      {"A": (5, 19), "B": (20, 30), "C": (1, 12), "D": (1, 13), "E": (2, 16)}, "ACDE",
                      {"A": "0.0318", "C": "0.0032", "D": "0.0017", "E": "0.0021"})


def family_tells():
    """What one family of tests may give away, since findings are shown wherever their own cells are. A: 6 of 21,
    82,160 / 2,097,152 = 0.0392. C and D: 1 of 9, 10 / 512 = 0.0195; 2 of 9 would be 46 / 512 = 0.0898. E (3 of 20), F
    and G (4 of 25) and H (4 of 30): below 0.002. B, 20 of 30, is not below. Of eight tests A is found if seven are
    (0.05 x 7 / 8 = 0.04375), not if six are (0.0375): who reads that A is under-represented knows that C and D are
    found too, and so that each has one woman (0 would be shown)."""
    sizes = {"A": (6, 21), "B": (20, 30), "C": (1, 9), "D": (1, 9), "E": (3, 20), "F": (4, 25), "G": (4, 25),
             "H": (4, 30)}
    return one_family("a finding that gives others away", "grade", "Under_representation_grade", sizes, "ACDEFGH",
                      {"A": "0.0392", "C": "0.0195"})


# --- worked out by hand: registers --------------------------------------------------------------------

GAP, BOTH = "Make job descriptions inclusive", "Advertise flexible working arrangements in job adverts"
GAP_TOO = "Reduce unconscious bias in CV screening"
MENOPAUSE = "Set up menopause support groups and networks"
MENOPAUSE_TOO = "Conduct a menopause risk assessment for your workplace"
TWO = "At least two actions, new or in progress"
FOR_GAP = "At least one of them for the gender pay gap"
FOR_MENOPAUSE = "At least one of them for menopause"
TEXT = "A supporting text of 1 to 100 words for each of them"
LINK = "A link to the employer's website, http or https"
PERSON = "A responsible person with first name, last name and job title"
NARRATIVE = "A narrative of at most 200 words, if there is one"
COUNTING = ("new", "not started", "planned", "to do", "no progress", "not complete", "not yet started", "delayed",
            "on hold", "open", "in progress", "progressing", "started", "work continues", "ongoing", "on track",
            "In progress", "Not started", "NEW")
REGISTER = ["objective", "action", "deliverable", "owner", "due", "status", "measure", "rag", "form", "text"]
NOT_COUNTING = ("complete", "completed", "embedded", "Embedded", "", "halfway there", "cancelled")


def register(name, rows, met, employer=None, narrative=None):
    """A register of (form, status, words of text), and whether each rule is met."""
    words = lambda n: "" if n == 0 else " ".join(["word"] * n)
    lines = [("O", f"Action {n}", "D", "W", "2026-09-01", status, "", "", form, words(text))
             for n, (form, status, text) in enumerate(rows)]
    employer = {"name": "T", "sector": "public", **(employer or {})}
    ini = "[employer]\n" + "".join(f"{key} = {value}\n" for key, value in employer.items() if value is not None)
    ini += "\n[workforce]\nactions = actions.csv\n" + ("plan_narrative = narrative.txt\n" if narrative else "")
    people = "people-2026-03-31.csv" if employer["sector"] == "public" else "people-2026-04-05.csv"
    # the rule of the responsible person is for the private sector alone
    never = [("Action_plan_form", {"item": PERSON})] if employer["sector"] == "public" else []
    return Made(f"a register: {name}", {
        people: "employee_id,sex\n" + "".join(f"{n},{'FM'[n % 2]}\n" for n in range(12)), "w.ini": ini,
        "actions.csv": table(REGISTER, lines), **({"narrative.txt": words(narrative) + "\n"} if narrative else {})},
                figures=[("Action_plan_form", {"category": "Rule of the form", "item": rule},
                          {"chosen": "met" if is_met else "not met"}) for rule, is_met in met.items()],
                never=never, status=0)


def registers():
    """Registers of which every rule is met but what the name says."""
    good = [(GAP, "in progress", 5), (MENOPAUSE, "not started", 5)]
    link = {"link": "https://www.smalltown.example/plan"}
    rules = {TWO: True, FOR_GAP: True, FOR_MENOPAUSE: True, TEXT: True, LINK: True, NARRATIVE: True}
    made = [register("all is met", good, rules, link), register("no link", good, {**rules, LINK: False})]
    for status in COUNTING:
        made.append(register(f"{status} counts", [(GAP, status, 5), (MENOPAUSE, "in progress", 5)], rules, link))
    for status in NOT_COUNTING:  # what does not count needs no text
        without = {**rules, TWO: False, FOR_GAP: False}
        made.append(register(f"{status or 'blank'} does not count", [(GAP, status, 0), (MENOPAUSE, "in progress", 5)],
                             without, link))
    embedded = [(MENOPAUSE, "embedded", 5), (GAP, "new", 5), (GAP_TOO, "new", 5)]
    made += [
        register("menopause embedded", embedded, {**rules, FOR_MENOPAUSE: False}, link),
        register("nothing for the gap", [(MENOPAUSE, "new", 5), (MENOPAUSE_TOO, "new", 5)], {**rules, FOR_GAP: False},
                 link),
        register("one action in both lists", [(BOTH, "new", 5)], {**rules, TWO: False}, link),
        register("one in both lists and another", [(BOTH, "new", 5), (GAP, "on track", 5)], rules, link),
        register("one action in two rows", [(BOTH, "new", 5), (BOTH, "ongoing", 7)], {**rules, TWO: False}, link),
        register("two rows, one of them complete", [(GAP, "complete", 0), (GAP, "ongoing", 7), (MENOPAUSE, "open", 7)],
                 rules, link),
        register("rows of no form", [("", "new", 0), *good, ("", "in progress", 300)], rules, link),
        register("a complete one with a long text", good + [(GAP_TOO, "complete", 101)], rules, link),
        register("an embedded one without a text", good + [(GAP_TOO, "embedded", 0)], rules, link),
        register("none that counts", [(GAP, "complete", 5), (MENOPAUSE, "", 5)],
                 {TWO: False, FOR_GAP: False, FOR_MENOPAUSE: False, LINK: True, NARRATIVE: True}, link)]
    for words, is_met in ((0, False), (1, True), (99, True), (100, True), (101, False), (300, False)):
        made.append(register(f"a text of {words} words", [good[0], (MENOPAUSE, "not started", words)],
                             {**rules, TEXT: is_met}, link))
    for words, is_met in ((1, True), (199, True), (200, True), (201, False)):
        made.append(register(f"a narrative of {words} words", good, {**rules, NARRATIVE: is_met}, link, words))
    for address in ("http://smalltown.example", "https://smalltown.example/a?b=c#d",
                    "https://www.smalltown.example:8443/"):
        made.append(register(address, good, rules, {"link": address}))
    return made + persons(good, rules, link)


def persons(good, rules, link):
    """Who is responsible: in the private sector alone."""
    made = []
    for sector in ("private", None):  # private if nothing is said
        for person, title, is_met in (("Ann Example", "Director", True), ("Ann Mary Example", "Chief executive", True),
                                      ("Ann", "Director", False), ("Ann Example", None, False),
                                      (None, "Director", False), (None, None, False)):
            keys = {**link, "sector": sector, "responsible_person": person, "job_title": title}
            made.append(register(f"{sector or 'no'} sector, {person}, {title}", good, {**rules, PERSON: is_met}, keys))
    keys = {**link, "responsible_person": "Ann Example", "job_title": "Director"}
    return made + [register("public sector, with a person", good, rules, keys)]


BAD_LINKS = ("www.smalltown.example", "smalltown", "ftp://smalltown.example/plan", "mailto:hr@smalltown.example",
             "http://", "https://small town.example", "//smalltown.example", "")


def bad_links():
    """Links that are none: the run may refuse them, or the rule is not met."""
    good = [(GAP, "in progress", 5), (MENOPAUSE, "not started", 5)]
    return [register(f"a link {link!r}", good, {LINK: False}, {"link": link}) for link in BAD_LINKS]


def town():
    """The larger workforce of the unit tests, whose cells they hold."""
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "workforce", "town")
    files = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            files[name] = file.read()
    return Made("the town of the unit tests", files, config="workforce.ini")


def fixed():
    """All that is worked out by hand."""
    return [town(), share_tie(), likelihood_tie(), even_digits(), points_once(), no_sex(), no_ethnicity(), blank_date(),
            years("year", "2026-03-31"), years("reporting year", "2026-04-05"), *date_beside_year(), no_dates_at_all(),
            family_not_found(), family_found(), *registers()]


# --- random: ties -------------------------------------------------------------------------------------

def ties(seed):
    """Two thousand people in places of 400, 240, 80 or 16, of which every second share ends in a 5 that is not shown;
    and numbers of events of which the likelihood is so many two-hundredths."""
    rng = random.Random(f"ties {seed}")
    n_ethnic = rng.choice([400, 401, 403]) if seed % 3 else 400
    n_women = rng.choice([1000, 1003, 1200]) if seed % 3 else 1200
    columns = {"sex": shuffled(rng, ["F"] * n_women + ["M"] * (2000 - n_women)),
               "ethnicity": shuffled(rng, rng.choices(["Indian", "Chinese", "African", "Arab"], k=n_ethnic)
                                     + [WHITE] * (2000 - n_ethnic)),
               "disability": shuffled(rng, (["Yes"] * rng.randrange(150, 250) + ["No"] * rng.randrange(1200, 1500)
                                            + [""] * 2000)[:2000]),
               "grade": shuffled(rng, staff(G1=400, G2=400, G3=400, G4=400, G5=240, G6=80, G7=80)),
               "division": shuffled(rng, staff(Parks=400, Housing=400, Care=400, Schools=400, Law=240, Roads=80,
                                               IT=80)),
               "management_level": shuffled(rng, staff(Director=16, Head=80, Manager=240) + [""] * 1664)}
    header = ["employee_id", *columns]
    files = {}
    for year in (2025, 2026):
        rows = [(f"ZQ{n:05}", *cells) for n, cells in enumerate(zip(*columns.values()))]
        if year == 2025:  # the same places, other people
            rows = [(number, sex if rng.random() > 0.05 else "F", ethnic if rng.random() > 0.05 else WHITE,
                     disability if rng.random() > 0.1 else "", *places)
                    for number, sex, ethnic, disability, *places in rows]
        files[f"people-{year}.csv"] = table(header, rows)
    files["events.csv"] = table(["event", "date", "sex", "ethnicity", "count"], tied_events(rng, n_women, n_ethnic))
    files["survey.csv"] = table(["question", "group", "respondents", "experienced"], tied_survey(rng))
    files["indicators.csv"] = table(["indicator", "value", "of", "target"], [
        (f"Indicator {of}", rng.randrange(1, of, 2), of, 50) for of in (2000, 400, 80, 48, 16)])
    files["actions.csv"] = table(REGISTER, [
        ("O", f"Action {n}", "D", "W", "2026-09-01", rng.choice(COUNTING + NOT_COUNTING), measure, "",
         rng.choice([GAP, BOTH, MENOPAUSE, ""]), "word " * rng.choice([0, 1, 100, 101]))
        for n, measure in enumerate(("women of sex", "minority ethnic of ethnicity", "disclosed of disability",
                                     "women of sex at Manager", "minority ethnic of ethnicity at Parks"))])
    files["w.ini"] = config(level="management_level", senior="Director, Head", board="Director", events="events.csv",
                            survey="survey.csv", indicators="indicators.csv", actions="actions.csv") + (
        "\n[targets]\nWomen = women of sex, +1.5 a year\nEthnic = minority ethnic of ethnicity, 25 by 2029-03-31\n")
    return Made(f"ties {seed}", files, least_ties=100)


def shuffled(rng, some):
    rng.shuffle(some)
    return some


def tied_events(rng, n_women, n_ethnic):
    """Of recruitment: a of n against b of m, of which the likelihood is a / 200. The same of events among the staff,
    where there are 400 minority ethnic people of 2,000 (a of 400 against 160 of 1,600: a / 40), or 1,200 women (a of
    1,200 against 80 of 800: a / 120, so a multiple of 3)."""
    rows, odd = [], lambda low, high: rng.randrange(low // 2, high // 2) * 2 + 1
    for label, other, column in (("F", "M", 0), ("Indian", WHITE, 1)):
        def add(event, who, n):
            cells = ["", ""]
            cells[column] = who
            rows.append((event, SNAPSHOT - timedelta(rng.randrange(365)), *cells, n))
        n, m, b = rng.choice([(1000, 1000, 200), (2000, 400, 40), (800, 800, 200), (700, 2800, 800)])
        a = odd(20, min(n, 380))
        add("shortlisted", label, n)
        add("shortlisted", other, m)
        add("appointed", label, a)
        add("appointed", other, b)
        more = rng.choice([1, 2, 5])
        add("applied", label, 2000 * more)
        add("applied", other, rng.choice([3000, 4000, 2000]) * more)
    for event in ("leaver", "training", "disciplinary", "promotion"):
        rows.append((event, SNAPSHOT, "", "Indian", odd(20, 300) if n_ethnic == 400 else odd(20, 200)))
        rows.append((event, SNAPSHOT, "", WHITE, 160))
        rows.append((event, SNAPSHOT, "F", "", 3 * odd(10, 150) if n_women == 1200 else odd(10, 150)))
        rows.append((event, SNAPSHOT, "M", "", 80 if n_women == 1200 else 200))
    return rows


def tied_survey(rng):
    """Shares of 48 and 48, of which the difference is a sixteenth; of 2,000 and 400; of 80 and 16."""
    rows = []
    for question in ("6", "7a", "7b", "nhs 5", "nhs 6", "nhs 7", "nhs 8", "wdes 4", "wdes 5", "wdes 6"):
        sizes = rng.choice([(48, 48), (2000, 400), (80, 16), (2000, 2000), (48, 240)])
        groups = ("Disabled", "Not disabled") if "wdes" in question else ("Minority ethnic", "White")
        for group, of in zip(groups, sizes):
            rows.append((question, group, of, rng.randrange(5, of)))
    return rows


# --- random: events that lack something ---------------------------------------------------------------

KINDS = ("applied", "shortlisted", "appointed", "starter", "leaver", "promotion", "grievance", "disciplinary",
         "capability", "training", "flexible working", "fitness to practise")
GROUPS = {"sex": ("F", "M"), "ethnicity": ("Indian", "African", "White"), "disability": ("Yes", "No")}


def events(seed):
    """A council, and events without some columns, with blank dates, with years, with ids that are nobody's, and kinds
    of which the groups are blank or unreadable."""
    rng = random.Random(f"events {seed}")
    n = rng.randrange(60, 200)
    people = [(f"ZQ{i:05}", rng.choice("FM"), rng.choice(["Indian", "African", WHITE, WHITE, WHITE, ""]),
               rng.choice(["Yes", "No", "No", "No", ""]), rng.choice(["Parks", "Housing", "Care"]),
               rng.choice(["yes", "no"])) for i in range(n)]
    given = [column for column in GROUPS if rng.random() < 0.6]
    ids = rng.choice(["none", "none", "strangers", "some", "all"])
    dates = rng.choice(["date", "date", "some blank", "year", "year", "both", "neither"])
    heading = rng.choice(["year", "reporting year"])
    has_count = dates in ("year", "both") or rng.random() < 0.3
    has_division = rng.random() < 0.4
    silent = {kind: rng.choice(list(GROUPS)) for kind in KINDS if rng.random() < 0.3}  # kind -> what nobody of it says
    rows = []
    for kind in rng.sample(KINDS, rng.randrange(5, len(KINDS) + 1)):
        for _ in range(rng.randrange(1, 30)):
            row = {"event": kind, **{column: rng.choice(GROUPS[column]) for column in given}}
            if kind in silent:
                row[silent[kind]] = rng.choice(["", "?", "Klingon"])
            if ids != "none":
                row["employee_id"] = {"strangers": f"X{rng.randrange(999)}", "all": people[rng.randrange(n)][0]}.get(
                    ids, rng.choice(["", people[rng.randrange(n)][0]]))
            if has_count:
                row["count"] = rng.randrange(1, 9)
            if has_division:
                row["division"] = rng.choice(["Parks", "Housing", "Care", ""])
            row |= when(rng, dates, heading)
            rows.append(row)
    header = ["event", *([] if dates in ("year", "neither") else ["date"]),
              *([heading] if dates in ("year", "both") else []), *(["employee_id"] if ids != "none" else []),
              *given, *(["count"] if has_count else []),
              *(["division"] if has_division else [])]
    ini = config(events="events.csv") + rng.choice(["", "", "\n[policy]\nminimum_count = 10\n"])
    return Made(f"events {seed}: {', '.join(given) or 'no groups'}; ids: {ids}; dates: {dates}", {
        "people-2026.csv": table(["employee_id", "sex", "ethnicity", "disability", "division", "regulated"], people),
        "events.csv": table(header, [[row.get(name, "") for name in header] for row in rows]), "w.ini": ini})


def when(rng, dates, heading):
    """The cells of a date and of a year."""
    day = (SNAPSHOT - timedelta(rng.choice([0, 364, 365, 366, *range(10, 350, 9)]))).isoformat()
    year = rng.choice([*[year for year, is_this in YEARS.items() if is_this] * 3, *YEARS])
    return {"date": {"date": day}, "some blank": {"date": day if rng.random() > 0.05 else ""}, "year": {heading: year},
            "both": {"date": rng.choice(["", day]), heading: year}, "neither": {}}[dates]


# --- random: one council, several minimum counts ------------------------------------------------------

def council(seed):
    """Divisions and levels in which women, minority ethnic and disabled people are few in places."""
    rng = random.Random(f"council {seed}")
    divisions = rng.sample(["Parks", "Housing", "Care", "Schools", "Finance", "Law", "Planning", "Roads"],
                           rng.randrange(4, 9))
    chance = {division: (rng.choice([0.3, 0.6, 0.7]), rng.choice([0.03, 0.15]), rng.choice([0.02, 0.1]))
              for division in divisions}
    rows = []
    for n in range(rng.randrange(250, 700)):
        division = rng.choices(divisions, range(1, len(divisions) + 1))[0]
        level = rng.choices(["", "Director", "Head of service", "Manager"], [14, 1, 2, 3])[0]
        women, ethnic, disabled = chance[division]
        answers = ("F" if rng.random() < women - (0.2 if level else 0) else "M",
                   "Indian" if rng.random() < ethnic else WHITE, "Yes" if rng.random() < disabled else "No")
        rows.append((f"ZQ{n:05}", answers[0], *(answer if rng.random() < 0.9 else "" for answer in answers[1:]),
                     division, level, rng.choice(["G1", "G2", "G3", "G3", "G4"])))
    header = ["employee_id", "sex", "ethnicity", "disability", "division", "management_level", "grade"]
    files = {"people-2026.csv": table(header, rows)}
    keys = {"level": "management_level", "senior": "Director", "board": "Director"}
    if rng.random() < 0.4:
        keys["benchmarks"] = "b.csv"
        files["b.csv"] = "characteristic,group,share\nethnicity,Minority ethnic,14.6\ndisability,Disabled,10\n"
    if rng.random() < 0.3:
        keys["false_discovery_rate"] = rng.choice(["1", "10", "20"])
    if rng.random() < 0.3:
        keys["open_levels"] = "Director"
    files["w.ini"] = config(**keys)
    return Made(f"council {seed}", files, minimums=(1, 2, 3, 5, 8, 10))


# --- random: registers --------------------------------------------------------------------------------

ACTIONS = (GAP, GAP_TOO, BOTH, MENOPAUSE, "Set targets to improve gender representation",
           "Train managers to support employees experiencing menopause")


def random_register(seed):
    """Any statuses, texts, links and persons."""
    rng = random.Random(f"register {seed}")
    rows = [(rng.choice([*ACTIONS, ""]), rng.choice(COUNTING + NOT_COUNTING), rng.choice([0, 1, 50, 100, 101]))
            for _ in range(rng.randrange(1, 7))]
    employer = {"sector": rng.choice(["public", "private", None]),
                "link": rng.choice([None, "https://a.example/", "http://b.example"]),
                "responsible_person": rng.choice([None, "Ann", "Ann Example"]),
                "job_title": rng.choice([None, "Director"])}
    return register(f"random {seed}", rows, {}, employer, rng.choice([None, None, 200, 201]))
