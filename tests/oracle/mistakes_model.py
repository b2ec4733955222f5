# SPDX-License-Identifier: GPL-3.0-or-later
"""The fourteen figures worked out rightly, and wrongly in every way that `paygap verify` knows, by exact fractions.

A Way says how the figures are worked out. A mistake changes a few of its fields; two mistakes, one after the other,
make two such changes. A mistake is made in one form or several, each of which counts as the mistake. A form can be
read in several ways which are the same while it is the only mistake, and may differ beside another one.
"""
import itertools
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

import oracle

SEXES = ("men", "women")
TENTHS, DAYS_52 = 1, Fraction(364)
SMALL = Fraction(1, 10 ** 9)


# --- one person ---------------------------------------------------------------------------------------

@dataclass
class Person:
    """A row of a payroll without bad data but pay of nothing or less."""
    sex: str
    pay: Fraction           # before salary sacrifice
    days: Fraction
    bonus: Fraction
    bonus_days: Fraction
    hours: Fraction
    known: object
    full_pay: bool
    partner: bool
    year_bonus: Fraction
    overtime: Fraction
    sacrifice: Fraction


def person_of(row, policy):
    bonus, period = oracle.pay_bonus(row), row.get("bonus_period") or policy.get("default_bonus_period", "")
    return Person(oracle.sex_of([row]), oracle.ordinary_pay(row), oracle.period_days(row["pay_period"]), bonus,
                  oracle.period_days(period) if bonus else oracle.YEAR,
                  oracle.amount(row["weekly_hours"]), oracle.known_rate(row), oracle.yes_no(row["full_pay"]),
                  oracle.partner_of([row]), oracle.bonus_of([row]), Fraction(row.get("overtime") or 0),
                  Fraction(row.get("sacrifice") or 0))


# --- ways to work the figures out ---------------------------------------------------------------------

@dataclass(frozen=True)
class Way:
    """How the figures are worked out: as the law says, where nothing else is said."""
    partners: bool = False
    leave: str = ""             # on reduced pay: "hourly" in the hourly figures, "data" on full pay everywhere
    swapped: str = ""           # men and women: "labels" of right figures, "data" of the payroll
    month: Fraction = oracle.MONTH
    year: Fraction = oracle.YEAR
    quarter: object = None      # the days of a quarter of a year, or how many months it has
    bonus: str = ""             # of the pay period: "whole", "out" of hourly pay
    overtime: bool = False
    sacrifice: bool = False     # True: not deducted
    known: bool = True
    hours: object = None        # one number of weekly hours for everybody
    penny: bool = False
    ties: str = ""              # across a boundary: "file", "backwards", "men" or "women" lower
    exact_order: bool = False   # with penny and "file": the order is that of exact rates
    sizes: str = ""             # of the quarters: "up", "down", "whole", "ceiling"
    cut: str = ""               # "quartiles" or "ranges" of pay, "... below" where the cut is in the upper part
    part: bool = False          # quarters give the part of each sex
    total: str = ""             # mean of hourly pay: all pay by all "own" hours, or hours as "taken"
    pennies: bool = False
    formula: str = ""           # of the gaps: by "women", "percent"
    source: str = ""            # of the bonus figures: "period"
    bonus_people: str = ""      # "full" pay; "loose" where nothing else says who; "hourly" in the hourly figures
    everybody: bool = False
    shares: str = ""            # of bonuses: "within" full pay, "over" full pay, "receivers"
    after: tuple = ()           # what is done to figures worked out, in order
    rounding: str = ""          # "away", "cut"
    fraction: bool = False


LAW = Way()
NUMBERS = [Fraction(text) for text in ("37", "35", "36", "36.25", "37.5", "38", "39", "40")]


def changed(way, change):
    """What is done to finished figures adds up; everything else replaces what was there."""
    after = way.after + change.get("after", ())
    return replace(way, **{**change, "after": after})


def of_sex(pairs, sex):
    return [value for value, other in pairs if other == sex]


