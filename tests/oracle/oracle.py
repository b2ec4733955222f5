#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The statutory gender pay gap figures, computed a second time and exactly.

    oracle.py PAYROLL.csv [paygap.ini]

prints one line per figure: employer, group, comparator, measure, exact value as a fraction, published
text, count, status. The exit status is that of `paygap report`: 0 done, 1 done but people were left out
because of bad data, 2 wrong configuration or input that must be corrected first.

Everything is a Fraction. Regulation numbers are those of SI 2017/172.
"""
import configparser
import csv
import re
import sys
from collections import namedtuple
from fractions import Fraction

BLANK, BAD, NOTHING_PAID, ON_LEAVE = "blank", "bad data", "nothing paid", "on leave"

SEXES = {"m": "men", "male": "men", "man": "men", "men": "men",
         "f": "women", "female": "women", "woman": "women", "women": "women"}
YES_NO = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}
MONTH, YEAR = Fraction("30.44"), Fraction("365.25")
PERIODS = {"week": 7, "weekly": 7, "fortnight": 14, "fortnightly": 14, "fourweekly": 28, "4weekly": 28,
           "lunar": 28, "month": MONTH, "monthly": MONTH, "quarter": 3 * MONTH, "quarterly": 3 * MONTH,
           "halfyear": 6 * MONTH, "halfyearly": 6 * MONTH, "year": YEAR, "yearly": YEAR,
           "annual": YEAR, "annually": YEAR}
PARTS = ["basic_pay", "allowances", "piecework_pay", "leave_pay", "shift_premium"]
CANONICAL = ["employee_id", "sex", "pay_period", *PARTS, "ordinary_pay", "bonus_in_pay_period", "bonus_period",
             "weekly_hours", "hourly_pay", "bonus_12_months", "full_pay", "partner", "employer"]
QUARTERS = ["lower", "lower_middle", "upper_middle", "upper"]
EXTRA_PLACES = {0: (0, 0, 0, 0), 1: (1, 0, 0, 0), 2: (1, 0, 1, 0), 3: (1, 1, 1, 0)}

Row = namedtuple("Row", "group comparator measure value published count status")
Figures = namedtuple("Figures", "rows mirrors")  # mirrors: swapping the sexes must swap the quarters
Outcome = namedtuple("Outcome", "status employers")  # employers: name -> Figures


class Stop(Exception):
    """The input cannot be used as it is: exit status 2."""


class Group:
    """What is known of the men, or of the women, of one employer."""

    def __init__(self):
        self.headcount = 0        # relevant employees, regulation 1(2)
        self.rates = []           # hourly pay of the full-pay relevant employees
        self.bonus_known = 0      # relevant employees whose bonus can be read
        self.bonuses = []         # the bonuses that were paid, regulation 12


# --- reading ------------------------------------------------------------------------------------------

def simplified(text):
    return re.sub(r"[\s_-]", "", text).lower()


def read_configuration(path):
    config = configparser.ConfigParser(interpolation=None, delimiters=("=",), inline_comment_prefixes=(";",))
    config.optionxform = str
    if path:
        with open(path, encoding="utf-8-sig") as file:
            config.read_file(file)
    return {name: dict(config[name]) for name in config.sections()}


def read_rows(path, config):
    """One dictionary per line: canonical column -> trimmed text, for the columns that are there."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        lines = [line for line in csv.reader(file) if line]
    wanted = {simplified(name): name for name in CANONICAL}
    for name, header in config.get("columns", {}).items():
        wanted.pop(simplified(name), None)
        wanted[simplified(header)] = name
    names = [wanted.get(simplified(header)) for header in lines[0]]
    rows = []
    for line in lines[1:]:
        row = {name: text.strip() for name, text in zip(names, line) if name}
        row.update(config.get("constants", {}))
        rows.append({name: mapped(name, text, config) for name, text in row.items()})
    return rows


def mapped(name, text, config):
    spellings = {key.lower(): value for key, value in config.get("values." + name, {}).items()}
    return spellings.get(text.lower(), text)


