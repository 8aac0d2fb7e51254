"""A questionnaire with everything in it, fetched at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from programmes.models import Check, Option, Question, Questionnaire, Section

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class WholeQuestion:
    """A question with the answers that may be chosen and what an answer is held against."""

    question: Question
    options: tuple[Option, ...]
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class WholeSection:
    """A section with its questions in order."""

    section: Section
    questions: tuple[WholeQuestion, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A questionnaire; `checks` hold for all its questions together."""

    questionnaire: Questionnaire
    sections: tuple[WholeSection, ...]
    checks: tuple[Check, ...]

    @property
    def questions(self) -> Iterator[WholeQuestion]:
        for section in self.sections:
            yield from section.questions


def whole_of(questionnaire: Questionnaire) -> Whole:
    """Return a questionnaire with everything in it, in four queries."""
    options = _by(
        "question_id",
        Option.objects.filter(question__section__questionnaire=questionnaire).order_by(
            "question_id", "order", "pk"
        ),
    )
    checks = _by(
        "question_id",
        Check.objects.filter(questionnaire=questionnaire)
        .select_related("other__indicator")
        .order_by("question_id", "pk"),
    )
    questions = _by(
        "section_id",
        Question.objects.filter(section__questionnaire=questionnaire)
        .select_related("indicator", "section")
        .order_by("section_id", "order"),
    )
    sections = tuple(
        WholeSection(
            section,
            tuple(
                WholeQuestion(one, options.get(one.pk, ()), checks.get(one.pk, ()))
                for one in questions.get(section.pk, ())
            ),
        )
        for section in Section.objects.filter(questionnaire=questionnaire).order_by("order")
    )
    return Whole(questionnaire, sections, checks.get(None, ()))


def _by(name: str, rows: Iterable[Row]) -> dict[int | None, tuple[Row, ...]]:
    """Return rows that lie in order of an attribute, by that attribute."""
    return {key: tuple(group) for key, group in groupby(rows, key=lambda row: getattr(row, name))}
