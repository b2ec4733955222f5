# SPDX-License-Identifier: GPL-3.0-or-later
"""What is published: nothing that must not be, and nothing that says too much."""
import json
import re
from collections import Counter, defaultdict
from fractions import Fraction

from publication import ends_of, is_block, words_of
from workforce_compare import key_of
from workforce_files import EVERYBODY, ME, PLACES, WATCHED, listed
from workforce_pay import PAY_FIGURES

RESTS_ON = {"rate": ("n", "of"), "other_rate": ("other_n", "other_of"), "p": ("headcount", "disclosed"),
            "short_by": ("headcount", "disclosed"), "disclosure_rate": ("disclosed",),
            "share": ("headcount", "others", "disclosed"), "share_lower": ("headcount", "others", "disclosed"),
            "share_upper": ("headcount", "others", "disclosed"), "difference": ("headcount", "others", "share"),
            "relative_likelihood": ("n", "of", "other_n", "other_of"), "value": ("n", "of", "other_n", "other_of"),
            "interval_lower": ("n", "of", "other_n", "other_of"), "interval_upper": ("n", "of", "other_n", "other_of"),
            "finding": ("n", "of", "other_n", "other_of", "headcount", "others", "disclosed", "share"),
            "pounds": ("headcount",), "pence": ("headcount",), "change": ("share", "share_at_start"),
            "appointments_needed": ("share",)}


COUNTS = ("headcount", "others", "disclosed", "prefer_not_to_say", "not_known", "n", "of", "other_n", "other_of")
OF_PEOPLE = ("Profile", "Disclosure", "Leadership", "Under_", "Recruitment", "Employee", "SC_", "NHS_", "WDES")


def sex_only(work, least):
    """(place, part) of which nothing but sex is published: open levels with fewer than four times the minimum at some date,
    and parts of other places of which the half or more are such people at some date."""
    if "Management level" not in work.places:
        return set()
    given = listed(work.keys.get("open_levels", ""))
    numbers = {level: [work.n_all(i, "Management level", level) for i in range(len(work.dates))]
               for level in work.parts("Management level") if level in given}
    levels = {level for level, many in numbers.items() if any(0 < n < 4 * least for n in many)}
    found = {("Management level", level) for level in levels}
    for number, table in enumerate(work.tables):
        for place in work.places:
            at = Counter(work.place_of(place, person, work.dates[number]) for person in table
                         if work.place_of("Management level", person, work.dates[number]) in levels)
            found |= {(place, part) for part, n in at.items() if 2 * n >= work.n_all(number, place, part)}
        at = Counter(work.cell_of(person, number) for person in table
                     if work.place_of("Management level", person, work.dates[number]) in levels)
        found |= {("Cell", cell) for cell, n in at.items() if cell and 2 * n >= work.n_all(number, "Cell", cell)}
    return found


def left_out(work, inside, outside):
    """(axis, place) of which nothing is published although only some of its parts are closed: since the others would tell."""
    place_of = {name: place for place, (_, name, _) in PLACES.items()}
    found = set()
    for place in {place for place, _ in work.closed}:
        rows = [[{row["characteristic"] for row in rows if place_of.get(row["part"]) == place} for rows in (inside, outside)]]
        found |= {(axis, place) for within, shown in rows for axis in within - shown}
    divided = {place for _, place in found} & {"Management level"}
    return found | {(axis, "Cell") for axis, place in found if place in divided and axis in WATCHED}


PLACE_OF_PART = {"Leadership": "Management level", "Under_representation_level": "Management level",
                 "Under_representation_division": "Division", "Under_representation_grade": "Grade",
                 "Under_representation": "Cell"}


def is_of(row, closed, out):
    """Whether a row is about other than the sex of people of whom nothing but their sex is published."""
    if row["characteristic"] in ("Sex", EVERYBODY):
        return False
    match = re.match(r"Share of .* in each pay band: (.*)", row["item"])
    if match:
        axis = "Disability" if row["part"] == "WDES" else ME
        return ("Grade", match.group(1)) in closed or (axis, "Grade") in out
    place = PLACE_OF_PART.get(row["part"]) or {name: place for place, (_, name, _) in PLACES.items()}.get(row["part"])
    if row["part"] == "Disclosure_by_place":
        place = row["dimension"]
    return (place, row["category"]) in closed or (row["characteristic"], place) in out


