#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random payrolls and council workforces that are hard to publish safely.

Small groups, few people on leave, few bonuses, people all on one pay, one very well paid, groups of which everybody or nobody has
something: each is common among small employers and each has given somebody away. Everything is drawn from one seed, so that a
failure can be made again; nothing of it is anybody's. payroll(seed, folder) and workforce(seed, folder) write the files and say
how the program is to be run on them.

As a script: protect_payrolls.py payroll|workforce SEED FOLDER
"""
import csv
import os
import random
import sys

BROAD = ["White", "Mixed or Multiple ethnic groups", "Asian or Asian British",
         "Black, Black British, Caribbean or African", "Other ethnic group"]
DETAILED = ["English, Welsh, Scottish, Northern Irish or British", "Irish", "Any other White background",
            "White and Black Caribbean", "White and Asian", "Indian", "Pakistani", "Chinese", "Any other Asian background",
            "Caribbean", "African", "Arab", "Any other ethnic group"]
RELIGIONS = ["No religion", "Christian", "Muslim", "Hindu", "Sikh", "Jewish", "Buddhist"]
DECLINED = "Prefer not to say"
# What a year's full-time pay at the lowest adult rate comes to, so that nobody generated is paid below the law.
LOWEST_YEAR = 24900


def answers(rng, labels, undisclosed):
    """A way to draw labels: the first is the largest group, the tail is thin, a few people do not answer."""
    weights = [rng.choice([40, 60, 80])]
    weights += [rng.choice([0.3, 0.6, 1, 2, 5, 10, 20]) for _ in labels[1:]]
    extra = [DECLINED, ""] if undisclosed else []
    weights += [rng.choice([0, 0.5, 1.5, 4, 8]) for _ in extra]
    return lambda: rng.choices(list(labels) + extra, weights)[0]


def columns_of(rng):
    """One to three label columns: name -> (way to draw, whether it must be named with --by)."""
    kinds = rng.sample(["Disability", "Ethnicity", "Religion", "Site", "Grade"], rng.choice([1, 2, 2, 3]))
    columns = {}
    for kind in kinds:
        if kind == "Disability":
            draw = answers(rng, ["No", "Yes"], True)
        elif kind == "Ethnicity":
            labels = DETAILED if rng.random() < 0.3 else BROAD
            draw = answers(rng, labels[:rng.randint(3, len(labels))], True)
        elif kind == "Religion":
            draw = answers(rng, RELIGIONS[:rng.randint(3, 7)], True)
        elif kind == "Site":
            draw = answers(rng, [f"Site {letter}" for letter in "ABCDE"[:rng.randint(2, 5)]], False)
        else:
            draw = answers(rng, [f"G{number}" for number in range(1, rng.randint(3, 7))], False)
        columns[kind] = draw
    return columns


def yearly_pay(rng, style):
    """A person's pay of the year, by the style of the employer."""
    if style == "one pay":
        return rng.choice([LOWEST_YEAR, LOWEST_YEAR, 31250])
    if style == "steps":
        return LOWEST_YEAR + 1375 * min(int(rng.expovariate(0.25)), 30)
    return round(LOWEST_YEAR + rng.lognormvariate(9.0, 0.9), 2)


def payroll(seed, folder):
    """Writes payroll.csv and paygap.ini; gives the arguments of the program, and the people as dictionaries."""
    rng = random.Random(f"payroll {seed}")
    size = int(30 * (800 / 30) ** (rng.random() ** 1.5))
    columns = columns_of(rng)
    style = rng.choice(["one pay", "steps", "any", "any", "any"])
    men = rng.choice([0.5, 0.5, 0.3, 0.75, 0.06])
    leave = rng.choice([0, 1 / size, 3 / size, 0.03, 0.08])
    bonus = rng.choice([0, 2 / size, 0.05, 0.3, 0.95])
    people = []
    for number in range(size):
        person = {"employee_id": f"E{number}", "sex": "M" if rng.random() < men else "F", "pay_period": "annual",
                  "basic_pay": f"{yearly_pay(rng, style):.2f}", "weekly_hours": "37.5", "bonus_12_months": "",
                  "full_pay": "no" if rng.random() < leave else "yes"}
        if rng.random() < bonus:
            person["bonus_12_months"] = str(rng.choice([100, 250, 500, 1000, rng.randint(100, 9000)]))
        elif rng.random() < 0.1:
            person["bonus_12_months"] = "0"
        for name, draw in columns.items():
            person[name] = draw()
        people.append(person)
    if rng.random() < 0.4:
        rng.choice(people)["basic_pay"] = f"{rng.choice([95000, 140000, 240000])}.00"
    if rng.random() < 0.25:
        # Everybody of one small group is on leave: a zero on full pay tells it of each of them.
        name = rng.choice(list(columns))
        counts = {}
        for person in people:
            counts[person[name]] = counts.get(person[name], 0) + 1
        rare = min(counts, key=lambda label: (counts[label], label))
        for person in people:
            if person[name] == rare and counts[rare] < size // 3:
                person["full_pay"] = "no"
    # The law wants at least somebody of each sex for its gaps; a payroll without one has little to attack.
    people[0]["sex"], people[1]["sex"] = "M", "F"
    people[0]["full_pay"] = people[1]["full_pay"] = "yes"
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "payroll.csv"), "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(people[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(people)
    level = rng.choice(["broad", "broad", "detailed, broad", "detailed, broad"]) if "Ethnicity" in columns else None
    with open(os.path.join(folder, "paygap.ini"), "w", encoding="utf-8") as file:
        file.write("[employer]\nname = X\nsector = private\nsnapshot_date = 2026-04-05\n")
        if level:
            file.write(f"\n[characteristic.ethnicity]\nscheme = ew2021\nlevel = {level}\n")
    arguments = ["report", "payroll.csv", "-c", "paygap.ini"]
    by = [name for name in columns if name not in ("Disability", "Ethnicity")]
    if by:
        arguments += ["--by", ",".join(by)]
    if rng.random() < 0.25:
        arguments.append("--intervals")
    return arguments, people


