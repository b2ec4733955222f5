# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions, the form of the action plan and indicators, worked out again."""
import os
import re
from fractions import Fraction

from workforce_files import day_of
from workforce_statistics import ANY, OneOf, less, percent

PROGRESS = {"complete": "achieved", "completed": "achieved", "achieved": "achieved", "done": "achieved",
            "in progress": "progressing", "progressing": "progressing", "work continues": "progressing",
            "ongoing": "progressing", "not started": "no progress", "no progress": "no progress",
            "not complete": "no progress", "": "no progress"}


# statuses of actions that count for the plan of the form
NEW = ["new", "not started", "planned", "to do", "no progress", "not complete", "not yet started", "delayed", "on hold",
       "open"]


IN_PROGRESS = ["in progress", "progressing", "started", "work continues", "ongoing", "on track"]
NOT_MET = re.compile("not met")


WEBSITE = re.compile(r"https?://[^\s/?#]+\S*$", re.I)
PLAN = [("Recruiting staff", "yes", "no", "Make job descriptions inclusive"),
        ("Recruiting staff", "yes", "no", "Encourage applications from a range of candidates"),
        ("Recruiting staff", "yes", "no", "Reduce unconscious bias in CV screening"),
        ("Recruiting staff", "yes", "no", "Use fair and structured interview techniques"),
        ("Recruiting staff", "yes", "no", "Advertise leave policies in job adverts"),
        ("Recruiting staff", "yes", "yes", "Advertise flexible working arrangements in job adverts"),
        ("Developing and promoting staff", "yes", "no", "Automatically consider eligible employees for promotion"),
        ("Developing and promoting staff", "yes", "no", "Encourage employee development through actionable steps"),
        ("Developing and promoting staff", "yes", "no", "Offer mentoring, sponsorship and other development programmes"),
        ("Building diversity into your organisation", "yes", "no", "Set targets to improve gender representation"),
        ("Increasing transparency", "yes", "no", "Increase transparency for pay, promotion and rewards"),
        ("Increasing transparency", "yes", "no", "Enhance and promote flexible working and leave policies"),
        *(("Supporting employees experiencing menopause", "no", "yes", action) for action in (
            "Train managers to support employees experiencing menopause",
            "Offer occupational health advice to employees experiencing menopause",
            "Set up menopause support groups and networks",
            "Offer workplace adjustments to employees experiencing menopause",
            "Conduct a menopause risk assessment for your workplace",
            "Review policies and procedures to meet the needs of employees experiencing menopause"))]


class Plan:
    """Actions, the rules of the form, indicators."""

    def actions(self, made):
        rows = self.rows_of("actions")
        if rows is None:
            return
        today = day_of(self.keys["actions_on"]) if "actions_on" in self.keys else self.dates[self.last]
        for row in rows:
            progress = PROGRESS.get(row["status"].lower())
            due = day_of(row["due"])
            left = (due - today).days if due else None
            overdue = left is not None and left < 0 and progress != "achieved"
            if progress == "achieved" or (progress == "progressing" and left is not None and left > 90):
                rag = "Green"
            elif overdue or (progress == "no progress" and left is not None and left <= 90):
                rag = "Red"
            else:
                rag = "Amber"
            how = {"progress": progress, "rag": rag, "overdue": "overdue" if overdue else ""}
            if progress is None:  # no document says how it stands
                how = dict.fromkeys(how, ANY)
            shares = [None, None]
            if row["measure"]:
                for i, number in enumerate((0, self.last)):
                    shares[i] = percent(*self.measure(row["measure"], number)[3:5])
            made.add("Actions", {"objective": row["objective"], "deliverable": row["deliverable"], "owner": row["owner"],
                                 "due": row["due"], "status": row["status"], **how, "rag_given": row["rag"],
                                 "measure": row["measure"], "share_at_start": shares[0], "share": shares[1],
                                 "change": less(shares[1], shares[0])}, item=row["action"])
        self.plan(made, rows)

    def plan(self, made, rows):
        if "form" not in rows[0]:
            return
        for category, for_gap, for_menopause, action in PLAN:
            chosen = [row["action"] for row in rows if row["form"] == action]
            made.add("Action_plan_form", {"gender_pay_gap": for_gap, "menopause": for_menopause,
                                          "chosen": "; ".join(chosen)}, category=category, item=action)
        rules, employer = self.rules_of(rows), self.ini.get("employer", {})
        rules["A link to the employer's website, http or https"] = bool(WEBSITE.match(employer.get("link", "")))
        if employer.get("sector", "private") == "private":
            rules["A responsible person with first name, last name and job title"] = \
                len(employer.get("responsible_person", "").split()) > 1 and bool(employer.get("job_title", "").strip())
        narrative = self.text_of("plan_narrative").split()
        rules["A narrative of at most 200 words, if there is one"] = len(narrative) <= 200
        for rule, is_met in rules.items():
            chosen = OneOf("met", NOT_MET) if is_met is None else "met" if is_met else NOT_MET
            made.add("Action_plan_form", {"gender_pay_gap": "", "menopause": "", "chosen": chosen},
                     category="Rule of the form", item=rule)

    def text_of(self, key):
        """The text file that a key names."""
        if key not in self.keys:
            return ""
        with open(os.path.join(self.files.folder, self.keys[key]), encoding="utf-8") as file:
            return file.read()

    @staticmethod
    def rules_of(rows):
        """The rules of the form about actions: met, not met, or None where the rule can be read either way."""
        counted = [row for row in rows if row["status"].strip().lower() in NEW + IN_PROGRESS]
        chosen = [entry for entry in PLAN if any(row["form"] == entry[3] for row in counted)]
        has_text = []  # of each action; two rows of it may differ
        for entry in chosen:
            good = {1 <= len(row["text"].split()) <= 100 for row in counted if row["form"] == entry[3]}
            has_text.append(good.pop() if len(good) == 1 else None)
        is_told = None if not chosen else False if False in has_text else None if None in has_text else True
        return {"At least two actions, new or in progress": len(chosen) >= 2,
                "At least one of them for the gender pay gap": any(entry[1] == "yes" for entry in chosen),
                "At least one of them for menopause": any(entry[2] == "yes" for entry in chosen),
                "A supporting text of 1 to 100 words for each of them": is_told}

    def indicators(self, made):
        for row in self.rows_of("indicators") or []:
            value, of, target = [Fraction(row[name]) if row[name] else None for name in ("value", "of", "target")]
            share = 100 * value / of if value is not None and of else None
            looked_at = share if of is not None else value
            finding = "no data" if looked_at is None else "no target" if target is None else \
                "reached" if looked_at >= target else "not reached"
            made.add("Indicators", {"n": value, "of": of, "share": share, "target": target, "finding": finding},
                     item=row["indicator"])
