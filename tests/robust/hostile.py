#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile and random files against the readers of paygap.

hostile.py PROGRAM [--seconds N] [--only PART[,PART]] [--seed N] [--keep DIR]

Parts: misread (exports that `report` must not read without a question), damage (cut and
flipped files), workbooks, texts, csv and xlsx (random files compared cell for cell). With a sanitizer build times and memory are not judged. Exit 1 if anything
failed; each failure is one line.
"""

import argparse
import csv
import datetime
import decimal
import io
import json
import os
import pathlib
import random
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parents[2]
SLOW, MEMORY = 3.0, 512  # seconds, MiB
BAD_WORDS = (b"AddressSanitizer", b"LeakSanitizer", b"runtime error:", b"MemorySanitizer",
             b"Assertion", b"stack smashing", b"double free", b"malloc()")


class Tester:
    def __init__(self, program, folder, keep):
        self.program = os.path.abspath(program)
        self.is_sanitized = b"__asan_init" in pathlib.Path(program).read_bytes()
        self.folder = folder
        self.keep = keep
        self.failures = {}
        self.n_runs = 0
        self.slowest = []
        self.lock = threading.Lock()
        self.number = 0

    def fail(self, name, what, path=None):
        with self.lock:
            first = what not in self.failures.setdefault(name.split("@")[0], {})
            self.failures[name.split("@")[0]].setdefault(what, []).append(name)
            if first:
                print(f"FAIL {name}: {what}", flush=True)
                if self.keep and path and os.path.getsize(path) < 50 << 20:
                    shutil.copy(path, os.path.join(
                        self.keep, name.replace("/", "_").replace(" ", "_") +
                        pathlib.Path(path).suffix))

    def next_folder(self):
        with self.lock:
            self.number += 1
            return os.path.join(self.folder, f"out{self.number}")

    def run(self, arguments, timeout, stdout=None):
        """Exit status, output, errors, seconds, MiB."""
        errors = tempfile.TemporaryFile()
        output = tempfile.TemporaryFile() if stdout is None else stdout
        begin = time.monotonic()

        def limit():
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_CPU, (int(timeout) + 5,) * 2)
            resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 30,) * 2)

        process = subprocess.Popen([self.program, *arguments], stdin=subprocess.DEVNULL,
                                   stdout=output, stderr=errors, preexec_fn=limit)
        timer = threading.Timer(timeout, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        seconds = time.monotonic() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for stream in (output, errors):
            stream.seek(0)
            texts.append(stream.read(1 << 26))
            stream.close()
        self.n_runs += 1
        return process.returncode, *texts, seconds, usage.ru_maxrss / 1024

    def check(self, name, path, command, expected=None, slow=SLOW, canary=b"CANARY"):
        """Runs one command on a file and judges all but the figures."""
        arguments, out = [*command, str(path)], None
        if command[0] == "report":
            out = self.next_folder()
            arguments += ["-o", out, "-s", "2026-04-05", "--replicates", "10"]
        timeout = 120 if self.is_sanitized else 15
        status, output, errors, seconds, memory = self.run(arguments, timeout)
        name = f"{name} [{' '.join(command)}]"
        if status == -9 and seconds >= timeout - 1:
            self.fail(name, f"not done after {timeout} s ({memory:.0f} MiB)", path)
        elif status < 0 or status > 5:
            self.fail(name, f"exit status {status}: {errors[-300:]!r}", path)
        for word in BAD_WORDS:
            if word in errors:
                at = errors.index(word)
                self.fail(name, f"sanitizer: {errors[max(0, at - 150):at + 400]!r}", path)
                break
        if expected is not None and status not in expected:
            self.fail(name, f"exit status {status}, expected {expected}: "
                      f"{errors[:200]!r}", path)
        lines = [line for line in errors.split(b"\n")
                 if line and b"warning:" not in line]
        if status in (2, 3, 4, 5) and not any(b"paygap:" in line for line in lines):
            self.fail(name, f"status {status} without a message: {errors[:200]!r}", path)
        if status in (2, 3) and (len(lines) != 1 or len(lines[0]) > 2000):
            self.fail(name, f"the message has {len(lines)} lines, {len(errors)} bytes: "
                      f"{errors[:300]!r}", path)
        if status == 5:
            self.fail(name, f"status 5: {errors[:200]!r}", path)
        if out is not None:
            if status >= 2 and os.path.exists(out) and any(
                    files for _, _, files in os.walk(out)):
                self.fail(name, "files were written by a run that failed", path)
            shutil.rmtree(out, ignore_errors=True)
        if canary and command[-1] != "--cells" and canary in output + errors:
            self.fail(name, "personal data shown: "
                      + repr((output + errors).split(canary)[0][-100:]), path)
        if not self.is_sanitized:
            with self.lock:
                self.slowest.append((seconds, memory, name))
            if seconds > slow:
                self.fail(name, f"slow: {seconds:.1f} s (limit {slow} s)", path)
            if memory > MEMORY:
                self.fail(name, f"{memory:.0f} MiB of memory (limit {MEMORY})", path)
        return status, output, errors

    def check_all(self, name, data, suffix, expected=None, slow=SLOW):
        path = os.path.join(self.folder, f"f{threading.get_ident()}{suffix}")
        if isinstance(data, (bytes, bytearray)):
            pathlib.Path(path).write_bytes(data)
        else:
            path = data
        for command in (["inspect"], ["inspect", "--cells"], ["report", "-y"]):
            self.check(name, path, command, expected, slow)


# ------------------------------------------------------------------ part 1: damage

def damage(tester, deadline, seed):
    samples = ROOT / "samples/exports"
    files = [(p.name, p.read_bytes()) for p in
             (samples / "canonical.xlsx", samples / "nhs-esr-gpg.xlsx",
              samples / "canonical.csv", samples / "canonical-utf16.txt",
              samples / "canonical-semicolon-1252.csv")]
    corpus = sorted((ROOT / "tests/data/corpus/xlsx").rglob("*.xlsx"))
    files += [(p.name, p.read_bytes()) for p in corpus if p.stat().st_size < 9000][:12]
    rng = random.Random(seed)
    jobs = []
    for name, data in files:
        for at in range(len(data)):
            jobs.append((name, "cut", at))
            jobs.append((name, "flip", at))
    rng.shuffle(jobs)
    contents = dict(files)
    commands = (["inspect"], ["inspect", "--cells"], ["report", "-y"])

    def one(job):
        if time.monotonic() > deadline:
            return 0
        name, kind, at = job
        data = contents[name]
        if kind == "cut":
            data = data[:at]
        else:
            bit = random.Random(at * 7 + seed).choice((1, 0x80, 0x20, 0xFF, 4))
            data = data[:at] + bytes([data[at] ^ bit]) + data[at + 1:]
        path = os.path.join(tester.folder,
                            f"d{threading.get_ident()}{pathlib.Path(name).suffix}")
        pathlib.Path(path).write_bytes(data)
        tester.check(f"{kind} {name}@{at}", path, commands[at % 3], canary=None)
        return 1

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        n = sum(pool.map(one, jobs))
    print(f"damage: {n} of {len(jobs)} cut and flipped files")


# ------------------------------------------------------------------ part 2: workbooks

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEADERS = ["employee_id", "Surname", "sex", "pay_period", "basic_pay", "weekly_hours"]


def rels(*pairs):
    return (f'<Relationships xmlns="{PACKAGE}">' + "".join(
        f'<Relationship Id="{i}" Type="{REL}/{kind}" Target="{target}"/>'
        for i, kind, target in pairs) + "</Relationships>")


def inline(text, ref=None):
    at = f' r="{ref}"' if ref else ""
    return f'<c{at} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def header_row():
    return '<row r="1">' + "".join(
        inline(h, "ABCDEF"[i] + "1") for i, h in enumerate(HEADERS)) + "</row>"


def person(i):
    r = i + 2
    return (f'<row r="{r}">' + inline(f"E{i}", f"A{r}") + inline(f"CANARY-{i}", f"B{r}") +
            inline("FM"[i % 2], f"C{r}") + inline("monthly", f"D{r}") +
            f'<c r="E{r}"><v>{2000 + i}</v></c><c r="F{r}"><v>37.5</v></c></row>')


def sheet(rows, n=12):
    return (f'<worksheet xmlns="{MAIN}"><sheetData>' + header_row() +
            "".join(person(i) for i in range(n)) + rows + "</sheetData></worksheet>")


def parts(sheet_xml=None, strings=None, styles=None, workbook=None):
    files = {
        "_rels/.rels": rels(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook or
        f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>'
        '<sheet name="Pay" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": rels(("rId1", "worksheet", "worksheets/sheet1.xml"),
                                           ("rId2", "sharedStrings", "sharedStrings.xml"),
                                           ("rId3", "styles", "styles.xml")),
        "xl/worksheets/sheet1.xml": sheet_xml or sheet(""),
    }
    if strings is not None:
        files["xl/sharedStrings.xml"] = strings
    if styles is not None:
        files["xl/styles.xml"] = styles
    return files


def packed(files, compression=zipfile.ZIP_DEFLATED, comment=b""):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as book:
        for name, data in files.items():
            book.writestr(zipfile.ZipInfo(name), data, compression)
        book.comment = comment
    return stream.getvalue()


def changed(**changes):
    files = parts()
    for name, data in changes.items():
        files[name] = data
    return files


def raw_zip(entries, patch=lambda data: data):
    """entries: (name bytes, data, dict of overrides)."""
    out, directory = io.BytesIO(), b""
    for name, data, over in entries:
        method = over.get("method", 8)
        body = data
        if method == 8:
            deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
            body = deflate.compress(data) + deflate.flush()
        body = over.get("body", body)
        crc = over.get("crc", zlib.crc32(data))
        packed_size = over.get("packed", len(body))
        size = over.get("size", len(data))
        flags = over.get("flags", 0)
        at = out.tell()
        local = (0, 0, 0) if over.get("descriptor") else (crc, packed_size, size)
        if over.get("descriptor"):
            flags |= 8
        out.write(struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, flags, method, 0, 0x21,
                              *(x & 0xFFFFFFFF for x in local), len(name), 0) + name + body)
        if over.get("descriptor"):
            out.write(struct.pack("<IIII", 0x08074B50, crc, packed_size, size))
        directory += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, flags, method, 0,
                                 0x21, crc, packed_size & 0xFFFFFFFF, size & 0xFFFFFFFF,
                                 len(name), 0, 0, 0, 0, 0, over.get("offset", at)) + name
    at = out.tell()
    out.write(directory)
    out.write(struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, len(entries), len(entries),
                          len(directory), at, 0))
    return patch(out.getvalue())


def raw_book(over=None, which="xl/worksheets/sheet1.xml", **more):
    return raw_zip([(name.encode(), data.encode(), (over or {}) if name == which or
                     which == "*" else {}) for name, data in parts(**more).items()])


def spaces_bomb(path, total, ratio=None, head="", tail="", filler=b" ", name=None):
    """A sheet with `total` bytes of filler, written in streams; ratio None = all it gives."""
    files = parts()
    target = name or "xl/worksheets/sheet1.xml"
    noise = random.Random(1).randbytes(1 << 20).hex().encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as book:
        for part, data in files.items():
            if part != target:
                book.writestr(part, data)
        with book.open(target, "w", force_zip64=total > 1 << 30) as stream:
            stream.write(head.encode())
            block = filler * (1 << 20)
            done = 0
            while done < total:
                stream.write(block)
                done += len(block)
                if ratio:  # incompressible text in a comment keeps the ratio low
                    stream.write(b"<!--" + noise[:2 * len(block) // ratio] + b"-->"
                                 if filler == b" " else noise[:2 * len(block) // ratio])
            stream.write(tail.encode())
    return path


def sheet_bombs(tester):
    """Large ones, built and tried one after another."""
    folder = tester.folder
    commands = (["inspect"], ["inspect", "--cells"], ["report", "-y"])
    open_sheet = f'<worksheet xmlns="{MAIN}"><sheetData>'
    close_sheet = "</sheetData></worksheet>"
    noisy = random.Random(2).randbytes(4000).hex()

    def try_it(name, build, expected=None, slow=SLOW):
        path = os.path.join(folder, "bomb.xlsx")
        build(path)
        print(f"  {name}: {os.path.getsize(path) / 1e6:.1f} MB", flush=True)
        for command in commands:
            tester.check(name, path, command, expected, slow)
        os.remove(path)

    def book(path, **kinds):
        pathlib.Path(path).write_bytes(packed(parts(**kinds)))

    try_it("zip bomb, 10 GB of spaces", lambda p: spaces_bomb(
        p, 10 << 30, head=open_sheet + header_row(), tail=close_sheet), {3}, 2)
    try_it("1.5 GB of spaces at a ratio of 150", lambda p: spaces_bomb(
        p, 3 << 29, 150, open_sheet + header_row(), close_sheet), {3})
    try_it("900 MB of one <v> at a ratio of 150", lambda p: spaces_bomb(
        p, 900 << 20, 150, open_sheet + header_row() + '<row r="2"><c t="str"><v>',
        "</v></c></row>" + close_sheet, b"A"), {3})
    try_it("900 MB of one attribute at a ratio of 150", lambda p: spaces_bomb(
        p, 900 << 20, 150, open_sheet + '<row r="', '"/>' + close_sheet, b"A"), {3})
    try_it("60 MB of one attribute", lambda p: spaces_bomb(
        p, 60 << 20, 20, open_sheet + '<row r="', '"/>' + close_sheet, b"A"), {3})
    strings_head = f'<sst xmlns="{MAIN}"><si><t>'
    noise = "xl/sharedStrings.xml"

    def strings_bomb(path, head, tail, filler, total, ratio):
        files = parts(strings="")
        rng = random.Random(1).randbytes(1 << 18).hex().encode()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
            for part, data in files.items():
                if part != noise:
                    zipped.writestr(part, data)
            with zipped.open(noise, "w") as stream:
                stream.write(head)
                block = filler * ((1 << 20) // len(filler))
                for _ in range(total >> 20):
                    stream.write(block)
                    stream.write(b"<!--" + rng[:2 * len(block) // ratio] + b"-->")
                stream.write(tail)

    try_it("900 MB of one shared string", lambda p: strings_bomb(
        p, strings_head.encode(), b"</t></si></sst>", b"A", 900 << 20, 150), {3})
    try_it("180 million empty shared strings", lambda p: strings_bomb(
        p, f'<sst xmlns="{MAIN}">'.encode(), b"</sst>", b"<si/>", 900 << 20, 150), {3})
    million = random.Random(4).randbytes(1 << 19).hex()
    one_text = f'<sst xmlns="{MAIN}"><si><t>{million[:-64]}</t></si></sst>'
    references = "".join(
        f'<row r="{r}">' + '<c t="s"><v>0</v></c>' * 1000 + "</row>"
        for r in range(20, 1020))
    try_it("1e6 references to a text of 1 MB", lambda p: book(
        p, sheet_xml=sheet(references), strings=one_text))
    wide = "".join(f'<row r="{r}">' + '<c t="s"><v>0</v></c>' * 6 + "</row>"
                   for r in range(20, 30000))
    try_it("180,000 references to a text of 1 MB in read columns", lambda p: book(
        p, sheet_xml=sheet(wide), strings=one_text))
    try_it("20,000 sheets of one part", lambda p: book(
        p, workbook=f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>' + "".join(
            f'<sheet name="S{i}" sheetId="{i}" r:id="rId1"/>' for i in range(20000)) +
        "</sheets></workbook>"))
    big = parts()
    big["xl/_rels/workbook.xml.rels"] = rels(
        *((f"r{i}", "worksheet", f"worksheets/s{noisy[i % 8000]}{i}.xml")
          for i in range(100000)), ("rId1", "worksheet", "worksheets/sheet1.xml"))
    big["xl/workbook.xml"] = (f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>' +
                              "".join(f'<sheet name="S{i}" sheetId="{i}" r:id="r{i}"/>'
                                      for i in range(100000)) + "</sheets></workbook>")
    try_it("100,000 relationships of 100,000 sheets",
           lambda p: pathlib.Path(p).write_bytes(packed(big)))
    formats = "".join(f'<numFmt numFmtId="{i}" formatCode="0.{i}"/>' for i in range(60000))
    xfs = "".join(f'<xf numFmtId="{i}"/>' for i in range(200000))
    try_it("200,000 styles of 60,000 formats", lambda p: book(
        p, styles=f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellXfs>{xfs}'
        "</cellXfs></styleSheet>"))
    blank = "".join(f'<row r="{r}"/>' for r in range(20, 1000000))
    try_it("a million blank rows", lambda p: book(p, sheet_xml=sheet(blank)))
    try_it("one cell in row 1048576", lambda p: book(p, sheet_xml=sheet(
        '<row r="1048576"><c><v>1</v></c></row>')))
    try_it("16,384 columns of 1,500 rows, last filled", lambda p: book(
        p, sheet_xml=sheet("".join(f'<row r="{r}"><c r="XFD{r}"><v>1</v></c></row>'
                                   for r in range(20, 1520)))))


def workbooks(tester):
    doctype = ('<!DOCTYPE lolz [<!ENTITY l0 "lol">' + "".join(
        f'<!ENTITY l{i} "{"&l%d;" % (i - 1) * 10}">' for i in range(1, 10)) + "]>")
    one = sheet("")
    cases = {
        "plain": (packed(parts()), {0}),
        "comment at the end": (packed(parts(), comment=b"hello " * 100), {0}),
        "comment with an end signature": (packed(parts(), comment=b"PK\5\6" + b"x" * 30),
                                          None),
        "stored": (packed(parts(), zipfile.ZIP_STORED), {0}),
        "data descriptors": (raw_book({"descriptor": True}, "*"), {0}),
        "wrong CRC": (raw_book({"crc": 1}), {3}),
        "wrong CRC everywhere": (raw_book({"crc": 1}, "*"), {3}),
        "encrypted flag": (raw_book({"flags": 1, "body": b"x" * 500}), {3}),
        "encrypted flag alone": (raw_book({"flags": 1}), None),
        "ZIP64 marks": (raw_book({"packed": 0xFFFFFFFF, "size": 0xFFFFFFFF}), {3}),
        "ZIP64 offset": (raw_book({"offset": 0xFFFFFFFF}), {3}),
        "stored, wrong sizes": (raw_book({"method": 0, "size": 5}), {3}),
        "stored, packed too large": (raw_book({"method": 0, "packed": 10 ** 9}), {3}),
        "stored, packed too small": (raw_book({"method": 0, "packed": 100}), {3}),
        "deflated, packed too small": (raw_book({"packed": 10}), {3}),
        "deflated, size 0": (raw_book({"size": 0}), {3}),
        "unknown method": (raw_book({"method": 99}), {3}),
        "cut deflate": (raw_book({"body": b"\x4b"}), {3}),
        "5,000 entries": (packed(parts() | {f"xl/x{i}": "" for i in range(5000)}), {3}),
        "4,000 entries": (packed(parts() | {f"xl/x{i}": "" for i in range(4000)}), {0}),
        "names with .. and NUL": (raw_zip(
            [(n.encode(), d.encode(), {}) for n, d in parts().items()] +
            [(b"../../etc/passwd", b"x", {}), (b"xl/a\0b.xml", b"x", {}), (b"", b"", {}),
             (b"/abs", b"x", {}), (b"n" * 60000, b"", {})]), {0}),
        "not a workbook": (packed({"hello.txt": "hello"}), {3}),
        "empty archive": (packed({}), None),
        "only PK34": (b"PK\3\4", {3}),
        "PK34 and noise": (b"PK\3\4" + random.Random(3).randbytes(100000), {3}),
        "many end records": (packed(parts()) + b"PK\5\6" * 16000, {3}),
        "DTD in the sheet": (packed(parts(doctype + one.replace(
            "E0<", "&l9;<"))), {3}),
        "DTD in the strings": (packed(parts(strings=doctype + f'<sst xmlns="{MAIN}">'
                                            '<si><t>&l9;</t></si></sst>')), {3}),
        "DTD in the relationships": (packed(changed(**{
            "_rels/.rels": doctype + rels(("r", "officeDocument", "xl/workbook.xml"))})),
            {3}),
        "external entity": (packed(parts(
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + one)), {3}),
        "1,000 levels": (packed(parts(sheet("<a>" * 1000 + "</a>" * 1000))), {3}),
        "unclosed XML": (packed(parts(one[:-40])), {3}),
        "empty sheet part": (packed(changed(**{"xl/worksheets/sheet1.xml": ""})), {3}),
        "no cells": (packed(parts(f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>')),
                     {0, 2, 3}),
        "UTF-16 XML": (packed(changed(**{"xl/worksheets/sheet1.xml":
                                         b"\xff\xfe" + one.encode("utf-16-le")})), {0}),
        "latin-1 XML": (packed(changed(**{
            "xl/worksheets/sheet1.xml": ('<?xml version="1.0" encoding="ISO-8859-1"?>' +
                                         one).encode("latin-1")})), {0}),
        "unknown XML encoding": (packed(parts('<?xml version="1.0" encoding="klingon"?>' +
                                              one)), {3}),
        "text out of range": (packed(parts(sheet('<row><c t="s"><v>7</v></c></row>'),
                                           strings=f'<sst xmlns="{MAIN}"/>')), None),
        "huge text index": (packed(parts(sheet(
            '<row><c t="s"><v>99999999999999999999999</v></c></row>'))), None),
        "negative text index": (packed(parts(sheet('<row><c t="s"><v>-1</v></c></row>'))),
                                None),
        "text index of letters": (packed(parts(sheet(
            '<row><c t="s"><v>abc</v></c></row>'))), None),
        "row 4294967296": (packed(parts(sheet('<row r="4294967296"><c><v>1</v></c></row>'))),
                           None),
        "row 1e40": (packed(parts(sheet(f'<row r="1{"0" * 40}"><c><v>1</v></c></row>'))),
                     None),
        "row -5": (packed(parts(sheet('<row r="-5"><c><v>1</v></c></row>'))), None),
        "rows backwards": (packed(parts(sheet("".join(
            f'<row r="{100 - i}"><c><v>1</v></c></row>' for i in range(90))))), None),
        "column ZZZZZ": (packed(parts(sheet('<row><c r="ZZZZZ3"><v>1</v></c></row>'))),
                         None),
        "column XFE": (packed(parts(sheet('<row><c r="XFE20"><v>1</v></c></row>'))), None),
        "column of 1 MB": (packed(parts(sheet(f'<row><c r="{"A" * 1000000}"><v>1</v></c>'
                                              "</row>"))), None),
        "odd references": (packed(parts(sheet("<row>" + "".join(
            f'<c r="{r}"><v>1</v></c>' for r in
            ("", "1", "-A1", "$A$1", "é1", "A", "a9", "A1:B2", " B2", "@[`{")) +
            "</row>"))), None),
        "cells backwards": (packed(parts(sheet("<row>" + "".join(
            f'<c r="{c}20"><v>1</v></c>' for c in "FEDCBAFA") + "</row>"))), None),
        "negative and odd s=": (packed(parts(sheet("<row>" + "".join(
            f'<c s="{s}"><v>1</v></c>' for s in ("-1", "99999999999999999999", "x", "",
                                                 "4294967297")) + "</row>"))), None),
        "odd t=": (packed(parts(sheet("<row>" + "".join(
            f'<c t="{t}"><v>1</v></c>' for t in ("", "-1", "x", "S", "string", "b", "d",
                                                 "e", "inlineStr", "n" * 5000)) +
            "</row>"))), None),
        "empty values": (packed(parts(sheet("<row>" + "".join(
            f'<c t="{t}"><v></v></c><c t="{t}"/><c t="{t}"><is><t></t></is></c>'
            f'<c t="{t}"><is/></c><c t="{t}"><f>A1</f></c>'
            for t in ("s", "n", "b", "str", "inlineStr", "e", "d")) + "</row>"))), None),
        "only an empty inline text": (packed(parts(
            f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="inlineStr"><is><t></t></is>'
            "</c></row></sheetData></worksheet>")), None),
        "odd numbers": (packed(parts(sheet("<row>" + "".join(
            f"<c><v>{v}</v></c>" for v in
            ("-", "+", ".", "e", "1e", "1e+", "1e999999999999", "-1e-999999", "1E308",
             "NaN", "INF", "0x10", "1,5", "1" * 5000, "0." + "0" * 5000 + "1",
             "9" * 40 + "." + "9" * 40, "1..2", "--1", "1e5e5", "\u0661", "1 2")) +
            "</row>"))), None),
        "odd dates": (packed(parts(sheet("<row>" + "".join(
            f'<c s="{s}"><v>{v}</v></c>' for s in (1, 2, 3) for v in
            ("-1", "0", "0.5", "1", "59", "60", "61", "2958465", "2958465.999999",
             "2958466", "1e7", "1e20", "99999999999", "0.99999999", "45000.99999999")) +
            "</row>"), styles=f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" '
            'formatCode="[h]:mm"/></numFmts><cellXfs><xf/><xf numFmtId="14"/>'
            '<xf numFmtId="164"/><xf numFmtId="20"/></cellXfs></styleSheet>')), None),
        "odd format codes": (packed(parts(styles=f'<styleSheet xmlns="{MAIN}"><numFmts>' +
                                          "".join(
                                              f'<numFmt numFmtId="{i}" formatCode="{c}"/>'
                                              for i, c in enumerate(
                                                  ("", "[", "[h", "[]", "\\", "_", "*",
                                                   "&quot;", "&quot;x", ";", "[hhhhh",
                                                   "y" * 100000, "[$", "-" * 9))) +
                                          "</numFmts><cellXfs><xf numFmtId=\"-1\"/><xf/>"
                                          '<xf numFmtId="99999999999999999999"/></cellXfs>'
                                          "</styleSheet>")), {0}),
        "cells outside rows": (packed(parts(one.replace(
            "<sheetData>", "<c><v>1</v></c><v>9</v><t>x</t><is><t>y</t></is><sheetData>"))),
            None),
        "rows in rows": (packed(parts(sheet(
            "<row><row><c><v>1</v><c><v>2</v></c></c></row></row>"))), None),
        "escapes": (packed(parts(sheet("<row>" + inline(
            "_x0000__x000A__xD800__xFFFF__x00_x41__x005F_x0041__xZZZZ__x") + "</row>"))),
            None),
        "no workbook part": (packed({k: v for k, v in parts().items()
                                     if k != "xl/workbook.xml"}), {3}),
        "no sheet part": (packed({k: v for k, v in parts().items()
                                  if "sheet1" not in k}), {3}),
        "no relationships": (packed({k: v for k, v in parts().items()
                                     if "rels" not in k}), {3}),
        "cyclic relationships": (packed(changed(**{
            "xl/_rels/workbook.xml.rels": rels(
                ("rId1", "worksheet", "workbook.xml"),
                ("rId2", "sharedStrings", "workbook.xml"),
                ("rId3", "styles", "_rels/workbook.xml.rels"))})), None),
        "workbook is its relationships": (packed(changed(**{
            "_rels/.rels": rels(("r", "officeDocument", "_rels/.rels"))})), {3}),
        "sheet is the shared strings": (packed(changed(**{
            "xl/_rels/workbook.xml.rels": rels(
                ("rId1", "worksheet", "worksheets/sheet1.xml"),
                ("rId2", "sharedStrings", "worksheets/sheet1.xml"))})), None),
        "targets that climb": (packed(changed(**{
            "xl/_rels/workbook.xml.rels": rels(
                ("rId1", "worksheet", "../../../../etc/passwd"),
                ("rId2", "worksheet", "/" * 5000), ("rId3", "worksheet", "x" * 5000),
                ("rId4", "worksheet", ""))})), {3}),
        "empty attributes": (packed(changed(**{
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>'
            '<sheet name="" sheetId="" r:id=""/><sheet/><sheet r:id="rId1"/></sheets>'
            "</workbook>",
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship/>'
            '<Relationship Id="" Type="" Target=""/></Relationships>'})), None),
        "sheet name of 1 MB": (packed(changed(**{
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>'
            f'<sheet name="{"N" * 1000000}" sheetId="1" r:id="rId1"/></sheets>'
            "</workbook>"})), {0}),
        "sheet name of control letters": (packed(changed(**{
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>'
            '<sheet name="a&#10;b&#13;&#9;\u202e\u0085" sheetId="1" r:id="rId1"/></sheets>'
            "</workbook>"})), {0}),
        "header of 1 MB": (packed(parts(sheet("").replace("Surname", "S" * 1000000))), {0}),
        "header of 1 MB, column missing": (packed(parts(sheet("").replace(
            "Surname", "S" * 1000000).replace("weekly_hours", "W" * 1000000))), None),
    }
    jobs = list(cases.items())

    def one_case(item):
        name, (data, expected) = item
        tester.check_all(f"workbook {name}", data, ".xlsx", expected)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(one_case, jobs))
    print(f"workbooks: {len(jobs)} small ones")
    if not tester.is_sanitized:
        sheet_bombs(tester)


# ------------------------------------------------------------------ part 3: texts

def table(n=20, delimiter=",", end="\r\n"):
    rows = [HEADERS] + [[f"E{i}", f"CANARY-{i}", "FM"[i % 2], "monthly", f"{2000 + i}.50",
                         "37.5"] for i in range(n)]
    return end.join(delimiter.join(row) for row in rows) + end


def texts(tester):
    plain = table()
    megabyte = 1 << 20
    small = {
        "plain": (plain.encode(), {0}),
        "empty": (b"", {0, 3}),
        "only a BOM": (b"\xef\xbb\xbf", {0, 3}),
        "only a UTF-16 BOM": (b"\xff\xfe", {0, 3}),
        "only a UTF-16BE BOM": (b"\xfe\xff", {0, 3}),
        "one byte": (b"x", None),
        "only line ends": (b"\r\n" * 5000, {0, 3}),
        "only spaces": (b" " * 300000, None),
        "only commas": (b"," * 100 + b"\n", None),
        "odd UTF-16": (b"\xff\xfe" + plain.encode("utf-16-le") + b"x", None),
        "odd UTF-16BE": (b"\xfe\xff" + plain.encode("utf-16-be") + b"\0", None),
        "UTF-16 without BOM": (plain.encode("utf-16-le"), {0}),
        "UTF-16BE without BOM": (plain.encode("utf-16-be"), {0}),
        "lone surrogates": (b"\xff\xfe" + plain.encode("utf-16-le").replace(
            b"E\0" + b"3\0", b"\x00\xd8" + b"3\0") + b"\x00\xdc\x00\xd8", None),
        "UTF-32": (b"\xff\xfe\0\0" + plain.encode("utf-32-le"), None),
        "UTF-7": (plain.encode("utf-7"), None),
        "UTF-8 with lone bytes": (plain.encode().replace(b"CANARY-3", b"\xc3\x28\xff\xc0\xaf"),
                                  None),
        "UTF-8 surrogates": (plain.encode().replace(b"CANARY-3", b"\xed\xa0\x80"), None),
        "a NUL": (plain.encode().replace(b"E3", b"E\x003"), {3}),
        "NULs": (b"\0" * 100000, {3}),
        "every byte": (plain.encode() + bytes(range(256)) * 3, None),
        "every byte but NUL": (plain.encode() + bytes(range(1, 256)) * 3, None),
        "every pair of bytes": (b"".join(bytes((a, b)) for a in range(1, 256)
                                         for b in range(1, 256)), None),
        "noise": (random.Random(5).randbytes(300000).replace(b"\0", b""), None),
        "mixed line ends": (("\n".join(line + "\r" * (i % 2) for i, line in
                                       enumerate(plain.split("\r\n")))).encode(), {0}),
        "CR line ends": (plain.replace("\r\n", "\r").encode(), {0}),
        "LF CR": (plain.replace("\r\n", "\n\r").encode(), {0}),
        "header only": (plain.split("\r\n")[0].encode(), None),
        "header and line end": ((plain.split("\r\n")[0] + "\r\n").encode(), None),
        "duplicate headers": (plain.replace("Surname", "sex").encode(), None),
        "all headers the same": (b"sex,sex,sex\nM,F,M\nF,M,M\n", {0, 2, 3}),
        "blank headers": (b",,,,,\n" + plain.encode(), None),
        "preamble of 70 rows": (("Title\r\n" * 70 + plain).encode(), None),
        "preamble of 3 rows": (("Pay report\r\n\r\nPrinted by CANARY-X\r\n" +
                                plain).encode(), {0}),
        "preamble of 3 wide rows": (("Pay report,,,,,\r\n,,,,,\r\nPrinted,,,,,\r\n" +
                                     plain).encode(), {0}),
        "16,384 columns": (b"\n".join([",".join(
            HEADERS + [f"c{i}" for i in range(16384 - 6)]).encode()] + [
                line.encode() + b"," * (16384 - 6) for line in plain.split("\r\n")[1:]
                if line]), {0}),
        "16,385 columns": (b"\n".join([",".join(
            HEADERS + [f"c{i}" for i in range(16385 - 6)]).encode()] + [
                line.encode() for line in plain.split("\r\n")[1:] if line]), {3}),
        "16,384 columns called sex": (b",".join([b"sex"] * 16384) + b"\nM,F\n", None),
        "16,384 long headers": (b",".join([b"h" * 900] * 16384) + b"\nM,F\n", None),
        "long headers, none known": (b",".join(
            [(b"%d" % i).ljust(1000, b"w") for i in range(1, 2000)]) + b"\nM,F\n", None),
        "unclosed at the end": (plain.encode() + b'"CANARY', None),
        "text after a quote": (plain.encode() + b'"a"b,c\n', None),
        "quote in a cell": (plain.encode() + b'a"b,c"d"\n', None),
        "quotes only": (b'"' * 999, None),
        "a personal header as first cell": (
            b"CANARY-HEAD,CANARY-HEAD2,monthly,2000,37\n" * 3, None),
    }
    for name, line in (("semicolon", "sep=;"), ("comma", "sep=,"), ("tab", "sep=\t"),
                       ("bar", "sep=|"), ("nothing", "sep="), ("quote", 'sep="'),
                       ("letter", "sep=a"), ("space", "sep= "), ("two", "sep=;;"),
                       ("quoted", '"sep=;"'), ("capitals", "SEP=;"), ("CR", "sep=\r"),
                       ("NUL", "sep=\0"), ("high", "sep=\xe9"), ("backslash", "sep=\\"),
                       ("digit", "sep=0"), ("with commas", "sep=;,,,,,")):
        delimiter = line[4] if line.lower().startswith("sep=") and len(line) == 5 and \
            line[4] in ";,\t|" else ";"
        expected = {0} if line.lower() in ("sep=;", "sep=,", "sep=\t", "sep=|") else None
        for end in ("\r\n", "\n", "\r"):
            small[f"sep= {name} {end!r}"] = (
                (line + end + table(delimiter=delimiter, end=end)).encode("latin-1"),
                expected)
        small[f"sep= {name} alone"] = (line.encode("latin-1"), None)
    large = {
        "50 MB after an open quote": lambda: plain.encode() + b'"' + b"x" * (50 * megabyte),
        "50 MB of lines after an open quote": lambda: plain.encode() + b'"' +
        b"E1,CANARY,F,monthly,2000,37\n" * (50 * megabyte // 28),
        "50 MB of lines that open quotes": lambda: plain.encode() +
        b'"E1,CANARY,F,monthly,2000,37\n' * (20 * megabyte // 29),
        "5 MB of long lines that open quotes": lambda: plain.encode() +
        (b'"E1,' + b"x" * 1000 + b"\n") * 5000,
        "4 MB in one line": lambda: b"x" * (4 * megabyte),
        "4 MB in one line of words": lambda: b"word " * (4 * megabyte // 5),
        "100 MB in one line below a table": lambda: plain.encode() +
        b"x" * (100 * megabyte),
        "200 MB in one line": lambda: b"x" * (200 * megabyte),
        "30 MB of short cells in one line": lambda: b"ab," * (10 * megabyte),
        "1e6 delimiters": lambda: plain.encode() + b"," * 1000000 + b"\n",
        "20 MB of quotes": lambda: plain.encode() + b'"' * (20 * megabyte),
        "20 MB of quoted empty cells": lambda: plain.encode() + b'"",' * (7 * megabyte),
        "20 MB of quoted lines": lambda: plain.encode() + b'"\n"' * (7 * megabyte),
        "20 MB of quote, comma": lambda: plain.encode() + b'",' * (10 * megabyte),
        "20 MB of backslash, quote": lambda: plain.encode() + b'"a\\"b' * (4 * megabyte),
        "20 MB of stray quotes": lambda: plain.encode() + b'a"' * (10 * megabyte),
        "20 MB of stray quotes in lines": lambda: plain.encode() +
        b'a"b,c\n' * (3 * megabyte),
        "20 MB of line ends": lambda: plain.encode() + b"\n" * (20 * megabyte) +
        plain.encode(),
        "header of 8 MB": lambda: b",".join(
            [h.encode() for h in HEADERS] + [b"y" * 900000] * 9) + b"\n" +
        plain.split("\r\n", 1)[1].encode(),
        "cells of 1 MB": lambda: plain.encode() + b"E77," + b"z" * (megabyte - 10) +
        b",F,monthly,2000,37\n",
        "1 MB cells in many rows": lambda: plain.encode() + b"".join(
            b"F%d," % i + b"z" * (megabyte - 10) + b",F,monthly,2000,37\n"
            for i in range(60)),
    }

    def one_case(item):
        name, (data, expected) = item
        suffix = ".csv"
        tester.check_all(f"text {name}", data, suffix, expected)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(one_case, small.items()))
    print(f"texts: {len(small)} small ones")
    for name, make in large.items():
        if tester.is_sanitized and ("00 MB" in name or "50 MB" in name):
            continue
        path = os.path.join(tester.folder, "large.csv")
        pathlib.Path(path).write_bytes(make())
        for command in (["inspect"], ["inspect", "--cells"], ["report", "-y"]):
            tester.check(f"text {name}", path, command)
        os.remove(path)
    print(f"texts: {len(large)} large ones")


# ------------------------------------------------------------------ misreadings

def misreadings(tester):
    """Exports that cannot be read as they stand without asking: `report` must not end with
    status 0, for what it would print is wrong. Men are paid 10.0 and 4.8 % more."""
    rng = random.Random(1)
    people = []
    for i in range(40):
        hours = 37.5 if i % 5 else 20
        pay = round((2000 + (0 if i % 2 else 300) + rng.randrange(1500)) * hours / 37.5, 2)
        people.append((i, f"E{i:03}", "MF"[i % 2], pay, hours))
    base = ["Employee No", "Gender", "Pay Frequency"]

    def row(p, period="Monthly"):
        return [p[1], p[2], period]

    def of(headers, cells, period="Monthly"):
        return [base + headers] + [row(p, period) + cells(p) for p in people]

    hours = ["Basic Pay", "Hours Per Week"]
    cases = {
        "payments a year as pay frequency": [base + hours] + [
            row(p, 12 if p[0] % 3 else 52) +
            [p[3] if p[0] % 3 else round(p[3] * 12 / 52, 2), p[4]] for p in people],
        "number of the payroll period": [["Employee No", "Gender", "Payroll Period"] +
                                         hours] + [
            row(p, 1) + [p[3], p[4]] for p in people],
        "hours of a day": of(["Basic Pay", "Contracted Hours per Day"],
                             lambda p: [p[3], 7.5]),
        "full-time hours": of(["Basic Pay", "Full Time Weekly Hours"],
                              lambda p: [p[3], 37.5]),
        "full-time hours beside others": of(["Basic Pay", "Weekly hours (FTE)",
                                             "Actual hrs"], lambda p: [p[3], 37.5, p[4]]),
        "hours with overtime": of(["Basic Pay", "Hours Per Week incl OT"],
                                  lambda p: [p[3], p[4] + 8 * (p[0] % 2)]),
        "variance of hours": of(["Basic Pay", "Weekly Hours Variance"],
                                lambda p: [p[3], 1]),
        "gross pay beside basic": of(["Basic", "Overtime", "Gross Pay", "Hours Per Week"],
                                     lambda p: [p[3], 500, p[3] + 500, p[4]]),
        "pay of the year to date": of(["Basic Pay YTD", "Hours Per Week"],
                                      lambda p: [p[3] * (1 + p[0] % 12), p[4]]),
        "ordinary pay of the year to date": of(["Ordinary Pay YTD", "Hours Per Week"],
                                               lambda p: [p[3] * 8, p[4]]),
        "rate as basic pay": of(["Basic Rate of Pay", "Hours Per Week"],
                                lambda p: [round(p[3] * 12 / 52 / p[4], 2), p[4]]),
        "pay per annum": of(["Basic Pay per annum", "Hours Per Week"],
                            lambda p: [p[3] * 12, p[4]]),
        "full-time pay": of(["FTE Basic Pay", "Hours Per Week"],
                            lambda p: [round(p[3] * 37.5 / p[4], 2), p[4]]),
        "year of the bonus": of(hours + ["Bonus Year", "Bonus Awarded"],
                                lambda p: [p[3], p[4], 2025, 100 * p[0]]),
        "percentage of the bonus": of(hours + ["Bonus %"], lambda p: [p[3], p[4], 5]),
        "target of the bonus": of(hours + ["Annual Bonus Target %", "Bonus Paid"],
                                  lambda p: [p[3], p[4], 10, 100 * p[0]]),
        "bonus of the year before": of(hours + ["Previous Year Bonus"],
                                       lambda p: [p[3], p[4], 400]),
        "bonus with its period": of(hours + ["Bonus", "Bonus Period (Days)"],
                                    lambda p: [p[3], p[4], 500 * (p[0] % 2), 91]),
        "rate of the shift premium": of(hours + ["Shift Premium Rate"],
                                        lambda p: [p[3], p[4], 33]),
        "rate of overtime": [["Employee No", "Gender", "Hourly Rate OT"]] + [
            [p[1], p[2], 30 + p[0] / 10] for p in people],
        "minimum rate": [["Employee No", "Gender", "Minimum Hourly Rate"]] + [
            [p[1], p[2], 12.21] for p in people],
        "rate beside pay without hours": of(
            ["Basic Pay", "Shift Premium", "Hourly Rate"],
            lambda p: [p[3], 600 * (p[0] % 2), round(p[3] * 12 / 52 / p[4], 2)]),
        "sex of the manager": [["Employee No", "Manager Gender", "Pay Frequency"] +
                               hours] + [[p[1], "MF"[p[0] % 3 > 0], "Monthly", p[3], p[4]]
                                         for p in people],
        "leavers by the number of the day": of(
            hours + ["Leaving Date"], lambda p: [p[3], p[4], 46000 if p[0] % 4 == 1 else ""]),
        "leavers among words": of(
            hours + ["Leaving Date"],
            lambda p: [p[3], p[4], "31/01/26" if p[0] % 4 == 1 else "Current"]),
        "one comma among thousands": of(hours, lambda p: [
            f"{round(p[3]):,}" if p[0] != 7 else "1,95", round(p[4])]),
        "commas in another column": of(hours + ["Skills"], lambda p: [
            f"{round(p[3] / 2):,}", round(p[4]), "1,2" if p[0] == 3 else ""]),
    }

    def text_of(rows):
        stream = io.StringIO()
        csv.writer(stream).writerows(rows)
        return stream.getvalue().encode()

    def gaps_of(output):
        return [line.split()[3].decode() for line in output.split(b"\n")
                if b"hourly pay  " in line and b"ean" in line or b"Median hourly" in line]

    def gaps_meant(counts, pay):
        """What the same people have under canonical headers, with nothing to misread."""
        path = os.path.join(tester.folder, "meant.csv")
        pathlib.Path(path).write_bytes(text_of([["employee_id", "sex", "pay_period", "basic_pay", "weekly_hours"]] + [
            [p[1], p[2], "monthly", pay(p), round(p[4]) if counts == "rounded" else p[4]]
            for p in people if counts != "stay" or p[0] % 4 != 1]))
        return gaps_of(tester.check("meant", path, ["report"], canary=None)[1])

    # These may be read without a question, if they are read right.
    meant = {name: gaps_meant("all", lambda p: p[3]) for name in ("percentage of the bonus", "rate of the shift premium")}
    meant.update({name: gaps_meant("stay", lambda p: p[3])
                  for name in ("leavers by the number of the day", "leavers among words")})
    meant["commas in another column"] = gaps_meant("rounded", lambda p: round(p[3] / 2))
    files = {name: (text_of(rows), ".csv") for name, rows in cases.items()}
    lines = ["Employee No,Surname,Gender,Pay Frequency,Basic Pay,Hours Per Week"]
    for p in people:
        name = {5: '"Jim', 15: 'Tom"'}.get(p[0], "Smith")
        lines.append(f"{p[1]},{name},{p[2]},Monthly,{p[3]},{p[4]}")
    files["two stray quotes swallow ten rows"] = ("\n".join(lines).encode(), ".csv")
    files["thousands without quotes"] = (
        ("Employee No,Gender,Pay Frequency,Hours Per Week,Basic Pay,\n" + "\n".join(
            f"{p[1]},{p[2]},Monthly,{p[4]},{round(p[3]):,}" for p in people)).encode(),
        ".csv")

    def sheet_of(pay):
        rows = "".join(
            f"<row>{inline(p[1])}{inline(p[2])}{inline('monthly')}{pay(p)}"
            f"<c><v>{p[4]}</v></c></row>" for p in people)
        head = "".join(inline(h) for h in ("employee_id", "sex", "pay_period", "basic_pay",
                                           "weekly_hours"))
        return (f'<worksheet xmlns="{MAIN}"><sheetData><row>{head}</row>{rows}'
                "</sheetData></worksheet>")

    files["formulas as openpyxl writes them"] = (packed(parts(sheet_of(
        lambda p: "<c><f>A1*2</f><v></v></c>" if p[0] % 3 == 1 else
        f"<c><v>{p[3]}</v></c>"))), ".xlsx")
    two = parts(sheet_of(lambda p: f"<c><v>{p[3]}</v></c>"))
    two["xl/worksheets/sheet2.xml"] = sheet_of(
        lambda p: f"<c><v>{p[3] + 900 * (p[0] % 2)}</v></c>").replace(
            "</sheetData>", f"<row>{inline('X')}{inline('M')}{inline('monthly')}"
            "<c><v>9000</v></c><c><v>37</v></c></row></sheetData>")
    two["xl/workbook.xml"] = (f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>'
                              '<sheet name="Staff" sheetId="1" r:id="rId1"/>'
                              '<sheet name="Leavers" sheetId="2" r:id="rId9"/></sheets>'
                              "</workbook>")
    two["xl/_rels/workbook.xml.rels"] = rels(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId9", "worksheet", "worksheets/sheet2.xml"))
    files["two sheets that are payrolls"] = (packed(two), ".xlsx")
    for name, (data, suffix) in files.items():
        path = os.path.join(tester.folder, "misread" + suffix)
        pathlib.Path(path).write_bytes(data)
        status, output, _ = tester.check(f"misread {name}", path, ["report"], canary=None)
        if status == 0 and gaps_of(output) != meant.get(name):
            tester.fail(f"misread {name}", f"read without asking, gaps {' and '.join(gaps_of(output))}",
                        path)
    print(f"misreadings: {len(files)} exports that need a question")


# ------------------------------------------------------------------ part 4: random CSV

WORDS = ["Smith", "O'Brien", "Zoë", "Ångström", "a", "", "Finance & HR", "12", "-3.5",
         "£1,234.50", "01/02/2020", "x y", "=1+1", "naïve", "Łódź", "日本", "€5", "0012",
         "semi;colon", "pipe|d", "tab\there", "quote\"d", "back\\slash", "new\nline",
         "cr\rcell", "crlf\r\ncell", "\"", "'", "it's", "1e5", "TRUE", "", "", "—", "½"]


def random_csv(rng):
    """Bytes, expected rows and a description."""
    columns = rng.randrange(2, 9)
    encoding = rng.choice(["utf-8", "utf-8-sig", "utf-16", "utf-16-be-bom", "cp1252",
                           "utf-8", "ascii"])
    delimiter = rng.choice(",;\t|,")
    quoting = rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
    end = rng.choice(["\r\n", "\n", "\r\n", "\r"])
    if end != "\r\n":  # the csv module leaves other line ends in cells unquoted
        quoting = csv.QUOTE_ALL

    def fits(text):
        try:
            text.encode({"utf-8-sig": "utf-8", "utf-16-be-bom": "utf-16"}.get(encoding,
                                                                            encoding))
        except UnicodeEncodeError:
            return False
        return True

    words = [w for w in WORDS if fits(w)]
    n = rng.choice([3, 10, 40, 200, 3000])
    header = [f"Head{chr(65 + i)}" for i in range(columns)]
    rows = [header]
    for _ in range(n):
        row = [rng.choice(words) if rng.random() < 0.5 else
               str(rng.choice([rng.randrange(10000), f"E{rng.randrange(999)}", "M"]))
               for _ in range(columns)]
        row[0] = row[0] or "k"
        rows.append(row)
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=end)
    preamble = rng.choice([0, 0, 0, 2])
    text = ""
    if preamble:
        text += "Pay report" + end + end
    if rng.random() < 0.1:
        text = f"sep={delimiter}" + end + text
    writer.writerows(rows)
    text += stream.getvalue()
    if rng.random() < 0.2:
        text = text.rstrip("\r\n")
    if encoding == "utf-16-be-bom":
        data = b"\xfe\xff" + text.encode("utf-16-be")
    else:
        data = text.encode(encoding)
    what = (f"{encoding} {delimiter!r} quoting {quoting} end {end!r} {columns} columns "
            f"{n} rows preamble {preamble}")
    return data, rows, what


def is_blank(row):
    return not any(cell.strip() for cell in row)


def trimmed(row):
    row = list(row)
    while row and row[-1] == "":
        row.pop()
    return row


def compare(tester, name, path, expected, drop=()):
    status, output, errors = tester.check(name, path, ["inspect", "--cells"], canary=None)
    if status != 0:
        tester.fail(name, f"--cells: status {status} {errors[:150]!r}", path)
        return
    try:
        got = json.loads(output.decode("utf-8"))
    except ValueError as error:
        tester.fail(name, f"--cells: no JSON: {error}", path)
        return
    got = [trimmed(r) for r in got if not is_blank(r)]
    expected = [trimmed(r) for r in expected if not is_blank(r)]
    got = [r for r in got if r not in drop]
    if len(got) != len(expected):
        tester.fail(name, f"{len(got)} rows, expected {len(expected)}", path)
    for i, (a, b) in enumerate(zip(got, expected)):
        if a != b:
            tester.fail(name, f"row {i}: {a!r} is not {b!r}", path)
            return


def random_csvs(tester, deadline, seed, n=400):
    def one(i):
        if time.monotonic() > deadline:
            return 0
        data, rows, what = random_csv(random.Random(seed * 100000 + i))
        path = os.path.join(tester.folder, f"r{threading.get_ident()}.csv")
        pathlib.Path(path).write_bytes(data)
        compare(tester, f"csv {i} ({what})", path, rows,
                ([["Pay report"]] if "preamble 2" in what else []))
        return 1

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        print(f"csv: {sum(pool.map(one, range(n)))} random files compared")
    boundaries(tester)


def boundaries(tester):
    """Something awkward on each side of the ends of the pieces of 256 KiB."""
    head = 1 << 18
    pieces = {"crlf": "\r\n", "quoted newline": 'x,"a\r\nb"\r\n', "doubled": 'x,"a""b"\r\n',
              "escape": 'x,"a\\"b"\r\n', "pound": "x,£5\r\n", "emoji": "x,\U0001f600\r\n",
              "stray": 'x,a"b\r\n', "empty quoted": 'x,""\r\n', "open cell": 'x,"abc"\r\n'}
    for encoding in ("utf-8", "utf-16-le", "cp1252"):
        for name, piece in pieces.items():
            if encoding == "cp1252" and name == "emoji":
                continue
            for shift in range(-9, 3):
                bom = "\ufeff" if encoding == "utf-16-le" else ""
                text = bom + "HeadA,HeadB\r\n"
                if name == "escape":
                    text += piece * 3
                width = 2 if encoding == "utf-16-le" else 1
                room = head // width + shift - len(text.encode("utf-16-le")) // 2
                line = "k,v23456\r\n"
                text += line * (room // len(line) - 1)
                room = head // width + shift - len(text)
                text += "k," + "p" * (room - 4) + "\r\n" if room >= 4 else ""
                text += piece if name != "crlf" else "y,z\r\n"
                text += line * 30000
                path = os.path.join(tester.folder, "boundary.csv")
                pathlib.Path(path).write_bytes(text.encode(encoding))
                body = text.lstrip("\ufeff")
                if name == "escape":
                    body = body.replace('\\"', '""')
                expected = list(csv.reader(io.StringIO(body, newline="")))
                compare(tester, f"boundary {encoding} {name}@{shift}", path, expected)
                tester.check(f"boundary {encoding} {name}@{shift}", path, ["report"],
                             {2}, canary=None)


# ------------------------------------------------------------------ part 5: random workbooks

def plain_decimal(text):
    """15 significant digits, half up, no exponent: what people see in Excel."""
    number = decimal.Decimal(text)
    context = decimal.Context(prec=15, rounding=decimal.ROUND_HALF_UP)
    number = context.plus(number)
    result = format(number, "f")
    if "." in result:
        result = result.rstrip("0").rstrip(".")
    return "0" if result in ("-0", "") else result


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def random_book(rng):
    is_1904 = rng.random() < 0.3
    texts = ["", "a", "Zoë", "  spaced  ", "x<y&z", "line\nend", "日本", "E1", "12",
             "_x0041_", "_x005F_x0041_"]
    strings, expected_strings = [], []
    for _ in range(30):
        text = rng.choice(texts) + str(rng.randrange(99))
        shown = text.replace("_x005F_", "_") if "_x005F_" in text else \
            text.replace("_x0041_", "A")
        if rng.random() < 0.4:
            extra = rng.choice(["run", " two", "é"])
            strings.append(f'<si><r><t xml:space="preserve">{escape(text)}</t></r><r><rPr>'
                           f'<b/></rPr><t xml:space="preserve">{extra}</t></r>'
                           "<rPh sb=\"0\" eb=\"1\"><t>PHONETIC</t></rPh></si>")
            shown += extra
        else:
            strings.append(f'<si><t xml:space="preserve">{escape(text)}</t></si>')
        expected_strings.append(shown)
    columns = rng.randrange(2, 30)
    rows_xml, expected = [], []
    row_number = 0
    for r in range(rng.randrange(2, 60)):
        gap = rng.choice([1, 1, 1, 1, 2, 5]) if r else 1
        row_number += gap
        with_row = gap > 1 or rng.random() < 0.7
        cells, values, skipped = [], [], False
        for c in range(columns):
            kind = rng.choice(["none", "n", "n17", "s", "inline", "date", "moment", "b",
                               "e", "f", "styled", "sci"])
            if r == 0:
                kind = "inline"
            ref = (chr(64 + c // 26) if c >= 26 else "") + chr(65 + c % 26) + \
                str(row_number)
            at = f' r="{ref}"' if skipped or kind != "none" and rng.random() < 0.7 else ""
            if kind == "none":
                values.append("")
                skipped = True
                continue
            if skipped or c == 0:
                at = f' r="{ref}"'
            skipped = False
            if kind == "n":
                v = str(rng.choice([rng.randrange(10 ** 6), rng.randrange(10 ** 8) / 100,
                                    -rng.randrange(1000), 0]))
                cells.append(f"<c{at}><v>{v}</v></c>")
                values.append(plain_decimal(v))
            elif kind == "n17":
                v = repr(rng.randrange(10 ** 6) / 100 * rng.choice([1.1, 0.1, 3, 1 / 3]))
                cells.append(f'<c{at} t="n"><v>{v}</v></c>')
                values.append(plain_decimal(v))
            elif kind == "sci":
                v = f"{rng.randrange(1, 99999) / 1000}E{rng.randrange(-12, 15):+d}"
                cells.append(f"<c{at}><v>{v}</v></c>")
                values.append(plain_decimal(v))
            elif kind == "styled":
                v = str(rng.randrange(10 ** 6) / 100)
                cells.append(f'<c{at} s="3"><v>{v}</v></c>')
                values.append(plain_decimal(v))
            elif kind == "s":
                i = rng.randrange(len(strings))
                cells.append(f'<c{at} t="s"><v>{i}</v></c>')
                values.append(expected_strings[i])
            elif kind == "inline":
                text = f"Head{c}" if r == 0 else "in " + rng.choice(texts[:8])
                cells.append(f'<c{at} t="inlineStr"><is><t xml:space="preserve">'
                             f"{escape(text)}</t></is></c>")
                values.append(text)
            elif kind in ("date", "moment"):
                base = datetime.datetime(1904, 1, 1) if is_1904 else \
                    datetime.datetime(1899, 12, 30)
                day = datetime.datetime(1904, 1, 2) + datetime.timedelta(
                    days=rng.randrange(70000))
                seconds = rng.randrange(1, 86400) if kind == "moment" else 0
                serial = (day - base).days + seconds / 86400
                v = repr(serial) if seconds else str((day - base).days)
                cells.append(f'<c{at} s="{1 if kind == "date" else 2}"><v>{v}</v></c>')
                shown = day + datetime.timedelta(seconds=seconds)
                values.append(shown.isoformat() if seconds else day.date().isoformat())
            elif kind == "b":
                v = rng.choice("01")
                cells.append(f'<c{at} t="b"><v>{v}</v></c>')
                values.append("TRUE" if v == "1" else "FALSE")
            elif kind == "e":
                cells.append(f'<c{at} t="e"><v>#N/A</v></c>')
                values.append("#N/A")
            else:
                cells.append(f'<c{at} t="str"><f>A1&amp;B1</f><v>res ult</v></c>')
                values.append("res ult")
        number = f' r="{row_number}"' if with_row else ""
        rows_xml.append(f"<row{number}>" + "".join(cells) + "</row>")
        expected.append(values)
    styles = (f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="170" '
              'formatCode="dd\\/mm\\/yyyy\\ hh:mm:ss"/><numFmt numFmtId="171" '
              'formatCode="[$£-809]#,##0.00;[Red]\\-[$£-809]#,##0.00"/></numFmts>'
              '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
              '<xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>'
              "</styleSheet>")
    book = (f'<workbook xmlns="{MAIN}" xmlns:r="{REL}">' +
            ('<workbookPr date1904="1"/>' if is_1904 else "<workbookPr/>") +
            '<sheets><sheet name="Pay" sheetId="1" r:id="rId1"/></sheets></workbook>')
    return packed(parts(f'<worksheet xmlns="{MAIN}"><sheetData>' + "".join(rows_xml) +
                        "</sheetData></worksheet>",
                        f'<sst xmlns="{MAIN}">' + "".join(strings) + "</sst>", styles,
                        book)), expected


def random_books(tester, deadline, seed, n=400):
    def one(i):
        if time.monotonic() > deadline:
            return 0
        data, rows = random_book(random.Random(seed * 100000 + i))
        path = os.path.join(tester.folder, f"b{threading.get_ident()}.xlsx")
        pathlib.Path(path).write_bytes(data)
        compare(tester, f"xlsx {i}", path, rows)
        return 1

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        print(f"xlsx: {sum(pool.map(one, range(n)))} random workbooks compared")


# ------------------------------------------------------------------ the whole

def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--seconds", type=float, default=120, help="for damaged files")
    parser.add_argument("--only", default="misread,texts,workbooks,csv,xlsx,damage")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="folder for the files that fail")
    options = parser.parse_args()
    if options.keep:
        os.makedirs(options.keep, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="hostile")
    tester = Tester(options.program, folder, options.keep)
    far = time.monotonic() + 3600
    try:
        for part in options.only.split(","):
            begin = time.monotonic()
            if part == "misread":
                misreadings(tester)
            elif part == "texts":
                texts(tester)
            elif part == "workbooks":
                workbooks(tester)
            elif part == "csv":
                random_csvs(tester, far, options.seed)
            elif part == "xlsx":
                random_books(tester, far, options.seed)
            elif part == "damage":
                damage(tester, time.monotonic() + options.seconds, options.seed)
            else:
                parser.error(f"no part {part}")
            print(f"{part}: {time.monotonic() - begin:.0f} s", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    n = sum(len(names) for kinds in tester.failures.values() for names in kinds.values())
    print(f"{tester.n_runs} runs, {n} failures")
    for seconds, memory, name in sorted(tester.slowest, reverse=True)[:10]:
        print(f"  slowest: {seconds:5.1f} s {memory:6.0f} MiB  {name}")
    for seconds, memory, name in sorted(tester.slowest, key=lambda x: -x[1])[:6]:
        print(f"  largest: {seconds:5.1f} s {memory:6.0f} MiB  {name}")
    return 1 if n else 0


if __name__ == "__main__":
    sys.exit(main())
