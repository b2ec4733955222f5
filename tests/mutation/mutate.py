#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much of the code do the C unit tests hold?

Changes one line of src/ at a time in a scratch copy of the tree (a comparison turned, a
constant moved, a call left out), builds the copy with AddressSanitizer, runs those of its
unit tests (`ctest -L unit`) that hold the changed file and says whether they noticed. A
seed chooses the mutations, so that a count can be made again:

    tests/mutation/mutate.py --seed 1 --count 60
    tests/mutation/mutate.py --seed 1 --stages audit,payments --show
    tests/mutation/mutate.py --at src/jobs/audit/explain.c:41 --count 5

A mutation that does not compile does not count, and another is chosen in its place. The
copy is kept with --scratch, so that the next count builds only what has changed since.
"""
import argparse
import glob
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
STAGES = ("audit", "workforce", "payments", "document")
KINDS = ("a comparison turned", "a constant moved", "a call left out")
TURNED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}

NOT_CODE = re.compile(
    r"""/\*.*?\*/ | //[^\n]* | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])+'""",
    re.VERBOSE | re.DOTALL)
DIRECTIVE = re.compile(r"^[ \t]*\#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)
COMPARISON = re.compile(r"(?<= )(<=|>=|==|!=|<|>)(?= )")
NUMBER = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?(?:e-?\d+)?)([uUlLfF]*)(?![\w.])")
# Sizes of arrays, of allocations and of the room for texts: with more room all is the same.
ARRAY = re.compile(r"\[static \w+\]|^\s+(?:static |const )*(?:char|unsigned char|struct \w+|size_t|double|"
                   r"u?int\d+_t|bool)\s[^=;(]*(?:[=;])", re.MULTILINE)
ROOM = re.compile(r"\w*alloc\([^;]*;|\bsnprintf\(\w+, \d+")
CALL = re.compile(r"^([ \t]+)((?:PG_TRY\()?[a-z]\w*\(.*\));[ \t]*$", re.MULTILINE)
KEYWORDS = ("if", "for", "while", "switch", "return", "sizeof", "do")


class Mutation:
    """One line of one file, changed."""

    def __init__(self, path, kind, start, end, text):
        self.path, self.kind = path, kind
        self.start, self.end, self.text = start, end, text

    def apply(self, code):
        return code[:self.start] + self.text + code[self.end:]

    def line_of(self, code):
        return code.count("\n", 0, self.start) + 1

    def describe(self, code):
        line = self.line_of(code)
        was = code.split("\n")[line - 1].strip()
        now = self.apply(code).split("\n")[line - 1].strip()
        return f"{self.path}:{line}: {self.kind}\n    - {was}\n    + {now}"


