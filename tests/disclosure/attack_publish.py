# SPDX-License-Identifier: GPL-3.0-or-later
"""
An attacker on what paygap publishes, written without its code: reads publish/results.csv and
publish/report.xlsx and works out as much of the hidden counts and means as linear programming
and linear algebra give. internal/results.csv only tells which quantities are sensitive.

  attack_publish.py PROGRAM SOURCE_DIR [--rounds N] [--seed N] [--keep DIR] [--verbose]

Counts: every count from 1 to 4, shown or only implied (people left out of the hourly figures,
people without a bonus, people of unknown sex), must keep an interval of at least 4 that
reaches 5. Means: no group below its minimum may follow from the published means. The linear
programmes are solved by libglpk, which the program itself needs. Last line: 'N passed, M
failed'; exit status 1 on findings, 77 if libglpk is not there.
"""
import argparse
import csv
import ctypes
import math
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from fractions import Fraction

T = 5  # smallest count that is shown, but 0
QUARTERS = ("lower", "lower_middle", "upper_middle", "upper")
UNDISCLOSED = ("Prefer not to say", "Not known")
INF = float("inf")

# ---------------------------------------------------------------- linear programmes


class Glpk:
    """Columns with bounds and rows with bounds; lowest and highest value of a column."""

    library = None

    @classmethod
    def load(cls):
        for name in ("libglpk.so.40", "libglpk.so", "libglpk.dylib"):
            try:
                cls.library = ctypes.CDLL(name)
                break
            except OSError:
                continue
        if cls.library is None:
            return False
        lib = cls.library
        lib.glp_create_prob.restype = ctypes.c_void_p
        for f in ("glp_get_obj_val", "glp_get_col_prim"):
            getattr(lib, f).restype = ctypes.c_double
        lib.glp_term_out(0)
        return True

    def __init__(self, bounds, rows):
        lib = self.library
        self.n = len(bounds)
        self.problem = ctypes.c_void_p(lib.glp_create_prob())
        lib.glp_add_cols(self.problem, self.n)
        for i, (low, high) in enumerate(bounds):
            self._bound(lib.glp_set_col_bnds, i + 1, low, high)
        if rows:
            lib.glp_add_rows(self.problem, len(rows))
        for r, (terms, low, high) in enumerate(rows):
            n = len(terms)
            index = (ctypes.c_int * (n + 1))(0, *[i + 1 for i in terms])
            factor = (ctypes.c_double * (n + 1))(0.0, *[float(f) for f in terms.values()])
            self._bound(lib.glp_set_row_bnds, r + 1, low, high)
            lib.glp_set_mat_row(self.problem, r + 1, n, index, factor)
        lib.glp_adv_basis(self.problem, 0)
        self.parameters = ctypes.create_string_buffer(4096)
        lib.glp_init_smcp(self.parameters)
        ctypes.cast(self.parameters, ctypes.POINTER(ctypes.c_int))[0] = 0
        self.seen_low, self.seen_high = [INF] * self.n, [-INF] * self.n

    def _bound(self, function, index, low, high):
        kind = (5 if low == high else 4 if low > -INF and high < INF else
                2 if low > -INF else 3 if high < INF else 1)
        function(self.problem, index, kind, ctypes.c_double(low if low > -INF else 0),
                 ctypes.c_double(high if high < INF else 0))

    def close(self):
        self.library.glp_delete_prob(self.problem)

    def reach(self, column, highest):
        """INF where nothing bounds it; None if the solver fails."""
        lib = self.library
        lib.glp_set_obj_dir(self.problem, 2 if highest else 1)
        lib.glp_set_obj_coef(self.problem, column + 1, ctypes.c_double(1))
        status = lib.glp_simplex(self.problem, self.parameters)
        kind = lib.glp_get_status(self.problem)
        value = lib.glp_get_obj_val(self.problem)
        lib.glp_set_obj_coef(self.problem, column + 1, ctypes.c_double(0))
        if status != 0 or kind not in (5, 6):
            return None
        if kind == 6:
            return INF if highest else -INF
        for i in range(self.n):
            x = lib.glp_get_col_prim(self.problem, i + 1)
            self.seen_low[i] = min(self.seen_low[i], x)
            self.seen_high[i] = max(self.seen_high[i], x)
        return value


# ---------------------------------------------------------------- what is published


def number(text):
    return Fraction(text.replace(",", ""))


