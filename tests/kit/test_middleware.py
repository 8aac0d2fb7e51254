"""Which language a page speaks, and what caches may keep."""

import pytest
from django.urls import reverse

from biblionet.kit.middleware import page_above
from tests.factories.accounts import UserFactory


def language_of(client, **headers):
    return client.get(reverse("account_login"), headers=headers).headers["Content-Language"]


@pytest.mark.django_db
def test_the_portal_speaks_dutch_whatever_the_browser_prefers(client):
    assert language_of(client, **{"Accept-Language": "en-GB,en;q=0.9"}) == "nl"


@pytest.mark.django_db
@pytest.mark.parametrize(("chosen", "spoken"), [("en", "en"), ("nl", "nl"), ("xx", "nl")])
def test_the_portal_speaks_the_language_that_was_chosen(client, chosen, spoken):
    client.cookies["django_language"] = chosen

    assert language_of(client) == spoken


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("/voortgang/7/terughalen/", "/voortgang/7/"),
        ("/cijfers/opgaven/7/akkoord/", "/cijfers/"),
        ("/taal/setlang/", "/"),
        ("/onzin", "/"),
        ("/", "/"),
    ],
)
def test_the_way_back_leads_to_the_nearest_page_above(path, above):
    assert page_above(path) == above


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("nl", "knop"), ("en", "button")])
def test_an_address_behind_a_button_explains_itself(client, language, words):
    client.force_login(UserFactory())
    client.cookies["django_language"] = language

    response = client.get("/voortgang/7/terughalen/")

    page = response.content.decode()
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert words in page
    assert 'href="/voortgang/7/"' in page
    assert "<main" in page
    assert response.headers["Cache-Control"].startswith("max-age=0")


@pytest.mark.django_db
def test_what_is_no_page_gets_a_plain_refusal(client):
    client.force_login(UserFactory())

    response = client.post(reverse("libraries:figures"))

    assert (response.status_code, response.content) == (405, b"")


@pytest.mark.django_db
def test_changing_the_language_on_a_refused_form_ends_on_a_page(client):
    client.force_login(UserFactory())
    typed = {"language": "en", "next": "/voortgang/7/terughalen/"}

    response = client.post(reverse("set_language"), typed, follow=True)

    assert response.status_code == 405
    assert 'lang="en"' in response.content.decode()
