#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes four years of the people of Anytown Council, with all that the workforce report can take.

make_workforce.py COUNCIL_PAYROLL.csv FOLDER [PROGRAM]

The people of 2026 are those of samples/council/payroll.csv. Going back a year at a time, some of them
had not joined yet, some were a grade lower, and others, who have left since, are invented. The random
numbers are seeded, so the files are the same each time. With PROGRAM (paygap) results-2025.json and
results-2026.json are made as well. Everybody and everything here is invented.
"""
import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile

YEARS = (2023, 2024, 2025, 2026)
LEVELS = {"G12": "Leadership team", "G11": "Corporate management team", "G10": "Senior managers",
          "G9": "Service managers", "G8": "Team leaders"}
SPINE = {f"G{i}": 11.60 + 1.55 * (i - 1) + 0.09 * i * i for i in range(1, 13)}
ORIENTATION = ["Heterosexual or straight"] * 80 + ["Gay or lesbian"] * 4 + ["Bisexual"] * 3 + ["Other"] * 1
RELIGION = (["No religion"] * 40 + ["Christian"] * 38 + ["Muslim"] * 10 + ["Hindu"] * 4 + ["Sikh"] * 2
            + ["Buddhist", "Jewish", "Other religion"])
PEOPLE = ["employee_id", "sex", "ethnicity", "disability", "age_band", "sexual_orientation", "religion_or_belief",
          "grade", "management_level", "division", "contract", "cohort", "start_date", "regulated"]


def answer(rng, value, asked):
    """What somebody answers, or not: a part of people was never asked, and some would rather not say."""
    chance = rng.random()
    return "" if chance > asked else "Prefer not to say" if chance > asked - 0.08 else value


def cohort(rng, person):
    if person["contract"] == "Apprentice":
        return "Apprentices"
    return "Graduate scheme" if person["grade"] == "G6" and rng.random() < 0.12 else ""


def person_of(row, rng):
    person = {"employee_id": row["Employee ID"], "sex": row["Sex"], "ethnicity": row["Ethnicity"],
              "disability": row["Disability"], "age_band": row["Age band"], "grade": row["Grade"],
              "division": row["Department"], "contract": row["Contract"]}
    person["sexual_orientation"] = answer(rng, rng.choice(ORIENTATION), 0.82)
    person["religion_or_belief"] = answer(rng, rng.choice(RELIGION), 0.80)
    person["cohort"] = cohort(rng, person)
    social = person["division"] in ("Adult Social Care", "Children's Services")
    person["regulated"] = "yes" if social and person["grade"] in ("G7", "G8", "G9", "G10") else "no"
    started = rng.choice([2026] * 6 + [2025] * 9 + [2024] * 9 + [2023] * 8 + [2015] * 68)
    person["started"] = started
    day, month = rng.randrange(1, 28), rng.randrange(1, 13)
    if started == 2015:
        person["start_date"] = f"{rng.randrange(1995, 2022)}-{month:02}-{day:02}"
    else:  # between the snapshot date of the year before and that of the year
        month = rng.choice([4, 5, 6, 9, 10, 11, 1, 2])
        person["start_date"] = f"{started - (month > 3)}-{month:02}-{day:02}"
    person["promoted"] = rng.choice([0] * 88 + [2024] * 3 + [2025] * 4 + [2026] * 5)
    person["hours"] = row["Weekly hours"]
    person["full_pay"] = row["Full pay"] or "yes"
    person["known_from"] = rng.choice([2023] * 80 + [2024] * 6 + [2025] * 7 + [2026] * 7)
    return person


def lower(grade):
    return f"G{max(1, int(grade[1:]) - 1)}"


def as_of(person, year):
    """The person's row in that year."""
    row = dict(person)
    if person["promoted"] > year:
        row["grade"] = lower(person["grade"])
    if person["known_from"] > year:  # the record was completed later
        row.update({"ethnicity": "", "disability": "", "sexual_orientation": "", "religion_or_belief": ""})
    row["management_level"] = LEVELS.get(row["grade"], "")
    return row


