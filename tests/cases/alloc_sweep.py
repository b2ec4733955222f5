#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets every allocation of a run fail in turn: alloc_sweep.py PROGRAM [--all] [--seconds N]

A small library, loaded before the program, makes the Nth malloc, calloc or realloc of the run
(its writer of workbooks included) return NULL: only that one, or it and all that follow.
Without --all as many N are tried as fit in the time. After each run the program must not have
died of a signal; with exit 0 the set must be complete and the same as that of an undisturbed
run; otherwise the exit is 5 (or 4), with a message, and the folder is as it was. Not for
sanitizer builds, which have allocators of their own.
"""
import argparse
import concurrent.futures
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

import checks
from makers import HEADER

PAYROLL = HEADER.rstrip("\n") + """,ethnicity
1,F,weekly,480,40,100,yes,Indian
2,M,weekly,560,40,200,yes,White British
3,F,weekly,520,40,,yes,White British
4,M,weekly,600,0,,yes,Prefer not to say
5,F,weekly,440,40,50,,Martian
6,M,weekly,640,40,,yes,Irish
"""
CONFIG = "[employer]\nname = Anytown & Co\nsnapshot_date = 2026-04-05\n[values.sex]\nW = female\n"

LIBRARY = r"""
#include <stddef.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);

static long *count; /* shared with child processes */
static long from, until;

__attribute__((constructor)) static void begin(void)
{
    const char *nth = getenv("FAIL_NTH");

    from = nth != NULL ? atol(nth) : 0;
    until = getenv("FAIL_ON") != NULL ? __LONG_MAX__ : from;
    count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
}

__attribute__((destructor)) static void end(void)
{
    char text[24];
    size_t n = sizeof text;
    long value = count != NULL ? *count : 0;

    if (getenv("FAIL_COUNT") == NULL)
        return;
    do
        text[--n] = (char)('0' + value % 10);
    while ((value /= 10) > 0);
    (void)!write(9, text + n, sizeof text - n);
}

static int fails(void)
{
    if (count == NULL || count == MAP_FAILED || (from == 0 && getenv("FAIL_COUNT") == NULL))
        return 0;
    long n = __atomic_add_fetch(count, 1, __ATOMIC_SEQ_CST);
    if (from == 0 || n < from || n > until)
        return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t n) { return fails() ? NULL : __libc_malloc(n); }
