#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The statutory figures from lists of payments and of hours, computed a second time and exactly.

    payments.py PEOPLE.csv paygap.ini

prints what oracle.py prints. Payment lines and weeks of hours are turned into one canonical row for each person,
every amount a Fraction; from there on the rules are those of oracle.py.

Everything is a Fraction. Regulation numbers are those of SI 2017/172.
"""
import calendar
import csv
import os
import re
import sys
from collections import namedtuple
from datetime import datetime, timedelta
from fractions import Fraction

import oracle

PEOPLE = [name for name in oracle.CANONICAL if name not in ("employer", "bonus_period")]
PEOPLE += ["start_date", "end_date", "leave_type", "leave_pay_rate", "pieces_in_week", "pieces_per_hour"]
LINES = ["employee_id", "element", "amount", "date_paid", "period_start", "period_end", "bonus_period"]
HOURS = ["employee_id", "week_ending", "hours"]
WINDOWS = ["weekly", "fortnightly", "four-weekly", "monthly", "quarterly", "annual"]
ORDINARY = ["basic", "allowance", "piecework", "leave", "shift premium"]
LEFT_OUT = ["overtime", "expenses", "benefit in kind", "redundancy", "pay in lieu", "arrears", "ignore"]
SACRIFICE, BONUS = "salary sacrifice", "bonus"
DAY_FORMS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%b-%y", "%d-%b-%Y", "%d %B %Y"]
FULL, REDUCED = {"full", "full pay"}, {"half", "half pay", "nil", "smp"}
WEEKS = 12
DAY = timedelta(days=1)

Line = namedtuple("Line", "employee element amount paid start end bonus_period")
Element = namedtuple("Element", "kind bonus_period")
Week = namedtuple("Week", "ending hours")
# windows: days of a pay period -> (first, last); signs: element of salary sacrifice -> 1, or -1 where most of its lines
# are below zero
Rules = namedtuple("Rules", "snapshot windows elements policy signs")
Outcome = namedtuple("Outcome", "status employers strangers")  # strangers: employees of lines, not among the people


# --- reading ------------------------------------------------------------------------------------------

def day(text):
    """A date, or None for a blank cell."""
    for form in DAY_FORMS if text else ():
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            pass
    if text:
        raise ValueError("not a date: " + text)
    return None


def read_table(path, names, renamed):
    """One dictionary per line: canonical column -> trimmed text, for the columns that are there."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        lines = [line for line in csv.reader(file) if line]
    wanted = {oracle.simplified(name): name for name in names}
    for name, header in renamed.items():
        wanted.pop(oracle.simplified(name), None)
        wanted[oracle.simplified(header)] = name
    columns = [wanted.get(oracle.simplified(header)) for header in lines[0]]
    return [{name: text.strip() for name, text in zip(columns, line) if name} for line in lines[1:]]


def line_of(row):
    start, end = day(row.get("period_start", "")), day(row.get("period_end", ""))
    return Line(row["employee_id"], row["element"], oracle.amount(row["amount"]), day(row.get("date_paid", "")),
                start, end, row.get("bonus_period", ""))


def element_of(text):
    """The class of an element; `bonus` may name the period that it relates to."""
    if text == BONUS or text.startswith(BONUS + " "):
        return Element(BONUS, text[len(BONUS):].strip())
    if text not in ORDINARY + LEFT_OUT + [SACRIFICE]:
        raise oracle.Stop("no class of elements: " + text)
    return Element(text, "")


def rules_of(config):
    payments = config["payments"]
    windows = {oracle.period_days(name): tuple(day(end.strip()) for end in payments[name].split(" to "))
               for name in WINDOWS if name in payments}
    snapshot = day(config["employer"]["snapshot_date"])
    last = calendar.monthrange(snapshot.year, snapshot.month)[1]
    windows.setdefault(oracle.MONTH, (snapshot.replace(day=1), snapshot.replace(day=last)))
    elements = {name: element_of(text) for name, text in config.get("elements", {}).items()}
    return Rules(snapshot, windows, elements, config.get("policy", {}), {})


def read_people(path, config):
    """The rows of the people; in the layout of one row for each payment, the first of each employee."""
    rows = read_table(path, PEOPLE, config.get("columns", {}))
    rows = [{name: oracle.mapped(name, text, config) for name, text in {**row, **config.get("constants", {})}.items()}
            for row in rows]
    people = {}
    for row in rows:
        if people.setdefault(row["employee_id"], row) is not row and "file" in config["payments"]:
            raise oracle.Stop("the same employee_id twice")
    return people


