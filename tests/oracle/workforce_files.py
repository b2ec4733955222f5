# SPDX-License-Identifier: GPL-3.0-or-later
"""What people are, and the files about them."""
import configparser
import csv
import re
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction


DECLINED, UNKNOWN, EVERYBODY = "Prefer not to say", "Not known", "Everybody"


KEYS = ("part", "date", "category", "dimension", "characteristic", "group", "comparator", "item", "measure")
INF = float("inf")


SEXES = {"f": "Women", "female": "Women", "woman": "Women", "m": "Men", "male": "Men", "man": "Men"}
BROAD = {  # Census 2021, England and Wales
    "White": ["English, Welsh, Scottish, Northern Irish or British", "Irish", "Gypsy or Irish Traveller", "Roma",
              "Any other White background"],
    "Mixed or Multiple ethnic groups": ["White and Black Caribbean", "White and Black African", "White and Asian",
                                        "Any other Mixed or Multiple background"],
    "Asian or Asian British": ["Indian", "Pakistani", "Bangladeshi", "Chinese", "Any other Asian background"],
    "Black, Black British, Caribbean or African": ["Caribbean", "African",
                                                   "Any other Black, Black British, or Caribbean background"],
    "Other ethnic group": ["Arab", "Any other ethnic group"]}


BROAD_OF = {detailed: broad for broad, many in BROAD.items() for detailed in many}
YES_NO = {"yes": "Disabled", "no": "Not disabled"}


WATCHED = {"Sex": ("Women", "Men"), "Ethnicity (minority ethnic)": ("Minority ethnic", "White"),
           "Disability": ("Disabled", "Not disabled")}


COLUMN_OF = {"Sex": "sex", "Ethnicity": "ethnicity", "Ethnicity (minority ethnic)": "ethnicity",
             "Disability": "disability", "Sexual orientation": "sexual_orientation",
             "Religion or belief": "religion_or_belief", "Age band": "age_band",
             "Gender identity": "gender_identity", "Marital status": "marital_status"}


ME = "Ethnicity (minority ethnic)"
PLACES = {"Grade": ("grade", "Profile_by_grade", "Not given"),
          "Division": ("division", "Profile_by_division", "Not given"),
          "Management level": ("management_level", "Profile_by_level", "No management level"),
          "Contract": ("contract", "Profile_by_contract", "Not given"),
          "Cohort": ("cohort", "Profile_by_cohort", "No cohort"),
          "Length of service": ("start_date", "Profile_by_service", "Not given")}


SERVICE = ("Started in the last year", "Current staff of over a year")
ROLE_KEYS = {"grade": "grade", "division": "division", "level": "management_level", "contract": "contract",
             "cohort": "cohort", "regulated": "regulated", "start_date": "start_date"}


def group_of(axis, text):
    """The group of an answer; one that is no answer is not known."""
    plain = text.strip()
    if axis == "Sex":  # who is asked for and withheld is not known
        return SEXES.get(plain.lower(), UNKNOWN)
    if plain.lower() in ("", "not known", "unknown"):
        return UNKNOWN
    if plain.lower() == "prefer not to say":
        return DECLINED
    if axis == "Disability":
        return YES_NO.get(plain.lower(), UNKNOWN)
    if axis == "Ethnicity":
        return plain if plain in BROAD else BROAD_OF.get(plain, UNKNOWN)
    if axis == ME:
        broad = group_of("Ethnicity", plain)
        return broad if broad in ("White", UNKNOWN, DECLINED) else "Minority ethnic"
    return plain


def read_table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_ini(path):
    parser = configparser.ConfigParser(delimiters=("=",), comment_prefixes=(";", "#"), interpolation=None, strict=False)
    parser.optionxform = str
    if path:
        parser.read(path, encoding="utf-8")
    return {name: dict(parser[name]) for name in parser.sections()}


def day_of(text):
    """A date as 2026-03-31 or 31/03/2026; None if it is neither."""
    for pattern, order in ((r"(\d{4})-(\d\d)-(\d\d)$", (1, 2, 3)), (r"(\d\d?)/(\d\d?)/(\d{4})$", (3, 2, 1))):
        match = re.match(pattern, text.strip())
        if match:
            try:
                return date(*(int(match.group(i)) for i in order))
            except ValueError:
                return None
    return None


def year_before(day):
    return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else date(day.year - 1, 2, 28)


def years_between(start, end):
    """Whole years from anniversary to anniversary, and the days left as a part of the year they are in."""
    years = end.year - start.year - ((end.month, end.day) < (start.month, start.day))
    last, following = anniversary(start, years), anniversary(start, years + 1)
    return years + Fraction((end - last).days, (following - last).days)


def anniversary(day, years):
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


YEAR_COLUMNS = ("year", "reporting year")


def year_of(text):
    """The year that a reporting year is named after or ends in; None if it is none."""
    match = re.match(r"(\d{4})(?: ?(?:-|/|to) ?(\d{4}|\d\d))?$", text.strip())
    if not match or not match.group(2):
        return int(match.group(1)) if match else None
    start, end = int(match.group(1)), match.group(2)
    return start + 1 if int(end) == (start + 1 if len(end) == 4 else (start + 1) % 100) else None


def long_date(day):
    return f"{day.day} {day:%B} {day.year}"


def listed(text):
    return [name.strip() for name in text.split(",")] if text else []


@dataclass
class Files:
    """What a run is given."""
    folder: str
    people: list            # (date, name of the file)
    config: str = ""        # name of the configuration
    ids: list = field(default_factory=list)  # texts that may be in no output
    pays: bool = False
