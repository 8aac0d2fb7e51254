"""Accounts: who gets one, who loses it, and what remains."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from biblionet.accounts.actions import add_person, end_access, restore_access, set_password
from biblionet.accounts.models import User
from biblionet.trail.models import Step
from libraries.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.libraries import MembershipFactory, SupportFactory

pytestmark = pytest.mark.django_db
PASSWORD = "een-lang-wachtwoord"


@pytest.fixture
def administrator():
    return MembershipFactory(scope=SupportFactory(), role=Membership.Role.POI_ADMIN).user


def test_a_person_has_a_lower_case_address_and_no_password_yet(administrator):
    person = add_person(email=" Iemand@Example.org ", name=" Iemand ", by=administrator)

    assert (person.email, person.name) == ("iemand@example.org", "Iemand")
    assert not person.has_usable_password()
    assert Step.objects.get().verb == "added person"


def test_an_address_is_used_once(administrator):
    UserFactory(email="iemand@example.org")

    with pytest.raises(ValidationError, match="Er is al iemand"):
        add_person(email="IEMAND@example.org", name="Iemand", by=administrator)


@pytest.mark.sqlite
def test_the_database_refuses_capitals_in_an_address():
    person = UserFactory()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE accounts_user SET email = 'A@b.nl' WHERE id = {person.pk}")


def test_ending_access_ends_the_session_and_keeps_the_row(client, administrator):
    person = MembershipFactory().user
    client.force_login(person)
    assert client.get(reverse("home:start")).status_code == 200

    end_access(person=person, reason="Werkt hier niet meer.", by=administrator)

    assert client.get(reverse("home:start")).status_code == 302
    assert User.objects.filter(pk=person.pk).exists()
    assert Step.objects.get(verb="ended access").reason == "Werkt hier niet meer."


def test_access_ends_with_a_reason_and_never_ones_own(administrator):
    with pytest.raises(ValidationError):
        end_access(person=UserFactory(), reason="  ", by=administrator)
    with pytest.raises(ValidationError):
        end_access(person=administrator, reason="Weg.", by=administrator)

    assert Step.objects.count() == 0
    assert not User.objects.filter(is_active=False).exists()


def test_access_can_be_given_back(administrator):
    person = UserFactory(is_active=False)

    restore_access(person=person, by=administrator)

    assert User.objects.get(pk=person.pk).is_active


def test_a_new_password_ends_open_sessions(client, administrator):
    person = MembershipFactory().user
    client.force_login(person)

    set_password(person=person, password=PASSWORD, by=administrator)

    assert client.get(reverse("home:start")).status_code == 302


def sign_in(client, person, password=PASSWORD):
    return client.post(
        reverse("account_login"), {"login": person.email, "password": password}, follow=True
    )


def test_signing_in_leads_to_the_start_page(client):
    person = MembershipFactory().user
    set_password(person=person, password=PASSWORD, by=None)

    response = sign_in(client, person)

    assert response.redirect_chain[-1][0] == reverse("home:start")


@pytest.mark.parametrize("refused", ["password", "blocked", "demonstration in production"])
def test_the_door_stays_closed(client, settings, refused):
    person = MembershipFactory(user__is_demo=True).user
    set_password(person=person, password=PASSWORD, by=None)
    settings.PRODUCTION = refused == "demonstration in production"
    User.objects.filter(pk=person.pk).update(is_active=refused != "blocked")

    sign_in(client, person, "iets anders" if refused == "password" else PASSWORD)

    assert "_auth_user_id" not in client.session


def test_a_demonstration_session_ends_when_production_begins(client, settings):
    client.force_login(MembershipFactory(user__is_demo=True).user)
    assert client.get(reverse("home:start")).status_code == 200

    settings.PRODUCTION = True

    assert client.get(reverse("home:start")).status_code == 302


def test_nobody_makes_an_account_by_himself(client):
    client.post(
        reverse("account_signup"),
        {"email": "iemand@example.org", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert User.objects.count() == 0


def test_the_administration_is_for_administrators_of_the_support_institution(client, administrator):
    staff = MembershipFactory(scope=SupportFactory(), role=Membership.Role.POI_STAFF).user
    passer_by = client.get(reverse("admin:index"), follow=True)
    client.force_login(staff)
    refused = client.get(reverse("admin:index"), follow=True)
    client.force_login(administrator)
    let_in = client.get(reverse("admin:index"))

    assert passer_by.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert (refused.status_code, let_in.status_code) == (403, 200)


def test_a_superuser_without_a_role_does_not_enter_either(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    assert client.get(reverse("admin:index"), follow=True).status_code == 403


def test_people_are_made_blocked_and_never_deleted_in_the_administration(client, administrator):
    client.force_login(administrator)
    people = reverse("admin:accounts_user_changelist")
    new = {"email": "nieuw@example.org", "name": "Nieuw", "function": ""}

    client.post(reverse("admin:accounts_user_add"), new)
    person = User.objects.get(email="nieuw@example.org")
    block = {"action": "end_access", "_selected_action": person.pk, "reason": "Vergissing."}
    client.post(people, block)

    assert not person.has_usable_password()
    assert not User.objects.get(pk=person.pk).is_active
    assert client.get(reverse("admin:accounts_user_delete", args=[person.pk])).status_code == 403
    assert {"added", "ended access"} <= set(Step.objects.values_list("verb", flat=True))


def test_ending_access_without_a_reason_is_refused_in_the_administration(client, administrator):
    client.force_login(administrator)
    person = UserFactory()

    client.post(
        reverse("admin:accounts_user_changelist"),
        {"action": "end_access", "_selected_action": person.pk, "reason": ""},
    )

    assert User.objects.get(pk=person.pk).is_active


@pytest.mark.parametrize("address", ["/account/email/", "/account/confirm-email/x/"])
def test_nobody_changes_an_address_by_himself(client, address):
    client.force_login(UserFactory())

    assert client.get(address).status_code == 404
    assert (
        client.post(address, {"email": "other@example.org", "action_add": "1"}).status_code == 404
    )
