# SPDX-License-Identifier: GPL-3.0-or-later
"""Random payrolls given as people, payment lines and weeks of hours, for the rules of payments.py.

Lines fall on, just inside and just outside every window. A cell is only ever ambiguous in ways the rules decide:
the ordinary lines of one person that hold the snapshot date are of one period, and a bonus that needs a period has
one. A Payroll holds typed cells (Decimal for money, date for days, text for the rest); `write` spells it as files.
"""
import calendar
import csv
import io
import os
import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import payrolls

DAY = timedelta(days=1)
LENGTHS = {"weekly": 7, "fortnightly": 14, "four-weekly": 28}
DAYS = {"weekly": Fraction(7), "fortnightly": Fraction(14), "four-weekly": Fraction(28), "monthly": Fraction("30.44"),
        "quarterly": Fraction("91.32"), "annual": Fraction("365.25")}
ELEMENTS = {"Basic Pay": "basic", "0010 Salary": "basic", "London Weighting": "allowance",
            "Car, allowance": "allowance", "First aid": "allowance", "Piece rate": "piecework", "Holiday Pay": "leave",
            "Shift: nights": "shift premium", "Pension sacrifice": "salary sacrifice",
            "Cycle to work": "salary sacrifice", "Overtime x1.5": "overtime", "Expenses": "expenses",
            "Medical cover": "benefit in kind", "Redundancy": "redundancy", "PILON": "pay in lieu",
            "Back pay": "arrears", "Tax code note": "ignore", "Bonus": "bonus", "Discretionary": "bonus",
            "Annual Bonus": "bonus annual", "Commission": "bonus monthly", "Weekly prize": "bonus weekly",
            "Quarter bonus": "bonus quarterly", "Four-week prize": "bonus four-weekly",
            "Fortnight": "bonus fortnightly", "Profit share": "bonus 12 months",
            "Half-year award": "bonus 6 months", "Spot award": "bonus 10 days"}
NOT_PAY = ["Overtime x1.5", "Expenses", "Medical cover", "Redundancy", "PILON", "Back pay", "Tax code note"]
EXTRAS = ["London Weighting", "Car, allowance", "First aid", "Piece rate", "Holiday Pay", "Shift: nights"]
BONUSES = [name for name, kind in ELEMENTS.items() if kind.startswith("bonus")]
BASICS = ["Basic Pay", "0010 Salary"]
BARE = ["Bonus", "Discretionary"]  # bonuses whose element names no period
CELLS = ["annual", "Monthly", "weekly", "quarterly", "6 months", "12 months", "90 days", "28", "2 weeks", "half-yearly"]
HEADERS = {"employee_id": "Employee Number", "element": "Pay Element", "amount": "Value", "date_paid": "Pay Date",
           "period_start": "From", "period_end": "To", "bonus_period": "Bonus relates to"}
LEAVES = ["maternity", "Sick", "annual leave", "adoption", "unpaid"]
RATES = ["full", "Full", "100%", "half", "Half", "nil", "Nil", "SMP", "50%", "90%", "0%", "", "see note"]
DAY_STYLES = ["iso", "slashes", "short"]


