#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a written workbook against the rules for accessible official spreadsheets.

    check_workbook.py FILE.xlsx...

The rules are those of the Government Analysis Function, "Releasing statistics in spreadsheets". A number keeps
the rules of one subject together; E is essential, D desirable, G other guidance. Only the written file is read:
zip and XML, no spreadsheet library. There is one check per rule and sheet.
"""
import os
import posixpath
import re
import sys
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"

SANS_SERIF = {"Arial", "Calibri", "Helvetica", "Verdana", "Tahoma", "Segoe UI", "Liberation Sans", "Open Sans",
              "Source Sans Pro", "DejaVu Sans", "Aptos", "Trebuchet MS"}
SHORTHAND = {"b", "c", "e", "er", "f", "low", "n", "p", "r", "s", "ss", "sss", "u", "x", "z"}
NOT_SHORTHAND = {"-", "--", "–", "—", ".", "..", "...", "…", "*", "**", ":", "na", "n/a", "#n/a", "nil",
                 "null", "tbc"}
NUMBER_WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
SYMBOLS = re.compile("[*†‡§¶⁰¹²³⁴⁵⁶⁷⁸⁹]")
ONE_SCREEN = 120  # characters of 12 point text
NOTE = re.compile(r"\[note (\d+)\]")
CORNER = re.compile(r"([A-Z]+)(\d+)")


# --- reading ------------------------------------------------------------------------------------------

def column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number):
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place(reference):
    letters, row = CORNER.fullmatch(reference.replace("$", "")).groups()
    return int(row), column_number(letters)


def area(reference):
    first, _, last = reference.partition(":")
    return place(first) + place(last or first)


def at(row, column):
    return column_letters(column) + str(row)


def is_on(element, name, default="0"):
    return element is not None and element.get(name, default) in ("1", "true")


class Cell:
    def __init__(self, element, strings):
        self.row, self.column = place(element.get("r"))
        self.style = int(element.get("s", "0"))
        self.has_formula = element.find(MAIN + "f") is not None
        kind, value = element.get("t", "n"), element.findtext(MAIN + "v")
        self.is_number = kind == "n" and value is not None
        if kind == "s" and value is not None:
            self.text = strings[int(value)]
        elif kind == "inlineStr":
            self.text = "".join(t.text or "" for t in element.iter(MAIN + "t"))
        else:
            self.text = value or ""

    @property
    def is_blank(self):
        return self.text.strip() == ""

    @property
    def name(self):
        return at(self.row, self.column)


class Table:
    def __init__(self, element):
        self.name = element.get("displayName") or element.get("name")
        self.top, self.left, self.bottom, self.right = area(element.get("ref"))
        self.header_rows = int(element.get("headerRowCount", "1"))
        self.headers = [c.get("name") for c in element.iter(MAIN + "tableColumn")]
        self.has_filter = element.find(MAIN + "autoFilter") is not None
        self.has_formula = next(element.iter(MAIN + "calculatedColumnFormula"), None) is not None
        self.style = element.find(MAIN + "tableStyleInfo")

    def holds(self, cell):
        return self.top <= cell.row <= self.bottom and self.left <= cell.column <= self.right

    def places(self):
        return [(r, c) for r in range(self.top, self.bottom + 1) for c in range(self.left, self.right + 1)]


class Sheet:
    def __init__(self, book, entry):
        self.name, self.state = entry.get("name"), entry.get("state", "visible")
        self.part = book.workbook_targets[entry.get(REL + "id")]
        self.xml = book.parts[self.part]
        self.cells = [Cell(c, book.strings) for c in self.xml.iter(MAIN + "c")]
        self.at = {(c.row, c.column): c for c in self.cells if not c.is_blank}
        self.filled = list(self.at.values())
        targets = book.targets(self.part)
        self.tables = [Table(book.parts[targets[t.get(REL + "id")]]) for t in self.xml.iter(MAIN + "tablePart")]
        self.drawings = [targets[d.get(REL + "id")] for d in self.xml.iter(MAIN + "drawing")]
        self.links = self.xml.findall(MAIN + "hyperlinks/" + MAIN + "hyperlink")
        self.link_places = {at(*p) for link in self.links for p in cells_of(link.get("ref"))}
        self.columns = self.xml.findall(MAIN + "cols/" + MAIN + "col")

    def text(self, row, column=1):
        return self.at[row, column].text if (row, column) in self.at else ""

    def width(self, column):
        for col in self.columns:
            if int(col.get("min")) <= column <= int(col.get("max")):
                return float(col.get("width", "8.43"))
        return 8.43

    def body(self):
        """The cells of the tables below their headers."""
        return [c for c in self.filled for t in self.tables if t.holds(c) and c.row >= t.top + t.header_rows]

    def above(self):
        """The text of column A above the first table."""
        top = min((t.top for t in self.tables), default=1 << 20)
        return "\n".join(c.text for c in self.filled if c.column == 1 and c.row < top)


def cells_of(reference):
    top, left, bottom, right = area(reference)
    return [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]


class Styles:
    def __init__(self, xml):
        self.fonts = xml.findall(MAIN + "fonts/" + MAIN + "font")
        self.fills = xml.findall(MAIN + "fills/" + MAIN + "fill")
        self.borders = xml.findall(MAIN + "borders/" + MAIN + "border")
        self.formats = xml.findall(MAIN + "cellXfs/" + MAIN + "xf")

    def font(self, style):
        return self.fonts[int(self.formats[style].get("fontId", "0"))]

    def alignment(self, style, name):
        element = self.formats[style].find(MAIN + "alignment")
        return element.get(name) if element is not None else None

    def number_format(self, style):
        return self.formats[style].get("numFmtId", "0")

    def is_filled(self, style):
        pattern = self.fills[int(self.formats[style].get("fillId", "0"))].find(MAIN + "patternFill")
        return pattern is not None and pattern.get("patternType", "none") not in ("none", "gray125")

    def has_border(self, style):
        border = self.borders[int(self.formats[style].get("borderId", "0"))]
        return any(side.get("style", "none") != "none" for side in border)


class Workbook:
    """The parts of the file and what the rules ask of them."""

    def __init__(self, path):
        self.path = path
        self.parts, self.broken = {}, []
        with zipfile.ZipFile(path) as archive:
            self.names = archive.namelist()
            self.damaged = archive.testzip()
            for name in self.names:
                self.read(name, archive.read(name))
        self.workbook = self.parts["xl/workbook.xml"]
        self.workbook_targets = self.targets("xl/workbook.xml")
        strings = self.parts.get("xl/sharedStrings.xml")
        self.rich = [] if strings is None else strings.findall(MAIN + "si/" + MAIN + "r/" + MAIN + "rPr")
        self.strings = [] if strings is None else [
            "".join(t.text or "" for t in item.iter(MAIN + "t")) for item in strings]
        self.styles = Styles(self.parts["xl/styles.xml"])
        self.sheets = [Sheet(self, entry) for entry in self.workbook.iter(MAIN + "sheet")]
        self.tables = [table for sheet in self.sheets for table in sheet.tables]

    def read(self, name, data):
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                self.parts[name] = ElementTree.fromstring(data)
            except ElementTree.ParseError as error:
                self.broken.append("%s: %s" % (name, error))

    def relationships(self, part):
        folder, name = posixpath.split(part)
        xml = self.parts.get(posixpath.join(folder, "_rels", name + ".rels"))
        return [] if xml is None else xml.findall(PACKAGE + "Relationship")

    def targets(self, part):
        """Relationship id -> part name, the internal ones."""
        return {r.get("Id"): resolved(part, r.get("Target")) for r in self.relationships(part)
                if r.get("TargetMode") != "External"}

    def charts(self, sheet):
        return [self.parts[target] for drawing in sheet.drawings for target in self.targets(drawing).values()
                if self.parts.get(target) is not None and self.parts[target].tag == CHART + "chartSpace"]

    def prose(self, name):
        """All text of the sheet of that name."""
        return "\n".join(c.text for s in self.sheets if s.name.lower() == name for c in s.filled)


def resolved(part, target):
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


# --- rules of the whole file: each yields what is wrong --------------------------------------------------

def package_is_whole(book):
    """00 E the archive is intact and every XML part is well formed"""
    if book.damaged:
        yield "damaged entry " + book.damaged
    if len(set(book.names)) != len(book.names):
        yield "an entry twice"
    yield from book.broken


def content_types(book):
    """00 E every part has a content type and every declared part exists"""
    xml = book.parts["[Content_Types].xml"]
    endings = {d.get("Extension").lower() for d in xml.iter(TYPES + "Default")}
    named = {o.get("PartName")[1:] for o in xml.iter(TYPES + "Override")}
    for name in set(book.names) - {"[Content_Types].xml"}:
        if name not in named and name.rsplit(".", 1)[-1].lower() not in endings:
            yield "no content type for " + name
    yield from ("declared and missing: " + name for name in named - set(book.names))


def relationship_targets(book):
    """00 E every relationship target exists"""
    for name in book.names:
        if name.endswith(".rels"):
            folder, file = posixpath.split(name)
            part = posixpath.join(posixpath.dirname(folder), file[:-5])
            for target in book.targets(part).values():
                if target not in book.names:
                    yield "%s points to %s" % (name, target)


def table_names(book):
    """02 D table names are meaningful, unique, of letters, digits and _"""
    seen = set()
    for table in book.tables:
        if re.fullmatch(r"Table\d*", table.name) or not re.fullmatch(r"[A-Za-z_]\w*", table.name):
            yield "table named " + table.name
        if table.name.lower() in seen:
            yield "table name twice: " + table.name
        seen.add(table.name.lower())


def tab_names(book):
    """16 E tab names are unique, trimmed, below 31 characters, of letters, digits and _"""
    seen = set()
    for sheet in book.sheets:
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,29}", sheet.name):
            yield "tab named %r" % sheet.name
        if sheet.name.lower() in seen:
            yield "tab name twice: " + sheet.name
        seen.add(sheet.name.lower())


def nothing_hidden_in_the_book(book):
    """16 E no hidden sheets"""
    yield from (sheet.name + " is " + sheet.state for sheet in book.sheets if sheet.state != "visible")


def cover_first(book):
    """17 G the first sheet is the cover"""
    if "cover" not in book.sheets[0].name.lower():
        yield "the first sheet is " + book.sheets[0].name


def contents_table(book):
    """18 E a table named Table_of_contents links to cell A1 of every other sheet"""
    home = [s for s in book.sheets for t in s.tables if t.name.lower() == "table_of_contents"]
    if len(home) != 1:
        yield "%d tables named Table_of_contents" % len(home)
        return
    reached = {(link.get("location") or "").replace("'", "") for link in home[0].links}
    for sheet in book.sheets:
        if sheet is not home[0] and sheet.name + "!A1" not in reached:
            yield "no link to " + sheet.name


def rich_text(book):
    """20 G no colour, italic, underline or raised text inside a cell"""
    for run in book.rich:
        for name in ("i", "u", "vertAlign"):
            if run.find(MAIN + name) is not None:
                yield "rich text with <%s>" % name
        colour = run.find(MAIN + "color")
        if colour is not None and not is_automatic(colour):
            yield "rich text with a colour"


def no_macros_or_boxes(book):
    """26 E no macros, text boxes, embedded objects or external links"""
    for name in book.names:
        if re.search(r"vbaProject|embeddings/|externalLinks/|activeX|ctrlProps|connections\.xml", name):
            yield "part " + name
    for name, part in book.parts.items():
        if next(part.iter(DRAWING + "sp"), None) is not None:
            yield "a shape or text box in " + name


def properties(book):
    """27 E document title without dashes or underscores, and language"""
    core = book.parts.get("docProps/core.xml")
    title = (core.findtext(DUBLIN + "title") or "").strip() if core is not None else ""
    if not title or re.search("[-_–—]", title):
        yield "title %r" % title
    language = core.findtext(DUBLIN + "language") if core is not None else None
    custom = book.parts.get("docProps/custom.xml")
    for item in custom.iter(CUSTOM + "property") if custom is not None else ():
        if item.get("name") == "Language":
            language = language or "".join(item.itertext())
    if not re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", (language or "").strip()):
        yield "language %r" % language


def author_and_keywords(book):
    """27 D author and keywords"""
    core = book.parts.get("docProps/core.xml")
    for label, tag in (("author", DUBLIN + "creator"), ("keywords", CORE + "keywords")):
        if core is None or not (core.findtext(tag) or "").strip():
            yield "no " + label


def opens_on_the_first_sheet(book):
    """28 E the first sheet is active"""
    view = next(book.workbook.iter(MAIN + "workbookView"), None)
    if view is not None and (view.get("activeTab", "0") != "0" or view.get("firstSheet", "0") != "0"):
        yield "opens on sheet %s" % view.get("activeTab", "0")
    for sheet in book.sheets[1:]:
        if is_on(next(sheet.xml.iter(MAIN + "sheetView"), None), "tabSelected"):
            yield sheet.name + " is selected too"


def file_name(book):
    """29 G the file name is lower case with dashes, below 60 characters, no version"""
    name = os.path.basename(book.path)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.xlsx", name) or len(name) >= 60:
        yield name
    if re.search(r"final|(^|-)v\d", name):
        yield "a version in " + name


# --- rules of a sheet ------------------------------------------------------------------------------------

def tables_marked_up(book, sheet):
    """01 E tabular data is in a table part"""
    for cell in sheet.filled:
        if cell.column > 1 and not any(t.holds(cell) for t in sheet.tables):
            yield cell.name + " is outside the table"


def one_table(book, sheet):
    """15 D no more than one table on a sheet"""
    if len(sheet.tables) > 1:
        yield "%d tables" % len(sheet.tables)


def table_headers(book, sheet):
    """03 E one header row, non-empty, unique, equal to the table part"""
    for table in sheet.tables:
        if table.header_rows != 1:
            yield "%s has %d header rows" % (table.name, table.header_rows)
        written = [sheet.text(table.top, c) for c in range(table.left, table.right + 1)]
        if written != table.headers:
            yield "%s: cells %r, table %r" % (table.name, written, table.headers)
        if len({h.strip().lower() for h in table.headers}) != len(table.headers) or "" in map(str.strip, table.headers):
            yield "%s: headers empty or not unique" % table.name
        yield from ("%s is a number" % c.name for c in sheet.filled if c.row == table.top and c.is_number)


def no_merged_cells(book, sheet):
    """04 E no merged cells"""
    yield from (m.get("ref") for m in sheet.xml.iter(MAIN + "mergeCell"))


def no_blank_rows_or_columns(book, sheet):
    """05 E no blank row or column in a table, none between text and table"""
    for t in sheet.tables:
        for row in range(t.top, t.bottom + 1):
            if not any((row, c) in sheet.at for c in range(t.left, t.right + 1)):
                yield "row %d" % row
        for column in range(t.left, t.right + 1):
            if not any((r, column) in sheet.at for r in range(t.top + 1, t.bottom + 1)):
                yield "column " + column_letters(column)
        if t.top > 1 and (t.top - 1, 1) not in sheet.at:
            yield "row %d above %s" % (t.top - 1, t.name)


def text_shows(book, sheet):
    """06 E text is wrapped, or fits, so that it all shows"""
    for cell in sheet.filled:
        shown = "{:,.1f}".format(float(cell.text)) if cell.is_number else cell.text
        room = sheet.width(cell.column)
        if cell.is_number:
            if len(shown) > room:
                yield "%s: a number wider than its column" % cell.name
        elif book.styles.alignment(cell.style, "wrapText") != "1" and len(shown) * 1.15 > room and cut_off(sheet, cell):
            yield "%s is not wrapped" % cell.name
    yield from low_rows(book, sheet)


def cut_off(sheet, cell):
    """Unwrapped text runs on over empty cells to its right, about as far as a screen is wide."""
    has_neighbour = any(c.row == cell.row and c.column > cell.column for c in sheet.filled)
    return has_neighbour or len(cell.text) > ONE_SCREEN or any(t.holds(cell) for t in sheet.tables)


def low_rows(book, sheet):
    heights = {int(r.get("r")): float(r.get("ht")) for r in sheet.xml.iter(MAIN + "row")
               if is_on(r, "customHeight") and r.get("ht")}
    for cell in sheet.filled:
        if cell.row in heights and book.styles.alignment(cell.style, "wrapText") == "1":
            lines = sum(-(-len(line) // max(1, int(sheet.width(cell.column)))) or 1 for line in cell.text.split("\n"))
            if lines * 12 > heights[cell.row] + 12:
                yield "%s: row too low for its text" % cell.name


def no_filters(book, sheet):
    """07 D no filters"""
    if sheet.xml.find(MAIN + "autoFilter") is not None or any(t.has_filter for t in sheet.tables):
        yield "a filter is on"


def no_frozen_panes(book, sheet):
    """08 D no frozen panes"""
    if next(sheet.xml.iter(MAIN + "pane"), None) is not None:
        yield "panes are frozen or split"


def no_blank_cells(book, sheet):
    """09 E no blank cell in a table"""
    for table in sheet.tables:
        yield from (at(*p) for p in table.places() if p not in sheet.at)


def shorthand_of(cell):
    match = re.fullmatch(r"\[([A-Za-z]+)\]", cell.text.strip())
    return match[1] if match else None


def shorthand_from_the_list(book, sheet):
    """10 E shorthand is from the list, in lower case and square brackets"""
    for cell in sheet.body():
        if cell.text.strip().lower() in NOT_SHORTHAND:
            yield "%s holds %r" % (cell.name, cell.text)
        if shorthand_of(cell) and shorthand_of(cell) not in SHORTHAND:
            yield "%s holds %s" % (cell.name, cell.text)


def shorthand_explained(book, sheet):
    """11 E shorthand and notes are explained in column A above the table"""
    above = sheet.above()
    for table in sheet.tables:
        inside = [c for c in sheet.filled if table.holds(c)]
        used = {"[%s]" % shorthand_of(c) for c in inside if shorthand_of(c) and c.column > table.left}
        yield from ("%s in %s" % (token, table.name) for token in sorted(used) if token not in above)
        refers = any(NOTE.search(c.text) for c in inside) and sheet.name.lower() != "notes"
        if refers and "note" not in above.lower():
            yield "notes in %s" % table.name


def shorthand_on_cover(book, sheet):
    """11 E shorthand is explained on the cover too"""
    for token in sorted({"[%s]" % shorthand_of(c) for c in sheet.body() if shorthand_of(c)}):
        if token not in "\n".join(c.text for c in book.sheets[0].filled):
            yield token


def notes(book, sheet):
    """12 E notes are [note 1], in titles, headers or row labels only, listed in the table of sheet Notes"""
    if sheet.name.lower() == "notes":
        return
    listed = set(re.findall(r"\bnote (\d+)\b", book.prose("notes").lower()))
    for cell in sheet.filled:
        if SYMBOLS.search(cell.text):
            yield "%s has a symbol or raised figure" % cell.name
        if re.search(r"\[(Note|NOTE|notes?\d|notes |note \d+[^\]\d])", cell.text):
            yield "%s spells its note %r" % (cell.name, cell.text)
        yield from ("%s: note %s is not on sheet Notes" % (cell.name, n) for n in NOTE.findall(cell.text)
                    if n not in listed)
    for table in sheet.tables:
        for cell in sheet.body():
            header = sheet.text(table.top, cell.column).lower()
            if NOTE.search(cell.text) and cell.column > table.left and not header.startswith("note"):
                yield "%s: a note beside a figure" % cell.name


def units_in_headers(book, sheet):
    """13 G units stand in round brackets in the header"""
    for table in sheet.tables:
        yield from (h for h in table.headers if re.search("[£%]", h) and not re.search(r"\([^)]*[£%][^)]*\)", h))


def title_in_a1(book, sheet):
    """14 E A1 is the title of the sheet"""
    if not sheet.text(1).strip() or sheet.at[1, 1].is_number:
        yield "A1 is empty or a number"


def contents_in_a2(book, sheet):
    """14 E A2 says what the sheet contains, the number of tables in words"""
    text = sheet.text(2)
    if not text.strip():
        yield "A2 is empty"
        return
    counted = re.search(r"\b(\w+) tables?\b", text)
    if sheet.tables:
        word = NUMBER_WORDS[len(sheet.tables)]
        noun = "table" if len(sheet.tables) == 1 else "tables"
        if not re.search(r"\b%s %s\b" % (word, noun), text, re.I):
            yield "A2 does not say %s %s" % (word, noun)
    elif counted and counted[1].lower() in NUMBER_WORDS[1:]:
        yield "A2 speaks of tables and there is none"
    if re.search(r"\d+ (tables?|charts?)\b", text):
        yield "A2 gives a number in digits"
    yield from charts_counted(len(book.charts(sheet)), text)


def charts_counted(charts, text):
    said = re.search(r"\b(%s) charts?\b" % "|".join(NUMBER_WORDS), text, re.I)
    if said and NUMBER_WORDS.index(said[1].lower()) != charts:
        yield "A2 says %s and there are %d" % (said[0], charts)
    if charts and "chart" not in text.lower():
        yield "A2 does not speak of the charts"


def table_in_column_a(book, sheet):
    """15 E tables start in column A"""
    yield from (t.name + " starts in column " + column_letters(t.left) for t in sheet.tables if t.left != 1)


def nothing_below(book, sheet):
    """15 D nothing below the table"""
    for table in sheet.tables:
        yield from (c.name for c in sheet.filled if c.row > table.bottom)


def charts_apart(book, sheet):
    """15 D charts are on sheets of their own"""
    if sheet.tables and sheet.drawings:
        yield "a table and a chart"


def nothing_hidden(book, sheet):
    """16 E no hidden rows or columns"""
    yield from ("row " + r.get("r") for r in sheet.xml.iter(MAIN + "row") if is_on(r, "hidden"))
    yield from ("column " + c.get("min") for c in sheet.columns if is_on(c, "hidden") or c.get("width") == "0")


def link_text(book, sheet):
    """19 E links have text that says where they go, underlined"""
    for link in sheet.links:
        for row, column in cells_of(link.get("ref")):
            text = sheet.text(row, column).strip()
            if not text or re.match(r"(https?://|www\.|mailto:)|((click )?here|link)$", text, re.I):
                yield "%s reads %r" % (at(row, column), text)
            elif book.styles.font(sheet.at[row, column].style).find(MAIN + "u") is None:
                yield "%s is not underlined" % at(row, column)


def link_targets(book, sheet):
    """19 E links lead somewhere: an existing sheet, or a web or mail address"""
    names = {s.name for s in book.sheets}
    outside = {r.get("Id"): r.get("Target") for r in book.relationships(sheet.part)
               if r.get("TargetMode") == "External"}
    for link in sheet.links:
        target = outside.get(link.get(REL + "id"), "")
        name = (link.get("location") or "").rpartition("!")[0].strip("'")
        if name not in names and not re.match(r"(https?://|mailto:)", target):
            yield "%s leads to %r" % (link.get("ref"), target or link.get("location"))


def is_automatic(colour):
    return colour.get("theme") == "1" or is_on(colour, "auto") or colour.get("indexed") in ("8", "64")


def fonts(book, sheet):
    """20 G sans serif of at least 12, automatic colour, no italic, underline on links only, horizontal"""
    for cell in sheet.filled:
        font, is_link = book.styles.font(cell.style), cell.name in sheet.link_places
        name, size = font.find(MAIN + "name"), font.find(MAIN + "sz")
        if name is None or name.get("val") not in SANS_SERIF:
            yield "%s: font %s" % (cell.name, name is not None and name.get("val"))
        if size is None or float(size.get("val")) < 12:
            yield "%s: size %s" % (cell.name, size is not None and size.get("val"))
        for tag in ("i", "strike", "vertAlign"):
            if font.find(MAIN + tag) is not None:
                yield "%s: <%s>" % (cell.name, tag)
        if font.find(MAIN + "u") is not None and not is_link:
            yield cell.name + ": underlined and not a link"
        if not is_link and font.find(MAIN + "color") is not None and not is_automatic(font.find(MAIN + "color")):
            yield cell.name + ": coloured"
        if book.styles.alignment(cell.style, "textRotation") not in (None, "0"):
            yield cell.name + ": turned"


def plain_cells(book, sheet):
    """20 G no fill and no borders"""
    for cell in sheet.cells:
        if book.styles.is_filled(cell.style):
            yield cell.name + ": filled"
        if book.styles.has_border(cell.style):
            yield cell.name + ": border"


def table_style(book, sheet):
    """21 G no table style, no bands"""
    for table in sheet.tables:
        if table.style is not None and (table.style.get("name") or is_on(table.style, "showRowStripes")):
            yield "%s: %s" % (table.name, table.style.get("name") or "banded rows")


def numbers_alike(book, sheet):
    """22 G one number format in a column; figures, their headers and shorthand to the right, text to the left"""
    for table in sheet.tables:
        for column in range(table.left, table.right + 1):
            cells = [c for c in sheet.body() if c.column == column]
            numbers = [c for c in cells if c.is_number]
            if len({book.styles.number_format(c.style) for c in numbers}) > 1:
                yield "column %s: several number formats" % column_letters(column)
            if not numbers:
                continue
            header = sheet.at.get((table.top, column))
            for cell in [header] * (header is not None) + [c for c in cells if shorthand_of(c)]:
                if book.styles.alignment(cell.style, "horizontal") != "right":
                    yield cell.name + " is not to the right"
            yield from (c.name + " is to the left" for c in numbers
                        if book.styles.alignment(c.style, "horizontal") not in (None, "general", "right"))


def alt_text(book, sheet):
    """24 E images and charts have alternative text"""
    for drawing in sheet.drawings:
        for kind in ("graphicFrame", "pic"):
            for frame in book.parts[drawing].iter(DRAWING + kind):
                properties_of = next(frame.iter(DRAWING + "cNvPr"))
                if len((properties_of.get("descr") or "").strip()) < 15:
                    yield "%s: %r" % (properties_of.get("name"), properties_of.get("descr"))


def chart_titles(book, sheet):
    """24 E charts have a title and a title on each axis"""
    for number, chart in enumerate(book.charts(sheet), start=1):
        if not title_text(chart.find(CHART + "chart")):
            yield "chart %d has no title" % number
        for tag in ("catAx", "valAx", "dateAx", "serAx"):
            for axis in chart.iter(CHART + tag):
                deleted = axis.find(CHART + "delete")
                is_deleted = deleted is not None and deleted.get("val", "1") != "0"
                if not is_deleted and not title_text(axis):
                    yield "chart %d: no title on %s" % (number, tag)


def title_text(element):
    title = element.find(CHART + "title")
    if title is None:
        return ""
    return "".join(t.text or "" for tag in (TEXT + "t", CHART + "v") for t in title.iter(tag)).strip()


def chart_sources(book, sheet):
    """24 E charts take their figures from sheets that exist"""
    names = {s.name for s in book.sheets}
    for chart in book.charts(sheet):
        for formula in chart.iter(CHART + "f"):
            name = (formula.text or "").lstrip("=").rpartition("!")[0].strip("'")
            if name not in names:
                yield formula.text or "an empty reference"


def contrast(rgb):
    """Contrast of a colour with white, WCAG 2.2."""
    parts = [int(rgb[-6:][i:i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def colour(book, sheet):
    """25 E no meaning by colour alone; links stand out 4.5:1 from white"""
    if next(sheet.xml.iter(MAIN + "conditionalFormatting"), None) is not None:
        yield "conditional formatting"
    if next(sheet.xml.iter(MAIN + "tabColor"), None) is not None:
        yield "a coloured tab"
    for cell in sheet.filled:
        element = book.styles.font(cell.style).find(MAIN + "color")
        rgb = element.get("rgb") if element is not None else None
        if rgb and contrast(rgb) < 4.5:
            yield "%s: contrast %.1f" % (cell.name, contrast(rgb))


def no_headers_or_footers(book, sheet):
    """26 E no headers or footers"""
    element = sheet.xml.find(MAIN + "headerFooter")
    if element is not None and "".join(element.itertext()).strip():
        yield "a header or footer"


def no_formulas(book, sheet):
    """26 D no formulas"""
    yield from (c.name for c in sheet.cells if c.has_formula)
    yield from (t.name for t in sheet.tables if t.has_formula)


def cursor(book, sheet):
    """28 E cursor in A1, zoom 100"""
    for view in sheet.xml.iter(MAIN + "sheetView"):
        if view.get("zoomScale", "100") != "100":
            yield "zoom " + view.get("zoomScale")
        if view.get("topLeftCell", "A1") != "A1":
            yield "opens at " + view.get("topLeftCell")
        for selection in view.iter(MAIN + "selection"):
            if selection.get("activeCell", "A1") != "A1":
                yield "cursor in " + selection.get("activeCell")


BOOK_RULES = [package_is_whole, content_types, relationship_targets, table_names, tab_names,
              nothing_hidden_in_the_book, cover_first, contents_table, rich_text, no_macros_or_boxes, properties,
              author_and_keywords, opens_on_the_first_sheet, file_name]
SHEET_RULES = [tables_marked_up, one_table, table_headers, no_merged_cells, no_blank_rows_or_columns, text_shows,
               no_filters, no_frozen_panes, no_blank_cells, shorthand_from_the_list, shorthand_explained,
               shorthand_on_cover, notes, units_in_headers, title_in_a1, contents_in_a2, table_in_column_a,
               nothing_below, charts_apart, nothing_hidden, link_text, link_targets, fonts, plain_cells, table_style,
               numbers_alike, alt_text, chart_titles, chart_sources, colour, no_headers_or_footers, no_formulas,
               cursor]


def findings(path):
    """Every check of the file: (rule, sheet or "", what is wrong)."""
    try:
        book = Workbook(path)
    except (OSError, zipfile.BadZipFile, KeyError, IndexError, ValueError, AttributeError) as error:
        yield "00 E the file can be read as a workbook", "", [repr(error)]
        return
    for rule in BOOK_RULES:
        yield rule.__doc__, "", list(rule(book))
    for sheet in book.sheets:
        for rule in SHEET_RULES:
            yield rule.__doc__, sheet.name, list(rule(book, sheet))


def main(paths):
    if not paths:
        sys.exit("usage: check_workbook.py FILE.xlsx...")
    passed = failed = 0
    for path in paths:
        for rule, sheet, wrong in findings(path):
            passed, failed = passed + (not wrong), failed + bool(wrong)
            if wrong:
                more = " and %d more" % (len(wrong) - 5) if len(wrong) > 5 else ""
                print("FAIL %s: %s: %s: %s%s" % (os.path.basename(path), rule, sheet or "workbook",
                                                 "; ".join(wrong[:5]), more))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
