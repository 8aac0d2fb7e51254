"""bin/portal as a person starts it: nothing set, a data folder of its own, stopped with Ctrl+C."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.processes import ROOT, Process, wait_until

pytestmark = [pytest.mark.worker, pytest.mark.timeout(300)]  # the first load takes its time
SETTINGS = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PORTAL_ADDRESS")


def environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return {**kept, "BIBLIONET_DATA_DIR": str(data)}


def call(data: Path, *arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "bin" / "portal"), *arguments],
        cwd=cwd,
        env=environment(data),
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


def start(data: Path, log: Path, *arguments: str) -> Process:
    command = [sys.executable, "bin/portal", "--port", "8300", *arguments]
    process = Process(command, environment(data), log)
    process.wait_until(lambda: "Ctrl+C stops everything." in process.said(), seconds=280)
    return process


def loaded_like(data: Path, folder: Path) -> Path:
    """Return a data folder of its own, loaded already: loading once is enough for this file."""
    folder.mkdir()
    with (
        closing(sqlite3.connect(data / "portal.sqlite3")) as old,
        closing(sqlite3.connect(folder / "portal.sqlite3")) as new,
    ):
        old.backup(new)
    for name in ("loaded.json", "secret_key"):
        shutil.copy(data / name, folder)
    return folder


def address_of(process: Process) -> str:
    return re.search(r"The portal runs at (\S+)", process.said())[1]


def below(pid: int) -> list[int]:
    """Return the processes that a process started, and those that they did."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [each for child in map(int, children) for each in (child, *below(child))]


def is_running(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder; its name has a space, as folders of people have."""
    folder = tmp_path_factory.mktemp("portal") / "my data"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def running(data: Path) -> Iterator[Process]:
    process = start(data, data.parent / "portal.log")
    yield process
    process.stop(seconds=40)


def test_it_answers_and_says_how_to_sign_in(running):
    page = urllib.request.urlopen(f"{address_of(running)}/account/login/", timeout=10)

    assert b'name="login"' in page.read()
    assert re.search(r"^  \S+@\S+ ", running.said(), flags=re.MULTILINE)


def test_a_second_start_says_where_it_runs(running, data):
    second = call(data)

    assert second.stdout.strip().endswith(address_of(running))
    assert second.returncode == 0


@pytest.mark.parametrize(
    "asked",
    [
        ("--year", "2023", "--municipality", "Coevorden"),
        pytest.param(("--year", "2023"), marks=pytest.mark.night),
        pytest.param(("--year", "2025", "--organisation", "facet"), marks=pytest.mark.night),
    ],
    ids=" ".join,
)
def test_a_report_is_made_without_a_browser(running, data, tmp_path, asked):
    made = call(data, "report", *asked, "--out", "year.pdf", cwd=tmp_path)

    assert made.returncode == 0, made.stdout + made.stderr
    assert (tmp_path / "year.pdf").read_bytes().startswith(b"%PDF-")


def test_a_report_that_cannot_be_made_is_one_clear_sentence(running, data, tmp_path):
    refused = call(data, "report", "--year", "1874", "--out", str(tmp_path / "x.pdf"))

    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_a_worker_that_ends_is_started_again(running, data):
    log = data / "log" / "worker.log"
    before = log.read_text().count(" ready.")

    for pid in below(running.pid):
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        if b"worker" in command and b"celery" in command:
            os.kill(pid, signal.SIGKILL)

    running.wait_until(lambda: "ended by itself" in running.said())
    running.wait_until(lambda: log.read_text().count(" ready.") > before)


@pytest.mark.parametrize(
    "how", [signal.SIGINT, pytest.param(signal.SIGKILL, marks=pytest.mark.night)]
)
def test_nothing_is_left_when_it_stops(running, data, tmp_path, how):
    process = start(loaded_like(data, tmp_path / "data"), tmp_path / "portal.log")
    started = below(process.pid)
    assert len(started) >= 5  # the web server and its workers, the worker and its child, beat

    process.popen.send_signal(how)

    wait_until(lambda: not any(is_running(pid) for pid in started), seconds=40)
    process.popen.wait(40)
    assert "loading" not in process.said()


def test_a_report_brings_its_own_worker_when_no_portal_runs(running, data, tmp_path):
    own = loaded_like(data, tmp_path / "data")

    asked = ("--year", "2023", "--municipality", "Coevorden", "--out", "own.pdf")
    made = call(own, "report", *asked, cwd=tmp_path)

    assert made.returncode == 0, made.stdout + made.stderr
    assert (tmp_path / "own.pdf").read_bytes().startswith(b"%PDF-")