def amount(text):
    """An exact decimal of at most six places (more are rounded half to even), BLANK or BAD."""
    text = text.strip()
    if not text:
        return BLANK
    match = re.fullmatch(r"(\()?(-)?£?(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?(\))?", text)
    if not match or bool(match[1]) != bool(match[5]) or (match[1] and match[2]):
        return BAD
    value = round(Fraction(match[3].replace(",", "") + (match[4] or "")), 6)
    return -value if match[1] or match[2] else value


def period_days(text):
    """Regulation 6(2), (3): the length of a period in days, BLANK or BAD."""
    word = simplified(text)
    if not word:
        return BLANK
    if word in PERIODS:
        return Fraction(PERIODS[word])
    match = re.fullmatch(r"(\d+)(weeks?|months?)", word)
    if match and int(match[1]) > 0:
        count, is_weeks = int(match[1]), match[2].startswith("week")
        return Fraction(7 * count) if is_weeks else YEAR if count == 12 else count * MONTH
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(days?)?", word)
    return round(Fraction(match[1]), 6) if match and Fraction(match[1]) > 0 else BAD


def yes_no(text):
    return YES_NO.get(text.lower(), BAD) if text else BLANK


# --- one person: the list of that person's posts ------------------------------------------------------

def people_of(rows, policy):
    """Rows grouped into people; the same identity twice needs a policy."""
    choice = policy.get("multiple_contracts")
    people = {}
    for number, row in enumerate(rows):
        identity = (row.get("employer"), row.get("employee_id", number))
        if identity in people and choice not in ("merge", "separate"):
            raise Stop("the same employee_id twice")
        if choice == "separate":
            identity += (number,)
        people.setdefault(identity, []).append(row)
    return list(people.values())


def sex_of(posts):
    """men, women, BLANK (not known) or BAD (the posts disagree)."""
    sexes = {SEXES.get(post["sex"].lower(), BLANK) for post in posts}
    return sexes.pop() if len(sexes) == 1 else BAD


def partner_of(posts):
    answers = [yes_no(post.get("partner", "")) for post in posts]
    return BAD if BAD in answers else True in answers


def ordinary_pay(post):
    """Regulation 3: the elements added, a blank one being nothing; BAD when one cannot be read."""
    elements = [amount(post[name]) for name in [*PARTS, "ordinary_pay"] if name in post]
    return BAD if BAD in elements else sum((e for e in elements if e != BLANK), Fraction(0))


def pay_bonus(post):
    value = amount(post.get("bonus_in_pay_period", ""))
    return Fraction(0) if value == BLANK else value


def known_rate(post):
    """The hourly rate stated in the file, or BLANK; a rate of zero is none."""
    rate = amount(post.get("hourly_pay", ""))
    if rate in (BLANK, BAD):
        return rate
    return BLANK if rate == 0 else BAD if rate < 0 else rate


def usable_hours(post):
    hours = amount(post.get("weekly_hours", ""))
    return hours if hours not in (BLANK, BAD) and 0 < hours <= 168 else BAD


def weekly_pay(post, days, policy):
    """Regulation 6, steps 3 to 5: a bonus of another period is scaled to the pay period first."""
    bonus, bonus_days = pay_bonus(post), days
    if bonus != 0:
        bonus_days = period_days(post.get("bonus_period") or policy.get("default_bonus_period", ""))
    if bonus_days == BLANK:
        raise Stop("a bonus in the pay period without a bonus period")
    if bonus_days == BAD:
        return BAD
    return (ordinary_pay(post) + bonus / bonus_days * days) * 7 / days


def hourly_pay(posts, policy):
    """The exact hourly rate, or why there is none: ON_LEAVE, NOTHING_PAID or BAD."""
    answers = [yes_no(post.get("full_pay", "yes")) for post in posts]
    if False in answers:
        return ON_LEAVE
    if BLANK in answers or BAD in answers:
        return BAD
    if len(posts) == 1 and known_rate(posts[0]) != BLANK:
        return known_rate(posts[0])
    return rate_from_pay_and_hours(posts, policy)


