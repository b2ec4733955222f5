# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are wrong: message, exit status, no crash."""
import os
import re
import shutil
import tempfile
from dataclasses import dataclass

from workforce_compare import key_of
from workforce_files import read_table
from workforce_run import contents

PEOPLE = "employee_id,sex,ethnicity,disability,grade,division,management_level\n" + "".join(
    f"{n},{'FM'[n % 2]},{['Indian', 'Irish', ''][n % 3]},{['Yes', 'No'][n % 5 > 0]},G{n % 3},{['A', 'B'][n % 2]},{['', 'Top'][n % 4 == 0]}\n"
    for n in range(1, 80))


INI = "[employer]\nsector = public\n\n"
RESULTS = '{"snapshot_date": "2025-03-31", "figures": []}'


ONE = {"people-2026.csv": PEOPLE}
RUN = "people-2026.csv -o out"
WITH_INI = RUN + " -c w.ini"
EVENT_HEADER = "event,date,employee_id\n"


@dataclass
class Wrong:
    """Files, arguments, and what must be said."""
    name: str
    files: dict
    arguments: str
    status: tuple
    said: str = ""       # of stderr, or of what is printed where the status is 0
    never: str = ""


def wrong_people():
    return [
        Wrong("an empty file", {"people-2026.csv": ""}, RUN, (2, 3), r"people-2026\.csv"),
        Wrong("a header only", {"people-2026.csv": PEOPLE.split("\n", 1)[0] + "\n"}, RUN, (2, 3), r"people-2026\.csv.*nobody"),
        Wrong("no such people table", {}, RUN, (3,), r"people-2026\.csv"),
        Wrong("no people table", {}, "-o out", (2,), r"people table"),
        Wrong("a date that is none", {"people-2026-02-31.csv": PEOPLE}, "people-2026-02-31.csv -o out", (2,), r"2026-02-31"),
        Wrong("no date", {"staff.csv": PEOPLE}, "staff.csv -o out", (2,), r"staff\.csv.*(date|snapshot)"),
        Wrong("a date by option", {"staff.csv": PEOPLE}, "staff.csv -o out -s 2026-03-31", (0,)),
        Wrong("a wrong date by option", {"staff.csv": PEOPLE}, "staff.csv -o out -s 31.13.2026", (2,), r"31\.13\.2026|snapshot"),
        Wrong("two tables, no dates", {"a.csv": PEOPLE, "b.csv": PEOPLE}, "a.csv b.csv -o out -s 2026-03-31", (2,), r"single people table"),
        Wrong("two tables, no dates at all", {"a.csv": PEOPLE, "b.csv": PEOPLE}, "a.csv b.csv -o out", (2,), r"[ab]\.csv"),
        Wrong("two tables of one date", {**ONE, "people-2026-03-31.csv": PEOPLE, "w.ini": INI},
              "people-2026.csv people-2026-03-31.csv -o out -c w.ini", (2,), r"2026-03-31|31 March 2026"),
        Wrong("the same table twice", {**ONE}, "people-2026.csv people-2026.csv -o out", (2,), r"people-2026\.csv|date"),
        Wrong("a payroll as people", {"people-2026.csv": "employee_id,sex,pay_period,basic_pay,weekly_hours\n1,F,monthly,2000,37\n"
                                      "2,M,monthly,2500,37\n"}, RUN, (0,)),
        Wrong("no column about people", {"people-2026.csv": "number,shoe size\n1,42\n2,39\n"}, RUN, (2,), r"people-2026\.csv"),
        Wrong("one odd label", {"people-2026.csv": PEOPLE.replace("Yes", "Maybe", 1)}, RUN, (0,), r"Disabled  .*1 label is of no group.*\"Maybe\" \(1\)"),
        Wrong("labels of no scheme", {"people-2026.csv": PEOPLE.replace("Indian", "Martian").replace("Irish", "Venusian")}, RUN, (0,),
              r"ethnicity: its labels are mostly none"),
        Wrong("a column that one year lacks", {**ONE, "people-2025.csv": "".join(",".join(line.split(",")[:3]) + "\n"
              for line in PEOPLE.strip().split("\n"))}, "people-2025.csv people-2026.csv -o out", (0,),
              r"people-2025\.csv: has no column of Disability"),
        Wrong("a title above the header", {"people-2026.csv": "Staff\n\n" + PEOPLE, "w.ini": INI + "[input]\nheader_row = 3\n"}, WITH_INI,
              (0,), r"79 people"),
        Wrong("a cell too many", {"people-2026.csv": PEOPLE.replace("\n4,F,", "\n4,F,x,", 1)}, RUN, (0,),
              r"people-2026\.csv: 1 row has more cells than the header, the first in line 5"),
        Wrong("UTF-16", {"people-2026.csv": PEOPLE.encode("utf-16")}, RUN, (0,), r"79 people"),
        Wrong("semicolons", {"people-2026.csv": PEOPLE.replace(",", ";")}, RUN, (0,), r"79 people"),
        Wrong("Windows-1252, CRLF", {"people-2026.csv": PEOPLE.replace("Indian", "Café").replace("\n", "\r\n").encode("cp1252")}, RUN,
              (0,), r"79 people"),
        Wrong("a formula in a label", {"people-2026.csv": PEOPLE.replace(",A,", ",=cmd|' /C calc'!A0,")}, RUN, (0,),
              r"79 people", never=r"^[^\n]*,=cmd"),
        Wrong("one person", {"people-2026.csv": "\n".join(PEOPLE.split("\n")[:2]) + "\n"}, RUN, (0,), r"1 p"),
        Wrong("an id twice", {"people-2026.csv": PEOPLE + "5,F,Indian,No,G1,A,\n"}, RUN, (0, 2), r""),
        Wrong("bytes", {"people-2026.csv": bytes(range(256)) * 4}, RUN, (2, 3), r"people-2026\.csv"),
        Wrong("the output is a file", {**ONE, "out": "x"}, RUN, (2, 4), r"out"),
    ]


