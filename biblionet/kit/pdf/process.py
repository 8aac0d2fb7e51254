"""Print a document in a process of its own, watched from here."""

import contextlib
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import biblionet
from biblionet.kit.pdf.document import (
    Document,
    Finding,
    PdfError,
    Problem,
    Result,
    tells_of_memory,
)

OnStage = Callable[[str, int, int], None]

_HEARTBEAT = 4.0  # seconds; the caller is promised a sign of life every five
_FOLDER_PREFIX = "biblionet-pdf-"
_DAY = 24 * 60 * 60

# How the process ends when the system, not our code, stops it.
_ENDS = {
    signal.SIGXCPU: Problem.TIME,
    signal.SIGKILL: Problem.MEMORY,  # the kernel's way when the machine itself has no memory left
    # The three ways in which C libraries give up when they get no memory; GLib's is the second.
    signal.SIGABRT: Problem.MEMORY,
    signal.SIGTRAP: Problem.MEMORY,
    signal.SIGSEGV: Problem.MEMORY,
}


def print_in_own_process(
    document: Document, *, target: Path, seconds: int, megabytes: int, on_stage: OnStage
) -> Result:
    """Print a document into a file, in a process with limits on time and memory.

    `megabytes` limits the address space, libraries included. `on_stage` gets a stage (layout,
    pages, write, check), how much of it is done and how much there is; it is called at least every
    five seconds, and when it raises, the process is stopped and the exception goes on to the
    caller. The target is written whole or not at all.
    Raises PdfError when the document cannot be printed.
    """
    started = time.monotonic()
    with _work_folder() as folder:
        with _as_target_problem():
            (folder / "document.json").write_text(document.to_json(), encoding="utf-8")
        with _Child(folder, seconds, megabytes) as child:
            outcome = child.follow(on_stage, deadline=started + seconds)
        _move_into_place(folder / "document.pdf", target)
    findings = tuple(Finding(**finding) for finding in outcome.pop("findings"))
    taken = time.monotonic() - started
    return Result(findings=findings, seconds=round(taken, 1), **outcome)


class _Child:
    """The process that prints; it never outlives the `with` block it is used in."""

    def __init__(self, folder: Path, seconds: int, megabytes: int) -> None:
        self._folder = folder
        self._errors = folder / "errors.txt"
        self._limits = (str(seconds), str(megabytes))

    def __enter__(self) -> "_Child":
        command = [sys.executable, "-P", "-m", "biblionet.kit.pdf.worker"]
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and module
                [*command, str(self._folder), str(os.getpid()), *self._limits],
                stdin=subprocess.PIPE,  # held open: its end tells the child that we are gone
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=self._folder,
                env=_environment(self._folder),
            )
        return self

    def __exit__(self, *_exception: object) -> None:
        self._process.kill()
        self._process.communicate()

    def follow(self, on_stage: OnStage, *, deadline: float) -> dict[str, Any]:
        """Pass on how far the child is, until it says how it went."""
        stage = ("layout", 0, 0)
        for message in self._messages(deadline):
            if message is not None and "result" in message:
                result: dict[str, Any] = message["result"]
                return result
            if message is not None and "problem" in message:
                raise PdfError(Problem(message["problem"]), message["detail"])
            if message is not None:
                stage = (message["stage"], message["done"], message["total"])
            on_stage(*stage)
        raise self._how_it_died()

    def _messages(self, deadline: float) -> Iterator[dict[str, Any] | None]:
        """Yield what the child says, and None when it was silent for a while."""
        output = self._process.stdout
        assert output is not None
        os.set_blocking(output.fileno(), False)
        unread = b""
        with selectors.DefaultSelector() as selector:
            selector.register(output, selectors.EVENT_READ)
            while True:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise PdfError(Problem.TIME)
                if not selector.select(min(left, _HEARTBEAT)):
                    yield None
                    continue
                if not (received := os.read(output.fileno(), 65536)):
                    return
                *lines, unread = (unread + received).split(b"\n")
                yield from map(json.loads, lines)

    def _how_it_died(self) -> PdfError:
        code = self._process.wait()
        problem = _ENDS.get(signal.Signals(-code), Problem.ENGINE) if code < 0 else Problem.ENGINE
        words = self._errors.read_text(encoding="utf-8", errors="replace")
        if tells_of_memory(words):
            problem = Problem.MEMORY
        return PdfError(problem, f"It ended with {code}. {words[-500:]}".strip())


def _environment(folder: Path) -> dict[str, str]:
    """Give the child only what it needs: no settings, no passwords, no traces elsewhere."""
    return {
        "PYTHONPATH": str(Path(biblionet.__file__).parent.parent),
        "PYTHONHASHSEED": "0",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "HOME": str(folder),
        "TMPDIR": str(folder),
    }


@contextlib.contextmanager
def _work_folder() -> Iterator[Path]:
    """Make a folder that is gone afterwards, also those that a stopped machine left behind."""
    with _as_target_problem():
        temporary = Path(tempfile.gettempdir())
        for left_behind in temporary.glob(f"{_FOLDER_PREFIX}*"):
            with contextlib.suppress(OSError):
                if time.time() - left_behind.stat().st_mtime > _DAY:
                    shutil.rmtree(left_behind)
        folder = Path(tempfile.mkdtemp(prefix=_FOLDER_PREFIX))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _move_into_place(source: Path, target: Path) -> None:
    """Copy a finished file beside the target, make sure it is on disk, and rename it."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with _as_target_problem():
            with source.open("rb") as finished, part.open("wb") as copy:
                shutil.copyfileobj(finished, copy)
                copy.flush()
                os.fsync(copy.fileno())
            part.replace(target)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def _as_target_problem() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PdfError(Problem.TARGET, str(error)) from error