def rate_from_pay_and_hours(posts, policy):
    pays = [ordinary_pay(post) for post in posts] + [pay_bonus(post) for post in posts]
    if BAD in pays:
        return BAD
    if sum(pays) <= 0:
        return NOTHING_PAID if sum(pays) == 0 else BAD
    posts = [post for post in posts if ordinary_pay(post) != 0 or pay_bonus(post) != 0]
    periods = [period_days(post.get("pay_period", "")) for post in posts]
    hours = [usable_hours(post) for post in posts]
    if BLANK in periods or BAD in periods or BAD in hours:
        return BAD
    weekly = [weekly_pay(post, days, policy) for post, days in zip(posts, periods)]
    if BAD in weekly or sum(weekly) <= 0:
        return BAD
    return sum(weekly) / sum(hours)


def bonus_of(posts):
    """Regulation 10: all bonus of the twelve months, BAD when it cannot be read. Nothing or less is no bonus paid."""
    amounts = [amount(post.get("bonus_12_months", "")) for post in posts]
    if BAD in amounts:
        return BAD
    return sum((a for a in amounts if a != BLANK), Fraction(0))


def count_person(posts, groups, config):
    """Adds one person to the group it belongs to; True when bad data kept it out of a figure."""
    policy = config.get("policy", {})
    if config.get("employer", {}).get("sector", "private") == "private":
        partner = partner_of(posts)
        if partner:
            return partner == BAD
    sex = sex_of(posts)
    if sex not in groups:
        return sex == BAD
    group = groups[sex]
    group.headcount += 1
    rate, bonus = hourly_pay(posts, policy), bonus_of(posts)
    if isinstance(rate, Fraction):
        group.rates.append(rate)
    if bonus != BAD:
        group.bonus_known += 1
        group.bonuses += [bonus] if bonus > 0 else []
    return BAD in (rate, bonus)


# --- figures ------------------------------------------------------------------------------------------

def mean(values):
    return sum(values) / len(values) if values else None


def median(values):
    ordered, half = sorted(values), len(values) // 2
    if not ordered:
        return None
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def gap(men, women):
    """Regulations 8 to 11: the difference in percent of the men's figure."""
    return None if men is None or women is None or men == 0 else (men - women) / men * 100


def bonus_gap(average, men, women):
    """No man received a bonus: no figure. Men did and no woman did: exactly 100."""
    if not men.bonuses:
        return None
    return gap(average(men.bonuses), average(women.bonuses) if women.bonuses else Fraction(0))