def wrong_settings():
    return [
        Wrong("an unknown key", {**ONE, "w.ini": INI + "[workforce]\nlevell = grade\n"}, WITH_INI, (2,), r"w\.ini.*levell.*level"),
        Wrong("an unknown section", {**ONE, "w.ini": INI + "[workforces]\nlevel = grade\n"}, WITH_INI, (2,), r"w\.ini.*workforces"),
        *(Wrong(f"no file of {key}", {**ONE, "w.ini": INI + f"[workforce]\n{key} = gone.csv\n"}, WITH_INI, (3,), r"gone\.csv")
          for key in ("events", "survey", "benchmarks", "actions", "indicators", "results")),
        *(Wrong(f"[workforce] {line}", {**ONE, "w.ini": INI + f"[workforce]\n{line}\n"}, WITH_INI, (2,), r"w\.ini.*" + said)
          for line, said in (("four_fifths = maybe", "four_fifths must be yes or no"),
                             ("false_discovery_rate = lots", "false_discovery_rate must be a number"),
                             ("false_discovery_rate = 500", "false_discovery_rate must be a number"),
                             ("false_discovery_rate = 0", "false_discovery_rate must be a number"),
                             ("level = management_level\nsenior = Tops", "senior: .*management level.*Tops.*perhaps Top"),
                             ("level = management_level\nboard = Top, Nobody", "board: .*Nobody"),
                             ("level = management_level\nopen_levels = Bottom", "open_levels: .*Bottom"))),
        *(Wrong(f"[workforce] {line}", {**ONE, "w.ini": INI + f"[workforce]\n{line}\n"}, WITH_INI, (0,), said)
          for line, said in (("level = management level of it", 'Management level: needs a column "management level of it", as'),
                             ("grade = grades", 'Grade: needs a column "grades".*called grade'),
                             ("regulated = professional", 'Who is regulated: needs a column "professional"'))),
        Wrong("levels in small letters", {**ONE, "w.ini": INI + "[workforce]\nlevel = management_level\nsenior = top\n"}, WITH_INI,
              (0,)),
    ]


