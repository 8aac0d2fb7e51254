"""What a return asks: each question, at which places and over which period."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from libraries.models import Figure, Period, Scope
from libraries.overviews import Map
from libraries.standing import a_year_before, span_before, span_ending_in, spans_of_year
from programmes.models import Question, Questionnaire, Return

Kind = Period.Kind
PARTS_OF_YEAR = (Kind.QUARTER, Kind.MONTH)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question at one place over one period, and the ids of the periods to hold it against.

    `period` is not in the database yet when nothing was ever kept over it; ids of periods that
    were never made are 0. `parts` are the quarters and the months of the year.
    """

    question: Question
    place: Scope
    part: str
    period: Period
    before: int
    year_ago: int
    parts: Mapping[str, tuple[int, ...]]

    @property
    def periods(self) -> set[int]:
        """Every period of which something has to be known, 0 for what was never made."""
        own = {self.period.pk or 0, self.before, self.year_ago}
        return own.union(*self.parts.values()) if self.parts else own


class Almanac:
    """Every period of some kinds by its last day, read once."""

    def __init__(self, kinds: Iterable[str]) -> None:
        there = Period.objects.filter(kind__in=set(kinds))
        self._there = {(one.kind, one.is_example, one.end): one for one in there}

    def of(self, kind: str, like: Period) -> Period:
        """Return the period of a kind that ends where another ends; unsaved when there is none."""
        if kind == like.kind:
            return like
        start, end = span_ending_in(kind, like.end)
        known = self._there.get((kind, like.is_example, end))
        return known or Period(kind=kind, start=start, end=end, is_example=like.is_example)

    def before(self, period: Period) -> int:
        """Return the id of the period before; 0 when there is none."""
        if period.kind == Kind.RUNNING:
            return 0
        return self._id(period.kind, span_before(period.kind, period.start)[1], period)

    def year_ago(self, period: Period) -> int:
        return self._id(period.kind, a_year_before(period.end), period)

    def parts(self, period: Period) -> dict[str, tuple[int, ...]]:
        """Return the ids of the quarters and of the months that end in the year of a period."""
        return {
            kind: tuple(
                self._id(kind, end, period) for _start, end in spans_of_year(kind, period.end.year)
            )
            for kind in PARTS_OF_YEAR
        }

    def _id(self, kind: str, end: date, like: Period) -> int:
        there = self._there.get((kind, like.is_example, end))
        return there.pk if there else 0


def kinds_asked(returns: Sequence[Return], questions: Mapping[int, Sequence[Question]]) -> set[str]:
    """Return the kinds of periods that answering these returns takes."""
    kinds = {str(one.period.kind) for one in returns}
    for one in returns:
        for question in questions.get(one.questionnaire_id, ()):
            kind = kind_of(question, one.period)
            kinds.add(kind)
            if has_parts(question, kind):
                kinds.update(PARTS_OF_YEAR)
    return kinds


def kind_of(question: Question, over: Period) -> str:
    """Return over which kind of period a question is asked in a round over a period."""
    if question.indicator is None:
        return question.period_kind or over.kind
    counted = question.indicator.is_counted_over(over.kind)
    return str(over.kind if counted else question.indicator.period_kind)


def has_parts(question: Question, kind: str) -> bool:
    """Say whether quarters or months may come to an answer: of a figure over a whole year."""
    whole = (Kind.CALENDAR_YEAR, Kind.REFERENCE_DATE)
    indicator = question.indicator
    return bool(indicator and kind in whole and indicator.is_counted_over(Kind.QUARTER))


def asked_in(
    given: Return, questions: Iterable[Question], world: Map, almanac: Almanac
) -> list[Asked]:
    """Return every question with every place where it is asked: at the level of its indicator.

    Beside a quarter's progress what the organisation itself answers comes first, then place by
    place; anything else stays in the order of its form.
    """
    day, over = given.period.end, world.scopes[given.scope_id]
    asked = [
        question
        for question in questions
        if question.is_asked_in(day.year) and (over.is_of_combined or not question.only_combined)
    ]
    answered_by = given.questionnaire.answered_by
    inside = {
        level: world.inside(over, level, on=day)
        for level in {question.level_at(answered_by) for question in asked}
    }
    pairs = [
        (question, place) for question in asked for place in inside[question.level_at(answered_by)]
    ]
    if given.questionnaire.layout == Questionnaire.Layout.ROWS:
        pairs.sort(key=lambda pair: (-1 if pair[1].pk == over.pk else 0, pair[1].name))
    return [_asked(question, place, given.period, almanac) for question, place in pairs]


def _asked(question: Question, place: Scope, over: Period, almanac: Almanac) -> Asked:
    kind = kind_of(question, over)
    period = almanac.of(kind, over)
    indicator = question.indicator
    usual = Figure.usual_part(indicator, place) if indicator else ""
    return Asked(
        question=question,
        place=place,
        part=question.part or usual,
        period=period,
        before=almanac.before(period),
        year_ago=almanac.year_ago(period),
        parts=almanac.parts(period) if has_parts(question, kind) else {},
    )
