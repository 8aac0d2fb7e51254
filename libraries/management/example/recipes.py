"""What the example's files say: which figures, how large, and with which sentences."""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from biblionet.kit.numbers import write_number
from libraries.models import Indicator

DATA = Path(__file__).resolve().parent.parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How large a figure of the example is: around `base`, or a percentage of another one."""

    indicator: Indicator
    base: Decimal
    spread: int
    word: str
    method: str
    part_of: str
    is_certain: bool  # always reported and accepted, where it is not left out


@dataclass(slots=True)
class Sentences:
    """Sentences by kind, each told once before any is told again."""

    rng: random.Random
    texts: dict[str, list[str]]
    _left: dict[str, list[str]] = field(default_factory=dict)

    def tell(self, kind: str, *, place: str, value: Decimal | None = None) -> str:
        """Return a sentence of a kind about a place and its value."""
        left = self._left.get(kind) or self.rng.sample(self.texts[kind], len(self.texts[kind]))
        self._left[kind] = left[1:]
        written = "" if value is None else write_number(value, language="nl")
        return left[0].format(place=place, value=written)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, strict=True)


def recipes() -> list[Recipe]:
    indicators = {one.code: one for one in Indicator.objects.prefetch_related("definitions")}
    return [
        Recipe(
            indicators[row["indicator"]],
            Decimal(row["base"]),
            int(row["spread"]),
            row["word"],
            row["method"],
            row["part_of"],
            row["certain"] == "yes",
        )
        for row in _rows("example_figures.csv")
    ]


def texts_by_kind() -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for row in _rows("example_sentences.csv"):
        texts.setdefault(row["kind"], []).append(row["text"])
    return texts


def sentences(rng: random.Random) -> Sentences:
    return Sentences(rng, texts_by_kind())
