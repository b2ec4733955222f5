# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the workbook of several payrolls and checks each: check_samples.py PROGRAM SOURCE_DIR."""
import os
import subprocess
import sys
import tempfile

PAYROLLS = {
    "council": ("samples/council/payroll.csv", "samples/council/paygap.ini", 0),
    "houston": ("samples/houston/houston_employee.csv", "samples/houston/paygap.ini", 0),
}
SMALL = {
    "provisional": ("sex,hourly_pay\nM,10\nF,9\nF,oops\n", 1),
    "women-only": ("sex,hourly_pay,bonus_12_months\nF,10,5\nF,9,\n", 0),
    "nobody-on-full-pay": ("sex,hourly_pay,full_pay\nM,10,no\nF,9,no\n", 0),
}


def report(program, payroll, config, out, expected):
    command = [program, "report", payroll, "-o", out, "-q", "--snapshot-date", "2026-04-05"]
    if config:
        command += ["-c", config]
    else:
        command += ["--employer", "=A & \"B\" <Ltd> – 'C'"]
    status = subprocess.run(command, check=False).returncode
    if status != expected:
        sys.exit(f"{payroll}: exit status {status}, expected {expected}")
    return os.path.join(out, "publish", "report.xlsx")


def main():
    program, source = sys.argv[1:]
    checker = os.path.join(os.path.dirname(os.path.abspath(__file__)), "check_workbook.py")
    with tempfile.TemporaryDirectory() as folder:
        books = []
        for name, (payroll, config, expected) in PAYROLLS.items():
            books.append(report(program, os.path.join(source, payroll),
                                os.path.join(source, config), os.path.join(folder, name),
                                expected))
        for name, (text, expected) in SMALL.items():
            payroll = os.path.join(folder, name + ".csv")
            with open(payroll, "w", encoding="utf-8") as file:
                file.write(text)
            books.append(report(program, payroll, None, os.path.join(folder, name), expected))
        sys.exit(subprocess.run([sys.executable, "-B", checker, *books], check=False).returncode)


main()
