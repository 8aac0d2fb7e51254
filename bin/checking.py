"""Every check and test: style, types, floors, settings, then pytest on PostgreSQL and on SQLite."""

import argparse
import json
import os
import re
import secrets
import subprocess
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path

from machine import (
    NEEDED_TO_RUN,
    PLAIN,
    PYTHON,
    RED,
    ROOT,
    Child,
    install_what_is_missing,
    say,
)
from packages import LOCKS, make_virtualenv
from services import needed_to_test, servers
from suites import Tally, beside, follow, run_pytest

BIN = PYTHON.parent
HELP = """\
Set up what the tests need and run every check and test.

    bin/test            all checks, all tests but the nightly ones, coverage
    bin/test --night    also what takes longer
    bin/test --quick    only the unit tests: no database, pages, browser, workers and press
    bin/test PATH ...   these tests; everything here is passed to pytest

PostgreSQL, Redis and Chromium are started for the run in a temporary folder and leave nothing.
"""
APPS = ("biblionet/", "libraries/", "programmes/", "goals/", "reports/")
# In these rooms every branch is tested; elsewhere holes are listed.
GATED_ROOMS = re.compile(r"(^|/)(rules|actions|standing|dossier)(\.py$|/)")
# A file stays on one process: its servers are started once. The order is ours: slow files first.
BOTH_CORES = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
EVERYDAY = "not night"
WALKS = "browser or worker or walk"
UNIT = f"not night and not ({WALKS} or heavy or database)"
# The second run takes the databases the first one made: the server goes away with the run.
KEPT = "--reuse-db"


