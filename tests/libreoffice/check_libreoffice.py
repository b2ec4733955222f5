# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens the workbook in LibreOffice and compares what it shows with statutory.csv.

check_libreoffice.py PROGRAM SOURCE_DIR
"""
import csv
import glob
import os
import subprocess
import sys
import tempfile

# The order of the form, by column of the download format.
FORM_ORDER = ["MaleTopQuartile", "FemaleTopQuartile", "MaleUpperMiddleQuartile",
              "FemaleUpperMiddleQuartile", "MaleLowerMiddleQuartile",
              "FemaleLowerMiddleQuartile", "MaleLowerQuartile", "FemaleLowerQuartile",
              "DiffMeanHourlyPercent", "DiffMedianHourlyPercent", "MaleBonusPercent",
              "FemaleBonusPercent", "DiffMeanBonusPercent", "DiffMedianBonusPercent"]
ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def convert(folder, target, book):
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                    "--convert-to", target, "--outdir", folder, book],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def main():
    program, source = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "report", f"{source}/samples/council/payroll.csv", "-c",
                        f"{source}/samples/council/paygap.ini", "-o", folder, "-q"], check=True)
        book = f"{folder}/publish/report.xlsx"
        convert(folder, ALL_SHEETS, book)
        convert(folder, "pdf", book)
        sheets = glob.glob(f"{folder}/report-*.csv")
        header, figures = rows_of(f"{folder}/publish/statutory.csv")
        want = [figures[header.index(column)] for column in FORM_ORDER]
        shown = [row[2] for row in rows_of(f"{folder}/report-Statutory_figures.csv")
                 if len(row) > 2 and row[0][:1].isdigit()]
        checks = {
            "every sheet opens": len(sheets) >= 12,
            "the fourteen figures agree with statutory.csv":
                [float(text) for text in shown] == [float(text) for text in want],
            "the workbook prints": os.path.getsize(f"{folder}/report.pdf") > 10000,
        }
    for name, passed in checks.items():
        print(("ok    " if passed else "FAIL  ") + name)
    print(f"{sum(checks.values())} passed, {len(checks) - sum(checks.values())} failed")
    sys.exit(0 if all(checks.values()) else 1)


main()
