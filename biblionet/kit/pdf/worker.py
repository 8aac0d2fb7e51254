"""The process that prints: `python -m biblionet.kit.pdf.worker FOLDER PARENT SECONDS MEGABYTES`.

It reads `document.json` in the folder, writes `document.pdf` beside it, and tells how far it is in
lines of JSON on its standard output. The last line is a result or a problem.
"""

import hashlib
import json
import logging
import os
import sys
import traceback
import warnings
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop as _

from biblionet.kit.pdf import fences
from biblionet.kit.pdf.document import Document, Finding, PdfError, Problem, tells_of_memory

_SETUP = "On Debian: apt-get install libpangoft2-1.0-0 libharfbuzz-subset0"


def main(folder: Path, parent: int, seconds: int, megabytes: int) -> None:
    """Print the document in a folder inside all fences, and say how it went."""
    say = _Voice()
    fences.die_with_parent(parent, folder)
    fences.refuse_network()
    fences.use_no_fonts_of_this_machine(folder)
    fences.limit_time(seconds)
    try:
        _load_engine()
        fences.limit_memory(megabytes)  # after loading: a library that finds no room says anything
        say(result=_print(folder, say))
    except PdfError as error:
        say(problem=error.problem, detail=error.detail)
    except MemoryError:
        say(problem=Problem.MEMORY, detail="")
    except RecursionError:
        say(problem=Problem.NESTING, detail="")
    except BaseException as error:  # noqa: BLE001 -- the engine's own fetch error is one of these
        traceback.print_exc()
        say(problem=_problem_of(error), detail=f"{type(error).__name__}: {error}"[:500])


class _Voice:
    """Speaks to the parent; whatever else is printed goes to the error output."""

    def __init__(self) -> None:
        self._output = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)

    def __call__(self, **values: object) -> None:
        print(json.dumps(values), file=self._output, flush=True)

    def stage(self, name: str, done: int, total: int) -> None:
        self(stage=name, done=done, total=total)


def _problem_of(error: BaseException) -> Problem:
    """Tell by its name what an error means, where its class belongs to the engine."""
    by_name = {"ForbiddenFetchError": Problem.FETCH, "FatalURLFetchingError": Problem.FILE}
    if type(error).__name__ in by_name:
        return by_name[type(error).__name__]
    if tells_of_memory(str(error)) or fences.memory_was_short():
        return Problem.MEMORY
    return Problem.TARGET if isinstance(error, OSError) else Problem.ENGINE


def _print(folder: Path, say: _Voice) -> dict[str, Any]:
    document = Document.from_json((folder / "document.json").read_text(encoding="utf-8"))
    chapters = len(document.chapters)
    say.stage("layout", 0, chapters)
    from biblionet.kit.pdf import layout, writing
    from biblionet.kit.pdf.checks import check

    complaints = _Complaints()
    laid_out = layout.lay_out(document, lambda done: say.stage("layout", done, chapters))
    complaints.raise_first_error()
    target = folder / "document.pdf"
    total = len(laid_out.pages)
    say.stage("pages", total, total)
    counts = writing.write(laid_out, target, lambda done: say.stage("write", done, total))
    complaints.raise_first_error()
    say.stage("check", 0, 1)
    findings = (*laid_out.findings, *complaints.findings(), *check(target, counts=counts))
    say.stage("check", 1, 1)
    return _result(target, total, findings, document.files)


def _load_engine() -> None:
    """Load the engine, and say what to install where it cannot be loaded."""
    warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")
    try:
        from biblionet.kit.pdf import checks, layout, versions, writing  # noqa: F401 -- only loaded
    except OSError as error:
        raise PdfError(Problem.SETUP, f"{_SETUP} ({error})") from error
    fences.collect_garbage_rarely()


def _result(
    target: Path, pages: int, findings: tuple[Finding, ...], files: Mapping[str, Path]
) -> dict[str, Any]:
    from biblionet.kit.pdf.versions import engine_versions

    content = target.read_bytes()
    return {
        "pages": pages,
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "findings": [asdict(finding) for finding in findings],
        "engine": engine_versions(files),
    }


class _Complaints(logging.Handler):
    """What the engine logs: an error means something is left out of the document."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._records: list[logging.LogRecord] = []
        logging.getLogger("weasyprint").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self._records.append(record)

    def raise_first_error(self) -> None:
        for record in self._records:
            if record.levelno >= logging.ERROR:
                raise PdfError(Problem.MARKUP, record.getMessage()[:500])

    def findings(self) -> tuple[Finding, ...]:
        messages = sorted({record.getMessage()[:200] for record in self._records})
        sentence = _("The PDF engine does not understand a part of the document.")
        return tuple(Finding("engine", sentence, message) for message in messages)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:5]))
