"""Pages of other makers say "je", as the rest of the portal does."""

import re

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core import mail
from django.urls import reverse
from django.utils.html import strip_tags

from libraries.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.libraries import MembershipFactory, OrganisationFactory, SupportFactory

pytestmark = pytest.mark.django_db
FORMAL = re.compile(r"\b(u|uw)\b", re.IGNORECASE)
WEAK = {"oldpassword": "onzin", "password1": "password", "password2": "anders"}


def formal_words(text: str) -> list[str]:
    """Return what says 'u' or 'uw' of what people read."""
    seen = re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.DOTALL)
    return [line for line in strip_tags(seen).splitlines() if FORMAL.search(line)]


@pytest.fixture
def person():
    made = UserFactory(email="wilma@example.org")
    made.set_password("een lang geheim woord")
    made.save()
    return made


def test_a_formal_word_would_be_found():
    assert formal_words("<p>Vul uw naam in.</p><p>nu</p>") == ["Vul uw naam in.nu"]


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_signup"])
@pytest.mark.parametrize("typed", [None, {}, {"login": "x", "email": "x", "password": "x"}])
def test_signing_in_and_a_forgotten_password(client, person, name, typed):
    address = reverse(name)
    answers = [client.get(address) if typed is None else client.post(address, typed)]
    if typed:
        right = {"login": person.email, "email": person.email, "password": "fout"}
        answers.append(client.post(address, right, follow=True))

    for answer in answers:
        assert formal_words(answer.content.decode()) == []


@pytest.mark.parametrize("name", ["account_change_password", "account_logout"])
def test_pages_of_who_is_signed_in(client, person, name):
    client.force_login(person)
    address = reverse(name)

    pages = [client.get(address), client.post(address, WEAK), client.post(address, {})]

    for page in pages:
        assert formal_words(page.content.decode()) == []


def test_changing_a_password_says_what_it_needs_in_plain_words(client, person):
    client.force_login(person)

    page = client.get(reverse("account_change_password")).content.decode()

    assert "Je wachtwoord heeft minstens 12 tekens." in page
    assert "Je wachtwoord mag" in page


def test_the_link_of_a_forgotten_password(client, person):
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    address = reverse("account_reset_password_from_key", args=key.split("-", 1))

    first = client.get(address, follow=True)
    where = first.redirect_chain[-1][0]
    weak = client.post(where, {"password1": "wilma", "password2": "wilma"})
    broken = client.get(reverse("account_reset_password_from_key", args=["1", "1-1"]))

    assert "minstens 12" in first.content.decode()
    for page in (first, weak, broken):
        assert formal_words(page.content.decode()) == []


def test_the_mail_about_a_forgotten_password(client, person):
    client.post(reverse("account_reset_password"), {"email": person.email})

    (sent,) = mail.outbox
    assert formal_words(f"{sent.subject}\n{sent.body}") == []


def test_deleting_in_the_administration(client):
    admin = UserFactory(is_staff=True, is_superuser=True)
    MembershipFactory(user=admin, scope=SupportFactory(), role=Membership.Role.POI_ADMIN)
    client.force_login(admin)
    body = OrganisationFactory()
    one = reverse("admin:libraries_organisation_delete", args=[body.pk])
    several = {"action": "delete_selected", "_selected_action": [body.pk]}

    pages = [
        client.get(one),
        client.post(reverse("admin:libraries_organisation_changelist"), several),
    ]

    for page in pages:
        text = page.content.decode()
        assert "Weet je zeker" in text
        assert formal_words(text) == []
