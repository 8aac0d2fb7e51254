"""The reports of the example year: texts for every block, and the reports opened.

The sentences stand in reports/data/example_texts.csv; which of them a place gets is chance, and
a sentence that names a figure is only told where that figure is known.
"""

import csv
import random
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from libraries.management.example import People
from libraries.models import Period
from libraries.overviews import FactBook, gather_facts
from reports import actions
from reports.dossier import read_recipe
from reports.models import Block, Report
from reports.resources.loading import open_reports
from reports.standing import references_in

DATA = Path(__file__).resolve().parent.parent / "data"
LISTED = {"hoogtepunten", "activiteiten"}  # slots whose facts are items of a list
SIGNED = "Directeur-bestuurder van Biblionet Drenthe (voorbeeld)"


def make(*, people: People, rng: random.Random) -> None:
    """Open the reports of the example year and write their texts."""
    year = Period.objects.example().get(kind=Period.Kind.CALENDAR_YEAR)
    open_reports(year, by=people.editor)
    teller = Teller(rng, gather_facts(indicators=None, years=[year.year]))
    for report in Report.objects.filter(period=year).with_labels().order_by("pk"):
        kinds = (Block.Kind.TEXT, Block.Kind.FOREWORD)
        for block in report.outline.blocks.filter(kind__in=kinds):
            text = actions.text_for(report=report, block=block, by=people.editor)
            if text.revisions.exists():  # shared, and written for another report already
                continue
            actions.write_text(
                text=text,
                body=teller.body(slot_of(block), report),
                signed_as=SIGNED if block.kind == Block.Kind.FOREWORD else "",
                by=people.editor,
            )


def slot_of(block: Block) -> str:
    """Return which sentences belong in a block."""
    stem = read_recipe(block).text.split("-{")[0]
    return stem.removeprefix("gemeente-").removeprefix("organisatie-")


@dataclass(slots=True)
class Teller:
    """Puts texts together from sentences, each told once before any is told again."""

    rng: random.Random
    book: FactBook
    _texts: dict[tuple[str, str], list[str]] = field(init=False)
    _left: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._texts = defaultdict(list)
        with (DATA / "example_texts.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, strict=True):
                self._texts[row["slot"], row["part"]].append(row["text"])

    def body(self, slot: str, report: Report) -> str:
        """Return a text for a slot about the place of a report."""
        whole = self._texts.get((slot, "whole"))
        if whole:
            return whole[0].replace("||", "\n\n").replace("|- ", "\n- ")
        facts = [self._tell(slot, "fact", report) for _ in range(3 if slot in LISTED else 2)]
        opening = self._tell(slot, "opening", report)
        closing = self._tell(slot, "closing", report)
        if slot in LISTED:
            return "\n\n".join([opening, "\n".join(filter(None, facts)), closing])
        return "\n\n".join([" ".join(filter(None, [opening, *facts])), closing])

    def _tell(self, slot: str, part: str, report: Report) -> str:
        """Return the next sentence whose figures are known here; empty when there is none."""
        key = slot, part
        for _try in range(len(self._texts[key])):
            if not self._left.get(key):
                self._left[key] = self.rng.sample(self._texts[key], len(self._texts[key]))
            sentence = self._left[key].pop()
            if all(self._is_known(one.indicator, report) for one in references_in(sentence)):
                return sentence.replace("{place}", report.scope.label)
        return ""

    def _is_known(self, indicator: str, report: Report) -> bool:
        scope, year = report.scope, report.period.year
        stored = self.book.get(indicator, scope, year)
        if stored:
            return stored.amount is not None
        return self.book.total(indicator, scope, year).value is not None
