# SPDX-License-Identifier: GPL-3.0-or-later
"""What is checked after a run: nothing left after a failure, a complete set after success."""
import contextlib
import csv
import hashlib
import io
import json
import os
import stat
import zipfile
from xml.etree import ElementTree

PUBLISH = ("publish/report.xlsx", "publish/results.csv", "publish/statutory.csv")
INTERNAL = ("internal/findings.csv", "internal/results.csv", "internal/results.json")
WORKFORCE_SET = {"publish/workforce.csv", "publish/workforce.xlsx", "internal/workforce.csv", "internal/workforce.json",
                 "internal/workforce.xlsx"}
SET = PUBLISH + INTERNAL
BIG = 20_000_000  # files above this are compared by size only


class Failed(Exception):
    """A check did not hold; the text says which."""


class Skip(Exception):
    """The case cannot run here; the text says why."""


def expect(condition, text):
    if not condition:
        raise Failed(text)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def tree(folder):
    """Every entry below a folder: its kind, permissions and content."""
    entries = {}
    if not os.path.lexists(folder):
        return entries
    if not os.path.isdir(folder) or os.path.islink(folder):
        return {".": describe(folder)}
    entries["."] = ("folder", stat.S_IMODE(os.stat(folder).st_mode), "")
    for place, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(place, name)
            with contextlib.suppress(FileNotFoundError):  # a writer may still be at work
                entries[os.path.relpath(path, folder)] = describe(path)
    return entries


def describe(path):
    status = os.lstat(path)
    mode = stat.S_IMODE(status.st_mode)
    if stat.S_ISLNK(status.st_mode):
        return ("link", mode, os.readlink(path))
    if stat.S_ISDIR(status.st_mode):
        return ("folder", mode, "")
    if not stat.S_ISREG(status.st_mode):
        return ("special", mode, "")
    if status.st_size > BIG:
        return ("file", mode, str(status.st_size))
    try:
        return ("file", mode, hashlib.sha256(read(path)).hexdigest())
    except PermissionError:
        return ("file", mode, str(status.st_size))


def same_tree(before, after, what):
    made = sorted(set(after) - set(before))
    gone = sorted(set(before) - set(after))
    changed = sorted(name for name in set(before) & set(after) if before[name] != after[name])
    expect(not made, f"{what}: left behind: {', '.join(made)}")
    expect(not gone, f"{what}: removed: {', '.join(gone)}")
    expect(not changed, f"{what}: changed: {', '.join(changed)}")


def table(path):
    """The rows of a CSV file as dictionaries."""
    text = read(path).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def workbook_parts(path):
    with zipfile.ZipFile(path) as archive:
        expect(archive.testzip() is None, f"{path}: damaged")
        return {name: archive.read(name) for name in archive.namelist()}


def workbook_strings(parts):
    """The shared strings of a workbook, exactly as a reader shows them."""
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    root = ElementTree.fromstring(parts["xl/sharedStrings.xml"])
    return ["".join(text.text or "" for text in item.iter(main + "t")) for item in root]


def all_bytes(out):
    """(name, bytes) of every file of a set and of every part of its workbooks."""
    for place, _, files in os.walk(out):
        for name in files:
            path = os.path.join(place, name)
            shown = os.path.relpath(path, out)
            yield shown, read(path)
            if name.endswith(".xlsx"):
                for part, content in workbook_parts(path).items():
                    yield f"{shown}:{part}", content


def documented_files(employers):
    if not employers:
        return set(SET)
    return {f"{slug}/{name}" for slug in employers for name in SET} | {"publish/statutory.csv"}


