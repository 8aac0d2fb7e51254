"""Fetches returns as sheets, in a fixed number of queries."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from biblionet.trail.models import Step
from libraries.models import Indicator, Period, Reading, Scope
from libraries.overviews import Map
from libraries.standing import Amount, SoFar, so_far
from programmes.models import Answer, Check, Option, Question, Questionnaire, Return
from programmes.overviews.asking import Almanac, Asked, asked_in, kinds_asked
from programmes.overviews.findings import Findings
from programmes.overviews.slots import Sheet, Slot

Key = tuple[int | None, int, str, int]  # indicator, place, part, period
Place = tuple[int, int, int]  # return, question, place


def sheet_of(given: Return) -> Sheet:
    """Return one return as a sheet: see `sheets_of`."""
    return sheets_of([given])[0]


def sheets_of(returns: Sequence[Return]) -> tuple[Sheet, ...]:
    """Return these returns as sheets, in six queries, however many there are; one more when
    something was sent back, and three when more than figures is asked.

    Fetch them with their scope and its owner, period and questionnaire.
    """
    world = Map()
    questions = _questions({one.questionnaire_id for one in returns})
    checks = _checks({one.questionnaire_id for one in returns})
    almanac = Almanac(kinds_asked(returns, questions))
    asked = {
        one.pk: asked_in(one, questions.get(one.questionnaire_id, []), world, almanac)
        for one in returns
    }
    readings = _readings([slot for slots in asked.values() for slot in slots])
    unanswered = _unanswered(one for group in readings.values() for one in group)
    more = any(one.indicator is None for group in questions.values() for one in group)
    answers = _Answers(returns, questions) if more else None
    return tuple(
        _sheet(
            one,
            [_slot(one, slot, readings, unanswered, answers) for slot in asked[one.pk]],
            checks.get(one.questionnaire_id, []),
        )
        for one in returns
    )


def _questions(questionnaires: set[int]) -> dict[int, list[Question]]:
    found: dict[int, list[Question]] = {}
    asked = Question.objects.filter(section__questionnaire__in=questionnaires)
    for question in asked.select_related("section", "indicator").order_by(
        "section__order", "order", "pk"
    ):
        found.setdefault(question.section.questionnaire_id, []).append(question)
    return found


def _checks(questionnaires: set[int]) -> dict[int, list[Check]]:
    found: dict[int, list[Check]] = {}
    for check in Check.objects.filter(questionnaire__in=questionnaires).order_by("pk"):
        found.setdefault(check.questionnaire_id, []).append(check)
    return found


def _readings(asked: Sequence[Asked]) -> dict[Key, list[Reading]]:
    """Return all readings in force or in hand of what is asked, by figure."""
    figures = [one for one in asked if one.question.indicator_id]
    periods: set[int] = set()
    periods.update(*(one.periods for one in figures))
    found: dict[Key, list[Reading]] = {}
    readings = (
        Reading.objects.heads()
        .filter(
            figure__indicator__in={one.question.indicator_id for one in figures},
            figure__scope__in={one.place.pk for one in figures},
            figure__period__in=periods - {0},
        )
        .select_related(
            "author",
            "publication",
            "confirms",
            "revises",
            "figure__period",
            "figure__current",
        )
        .order_by("pk")
    )
    indicators = {one.pk: one for asked in figures if (one := asked.question.indicator)}
    places = {asked.place.pk: asked.place for asked in figures}
    for reading in readings:
        figure = reading.figure
        # Known already: joining them again takes longer than all the rest.
        figure.indicator = indicators[figure.indicator_id]
        figure.scope = places[figure.scope_id]
        if figure.current:
            figure.current.figure = figure
        key = (figure.indicator_id, figure.scope_id, figure.part, figure.period_id)
        found.setdefault(key, []).append(reading)
    return found


def _unanswered(readings: Iterable[Reading]) -> frozenset[int]:
    """Return the ids of what was sent back and not changed since: the trail ends with it."""
    back = [
        str(one.pk) for one in readings if one.remark and one.workflow == Reading.Workflow.DRAFT
    ]
    if not back:
        return frozenset()
    steps = Step.objects.filter(kind=Reading._meta.label_lower, key__in=back).order_by("pk")
    last = dict(steps.values_list("key", "verb"))  # of each the last one stays
    return frozenset(int(key) for key, verb in last.items() if verb == "sent back reading")


class _Answers:
    """What was answered to questions that are no figures, now and the time before."""

    def __init__(
        self, returns: Sequence[Return], questions: Mapping[int, Sequence[Question]]
    ) -> None:
        chosen = [one.pk for group in questions.values() for one in group if not one.indicator_id]
        self._options: dict[int, list[Option]] = {}
        for option in Option.objects.filter(question__in=chosen).order_by("order", "pk"):
            self._options.setdefault(option.question_id, []).append(option)
        answers = Answer.objects.filter(given__in=returns).select_related("author")
        self._now: dict[Place, Answer] = {
            (one.given_id, one.question_id, one.place_id): one
            for one in answers.order_by("version")  # of each the last version stays
        }
        self._before = self._of_the_time_before(returns)

    def _of_the_time_before(
        self, returns: Sequence[Return]
    ) -> dict[tuple[int, str, int, int], Answer]:
        """Return the last answers of the accepted returns before: a copy keeps its numbers."""
        series = {one.questionnaire_id: one.questionnaire.follows_id for one in returns}
        earlier = (
            Answer.objects.filter(
                given__questionnaire__in={*series, *(one for one in series.values() if one)},
                given__scope__in={one.scope_id for one in returns},
                given__state=Return.State.ACCEPTED,
            )
            .select_related("question", "given__period")
            .order_by("given__period__end", "version")
        )
        return {
            (
                one.given.scope_id,
                _name_of(one.question),
                one.place_id,
                one.given.period.end.year,
            ): one
            for one in earlier
        }

    def now(self, given: Return, asked: Asked) -> Answer | None:
        return self._now.get((given.pk, asked.question.pk, asked.place.pk))

    def before(self, given: Return, asked: Asked) -> Answer | None:
        year = given.period.end.year - 1
        return self._before.get((given.scope_id, _name_of(asked.question), asked.place.pk, year))

    def options(self, question: Question) -> tuple[Option, ...]:
        return tuple(self._options.get(question.pk, ()))


def _name_of(question: Question) -> str:
    """Return what stays the same of a question from year to year: its number, else its text."""
    return question.number or question.text


def _sheet(given: Return, slots: Sequence[Slot], checks: Sequence[Check]) -> Sheet:
    found = Findings(slots, checks)
    return Sheet(
        given=given,
        slots=tuple(found.of(slot) for slot in slots),
        findings=found.of_all(),
    )


def _slot(
    given: Return,
    asked: Asked,
    readings: Mapping[Key, list[Reading]],
    unanswered: Collection[int],
    answers: _Answers | None,
) -> Slot:
    def there(period: int) -> list[Reading]:
        key = (asked.question.indicator_id, asked.place.pk, asked.part, period)
        return readings.get(key, [])

    is_figure = asked.question.indicator_id is not None
    reading = _answer(there(asked.period.pk or 0)) if is_figure else None
    other = answers if answers and not is_figure else None
    answer = other.now(given, asked) if other else None
    return Slot(
        question=asked.question,
        place=asked.place,
        period=asked.period,
        part=asked.part,
        reading=reading,
        before=_counting(there(asked.before)),
        year_ago=_counting(there(asked.year_ago)),
        findings=(),
        is_unanswered=reading.pk in unanswered if reading else bool(answer and answer.remark),
        answer=answer,
        answer_before=other.before(given, asked) if other else None,
        offer=_offer(asked, there),
        options=other.options(asked.question) if other else (),
    )


def _offer(asked: Asked, there: Callable[[int], list[Reading]]) -> SoFar | None:
    """Return what all accepted quarters of the year come to, else what all months do.

    Of what stands at a moment the last of them is enough.
    """
    if asked.question.indicator is None:
        return None
    over_time = asked.question.indicator.over_time
    for periods in asked.parts.values():
        known = [_accepted(_counting(there(period))) for period in periods]
        counted = known[-1:] if over_time == Indicator.OverTime.LAST else known
        if all(counted):
            return so_far(known, over_time=over_time)
    return None


def _accepted(reading: Reading | None) -> Amount | None:
    is_accepted = reading is not None and reading.workflow == Reading.Workflow.ACCEPTED
    return reading.amount if reading and is_accepted else None


def _answer(readings: Sequence[Reading]) -> Reading | None:
    """Return what was typed; where nobody typed, what another source brought."""
    typed = [one for one in readings if one.source == Reading.Source.ENTRY]
    return next(iter(typed or readings), None)


def _counting(readings: Sequence[Reading]) -> Reading | None:
    """Return what counts of an earlier figure; as long as nothing does, what was answered."""
    if not readings:
        return None
    return readings[0].figure.current or _answer(readings)


def asked_of(questionnaire: Questionnaire, period: Period) -> list[Scope]:
    """Return who is asked: the members of the network on the period's last day, or their areas."""
    return Map().inside(questionnaire.asked_of, questionnaire.answered_by, on=period.end)
