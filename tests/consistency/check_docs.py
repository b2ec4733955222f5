#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents against the program: what they name exists, and what exists they name.

Usage: check_docs.py PROGRAM SOURCE_DIR
"""
import csv
import json
import os
import re
import subprocess
import sys
import tempfile

PROGRAM, SOURCE = (os.path.abspath(path) for path in sys.argv[1:3]) if len(sys.argv) == 3 else sys.exit(__doc__)

counts = {"passed": 0, "failed": 0}


def check(name, problems):
    """One check: passes when there are no problems."""
    problems = list(problems)
    counts["failed" if problems else "passed"] += 1
    if problems:
        print(f"FAILED: {name}")
        for problem in problems:
            print(f"    {problem}")


def differ(left, right, left_name, right_name):
    left, right = set(left), set(right)
    return ([f"only in {left_name}: {item}" for item in sorted(left - right)]
            + [f"only in {right_name}: {item}" for item in sorted(right - left)])


def read(*path):
    with open(os.path.join(SOURCE, *path), encoding="utf-8") as file:
        return file.read()


def entries(macro, *path):
    """The arguments of each use of a macro in a .def file; strings without their quotes."""
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", read(*path), flags=re.S)
    argument = re.compile(r'\s*((?:"(?:[^"\\]|\\.)*"\s*)+|[^",()]+)(,|\)|$)')
    found = []
    for start in re.finditer(rf"\b{macro}\(", text):
        position, values = start.end(), []
        while True:
            part = argument.match(text, position)
            value = part.group(1).strip()
            values.append("".join(re.findall(r'"((?:[^"\\]|\\.)*)"', value)) if value.startswith('"') else value)
            position = part.end()
            if part.group(2) == ")":
                break
        found.append(values)
    return found


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)


def in_ticks(text):
    return re.findall(r"`([^`\n]+)`", text)


def tables(text):
    """The rows of all tables of a document, each a list of cells."""
    return [[cell.strip() for cell in line.strip().strip("|").split("|")]
            for line in text.splitlines() if line.startswith("|") and not re.match(r"^\|[-| ]+\|$", line)]


INPUT, OUTPUT, METHOD, LIBRARY = (read("docs", name) for name in ("input.md", "output.md", "method.md", "library.md"))
ETHNICITY, INPUTS = (read("docs", name) for name in ("ethnicity.md", "inputs.md"))
SCHEMA = json.loads(read("docs", "results.schema.json"))


def source_files():
    for folder, folders, names in os.walk(os.path.join(SOURCE, "src")):
        folders.sort()
        for name in sorted(names):
            if name.endswith((".c", ".h")):
                yield os.path.join(folder, name)


def sources():
    texts = []
    for path in source_files():
        with open(path, encoding="utf-8") as file:
            texts.append(file.read())
    return "\n".join(texts)


# [-o, ]--output [DIR]; the argument may be optional, as [FILE], or a list, as COLUMN[,COLUMN]
OPTION = r"(?:(-\w), )?(--[\w-]+)(?: (\[?[A-Z]+\]?)(?:\[,[A-Z]+\])?)?"


def options_of_help(command):
    """{(-o, --output, DIR), ...}"""
    matches = (re.match(rf"^\s+{OPTION}\s{{2,}}\S", line) for line in run("help", command).stdout.splitlines())
    return {tuple(part or "" for part in match.groups()) for match in matches if match}


def options_of_man(heading):
    text = re.sub(r"\\f.", "", read("docs", "man", "paygap.1")).replace("\\-", "-")
    section = text.split(f".SH {heading}\n", 1)[1].split(".SH", 1)[0]
    lines = re.findall(r"^\.TP\n(.*)$", section, flags=re.M)
    matches = {line: re.match(rf"^{OPTION}$", line) for line in lines}
    return {tuple(part or "" for part in match.groups()) if match else ("", line, "")
            for line, match in matches.items()}


def check_options():
    for command, heading in (("report", "OPTIONS"), ("inspect", '"OPTIONS OF INSPECT"'),
                             ("audit", '"OPTIONS OF AUDIT"'), ("explain", '"OPTIONS OF EXPLAIN"'),
                             ("reproduce", '"OPTIONS OF REPRODUCE"'), ("verify", '"OPTIONS OF VERIFY"'), ("workforce", '"OPTIONS OF WORKFORCE"'),
                             ("attack", '"OPTIONS OF ATTACK"')):
        shown = options_of_help(command)
        check(f"paygap help {command} lists options", [] if shown else ["none found"])
        check(f"paygap help {command} fits in 80 columns",
              [line for line in run("help", command).stdout.splitlines() if len(line) > 80])
        check(f"the options of paygap help {command} are those of the man page",
              differ(shown, options_of_man(heading), "help", "man page"))
    done = subprocess.run([sys.executable, "-B", os.path.join(SOURCE, "script", "man_options"), "--check"],
                          capture_output=True, text=True, encoding="utf-8", check=False)
    check("the options of the man page are those of options.def; else run script/man_options",
          [] if done.returncode == 0 else [done.stdout, done.stderr])
    section = INPUT.split("### paygap inspect", 1)[1].split("\n## ", 1)[0]
    told = {word.split()[0] for row in tables(section) for word in in_ticks(row[0])}
    check("the options of paygap help inspect are in docs/input.md",
          [long for short, long, _ in sorted(options_of_help("inspect"))
           if long != "--help" and not {short, long} & told])
    statuses = {exit_status for _, exit_status, _, _ in entries("PAYGAP_STATUS", "include", "paygap", "error_codes.def")}
    section = read("docs", "man", "paygap.1").split('.SH "EXIT STATUS"', 1)[1].split(".SH", 1)[0]
    check("the exit statuses of the man page are those of error_codes.def",
          differ(re.findall(r"^\.B (\d)$", section, flags=re.M), statuses, "man page", "error_codes.def"))


def check_input():
    fields = [entry[1] for entry in entries("PG_FIELD", "src", "read", "table", "fields.def")]
    described = [row[0].strip("`") for row in tables(INPUT.split("## 2.", 1)[0]) if row[0].startswith("`")]
    check("the columns of docs/input.md are those of fields.def", differ(described, fields, "docs", "fields.def"))

    words = {re.sub(r"[ _-]", "", word).lower() for word in in_ticks(INPUT)}
    durations = [entry[0] for entry in entries("PG_DURATION", "src", "read", "schema", "durations.def")]
    check("every word of durations.def is in docs/input.md", [word for word in durations if word not in words])
    listed = {"weekly": "7 days", "fortnightly": "14 days", "four-weekly": "28 days", "monthly": "30.44 days"}
    check("the words of docs/input.md stand in the row of their length", wrong_lengths(listed))

    reasons = [entry[1] for entry in entries("PG_REASON", "src", "read", "table", "reasons.def")]
    check("every reason of reasons.def is in docs/input.md",
          [code for code in reasons if f"`{code}`" not in INPUT])
    check("docs/input.md says which reasons are provisional", wrong_provisional())

    used = sources()
    problems = [entry[2] for entry in entries("PG_FINDING", "src", "read", "table", "findings.def")
                if f"PG_FINDING_{entry[0]}" in used]
    check("every finding that the program makes is in docs/input.md",
          [problem for problem in problems if problem not in INPUT])

    keys = [entry[1] for entry in entries("PG_EMPLOYER_KEY", "src", "jobs", "config", "employer_keys.def")]
    longest = {entry[1]: entry[2] for entry in entries("PG_EMPLOYER_KEY", "src", "jobs", "config", "employer_keys.def")}
    section = INPUT.split("### [employer]", 1)[1].split("###", 1)[0]
    rows = {row[0].strip("`"): row[2] for row in tables(section) if row[0].startswith("`")}
    check("the keys of [employer] are those of employer_keys.def",
          differ(rows, [*keys, "sector", "snapshot_date"], "docs", "employer_keys.def"))
    check("the limits of [employer] are those of employer_keys.def",
          [f"{key}: {rows[key]}, not {longest[key]}" for key in keys
           if key in rows and key != "date_submitted" and rows[key].split()[:1] != [longest[key]]])


def wrong_lengths(first_word):
    """Words of the table of periods whose row is not the one durations.def puts them in."""
    days = {"WEEK": 700, "MONTH": 3044}
    length = {}
    for word, number, unit in entries("PG_DURATION", "src", "read", "schema", "durations.def"):
        hundredths = 36525 if (number, unit) == ("12", "MONTH") else int(number) * days[unit]
        length[word] = f"{hundredths / 100:g} days"
    section = INPUT.split("## 5.", 1)[1].split("## 6.", 1)[0]
    for row in tables(section):
        for word in in_ticks(row[1]):
            squeezed = re.sub(r"[ _-]", "", word).lower()
            if squeezed not in length:
                yield f"{word} is not in durations.def"
            elif not row[0].startswith(length[squeezed]):
                yield f"{word}: {row[0]}, not {length[squeezed]}"
    for word, days_text in first_word.items():
        if length.get(word.replace("-", "")) != days_text:
            yield f"{word} is not {days_text}"


def wrong_provisional():
    provisional = {entry[1]: entry[2] == "true" for entry in entries("PG_REASON", "src", "read", "table", "reasons.def")}
    for row in tables(INPUT.split("## 6.", 1)[1].split("## 7.", 1)[0]):
        code = row[2].strip("`") if len(row) == 4 else ""
        if code in provisional and row[3].startswith("yes") != provisional[code]:
            yield f"{code}: {row[3]}"


def check_results():
    with tempfile.TemporaryDirectory() as folder:
        council = os.path.join(SOURCE, "samples", "council")
        outcome = run("report", os.path.join(council, "payroll.csv"), "-c", os.path.join(council, "paygap.ini"),
                      "-o", folder, "--quiet")
        check("the program runs on the sample council", [] if outcome.returncode == 0 else [outcome.stderr])
        if outcome.returncode != 0:
            return
        written = {os.path.relpath(os.path.join(path, name), folder).replace(os.sep, "/")
                   for path, _, names in os.walk(folder) for name in names}
        with open(os.path.join(folder, "internal", "results.csv"), encoding="utf-8", newline="") as file:
            figures = list(csv.DictReader(file))
        with open(os.path.join(folder, "publish", "statutory.csv"), encoding="utf-8", newline="") as file:
            statutory = next(csv.reader(file))
        with open(os.path.join(folder, "internal", "findings.csv"), encoding="utf-8", newline="") as file:
            findings = next(csv.reader(file))
        with open(os.path.join(folder, "internal", "results.json"), encoding="utf-8") as file:
            document = json.load(file)
    check("docs/output.md names every file written", [name for name in written if f"`DIR/{name}`" not in OUTPUT])
    check_figures(figures, statutory, findings)
    check_json(document, figures)


def check_figures(figures, statutory, findings):
    measures = {row["measure"] for row in figures}
    section = OUTPUT.split("### Measures", 1)[1].split("##", 1)[0]
    described = {}
    for row in tables(section):
        if len(row) == 5:
            described.update({measure: row for measure in in_ticks(row[0])})
    check("the measures of docs/output.md are those of results.csv", differ(described, measures, "docs", "results.csv"))
    units = {row["measure"]: row["unit"] for row in figures}
    check("docs/output.md gives the unit of every measure",
          [measure for measure in measures & set(described) if described[measure][2] != units[measure]])
    check("the columns of results.csv are those of docs/output.md",
          [name for name in figures[0] if f"`{name}`" not in OUTPUT.split("## 3.", 1)[0]])
    lines = [row[0].strip("`") for row in tables(OUTPUT.split("## 5.", 1)[1].split("## 6.", 1)[0])][1:]
    check("the columns of statutory.csv are those of docs/output.md, in their order",
          [] if lines == statutory else differ(lines, statutory, "docs", "statutory.csv") or ["another order"])
    lines = [row[0].strip("`") for row in tables(OUTPUT.split("## 4.", 1)[1].split("## 5.", 1)[0])][1:]
    check("the columns of findings.csv are those of docs/output.md, in their order",
          [] if lines == findings else differ(lines, findings, "docs", "findings.csv") or ["another order"])
    example = re.findall(r"^Anytown Council,.*$", OUTPUT, flags=re.M)
    real = {",".join(row.values()) for row in figures}
    check("the rows shown in docs/output.md are real", [line for line in example if line not in real] or
          ([] if example else ["no rows found"]))


def check_json(document, figures):
    section = OUTPUT.split("## 3.", 1)[1].split("## 4.", 1)[0]
    check("docs/output.md names every member of results.json",
          [name for name in [*document, *document["counts"]] if f"`{name}`" not in section])
    check("the members of results.json are those of the schema",
          differ(document, SCHEMA["properties"], "results.json", "schema"))
    for name in ("counts", "input", "configuration"):
        check(f"the members of {name} are those of the schema",
              differ(document[name], SCHEMA["properties"][name]["properties"], "results.json", "schema"))
    figure = SCHEMA["definitions"]["figure"]["properties"]
    check("the members of a figure are those of the schema",
          differ(document["figures"][0], figure, "results.json", "schema"))
    check("the measures of the schema are those of results.csv",
          differ(figure["measure"]["enum"], {row["measure"] for row in figures}, "schema", "results.csv"))
    fields = [entry[1] for entry in entries("PG_FIELD", "src", "read", "table", "fields.def")]
    columns = SCHEMA["properties"]["input"]["properties"]["columns"]["items"]["properties"]
    check("the columns of the schema are those of fields.def",
          differ(columns["read_as"]["anyOf"][0]["enum"], ["", *fields], "schema", "fields.def"))
    reasons = [entry[1] for entry in entries("PG_REASON", "src", "read", "table", "reasons.def")
               if entry[1] not in ("none", "merged")]
    check("the reasons of the schema are those of reasons.def",
          differ(SCHEMA["definitions"]["left_out"]["properties"]["reason"]["enum"], reasons, "schema", "reasons.def"))


def check_exit_table():
    rows = [tuple(row) for row in tables(OUTPUT.split("### Exit status", 1)[1].split("## 8.", 1)[0])][1:]
    codes = [(exit_status, name, meaning, example) for name, exit_status, meaning, example
             in entries("PAYGAP_STATUS", "include", "paygap", "error_codes.def")]
    check("the exit statuses of docs/output.md are those of error_codes.def",
          [f"differs: {row}" for row in rows + codes if row not in codes or row not in rows])


def check_method():
    """Every file that docs/method.md names exists; every function is in a file named beside it."""
    missing_files, missing_functions = set(), set()
    for block in re.split(r"\n(?=\||\n)", METHOD):
        paths = [path for path in in_ticks(block) if re.match(r"^(src|tests|docs|include|samples)/[\w./-]+$", path)]
        missing_files.update(path for path in paths if not os.path.isfile(os.path.join(SOURCE, path)))
        texts = [read(path) for path in paths if path.endswith((".c", ".h"))
                 and os.path.isfile(os.path.join(SOURCE, path))]
        for name in in_ticks(block):
            function = re.match(r"^(\w+)\(\)$", name)
            definition = function and re.compile(rf"^[^\s/].*\b{function.group(1)}\(", flags=re.M)
            if function and not any(definition.search(text) for text in texts):
                missing_functions.add(f"{name} in {', '.join(paths) or 'no file'}")
    check("every file named in docs/method.md exists", sorted(missing_files))
    check("every function named in docs/method.md is in the file beside it", sorted(missing_functions))


def block_after(text, opening):
    """The lines of the block in which `opening` begins a line, from there to its end."""
    found = re.search(rf"^{re.escape(opening)}.*?(?=^```$)", text, flags=re.M | re.S)
    return found.group(0) if found else ""


def check_examples():
    """The payrolls shown are run, and give what is shown."""
    with tempfile.TemporaryDirectory() as folder:
        payroll, config, out = (os.path.join(folder, name) for name in ("export.csv", "paygap.ini", "out"))
        shown = {payroll: block_after(INPUT, "Payroll No,"), config: block_after(INPUT, "; How to read export.csv")}
        shown[os.path.join(folder, "g8.csv")] = "".join(block_after(METHOD, "$ cat g8.csv").partition("$ paygap")[0]
                                                        .splitlines(keepends=True)[1:])
        for path, text in shown.items():
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(text)
        outcome = run("report", payroll, "-c", config, "-o", out, "-q")
        check("the example of docs/input.md ends with exit status 1", [] if outcome.returncode == 1 else
              [f"{outcome.returncode}: {outcome.stderr}"])
        paths = [os.path.relpath(os.path.join(path, name), folder).replace(os.sep, "/")
                 for path, _, names in os.walk(out) for name in names]
        check("the files of the example are those of docs/output.md",
              differ(paths, block_after(OUTPUT, "out/anytown-care-ltd").split(), "run", "docs"))
        findings = os.path.join(out, "anytown-care-ltd", "internal", "findings.csv")
        written = "none"
        if os.path.isfile(findings):
            with open(findings, encoding="utf-8") as file:
                written = file.read()
        check("the findings of the example are those of docs/input.md", [] if written in INPUT else [written])
        run("report", os.path.join(folder, "g8.csv"), "-o", out, "-q", "-s", "2026-04-05")
        results = os.path.join(out, "internal", "results.csv")
        line = re.search(r"^Unnamed employer,.*$", METHOD, flags=re.M).group(0)
        written = ""
        if os.path.isfile(results):
            with open(results, encoding="utf-8") as file:
                written = file.read()
        check("the figure of the example of docs/method.md is real", [] if line + "\n" in written else [line])


def check_library():
    headers = {name: set(re.findall(r"\b(paygap_\w+)\(", read("include", "paygap", name)))
               for name in ("paygap.h", "results.h", "error.h", "inspect.h", "io.h", "audit.h", "verify.h", "workforce.h", "document.h", "attack.h")}
    named = set(re.findall(r"\b(paygap_\w+)\(", LIBRARY))
    check("docs/library.md names only functions of the headers", sorted(named - set.union(*headers.values())))
    for header in ("inspect.h", "io.h", "audit.h", "verify.h", "workforce.h", "document.h", "attack.h"):
        declared = re.findall(r"^PAYGAP_API[^;(]*?\b(paygap_\w+)\(", read("include", "paygap", header), flags=re.M)
        check(f"{header} declares functions", [] if declared else ["none found"])
        check(f"docs/library.md names every function of {header}", sorted(set(declared) - named))
    check("docs/library.md has one program", [] if LIBRARY.count("```c\n") == 1 else ["not one ```c block"])


def check_links():
    for name in ("input.md", "inputs.md", "output.md", "method.md", "library.md", "ethnicity.md", "auditing.md",
                 "verify.md", "workforce.md", "law.md", "attack.md"):
        check_links_of("docs", name)
    check_links_of("README.md")
    check_links_of("samples", "exports", "README.md")


def check_links_of(*path):
    folder = os.path.join(SOURCE, *path[:-1])
    targets = re.findall(r"\]\(([^)#:]+)\)", read(*path))
    check(f"the links of {'/'.join(path)} lead to files",
          [target for target in targets if not os.path.isfile(os.path.join(folder, target))])


def check_exports():
    """Every export has its place in docs/inputs.md and in the list of the samples."""
    listed = read("samples", "exports", "README.md")
    exports = [name for name in sorted(os.listdir(os.path.join(SOURCE, "samples", "exports")))
               if name.endswith((".csv", ".txt", ".xlsx"))]
    check("every export of samples/exports is in docs/inputs.md", [name for name in exports if name not in INPUTS])
    check("every export of samples/exports is in its README.md",
          [name for name in exports if f"`{name}`" not in listed])


def is_as_shown(printed, shown):
    """Whether the lines printed are those shown; "..." stands for any number of lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in shown)
    return re.fullmatch(pattern, printed) is not None


