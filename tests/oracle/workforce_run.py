# SPDX-License-Identifier: GPL-3.0-or-later
"""One run of the program, and all checks of it."""
import io
import os
import random
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass, field

from workforce_books import check_json, check_workbook
from workforce_compare import compare
from workforce_files import read_table
from workforce_model import Workforce
from workforce_published import (
    check_findings, check_pay, check_pay_parts, check_published_file, check_rests,
    check_terminal, left_out, sex_only)
from workforce_statistics import Expected
from workforce_verdicts import attack, try_attacker


class Program:
    """The program, run."""

    def __init__(self, path):
        self.path = os.path.abspath(path)

    def run(self, folder, *arguments):
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1790000000", "LC_ALL": "C.UTF-8"}
        done = subprocess.run([self.path, "workforce", *arguments], cwd=folder, env=environment, check=False,
                              capture_output=True, timeout=300)
        return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def contents(folder):
    made = {}
    for place, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                made[os.path.relpath(os.path.join(place, name), folder)] = file.read()
    return made


def check_secrets(checks, folder, printed, texts):
    """Names and ids are in no output."""
    everything = {"what is printed": printed}
    for name, content in contents(folder).items():
        everything[name] = content.decode("utf-8", "replace")
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                everything[name] = " ".join(book.read(n).decode("utf-8", "replace") for n in book.namelist())
    for name, text in everything.items():
        found = [secret for secret in texts if secret in text and re.search(rf"(?<![\d.]){re.escape(secret)}(?!\d)", text)]
        checks.check("names and ids are in no output", not found, name, found[:3])


def check_set(program, files, checks, options, uses_programming=True, again=False):
    """All checks of one set of files; None if it cannot be run."""
    out = os.path.join(files.folder, "out")
    shutil.rmtree(out, ignore_errors=True)
    arguments = [name for _, name in files.people]
    random.Random(len(arguments)).shuffle(arguments)
    if files.config:
        arguments += ["-c", files.config]
    status, printed, said = program.run(files.folder, *arguments, "-o", out)
    if status == 5 and "so nothing is written" in said:
        # Events that no workforce can have (more people appointed than shortlisted) may seem to tell of few people:
        # then nothing is published, which is safe.
        return None
    if not checks.check("the program ends well", status in (0, 1), status, said):
        return None
    work = Workforce(files)
    right = [1] if work.unread else [0, 1] if work.perhaps_unread else [0]
    checks.check("exit status 0, or 1 where events cannot be read", status in right, status, "lines", work.unread[:9])
    checks.check("a warning where events cannot be read", status == 0 or re.search("warning: .*not counted", printed),
                 status, re.findall(r"warning: .*", printed)[:3])
    for folder, mode in (("internal", 0o600),):
        for name in os.listdir(os.path.join(out, folder)):
            path = os.path.join(out, folder, name)
            checks.check("internal files are for the owner alone", os.stat(path).st_mode & 0o777 == mode, name)
    checks.check("files written", set(contents(out)) == {
        "internal/workforce.csv", "internal/workforce.json", "internal/workforce.xlsx", "publish/workforce.csv",
        "publish/workforce.xlsx"}, set(contents(out)))
    inside = read_table(os.path.join(out, "internal", "workforce.csv"))
    outside = read_table(os.path.join(out, "publish", "workforce.csv"))
    least = int(work.ini.get("policy", {}).get("minimum_count", "5"))
    work.closed = sex_only(work, least)
    work.left_out = left_out(work, inside, outside)
    expected = work.expected()
    compare(checks, expected, inside)
    check_published_file(checks, inside, outside, work, least)
    check_rests(checks, outside, least)
    check_findings(checks, outside, float(work.rate()))
    check_terminal(checks, printed, inside)
    check_pay(checks, work, outside)
    check_pay_parts(checks, outside, inside, int(work.ini.get("policy", {}).get("minimum_publish", "10")))
    attack(checks, work, inside, outside, least, uses_programming)
    if again:
        try_attacker(checks, work, inside, least)
    check_workbook(checks, os.path.join(out, "publish", "workforce.xlsx"), outside, True)
    check_workbook(checks, os.path.join(out, "internal", "workforce.xlsx"), inside, False)
    check_json(checks, os.path.join(out, "internal", "workforce.json"), inside)
    ids = [number for number in work.person if len(number) > 4]
    check_secrets(checks, out, printed, ids[:200] + files.ids)
    if again:
        second = os.path.join(files.folder, "again")
        program.run(files.folder, *arguments, "-o", second)
        checks.check("the same bytes when run twice", contents(out) == contents(second))
    return Result(status, printed, inside, outside, expected)


@dataclass
class Result:
    """What a run made, and what was expected of it."""
    status: int
    printed: str
    inside: list
    outside: list
    expected: Expected = field(default_factory=Expected)
