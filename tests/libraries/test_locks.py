"""Periods, exceptions, roles and names."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from biblionet.trail.models import Step
from libraries import actions
from libraries.models import Membership, Period, duties_of
from tests.factories.accounts import UserFactory
from tests.factories.libraries import OrganisationFactory, PeriodFactory, SupportFactory

Kind, Role = Period.Kind, Membership.Role


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        (Kind.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        (Kind.MONTH, date(2023, 12, 1), date(2023, 12, 31)),
        (Kind.QUARTER, date(2025, 7, 1), date(2025, 9, 30)),
        (Kind.CALENDAR_YEAR, date(2025, 1, 1), date(2025, 12, 31)),
        (Kind.SCHOOL_YEAR, date(2024, 8, 1), date(2025, 7, 31)),
        (Kind.REFERENCE_DATE, date(2025, 12, 31), date(2025, 12, 31)),
    ],
)
def test_the_end_follows_from_kind_and_start(people, kind, start, end):
    period = actions.add_period(kind=kind, start=start, by=people["admin"])

    assert (period.end, period.is_open, period.is_example) == (end, False, False)


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        (Kind.MONTH, date(2024, 2, 2)),
        (Kind.QUARTER, date(2025, 8, 1)),
        (Kind.CALENDAR_YEAR, date(2025, 2, 1)),
        (Kind.SCHOOL_YEAR, date(2024, 9, 1)),
        (Kind.RUNNING, date(2024, 1, 1)),
        ("fortnight", date(2024, 1, 1)),
    ],
)
def test_a_period_starts_on_its_first_day(people, kind, start):
    with pytest.raises(ValidationError):
        actions.add_period(kind=kind, start=start, by=people["admin"])


def test_a_period_exists_once_in_each_world(people, year):
    with pytest.raises(ValidationError):
        actions.add_period(kind=year.kind, start=year.start, by=people["admin"])

    made = actions.add_period(kind=year.kind, start=year.start, by=people["admin"], is_example=True)
    assert made.is_example


def test_opening_and_closing_say_who_and_when(people):
    period = PeriodFactory()

    actions.open_period(period=period, by=people["admin"])
    assert (period.is_open, period.opened_by) == (True, people["admin"])
    actions.close_period(period=period, by=people["admin"])
    stored = Period.objects.get()
    assert (stored.is_open, stored.closed_by) == (False, people["admin"])
    actions.open_period(period=stored, by=people["admin"])

    assert Period.objects.get().is_open
    assert [step.verb for step in Step.objects.all()] == [
        "opened period",
        "closed period",
        "opened period",
    ]


def test_a_period_is_not_opened_or_closed_twice(people, year):
    with pytest.raises(ValidationError):
        actions.open_period(period=year, by=people["admin"])
    actions.close_period(period=year, by=people["admin"])
    with pytest.raises(ValidationError):
        actions.close_period(period=year, by=people["admin"])


@pytest.mark.parametrize("person", ["manager", "director", "staff", "editor", "stranger"])
def test_only_administrators_touch_periods(people, library, year, person):
    by = people[person]
    tomorrow = timezone.localdate() + timedelta(days=1)

    for act in (
        lambda: actions.add_period(kind=Kind.QUARTER, start=date(2025, 1, 1), by=by),
        lambda: actions.open_period(period=PeriodFactory(start=date(2020, 1, 1)), by=by),
        lambda: actions.close_period(period=year, by=by),
        lambda: actions.grant_exception(
            period=year, scope=library, reason="x", until=tomorrow, by=by
        ),
    ):
        with pytest.raises(ValidationError):
            act()
    assert Period.objects.get(pk=year.pk).is_open


def test_an_exception_needs_a_closed_period_a_reason_and_a_day_to_come(people, library, year):
    today = timezone.localdate()
    arguments = {"period": year, "scope": library, "by": people["admin"]}

    with pytest.raises(ValidationError):
        actions.grant_exception(reason="x", until=today, **arguments)
    actions.close_period(period=year, by=people["admin"])
    for reason, until in (("x", today - timedelta(days=1)), ("  ", today)):
        with pytest.raises(ValidationError):
            actions.grant_exception(reason=reason, until=until, **arguments)
    assert not year.exceptions.exists()


def test_a_second_exception_replaces_the_first(people, library):
    period = PeriodFactory()
    today = timezone.localdate()

    for days in (1, 9):
        actions.grant_exception(
            period=period,
            scope=library,
            reason=f"Nog {days} dagen.",
            until=today + timedelta(days=days),
            by=people["admin"],
        )

    assert [one.reason for one in period.exceptions.all()] == ["Nog 9 dagen."]
    assert Step.objects.filter(verb="granted exception").count() == 2


# Roles


def test_a_role_holds_at_once(people, library):
    newcomer = UserFactory()
    assert not duties_of(newcomer).manages

    actions.add_membership(
        user=newcomer,
        scope=library,
        role=Role.MANAGER,
        starts=timezone.localdate(),
        by=people["admin"],
    )

    assert duties_of(newcomer).manages == {library.pk}


@pytest.mark.parametrize(
    ("role", "at_poi"), [(Role.POI_ADMIN, False), (Role.MANAGER, True), (Role.DIRECTOR, True)]
)
def test_a_role_fits_its_organisation(people, role, at_poi):
    scope = SupportFactory() if at_poi else OrganisationFactory()

    with pytest.raises(ValidationError) as refusal:
        actions.add_membership(
            user=UserFactory(), scope=scope, role=role, starts=date(2024, 1, 1), by=people["admin"]
        )

    assert "role" in refusal.value.message_dict


def test_a_role_ends_after_its_last_day(people):
    manager = people["manager"]
    membership = manager.memberships.get()

    actions.end_membership(
        membership=membership,
        ends=timezone.localdate() - timedelta(days=1),
        by=people["admin"],
    )

    assert not duties_of(membership.user).manages


def test_nobody_ends_the_own_administration(people):
    membership = people["admin"].memberships.get()

    with pytest.raises(ValidationError):
        actions.end_membership(membership=membership, ends=date(2030, 1, 1), by=people["admin"])


@pytest.mark.parametrize("person", ["manager", "staff", "editor"])
def test_only_administrators_give_and_end_roles(people, library, person):
    with pytest.raises(ValidationError):
        actions.add_membership(
            user=UserFactory(),
            scope=library,
            role=Role.MANAGER,
            starts=date(2024, 1, 1),
            by=people[person],
        )
    with pytest.raises(ValidationError):
        actions.end_membership(
            membership=people["director"].memberships.get(),
            ends=date(2024, 1, 1),
            by=people[person],
        )


def test_a_role_does_not_end_before_it_starts(people):
    with pytest.raises(ValidationError):
        actions.end_membership(
            membership=people["manager"].memberships.get(),
            ends=date(2018, 1, 1),
            by=people["admin"],
        )


# Names


def test_a_name_of_before_stays_known_for_its_days(people, library):
    actions.rename_scope(scope=library, name="Nieuw", until=date(2022, 12, 31), by=people["admin"])

    assert (library.name, library.short_name) == ("Nieuw", "")
    assert library.name_on(date(2022, 12, 31)) == "Facet"
    assert library.name_on(date(2023, 1, 1)) == "Nieuw"
    assert Step.objects.get(verb="renamed").details["before"] == "Facet"


@pytest.mark.parametrize(("name", "person"), [("Facet", "admin"), ("", "admin"), ("X", "staff")])
def test_a_name_is_not_changed_into_nothing_itself_or_by_others(people, library, name, person):
    with pytest.raises(ValidationError):
        actions.rename_scope(scope=library, name=name, until=date(2022, 1, 1), by=people[person])
    assert not library.earlier_names.exists()


def test_a_period_that_was_closed_since_it_was_read_is_closed(people, library):
    period = PeriodFactory(is_opened=True)
    actions.close_period(period=Period.objects.get(pk=period.pk), by=people["admin"])
    assert period.is_open  # as it was read

    with pytest.raises(ValidationError) as refusal:
        actions.require_writable(period=period, scope=library)

    assert refusal.value.code == "period_closed"
