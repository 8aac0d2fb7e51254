"""Keeping the statutory calendar: adding, changing, and a proposal for the next year."""

from datetime import date

import pytest

from biblionet.kit.dates import PartialDate
from biblionet.trail.models import Step
from libraries.models import Period
from programmes import actions
from tests.factories.libraries import (
    NetworkMemberFactory,
    PeriodFactory,
)
from tests.factories.programmes import (
    ObligationFactory,
    QuestionnaireFactory,
)
from tests.libraries.making import refused

pytestmark = pytest.mark.django_db
DUE = date(2024, 3, 13)
BEFORE, AFTER = date(2024, 3, 1), date(2024, 3, 20)


@pytest.fixture
def obligation(cast):
    """What the library and a neighbour owe the KB."""
    due = ObligationFactory(name="Vragenlijst Bezit", days_inside=15)
    NetworkMemberFactory(network=due.asked_of, organisation=cast["library"])
    NetworkMemberFactory(
        network=due.asked_of, organisation=cast["neighbour"].memberships.get().scope.organisation
    )
    NetworkMemberFactory(network=due.asked_of, ends=date(2024, 3, 12))  # no member any more
    return due


# Keeping the calendar


def terms(**values):
    arguments = {"name": "Locaties in G!DS", "body": "gids", "period": PeriodFactory()}
    return actions.Terms(**{**arguments, "ends": PartialDate(DUE), **values})


def test_the_support_institution_adds_what_is_due(cast):
    made = actions.add_obligation(terms=terms(note=" Peildatum. "), by=cast["staff"])
    again = actions.add_obligation(terms=terms(), by=cast["staff"])
    yearly = actions.add_obligation(terms=terms(name="!", period=None), by=cast["staff"])

    assert (made.code, made.ends_on, made.note) == ("locaties-in-gds-2023", DUE, "Peildatum.")
    assert again.code == "locaties-in-gds-2-2023"
    assert yearly.code == "datum"
    assert Step.objects.filter(verb="added", by=cast["staff"]).count() == 3


@pytest.mark.parametrize("by", ["manager", "director"])
def test_nobody_else_keeps_the_calendar(obligation, cast, by):
    only = "Alleen de ondersteuningsinstelling houdt de kalender bij."

    assert refused(actions.add_obligation, terms=terms(), by=cast[by]) == only
    assert (
        refused(actions.change_obligation, obligation=obligation, terms=terms(), by=cast[by])
        == only
    )
    assert refused(actions.copy_to_year, obligation=obligation, year=2024, by=cast[by]) == only


def test_what_is_changed_keeps_what_it_was(obligation, cast):
    by = cast["staff"]
    new = terms(asked_of=obligation.asked_of, ends=PartialDate(date(2024, 4, 1)), days_inside=15)

    actions.change_obligation(obligation=obligation, terms=new, by=by)
    actions.change_obligation(obligation=obligation, terms=new, by=by)

    step = Step.objects.get(verb="changed")
    assert set(step.details["fields"]) == {"name", "body", "ends_on"}
    assert step.details["before"]["ends_on"] == "2024-03-13"


def test_what_cannot_be_is_refused(cast):
    by = cast["staff"]

    first, last = PartialDate(date(2024, 3, 14)), PartialDate(DUE)
    assert refused(actions.add_obligation, terms=terms(starts=first, ends=last), by=by) == (
        "Het einde ligt voor het begin."
    )
    assert refused(actions.add_obligation, terms=terms(ends=None), by=by) == (
        "Zeg voor wanneer dit klaar moet zijn."
    )


def test_the_next_year_gets_the_same_day_to_be_confirmed(obligation, cast):
    obligation.code, obligation.starts_on = "bezit-2023", date(2024, 1, 1)
    obligation.starts_precision, obligation.starts_words = "month", "eind januari 2024"
    obligation.save()

    copy = actions.copy_to_year(obligation=obligation, year=2024, by=cast["staff"])

    assert (copy.code, str(copy.period), copy.period.kind) == (
        "bezit-2024",
        "2024",
        "calendar_year",
    )
    assert (copy.ends_on, copy.ends_words) == (
        date(2025, 3, 13),
        "13 maart 2025 (nog te bevestigen)",
    )
    assert (copy.starts_precision, str(copy.starts)) == (
        "month",
        "januari 2025 (nog te bevestigen)",
    )
    assert (copy.asked_of, copy.days_inside, copy.name) == (
        obligation.asked_of,
        15,
        obligation.name,
    )
    assert Step.objects.get(verb="copied obligation").details == {"copied": "bezit-2023"}
    assert refused(actions.copy_to_year, obligation=obligation, year=2024, by=cast["staff"]) == (
        "Dit staat al in de kalender van dat jaar."
    )


def test_a_copy_is_answered_by_the_questionnaire_of_its_year(obligation, cast):
    first = QuestionnaireFactory(
        period_kind="calendar_year", starts=date(2023, 1, 1), ends=date(2023, 12, 31)
    )
    newer = QuestionnaireFactory(
        period_kind="calendar_year", starts=date(2025, 1, 1), follows=first
    )
    obligation.questionnaire = first
    obligation.save()

    def copied(year):
        copy = actions.copy_to_year(obligation=obligation, year=year, by=cast["staff"])
        return copy.questionnaire

    assert [copied(2024), copied(2025), copied(2026)] == [None, newer, newer]


def test_a_school_year_stays_one_and_words_without_a_day_stay_words(cast):
    year = PeriodFactory(
        kind=Period.Kind.SCHOOL_YEAR, start=date(2023, 8, 1), end=date(2024, 7, 31)
    )
    due = ObligationFactory(period=year, ends_on=None, ends_words="twee per jaar")

    copy = actions.copy_to_year(obligation=due, year=2024, by=cast["staff"])

    assert (str(copy.period), copy.ends_on, copy.ends_words) == ("2024/2025", None, "twee per jaar")


def test_a_copy_of_the_example_is_of_the_example(cast):
    due = ObligationFactory(code="bezit-2023-voorbeeld", period__is_example=True)

    copy = actions.copy_to_year(obligation=due, year=2024, by=None)

    assert (copy.code, copy.period.is_example) == ("bezit-2024-voorbeeld", True)


def test_what_cannot_be_copied_says_why(obligation, cast):
    always = ObligationFactory(period=None)

    assert refused(actions.copy_to_year, obligation=obligation, year=2023, by=cast["staff"]) == (
        "Kies een ander jaar."
    )
    assert "komt vanzelf elk jaar terug" in refused(
        actions.copy_to_year, obligation=always, year=2024, by=cast["staff"]
    )
