"""Lists of figures: every filter alone and together, every order, and pages that never overlap."""

import re
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest
from django.core.cache import cache
from django.db import transaction

from biblionet.kit import paging
from libraries import actions
from libraries.models import Figure, Scope, Year
from libraries.overviews import Choice, figure_list, figures_seen, lines_of
from tests.factories.libraries import (
    EntryFactory,
    FigureFactory,
    IndicatorFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PeriodFactory,
    PublicationFactory,
    ReadingFactory,
    ServiceAreaFactory,
)

pytestmark = pytest.mark.django_db

MUCH = "kengetal=K2&jaar=2022&stand=settled&bron=publication&sorteer=-waarde"


@pytest.fixture
def place():
    return MunicipalityFactory(name="Emmen")


@pytest.fixture
def many(library, place):
    """Two indicators at three places over two years, from two publications and a sheet."""
    area = ServiceAreaFactory(owner=library, place=place, name="Facet in Emmen")
    other = OrganisationFactory(name="Andere")
    publications = [PublicationFactory(code=f"pub-{one}") for one in "ab"]
    value = 0
    for code in ("K2", "K1"):
        indicator = IndicatorFactory(code=code, name=f"Kengetal {code}")
        for scope in (library, area, other):
            for year in (2022, 2023):
                value += 1
                figure = FigureFactory(
                    indicator=indicator,
                    scope=Scope.objects.get(pk=scope.pk),
                    period=PeriodFactory(start=date(year, 1, 1)),
                )
                publication = publications[year - 2022]
                ReadingFactory(figure=figure, value=Decimal(value), publication=publication)
                actions.settle(figure=figure)
    sheet = FigureFactory(indicator=indicator, scope=place, period=PeriodFactory())
    ReadingFactory(figure=sheet, source="import", publication=None)
    actions.settle(figure=sheet)


def keys(client, query: str) -> list[int]:
    return [line.figure.pk for line in client.get(f"/cijfers/?{query}").context["lines"]]


FILTERS = {
    "kengetal=K1": {"indicator__code": "K1"},
    "jaar=2022": {"period__end__year": 2022},
    "bron=pub-a": {"period__end__year": 2022},
    "bron=import": {"readings__source": "import"},
    "bron=publication": {"readings__source": "publication"},
    "stand=settled": {"current__isnull": False},
}


@pytest.mark.parametrize("query", FILTERS)
@pytest.mark.usefixtures("many")
def test_each_filter_narrows_the_list(as_, query):
    expected = set(Figure.objects.filter(**FILTERS[query]).values_list("pk", flat=True))

    assert expected
    assert set(keys(as_("stranger"), query)) == expected


@pytest.mark.usefixtures("many")
def test_a_filter_holds_beside_every_other(as_):
    """A period still limits the list when anything else does too."""
    client = as_("stranger")
    for one, other in combinations(FILTERS, 2):
        if one.partition("=")[0] == other.partition("=")[0]:
            continue
        both = set(keys(client, f"{one}&{other}"))

        assert both == set(keys(client, one)) & set(keys(client, other)), (one, other)


@pytest.mark.usefixtures("many")
def test_an_organisation_and_a_place_are_asked_apart(as_, library, place):
    client = as_("stranger")

    of_library = {one.scope.name for one in found(client, f"organisatie={library.pk}")}
    of_place = {one.scope.name for one in found(client, f"plek={place.pk}")}
    of_both = {one.scope.name for one in found(client, f"plek={place.pk}&organisatie={library.pk}")}

    assert of_library == {"Facet", "Facet in Emmen"}
    assert of_place == {"Emmen", "Facet in Emmen"}
    assert of_both == {"Facet in Emmen"}


def found(client, query: str) -> list[Figure]:
    return [line.figure for line in client.get(f"/cijfers/?{query}").context["lines"]]


ORDERS = {
    "kengetal": lambda one: one.indicator.name,
    "plek": lambda one: one.scope.name,
    "periode": lambda one: one.period.end,
}