def wrong_targets():
    return [
        *(Wrong(f"target {text!r}", {**ONE, "w.ini": INI + f"[targets]\nT = {text}\n"}, WITH_INI, (2,), r"w\.ini.*T\b")
          for text in ("", "women of sex", "women of sex, 50", "women of sex, 50 by soon", "women of sex, fifty by 2028-03-31",
                       "women of hats, 50 by 2028-03-31", "unicorns of sex, 50 by 2028-03-31", "women sex, 50 by 2028-03-31",
                       "women of sex at Nowhere, 50 by 2028-03-31", "women of sex, 150 by 2028-03-31",
                       "women of sex, -5 by 2028-03-31", "women of sex, 50 by 2028-02-31", "women of sex, + a year")),
        *(Wrong(f"target {text!r}", {**ONE, "w.ini": INI + f"[targets]\nT = {text}\n"}, WITH_INI, (2,), r"w\.ini.*T: " + said)
          for text, said in (("women of sex, +1 a year from 2025-12-31", "the date it is counted from must be that of a people table"),
                             ("women of sex, +1 a year since 2026-03-31", ".*only .from. and a date can follow"),
                             ("women of hats, 50 by 2028-03-31", "no people table has that characteristic"),
                             ("unicorns of sex, 50 by 2028-03-31", "the characteristic has no such group"),
                             ("women of sex at Nowhere, 50 by 2028-03-31", "there is no such grade, division"),
                             ("women of sex, 150 by 2028-03-31", "the level must be a number of percent"))),
        Wrong("a target that falls", {**ONE, "w.ini": INI + "[targets]\nT = men of sex, at most 40.25 by 2028-03-31\n"}, WITH_INI, (0,),
              r"T: reached|79 people"),
        Wrong("a target before the first table", {**ONE, "w.ini": INI + "[targets]\nT = men of sex, 40 by 2020-03-31\n"}, WITH_INI, (2,),
              r"T: the date is before that of the first people table"),
    ]


def wrong_events():
    return [
        Wrong("unknown events", {**ONE, "w.ini": INI + "[workforce]\nevents = e.csv\n", "e.csv": EVENT_HEADER + "abducted,2026-01-01,1\n"
                                 "leaver,2026-01-02,2\n"}, WITH_INI, (1,), r"1 row of e\.csv with no event that is known here .*abducted.* \(1\).*, the first in line 2"),
        Wrong("events without an event column", {**ONE, "w.ini": INI + "[workforce]\nevents = e.csv\n", "e.csv": "a,b\n1,2\n"},
              WITH_INI, (2,), r"e\.csv.*event"),
        Wrong("an event's date that is none", {**ONE, "w.ini": INI + "[workforce]\nevents = e.csv\n",
                                               "e.csv": EVENT_HEADER + "leaver,soon,2\nleaver,2026-01-02,3\n"}, WITH_INI, (1,),
              r"1 row of e\.csv with a date or a year that is none .*, the first in line 2"),
        *(Wrong(f"events, {what}", {**ONE, "w.ini": INI + "[workforce]\nevents = e.csv\n", "e.csv": text}, WITH_INI, (0,), said)
          for what, text, said in (
              ("an unknown id", EVENT_HEADER + "leaver,2026-01-01,9999\n", "1 row of e.csv with an employee id that no people table has"),
              ("an unknown label", "event,date,ethnicity\nleaver,2026-01-01,Klingon\n", "1 label of ethnicity is of no group"),
              ("an unknown sex", "event,date,sex\nleaver,2026-01-01,Q\n", "1 label of sex is of no group"),
              ("an unknown division", "event,date,division\nleaver,2026-01-01,Z\n", "1 row of e.csv with a division that no people"),
              ("another year", "event,year,sex,count\nleaver,2020,F,3\nleaver,2026,M,9\n", r"Men|people"))),
        *(Wrong(f"events, {what}", {**ONE, "w.ini": INI + "[workforce]\nevents = e.csv\n", "e.csv": text}, WITH_INI,
                (1,), r"warning:[^\n]*" + (r"e\.csv[^\n]*" + said if said else r"(?:events|e\.csv)"))
          for what, text, said in (
              ("no date", "event,employee_id\nleaver,1\n", ""),
              ("no date, but counts", "event,sex,count\nleaver,F,5\nleaver,M,7\n", ""),
              ("a blank date", EVENT_HEADER + "leaver,,2\nleaver,2026-01-02,3\n", "line 2"),
              ("a blank date further down", EVENT_HEADER + "leaver,2026-01-02,3\nleaver,2026-01-03,2\nleaver,,4\n", "line 4"),
              ("a blank date and a blank year", "event,date,year,sex,count\nleaver,2026-01-02,,M,1\nleaver,,,F,3\n",
               "line 3"),
              ("a year that is none", "event,year,sex,count\nleaver,soon,F,3\nleaver,2026,M,4\n", "line 2"),
              ("a blank year", "event,reporting year,sex,count\nleaver,2025-26,F,3\nleaver,,M,4\n", "line 3"))),
    ]


