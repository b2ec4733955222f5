# SPDX-License-Identifier: GPL-3.0-or-later
"""Random payrolls that provoke the rules: ties, exact halves, remainders, every period, bad cells.

A Payroll holds typed cells (Decimal for money, text for the rest), so that it can be shuffled, mirrored and
scaled; `write` spells it as a file. A cell is only ever ambiguous in ways the rules decide.
"""
import csv
import io
import os
import random
import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

MONEY = ["basic_pay", "allowances", "piecework_pay", "leave_pay", "shift_premium", "ordinary_pay",
         "bonus_in_pay_period", "hourly_pay", "bonus_12_months"]
PERIODS = {"weekly": Fraction(7), "fortnightly": Fraction(14), "four-weekly": Fraction(28),
           "monthly": Fraction("30.44"), "quarterly": Fraction("91.32"), "annual": Fraction("365.25"),
           "10": Fraction(10), "30.44": Fraction("30.44"), "2 months": Fraction("60.88"), "3 weeks": Fraction(21)}
SPELLINGS = {"weekly": ["weekly", "Weekly", "WEEKLY"], "four-weekly": ["four-weekly", "Four Weekly", "four_weekly"],
             "monthly": ["monthly", "Monthly"], "annual": ["annual", "Annual"]}
BONUS_PERIODS = [*PERIODS, "half-yearly", "12 months", "6 months"]
MEN, WOMEN = ["M", "m", "male", "Male", "man", "men"], ["F", "f", "female", "FEMALE", "woman", "women"]
HOURS = ["35", "36", "37", "37.5", "40", "20", "18.5", "16"]
NOT_AN_AMOUNT = ["abc", "12.3.4", "see note", "#REF!"]
CENT = Decimal("0.01")


@dataclass
class Payroll:
    columns: list
    rows: list
    ini: dict = field(default_factory=dict)
    seed: int = 0
    features: set = field(default_factory=set)

    def shuffled(self):
        rows = list(self.rows)
        random.Random(self.seed).shuffle(rows)
        return replace(self, rows=rows)

    def mirrored(self):
        return replace(self, rows=[{**row, "sex": mirrored_sex(row["sex"])} for row in self.rows])

    def scaled(self, factor):
        return replace(self, rows=[{name: cell * factor if isinstance(cell, Decimal) and name in MONEY else cell
                                    for name, cell in row.items()} for row in self.rows])

    def write(self, folder):
        """Writes payroll.csv and paygap.ini; returns their paths."""
        payroll, config = os.path.join(folder, "payroll.csv"), os.path.join(folder, "paygap.ini")
        with open(payroll, "wb") as file:
            file.write(self.as_bytes())
        with open(config, "w", encoding="utf-8") as file:
            for section, keys in self.ini.items():
                file.write("[%s]\n" % section + "".join("%s = %s\n" % item for item in keys.items()) + "\n")
        return payroll, config

    def as_bytes(self):
        rng, text = random.Random(self.seed), io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n" if "crlf" in self.features else "\n")
        renamed = self.ini.get("columns", {})
        writer.writerow([renamed.get(name) or header(rng, name, self.features) for name in self.columns])
        for row in self.rows:
            writer.writerow([spelled(rng, row.get(name, ""), self.features) for name in self.columns])
        return (b"\xef\xbb\xbf" if "bom" in self.features else b"") + text.getvalue().encode("utf-8")


def mirrored_sex(text):
    if text in ("1", "2"):
        return "2" if text == "1" else "1"
    for mine, other in ((MEN, WOMEN), (WOMEN, MEN)):
        if text in mine:
            return other[mine.index(text)]
    return text


def header(rng, name, features):
    if "messy" not in features:
        return name
    words = name.split("_")
    return rng.choice([name, name.upper(), " ".join(words), "-".join(words), "".join(words), " ".join(words).title()])


