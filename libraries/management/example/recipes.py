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


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence with what it may be told of: all figures, a sort of them, or codes that begin so.

    What flows through a year is `flow`, an amount is `money`.
    """

    words: str
    fits: str

    def is_of(self, indicator: Indicator) -> bool:
        is_money = indicator.unit == "EUR"
        if self.fits == "money":
            return is_money
        if self.fits == "flow":
            return indicator.nature == Indicator.Nature.FLOW and not is_money
        return not self.fits or indicator.code.startswith(tuple(self.fits.split()))


@dataclass(slots=True)
class Sentences:
    """Sentences by kind, each that fits told once before any is told again."""

    rng: random.Random
    texts: dict[str, list[Text]]
    _left: dict[str, list[Text]] = field(default_factory=dict)

    def tell(self, kind: str, *, about: Indicator, place: str, value: Decimal | None = None) -> str:
        """Return a sentence of a kind about an indicator at a place, and its value."""
        left = self._left.get(kind, [])
        if not any(text.is_of(about) for text in left):
            left = left + self.rng.sample(self.texts[kind], len(self.texts[kind]))
        text = next(text for text in left if text.is_of(about))
        self._left[kind] = [one for one in left if one is not text]
        written = "" if value is None else write_number(value, language="nl")
        return text.words.format(place=place, value=written)


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


def texts_by_kind() -> dict[str, list[Text]]:
    texts: dict[str, list[Text]] = {}
    for row in _rows("example_sentences.csv"):
        texts.setdefault(row["kind"], []).append(Text(row["text"], row["fits"]))
    return texts


def sentences(rng: random.Random) -> Sentences:
    """Return the sentences with dice of their own: other words change no number."""
    return Sentences(random.Random(rng.getrandbits(32)), texts_by_kind())  # noqa: S311  # an example, no secrets