void *calloc(size_t n, size_t size) { return fails() ? NULL : __libc_calloc(n, size); }
void *realloc(void *p, size_t n) { return fails() ? NULL : __libc_realloc(p, n); }
"""


PEOPLE = """employee_id,sex,weekly_hours,pay_period,leave_type,leave_pay_rate,start_date
1,F,40,weekly,,,2020-01-01
2,M,,weekly,,,2020-01-01
3,F,40,weekly,maternity,SMP,2020-01-01
4,M,40,weekly,sick,?,2020-01-01
"""
LINES = """employee_id;element;amount;date_paid;period_start;period_end
1;Basic;"480,50";02/04/2026;30/03/2026;05/04/2026
1;Bonus;"100,00";02/04/2026;;
1;Commission;"10,00";02/04/2026;;
2;Basic;"560,25";02/04/2026;30/03/2026;05/04/2026
2;Overtime;"50,00";02/04/2026;30/03/2026;05/04/2026
9;Basic;"50,00";02/04/2026;30/03/2026;05/04/2026
"""
WEEKS = "employee_id,week_ending,hours\n" + "".join(f"2,{46117 - 7 * i},{30 + i}.5\n" for i in range(14))
PAYMENTS = CONFIG + """[payments]
file = lines.csv
[elements]
Basic = basic
Bonus = bonus annual
Commission = bonus monthly
Overtime = overtime
[hours]
file = weeks.csv
"""

STAFF = """employee_id,sex,ethnicity,disability,grade,management_level,division,start_date,regulated
1,F,Indian,Yes,G1,None,North,2020-01-01,yes
2,M,White British,No,G1,None,North,2020-01-01,no
3,F,White British,,G2,Team leaders,North,2025-09-01,no
4,M,Prefer not to say,No,G2,Team leaders,South,2020-01-01,yes
5,F,Martian,No,G3,Senior managers,South,2020-01-01,no
"""
EVENTS = """event,date,employee_id,sex,ethnicity,division,count
applied,2025-06-01,,F,Indian,North,12
applied,2025-06-01,,M,White British,North,20
shortlisted,2025-07-01,,M,White British,North,9
leaver,2025-08-01,,F,White British,South,1
training,2025-09-01,1,,,,
"""
PLAN = """objective,action,owner,due,status,measure,rag,form,text
Fairness,Panels,Head of HR,2026-06-30,in progress,women of sex,Amber,,
"""
WORKFORCE = """[employer]
name = Anytown & Co
sector = public
[workforce]
senior = Senior managers
events = events.csv
survey = survey.csv
benchmarks = benchmarks.csv
actions = actions.csv
earlier_payroll = payroll.csv
payroll = payroll.csv
earlier_payroll_config = paygap.ini
payroll_config = paygap.ini
[targets]
Women = women of sex, 50 by 2030-03-31
"""

FILES = {"people-2025.csv": STAFF, "people-2026.csv": STAFF + "6,M,Irish,No,G1,None,South,2025-11-01,no\n",
         "events.csv": EVENTS, "actions.csv": PLAN, "workforce.ini": WORKFORCE,
         "survey.csv": "question,group,respondents,experienced\n6,Minority ethnic,96,21\n6,White,402,61\n",
         "benchmarks.csv": "characteristic,group,share\nethnicity,Minority ethnic,24.6\n",
         "payroll.csv": PAYROLL, "paygap.ini": CONFIG, "fail.c": LIBRARY, "people.csv": PEOPLE, "lines.csv": LINES,
         "weeks.csv": WEEKS, "payments.ini": PAYMENTS}
WORKBOOK = os.path.join(os.path.dirname(__file__), "..", "..", "samples", "exports", "canonical.xlsx")

# What is run, and the exit status of a run that nothing disturbs: 1 where data is bad.
RUNS = {"payroll": (["report", "payroll.csv", "-c", "paygap.ini"], 1),
        "payments": (["report", "people.csv", "-c", "payments.ini"], 1),
        "workbook": (["report", "canonical.xlsx", "-c", "paygap.ini"], 0),
        "audit": (["audit", "payroll.csv", "-c", "paygap.ini"], 1),
        "workforce": (["workforce", "people-2025.csv", "people-2026.csv", "-c", "workforce.ini"], 0)}


class Sweep:
    def __init__(self, program, work, run):
        self.program, self.work = program, work
        self.inputs, self.status = RUNS[run]
        shutil.copy(WORKBOOK, work)
        for name, text in FILES.items():
            with open(os.path.join(work, name), "w", encoding="utf-8") as file:
                file.write(text)
        self.library = os.path.join(work, "fail.so")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", self.library, os.path.join(work, "fail.c")], check=True)
        self.good = self.undisturbed(os.path.join(work, "good"))

    def arguments(self, out):
        return [self.program, *self.inputs, "-o", out]

    def environment(self, **more):
        return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "LD_PRELOAD": self.library, **more}

    def undisturbed(self, out):
        done = subprocess.run(self.arguments(out), cwd=self.work, env=self.environment(), capture_output=True, check=False)
        if done.returncode != self.status:
            raise SystemExit(f"the undisturbed run ends with {done.returncode}: {done.stderr.decode()}")
        checks.check_complete_set(out)
        self.stdout = done.stdout.replace(out.encode(), b"{out}")
        return checks.tree(out)

    def allocations(self):
        out = os.path.join(self.work, "counted")
        env = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
        command = 'LD_PRELOAD="$0" FAIL_COUNT=1 exec "$@" 9>count'
        subprocess.run(["sh", "-c", command, self.library, *self.arguments(out)], cwd=self.work, env=env,
                       capture_output=True, check=False)
        return int(checks.read(os.path.join(self.work, "count")))

    def attempt(self, nth, goes_on):
        """What is wrong after the run whose Nth allocation fails; "" if nothing."""
        out = os.path.join(self.work, f"out{nth}{'on' if goes_on else ''}")
        env = self.environment(FAIL_NTH=str(nth), **({"FAIL_ON": "1"} if goes_on else {}))
        try:
            done = subprocess.run(self.arguments(out), cwd=self.work, env=env, capture_output=True, check=False, timeout=20)
            return self.judge(done, out)
        except subprocess.TimeoutExpired:
            return "not done after 20 s"
        finally:
            shutil.rmtree(out, ignore_errors=True)

    def judge(self, done, out):
        stderr = done.stderr.decode("utf-8", "replace").strip()
        if done.returncode < 0:
            return f"died of signal {-done.returncode}"
        if done.returncode in (0, 1):  # 1: the payroll has people left out
            if not os.path.exists(out):
                return f"exit {done.returncode} without a set"
            found = checks.tree(out)
            different = sorted(name for name in self.good if found.get(name) != self.good[name])
            more = sorted(set(found) - set(self.good))
            if different or more:
                return f"exit {done.returncode} with another set: {', '.join(different + more)}"
            if done.returncode != self.status:
                return f"exit {done.returncode} instead of {self.status}"
            return "" if done.stdout.replace(out.encode(), b"{out}") == self.stdout else "another text on standard output"
        if done.returncode not in (4, 5):
            return f"exit {done.returncode}: {stderr}"
        if "error: " not in stderr and "out of memory" not in stderr:
            return f"exit {done.returncode} without a message"
        return f"exit {done.returncode}, but left: {', '.join(sorted(checks.tree(out)))}" if os.path.lexists(out) else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--all", action="store_true", help="every allocation, however long it takes")
    parser.add_argument("--only", choices=RUNS, help="one kind of run")
    parser.add_argument("--seconds", type=float, default=45, help="time for each run without --all")
    options = parser.parse_args()
    failed = 0
    for run in RUNS if options.only is None else [options.only]:
        with tempfile.TemporaryDirectory(prefix="paygap-alloc-", ignore_cleanup_errors=True) as work:
            failed += sweep_run(Sweep(os.path.abspath(options.program), work, run), run, options)
    return 1 if failed else 0


def sweep_run(sweep, run, options):
    """Tries the allocations of one run; how many failures of them are not borne."""
    total = sweep.allocations()
    sites = [(nth, goes_on) for nth in range(1, total + 1) for goes_on in (False, True)]
    if not options.all:  # a stride without a factor in common walks over all of them evenly
        stride = next(n for n in range(int(len(sites) * 0.618), len(sites)) if math.gcd(n, len(sites)) == 1)
        sites = [sites[i * stride % len(sites)] for i in range(len(sites))]
    ends, faults, tried = time.monotonic() + options.seconds, {}, 0

    def attempt(site):
        return None if not options.all and time.monotonic() > ends else sweep.attempt(*site)

    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        for site, fault in zip(sites, pool.map(attempt, sites)):
            tried += fault is not None
            if fault:
                faults.setdefault(fault, []).append(f"{site[0]}{' on' if site[1] else ''}")
    for fault, where in sorted(faults.items()):
        print(f"failed: {fault}: {len(where)} times, at allocation {', '.join(where[:8])}{' ...' if len(where) > 8 else ''}")
    failed = sum(len(where) for where in faults.values())
    print(f"{run}: {total} allocations, {tried} failures of them tried, {tried - failed} passed, {failed} failed")
    return failed


if __name__ == "__main__":
    sys.exit(main())
