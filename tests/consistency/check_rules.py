# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of rules, the code and the tests name the same rules: check_rules.py SOURCE_DIR."""
import csv
import glob
import re
import sys


def ids_in(pattern, expression):
    found = set()
    for path in glob.glob(pattern, recursive=True):
        with open(path, encoding="utf-8") as file:
            for match in re.finditer(expression, file.read()):
                found |= set(re.findall(r"(?:gpg|table)/[a-z0-9/-]+", match.group(0)))
    return found


def main():
    source = sys.argv[1]
    with open(f"{source}/docs/rules/register.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    register = [row["id"] for row in rows]
    in_code = ids_in(f"{source}/src/**/*.h", r"@rule[^@]*")
    in_findings = ids_in(f"{source}/src/read/table/findings.def", r'"(?:gpg|table)/[a-z-]+"')
    in_tests = ids_in(f"{source}/tests/check_*.c", r"rule (?:gpg|table)/[a-z/-]+")
    checks = {
        "every rule is registered once": len(register) == len(set(register)),
        "every field of the register is filled": all(all(row.values()) for row in rows),
        "every @rule is in the register": in_code <= set(register),
        "every finding's rule is in the register": in_findings <= set(register),
        "every rule a test names is in the register": in_tests <= set(register),
        "every rule of the register is in the code": set(register) <= in_code | in_findings,
    }
    for name, passed in checks.items():
        print(("ok    " if passed else "FAIL  ") + name)
    for unknown in sorted((in_code | in_findings | in_tests) ^ set(register)):
        print("      differs: " + unknown)
    print(f"{sum(checks.values())} passed, {len(checks) - sum(checks.values())} failed")
    sys.exit(0 if all(checks.values()) else 1)


main()
