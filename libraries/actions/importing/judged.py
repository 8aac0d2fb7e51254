"""A row of a file with what is thought of it: the same names as the columns of ImportRow."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from libraries.models import ImportRow

Verdict = ImportRow.Verdict


@dataclass(slots=True)
class Judged:
    """A row as it is kept: the same names as the columns of ImportRow."""

    number: int
    verdict: str = Verdict.NEW
    about: str = ""
    said: str = ""
    was: str = ""
    column: str = ""
    reason: str = ""
    indicator_id: int | None = None
    definition_id: int | None = None
    scope_id: int | None = None
    revises_id: int | None = None
    part: str = ""
    period_kind: str = ""
    period_start: date | None = None
    period_end: date | None = None
    source: str = ""
    publication: str = ""
    publication_title: str = ""
    state: str = ""
    value: Decimal | None = None
    decimals: int = 0
    qualifier: str = ""
    method: str = ""
    finality: str = ""
    source_url: str = ""
    printed_as: str = ""
    note: str = ""
    explanation: str = ""
    # Not kept: what the file said of the way of a reading, and which decimals were certain.
    workflow: str = ""
    kind: str = ""
    gave_decimals: bool = True
    details: tuple[str, ...] = ()


KEPT: Final = tuple(Judged.__slots__[: Judged.__slots__.index("workflow")])