def read_results(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def sheets(path):
    """Rows of cells, sheet by sheet, and the numbers in chart caches."""
    archive = zipfile.ZipFile(path)

    def text(name):
        return archive.read(name).decode("utf-8")

    def plain(xml):
        found = re.sub(r"<[^>]*>", "", xml)
        for a, b in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"),
                     ("&#39;", "'"), ("&amp;", "&")):
            found = found.replace(a, b)
        return found

    shared = [plain(x) for x in re.findall(r"<si>(.*?)</si>", text("xl/sharedStrings.xml"), re.S)]
    names = re.findall(r'<sheet name="([^"]*)" sheetId="\d+"', text("xl/workbook.xml"))
    made = {}
    for index, name in enumerate(names):
        table = []
        for row in re.findall(r"<row\b.*?</row>", text(f"xl/worksheets/sheet{index + 1}.xml"), re.S):
            cells = []
            for kind, inner in re.findall(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", row, re.S):
                value = re.search(r"<v>(.*?)</v>", inner or "", re.S)
                if value is None:
                    cells.append("".join(plain(x) for x in re.findall(r"<t\b.*?</t>", inner or "", re.S)))
                elif 't="s"' in kind:
                    cells.append(shared[int(value.group(1))])
                elif 't="str"' in kind:
                    cells.append(plain(value.group(1)))
                else:
                    cells.append(float(value.group(1)))
            table.append(cells)
        made[name] = table
    charts = {}
    for name in archive.namelist():
        if name.startswith("xl/charts/chart"):
            for series in re.findall(r"<c:ser>.*?</c:ser>", text(name), re.S):
                groups = [plain(x) for x in re.findall(
                    r"<c:v>(.*?)</c:v>", "".join(re.findall(r"<c:cat>.*?</c:cat>", series, re.S)), re.S)]
                values = re.findall(r"<c:v>(.*?)</c:v>",
                                    "".join(re.findall(r"<c:val>.*?</c:val>", series, re.S)), re.S)
                charts.setdefault(name, []).append((groups, [float(v) for v in values]))
    return made, charts


class Published:
    def __init__(self, rows):
        self.rows = rows
        self.text = {}
        self.row = {}
        self.groups = {}  # of each characteristic, in order
        for row in rows:
            key = (row["characteristic"], row["group"], row["measure"])
            self.text[key] = row["published"]
            self.row[key] = row
            groups = self.groups.setdefault(row["characteristic"], [])
            if row["group"] not in groups:
                groups.append(row["group"])

    def shown(self, characteristic, group, measure):
        row = self.row.get((characteristic, group, measure))
        return row is not None and row["status"] in ("ok", "provisional") and row["published"] not in ("", "[c]")

    def value(self, characteristic, group, measure):
        if not self.shown(characteristic, group, measure):
            return None
        return number(self.text[(characteristic, group, measure)])


def nesting(source, scheme):
    """Detailed label -> broad label of a scheme in schemes.def."""
    inside, broad = {}, {}
    with open(os.path.join(source, "src/figures/characteristics/schemes.def"), encoding="utf-8") as file:
        text = file.read()
    for match in re.finditer(r'PG_(BROAD|GROUP)\((\w+), (\w+), \d, "([^"]*)"', text):
        if match.group(2) != scheme.upper():
            continue
        if match.group(1) == "BROAD":
            broad[match.group(3)] = match.group(4)
        else:
            inside[match.group(4)] = broad[match.group(3)]
    return inside


def levels(published, inside):
    """Levels of each characteristic: [(name, level, groups)], and the outer group of an inner."""
    made = []
    for name, groups in published.groups.items():
        if name == "sex" or " x " in name:
            continue
        groups = [g for g in groups if published.row.get((name, g, "headcount"))]
        if name == "ethnicity" and any(g in inside for g in groups):
            outer_names = set(inside.values())
            inner = [g for g in groups if g in inside or g in UNDISCLOSED or g not in outer_names]
            outer = [g for g in groups if g in outer_names and g not in inner]
            made.append((name, "detailed", inner))
            if outer:
                made.append((name, "broad", outer))
        else:
            made.append((name, "", groups))
    return made


# ---------------------------------------------------------------- the counts


# What a relation was learnt from, by what its reason says: for the words of a finding.
SOURCES = (("percentages", "_share"), ("percentages", "disclosure_rate"), ("a mean is shown", "mean shown"),
           ("bounds are shown", "bounds of"), ("column count", "column count"),
           ("sizes of quarters", "sizes "), ("unknown sex is a part", "H-F unknown sex"),
           ("unknown sex is a part", "H-B unknown sex"), ("the sheet People", "People"),
           ("the sheet People", "unknown sex of all"))


class Counts:
    """Variables, the relations every reader knows, and the truth to tell what is sensitive."""

    def __init__(self):
        self.names, self.index, self.bounds, self.truth = [], {}, [], []
        self.rows, self.problems = [], []
        self.is_sex = []

    def add(self, name, truth, shown=None, least=0, is_sex=False):
        if name in self.index:
            return self.index[name]
        self.index[name] = len(self.names)
        self.names.append(name)
        self.truth.append(truth)
        self.is_sex.append(is_sex)
        self.bounds.append((shown, shown) if shown is not None else (least, INF))
        return self.index[name]

    def relate(self, terms, low=0, high=None, why="", statutory=False):
        """low <= sum of factor * variable <= high; checked against the truth."""
        high = low if high is None else high
        row = {}
        for name, factor in terms:
            i = self.index[name]
            row[i] = row.get(i, Fraction(0)) + Fraction(factor)
        known = [self.truth[i] for i in row]
        if all(x is not None for x in known):
            value = sum(f * self.truth[i] for i, f in row.items())
            if not low <= value <= high:
                self.problems.append(f"{why or terms}: {float(value)} not in {low}..{high}")
                return
        source = next((name for name, mark in SOURCES if mark in (why or "")), "relations")
        self.rows.append((row, float(low), float(high), "statutory shares" if statutory else source))

    def percentage(self, part, whole, text, why, statutory=False):
        """A rounded percentage of two counts."""
        share, half = number(text), Fraction(1, 20)
        self.relate([(part, 100), (whole, -(share + half))], -INF, 0, why, statutory)
        self.relate([(part, -100), (whole, share - half)], -INF, 0, why, statutory)


def build_counts(published, internal, inside, people, minima):
    """The attacker's system. `people`: what the sheet People says, [(label, number or None)]."""
    c = Counts()

    def cell(characteristic, group, measure, label, is_sex=False):
        if (characteristic, group, measure) not in published.row:
            return None
        truth = internal.value(characteristic, group, measure)
        shown = published.value(characteristic, group, measure)
        hidden = published.text[(characteristic, group, measure)] == "[c]"
        return c.add(label, truth, shown, 1 if hidden else 0, is_sex)

    def rest(whole, part, label):
        c.add(label, c.truth[c.index[whole]] - c.truth[c.index[part]])
        c.relate([(whole, 1), (part, -1), (label, -1)], why=label)

    def part(name, group, is_sex=False, by_sex=False):
        base = f"{name}/{group}"
        for letter, measure in (("H", "headcount"), ("F", "full_pay_headcount"), ("B", "bonus_headcount")):
            cell(name, group, measure, f"{letter} {base}", is_sex)
        if f"H {base}" not in c.index:
            return False
        if f"F {base}" in c.index:
            rest(f"H {base}", f"F {base}", f"H-F {base}")
        if f"B {base}" in c.index and not by_sex:
            rest(f"H {base}", f"B {base}", f"H-B {base}")
        if not by_sex and (name, group, "lower_quarter_count") in published.row:
            for q in QUARTERS:
                cell(name, group, f"{q}_quarter_count", f"{q} {base}", is_sex)
            c.relate([(f"F {base}", 1)] + [(f"{q} {base}", -1) for q in QUARTERS], why=base)
        # A mean is shown only if enough people are behind it.
        least = minima["ethnicity" if name.endswith("ethnicity") else "other"]
        for measure, letter in (("mean_hourly_pay", "F"), ("mean_bonus_pay", "B")):
            if published.shown(name, group, measure) and f"{letter} {base}" in c.index:
                c.relate([(f"{letter} {base}", 1)], least, INF, f"mean shown of {base}")
        return True

    def total(label, terms):
        c.add(label, sum(c.truth[c.index[t]] for t in terms))
        c.relate([(label, 1)] + [(t, -1) for t in terms], why=label)

    for sex in ("men", "women"):
        part("sex", sex, is_sex=True)
    for letter in ("H", "F", "B"):
        if f"{letter} sex/men" in c.index:
            total(f"{letter} known sex", [f"{letter} sex/men", f"{letter} sex/women"])
    for q in QUARTERS:
        if f"{q} sex/men" in c.index:
            total(f"{q} known sex", [f"{q} sex/men", f"{q} sex/women"])
    add_sizes(c, "known sex")

    all_levels = levels(published, inside)
    for name, level, groups in all_levels:
        for group in groups:
            part(name, group)
    first = True
    for name, level, groups in all_levels:
        if level == "broad":  # with those who did not disclose, who stand at the level above
            groups = groups + [g for g in UNDISCLOSED if f"H {name}/{g}" in c.index]
        for letter in ("H", "F", "B") + QUARTERS:
            label = f"{letter} everybody"
            terms = [f"{letter} {name}/{g}" for g in groups]
            if any(t not in c.index for t in terms):
                continue
            if label not in c.index:
                c.add(label, sum(c.truth[c.index[t]] for t in terms))
            c.relate([(label, 1)] + [(t, -1) for t in terms], why=f"{label} by {name}")
        if level == "broad":
            for outer in groups:
                inner = [g for g, o in inside.items() if o == outer and f"H {name}/{g}" in c.index]
                for letter in ("H", "F", "B") + QUARTERS:
                    if inner and outer not in UNDISCLOSED and f"{letter} {name}/{outer}" in c.index:
                        c.relate([(f"{letter} {name}/{outer}", 1)] +
                                 [(f"{letter} {name}/{g}", -1) for g in inner], why=f"{outer} of {name}")
    if "H everybody" in c.index:
        add_sizes(c, "everybody")
        for letter in ("H", "F", "B"):
            if f"{letter} known sex" in c.index:
                label = f"{letter} unknown sex"
                rest(f"{letter} everybody", f"{letter} known sex", label)
        for letter in ("F", "B"):
            if f"{letter} unknown sex" in c.index:
                rest("H unknown sex", f"{letter} unknown sex", f"H-{letter} unknown sex")

    # Men and women of each group; the rest is of unknown sex.
    for name, level, groups in all_levels:
        by = f"sex x {name}"
        if by not in published.groups:
            continue
        for group in groups:
            for sex in ("men", "women"):
                part(by, f"{sex}: {group}", by_sex=True)
            for letter in ("H", "F"):
                terms = [f"{letter} {by}/{s}: {group}" for s in ("men", "women")]
                if any(t not in c.index for t in terms):
                    continue
                label = f"{letter} unknown sex {name}/{group}"
                c.add(label, c.truth[c.index[f"{letter} {name}/{group}"]] - sum(c.truth[c.index[t]] for t in terms))
                c.relate([(f"{letter} {name}/{group}", 1), (label, -1)] + [(t, -1) for t in terms], why=label)
            if f"F unknown sex {name}/{group}" in c.index:
                rest(f"H unknown sex {name}/{group}", f"F unknown sex {name}/{group}",
                     f"H-F unknown sex {name}/{group}")
        listed = groups + ([g for g in UNDISCLOSED] if level == "broad" else [])
        for letter in ("H", "F"):
            for sex in ("men", "women"):
                terms = [f"{letter} {by}/{sex}: {g}" for g in listed]
                if level == "broad":
                    terms = [t for t in terms if t in c.index]
                if all(t in c.index for t in terms):
                    c.relate([(f"{letter} sex/{sex}", 1)] + [(t, -1) for t in terms], why=f"{letter} {sex} by {name}")
            terms = [f"{letter} unknown sex {name}/{g}" for g in listed if f"{letter} unknown sex {name}/{g}" in c.index]
            if terms and (level != "broad"):
                c.relate([(f"{letter} unknown sex", 1)] + [(t, -1) for t in terms], why=f"unknown sex by {name}")
        if level == "broad":
            for outer in groups:
                inner = [g for g, o in inside.items() if o == outer]
                for sex in ("men", "women"):
                    for letter in ("H", "F"):
                        terms = [f"{letter} {by}/{sex}: {g}" for g in inner if f"{letter} {by}/{sex}: {g}" in c.index]
                        if terms and f"{letter} {by}/{sex}: {outer}" in c.index:
                            c.relate([(f"{letter} {by}/{sex}: {outer}", 1)] + [(t, -1) for t in terms],
                                     why=f"{sex} {outer}")

    add_disclosure(c, published, cell)
    add_people(c, people)
    add_percentages(c, published)
    add_pay_counts(c, published, minima)
    return c


def add_sizes(c, whose):
    """Four quarters as equal as possible; who is left over goes where the Notes say."""
    labels = [f"{q} {whose}" for q in QUARTERS]
    if any(x not in c.index for x in labels) or f"F {whose}" not in c.index:
        return
    lower, lower_middle, upper_middle, upper = labels
    c.relate([(f"F {whose}", 1)] + [(x, -1) for x in labels], why=f"sizes {whose}")
    for a, b in ((lower, upper_middle), (upper_middle, lower_middle), (lower_middle, upper)):
        c.relate([(a, 1), (b, -1)], 0, 1, f"order of sizes {whose}")
    c.relate([(lower, 1), (upper, -1)], 0, 1, f"equal sizes {whose}")


def add_disclosure(c, published, cell):
    measures = (("D", "disclosed"), ("P", "prefer_not_to_say"), ("N", "not_known"))
    for name, groups in published.groups.items():
        groups = [g for g in groups if (name, g, "disclosed") in published.row]
        if not groups or name.startswith("sex x"):
            continue
        of, _, within = name.partition(" x ")
        for group in groups:
            for letter, measure in measures:
                cell(name, group, measure, f"{letter} {name}/{group}")
            whole = f"H {within}/{group}" if within else "H everybody"
            if whole in c.index:
                c.relate([(whole, 1)] + [(f"{x} {name}/{group}", -1) for x, _ in measures],
                         why=f"answers of {name}/{group}")
        for letter, answer in (("P", UNDISCLOSED[0]), ("N", UNDISCLOSED[1])):
            terms = [(f"{letter} {name}/{g}", -1) for g in groups]
            if f"H {of}/{answer}" in c.index:
                c.relate([(f"H {of}/{answer}", 1)] + terms, why=f"{answer} of {name}")
            elif any(k[0] == of and k[2] == "headcount" for k in published.row):
                c.relate(terms, why=f"nobody {answer} of {name}")


def add_people(c, people):
    """The sheet People: totals, and people left out by reason."""
    if not people or "H known sex" not in c.index:
        return
    whole = {"All figures": "H known sex", "Hourly pay and quarters": "F known sex", "Bonus pay": "in bonus"}
    left = {}
    for figures, kind, who, n in people:
        if kind == "Counted" and figures in whole:
            label = whole[figures]
            if label == "in bonus":
                c.add(label, None if n is None else Fraction(n), None if n is None else Fraction(n))
            elif n is not None:
                c.relate([(label, 1)], Fraction(n), why=f"People: {who}")
        elif kind == "Left out":
            label = f"left out of {figures}: {who}"
            c.add(label, None if n is None else Fraction(n), None if n is None else Fraction(n), 1)
            left.setdefault(figures, []).append(label)
    for figures, label in (("Hourly pay and quarters", "F known sex"), ("Bonus pay", "in bonus")):
        if label in c.index:
            c.relate([("H known sex", 1), (label, -1)] + [(x, -1) for x in left.get(figures, [])],
                     why=f"People: left out of {figures}")
    employees = [n for _, kind, _, n in people if kind == "Employees"]
    if employees and employees[0] is not None:
        c.add("people", Fraction(employees[0]), Fraction(employees[0]))
        c.relate([("people", 1), ("H known sex", -1)] + [(x, -1) for x in left.get("All figures", [])],
                 why="People: left out of all")
    unknown = [x for x in left.get("All figures", []) if "sex" in x]
    if "H unknown sex" in c.index:
        if not unknown:
            c.relate([("H unknown sex", 1)], 0, why="relations: nobody of unknown sex")
        else:
            c.truth[c.index[unknown[0]]] = c.truth[c.index["H unknown sex"]]
            c.relate([("H unknown sex", 1), (unknown[0], -1)], 0, why="unknown sex of all")


def add_percentages(c, published):
    for (name, group, measure), text in published.text.items():
        if not published.shown(name, group, measure) or published.row[(name, group, measure)]["unit"] != "percent":
            continue
        base = f"{name}/{group}"
        statutory = name == "sex"
        pair = None
        if measure == "workforce_share":
            pair = (f"H {base}", "H everybody")
        elif measure == "bonus_share":
            pair = (f"B {base}", f"H {base}")
            if statutory and "in bonus" in c.index and any(x.startswith("left out of Bonus") for x in c.index):
                pair = None
        elif measure == "disclosure_rate":
            within = name.partition(" x ")[2]
            pair = (f"D {base}", f"H {within}/{group}" if within else "H everybody")
        elif measure.endswith("_quarter_share"):
            q = measure[:-len("_quarter_share")]
            pair = (f"{q} {base}", f"{q} known sex" if statutory else f"{q} everybody")
        elif measure.endswith("_quarter_share_of_group"):
            q = measure[:-len("_quarter_share_of_group")]
            pair = (f"{q} {base}", f"F {base}")
        if pair and all(x in c.index for x in pair):
            c.percentage(*pair, text, f"{measure} of {base}", statutory)


def add_pay_counts(c, published, minima):
    """What the column `count` and the mere presence of a figure say."""
    for (name, group, measure), row in published.row.items():
        base = f"{name}/{group}"
        letter = "F" if "hourly" in measure else "B" if "bonus" in measure else None
        if row["count"] == "" or letter is None:
            continue
        count = Fraction(row["count"])
        if measure in ("mean_hourly_pay", "median_hourly_pay", "mean_bonus_pay", "median_bonus_pay"):
            if f"{letter} {base}" in c.index:
                c.relate([(f"{letter} {base}", 1)], count, why=f"column count: {base} {measure}")
        elif name == "sex" and measure.endswith("_gap"):
            c.relate([(f"{letter} known sex", 1)], count, why=f"column count: {base} {measure}")
    # Bounds are shown only if enough people did not disclose.
    for name in published.groups:
        for letter, measure in (("F", "mean_hourly_gap_lowest"), ("B", "mean_bonus_gap_lowest")):
            terms = [(f"{letter} {name}/{g}", 1) for g in UNDISCLOSED if f"{letter} {name}/{g}" in c.index]
            if terms and any(published.shown(name, g, measure) for g in published.groups[name]):
                c.relate(terms, minima["ethnicity" if name == "ethnicity" else "other"], INF, f"bounds of {name}")


def propagate(bounds, rows, rounds=60):
    """Tightens integer bounds row by row; cheap, and exact where it ends in a single value."""
    bounds = list(bounds)
    for _ in range(rounds):
        changed = False
        for terms, low, high in rows:
            lows = highs = 0.0
            n_low = n_high = 0
            for i, f in terms.items():
                a, b = bounds[i]
                small, large = (f * a, f * b) if f > 0 else (f * b if b < INF else -INF, f * a)
                if small == -INF:
                    n_low += 1
                else:
                    lows += float(small)
                if large == INF:
                    n_high += 1
                else:
                    highs += float(large)
            for i, f in terms.items():
                a, b = bounds[i]
                if a == b:
                    continue
                f = float(f)
                small, large = (f * float(a), f * b) if f > 0 else (f * b if b < INF else -INF, f * float(a))
                most, least = INF, -INF
                if high < INF and (n_low == 0 or (n_low == 1 and small == -INF)):
                    most = high - (lows - (small if small > -INF else 0))
                if low > -INF and (n_high == 0 or (n_high == 1 and large == INF)):
                    least = low - (highs - (large if large < INF else 0))
                if f > 0:
                    new_low, new_high = least / f, most / f
                else:
                    new_low, new_high = (most / f if most < INF else -INF), (least / f if least > -INF else INF)
                new_low = max(a, math.ceil(new_low - 1e-6)) if new_low > -INF else a
                new_high = min(b, math.floor(new_high + 1e-6)) if new_high < INF else b
                if (new_low, new_high) != (a, b):
                    bounds[i] = (new_low, new_high)
                    changed = True
                    break  # lows and highs are old now
        if not changed:
            break
    return bounds


def attack_counts(c, sources, wanted, statutory):
    """Findings: {column: (lowest, highest)} of the wanted counts that are not uncertain."""
    rows = [r[:3] for r in c.rows if r[3] in sources]
    bounds = propagate([(float(a), float(b)) for a, b in c.bounds], rows)
    glpk = Glpk(bounds, [r for r in rows if any(bounds[i][0] != bounds[i][1] for i in r[0])])
    findings = {}

    def is_wide(low, high):
        return high >= T and high - low >= T - 1

    for i in wanted:
        low, high = bounds[i]
        if is_wide(low, high):
            seen = glpk.seen_low[i], glpk.seen_high[i]
            if seen[0] < INF and is_wide(math.ceil(seen[0] - 1e-6), math.floor(seen[1] + 1e-6)):
                continue
            high, low = glpk.reach(i, True), glpk.reach(i, False)
            if low is None or high is None:
                findings[i] = (-INF, -INF)  # the solver failed
                continue
            low = math.ceil(low - 1e-6) if low > -INF else low
            high = math.floor(high + 1e-6) if high < INF else high
        if not is_wide(low, high):
            findings[i] = (low, high)
    glpk.close()
    return findings


def explain_counts(c):
    """[(name, truth, lowest, highest, why)] and how many counts were attacked."""
    wanted = [i for i, x in enumerate(c.truth) if x is not None and 1 <= x < T and
              not c.names[i].endswith((" known sex", " everybody")) or c.names[i].startswith("left out")
              and x is not None and 1 <= x < T]
    wanted = [i for i in wanted if not c.names[i].endswith("H known sex")]
    every = list(dict.fromkeys(r[3] for r in c.rows))
    lawful = [x for x in every if x != "statutory shares"]
    made = attack_counts(c, set(lawful), wanted, False)
    if any(c.is_sex[i] and c.bounds[i][0] != c.bounds[i][1] for i in range(len(c.names))):
        rest = [i for i in wanted if i not in made and not c.is_sex[i]]
        by_law = attack_counts(c, set(every), rest, True)
    else:
        by_law = {}
    why = {i: "all together" for i in made}
    left = list(made)
    for sources in [["relations"]] + [["relations", x] for x in lawful if x != "relations"]:
        for i in attack_counts(c, set(sources), left, False) if left else ():
            why[i] = " + ".join(sources)
        left = [i for i in left if why[i] == "all together"]
    why.update({i: "statutory shares" for i in by_law})
    made.update(by_law)
    return [(c.names[i], c.truth[i], *made[i], why[i]) for i in sorted(made)], len(wanted)


# ---------------------------------------------------------------- the means


class Span:
    """Row space of published sums over atoms of people, each row with its combination."""

    def __init__(self):
        self.rows = []  # (pivot, row, combination)

    def reduce(self, row, combination):
        row, combination = dict(row), dict(combination)
        for pivot, other, how in self.rows:
            factor = row.get(pivot)
            if not factor:
                continue
            for k, x in other.items():
                left = row.get(k, 0) - factor * x
                if left:
                    row[k] = left
                else:
                    row.pop(k, None)
            for k, x in how.items():
                left = combination.get(k, 0) - factor * x
                if left:
                    combination[k] = left
                else:
                    combination.pop(k, None)
        return row, combination

    def add(self, row, name):
        row, combination = self.reduce(row, {name: Fraction(1)})
        if not row:
            return
        pivot = next(iter(row))
        scale = Fraction(1) / row[pivot]
        row = {k: x * scale for k, x in row.items()}
        combination = {k: x * scale for k, x in combination.items()}
        self.rows.append((pivot, row, combination))

    def follows(self, row):
        """The combination of published rows that gives the row; None if there is none."""
        left, combination = self.reduce(row, {})
        return None if left else {k: -x for k, x in combination.items()}


def attack_pay(published, internal, inside, people, minima, is_bonus):
    """`people`: a dict per person with sex, pay, bonus, and the group in each characteristic."""
    key = "bonus" if is_bonus else "pay"
    kind = "bonus" if is_bonus else "hourly"
    counted = [p for p in people if p[key] is not None]
    names = sorted({name for name, _, _ in levels(published, inside)})

    def group_of(person, name, level):
        group = person.get(name, "")
        return inside.get(group, group) if level == "broad" else group

    atoms, members = {}, []
    for p in counted:
        pattern = (p["sex"],) + tuple(p.get(name, "") for name in names)
        if pattern not in atoms:
            atoms[pattern] = len(members)
            members.append([])
        members[atoms[pattern]].append(p)

    def make(test):
        return frozenset(i for i, m in enumerate(members) if test(m[0]))

    def size(s):
        return sum(len(members[i]) for i in s)

    parts = {}  # (characteristic, group): (set, minimum)
    blocks = {}
    for sex in ("men", "women"):
        parts[("sex", sex)] = (make(lambda p: p["sex"] == sex), 10)
        blocks.setdefault(("sex", ""), []).append(("sex", sex))
    for name, level, groups in levels(published, inside):
        least = minima["ethnicity" if name == "ethnicity" else "other"]
        for g in groups:
            parts[(name, g)] = (make(lambda p: group_of(p, name, level) == g), least)
            blocks.setdefault((name, level), []).append((name, g))
            for sex in ("men", "women"):
                by = (f"sex x {name}", f"{sex}: {g}")
                if by[0] in published.groups and not is_bonus:
                    parts[by] = (make(lambda p: group_of(p, name, level) == g and p["sex"] == sex), least)
                    blocks.setdefault((by[0], level), []).append(by)
    # The mapping of the file must be that of the program.
    for (name, g), (s, _) in parts.items():
        n = internal.value(name, g, "bonus_headcount" if is_bonus else "full_pay_headcount")
        if n is not None and n != size(s):
            return None, 0, f"groups not as expected: {name}/{g} {kind}: {n} and {size(s)} people"

    mean, gap = f"mean_{kind}_pay", f"mean_{kind}_gap"
    sets = {}  # what is published: label -> (set, precision of the sum in pounds)

    def pay(s):
        return sum(p[key] for i in s for p in members[i])

    def everyone_else(name, s):
        return make(lambda p: True) - s

    for (name, g), (s, least) in parts.items():
        if not s:
            continue
        if published.shown(name, g, mean):
            sets[f"{name}/{g}"] = (s, 0.005 * size(s))
    changed = True
    while changed:  # a gap and one of its sides give the other
        changed = False
        for (name, g), (s, least) in parts.items():
            row = published.row.get((name, g, gap))
            if row is None or not published.shown(name, g, gap) or name == "sex":
                continue
            base = row["comparator"]
            other = parts.get((name, base))
            if name.startswith("sex x"):
                other = parts.get((name, g.replace("women: ", "men: ", 1)))
                base = g.replace("women: ", "men: ", 1)
            mine, theirs = f"{name}/{g}", f"{name}/{base}"
            other_set = other[0] if other else everyone_else(name, s)
            if not other_set or not s:
                continue
            if (mine in sets) != (theirs in sets):
                new, of = (theirs, other_set) if mine in sets else (mine, s)
                sets[new] = (of, 0.0005 * float(pay(of)) + 0.005 * size(of))
                changed = True
    for (name, g), (s, least) in parts.items():
        nobody = make(lambda p: p.get(name, "") in UNDISCLOSED)
        row = published.row.get((name, g, gap))
        if row is None or not nobody or (name, row["comparator"]) not in parts:
            continue
        base = parts[(name, row["comparator"])][0]
        for suffix, here, other in (("_if_in_comparator", base, f"{name}/{g}"),
                                    ("_if_in_group", s, f"{name}/{row['comparator']}")):
            if published.shown(name, g, gap + suffix) and other in sets:
                both = here | nobody
                sets.setdefault(f"bound: {name}/{g}{suffix}", (both, 0.0005 * float(pay(both)) + 0.005 * size(both)))

    span = Span()
    for label, (s, _) in sets.items():
        span.add({i: Fraction(1) for i in s}, label)

    targets = {}

    def target(what, s, least, must):
        if s and 0 < size(s) < least and (s not in targets or must and not targets[s][2]):
            targets[s] = (what, least, must)

    for (name, g), (s, least) in parts.items():
        target(f"{name}/{g}", s, least, True)
    ten = minima["other"]
    unknown = make(lambda p: p["sex"] == "")
    target("people of unknown sex", unknown, ten, False)
    keys = list(parts)
    for a in range(len(keys)):
        for b in range(a):
            sa, sb = parts[keys[a]][0], parts[keys[b]][0]
            target(f"{keys[a]} and {keys[b]}", sa & sb, ten, False)
            target(f"{keys[a]} without {keys[b]}", sa - sb, ten, False)
            target(f"{keys[b]} without {keys[a]}", sb - sa, ten, False)
    for name, level, groups in levels(published, inside):
        target(f"undisclosed {name}", make(lambda p: p.get(name, "") in UNDISCLOSED), ten, False)
        for g in groups:
            target(f"unknown sex in {name}/{g}", parts[(name, g)][0] & unknown, ten, False)
    # Unions of groups of one table against unions of another: what little is left over.
    shown_blocks = {b: [k for k in ks if f"{k[0]}/{k[1]}" in sets] for b, ks in blocks.items()}
    names_of_blocks = list(shown_blocks)
    for x in range(len(names_of_blocks)):
        for y in range(x):
            left, right = shown_blocks[names_of_blocks[x]], shown_blocks[names_of_blocks[y]]
            for cut in (0, 1, 2, 4, 9):
                for a, b in components(left, right, parts, size, cut):
                    ua = frozenset().union(*[parts[k][0] for k in a])
                    ub = frozenset().union(*[parts[k][0] for k in b])
                    for s in (ua - ub if ub <= ua else frozenset(), ub - ua if ua <= ub else frozenset()):
                        target(f"{' + '.join(k[1] for k in a)} against {' + '.join(k[1] for k in b)}", s, ten, False)

    findings = []
    for s, (what, least, must) in targets.items():
        how = span.follows({i: Fraction(1) for i in s})
        if how is None:
            continue
        n = size(s)
        worst = sum(abs(float(f)) * sets[label][1] for label, f in how.items()) / n
        rms = math.sqrt(sum((float(f) * sets[label][1]) ** 2 for label, f in how.items()) / 3) / n
        true = float(pay(s)) / n
        # The program promises the first kind whatever the rounding; of others it must be close.
        if not must and rms > 0.1 * true:
            continue
        terms = " ".join(f"{'+' if f > 0 else '-'}{'' if abs(f) == 1 else str(abs(f)) + '*'}[{label}]"
                         for label, f in how.items())
        findings.append((what, n, least, f"mean {true:.2f}, +-{worst:.2f} at worst, +-{rms:.2f} likely: {terms}"))
    return findings, len(targets), None


def components(left, right, parts, size, cut):
    """Groups of two tables joined by overlaps of more than `cut` people."""
    where = {}
    for k in left:
        where[("l", k)] = ("l", k)
    for k in right:
        where[("r", k)] = ("r", k)

    def find(k):
        while where[k] != k:
            k = where[k]
        return k

    for a in left:
        for b in right:
            if size(parts[a][0] & parts[b][0]) > cut:
                where[find(("l", a))] = find(("r", b))
    made = {}
    for k in where:
        made.setdefault(find(k), ([], []))[0 if k[0] == "l" else 1].append(k[1])
    return [(a, b) for a, b in made.values() if a and b and len(a) + len(b) <= 12]


# ---------------------------------------------------------------- the workbook


SHEET_OF = re.compile(r"_(people|pay|bonus|quarters|quarter_shares|range|by_sex|gaps)$")


def attack_workbook(published, tables, charts):
    """Every number beside a group must be one that results.csv publishes of it."""
    findings, n = [], 0
    allowed = {}
    for (name, group, measure), row in published.row.items():
        if published.shown(name, group, measure):
            bare = re.sub(r"^(men|women): ", "", group)
            base = name[len("sex x "):] if name.startswith("sex x ") else name
            for key in {(base, bare), (name, group)}:
                allowed.setdefault(key, set()).add(round(float(number(row["published"])), 6))
                for extra in ("interval_lower", "interval_upper"):
                    if row[extra]:
                        allowed[key].add(round(float(number(row[extra])), 6))
    titles = {name.replace(" ", "_").lower(): name for name in published.groups}
    everything = {g for groups in published.groups.values() for g in groups}
    for sheet, table in tables.items():
        match = SHEET_OF.search(sheet)
        name = titles.get(sheet[:match.start()].lower()) if match else None
        for cells in table:
            group = name and next((x for x in cells if isinstance(x, str) and x in published.groups[name]), None)
            if not group:
                continue
            n += 1
            for x in cells:
                if isinstance(x, float) and round(x, 6) not in allowed.get((name, group), set()):
                    findings.append(f"{sheet}: {group}: {x:g} is not in results.csv")
        if sheet == "Disclosure":
            for cells in table:
                if len(cells) < 4 or cells[2] not in everything:
                    continue
                name = cells[0].lower() if cells[0].lower() in published.groups else cells[0]
                full = name if cells[1] == "everybody" else f"{name} x {cells[1]}"
                n += 1
                for x in cells:
                    if isinstance(x, float) and round(x, 6) not in allowed.get((full, cells[2]), set()):
                        findings.append(f"Disclosure: {full}/{cells[2]}: {x:g} is not in results.csv")
        if sheet == "Pay_quarters":
            for cells in table:
                label = cells[0].lower().replace(" ", "_") if cells and isinstance(cells[0], str) else ""
                if label not in QUARTERS:
                    continue
                n += 1
                counts = [published.value("sex", s, f"{label}_quarter_count") for s in ("men", "women")]
                size = published.row[("sex", "men", f"{label}_quarter_share")]["count"]
                for shown, x in zip(counts + [number(size) if size else None], cells[1:4]):
                    if isinstance(x, float) and shown is None and x != 0:
                        findings.append(f"Pay_quarters: {label}: {x:g} stands where results.csv hides a count")
        if sheet == "People":
            for cells in table:
                if len(cells) == 4 and isinstance(cells[3], float):
                    n += 1
                    if 0 < cells[3] < T:
                        findings.append(f"People: {cells[2]}: {cells[3]:g}")
        if sheet not in ("Notes", "Statutory_figures") and name is None:
            for cells in table:
                for x in cells:
                    if isinstance(x, float) and x in (1, 2, 3, 4) and sheet not in ("Pay_quarters",) and \
                            not any(isinstance(y, str) and ("Scheme" in y or "levels" in y) for y in cells) and \
                            sheet not in ("Contents", "Disclosure", "Hourly_pay", "Bonus_pay", "Bonus_share", "Pay_gaps"):
                        findings.append(f"{sheet}: {' | '.join(map(str, cells))[:150]}")
        for cells in table:
            for x in cells:
                if isinstance(x, str):
                    for m in re.finditer(r"(?<![\d.,£-])([1-4]) (?:people|person|employees?|men|women|labels?)\b", x):
                        findings.append(f"{sheet}: text '{x[:150]}'")
    numbers = {x for xs in allowed.values() for x in xs}
    for chart, series in charts.items():
        for groups, values in series:
            for x in values:
                n += 1
                if round(x, 6) not in numbers and round(abs(x), 6) not in numbers:
                    findings.append(f"{chart}: {x:g} is not in results.csv")
    return findings, n


def people_sheet(tables):
    made = []
    for cells in tables.get("People", []):
        if len(cells) == 4 and cells[1] in ("Rows", "Employees", "Counted", "Left out"):
            n = int(cells[3]) if isinstance(cells[3], float) else None
            made.append((cells[0], cells[1], cells[2], n))
    return made


# ---------------------------------------------------------------- medians of one person


def attack_medians(published, internal):
    """A median rounded because it is one person's pay must not come back through its gap."""
    findings, n = [], 0
    for (name, group, measure), row in published.row.items():
        if name == "sex" or not measure.startswith("median_") or not measure.endswith("_gap"):
            continue
        base_group = group.replace("women: ", "men: ", 1) if name.startswith("sex x") else row["comparator"]
        pay = measure.replace("_gap", "_pay")
        sides = [(name, base_group, pay), (name, group, pay)]
        if not published.shown(name, group, measure) or any(not published.shown(*s) for s in sides):
            continue
        n += 1
        gap = number(row["published"])
        inner = internal.value(name, group, measure)
        half = Fraction(1, 2) if inner is not None and inner != gap or gap == int(gap) else Fraction(1, 20)
        is_rounded = [published.value(*s) != internal.value(*s) for s in sides]
        base, mine = (published.value(*s) for s in sides)
        if is_rounded[1] and not is_rounded[0]:
            width = base * 2 * half / 100
        elif is_rounded[0] and not is_rounded[1]:
            width = mine * 2 * half / 100
        else:
            continue
        if width < Fraction(4, 100):
            findings.append(f"{name}/{group} {measure}: {float(gap)} gives the rounded median within {float(width):.3f}")
    return findings, n


# ---------------------------------------------------------------- cases


def run(program, payroll, config, by, folder):
    command = [program, "report", payroll, "-c", config, "-o", folder]
    if by:
        command[3:3] = ["--by", ",".join(by)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if not os.path.exists(os.path.join(folder, "publish", "results.csv")):
        lines = [x for x in done.stderr.strip().splitlines() if "warning" not in x]
        return f"exit {done.returncode}: {' '.join(lines)[-300:]}"
    return None


def is_given_by_law(name, why, internal):
    """Outside the scope of the proof: what the statutory shares give away, and who is left out of hourly pay
    where so few are left out in all that the denominators of the statutory figures say as much."""
    left_out = sum(internal.value("sex", sex, "headcount") - internal.value("sex", sex, "full_pay_headcount")
                   for sex in ("men", "women"))
    is_quarter_by_sex = "sex/" in name and any(name.startswith(x) for x in ("lower", "upper"))
    return why == "statutory shares" or is_quarter_by_sex or (name.startswith("H-F") and left_out < 5)


def attack_case(title, folder, inside, microdata, verbose, minima):
    """Prints findings; the numbers passed and failed."""
    published = Published(read_results(os.path.join(folder, "publish", "results.csv")))
    internal = Published(read_results(os.path.join(folder, "internal", "results.csv")))
    tables, charts = sheets(os.path.join(folder, "publish", "report.xlsx"))
    passed = failed = notes = 0

    def found(kind, text):
        nonlocal failed
        failed += 1
        print(f"{title}: {kind}: {text}")

    for row in published.rows:
        if row["status"] == "suppressed" and (row["published"] != "[c]" or any(
                row[k] for k in ("value", "count", "interval_lower", "interval_upper", "reason"))):
            found("hidden row", ",".join(row.values()))
        passed += 1
    c = build_counts(published, internal, inside, people_sheet(tables), minima)
    for text in c.problems:
        print(f"{title}: note: relation left aside: {text}")
    counts, n = explain_counts(c)
    passed += n - len(counts)
    for name, truth, low, high, why in counts:
        text = f"{name} = {truth} is in {low:g}..{high:g}, by {why}"
        if is_given_by_law(name, why, internal):
            notes += 1
        else:
            found("count", text)
    texts, n = attack_workbook(published, tables, charts)
    passed += n
    for text in texts:
        found("workbook", text)
    texts, n = attack_medians(published, internal)
    passed += n
    for text in texts:
        found("median", text)
    if microdata is not None:
        for is_bonus in (False, True):
            pay, n, note = attack_pay(published, internal, inside, microdata, minima, is_bonus)
            if note:
                print(f"{title}: note: {note}")
                continue
            passed += n
            for what, size, least, how in pay:
                found("bonus mean" if is_bonus else "hourly mean", f"{what}: {size} people (< {least}), {how}")
    if notes:
        print(f"{title}: note: {notes} small counts are given away by the statutory figures alone")
    if verbose:
        cells = [r for r in published.rows if r["characteristic"] != "sex"]
        hidden = [r for r in cells if r["published"] == "[c]"]
        reasons = {}
        for p, i in zip(published.rows, internal.rows):
            if p["published"] == "[c]":
                reasons[i["reason"][-25:]] = reasons.get(i["reason"][-25:], 0) + 1
        print(f"{title}: {len(hidden)} of {len(cells)} cells hidden; {reasons}")
    return passed, failed


def council_people(path):
    """Microdata of the samples' and the generated payrolls."""
    people = []
    with open(path, newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            def amount(column):
                text = row.get(column, "") or ""
                return Fraction(text) if text.strip() else Fraction(0)
            sex = {"M": "men", "F": "women", "Male": "men", "Female": "women"}.get(row.get("Sex") or row.get("GENDER"), "")
            total = sum((amount(x) for x in ("Basic pay", "Allowances", "Shift premium", "Leave pay",
                                             "Bonus in pay period", "BASE_SALARY")), Fraction(0))
            hours = amount("Weekly hours") or Fraction(40)
            days = {"monthly": Fraction("30.44"), "weekly": Fraction(7), "four-weekly": Fraction(28)}.get(
                row.get("Pay period"), Fraction("365.25"))
            on_full = row.get("Full pay", "yes") == "yes" and total > 0
            bonus = amount("Bonus 12 months")
            person = {"sex": sex, "pay": total * 7 / days / hours if on_full else None,
                      "bonus": bonus if bonus > 0 else None}
            for column in ("Grade", "Department"):
                if column in row:
                    person[column] = row[column]
            for column, name in (("Ethnicity", "ethnicity"), ("RACE", "ethnicity"), ("Disability", "disability")):
                if column in row:
                    text = row[column].strip()
                    if name == "disability":
                        text = {"Yes": "Disabled", "No": "Not disabled"}.get(text, text)
                    person[name] = text if text else "Not known"
            people.append(person)
    return people


ETHNIC = (("English, Welsh, Scottish, Northern Irish or British", 60), ("Irish", 3),
          ("Any other White background", 6), ("Indian", 5), ("Pakistani", 4), ("Chinese", 2),
          ("African", 5), ("Caribbean", 3), ("White and Asian", 2), ("Arab", 1),
          ("Any other ethnic group", 1), ("Prefer not to say", 5), ("", 4))


def generate(rng, path, config):
    """A payroll of 60 to 600 people, with small groups, leave, unknown sex, nested groups."""
    n = rng.choice((60, 80, 120, 200, 350, 600))
    unknown = rng.choice((0, 0, 0.005, 0.02, 0.05))
    leave = rng.choice((0, 0.01, 0.03, 0.08))
    nested = rng.random() < 0.5
    n_departments = rng.randint(3, 9)
    departments = [f"D{i + 1}" for i in range(n_departments)]
    weights = [rng.choice((1, 3, 8, 20)) for _ in departments]
    grades = [f"G{i + 1}" for i in range(rng.randint(3, 8))]
    grade_weights = [rng.choice((1, 4, 10, 20)) for _ in grades]
    of = {d: rng.sample(grades, min(len(grades), rng.randint(1, 2))) for d in departments}
    refuse = rng.choice((0.2, 1, 1, 3))
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Employee ID", "Sex", "Pay period", "Basic pay", "Weekly hours",
                         "Bonus 12 months", "Full pay", "Ethnicity", "Disability", "Grade", "Department"])
        for i in range(n):
            department = rng.choices(departments, weights)[0]
            grade = (rng.choice(of[department]) if nested and rng.random() < 0.98
                     else rng.choices(grades, grade_weights)[0])
            level = int(grade[1:])
            sex = "" if rng.random() < unknown else rng.choices("MF", (40 + 4 * level, 60))[0]
            pay = round(1500 + 450 * level + rng.gauss(0, 150) + (rng.random() < 0.02) * 3000, 2)
            ethnic = rng.choices([e for e, _ in ETHNIC],
                                 [w * (refuse if e in ("", "Prefer not to say") else 1) for e, w in ETHNIC])[0]
            disabled = rng.choices(("Yes", "No", "Prefer not to say", ""), (8, 75, 6 * refuse, 6 * refuse))[0]
            bonus = round(rng.uniform(100, 3000), 2) if rng.random() < 0.25 else ""
            writer.writerow([100 + i, sex, "monthly", f"{pay:.2f}", "37", bonus,
                             "no" if rng.random() < leave else "yes", ethnic, disabled, grade, department])
    with open(config, "w", encoding="utf-8") as file:
        file.write("[employer]\nname = Example\nsector = public\nsnapshot_date = 2026-03-31\n")
    by = ["Grade", "Department"]
    rng.shuffle(by)
    return by if rng.random() < 0.8 else by[:1]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("source")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--only", help="run only cases whose title has this text")
    asked = parser.parse_args()
    if not Glpk.load():
        print("libglpk is not there: skipped")
        return 77
    inside = nesting(asked.source, "ew2021")
    minima = {"ethnicity": 50, "other": 10}
    folder = asked.keep or tempfile.mkdtemp(prefix="attack_publish_")
    os.makedirs(folder, exist_ok=True)
    samples = os.path.join(asked.source, "samples")
    houston = os.path.join(samples, "houston", "paygap.ini")
    council = os.path.join(samples, "council", "payroll.csv")
    salaries = os.path.join(samples, "houston", "houston_employee.csv")
    cases = [("council", council, os.path.join(samples, "council", "paygap.ini"), ["Grade", "Department"], inside),
             ("houston", salaries, houston, [], {})]
    for i in range(asked.rounds):
        seed = asked.seed * 1000 + i
        payroll, config = (os.path.join(folder, f"round{seed}.{x}") for x in ("csv", "ini"))
        by = generate(random.Random(seed), payroll, config)
        cases.append((f"round {seed}", payroll, config, by, inside))
    passed = failed = 0
    for title, payroll, config, by, scheme in cases:
        if asked.only and asked.only not in title:
            continue
        out = os.path.join(folder, title.replace(" ", ""))
        shutil.rmtree(out, ignore_errors=True)
        error = run(asked.program, payroll, config, by, out)
        if error:
            print(f"{title}: nothing published: {error}")
            failed += 1
            continue
        p, f = attack_case(title, out, scheme, council_people(payroll), asked.verbose, minima)
        passed, failed = passed + p, failed + f
    if not asked.keep:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