def spelled(rng, cell, features):
    if not isinstance(cell, Decimal):
        return cell
    if "messy" not in features:
        return str(cell)
    plain = format(abs(cell), "f")
    whole, _, part = plain.partition(".")
    grouped = "£" + re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", whole) + ("." + part if part else "")
    if cell < 0:
        return rng.choice(["-" + plain, "(" + plain + ")"])
    return rng.choice([plain, plain, grouped, "£" + plain])


# --- people -------------------------------------------------------------------------------------------

def rates_of(rng, shape):
    """A function that draws an hourly rate."""
    if shape == "one rate":
        rate = Decimal(rng.randrange(1000, 3000)) / 100
        return lambda: rate
    if shape == "spine":
        points = [Decimal(rng.randrange(950, 4000)) / 100 for _ in range(rng.randrange(2, 9))]
        return lambda: rng.choice(points)
    if shape == "penny":
        base = Decimal(rng.randrange(1000, 2000)) / 100
        return lambda: base + Decimal(rng.randrange(-8, 9)) / 1000
    return lambda: Decimal(rng.randrange(900, 9000)) / 100


def person(rng, features, draw):
    row = {"sex": rng.choice(MEN + WOMEN)}
    if "men only" in features:
        row["sex"] = rng.choice(MEN)
    if "women only" in features:
        row["sex"] = rng.choice(WOMEN)
    pay(rng, row, features, draw())
    if "known" in features and rng.random() < 0.3:
        row["hourly_pay"] = draw()
    if "bonus 12" in features:
        row["bonus_12_months"] = twelve_months(rng, row["sex"], features)
    if "leave" in features:
        row["full_pay"] = "no" if rng.random() < 0.15 else rng.choice(["yes", "Yes", "YES"])
    return row


def pay(rng, row, features, rate):
    period = rng.choice(["weekly", "fortnightly", "four-weekly"] if "exact" in features else list(PERIODS))
    hours = rng.choice(HOURS)
    row["pay_period"] = rng.choice(SPELLINGS.get(period, [period]))
    row["weekly_hours"] = hours
    total = Fraction(rate) * Fraction(hours) * PERIODS[period] / 7
    places = 6 if "long" in features else 2
    amount = Decimal(int(round(total * 10 ** places))) / 10 ** places
    if "long" in features and rng.random() < 0.3:
        amount += Decimal(rng.choice(["0.0000005", "0.0000015", "0.00000049"]))
    split(rng, row, amount, features)
    if "pay bonus" in features and rng.random() < 0.3:
        row["bonus_in_pay_period"] = Decimal(rng.randrange(1, 500000)) / 100
        row["bonus_period"] = "" if "default period" in features and rng.random() < 0.5 else rng.choice(BONUS_PERIODS)


def split(rng, row, amount, features):
    """The ordinary pay as a total or as its parts, a negative correction now and then."""
    if "total" in features:
        row["ordinary_pay"] = amount
        return
    row["basic_pay"] = amount
    if "parts" not in features:
        return
    for name in MONEY[1:5]:
        if rng.random() < 0.4:
            part = min(row["basic_pay"], Decimal(rng.randrange(-500, 9000)) / 100)
            row[name] = part
            row["basic_pay"] -= part


def twelve_months(rng, sex, features):
    is_man = sex in MEN
    if "no bonus for men" in features and is_man or "no bonus for women" in features and not is_man:
        return rng.choice(["", Decimal(0)])
    if rng.random() < 0.4:
        return rng.choice(["", Decimal(0), Decimal("0.00")])
    return rng.choice([Decimal(500), Decimal(1000), Decimal(rng.randrange(1, 900000)) / 100])


# --- spoiling -----------------------------------------------------------------------------------------

