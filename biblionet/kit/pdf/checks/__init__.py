"""The rules that every finished file is held against.

They stand in `of_file` (what the file says of itself), `of_pages` (what is drawn) and
`of_structure` (what is read aloud), each a function that yields the places where it is broken.
They know nothing of the engine, so they also judge files that something else made.
"""

from collections.abc import Mapping
from pathlib import Path

import pikepdf

from biblionet.kit.pdf.checks import of_file, of_pages, of_structure
from biblionet.kit.pdf.checks.reading import File
from biblionet.kit.pdf.checks.rule import Rule
from biblionet.kit.pdf.document import Finding, PdfError, Problem

RULES: tuple[Rule, ...] = (*of_file.RULES, *of_pages.RULES, *of_structure.RULES)

_ENOUGH = 20  # places named for one rule; whoever has more knows enough


def check(path: Path, *, counts: Mapping[str, int]) -> tuple[Finding, ...]:
    """Hold a PDF against all rules; `counts` says how often its HTML has each element.

    Raises PdfError when the file cannot be read as a PDF.
    """
    try:
        with pikepdf.open(path) as pdf:
            file = File(pdf, counts)
            return tuple(finding for rule in RULES for finding in _broken(rule, file))
    except (pikepdf.PdfError, OSError) as error:
        raise PdfError(Problem.TARGET, f"It cannot be read: {error}") from error


def _broken(rule: Rule, file: File) -> list[Finding]:
    places = [place for place, _ in zip(rule.places(file), range(_ENOUGH), strict=False)]
    return [Finding(rule.code, rule.sentence, place) for place in places]