def read_lines(path, config, rules):
    """The lines of each employee, or Stop when an element has no class."""
    payments = config["payments"]
    file = os.path.join(os.path.dirname(path), payments["file"]) if "file" in payments else path
    renamed = {name: header for name, header in payments.items() if name in LINES}
    lines = [line_of(row) for row in read_table(file, LINES, renamed)]
    strange = {line.element for line in lines if line.element not in rules.elements}
    if strange:
        raise oracle.Stop("elements in no class: " + ", ".join(sorted(strange)))
    for element, of_element in gathered(lines, lambda line: line.element).items():
        below, above = (sum(side * line.amount > 0 for line in of_element) for side in (-1, 1))
        total = sum((line.amount for line in of_element), Fraction(0))
        rules.signs[element] = -1 if below > above or below == above and total < 0 else 1
    return gathered(lines, lambda line: line.employee)


def read_hours(path, config):
    """The weeks of each employee in which somebody worked."""
    if "hours" not in config:
        return {}
    rows = read_table(os.path.join(os.path.dirname(path), config["hours"]["file"]), HOURS, {})
    worked = [row for row in rows if row["hours"] and oracle.amount(row["hours"]) > 0]
    weeks = gathered(worked, lambda row: row["employee_id"])
    return {employee: [Week(day(row["week_ending"]), oracle.amount(row["hours"])) for row in rows]
            for employee, rows in weeks.items()}


def gathered(items, key):
    groups = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


# --- windows ------------------------------------------------------------------------------------------

def within(one, window):
    return one is not None and window is not None and window[0] <= one <= window[1]


def twelve_months(snapshot):
    """The twelve months that end with the snapshot date, regulation 10."""
    return snapshot.replace(year=snapshot.year - 1) + DAY, snapshot


def configured_window(row, rules):
    """The relevant pay period of people paid as often as this one, regulation 5."""
    return rules.windows.get(oracle.period_days(row.get("pay_period", "")))


def pay_window(row, lines, rules):
    """The person's own relevant pay period: of the pay that covers the snapshot date, of basic pay if there is any.

    From the earliest beginning to the latest end; a part of what is usual stands for all of it.
    """
    own = [line for line in lines
           if rules.elements[line.element].kind in ORDINARY and within(rules.snapshot, span_of(line))]
    own = [line for line in own if rules.elements[line.element].kind == "basic"] or own
    usual = configured_window(row, rules)
    if not own:
        return usual
    first, last = min(line.start for line in own), max(line.end for line in own)
    return usual if usual and usual[0] <= first and last <= usual[1] else (first, last)


def span_of(line):
    return (line.start, line.end) if line.start else None


def is_current(line, row, rules):
    """Regulation 6(1), step 2: whether the line belongs to the relevant pay period and no other."""
    if line.start:
        usual = configured_window(row, rules)
        is_part = usual and usual[0] <= line.start and line.end <= usual[1]
        return bool(is_part) or within(rules.snapshot, span_of(line))
    return within(line.paid, configured_window(row, rules))


def span_days(start, end):
    """The length of a period given by its ends: whole months (the 6th to the 5th too), or days."""
    after = end + DAY
    if start.day != after.day:
        return Fraction((after - start).days)
    months = 12 * (after.year - start.year) + after.month - start.month
    return oracle.YEAR if months == 12 else months * oracle.MONTH


def bonus_days(line, rules):
    """Regulation 6(1), step 3: the period a bonus relates to. The line, its element, its own period, the policy."""
    named = line.bonus_period or rules.elements[line.element].bonus_period
    if not named and line.start:
        return span_days(line.start, line.end)
    return oracle.period_days(named or rules.policy.get("default_bonus_period", ""))


# --- canonical rows -----------------------------------------------------------------------------------

def canonical(row, lines, weeks, rules):
    """One person: the row of the people with pay, bonuses [(amount, days)] and hours added."""
    window = pay_window(row, lines, rules)
    bonuses = [line for line in lines if rules.elements[line.element].kind == BONUS]
    year = twelve_months(rules.snapshot)
    return {**row, "ordinary_pay": ordinary_pay(row, lines, rules),
            "bonuses": [(line.amount, bonus_days(line, rules)) for line in bonuses if within(line.paid, window)],
            "bonus_12_months": sum((line.amount for line in bonuses if within(line.paid, year)), Fraction(0)),
            "weekly_hours": weekly_hours(row, weeks, window)}


def ordinary_pay(row, lines, rules):
    """Regulation 3, after salary sacrifice; of an element's lines those of the rarer sign give back."""
    total = Fraction(0)
    for line in lines:
        kind = rules.elements[line.element].kind
        if kind in ORDINARY and is_current(line, row, rules):
            total += line.amount
        if kind == SACRIFICE and is_current(line, row, rules):
            total -= rules.signs[line.element] * line.amount
    return total


