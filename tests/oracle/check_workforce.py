#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""paygap workforce against a second implementation of its definitions, and against an attacker.

    check_workforce.py PROGRAM SOURCE_DIR [--rounds N] [--seed S] [--keep] [--weak]

The sample and small random data sets: every figure of internal/workforce.csv is worked out again from the files that
went in, and what is shown is rounded again from the exact fraction; what publish/workforce.csv tells as a range must hold
that fraction; and what it tells is attacked with every relation between counts, by intervals taken to a fixed point and,
where libglpk is there, by linear programming.
Sets of workforce_sets.py (ties, events that lack something, registers, and cases worked out by hand) are treated the
same; some are run with several minimum counts, between which nothing that is internal may differ. Then files that are
wrong: message, exit status, no crash.

--weak also has a set in which the finding of one cell gives away the counts of others. A failing round is kept and
its folder printed; --keep keeps them all.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from datetime import date
from xml.etree import ElementTree

import workforce_random
import workforce_sets
from workforce_compare import Checks, is_shown, key_of, rows_with
from workforce_files import Files, KEYS, read_table
from workforce_published import check_findings
from workforce_random import Maker, few_leavers, open_directors
from workforce_run import Program, Result, check_set
from workforce_wrong import check_wrong


def sample_files(source, folder):
    for name in os.listdir(os.path.join(source, "samples", "workforce")):
        shutil.copy(os.path.join(source, "samples", "workforce", name), folder)
    return Files(folder, [(date(year, 3, 31), f"people-{year}.csv") for year in range(2023, 2027)], "workforce.ini",
                 pays=True)


def put_files(made, folder):
    """The files of a set of workforce_sets.py."""
    for name, text in made.files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    return Files(folder, made.people(), made.config)


def check_made(program, made, folder, checks, options):
    """A set of workforce_sets.py: all checks, and what is worked out by hand."""
    files = put_files(made, folder)
    result = check_set(program, files, checks, options)
    if result is None:
        return
    checks.check("ties are made", checks.n_ties >= made.least_ties, checks.n_ties, "expected", made.least_ties)
    check_by_hand(checks, made, result)
    if made.minimums:
        check_minimums(program, made, files, checks, options, result)


def check_by_hand(checks, made, result):
    """Figures, exit status and printed lines that were worked out without this program or the other."""
    checks.check("exit status by hand", made.status in (None, result.status), result.status, "expected", made.status)
    for part, where, figures in made.figures:
        for measure, wanted in figures.items():
            rows = rows_with(result.inside, part, {**where, "measure": measure})
            shown_there = [row["published"] for row in rows]
            is_right = wanted is None or len(rows) == 1 and (shown_there[0] == wanted or wanted == "not met"
                                                             and shown_there[0].startswith(wanted))
            checks.check("a figure by hand", is_right, part, where, measure, shown_there, "expected", wanted)
            mine = [(key, value) for key, value in result.expected.items() if key[0] == part and key[-1] == measure
                    and all(key[KEYS.index(name)] == cell for name, cell in where.items())]
            is_right = len(mine) == 1 and is_shown(mine[0], wanted, result.expected)
            checks.check("the second implementation has the figure by hand", wanted is None or not result.expected
                         or is_right, part, where, measure, mine, wanted)
    for part, where in made.never:
        for rows in (result.inside, result.outside):
            found = rows_with(rows, part, where)
            checks.check("a row that must not be", not found, found[:1])
    for pattern in made.printed:
        checks.check("what is printed, by hand", re.search(pattern, result.printed), pattern, result.printed[:300])


def without_telling(rows):
    """The rows without what they say of publication."""
    return [{**row, "status": "", "value_lower": "", "value_upper": ""} for row in rows]


def check_minimums(program, made, files, checks, options, result):
    """Whatever the minimum count is, what is internal is the same but for what it says of publication; and the
    findings that are published are the same where they are shown."""
    plain = without_telling(result.inside)
    findings = {key_of(row): row["published"] for row in result.inside if row["measure"] == "finding"}
    for least in made.minimums:
        name = f"m{least}.ini"
        with open(os.path.join(files.folder, name), "w", encoding="utf-8") as file:
            file.write(made.files[made.config] + f"\n[policy]\nminimum_count = {least}\n")
        if least in (made.minimums[0], made.minimums[-1]):
            other = check_set(program, Files(files.folder, files.people, name), checks, options)
        else:
            other = run_alone(program, files, name)
        if other is None:
            continue
        checks.check("what is internal does not depend on the minimum count",
                     without_telling(other.inside) == plain, least,
                     [(key_of(a), a["published"], b["published"]) for a, b in zip(plain, other.inside)
                      if a["published"] != b["published"]][:2])
        printed, usual = [[line for line in text.split("\n") if line and not line.startswith("warning: minima: ")]
                          for text in (other.printed, result.printed)]
        checks.check("what is printed does not depend on the minimum count", printed == usual, least,
                     list(set(printed) ^ set(usual))[:3])
        for row in other.outside:
            if row["measure"] == "finding" and row["part"].startswith("Under_"):
                checks.check("findings do not depend on the minimum count", row["published"] in
                             ("[c]", findings.get(key_of(row))), least, key_of(row), row["published"])
        rate = re.search(r"false_discovery_rate = ([0-9.]+)", made.files[made.config])
        check_findings(checks, other.outside, float(rate[1]) / 100 if rate else 0.05)


