#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A workbook as Excel writes it from a CSV file: make_workbook.py PAYROLL.csv FOLDER

Writes payroll.xlsx and, unpacked beside it, its sheet and its shared strings.
"""
import csv
import os
import re
import sys
import zipfile
from xml.sax.saxutils import escape

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"


def letters(column):
    text = ""
    while column >= 0:
        text, column = chr(65 + column % 26) + text, column // 26 - 1
    return text


def write_sheet(payroll, path):
    strings = {}
    with open(payroll, encoding="utf-8", newline="") as file, open(path, "w", encoding="utf-8") as out:
        out.write(f'<worksheet xmlns="{MAIN}"><sheetData>')
        for number, row in enumerate(csv.reader(file), 1):
            out.write(f'<row r="{number}">')
            for column, cell in enumerate(row):
                place = f"{letters(column)}{number}"
                if cell and number > 1 and column > 0 and NUMBER.fullmatch(cell):
                    out.write(f'<c r="{place}"><v>{cell}</v></c>')
                elif cell:
                    index = strings.setdefault(cell, len(strings))
                    out.write(f'<c r="{place}" t="s"><v>{index}</v></c>')
            out.write("</row>")
        out.write("</sheetData></worksheet>")
    return strings


def main():
    payroll, folder = sys.argv[1:]
    sheet, texts = os.path.join(folder, "sheet1.xml"), os.path.join(folder, "sharedStrings.xml")
    strings = write_sheet(payroll, sheet)
    with open(texts, "w", encoding="utf-8") as out:
        out.write(f'<sst xmlns="{MAIN}" uniqueCount="{len(strings)}">')
        out.writelines(f"<si><t>{escape(text)}</t></si>" for text in strings)
        out.write("</sst>")
    relation = f'<Relationship Id="%s" Type="{RELATIONS}/%s" Target="%s"/>'
    with zipfile.ZipFile(os.path.join(folder, "payroll.xlsx"), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}relationships">'
                         + relation % ("r1", "officeDocument", "xl/workbook.xml") + "</Relationships>")
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
                         '<sheet name="Payroll" sheetId="1" r:id="r1"/></sheets></workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}relationships">'
                         + relation % ("r1", "worksheet", "worksheets/sheet1.xml")
                         + relation % ("r2", "sharedStrings", "sharedStrings.xml") + "</Relationships>")
        archive.write(sheet, "xl/worksheets/sheet1.xml")
        archive.write(texts, "xl/sharedStrings.xml")


if __name__ == "__main__":
    main()
