# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases of more than one run. The file `scenario` of a case names a function of this module."""
import contextlib
import csv
import hashlib
import io
import json
import os
import pty
import random
import re
import resource
import select
import shutil
import signal
import subprocess
import time
import zipfile

import checks
import makers
import surroundings
from checks import Skip, expect

KILLS = 40


def files_only(folder):
    return {name: entry for name, entry in checks.tree(folder).items() if entry[0] != "folder"}


def is_temporary(name):
    return name not in checks.SET


def old_and_new(case):
    """Two payrolls of some hundred people and the sets they lead to."""
    makers.payroll(os.path.join(case.cwd, "old.csv"), 400, "1")
    makers.payroll(os.path.join(case.cwd, "new.csv"), 400, "2")
    commands, sets = {}, {}
    for name in ("old", "new"):
        out = os.path.join(case.work, name)
        commands[name] = ["report", f"{name}.csv", "-s", "2026-04-05", "-q", "-o"]
        exit_status, _, stderr = case.run(commands[name] + [out])
        expect(exit_status == 0, f"{name}: exit {exit_status}: {stderr}")
        sets[name] = files_only(out)
    started = time.monotonic()
    case.run(commands["new"] + [case.out])
    duration = time.monotonic() - started
    shutil.rmtree(case.out)
    return commands, sets, duration


