"""What the database itself refuses, whoever writes to it and however."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from libraries.models import Figure, Reading, Scope
from tests.factories.accounts import UserFactory
from tests.factories.libraries import (
    DefinitionFactory,
    EntryFactory,
    FigureFactory,
    IndicatorFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PeriodFactory,
    ReadingFactory,
    ServiceAreaFactory,
)

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db]


def refuses(sql: str, *arguments: object) -> str:
    """Run raw SQL that has to fail; returns what the database says."""
    with (
        pytest.raises(DatabaseError) as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, arguments)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("change", "to"),
    [
        ("value", 5),
        ("decimals", 2),
        ("qualifier", "over"),
        ("workflow", "draft"),
        ("explanation", "Anders."),
        ("author_id", None),
        ("state", "withheld"),
    ],
)
def test_what_was_accepted_is_never_rewritten(change, to):
    reading = EntryFactory(is_accepted=True)

    said = refuses(f"UPDATE libraries_reading SET {change} = %s WHERE id = %s", to, reading.pk)

    assert "guard:reading_not_rewritten" in said


def test_what_was_submitted_is_accepted_as_it_is():
    reading = EntryFactory(is_submitted=True)

    said = refuses(
        "UPDATE libraries_reading SET value = 5, workflow = 'accepted', accepted_at = submitted_at,"
        " approver_id = author_id WHERE id = %s",
        reading.pk,
    )

    assert "guard:reading_not_rewritten" in said


def test_what_was_sent_back_can_be_changed():
    reading = EntryFactory(is_submitted=True)
    Reading.objects.filter(pk=reading.pk).update(workflow="draft", submitted_at=None)

    assert Reading.objects.filter(pk=reading.pk).update(value=Decimal(5)) == 1


@pytest.mark.parametrize("value", [-1, 101])
def test_a_value_stays_between_the_bounds_of_its_indicator(value):
    figure = FigureFactory(indicator=IndicatorFactory(unit="%", lowest=0, highest=100))
    reading = EntryFactory(figure=figure)

    said = refuses("UPDATE libraries_reading SET value = %s WHERE id = %s", value, reading.pk)

    assert "guard:reading_in_bounds" in said
    with pytest.raises(DatabaseError), transaction.atomic():
        EntryFactory(figure=figure, value=Decimal(value))


def test_a_figure_uses_a_definition_of_its_own_indicator():
    figure, other = FigureFactory(), DefinitionFactory()

    said = refuses(
        "UPDATE libraries_figure SET definition_id = %s WHERE id = %s", other.pk, figure.pk
    )

    assert "guard:figure_own_definition" in said


def test_a_figure_exists_once():
    figure = FigureFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.create(
            indicator=figure.indicator,
            definition=figure.definition,
            scope=figure.scope,
            period=figure.period,
        )


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("libraries_figure", "chosen_reason = 'Omdat.'"),
        ("libraries_reading", "value = NULL"),
        ("libraries_reading", "state = 'withheld'"),
        ("libraries_reading", "decimals = 5"),
        ("libraries_reading", "publication_id = NULL"),
        ("libraries_reading", "accepted_at = NULL"),
        ("libraries_reading", "expected_on = '2024-01-01'"),
    ],
)
def test_half_a_story_is_refused(table, change):
    reading = ReadingFactory()
    pk = reading.pk if table == "libraries_reading" else reading.figure_id

    assert refuses(f"UPDATE {table} SET {change} WHERE id = %s", pk)


@pytest.mark.parametrize(
    "change",
    [
        "multiplier = 10",
        "decimals = 5",
        "numerator_id = id",
        "nature = 'stock'",
        "follows_with_break = (1=1)",
        "highest = -5",
    ],
)
def test_an_indicator_that_cannot_be_is_refused(change):
    indicator = IndicatorFactory()

    assert refuses(f"UPDATE libraries_indicator SET {change} WHERE id = %s", indicator.pk)


@pytest.mark.parametrize(
    "change", ["closed_at = opened_at", "opened_by_id = NULL", "\"end\" = '2020-01-01'"]
)
def test_a_lock_without_a_person_is_refused(change):
    period = PeriodFactory(is_opened=True)

    assert refuses(f"UPDATE libraries_period SET {change} WHERE id = %s", period.pk)


def test_an_organisation_works_once_in_a_municipality():
    area = ServiceAreaFactory()

    with pytest.raises(ValidationError) as refusal:
        ServiceAreaFactory.build(
            owner=area.owner, place=area.place, code="other", name="Anders", kind="service_area"
        ).full_clean()

    assert refusal.value.messages


@pytest.mark.parametrize("kind", [Scope.Kind.NETWORK, Scope.Kind.SERVICE_AREA])
def test_owner_and_place_fit_the_kind(kind):
    ties = (
        {}
        if kind == Scope.Kind.SERVICE_AREA
        else {"owner": OrganisationFactory(), "place": MunicipalityFactory()}
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        Scope.objects.create(kind=kind, code="x", name="X", **ties)


def test_a_publication_speaks_once_of_a_figure_unless_it_is_corrected():
    reading = ReadingFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ReadingFactory(figure=reading.figure, publication=reading.publication)
    ReadingFactory(figure=reading.figure, publication=reading.publication, revises=reading)


def test_a_reading_is_revised_once():
    reading = ReadingFactory()
    ReadingFactory(figure=reading.figure, revises=reading)

    with pytest.raises(IntegrityError), transaction.atomic():
        ReadingFactory(figure=reading.figure, revises=reading)


def test_a_person_who_did_something_is_not_deleted():
    reading = EntryFactory(author=UserFactory())

    with pytest.raises(IntegrityError):
        reading.author.delete()
