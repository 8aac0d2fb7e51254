"""Sentences of the example year: never the same twice, and no names of people in them."""

import csv
import random
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import dates, translation

from goals.models import Assignment, ProgressUpdate
from libraries.models import Period, Scope

FILE = Path(__file__).resolve().parent.parent / "data" / "example_sentences.csv"
MOST_TRIES = 200
Rating = ProgressUpdate.Rating


@dataclass(slots=True)
class Sentences:
    """Fills templates with places, partners, months and counts."""

    rng: random.Random
    places: dict[int, list[str]]
    _texts: dict[tuple[str, str], list[str]] = field(init=False)
    _told: set[str] = field(default_factory=set)
    _remarks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._texts = defaultdict(list)
        with FILE.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, strict=True):
                self._texts[row["kind"], row["about"]].append(row["text"])

    def note(self, assignment: Assignment, quarter: Period, rating: str) -> str:
        """Return what was done, and what follows from how it goes."""
        thing = assignment.objective or assignment.action
        assert thing is not None  # the database holds exactly one of the two
        because = self._texts["because", rating]
        if rating in (Rating.NOT_STARTED, Rating.DROPPED):
            return self._new(because, [""], assignment.scope, quarter)
        return self._new(self._texts["did", thing.code], because, assignment.scope, quarter)

    def question(self, assignment: Assignment, quarter: Period) -> str:
        return self._new(self._texts["question", ""], [""], assignment.scope, quarter)

    def mended(self, update: ProgressUpdate) -> str:
        """Return what is added after a remark, in another form than what is there already."""
        fresh = [one for one in self._texts["mended", ""] if one[:6] not in update.note]
        return self._new(fresh, [""], update.scope, update.period)

    def remark(self, update: ProgressUpdate) -> str:
        """Return a remark that this update has not had; all are made before one comes again."""
        had = set(update.remarks.values_list("text", flat=True))
        if not set(self._remarks) - had:
            known = self._texts["remark", ""]
            self._remarks = self.rng.sample(known, len(known))
        fresh = next(one for one in reversed(self._remarks) if one not in had)
        self._remarks.remove(fresh)
        return fresh

    def reason(self, rating: str) -> str:
        """Return why the POI rates it so."""
        return self.rng.choice(self._texts["reason", rating])

    def _new(self, first: list[str], second: list[str], scope: Scope, quarter: Period) -> str:
        """Fill two templates in until they say something that was not said before."""
        text = ""
        for _try in range(MOST_TRIES):
            both = f"{self.rng.choice(first)} {self.rng.choice(second)}".strip()
            text = both.format(**self._facts(scope, quarter))
            text = text[0].upper() + text[1:]
            if text not in self._told:
                break
        self._told.add(text)
        return text

    def _facts(self, scope: Scope, quarter: Period) -> dict[str, str]:
        with translation.override("nl"):
            month = str(dates.MONTHS[(quarter.end.month + self.rng.randint(0, 2)) % 12 + 1])
        return {
            "plaats": self.rng.choice(self.places.get(scope.pk) or self.places[0]),
            "partner": self.rng.choice(self._texts["partner", ""]),
            "maand": month,
            "n": str(self.rng.randint(3, 24)),
            "m": str(self.rng.randint(25, 400)),
        }
