# SPDX-License-Identifier: GPL-3.0-or-later
"""The workbooks and the JSON beside workforce.csv."""
import json
import re
import zipfile
from collections import Counter, defaultdict
from xml.etree import ElementTree

from workforce_files import EVERYBODY, day_of, long_date

SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets_of(path):
    """Name of a sheet -> rows of cells, numbers as float."""
    book = zipfile.ZipFile(path)
    shared = ["".join(t.text or "" for t in item.iter(SPREADSHEET + "t"))
              for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
    names = [sheet.get("name") for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(SPREADSHEET + "sheet")]
    made = {}
    for number, name in enumerate(names, 1):
        rows = []
        for row in ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")).iter(SPREADSHEET + "row"):
            cells = []
            for cell in row.iter(SPREADSHEET + "c"):
                value = cell.find(SPREADSHEET + "v")
                text = value.text if value is not None else ""
                cells.append(shared[int(text)] if cell.get("t") == "s" else float(text) if text else "")
            rows.append(cells)
        made[name] = rows
    return made


def check_charts(checks, path, rows):
    """A chart has no number that the tables have not."""
    shown = {round(float(row["published"]), 4) for row in rows if row["unit"] == "percent" and row["value"] != ""}
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            if name.startswith("xl/charts/chart"):
                for value in re.findall(r"<c:numCache>.*?</c:numCache>", book.read(name).decode(), re.S):
                    numbers = [float(text) for text in re.findall(r"<c:v>(.*?)</c:v>", value)]
                    checks.check("a chart has the numbers of a table", all(round(n, 4) in shown for n in numbers), name, numbers)


def check_cover(checks, cover, rows):
    """The main points tell nothing that is withheld, and no share other than the tables."""
    text = "\n".join(str(cell) for line in cover for cell in line)
    trends = {(row["group"], long_date(day_of(row["date"]))): row["published"] for row in rows
              if row["part"] == "Trends"}
    for group, told in re.findall(r"^(\w[\w ]*): ([\d.]+ % of people who disclosed on .*)\.$", text, re.M):
        for share, day in re.findall(r"([\d.]+) % (?:of people who disclosed )?on (\d+ \w+ \d{4})", told):
            checks.check("the cover has the shares of the trends", trends.get((group, day)) == share, group, told)
    everybody = {row["date"]: row["value"] for row in rows if row["part"] == "Profile" and row["characteristic"] == EVERYBODY
                 and row["measure"] == "headcount"}
    line = next((line for line in text.split("\n") if "people worked here on" in line), "")
    for number in re.findall(r"([\d,]+) (?:people worked here )?on \d", line):
        checks.check("the cover has the headcounts of the profile", number.replace(",", "") in everybody.values(), number)
    checks.check("the cover says the headcounts that the profile has", bool(line) == any([everybody[min(everybody)], everybody[max(everybody)]]), everybody)
    for row in rows:
        if row["measure"] == "finding" and row["published"] == "[c]" and row["part"].startswith("Under_representation"):
            told = f"{row['category']} ({row['group']})"
            checks.check("the cover tells nothing that is withheld", told not in text, told)
        if row["measure"] == "finding" and row["published"] == "[c]" and row["part"] == "Targets":
            line = next((line for line in text.split("\n") if line.startswith("Targets not on track")), "")
            checks.check("the cover tells nothing that is withheld", row["item"] not in re.split("[:;.] ?", line), line)


def check_workbook(checks, path, rows, is_published):
    """A workbook has the numbers of the tidy file, and as many withheld."""
    sheets = sheets_of(path)
    check_charts(checks, path, rows)
    if is_published:
        check_cover(checks, sheets["Cover_sheet"], rows)
    by_part = defaultdict(list)
    for row in rows:
        by_part[row["part"]].append(row)
    for part, many in by_part.items():
        if not checks.check("a sheet for each part", part in sheets, part):
            continue
        cells = [cell for line in sheets[part] for cell in line]
        numbers = sorted(round(cell, 4) for cell in cells if isinstance(cell, float))
        wanted = sorted(round(float(row["published"].replace(",", "").replace("< 0.0001", "0")), 4) for row in many
                        if row["value"] != "" and row["unit"] != "text")
        checks.check(f"{'published' if is_published else 'internal'} sheet has the numbers of the tidy file",
                     numbers == wanted, part, "differ:", list((Counter(numbers) - Counter(wanted)).items())[:3],
                     list((Counter(wanted) - Counter(numbers)).items())[:3])
        if is_published:
            checks.check("as many are withheld in the sheet", cells.count("[c]") == sum(row["published"] == "[c]" for row in many),
                         part, cells.count("[c]"))


def check_json(checks, path, rows):
    with open(path, encoding="utf-8") as file:
        read = json.load(file)
    mine = Counter((row["part"], row["measure"], f"{float(row['value']):.9g}") for row in rows if row["value"] != "")
    theirs = Counter()
    for table in read["tables"]:
        keys = [column["key"] for column in table["columns"]]
        for line in table["rows"]:
            for key, cell in zip(keys, line):
                if cell.get("value") is not None:
                    theirs[table["part"], key, f"{cell['value']:.9g}"] += 1
    checks.check("workforce.json has the same numbers", mine == theirs, list((mine - theirs).items())[:3],
                 list((theirs - mine).items())[:3])
