"""Where everything stands before anything is set: headings, numbers of tables and figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.standing import (
    ActionProgress,
    Block,
    Chapter,
    ChartBlock,
    Checklist,
    CoverageBlock,
    Dossier,
    FigureTable,
    Heading,
    ObjectiveOverview,
    Performances,
    Ratios,
    TextBlock,
)

NUMBERED = (ChartBlock, FigureTable, Performances, Checklist, Ratios, CoverageBlock)
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A block with its anchor, the level of its own heading (0: none) and its number."""

    block: Block
    anchor: str
    level: int
    under: int  # the level of the heading it stands under
    number: int = 0
    title: str = ""  # of its own heading


@dataclass(frozen=True, slots=True)
class PlacedChapter:
    """A chapter with its blocks in place."""

    chapter: Chapter
    anchor: str
    places: tuple[Place, ...]

    @property
    def sections(self) -> Iterator[Place]:
        """The headings of level 2, for the table of contents."""
        return (place for place in self.places if place.level == 2)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is said in full."""

    anchor: str
    title: str


def first_told(chapters: Sequence[PlacedChapter]) -> dict[ActionProgress, Spot]:
    """Return where each action is told in full: an action may serve several objectives."""
    spots: dict[ActionProgress, Spot] = {}
    for placed in chapters:
        for place in placed.places:
            if not isinstance(place.block, ObjectiveOverview):
                continue
            for number, objective in enumerate(place.block.objectives, start=1):
                spot = Spot(f"{place.anchor}-o{number}", objective.title)
                for action in objective.actions:
                    spots.setdefault(action, spot)
    return spots


def lay_out(dossier: Dossier) -> tuple[PlacedChapter, ...]:
    """Give every block its place; tables and figures are numbered through the whole report."""
    numbers = {"table": 0, "figure": 0}
    return tuple(
        PlacedChapter(chapter, f"c{count}", tuple(_places(chapter, f"c{count}", numbers)))
        for count, chapter in enumerate(dossier.chapters, start=1)
    )


def _places(chapter: Chapter, anchor: str, numbers: dict[str, int]) -> Iterator[Place]:
    """Never skip a level of heading, and do not repeat the heading that stands right above."""
    under, title_above = 1, chapter.title
    for count, block in enumerate(chapter.blocks, start=1):
        level, title = 0, title_of(block)
        if isinstance(block, Heading):
            level = under = min(max(block.level, 2), under + 1, DEEPEST)
        elif title not in ("", title_above):
            level = min(under + 1, DEEPEST)
        number = 0
        if isinstance(block, NUMBERED) and not is_empty(block):
            kind = "figure" if isinstance(block, ChartBlock) else "table"
            number = numbers[kind] = numbers[kind] + 1
        yield Place(block, f"{anchor}-{count}", level, level or under, number, title)
        title_above = title if level else ""


def title_of(block: Block) -> str:
    """Return the heading of a block; nothing when its title is a caption."""
    if isinstance(block, ObjectiveOverview):
        return ": ".join(dict.fromkeys(filter(None, (block.title, block.framework))))
    return block.title if isinstance(block, Heading | TextBlock) else ""


def is_empty(block: Block) -> bool:
    """Tell whether a table has no lines: a sentence says so instead."""
    rows = getattr(block, "rows", None) or getattr(block, "lines", None)
    return not isinstance(block, ChartBlock) and not rows