def check_complete_set(out, employers=()):
    """Exactly the documented files, whole, and private where they must be."""
    found = {name for name, entry in tree(out).items() if entry[0] != "folder"}
    wanted = WORKFORCE_SET if "publish/workforce.csv" in found else documented_files(employers)
    expect(not wanted - found, f"missing: {', '.join(sorted(wanted - found))}")
    # The internal workbook is there where people are grouped by more than sex.
    wanted |= {name for name in found if name.endswith("internal/report.xlsx")}
    wanted |= {name for name in found if name.endswith("internal/audit.xlsx") or name == "internal/manifest.json"}
    expect(not found - wanted, f"not documented: {', '.join(sorted(found - wanted))}")
    for name in sorted(wanted):
        path = os.path.join(out, name)
        mode = stat.S_IMODE(os.stat(path).st_mode)
        expect(os.path.getsize(path) > 0, f"{name} is empty")
        if "internal/" in name:
            expect(mode == 0o600, f"{name} has mode {mode:o}")
            folder = stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode)
            expect(folder == 0o700, f"the folder of {name} has mode {folder:o}")
        if name.endswith(".csv"):
            expect(len(table(path)) > 0 or name.endswith("findings.csv"), f"{name} has no rows")
        if name.endswith(".json"):
            json.loads(read(path).decode("utf-8"))
        if name.endswith(".xlsx"):
            check_workbook(path, name)


def check_workbook(path, name):
    for part, content in workbook_parts(path).items():
        if part.endswith((".xml", ".rels")):
            try:
                ElementTree.fromstring(content)
            except ElementTree.ParseError as error:
                raise Failed(f"{name}: {part} is not XML: {error}") from None


def folders_of(out, employers):
    return [os.path.join(out, slug) for slug in employers] if employers else [out]


def check_provisional(out, employers, exit_status, stdout):
    """After exit 1 every file of a report with bad data says "provisional"; after 0 none."""
    marked = 0
    if os.path.exists(os.path.join(out, "publish/workforce.csv")):
        return  # nobody is left out of a workforce equality report
    for folder in folders_of(out, employers):
        is_provisional = json.loads(read(os.path.join(folder, "internal/results.json")))["provisional"]
        marked += is_provisional
        for name in ("publish/results.csv", "publish/statutory.csv", "internal/results.csv"):
            says = b"provisional" in read(os.path.join(folder, name)).lower()
            expect(says == is_provisional, f"{name}: provisional is {'missing' if is_provisional else 'said'}")
        parts = workbook_parts(os.path.join(folder, "publish/report.xlsx"))
        texts = " ".join(workbook_strings(parts)).lower()
        expect(not is_provisional or "provisional" in texts, "report.xlsx: provisional is missing")
    expect((marked > 0) == (exit_status == 1), f"{marked} reports are provisional with exit {exit_status}")
    if employers:
        says = b"provisional" in read(os.path.join(out, "publish/statutory.csv")).lower()
        expect(says == (marked > 0), "the combined statutory.csv and the reports disagree")
    if stdout:
        expect(("provisional" in stdout.lower()) == (exit_status == 1), "the terminal text on provisional")


def check_nothing_foreign(out, work):
    """No path of the machine in any output."""
    secret = os.path.basename(work).encode()
    for name, content in all_bytes(out):
        expect(secret not in content, f"{name} holds a path of the machine")


def check_figures(out, lines, audience="internal"):
    """Lines `measure,group,published[,status]`, after `folder:` if there are several employers."""
    tables = {}
    for line in lines:
        folder, _, rest = line.rpartition(":")
        measure, group, published, *status = rest.split(",")
        path = os.path.join(out, folder, audience, "results.csv")
        rows = tables.setdefault(path, table(path))
        found = [row for row in rows if row["measure"] == measure and row["group"] == group]
        expect(len(found) == 1, f"{len(found)} rows of {measure} of {group}")
        expect(found[0]["published"] == published,
               f"{measure} of {group} is {found[0]['published']!r}, not {published!r}")
        if status:
            expect(found[0]["status"] == status[0], f"{measure} of {group} is {found[0]['status']}")


def check_clean_text(text, what):
    """Nothing that a terminal takes for an instruction."""
    for char in text:
        code = ord(char)
        bad = (code < 0x20 and char != "\n") or 0x7F <= code <= 0x9F
        bad = bad or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
        expect(not bad, f"{what} holds U+{code:04X}")