@pytest.mark.parametrize("name", ORDERS)
@pytest.mark.usefixtures("many")
def test_a_heading_sorts_up_and_down(as_, name):
    client = as_("stranger")

    up, down = found(client, f"sorteer={name}"), found(client, f"sorteer=-{name}")

    assert [ORDERS[name](one) for one in up] == sorted(map(ORDERS[name], up))
    assert [ORDERS[name](one) for one in down] == sorted(map(ORDERS[name], up), reverse=True)
    assert {one.pk for one in up} == {one.pk for one in down}


@pytest.mark.usefixtures("many")
def test_values_are_compared_within_one_indicator_only(as_):
    client = as_("stranger")

    values = [one.current.value for one in found(client, "kengetal=K2&sorteer=-waarde")]

    assert values == sorted(values, reverse=True)
    assert keys(client, "sorteer=-waarde") == keys(client, "")


@pytest.mark.usefixtures("many")
def test_what_has_no_number_comes_last_whichever_way(people, library):
    indicator = IndicatorFactory(code="K3")
    for state, value in (("withheld", None), ("value", Decimal(0)), ("value", Decimal(4))):
        one = FigureFactory(indicator=indicator, scope=OrganisationFactory())
        ReadingFactory(figure=one, state=state, value=value)
        actions.settle(figure=one)

    for sort, expected in (("waarde", [0, 4, None]), ("-waarde", [4, 0, None])):
        page = figure_list(people["stranger"], Choice(indicator="K3", sort=sort))
        lines = lines_of(page, people["stranger"])
        assert [line.figure.current.value for line in lines] == expected


@pytest.mark.usefixtures("many")
def test_a_heading_says_how_the_list_is_sorted_and_keeps_the_rest(as_):
    page = as_("stranger").get("/cijfers/?jaar=2022&sorteer=-plek&page=1").content.decode()

    assert re.findall(r'aria-sort="(\w+)"', page) == ["descending"]
    assert 'href="?jaar=2022&amp;sorteer=plek"' in page
    assert 'href="?jaar=2022&amp;sorteer=-kengetal"' not in page
    assert '<input type="hidden" name="sorteer" value="-plek"' in page


@pytest.mark.parametrize("sort", ["", "-kengetal", "plek", "-periode"])
def test_every_figure_stands_on_one_page(people, many, sort, monkeypatch):
    monkeypatch.setattr("libraries.overviews.searching.FIGURES_A_PAGE", 5)
    pages = [figure_list(people["stranger"], Choice(sort=sort), page=one) for one in (1, 2, 3)]

    read = [pk for page in pages for pk in page.object_list]

    assert len(read) == 13
    assert set(read) == set(Figure.objects.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("most", "is_cut", "words"), [(12, True, "Meer dan 12 cijfers"), (13, False, "13 cijfers")]
)
def test_a_list_that_is_too_long_is_cut_and_says_so(as_, many, most, is_cut, words, monkeypatch):
    for module in ("biblionet.kit.paging", "libraries.overviews.searching"):
        monkeypatch.setattr(f"{module}.MOST", most)
    cache.clear()

    response = as_("stranger").get("/cijfers/?page=9999")

    assert response.context["page"].paginator.is_cut is is_cut
    assert f">{words}</caption>" in response.content.decode()
    assert ("Maak de lijst korter" in response.content.decode()) is is_cut
    assert len(response.context["lines"]) == most