def commands_of(text):
    """The commands of blocks, each with the lines shown below it; a here-document belongs to its command."""
    for block in re.findall(r"^```\n(.*?)^```$", text, flags=re.M | re.S):
        if not block.startswith("$ "):
            continue
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            lines = part.rstrip("\n").split("\n")
            size = lines.index("END") + 1 if "<<'END'" in lines[0] else 1
            yield "\n".join(lines[:size]), lines[size:]


def check_commands(name):
    """Runs every command of a document, in order, and compares what it prints."""
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(os.path.join(SOURCE, "samples"), os.path.join(folder, "samples"))
        path = os.path.dirname(PROGRAM) + os.pathsep + os.environ["PATH"]
        for command, shown in commands_of(read("docs", name)):
            done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, check=False,
                                  env={"PATH": path, "LC_ALL": "C.UTF-8", "TMPDIR": folder})
            check(f"docs/{name}: {command.splitlines()[0][:60]}",
                  [] if is_as_shown(done.stdout, shown) else [done.stdout, done.stderr])


def check_verify():
    text, checks = read("docs", "verify.md"), entries("PG_CHECK", "src", "jobs", "filed", "checks.def")
    section = text.split("## 3.", 1)[1].split("## 4.", 1)[0]
    check("the checks of docs/verify.md are those of checks.def",
          differ([in_ticks(row[0])[0] for row in tables(section) if in_ticks(row[0])],
                 [entry[2] for entry in checks], "docs", "checks.def"))
    proved = text.split("## 2.", 1)[1].split("## 3.", 1)[0]
    check("every impossible check has its theorem",
          [entry[2] for entry in checks if entry[1] == "IMPOSSIBLE" and f"`{entry[2]}`" not in proved])
    mistakes = read("src", "jobs", "audit", "mistakes.c").split("pg_mistakes[] = {", 1)[1].split("\n};", 1)[0]
    names = list(dict.fromkeys("".join(re.findall(r'"([^"]*)"', words)) for words in
                               re.findall(r'\{((?:"[^"]*"\s*)+),\s*"', mistakes)))
    check("the mistakes of docs/verify.md are those of mistakes.c",
          differ([row[0] for row in tables(text.split("## 4.", 1)[1]) if row[0] != "mistake"], names, "docs", "code"))


check_options()
check_commands("auditing.md")
check_commands("verify.md")
check_commands("workforce.md")
check_commands("attack.md")
check_verify()
check_input()
check_results()
check_exit_table()
check_method()
check_examples()
check_library()
check_links()
check_exports()
print(f"{counts['passed']} passed, {counts['failed']} failed")
sys.exit(1 if counts["failed"] else 0)
