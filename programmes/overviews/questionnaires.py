"""What is asked: the list of questionnaires, and one of them to read whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from libraries.models import Definition
from programmes.models import Answer, Check, Option, Question, Questionnaire, Return, Section
from programmes.overviews.returns import sheets_of
from programmes.overviews.wholes import Whole, WholeQuestion, whole_of
from programmes.overviews.wording import (
    check_in_words,
    deadline_in_words,
    frequency_in_words,
    part_in_words,
    period_in_words,
    place_in_words,
)


@dataclass(frozen=True, slots=True)
class QuestionnaireLine:
    """A questionnaire in the list, with how much it asks and how often it was handed out."""

    questionnaire: Questionnaire
    questions: int
    returns: int
    is_in_use: bool

    @property
    def deadline(self) -> str:
        """By when it is due, in words."""
        return deadline_in_words(self.questionnaire)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """What an answer is held against, in a sentence."""

    check: Check
    words: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question as people read it.

    `counts` is what the questionnaire itself says of what counts; else the definition says it.
    """

    question: Question
    definition: Definition | None
    options: tuple[Option, ...]
    checks: tuple[CheckLine, ...]
    period: str
    place: str
    part: str
    frequency: str
    is_answered: bool = False

    @property
    def unit(self) -> str:
        """In what is counted; empty when it is no figure."""
        indicator = self.question.indicator
        return (indicator.sign or indicator.unit) if indicator else ""

    @property
    def kind(self) -> str:
        """What kind of answer is asked: of a figure its unit says more."""
        return self.unit or str(self.question.get_kind_display())

    @property
    def lacks_options(self) -> bool:
        """Something has to be chosen, and there is nothing to choose yet."""
        return self.question.kind in Question.CHOSEN and not self.options

    @property
    def counts(self) -> str:
        """What counts, in the words of the questionnaire or else of the definition."""
        return self.question.counts or (self.definition.text if self.definition else "")

    @property
    def source_url(self) -> str:
        """Where the question comes from, or else its definition."""
        return self.question.source_url or (self.definition.source_url if self.definition else "")


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section with its questions."""

    section: Section
    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True, slots=True)
class QuestionnairePage:
    """One questionnaire whole."""

    questionnaire: Questionnaire
    sections: tuple[SectionLine, ...]
    checks: tuple[CheckLine, ...]
    returns: int
    handed_in: int
    copies: tuple[Questionnaire, ...]

    @property
    def deadline(self) -> str:
        """By when it is due, in words."""
        return deadline_in_words(self.questionnaire)

    @property
    def questions(self) -> int:
        return sum(len(section.questions) for section in self.sections)


def questionnaire_lines(*, today: date) -> tuple[QuestionnaireLine, ...]:
    """Return every questionnaire, what is in use first. One query."""
    rows: Any = Questionnaire.objects.select_related("legal_task").annotate(
        questions=Count("sections__questions", distinct=True),
        handed_out=Count("returns", distinct=True),
    )
    lines = [
        QuestionnaireLine(
            questionnaire=one,
            questions=one.questions,
            returns=one.handed_out,
            is_in_use=one.ends is None or one.ends >= today,
        )
        for one in rows
    ]
    return tuple(sorted(lines, key=lambda line: not line.is_in_use))


def questionnaire_page(questionnaire: Questionnaire, *, today: date) -> QuestionnairePage:
    """Return a questionnaire to read, in seven queries."""
    return page_of(whole_of(questionnaire), today=today)


def page_of(
    whole: Whole, *, today: date, answered: frozenset[int] = frozenset()
) -> QuestionnairePage:
    """Put a questionnaire that was fetched into words, in three queries."""
    questionnaire = whole.questionnaire
    definitions = definitions_for(whole, today=today)
    counted = questionnaire.returns.order_by().values_list("state").annotate(Count("pk"))
    states = dict(counted)
    return QuestionnairePage(
        questionnaire=questionnaire,
        sections=tuple(
            SectionLine(
                one.section,
                tuple(
                    _question_line(question, questionnaire, definitions, answered)
                    for question in one.questions
                ),
            )
            for one in whole.sections
        ),
        checks=_check_lines(whole.checks),
        returns=sum(states.values()),
        handed_in=sum(count for state, count in states.items() if state != Return.State.DRAFT),
        copies=tuple(questionnaire.followed_by.order_by("starts", "name")),
    )


def building_page(questionnaire: Questionnaire, *, today: date) -> QuestionnairePage:
    """Return a questionnaire to build on, with which questions were answered already."""
    answered = answered_in(questionnaire)
    return page_of(whole_of(questionnaire), today=today, answered=answered)


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """What belongs to one question."""

    options: tuple[Option, ...]
    checks: tuple[CheckLine, ...]


def question_part(question: Question) -> QuestionPart:
    """Return what may be chosen in an answer, and what it is held against. Two queries."""
    checks = question.checks.select_related("other__indicator").order_by("pk")
    return QuestionPart(tuple(question.options.order_by("order", "pk")), _check_lines(checks))


def _question_line(
    one: WholeQuestion,
    questionnaire: Questionnaire,
    definitions: Mapping[int, Definition],
    answered: frozenset[int],
) -> QuestionLine:
    question = one.question
    return QuestionLine(
        question=question,
        definition=definitions.get(question.indicator_id or 0),
        options=one.options,
        checks=_check_lines(one.checks),
        period=period_in_words(question, questionnaire),
        place=place_in_words(question, questionnaire),
        part=part_in_words(question),
        frequency=frequency_in_words(question),
        is_answered=question.pk in answered,
    )


def _check_lines(checks: Iterable[Check]) -> tuple[CheckLine, ...]:
    return tuple(CheckLine(one, check_in_words(one)) for one in checks)


def definitions_for(whole: Whole, *, today: date) -> dict[int, Definition]:
    """Return the definitions that hold for what a questionnaire asks, by indicator. One query."""
    last = whole.questionnaire.ends or max(whole.questionnaire.starts or today, today)
    asked = {one.question.indicator_id for one in whole.questions if one.question.indicator_id}
    found = Definition.objects.filter(indicator__in=asked).order_by("version")
    return {
        one.indicator_id: one
        for one in found  # the last version that has begun stays
        if one.valid_from is None or one.valid_from <= last
    }


def answered_in(questionnaire: Questionnaire) -> frozenset[int]:
    """Return the ids of the questions that somebody answered, however far the answer came."""
    returns = Return.objects.with_labels().filter(questionnaire=questionnaire)
    said = Answer.objects.filter(question__section__questionnaire=questionnaire)
    typed = {
        slot.question.pk
        for sheet in sheets_of(list(returns))
        for slot in sheet.slots
        if slot.is_answered and slot.is_ours
    }
    return frozenset(typed | set(said.values_list("question", flat=True)))