def test_a_bounded_paginator_counts_what_it_shows():
    pages = paging.BoundedPaginator(range(10_000), 50, found=paging.MOST + 1)

    assert (pages.count, pages.is_cut, pages.num_pages) == (paging.MOST, True, paging.MOST // 50)


def test_nobody_finds_by_a_source_what_they_may_not_see(people, library):
    draft = EntryFactory(figure=FigureFactory(scope=Scope.objects.get(pk=library.pk)))

    for person, sees in (("manager", True), ("staff", True), ("neighbour", False)):
        for choice in (Choice(), Choice(source="entry"), Choice(status="waiting")):
            seen = figures_seen(people[person], choice)
            assert seen.filter(pk=draft.figure_id).exists() is sees, (person, choice)


def test_a_withdrawn_reading_is_no_contradiction_and_no_source(people, library):
    """What came in by mistake and was withdrawn makes no figure contradict itself."""
    figure = FigureFactory(scope=Scope.objects.get(pk=library.pk))
    ReadingFactory(figure=figure, value=Decimal(1))
    wrong = ReadingFactory(figure=figure, value=Decimal(2), source="import", publication=None)
    ReadingFactory(
        figure=figure,
        revises=wrong,
        source="import",
        publication=None,
        is_withdrawal=True,
        state="not_reported",
        value=None,
        explanation="Verkeerd bestand.",
    )
    actions.settle(figure=figure)

    assert list(figures_seen(people["staff"], Choice(status="conflict"))) == []
    assert list(figures_seen(people["staff"], Choice(status="settled"))) == [figure]


@pytest.mark.parametrize("query", ["", MUCH, "sorteer=plek", "stand=conflict", "bron=entry"])
def test_a_list_takes_as_many_queries_for_three_as_for_one(
    as_, library, query, django_assert_max_num_queries
):
    client, counts = as_("manager"), []
    for count in (1, 3):
        before = transaction.savepoint()
        for _number in range(count):
            indicator = IndicatorFactory(code="K2" if not _number else f"K2-{_number}")
            figure = FigureFactory(
                indicator=indicator,
                scope=Scope.objects.get(pk=library.pk),
                period=PeriodFactory(start=date(2022, 1, 1)),
            )
            ReadingFactory(figure=figure)
            EntryFactory(figure=figure)
            actions.settle(figure=figure)
        cache.clear()
        client.get(f"/cijfers/?{query}")
        with django_assert_max_num_queries(20) as captured:
            assert client.get(f"/cijfers/?{query}").status_code == 200
        counts.append(len(captured))
        transaction.savepoint_rollback(before)

    assert counts[0] == counts[1]


@pytest.mark.parametrize("is_example", [True, False])
def test_years_offered_are_those_with_figures(as_, library, is_example):
    PeriodFactory(start=date(2019, 1, 1))
    FigureFactory(period=PeriodFactory(start=date(2021, 1, 1), is_example=is_example))

    offered = dict(as_("staff").get("/cijfers/").context["form"].fields["jaar"].choices)

    assert set(offered) == {"", str(Year(2021, is_example=is_example))}


# Other lists of figures


def test_contradictions_have_pages_and_the_example_comes_last(as_, monkeypatch):
    monkeypatch.setattr("libraries.overviews.searching.FIGURES_A_PAGE", 2)
    for is_example in (True, False, False):
        figure = FigureFactory(period=PeriodFactory(is_example=is_example))
        for value in (1, 2):
            ReadingFactory(figure=figure, value=Decimal(value))
    client = as_("staff")

    pages = [client.get(f"/cijfers/tegenspraken/?page={number}").context for number in (1, 2)]

    assert [len(page["lines"]) for page in pages] == [2, 0]
    assert [len(page["example_lines"]) for page in pages] == [0, 1]
    assert {len(line.readings) for page in pages for line in page["page"]} == {2}


def test_what_a_publication_says_has_pages(as_, many, monkeypatch):
    monkeypatch.setattr("libraries.overviews.indicators.READINGS_A_PAGE", 4)
    client = as_("stranger")

    pages = [client.get(f"/publicaties/pub-a/?page={number}").context["page"] for number in (1, 2)]

    read = [one.pk for page in pages for one in page.readings]
    assert [len(page.readings) for page in pages] == [4, 2]
    assert len(set(read)) == 6
    assert "6 waarden" in client.get("/publicaties/pub-a/").content.decode()


@pytest.mark.parametrize(
    "url", ["/cijfers/tegenspraken/", "/publicaties/pub-a/", "/kengetallen/K1/"]
)
def test_other_lists_take_as_many_queries_for_three_as_for_one(
    as_, url, django_assert_max_num_queries
):
    client, counts = as_("staff"), []
    for count in (1, 3):
        before = transaction.savepoint()
        indicator, publication = IndicatorFactory(code="K1"), PublicationFactory(code="pub-a")
        for _number in range(count):
            figure = FigureFactory(indicator=indicator)
            ReadingFactory(figure=figure, publication=publication, value=Decimal(1))
            ReadingFactory(figure=figure, value=Decimal(2))
        cache.clear()
        client.get(url)
        with django_assert_max_num_queries(20) as captured:
            assert client.get(url).status_code == 200
        counts.append(len(captured))
        transaction.savepoint_rollback(before)

    assert counts[0] == counts[1]