def weekly_hours(row, weeks, window):
    """Regulation 7: the contract's hours, the twelve weeks worked last, or those of the pieces; else BLANK."""
    if row.get("weekly_hours"):
        return oracle.amount(row["weekly_hours"])
    if weeks:
        return average_hours(weeks, window)
    pieces, rate = (oracle.amount(row.get(name, "")) for name in ("pieces_in_week", "pieces_per_hour"))
    if oracle.BLANK in (pieces, rate):
        return oracle.BLANK
    return pieces / rate * Fraction(6, 5)


def average_hours(weeks, window):
    ended = [week for week in weeks if window and week.ending <= window[1]]
    latest = sorted(ended, key=lambda week: week.ending)[-WEEKS:]
    return sum(week.hours for week in latest) / WEEKS if len(latest) == WEEKS else oracle.BLANK


# --- one person ---------------------------------------------------------------------------------------

def is_employed(row, snapshot):
    start, end = day(row.get("start_date", "")), day(row.get("end_date", ""))
    return (not start or start <= snapshot) and (not end or snapshot <= end)


def on_full_pay(row):
    """Regulation 1(2): True, False, or BLANK or BAD where it is not known."""
    if "full_pay" in row:
        return oracle.yes_no(row["full_pay"])
    if not row.get("leave_type"):
        return True
    rate = row.get("leave_pay_rate", "").lower()
    match = re.fullmatch(r"(\d+(?:\.\d+)?) ?%", rate)
    if match:
        return Fraction(match[1]) >= 100
    return True if rate in FULL else False if rate in REDUCED else oracle.BAD


def hourly_pay(row):
    """Regulation 6(1): the exact hourly rate, or why there is none."""
    answer = on_full_pay(row)
    if answer in (oracle.BLANK, oracle.BAD):
        return oracle.BAD
    if not answer:
        return oracle.ON_LEAVE
    known = oracle.known_rate(row)
    return known if known != oracle.BLANK else rate_from_pay_and_hours(row)


def rate_from_pay_and_hours(row):
    """Regulation 6(1), steps 3 to 6; what was paid is judged after step 4, each bonus in proportion."""
    days, hours = oracle.period_days(row["pay_period"]), row["weekly_hours"]
    bonuses = [(amount, length) for amount, length in row["bonuses"] if amount != 0]
    if any(length == oracle.BLANK for _, length in bonuses):
        raise oracle.Stop("a bonus in the pay period without a bonus period")
    weekly = row["ordinary_pay"] * 7 / days + sum(amount * 7 / length for amount, length in bonuses)
    if weekly <= 0:
        return oracle.NOTHING_PAID if weekly == 0 else oracle.BAD
    return weekly / hours if isinstance(hours, Fraction) and 0 < hours <= 168 else oracle.BAD


def count_person(row, groups, private):
    """Adds one person to the group it belongs to; True when bad data kept it out of a figure."""
    partner = oracle.partner_of([row])
    if private and partner:
        return partner == oracle.BAD
    sex = oracle.sex_of([row])
    if sex not in groups:
        return False
    group = groups[sex]
    group.headcount += 1
    rate, bonus = hourly_pay(row), row["bonus_12_months"]
    if isinstance(rate, Fraction):
        group.rates.append(rate)
    group.bonus_known += 1
    group.bonuses += [bonus] if bonus > 0 else []
    return rate == oracle.BAD


def is_open(line, rules):
    """Whether ordinary pay is for a pay period that is relevant to somebody: who is not among the people may be one."""
    if rules.elements[line.element].kind not in ORDINARY + [SACRIFICE]:
        return False
    if line.start and line.start <= rules.snapshot <= line.end:
        return True
    first, last = (line.start, line.end) if line.start else (line.paid, line.paid)
    return first is None or any(begin <= first and last <= end for begin, end in rules.windows.values())


# --- the whole answer ---------------------------------------------------------------------------------

def evaluate(path, configuration):
    """The whole answer for one set of files, or Stop."""
    config = oracle.read_configuration(configuration)
    rules = rules_of(config)
    people = read_people(path, config)
    lines, weeks = read_lines(path, config, rules), read_hours(path, config)
    groups, bad = {"men": oracle.Group(), "women": oracle.Group()}, False
    private = config["employer"].get("sector", "private") == "private"
    for employee, row in people.items():
        if is_employed(row, rules.snapshot):
            person = canonical(row, lines.get(employee, []), weeks.get(employee, []), rules)
            bad = count_person(person, groups, private) or bad
    name = config["employer"].get("name", "Unnamed employer")
    strangers = sorted(set(lines) - set(people))
    bad = bad or any(is_open(line, rules) for stranger in strangers for line in lines[stranger])
    return Outcome(int(bad), {name: oracle.figures_of(groups, rules.policy, bad)}, strangers)


def main(arguments):
    if len(arguments) != 2:
        sys.exit("usage: payments.py PEOPLE.csv paygap.ini")
    return oracle.print_figures(evaluate, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
