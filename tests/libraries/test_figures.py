"""Typing, handing in, accepting, sending back, choosing: what may be and what is refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from biblionet.trail.models import Step
from libraries import actions
from libraries.models import Figure, Indicator, Period, Reading, Scope
from tests.factories.libraries import (
    DefinitionFactory,
    FigureFactory,
    IndicatorFactory,
    OrganisationFactory,
    PeriodFactory,
    ServiceAreaFactory,
)
from tests.libraries.making import CORRECTED, refused

pytestmark = pytest.mark.django_db

State = Reading.State


# Typing


def test_what_is_typed_is_a_draft_of_the_one_figure(report, people):
    reading = report("26.50")

    figure = Figure.objects.get()
    assert (reading.figure, reading.workflow, reading.version) == (figure, "draft", 1)
    assert (reading.value, reading.decimals, reading.author) == (
        Decimal("26.5"),
        2,
        people["manager"],
    )
    assert figure.current is None
    assert Step.objects.get(verb="reported figure").scope == "facet"


def test_typing_again_changes_the_shared_draft(report, people):
    first = report(1900)

    second = report(1931, version=1, by=people["staff"])

    assert second.pk == first.pk
    assert (second.value, second.version, second.author) == (1931, 2, people["staff"])


@pytest.mark.parametrize("seen", [0, 2])
def test_who_comes_second_is_told_by_whom_and_both_values(report, people, seen):
    report(1913, by=people["staff"])

    sentence = refused(report, value=1931, version=seen)

    assert people["staff"].name in sentence
    assert "1.913" in sentence
    assert "1.931" in sentence
    assert Reading.objects.get().value == 1913


def test_a_draft_that_goes_in_the_same_second_is_not_overwritten(report, people):
    draft = report(1913)
    stale = Reading.objects.get(pk=draft.pk)
    actions.submit_reading(reading=draft, by=people["manager"])

    sentence = refused(actions.submit_reading, reading=stale, by=people["manager"])

    assert "1.913" in sentence


@pytest.mark.parametrize("state", [state for state in State if state != State.VALUE])
def test_a_reason_instead_of_a_number(report, state):
    reading = report(None, state=state, explanation="De teller stond stil.")

    assert (reading.state, reading.value) == (state, None)


@pytest.mark.parametrize(
    ("value", "state"), [(None, State.VALUE), (0, State.NOT_REPORTED), (0, State.WITHHELD)]
)
def test_number_and_state_have_to_fit(report, value, state):
    assert refused(report, value=value, state=state)


def test_only_what_is_not_yet_known_is_expected(report):
    assert refused(report, expected_on=date(2024, 5, 1))
    report(None, state=State.NOT_YET_KNOWN, expected_on=date(2024, 5, 1))


def test_a_percentage_of_140_is_refused_with_a_sentence(report):
    share = IndicatorFactory(unit="%", lowest=Decimal(0), highest=Decimal(100))

    assert "140" in refused(report, value=140, indicator=share)


@pytest.mark.parametrize(
    ("bounds", "value"), [((1, 10), "10.5"), ((0, None), "-1"), ((None, 100), "101")]
)
def test_a_value_outside_its_bounds_is_refused(report, bounds, value):
    lowest, highest = (None if bound is None else Decimal(bound) for bound in bounds)
    marked = IndicatorFactory(unit="cijfer", lowest=lowest, highest=highest)

    sentence = refused(report, value=value, indicator=marked)

    assert value.replace("-", "−").replace(".", ",") in sentence


@pytest.mark.parametrize("person", ["director", "neighbour", "stranger"])
def test_others_do_not_report(report, people, person):
    assert refused(report, by=people[person])
    assert not Reading.objects.exists()


def test_a_figure_is_reported_at_its_one_level(report, library):
    area = ServiceAreaFactory(owner=library)

    assert area.label in refused(report, scope=area)


def test_a_figure_is_counted_over_its_own_kind_of_period(report):
    day = PeriodFactory(kind=Period.Kind.REFERENCE_DATE, start=date(2023, 12, 31), is_opened=True)

    assert "2023" in refused(report, period=day)


def test_a_figure_needs_a_definition(report):
    assert refused(report, indicator=IndicatorFactory(definition=None))


def test_a_later_definition_makes_another_figure(report, indicator):
    DefinitionFactory(indicator=indicator, version=2, valid_from=date(2023, 1, 1))
    DefinitionFactory(indicator=indicator, version=3, valid_from=date(2024, 1, 1))

    assert report().figure.definition.version == 2


# Combined institutions


@pytest.mark.parametrize(
    ("is_combined", "is_library_only", "part"),
    [
        (False, False, "library"),
        (False, True, "library"),
        (True, True, "library"),
        (True, False, "whole"),
    ],
)
def test_at_a_combined_institution_everything_is_whole_unless_the_indicator_says_library(
    is_combined, is_library_only, part
):
    body = OrganisationFactory(is_combined=is_combined)
    indicator = IndicatorFactory(is_library_only=is_library_only)

    assert Figure.usual_part(indicator, body) == part
    assert Figure.usual_part(indicator, Scope.objects.get(pk=body.pk)) == part
    assert Figure.usual_part(indicator, ServiceAreaFactory(owner=body)) == part


def test_who_reports_may_say_that_it_is_library_work(report, library):
    library.is_combined = True
    library.save()

    assert report(part="library").figure.part == "library"


# Closed periods


def test_a_closed_period_says_who_since_when_what_and_whom_to_ask(report, people, year):
    actions.close_period(period=year, by=people["admin"])

    sentence = refused(report)

    assert people["admin"].name in sentence
    assert str(timezone.localdate().year) in sentence
    assert sentence == actions.lock_sentence(year)


def test_a_period_that_never_opened_says_so(report):
    assert refused(report, period=PeriodFactory(start=date(2022, 1, 1)))


def test_an_exception_lets_one_scope_write(report, people, library, year):
    actions.close_period(period=year, by=people["admin"])
    actions.grant_exception(
        period=year,
        scope=library,
        reason="Ziek.",
        until=timezone.localdate() + timedelta(days=1),
        by=people["admin"],
    )

    assert report().version == 1


def test_what_is_a_draft_when_a_period_closes_is_not_handed_in(report, people, year):
    reading = report()
    actions.close_period(period=year, by=people["admin"])

    assert refused(actions.submit_reading, reading=reading, by=people["manager"])


# Handing in, accepting, sending back


def test_accepting_settles_and_keeps_the_author(accepted, people):
    reading = accepted()

    stored = Reading.objects.get(pk=reading.pk)
    assert (stored.author, stored.approver) == (people["manager"], people["staff"])
    assert (stored.workflow, stored.figure.current) == ("accepted", stored)
    assert stored.accepted_at is not None


def test_what_is_handed_in_cannot_be_typed_over(report, people):
    actions.submit_reading(reading=report(), by=people["manager"])

    assert refused(report, value=5)


def test_sending_back_says_why_and_opens_the_draft_again(report, people):
    reading = report()
    for reason in ("Tel de scholen mee.", "Nu tellen ze dubbel.", "Nog één keer."):
        actions.submit_reading(reading=reading, by=people["manager"])
        actions.send_back_reading(reading=reading, reason=reason, by=people["staff"])

    stored = Reading.objects.get()
    assert (stored.workflow, stored.remark, stored.author) == (
        "draft",
        "Nog één keer.",
        people["manager"],
    )
    said = Step.objects.filter(verb="sent back reading").order_by("pk")
    assert [step.reason for step in said] == [
        "Tel de scholen mee.",
        "Nu tellen ze dubbel.",
        "Nog één keer.",
    ]
    assert report(7, version=stored.version).workflow == "draft"


def test_sending_back_without_a_reason_is_refused(report, people):
    reading = actions.submit_reading(reading=report(), by=people["manager"])

    assert refused(actions.send_back_reading, reading=reading, reason=" ", by=people["staff"])


@pytest.mark.parametrize("person", ["manager", "director", "neighbour", "stranger"])
def test_only_the_support_institution_judges(report, people, person):
    reading = actions.submit_reading(reading=report(), by=people["manager"])

    assert refused(actions.accept_reading, reading=reading, by=people[person])
    assert refused(actions.send_back_reading, reading=reading, reason="x", by=people[person])
    assert Reading.objects.get().workflow == "submitted"


@pytest.mark.parametrize("act", [actions.accept_reading, actions.submit_reading])
def test_nothing_is_accepted_or_handed_in_twice(accepted, people, act):
    assert refused(act, reading=accepted(), by=people["staff"])


def test_two_people_accept_at_once_and_the_second_is_told(report, people):
    actions.submit_reading(reading=report(), by=people["manager"])
    mine, yours = Reading.objects.get(), Reading.objects.get()
    actions.accept_reading(reading=mine, by=people["staff"])

    assert people["staff"].name in refused(
        actions.accept_reading, reading=yours, by=people["editor"]
    )


def test_a_correction_is_a_new_reading_and_the_old_one_stays(accepted, report, people):
    old = accepted(1931)
    new = report(1950, version=0, **CORRECTED)
    assert Figure.objects.get().current == old

    actions.submit_reading(reading=new, by=people["manager"])
    actions.accept_reading(reading=new, by=people["staff"])

    assert Figure.objects.get().current == new
    assert new.revises == old
    assert (new.correction, new.explanation) == ("typed_wrong", "Er stond een nul te veel.")
    assert Reading.objects.get(pk=old.pk).value == 1931


@pytest.mark.parametrize(
    ("lacks", "field"), [("correction", "correction"), ("explanation", "explanation")]
)
def test_what_was_accepted_is_not_changed_without_a_reason_and_a_sentence(
    accepted, report, lacks, field
):
    accepted(1931)

    with pytest.raises(ValidationError) as refusal:
        report(1950, version=0, **{**CORRECTED, lacks: " " if lacks == "explanation" else ""})

    assert list(refusal.value.message_dict) == [field]
    assert Reading.objects.get().value == 1931


def test_who_goes_on_with_a_correction_has_to_keep_its_reason(accepted, report):
    accepted(1931)
    report(1950, version=0, **CORRECTED)

    assert refused(report, value=1951, version=1)
    again = report(1951, version=1, **CORRECTED)

    assert (again.value, again.correction) == (1951, "typed_wrong")


def test_a_correction_is_kept_in_the_trail_with_its_reason(accepted, report):
    accepted(1931)
    report(1950, version=0, **CORRECTED)

    step = Step.objects.filter(verb="reported figure").order_by("pk").last()
    assert step.details["correction"] == "typed_wrong"
    assert step.details["explanation"] == "Er stond een nul te veel."


@pytest.mark.sqlite
@pytest.mark.parametrize("explanation", ["", "Nageteld."])
def test_the_database_refuses_a_correction_of_nothing_or_without_a_word(accepted, explanation):
    reading = accepted(1931)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO libraries_reading (figure_id, revises_id, confirms_id, state, value,"
            " decimals, qualifier, method, workflow, finality, source, publication_id, source_url,"
            " printed_as, expected_on, correction, explanation, note, author_id, approver_id,"
            " created_at, submitted_at, accepted_at, remark, version)"
            " SELECT figure_id, %s, NULL, state, value, decimals, qualifier, method, 'draft',"
            " finality, source, NULL, '', '', NULL, 'typed_wrong', %s, '', author_id, NULL,"
            " created_at, NULL, NULL, '', 1 FROM libraries_reading WHERE id = %s",
            [None if explanation else reading.pk, explanation, reading.pk],
        )
    assert Reading.objects.get() == reading


# Jumps


@pytest.fixture
def last_year(accepted, library, indicator):
    """The accepted value of 2022."""
    period = PeriodFactory(start=date(2022, 1, 1), is_opened=True)
    return accepted(200, period=period)


@pytest.mark.parametrize(("value", "asks"), [(240, False), (242, True), (158, True), (160, False)])
def test_a_jump_asks_for_a_sentence(last_year, report, people, value, asks):
    reading = report(value)

    if asks:
        percent = str(abs(value - 200) // 2)
        assert percent in refused(actions.submit_reading, reading=reading, by=people["manager"])
        reading = report(value, version=1, explanation="Een nieuwe vestiging.")
    actions.submit_reading(reading=reading, by=people["manager"])

    assert Reading.objects.get(pk=reading.pk).workflow == "submitted"


def test_a_small_number_jumps_of_itself_and_asks_nothing(accepted, report):
    accepted(20, period=PeriodFactory(start=date(2022, 1, 1), is_opened=True))

    assert actions.jump_question(reading=report(44)) == ""


def test_of_a_share_the_percentage_alone_decides(accepted, report, indicator):
    Indicator.objects.filter(pk=indicator.pk).update(over_places="not_additive")
    indicator.refresh_from_db()
    accepted(20, period=PeriodFactory(start=date(2022, 1, 1), is_opened=True))

    assert "50%" in actions.jump_question(reading=report(30))


def test_after_zero_a_number_asks_for_a_sentence(accepted, report, people):
    accepted(0, period=PeriodFactory(start=date(2022, 1, 1), is_opened=True))

    assert refused(actions.submit_reading, reading=report(25), by=people["manager"])


def test_no_jump_is_asked_across_a_new_definition(last_year, report, people, indicator):
    DefinitionFactory(indicator=indicator, version=2, valid_from=date(2023, 1, 1))

    assert actions.jump_question(reading=report(900)) == ""


def test_the_example_is_never_compared_with_what_is_real(last_year, report):
    example = PeriodFactory(is_example=True, is_opened=True)

    assert actions.jump_question(reading=report(900, period=example)) == ""


def test_no_number_is_no_jump(last_year, report):
    assert actions.jump_question(reading=report(None, state=State.WITHHELD)) == ""


def test_last_year_without_a_settled_value_is_not_compared(library, indicator, report):
    FigureFactory(indicator=indicator, scope=library, period=PeriodFactory(start=date(2022, 1, 1)))

    assert actions.jump_question(reading=report(900)) == ""
