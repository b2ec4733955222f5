#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the sample exports of this folder from one invented payroll.

The forty employees of Riverside Trust do not exist. Their payroll is a list of payment lines
(`base_lines`), and everything else is worked out from it: the canonical table by `canonical_row`,
and each export by a function of its own that lays the same people and lines out as one HR system
does. README.md says what is special about each file.

    python3 make_exports.py [FOLDER]        (default: the folder of this program)

The bytes are the same on every run and every machine: whole pence, fixed dates, no clock, no
locale, no random numbers. One exception: canonical.xlsx is compressed, so another version of zlib
may compress it to other bytes.
"""
import csv
import io
import sys
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from xml.sax.saxutils import escape

EMPLOYER = "Riverside Trust"
SNAPSHOT = date(2026, 4, 5)
BONUS_FROM = date(2025, 4, 6)  # the twelve months end with the snapshot date
FULL_TIME = 3750  # hundredths of an hour a week

# ---------------------------------------------------------------- what people are paid for

BASIC, ALLOWANCES, LEAVE, SHIFT, PIECEWORK, BONUS, EXCLUDED = (
    "basic_pay", "allowances", "leave_pay", "shift_premium", "piecework_pay", "bonus", "excluded")


@dataclass(frozen=True)
class Element:
    """A pay element: its codes, and what the law takes it for."""
    name: str
    code: str
    kind: str
    bonus_period: str = ""


ELEMENTS = {element.code: element for element in (
    Element("Basic Pay", "0100", BASIC),
    Element("London Allowance", "0210", ALLOWANCES),
    Element("Car Allowance", "0220", ALLOWANCES),
    Element("First Aid Allowance", "0230", ALLOWANCES),
    Element("Standby Allowance", "0240", ALLOWANCES),
    Element("Night Shift Premium", "0310", SHIFT),
    Element("Weekend Premium", "0320", SHIFT),
    Element("Holiday Pay", "0410", LEAVE),
    Element("Statutory Maternity Pay", "0420", LEAVE),
    Element("Statutory Sick Pay", "0430", LEAVE),
    Element("Sick Pay at Half Rate", "0440", LEAVE),
    Element("Annual Bonus", "0510", BONUS, "annual"),
    Element("Quarterly Bonus", "0520", BONUS, "quarterly"),
    Element("Sales Commission", "0530", BONUS, "monthly"),
    # From here on: in the exports of some systems and in the full pair of payment lines only.
    Element("Overtime", "0610", EXCLUDED),
    Element("Expenses", "0710", EXCLUDED),
    Element("Ex Gratia Payment", "0720", EXCLUDED),
    # From here on: in the full pair of payment lines only.
    Element("Basic Pay Arrears", "0110", BASIC),
    Element("Piecework", "0120", PIECEWORK),
    Element("Pension Salary Sacrifice", "0810", BASIC),
    Element("Cycle to Work Salary Sacrifice", "0820", BASIC),
    Element("Long Service Voucher", "0540", BONUS),
    Element("Bonus Recovery", "0550", BONUS),
    Element("Holiday Bought Out", "0730", EXCLUDED),
    Element("Private Medical Benefit", "0740", EXCLUDED),
)}
CODES = {element.name: element.code for element in ELEMENTS.values()}

# Grade and point: the grade's name, the yearly salary for full-time hours in pounds, and the
# hourly rate in pence for those who are paid by the hour.
GRADES = {
    "G1": ("G1", 25155, 1290), "G2": ("G2", 26130, 1340),
    "G3a": ("G3", 28763, 1475), "G3b": ("G3", 29640, 1520),
    "G4a": ("G4", 32955, 1690), "G4b": ("G4", 34125, 1750),
    "G5a": ("G5", 38220, 1960), "G5b": ("G5", 39585, 2030),
    "G6a": ("G6", 47385, 2430), "G6b": ("G6", 49140, 2520),
    "G7": ("G7", 65810, 3375), "G8": ("G8", 98500, 5051),
}
ETHNICITIES = {
    "WB": "English, Welsh, Scottish, Northern Irish or British", "WI": "Irish",
    "WO": "Any other White background", "MC": "White and Black Caribbean",
    "MF": "White and Black African", "MA": "White and Asian",
    "MO": "Any other Mixed or Multiple background", "AI": "Indian", "AP": "Pakistani",
    "AB": "Bangladeshi", "AC": "Chinese", "BC": "Caribbean", "BA": "African", "OA": "Arab",
    "PN": "Prefer not to say", "": "",
}
DEPARTMENTS = {  # name and cost centre
    "care": ("Care Homes", "CC100"), "house": ("Housing & Repairs", "CC200"),
    "cafe": ("Riverside Café", "CC300"), "fund": ("Fundraising", "CC400"),
    "fin": ("Finance", "CC500"), "head": ("Head Office", "CC900"),
}
PEOPLE_TABLE = """
004017|F|Zoë|Alderbrook|monthly|G5a 37.5 care Care Home Manager|WB
004023|F|Elizabeth "Bess"|Bankwater|monthly|G3a 22.5 care Care Assistant;G3a 7.5 care Activities Organiser|WB
004038|M|Owen|Coppermill|monthly|G6a 37.5 fin Financial Controller|WB
004041|F|Siân|Dipperton|monthly|G4b 37 house Housing Officer|WB
004056|F|Amara|Eddystream|monthly|G3b 37.5 care Senior Care Assistant|BA
004062|M|Tobias|Fordwick|weekly|G4a 37.5 house Electrician|WB
004079|F|Priya|Gravelbed|monthly|G4a 22.5 fin Payroll Officer|AI
004084|F|Nkechi|Heronby|four-weekly|G2 37.5 care Care Assistant, Nights|BA
004095|M|Piotr|Islemere|weekly|G3a 37.5 house Painter and Decorator|WO
004103|F|Mei|Jettywell|monthly|G6b 37.5 fund Head of Fundraising|AC
004118|F|Maeve|Kingsluice|monthly|G2 18.75 cafe Café Assistant|WI
004127|M|Samir|Lockgate|monthly|G5b 37.5 fund Corporate Partnerships Manager|AP
004136|F|Grace|Millrace|monthly|G1 15 cafe Kitchen Assistant|BC
004144|M|Dafydd|Narrowbeck|four-weekly|G3a 37.5 care Care Assistant, Nights|WB
004159|F|Yasmin|O'Rillet|monthly|G4a 30 house Tenancy Officer|AB
004163|F|Hannah|Pebblewade|monthly|G5a 37.5 head HR Adviser|MC
004178|M|Gareth|Quayhouse|monthly|G8 37.5 head Chief Executive|WB
004182|F|Ruth|Reedwell|monthly|G7 37.5 head Director of Care|WB
004190|F|Leila|Sluicegate|monthly|G3a 37.5 head Administrator|OA
004205|M|Kofi|Tidewell|weekly|G2 37.5 house Grounds Worker|BA
004211|F|Beth|Underbridge|monthly|G3a 20 head Administrator|WB
004226|F|Anjali|Volewood|monthly|G4b 37.5 care Team Leader|MA
004239|M|Jack|Weirhead|weekly|G1 37.5 cafe Kitchen Porter|WB
004247|F|Inês|Yardwater|four-weekly|G2 22.5 care Care Assistant|WO
004254|M|Imran|Ashwater-Eddy|monthly|G6a 37 house Asset Manager|AP
004268|F|Tamsin|Brookhythe|monthly|G3b 37.5 care Senior Care Assistant|WB
004273|F|Chloe|Culverton|weekly|G2 30 cafe Café Supervisor|WB
004281|M|Elijah|Dampwell|monthly|G4a 37.5 fin Assistant Accountant|BC
004299|F|Farah|Estuary|monthly|G5b 37.5 fund Trusts and Grants Manager|AP
004306|M|Finn|Floodgate|monthly|G4b 37.5 house Housing Officer|PN
004312|M|Lewis|Greenweir|four-weekly|G2 37.5 care Care Assistant|WB
004325|F|Ottilie|Hythewick|monthly|G3a 18.75 care Care Assistant|WB
004333|F|Rosa|Inkpool|monthly|G2 18.75 cafe Café Assistant;G3a 11.25 fund Events Assistant|MO
004348|M|Callum|Jollyboat|weekly|G3a 22.5 house Caretaker|
004357|F|Simran|Kelpside|monthly|G7 37.5 house Director of Housing|AI
004364|M|Arthur|Longwharf|monthly|G5a 37 fin Management Accountant|WB
004371|F|Delphine|Marshweir|four-weekly|G3a 37.5 care Care Assistant, Nights|MF
004386|M|Mateusz|Nettlebank|weekly|G4a 37.5 house Plumber|WO
004392|F|Harriet|Osierbed|monthly|G6b 37.5 head Head of HR|WB
010344|M|Wilfred|Pondsedge|weekly|G1 37.5 cafe Kitchen Porter|
"""
ON_REDUCED_PAY = {"004159", "004268", "004325"}  # because of maternity or sick leave


@dataclass(frozen=True)
class Post:
    point: str
    hours: int  # hundredths of an hour a week
    department: str
    job: str

    def yearly(self):
        """Yearly salary for the hours of this post, in pence."""
        return half_up(Fraction(GRADES[self.point][1] * 100 * self.hours, FULL_TIME))


@dataclass(frozen=True)
class Person:
    number: int  # place in the table, from 0
    id: str
    sex: str
    forename: str
    surname: str
    period: str
    posts: tuple
    ethnicity: str
    on_full_pay: bool = True

    @property
    def hours(self):
        return sum(post.hours for post in self.posts)

    @property
    def grade(self):
        return GRADES[self.posts[0].point][0]

    @property
    def department(self):
        return DEPARTMENTS[self.posts[0].department][0]

    @property
    def cost_centre(self):
        return DEPARTMENTS[self.posts[0].department][1]

    @property
    def job(self):
        return self.posts[0].job

    @property
    def gender(self):
        return "Female" if self.sex == "F" else "Male"

    @property
    def title(self):
        return "Ms" if self.sex == "F" else "Mr"

    @property
    def born(self):
        n = self.number
        return date(1960 + n * 7 % 41, 1 + n * 5 % 12, 1 + n * 11 % 28)

    @property
    def started(self):
        n = self.number
        year = max(2004 + n * 5 % 21, self.born.year + 19)
        return date(year, 1 + n * 7 % 12, 1 + n * 13 % 28)

    @property
    def ni_number(self):  # no number that begins with QQ was ever given to anybody
        return f"QQ 12 34 {self.number + 10} {'ABCD'[self.number % 4]}"

    @property
    def email(self):
        return f"{self.id}@riverside.example"

    @property
    def yearly(self):
        return sum(post.yearly() for post in self.posts)

    @property
    def is_director(self):
        return self.grade in ("G7", "G8")


def read_people():
    people = []
    for number, row in enumerate(PEOPLE_TABLE.strip().split("\n")):
        employee_id, sex, forename, surname, period, post_list, ethnicity = row.split("|")
        posts = []
        for text in post_list.split(";"):
            point, hours, department, job = text.split(" ", 3)
            posts.append(Post(point, int(Fraction(hours) * 100), department, job))
        people.append(Person(number, employee_id, sex, forename, surname, period, tuple(posts),
                             ETHNICITIES[ethnicity], employee_id not in ON_REDUCED_PAY))
    return people


PEOPLE = read_people()
PERSON = {person.id: person for person in PEOPLE}
# In the exports that list former employees too; no relevant employee, so in no other file.
LEAVER = Person(41, "003990", "M", "Percy", "Quagmere", "monthly",
                (Post("G3a", 3750, "house", "Caretaker"),), ETHNICITIES["WB"])
LEFT_ON = date(2026, 2, 28)
# Works when there is work, and had none: in the full pair of payment lines only.
CASUAL = Person(42, "009120", "F", "Dora", "Riverfold", "monthly",
                (Post("G1", 800, "cafe", "Café Assistant, Casual"),), "")

# ---------------------------------------------------------------- pay periods and amounts


def half_up(amount):
    """A fraction of a penny as whole pence, half a penny away from zero."""
    doubled = abs(amount) * 2 + 1
    pence = int(doubled // 2)
    return pence if amount >= 0 else -pence


def month_end(day):
    return date(day.year + day.month // 12, day.month % 12 + 1, 1) - timedelta(days=1)


def pay_period_of(period, day):
    """First day, last day and pay date of the pay period in which a day falls."""
    if period == "monthly":
        start, end = day.replace(day=1), month_end(day)
        paid = end
        while paid.weekday() > 4:  # the last working day of the month
            paid -= timedelta(days=1)
        return start, end, paid
    weeks = 1 if period == "weekly" else 4
    anchor = date(2026, 3, 30) if period == "weekly" else date(2026, 3, 16)  # Mondays
    start = anchor + timedelta(days=(day - anchor).days // (7 * weeks) * 7 * weeks)
    end = start + timedelta(days=7 * weeks - 1)
    # Weeks are paid on their Thursday, four weeks on their last Friday.
    return start, end, end - timedelta(days=3 if weeks == 1 else 2)


DAYS = {"weekly": Fraction(7), "four-weekly": Fraction(28), "monthly": Fraction("30.44"),
        "quarterly": Fraction("91.32"), "annual": Fraction("365.25")}


@dataclass(frozen=True)
class Line:
    """One payment. start and end are the pay period it belongs to, paid the day it was paid."""
    person: Person
    element: Element
    pence: int
    paid: date
    start: date
    end: date
    post: int = 0

    def is_of_relevant_period(self):
        return self.start <= SNAPSHOT <= self.end

    def is_of_twelve_months(self):
        return BONUS_FROM <= self.paid <= SNAPSHOT


def make_line(person, element_name, pounds, day=SNAPSHOT, paid=None, post=0):
    """A line of the pay period in which a day falls; paid on its pay date unless told."""
    start, end, pay_date = pay_period_of(person.period, day)
    return Line(person, ELEMENTS[CODES[element_name]], int(Fraction(pounds) * 100),
                paid or pay_date, start, end, post)


def basic_pence(person, post):
    _, yearly, hourly = GRADES[post.point]
    if person.period == "monthly":
        return half_up(Fraction(yearly * 100 * post.hours, 12 * FULL_TIME))
    weeks = 1 if person.period == "weekly" else 4
    return half_up(Fraction(hourly * post.hours * weeks, 100))


# Besides basic pay, in the relevant pay period.
EXTRAS = """
004017 First Aid Allowance 25.00|004226 First Aid Allowance 25.00|004062 First Aid Allowance 5.77
004312 First Aid Allowance 23.08|004038 London Allowance 291.67|004127 London Allowance 291.67
004178 London Allowance 291.67|004182 London Allowance 291.67|004190 London Allowance 291.67
004211 London Allowance 155.56|004357 London Allowance 291.67|004178 Car Allowance 500.00
004182 Car Allowance 450.00|004357 Car Allowance 450.00|004254 Car Allowance 350.00
004062 Standby Allowance 45.00|004386 Standby Allowance 45.00|004056 Night Shift Premium 318.24
004084 Night Shift Premium 402.00|004144 Night Shift Premium 442.50
004371 Night Shift Premium 221.25|004084 Weekend Premium 64.32|004118 Weekend Premium 41.25
004273 Weekend Premium 32.16|004247 Weekend Premium 80.40|004023 Weekend Premium 47.94
"""
# Leave in the relevant pay period: what basic pay becomes, and what is paid for the leave. The
# first two are on full pay.
LEAVE_TAKEN = {
    "004386": ("507.00", "Holiday Pay", "126.75"),
    "004312": ("1809.00", "Holiday Pay", "201.00"),
    "004159": ("0", "Statutory Maternity Pay", "832.80"),
    "004268": ("1235.00", "Statutory Sick Pay", "246.50"),
    "004325": ("0", "Sick Pay at Half Rate", "599.23"),
}
# Bonuses: the element, then an amount for each pay period, told by a day in it.
BONUSES = """
004178 Annual Bonus 2025-06-30=9850.00
004182 Annual Bonus 2025-06-30=4200.00
004357 Annual Bonus 2025-06-30=3950.00
004364 Annual Bonus 2025-06-30=800.00
004159 Annual Bonus 2025-06-30=300.00
004392 Annual Bonus 2025-04-30=1450.00 2026-04-30=1500.00
004017 Annual Bonus 2025-04-30=580.00 2026-04-30=600.00
004226 Annual Bonus 2025-12-16=350.00
004273 Annual Bonus 2025-12-16=150.00
004144 Annual Bonus 2025-12-16=250.00
004103 Quarterly Bonus 2025-04-30=860.00 2025-07-31=912.50 2025-10-31=845.25 2026-01-30=900.00 2026-04-30=925.75
004254 Quarterly Bonus 2025-04-30=700.00 2025-07-31=700.00 2025-10-31=735.40 2026-01-30=735.40 2026-04-30=760.00
004062 Quarterly Bonus 2025-07-03=150.00 2025-10-02=150.00 2026-01-08=162.50 2026-04-02=162.50
004205 Quarterly Bonus 2025-10-02=120.00 2026-01-08=110.00 2026-04-02=130.00
004084 Quarterly Bonus 2025-10-24=75.00 2026-01-16=75.00 2026-04-10=90.00
004127 Sales Commission 2025-04-30=312.40 2025-05-30=288.15 2025-06-30=401.00 2025-07-31=350.75 2025-08-29=190.20 2025-09-30=365.00 2025-10-31=298.60 2025-11-28=420.05 2025-12-31=515.30 2026-01-30=240.00 2026-02-27=275.45 2026-03-31=390.10 2026-04-30=345.60
004299 Sales Commission 2025-09-30=205.80 2025-12-31=310.25 2026-03-31=178.90 2026-04-30=185.40
"""


def read_extras(text):
    """Lines of the relevant pay period from "ID element amount|...". """
    lines = []
    for entry in text.strip().replace("\n", "|").split("|"):
        employee_id, rest = entry.split(" ", 1)
        name, amount = rest.rsplit(" ", 1)
        lines.append(make_line(PERSON[employee_id], name, amount))
    return lines


def bonus_lines():
    lines = []
    for row in BONUSES.strip().split("\n"):
        employee_id, first, second, *payments = row.split(" ")
        for payment in payments:
            day, amount = payment.split("=")
            lines.append(make_line(PERSON[employee_id], f"{first} {second}", amount,
                                   date.fromisoformat(day)))
    return lines


def basic_lines():
    lines = []
    for person in PEOPLE:
        if person.id in LEAVE_TAKEN:
            basic, name, amount = LEAVE_TAKEN[person.id]
            if Fraction(basic):
                lines.append(make_line(person, "Basic Pay", basic))
            lines.append(make_line(person, name, amount))
            continue
        for number, post in enumerate(person.posts):
            lines.append(make_line(person, "Basic Pay", Fraction(basic_pence(person, post), 100),
                                   post=number))
    # Hours lost for another reason than leave: a negative line, and still full pay.
    lines.append(make_line(PERSON["004364"], "Basic Pay", "-35.50"))
    return lines


def in_payroll_order(lines):
    return sorted(lines, key=lambda line: (line.paid, line.person.id, line.post,
                                           line.element.code, -line.pence))


def base_lines():
    """The payroll: the relevant pay periods, and every bonus of the twelve months."""
    return in_payroll_order(basic_lines() + read_extras(EXTRAS) + bonus_lines())


def excluded_lines():
    """Payments of the relevant pay period that the law leaves out."""
    return read_extras("""
