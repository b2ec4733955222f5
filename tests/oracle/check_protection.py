#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether what the program publishes gives anybody away: random payrolls and councils, known ways, and the solver itself.

usage: check_protection.py PROGRAM SOURCE_DIR [--payrolls N] [--councils N] [--seed S] [--keep DIR]
                           [--withheld-allowed] [--listed-allowed]

First the solver is held against 27 systems whose answer is known. Then each input of tests/data/protection is published and
attacked in the way it was made for; then random payrolls and workforces (protect_payrolls.py) are published and attacked
(protect_attack.py, protect_workforce.py). One line for each violation, with the seed that makes the input again; counts withheld
as [c], which ranges make needless, are told in one line an input, unless --withheld-allowed. "listed" are counts that are told
only to somebody who knows that groups without anybody have no rows; with --listed-allowed they are not looked at. The last line
says how many inputs passed. Exit 1 if one failed, 77 if scipy is missing.
"""
import argparse
import collections
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile

try:
    import numpy  # noqa: F401
    from scipy.optimize import milp  # noqa: F401
except ImportError:
    print("scipy with milp (1.9 or later) is not here: not checked")
    sys.exit(77)

import protect_attack
import protect_payrolls
import protect_workforce
from protect_attack import Violation, read, report_key
from protect_solver import FREE, System

OWN = ("employee_id", "sex", "pay_period", "basic_pay", "weekly_hours", "bonus_12_months", "full_pay")


def hourly(person):
    """Hourly pay of an annual salary: a year is 365.25 days."""
    return float(person["basic_pay"]) * 7 / 365.25 / float(person["weekly_hours"])


def people_of(path):
    """The people of a payroll, with what the attackers of known posts need."""
    with open(path, encoding="utf-8", newline="") as file:
        people = list(csv.DictReader(file))
    for person in people:
        person["hourly"] = hourly(person)
        person["letter"], person["sex"] = person["sex"], {"M": "men", "F": "women"}[person["sex"]]
    return people


# -------------------------------------------------------------------------------------------------- the solver itself


def check_systems(path):
    """The intervals of the 27 systems, each exactly."""
    with open(path, encoding="utf-8") as file:
        cases = json.load(file)["cases"]
    results = []

    def end(value, none):
        return none if value is None else value
    for case in cases:
        found = []
        system = System()
        for unknown in case["unknowns"]:
            system.add(unknown["name"], unknown["truth"], end(unknown["lo"], -FREE), end(unknown["hi"], FREE), unknown["integer"])
        for relation in case["relations"]:
            system.relate(relation["terms"], end(relation["lo"], -FREE), end(relation["hi"], FREE), "relation")
        found += [Violation("solver", case["id"], text) for text in system.settle()]
        safe = True
        caps = {unknown["name"]: unknown.get("cap") for unknown in case["unknowns"]}
        for hidden in case["hidden"]:
            low, high = system.interval({hidden["name"]: 1})
            wanted = end(hidden["attacker"][0], -FREE), end(hidden["attacker"][1], FREE)
            for mine, theirs in zip((low, high), wanted):
                if mine != theirs and not abs(mine - theirs) <= 1e-3:
                    found.append(Violation("solver", f"{case['id']}, {hidden['name']}", f"{low:g} to {high:g}, not {wanted}"))
                    break
            if hidden.get("sensitive"):
                cap = caps.get(hidden["name"])
                kept = (low == 0 and high == cap) if cap is not None and cap < 5 else (low <= 1 and high >= 5)
                if "safe" in hidden and kept != hidden["safe"]:
                    found.append(Violation("solver", f"{case['id']}, {hidden['name']}", f"safe is {kept}"))
                safe = safe and kept
        if not found and "safe" in case and safe != case["safe"]:
            found.append(Violation("solver", case["id"], f"the system is said to be {'safe' if safe else 'unsafe'}"))
        results.append((f"system {case['id']}", found))
    return results


# ------------------------------------------------------------------------------------------------------ the known ways


class Told:
    """The printed means and counts of one report, by their ends."""

    def __init__(self, directory):
        self.figures = read(os.path.join(directory, "publish", "results.csv"), report_key)

    def ends(self, name, group, measure, comparator=""):
        figure = self.figures.get((name, group, comparator, measure))
        return (figure.low, figure.high) if figure is not None and figure.shown else None

    def exact(self, name, group, measure):
        figure = self.figures.get((name, group, "", measure))
        return figure.number if figure is not None and figure.exact else None


def near(ends, truth):
    """Whether a sum is known to within 10 % on a side."""
    return ends[0] > 0.9 * truth or ends[1] < 1.1 * truth


def way_zero(directory, people):
    """Nobody on full pay in a group whose people are hidden: everybody of it is on leave."""
    told, found = Told(directory), []
    if told.exact("Religion", "Jewish", "full_pay_headcount") == 0:
        found.append(Violation("zero", "Religion, Jewish", "nobody on full pay: whoever is Jewish here is on leave"))
    return found


def way_oneman(directory, people):
    """One man's hourly pay and bonus from the gap and the women's pounds."""
    told, found = Told(directory), []
    (man,) = [person for person in people if person["sex"] == "men"]
    for pay, truth in (("hourly", man["hourly"]), ("bonus", float(man["bonus_12_months"]))):
        for average in ("mean", "median"):
            own = told.ends("sex", "men", f"{average}_{pay}_pay")
            women = told.ends("sex", "women", f"{average}_{pay}_pay")
            gap = told.ends("sex", "women", f"{average}_{pay}_gap", "men")
            if women and gap and gap[1] < 100:
                ends = women[0] / (1 - gap[0] / 100), women[1] / (1 - gap[1] / 100)
                own = own or (min(ends), max(ends))
            if own and near(own, truth):
                found.append(Violation("one man", f"his {pay} pay by the {average}", f"{own[0]:.2f} to {own[1]:.2f}, {truth:.2f}"))
    return found


def way_leave(directory, people):
    """How many of a site are on full pay, from the means of the sites and of everybody."""
    told, found = Told(directory), []
    sexes = {sex: sum(person["sex"] == sex and person["full_pay"] == "yes" for person in people) for sex in ("men", "women")}
    for crossed, prefix, groups in (("Site", "", sexes), ("sex x Site", "men: ", ("men",)), ("sex x Site", "women: ", ("women",))):
        total = sum(sexes[sex] for sex in groups)
        all_means = [told.ends("sex", sex, "mean_hourly_pay") for sex in groups]
        sites = [told.ends(crossed, f"{prefix}{site}", "mean_hourly_pay") for site in "AB"]
        if not all(all_means) or not all(sites):
            continue
        least = sum(sexes[sex] * ends[0] for sex, ends in zip(groups, all_means))
        most = sum(sexes[sex] * ends[1] for sex, ends in zip(groups, all_means))
        fits = [many for many in range(total + 1)
                if many * sites[0][0] + (total - many) * sites[1][0] <= most + 1e-6
                and many * sites[0][1] + (total - many) * sites[1][1] >= least - 1e-6]
        for site, counts in (("A", fits), ("B", [total - many for many in fits])):
            label = f"{prefix}{site}"
            inside = [person for person in people if person["Site"] == site and (not prefix or person["sex"] == prefix[:-2])]
            leave = sum(person["full_pay"] == "no" for person in inside)
            heads = told.ends(crossed, label, "headcount")
            if heads and 1 <= leave <= 4:
                known = heads[0] - max(counts), heads[1] - min(counts)
                if known[0] > 1 or known[1] < min(5, sum(person["full_pay"] == "no" for person in people)):
                    found.append(Violation("leave", f"{crossed}, {label}",
                                           f"{leave} on leave, known to be {known[0]:g} to {known[1]:g}"))
    return found


def way_three(directory, people):
    """Two means of one breakdown give everybody's pay, those of the next a hidden count, that and a third one person's pay."""
    told, found = Told(directory), []
    full = [person for person in people if person["full_pay"] == "yes"]

    def many(column, label):
        return sum(person[column] == label for person in full)
    (director,) = [person for person in full if person["Department"] == "HQ" and person["Grade"] == "G2"] or [None]
    field, head = (told.ends("Department", label, "mean_hourly_pay") for label in ("Field", "HQ"))
    low, high = (told.ends("Grade", label, "mean_hourly_pay") for label in ("G1", "G2"))
    agency = told.ends("Contract", "Agency", "mean_hourly_pay")
    if not (field and head and low and high):
        return found
    everybody = len(full)
    total = [many("Department", "Field") * field[side] + many("Department", "HQ") * head[side] for side in (0, 1)]
    fits = [count for count in range(everybody + 1)
            if count * low[0] + (everybody - count) * high[0] <= total[1] + 1e-6
            and count * low[1] + (everybody - count) * high[1] >= total[0] - 1e-6]
    truth = many("Grade", "G1")
    ends = told.ends("Grade", "G1", "full_pay_headcount")
    if len(fits) == 1 and ends is None:
        found.append(Violation("three", "Grade, G1: on full pay", f"withheld, and known to be {fits[0]} ({truth})"))
    if director is not None and agency and fits:
        both = [many("Department", "HQ") * head[side] + many("Contract", "Agency") * agency[side] for side in (0, 1)]
        known = min(both[0] - count * low[1] for count in fits), max(both[1] - count * low[0] for count in fits)
        if near(known, director["hourly"]):
            found.append(Violation("three", "the pay of the director", f"{known[0]:.2f} to {known[1]:.2f} an hour, "
                                   f"{director['hourly']:.2f}"))
    columns = ("Department", "Grade", "Contract")
    return found + protect_attack.attack_posts(directory, full, columns)[0]


def way_range(directory, people):
    """The ends of a gap over all answers rest on the pay of the best paid of those who gave none."""
    full = [person for person in people if person["full_pay"] == "yes"]
    return way_guess(directory, full) + protect_attack.attack_extremes(directory, full, "Disability")


def way_guess(directory, full):
    """The same by a guess: one person is paid far more than the others who did not answer, and stands alone at both ends."""
    told = Told(directory)
    name, group, base = "disability", "Disabled", "Not disabled"
    counts = [sum(person["Disability"] == label for person in full) for label in ("No", "Yes", "Prefer not to say")]
    means = [told.ends(name, label, "mean_hourly_pay") for label in (base, group, "Prefer not to say")]
    lowest, highest = (told.ends(name, group, f"mean_hourly_gap_{end}", base) for end in ("lowest", "highest"))
    if not all(means) or not lowest or not highest:
        return []
    best = max(person["hourly"] for person in full if person["Disability"] == "Prefer not to say")
    comparator, answered, undisclosed = ((ends[0] + ends[1]) / 2 for ends in means)
    fits = []
    for step in range(1000, 30000):
        pay = step / 100
        rest = counts[2] * undisclosed - pay
        if rest < protect_attack.LOWEST_WAGE * (counts[2] - 1):
            break
        least = 100 * (1 - ((counts[1] * answered + pay) / (counts[1] + 1)) / (
            (counts[0] * comparator + rest) / (counts[0] + counts[2] - 1)))
        most = 100 * (1 - ((counts[1] * answered + rest) / (counts[1] + counts[2] - 1)) / (
            (counts[0] * comparator + pay) / (counts[0] + 1)))
        if lowest[0] - 0.01 <= least <= lowest[1] + 0.01 and highest[0] - 0.01 <= most <= highest[1] + 0.01:
            fits.append(pay)
    if fits and near((min(fits), max(fits)), best) and min(fits) <= best * 1.02 and max(fits) >= best * 0.98:
        return [Violation("range", "the best paid of those who did not answer",
                          f"by a guess {min(fits):.2f} to {max(fits):.2f} an hour, {best:.2f}")]
    return []


def way_same(directory, people):
    """A gap of nothing with an interval of nothing, or both ends of a median: one pay for all of the team."""
    found = []
    for key, figure in Told(directory).figures.items():
        low, high = figure.interval
        if low is not None and high is not None and "Team" in key[0] and high - low < 0.1:
            found.append(Violation("same", protect_attack.report_name(key), f"interval {low:g} to {high:g}"))
    return found


def way_events(directory):
    """What happened to disabled people, by taking the others away from what happened to men and women."""
    figures = protect_attack.read(os.path.join(directory, "publish", "workforce.csv"), protect_workforce.workforce_key)
    truth = protect_attack.read(os.path.join(directory, "internal", "workforce.csv"), protect_workforce.workforce_key)
    found = []
    rows = collections.defaultdict(dict)
    for key, figure in figures.items():
        if key[0] == "Employee_lifecycle" and key[8] in ("n", "other_n"):
            rows[key[7]][key[4], key[8]] = key, figure
    for item, told in rows.items():
        both = [told.get(("Sex", measure)) for measure in ("n", "other_n")]
        if not all(both) or not all(figure.shown for _, figure in both):
            continue
        ends = [sum(figure.low for _, figure in both), sum(figure.high for _, figure in both)]
        for (axis, measure), (key, figure) in told.items():
            other = told.get((axis, "other_n" if measure == "n" else "n"))
            true = truth[key].number
            if axis == "Sex" or other is None or not other[1].shown or true is None or not 1 <= true <= 4:
                continue
            known = max(ends[0] - other[1].high, figure.low), min(ends[1] - other[1].low, figure.high)
            if known[0] > 1 or known[1] < 5:
                found.append(Violation("events", f"{item}: {axis}, {key[5] if measure == 'n' else key[6]}",
                                       f"{true:g}, known to be {known[0]:g} to {known[1]:g}"))
    return found


WAYS = (("zero", ["--by", "Religion"], way_zero), ("oneman", [], way_oneman), ("leave", ["--by", "Site"], way_leave),
        ("three", ["--by", "Department,Grade,Contract"], way_three), ("range", [], way_range),
        ("same", ["--by", "Team", "--intervals"], way_same))


# ------------------------------------------------------------------------------------------------------------- running


def run(program, arguments, folder):
    """Runs the program in the folder; what went wrong, or nothing."""
    done = subprocess.run([program, *arguments, "-o", "out", "-q"], cwd=folder, capture_output=True, text=True, timeout=300,
                          check=False)
    if done.returncode not in (0, 1):
        return [Violation("status", " ".join(arguments), f"exit {done.returncode}: {done.stderr.strip()[-200:]}")]
    return []


def own_counts(people, directory):
    """The internal counts against those counted here, so that the truth of the attack is the truth."""
    truth = read(os.path.join(directory, "internal", "results.csv"), report_key)
    found = []
    meanings = {"": "Not known", "Yes": "Disabled", "No": "Not disabled"}
    for column in people[0]:
        if column in OWN or column in ("hourly", "letter"):
            continue
        name = column.lower() if column in ("Disability", "Ethnicity") else column
        for label in {person[column] for person in people}:
            group = meanings.get(label, label) if column == "Disability" or not label else label
            inside = [person for person in people if person[column] == label]
            counts = {"headcount": len(inside), "full_pay_headcount": sum(person["full_pay"] == "yes" for person in inside),
                      "bonus_headcount": sum(float(person["bonus_12_months"] or 0) > 0 for person in inside)}
            for measure, mine in counts.items():
                figure = truth.get((name, group, "", measure))
                if figure is not None and figure.number != mine:
                    found.append(Violation("truth", f"{name}, {group}: {measure}", f"{figure.number:g}, counted {mine}"))
    return found


def payroll_attack(program, seed, folder):
    arguments, _ = protect_payrolls.payroll(seed, folder)
    failed = run(program, arguments, folder)
    if failed:
        return failed
    out = os.path.join(folder, "out")
    people = people_of(os.path.join(folder, "payroll.csv"))
    found = own_counts(people, out) + protect_attack.attack_report(out)[0]
    posts = tuple(column for column in people[0] if column in ("Site", "Grade", "Department", "Contract"))
    if len(posts) > 1:
        found += protect_attack.attack_posts(out, [person for person in people if person["full_pay"] == "yes"], posts)[0]
    found += spoiled(out)
    if "Disability" in people[0]:
        found += protect_attack.attack_extremes(out, [person for person in people if person["full_pay"] == "yes"], "Disability")
    return found


def spoiled(directory):
    """The attacker itself: of one small group all but its own number is told, and it must see that."""
    published = read(os.path.join(directory, "publish", "results.csv"), report_key)
    truth = read(os.path.join(directory, "internal", "results.csv"), report_key)
    minima = protect_attack.settings(directory)
    names = {key[0] for key in truth if key[0] != "sex" and " x " not in key[0]}
    for key, figure in truth.items():
        if key[3] != "headcount" or key[0] not in names or not 1 <= (figure.number or 0) <= 4:
            continue
        changed = dict(published)
        for other, told in truth.items():
            if other[0] == key[0] and other[3] == "headcount" and other[1] != key[1] and not (
                    key[0] == "ethnicity" and (key[1] in protect_attack.BROAD) != (other[1] in protect_attack.BROAD)
                    and other[1] not in protect_attack.UNDISCLOSED):
                changed[other] = told
        if key[0] == "ethnicity" and key[1] not in protect_attack.BROAD:
            continue
        model = protect_attack.Report(changed, truth, minima)
        found = protect_attack.attack_counts(model.system, model.counts(), lambda: None)
        if not any(violation.what == f"{key[0]}, {key[1]}: people" for violation in found):
            return [Violation("attacker", f"{key[0]}, {key[1]}", "told by subtraction, and not found")]
        return []
    return []


def council_attack(program, seed, folder):
    arguments = protect_payrolls.workforce(seed, folder)
    with open(os.path.join(folder, "workforce.ini"), encoding="utf-8") as file:
        levels = tuple(line.partition("=")[2].strip() for line in file if line.startswith("open_levels"))
    return run(program, arguments, folder) or protect_workforce.attack_workforce(os.path.join(folder, "out"), open_levels=levels)[0]


def tell(label, found, withheld_allowed, listed_allowed):
    """Prints the violations of one input; gives whether there are none."""
    ignored = ("withheld", "listed") if listed_allowed else ("withheld",)
    withheld = [violation for violation in found if violation.kind == "withheld"]
    rest = [violation for violation in found if violation.kind not in ignored]
    for violation in rest:
        print(f"{label}: {violation.kind}: {violation.what}: {violation.detail}")
    if withheld and not withheld_allowed:
        print(f"{label}: withheld: {len(withheld)} counts as [c], the first {withheld[0].what}")
    return not rest and (withheld_allowed or not withheld)


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1][7:])
    parser.add_argument("program")
    parser.add_argument("source")
    parser.add_argument("--payrolls", type=int, default=20)
    parser.add_argument("--councils", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep")
    parser.add_argument("--withheld-allowed", action="store_true")
    parser.add_argument("--listed-allowed", action="store_true")
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    data = os.path.join(os.path.abspath(options.source), "tests", "data", "protection")
    folder = options.keep or tempfile.mkdtemp(prefix="protection-")
    os.makedirs(folder, exist_ok=True)
    passed = failed = 0

    def count(label, found):
        nonlocal passed, failed
        good = tell(label, found, options.withheld_allowed, options.listed_allowed)
        passed, failed = passed + good, failed + (not good)
        sys.stdout.flush()
    try:
        for label, found in check_systems(os.path.join(data, "systems.json")):
            count(label, found)
        for name, arguments, way in WAYS:
            place = os.path.join(folder, name)
            os.makedirs(place, exist_ok=True)
            for file in (f"{name}.csv", "c.ini"):
                shutil.copy(os.path.join(data, file), place)
            found = run(program, ["report", f"{name}.csv", "-c", "c.ini", *arguments], place)
            if not found:
                out = os.path.join(place, "out")
                found = way(out, people_of(os.path.join(place, f"{name}.csv"))) + protect_attack.attack_report(out)[0]
            count(f"{name}.csv", found)
        place = os.path.join(folder, "events")
        shutil.copytree(os.path.join(data, "events"), place, dirs_exist_ok=True)
        found = run(program, ["workforce", "people-2026.csv", "-c", "workforce.ini"], place)
        if not found:
            out = os.path.join(place, "out")
            found = way_events(out) + protect_workforce.attack_workforce(out)[0]
        count("events", found)
        for seed in range(options.seed, options.seed + options.payrolls):
            count(f"payroll seed {seed}", payroll_attack(program, seed, os.path.join(folder, f"payroll-{seed}")))
        for seed in range(options.seed, options.seed + options.councils):
            count(f"council seed {seed}", council_attack(program, seed, os.path.join(folder, f"council-{seed}")))
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
