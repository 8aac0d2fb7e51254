"""The rules that every finished file is held against."""

from collections.abc import Mapping
from pathlib import Path

from biblionet.kit.pdf.document import Finding


def check(path: Path, *, counts: Mapping[str, int]) -> tuple[Finding, ...]:
    """Hold a PDF against all rules."""
    return ()