004062 Overtime 152.10|004386 Overtime 101.40|004144 Overtime 177.00|004056 Overtime 91.20
004254 Expenses 63.45|004127 Expenses 118.20|004299 Expenses 27.90|004163 Ex Gratia Payment 150.00
""")


def full_lines():
    """The payroll as it comes out of a real system; README.md lists what is in it."""
    def add(employee_id, name, amount, day=SNAPSHOT, paid=None):
        lines.append(make_line(PERSON[employee_id], name, amount, day, paid))

    lines = base_lines() + excluded_lines()
    march = date(2026, 3, 31)
    for employee_id in ("004017", "004038", "004211"):  # another pay period, paid on its day
        person = PERSON[employee_id]
        add(employee_id, "Basic Pay", Fraction(basic_pence(person, person.posts[0]), 100), march)
    add("004062", "Basic Pay", "633.75", date(2026, 3, 26))
    add("004062", "Basic Pay", "633.75", date(2026, 4, 9))
    add("004084", "Basic Pay", "2010.00", date(2026, 3, 13))
    add("004190", "Basic Pay Arrears", "120.00", march, date(2026, 4, 30))
    for employee_id, amount in (("004038", "-197.44"), ("004103", "-204.75"), ("004178", "-820.83")):
        add(employee_id, "Pension Salary Sacrifice", amount)
    add("004163", "Cycle to Work Salary Sacrifice", "-83.33")
    add("004041", "Basic Pay", "-2805.83")  # entered twice by mistake, and taken back
    add("004041", "Basic Pay", "2805.83")
    add("004348", "Piecework", "64.80")
    add("004136", "Holiday Bought Out", "96.75")
    add("004178", "Private Medical Benefit", "84.10")
    add("004079", "Long Service Voucher", "250.00", date(2025, 11, 28))
    add("004364", "Bonus Recovery", "-800.00", date(2026, 2, 27))
    # The edges of the twelve months: a day before, the first, the last, a day after.
    add("004226", "Annual Bonus", "340.00", date(2025, 4, 5), date(2025, 4, 5))
    add("004281", "Annual Bonus", "410.00", date(2025, 4, 6), date(2025, 4, 6))
    add("004211", "Annual Bonus", "60.00", SNAPSHOT, date(2026, 4, 5))
    add("004306", "Annual Bonus", "80.00", SNAPSHOT, date(2026, 4, 6))
    lines.append(make_line(LEAVER, "Annual Bonus", "275.00", date(2025, 6, 30)))
    lines.append(make_line(LEAVER, "Basic Pay", "2396.92", LEFT_ON))
    return in_payroll_order(lines)


BASE = base_lines()
EXCLUDED_LINES = excluded_lines()
SYSTEM_LINES = in_payroll_order(BASE + EXCLUDED_LINES)  # what the exports by line hold

# ---------------------------------------------------------------- the canonical table


def pence_sign(pence):
    return "-" if pence < 0 else ""


def money(pence):
    """Pence as pounds, or hundredths of an hour as hours: -1234.50."""
    return f"{pence_sign(pence)}{abs(pence) // 100}.{abs(pence) % 100:02d}"


def money_or_blank(pence):
    return "" if pence is None else money(pence)


def pound_sign(text):
    """1234.50 as £1,234.50; blank stays blank."""
    if not text:
        return ""
    whole, pence = text.split(".")
    return f"£{int(whole):,}.{pence}"


def plain_number(text):
    """A number without needless zeros, as workbooks store it: 2100.00 is 2100."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def hours_text(hundredths):
    return plain_number(money(hundredths))


