"""Keys to the feed: made once, shown once, and open nothing a moment after they should not."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from biblionet.accounts import actions as accounts
from biblionet.accounts.models import FeedToken
from biblionet.trail.models import Step
from libraries.overviews import feed
from libraries.views.feed import REQUESTS_A_MINUTE
from tests.factories.accounts import UserFactory
from tests.factories.libraries import (
    MembershipFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ScopeFactory,
    ServiceAreaFactory,
)
from tests.libraries.feed.asking import said

pytestmark = pytest.mark.django_db
EVERY_ADDRESS = [
    "/feed/v1/openapi.json",
    *(f"/feed/v1/{name}.{kind}" for name in feed.TABLES for kind in ("csv", "json")),
]
FACTS = "/feed/v1/facts.json"


def make(person, *, name: str = "Sleutelwoord", days: int = 31, scopes: tuple[str, ...] = ()):
    return accounts.make_feed_token(
        name=name, days=days, scopes=scopes, by=person, today=timezone.localdate()
    )


def status(secret: str, address: str = FACTS) -> int:
    return Client().get(address, headers={"authorization": f"Bearer {secret}"}).status_code


@pytest.fixture
def token(people):
    return make(people["manager"])


# The door


@pytest.mark.parametrize("address", EVERY_ADDRESS)
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"authorization": "Bearer "},
        {"authorization": "Bearer onzin"},
        {"authorization": "Basic onzin"},
        {"authorization": f"Basic {base64.b64encode(b'zonder').decode()}"},
        {"authorization": f"Basic {base64.b64encode(b'wie:onzin').decode()}"},
        {"authorization": "Digest username=x"},
        {"x-api-key": "onzin"},
    ],
    ids=str,
)
def test_without_a_key_no_address_of_the_feed_opens(people, address, given):
    client = Client()
    client.force_login(people["admin"])  # a session opens nothing here

    response = client.get(address, headers=given)

    assert response.status_code == 401
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["WWW-Authenticate"].startswith("Basic ")
    assert "private" in response.headers["Cache-Control"]
    assert response.json()["status"] == 401


def test_a_key_in_the_address_opens_nothing(token):
    _row, secret = token

    for query in (f"token={secret}", f"key={secret}", f"access_token={secret}"):
        assert Client().get(f"{FACTS}?{query}").status_code == 401


@pytest.mark.parametrize("address", EVERY_ADDRESS)
def test_a_key_opens_every_address_to_read_and_none_to_write(token, address):
    _row, secret = token
    headers = {"authorization": f"Bearer {secret}"}

    assert Client().get(address, headers=headers).status_code == 200
    for method in ("post", "put", "patch", "delete"):
        assert getattr(Client(), method)(address, headers=headers).status_code == 405


def test_only_the_hash_of_a_secret_is_kept(token):
    row, secret = token
    kept = str(FeedToken.objects.values().get(pk=row.pk)) + str(list(Step.objects.values()))

    assert len(secret) >= 40
    assert secret not in kept
    assert row.digest == FeedToken.digest_of(secret) != secret


def test_a_revoked_key_opens_nothing_at_the_next_request(token, people):
    row, secret = token
    assert status(secret) == 200

    assert accounts.revoke_feed_token(token=row, by=people["admin"])

    assert status(secret) == 401
    assert not accounts.revoke_feed_token(token=row, by=people["admin"])
    assert Step.objects.filter(verb="revoked feed token").count() == 1


def test_a_key_opens_until_and_including_its_last_day(token):
    row, secret = token
    last = datetime.combine(row.expires_on, datetime.min.time(), tzinfo=UTC)

    with time_machine.travel(last + timedelta(hours=12)):
        assert status(secret) == 200
    with time_machine.travel(last + timedelta(days=1, hours=12)):
        assert status(secret) == 401


def test_a_key_ends_with_the_role_of_its_owner(people, token):
    _row, secret = token
    assert status(secret) == 200

    people["manager"].memberships.update(ends=timezone.localdate() - timedelta(days=1))

    assert status(secret) == 403


def test_a_key_ends_with_the_account_of_its_owner(people, token):
    _row, secret = token

    accounts.end_access(person=people["manager"], reason="Weg.", by=people["admin"])
    assert status(secret) == 401
    accounts.restore_access(person=people["manager"], by=people["admin"])
    assert status(secret) == 200


def test_a_demonstration_account_opens_nothing_in_production(settings, people, token):
    _row, secret = token
    people["manager"].is_demo = True
    people["manager"].save()
    assert status(secret) == 200

    settings.PRODUCTION = True

    assert status(secret) == 401


def test_who_asks_too_often_waits(token, people):
    _row, secret = token
    _other, another = make(people["staff"])
    with time_machine.travel(datetime(2026, 5, 4, 12, 0, 15, tzinfo=UTC), tick=False):
        _row, secret = make(people["manager"])
        _other, another = make(people["staff"])
        allowed = {status(secret) for _ in range(REQUESTS_A_MINUTE)}
        refused = Client().get(FACTS, headers={"authorization": f"Bearer {secret}"})
        assert status(another) == 200  # each key counts for itself
    with time_machine.travel(datetime(2026, 5, 4, 12, 1, 0, tzinfo=UTC), tick=False):
        later = status(secret)

    assert (allowed, refused.status_code, later) == ({200}, 429, 200)
    assert refused.headers["Retry-After"] == "45"
    assert refused.json()["title"]


def test_when_it_was_last_used_is_kept_by_the_day(token):
    row, secret = token
    status(secret)
    row.refresh_from_db()

    assert row.last_used_on == timezone.localdate()
    assert not Step.objects.filter(verb__contains="used").exists()


# What a limited key opens


@pytest.fixture
def places(library, indicator):
    place = MunicipalityFactory(code="GM0114")
    area = ServiceAreaFactory(owner=library, place=place)
    network = ScopeFactory(code="drenthe")
    for number, scope in enumerate((library, area, place, OrganisationFactory(code="ander"))):
        said(indicator, scope, number + 1)
    return {"area": area, "network": network}


@pytest.mark.parametrize(
    ("scopes", "values"),
    [
        ((), {"1", "2", "3", "4"}),
        (("organisation:facet",), {"1", "2"}),
        (("municipality:GM0114",), {"2", "3"}),
        (("organisation:ander",), {"4"}),
        (("organisation:ander", "municipality:GM0114"), {"2", "3", "4"}),
        (("organisation:is-er-niet-meer",), set()),
        (("kapot",), set()),
    ],
)
def test_a_limited_key_opens_its_places_only(people, places, scopes, values):
    _row, secret = make(people["staff"], scopes=scopes)
    headers = {"authorization": f"Bearer {secret}"}

    facts = Client().get(FACTS, headers=headers).json()["data"]
    scopes_told = Client().get("/feed/v1/scopes.json", headers=headers).json()["data"]

    assert {one["value"] for one in facts} == values
    assert {one["scope"] for one in facts} <= {one["scope"] for one in scopes_told}


def test_a_limited_key_does_not_open_more_by_asking(people, places):
    _row, secret = make(people["staff"], scopes=("organisation:ander",))
    headers = {"authorization": f"Bearer {secret}"}

    for scope in ("organisation:facet", "network:drenthe"):
        assert Client().get(f"{FACTS}?scope={scope}", headers=headers).json()["data"] == []


def test_a_limited_key_opens_totals_of_the_network_only_when_it_names_it(places):
    for scopes, sees in (
        ((), True),
        (("organisation:facet",), False),
        (("network:drenthe",), True),
    ):
        assert feed.Asked(only=scopes).opens(places["network"]) is sees


# Making and revoking


def test_a_key_is_shown_once(as_, people):
    client = as_("manager")
    address = reverse("libraries:feed_tokens")

    made = client.post(address, {"name": "Excel", "days": "92", "scopes": []})
    secret = made.context["secret"]

    assert made.status_code == 200
    assert secret in made.content.decode()
    assert "no-store" in made.headers["Cache-Control"]
    assert secret not in client.get(address).content.decode()
    assert status(secret) == 200
    row = FeedToken.objects.get()
    assert (row.user, row.name) == (people["manager"], "Excel")
    assert (row.expires_on - timezone.localdate()).days == 92


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "", "days": "92"},
        {"name": "Excel", "days": "4000"},
        {"name": "Excel", "days": "92", "scopes": ["organisation:bestaat-niet"]},
        {"name": "   ", "days": "92"},
    ],
)
def test_what_is_no_key_is_refused(as_, library, typed):
    response = as_("manager").post(reverse("libraries:feed_tokens"), typed)

    assert response.status_code == 422
    assert response.context["secret"] == ""
    assert not FeedToken.objects.exists()


def test_a_key_holds_a_year_at_most(people):
    for days in (0, 367):
        with pytest.raises(ValidationError):
            make(people["staff"], days=days)


def test_nobody_has_more_than_ten_keys_that_open_something(people):
    rows = [make(people["staff"])[0] for _ in range(10)]
    with pytest.raises(ValidationError, match="10"):
        make(people["staff"])

    accounts.revoke_feed_token(token=rows[0], by=people["staff"])

    make(people["staff"])


def test_somebody_without_a_role_makes_no_key(as_):
    client = as_("stranger")

    assert client.get(reverse("libraries:feed_tokens")).status_code == 200
    refused = client.post(reverse("libraries:feed_tokens"), {"name": "X", "days": "31"})
    assert refused.status_code == 403
    assert not FeedToken.objects.exists()


@pytest.mark.parametrize(
    ("person", "answer"),
    [("manager", 302), ("admin", 302), ("neighbour", 404), ("staff", 404), ("editor", 404)],
)
def test_a_key_is_revoked_by_its_owner_or_an_administrator(as_, token, person, answer):
    row, secret = token

    response = as_(person).post(reverse("libraries:revoke_feed_token", args=[row.pk]))

    assert response.status_code == answer
    assert status(secret) == (401 if answer == 302 else 200)


def test_an_administrator_sees_the_keys_of_others_and_nobody_else_does(as_, token):
    row, _secret = token
    address = reverse("libraries:feed_tokens")

    assert as_("admin").get(address).context["others"] == [row]
    assert as_("staff").get(address).context["others"] == []
    assert row.name not in as_("neighbour").get(address).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_keys_take_a_fixed_number_of_queries(as_, count, django_assert_max_num_queries):
    client = as_("admin")
    for _number in range(count):
        make(MembershipFactory(scope=OrganisationFactory()).user)
        make(UserFactory())
    client.get(reverse("libraries:feed_tokens"))

    with django_assert_max_num_queries(8):
        client.get(reverse("libraries:feed_tokens"))


@pytest.mark.sqlite
def test_a_revoked_key_says_when_and_by_whom(token, people):
    row, _secret = token
    for wrong in ({"revoked_by": people["admin"]}, {"name": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FeedToken.objects.filter(pk=row.pk).update(**wrong)


def test_the_page_about_it_names_every_column(as_):
    page = as_("manager").get(reverse("libraries:feed_help")).content.decode()

    for table in feed.TABLES.values():
        assert f'id="{table.name}"' in page
        for column in table.columns:
            assert f"<code>{column.name}</code>" in page
