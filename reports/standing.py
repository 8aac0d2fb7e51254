"""What a frozen report is: plain values, without Django and without clock.

A dossier is one JSON document. Everything a report prints stands in it, so the same dossier on the
same engine gives the same bytes. Numbers are text ("1931", "19.03"): JSON has no decimals.
A sentence, a table and a chart name a figure by its code; none of them carries a value of its own.
"""

import hashlib
from decimal import Decimal
from typing import Literal

import msgspec

State = Literal["value", "not_reported", "not_applicable", "not_yet_known", "withheld"]
Met = Literal["met", "not_met", "undeterminable"]


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


class Coverage(Part, frozen=True):
    """What a sum covers: '3 of 4 organisations'; `missing` names the others."""

    reported: int
    expected: int
    of: str  # kind of scope that is counted: organisation, service_area, branch …
    missing: tuple[str, ...] = ()

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

    @property
    def number(self) -> Decimal | None:
        return None if self.value is None else Decimal(self.value)


# ── running text ──────────────────────────────────────────────────────────────────────────────


class Run(Part, frozen=True):
    """A stretch of words, or a reference to a figure when `fact` is a code."""

    text: str = ""
    fact: str = ""
    bold: bool = False
    italic: bool = False
    link: str = ""


class Paragraph(Part, frozen=True):
    """A paragraph, or an item of a list."""

    runs: tuple[Run, ...]
    is_item: bool = False


# ── blocks ────────────────────────────────────────────────────────────────────────────────────


class Heading(Part, frozen=True, tag="heading", tag_field="kind"):
    """A heading inside a chapter, level 2 or 3."""

    key: str
    title: str
    level: int


class TextBlock(Part, frozen=True, tag="text", tag_field="kind"):
    """Running text. Nobody wrote it yet when there are no paragraphs: that is printed too."""

    key: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    source: str = ""
    is_foreword: bool = False
    signed_as: str = ""


class Row(Part, frozen=True):
    """A line of a figure table: a label and codes, None where nothing is asked."""

    label: str
    cells: tuple[str | None, ...]


class FigureTable(Part, frozen=True, tag="figure_table", tag_field="kind"):
    """Figures in rows and columns; the cells are codes."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    row_header: str


class Point(Part, frozen=True):
    label: str
    fact: str | None


class Series(Part, frozen=True):
    name: str
    points: tuple[Point, ...]


class ChartBlock(Part, frozen=True, tag="chart", tag_field="kind"):
    """A chart of figures: bars compare places, lines follow years. Codes only."""

    key: str
    title: str
    shape: Literal["bars", "lines"]
    series: tuple[Series, ...]
    target: str | None = None  # a value to reach, in the unit of the figures
    breaks: tuple[str, ...] = ()  # labels at which a new series starts


class Infographic(Part, frozen=True, tag="infographic", tag_field="kind"):
    """A few big figures side by side: codes."""

    key: str
    title: str
    facts: tuple[str, ...]


class Progress(Part, frozen=True):
    """What one scope said of an objective or action, as accepted; empty when it said nothing."""

    scope: str
    period: str = ""
    rating: str = ""
    note: str = ""
    poi_reason: str = ""


class ActionProgress(Part, frozen=True):
    text: str
    progress: tuple[Progress, ...]
    coverage: Coverage | None


class ObjectiveProgress(Part, frozen=True):
    """An objective with what was said of it; without actions is normal."""

    title: str
    text: str
    pillar: str
    aliases: tuple[str, ...]
    progress: tuple[Progress, ...]
    coverage: Coverage | None
    actions: tuple[ActionProgress, ...]
    targets: tuple[tuple[str, str, str], ...] = ()  # code of the figure, target value, at_least …


class ObjectiveOverview(Part, frozen=True, tag="objectives", tag_field="kind"):
    """A framework with its objectives, and how far they came."""

    key: str
    title: str
    framework: str
    objectives: tuple[ObjectiveProgress, ...]


class PerformanceLine(Part, frozen=True):
    """A line of the activity plan: aimed, realised, and money in euros."""

    action: str
    aimed: str
    realised: str
    budget: str | None
    spent: str | None
    explanation: str


class Performances(Part, frozen=True, tag="performances", tag_field="kind"):
    key: str
    title: str
    lines: tuple[PerformanceLine, ...]


class RequirementLine(Part, frozen=True):
    """Norm, measured figure, computed tick and published tick, kept apart."""

    task: str
    text: str
    norm: str | None
    comparison: str
    unit: str
    measure: str
    measured: str | None  # code of the figure
    computed: Met
    claim: str
    claim_source: Source | None
    explanation: str


class Checklist(Part, frozen=True, tag="requirements", tag_field="kind"):
    """The requirements of the funder."""

    key: str
    title: str
    lines: tuple[RequirementLine, ...]


class RatioRow(Part, frozen=True):
    """A figure beside the year before: codes."""

    label: str
    this_year: str | None
    year_before: str | None


class Ratios(Part, frozen=True, tag="ratios", tag_field="kind"):
    key: str
    title: str
    year: int
    rows: tuple[RatioRow, ...]


class CoverageRow(Part, frozen=True):
    label: str
    coverage: Coverage


class CoverageBlock(Part, frozen=True, tag="coverage", tag_field="kind"):
    """Which organisations delivered what: nothing adds up silently."""

    key: str
    title: str
    rows: tuple[CoverageRow, ...]


class ListBlock(Part, frozen=True, tag="list", tag_field="kind"):
    """A list of names: branches, municipalities, members of the network."""

    key: str
    title: str
    items: tuple[str, ...]


class Annex(Part, frozen=True, tag="definitions", tag_field="kind"):
    """Every figure of the report with its definition and sources."""

    key: str
    title: str


class Colophon(Part, frozen=True, tag="colophon", tag_field="kind"):
    """How the report was made, and its digest."""

    key: str
    title: str


Block = (
    Heading
    | TextBlock
    | FigureTable
    | ChartBlock
    | Infographic
    | ObjectiveOverview
    | Performances
    | Checklist
    | Ratios
    | CoverageBlock
    | ListBlock
    | Annex
    | Colophon
)


class Chapter(Part, frozen=True):
    key: str
    title: str
    number: str  # "1"; empty for a foreword, letters for annexes
    blocks: tuple[Block, ...]


class Dossier(Part, frozen=True):
    """The whole contents of a report, names and definitions included."""

    outline: str
    kind: str
    language: str
    title: str
    subtitle: str
    owner: str  # who publishes it, by the name in use then
    scope_kind: str
    scope: str
    scope_name: str
    year: int
    period: str
    is_example: bool
    chapters: tuple[Chapter, ...]
    facts: tuple[Fact, ...]

    @property
    def by_code(self) -> dict[str, Fact]:
        return {fact.code: fact for fact in self.facts}


class Imprint(Part, frozen=True):
    """What an edition adds to its contents: not part of the digest."""

    version: str
    state: str
    digest: str
    frozen_at: str  # ISO, with offset
    address: str  # of the portal
    edition: int


def freeze(dossier: Dossier) -> bytes:
    """Write a dossier as JSON: keys sorted, so equal contents are equal bytes."""
    return msgspec.json.encode(dossier, order="sorted")


def thaw(document: bytes | str) -> Dossier:
    """Read a dossier back. msgspec.ValidationError when it is not one."""
    return msgspec.json.decode(document, type=Dossier)


def digest(document: bytes) -> str:
    """Return the SHA-256 of a frozen dossier, in hexadecimal."""
    return hashlib.sha256(document).hexdigest()
