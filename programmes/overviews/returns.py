"""Fetches returns as sheets, in a fixed number of queries."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from biblionet.trail.models import Step
from libraries.models import Figure, Period, Reading, Scope
from libraries.overviews import Map
from programmes.models import Check, Question, Questionnaire, Return
from programmes.overviews.findings import Findings
from programmes.overviews.slots import Sheet, Slot

Key = tuple[int, int, str, int]  # indicator, place, part, period


def sheet_of(given: Return) -> Sheet:
    """Return one return as a sheet: see `sheets_of`."""
    return sheets_of([given])[0]


def sheets_of(returns: Sequence[Return]) -> tuple[Sheet, ...]:
    """Return these returns as sheets, in six queries, however many there are; one more when
    something was sent back.

    Fetch them with their scope and its owner, period and questionnaire.
    """
    world = Map()
    questions = _questions({one.questionnaire_id for one in returns})
    checks = _checks({one.questionnaire_id for one in returns})
    earlier = _earlier({one.period for one in returns})
    places = {
        one.pk: _places(one, questions.get(one.questionnaire_id, []), world) for one in returns
    }
    readings = _readings(questions.values(), places.values(), earlier)
    unanswered = _unanswered(one for group in readings.values() for one in group)
    return tuple(
        _sheet(
            one,
            places[one.pk],
            readings,
            earlier[one.period_id],
            checks.get(one.questionnaire_id, []),
            unanswered,
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


@dataclass(frozen=True, slots=True)
class Earlier:
    """The ids of a period, of the one before it and of the same one a year before."""

    now: int
    before: int
    year_ago: int


def _earlier(periods: set[Period]) -> dict[int, Earlier]:
    """Return of each period what came before it, in its own world; 0 for what was never made."""
    kinds = {period.kind for period in periods}
    ends = {
        (kind, is_example, end): pk
        for pk, kind, is_example, end in Period.objects.filter(kind__in=kinds).values_list(
            "pk", "kind", "is_example", "end"
        )
    }
    return {
        period.pk: Earlier(
            now=period.pk,
            before=ends.get(
                (period.kind, period.is_example, date.fromordinal(period.start.toordinal() - 1)), 0
            ),
            year_ago=ends.get((period.kind, period.is_example, _a_year_before(period.end)), 0),
        )
        for period in periods
    }


def _a_year_before(day: date) -> date:
    """Return the same last day of a month a year earlier, also of 29 February."""
    following = date.fromordinal(day.toordinal() + 1)
    return date.fromordinal(following.replace(year=following.year - 1).toordinal() - 1)


def _places(
    given: Return, questions: Iterable[Question], world: Map
) -> list[tuple[Question, Scope]]:
    """Return every question with every place where it is asked: the level of its indicator."""
    day, over = given.period.end, world.scopes[given.scope_id]
    inside = {
        level: world.inside(over, level, on=day)
        for level in {question.indicator.level for question in questions}
    }
    asked = [
        (question, place) for question in questions for place in inside[question.indicator.level]
    ]
    order = {over.pk: -1}  # what the organisation itself answers comes first
    return sorted(asked, key=lambda pair: (order.get(pair[1].pk, 0), pair[1].name))


def _readings(
    questions: Iterable[list[Question]],
    places: Iterable[list[tuple[Question, Scope]]],
    earlier: Mapping[int, Earlier],
) -> dict[Key, list[Reading]]:
    """Return all readings in force or in hand of what is asked, by figure."""
    periods = {pk for one in earlier.values() for pk in (one.now, one.before, one.year_ago)}
    found: dict[Key, list[Reading]] = {}
    readings = (
        Reading.objects.heads()
        .filter(
            figure__indicator__in={one.indicator_id for group in questions for one in group},
            figure__scope__in={place.pk for group in places for _question, place in group},
            figure__period__in=periods - {0},
        )
        .select_related(
            "author",
            "publication",
            "confirms",
            "revises",
            "figure__indicator",
            "figure__period",
            "figure__scope__owner",
            "figure__current__figure__indicator",
            "figure__current__figure__period",
        )
        .order_by("pk")
    )
    for reading in readings:
        figure = reading.figure
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


def _sheet(
    given: Return,
    asked: Iterable[tuple[Question, Scope]],
    readings: Mapping[Key, list[Reading]],
    earlier: Earlier,
    checks: Sequence[Check],
    unanswered: Collection[int],
) -> Sheet:
    slots = [_slot(question, place, readings, earlier, unanswered) for question, place in asked]
    found = Findings(slots, checks)
    return Sheet(
        given=given,
        slots=tuple(found.of(slot) for slot in slots),
        findings=found.of_all(),
    )


def _slot(
    question: Question,
    place: Scope,
    readings: Mapping[Key, list[Reading]],
    earlier: Earlier,
    unanswered: Collection[int],
) -> Slot:
    part = Figure.usual_part(question.indicator, place)

    def there(period: int) -> list[Reading]:
        return readings.get((question.indicator_id, place.pk, part, period), [])

    reading = _answer(there(earlier.now))
    return Slot(
        question=question,
        place=place,
        part=part,
        reading=reading,
        before=_counting(there(earlier.before)),
        year_ago=_counting(there(earlier.year_ago)),
        findings=(),
        is_unanswered=reading is not None and reading.pk in unanswered,
    )


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