@dataclass
class Payroll:
    people: list
    lines: list
    weeks: list
    ini: dict
    features: set
    seed: int = 0
    windows: dict = field(default_factory=dict)

    @property
    def rows(self):
        return self.people

    def shuffled(self):
        rng, tables = random.Random(self.seed), [list(self.people), list(self.lines), list(self.weeks)]
        for table in tables:
            rng.shuffle(table)
        return replace(self, people=tables[0], lines=tables[1], weeks=tables[2])

    def other_layout(self):
        """The same payroll as one file instead of two, or two instead of one; None when it cannot be."""
        if "single" in self.features:
            return replace(self, features=self.features - {"single"})
        paid = {line["employee_id"] for line in self.lines}
        if "strangers" in self.features or any(row["employee_id"] not in paid for row in self.people):
            return None
        return replace(self, features=self.features | {"single"})

    def write(self, folder):
        """Writes people.csv, lines.csv, hours.csv and paygap.ini; returns the paths of the people and the ini."""
        single, renamed = "single" in self.features, "renamed" in self.features
        there = {name for line in self.lines for name in line}
        headers = {name: header for name, header in HEADERS.items() if renamed and name in there}
        if single:
            headers.pop("employee_id", None)
            of = {row["employee_id"]: row for row in self.people}
            self.table(folder, "people.csv", [{**of[line["employee_id"]], **line} for line in self.lines], headers)
        else:
            self.table(folder, "people.csv", self.people, {})
            self.table(folder, "lines.csv", self.lines, headers)
        if self.weeks:
            self.table(folder, "hours.csv", self.weeks, {})
        payments = {**({} if single else {"file": "lines.csv"}), **headers, **self.ini["payments"]}
        sections = {**self.ini, "payments": payments, **({"hours": {"file": "hours.csv"}} if self.weeks else {})}
        config = os.path.join(folder, "paygap.ini")
        with open(config, "w", encoding="utf-8") as file:
            for section, keys in sections.items():
                file.write("[%s]\n" % section + "".join("%s = %s\n" % item for item in keys.items()) + "\n")
        return os.path.join(folder, "people.csv"), config

    def table(self, folder, name, rows, headers):
        rng, text = random.Random("%d %s" % (self.seed, name)), io.StringIO()
        columns = sorted({column for row in rows for column in row})
        rng.shuffle(columns)
        styles = {column: rng.choice(DAY_STYLES) for column in columns}
        writer = csv.writer(text, lineterminator="\r\n" if "crlf" in self.features else "\n")
        writer.writerow([headers.get(column) or payrolls.header(rng, column, self.features) for column in columns])
        for row in rows:
            writer.writerow([self.cell(rng, row.get(column, ""), styles[column]) for column in columns])
        with open(os.path.join(folder, name), "wb") as file:
            file.write((b"\xef\xbb\xbf" if "bom" in self.features else b"") + text.getvalue().encode("utf-8"))

    def cell(self, rng, cell, style):
        if isinstance(cell, date):
            return spelled_day(cell, rng.choice(DAY_STYLES) if "mixed days" in self.features else style)
        return payrolls.spelled(rng, cell, self.features)


def spelled_day(one, style):
    if style == "iso":
        return one.isoformat()
    if style == "slashes":
        return one.strftime("%d/%m/%Y")
    return "%d-%s-%02d" % (one.day, calendar.month_abbr[one.month], one.year % 100)


# --- windows ------------------------------------------------------------------------------------------

def month_of(one):
    return one.replace(day=1), one.replace(day=calendar.monthrange(one.year, one.month)[1])


