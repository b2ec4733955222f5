#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the cases of this folder: run_cases.py PROGRAM SOURCE_DIR [--only WORD] [--todo]

README.md says what the files of a case mean. The closing line counts the cases; the exit
status is 1 if one failed.
"""
import argparse
import concurrent.futures
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

import checks
import makers
import scenarios
import surroundings
from checks import Failed, Skip, expect

HERE = os.path.dirname(os.path.abspath(__file__))
OWN_FILES = {"args", "env", "stdin", "make", "prepare", "surroundings", "exit", "stderr", "stderr-never",
             "stdout", "stdout-never", "findings.csv", "figures", "figures-published", "employers", "scenario", "todo"}
TIME_LIMIT = 30  # seconds for one run of the program


# How a file was read: printed before the warnings, one line a column.
MAPPING = re.compile(r"^How .* was read: .*\n\n(?:  .*\n)+\n", re.MULTILINE)


class Case:
    """A case and the folder it runs in."""

    def __init__(self, folder, program, source, work):
        self.folder, self.program, self.source = folder, program, source
        self.work = work
        self.cwd = os.path.join(work, "here")
        self.tmp = os.path.join(work, "tmp")
        self.out = os.path.join(self.cwd, "out")
        for path in (self.cwd, self.tmp):
            os.makedirs(path)
        os.chmod(work, 0o755)
        os.chmod(self.tmp, 0o777)

    def text(self, name):
        path = os.path.join(self.folder, name)
        return checks.read(path).decode("utf-8") if os.path.exists(path) else ""

    def lines(self, name):
        return [line for line in self.text(name).split("\n") if line != ""]

    def environment(self):
        env = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC",
               "TMPDIR": self.tmp, "HOME": self.tmp, "TERM": "xterm",
               "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "detect_leaks=1:exitcode=99"),
               "UBSAN_OPTIONS": "print_stacktrace=1"}
        for line in self.lines("env"):
            name, _, value = line.partition("=")
            env[name] = value
        return env

    def fill(self, argument):
        return argument.replace("{out}", os.path.relpath(self.out, self.cwd)).replace("{source}", self.source)

    def arguments(self):
        return [self.fill(line) for line in self.lines("args")]

    def make_inputs(self):
        for name in os.listdir(self.folder):
            if name not in OWN_FILES:
                shutil.copy(os.path.join(self.folder, name), self.cwd)
        for line in self.lines("make"):
            name, _, call = line.partition(" = ")
            maker, *arguments = call.split(" ")
            getattr(makers, maker)(os.path.join(self.cwd, name), *arguments)

    def run(self, arguments, prefix=(), **keywords):
        """Runs the program, by `prefix` if given; returns (exit status, stdout, stderr)."""
        keywords.setdefault("env", self.environment())
        keywords.setdefault("cwd", self.cwd)
        keywords.setdefault("stdin", subprocess.DEVNULL)
        keywords.setdefault("stdout", subprocess.PIPE)
        keywords.setdefault("stderr", subprocess.PIPE)
        try:
            done = subprocess.run([*prefix, self.program, *arguments], timeout=TIME_LIMIT, check=False, **keywords)
        except subprocess.TimeoutExpired:
            raise Failed(f"not done after {TIME_LIMIT} s") from None
        return (done.returncode, (done.stdout or b"").decode("utf-8", "surrogateescape"),
                (done.stderr or b"").decode("utf-8", "surrogateescape"))


def check_messages(case, exit_status, stdout, stderr):
    for line in case.lines("stderr"):
        expect(case.fill(line) in stderr, f"stderr lacks: {line}\n    it is: {stderr.strip()}")
    for line in case.lines("stdout"):
        expect(case.fill(line) in stdout, f"stdout lacks: {line}\n    it is: {stdout.strip()}")
    for line in case.lines("stderr-never"):
        expect(line not in stderr, f"stderr has: {line}")
    for line in case.lines("stdout-never"):
        expect(line not in stdout, f"stdout has: {line}")
    checks.check_clean_text(stdout, "stdout")
    checks.check_clean_text(stderr, "stderr")
    for line in MAPPING.sub("", stderr).splitlines():
        is_library = line.startswith("[ERROR]")  # of the workbook library; a case of its own
        expect(line.startswith("paygap: ") or is_library, f"stderr has a line that is not ours: {line}")
    if exit_status >= 2:
        expect("error: " in stderr, "a failure without a message")
        expect(stderr.count("error: ") == 1, "more than one error is reported")


def check_findings(case):
    if not os.path.exists(os.path.join(case.folder, "findings.csv")):
        return
    got = checks.read(os.path.join(case.out, "internal/findings.csv")).decode("utf-8")
    wanted = case.text("findings.csv")
    expect(got == wanted, f"findings.csv is\n{got}")


def run_plain(case):
    """One run in given surroundings, judged by the files of the case."""
    case.make_inputs()
    for line in case.lines("prepare"):
        name, *arguments = line.split(" ")
        getattr(surroundings, "prepare_" + name)(case, *arguments)
    around, *arguments = (case.lines("surroundings") or ["plain"])[0].split(" ")
    with contextlib.ExitStack() as stack:
        keywords = stack.enter_context(getattr(surroundings, around)(case, *arguments))
        if case.lines("stdin"):
            path = os.path.join(case.cwd, case.lines("stdin")[0])
            keywords["stdin"] = stack.enter_context(open(path, "rb"))
        before = checks.tree(case.work)
        exit_status, stdout, stderr = case.run(case.arguments(), **keywords)
        judge(case, before, exit_status, stdout, stderr)


def judge(case, before, exit_status, stdout, stderr):
    wanted = int(case.text("exit"))
    expect(exit_status == wanted, f"exit {exit_status}, not {wanted}\n    {stderr.strip()}")
    check_messages(case, exit_status, stdout, stderr)
    checks.same_tree({name: entry for name, entry in before.items() if name.startswith("tmp/")},
                     {name: entry for name, entry in checks.tree(case.work).items() if name.startswith("tmp/")},
                     "the temporary folder")
    writes = "{out}" in case.text("args")
    if exit_status >= 2 or not writes:
        checks.same_tree(before, checks.tree(case.work), "after the run")
        return
    employers = case.lines("employers")
    checks.check_complete_set(case.out, employers)
    checks.check_provisional(case.out, employers, exit_status, stdout)
    checks.check_nothing_foreign(case.out, case.work)
    check_findings(case)
    checks.check_figures(case.out, case.lines("figures"))
    checks.check_figures(case.out, case.lines("figures-published"), "publish")
    outside = {name: entry for name, entry in checks.tree(case.work).items()
               if not os.path.join(case.work, name).startswith(case.out)}
    kept = {name: entry for name, entry in before.items()
            if not os.path.join(case.work, name).startswith(case.out)}
    checks.same_tree(kept, outside, "outside the output folder")


def run_case(folder, program, source, runs_todo):
    """Returns (state, text): passed, failed or skipped."""
    if os.path.exists(os.path.join(folder, "todo")) and not runs_todo:
        return "skipped", "todo: " + checks.read(os.path.join(folder, "todo")).decode("utf-8").strip()
    with tempfile.TemporaryDirectory(prefix="paygap-case-", ignore_cleanup_errors=True) as work:
        case = Case(folder, program, source, work)
        try:
            if case.lines("scenario"):
                name, *arguments = case.lines("scenario")[0].split(" ")
                case.make_inputs()
                getattr(scenarios, name)(case, *arguments)
            else:
                run_plain(case)
        except Failed as failure:
            return "failed", str(failure)
        except Skip as reason:
            return "skipped", str(reason)
        except Exception as error:  # a broken file or case must not stop the others
            return "failed", f"{type(error).__name__}: {error}"
    return "passed", ""


def find_cases(word):
    for area in sorted(os.listdir(HERE)):
        if not os.path.isdir(os.path.join(HERE, area)) or area.startswith(("__", ".")):
            continue
        for name in sorted(os.listdir(os.path.join(HERE, area))):
            if word in f"{area}/{name}":
                yield f"{area}/{name}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("source", metavar="SOURCE_DIR")
    parser.add_argument("--only", default="", metavar="WORD", help="cases with WORD in their name")
    parser.add_argument("--todo", action="store_true", help="run the cases marked todo as well")
    parser.add_argument("--times", action="store_true", help="print how long each case took")
    options = parser.parse_args()
    program, source = os.path.abspath(options.program), os.path.abspath(options.source)
    counts = {"passed": 0, "failed": 0, "skipped": 0}

    def timed(name):
        started = time.monotonic()
        return run_case(os.path.join(HERE, name), program, source, options.todo) + (time.monotonic() - started,)

    names = list(find_cases(options.only))
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        for name, (state, text, seconds) in zip(names, pool.map(timed, names)):
            counts[state] += 1
            if state != "passed":
                print(f"{state}: {name}: {text}")
            elif options.times:
                print(f"{seconds:6.2f} s  {name}")
    skipped = f", {counts['skipped']} skipped" if counts["skipped"] else ""
    print(f"{counts['passed']} passed, {counts['failed']} failed{skipped}")
    return 1 if counts["failed"] or not names else 0


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
