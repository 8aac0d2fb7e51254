"""What is sent back is told at once, once, to who reports."""

from datetime import timedelta

import pytest
from django.utils import timezone

from biblionet.accounts.models import Letter, User
from biblionet.home import actions
from goals import actions as goals
from libraries import actions as libraries
from libraries.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.goals import UpdateFactory
from tests.factories.libraries import (
    EntryFactory,
    IndicatorFactory,
    MembershipFactory,
    OrganisationFactory,
    ScopeFactory,
    ServiceAreaFactory,
)
from tests.home.mailing import send_all, tell
from tests.mail import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def update(annet, library, quarter, assignment):
    return UpdateFactory(
        scope=library, objective=assignment.objective, period=quarter, is_submitted=True
    )


def send_back(update, staff, reason="Een geheime reden."):
    goals.send_back_update(update=update, version=update.version, reason=reason, by=staff)


def reading_of(scope, **values):
    return EntryFactory(
        figure__scope=scope,
        figure__indicator=IndicatorFactory(name="Leden", level=scope.kind),
        is_submitted=True,
        value=4321,
        **values,
    )


def test_what_came_back_is_told_once_to_who_reports(update, library, staff, postbox):
    MembershipFactory(scope=library, role=Membership.Role.DIRECTOR)
    MembershipFactory(scope=OrganisationFactory())
    reading = reading_of(library)
    send_back(update, staff)
    libraries.send_back_reading(reading=reading, reason="Een geheime reden.", by=staff)

    with postbox.serving():
        tell()
        tell()

    (letter,) = postbox.letters
    text = words_of(letter)
    assert letter["To"] == "annet@example.org"
    assert letter["Subject"] == "Teruggestuurd: 2 dingen om aan te passen"
    assert f"https://portal.example/voortgang/{update.pk}/" in text
    assert f"https://portal.example{reading.figure.get_absolute_url()}" in text
    assert "Leden, Heide, 2023" in text
    assert "geheime" not in text + words_of(letter, "html")
    assert "4321" not in text


def test_a_second_round_is_told_again(update, staff, postbox):
    with postbox.serving():
        send_back(update, staff)
        tell()
        type(update).objects.update(state="submitted")
        update.refresh_from_db()
        send_back(update, staff)
        tell()

    assert [one["Subject"] for one in postbox.letters] == [
        "Teruggestuurd: 1 ding om aan te passen"
    ] * 2


def test_who_is_blocked_meanwhile_is_not_told(update, annet, staff, postbox):
    send_back(update, staff)
    actions.order_letters_of_what_came_back(today=timezone.localdate(), at=timezone.now())
    User.objects.filter(pk=annet.pk).update(is_active=False)

    with postbox.serving():
        send_all(timezone.localdate(), timezone.now())

    assert (len(postbox), Letter.objects.count()) == (0, 0)


def test_what_came_in_again_meanwhile_is_not_told(update, staff, postbox):
    send_back(update, staff)
    actions.order_letters_of_what_came_back(today=timezone.localdate(), at=timezone.now())
    type(update).objects.update(state="submitted")

    with postbox.serving():
        tell()
        tell()

    assert (len(postbox), Letter.objects.count()) == (0, 0)


@pytest.mark.parametrize("since", [{"workflow": "submitted"}, {"remark": ""}])
def test_a_figure_that_came_in_again_is_not_told(annet, library, staff, since):
    reading = reading_of(library)
    libraries.send_back_reading(reading=reading, reason="Klopt dit?", by=staff)
    type(reading).objects.filter(pk=reading.pk).update(**since)

    now = timezone.now()
    assert actions.order_letters_of_what_came_back(today=timezone.localdate(), at=now) == []


def test_what_came_back_long_ago_is_not_told_any_more(update, staff):
    send_back(update, staff)
    later = timezone.now() + timedelta(days=8)

    assert actions.order_letters_of_what_came_back(today=later.date(), at=later) == []


def test_what_a_place_reports_comes_back_to_who_manages_its_organisation(annet, library, staff):
    reading = reading_of(ServiceAreaFactory(owner=library))
    libraries.send_back_reading(reading=reading, reason="Klopt dit?", by=staff)

    actions.order_letters_of_what_came_back(today=timezone.localdate(), at=timezone.now())

    assert Letter.objects.get().user == annet


def test_what_nobody_reports_for_comes_back_to_who_wrote_it(staff):
    author, closed = UserFactory(), UserFactory(is_active=False)
    for writer in (author, closed):
        reading = reading_of(ScopeFactory(), author=writer)
        libraries.send_back_reading(reading=reading, reason="Klopt dit?", by=staff)

    actions.order_letters_of_what_came_back(today=timezone.localdate(), at=timezone.now())

    assert Letter.objects.get().user == author


def test_who_sent_something_back_does_not_have_to_be_told(staff):
    support = staff.memberships.get().scope
    colleague = MembershipFactory(scope=support, role=Membership.Role.POI_EDITOR).user
    send_back(UpdateFactory(scope=support, is_submitted=True), staff)

    actions.order_letters_of_what_came_back(today=timezone.localdate(), at=timezone.now())

    assert Letter.objects.get().user == colleague


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_what_came_back_asks_little(
    count, annet, library, quarter, staff, django_assert_num_queries
):
    for _ in range(count):
        send_back(UpdateFactory(scope=library, period=quarter, is_submitted=True), staff)
        libraries.send_back_reading(reading=reading_of(library), reason="Klopt dit?", by=staff)
    actions.order_letters_of_what_came_back(today=timezone.localdate(), at=timezone.now())

    with django_assert_num_queries(5):
        actions.order_letters_of_what_came_back(today=timezone.localdate(), at=timezone.now())