def workforce(seed, folder):
    """Writes people tables of two dates, events and workforce.ini; gives the arguments of the program."""
    rng = random.Random(f"workforce {seed}")
    size = int(150 * (1500 / 150) ** (rng.random() ** 1.5))
    divisions = ["Housing", "Planning", "Schools", "Highways", "Libraries"][:rng.randint(2, 5)]
    levels = ["Directors", "Managers", "Team leaders", ""][-rng.randint(2, 4):]
    women = rng.choice([0.5, 0.65, 0.2])
    ethnicity = answers(rng, BROAD if rng.random() < 0.7 else DETAILED, rng.random() < 0.6)
    disability = answers(rng, ["No", "Yes"], rng.random() < 0.6)
    place_weights = [rng.choice([1, 3, 6, 10]) for _ in divisions]
    level_weights = [rng.choice([1, 2, 4]) for _ in levels[:-1]] + [rng.choice([10, 40])]
    # In some councils the only disabled people work in one division.
    together = rng.random() < 0.3

    def person(number):
        new = {"employee_id": f"E{number}", "sex": "F" if rng.random() < women else "M", "ethnicity": ethnicity(),
               "disability": disability(), "division": rng.choices(divisions, place_weights)[0],
               "level": rng.choices(levels, level_weights)[0]}
        if together and new["disability"] == "Yes":
            new["division"] = divisions[-1]
        return new

    before = [person(number) for number in range(size)]
    now, following = [], size
    for someone in before:
        if rng.random() > 0.06:
            kept = dict(someone)
            if rng.random() < 0.02:
                kept["level"] = rng.choice(levels)
            now.append(kept)
    for _ in range(rng.randint(0, max(1, size // 15))):
        now.append(person(following))
        following += 1
    events = []
    chances = {"grievance": 0.01, "disciplinary": 0.02, "training": 0.3, "promotion": 0.04, "flexible working": 0.1}
    for kind, chance in chances.items():
        chance *= rng.choice([0, 0.3, 1, 1, 3])
        events += [{"event": kind, "date": "2025-10-01", "employee_id": someone["employee_id"], "sex": "", "ethnicity": "",
                    "disability": "", "division": ""} for someone in now if rng.random() < min(chance, 0.95)]
    for number in range(rng.choice([0, 60, 150, 300])):
        applicant = person(number)
        steps = ["applied"]
        if rng.random() < 0.35:
            steps.append("shortlisted")
            if rng.random() < 0.3:
                steps.append("appointed")
        events += [{"event": step, "date": "2025-09-01", "employee_id": "", "sex": applicant["sex"],
                    "ethnicity": applicant["ethnicity"], "disability": applicant["disability"],
                    "division": applicant["division"]} for step in steps]
    os.makedirs(folder, exist_ok=True)

    def write(name, rows, header):
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    header = list(before[0])
    write("people-2025-03-31.csv", before, header)
    write("people-2026-03-31.csv", now, header)
    write("events.csv", events, ["event", "date", "employee_id", "sex", "ethnicity", "disability", "division"])
    with open(os.path.join(folder, "workforce.ini"), "w", encoding="utf-8") as file:
        file.write("[employer]\nname = X\nsector = public\n\n[workforce]\nevents = events.csv\n")
        if rng.random() < 0.25 and levels[0]:
            file.write(f"open_levels = {levels[0]}\n")
    return ["workforce", "people-2025-03-31.csv", "people-2026-03-31.csv", "-c", "workforce.ini"]


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("payroll", "workforce"):
        sys.exit(__doc__)
    made = (payroll if sys.argv[1] == "payroll" else workforce)(int(sys.argv[2]), sys.argv[3])
    print(" ".join(made[0] if sys.argv[1] == "payroll" else made))