def run_alone(program, files, config):
    status, printed, _ = program.run(files.folder, *[name for _, name in files.people], "-c", config, "-o",
                                     os.path.join(files.folder, "out"))
    if status > 1:
        return None
    inside, outside = [read_table(os.path.join(files.folder, "out", name, "workforce.csv"))
                       for name in ("internal", "publish")]
    return Result(status, printed, inside, outside)


def check_links(program, checks):
    """Links that are none are refused, or the rule of the form is not met."""
    for made in workforce_sets.bad_links():
        folder = tempfile.mkdtemp(prefix="paygap-links-")
        files = put_files(made, folder)
        status, _, said = program.run(folder, *[name for _, name in files.people], "-c", made.config, "-o", "out")
        is_refused = status == 2 and "link" in said
        if checks.check("a link that is none", status == 0 or is_refused, made.name, status, said) and not is_refused:
            rows = read_table(os.path.join(folder, "out", "internal", "workforce.csv"))
            check_by_hand(checks, made, Result(status, "", rows, []))
        shutil.rmtree(folder)


def run_set(where, make, program, options, **how):
    """One set; its folder is kept when it fails."""
    checks = Checks()
    folder = tempfile.mkdtemp(prefix="paygap-workforce-")
    try:
        made = make(folder)
        if isinstance(made, workforce_sets.Made):
            check_made(program, made, folder, checks, options)
        else:
            check_set(program, made, checks, options, **how)
    except (LookupError, ValueError, TypeError, AttributeError, StopIteration, OSError, ArithmeticError, AssertionError,
            subprocess.SubprocessError, zipfile.BadZipFile, ElementTree.ParseError) as error:
        if options.traceback:
            raise
        checks.check("the round ends", False, repr(error))
    checks.print(where)
    if checks.failures or options.keep:
        print(f"  {where}: kept in {folder}")
    else:
        shutil.rmtree(folder)
    return checks


def main():
    parser = argparse.ArgumentParser(description="paygap workforce against a second implementation and an attacker")
    parser.add_argument("program")
    parser.add_argument("source")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("sample", "random", "sets", "wrong"))
    parser.add_argument("--keep", action="store_true", help="keep the folders")
    parser.add_argument("--weak", action="store_true", help="also a set whose findings give counts away")
    parser.add_argument("--traceback", action="store_true")
    options = parser.parse_args()
    program = Program(options.program)
    source = os.path.abspath(options.source)
    workforce_random.SAMPLE = os.path.join(source, "samples", "workforce")
    done = []
    if options.only in (None, "sample"):
        done.append(run_set("sample", lambda folder: sample_files(source, folder), program, options,
                            uses_programming=False))
    if options.only in (None, "random"):
        done.append(run_set("few leavers", few_leavers, program, options))
        done.append(run_set("open directors", open_directors, program, options))
        for seed in range(options.seed, options.seed + options.rounds):
            done.append(run_set(f"seed {seed}", lambda folder, seed=seed: Maker(seed, folder).make(), program, options,
                                again=seed == options.seed))
    if options.only in (None, "sets"):
        sets = workforce_sets.fixed()
        if options.weak:
            sets.append(workforce_sets.family_tells())
        for seed in range(options.seed, options.seed + options.rounds):
            sets += [make(seed) for make in (workforce_sets.ties, workforce_sets.events, workforce_sets.council)]
            sets += [workforce_sets.random_register(4 * seed + n) for n in range(4)]
            sets += [workforce_sets.events(1000 + 4 * seed + n) for n in range(4)]
        for made in sets:
            done.append(run_set(made.name, lambda folder, made=made: made, program, options))
        checks = Checks()
        check_links(program, checks)
        checks.print("links")
        done.append(checks)
    if options.only in (None, "wrong"):
        checks = Checks()
        check_wrong(program, checks, source)
        checks.print("wrong files", 60)
        done.append(checks)
    failed = sum(len(checks.failures) for checks in done)
    print(f"{sum(checks.passed for checks in done)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
