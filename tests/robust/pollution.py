#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program on one table, polluted in every way the Pollock benchmark names.

    pollution.py PROGRAM [--keep DIR] [--every N]

Pollock (Vitagliano et al., PVLDB 16, 2023) pollutes a table of 84 rows and 9 columns, one pollution a file, has
each file loaded and scores the cells that come out. The table, the files and the score here are made anew after
its description. `PROGRAM inspect FILE --cells` gives the cells; a file scores 0 to 10: 1 for success and 1 for each
of precision, recall and F1 of the header cells, the records and the cells.

Two tables are expected of each file. "As written" is what the bytes say: a further delimiter is a further empty
cell, a missing one joins two cells, a repeated header or a second table is there. "Undone" is Pollock's: the table
as it was before. They differ for five pollutions only.

--keep DIR writes each file to DIR/csv, the table as written to DIR/as_written and the other to DIR/undone.
--every N takes each N-th of the files that pollute one row or one cell.
"""
import argparse
import json
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter, namedtuple
from functools import lru_cache

SIMPLE_AT_LEAST = 9.97
PROCESSES = 2
SECONDS = 20
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1"}
# How often Pollock met each pollution in files of public authorities, rounded for the last four kinds.
WEIGHTS = {"source": 1, "no_payload": 15, "no_trailing_newline": 184, "double_trailing_newline": 5, "no_header": 470,
           "header_multirow_2": 47, "header_multirow_3": 47, "preamble": 282, "multitable_less": 188 / 3,
           "multitable_same": 188 / 3, "multitable_more": 188 / 3, "header_only": 3, "one_data_row": 4,
           "record_delimiter_lf": 1691, "record_delimiter_cr": 7, "field_delimiter_semicolon": 834,
           "field_delimiter_tab": 4, "field_delimiter_comma_space": 101, "field_delimiter_space": 4,
           "quotation_char": 11, "escape_backslash": 1, "escape_none": 7, "row_more_sep": 278, "row_less_sep": 247,
           "row_extra_quote": 7, "row_field_delimiter": 12}

COLUMNS = ["DATE", "TIME", "Qty", "PRODUCTID", "Price", "ProductType", "ProductDescription", "URL", "Comments"]
ALWAYS_QUOTED = {"ProductDescription", "URL"}
ROWS = 83
MAKERS = ["Men's", "Women's", "Girls'", "Boys'", "Gardener's", "Beginner's", "", "", ""]
WARES = ["Felt Hat", "Garden Fork", "Tea Towel, Striped", "Bread Tin", "Rain Cape", "Desk Lamp, Brass", "Wool Socks",
         "Pruning Saw, 13\"", "Oilcloth Apron", "Cook's Knife", "Step Stool", "Watering Can", "Mug, Set of 4",
         "Bicycle Pump", "Picture Frame, 10\" x 8\"", "Canvas Bag", "Field Notebook"]
SENTENCES = ["Made to last, mended for free and never out of stock.",
             "Nobody who owns one wants another, which is why we sell so few.",
             "Our buyer's favourite: light, quiet and easy to clean.",
             "It won't rust, chip or fade",
             "A gift for people who've got everything, or say they have.",
             "Fits a 9\" drawer, a coat pocket and most budgets.",
             "Two sizes, three colours and one fair price",
             "Waxed, not sprayed, so that it keeps the rain out all winter.",
             "Comes flat, goes together in ten minutes and stays that way.",
             "The 8\\'6\" version is back, by request.",
             "Simple, sturdy, and kind to the hands"]
# files of each kind when none is left out; one of every other kind
FILES = {"row_more_sep": 84 * 9, "row_less_sep": 84 * 8, "row_extra_quote": 84 * 9, "row_field_delimiter": 84}

Cell = namedtuple("Cell", "text quoted")
# cell_end is what stands between two cells of a row, record_end what ends it
Form = namedtuple("Form", "cell_end quote escape record_end")
STANDARD = Form(",", '"', '"', "\r\n")
Case = namedtuple("Case", "kind name data as_written undone")
Score = namedtuple("Score", "name kind as_written undone crash")


# --- the table

def product(number):
    maker = MAKERS[number * 5 % len(MAKERS)]
    return (maker + " " if maker else "") + WARES[number * 7 % len(WARES)]


def record(number):
    code = "%s-%04d" % (["QK", "TR", "MB", "LW"][number % 4], 1009 + number * 977 % 8990)
    price = "$%d.%02d" % (number * 37 % 89, number * 53 % 100)
    text = SENTENCES[number * 3 % len(SENTENCES)] + (" Item %d." % number if number % 4 == 0 else "")
    return ["%02d/%02d/2021" % (13 + number % 16, 1 + number % 12), "%02d:%02d" % (number // 4 % 24, number % 4 * 15),
            str(number * 11 % 34), code, price, product(number), text,
            "https://shop.example/item/%s.html" % code.replace("-", "_"), ""]


def cells_of(texts, always=True):
    """Quoted where a reader needs it, and in two columns regardless."""
    return [Cell(text, (always and name in ALWAYS_QUOTED) or "," in text or '"' in text)
            for name, text in zip(COLUMNS + ["Batch"], texts)]


def source_table():
    return [cells_of(COLUMNS)] + [cells_of(record(number)) for number in range(ROWS)]


def texts_of(table):
    return [[cell.text for cell in row] for row in table]


# --- writing

def written(cell, form):
    if not cell.quoted:
        return cell.text
    return form.quote + cell.text.replace('"', form.escape + '"') + form.quote


def pieces_of(row, form=STANDARD):
    return [written(cell, form) for cell in row]


def text_of(table, form=STANDARD):
    return "".join(form.cell_end.join(pieces_of(row, form)) + form.record_end for row in table)


def with_line(table, index, line):
    """The text of the table with one row written as `line`."""
    return text_of(table[:index]) + line + STANDARD.record_end + text_of(table[index + 1:])


def replaced(table, index, texts):
    rows = texts_of(table)
    rows[index] = texts
    return rows


def case(kind, name, text, as_written, undone=None):
    return Case(kind, name, text.encode(), as_written, as_written if undone is None else undone)


# --- pollutions of the file and the table

def file_cases(table):
    rows, text = texts_of(table), text_of(table)
    yield case("source", "source.csv", text, rows)
    yield case("no_payload", "file_no_payload.csv", "", [])
    yield case("no_trailing_newline", "file_no_trailing_newline.csv", text[:-2], rows)
    yield case("double_trailing_newline", "file_double_trailing_newline.csv", text + "\r\n", rows)
    yield case("no_header", "file_no_header.csv", text_of(table[1:]), rows[1:])
    yield case("header_only", "file_header_only.csv", text_of(table[:1]), rows[:1])
    yield case("one_data_row", "file_one_data_row.csv", text_of(table[:2]), rows[:2])
    yield case("preamble", "file_preamble.csv", "PREAMBLE,,,,,,,,\r\n,,,,,,,,\r\n" + text, rows)
    for count in (2, 3):
        joined = [" ".join([name] * count) for name in COLUMNS]
        yield case("header_multirow_%d" % count, "file_header_multirow_%d.csv" % count,
                   text_of(table[:1] * (count - 1) + table), rows[:1] * (count - 1) + rows, [joined] + rows[1:])
    yield from multitable_cases(table)


def multitable_cases(table):
    rows = texts_of(table)
    for kind, width in (("less", 8), ("same", 9), ("more", 10)):
        more = [(texts + ["Batch" if texts is rows[0] else ""])[:width] for texts in rows]
        second = [cells_of(texts, always=False) for texts in more]
        yield case("multitable_" + kind, "file_multitable_%s.csv" % kind, text_of(table + second),
                   rows + texts_of(second), rows)


def dialect_cases(table):
    rows = texts_of(table)
    for kind, end in (("lf", "\n"), ("cr", "\r")):
        yield case("record_delimiter_" + kind, "file_record_delimiter_%s.csv" % kind,
                   text_of(table, STANDARD._replace(record_end=end)), rows)
    for kind, end in (("semicolon", ";"), ("tab", "\t"), ("comma_space", ", ")):
        yield case("field_delimiter_" + kind, "file_field_delimiter_%s.csv" % kind,
                   text_of(table, STANDARD._replace(cell_end=end)), rows)
    spaced = [[Cell(cell.text, cell.quoted or " " in cell.text) for cell in row] for row in table]
    yield case("field_delimiter_space", "file_field_delimiter_space.csv",
               text_of(spaced, STANDARD._replace(cell_end=" ")), rows)
    yield case("quotation_char", "file_quotation_char_0x27.csv", text_of(table, STANDARD._replace(quote="'")),
               [[text.replace('"', '""') for text in row] for row in rows], rows)
    yield case("escape_backslash", "file_escape_char_0x5C.csv", text_of(table, STANDARD._replace(escape="\\")), rows)
    yield case("escape_none", "file_escape_char_0x00.csv", text_of(table, STANDARD._replace(escape="")), rows)


# --- pollutions of one row or one cell

def more_sep(table, row, column):
    pieces = pieces_of(table[row])
    line = ",".join(pieces[:column] + [""] + pieces[column:])
    texts = texts_of(table)[row]
    return case("row_more_sep", "row_more_sep_row%d_col%d.csv" % (row, column), with_line(table, row, line),
                replaced(table, row, texts[:column] + [""] + texts[column:]), texts_of(table))


def less_sep(table, row, column):
    pieces = pieces_of(table[row])
    joined = pieces[column - 1] + pieces[column]
    line = ",".join(pieces[:column - 1] + [joined] + pieces[column + 1:])
    texts = texts_of(table)[row]
    merged = as_one_cell(table[row][column - 1], table[row][column])
    return case("row_less_sep", "row_less_sep_row%d_col%d.csv" % (row, column), with_line(table, row, line),
                replaced(table, row, texts[:column - 1] + [merged] + texts[column + 1:]), texts_of(table))


def as_one_cell(left, right):
    """What two cells that lost their delimiter say: after plain text a quote is text, after a quote an escaped one."""
    if not right.quoted:
        return left.text + right.text
    return left.text + ('"' + right.text if left.quoted else written(right, STANDARD))


def extra_quote(table, row, column):
    cell, pieces = table[row][column], pieces_of(table[row])
    pieces[column] = '"' + pieces[column]
    texts = texts_of(table)[row]
    texts[column] = '"' + cell.text
    return case("row_extra_quote", "row_extra_quote%d_col%d.csv" % (row, column),
                with_line(table, row, ",".join(pieces)), replaced(table, row, texts))


def spaced_row(table, row):
    return case("row_field_delimiter", "row_field_delimiter_%d_0x20.csv" % row,
                with_line(table, row, " ".join(pieces_of(table[row]))), texts_of(table))


def row_cases(table, every):
    def taken(index, row):
        return (index + row) % every == 0

    for polluter, first in ((more_sep, 0), (less_sep, 1), (extra_quote, 0)):
        places = [(row, column) for row in range(len(table)) for column in range(first, len(COLUMNS))]
        for index, (row, column) in enumerate(places):
            if taken(index, row):
                yield polluter(table, row, column)
    for row in range(0, len(table), every):
        yield spaced_row(table, row)


def all_cases(every):
    table = source_table()
    return [*file_cases(table), *dialect_cases(table), *row_cases(table, every)]


# --- scores

@lru_cache(maxsize=None)
def normal(text):
    """As Pollock compares headers and records: dates, times, numbers and prices by value, text in any case."""
    if match := re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", text):
        return "%s-%s-%s 00:00:00" % match.group(3, 2, 1)
    if re.fullmatch(r"\d\d:\d\d", text):
        return text + ":00"
    if re.fullmatch(r"\d+", text):
        return str(int(text))
    if re.fullmatch(r"\$\d+(\.\d+)?", text):
        return "$" + str(float(text[1:]))
    return text.lower()


def measures(expected, found):
    """Precision, recall and F1 of one multiset against another."""
    if not expected:
        return [1.0, 1.0, 1.0]
    common = (Counter(expected) & Counter(found)).total()
    if common == 0:
        return [0.0, 0.0, 0.0]
    precision, recall = common / len(found), common / len(expected)
    return [precision, recall, 2 * precision * recall / (precision + recall)]


def score(expected, found):
    if found is None:
        return 0.0
    if not expected:
        return 10.0
    header = [normal(text) for text in expected[0]], [normal(text) for text in (found or [[]])[0]]
    records = [["".join(map(normal, row)) for row in rows[1:]] for rows in (expected, found)]
    cells = [[text for row in rows for text in row] for rows in (expected, found)]
    return 1 + sum(measures(*header)) + sum(measures(*records)) + sum(measures(*cells))


# --- the program

def cells_read(program, path):
    """The rows the program reads, None if it gives none, and whether it broke."""
    try:
        done = subprocess.run([program, "inspect", path, "--cells"], env={**os.environ, **ENVIRONMENT},
                              capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None, True
    crash = done.returncode < 0 or b"Sanitizer" in done.stderr
    try:
        rows = json.loads(done.stdout.decode("utf-8")) if done.returncode in (0, 1) else None
    except ValueError:
        return None, True
    return rows, crash


class Bench:
    """Shared by the processes: they are forked once it is filled."""
    program = folder = None
    cases = ()

    @classmethod
    def run(cls, index):
        one = cls.cases[index]
        path = os.path.join(cls.folder, "csv", one.name)
        with open(path, "wb") as file:
            file.write(one.data)
        rows, crash = cells_read(cls.program, path)
        return Score(one.name, one.kind, score(one.as_written, rows), score(one.undone, rows), crash)

    @classmethod
    def run_all(cls):
        with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
            return pool.map(cls.run, range(len(cls.cases)), chunksize=20)


def keep_expected(folder, cases):
    for one in cases:
        for name, rows in (("as_written", one.as_written), ("undone", one.undone)):
            with open(os.path.join(folder, name, one.name + ".json"), "w", encoding="utf-8") as file:
                json.dump(rows, file, ensure_ascii=False)


# --- the report

def mean(values):
    values = list(values)
    return sum(values) / len(values)


def worst_of(scores, count=3):
    bad = sorted((one.as_written, one.name) for one in scores if one.as_written < 10 - 1e-9)
    return ", ".join("%s %.3f" % (name, value) for value, name in bad[:count])


def by_kind(scores):
    kinds = {}
    for one in scores:
        kinds.setdefault(one.kind, []).append(one)
    return kinds


def overall(kinds, field, weight_of):
    """The kinds' mean scores, weighted; a sample of a kind stands for all its files."""
    total = sum(weight_of(kind) for kind in kinds)
    return sum(weight_of(kind) * mean(getattr(one, field) for one in those) for kind, those in kinds.items()) / total