def spoil(rng, row, features):
    """One bad cell in a row of known sex."""
    pay_column = "ordinary_pay" if "total" in features else "basic_pay"
    choices = [(pay_column, NOT_AN_AMOUNT), (pay_column, [Decimal("-999999.99")]),
               ("weekly_hours", ["", "0", "-5", "x", "169", "168.01"]), ("pay_period", ["", "sometimes", "0"])]
    if "known" in features:
        choices.append(("hourly_pay", [*NOT_AN_AMOUNT, Decimal(-5), Decimal(0)]))
    if "bonus 12" in features:
        choices.append(("bonus_12_months", [*NOT_AN_AMOUNT, Decimal(-10)]))
    if "leave" in features:
        choices.append(("full_pay", ["", "perhaps"]))
    column, cells = rng.choice(choices)
    row[column] = rng.choice(cells)


def nothing_paid(row):
    for name in MONEY[:7]:
        if name in row:
            row[name] = ""
    row.pop("bonus_period", None)


def disturb(rng, payroll):
    """Harmless and harmful oddities, each row at most one."""
    features = payroll.features
    for row in payroll.rows:
        draw = rng.random()
        if "bad" in features and draw < 0.06:
            spoil(rng, row, features)
        elif "unknown sex" in features and draw < 0.12:
            row["sex"] = rng.choice(["", "X", "other", "prefer not to say"])
        elif "partner" in features and draw < 0.18:
            row["partner"] = "yes"
        elif "partner" in features and "bad" in features and draw < 0.20 and "public" not in features:
            row["partner"] = "perhaps"
        elif draw < 0.23 and "merge" not in features:
            nothing_paid(row)
        elif "partner" in features and draw < 0.6:
            row["partner"] = "no"


def second_posts(rng, payroll, draw):
    """Some people get a second row under the same identity."""
    extra = []
    for row in payroll.rows:
        if rng.random() < 0.3:
            post = person(rng, payroll.features, draw)
            may_disagree = "bad" in payroll.features and row.get("partner") != "yes" and row["sex"] in MEN + WOMEN
            disagrees = may_disagree and rng.random() < 0.1
            post.update(employee_id=row["employee_id"], sex=mirrored_sex(row["sex"]) if disagrees else row["sex"])
            post.update({name: row[name] for name in ("employer", "partner") if name in row})
            extra.append(post)
    payroll.rows += extra


# --- whole payrolls -----------------------------------------------------------------------------------

def designed_halves(rng):
    """Known rates and bonuses whose gaps and shares are exactly x.x5, half a penny in the medians."""
    k, scale, people = 2 * rng.randrange(1, 900) + 1, rng.choice([10, 20, 30]), rng.choice([16, 80])
    cells = [("M", Decimal(scale), Decimal(100 * scale)),
             ("F", scale - Decimal(k * scale) / 2000, 100 * scale - Decimal(k * scale) / 20)]
    rows = []
    for sex, rate, bonus in cells:
        paid = rng.choice([1, 3, 7, 13])
        rows += [{"sex": sex, "hourly_pay": rate, "bonus_12_months": bonus if n < paid else ""} for n in range(people)]
    return Payroll(["sex", "hourly_pay", "bonus_12_months"], rows, features={"designed halves"})