def blanked(code):
    """The code with comments, texts and directives blank, at the same places."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group())
    return DIRECTIVE.sub(blank, NOT_CODE.sub(blank, code))


def comparisons(path, plain):
    for match in COMPARISON.finditer(plain):
        yield Mutation(path, KINDS[0], match.start(), match.end(), TURNED[match.group()])


def is_size(plain, start, arrays, rooms):
    """Whether a number at `start` says how large something is."""
    if any(first <= start < last for first, last in rooms):
        return True
    before = plain[:start].rstrip()
    return any(first <= start < last and
               (before.endswith("[") or plain[first:last].startswith("[static"))
               for first, last in arrays)


def constants(path, plain):
    arrays = [match.span() for match in ARRAY.finditer(plain)]
    rooms = [match.span() for match in ROOM.finditer(plain)]
    for match in NUMBER.finditer(plain):
        if is_size(plain, match.start(), arrays, rooms):
            continue
        digits, suffix = match.groups()
        moved = str(int(digits) + 1) if digits.isdigit() else repr(float(digits) * 2)
        yield Mutation(path, KINDS[1], match.start(), match.end(), moved + suffix)


def is_whole(call):
    """Whether the brackets of a call close at its end and not before."""
    depth = 0
    for i, char in enumerate(call):
        depth += (char == "(") - (char == ")")
        if depth == 0 and char == ")":
            return i == len(call) - 1
    return False


def calls(path, plain):
    for match in CALL.finditer(plain):
        before = plain[:match.start()].rstrip()
        begins = not before or before[-1] in ";{}:)" or before.endswith("else")
        name = match.group(2).split("(")[0]
        if begins and name not in KEYWORDS and is_whole(match.group(2)):
            yield Mutation(path, KINDS[2], match.start(2), match.end(2), "")


def stage_of(path):
    return os.path.basename(os.path.dirname(path))


def mutations_of(folder, stages):
    """Every mutation there is, by kind, in the order of files and lines."""
    found = {kind: [] for kind in KINDS}
    for stage in stages:
        # A storey of one stage is the stage; else it has a folder for each.
        pattern = os.path.join(folder, "src", "**", stage, "*.c")
        for name in sorted(glob.glob(pattern, recursive=True)):
            path = os.path.relpath(name, folder)
            plain = blanked(read(os.path.join(folder, path)))
            for make in (comparisons, constants, calls):
                for mutation in make(path, plain):
                    found[mutation.kind].append(mutation)
    return found


def in_turn(found, seed):
    """The mutations in the order of a seed, one of each kind in turn."""
    chooser = random.Random(seed)
    for kind in KINDS:
        chooser.shuffle(found[kind])
    for i in range(max(map(len, found.values()))):
        for kind in KINDS:
            if i < len(found[kind]):
                yield found[kind][i]


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def run(command, folder, seconds, fork="yes"):
    """The exit status, None where time ran out; nothing is left running."""
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          start_new_session=True, text=True,
                          env={**os.environ, "CK_FORK": fork}) as process:
        try:
            output, _ = process.communicate(timeout=seconds)
            return process.returncode, output
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return None, "time ran out"


class Scratch:
    """A copy of the tree with a build folder of its own."""

    def __init__(self, folder, seconds):
        self.folder, self.seconds = folder, seconds
        self.build = os.path.join(folder, "build")
        self.took = {}  # seconds of each unit test, and whether its cases fork

    def copy(self):
        names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT,
                               check=True, capture_output=True, text=True).stdout
        for name in filter(None, names.split("\0")):
            source, target = os.path.join(ROOT, name), os.path.join(self.folder, name)
            if not os.path.isfile(source):
                continue
            os.makedirs(os.path.dirname(target), exist_ok=True)
            if not os.path.exists(target) or read_bytes(source) != read_bytes(target):
                shutil.copyfile(source, target)

    def prepare(self):
        self.copy()
        status, output = run(["cmake", "-G", "Ninja", "-S", self.folder, "-B", self.build,
                              "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_C_FLAGS_DEBUG=-O0",
                              "-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=lld",
                              "-DPAYGAP_SANITIZE=address,undefined"], self.folder, 300)
        if status == 0:
            status, output = self.compile("all")
        if status != 0:
            sys.exit(output[-3000:])
        output = run(["ctest", "-N", "-L", "unit"], self.build, 60)[1]
        for test in re.findall(r"Test +#\d+: (\w+)", output):
            self.try_ways(test)

    def try_ways(self, test):
        """How long a test takes, with its cases in one process, where a crash ends it as well
        and leaks of all are found at its end; else in one each. A test that takes longer than
        the limit as it is says nothing of a mutation and is left out."""
        for fork in ("no", "yes"):
            begun = time.monotonic()
            status, output = self.unit_test(test, fork)
            if status == 0:
                self.took[test] = (time.monotonic() - begun, fork)
                return
            if status is None or "***Timeout" in output:
                print(f"left out, longer than {self.seconds} s: {test}", flush=True)
                return
        sys.exit("a unit test fails as it is:\n" + output[-3000:])

    def compile(self, *targets):
        return run(["ninja", "-C", self.build, *targets], self.folder, 900)

    def unit_test(self, test, fork):
        return run(["ctest", "-L", "unit", "--timeout", str(self.seconds), "-R", f"^{test}$"],
                   self.build, 2 * self.seconds, fork)

    def symbols_of(self, path, kinds):
        output = run(["nm", "--defined-only", path], self.build, 60)[1]
        return set(re.findall(rf" [{kinds}] (\w+)$", output, re.MULTILINE))

    def tests_of(self, mutation):
        """The unit tests whose programs hold what the changed file defines, the quick ones
        first: the others have nothing of it."""
        stage = stage_of(mutation.path)
        changed = self.symbols_of(f"CMakeFiles/pg_{stage}.dir/{mutation.path}.o", "TDBRV")
        found = [test for test in self.took
                 if changed & self.symbols_of(f"tests/check_{test}", "TtDdBbRrVv")]
        assert found, f"no unit test holds {mutation.path}"
        return sorted(found, key=lambda test: (not test.startswith(stage), self.took[test]))

    def judge(self, mutation):
        """killed, survived or did not compile."""
        path = os.path.join(self.folder, mutation.path)
        right, tests = read(path), self.tests_of(mutation)
        stage = stage_of(mutation.path)
        write(path, mutation.apply(right))
        try:
            if self.compile(f"pg_{stage}")[0] != 0:
                return "did not compile"
            for test in tests:
                if self.compile(f"check_{test}")[0] != 0:
                    return "did not compile"
                if self.unit_test(test, self.took[test][1])[0] != 0:
                    return "killed"
            return "survived"
        finally:
            write(path, right)


def read_bytes(path):
    with open(path, "rb") as file:
        return file.read()


def chosen(options):
    found = mutations_of(ROOT, options.stages.split(","))
    if options.at:
        path, _, line = options.at.partition(":")
        code = read(os.path.join(ROOT, path))
        for kind in KINDS:
            found[kind] = [one for one in found[kind] if one.path == path and
                           (not line or one.line_of(code) == int(line))]
    return in_turn(found, options.seed)


def count(options, scratch):
    counts = {"killed": 0, "survived": 0, "did not compile": 0}
    for mutation in chosen(options):
        if counts["killed"] + counts["survived"] >= options.count:
            break
        begun = time.monotonic()
        verdict = scratch.judge(mutation)
        counts[verdict] += 1
        code = read(os.path.join(scratch.folder, mutation.path))
        print(f"{verdict} ({time.monotonic() - begun:.0f} s): {mutation.describe(code)}",
              flush=True)
    print(f"seed {options.seed}: killed {counts['killed']} of "
          f"{counts['killed'] + counts['survived']}; {counts['did not compile']} did not compile")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--stages", default=",".join(STAGES))
    parser.add_argument("--at", help="FILE or FILE:LINE: only the mutations there")
    parser.add_argument("--show", action="store_true", help="list them, do not build")
    parser.add_argument("--scratch", help="folder of the copy, kept; a temporary one by itself")
    parser.add_argument("--seconds", type=int, default=30, help="limit of one test program")
    options = parser.parse_args()
    if options.show:
        for i, mutation in zip(range(options.count), chosen(options)):
            print(i + 1, mutation.describe(read(os.path.join(ROOT, mutation.path))))
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    folder = options.scratch or tempfile.mkdtemp(prefix="paygap-mutation-")
    scratch = Scratch(folder, options.seconds)
    try:
        scratch.prepare()
        count(options, scratch)
    finally:
        if not options.scratch:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