def simple_score(kinds, field):
    return overall(kinds, field, lambda kind: FILES.get(kind, 1))


def report(scores):
    kinds = by_kind(scores)
    print("%-28s %5s %10s %8s  %s" % ("pollution", "files", "as written", "undone", "worst as written"))
    for kind, those in kinds.items():
        print(("%-28s %5d %10.4f %8.4f  %s" % (kind, len(those), mean(one.as_written for one in those),
                                               mean(one.undone for one in those), worst_of(those))).rstrip())
    for name, field in (("as written", "as_written"), ("undone", "undone")):
        print("%-10s  simple %.4f, weighted %.4f, by type %.4f"
              % (name, simple_score(kinds, field), overall(kinds, field, WEIGHTS.get),
                 overall(kinds, field, lambda kind: 1)))


def verdict(scores):
    crashes = [one.name for one in scores if one.crash]
    for name in crashes:
        print("BROKE on " + name)
    simple = simple_score(by_kind(scores), "as_written")
    perfect = sum(one.as_written > 10 - 1e-9 for one in scores)
    print("%d files, %d read exactly; simple score %.4f, at least %.2f wanted"
          % (len(scores), perfect, simple, SIMPLE_AT_LEAST))
    return 1 if crashes or simple < SIMPLE_AT_LEAST else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--keep", metavar="DIR")
    parser.add_argument("--every", type=int, default=1, metavar="N")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        Bench.program = os.path.abspath(arguments.program)
        Bench.folder = arguments.keep or scratch
        Bench.cases = all_cases(max(arguments.every, 1))
        for name in ("csv", "as_written", "undone") if arguments.keep else ("csv",):
            os.makedirs(os.path.join(Bench.folder, name), exist_ok=True)
        if arguments.keep:
            keep_expected(Bench.folder, Bench.cases)
        scores = Bench.run_all()
    report(scores)
    return verdict(scores)


if __name__ == "__main__":
    sys.exit(main())