def total(lines):
    """Sum in pence, or None where nothing was paid."""
    return sum(line.pence for line in lines) if lines else None


def totals(person, lines):
    """What a person was paid, by the name of the canonical column, in pence or None."""
    own = [line for line in lines if line.person is person]
    relevant = [line for line in own if line.is_of_relevant_period()]
    sums = {kind: total([line for line in relevant if line.element.kind == kind])
            for kind in (BASIC, ALLOWANCES, PIECEWORK, LEAVE, SHIFT)}
    bonuses = [line for line in relevant if line.element.kind == BONUS]
    periods = {line.element.bonus_period for line in bonuses}
    assert len(periods) <= 1, person
    sums["bonus_in_pay_period"] = total(bonuses)
    sums["bonus_period"] = periods.pop() if periods else ""
    sums["bonus_12_months"] = total([line for line in own if line.element.kind == BONUS
                                     and line.is_of_twelve_months()])
    return sums


def ordinary(sums):
    return sum(sums[kind] or 0 for kind in (BASIC, ALLOWANCES, PIECEWORK, LEAVE, SHIFT))


PEOPLE_COLUMNS = ["employee_id", "sex", "weekly_hours", "pay_period", "full_pay", "ethnicity",
                  "grade", "department"]
CANONICAL_COLUMNS = ["employee_id", "sex", "pay_period", BASIC, ALLOWANCES, LEAVE, SHIFT,
                     "bonus_in_pay_period", "bonus_period", "weekly_hours", "bonus_12_months",
                     "full_pay", "ethnicity", "grade", "department", "start_date"]
