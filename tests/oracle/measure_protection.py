#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much of a publication is left after protection: measure_protection.py [--lines] DIR...

For each folder that holds publish/ and internal/ it prints, for each characteristic (of a workforce report: each sheet) and in all,
how many figures are exact, rounded further than usual, a range of at most 5 people, a wider range, or withheld. Figures that
cannot be formed are not counted. "reach the minimum" are the figures whose own people are enough: pay figures of 10 people, of 50
by ethnicity, on both sides of a gap; counts, and shares of them, of 0 or of 5 and more. What is withheld of those is the price of
protecting the others. Then which headcounts of whole groups are exact. --lines lists what is withheld though it reaches the
minimum, and the ranges wider than 5. Prints, judges nothing.
"""
import collections
import os
import sys

from protect_attack import MINIMUM, MINIMUM_ETHNICITY, T, is_count, read, report_key, report_name, workforce_key

KINDS = ("exact", "rounded", "range <= 5", "wider", "withheld")
SHARE_OF = {"workforce_share": "headcount", "bonus_share": "bonus_headcount", "disclosure_rate": "disclosed"}


def count_of_share(measure):
    """The count that a share is of, by the name of its measure."""
    if measure.endswith("_quarter_share"):
        return measure[:-len("_share")] + "_count"
    if measure.endswith("_quarter_share_of_group"):
        return measure[:-len("_share_of_group")] + "_count"
    return SHARE_OF.get(measure)


def kind_of(figure, beside):
    """How a figure is published; beside: the count of a share. None if it cannot be formed or is text."""
    if figure.status == "not_applicable" or figure.status == "":
        return None
    if figure.status == "suppressed":
        return "withheld"
    if figure.status == "rounded":
        return "rounded"
    if figure.status == "range":
        ends = beside if beside is not None and beside.status == "range" else figure
        return "range <= 5" if ends.high - ends.low <= 5 else "wider"
    return "exact"


def enough(count, minimum):
    return count is not None and count >= minimum


def report_reaches(key, truth):
    """Whether the people of a figure of the report are enough for it, by themselves."""
    name, group, comparator, measure = key
    figure = truth[key]
    of = count_of_share(measure)
    if is_count(figure) or of:
        count = figure if is_count(figure) else truth.get((name, group, "", of))
        value = count.number if count is not None and count.number is not None else 0
        return value == 0 or value >= T
    if name == "sex" and figure.unit == "percent":
        return True
    minimum = MINIMUM_ETHNICITY if "ethnicity" in name.lower() else MINIMUM
    if figure.unit == "pounds" and not comparator:
        return enough(figure.count, minimum)
    # A gap rests on the people of both.
    mean = "mean_bonus_pay" if "bonus" in measure else "mean_hourly_pay"
    sides = [truth.get((name, side, "", mean)) for side in (group, comparator)]
    if comparator == "everybody else" or None in sides:
        return all(enough(side.count, minimum) for side in sides if side is not None)
    return all(enough(side.count, minimum) for side in sides)


def workforce_reaches(key, rows):
    """Whether the counts of a row of the workforce report are 0 or enough."""
    wanted = ("headcount", "others", "disclosed", "prefer_not_to_say", "not_known", "n", "of", "other_n", "other_of")
    counts = [figure.number for measure, figure in rows[key[:8]].items() if measure in wanted]
    return all(count is None or count == 0 or count >= T for count in counts)


def line(label, counts):
    """A line of numbers and shares."""
    total = sum(counts.values())
    cells = "  ".join(f"{kind} {counts[kind]} ({100 * counts[kind] / total:.0f} %)" if total else f"{kind} 0" for kind in KINDS)
    return f"  {label}: {total} figures: {cells}"


def measure(path, internal, key, part_of, reaches_of, name_of, lines):
    published, truth = read(path, key), read(internal, key)
    every, reached, listed = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter), []
    reaches = reaches_of(truth)
    for one, figure in published.items():
        if figure.unit == "text":
            continue
        of = count_of_share(one[-1])
        if len(one) == 4:
            beside = published.get(one[:-2] + ("", of)) if of else None
        else:
            beside = published.get(one[:-1] + ("headcount",))
        kind = kind_of(figure, None if is_count(figure) else beside)
        if kind is None:
            continue
        good = one in truth and reaches(one)
        for label in (part_of(one), "in all"):
            every[label][kind] += 1
            reached[label][kind] += good
        if kind == "withheld" and good or kind == "wider":
            listed.append(f"    {kind}: {name_of(one)}" + (f" {figure.published}" if kind == "wider" else ""))
    print(path)
    for label in sorted(every, key=lambda label: label == "in all"):
        print(line(label, every[label]))
        if reached[label] != every[label]:
            print(line("    of those that reach the minimum", reached[label]))
    if lines:
        print("\n".join(listed))
    return published


def headcounts(published):
    """Which headcounts of whole groups are exact."""
    groups = collections.OrderedDict()
    for (name, group, _, what), figure in published.items():
        if what == "headcount" and not name.startswith("sex"):
            groups.setdefault(name, []).append((group, figure))
    for name, found in groups.items():
        exact = [group for group, figure in found if figure.exact]
        others = [f"{group} {figure.published}" for group, figure in found if not figure.exact]
        print(f"  headcounts of {name}: {len(exact)} of {len(found)} exact" + (f"; not: {', '.join(others)}" if others else ""))


def main():
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    if not arguments:
        sys.exit(__doc__)
    lines = "--lines" in sys.argv
    for directory in arguments:
        path, internal = (os.path.join(directory, side, "results.csv") for side in ("publish", "internal"))
        if os.path.exists(path):
            headcounts(measure(path, internal, report_key, lambda key: key[0],
                               lambda truth: lambda key: report_reaches(key, truth), report_name, lines))
        path, internal = (os.path.join(directory, side, "workforce.csv") for side in ("publish", "internal"))
        if os.path.exists(path):
            def reaches_of(truth):
                rows = collections.defaultdict(dict)
                for key, figure in truth.items():
                    rows[key[:8]][key[8]] = figure
                return lambda key: workforce_reaches(key, rows)
            measure(path, internal, workforce_key, lambda key: key[0], reaches_of,
                    lambda key: ", ".join(part for part in key if part), lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
