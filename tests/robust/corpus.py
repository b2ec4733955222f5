#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program on CSV files and workbooks from the test suites of other projects.

    corpus.py PROGRAM CORPUS_DIR

CORPUS_DIR/csv/expected/SET/FILE.json says how CORPUS_DIR/csv/SET/FILE reads: `rows`, or an encoding and a delimiter
with the SHA-256 of the rows Python's csv reads with them. Blank lines count on neither side, and rows above the
header may be skipped. CORPUS_DIR/xlsx holds workbooks likewise, each with its sheets and their cells by address as
openpyxl types them, of a large sheet the first ones; where openpyxl gave up or found no sheet, the program must read
the file, or refuse it with status 3 and a message. openpyxl leaves _x000D_ and the like as they are; here they stand
for the character they name.
"""
import argparse
import csv
import glob
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections import Counter, namedtuple
from datetime import datetime, timedelta

REFUSED = 3
SECONDS = 60
CELLS_SHOWN = 200
TEXT_SHOWN = 70
RELATIVE = 1e-9
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1"}
CODECS = {"utf-8-bom": "utf-8-sig", "utf-16le-bom": "utf-16", "utf-16be-bom": "utf-16", "windows-1252?": "cp1252"}
EPOCHS = {"1900": datetime(1899, 12, 30), "1904": datetime(1904, 1, 1)}

Reading = namedtuple("Reading", "status rows message")


def short(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= TEXT_SHOWN else text[:TEXT_SHOWN] + "…"


def read(program, path, *options):
    """What `inspect --cells` makes of a file; rows is None if it prints none, status None if it breaks."""
    command = [program, "inspect", path, *options, "--cells"]
    try:
        done = subprocess.run(command, env={**os.environ, **ENVIRONMENT}, capture_output=True, timeout=SECONDS,
                              check=False)
    except subprocess.TimeoutExpired:
        return Reading(None, None, "no end within %d s" % SECONDS)
    message = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode not in (0, 1) or (done.returncode == 1 and not done.stdout):
        broke = done.returncode < 0 or "Sanitizer" in message
        return Reading(None if broke else done.returncode, None, message or "status %d" % done.returncode)
    try:
        return Reading(done.returncode, rows_of(json.loads(done.stdout.decode("utf-8"))), message)
    except (ValueError, TypeError) as error:
        return Reading(None, None, "prints no rows: %s" % error)


def rows_of(value):
    if not all(isinstance(text, str) for row in value for text in row):
        raise TypeError("a cell that is no string")
    return value


class Corpus:
    """One kind of files, the outcome of each."""
    kind = ""

    def __init__(self, program, folder):
        self.program, self.folder = program, os.path.join(folder, self.kind)
        self.outcomes, self.lines, self.failed = Counter(), [], 0

    def run(self):
        pattern = os.path.join(self.folder, "expected", "**", "*.json")
        for path in sorted(glob.glob(pattern, recursive=True)):
            with open(path, encoding="utf-8") as file:
                self.one(json.load(file))
        return self

    def one(self, expected):
        raise NotImplementedError

    def path_of(self, expected):
        return os.path.join(self.folder, expected["file"])

    def note(self, outcome, expected, detail="", fails=False):
        self.outcomes[outcome] += 1
        self.failed += fails
        if fails or detail:
            self.lines.append("%s  %s: %s" % (expected["file"], outcome, detail))

    def refused(self, expected, reading):
        """Whether the program gave no rows, which is noted here."""
        if reading.rows is not None:
            return False
        if reading.status is None:
            self.note("BROKE", expected, reading.message, fails=True)
        else:
            self.note("not read", expected, "status %d, %s" % (reading.status, reading.message), fails=True)
        return True

    def report(self):
        print("%s: %d files; %s" % (self.kind, sum(self.outcomes.values()),
                                    ", ".join("%s %d" % item for item in sorted(self.outcomes.items()))))
        for line in self.lines:
            print("  " + line)


# --- CSV

def filled(rows):
    return [row for row in rows if row not in ([], [""])]


class CsvCorpus(Corpus):
    kind = "csv"

    def rows_expected(self, expected):
        if "rows" in expected:
            return expected["rows"]
        with open(self.path_of(expected), "rb") as file:
            text = file.read().decode(CODECS.get(expected["encoding"], expected["encoding"]))
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=expected["delimiter"]) if row]
        packed = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
        if hashlib.sha256(packed).hexdigest() != expected["rows_sha256"]:
            raise ValueError("%s: the rows are not those of rows_sha256" % expected["file"])
        return rows

    def one(self, expected):
        want = filled(self.rows_expected(expected))
        reading = read(self.program, self.path_of(expected))
        if not want and reading.status in (2, REFUSED):
            self.note("nothing to read, refused", expected)
        elif not self.refused(expected, reading):
            self.compare(expected, want, filled(reading.rows))

    def compare(self, expected, want, found):
        skipped = len(want) - len(found)
        if found == want:
            self.note("equal", expected)
        elif skipped > 0 and found == want[skipped:]:
            self.note("preamble skipped", expected, "%d rows, the last %s" % (skipped, short(want[skipped - 1])))
        else:
            self.note("differs", expected, first_difference(want, found), fails=True)


def first_difference(want, found):
    if len(want) != len(found):
        found = found + [None] * (len(want) - len(found))
    differing = [number for number, pair in enumerate(zip(want, found)) if pair[0] != pair[1]]
    if not differing:
        return "%d rows too many, the first %s" % (len(found) - len(want), short(found[len(want)]))
    one, other = want[differing[0]], found[differing[0]]
    if other is not None and len(one) == len(other):
        one, other = next(pair for pair in zip(one, other) if pair[0] != pair[1])
    return "%d of %d rows, the first is row %d: %s, expected %s" % (len(differing), len(want), differing[0] + 1,
                                                                   short(other), short(one))


# --- workbooks

def place_of(address):
    """'B3' -> (2, 1), counted from zero."""
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", address).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1


def address_of(row, column):
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return "%s%d" % (letters, row + 1)


def cells_found(rows):
    return {(number, column): text for number, row in enumerate(rows) for column, text in enumerate(row) if text != ""}


def same_number(want, found):
    try:
        want, found = float("%.15g" % float(want)), float(found)
    except ValueError:
        return False
    return abs(want - found) <= RELATIVE * max(abs(want), abs(found))


def moment_of(text):
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def same_moment(want, found, epoch):
    """Dates by the second; a date alone for a midnight."""
    moment, other = moment_of(want), moment_of(found)
    if moment is None or other is None:
        return False
    return abs(moment - other) <= timedelta(seconds=0.5)


def same_span(want, found, epoch):
    """A length or a time of day: h:mm:ss, a serial number, or the moment that long after the epoch."""
    match = re.fullmatch(r"(?:(\d+) days?, )?(\d+):(\d\d):(\d\d)(?:\.\d+)?", want)
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    clock = re.fullmatch(r"(\d+):(\d\d)(?::(\d\d)(?:\.\d+)?)?", found)
    if clock:
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return abs(timedelta(hours=hours, minutes=minutes, seconds=seconds) - span) <= timedelta(seconds=1)
    if re.fullmatch(r"[0-9.]+", found):
        return abs(float(found) - span / timedelta(days=1)) < 1e-5
    moment = moment_of(found)
    return moment is not None and abs(moment - (epoch + span)) <= timedelta(days=1, seconds=1) \
        and moment.time().replace(microsecond=0) == (epoch + span).time()


def same_text(want, found, epoch):
    return found == re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match.group(1), 16)), want)


COMPARISONS = {"str": same_text,
               "bool": lambda want, found, epoch: found == str(want).upper(),
               "int": lambda want, found, epoch: same_number(want, found),
               "float": lambda want, found, epoch: same_number(want, found),
               "datetime": same_moment, "date": same_moment, "time": same_span, "timedelta": same_span}


def same_cell(cell, text, epoch):
    return text == cell[1] or COMPARISONS[cell[0]](cell[1], text, epoch)


class XlsxCorpus(Corpus):
    kind = "xlsx"

    def __init__(self, program, folder):
        super().__init__(program, folder)
        self.cells, self.shown = Counter(), []

    def one(self, expected):
        if expected["openpyxl"] != "ok" or not expected["sheets"]:
            self.refusable(expected)
            return
        differing = 0
        for sheet in expected["sheets"]:
            count = self.sheet(expected, sheet)
            if count is None:
                return
            differing += count
        trouble = self.default_sheet(expected)
        if differing:
            trouble = ", ".join(["%d cells" % differing, *trouble])
        self.note("differs" if trouble else "equal", expected, "".join(trouble), fails=bool(trouble))

    def refusable(self, expected):
        reading = read(self.program, self.path_of(expected))
        if reading.rows is not None:
            self.note("openpyxl fails, read", expected, "%d cells" % len(cells_found(reading.rows)))
        elif reading.status == REFUSED and reading.message:
            self.note("openpyxl fails, refused", expected, reading.message)
        else:
            self.note("BROKE" if reading.status is None else "refused otherwise", expected,
                      "status %s, %s" % (reading.status, reading.message), fails=True)

    def sheet(self, expected, sheet):
        """How many cells of a sheet differ; None if it is not read."""
        reading = read(self.program, self.path_of(expected), "--sheet", sheet["name"])
        want = {place_of(address): cell for address, cell in sheet["cells"].items() if cell[:2] != ["str", ""]}
        if not want and reading.status in (1, 2, REFUSED) and reading.message:
            return 0
        if self.refused(expected, reading):
            return None
        return self.compare(expected, sheet, want, cells_found(reading.rows))

    def compare(self, expected, sheet, want, found):
        epoch = EPOCHS[expected["epoch"]]
        differing = []
        all_listed = len(sheet["cells"]) == sheet["n_cells"]
        places = sorted(want.keys() | found.keys() if all_listed else want.keys())
        for place in places:
            cell, text = want.get(place), found.get(place, "")
            if cell is None or not same_cell(cell, text, epoch):
                differing.append((place, cell, text))
        self.cells["equal"] += len(places) - len(differing)
        self.cells["different"] += len(differing)
        self.shown += ["%s!%s!%s: %s, expected %s" % (expected["file"], sheet["name"], address_of(*place), short(text),
                                                     short(cell)) for place, cell, text in differing]
        return len(differing)

    def default_sheet(self, expected):
        """What is wrong without --sheet, when a visible sheet that holds something must be read: one text or none."""
        visible = [sheet["name"] for sheet in expected["sheets"] if sheet["state"] == "visible" and sheet["cells"]]
        if not visible:
            return []
        chosen = read(self.program, self.path_of(expected))
        if chosen.rows is None:
            return ["without --sheet status %s, %s" % (chosen.status, chosen.message)]
        if all(chosen.rows != read(self.program, self.path_of(expected), "--sheet", name).rows for name in visible):
            return ["without --sheet no visible sheet"]
        return []

    def report(self):
        super().report()
        print("  cells: %d equal, %d different" % (self.cells["equal"], self.cells["different"]))
        for line in self.shown[:CELLS_SHOWN]:
            print("    " + line)
        if len(self.shown) > CELLS_SHOWN:
            print("    and %d more" % (len(self.shown) - CELLS_SHOWN))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("corpus")
    arguments = parser.parse_args()
    done = [kind(os.path.abspath(arguments.program), arguments.corpus).run() for kind in (CsvCorpus, XlsxCorpus)]
    for corpus in done:
        corpus.report()
    if not any(corpus.outcomes for corpus in done):
        print("no expectations below " + arguments.corpus)
        return 1
    return 1 if any(corpus.failed for corpus in done) else 0


if __name__ == "__main__":
    sys.exit(main())
