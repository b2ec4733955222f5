#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files whose quotes are damaged: paygap inspect --cells may split their cells otherwise, but loses nothing.

The letters and digits of the cells, in order, are those of the file. Only rows below the header are damaged; whatever is
above the row that is read as the header does not belong to the table.
"""
import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

DAMAGE = ('"', '"', '"",', ',"', '"', '""', "\n", "")


def cell(rng):
    text = "".join(rng.choice("abcd123 ") for _ in range(rng.randint(1, 5))).strip() or "x"
    if rng.random() < 0.3:
        text = '"' + text + rng.choice((",", '""', "\n", "")) + 'e"'
    return text


def damaged(rng):
    width = rng.randint(3, 6)
    head = ",".join(f"h{i}" for i in range(width)) + "\n"
    text = "".join(",".join(cell(rng) for _ in range(width)) + "\n" for _ in range(rng.randint(5, 14)))
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(text))
        text = text[:at] + rng.choice(DAMAGE) + text[at + (rng.random() < 0.5):]
    return head + text


def letters(text):
    return "".join(c for c in text if c.isalnum())


def try_one(program, folder, seed):
    """What is wrong with the reading of one damaged file; None if nothing is."""
    text = damaged(random.Random(seed))
    path = os.path.join(folder, f"{seed}.csv")
    with open(path, "w", encoding="ascii", newline="") as file:
        file.write(text)
    done = subprocess.run([program, "inspect", "--cells", path], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return f"exit {done.returncode}: {done.stderr}\n{text}"
    found = "".join(letters(cell) for row in json.loads(done.stdout) for cell in row)
    return None if found == letters(text) else f"{text}\nis read as\n{done.stdout}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("program")
    parser.add_argument("--files", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="paygap-quotes-") as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        seeds = range(options.seed * 1000000, options.seed * 1000000 + options.files)
        wrong = [found for found in pool.map(lambda seed: try_one(options.program, folder, seed), seeds) if found]
    print(f"{options.files} files with damaged quotes, {len(wrong)} read with a loss")
    for found in wrong[:3]:
        print(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
