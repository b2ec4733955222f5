#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recalculates audit.xlsx in LibreOffice: check_audit.py PROGRAM SOURCE_DIR

Every value that the program has put beside a formula is spoilt first, so that what the checks
say comes from LibreOffice alone. Then every check must say "agrees", and the figures be those of
statutory.csv. With one person's pay changed, some check must say "differs".
"""
import csv
import glob
import os
import random
import re
import subprocess
import sys
import tempfile
import zipfile

ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""
FIGURES = {  # rows of the sheet Figures against columns of the download format
    "Mean hourly gap (%)": "DiffMeanHourlyPercent", "Median hourly gap (%)": "DiffMedianHourlyPercent",
    "Mean bonus gap (%)": "DiffMeanBonusPercent", "Median bonus gap (%)": "DiffMedianBonusPercent",
    "Share paid a bonus, men (%)": "MaleBonusPercent", "Share paid a bonus, women (%)": "FemaleBonusPercent",
    "Lower quarter, men (%)": "MaleLowerQuartile", "Lower quarter, women (%)": "FemaleLowerQuartile",
    "Lower middle quarter, men (%)": "MaleLowerMiddleQuartile",
    "Lower middle quarter, women (%)": "FemaleLowerMiddleQuartile",
    "Upper middle quarter, men (%)": "MaleUpperMiddleQuartile",
    "Upper middle quarter, women (%)": "FemaleUpperMiddleQuartile",
    "Upper quarter, men (%)": "MaleTopQuartile", "Upper quarter, women (%)": "FemaleTopQuartile"}

counts = {True: 0, False: 0}


def report(name, passed, more=""):
    counts[bool(passed)] += 1
    print(f"{'ok    ' if passed else 'FAIL  '}{name}{' ' + more if more and not passed else ''}")


# ---------------------------------------------------------------- payrolls

def random_payroll(seed):
    """Ties, remainders, blanks, bonuses of several periods, two posts, known rates, people left out."""
    rng = random.Random(seed)
    rows = ["employee_id,sex,pay_period,basic_pay,allowances,weekly_hours,bonus_in_pay_period,bonus_period,"
            "hourly_pay,bonus_12_months,full_pay,partner"]
    spine = [rng.randrange(40000, 80000) for _ in range(rng.choice([3, 8, 40]))]
    for i in range(rng.choice([23, 61, 102, 203])):
        period, factor = rng.choice([("weekly", 1), ("fortnightly", 2), ("four-weekly", 4), ("monthly", 4.4)])
        pay = f"{int(rng.choice(spine) * factor) / 100:.2f}"
        bonus = rng.choice(["", "", "", "120", "1200.50"])
        rows.append(",".join([
            f"e{i if rng.random() < 0.93 else max(0, i - 1)}", rng.choice(["F", "M", "F", "M", "F", "M", ""]), period,
            rng.choice([pay] * 12 + ["", "0", "abc"]), rng.choice(["", "", "10.10"]),
            rng.choice(["40"] * 6 + ["37", "20", "0", ""]), bonus,
            rng.choice(["annual", "monthly", "quarterly"]) if bonus else "",
            rng.choice([""] * 9 + ["14.10"]), rng.choice(["", "", "500", "1000", "0", "-5"]),
            rng.choice(["yes"] * 8 + ["no", ""]), rng.choice(["no"] * 20 + ["yes"])]))
    return "\n".join(rows) + "\n"


ONE_SEX = "sex,hourly_pay,bonus_12_months\n" + "F,12,100\nF,13,\nF,13,\n" * 3
NOBODY = "employee_id,sex,pay_period,basic_pay,weekly_hours,full_pay\n1,F,weekly,500,40,no\n2,M,weekly,500,40,no\n"
TIED = "sex,hourly_pay\n" + "M,10\n" + "M,14\n" * 4 + "F,14\n" * 6 + "F,20\n"  # worked-examples.md G, over three bands


# ---------------------------------------------------------------- workbooks

def spoil(path, change):
    """The workbook with every cached value replaced; `change` alters the XML of the employees."""
    spoilt = path + ".spoilt.xlsx"
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(spoilt, "w") as copy:
        names = book.read("xl/workbook.xml").decode()
        number = [name for name in re.findall(r'<sheet name="([^"]+)"', names)].index("Employees") + 1
        for item in book.namelist():
            data = book.read(item).decode("utf-8") if item.endswith(".xml") else book.read(item)
            if item.startswith("xl/worksheets/sheet"):
                data = re.sub(r"(</f>)<v>[^<]*</v>", r"\1<v>77</v>", data)
                if item == f"xl/worksheets/sheet{number}.xml":
                    data = change(data)
            copy.writestr(item, data)
    return spoilt


def recalculated(book, folder):
    profile = os.path.join(folder, "profile")
    os.makedirs(os.path.join(profile, "user"), exist_ok=True)
    settings = os.path.join(profile, "user", "registrymodifications.xcu")
    if not os.path.exists(settings):
        with open(settings, "w", encoding="utf-8") as file:
            file.write(ALWAYS_RECALCULATE)
    for old in glob.glob(os.path.join(folder, "*.csv")):
        os.remove(old)
    subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", ALL_SHEETS,
                    "--outdir", folder, book], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    sheets = {}
    for path in glob.glob(os.path.join(folder, "*.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            sheets[path.rsplit("-", 1)[1][:-4]] = list(csv.reader(file))
    return sheets


def checks_of(sheets):
    return [cell for rows in sheets.values() for row in rows for cell in row if cell in ("agrees", "differs")]


def errors_of(sheets):
    return [cell for rows in sheets.values() for row in rows for cell in row
            if cell.startswith(("#", "Err:")) and not cell.startswith("# ")]


def compare_figures(sheets, statutory):
    wrong = []
    with open(statutory, encoding="utf-8", newline="") as file:
        published = next(csv.DictReader(file))
    for row in sheets["Figures"]:
        if row and row[0] in FIGURES:
            want = published[FIGURES[row[0]]]
            if (row[4] == "") != (want == "") or (want and abs(float(row[4]) - float(want)) > 1e-9):
                wrong.append(f"{row[0]}: {row[4]} instead of {want}")
    return wrong


def raise_first_pay(xml):
    """The hourly pay of the last in order of pay becomes an input of 1 penny: column V loses its formula."""
    cells = re.findall(r'<c r="V\d+"[^>]*><f>.*?</f><v>77</v></c>', xml)
    last = cells[-1]
    return xml.replace(last, re.sub(r"<f>.*?</f><v>77</v>", "<v>0.01</v>", last))


def check(program, name, arguments, folder, may_differ=True):
    out = os.path.join(folder, "out")
    done = subprocess.run([program, "audit", *arguments, "-o", out, "-q", "-y"], capture_output=True, text=True,
                          check=False)
    if done.returncode not in (0, 1):
        report(name, False, done.stderr)
        return
    book = os.path.join(out, "internal", "audit.xlsx")
    sheets = recalculated(spoil(book, lambda xml: xml), folder)
    found = checks_of(sheets)
    wrong = compare_figures(sheets, os.path.join(out, "publish", "statutory.csv"))
    whole = any("every check agrees" in row for row in sheets["Figures"])
    report(f"{name}: {len(found)} checks agree", found and "differs" not in found and not wrong and whole
           and not errors_of(sheets), f"{found.count('differs')} differ {wrong} {errors_of(sheets)[:3]}")
    if may_differ:
        sheets = recalculated(spoil(book, raise_first_pay), folder)
        report(f"{name}: a changed pay is noticed", "differs" in checks_of(sheets)
               and not any("every check agrees" in row for row in sheets["Figures"]))


def main():
    program, source = os.path.abspath(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory(prefix="paygap-audit-") as folder:
        council = [f"{source}/samples/council/payroll.csv", "-c", f"{source}/samples/council/paygap.ini"]
        houston = [f"{source}/samples/houston/houston_employee.csv", "-c", f"{source}/samples/houston/paygap.ini"]
        check(program, "council", council, folder)
        check(program, "houston", houston, folder, may_differ=False)
        exports = os.path.abspath(f"{source}/samples/exports")
        lines = os.path.join(exports, "payments-full-lines.csv")
        subprocess.run([program, "inspect", lines, "--write", os.path.join(folder, "full.ini")], check=True,
                       stdout=subprocess.DEVNULL)
        with open(os.path.join(folder, "full.ini"), encoding="utf-8") as file:
            config = re.sub(r"(?m)^file = .*$", f"file = {lines}", file.read())
        check(program, "payment lines", [f"{exports}/payments-full-people.csv", "-c",
                                         write(folder, "p.ini", config), "-s", "2026-04-05"], folder,
              may_differ=False)
        for name, text in {"one sex": ONE_SEX, "nobody on full pay": NOBODY, "tied over three quarters": TIED}.items():
            check(program, name, [write(folder, "payroll.csv", text)], folder, may_differ=False)
        for seed, contracts in enumerate(["merge", "separate", "merge", "merge", "merge", "separate"]):
            ini = f"[policy]\nmultiple_contracts = {contracts}\ntie_precision = {['exact', 'penny'][seed % 2]}\n"
            check(program, f"random {seed}, posts: {contracts}",
                  [write(folder, "payroll.csv", random_payroll(seed)), "-c", write(folder, "p.ini", ini)], folder,
                  may_differ=False)
    print(f"{counts[True]} passed, {counts[False]} failed")
    sys.exit(1 if counts[False] else 0)


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


main()