def is_board(row, work):
    """Metrics of senior people of whom all hold closed levels."""
    what = {("SC_WRES", "Senior management against the overall workforce"): "senior",
            ("NHS_WRES", "Board membership against the overall workforce"): "board",
            ("WDES", "Board membership against the overall workforce"): "board"}.get((row["part"], row["item"]))
    levels = [level for level in listed(work.keys.get(what, "")) if work.n_all(work.last, "Management level", level)] if what else []
    return bool(levels) and all(("Management level", level) in work.closed for level in levels)


ENDS = ("value_lower", "value_upper")


def check_told(checks, row, whole, least):
    """A range holds the truth and, of people, is made of blocks; a rounded figure is the true one rounded."""
    checks.check("what is told is published", whole["status"] != "not published" and whole["value"] != "", row, whole)
    value = Fraction(whole["value"]) if whole["value"] else None
    if row["status"] == "rounded":
        checks.check("a rounded figure is the true one rounded", re.fullmatch(r"-?\d+", row["published"]) and value is not None
                     and row["value"] == row["published"] and abs(Fraction(row["value"]) - value) <= Fraction(1, 2), row, whole)
        return
    ends = ends_of(row)
    if not checks.check("a range has ends and no value", ends is not None and row["value"] == "", row):
        return
    low, high = ends
    checks.check("words of a range", row["published"].replace(",", "") in words_of(low, high), row)
    checks.check("a range holds the truth", value is not None and low <= value <= high, row, whole["value"])
    if row["unit"] == "people or number":
        checks.check("ranges are made of blocks", row["measure"] in COUNTS and low >= 0 and is_block(low, high, least), row)
    else:
        checks.check("ranges are of people or percents", row["unit"] == "percent", row)


def check_published_file(checks, inside, outside, work, least):
    """The published rows: the same, rounded; nothing small, nothing that rests on what is withheld."""
    open_levels, closed = listed(work.keys.get("open_levels", "")), work.closed
    internal = {key_of(row): row for row in inside}
    everybody = {row["category"]: row["value"] for row in inside if row["part"] == "Profile_by_level"
                 and row["characteristic"] == EVERYBODY and row["measure"] == "headcount"}  # the latest is the last
    says = {key[:-1] for key, row in internal.items() if row["status"] != "not published" and key[-1] != "benchmark"}
    wanted = {key for key, row in internal.items() if not is_of(row, closed, work.left_out) and not is_board(row, work)
              and (not row["part"].startswith(("Under_", "Recruitment")) or key[:-1] in says)}
    checks.check("both files have the same rows, but of open levels and those that say nothing", wanted == {key_of(row) for row in outside},
                 list(wanted ^ {key_of(row) for row in outside})[:3])
    for row in inside:
        checks.check("nothing but sex is published of open levels", not is_of(row, closed, work.left_out)
                     or row["status"] == "not published", row)
    hidden = {key_of(row) for row in outside if row["published"] == "[c]"}
    inexact = {key_of(row) for row in outside if row["status"] in ("suppressed", "range", "rounded")}
    for row in outside:
        key = key_of(row)
        whole = internal.get(key, row)
        checks.check("internal says how it is told", [whole[name] for name in ENDS] == [row[name] for name in ENDS], row, whole)
        checks.check("status", row["status"] in ("ok", "not_applicable", "suppressed", "range", "rounded"), row)
        if row["status"] in ("range", "rounded"):
            check_told(checks, row, whole, least)
            continue
        checks.check("only a range has ends", row["value_lower"] == row["value_upper"] == "", row)
        if key in hidden:
            checks.check("[c] has no value", row["value"] == "" and row["status"] == "suppressed", row)
            checks.check("internal says what is not published", whole["status"] == "not published", whole)
            continue
        checks.check("published as rounded inside", row["published"] == whole["published"], row, whole["published"])
        if row["value"] not in ("", row["published"]):
            try:
                same = Fraction(row["value"]) == Fraction(row["published"].replace(",", "").replace("< 0.0001", "0"))
            except ValueError:
                same = False
            checks.check("published value is the rounded one", same, row)
        if row["measure"] in COUNTS and row["part"].startswith(OF_PEOPLE) and row["value"]:
            is_open = row["category"] in open_levels and (
                row["part"] in ("Leadership", "Profile_by_level", "Under_representation_level") and row["characteristic"] in ("Sex", EVERYBODY)
                or row["measure"] == "disclosed" and row["value"] == everybody.get(row["category"])) or (
                row["part"] == "Under_representation" and row["characteristic"] == "Sex"
                and any(row["category"].endswith(", " + part) for place, part in closed if place == "Management level"))
            is_base = row["part"].endswith("WRES") or row["part"] == "WDES"
            checks.check("no small count is published" if not is_base else "no small count is published in WRES",
                         not 0 < float(row["value"]) < least or is_open, row)
        if row["measure"] == "disclosure_rate_change" and row["value"]:
            dates = sorted({k[1] for k in internal if k[0] == "Disclosure"})
            before = dates[dates.index(row["date"]) - 1]
            for day in (before, row["date"]):
                rate = key[:1] + (day,) + key[2:-1] + ("disclosure_rate",)
                checks.check("no change is shown beside a rate that is not", rate not in inexact, key)
        for other in RESTS_ON.get(row["measure"], ()):
            if row["published"] == "[z]" or row["published"] == "":
                continue
            other_key = key[:-1] + (other,)
            checks.check("nothing is shown beside a count that it rests on and that is not", other_key not in inexact, key,
                         row["published"], "although not exact:", other)


