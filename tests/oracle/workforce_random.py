# SPDX-License-Identifier: GPL-3.0-or-later
"""Random data sets."""
import csv
import json
import os
import random
from datetime import date, timedelta

from workforce_files import BROAD, DECLINED, Files, year_before
from workforce_plan import PLAN
import workforce_sets

DIVISIONS = ["Parks", "Housing", "Adult Care, Health", "Schools", "Finance", "Mayor's Office"]


LEVELS = ["Director", "Head of service", "Manager"]
NAMES = ["Zebedee Quillfeather", "Ottoline Marrowgate", "Peregrine Vantongeren"]


class Maker:
    """A small workforce, and all files about it, drawn at random."""

    def __init__(self, seed, folder):
        self.rng, self.seed = random.Random(seed), seed
        self.folder = folder
        self.is_bare = seed % 7 == 0       # no configuration
        self.is_half = seed % 7 == 1       # half the columns
        self.columns = ["employee_id", "name", "sex", "ethnicity", "disability", "age_band", "sexual_orientation",
                        "religion_or_belief", "grade", "management_level", "division", "contract", "cohort",
                        "start_date", "regulated"]
        if self.is_half:
            kept = self.rng.sample(self.columns[2:], 6)
            self.columns = [c for c in self.columns if c in kept or c in ("employee_id", "sex", "name")]
        last = self.rng.choice([2024, 2026, 2026])  # 29 February 2024 is in the year to March 2024
        years = range(last + 1 - self.rng.randrange(1, 5), last + 1)
        self.dates = [date(year, 3, 31) for year in years]
        if self.is_bare:
            self.dates = [date(year, 4, 5) for year in years]  # of the private sector

    def person(self, number, labels):
        rng = self.rng
        answer = lambda value, asked: "" if rng.random() > asked else value if rng.random() > 0.07 else DECLINED
        level = rng.choices(["", *LEVELS], [12, 1, 2, 4])[0]
        division = rng.choices(DIVISIONS[:self.n_divisions], [9, 7, 5, 3, 1, 0.4][:self.n_divisions])[0]
        woman = rng.random() < (0.25 if division == "Parks" else 0.65)
        return {"employee_id": f"ZQ{self.seed % 100:02}{number:05}", "name": rng.choice(NAMES),
                "sex": rng.choice(["F", "Female"] if woman else ["M", "Male"]) if rng.random() > self.no_sex else
                rng.choice(["", DECLINED]),
                "ethnicity": answer(rng.choices(labels, self.weights)[0], 0.9),
                "disability": answer("Yes" if rng.random() < 0.12 else "No", 0.85),
                "age_band": rng.choices(["16-24", "25-34", "35-44", "45-54", "55-64", "65+"], [2, 5, 6, 6, 4, 1])[0],
                "sexual_orientation": answer(rng.choices(["Heterosexual or straight", "Gay or lesbian", "Bisexual"],
                                                         [20, 1, 1])[0], 0.8),
                "religion_or_belief": answer(rng.choice(["No religion", "Christian", "Muslim", "Sikh"]), 0.7),
                "grade": rng.choices(["G1", "G2", "G3", "G4", ""], [5, 4, 3, 1, 0.1])[0], "management_level": level,
                "division": division, "contract": rng.choice(["Permanent", "Permanent", "Fixed term"]),
                "cohort": rng.choice(["", "", "", "Apprentices", "Graduates"]),
                "start_date": f"{rng.randrange(2015, self.dates[-1].year + 1)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}",
                "regulated": rng.choice(["yes", "no", "no"])}

    def write(self, name, header, rows):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, extrasaction="ignore", lineterminator="\n", restval="")
            writer.writeheader()
            writer.writerows(rows)
        return name

    def make(self):
        rng = self.rng
        labels = [label for many in BROAD.values() for label in many]
        self.weights = [30 if label == labels[0] else rng.choice([0, 0.5, 1, 2]) for label in labels]
        self.n_divisions = rng.randrange(2, len(DIVISIONS) + 1)
        self.no_sex = rng.choice([0, 0, 0.02])
        n = rng.randrange(60, 401)
        everybody = [self.person(number, labels) for number in range(int(n * 1.4))]
        stays = {person["employee_id"]: (rng.choice([0, 0, 0, *range(len(self.dates))]),
                                         rng.choice([9, 9, 9, *range(len(self.dates))])) for person in everybody}
        people, named = [], []
        for number, day in enumerate(self.dates):
            rows = [self.as_of(person, number) for person in everybody
                    if stays[person["employee_id"]][0] <= number <= stays[person["employee_id"]][1]]
            rows = [row for row in rows if row["start_date"] <= day.isoformat()] or rows[:5]
            header = list(self.columns)
            if number == 0 and len(self.dates) > 1 and self.seed % 3 == 0 and "disability" in header:
                header.remove("disability")  # not asked yet
            style = day.isoformat() if self.seed % 2 else str(day.year)
            named.append((day, self.write(f"people-{style}.csv", header, rows)))
            people.append(rows)
        files = Files(self.folder, named, ids=NAMES)
        if not self.is_bare:
            self.configure(files, people, everybody)
        return files

    def as_of(self, person, number):
        row = dict(person)
        chance = random.Random(f"{self.seed} {person['employee_id']} {number}").random()
        if chance < 0.05:
            row["grade"] = "G1"
        if chance > 0.93:
            row["ethnicity"] = ""
        return row

    # -- the files about it

    def configure(self, files, people, everybody):
        rng, ini = self.rng, {}
        ini["level"] = "management_level"
        ini["leadership"], ini["senior"], ini["board"] = "Director", "Director, Head of service", "Director"
        if rng.random() < 0.5:
            ini["open_levels"] = "Director"
        if rng.random() < 0.8 or self.seed % 7 == 2:
            ini["events"] = self.events(people, everybody)
        if rng.random() < 0.7:
            ini["survey"] = self.survey()
        if rng.random() < 0.5:
            ini["benchmarks"] = self.write("census.csv", ["characteristic", "group", "share"], [
                row for row in ({"characteristic": "ethnicity", "group": "Minority ethnic", "share": "23.5"},
                                {"characteristic": "disability", "group": "Disabled", "share": "17.8"},
                                {"characteristic": "sex", "group": "Women", "share": "50.6"}) if rng.random() < 0.6])
        if rng.random() < 0.8:
            ini["actions"], ini["actions_on"] = self.actions(people), "2026-06-30"
        if rng.random() < 0.6:
            ini["indicators"] = self.indicators()
        if rng.random() < 0.3:
            ini["four_fifths"] = "yes"
        if rng.random() < 0.3:
            ini["false_discovery_rate"] = rng.choice(["1", "10", "20"])
        if len(people) > 1 and rng.random() < 0.8:
            self.payrolls(ini, people)
            files.pays = True
        if rng.random() < 0.7:
            ini["results"] = self.results()
        text = "[employer]\nname = Smalltown Council\nsector = public\n"
        text += "link = https://www.smalltown.example/plan\n\n[workforce]\n" if self.seed % 2 else "\n[workforce]\n"
        text += "".join(f"{key} = {value}\n" for key, value in ini.items())
        text += "\n[targets]\n" + "".join(f"{name} = {aim}\n" for name, aim in self.targets(people))
        if self.seed % 5 == 4:
            text += "\n[policy]\nminimum_count = 10\n"
        files.config = "workforce.ini"
        with open(os.path.join(self.folder, files.config), "w", encoding="utf-8") as file:
            file.write(text)

    def day(self):
        """Mostly in the twelve months; the days at its ends too."""
        end = self.dates[-1]
        days = [end, year_before(end), year_before(end) + timedelta(1), end + timedelta(1)]
        return self.rng.choice(days) if self.rng.random() < 0.05 else end - timedelta(self.rng.randrange(0, 380))

    def events(self, people, everybody):
        rng, rows = self.rng, []
        if self.seed % 2:
            rows.append({"event": "applied", "date": self.dates[-1]})
        for number in range(rng.randrange(40, 500)):
            person = rng.choice(everybody)
            base = {"date": self.day(), "sex": person["sex"], "ethnicity": person["ethnicity"],
                    "disability": person["disability"], "division": person["division"] if rng.random() < 0.97 else "",
                    "application": f"A{number}"}
            for stage in ("applied", "shortlisted", "appointed"):
                rows.append({**base, "event": stage.title() if number % 9 == 0 else stage})
                if rng.random() > 0.45:
                    break
        words = ["starter", "leaver", "promotion", "grievance", "disciplinary", "capability", "training",
                 "flexible working", "fitness to practise", "ftp", "cpd", "Promoted", "flexible-working"]
        words = rng.sample(words, rng.randrange(4, len(words)))
        for person in everybody:
            if rng.random() < 0.5:
                row = {"event": rng.choice(words), "date": self.day(), "employee_id": person["employee_id"]}
                if rng.random() < 0.15:  # without an id, with the answers
                    row |= {"employee_id": "", "sex": person["sex"], "ethnicity": person["ethnicity"],
                            "disability": person["disability"]}
                rows.append(row)
        rows.append({"event": words[0], "date": self.dates[-1], "employee_id": "nobody-known"})
        header = ["event", "date", "employee_id", "application", "sex", "ethnicity", "disability", "division"]
        if self.seed % 4 == 3:
            rows.append({"event": "training", "date": self.dates[-1], "sex": "F", "ethnicity": "Indian",
                         "disability": "No", "count": "7"})
            header.append("count")
        self.spoil(rows, header)
        return self.write("events.csv", header, rows)

    def spoil(self, rows, header):
        """Events that do not say everything."""
        rng, what = random.Random(f"events {self.seed}"), self.seed % 8
        if what == 3:  # nothing of ethnicity
            header.remove("ethnicity")
            header.remove("employee_id")
        elif what == 4:
            for row in rng.sample(rows, len(rows) // 30):
                row["date"] = ""
        elif what == 5:  # numbers of a year among events of a day
            header += ["year"] + ["count"] * ("count" not in header)
            for row in rng.sample(rows, len(rows) // 10):
                end = self.dates[-1].year
                year = rng.choice([end, f"{end - 1}-{end % 100}", end - 1])
                row |= {"date": "", "count": rng.randrange(1, 5), "year": year}
        elif what == 6:  # kinds of which nothing is known but when
            kinds = rng.sample(sorted({row["event"].lower() for row in rows}), 3)
            for row in rows:
                if row["event"].lower() in kinds:
                    row |= {"employee_id": "", "sex": "", "ethnicity": "?", "disability": ""}

    def survey(self):
        rng, rows = self.rng, []
        for question in ("6", "7a", "7b", "nhs 5", "nhs 7", "wdes 4", "wdes 9"):
            if rng.random() < 0.6:
                for group in ("Minority ethnic", "White") if "wdes" not in question else ("Disabled", "Not disabled"):
                    of = rng.randrange(8, 200)
                    rows.append({"question": question, "group": group, "respondents": of,
                                 "experienced": rng.randrange(0, of // 2)})
        return self.write("survey.csv", ["question", "group", "respondents", "experienced"], rows)

    def measured(self, people):
        made = [f"women of sex{at}" for at in ("", " at Manager" if "management_level" in self.columns else "")]
        if "ethnicity" in self.columns:
            made += ["minority ethnic of ethnicity", "disclosed of ethnicity"]
            if "division" in self.columns:
                made.append("Minority ethnic of ethnicity at Parks")
        if "disability" in self.columns:
            made.append("disabled of disability")
        if "age_band" in self.columns and any(row["age_band"] == "16-24" for row in people[0]):
            made.append("16-24 of age band")
        return made

    def targets(self, people):
        rng, made = self.rng, []
        for number in range(rng.randrange(0, 6)):
            aims = [f"{rng.randrange(5, 60)}.{rng.randrange(10)} by {self.dates[-1].year + rng.randrange(1, 5)}-0{rng.randrange(1, 10)}-28",
                    f"+{rng.randrange(1, 4)}.5 a year", f"+1 a year from {self.dates[0].isoformat()}"]
            made.append((f"Target {number}", f"{rng.choice(self.measured(people))}, {rng.choice(aims)}"))
        return made

    def actions(self, people):
        rng, rows = self.rng, []
        for number in range(rng.randrange(1, 7)):
            days = rng.choice([0, -1, 1, 89, 90, 91, 200, -40])
            due = date(2026, 6, 30) + timedelta(days)
            rows.append({"objective": "Fairness", "action": f"Action {number}", "deliverable": "A thing, done",
                         "owner": "Head of HR", "due": due if number % 2 else f"{due:%d/%m/%Y}",
                         "status": rng.choice(["complete", "in progress", "not started", "Work continues",
                                               "Not complete"] * 5
                                              + [*workforce_sets.COUNTING, *workforce_sets.NOT_COUNTING]),
                         "measure": rng.choice(["", *self.measured(people)]), "rag": rng.choice(["", "Green", "Red"]),
                         "form": rng.choice(["", *[entry[3] for entry in PLAN]]),
                         "text": "word " * rng.choice([0, 99, 100, 101])})
        return self.write("actions.csv", ["objective", "action", "deliverable", "owner", "due", "status", "measure", "rag",
                                          "form", "text"], rows)

    def indicators(self):
        return self.write("indicators.csv", ["indicator", "value", "of", "target"], [
            {"indicator": "Panels", "value": 43, "of": 47, "target": 90}, {"indicator": "Reached just", "value": 9, "of": 10,
                                                                          "target": 90},
            {"indicator": "A number", "value": 7, "of": "", "target": 8}, {"indicator": "No target", "value": 3, "of": 4,
                                                                          "target": ""},
            {"indicator": "Nothing yet", "value": "", "of": 12, "target": 75}])

    def payrolls(self, ini, people):
        rng = self.rng
        rates = {}
        for year, rows in ((0, people[-2]), (1, people[-1])):
            made = []
            for row in rows:
                if row["sex"] in ("", DECLINED):
                    continue
                grade = int((row["grade"] or "G2")[1])
                rate = rates.setdefault(row["employee_id"], rng.uniform(11, 14)) * (1 + 0.15 * grade) * (1 + 0.03 * year)
                hours = rng.choice([37, 37, 18.5])
                weekly = rng.random() < 0.2
                made.append({"employee_id": row["employee_id"], "sex": row["sex"],
                             "pay_period": "weekly" if weekly else "monthly",
                             "basic_pay": f"{rate * hours * (1 if weekly else 30.44 / 7):.2f}", "weekly_hours": hours,
                             "full_pay": "no" if rng.random() < 0.05 else "yes", "grade": row["grade"]})
            self.write(f"payroll-{year}.csv", ["employee_id", "sex", "pay_period", "basic_pay", "weekly_hours", "full_pay",
                                               "grade"], made)
            with open(os.path.join(self.folder, f"payroll-{year}.ini"), "w", encoding="utf-8") as file:
                file.write(f"[employer]\nsector = public\nsnapshot_date = {self.dates[year - 2].isoformat()}\n")
        ini |= {"earlier_payroll": "payroll-0.csv", "payroll": "payroll-1.csv", "earlier_payroll_config": "payroll-0.ini",
                "payroll_config": "payroll-1.ini", "payroll_grade": "grade"}

    def results(self):
        """B&NES: 96p and then 36p; the means themselves are further apart, by part of a penny."""
        names = []
        with open(os.path.join(SAMPLE, "results-2026.json"), encoding="utf-8") as file:
            read = json.load(file)
        means = ((2024, 15.0951, 14.1449), (2025, 15.1049, 14.7351), (2026, 15.30, 15.35))
        for year, men, women in means[:self.rng.randrange(1, 4)]:
            read["snapshot_date"] = f"{year}-03-31"
            for row in read["figures"]:
                if row["measure"] == "mean_hourly_pay" and row["characteristic"] == "sex":
                    row["not_published"] = "few people" if self.seed % 3 == 1 and year == 2025 else ""
                if row["measure"] == "mean_hourly_pay":
                    row["value"] = men if row["group"] == "men" else women
                    row["published"] = f"{row['value']:.2f}"
                if row["measure"] == "mean_hourly_gap":
                    row["value"] = 100 * (men - women) / men
                    row["published"] = f"{row['value']:.1f}"
            names.append(f"results-{year}.json")
            with open(os.path.join(self.folder, names[-1]), "w", encoding="utf-8") as file:
                json.dump(read, file)
        return ", ".join(names)


SAMPLE = ""


def few_leavers(folder):
    """Three men left, and forty women: appointments at present turnover must not give the three away."""
    files = {"people-2026.csv": "employee_id,sex,grade\n" + "".join(f"ZQ{n:05},{'FM'[n % 2]},G{n % 3}\n" for n in range(400)),
             "events.csv": "event,date,sex\n" + "leaver,2026-01-05,F\n" * 40 + "leaver,2026-01-05,M\n" * 3,
             "workforce.ini": "[employer]\nsector = public\n\n[workforce]\nevents = events.csv\n\n[targets]\n"
                              "Women = women of sex, +1 a year\n"}
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    return Files(folder, [(date(2026, 3, 31), "people-2026.csv")], "workforce.ini")


def open_directors(folder):
    """Eleven directors whom everybody knows, five of one faith and none of another: nothing but their sex is published, and
    the shares of the others must not give the rest away."""
    rng = random.Random(3)
    faiths = ["No religion", "Christian", "Muslim", "Sikh", DECLINED, ""]
    rows = []
    for n in range(160):
        level = "Director" if n < 11 else "Manager" if n < 45 else ""
        faith = "Christian" if n < 5 else rng.choice(faiths[:2] if n < 11 else faiths)
        rows.append(f"ZQ{n:05},{'FM'[n % 3 == 0]},{rng.choice(['Indian', 'English, Welsh, Scottish, Northern Irish or British', ''])}"
                    f",{rng.choice(['Yes', 'No', 'No', ''])},{faith},{level},{'AB'[n % 2]}\n".replace("English, Welsh, Scottish, "
                    "Northern Irish or British", '"English, Welsh, Scottish, Northern Irish or British"'))
    header = "employee_id,sex,ethnicity,disability,religion_or_belief,management_level,division\n"
    files = {"people-2025.csv": header + "".join(rows[3:]), "people-2026.csv": header + "".join(rows[:150]),
             "workforce.ini": "[employer]\nsector = public\n\n[workforce]\nlevel = management_level\nboard = Director\n"
                              "senior = Director, Manager\nopen_levels = Director\nactions = actions.csv\n\n[targets]\n"
                              "Directors = minority ethnic of ethnicity at Director, 20 by 2028-03-31\n",
             "actions.csv": "objective,action,deliverable,owner,due,status,measure,rag,form,text\n"
                            "O,A,D,W,2026-05-01,complete,disabled of disability at Director,,,\n"}
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    return Files(folder, [(date(2025, 3, 31), "people-2025.csv"), (date(2026, 3, 31), "people-2026.csv")], "workforce.ini")
