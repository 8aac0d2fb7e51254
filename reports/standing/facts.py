"""A figure as frozen: its value or why there is none, its sources, and what a sum covers."""

from decimal import Decimal
from typing import Literal

import msgspec

State = Literal["value", "not_reported", "not_applicable", "not_yet_known", "withheld"]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every value in a dossier: frozen, and strict when read back."""


class Source(Part, frozen=True):
    """Where a reading comes from: a publication, or the person (by function) who typed it."""

    title: str
    url: str = ""
    reading: int | None = None
    author: str = ""
    approver: str = ""
    accepted_on: str = ""
    printed_as: str = ""
    remark: str = ""


class Alternative(Part, frozen=True):
    """What another source said of the same figure; an open conflict shows all of them."""

    value: str | None
    decimals: int
    qualifier: str
    source: Source


class Correction(Part, frozen=True):
    """What was accepted before the value that counts now, and why that was changed, in words."""

    state: State
    value: str | None
    decimals: int
    qualifier: str
    reason: str


class Coverage(Part, frozen=True):
    """What a sum covers: '3 of 4 organisations'; `missing` names the others.

    `whole` are those of the missing whose figure is about a whole combined institution.
    """

    reported: int
    expected: int
    of: str  # kind of scope that is counted: organisation, service_area, branch …
    missing: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()

    @property
    def absent(self) -> tuple[str, ...]:
        """Those of whom there is no figure at all."""
        return tuple(name for name in self.missing if name not in self.whole)

    @property
    def is_whole(self) -> bool:
        return self.reported == self.expected


class Fact(Part, frozen=True):
    """A figure as frozen. `code` is its stable id in this edition: F-0001.

    `value` is in unit × multiplier. `is_computed`: a sum or ratio, read from `parts` (codes).
    `is_settled` is False when sources contradict each other and nobody chose yet.
    """

    code: str
    indicator: str
    name: str
    unit: str
    multiplier: int
    scope_kind: str
    scope: str
    scope_name: str
    period_kind: str
    period: str
    year: int
    part: str
    state: State
    value: str | None
    decimals: int
    qualifier: str
    finality: str
    method: str
    definition: str
    definition_version: int
    figure: int | None = None
    is_computed: bool = False
    is_settled: bool = True
    is_accepted: bool = True
    parts: tuple[str, ...] = ()
    coverage: Coverage | None = None
    sources: tuple[Source, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    computed_beside: str | None = None  # a published ratio or total that its own parts contradict
    explanation: str = ""
    expected_on: str = ""
    corrected: Correction | None = None

    @property
    def number(self) -> Decimal | None:
        return None if self.value is None else Decimal(self.value)