def wrong_answers():
    return [
        Wrong("a survey with more experienced than asked", {**ONE, "w.ini": INI + "[workforce]\nsurvey = s.csv\n", "s.csv":
              "question,group,respondents,experienced\n6,Minority ethnic,10,12\n6,White,20,3\n"}, WITH_INI, (0, 2), r"s\.csv|survey"),
        Wrong("a survey that is no number", {**ONE, "w.ini": INI + "[workforce]\nsurvey = s.csv\n", "s.csv":
              "question,group,respondents,experienced\n6,Minority ethnic,ten,2\n6,White,20,3\n"}, WITH_INI, (0, 2), r"s\.csv|survey"),
        Wrong("a benchmark over 100", {**ONE, "w.ini": INI + "[workforce]\nbenchmarks = b.csv\n", "b.csv":
              "characteristic,group,share\nethnicity,Minority ethnic,146\n"}, WITH_INI, (0, 2), r"b\.csv|benchmark"),
        *(Wrong(f"benchmarks, {what}", {**ONE, "w.ini": INI + "[workforce]\nbenchmarks = b.csv\n", "b.csv": text}, WITH_INI, (status,),
                r"b\.csv.*" + said)
          for what, text, status, said in (
              ("a group misspelt", "characteristic,group,share\nethnicity,Minority ethnicc,14\n", 0, "line 2 is about no group"),
              ("a characteristic cut off", "characteristic,group,share\ne,Minority ethnic,14\n", 0, "line 2 is about no group"),
              ("a part of one", "characteristic,group,share\nethnicity,Minority ethnic,0.17\n", 0, "line 2 has a share below 1"),
              ("a group twice", "characteristic,group,share\nethnicity,Minority ethnic,14\nEthnicity,minority ethnic,15\n", 2,
               "line 2 gives a benchmark of the same group"),
              ("other columns", "name,part\nMinority ethnic,14\n", 2, "need the columns group and share"))),
        *(Wrong(f"a survey, {what}", {**ONE, "w.ini": INI + "[workforce]\nsurvey = s.csv\n", "s.csv":
                "question,group,respondents,experienced\n" + text + "\n"}, WITH_INI, (0,), r"s\.csv: line 2: the " + said)
          for what, text, said in (("a group misspelt", "6,Whitee,20,3", "group is none"), ("no such question", "99,White,20,3",
                                                                                          "question is none"))),
    ]


def wrong_registers():
    return [
        Wrong("actions_on is no date", {**ONE, "w.ini": INI + "[workforce]\nactions = a.csv\nactions_on = soon\n", "a.csv":
              "objective,action,deliverable,owner,due,status,measure,rag,form,text\nO,A,D,W,2026-01-01,complete,,,,\n"}, WITH_INI, (2,),
              r"actions_on"),
        Wrong("an action's measure that is none", {**ONE, "w.ini": INI + "[workforce]\nactions = a.csv\n", "a.csv":
              "objective,action,deliverable,owner,due,status,measure,rag,form,text\nO,A,D,W,2026-01-01,complete,unicorns of hats,,,\n"},
              WITH_INI, (0, 2), r"unicorns|a\.csv"),
        *(Wrong(f"an action with {what}", {**ONE, "w.ini": INI + "[workforce]\nactions = a.csv\n", "a.csv":
              "action,due,status,form\n" + row + "\n"}, WITH_INI, (0,), r"a\.csv: line 2: " + said)
          for what, row, said in (("an unknown status", "A,2026-01-01,halfway there,", "the status is none that is known"),
                                  ("a due date that is none", "A,next spring,complete,", "the due date is no date"),
                                  ("an unknown form", "A,2026-01-01,complete,Be kind", "the action of the form is none that it has"))),
        Wrong("actions without actions", {**ONE, "w.ini": INI + "[workforce]\nactions = a.csv\n", "a.csv": "foo,bar\n1,2\n"}, WITH_INI,
              (2,), r"a\.csv.*no column action"),
        Wrong("a rating that is none", {**ONE, "w.ini": INI + "[workforce]\nactions = a.csv\n", "a.csv": "action,rag\nA,Purple\n"},
              WITH_INI, (0,), r"a\.csv: line 2: the RAG rating is none of"),
        Wrong("an indicator that is no number", {**ONE, "w.ini": INI + "[workforce]\nindicators = i.csv\n", "i.csv":
              "indicator,value,of,target\nPanels,many,12,90\n"}, WITH_INI, (0,), r"i\.csv: line 2, column 2: no number"),
        Wrong("an indicator of more than all", {**ONE, "w.ini": INI + "[workforce]\nindicators = i.csv\n", "i.csv":
              "indicator,value,of,target\nPanels,13,12,90\n"}, WITH_INI, (0,), r"i\.csv: line 2: more than there are"),
    ]


