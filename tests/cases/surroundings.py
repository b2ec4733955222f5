# SPDX-License-Identifier: GPL-3.0-or-later
"""What is around a run: things that stand in the way before it, and hostile systems.

`prepare_NAME(case, ...)` is called for each line of a case's file `prepare`. The file
`surroundings` names one context manager, which gives keywords for Case.run().
"""
import contextlib
import os
import subprocess

import makers
from checks import Failed, Skip

NOBODY = 65534


def prepare_older_set(case):
    """A complete set of another payroll, so that a failure can be seen to leave it alone."""
    path = os.path.join(case.tmp, "older.csv")
    makers.payroll(path, 12, "7")
    exit_status, _, stderr = case.run(["report", path, "-s", "2025-04-05", "-q", "-o", case.out])
    os.remove(path)
    if exit_status != 0:
        raise Failed(f"the older set could not be made: {stderr}")


def prepare_file(case, name, *words):
    """A file with some text; folders above it are made."""
    path = os.path.join(case.cwd, case.fill(name))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    makers.write(path, " ".join(words) + "\n")


def prepare_folder(case, name):
    os.makedirs(os.path.join(case.cwd, case.fill(name)))


def prepare_link(case, name, target):
    """A symbolic link; its target is made as a file, or as a folder if it ends in /."""
    path = os.path.join(case.cwd, case.fill(name))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    full = os.path.join(case.cwd, target)
    if target.endswith("/"):
        os.makedirs(full, mode=0o755, exist_ok=True)
    else:
        makers.write(full, "not to be touched\n")
    os.symlink(full.rstrip("/"), path)


def prepare_move(case, name, to):
    """The input is kept under another name."""
    path = os.path.join(case.cwd, case.fill(to))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    os.rename(os.path.join(case.cwd, name), path)


def prepare_mode(case, name, mode):
    os.chmod(os.path.join(case.cwd, case.fill(name)), int(mode, 8))


@contextlib.contextmanager
def plain(case):
    yield {}


@contextlib.contextmanager
def without_writing(case):
    """Folders of the case are closed to their owner, who runs the program."""
    modes = {place: os.stat(place).st_mode for place, _, _ in os.walk(case.cwd)}
    for place, mode in modes.items():
        os.chmod(place, mode & 0o555)
    try:
        yield {}
    finally:
        for place, mode in modes.items():
            os.chmod(place, mode)


@contextlib.contextmanager
def nobody(case):
    """The run has the rights of nobody; files of the case belong to somebody else."""
    if os.geteuid() != 0:
        with without_writing(case) as keywords:
            yield keywords
        return
    env = dict(case.environment(), ASAN_OPTIONS="detect_leaks=0:exitcode=99")
    user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    try:
        subprocess.run([case.program, "--version"], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, env=env, **user)
    except (OSError, subprocess.CalledProcessError):
        raise Skip("nobody may not run the program from where it is") from None
    yield dict(user, env=env)


@contextlib.contextmanager
def full_standard_output(case):
    if not os.path.exists("/dev/full"):
        raise Skip("there is no /dev/full")
    with open("/dev/full", "wb") as file:
        yield {"stdout": file}


@contextlib.contextmanager
def limit(case, letter, number):
    """A limit as `ulimit -LETTER NUMBER` sets it."""
    yield {"prefix": ["sh", "-c", f'ulimit -{letter} {number} && exec "$@"', "sh"]}


@contextlib.contextmanager
def disk(case, size, what="output"):
    """A small disk, mounted as the folder of the output or as the temporary folder; full if the
    latter, and a third of the way full of something else if the former."""
    where = os.path.join(case.work, "disk")
    os.makedirs(where, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0777", "paygap-case", where]
    try:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        raise Skip("a small disk cannot be mounted here") from None
    try:
        keywords = {}
        if what in ("temporary", "both"):
            keywords["env"] = dict(case.environment(), TMPDIR=where)
            fill(os.path.join(where, "fill"))
        if what in ("output", "both"):
            case.out = os.path.join(where, "out")
        yield keywords
    finally:
        subprocess.run(["umount", "-l", where], check=False)


def fill(path):
    try:
        with open(path, "wb", buffering=0) as file:
            while True:
                file.write(b"\0" * 4096)
    except OSError:
        pass  # full now


@contextlib.contextmanager
def closed(case, which):
    """Standard input, output or error is closed."""
    yield {"prefix": ["sh", "-c", f'exec "$@" {which}>&-', "sh"]}


@contextlib.contextmanager
def mask(case, value):
    yield {"prefix": ["sh", "-c", f'umask {value} && exec "$@"', "sh"]}