def test(arguments: list[str]) -> int:
    """Do what the command line asks and return the exit code."""
    options = argparse.ArgumentParser(
        prog="bin/test", description=HELP, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("--quick", action="store_true", help="only the unit tests")
    options.add_argument("--night", action="store_true", help="also what takes longer")
    chosen, for_pytest = options.parse_known_args(arguments)
    install_what_is_missing((*NEEDED_TO_RUN, *needed_to_test()))
    make_virtualenv(*LOCKS)
    started: list[Child] = []
    with servers(started) as addresses:
        env = environment(addresses)
        if for_pytest:
            return follow([str(BIN / "pytest"), *for_pytest], env)
        tally = Tally()
        if chosen.quick:
            run_pytest("unit tests", [*BOTH_CORES, "-m", UNIT], env=env, tally=tally)
        else:
            run_everything(env, night=chosen.night, tally=tally)
    say(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


def environment(addresses: dict[str, str]) -> dict[str, str]:
    """Return this shell's environment without the settings of an installation."""
    settings = (ROOT / "biblionet" / "settings.py").read_text()
    read_there = set(re.findall(r'\benv(?:\.\w+)?\(\s*"(\w+)"', settings))
    kept = {name: value for name, value in os.environ.items() if name not in read_there}
    return {**kept, "PYTHONUNBUFFERED": "1", **addresses}


def run_everything(env: dict[str, str], *, night: bool, tally: Tally) -> None:
    """Run the checks, then the tests, one sort after the other."""
    run_checks(env, tally)
    when = "" if night else f" and {EVERYDAY}"
    measured = [Path(env["TEST_FOLDER"]) / f"{kind}.json" for kind in ("rooms", "alone")]
    name = "Tests on PostgreSQL and Redis"
    mark = f"not ({WALKS}){when}"
    run_pytest(name, [*BOTH_CORES, KEPT, "-m", mark], env=env, tally=tally, measure=measured[0])
    # Walks wait for what they started now and then: room for the small run.
    alone = {key: value for key, value in env.items() if key not in ("DATABASE_URL", "REDIS_URL")}
    name = "Tests with nothing set: SQLite, and a folder as queue"
    mark = f"sqlite{when}"
    with beside(name, ["-m", mark], env=alone, tally=tally, measure=measured[1]):
        name = "Browsers, workers, the engine and every page, on PostgreSQL and Redis"
        run_pytest(name, [*BOTH_CORES, KEPT, "-m", f"({WALKS}){when}"], env=env, tally=tally)
    tally.count(coverage_holds(measured, our_source()))


def run_checks(env: dict[str, str], tally: Tally) -> None:
    """Run the checks two at a time and show what failed."""
    say("Checks")
    pool = ThreadPoolExecutor(2)
    try:
        jobs = [pool.submit(check, name, *task) for name, task in checks(env).items()]
        for job in jobs:
            good, text = job.result()
            tally.count(good)
            say(text)
    finally:
        pool.shutdown(cancel_futures=True)


def checks(env: dict[str, str]) -> dict[str, tuple[list[str], dict[str, str]]]:
    """Return the checks by name: a command and its environment."""
    files = tracked()
    templates = [file for file in files if file.endswith(".html")]
    python = [file for file in files if file.endswith(".py")]
    scripts = ["bin/portal", "bin/test"]
    manage = [str(PYTHON), "manage.py"]
    production = env | {
        "BIBLIONET_PRODUCTION": "true",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "portal.example",
        "PORTAL_ADDRESS": "https://portal.example",
        "EMAIL_URL": "smtp://mail.example",
    }

    def tool(name: str, *rest: str) -> list[str]:
        return [str(BIN / name), *rest]

    django = ["--target-version", "5.2"]
    return {
        "mypy": (tool("mypy"), env),
        "ruff check": (tool("ruff", "check", ".", *scripts), env),
        "ruff format": (tool("ruff", "format", "--check", ".", *scripts), env),
        "djade": (tool("djade", "--check", *django, *templates), env),
        "djlint": (tool("djlint", "--lint", "--quiet", *templates), env),
        "django-upgrade": (tool("django-upgrade", "--check", *django, *python), env),
        "floors and rooms": (tool("lint-imports"), env),
        "packages agree": ([str(PYTHON), "-m", "pip", "check"], env),
        "migrations agree": ([*manage, "makemigrations", "--check", "--dry-run"], env),
        "production settings": (
            [*manage, "check", "--deploy", "--fail-level", "WARNING"],
            production,
        ),
    }


def tracked() -> list[str]:
    """Return the project's own files, as git sees them."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def check(name: str, command: list[str], env: dict[str, str]) -> tuple[bool, str]:
    """Run one check; return whether it is good and what to show of it."""
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    seconds = f"{time.monotonic() - started:5.1f} s  {name}"
    if done.returncode == 0:
        return True, f"  good    {seconds}"
    return False, f"{RED}  failed  {seconds}{PLAIN}\n{done.stdout.rstrip()}"


def coverage_holds(measured: list[Path], source: Iterable[str]) -> bool:
    """Tell whether every branch of the gated rooms was tested; list the holes of the others.

    Which files ought to be read is said here: in a file that is not, SlipCover also counts lines
    of annotations, which it does not where they run.
    """
    say("\nCoverage")
    whole = measured[0].with_name("coverage.json")
    merge = [str(PYTHON), "-m", "slipcover", "--silent", "--merge", *map(str, measured)]
    merge += ["--out", str(whole)]
    if subprocess.run(merge, cwd=ROOT, check=False).returncode:
        say(f"{RED}  nothing was measured{PLAIN}")
        return False
    files = json.loads(whole.read_text())["files"]
    holes = {name: f"{name}: never read" for name in source if name not in files}
    for name, found in files.items():
        if found["missing_lines"] or found["missing_branches"]:
            missing = describe(found["missing_lines"], found["missing_branches"])
            holes[name] = f"{name}: {missing}"
    gated = [hole for name, hole in sorted(holes.items()) if GATED_ROOMS.search(name)]
    for name, hole in sorted(holes.items()):
        if not GATED_ROOMS.search(name):
            say(f"  {hole}")
    for hole in gated:
        say(f"{RED}  failed  {hole}{PLAIN}")
    if not gated:
        say("  good    every branch of rules, actions, standing and dossier is tested")
    return not gated


def our_source() -> list[str]:
    """Return the files of which every line counts: ours, but tests, migrations and empty ones."""
    return [
        file
        for file in tracked()
        if file.endswith(".py")
        and file.startswith(APPS)
        and "/migrations/" not in file
        and (ROOT / file).read_text().strip()
    ]


def describe(lines: Iterable[int], branches: Iterable[list[int]]) -> str:
    """Write down the lines, and the branches out of other lines, that no test reached."""
    missing = sorted(lines)
    rows = [list(group) for _, group in groupby(enumerate(missing), lambda pair: pair[1] - pair[0])]
    ranges = [f"{row[0][1]}-{row[-1][1]}" if len(row) > 1 else f"{row[0][1]}" for row in rows]
    ways = [f"{start}→{end or 'exit'}" for start, end in branches if start not in missing]
    return ", ".join([*ranges, *ways])