def counts_by_law(pairs, sizes):
    """Regulation 13(2): [men, women] of each quarter."""
    ranks, free, filled = {}, list(sizes), [[0, 0] for _ in sizes]
    for value, sex in pairs:
        ranks.setdefault(value, [0, 0])[SEXES.index(sex)] += 1
    for value in sorted(ranks):
        men, women = ranks[value]
        places, left = [], men + women
        for band in range(4):
            places.append(min(left, free[band]))
            left -= places[band]
            free[band] -= places[band]
        split, _ = oracle.share_out(men, places)
        for band in range(4):
            filled[band][0] += split[band]
            filled[band][1] += places[band] - split[band]
    return filled


def counts_in_order(pairs, sizes):
    """Quarters cut from people in the order they stand in."""
    ends = list(itertools.accumulate(sizes))
    return [[sum(sex == one for _, sex in pairs[end - size:end]) for one in SEXES] for size, end in zip(sizes, ends)]


def quartiles(values):
    """What a spreadsheet's QUARTILE.INC gives of sorted values."""
    for quarter in (1, 2, 3):
        place = Fraction(quarter * (len(values) - 1), 4)
        low, high = values[int(place)], values[min(int(place) + 1, len(values) - 1)]
        yield low + (place - int(place)) * (high - low)


def ranges(values):
    """The cuts of four equal parts of the range from the lowest to the highest value."""
    return (values[0] + (values[-1] - values[0]) * quarter / 4 for quarter in (1, 2, 3))


def counts_by_cuts(pairs, cut):
    """[men, women] between cuts of pay; None where binary fractions may not tell a rate from a cut."""
    values = sorted(value for value, _ in pairs)
    points = list((quartiles if cut.startswith("quartiles") else ranges)(values))
    if any(0 < abs(value - point) < SMALL for value in values for point in points):
        return None
    filled = [[0, 0] for _ in oracle.QUARTERS]
    for value, sex in pairs:
        above = sum(value >= point if cut.endswith("below") else value > point for point in points)
        filled[above][SEXES.index(sex)] += 1
    return filled