def quarter_sizes(people):
    return [people // 4 + extra for extra in EXTRA_PLACES[people % 4]]


def share_out(men, places):
    """Men of one rate over the bands it spans: largest remainder, equal remainders to the lower band.

    Also tells whether equal remainders decided, which is where swapping the sexes may not mirror.
    """
    ideal = [Fraction(men * p, sum(places)) for p in places]
    result = [int(i) for i in ideal]
    remainders = [i - int(i) for i in ideal]
    order = sorted(range(len(places)), key=lambda band: (-remainders[band], band))
    extra = men - sum(result)
    for band in order[:extra]:
        result[band] += 1
    tied = 0 < extra < len(places) and remainders[order[extra - 1]] == remainders[order[extra]]
    return result, tied


def quarters(men_rates, women_rates, precision):
    """Regulation 13: [(men, women)] from the lowest quarter up, and whether the split mirrors."""
    key = (lambda rate: round(rate, 2)) if precision == "penny" else (lambda rate: rate)
    ranks = {}
    for sex, rates in ((0, men_rates), (1, women_rates)):
        for rate in rates:
            ranks.setdefault(key(rate), [0, 0])[sex] += 1
    free = quarter_sizes(len(men_rates) + len(women_rates))
    filled, mirrors = [[0, 0] for _ in QUARTERS], True
    for rate in sorted(ranks):
        men, women = ranks[rate]
        places, left = [], men + women
        for band in range(4):
            places.append(min(left, free[band]))
            left -= places[band]
            free[band] -= places[band]
        split, tied = share_out(men, places)
        mirrors = mirrors and not tied
        for band in range(4):
            filled[band][0] += split[band]
            filled[band][1] += places[band] - split[band]
    return filled, mirrors


# --- tidy rows ----------------------------------------------------------------------------------------

def published(value, digits):
    """The value rounded half to even; never a negative zero."""
    units = round(value * 10 ** digits)
    text = str(abs(units)).rjust(digits + 1, "0")
    return ("-" if units < 0 else "") + (text if digits == 0 else text[:-digits] + "." + text[-digits:])


def make_row(group, measure, value, count, digits, comparator=""):
    value = None if value is None else Fraction(value)
    text = "" if value is None else published(value, digits)
    return Row(group, comparator, measure, value, text, count, "not_applicable" if value is None else "ok")


def group_rows(name, group):
    paid, bonuses = len(group.rates), len(group.bonuses)
    share = Fraction(100 * bonuses, group.bonus_known) if group.bonus_known else None
    return [make_row(name, "headcount", group.headcount, group.headcount, 0),
            make_row(name, "full_pay_headcount", paid, paid, 0),
            make_row(name, "bonus_headcount", bonuses, bonuses, 0),
            make_row(name, "mean_hourly_pay", mean(group.rates), paid, 2),
            make_row(name, "median_hourly_pay", median(group.rates), paid, 2),
            make_row(name, "mean_bonus_pay", mean(group.bonuses), bonuses, 2),
            make_row(name, "median_bonus_pay", median(group.bonuses), bonuses, 2),
            make_row(name, "bonus_share", share, group.bonus_known, 1)]


def gap_rows(men, women):
    paid = len(men.rates) + len(women.rates)
    bonuses = len(men.bonuses) + len(women.bonuses)
    rows = []
    for word, average in (("mean", mean), ("median", median)):
        hourly = gap(average(men.rates), average(women.rates))
        rows.append(make_row("women", word + "_hourly_gap", hourly, paid, 1, "men"))
        rows.append(make_row("women", word + "_bonus_gap", bonus_gap(average, men, women), bonuses, 1, "men"))
    return rows


def quarter_rows(filled):
    rows = []
    for name, pair in zip(QUARTERS, filled):
        size = sum(pair)
        for group, count in zip(("men", "women"), pair):
            share = Fraction(100 * count, size) if size else None
            rows.append(make_row(group, name + "_quarter_count", count, count, 0))
            rows.append(make_row(group, name + "_quarter_share", share, size, 1))
    return rows


def figures_of(groups, policy, provisional):
    men, women = groups["men"], groups["women"]
    filled, mirrors = quarters(men.rates, women.rates, policy.get("tie_precision", "exact"))
    rows = group_rows("men", men) + group_rows("women", women) + gap_rows(men, women) + quarter_rows(filled)
    if provisional:
        rows = [row._replace(status="provisional") if row.status == "ok" else row for row in rows]
    return Figures(rows, mirrors)


def evaluate(payroll, configuration=None):
    """The whole answer for one payroll file, or Stop."""
    config = read_configuration(configuration)
    rows = read_rows(payroll, config)
    if any("sex" not in row for row in rows):
        raise Stop("no column sex")
    if any("ordinary_pay" in row and name in row for row in rows for name in PARTS):
        raise Stop("ordinary_pay beside one of its parts")
    employers, bad = {}, {}
    for posts in people_of(rows, config.get("policy", {})):
        name = posts[0].get("employer") or config.get("employer", {}).get("name", "Unnamed employer")
        groups = employers.setdefault(name, {"men": Group(), "women": Group()})
        bad[name] = count_person(posts, groups, config) or bad.get(name, False)
    policy = config.get("policy", {})
    return Outcome(int(any(bad.values())),
                   {name: figures_of(groups, policy, bad[name]) for name, groups in employers.items()})


def print_figures(evaluation, arguments):
    """The figures as CSV, and the exit status."""
    try:
        outcome = evaluation(*arguments)
    except Stop as stop:
        print("oracle: " + str(stop), file=sys.stderr)
        return 2
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("employer",) + Row._fields)
    for name, figures in outcome.employers.items():
        for row in figures.rows:
            writer.writerow((name,) + row._replace(value="" if row.value is None else row.value))
    return outcome.status


def main(arguments):
    if len(arguments) not in (1, 2):
        sys.exit("usage: oracle.py PAYROLL.csv [paygap.ini]")
    return print_figures(evaluate, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
