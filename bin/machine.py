"""What this machine has and lacks: system libraries, ports, and child processes.

Shared by bin/portal and bin/test. Only the standard library: it runs before anything is installed.
"""

import ctypes
import hashlib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
SYSTEM_PYTHON = Path("/usr/bin/python3")
OLDEST = 11  # of Python 3

# Written on an empty machine as it is; a terminal may draw it in colour.
RED, PLAIN = ("\033[31m", "\033[0m") if sys.stdout.isatty() else ("", "")


class MissingError(Exception):
    """What is missing, in a sentence for the person at the terminal."""


def say(text: str) -> None:
    """Print a line at once, also into a pipe."""
    print(text, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Announce a step that takes time, and say how long it took."""
    say(f"- {text} …")
    started = time.monotonic()
    yield
    say(f"  {time.monotonic() - started:.1f} s")


def run(
    command: Sequence[str | Path],
    *,
    what: str,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    show: bool = False,
) -> None:
    """Run a command; unless it is to be shown, show what it said only when it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=None if show else subprocess.PIPE,
        stderr=None if show else subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stdout or "").strip()
        raise MissingError(f"{said}\n{what} failed (exit code {done.returncode}).".lstrip())


# System libraries


@dataclass(frozen=True, slots=True)
class Need:
    """A Debian package, and how to see whether what it brings is there."""

    package: str
    is_there: Callable[[], bool]


def loads(library: str) -> bool:
    """Tell whether the dynamic linker finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def interpreter() -> Path:
    """Return the Python that .venv is made with: the system's own where it is new enough, or this.

    Its mends come with the system's, and Debian compiles it for speed: the unit tests took a tenth
    less time than with one that was built by hand and stood before it on the path.
    """
    system = SYSTEM_PYTHON.resolve()  # a link to python3.11 or the like
    version = re.fullmatch(r"python3\.(\d+)", system.name)
    is_new_enough = system.exists() and version is not None and int(version[1]) >= OLDEST
    return system if is_new_enough else Path(sys.executable).resolve()


def can_make_virtualenvs() -> bool:
    """Tell whether that Python has ensurepip, which Debian packs apart."""
    look = [str(interpreter()), "-c", "import ensurepip"]
    return subprocess.run(look, capture_output=True, check=False).returncode == 0


NEEDED_TO_RUN = (
    Need(f"{interpreter().name}-venv", can_make_virtualenvs),
    Need("libpangoft2-1.0-0", lambda: loads("libpangoft2-1.0.so.0")),
    Need("libharfbuzz-subset0", lambda: loads("libharfbuzz-subset.so.0")),
)


def install_what_is_missing(needs: Iterable[Need]) -> None:
    """Install system packages as root with apt, or name the one line that does."""
    needs = tuple(needs)
    missing = [need.package for need in needs if not need.is_there()]
    if not missing:
        return
    line = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise MissingError(
            "This machine lacks system packages. On Debian or Ubuntu this line installs them:\n\n"
            f"    sudo apt-get update && sudo {' '.join(line)}\n"
        )
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with step(f"installing system packages: {' '.join(missing)}"):
        run(["apt-get", "update", "-q"], what="apt-get update", env=quiet)
        run(line, what="apt-get install", env=quiet)
    still = [need.package for need in needs if not need.is_there()]
    if still:
        raise MissingError(f"Installed, but it still does not work: {', '.join(still)}.")


def fingerprint(files: Iterable[Path]) -> str:
    """Return a digest of names and contents."""
    digest = hashlib.sha256()
    for file in sorted(file for file in files if file.is_file()):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


# Child processes


def free_port(first: int = 0) -> int:
    """Return a free port on this machine: the first one from `first` on, or any."""
    for port in range(first, first + 100) if first else [0]:
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
    raise MissingError(f"No port from {first} to {first + 99} is free.")


def unprivileged() -> str | None:
    """Return a user for servers that refuse to run as root, or None when we are not root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def end_with_parent() -> None:
    """Ask Linux to stop this child when whoever started it dies without a chance to say so."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Child:
    """A process in a group of its own, that writes to a log and is stopped with all it started."""

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        user: str | None = None,
        cwd: Path = ROOT,
    ) -> None:
        self.name = name
        self.log = log
        self.is_asked = False
        with log.open("ab") as out:
            self.begin = self.read_until = out.tell()
            account = pwd.getpwnam(user) if user else None
            self.process = subprocess.Popen(
                [str(part) for part in command],
                cwd=cwd,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                user=account and account.pw_uid,
                group=account and account.pw_gid,
                extra_groups=[] if account else None,
                process_group=0,
                preexec_fn=end_with_parent,  # noqa: PLW1509  # this program has no threads here
            )

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def said(self) -> str:
        """Return everything it wrote since it was started."""
        return self.read(self.begin)

    def news(self) -> list[str]:
        """Return the lines it wrote since the last time somebody asked."""
        text = self.read(self.read_until)
        self.read_until = self.log.stat().st_size
        return text.splitlines()

    def read(self, begin: int) -> str:
        with self.log.open("rb") as file:
            file.seek(begin)
            return file.read().decode(errors="replace")

    def wait_until(self, is_ready: Callable[[], bool], *, seconds: float = 60) -> None:
        """Wait until it works; when it ends or takes too long, show the end of its log."""
        limit = time.monotonic() + seconds
        while not is_ready():
            if not self.is_alive() or time.monotonic() > limit:
                end = "\n".join(self.said().splitlines()[-20:])
                raise MissingError(f"{end}\nThe {self.name} did not start; its log is {self.log}")
            time.sleep(0.05)

    def ask_to_stop(self, with_signal: int = signal.SIGTERM) -> None:
        if self.is_alive() and not self.is_asked:
            self.is_asked = True
            self.process.send_signal(with_signal)

    def stop(self, *, seconds: float = 30, with_signal: int = signal.SIGTERM) -> None:
        """Ask it to end, wait, and end whatever is left of its group."""
        self.ask_to_stop(with_signal)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def children() -> Iterator[list[Child]]:
    """Collect child processes; whatever happens, all of them are stopped."""
    started: list[Child] = []
    try:
        yield started
    finally:
        for child in reversed(started):
            child.ask_to_stop()
        for child in reversed(started):
            child.stop()


def end_by_signal(number: int, frame: FrameType | None) -> None:
    """Leave through every `finally` on the way, whichever signal asked for it."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, lambda _number, _frame: None)
    say("\nStopping …")
    raise SystemExit(128 + number)


def main(command: Callable[[list[str]], int]) -> None:
    """Run one of the two commands: signals clean up, a missing thing is one clear sentence."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, end_by_signal)
    try:
        sys.exit(command(sys.argv[1:]))
    except MissingError as reason:
        say(f"{RED}{reason}{PLAIN}")
        sys.exit(1)