def wrong_results():
    return [
        Wrong("no payroll", {**ONE, "pay.csv": PEOPLE, "w.ini": INI + "[workforce]\npayroll = gone.csv\nearlier_payroll = pay.csv\n"},
              WITH_INI, (2, 3), r"gone\.csv|pay\.csv"),
        Wrong("results that are none", {**ONE, "w.ini": INI + "[workforce]\nresults = r.json\n", "r.json": "{}"}, WITH_INI, (2, 3),
              r"r\.json"),
        Wrong("results that are no JSON", {**ONE, "w.ini": INI + "[workforce]\nresults = r.json\n", "r.json": "no"}, WITH_INI, (2, 3),
              r"r\.json"),
        Wrong("two results of a year", {**ONE, "a.json": RESULTS, "b.json": RESULTS.replace("03-31", "04-05"),
                                        "w.ini": INI + "[workforce]\nresults = a.json, b.json\n"}, WITH_INI, (2,),
              r"w\.ini.*results: two of the files are of 2025"),
        Wrong("nine results", {**ONE, **{f"{n}.json": RESULTS.replace("2025", str(2016 + n)) for n in range(9)}, "w.ini":
              INI + "[workforce]\nresults = " + ", ".join(f"{n}.json" for n in range(9)) + "\n"}, WITH_INI, (2,), r"at most 8 files"),
        Wrong("no results", {**ONE, "w.ini": INI + "[workforce]\nresults = gone.json\n"}, WITH_INI, (3,),
              r"gone\.json.*could not open.*results"),
    ]


def wrong_files():
    return [case for make in (wrong_people, wrong_settings, wrong_targets, wrong_events, wrong_answers, wrong_registers, wrong_results)
            for case in make()]


def check_wrong(program, checks, source):
    for case in wrong_files():
        folder = tempfile.mkdtemp(prefix="paygap-wrong-")
        for name, content in case.files.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
        status, printed, said = program.run(folder, *case.arguments.split())
        where = f"{case.name}: exit status {status}, said: {said.strip() or printed.strip()[-200:]}"
        checks.check("exit status of a wrong file", status in case.status, where)
        text = said if status > 1 else printed + said
        checks.check("message about a wrong file", re.search(case.said, text, re.S) is not None, where)
        if status > 1:
            checks.check("nothing is written after an error", not os.path.isdir(os.path.join(folder, "out")), where)
        if case.never and status < 2:
            for name, content in contents(os.path.join(folder, "out")).items():
                if name.endswith(".csv"):
                    checks.check("no formula in a CSV file", not re.search(case.never, content.decode(), re.M), case.name, name)
        shutil.rmtree(folder)
    check_exports(program, checks, source)


def check_exports(program, checks, source):
    """One payroll in four formats, as people tables: the same counts."""
    folder = tempfile.mkdtemp(prefix="paygap-wrong-")
    seen = []
    for name in ("canonical.csv", "canonical-semicolon-1252.csv", "canonical-utf16.txt", "canonical.xlsx"):
        path = os.path.join(folder, "people-2026" + os.path.splitext(name)[1])
        shutil.copy(os.path.join(source, "samples", "exports", name), path)
        status, printed, said = program.run(folder, path, "-o", name + ".out")
        if checks.check("exports are read", status == 0, name, status, said):
            rows = read_table(os.path.join(folder, name + ".out", "internal", "workforce.csv"))
            seen.append([(key_of(row), row["value"]) for row in rows])
            checks.check("exports give the same", seen[-1] == seen[0], name)
    shutil.rmtree(folder)
