# SPDX-License-Identifier: GPL-3.0-or-later
"""results.json obeys docs/results.schema.json: check_schema.py PROGRAM SOURCE_DIR."""
import json
import os
import subprocess
import sys
import tempfile

import jsonschema

SMALL = {
    "provisional": "sex,hourly_pay\nM,10\nF,9\nF,oops\n",
    "women only": "sex,hourly_pay,bonus_12_months\nF,10,5\nF,9,\n",
    "nobody on full pay": "sex,hourly_pay,full_pay\nM,10,no\nF,9,no\n",
    "ties": "sex,hourly_pay\n" + "M,10\nF,10\n" * 5,
}


def results_of(program, payroll, config, folder):
    command = [program, "report", payroll, "-o", folder, "-q", "-s", "2026-04-05"]
    subprocess.run(command + (["-c", config] if config else []), check=False)
    with open(os.path.join(folder, "internal", "results.json"), encoding="utf-8") as file:
        return json.load(file)


def main():
    program, source = sys.argv[1:]
    with open(f"{source}/docs/results.schema.json", encoding="utf-8") as file:
        validator = jsonschema.Draft7Validator(json.load(file))
    payrolls = {name: (f"{source}/samples/{name}/{payroll}", f"{source}/samples/{name}/paygap.ini")
                for name, payroll in (("council", "payroll.csv"), ("houston", "houston_employee.csv"))}
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, text in SMALL.items():
            path = os.path.join(folder, name + ".csv")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            payrolls[name] = (path, None)
        for name, (payroll, config) in payrolls.items():
            document = results_of(program, payroll, config, os.path.join(folder, "out " + name))
            faults = [error.message for error in validator.iter_errors(document)]
            counts = document["counts"]
            left_out = sum(item["people"] for item in counts["left_out_of_all_figures"])
            if counts["people"] != counts["relevant_employees"] + left_out:
                faults.append("people are not those counted and those left out")
            left_out = sum(item["people"] for item in counts["left_out_of_hourly_figures"])
            if counts["relevant_employees"] != counts["full_pay_relevant_employees"] + left_out:
                faults.append("relevant employees are not those on full pay and those left out")
            print(("FAIL  " if faults else "ok    ") + name, *faults)
            failed += bool(faults)
    print(f"{len(payrolls) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