def check_rests(checks, outside, least):
    """Who did not: people less events, where both are shown, is no small count either."""
    rows = defaultdict(dict)
    for row in outside:
        if row["part"] in ("Recruitment", "Employee_lifecycle", "SC_WRES", "NHS_WRES", "WDES"):
            rows[key_of(row)[:-1]][row["measure"]] = row
    for key, row in rows.items():
        if "pay band" in key[7] or "against the overall" in key[7]:
            continue
        for n, of in (("n", "of"), ("other_n", "other_of")):
            if n in row and row[n]["value"] not in ("", "[z]") and row[of]["value"] not in ("", "[z]"):
                rest = float(row[of]["value"]) - float(row[n]["value"])
                checks.check("no small rest is published", not 0 < rest < least, key, rest)
    stages = defaultdict(dict)
    for key, row in rows.items():
        if key[0] == "Recruitment" and key[7] != "Applied to appointed":
            stages[key[:7]][key[7]] = row
    for key, row in stages.items():
        if len(row) == 2:
            for one, other in (list(row.values()), list(row.values())[::-1]):
                says = one["finding"]["published"]
                checks.check("which stage loses more is not told if the other is not", other["n"]["status"] in ("ok", "not_applicable")
                             or says == "[c]" or says.startswith("no data"), key, says, other["n"]["published"])


def discoveries(chances, rate):
    """Benjamini and Hochberg: the chances at or below the largest p(k) <= k rate / n."""
    ordered = sorted(chances)
    bars = [p for k, p in enumerate(ordered, 1) if p <= k * rate / len(ordered)]
    return max(bars, default=-1)


def check_findings(checks, outside, rate):
    """What is found of a cell is shown where its own cells are, unless it would tell of others: how many are found moves
    the bar for each, and what is not published may be anything."""
    told = defaultdict(lambda: defaultdict(dict))
    for row in outside:
        if row["part"].startswith("Under_representation"):
            shown = "[c]" if row["status"] in ("range", "rounded") or row["published"] == "[c]" else row["value"] or row["published"]
            told[row["part"]][key_of(row)[:-1]][row["measure"]] = shown
    for family in told.values():
        chances = [row["p"] for row in family.values()]
        low, high = (discoveries([float(p) if p != "[c]" else unknown for p in chances], rate) for unknown in (1, 0))
        for key, row in family.items():
            is_own = "[c]" not in [row[measure] for measure in ("headcount", "disclosed", "share", "benchmark", "p", "short_by")]
            if is_own and not low < float(row["p"]) <= high:
                checks.check("a finding is shown where its own cells are", row["finding"] != "[c]", key)