def months_from(first, months):
    """The period of so many months that begins on the day, on one of the first 28 of its month."""
    index = first.year * 12 + first.month - 1 + months
    return first, date(index // 12, index % 12 + 1, first.day) - DAY


def window_of(rng, kind, snapshot):
    """A pay period of the kind that holds the snapshot date, often at its very first or last day."""
    if kind in LENGTHS:
        length = LENGTHS[kind]
        first = snapshot - DAY * rng.choice([0, length - 1, length - 1, rng.randrange(length)])
        return first, first + DAY * (length - 1)
    if kind == "monthly":
        starts = [months_from(date(2026, month, first), 1) for month in (3, 4) for first in (1, 5, 6, 16)]
    elif kind == "quarterly":
        starts = [months_from(date(2026, month, 1), 3) for month in (1, 2, 3, 4)]
    else:
        starts = [months_from(first, 12) for first in (date(2026, 1, 1), date(2025, 4, 6), date(2025, 9, 1))]
    return rng.choice([window for window in starts if window[0] <= snapshot <= window[1]])


def draw_windows(rng, snapshot, features):
    """What pays whom: the windows of the kinds in use; monthly is the calendar month unless configured."""
    kinds = ["weekly", "four-weekly", "monthly"] + [kind for kind in ("fortnightly", "quarterly", "annual")
                                                    if rng.random() < 0.2]
    windows = {kind: window_of(rng, kind, snapshot) for kind in kinds}
    if "own month" not in features:
        windows["monthly"] = month_of(snapshot)
    return windows


def inside(rng, window):
    span = (window[1] - window[0]).days
    return window[0] + DAY * rng.choice([0, span, span, rng.randrange(span + 1)])


def outside(rng, window):
    return rng.choice([window[0] - DAY, window[1] + DAY, window[0] - DAY * rng.randrange(1, 60),
                       window[1] + DAY * rng.randrange(1, 40)])


# --- lines --------------------------------------------------------------------------------------------

class Writer:
    """Writes the lines of one person."""

    def __init__(self, rng, employee, window, features):
        self.rng, self.employee, self.window, self.features = rng, employee, window, features
        self.has_periods = "periods" in features or "some periods" in features and rng.random() < 0.5
        self.lines = []

    def add(self, element, amount, paid, period=None, bonus_period=""):
        line = {"employee_id": self.employee, "element": element, "amount": amount, "date_paid": paid}
        if "periods" in self.features or "some periods" in self.features:
            line["period_start"], line["period_end"] = period or ("", "")
        if "bonus periods" in self.features:
            line["bonus_period"] = bonus_period
        self.lines.append(line)

    def current(self, element, amount):
        """A line of the relevant pay period; with a period of its own the day of payment has no say."""
        if not self.has_periods:
            self.add(element, amount, inside(self.rng, self.window))
            return
        paid = self.rng.choice([self.window[1], inside(self.rng, self.window), outside(self.rng, self.window), ""])
        self.add(element, amount, paid, self.window)

    def other(self, element, amount):
        """A line of another pay period, or of a part of this one without the snapshot date."""
        rng, (first, last) = self.rng, self.window
        if not self.has_periods:
            self.add(element, amount, outside(rng, self.window))
            return
        length = DAY * rng.choice([(last - first).days, 0, 6, 30])
        period = rng.choice([(first - DAY - length, first - DAY), (last + DAY, last + DAY + length)])
        self.add(element, amount, rng.choice([inside(rng, self.window), period[1], outside(rng, self.window)]), period)

    def bonus(self, amount, paid, snapshot, needs_period):
        """A bonus; where hourly pay needs its period, the line or its element gives one."""
        rng = self.rng
        cell = rng.choice(CELLS + ["", ""]) if "bonus periods" in self.features else ""
        period = bonus_span(rng, self.window, snapshot) if self.has_periods and rng.random() < 0.6 else None
        given = bool(cell or period or "default period" in self.features)
        names = [name for name in BONUSES if given or not needs_period or name not in BARE]
        self.add(rng.choice(names + [name for name in BARE if name in names] * 3), amount, paid, period, cell)


def bonus_span(rng, window, snapshot):
    """What a bonus says it relates to: calendar months, the pay period, or any days."""
    first = rng.choice([date(2025, 1, 1), date(2025, 4, 1), date(2025, 10, 1), date(2026, 2, 1), date(2024, 2, 1)])
    months = months_from(first, rng.choice([1, 2, 3, 6, 12, 12, 24]))
    return rng.choice([months, months, window, (date(2025, 4, 6), date(2026, 4, 5)), (snapshot, snapshot),
                       (snapshot - DAY * rng.randrange(1, 90), snapshot), (date(2025, 1, 1), date(2025, 1, 30))])


def ordinary(rng, writer, total):
    """The pay of the period on one line or several, corrections among them, and lines that do not count."""
    left = total
    for _ in range(rng.choice([0, 0, 1, 2, 4])):
        part = min(left, Decimal(rng.randrange(-3000, 12000)) / 100)
        writer.current(rng.choice(EXTRAS + BASICS), part)
        left -= part
    if rng.random() < 0.25:
        sacrificed = Decimal(rng.randrange(100, 9000)) / 100
        sign = rng.choice([1, -1])
        writer.current(rng.choice(["Pension sacrifice", "Cycle to work"]), sign * sacrificed)
        left += sacrificed
        if rng.random() < 0.3:
            writer.other("Pension sacrifice", sign * sacrificed)
    if rng.random() < 0.1:
        wrong = Decimal(rng.randrange(1, 30000)) / 100
        writer.current("Basic Pay", wrong)
        writer.current("Basic Pay", -wrong)
    writer.current(rng.choice(BASICS), left)
    for _ in range(rng.choice([0, 0, 1, 3])):
        writer.other(rng.choice(EXTRAS + BASICS), Decimal(rng.randrange(-20000, 200000)) / 100)
    for _ in range(rng.choice([0, 0, 1, 2])):
        put = rng.choice([writer.current, writer.other])
        put(rng.choice(NOT_PAY), Decimal(rng.randrange(-20000, 200000)) / 100)


def bonuses(rng, writer, snapshot):
    """Bonuses in and around the pay period and the twelve months, several for some, one taken back whole from a few."""
    year = date(snapshot.year - 1, snapshot.month, snapshot.day) + DAY, snapshot
    for _ in range(rng.choice([0, 1, 1, 2, 4])):
        window = rng.choice([writer.window, year])
        paid = rng.choice([inside, inside, outside])(rng, window)
        amount = Decimal(rng.randrange(1, 300000)) / 100
        if "taken back" in writer.features and rng.random() < 0.2:
            amount = (-amount / 10).quantize(payrolls.CENT)
        writer.bonus(amount, paid, snapshot, writer.window[0] <= paid <= writer.window[1])
    if rng.random() < 0.1:
        amount = Decimal(rng.randrange(1, 300000)) / 100
        writer.bonus(amount, rng.choice([year[0], year[1]]), snapshot, True)
        writer.lines.append({**writer.lines[-1], "amount": -amount})


# --- people -------------------------------------------------------------------------------------------

def person(rng, number, draw, payroll, snapshot):
    """One person with lines and hours."""
    features = payroll.features
    kind = rng.choice([*payroll.windows, "monthly", "weekly"])
    row = {"employee_id": "E%03d" % number, "sex": rng.choice(payrolls.MEN + payrolls.WOMEN),
           "pay_period": rng.choice(payrolls.SPELLINGS.get(kind, [kind]))}
    window = payroll.windows[kind]
    if "periods" in features and "own windows" in features and rng.random() < 0.3:
        window = window_of(rng, kind, snapshot)
    writer = Writer(rng, row["employee_id"], window, features)
    hours = hours_of(rng, row, payroll, window)
    total = Fraction(draw()) * hours * DAYS[kind] / 7
    money = Decimal(int(round(total * 100))) / 100
    # Only an ordinary line tells the window of its own, so somebody with one needs such a line.
    if rng.random() < 0.93 or window != payroll.windows[kind] or "windows" not in features:
        ordinary(rng, writer, -money if "bad" in features and rng.random() < 0.03 else money)
    if rng.random() < 0.5:
        bonuses(rng, writer, snapshot)
    payroll.people.append(row)
    payroll.lines += writer.lines
    employment(rng, row, features, snapshot)


def hours_of(rng, row, payroll, window):
    """Gives the person hours in one of the ways; returns what the pay is made of."""
    hours, draw = rng.choice(payrolls.HOURS), rng.random()
    if draw < 0.15 and "zero hours" in payroll.features:
        weeks_of(rng, row["employee_id"], payroll, window)
    elif draw < 0.27 and "pieces" in payroll.features:
        row["pieces_per_hour"], least = rng.choice([("10", 100), ("7", 90), ("12.5", 200), ("0.75", 10)])
        row["pieces_in_week"] = str(rng.choice([least, 3 * least, Decimal(least) + Decimal("20.5")]))
        if "bad" in payroll.features:
            row["pieces_in_week"] = rng.choice(["525", "0", "", row["pieces_in_week"]])
    elif draw < 0.29 and "bad" in payroll.features:
        row["weekly_hours"] = rng.choice(["", "0", "x", "169"])
    else:
        row["weekly_hours"] = hours
    return Fraction(hours)


def weeks_of(rng, employee, payroll, window):
    """Ten to twenty weeks of hours, some without work, the newest at, before or after the end of the window."""
    may_lack, worked = "bad" in payroll.features, 0
    ending = window[1] + DAY * rng.choice([0, 0, -1, -3, 1, 6, 7, 14, 20])
    least, idle = rng.randrange(10, 21), rng.choice([0, 0.1, 0.3])
    while least > 0 or worked < 12 and not may_lack:
        cell = rng.choice(["0", "", "0.00"]) if rng.random() < idle else str(Decimal(rng.randrange(1, 6000)) / 100)
        payroll.weeks.append({"employee_id": employee, "week_ending": ending, "hours": cell})
        worked += ending <= window[1] and cell not in ("0", "", "0.00")
        ending, least = ending - 7 * DAY, least - 1


def employment(rng, row, features, snapshot):
    """Joiners and leavers around the snapshot date, leave, known rates, partners, unknown sex."""
    if "employment" in features:
        row["start_date"] = rng.choice(["", date(2020, 2, 29), snapshot, snapshot - DAY, date(2026, 1, 1)])
        row["end_date"] = rng.choice(["", "", "", snapshot, snapshot + DAY, date(2027, 1, 1)])
        if rng.random() < 0.1:
            row["start_date"], row["end_date"] = rng.choice([(snapshot + DAY, ""), ("", snapshot - DAY)])
    if "leave" in features:
        on_leave = rng.random() < 0.15
        row["leave_type"] = rng.choice(LEAVES) if on_leave else ""
        row["leave_pay_rate"] = rng.choice(RATES if "bad" in features else RATES[:-2]) if on_leave else ""
    if "full pay" in features:
        row["full_pay"] = "no" if rng.random() < 0.1 else rng.choice(["yes", "Y"])
    if "known" in features and rng.random() < 0.1:
        row["hourly_pay"] = Decimal(rng.randrange(900, 4000)) / 100
    if "partner" in features:
        row["partner"] = rng.choice(["", "no", "no", "no", "yes"])
    if "unknown sex" in features and rng.random() < 0.05:
        row["sex"] = rng.choice(["", "X"])


# --- whole payrolls -----------------------------------------------------------------------------------

def draw_features(rng):
    features = {name for name, chance in
                (("single", .3), ("renamed", .4), ("messy", .4), ("mixed days", .3), ("crlf", .2), ("bom", .2),
                 ("bonus periods", .5), ("default period", .3), ("own month", .3), ("own windows", .5), ("public", .3),
                 ("zero hours", .7), ("pieces", .5), ("employment", .5), ("known", .15), ("partner", .15),
                 ("unknown sex", .2), ("penny", .2), ("bad", .25), ("windows", .6),
                 ("taken back", .2)) if rng.random() < chance}
    features |= {rng.choice(["leave", "leave", "full pay", "always full pay"])}
    features |= {rng.choice(["periods", "some periods", "days"])}
    if "periods" not in features:
        features |= {"windows"}
    if "single" not in features and rng.random() < 0.4:
        features |= {"strangers"}
    return features


def make_ini(rng, features, windows, snapshot):
    ini = {"employer": {"name": "Acme Ltd", "sector": "public" if "public" in features else "private",
                        "snapshot_date": snapshot.isoformat()},
           "payments": {}, "elements": dict(ELEMENTS)}
    style = rng.choice(["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"])
    for kind, window in windows.items():
        if "windows" in features and (kind != "monthly" or "own month" in features):
            ini["payments"][kind] = " to ".join(end.strftime(style) for end in window)
    policy = {"default_bonus_period": rng.choice(["annual", "monthly", "quarterly"])}
    policy = policy if "default period" in features else {}
    if "penny" in features:
        policy["tie_precision"] = "penny"
    return {**ini, **({"policy": policy} if policy else {})}


def strangers(rng, payroll, snapshot):
    """Lines of people who are not among the people, several for some."""
    for number in range(rng.randrange(1, 4)):
        writer = Writer(rng, "Z%d" % number, payroll.windows["monthly"], payroll.features)
        ordinary(rng, writer, Decimal(2000))
        writer.bonus(Decimal(500), snapshot, snapshot, True)
        payroll.lines += writer.lines


def general(rng):
    features = draw_features(rng)
    if "own month" in features and "windows" not in features:
        features -= {"own month"}
    snapshot = date(2026, 3, 31) if "public" in features else date(2026, 4, 5)
    windows = draw_windows(rng, snapshot, features)
    payroll = Payroll([], [], [], make_ini(rng, features, windows, snapshot), features, windows=windows)
    draw = payrolls.rates_of(rng, rng.choice(["spine", "spine", "spine", "one rate", "spread"]))
    for number in range(rng.randrange(30, 121)):
        person(rng, number, draw, payroll, snapshot)
    if "single" in features:
        paid = {line["employee_id"] for line in payroll.lines}
        for row in payroll.people:
            if row["employee_id"] not in paid:
                writer = Writer(rng, row["employee_id"], payroll.windows["monthly"], features)
                writer.current("Expenses", Decimal("12.5"))
                payroll.lines += writer.lines
    if "strangers" in features:
        strangers(rng, payroll, snapshot)
    return payroll.shuffled()


def unclassed(rng):
    """Two elements in no class: the run must stop and name both."""
    payroll = general(rng)
    for name in ("Mystery pay", "Code 4711"):
        rng.choice(payroll.lines)["element"] = name
    return replace(payroll, features=payroll.features | {"unclassed"})


def without_a_period(rng):
    """A bonus in the pay period and nothing says what period it relates to: the run must stop."""
    payroll = general(rng)
    while payroll.features & {"default period", "periods", "some periods", "bad", "public"}:
        payroll = general(rng)
    row = {"employee_id": "E999", "sex": "F", "pay_period": "weekly", "weekly_hours": "37"}
    payroll.people.append({**row, "full_pay": "yes"} if "full pay" in payroll.features else row)
    writer = Writer(rng, "E999", payroll.windows["weekly"], payroll.features)
    writer.current("Basic Pay", Decimal(500))
    writer.add("Bonus", Decimal(50), payroll.windows["weekly"][1])
    payroll.lines += writer.lines
    return replace(payroll, features=payroll.features | {"bonus without a period"})


def make(seed):
    rng = random.Random(seed * 104729 + 3)
    maker = rng.choices([general, unclassed, without_a_period], [92, 4, 4])[0]
    return replace(maker(rng), seed=seed)