def sizes_of(people, sizes):
    """The sizes of the quarters from the lowest."""
    size, left = divmod(people, 4)
    if sizes in ("ceiling", "ceiling from the top"):
        upward = [min(-(-people // 4), max(0, people - number * -(-people // 4))) for number in range(4)]
        return upward if sizes == "ceiling" else upward[::-1]
    extra = {"up": ((0, 0, 0, 1), (0, 0, 1, 1), (0, 1, 1, 1)), "down": ((1, 0, 0, 0), (1, 1, 0, 0), (1, 1, 1, 0)),
             "whole": ((0, 0, 0, 1), (0, 0, 0, 2), (0, 0, 0, 3))}.get(sizes)
    return oracle.quarter_sizes(people) if not extra or not left else [size + more for more in extra[left - 1]]


def pennies(value):
    """To the penny as a spreadsheet rounds, half away from zero."""
    return Fraction(int(abs(value) * 200 + 1) // 2, 100) * (1 if value >= 0 else -1)


def share(count, people):
    return Fraction(100 * count, people) if people else None


# --- what is done to finished figures

def exchange(one, other):
    """The two quarters are exchanged."""
    def made(figures):
        figures = list(figures)
        one_at, other_at = slice(6 + 2 * one, 8 + 2 * one), slice(6 + 2 * other, 8 + 2 * other)
        figures[one_at], figures[other_at] = figures[other_at], figures[one_at]
        return figures
    return made


def of_gaps(change, first=0):
    return lambda figures: [change(value) if first <= number < 4 else value for number, value in enumerate(figures)]


AFTER = {"mean for median": lambda figures: [figures[1], figures[0], figures[3], figures[2], *figures[4:]],
         "upside down": lambda figures: exchange(0, 3)(exchange(1, 2)(figures)),
         "sign": of_gaps(lambda value: value and -value),
         "complement": of_gaps(lambda value: None if value is None else 100 - value),
         "zero": of_gaps(lambda value: Fraction(0) if value is None else value, first=2),
         **{pair: exchange(*pair) for pair in itertools.combinations(range(4), 2)}}


class Model:
    """The figures of one payroll, worked out in any way."""

    def __init__(self, everybody):
        self.everybody, self.cache = everybody, {}

    def kept(self, key, work):
        if key not in self.cache:
            self.cache[key] = work()
        return self.cache[key]

    # --- hourly pay

    def people(self, way):
        return [person for person in self.everybody if way.partners or not person.partner]

    @staticmethod
    def length(days, way):
        months = days / oracle.MONTH
        if days == oracle.YEAR:
            return way.year
        if months == 3 and way.quarter:
            return way.quarter if way.quarter > 12 else way.quarter * way.month
        return months * way.month if months.denominator == 1 else days

    def rate(self, person, way):
        """Regulation 6(1), or steps of it done otherwise; None when nothing or less was paid."""
        if way.known and person.known != oracle.BLANK:
            return person.known
        days, bonus_days = self.length(person.days, way), self.length(person.bonus_days, way)
        pay = person.pay - (0 if way.sacrifice else person.sacrifice) + (person.overtime if way.overtime else 0)
        if way.bonus != "out":
            pay += person.bonus if way.bonus == "whole" else person.bonus / bonus_days * days
        return pay * 7 / days / (way.hours or person.hours) if pay > 0 else None

    def rated(self, way):
        """The hourly population: [(rate, person)] in the order of the file."""
        way = Way(partners=way.partners, leave=way.leave and "hourly", month=way.month, year=way.year,
                  quarter=way.quarter, bonus=way.bonus, overtime=way.overtime, sacrifice=way.sacrifice,
                  known=way.known, hours=way.hours)
        counted = (person for person in self.people(way) if person.full_pay or way.leave)
        return self.kept(way, lambda: [(rate, person) for rate, person in
                                       ((self.rate(person, way), person) for person in counted) if rate is not None])

    def pairs(self, way):
        """[(rate, sex)]."""
        sexes = dict(zip(SEXES, SEXES[::-1] if way.swapped == "data" else SEXES))
        return [(rate, sexes[person.sex]) for rate, person in self.rated(way)]

    def hourly(self, way):
        """[[men's, women's] mean, the same of the median]."""
        pairs = self.pairs(way)
        found = [[average(of_sex(pairs, sex)) for sex in SEXES] for average in (oracle.mean, oracle.median)]
        if way.total:
            hours = [(way.hours if way.hours and way.total == "taken" else person.hours)
                     for _, person in self.rated(way)]
            found[0] = [sum(rate * number for (rate, other), number in zip(pairs, hours) if other == sex) /
                        sum(number for (_, other), number in zip(pairs, hours) if other == sex) for sex in SEXES]
        return found

    # --- quarters

    def counts(self, way):
        pairs = self.pairs(way)
        if way.cut:
            return counts_by_cuts(pairs, way.cut)
        sizes = sizes_of(len(pairs), way.sizes)
        rounded = [(round(rate, 2), sex) for rate, sex in pairs] if way.penny else pairs
        if not way.ties:
            return counts_by_law(rounded, sizes)
        lower = way.ties if way.ties in SEXES else None
        pairs = pairs if way.exact_order else rounded
        pairs = sorted(pairs[::-1] if way.ties == "backwards" else pairs, key=lambda pair: (pair[0], pair[1] != lower))
        return counts_in_order(pairs, sizes)

    def quarters(self, way):
        counts = self.counts(way)
        if counts is None:
            return None
        totals = [sum(pair[sex] for pair in counts) for sex in (0, 1)]
        return [share(pair[sex], totals[sex] if way.part else sum(pair)) for pair in counts for sex in (0, 1)]

    # --- bonuses

    def bonuses(self, way, people):
        """[men's, women's] amounts, those of nothing too."""
        amounts = [(person.bonus if way.source else person.year_bonus, person.sex) for person in people]
        return [of_sex(amounts, sex) for sex in (SEXES[::-1] if way.swapped == "data" else SEXES)]

    def bonus_averages(self, way):
        people = self.restricted(way, self.people(way)) if way.bonus_people != "loose" or not way.everybody \
            else self.people(way)
        men, women = self.bonuses(way, people)
        if not way.everybody:
            men, women = ([amount for amount in amounts if amount > 0] for amounts in (men, women))
        return [[average(men), average(women) if women or not men else Fraction(0)]
                for average in (oracle.mean, oracle.median)]

    def restricted(self, way, people):
        """Those whose bonuses count."""
        if not way.bonus_people:
            return people
        if way.bonus_people == "hourly":
            return [person for _, person in self.rated(way)]
        return [person for person in people if person.full_pay or way.leave == "data"]

    def bonus_shares(self, way):
        relevant = self.people(way)
        full = [person for person in relevant if person.full_pay or way.leave == "data"]
        restricted = relevant if way.bonus_people == "loose" and way.shares else self.restricted(way, relevant)
        receivers = full if way.shares == "within" else restricted
        paid = [sum(amount > 0 for amount in amounts) for amounts in self.bonuses(way, receivers)]
        if way.shares == "receivers":
            return [share(count, sum(paid)) for count in paid]
        among = self.bonuses(way, full if way.shares else restricted)
        return [share(count, len(amounts)) for count, amounts in zip(paid, among)]

    # --- all of it

    @staticmethod
    def gap(way, men, women):
        if men is None or women is None:
            return None
        if way.pennies:
            men, women = pennies(men), pennies(women)
        if way.formula == "women":
            return (men - women) / women * 100 if women else None
        return None if not men else women / men * 100 if way.formula == "percent" else (men - women) / men * 100

    def figures(self, way=LAW):
        """The fourteen in the order of the download; None where it is not known whether binary fractions give them."""
        return self.kept((way,), lambda: self.worked_out(way))

    def worked_out(self, way):
        parts = Way(**{name: getattr(way, name) for name in WHO})
        averages = self.kept(("hourly", replace(parts, total=way.total)),
                             lambda: self.hourly(replace(parts, total=way.total))) + \
            self.kept(("bonus", way.partners, way.leave, way.swapped, way.source, way.bonus_people, way.everybody,
                       parts if way.bonus_people == "hourly" else None), lambda: self.bonus_averages(way))
        ranking = replace(parts, penny=way.penny, ties=way.ties, exact_order=way.exact_order, sizes=way.sizes,
                          cut=way.cut, part=way.part)
        quarters = self.kept(("quarters", ranking), lambda: self.quarters(ranking))
        if quarters is None:
            return None
        found = [self.gap(way, *(pair[::-1] if way.swapped == "labels" else pair)) for pair in averages]
        found += self.bonus_shares(way) + quarters
        if way.swapped == "labels":
            found = found[:4] + [found[index ^ 1] for index in range(4, 14)]
        for name in way.after:
            if name == "zero where the law has none":
                right = self.figures()
                found = [Fraction(0) if number in (2, 3) and right[number] is None else value
                         for number, value in enumerate(found)]
            else:
                found = AFTER[name](found)
        return found


WHO = ("partners", "leave", "swapped", "month", "year", "quarter", "bonus", "overtime", "sacrifice", "known", "hours")


# --- as they are published ----------------------------------------------------------------------------

def text_of(units):
    return ("-" if units < 0 else "") + "%d.%d" % divmod(abs(units), 10)


def half_away(value):
    return text_of(int(abs(value) * 20 + 1) // 2 * (1 if value >= 0 else -1))


def cut_off(value):
    return text_of(int(abs(value) * 10) * (1 if value >= 0 else -1))


def texts(values, places=TENTHS):
    return ["" if value is None else oracle.published(value, places) for value in values]


def texts_of(model, way, places=TENTHS):
    """What is published of figures worked out in this way; None where they are not known."""
    values = model.figures(way)
    if values is None:
        return None
    if way.rounding and not way.fraction:
        rounding = half_away if way.rounding == "away" else cut_off
        return ["" if value is None else rounding(value) for value in values]
    return texts([value / 100 if way.fraction and value is not None else value for value in values], places)


def agrees(value, text, way=LAW):
    """The exact figure is published as the text, of whatever precision."""
    if value is None or not text:
        return value is None and not text
    number, places = Fraction(text), -Decimal(text).as_tuple().exponent
    unit = Fraction(1, 10 ** places)
    rounded = half_away if way.rounding == "away" else cut_off
    if way.rounding and not way.fraction:
        return Fraction(rounded(value)) == number if places == 1 else abs(value - number) <= unit
    if way.rounding:
        return abs(Fraction(rounded(value)) / 100 - number) <= unit / 2 or abs(value / 100 - number) <= unit
    value = value / 100 if way.fraction else value
    return round(value, 1) == number if places == 1 else abs(value - number) <= unit / 2


def is_certain(way, published):
    """Nothing is open: figures that are not rounded to nearest have one decimal."""
    return not way.rounding or not way.fraction and all(not text or text[-2:-1] == "." for text in published)


# --- mistakes -----------------------------------------------------------------------------------------

@dataclass
class Mistake:
    """forms: each is a tuple of the readings that are the same by themselves."""
    forms: list
    other_forms: list = field(default_factory=list)     # which --strict wants known too
    open_forms: list = field(default_factory=list)      # where it is open which figures the mistake gives


QUARTER_NAMES = ("lower", "lower middle", "upper middle", "upper")
OVERTIME, SACRIFICE, PARTNERS = ("overtime pay counts", "salary sacrifice is not deducted",
                                 "partners are in the figures")
WHOLE, NO_BONUS, LEAVE = "are taken whole", "left out of hourly pay", "on reduced pay because of leave"
UPSIDE_DOWN, EVERYBODY, KNOWN = ("quarters are upside down", "bonus averages are over everybody",
                                 "known hourly rates are not used")
WHOLE_REMAINDER, FRACTIONS = "whole remainder goes to the upper", "fractions are given in place of percent"
WEEKS, RANGES = "a month is taken as %s weeks", "quarters are four equal ranges of pay, not of people"
CEILING = "quarters are of a quarter of the people rounded up, the rest in the last"
ONE_NUMBER = "one number of weekly hours is taken for everybody"
PERIOD_BONUS = "bonus figures are of the bonus of the pay period only"
ALL_FULL_PAY = "all bonus figures are of full-pay relevant employees only"
ZERO_GAP = "a bonus gap of 0.0 is given where there is none"
EXCHANGED = {"the %s and the %s quarter are exchanged" % (QUARTER_NAMES[one], QUARTER_NAMES[other]): (one, other)
             for one, other in itertools.combinations(range(4), 2)}
LAWFUL = {"upper quarters one by one", "lower quarters one by one", KNOWN, "equal rates are judged otherwise",
          "posts of one employee are counted otherwise", "exact halves are rounded up"}


def one(*readings):
    """A mistake of one form."""
    return Mistake([readings])


def weeks(number):
    """A month of so many weeks; the year stays, or has 52 weeks."""
    return [({"month": Fraction(number) * 7},), ({"month": Fraction(number) * 7, "year": DAYS_52},)]


KNOWN_MISTAKES = {  # keyword, or all the words -> how it is made
    LEAVE: one({"leave": "hourly"}, {"leave": "data"}),
    OVERTIME: one({"overtime": True}),
    SACRIFICE: one({"sacrifice": True}),
    PARTNERS: one({"partners": True}),
    WHOLE: one({"bonus": "whole"}),
    NO_BONUS: one({"bonus": "out"}),
    "taken as 52 weeks": one({"month": DAYS_52 / 12, "year": DAYS_52}),
    "121.76 days": one({"quarter": 4}, {"quarter": 4 * oracle.MONTH}),
    **{WEEKS % number: Mistake(weeks(number)) for number in ("4", "4.33", "4.345")},
    KNOWN: one({"known": False}),
    "equal rates are judged otherwise": one({"penny": True}),
    "men and women are swapped": Mistake([({"swapped": "data"},)], [({"swapped": "labels"},)]),
    "divided by the women's figure": one({"formula": "women"}),
    "sign of the gaps is reversed": one({"after": ("sign",)}),
    "percentage of men's": one({"formula": "percent"}, {"after": ("complement",)}),
    "mean and median gap are swapped": one({"after": ("mean for median",)}),
    "rounded to the penny": one({"pennies": True}),
    "all pay divided by all hours": one({"total": "own"}, {"total": "taken"}),
    "exact halves are rounded up": one({"rounding": "away"}),
    "cut off after one decimal": one({"rounding": "cut"}),
    FRACTIONS: one({"fraction": True}),
    EVERYBODY: one({"everybody": True}),
    PERIOD_BONUS: one({"source": "period"}),
    ALL_FULL_PAY: Mistake([({"bonus_people": "full"}, {"bonus_people": "loose"})],
                          open_forms=[({"bonus_people": "hourly"},)]),
    ZERO_GAP: one({"after": ("zero",)}, {"after": ("zero where the law has none",)}),
    "full-pay relevant employees, receivers too": one({"shares": "within"}),
    "full-pay relevant employees, receivers on any pay": one({"shares": "over"}),
    "of all people paid a bonus": one({"shares": "receivers"}),
    "in the order of the file": Mistake([({"ties": "file"}, {"ties": "file", "exact_order": True})],
                                        [({"ties": "backwards"},)]),
    "boundary men are placed lower": one({"ties": "men"}),
    "boundary women are placed lower": one({"ties": "women"}),
    "cut at quartiles of pay": Mistake([({"cut": "quartiles"},)], [({"cut": "quartiles below"},)]),
    RANGES: Mistake([({"cut": "ranges"},), ({"cut": "ranges below"},)]),
    "upper quarters one by one": one({"sizes": "up"}),
    "lower quarters one by one": one({"sizes": "down"}),
    WHOLE_REMAINDER: one({"sizes": "whole"}),
    CEILING: Mistake([({"sizes": "ceiling"},), ({"sizes": "ceiling", "ties": "file"},)],
                     open_forms=[({"sizes": "ceiling from the top"},),
                                 ({"sizes": "ceiling from the top", "ties": "file"},)]),
    UPSIDE_DOWN: one({"after": ("upside down",)}),
    **{words: one({"after": (pair,)}) for words, pair in EXCHANGED.items()},
    "part of each sex": one({"part": True}),
}
EXACT_WORDS = {*EXCHANGED, *(WEEKS % number for number in ("4", "4.33", "4.345")), RANGES, CEILING, ONE_NUMBER,
               PERIOD_BONUS, ALL_FULL_PAY, ZERO_GAP, FRACTIONS}
ALL_KEYWORDS = [*KNOWN_MISTAKES, ONE_NUMBER]


class Explanations:
    """What explains published figures of one payroll, alone or two by two."""

    def __init__(self, everybody, strict=False):
        self.model, self.strict = Model(everybody), strict
        self.right = self.model.figures()
        people = len(self.model.pairs(LAW))
        self.mistakes = {**KNOWN_MISTAKES, ONE_NUMBER: self.one_number(everybody)}
        self.lawful = LAWFUL | ({WHOLE_REMAINDER} if people % 4 == 1 else set())

    @staticmethod
    def one_number(people):
        """Beside known hourly rates it is open which number is meant, and of whom."""
        if all(person.known == oracle.BLANK for person in people):
            return one({"hours": NUMBERS[0]})
        hours = sorted(person.hours for person in people)
        numbers = {*NUMBERS, oracle.mean(hours), oracle.median(hours), Counter(hours).most_common(1)[0][0]}
        return Mistake([], open_forms=[({"hours": NUMBERS[0], "known": False},),
                                       *(({"hours": number},) for number in numbers)])

    def forms(self, keyword):
        mistake = self.mistakes[keyword]
        return mistake.forms + (mistake.other_forms if self.strict else [])

    def readings(self, keyword):
        """Every change that is this mistake."""
        mistake = self.mistakes[keyword]
        return [reading for form in mistake.forms + mistake.other_forms + mistake.open_forms for reading in form]

    def ways(self, keyword):
        """[(how the mistake is made alone, whether it must be known)]."""
        sure = [changed(LAW, form[0]) for form in self.forms(keyword)]
        others = dict.fromkeys(changed(LAW, reading) for reading in self.readings(keyword))
        return [(way, True) for way in sure] + [(way, False) for way in others if way not in sure]

    def gives(self, way, published, places=range(14)):
        """Figures of this way agree with those published, the given ones; None where that is open."""
        values = self.model.figures(way)
        if values is None:
            return None
        return all(agrees(values[place], published[place], way) for place in places) and (
            True if is_certain(way, published) else None)

    def single(self, published, places=range(14)):
        """(mistakes that surely explain the figures, mistakes that may)."""
        surely, perhaps = set(), set()
        for keyword in self.mistakes:
            ways = self.model.kept(("alone", keyword), lambda keyword=keyword: self.ways(keyword))
            found = [(self.gives(way, published, places), known) for way, known in ways]
            surely |= {keyword for given, known in found if given and known}
            perhaps |= {keyword for given, _ in found if given is not False}
        return surely, perhaps

    def may_give(self, named, published, places=range(14)):
        """The mistake, or the pair of mistakes, that is named may give the figures."""
        named = [named] if isinstance(named, str) else sorted(named)
        if len(named) > 2 or not set(named) <= set(self.mistakes):
            return False
        readings = [self.readings(keyword) for keyword in named]
        ways = self.ways_of_two(*readings) if len(named) == 2 else (changed(LAW, reading) for reading in readings[0])
        return any(self.gives(way, published, places) is not False for way in ways)

    def ways_of_two(self, one_form, other_form):
        """Every way to make two mistakes, in both orders and all readings."""
        for first, second in itertools.product(one_form, other_form):
            yield changed(changed(LAW, first), second)
            yield changed(changed(LAW, second), first)

    def may_give(self, named, published, places=range(14)):
        """The mistake, or the pair of mistakes, that is named may give the figures."""
        named = [named] if isinstance(named, str) else sorted(named)
        if len(named) > 2 or not set(named) <= set(self.mistakes):
            return False
        readings = [self.readings(keyword) for keyword in named]
        ways = self.ways_of_two(*readings) if len(named) == 2 else (changed(LAW, reading) for reading in readings[0])
        return any(self.gives(way, published, places) is not False for way in ways)

    def two(self, one_form, other_form):
        """The one way to make two mistakes; None if what they give depends on the order or on how they are read."""
        ways = list(self.ways_of_two(one_form, other_form))
        values = [(self.model.figures(way), way.rounding, way.fraction) for way in ways]
        return ways[0] if values[0][0] is not None and all(value == values[0] for value in values) else None

    def differing(self, published):
        return [place for place in range(14) if not agrees(self.right[place], published[place])]

    def can_be_published(self, way):
        """Nothing is blank but bonus gaps that the law has none of, or that nobody can form over everybody."""
        values = self.model.figures(way)
        plain = not way.formula and not way.swapped
        return values is not None and all(
            value is not None or place in (2, 3) and (self.right[place] is None or plain and (
                way.everybody or way.source)) for place, value in enumerate(values))


# --- what verify prints -------------------------------------------------------------------------------

GROUPS = {"Hourly gaps": range(0, 2), "Bonus gaps": range(2, 4), "Bonus shares": range(4, 6),
          "Quarters": range(6, 14)}


def keyword_of(words):
    """The keyword of a mistake by what is printed of it, or that itself."""
    if words in EXACT_WORDS:
        return words
    return next((keyword for keyword in ALL_KEYWORDS if keyword not in EXACT_WORDS and keyword in words), words)


def named_in(text):
    """A keyword, or the keywords of a pair."""
    rules = 1
    while rules:
        text, rules = re.subn(r" *\([^()]*\)", "", text)
    parts = text.strip().rstrip(".").split(", then ")
    return keyword_of(parts[0]) if len(parts) == 1 else frozenset(map(keyword_of, parts))


class Said:
    """What verify says after the table of figures."""

    def __init__(self, output, labels):
        self.mistakes, self.lawful, self.pairs = set(), set(), set()    # that explain every figure
        self.partly = []            # (places, what is named) for some of the figures
        self.without = []           # places of figures that no mistake is said to give
        self.labels, heading = labels, None
        for line in output.split("\n"):
            if line.startswith("  - "):
                self.add(heading, line[4:])
            elif line:
                heading, _, rest = line.partition(":")
                for text in rest.split("; or ") if rest else ():
                    self.add(heading, text)

    @property
    def alone(self):
        return self.mistakes | self.lawful

    def add(self, heading, text):
        """What is named under a heading."""
        heading = heading or ""
        if heading.startswith("No mistake alone explains every figure"):
            self.pairs.add(named_in(text))
        elif heading.startswith(("Lawful", "One lawful choice explains", "Any of these lawful choices explains")):
            self.lawful.add(named_in(text))
        elif heading.startswith(("One mistake explains every", "Any of these mistakes explains every")):
            self.mistakes.add(named_in(text))
        elif "," in heading and heading.split(",")[0] in GROUPS:
            self.partly.append((GROUPS[heading.split(",")[0]], named_in(text)))
        elif heading.strip() in self.labels:
            place = self.labels.index(heading.strip())
            if re.match(" no (known )?mistake ", text):
                self.without.append(place)
            else:
                self.partly.append(([place], named_in(text.replace(" perhaps ", ""))))