FULL_COLUMNS = [*CANONICAL_COLUMNS[:4], PIECEWORK, *CANONICAL_COLUMNS[4:-1]]
AMOUNT_COLUMNS = {BASIC, ALLOWANCES, PIECEWORK, LEAVE, SHIFT, "bonus_in_pay_period",
                  "bonus_12_months"}


def canonical_row(person, lines):
    sums = totals(person, lines)
    row = {column: money_or_blank(sums[column]) for column in AMOUNT_COLUMNS}
    row.update({
        "employee_id": person.id, "sex": person.sex, "pay_period": person.period,
        "bonus_period": sums["bonus_period"], "weekly_hours": hours_text(person.hours),
        "full_pay": "yes" if person.on_full_pay else "no", "ethnicity": person.ethnicity,
        "grade": person.grade, "department": person.department,
        "start_date": person.started.isoformat(),
    })
    return row


def canonical_table(people, lines, columns):
    rows = [canonical_row(person, lines) for person in people]
    return [columns] + [[row[column] for column in columns] for row in rows]


def statutory_hourly(person):
    """Hourly pay by the regulations, as an exact fraction of pounds."""
    sums = totals(person, BASE)
    pay = Fraction(ordinary(sums), 100) * 7 / DAYS[person.period]
    if sums["bonus_in_pay_period"]:
        pay += Fraction(sums["bonus_in_pay_period"], 100) * 7 / DAYS[sums["bonus_period"]]
    return pay / Fraction(person.hours, 100)


# ---------------------------------------------------------------- writing files


def csv_text(rows, delimiter=",", newline="\n", quoting=csv.QUOTE_MINIMAL):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator=newline, quoting=quoting).writerows(rows)
    return buffer.getvalue()


def uk_date(day):
    return day.strftime("%d/%m/%Y")


