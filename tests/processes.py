"""Processes that a test starts for real: a Celery worker, or any other part of the portal."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def wait_until(is_so: Callable[[], object], *, seconds: float = 30) -> None:
    """Wait for what another process does; fail when it takes too long."""
    limit = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < limit, f"not so after {seconds} seconds"
        time.sleep(0.05)


class Process:
    """A process in a group of its own that writes to a log."""

    def __init__(self, command: Sequence[str], env: dict[str, str], log: Path) -> None:
        self.log = log
        command = ["setpriv", "--pdeathsig", "TERM", *command]  # no test run leaves it behind
        with log.open("wb") as out:
            self.popen = subprocess.Popen(
                command, cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT, process_group=0
            )

    @property
    def pid(self) -> int:
        return self.popen.pid

    def is_alive(self) -> bool:
        return self.popen.poll() is None

    def said(self) -> str:
        """Return everything it wrote."""
        return self.log.read_text(errors="replace")

    def wait_until(self, is_so: Callable[[], object], *, seconds: float = 30) -> None:
        """Wait for what this process should bring about; show its log when it does not."""
        limit = time.monotonic() + seconds
        while not is_so():
            assert self.is_alive(), f"the process ended:\n{self.said()[-3000:]}"
            assert time.monotonic() < limit, f"not so after {seconds} s:\n{self.said()[-3000:]}"
            time.sleep(0.05)

    def kill(self) -> None:
        """End it and its children at once, as a power cut would."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.popen.wait()

    def stop(self, *, seconds: float = 20) -> None:
        """Ask it to end, wait, then end what is left of it."""
        if self.is_alive():
            self.popen.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.popen.wait(seconds)
        self.kill()


class Worker(Process):
    """A Celery worker of one process."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        command = [sys.executable, "-m", "celery", "-A", "biblionet", "worker", "-c", "1"]
        name = f"test-{os.getpid()}-{log.stem}@%h"
        super().__init__(
            [*command, "-l", "INFO", "-n", name], env | {"REMAP_SIGTERM": "SIGQUIT"}, log
        )

    def wait_until_ready(self) -> None:
        self.wait_until(lambda: "ready." in self.said(), seconds=60)