def designed_quarters(rng):
    """Quarters of 16 or 80 people on distinct rates with an odd number of men: shares such as 81.25."""
    size, rows = rng.choice([16, 80]), []
    for quarter in range(4):
        men = 2 * rng.randrange(size // 2) + 1
        rows += [{"sex": "M" if n < men else "F", "hourly_pay": Decimal(1000 * (quarter + 1) + n) / 100}
                 for n in range(size)]
    rows += [{"sex": rng.choice("MF"), "hourly_pay": Decimal(5000)} for _ in range(rng.randrange(4))]
    return Payroll(["sex", "hourly_pay"], rows, features={"designed quarters"})


def draw_features(rng):
    features = {name for name, chance in
                (("known", .3), ("bonus 12", .7), ("leave", .5), ("parts", .4), ("pay bonus", .5), ("exact", .5),
                 ("messy", .5), ("bad", .25), ("unknown sex", .3), ("partner", .3), ("public", .3), ("crlf", .2),
                 ("bom", .2), ("long", .1), ("penny", .3), ("employers", .15), ("values", .15), ("constants", .1),
                 ("default period", .2), ("no id", .15)) if rng.random() < chance}
    if rng.random() < 0.3:
        features = features - {"parts"} | {"total"}
    for name, chance in (("men only", .04), ("women only", .04),
                         ("no bonus for men", .08), ("no bonus for women", .08)):
        if rng.random() < chance:
            return features | {name}
    return features


def contracts(rng, features):
    """At most one answer to the same identity twice."""
    draw = rng.random()
    if draw < 0.12:
        return features - {"known", "no id"} | {"merge"}
    if draw < 0.20:
        return features - {"no id"} | {"separate"}
    return features - {"no id"} | {"twice"} if draw < 0.23 else features


def make_ini(rng, payroll):
    features, ini = payroll.features, {}
    ini["employer"] = {"name": "Acme Ltd", "sector": "public" if "public" in features else "private",
                       "snapshot_date": "2026-03-31" if "public" in features else "2026-04-05"}
    policy = {}
    if "penny" in features:
        policy["tie_precision"] = "penny"
    if "default period" in features:
        policy["default_bonus_period"] = rng.choice(["annual", "monthly", "quarterly"])
    if features & {"merge", "separate"}:
        policy["multiple_contracts"] = "merge" if "merge" in features else "separate"
    if policy:
        ini["policy"] = policy
    if "values" in features:
        ini["columns"] = {"sex": "Gender code"}
        ini["values.sex"] = {"1": "male", "2": "female"}
        for row in payroll.rows:
            row["sex"] = "1" if row["sex"] in MEN else "2" if row["sex"] in WOMEN else row["sex"]
    if "constants" in features:
        ini["constants"] = {"weekly_hours": "36"}
        payroll.columns.remove("weekly_hours")
    return ini


def general(rng):
    features = contracts(rng, draw_features(rng))
    people = rng.choice([1, 2, 3, 4, 5, 6, 7, rng.randrange(8, 40), rng.randrange(40, 120), rng.randrange(120, 400)])
    draw = rates_of(rng, "penny" if "penny" in features and rng.random() < 0.6 else
                    rng.choice(["spine", "spine", "spine", "one rate", "spread"]))
    names = ["Acme Ltd", "Beta Works", "Gamma 3"] if "employers" in features else []
    payroll = Payroll([], [person(rng, features, draw) for _ in range(people)], features=features)
    for number, row in enumerate(payroll.rows):
        row["employee_id"], row["department"] = "E%04d" % number, rng.choice(["Finance", "Care, adults", "Roads"])
        if names:
            row["employer"] = names[number] if number < len(names) else rng.choice(names)
    disturb(rng, payroll)
    if features & {"merge", "separate", "twice"}:
        second_posts(rng, payroll, draw)
    payroll.columns = columns_of(rng, payroll)
    payroll.ini = make_ini(rng, payroll)
    return payroll


def columns_of(rng, payroll):
    wanted = {name for row in payroll.rows for name in row} | {"sex"}
    columns = sorted(wanted - {"employee_id"} if "no id" in payroll.features else wanted)
    rng.shuffle(columns)
    return columns


def without_a_period(rng):
    """A bonus in the pay period of somebody on full pay, its period missing: the run must stop."""
    rows = [person(rng, {"pay bonus"}, rates_of(rng, "spine")) for _ in range(8)]
    rows[rng.randrange(8)].update(bonus_in_pay_period=Decimal(100), bonus_period="")
    return Payroll(["sex", "basic_pay", "pay_period", "weekly_hours", "bonus_in_pay_period", "bonus_period"], rows,
                   features={"bonus without a period"})


def make(seed):
    rng = random.Random(seed)
    maker = rng.choices([general, designed_halves, designed_quarters, without_a_period], [86, 6, 6, 2])[0]
    return replace(maker(rng), seed=seed)