MAIN_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_NS = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
GENERAL, BOLD, AMOUNT, DATE = range(4)  # cell formats, in the order of STYLES
STYLES = f"""{XML}<styleSheet xmlns="{MAIN_NS}">\
<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>\
<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


@dataclass(frozen=True)
class Number:
    text: str
    style: int = GENERAL


@dataclass
class Sheet:
    """Rows of str, Number or date; the text of the first n_bold rows is bold."""
    name: str
    rows: list
    n_bold: int = 1
    is_hidden: bool = False
    merged: tuple = ()


def column_letters(index):
    letters = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def cell_xml(reference, cell, is_bold, strings):
    if cell == "":
        return ""
    if isinstance(cell, date):
        serial = (cell - date(1899, 12, 30)).days
        return f'<c r="{reference}" s="{DATE}"><v>{serial}</v></c>'
    if isinstance(cell, Number):
        return f'<c r="{reference}" s="{cell.style}"><v>{cell.text}</v></c>'
    index = strings.setdefault(cell, len(strings))
    return f'<c r="{reference}" s="{BOLD if is_bold else GENERAL}" t="s"><v>{index}</v></c>'


def sheet_xml(sheet, strings):
    rows = []
    for number, row in enumerate(sheet.rows, 1):
        cells = "".join(cell_xml(f"{column_letters(column)}{number}", cell,
                                 number <= sheet.n_bold, strings)
                        for column, cell in enumerate(row))
        if cells:
            rows.append(f'<row r="{number}">{cells}</row>')
    width = max(len(row) for row in sheet.rows)
    merged = "".join(f'<mergeCell ref="{reference}"/>' for reference in sheet.merged)
    if merged:
        merged = f'<mergeCells count="{len(sheet.merged)}">{merged}</mergeCells>'
    return (f'{XML}<worksheet xmlns="{MAIN_NS}">'
            f'<dimension ref="A1:{column_letters(width - 1)}{len(sheet.rows)}"/>'
            f'<sheetData>{"".join(rows)}</sheetData>{merged}</worksheet>')


def relationships_xml(targets):
    inner = "".join(f'<Relationship Id="rId{number}" Type="{REL_NS}/{kind}" Target="{target}"/>'
                    for number, (kind, target) in enumerate(targets, 1))
    return f'{XML}<Relationships xmlns="{PACKAGE_NS}/relationships">{inner}</Relationships>'


def xlsx_bytes(sheets, compression):
    strings = {}
    names = [f"worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
    parts = {f"xl/{name}": sheet_xml(sheet, strings) for name, sheet in zip(names, sheets)}
    n_uses = sum(part.count(' t="s"') for part in parts.values())
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    parts["xl/sharedStrings.xml"] = (f'{XML}<sst xmlns="{MAIN_NS}" count="{n_uses}" '
                                     f'uniqueCount="{len(strings)}">{items}</sst>')
    parts["xl/styles.xml"] = STYLES
    hidden = {True: ' state="hidden"', False: ""}
    entries = "".join(f'<sheet name="{escape(sheet.name)}" sheetId="{number}"'
                      f'{hidden[sheet.is_hidden]} r:id="rId{number}"/>'
                      for number, sheet in enumerate(sheets, 1))
    parts["xl/workbook.xml"] = (f'{XML}<workbook xmlns="{MAIN_NS}" xmlns:r="{REL_NS}">'
                                f'<sheets>{entries}</sheets></workbook>')
    parts["xl/_rels/workbook.xml.rels"] = relationships_xml(
        [("worksheet", name) for name in names]
        + [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")])
    parts["_rels/.rels"] = relationships_xml([("officeDocument", "xl/workbook.xml")])
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = {"workbook.xml": "sheet.main", "styles.xml": "styles",
                 "sharedStrings.xml": "sharedStrings", **{name: "worksheet" for name in names}}
    inner = "".join(f'<Override PartName="/xl/{name}" ContentType="{kind}.{what}+xml"/>'
                    for name, what in overrides.items())
    parts["[Content_Types].xml"] = (
        f'{XML}<Types xmlns="{PACKAGE_NS}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{inner}</Types>')

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts):  # [Content_Types].xml comes first
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            entry.compress_type = compression
            archive.writestr(entry, parts[name].encode("utf-8"))
    return buffer.getvalue()


# ---------------------------------------------------------------- the canonical table, four ways


def canonical_csv():
    return csv_text(canonical_table(PEOPLE, BASE, CANONICAL_COLUMNS)).encode("utf-8")


def canonical_semicolon():
    header, *rows = canonical_table(PEOPLE, BASE, CANONICAL_COLUMNS)
    rows = [[pound_sign(cell) if column in AMOUNT_COLUMNS else cell
             for column, cell in zip(header, row)] for row in rows]
    return csv_text([header] + rows, ";", "\r\n").encode("cp1252")


def canonical_utf16():
    table = canonical_table(PEOPLE, BASE, CANONICAL_COLUMNS)
    return b"\xff\xfe" + csv_text(table, "\t", "\r\n").encode("utf-16-le")


def canonical_xlsx():
    def typed(column, cell):
        if cell and column in AMOUNT_COLUMNS:
            return Number(plain_number(cell), AMOUNT)
        if column == "weekly_hours":
            return Number(cell)
        return date.fromisoformat(cell) if column == "start_date" else cell

    header, *rows = canonical_table(PEOPLE, BASE, CANONICAL_COLUMNS)
    title = [[f"{EMPLOYER}: payroll for the gender pay gap"],
             ["Snapshot date 5 April 2026; prepared by the payroll office"]]
    typed_rows = [[typed(*pair) for pair in zip(header, row)] for row in rows]
    lookups = [["sex", "meaning"], ["F", "Woman"], ["M", "Man"], [],
               ["pay_period", "days"], ["weekly", Number("7")], ["four-weekly", Number("28")],
               ["monthly", Number("30.44")]]
    return xlsx_bytes([Sheet("Payroll", title + [header] + typed_rows, 3, merged=("A1:P1",)),
                       Sheet("Lookups", lookups, is_hidden=True)], zipfile.ZIP_DEFLATED)


# ---------------------------------------------------------------- payment lines


def people_csv(people):
    rows = [[canonical_row(person, BASE)[column] for column in PEOPLE_COLUMNS]
            for person in people]
    return csv_text([PEOPLE_COLUMNS] + rows).encode("utf-8")


def lines_csv(lines):
    header = ["employee_id", "element", "amount", "date_paid", "period_start", "period_end",
              "bonus_period"]
    rows = [[line.person.id, line.element.name, money(line.pence), line.paid.isoformat(),
             line.start.isoformat(), line.end.isoformat(), line.element.bonus_period]
            for line in lines]
    return csv_text([header] + rows).encode("utf-8")


def elements_wide():
    elements = [element for element in ELEMENTS.values()
                if any(line.element is element for line in BASE)]
    header = (PEOPLE_COLUMNS + [element.name for element in elements]
              + ["bonus_period", "Bonus in 12 months"])
    rows = []
    for person in PEOPLE:
        canonical = canonical_row(person, BASE)
        own = [line for line in BASE if line.person is person and line.is_of_relevant_period()]
        amounts = [money_or_blank(total([line for line in own if line.element is element]))
                   for element in elements]
        rows.append([canonical[column] for column in PEOPLE_COLUMNS] + amounts
                    + [canonical["bonus_period"], canonical["bonus_12_months"]])
    return csv_text([header] + rows).encode("utf-8")


# ---------------------------------------------------------------- HR and payroll systems


def esr_quartiles():
    """Quarter of each employee on full pay, 1 the lowest, as ESR hands them out."""
    ranked = sorted((person for person in PEOPLE if person.on_full_pay),
                    key=lambda person: (statutory_hourly(person), person.id))
    size, over = divmod(len(ranked), 4)
    sizes = [size + (over >= 1), size + (over == 3), size + (over >= 2), size]
    quartiles = [quartile for quartile, n in enumerate(sizes, 1) for _ in range(n)]
    return {person.id: quartile for person, quartile in zip(ranked, quartiles)}


def nhs_esr_gpg():
    quartiles = esr_quartiles()
    preamble = [[], ["", "NHS Electronic Staff Record"], ["", "Gender Pay Gap: Staff Detail"],
                ["", "Snapshot Date", "05-APR-2026"], ["", "Gender", "All Column Values"],
                ["", "Payroll", "RT Monthly; RT Weekly; RT Lunar"],
                ["", "Employee Person Type", "Employee"], []]
    header = ["", "Employee Number", "Gender", "Payroll", "Employee Person Type", "Hourly Rate",
              "Quartile"]
    payrolls = {"monthly": "RT Monthly", "weekly": "RT Weekly", "four-weekly": "RT Lunar"}
    rows = []
    for person in PEOPLE:
        if person.on_full_pay:
            rate = half_up(statutory_hourly(person) * 10000)
            rows.append(["", person.id, person.gender, payrolls[person.period], "Employee",
                         Number(plain_number(f"{rate // 10000}.{rate % 10000:04d}"), AMOUNT),
                         Number(str(quartiles[person.id]))])
    footer = [[], ["", f"Count: {len(rows)}"]]
    return xlsx_bytes([Sheet("Staff Detail", preamble + [header] + rows + footer, 9,
                             merged=("B2:G2", "B3:G3"))], zipfile.ZIP_STORED)


def nhs_esr_staff_list():
    rows = [["Primary", "Employee Number", "Assignment Number", "Org L3", "Org L5", "Position Title",
             "Pay Scale", "", ""]]
    for person in PEOPLE:
        for number, post in enumerate(person.posts):
            suffix = f"-{number + 1}" if number else ""
            band = GRADES[post.point][0][1:]
            scale = "#N/A" if person.id == "004178" else f"RT|XR0{band}|Band {band}"
            department, cost_centre = DEPARTMENTS[post.department]
            rows.append(["N" if number else "Y", person.id, person.id + suffix,
                         f"{EMPLOYER} {department}", f"{cost_centre} {department}", post.job,
                         scale, "", ""])
    return csv_text(rows, newline="\r\n").encode("utf-8-sig")


DAYFORCE_FREQUENCY = {"monthly": ("Monthly", "4.333314"), "weekly": ("Weekly", "1"),
                      "four-weekly": ("4-Weekly", "4")}
DAYFORCE_CATEGORY = {BASIC: "Basic Pay", ALLOWANCES: "Allowances", LEAVE: "Pay for Leave",
                     SHIFT: "Shift Premium Pay", BONUS: "Bonus Pay"}
DAYFORCE_PEOPLE = ["Employee Number", "Employee Gender", "Employment Status Group Name",
                   "Base Rate", "Normal Weekly Hours", "Pay Frequency Name", "Weekly Denominator"]


def dayforce_person(person):
    _, yearly, hourly = GRADES[person.posts[0].point]
    rate = half_up(Fraction(yearly * 10000 * 100, 52 * FULL_TIME))
    if person.period != "monthly":
        rate = hourly * 100
    return [person.id, person.gender, "Leave" if person.id == "004159" else "Active",
            f"{rate // 10000}.{rate % 10000:04d}", money(person.hours),
            *DAYFORCE_FREQUENCY[person.period]]


def dayforce_payroll_data():
    header = DAYFORCE_PEOPLE + ["Earning Code Name", "Earning Name", "Units",
                                "Pay Run Earning Rate", "Pay Run Earning Amount",
                                "Category of Earnings", "Pay Run Pay Date", "Snapshot Date",
                                "Current Snapshot Period"]
    # The report is run in May: by then the next weekly pay run counts as "current" too.
    next_week = [make_line(person, "Basic Pay", Fraction(basic_pence(person, person.posts[0]), 100),
                           date(2026, 4, 9)) for person in PEOPLE if person.period == "weekly"]
    rows = []
    for line in sorted(SYSTEM_LINES + next_week,
                       key=lambda line: (line.person.id, line.paid, line.element.code,
                                         -line.pence)):
        rate, units = "", "0.00"
        if line.element.name == "Basic Pay" and line.person.period != "monthly":
            hourly = GRADES[line.person.posts[0].point][2]
            rate, units = money(hourly) + "00", money(half_up(Fraction(line.pence * 100, hourly)))
        category = DAYFORCE_CATEGORY.get(line.element.kind, line.element.name)
        rows.append(dayforce_person(line.person)
                    + [line.element.code, line.element.name, units, rate, money(line.pence),
                       category, uk_date(line.paid), uk_date(SNAPSHOT),
                       "1" if line.end >= SNAPSHOT else "0"])
    return csv_text([header] + rows, newline="\r\n").encode("utf-8-sig")


def dayforce_relevant_employees():
    rows = [dayforce_person(person) for person in PEOPLE]
    return csv_text([DAYFORCE_PEOPLE] + rows, newline="\r\n").encode("utf-8-sig")


def weekly_pence(pence, days):
    return half_up(Fraction(pence) * 7 / days)


def cintra_gpg_snapshot():
    periods = {"monthly": "Monthly", "weekly": "Weekly", "four-weekly": "Lunar"}
    header = ["Empt Id", "Surname", "First Name", "M/F", "Payroll Period", "Exclude", "*",
              "Hourly Rate", "Weekly Ord", "Weekly Bonus", "Weekly Bonus O/R", "Weekly Hours",
              "Weekly Hours O/R", "On Full Pay"]
    rows, weekly_total = [], 0
    for person in PEOPLE:
        sums = totals(person, BASE)
        paid = sums["bonus_in_pay_period"] or 0
        weekly = weekly_pence(ordinary(sums), DAYS[person.period])
        bonus = weekly_pence(paid, DAYS[sums["bonus_period"]]) if paid else 0
        shown_bonus, bonus_override = bonus, ""
        shown_hours, hours_override = person.hours, ""
        if person.id == "004103":  # its dates were not entered, so the bonus was not spread
            shown_bonus, bonus_override = weekly_pence(paid, DAYS["monthly"]), pound_sign(money(bonus))
        if person.id == "004348":
            shown_hours, hours_override = 0, money(person.hours)
        hourly = half_up(Fraction((weekly + bonus) * 100, person.hours))
        note = "*" if bonus_override or hours_override else ""
        rows.append([person.id, person.surname, person.forename, person.sex,
                     periods[person.period], "N", note, pound_sign(money(hourly)),
                     pound_sign(money(weekly)), pound_sign(money(shown_bonus)), bonus_override,
                     money(shown_hours), hours_override,
                     "Yes" if person.on_full_pay else "No"])
        weekly_total += weekly
    rows.append(["009001", "Contractor", "Test", "M", "Monthly", "Y", "*", "£45.00", "£1,687.50",
                 "£0.00", "", "37.50", "", "Yes"])
    weekly_total += 168750
    preamble = [["Gender Pay Gap - Snapshot Details"], ["Employer:", EMPLOYER],
                ["Snapshot:", "05 April 2026"], []]
    footer = [["Total", "", "", "", "", "", "", "", pound_sign(money(weekly_total))],
              [f"Count: {len(rows)}"]]
    return csv_text(preamble + [header] + rows + footer, newline="\r\n").encode("cp1252")


def moorepay_preceda_d80():
    periods = {"monthly": "M01", "weekly": "W52", "four-weekly": "L01"}
    weeks = {"monthly": Fraction(52, 12), "weekly": Fraction(1), "four-weekly": Fraction(4)}
    header = ["Company Number", "Employee Number", "Pay Period", "Gender", "Pay Amount Paid",
              "Pay Hourly Rate", "Bonus/Commission Payment"]
    rows = []
    for person in PEOPLE:
        sums = totals(person, BASE)
        if len(rows) % 16 == 0:  # a page: the header and fifteen people
            rows.append(header)
        rate = half_up(ordinary(sums) / weeks[person.period] * 100 / person.hours)
        rows.append(["0012", f"'{person.id}", periods[person.period], person.sex,
                     pound_sign(money(ordinary(sums))), pound_sign(money(rate)),
                     pound_sign(money(sums["bonus_12_months"] or 0))])
    return csv_text(rows, newline="\r\n").encode("cp850")


def address_of(person):
    return [f"{person.number + 1} Example Street", "Anytown"]


POSTCODE = "ZZ99 9ZZ"  # stands for no place


def sage_50_employees():
    frequencies = {"monthly": "Monthly", "weekly": "Weekly", "four-weekly": "4-weekly"}
    header = ["Employee Reference", "Title", "Initial", "Forename", "Surname", "Address 1",
              "Address 2", "Address 3", "Address 4", "Address 5", "Post Code", "E-mail Address",
              "Gender", "Marital Status", "Date of Birth", "Tax Code", "Wk1Mth1 Basis",
              "NI Category", "Payroll ID", "Previous Payroll ID Status", "NI Number", "Job Title",
              "Director Status", "Date Directorship Began", "Payment Frequency", "Gross Salary",
              "Salary Per Period", "Work Start Date", "Sort Code", "Bank Account Number",
              "Bank Name"]
    rows = []
    for person in PEOPLE:
        basic = sum(basic_pence(person, post) for post in person.posts)
        rows.append([person.id, person.title, person.forename[0], person.forename, person.surname,
                     *address_of(person), "", "", "", POSTCODE, person.email, person.gender,
                     ("Single", "Married", "Divorced")[person.number % 3], uk_date(person.born),
                     "1257L", "0", "A", person.id, "0", person.ni_number, person.job,
                     "1" if person.is_director else "0",
                     uk_date(person.started) if person.is_director else "",
                     frequencies[person.period], pound_sign(money(person.yearly)),
                     pound_sign(money(basic)), uk_date(person.started), "00-00-00",
                     f"{person.number + 1:08d}", "Example Bank"])
    return csv_text([header] + rows, newline="\r\n", quoting=csv.QUOTE_ALL).encode("cp1252")


def sage_50_payments():
    def amount(pence):
        return f"({pound_sign(money(-pence))})" if pence < 0 else pound_sign(money(pence))

    rows = [["Employee Reference", "Payment", "Amount", "Date"]]
    rows += [[line.person.id, line.element.name, amount(line.pence), uk_date(line.paid)]
             for line in SYSTEM_LINES]
    return csv_text(rows, newline="\r\n", quoting=csv.QUOTE_ALL).encode("cp1252")


def sage_ireland_gpg():
    payments = [("Basic", ["Basic Pay"]), ("Allowance", ["London Allowance", "Car Allowance"]),
                ("Allowance", ["First Aid Allowance", "Standby Allowance"]),
                ("Shift Premium", ["Night Shift Premium", "Weekend Premium"]),
                ("Holiday Pay", ["Holiday Pay"]),
                ("Maternity and Sick Pay", ["Statutory Maternity Pay", "Statutory Sick Pay",
                                            "Sick Pay at Half Rate"]),
                ("Overtime", ["Overtime"]), ("Annual Bonus", ["Annual Bonus"]),
                ("Quarterly Bonus", ["Quarterly Bonus"]), ("Sales Commission", ["Sales Commission"])]
    header = ["Employee Code", "Employee First name", "Employee Surname", "Employee PPSn", "Gender",
              "Employment type", "Pay Type", *(name for name, _ in payments), "Sum total",
              "Hours worked", "Contracted hours"]
    rows = []
    for person in PEOPLE:
        own = [line for line in SYSTEM_LINES
               if line.person is person and line.is_of_relevant_period()]
        amounts = [sum(line.pence for line in own if line.element.name in names)
                   for _, names in payments]
        is_salaried = person.period == "monthly"
        hours = money(half_up(Fraction(person.hours * 52, 12))) if is_salaried else ""
        rows.append([person.id, person.forename, person.surname, f"{person.number:07d}ZZ",
                     person.gender, "Full time" if person.hours >= 3700 else "Part time",
                     "Salary" if is_salaried else "Hourly", *map(money, amounts),
                     money(sum(amounts)), hours, hours])
    return csv_text([header] + rows, newline="\r\n").encode("utf-8")


def oracle_fusion_gpg():
    payrolls = {"monthly": "RT Monthly", "weekly": "RT Weekly", "four-weekly": "RT Lunar"}
    header = ["Payroll Statutory Unit", "Tax Reporting Unit", "Snapshot Date", "Person Number",
              "Last Name", "First Name", "Assignment Number", "Gender", "Payroll Name",
              "Normal Working Hours", "Working Hours Frequency",
              "Gender Pay Gap Reporting Ordinary Pay (period to date)",
              "Gender Pay Gap Reporting Bonus Pay (year to date)"]
    rows = []
    for person in PEOPLE:
        for number, post in enumerate(person.posts):
            own = [line for line in BASE if line.person is person and line.post == number]
            pay = sum(line.pence for line in own
                      if line.is_of_relevant_period() and line.element.kind != BONUS)
            bonus = sum(line.pence for line in own
                        if line.is_of_twelve_months() and line.element.kind == BONUS)
            suffix = f"-{number + 1}" if number else ""
            rows.append([EMPLOYER, "123/RT456", "05-APR-26", person.id, person.surname,
                         person.forename, f"E{person.id}{suffix}", person.gender,
                         payrolls[person.period], hours_text(post.hours), "Week", money(pay),
                         money(bonus)])
    return csv_text([header] + rows).encode("utf-8")


def itrent_employees():
    header = ["Payroll ID", "Assignment Number", "Surname", "Forename", "NI Number", "Gender",
              "Date of Birth", "Contractual Hours", "Pay Frequency", "Grade",
              "Organisational Unit", "Ethnic Origin"]
    rows = [[person.id, f"{person.id}/1", person.surname, person.forename, person.ni_number,
             person.gender, person.born.strftime("%Y%m%d"), hours_text(person.hours),
             person.period.capitalize(), person.grade, person.department, person.ethnicity]
            for person in PEOPLE]
    return csv_text([header] + rows, "|", "\r\n").encode("utf-8")


def itrent_elements():
    header = ["EMPLOYEE_REF", "ELEMENT_CODE", "DATE", "INPUT_TIME", "COST_CODE", "COSTING_RULE",
              "START_TIME", "END_TIME", "EMPLOYEE", "ROLE", "Payroll ID", "Assignment Number",
              "Pay Element Code", "Shift Start Date", "AMOUNT"]
    rows = []
    for line in SYSTEM_LINES:
        person, code = line.person, line.element.code
        is_night = line.element.name == "Night Shift Premium"
        shift = line.start.strftime("%Y%m%d") if is_night else ""
        amount = money(line.pence) if line.pence >= 0 else money(-line.pence) + "-"
        rows.append([person.id, code, line.paid.strftime("%Y%m%d"), "07:30" if is_night else "",
                     person.cost_centre, "STD", "22:00" if is_night else "",
                     "05:30" if is_night else "", f"{person.forename} {person.surname}",
                     person.posts[line.post].job, person.id, f"{person.id}/1", code, shift, amount])
    return csv_text([header] + rows, "|", "\r\n").encode("utf-8")


def cezanne_people_summary():
    def amount(pence):
        text = f"{pence_sign(pence)}{abs(pence) // 100:,}".replace(",", ".")
        return f"{text},{abs(pence) % 100:02d}"

    def pay_period(line):
        if line.person.period == "monthly":
            return line.start.strftime("%m/%Y Monthly")
        name = "Weekly" if line.person.period == "weekly" else "Four-weekly"
        return f"{uk_date(line.start)}-{uk_date(line.end)} {name}"

    header = ["Person Code", "Full Name", "Gender", "Compensation Items", "Pay Periods",
              "Actual Amount for Period"]
    rows = [[line.person.id, f"{line.person.surname}, {line.person.forename}", line.person.gender,
             line.element.name, pay_period(line), amount(line.pence)] for line in SYSTEM_LINES]
    return ("sep=;\r\n" + csv_text([header] + rows, ";", "\r\n")).encode("utf-8")


def iris_payroll_employees():
    header = ["Payroll Code", "Status", "NI Number", "NI Table", "Tax Code", "W1M1", "Gender",
              "Date of Birth", "Marital Status", "Join Date", "Dept Code", "Dept Name",
              "Cost Centre Code", "Cost Centre Name", "Left Date", "Title", "First Name",
              "Middle Name", "Surname", "Email", "Addr1", "Addr2", "Postcode"]
    rows = []
    for person in [LEAVER, *PEOPLE]:
        left = uk_date(LEFT_ON) if person is LEAVER else ""
        rows.append([person.id, "Former" if left else "Current", person.ni_number, "A", "1257L",
                     "False", person.gender, uk_date(person.born),
                     ("Single", "Married", "Unknown")[person.number % 3], uk_date(person.started),
                     person.posts[0].department.upper(), person.department, person.cost_centre,
                     person.department, left, person.title, person.forename, "", person.surname,
                     person.email, *address_of(person), POSTCODE])
    return csv_text([header] + rows, newline="\r\n").encode("utf-8")


def iris_cascade():
    days = {"annual": "365", "quarterly": "90", "monthly": "30", "": ""}
    groups = ["Employee", "", "", "", "Contract", "", "Pay in the period", "", "", "", "", "",
              "Gender pay gap", "", ""]
    header = ["Payroll Number", "Surname", "Forename", "Gender", "Contracted Hours",
              "Payment Frequency", "Basic Pay", "Allowances", "Leave Pay", "Shift Premium", "Bonus",
              "Gender Bonus Gap Period (Days)", "Bonus in 12 Months",
              "Include in Gender Pay Gap Report", "Department"]
    rows = []
    for person in PEOPLE:
        sums = totals(person, BASE)
        amounts = [money_or_blank(sums[kind]) for kind in (BASIC, ALLOWANCES, LEAVE, SHIFT)]
        rows.append([person.id, person.surname, person.forename, person.gender,
                     hours_text(person.hours), person.period.capitalize(), *amounts,
                     money_or_blank(sums["bonus_in_pay_period"]), days[sums["bonus_period"]],
                     money_or_blank(sums["bonus_12_months"]),
                     "Yes" if person.on_full_pay else "No", person.department])
    return csv_text([groups, header] + rows, newline="\r\n").encode("utf-8-sig")


def esl_pay_elements():
    kinds = {BONUS: "Bonus Pay", EXCLUDED: "Excluded"}
    periods = {"annual": "Yearly", "quarterly": "Quarterly", "monthly": "Monthly", "": ""}
    shares = {("annual", "monthly"): 12, ("quarterly", "monthly"): 3, ("annual", "weekly"): 52,
              ("quarterly", "weekly"): 13, ("annual", "four-weekly"): 13,
              ("quarterly", "four-weekly"): Fraction(13, 4)}
    header = ["Employee Number", "Gender", "Pay Element", "Description", "Hours", "Amount",
              "Payment Date", "GenderPayGap", "GenderPayGapHours", "GenderPayGapBonus"]
    rows = []
    for line in SYSTEM_LINES:
        person, element = line.person, line.element
        has_hours = element.name == "Basic Pay" and person.period != "monthly"
        hourly = GRADES[person.posts[0].point][2]
        hours = money(half_up(Fraction(line.pence * 100, hourly))) if has_hours else ""
        start = [person.id, person.gender]
        rows.append(start + [element.code, element.name, hours, money(line.pence),
                             uk_date(line.paid), kinds.get(element.kind, "Ordinary Pay"),
                             "Include" if element.name == "Basic Pay" else "Exclude",
                             periods[element.bonus_period]])
        share = shares.get((element.bonus_period, person.period))
        if share and line.is_of_relevant_period():
            notional = half_up(line.pence / Fraction(share)) - line.pence
            rows.append(start + ["0599", "Notional Bonus Adjustment", "", money(notional),
                                 uk_date(line.paid), "Bonus Pay", "Exclude",
                                 periods[element.bonus_period]])
    return csv_text([header] + rows, newline="\r\n").encode("utf-8")


def p11d_organiser():
    header = ["PAYROLL", "NI_NUMBER", "SEX", "SALARY", "DOB", "DOC", "DOL", "DEPARTMENT",
              "COSTCENTRE", "LOCATION", "DIRECTOR", "SURNAME", "FORENAME", "ADR_1", "ADR_2",
              "POST_CODE", "EMAIL"]
    rows = [[person.id, person.ni_number.replace(" ", ""), person.sex, money(person.yearly),
             uk_date(person.born), uk_date(person.started),
             uk_date(LEFT_ON) if person is LEAVER else "", person.department[:15],
             person.cost_centre, "Anytown", "Yes" if person.is_director else "No", person.surname,
             person.forename, *address_of(person), POSTCODE, person.email]
            for person in [*PEOPLE, LEAVER]]
    return csv_text([header] + rows, newline="\r\n").encode("cp1252")


def paiyroll_workers():
    def band(hours):  # how real time information tells hours: a letter, no number
        return "A" if hours < 1600 else "B" if hours < 2400 else "C" if hours < 3000 else "D"

    header = ["username", "email", "title", "name", "mobile", "works_id", "start_date", "fte",
              "end_date", "department", "postaldetail_line1", "postaldetail_line3",
              "postaldetail_postcode", "taxdetail_weekly_hours_worked", "taxdetail_NI_category",
              "taxdetail_director", "taxeedetail_date_of_birth", "taxeedetail_gender",
              "taxeedetail_NI_number", "bankdetail_sort_code", "bankdetail_account_number"]
    rows = []
    for person in [*PEOPLE, LEAVER]:
        fte = half_up(Fraction(person.hours * 10000, FULL_TIME))
        rows.append([person.email, person.email, person.title,
                     f"{person.forename} {person.surname}", f"07700 9000{person.number:02d}",
                     person.id, person.started.isoformat(), f"{fte // 10000}.{fte % 10000:04d}",
                     LEFT_ON.isoformat() if person is LEAVER else "", person.department,
                     *address_of(person), POSTCODE, band(person.hours), "A",
                     "true" if person.is_director else "", person.born.isoformat(), person.sex,
                     person.ni_number.replace(" ", ""), "000000", f"{person.number + 1:08d}"])
    return csv_text([header] + rows).encode("utf-8")


# ---------------------------------------------------------------- all of them


def full_expected():
    return csv_text(canonical_table([*PEOPLE, CASUAL], full_lines(), FULL_COLUMNS)).encode("utf-8")


FILES = {
    "canonical.csv": canonical_csv,
    "canonical-semicolon-1252.csv": canonical_semicolon,
    "canonical-utf16.txt": canonical_utf16,
    "canonical.xlsx": canonical_xlsx,
    "payments-people.csv": lambda: people_csv(PEOPLE),
    "payments-lines.csv": lambda: lines_csv(BASE),
    "payments-full-people.csv": lambda: people_csv([*PEOPLE, CASUAL]),
    "payments-full-lines.csv": lambda: lines_csv(full_lines()),
    "payments-full-expected.csv": full_expected,
    "elements-wide.csv": elements_wide,
    "nhs-esr-gpg.xlsx": nhs_esr_gpg,
    "nhs-esr-staff-list.csv": nhs_esr_staff_list,
    "dayforce-payroll-data.csv": dayforce_payroll_data,
    "dayforce-relevant-employees.csv": dayforce_relevant_employees,
    "cintra-gpg-snapshot.csv": cintra_gpg_snapshot,
    "moorepay-preceda-d80.csv": moorepay_preceda_d80,
    "sage-50-employees.csv": sage_50_employees,
    "sage-50-payments.csv": sage_50_payments,
    "sage-ireland-gpg.csv": sage_ireland_gpg,
    "oracle-fusion-gpg.csv": oracle_fusion_gpg,
    "itrent-employees.csv": itrent_employees,
    "itrent-elements.csv": itrent_elements,
    "cezanne-people-summary.csv": cezanne_people_summary,
    "iris-payroll-employees.csv": iris_payroll_employees,
    "iris-cascade.csv": iris_cascade,
    "esl-pay-elements.csv": esl_pay_elements,
    "p11d-organiser.csv": p11d_organiser,
    "paiyroll-workers.csv": paiyroll_workers,
}


def main():
    if len(sys.argv) > 2:
        sys.exit("usage: make_exports.py [FOLDER]")
    folder = Path(sys.argv[1]) if len(sys.argv) == 2 else Path(__file__).resolve().parent
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in FILES.items():
        (folder / name).write_bytes(make())


if __name__ == "__main__":
    main()
