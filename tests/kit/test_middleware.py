"""Which language a page speaks, and what caches may keep."""

import pytest
from django.urls import reverse


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