UNDER = {"division": "Under_representation_division", "division and level": "Under_representation"}


def check_terminal(checks, printed, inside):
    """What is printed has the shares and findings of the complete tables."""
    blocks = [block.split("\n") for block in printed.split("\n\n")]
    wanted = {(row["group"], row["date"]): row["published"] for row in inside
              if row["part"] == "Trends" and row["value"]}
    for block in blocks:
        days = re.findall(r"\d{4}-\d\d-\d\d", block[0])
        if block[0].startswith("Share of people who disclosed"):
            for line in block[1:]:
                group, *shares = re.split(r" {2,}", line.strip())
                for day, share in zip(days, shares):
                    checks.check("shares that are printed", wanted.get((group, day), share) == share, line,
                                 wanted.get((group, day)))
    for title, part in UNDER.items():
        heading = re.compile(rf"Under-represented, by {title}(?: \(|$)")
        block = next((block for block in blocks if heading.match(block[0])), [""])
        found = {f"{row['category']}, {row['group']}: under-represented" for row in inside
                 if row["part"] == part and row["measure"] == "finding" and row["published"] == "under-represented"}
        checks.check("what is printed as under-represented", {line.strip() for line in block[1:]} == found, title,
                     {line.strip() for line in block[1:]} ^ found)


def check_pay(checks, work, outside):
    """What that year's report withholds is withheld here, and what it could be worked out from."""
    hidden = set()
    for name in listed(work.keys.get("results", "")):
        with open(work.path(name), encoding="utf-8") as file:
            read = json.load(file)
        year = read["snapshot_date"][:4]
        hidden |= {(row["group"], row["measure"], year) for row in read["figures"]
                   if row["characteristic"] == "sex" and row["not_published"]}
    for title, sex, measure, unit in PAY_FIGURES:
        for row in outside:
            if row["part"] in ("Pay_gaps", "Pay_over_time") and row["item"] == title and row["measure"].startswith("value_"):
                groups = [sex] if sex else ["men", "women"]
                is_hidden = any((group, measure, row["measure"][6:]) in hidden for group in groups)
                checks.check("pay that a report withholds is withheld", not is_hidden or row["published"] == "[c]", row)
            if row["part"] == "Pay_over_time" and row["item"] == title and row["measure"] == "change_from_first":
                some = {year for group, of, year in hidden if of == measure and group in ([sex] if sex else ["men", "women"])}
                ends = {name[-9:-5] for name in listed(work.keys["results"])}
                checks.check("changes of withheld pay are withheld", not some & {min(ends), max(ends)}
                             or row["published"] in ("[c]", "[z]"), row)


def check_pay_parts(checks, outside, inside, least):
    """Parts that few people make are withheld, and never only one part: they add up to the change."""
    parts = {row["item"]: row for row in inside if row["part"] == "Why_it_changed" and row["measure"] == "headcount"
             and row["value"]}
    hidden = {row["item"] for row in outside if row["part"] == "Why_it_changed" and row["published"] == "[c]"}
    for item, row in parts.items():
        checks.check("parts of pay that few make are withheld", not 0 < float(row["value"]) < least or item in hidden, item,
                     row["value"])
    checks.check("not only one part of pay is withheld", len(hidden) != 1, hidden)
    for item in hidden:
        shown = [row for row in outside if row["part"] == "Why_it_changed" and row["item"] == item
                 and row["published"] not in ("[c]", "[z]") and row["measure"] != "headcount"]
        checks.check("a withheld part of pay is withheld whole", not shown, shown)
