#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What paygap attack takes for granted, tried on the truth.

Usage: attack_truth.py PROGRAM SOURCE_DIR

The complete files of DIR/internal are attacked as if they were published. Every sum, share, mean and gap
that the attack believes in must hold there: it may learn what it likes, but finds no contradiction. The
same people are made fewer and fewer, and some of them lose their sex, to leave groups empty.
"""
import csv
import os
import shutil
import subprocess
import sys
import tempfile

PROGRAM, SOURCE = (os.path.abspath(path) for path in sys.argv[1:3]) if len(sys.argv) == 3 else sys.exit(__doc__)
COUNCIL = os.path.join(SOURCE, "samples", "council")
WORKFORCE = os.path.join(SOURCE, "samples", "workforce")


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)


def contradictions(folder):
    """The notes of an attack on the internal files of a folder."""
    target = os.path.join(folder, "as-published")
    os.mkdir(target)
    for name in ("results.csv", "workforce.csv"):
        if os.path.exists(os.path.join(folder, "internal", name)):
            shutil.copy(os.path.join(folder, "internal", name), target)
    done = run("attack", target)
    if done.returncode not in (0, 1):
        return [done.stderr]
    return [line for line in done.stdout.splitlines() if line.startswith("Note:")]


def cut(path, every, without_sex):
    with open(os.path.join(COUNCIL, "payroll.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    sex = rows[0].index("Sex")
    kept = rows[1::every]
    for row in kept[::without_sex] if without_sex else []:
        row[sex] = ""
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([rows[0], *kept])


def main():
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for every, without_sex in ((1, 0), (2, 0), (5, 0), (11, 0), (31, 0), (3, 40)):
            payroll, out = (os.path.join(folder, f"{kind}-{every}") for kind in ("payroll.csv", "out"))
            cut(payroll, every, without_sex)
            done = run("report", payroll, "-c", os.path.join(COUNCIL, "paygap.ini"), "-o", out, "-q", "-y")
            found = contradictions(out) if done.returncode in (0, 1) else [f"exit {done.returncode}: {done.stderr.strip()}"]
            failed += bool(found)
            print(f"every {every}. person: {found or 'ok'}")
        out = os.path.join(folder, "workforce")
        people = sorted(os.path.join(WORKFORCE, name) for name in os.listdir(WORKFORCE) if name.startswith("people-202"))
        done = run("workforce", *people, "-c", os.path.join(WORKFORCE, "workforce.ini"), "-o", out, "-q")
        found = contradictions(out) if done.returncode in (0, 1) else [f"exit {done.returncode}: {done.stderr.strip()}"]
        failed += bool(found)
        print(f"workforce: {found or 'ok'}")
    return 1 if failed else 0


sys.exit(main())
