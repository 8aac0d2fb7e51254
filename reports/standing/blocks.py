"""The pieces of a chapter. Tables, charts and sentences name a figure by its code only."""

from typing import Literal

from reports.standing.facts import Coverage, Part, Source

Met = Literal["met", "not_met", "undeterminable"]


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