def killed_run(case, command, number, delay):
    with subprocess.Popen([case.program] + command, cwd=case.cwd, env=case.environment(),
                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        time.sleep(delay)
        process.send_signal(number)
        return process.wait(timeout=20)


def run_when_free(case, command):
    """Runs; a writer that has lost its parent may hold the folder for a moment."""
    for _ in range(40):
        exit_status, _, stderr = case.run(command)
        if exit_status != 4 or "another run" not in stderr:
            break
        time.sleep(0.05)
    return exit_status, stderr


def kills(case, name):
    """After SIGTERM the complete old or new set and nothing else; after SIGKILL each file old or
    new, and the next run succeeds and clears up."""
    commands, sets, duration = old_and_new(case)
    number = getattr(signal, name)
    moments = random.Random(20260405)
    for i in range(KILLS):
        exit_status, stderr = run_when_free(case, commands["old"] + [case.out])
        expect(exit_status == 0, f"the run before kill {i}: {stderr}")
        delay = duration * 1.1 * moments.random()
        died = killed_run(case, commands["new"] + [case.out], number, delay)
        found = files_only(case.out)
        expect(died in (0, -number), f"exit {died} at {delay:.4f} s")
        if number != signal.SIGKILL:
            expect(found in (sets["old"], sets["new"]), f"neither set after {delay:.4f} s: {sorted(found)}")
            expect(died != 0 or found == sets["new"], "exit 0 without the new set")
            continue
        for file in checks.SET:
            expect(found.get(file) in (sets["old"][file], sets["new"][file]), f"{file} is neither old nor new")
        exit_status, stderr = run_when_free(case, commands["new"] + [case.out])
        expect(exit_status == 0, f"the run after kill {i}: {stderr}")
        expect(files_only(case.out) == sets["new"], f"after kill {i}: {sorted(files_only(case.out))}")


def first_run_killed(case):
    """A first run that is stopped by SIGTERM leaves no folder."""
    commands, sets, duration = old_and_new(case)
    moments = random.Random(1)
    for _ in range(KILLS // 2):
        died = killed_run(case, commands["new"] + [case.out], signal.SIGTERM, duration * 1.1 * moments.random())
        found = files_only(case.out)
        complete = found == sets["new"]
        expect(complete or not os.path.exists(case.out), f"exit {died}, left: {sorted(found)}")
        shutil.rmtree(case.out, ignore_errors=True)


def strace(case, *options):
    if shutil.which("strace") is None:
        raise Skip("strace is not installed")
    probe = subprocess.run(["strace", "-o", os.path.join(case.work, "probe"), "true"], check=False,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if probe.returncode != 0:
        raise Skip("strace may not be used here")
    keywords = {"prefix": ["strace", "-f", "-o", os.path.join(case.work, "trace"), *options]}
    keywords["env"] = dict(case.environment(), ASAN_OPTIONS="detect_leaks=0:exitcode=99")
    return keywords


def write_no_more_than_a_line():
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


def killed_at_each_rename(case):
    """SIGKILL while the files are put in place. A next run, even one that cannot write a file itself, leaves the whole new
    set; one that can also says that it has completed the other."""
    commands, sets, _ = old_and_new(case)
    n_mixed = 0
    for when in range(1, len(checks.SET) + 1):
        for writes in (True, False):
            shutil.rmtree(case.out, ignore_errors=True)
            exit_status, stderr = run_when_free(case, commands["old"] + [case.out])
            expect(exit_status == 0, stderr)
            calls = "rename,renameat,renameat2"
            keywords = strace(case, "-e", f"trace={calls}", "-e", f"inject={calls}:signal=KILL:when={when}")
            case.run(commands["new"] + [case.out], **keywords)
            found = files_only(case.out)
            n_old = sum(found.get(name) == sets["old"][name] for name in checks.SET)
            n_mixed += 0 < n_old < len(checks.SET)
            limit = {} if writes else {"preexec_fn": write_no_more_than_a_line}
            command = [part for part in commands["old"] if part != "-q"] + [case.out]
            exit_status, _, stderr = case.run(command, **limit)
            expect(exit_status == (0 if writes else 4), f"exit {exit_status}: {stderr}")
            expect(not writes or "an earlier run was stopped while it put its files in place" in stderr, stderr)
            expect(files_only(case.out) == sets["old" if writes else "new"], f"killed at rename {when}: neither set")
    expect(n_mixed > 0, "no kill left a mixed set: nothing was tried")


def library_files_cleared(case):
    """SIGKILL of everything just as the workbook library has made a temporary file."""
    commands, sets, _ = old_and_new(case)
    exit_status, stderr = run_when_free(case, commands["old"] + [case.out])
    expect(exit_status == 0, stderr)
    keywords = strace(case, "-e", "trace=unlink,unlinkat", "-e", "inject=unlink,unlinkat:signal=KILL:when=10")
    case.run(commands["new"] + [case.out], **keywords)
    time.sleep(0.2)
    exit_status, stderr = run_when_free(case, commands["new"] + [case.out])
    expect(exit_status == 0, stderr)
    left = sorted(name for name in files_only(case.out) if is_temporary(name))
    expect(not left, f"the next run leaves {', '.join(left)}")


def free_after_kill(case):
    """SIGKILL of the program alone, while its writer of workbooks is held up: the next run need
    not wait for the orphan."""
    commands, _, _ = old_and_new(case)
    keywords = strace(case, "-e", "trace=unlink", "-e", "inject=unlink:delay_enter=50000:when=10+")
    with subprocess.Popen([*keywords["prefix"], case.program, *commands["new"], case.out], cwd=case.cwd,
                          env=keywords["env"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            pids = wait_for_writer(process.pid)
            os.kill(pids[0], signal.SIGKILL)
            time.sleep(0.1)
            exit_status, _, stderr = case.run(commands["new"] + [case.out])
        finally:
            process.kill()
    time.sleep(0.1)
    expect(exit_status == 0, f"exit {exit_status}: {stderr.strip()}")


def children(pid):
    path = f"/proc/{pid}/task/{pid}/children"
    if not os.path.exists(path):
        raise Skip("the system does not list children of processes")
    return [int(word) for word in checks.read(path).split()]


def wait_for_writer(tracer):
    """(program, its writer) below a tracer, once both are there."""
    for _ in range(200):
        for program in children(tracer):
            with contextlib.suppress(OSError):
                for writer in children(program):
                    return program, writer
        time.sleep(0.01)
    raise Skip("no writer was seen")


def two_at_once(case):
    """Two runs into one folder: each ends with a complete set or with a message."""
    commands, sets, _ = old_and_new(case)
    for _ in range(6):
        processes = [subprocess.Popen([case.program, *commands[name], case.out], cwd=case.cwd, env=case.environment(),
                                      stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for name in ("old", "new")]
        ends = []
        for process in processes:
            message = process.communicate(timeout=20)[1].decode()
            ends.append(process.returncode)
            expect(process.returncode in (0, 4), f"exit {process.returncode}: {message}")
            expect(process.returncode == 0 or "is another run writing to it?" in message, f"message: {message}")
        expect(0 in ends, "neither run succeeded")
        found = files_only(case.out)
        expect(found in (sets["old"], sets["new"]), f"neither set: {sorted(found)}")
        shutil.rmtree(case.out)


def same_bytes(case):
    """Outputs depend on nothing but input, configuration and date."""
    elsewhere = os.path.join(case.work, "else where")
    os.makedirs(elsewhere)
    os.chmod(elsewhere, 0o777)
    base = case.environment()
    ways = {
        "again": {},
        "in the C locale": {"env": dict(base, LC_ALL="C")},
        "in another locale": {"env": dict(base, LC_ALL="de_DE.UTF-8", LANG="tr_TR.UTF-8")},
        "in Tokyo": {"env": dict(base, TZ="Asia/Tokyo")},
        "at another time": {"env": dict(base, SOURCE_DATE_EPOCH="1")},
        "without an environment": {"env": {"ASAN_OPTIONS": base["ASAN_OPTIONS"]}},
        "from another folder": {"cwd": elsewhere},
    }
    first = run_to(case, os.path.join(case.work, "first"), {})
    for way, keywords in ways.items():
        same = run_to(case, os.path.join(elsewhere, way), keywords)
        checks.same_tree(first, same, way)
    with surroundings.nobody(case) as keywords:
        same = run_to(case, os.path.join(elsewhere, "as somebody else"), dict(keywords, cwd="/"))
        checks.same_tree(first, same, "as somebody else")


def run_to(case, out, keywords):
    payroll, config = os.path.join(case.cwd, "payroll.csv"), os.path.join(case.cwd, "paygap.ini")
    exit_status, _, stderr = case.run(["report", payroll, "-c", config, "-o", out, "-q"], **keywords)
    expect(exit_status == 1, f"exit {exit_status}: {stderr}")
    return checks.tree(out)


def clock_only_for_date(case):
    """SOURCE_DATE_EPOCH decides the date that is not given; it is said and written down."""
    dates = {"1775347199": "2025-04-05", "1775347200": "2026-04-05", "1775433600": "2026-04-05"}
    for epoch, date in dates.items():
        env = dict(case.environment(), SOURCE_DATE_EPOCH=epoch)
        out = os.path.join(case.work, epoch)
        exit_status, _, stderr = case.run(["report", "payroll.csv", "-o", out], env=env)
        expect(exit_status == 0, stderr)
        expect("no snapshot date is given: 5 April " + date[:4] in stderr, stderr)
        rows = checks.table(os.path.join(out, "publish/results.csv"))
        expect(rows[0]["snapshot_date"] == date, f"{epoch}: {rows[0]['snapshot_date']}")


def on_terminal(case, arguments, changes):
    """What the program writes to a terminal."""
    main, sub = pty.openpty()
    env = dict(case.environment(), **changes)
    with subprocess.Popen([case.program, *arguments], cwd=case.cwd, env=env, stdin=subprocess.DEVNULL, stdout=sub,
                          stderr=sub) as process:
        os.close(sub)
        text = b""
        while True:
            if not select.select([main], [], [], 20)[0]:
                process.kill()
                break
            try:
                piece = os.read(main, 65536)
            except OSError:
                break
            if not piece:
                break
            text += piece
    os.close(main)
    return process.returncode, text


def colour(case):
    """Colour on a terminal only, and not with NO_COLOR or on a dumb terminal."""
    arguments = ["report", "payroll.csv", "-s", "2026-04-05"]
    for changes, wanted in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": ""}, True)):
        exit_status, text = on_terminal(case, arguments, changes)
        expect(exit_status == 0, f"exit {exit_status}: {text!r}")
        expect((b"\x1b[" in text) == wanted, f"escape codes with {changes}: {not wanted}")
    _, stdout, stderr = case.run(arguments)
    expect("\x1b" not in stdout + stderr, "escape codes in a pipe")


def escapes_on_terminal(case):
    """Names from the input give no orders to a terminal."""
    _, text = on_terminal(case, case.arguments(), {})
    shown = re.sub(rb"\x1b\[(0|1|34|36)m|\r\n", b"", text).decode("utf-8")
    checks.check_clean_text(shown, "the terminal")


def quiet(case):
    for payroll, wanted in (("payroll.csv", 0), ("faulty.csv", 1)):
        exit_status, stdout, stderr = case.run(["report", payroll, "-s", "2026-04-05", "--quiet", "-o", case.out])
        expect(exit_status == wanted, f"exit {exit_status}")
        expect(stdout + stderr == "", f"printed: {stdout + stderr}")


def reader_goes_away(case):
    """`paygap report ... | head -1`: a complete set or nothing, and no other exit than these."""
    for _ in range(5):
        with subprocess.Popen([case.program, "report", "payroll.csv", "-s", "2026-04-05", "-o", case.out], cwd=case.cwd,
                              env=case.environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            process.stdout.close()
            died = process.wait(timeout=20)
        expect(died in (0, 4, -signal.SIGPIPE), f"exit {died}")
        if os.path.exists(case.out):
            checks.check_complete_set(case.out)
            shutil.rmtree(case.out)


def no_child(case):
    """No second process can be made: the workbook is written all the same."""
    calls = "clone,clone3,fork,vfork"
    keywords = strace(case, "-e", f"trace={calls}", "-e", f"inject={calls}:error=EAGAIN")
    exit_status, _, stderr = case.run(["report", "payroll.csv", "-s", "2026-04-05", "-q", "-o", case.out], **keywords)
    expect(exit_status == 0, f"exit {exit_status}: {stderr}")
    checks.check_complete_set(case.out)


def no_network(case):
    """No socket, and nothing opened for writing outside the output folder."""
    keywords = strace(case, "-e", "trace=network,openat,open,creat,rename,renameat,unlink,unlinkat,mkdir,mkdirat")
    exit_status, _, stderr = case.run(["report", "payroll.csv", "-s", "2026-04-05", "-q", "-o", "out"], **keywords)
    expect(exit_status == 0, stderr)
    for line in checks.read(os.path.join(case.work, "trace")).decode("utf-8", "replace").splitlines():
        expect("socket(" not in line and "connect(" not in line, f"network: {line}")
        writes = "O_WRONLY" in line or "O_RDWR" in line or "O_CREAT" in line or re.search(r"(rename|unlink|mkdir)", line)
        if writes and "ENOENT" not in line:
            names = re.findall(r'"([^"]*)"', line)
            expect(all(name in ("out", "/dev/null") or name.startswith("out/") for name in names), f"outside the folder: {line}")


def canaries(case, kind):
    """No name, identifier or amount of one person in anything that is printed or written."""
    makers.canaries(os.path.join(case.cwd, "payroll.csv"), kind)
    exit_status, stdout, stderr = case.run(["report", "payroll.csv", "-s", "2026-04-05", "-o", case.out])
    expect(exit_status == {"sound": 0, "faulty": 1, "twice": 2}[kind], f"exit {exit_status}: {stderr}")
    shown = [("stdout", stdout.encode()), ("stderr", stderr.encode()), *checks.all_bytes(case.out)]
    for i in range(makers.CANARIES):
        secrets = makers.canary(i)
        secrets["first name"] = secrets["name"].split(" ", maxsplit=1)[0]
        for amount in ("pay", "bonus", "rate"):
            pounds, _, pence = secrets[amount].partition(".")
            secrets["grouped " + amount] = f"{int(pounds):,}.{pence}"
        for what, secret in secrets.items():
            for name, content in shown:
                found = re.search(rb"(?<![0-9.])" + re.escape(secret.encode()) + rb"(?![0-9])", content)
                expect(found is None, f"the {what} of person {i} is in {name}")


def formula_names(case):
    """Employers named like formulas: guarded in CSV, text in the workbook, folders of plain letters."""
    makers.formula_employers(os.path.join(case.cwd, "payroll.csv"))
    exit_status, stdout, stderr = case.run(["report", "payroll.csv", "-s", "2026-04-05", "-o", case.out])
    expect(exit_status == 0, f"exit {exit_status}: {stderr}")
    checks.check_clean_text(stdout + stderr, "the terminal text")
    seen = set()
    for slug in sorted(os.listdir(case.out)):
        if slug == "publish":
            continue
        expect(re.fullmatch("[a-z0-9][a-z0-9-]{0,59}", slug), f"folder {slug!r}")
        folder = os.path.join(case.out, slug)
        name = json.loads(checks.read(os.path.join(folder, "internal/results.json")))["employer"]
        seen.add(name)
        check_guarded(folder, name)
    expect(seen == set(makers.FORMULAS), f"other employers: {seen ^ set(makers.FORMULAS)}")
    combined = checks.table(os.path.join(case.out, "publish/statutory.csv"))
    expect({row["EmployerName"] for row in combined} == {guarded(name) for name in makers.FORMULAS},
           "names in the combined statutory.csv")


def guarded(name):
    bare = name.lstrip(' "')
    return ("'" + name) if bare[:1] in set("=+-@|%\t\r\n\uff1d\uff0b\uff0d\uff20") else name


def check_guarded(folder, name):
    for file, column in (("publish/statutory.csv", "EmployerName"), ("publish/results.csv", "employer"),
                         ("internal/results.csv", "employer")):
        path = os.path.join(folder, file)
        for row in checks.table(path):
            expect(row[column] == guarded(name), f"{file}: {row[column]!r} for {name!r}")
        check_no_formula_cells(path, name)
    parts = checks.workbook_parts(os.path.join(folder, "publish/report.xlsx"))
    expect(any(name in text for text in checks.workbook_strings(parts)), f"report.xlsx: {name!r} is not there as it is")
    check_workbook_has_no_formula(parts, name)


def check_no_formula_cells(path, name):
    """No field that a spreadsheet would evaluate, apart from our numbers; ; and tab are quoted."""
    text = checks.read(path).decode("utf-8")
    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            is_number = re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", cell) is not None
            expect(is_number or guarded(cell) == cell, f"{path}: the field {cell!r} is not guarded")
    if ";" in name:
        quoted = '"' + guarded(name).replace('"', '""') + '"'
        expect(quoted in text, f"{path}: {name!r} is not quoted")


def check_workbook_has_no_formula(parts, name):
    for part, content in parts.items():
        text = content.decode("utf-8", "replace")
        if part.startswith("xl/worksheets/sheet"):
            expect("<f>" not in text and "<f " not in text, f"{part} has formulas")
        if part == "xl/workbook.xml":
            for defined in re.findall("<definedName[^>]*>([^<]*)<", text):
                expect(re.fullmatch(r"('[A-Za-z0-9 ]+'|[A-Za-z0-9_]+)!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?|.*Print_.*", defined)
                       or "$" in defined, f"defined name {defined}")
                expect(name not in defined, f"{name!r} is a defined name")
        if part.endswith(".rels"):
            expect('TargetMode="External"' not in text or name not in text, f"{part} links to {name!r}")
        if part.startswith("xl/charts/"):
            for formula in re.findall("<c:f>([^<]*)</c:f>", text):
                expect(re.fullmatch(r"('[A-Za-z0-9 ]+'|[A-Za-z0-9_]+)!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", formula),
                       f"{part}: the range {formula}")


def formula_cells(case):
    """Formulas as header, department and id, and a name from the configuration."""
    makers.formula_cells(os.path.join(case.cwd, "payroll.csv"))
    makers.write(os.path.join(case.cwd, "paygap.ini"), "[employer]\nname = =1+1\n[columns]\nemployee_id = =1+1\n"
                 "weekly_hours = +weekly_hours\n")
    exit_status, _, stderr = case.run(["report", "payroll.csv", "-c", "paygap.ini", "-s", "2026-04-05", "-o", case.out])
    expect(exit_status == 1, f"exit {exit_status}: {stderr}")
    check_guarded_except_provisional(case.out, "=1+1")
    for name, content in checks.all_bytes(case.out):
        for payload in makers.FORMULAS[1:]:
            if len(payload) > 8 and payload not in "@SUM(1+1)":
                expect(payload.encode() not in content, f"{payload!r} of a cell nobody needs is in {name}")
    check_no_formula_cells(os.path.join(case.out, "internal/findings.csv"), "")


def check_guarded_except_provisional(folder, name):
    statutory = checks.table(os.path.join(folder, "publish/statutory.csv"))[0]["EmployerName"]
    expect(statutory == "'" + name + " (provisional)", f"statutory.csv: {statutory!r}")
    for file in ("publish/results.csv", "internal/results.csv"):
        for row in checks.table(os.path.join(folder, file)):
            expect(row["employer"] == "'" + name, f"{file}: {row['employer']!r}")
    parts = checks.workbook_parts(os.path.join(folder, "publish/report.xlsx"))
    check_workbook_has_no_formula(parts, name)


def escape_names(case):
    """Employers named with terminal escapes: harmless in every text that is printed or written."""
    makers.escape_employers(os.path.join(case.cwd, "payroll.csv"))
    exit_status, stdout, stderr = case.run(["report", "payroll.csv", "-s", "2026-04-05", "-o", case.out])
    expect(exit_status == 0, f"exit {exit_status}: {stderr}")
    checks.check_clean_text(stdout, "stdout")
    checks.check_clean_text(stderr, "stderr")
    for line in (stdout + stderr).splitlines():
        expect(len(line) < 400, f"a line of {len(line)} characters")
    check_clean_files(case.out)


def check_clean_files(out):
    for name, content in checks.all_bytes(out):
        if name.endswith((".csv", ".json")):
            checks.check_clean_text(content.decode("utf-8"), name)


def escape_configuration(case):
    """An employer named with escapes in the configuration."""
    makers.escape_ini(os.path.join(case.cwd, "paygap.ini"))
    exit_status, stdout, stderr = case.run(["report", "payroll.csv", "-c", "paygap.ini", "-s", "2026-04-05", "-o", case.out])
    if exit_status == 2:  # refusing it is as good
        checks.check_clean_text(stderr, "stderr")
        return
    expect(exit_status == 0, f"exit {exit_status}: {stderr}")
    checks.check_clean_text(stdout + stderr, "the terminal text")
    checks.check_complete_set(case.out)
    check_clean_files(case.out)


def older_run_of_several_employers(case):
    """A later run into the same folder must not leave the files of an earlier one to be sent out."""
    several = "employer," + makers.HEADER + "".join(f"{'AB'[i // 6]}," + row for i, row in enumerate(makers.people(12)))
    makers.write(os.path.join(case.cwd, "several.csv"), several)
    exit_status, _, stderr = case.run(["report", "several.csv", "-s", "2026-04-05", "-q", "-o", case.out])
    expect(exit_status == 0, stderr)
    exit_status, _, stderr = case.run(["report", "payroll.csv", "-s", "2026-04-05", "-q", "-o", case.out])
    if exit_status == 4:
        return  # refused: as good
    expect(exit_status == 0, stderr)
    checks.check_complete_set(case.out)


def audit_that_cannot_say_so(case):
    """The files are complete; that the terminal is full is said, with where they are."""
    makers.payroll(os.path.join(case.cwd, "p.csv"), 40, "1")
    with open("/dev/full", "wb") as full:
        done = subprocess.run([case.program, "audit", "p.csv", "-s", "2026-04-05", "-o", case.out], cwd=case.cwd,
                              env=case.environment(), stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE,
                              timeout=60, check=False)
    expect(done.returncode == 4, f"exit {done.returncode}")
    said = done.stderr.decode()
    expect(f"could not write to standard output; the files are in {case.out}, complete" in said, said[-300:])
    expect(os.path.isfile(os.path.join(case.out, "internal", "audit.xlsx")), "there is no audit.xlsx")
    exit_status, _, stderr = case.run(["reproduce", os.path.join(case.out, "internal", "manifest.json")])
    expect(exit_status == 0, stderr)


def audit_beside_an_earlier_report(case):
    """The published figures of --previous are an input: reproduce sees that they have changed."""
    makers.payroll(os.path.join(case.cwd, "p.csv"), 40, "1")
    before = os.path.join(case.work, "before")
    expect(case.run(["report", "p.csv", "-s", "2026-04-05", "-q", "-o", before])[0] == 0, "report")
    exit_status, _, stderr = case.run(["audit", "p.csv", "-s", "2026-04-05", "-q", "--previous", before, "-o", case.out])
    expect(exit_status == 0, stderr)
    manifest = os.path.join(case.out, "internal", "manifest.json")
    exit_status, stdout, _ = case.run(["reproduce", manifest])
    expect(exit_status == 0 and "same      earlier report: " in stdout, stdout)
    with open(os.path.join(before, "publish", "results.csv"), "a", encoding="utf-8") as file:
        file.write("\n")
    exit_status, stdout, _ = case.run(["reproduce", manifest])
    expect(exit_status != 0 and "CHANGED   earlier report: " in stdout, stdout)


def explanations_of_two_people(case):
    """Each person's warnings: those of anybody's pay and of the own row, none about how many people others are."""
    with open(os.path.join(case.cwd, "p.csv"), "w", encoding="utf-8") as file:
        file.write("employee_id,sex,pay_period,basic_pay,weekly_hours\n" + "".join(
            f"E{n},{'MF'[n % 2]},monthly,2500,{100 if n == 3 else 37}\n" for n in range(12)))
    of_own, of_anybody = "works more than 80 hours", "no sector is given"
    for number in (3, 4):
        exit_status, _, said = case.run(["explain", "p.csv", "--employee", f"E{number}", "-s", "2026-04-05"])
        expect(exit_status == 0, said)
        expect(of_anybody in said, said)
        expect(("p.csv, line 5: more than 80 hours a week" in said) == (number == 3), said)
        for other in (of_own, "fewer than 250", "no name of the employer"):
            expect(other not in said, said)


UNSEEN = ("\u200b", "\u200d", "\u200f", "\u202e", "\u2060", "\u2064", "\ufeff", "\u00ad")


def unseen_in(folder):
    """The files below a folder, and the parts of workbooks, that hold a character nobody sees."""
    found = []
    for place, _, files in os.walk(folder):
        for name in files:
            data = [checks.read(os.path.join(place, name))]
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(os.path.join(place, name)) as book:
                    data = [book.read(part) for part in book.namelist()]
            if any(character.encode() in bytes_ for character in UNSEEN for bytes_ in data):
                found.append(name)
    return found


def labels_that_look_alike(case):
    """One group of Finance however it hides: 13 people on full pay; nothing of it in any file."""
    names = ["Finance", *("Fin" + character + "ance" for character in UNSEEN), "\u200bFinance ", "Finance\u00a0",
             "Fin\u00adance", "Finance\u202c"]
    with open(os.path.join(case.cwd, "p.csv"), "w", encoding="utf-8") as file:
        file.write("employee_id,sex,hourly_pay,full_pay,bonus_12_months,Team\n" + "".join(
            f"{n},{'MF'[n % 2]},{10 + n},yes,0,{name}\n" for n, name in enumerate(names + ["Parks\u200b"] * 12)))
    with open(os.path.join(case.cwd, "p.ini"), "w", encoding="utf-8") as file:
        file.write("[values.Team]\nPa\u200brks = Gar\u00addens\n")
    exit_status, _, stderr = case.run(["report", "p.csv", "-c", "p.ini", "-s", "2026-04-05", "--by", "Team", "-o", case.out])
    expect(exit_status == 0, stderr)
    with open(os.path.join(case.out, "internal", "results.csv"), encoding="utf-8", newline="") as file:
        counts = {row["group"]: row["published"] for row in csv.DictReader(file)
                  if row["characteristic"] == "Team" and row["measure"] == "headcount"}
    expect(counts == {"Finance": str(len(names)), "Gardens": "12"}, f"the groups are {counts}")
    published = os.path.join(case.out, "publish")
    expect(unseen_in(published) == [], f"unseen characters in {unseen_in(published)}")
    shutil.copy(os.path.join(case.cwd, "p.csv"), os.path.join(case.cwd, "people-2026.csv"))
    with open(os.path.join(case.cwd, "w.ini"), "w", encoding="utf-8") as file:
        file.write("[characteristic.Team]\ncolumn = Team\n")
    out = os.path.join(case.work, "workforce")
    exit_status, _, stderr = case.run(["workforce", "people-2026.csv", "-c", "w.ini", "-o", out])
    expect(exit_status == 0, stderr)
    text = checks.read(os.path.join(out, "internal", "workforce.csv")).decode()
    expect("Finance" in text and unseen_in(out) == [], f"unseen characters in {unseen_in(out)}")
    exit_status, _, stderr = case.run(["report", "p.csv", "-s", "2026-04-05", "--by", "Te\u200bam"])
    expect(exit_status == 2 and "all of which can be seen" in stderr, stderr)


def audited(case):
    """An audit of forty people; the path of its manifest."""
    makers.payroll(os.path.join(case.cwd, "p.csv"), 40, "1")
    exit_status, _, stderr = case.run(["audit", "p.csv", "-s", "2026-04-05", "-q", "-o", case.out])
    expect(exit_status == 0, stderr)
    return os.path.join(case.out, "internal", "manifest.json")


def tampered(case, manifest, change):
    """Another manifest, in the folder of the run: the first as `change` leaves it."""
    with open(manifest, encoding="utf-8") as file:
        content = json.load(file)
    change(content)
    path = os.path.join(case.cwd, "tampered.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(content, file)
    return path


def reproduce_reads_regular_files(case):
    """A pipe, a device or a folder, as the manifest or named by it, or named by a configuration, is an error at once."""
    manifest = audited(case)
    pipe = os.path.join(case.cwd, "pipe")
    os.mkfifo(pipe)
    said = "this is a folder, a pipe or a device; give a regular file"
    for path in (pipe, "/dev/zero", case.cwd):
        exit_status, _, stderr = case.run(["reproduce", path])
        expect(exit_status == 3 and said in stderr, f"{path}: exit {exit_status}: {stderr}")
        for role in ("payroll", "configuration", "key of pseudonyms"):
            other = tampered(case, manifest, lambda content, path=path, role=role: content["inputs"].append(
                {"role": role, "file": path, "sha256": "0" * 64}))
            exit_status, _, stderr = case.run(["reproduce", other])
            expect(exit_status == 3 and said in stderr, f"{role} {path}: exit {exit_status}: {stderr}")
    with open(os.path.join(case.cwd, "p.ini"), "w", encoding="utf-8") as file:
        file.write(f"[payments]\nfile = {pipe}\n")
    with open(os.path.join(case.cwd, "p.csv"), "w", encoding="utf-8") as file:
        file.write("employee_id,sex,pay_period,weekly_hours\n1,F,monthly,37\n2,M,monthly,37\n")
    other = tampered(case, manifest, lambda content: content["inputs"].append(
        {"role": "configuration", "file": "p.ini", "sha256": "0" * 64}))
    exit_status, _, stderr = case.run(["reproduce", other])
    expect(exit_status == 3 and "cannot be made again" in stderr, f"exit {exit_status}: {stderr}")


def reproduce_shows_no_secret(case):
    """Whatever file a manifest names, no word of it is shown, also where its digest is right."""
    manifest = audited(case)
    words = ("hunter2", "swordfish", "sesame", "root", "canary", "zebra")
    secrets = {"passwd": "root:hunter2:0:0:swordfish:/root:/bin/sesame\ncanary:zebra:1:1::/:/x\n",
               "key": "-----BEGIN canary KEY-----\nhunter2swordfish=\n", "table.csv": "hunter2,swordfish\nsesame,zebra\n",
               "ini": "[hunter2]\nswordfish = sesame\n", "ini2": "swordfish = sesame\n",
               "pay.csv": "sex,pay_period,basic_pay,weekly_hours,canary pay\nhunter2,swordfish,sesame,zebra,1\n",
               "many.csv": "sex,hourly_pay,hunter2 gross pay,sesame pay,zebra pay\nM,12,1,2,3\nF,13,4,5,6\n"}
    for name, text in secrets.items():
        path = os.path.join(case.cwd, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        for role in ("payroll", "configuration", "key of pseudonyms", "payment lines", "earlier report"):
            for alone in (False, True):
                def change(content, path=path, role=role, alone=alone):
                    entry = {"role": role, "file": path, "sha256": hashlib.sha256(checks.read(path)).hexdigest()}
                    content["options"]["yes"] = alone
                    if role == "earlier report":
                        entry["file"] = "before/publish/results.csv"
                        content["options"]["previous"] = "before"
                    content["inputs"] = ([] if alone and role == "payroll" else content["inputs"]) + [entry]
                os.makedirs(os.path.join(case.cwd, "before", "publish"), exist_ok=True)
                shutil.copy(path, os.path.join(case.cwd, "before", "publish", "results.csv"))
                exit_status, stdout, stderr = case.run(["reproduce", tampered(case, manifest, change)])
                shown = [word for word in words if word in stdout + stderr]
                expect(exit_status in (0, 1, 2, 3) and not shown, f"{name} as {role}: exit {exit_status}: {shown}: {stderr}")


def reproduce_shows_clean_text(case):
    """Escapes and what nobody sees in the texts of a manifest are shown as question marks."""
    evil = "\u001b[31m\u009b2J\u202e\u200b\u2066x"
    manifest = audited(case)

    def change(content):
        content["version"] = evil
        content["inputs"][0]["role"] = "payroll"
        content["inputs"].append({"role": evil, "file": "p.csv", "sha256": evil})
        content["outputs"].append({"role": "output", "file": evil, "sha256": evil})
    exit_status, stdout, stderr = case.run(["reproduce", tampered(case, manifest, change)])
    expect(exit_status == 1 and "MISSING" in stdout, f"exit {exit_status}: {stdout} {stderr}")
    checks.check_clean_text(stdout, "stdout")
    for character in evil[:-1]:
        expect(character in "[31m2J" or character not in stdout + stderr, f"{character!r} is shown: {stdout}")
    other = tampered(case, manifest, lambda content: content["inputs"].append(
        {"role": "payroll", "file": f"none/{evil}", "sha256": "0"}))
    exit_status, stdout, stderr = case.run(["reproduce", other])
    expect(exit_status == 3 and "could not read the file" in stderr, f"exit {exit_status}: {stderr}")
    checks.check_clean_text(stderr, "stderr")


def has_open(folder, handle, name):
    try:
        return os.path.basename(os.readlink(os.path.join(folder, handle))) == name
    except OSError:  # closed meanwhile
        return False


def reproduce_can_be_interrupted(case):
    """Ctrl-C ends a run that reads, and leaves nothing in the folder for temporary files. Signals are held from the first
    output on, and no input is opened after that."""
    manifest = audited(case)
    blocked = []
    keywords = strace(case, "-e", "trace=rt_sigprocmask,openat")
    exit_status, _, stderr = case.run(["reproduce", manifest], **keywords)
    expect(exit_status == 0, stderr)
    with open(os.path.join(case.work, "trace"), encoding="utf-8", errors="replace") as file:
        for line in file:
            if "rt_sigprocmask(SIG_BLOCK, [HUP INT" in line:
                blocked.append("held")
            elif "p.csv" in line and "openat" in line:
                blocked.append("read")
    expect("read" in blocked and "held" in blocked, str(blocked))
    expect("read" not in blocked[blocked.index("held"):], f"an input is read while signals are held: {blocked}")
    makers.payroll(os.path.join(case.cwd, "p.csv"), 60000, "1")
    with subprocess.Popen([case.program, "reproduce", manifest], cwd=case.cwd, env=case.environment(),
                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        folder = f"/proc/{process.pid}/fd"
        while process.poll() is None and not any(has_open(folder, fd, "p.csv") for fd in os.listdir(folder)):
            pass
        process.send_signal(signal.SIGINT)
        started = time.monotonic()
        died = process.wait(timeout=20)
    expect(died == -signal.SIGINT and time.monotonic() - started < 1, f"exit {died}")
    expect(os.listdir(case.tmp) == [], f"left: {os.listdir(case.tmp)}")


def earlier_report(case, change):
    """A run beside an earlier report of the same people whose published results `change` has changed; what it said."""
    makers.payroll(os.path.join(case.cwd, "p.csv"), 300, "1")
    before = os.path.join(case.work, "before")
    command = ["report", "p.csv", "-s", "2026-04-05"]
    shutil.rmtree(before, ignore_errors=True)
    expect(case.run([*command, "-q", "-o", before])[0] == 0, "report")
    path = os.path.join(before, "publish", "results.csv")
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows = change(rows)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    exit_status, _, stderr = case.run([*command, "--previous", before])
    expect(exit_status == 0, f"exit {exit_status}: {stderr}")
    return stderr


def earlier_reports_in_any_order(case):
    """Columns of the earlier results.csv are found by name, ranges are read, and a count that is none is said."""
    few, unread = "fewer than 5 people joined or left these groups", "of the earlier report cannot be read"

    def men(rows, **values):
        for row in rows:
            row.setdefault("value_lower", "")
            row.setdefault("value_upper", "")
            if (row["characteristic"], row["group"], row["measure"]) == ("sex", "men", "headcount"):
                number = int(row["published"])
                row.update({name: str(number + value) if isinstance(value, int) else value for name, value in values.items()})
        first = list(rows[0])
        order = first[:6][::-1] + ["value", "value_lower", "value_upper"] + [name for name in first[7:] if "value" not in name]
        return [{name: row[name] for name in order if name in row} for row in rows]
    for values, says_few, says_unread in (
            ({}, False, False), ({"published": 2}, True, False), ({"published": "12x"}, False, True),
            ({"published": ""}, False, True), ({"status": "perhaps"}, False, True), ({"published": "[c]"}, False, True),
            ({"published": "[c]", "status": "suppressed"}, False, False), ({"published": "-3"}, False, True),
            ({"status": "rounded", "published": 3}, True, False),
            ({"status": "range", "value": "", "value_lower": -2, "value_upper": 2, "published": "a to b"}, False, False),
            ({"status": "range", "value": "", "value_lower": -7, "value_upper": 2, "published": "a to b"}, False, False),
            ({"status": "range", "value": "", "value_lower": 2, "value_upper": -2}, False, True),
            ({"status": "range", "value": "", "value_lower": "", "value_upper": 2}, False, True)):
        stderr = earlier_report(case, lambda rows, values=values: men(rows, **values))
        expect((few in stderr) == says_few, f"{values}: {stderr}")
        expect((unread in stderr) == says_unread, f"{values}: {stderr}")
        expect(not says_unread or "1 count of the earlier report cannot be read (publish/results.csv, line " in stderr, stderr)


def earlier_report_that_is_a_pipe(case):
    makers.payroll(os.path.join(case.cwd, "p.csv"), 40, "1")
    os.makedirs(os.path.join(case.cwd, "before", "publish"))
    path = os.path.join(case.cwd, "before", "publish", "results.csv")
    for make in (os.mkfifo, os.mkdir, lambda path: os.symlink("/dev/zero", path)):
        make(path)
        exit_status, _, stderr = case.run(["report", "p.csv", "-s", "2026-04-05", "--previous", "before"])
        expect(exit_status == 3 and "it must be a regular file" in stderr, f"exit {exit_status}: {stderr}")
        os.rename(path, path + str(len(os.listdir(os.path.dirname(path)))))


def minima_below_their_defaults(case):
    """Each minimum below its default (docs/input.md: 50, 10, 20, 5, 5) is warned of, none at or above it; the exit status is 0."""
    defaults = {"minimum_publish_ethnicity": 50, "minimum_publish": 10, "minimum_internal_ethnicity": 20,
                "minimum_internal": 5, "minimum_count": 5}
    makers.payroll(os.path.join(case.cwd, "p.csv"), 40, "1")
    shutil.copy(os.path.join(case.cwd, "p.csv"), os.path.join(case.cwd, "people-2026.csv"))
    for by in (-1, 0, 1):
        with open(os.path.join(case.cwd, "p.ini"), "w", encoding="utf-8") as file:
            file.write("[policy]\n" + "".join(f"{key} = {least + by}\n" for key, least in defaults.items()))
        for command in (["report", "p.csv", "-s", "2026-04-05"], ["workforce", "people-2026.csv"], ["audit", "p.csv", "-o", case.out]):
            exit_status, stdout, stderr = case.run([*command, "-c", "p.ini"])
            expect(exit_status == 0, f"exit {exit_status}: {stderr}")
            for key, least in defaults.items():
                said = f"{key} = {least + by} is below {least}: " in stdout + stderr
                expect(said == (by < 0), f"{command[0]}, {key} = {least + by}: {stdout} {stderr}")
