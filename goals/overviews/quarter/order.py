"""The order of the screen of a quarter: pillars, actions, then what is asked besides."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from goals.models import ObjectiveIndicator
from goals.overviews.quarter.page import Asked, Block, Chapter, Fold, Told
from libraries.models import Scope
from programmes.overviews import Sheet, Slot


@dataclass(slots=True)
class Order:
    """Puts rows in the order of the screen: pillars, actions, then what is asked besides."""

    scope: Scope
    told: Sequence[Told]
    sheets: Sequence[Sheet]
    confirmed: Mapping[int, datetime]  # by reading

    def chapters(self) -> Iterator[Chapter]:
        asked = {one.slot.key: one for one in self._asked()}
        under = self._under(asked.values())
        grouped: dict[str, list[Block]] = {}
        for told in self.told:
            figures = under.get(told.task.assignment.objective_id or 0, [])
            block = Block(told.key, _title(told), told, self._folds(figures))
            grouped.setdefault(_chapter(told), []).append(block)
        for title, blocks in grouped.items():
            yield Chapter(title, tuple(blocks))
        placed = {one.key for figures in under.values() for one in figures}
        for sheet in self.sheets:
            rest = [asked[slot.key] for slot in sheet.slots if slot.key not in placed]
            if rest:
                yield Chapter(sheet.given.questionnaire.name, tuple(self._sections(rest)))

    def _asked(self) -> Iterator[Asked]:
        targets = {
            (target.indicator_id, target.scope_id): target
            for told in self.told
            for target in told.targets
        }
        for sheet in self.sheets:
            places = {slot.place.pk for slot in sheet.slots if slot.place != self.scope}
            for slot in sheet.slots:
                indicator = slot.indicator.pk
                target = targets.get((indicator, slot.place.pk))
                if target is None and len(places) <= 1:  # its only place: what it aims for itself
                    target = targets.get((indicator, self.scope.pk))
                at = self.confirmed.get(slot.reading.pk) if slot.reading else None
                yield Asked(slot, sheet.given, target, at)

    def _under(self, asked: Iterable[Asked]) -> dict[int, list[Asked]]:
        """Return the figures under the first of the objectives here that they show."""
        here = [told.task.assignment.objective_id for told in self.told]
        order = {pk: number for number, pk in enumerate(here) if pk}
        first: dict[int, int] = {}
        links = ObjectiveIndicator.objects.filter(objective__in=order)
        for objective, indicator in sorted(
            links.values_list("objective", "indicator"), key=lambda link: order[link[0]]
        ):
            first.setdefault(indicator, objective)
        under: dict[int, list[Asked]] = {}
        for one in asked:
            shown = first.get(one.slot.indicator.pk)
            if shown:
                under.setdefault(shown, []).append(one)
        return under

    def _sections(self, asked: Iterable[Asked]) -> Iterator[Block]:
        grouped: dict[int, list[Asked]] = {}
        for one in sorted(asked, key=lambda one: one.slot.question.section.order):
            grouped.setdefault(one.slot.question.section_id, []).append(one)
        for pk, rows in grouped.items():
            title = rows[0].slot.question.section.title
            yield Block(f"s{pk}", title, None, self._folds(rows))

    def _folds(self, asked: Iterable[Asked]) -> tuple[Fold, ...]:
        """Return figures in the order of their questions; one with several places is folded."""
        by_question = groupby(
            sorted(asked, key=lambda one: _place_in_list(one.slot)),
            key=lambda one: one.slot.question.pk,
        )
        questions = [tuple(rows) for _question, rows in by_question]
        folds: list[Fold] = []
        for is_folded, group in groupby(questions, key=lambda rows: len(rows) > 1):
            if is_folded:
                folds.extend(Fold(rows, is_folded=True) for rows in group)
            else:
                folds.append(Fold(tuple(rows[0] for rows in group), is_folded=False))
        return tuple(folds)


def _place_in_list(slot: Slot) -> tuple[int, int, int, str]:
    question = slot.question
    return (question.section.order, question.order, question.pk, slot.place.name)


def _title(told: Told) -> str:
    objective = told.task.assignment.objective
    return objective.title if objective else str(told.task.about)


def _chapter(told: Told) -> str:
    """Return the heading: the pillar, its framework where it has none; nothing of actions."""
    objective = told.task.assignment.objective
    if objective is None:
        return ""
    return objective.pillar.name if objective.pillar else objective.framework.name