def leavers(rng, people):
    """People who have left, each with the last year they were there."""
    gone = []
    for n in range(300):
        person = dict(rng.choice(people))
        person["employee_id"] = str(200001 + n)
        person["left"] = rng.choice([2023] * 3 + [2024] * 3 + [2025] * 3)
        person["started"], person["promoted"] = 2015, 0
        person["start_date"] = f"{rng.randrange(2001, 2022)}-0{rng.randrange(1, 10)}-15"
        if rng.random() < 0.25:  # women in senior grades have become more
            person["sex"] = "M"
        gone.append(person)
    return gone


def write(folder, name, header, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def in_year(people, year):
    return [as_of(person, year) for person in people
            if person["started"] <= year and person.get("left", 9999) >= year]


def is_ethnic(person):
    label = person["ethnicity"]
    white = ("English, Welsh, Scottish, Northern Irish or British", "Irish", "Gypsy or Irish Traveller", "Roma",
             "Any other White background")
    return label not in ("", "Prefer not to say") and label not in white


def applications(rng, people):
    """People who applied in the twelve months, as they told the recruitment system."""
    rows, number = [], 0
    for _ in range(900):
        person = rng.choice(people)
        ethnic = is_ethnic(person) or rng.random() < 0.22
        ethnicity = rng.choice(["Indian", "Pakistani", "African", "Caribbean"]) if ethnic else person["ethnicity"]
        number += 1
        month = rng.randrange(12)
        date = f"{2025 + (month > 8)}-{(month + 3) % 12 + 1:02}-{rng.randrange(1, 28):02}"
        base = {"employee_id": "", "application": f"A{number:04}", "date": date, "sex": person["sex"],
                "ethnicity": ethnicity, "disability": person["disability"], "division": person["division"]}
        rows.append({**base, "event": "applied"})
        if rng.random() < (0.26 if ethnic else 0.38):
            rows.append({**base, "event": "shortlisted"})
            if rng.random() < (0.22 if ethnic else 0.30):
                rows.append({**base, "event": "appointed"})
    return rows


def staff_events(rng, people, gone):
    rows = []

    def add(event, person):
        month = rng.randrange(12)
        date = f"{2025 + (month > 8)}-{(month + 3) % 12 + 1:02}-{rng.randrange(1, 28):02}"
        rows.append({"event": event, "date": date, "employee_id": person["employee_id"]})

    for person in gone:
        if person["left"] == 2025:
            add("leaver", person)
    for person in people:
        if person["started"] == 2026:
            add("starter", person)
        if person["promoted"] == 2026:
            add("promotion", person)
        ethnic = is_ethnic(person)
        for event, chance in (("grievance", 0.012), ("disciplinary", 0.022 if ethnic else 0.012), ("capability", 0.008),
                              ("training", 0.20 if ethnic else 0.25), ("flexible working", 0.05)):
            if rng.random() < chance:
                add(event, person)
        if person["regulated"] == "yes" and rng.random() < 0.15:
            add("fitness to practise", person)
    return rows


def payroll_row(person, year):
    rate = SPINE[person["grade"]] * (1.035 ** (year - 2025))
    hours = person["hours"] or "37"
    pay = rate * float(hours) * 30.44 / 7
    return {"employee_id": person["employee_id"], "sex": person["sex"], "pay_period": "monthly",
            "basic_pay": f"{pay:.2f}", "weekly_hours": hours, "bonus_12_months": "",
            "full_pay": person["full_pay"] if year == 2026 else "yes", "grade": person["grade"]}


FIXED = {
    "survey.csv": """question,group,respondents,experienced
6,Minority ethnic,96,21
6,White,402,61
7a,Minority ethnic,96,17
7a,White,402,44
7b,Minority ethnic,96,12
7b,White,402,28
wdes 7,Disabled,71,28
wdes 7,Not disabled,398,207
""",
    "benchmarks.csv": """characteristic,group,share
ethnicity,Minority ethnic,24.6
disability,Disabled,17.8
""",
    "actions.csv": """objective,action,deliverable,owner,due,status,measure,rag,form,text
Representation,Interview panels with a Black Asian or minority ethnic member,Nine panels in ten,Head of HR,31/12/2025,complete,minority ethnic of ethnicity,Green,"Use fair and structured interview techniques","Panels of three, with questions set beforehand and scored apart."
Representation,Name blind shortlisting,All vacancies at Team leader and above,Recruitment manager,30/09/2026,in progress,minority ethnic of ethnicity at Team leaders,Amber,Reduce unconscious bias in CV screening,Names and addresses are taken off before shortlisting.
Leadership,Leadership programme for women,Twelve places a year,Director of People,31/03/2026,in progress,women of sex at Senior managers,Amber,"Offer mentoring, sponsorship and other development programmes",Twelve places with a sponsor each.
Records,Campaign for self-service records,Nine in ten records complete,HR systems lead,28/02/2026,not started,disclosed of ethnicity,Red,,
Wellbeing,Menopause training for managers,All managers,Occupational health lead,30/06/2026,in progress,,Green,Train managers to support employees experiencing menopause,Half a day for every manager by June.
""",
    "indicators.csv": """indicator,value,of,target
Interview panels with a Black Asian or minority ethnic member (six months),43,47,90
Equality impact assessments completed,31,40,100
Managers trained in fair recruitment,88,,80
Exit interviews held,,112,75
""",
    "workforce.ini": """; Anytown Council does not exist; everything here is invented. Made by make_workforce.py.

[employer]
name = Anytown Council
sector = public

[workforce]
level = management_level
leadership = Leadership team, Corporate management team
senior = Leadership team, Corporate management team, Senior managers
board = Leadership team
open_levels = Leadership team, Corporate management team
regulated = regulated
events = events.csv
survey = survey.csv
benchmarks = benchmarks.csv
actions = actions.csv
actions_on = 2026-04-30
indicators = indicators.csv
results = results-2025.json, results-2026.json
earlier_payroll = payroll-2025.csv
payroll = payroll-2026.csv
earlier_payroll_config = payroll-2025.ini
payroll_config = payroll-2026.ini
payroll_grade = grade

[targets]
Minority ethnic workforce = minority ethnic of ethnicity, 24.6 by 2029-03-31
Minority ethnic, a year = minority ethnic of ethnicity, +1.5 a year from 2023-03-31
Women senior managers = women of sex at Senior managers, 50 by 2028-03-31
Ethnicity records = disclosed of ethnicity, 95 by 2027-03-31
""",
}


def main():
    source, folder = sys.argv[1:3]
    rng = random.Random(20260331)
    with open(source, encoding="utf-8", newline="") as file:
        people = [person_of(row, rng) for row in csv.DictReader(file)]
    gone = leavers(rng, people)
    everybody = people + gone
    for year in YEARS:
        write(folder, f"people-{year}.csv", PEOPLE, in_year(everybody, year))
    now = in_year(people, 2026)
    events = applications(rng, people) + staff_events(rng, now, gone)
    write(folder, "events.csv", ["event", "date", "employee_id", "application", "sex", "ethnicity", "disability",
                                 "division"], events)
    for year in (2025, 2026):
        rows = [payroll_row(person, year) for person in in_year(everybody, year)]
        write(folder, f"payroll-{year}.csv", list(rows[0]), rows)
        with open(os.path.join(folder, f"payroll-{year}.ini"), "w", encoding="utf-8") as file:
            file.write(f"[employer]\nname = Anytown Council\nsector = public\nsnapshot_date = {year}-03-31\n")
    for name, text in FIXED.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    for year in (2025, 2026) if len(sys.argv) > 3 else ():
        with tempfile.TemporaryDirectory() as out:
            subprocess.run([sys.argv[3], "report", os.path.join(folder, f"payroll-{year}.csv"), "-c",
                            os.path.join(folder, f"payroll-{year}.ini"), "-o", out, "-q"], check=False)
            shutil.copy(os.path.join(out, "internal", "results.json"), os.path.join(folder, f"results-{year}.json"))


main()
