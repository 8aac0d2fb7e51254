"""Pages: who gets in, what stands there, how many queries, and what bad input does."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from libraries.models import Figure, Period, Reading, Scope, Year
from tests.factories.libraries import (
    BranchFactory,
    EntryFactory,
    FigureFactory,
    IndicatorFactory,
    MembershipFactory,
    MunicipalityFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PeriodFactory,
    ReadingFactory,
    ScopeFactory,
    ServiceAreaFactory,
)
from tests.libraries.making import settled

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20


def world(count: int) -> None:
    """Make `count` of everything a page can list, all in 2023."""
    network = ScopeFactory()
    place = MunicipalityFactory(code="hier")
    for number in range(count):
        body = OrganisationFactory()
        NetworkMemberFactory(network=network, organisation=body)
        body.earlier_names.create(name="Vroeger", until_on=date(2000, 1, 1))
        area = ServiceAreaFactory(owner=body, place=place)
        ServiceAreaFactory(owner=body)
        branch = BranchFactory(owner=body, place=place, code=f"vestiging-{number + 1}")
        whole = IndicatorFactory(level=Scope.Kind.SERVICE_AREA)
        part = IndicatorFactory(level=Scope.Kind.SERVICE_AREA, part_of=whole)
        for indicator in (whole, part):
            for scope in (network, place, area, branch):
                settled(indicator=indicator, scope=Scope.objects.get(pk=scope.pk))
        conflict = FigureFactory(indicator=IndicatorFactory(), scope=body)
        ReadingFactory(figure=conflict, value=Decimal(1))
        ReadingFactory(figure=conflict, value=Decimal(2))
        last = settled(
            indicator=conflict.indicator, scope=body, period=PeriodFactory(start=date(2022, 1, 1))
        )
        waiting = FigureFactory(
            indicator=last.indicator, scope=body, period=PeriodFactory(start=date(2021, 1, 1))
        )
        EntryFactory(figure=waiting, is_submitted=True)
        EntryFactory(figure=FigureFactory(scope=body))
        MembershipFactory(scope=body)


def queries_of(client: Client, url: str, django_assert_max_num_queries) -> int:
    cache.clear()
    client.get(url)  # what is kept for a while is not counted
    with django_assert_max_num_queries(MOST_QUERIES) as captured:
        assert client.get(url).status_code == 200, url
    return len(captured)


LISTS = [
    "/organisaties/",
    "/gemeenten/",
    "/gemeenten/hier/",
    "/vestigingen/",
    "/vestigingen/vestiging-1/",
    "/netwerk/",
    "/netwerk/2022/",
    "/perioden/",
    "/kengetallen/",
    "/kengetallen/?invullen=1",
    "/publicaties/",
    "/cijfers/",
    "/cijfers/?stand=conflict",
    "/cijfers/?jaar=2023",
    "/cijfers/tegenspraken/",
    "/cijfers/beoordelen/",
    "/rollen/",
    "/rollen/toevoegen/",
]


def test_no_page_takes_more_queries_when_it_is_longer(as_, django_assert_max_num_queries):
    client = as_("admin")
    counts = []
    for count in (1, 3):
        before = transaction.savepoint()
        world(count)
        counts.append(
            {url: queries_of(client, url, django_assert_max_num_queries) for url in LISTS}
        )
        transaction.savepoint_rollback(before)

    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", ["indicator", "publication", "period"])
def test_a_page_of_one_thing_stays_within_its_queries(as_, kind, django_assert_max_num_queries):
    world(3)
    thing = {
        "indicator": Figure.objects.filter(current__isnull=False).first().indicator,
        "publication": Reading.objects.filter(publication__isnull=False).first().publication,
        "period": Period.objects.get(start=date(2023, 1, 1)),
    }[kind]

    queries_of(as_("admin"), thing.get_absolute_url(), django_assert_max_num_queries)


# Which year


def in_year(number: int, **arguments: object) -> None:
    period = PeriodFactory(start=date(number, 1, 1), is_example=arguments.pop("is_example", False))
    settled(indicator=IndicatorFactory(level=arguments["scope"].kind), period=period, **arguments)


def year_shown(client: Client, url: str) -> Year:
    return client.get(url).context["year"]


@pytest.fixture
def here():
    """A network, its only member, the one municipality where it works, and its branch there."""
    network, place = ScopeFactory(), MunicipalityFactory(code="hier")
    body = NetworkMemberFactory(network=network).organisation
    area = ServiceAreaFactory(owner=body, place=place)
    branch = BranchFactory(owner=body, place=place, code="vestiging")
    return {"network": network, "place": place, "area": area, "branch": branch}


PAGES = [
    ("/gemeenten/hier/", "place"),
    ("/gemeenten/hier/", "area"),
    ("/netwerk/", "network"),
    ("/netwerk/", "area"),
    ("/netwerk/", "branch"),
    ("/vestigingen/vestiging/", "branch"),
]


@pytest.mark.parametrize(("url", "told"), PAGES)
def test_a_page_opens_on_the_newest_year_that_has_something_to_show(as_, here, url, told):
    elsewhere = ServiceAreaFactory()
    for number in (2024, 2025):
        in_year(number, scope=Scope.objects.get(pk=elsewhere.pk))
    in_year(2022, scope=Scope.objects.get(pk=here[told].pk))
    in_year(2023, scope=Scope.objects.get(pk=here[told].pk))
    draft = FigureFactory(
        scope=here[told], period=PeriodFactory(start=date(2024, 1, 1)), part="library"
    )
    EntryFactory(figure=draft, is_submitted=True)
    in_year(2023, scope=Scope.objects.get(pk=here[told].pk), is_example=True)

    assert year_shown(as_("stranger"), url) == Year(2023)


def test_the_example_is_shown_when_nothing_real_is_known_here(as_, here):
    in_year(2024, scope=ScopeFactory(kind=Scope.Kind.COUNTRY))
    in_year(2023, scope=Scope.objects.get(pk=here["place"].pk), is_example=True)

    assert year_shown(as_("stranger"), "/gemeenten/hier/") == Year(2023, is_example=True)
    assert year_shown(as_("stranger"), "/netwerk/") == Year(2024)


def test_what_is_about_a_whole_institution_adds_up_to_no_network(as_, here):
    in_year(2022, scope=Scope.objects.get(pk=here["area"].pk))
    in_year(2023, scope=Scope.objects.get(pk=here["area"].pk), part="whole")

    assert year_shown(as_("stranger"), "/netwerk/") == Year(2022)
    assert year_shown(as_("stranger"), "/gemeenten/hier/") == Year(2023)


# Finding one's way


@pytest.mark.parametrize(
    ("person", "enters"), [("manager", True), ("staff", True), ("director", False)]
)
def test_figures_lead_to_indicators_contradictions_publications_and_entering(as_, person, enters):
    page = as_(person).get("/cijfers/").content.decode()

    for url in ("/kengetallen/", "/cijfers/tegenspraken/", "/publicaties/"):
        assert f'href="{url}"' in page
    assert ('href="/kengetallen/?invullen=1"' in page) is enters


def test_what_one_may_enter_leads_straight_to_the_place_and_period(as_, library):
    mine, other = IndicatorFactory(), IndicatorFactory(level=Scope.Kind.BRANCH)
    ServiceAreaFactory(owner=library)
    BranchFactory()
    page = as_("manager").get("/kengetallen/?invullen=1").content.decode()

    assert f'href="/kengetallen/{mine.code}/invullen/"' in page
    assert other.code not in page
    everything = as_("manager").get("/kengetallen/").content.decode()
    assert f'href="{other.get_absolute_url()}"' in everything
    assert f'href="/kengetallen/{mine.code}/invullen/"' not in everything


def test_who_enters_nothing_is_told_so(as_):
    IndicatorFactory(code="NIETS")

    response = as_("director").get("/kengetallen/?invullen=1")

    assert (response.status_code, response.context["rows"]) == (200, [])


# Who gets in


@pytest.mark.parametrize("person", ["manager", "director", "neighbour", "stranger", "staff"])
def test_everybody_who_signs_in_reads_what_is_accepted(as_, person):
    world(1)
    client = as_(person)
    for_everybody = LISTS[:15]

    statuses = {url: client.get(url).status_code for url in for_everybody}

    assert statuses == dict.fromkeys(for_everybody, 200)


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("/cijfers/beoordelen/", {"staff", "editor", "admin"}),
        ("/rollen/", {"admin"}),
        ("/rollen/toevoegen/", {"admin"}),
        ("/perioden/toevoegen/", {"admin"}),
    ],
)
@pytest.mark.parametrize("person", ["manager", "director", "stranger", "staff", "editor", "admin"])
def test_some_pages_are_for_the_support_institution(as_, person, url, allowed):
    assert as_(person).get(url).status_code == (200 if person in allowed else 403)


@pytest.mark.parametrize("url", LISTS)
def test_a_passer_by_has_to_sign_in(client, db, url):
    response = client.get(url)

    assert response.status_code == 302
    assert reverse("account_login") in response.url


# Bad input


@pytest.mark.parametrize(
    "url",
    [
        "/gemeenten/GM9999/",
        "/gemeenten/hier/1999/",
        "/gemeenten/hier/2023-voorbeeld/",
        "/vestigingen/nergens/",
        "/netwerk/1999/",
        "/perioden/999/",
        "/kengetallen/ONBEKEND/",
        "/kengetallen/ONBEKEND/invullen/",
        "/kengetallen/ONBEKEND/invullen/1/1/",
        "/publicaties/onbekend/",
        "/cijfers/999/kiezen/",
        "/cijfers/opgaven/999/terugsturen/",
        "/rollen/999/einde/",
    ],
)
def test_what_is_not_there_is_not_found(as_, url):
    MunicipalityFactory(code="hier")
    PeriodFactory()

    assert as_("admin").get(url).status_code == 404


@pytest.mark.parametrize("query", ["plek=x", "plek=999", f"plek={'9' * 30}", "plek=-1", "plek=²"])
def test_a_place_that_is_none_is_not_found(as_, indicator, query):
    assert as_("staff").get(f"{indicator.get_absolute_url()}?{query}").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["jaar=9999", "jaar=voorbeeld", "kengetal=X", "plek=1;2", "stand=alles", "page=0", "page=x"],
)
def test_a_filter_that_means_nothing_still_answers(as_, some_figures, query):
    assert as_("staff").get(f"/cijfers/?{query}").status_code == 200


def test_without_a_network_there_is_no_page_of_it(as_):
    assert as_("staff").get("/netwerk/").status_code == 404


@pytest.mark.parametrize(
    "url", ["/perioden/1/openen/", "/perioden/1/uitzondering/", "/cijfers/opgaven/1/akkoord/"]
)
def test_what_changes_something_is_posted(as_, url):
    assert as_("admin").get(url).status_code == 405


# The list of figures


@pytest.mark.parametrize("status", ["settled", "conflict", "missing", "waiting"])
def test_figures_by_status(as_, some_figures, status):
    lines = as_("manager").get(f"/cijfers/?stand={status}").context["lines"]

    assert [line.figure for line in lines] == [some_figures[status]]
    assert [line.is_conflict for line in lines] == [status == "conflict"]


def test_a_neighbour_does_not_see_a_draft_in_the_list(as_, some_figures):
    seen = {line.figure for line in as_("neighbour").get("/cijfers/").context["lines"]}

    assert seen == set(some_figures.values()) - {some_figures["waiting"]}


def test_figures_by_indicator_place_and_year(as_, some_figures, library, indicator):
    example = settled(indicator=indicator, scope=library, period=PeriodFactory(is_example=True))
    client = as_("manager")

    def found(query: str) -> set[Figure]:
        return {line.figure for line in client.get(f"/cijfers/?{query}").context["lines"]}

    assert found("jaar=2023-voorbeeld") == {example}
    assert example not in found("jaar=2023")
    assert found(f"organisatie={library.pk}&jaar=2023&kengetal=LOANS") == {some_figures["settled"]}


def test_the_list_has_pages(as_, indicator):
    for number in range(51):
        settled(
            indicator=indicator,
            scope=OrganisationFactory(),
            period=PeriodFactory(start=date(1950 + number, 1, 1)),
        )
    client = as_("staff")

    assert len(client.get("/cijfers/").context["lines"]) == 50
    assert len(client.get("/cijfers/?page=2").context["lines"]) == 1


def test_an_example_is_marked_everywhere_it_stands(as_, library, indicator):
    figure = settled(indicator=indicator, scope=library, period=PeriodFactory(is_example=True))
    mark = 'class="bn-example"'

    for url in (
        "/cijfers/",
        figure.period.get_absolute_url(),
        indicator.get_absolute_url(),
    ):
        assert mark in as_("staff").get(url).content.decode(), url
