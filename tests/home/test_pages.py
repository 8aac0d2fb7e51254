"""Pages over several floors, the frame around them, and what happens when something is wrong."""

import logging
import re

import pytest
from django.urls import reverse

from biblionet.home.views import server_error
from biblionet.trail.actions import record
from libraries.models import Membership, Organisation
from tests.factories.accounts import UserFactory
from tests.factories.libraries import MembershipFactory, OrganisationFactory, SupportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    person = MembershipFactory(scope=SupportFactory(), role=Membership.Role.POI_STAFF).user
    client.force_login(person)
    return person


# The log


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_asks_no_more_when_longer(client, staff, count, django_assert_num_queries):
    for _ in range(count):
        record("changed", OrganisationFactory(), by=UserFactory())

    with django_assert_num_queries(9):
        response = client.get(reverse("home:log"))

    assert len(response.context["log"].lines) == count


def test_a_manager_reads_only_the_steps_of_the_own_organisation(client):
    manager = MembershipFactory(scope=OrganisationFactory(code="noord"))
    record("changed", manager.scope, by=None, scope="noord")
    record("changed", OrganisationFactory(code="zuid", name="Zuid"), by=None, scope="zuid")
    record("loaded", OrganisationFactory(name="Niemands"), by=None)
    client.force_login(manager.user)

    response = client.get(reverse("home:log"))

    assert [line.what for line in response.context["log"].lines] == [
        f"veranderde: {manager.scope.name}"
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"Noord", "Zuid"}),
        ({"organisatie": "noord"}, {"Noord"}),
        ({"persoon": "iemand"}, {"Zuid"}),
        ({"soort": "libraries.organisation"}, {"Noord", "Zuid"}),
        ({"soort": "goals.target"}, set()),
        ({"persoon": "onzin", "page": "999"}, {"Noord", "Zuid"}),
    ],
)
def test_the_log_is_narrowed(client, staff, asked, expected):
    person = UserFactory(name="Iemand")
    record("changed", OrganisationFactory(name="Noord"), by=staff, scope="noord")
    record("changed", OrganisationFactory(name="Zuid"), by=person, scope="zuid")
    if asked.get("persoon") == "iemand":
        asked = {"persoon": str(person.pk)}

    response = client.get(reverse("home:log"), asked)

    told = {line.what.removeprefix("veranderde: ") for line in response.context["log"].lines}
    assert told == expected


# The frame


def places(response):
    return [str(place.label) for place in response.context["navigation"]]


def test_everybody_is_led_to_everything_and_the_poi_to_setting_up(client, staff):
    everybody = [
        "Start",
        "Doelen",
        "Cijfers",
        "Bibliotheken",
        "Wettelijke taken",
        "Kalender",
        "Programma’s",
        "Rapporten",
    ]
    for_staff = places(client.get(reverse("home:help")))
    client.force_login(MembershipFactory().user)
    for_manager = places(client.get(reverse("home:help")))
    client.logout()
    for_passer_by = places(client.get(reverse("home:help")))

    assert for_staff == [*everybody, "Inrichten"]
    assert for_manager == everybody
    assert for_passer_by == []


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("home:start", "Start"),
        ("goals:updates", "Doelen"),
        ("libraries:conflicts", "Cijfers"),
        ("libraries:municipalities", "Bibliotheken"),
        ("programmes:requirements", "Wettelijke taken"),
        ("programmes:programmes", "Programma’s"),
        ("reports:outlines", "Rapporten"),
        ("home:log", "Inrichten"),
        ("home:periods", "Inrichten"),
    ],
)
def test_the_navigation_says_where_one_is(client, staff, name, place):
    response = client.get(reverse(name))

    current = [str(one.label) for one in response.context["navigation"] if one.is_current]
    assert current == [place]


def test_the_portal_is_named_after_the_body_that_holds_the_others(client):
    OrganisationFactory(form=Organisation.Form.LEGAL_BODY, name="Stichting", short_name="Biblio")

    assert "Biblio" in client.get(reverse("home:help")).content.decode()


# What everybody may read


@pytest.mark.parametrize("page", ["help", "accessibility", "privacy", "vulnerability"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_passer_by_reads_what_is_told(client, settings, page, language):
    settings.CONTACT_EMAIL = "hulp@example.org"

    response = client.get(reverse(f"home:{page}"), headers={"accept-language": language})

    assert response.status_code == 200
    assert "mailto:hulp@example.org" in response.content.decode()


def test_the_accessibility_status_claims_nothing_that_is_not_known(client):
    page = client.get(reverse("home:accessibility")).content.decode()

    assert "De status wordt beoordeeld." in page


def test_security_txt_says_where_to_report_and_until_when(client, settings):
    settings.CONTACT_EMAIL, settings.PORTAL_ADDRESS = "hulp@example.org", "https://portal.example"

    response = client.get("/.well-known/security.txt")

    lines = dict(line.split(": ", 1) for line in response.content.decode().splitlines()[::-1])
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert lines["Contact"] == "mailto:hulp@example.org"
    assert lines["Canonical"] == "https://portal.example/.well-known/security.txt"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", lines["Expires"])


def test_the_language_is_chosen_by_a_button(client):
    response = client.post(
        reverse("set_language"), {"language": "en", "next": reverse("home:help")}, follow=True
    )

    assert 'lang="en"' in response.content.decode()


# When something is wrong


def test_what_is_not_there_says_so_in_one_sentence(client, staff):
    response = client.get("/organisaties/bestaat-niet/")

    assert response.status_code == 404
    assert "Deze pagina bestaat niet of is niet voor jou." in response.content.decode()


def test_our_mistake_has_a_number_that_is_logged(rf, caplog):
    with caplog.at_level(logging.ERROR):
        response = server_error(rf.get("/ergens/"))

    number = re.search(r"nummer ([0-9A-F]{4})", response.content.decode())[1]
    assert response.status_code == 500
    assert f"error {number} at GET /ergens/" in caplog.text


def test_a_page_that_breaks_is_answered_with_that_number(client, staff, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("biblionet.home.overviews.trail.organisations_of", lambda _user: 1 / 0)

    response = client.get(reverse("home:log"))

    assert response.status_code == 500
    assert re.search(r"nummer [0-9A-F]{4}", response.content.decode())


def test_only_the_poi_sets_up(client, staff):
    assert client.get(reverse("home:set_up")).status_code == 200
    client.force_login(MembershipFactory().user)
    assert client.get(reverse("home:set_up")).status_code == 403


def test_a_password_manager_knows_both_fields_of_signing_in(client):
    page = client.get(reverse("account_login")).content.decode()

    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
