"""Runs of pytest: started, followed, stopped, and added up."""

import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from machine import PLAIN, PYTHON, RED, ROOT, say

# What is measured is our source; how pytest reads the tests themselves is left alone.
UNMEASURED_TESTS = (
    "-Wignore:Unable to activate pytest branch coverage:RuntimeWarning",
    "-Wignore:Module already imported so cannot be rewritten; slipcover",
)


@dataclass(slots=True)
class Tally:
    """How many checks and tests passed and failed."""

    passed: int = 0
    failed: int = 0

    def count(self, is_good: bool) -> None:
        self.passed += is_good
        self.failed += not is_good


def run_pytest(
    name: str,
    arguments: list[str],
    *,
    env: dict[str, str],
    tally: Tally,
    measure: Path | None = None,
) -> None:
    """Run pytest where everybody can follow it, and add up what it found.

    Where `measure` is given, what was run of our source is written there.
    """
    say(f"\n{name}")
    began = time.monotonic()
    results = Path(env["TEST_FOLDER"]) / "results.xml"
    code = follow(pytest(arguments, results=results, measure=measure), env)
    say(f"  {time.monotonic() - began:.1f} s")
    add_up(results, code, tally)


@contextmanager
def beside(
    name: str, arguments: list[str], *, env: dict[str, str], tally: Tally, measure: Path
) -> Iterator[None]:
    """Run pytest while the block does something else; then show what it said, and add it up."""
    results, said = (Path(env["TEST_FOLDER"]) / f"beside.{kind}" for kind in ("xml", "log"))
    command = pytest(arguments, results=results, measure=measure)
    with said.open("wb") as out, started(command, env, out) as process:
        yield
        code = process.wait()
    say(f"\n{name}\n{said.read_text(errors='replace').rstrip()}")
    add_up(results, code, tally)


def pytest(arguments: list[str], *, results: Path, measure: Path | None) -> list[str]:
    """Return the command that runs tests and leaves what they came to in a new file."""
    results.unlink(missing_ok=True)
    measuring = ["-m", "slipcover", "--out", str(measure)] if measure else []
    begin = [str(PYTHON), *UNMEASURED_TESTS, *measuring, "-m", "pytest", *UNMEASURED_TESTS]
    return [*begin, "-q", f"--junitxml={results}", *arguments]


def add_up(results: Path, code: int, tally: Tally) -> None:
    """Count what a run came to; one that failed without a failed test is a failure itself."""
    suites = ET.parse(results).getroot().iter("testsuite") if results.exists() else []
    before = tally.failed
    for suite in suites:
        bad = int(suite.attrib["failures"]) + int(suite.attrib["errors"])
        tally.failed += bad
        tally.passed += int(suite.attrib["tests"]) - int(suite.attrib["skipped"]) - bad
    if code and tally.failed == before:
        say(f"{RED}pytest ended with exit code {code}{PLAIN}")
        tally.failed += 1


def follow(command: list[str], env: dict[str, str]) -> int:
    """Run pytest before everybody's eyes."""
    with started(command, env) as process:
        return process.wait()


@contextmanager
def started(
    command: list[str], env: dict[str, str], out: IO[bytes] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Start pytest; when asked to stop, give it time to clean up."""
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
    try:
        yield process
    except SystemExit as end:
        if end.code != 128 + signal.SIGINT or not sys.stdin.isatty():  # a terminal tells all
            process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(30)
        raise
    finally:
        process.kill()
