"""The portal on one machine: set up, load once, start web, worker and beat, make a report."""

import argparse
import fcntl
import json
import os
import re
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from machine import (
    NEEDED_TO_RUN,
    PLAIN,
    PYTHON,
    RED,
    ROOT,
    Child,
    MissingError,
    children,
    fingerprint,
    free_port,
    install_what_is_missing,
    run,
    say,
    step,
)
from packages import make_virtualenv

DATA = Path(os.environ.get("BIBLIONET_DATA_DIR", ROOT / "var")).resolve()
LOGS = DATA / "log"
MANAGE = [str(PYTHON), str(ROOT / "manage.py")]
CELERY = [str(PYTHON), "-m", "celery", "-A", "biblionet"]
RESTARTS = 3
ERROR = re.compile(r"\b(ERROR|CRITICAL)\b")
HELP = """\
Set up and start the portal on this machine: web, worker and beat, nothing else needed.

    bin/portal                                    set up, load the data once, start; Ctrl+C stops
    bin/portal report --year 2025 --out FILE.pdf  make an annual report without a browser
        [--municipality NAME | --organisation CODE]
    bin/portal manage ...                         any command of manage.py

Everything it writes lies in var/ (BIBLIONET_DATA_DIR puts it elsewhere).
"""


def portal(arguments: list[str]) -> int:
    """Do what the command line asks and return the exit code."""
    if arguments[:1] == ["manage"]:
        set_up()
        return subprocess.call([*MANAGE, *arguments[1:]])
    if arguments[:1] == ["report"]:
        return report(arguments[1:])
    options = argparse.ArgumentParser(
        prog="bin/portal", description=HELP, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("--without-example", action="store_true", help="no example year")
    options.add_argument("--port", type=int, default=8000, help="the first port to try")
    chosen = options.parse_args(arguments)
    set_up()
    with running_here() as address:
        if address:
            say(f"The portal already runs on this data folder: {address}")
            return 0
        has_accounts = prepare(with_example=not chosen.without_example)
        return serve(free_port(chosen.port), has_accounts=has_accounts)


def set_up() -> None:
    """Install what is missing; nothing when nothing is."""
    if os.environ.get("BIBLIONET_PRODUCTION"):
        raise MissingError("bin/portal is for one machine; production is in docker-compose.yml.")
    install_what_is_missing(NEEDED_TO_RUN)
    make_virtualenv("requirements.txt")
    LOGS.mkdir(parents=True, exist_ok=True)


def prepare(*, with_example: bool) -> bool:
    """Bring tables and data up to date; return whether there are demonstration accounts."""
    memory = DATA / "loaded.json"
    loaded = json.loads(memory.read_text()) if memory.exists() else {}
    database = os.environ.get("DATABASE_URL", "")
    if not database and not (DATA / "portal.sqlite3").exists():
        loaded = {}
    with step("bringing the tables up to date"):
        run([*MANAGE, "migrate", "--verbosity", "0"], what="manage.py migrate")
    now = {"loader": fingerprint(what_is_loaded()), "database": database}
    if now.items() <= loaded.items():
        return bool(loaded["with_example"])
    first = loaded.get("database") != database
    with_example = with_example if first else loaded["with_example"]
    with step(
        "loading the real data" + (", and an example year" if first and with_example else "")
    ):
        # An example that somebody removed does not come back with newer data.
        extra = [] if first and with_example else ["--without-example"]
        run([*MANAGE, "load_data", *extra], what="manage.py load_data", show=True)
    memory.write_text(json.dumps({**now, "with_example": with_example}))
    return with_example


def what_is_loaded() -> list[Path]:
    """Return the data files, and the code that reads them."""
    rooms = [
        room
        for name in ("data", "resources", "management")
        for room in (*ROOT.glob(f"*/{name}"), *ROOT.glob(f"biblionet/*/{name}"))
    ]
    return [file for room in rooms for file in room.rglob("*") if file.suffix != ".pyc"]


@contextmanager
def running_here() -> Iterator[str | None]:
    """Hold the data folder; yield the address of the portal that holds it already, or nothing."""
    with (DATA / "portal.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield where_it_runs()
            return
        try:
            yield None
        finally:
            (DATA / "address").unlink(missing_ok=True)


def where_it_runs() -> str:
    with suppress(FileNotFoundError):
        return (DATA / "address").read_text()
    return "(it is still starting)"


def environment(address: str = "") -> dict[str, str]:
    """Return the environment of the three processes."""
    own = {"PYTHONUNBUFFERED": "1", "REMAP_SIGTERM": "SIGQUIT"}  # celery: hand back, do not wait
    if address:
        own["PORTAL_ADDRESS"] = os.environ.get("PORTAL_ADDRESS", address)
    return {**os.environ, **own}


def worker(env: dict[str, str]) -> Child:
    """Start the process that makes the reports."""
    command = [*CELERY, "worker", "-c", "1", "-l", "INFO", "-n", f"portal-{os.getpid()}@%h"]
    return Child("worker", command, log=LOGS / "worker.log", env=env)


def beat(env: dict[str, str], *extra: str) -> Child:
    """Start the process that rings again for what was forgotten."""
    return Child("beat", [*CELERY, "beat", "-l", "INFO", *extra], log=LOGS / "beat.log", env=env)


def web(env: dict[str, str], port: int) -> Child:
    """Start the web server, for this machine only."""
    command = [str(PYTHON), "-m", "gunicorn", "biblionet.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--threads", "4", "--no-control-socket", "--log-level", "warning"]
    return Child("web server", command, log=LOGS / "web.log", env=env)


def serve(port: int, *, has_accounts: bool) -> int:
    """Start all three, say where to look, and watch over them until somebody stops it."""
    address = f"http://localhost:{port}"
    env = environment(address)
    make = (partial(web, env, port), partial(worker, env), partial(beat, env))
    with children() as started:
        with step("starting the web server, the worker and beat"):
            started += [start() for start in make]
            started[0].wait_until(lambda: answers(port))
            started[1].wait_until(lambda: "ready." in started[1].said())
        (DATA / "address").write_text(address)
        tell(address, has_accounts=has_accounts)
        return watch(started, make)


def answers(port: int) -> bool:
    with suppress(OSError):
        url = f"http://127.0.0.1:{port}/healthz"
        return bool(urllib.request.urlopen(url, timeout=5).status == 200)
    return False


def tell(address: str, *, has_accounts: bool) -> None:
    """Say where to look and how to sign in."""
    say(f"\nThe portal runs at {address}\n")
    if has_accounts:
        subprocess.call([*MANAGE, "add_demo_accounts"])
    else:
        say("Make a first account: bin/portal manage createsuperuser")
    say(
        f"\nReports: {address}/rapporten/ or, without a browser:"
        "\n    bin/portal report --year 2023 --out jaarverslag-2023.pdf"
        f"\nLogs lie in {LOGS}. Ctrl+C stops everything."
    )


def watch(started: list[Child], make: Sequence[Callable[[], Child]]) -> int:
    """Show errors as they come; start again what ended by itself, a few times."""
    restarts = 0
    while True:
        time.sleep(1)
        for number, child in enumerate(started):
            for line in child.news():
                if ERROR.search(line):
                    say(f"{RED}{child.name}: {line}{PLAIN}")
            if child.is_alive():
                continue
            restarts += 1
            if restarts > RESTARTS:
                raise MissingError(f"The {child.name} keeps ending; see {child.log}. Stopping.")
            say(f"{RED}The {child.name} ended by itself; starting it again.{PLAIN}")
            started[number] = make[number]()


def report(arguments: list[str]) -> int:
    """Order a report through the queue; bring a worker along when no portal runs."""
    set_up()
    with running_here() as address:
        if not address:
            prepare(with_example=True)
    env = environment(address or "")
    with children() as started:
        if not address:
            started += [worker(env), beat(env, "-s", str(LOGS / f"beat-of-report-{os.getpid()}"))]
            started[0].wait_until(lambda: "ready." in started[0].said())
        try:
            return subprocess.call([*MANAGE, "build_report", *arguments], env=env)
        finally:
            for schedule in LOGS.glob(f"beat-of-report-{os.getpid()}*"):
                schedule.unlink(missing_ok=True)
