"""The story of one figure: as much of it as somebody may know."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from biblionet.kit.templatetags.ui import completeness
from libraries import actions
from libraries.models import Figure, Indicator, Scope
from libraries.overviews import FigurePage, figure_page
from libraries.templatetags.figures import counted
from tests.factories.libraries import (
    DefinitionFactory,
    FigureFactory,
    IndicatorFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PeriodFactory,
    ReadingFactory,
    ScopeFactory,
)
from tests.libraries.making import CORRECTED

pytestmark = pytest.mark.django_db


def said(indicator: Indicator, scope: Scope, *values: object, **more: object) -> Figure:
    figure = FigureFactory(
        indicator=indicator, scope=Scope.objects.get(pk=scope.pk), period=PeriodFactory()
    )
    for value in values:
        ReadingFactory(figure=figure, value=Decimal(value), **more)
    return actions.settle(figure=figure)


@pytest.fixture
def look(people):
    """Look at a figure as one of the cast."""

    def do(figure: Figure, person: str = "stranger") -> FigurePage:
        return figure_page(Figure.objects.with_labels().get(pk=figure.pk), people[person])

    return do


@pytest.fixture
def typed(people, library, indicator, year) -> Figure:
    """A figure that was sent back once, accepted, and is being corrected."""
    manager, staff = people["manager"], people["staff"]
    arguments = {"indicator": indicator, "scope": library, "period": year, "by": manager}
    reading = actions.report_figure(value=Decimal(10), **arguments)
    actions.submit_reading(reading=reading, by=manager)
    actions.send_back_reading(reading=reading, reason="Tel na.", by=staff)
    actions.submit_reading(reading=reading, by=manager)
    actions.accept_reading(reading=reading, by=staff)
    actions.report_figure(value=Decimal(11), **CORRECTED, **arguments)
    return reading.figure


@pytest.mark.parametrize(
    ("person", "readings", "steps"),
    [
        ("manager", 2, 6),
        ("director", 2, 6),
        ("staff", 2, 6),
        ("neighbour", 1, 1),
        ("stranger", 1, 1),
    ],
)
def test_unfinished_business_is_for_its_own_people(look, typed, person, readings, steps):
    page = look(typed, person)

    assert len(page.readings) == readings
    assert len(page.history) == steps
    assert page.facts.current.value == 10
    assert any("Tel na." in line.reason for line in page.history) is (steps == 6)


def test_a_correction_is_shown_before_and_after_with_its_reason(client, people, typed):
    client.force_login(people["manager"])

    page = " ".join(client.get(typed.get_absolute_url()).content.decode().split())

    assert re.search(r">10</span> → <span[^>]*>11</span>", page)
    assert "verkeerd ingevuld" in page
    assert "Er stond een nul te veel." in page


@pytest.mark.parametrize(
    ("person", "may_report", "may_choose"),
    [("manager", True, False), ("director", False, False), ("staff", True, True)],
)
def test_what_one_may_do_here(look, typed, person, may_report, may_choose):
    page = look(typed, person)

    assert (page.may_report, page.may_choose) == (may_report, may_choose)


def test_a_figure_at_another_level_is_not_typed(look, indicator):
    network = said(indicator, ScopeFactory(), 5)

    assert not look(network, "staff").may_report


def test_a_figure_of_a_quarter_is_not_typed_by_itself(look, people, library, indicator):
    quarter = PeriodFactory(kind="quarter", start=date(2023, 1, 1))
    figure = FigureFactory(
        indicator=indicator, scope=Scope.objects.get(pk=library.pk), period=quarter
    )
    ReadingFactory(figure=figure)

    assert not look(actions.settle(figure=figure), "manager").may_report


def test_a_draft_alone_has_a_page_for_its_own_people_only(
    look, client, people, library, indicator, year
):
    draft = actions.report_figure(
        indicator=indicator, scope=library, period=year, value=Decimal(1), by=people["manager"]
    )

    assert look(draft.figure, "manager").facts is None
    for person, status in (("manager", 200), ("staff", 200), ("neighbour", 404)):
        client.force_login(people[person])
        assert client.get(draft.figure.get_absolute_url()).status_code == status


def test_a_contradiction_shows_all_values(look, library, indicator):
    page = look(said(indicator, library, 186, 254))

    assert page.is_conflict
    assert {one.value for one in page.facts.readings} == {186, 254}


def test_a_ratio_is_computed_again(look, library):
    loans, members = IndicatorFactory(), IndicatorFactory()
    ratio = IndicatorFactory(
        over_places="ratio", over_time="none", numerator=loans, denominator=members
    )
    for indicator, value in ((loans, 3712871), (members, 133914)):
        said(indicator, library, value)

    check = look(said(ratio, library, 25)).ratio

    assert (round(check.computed, 1), check.agrees) == (Decimal("27.7"), False)


def test_parts_whole_predecessor_and_successor(look, library):
    whole = IndicatorFactory()
    old = IndicatorFactory(part_of=whole)
    new = IndicatorFactory(part_of=whole, follows=old, follows_with_break=True)
    total, before, after = (
        said(one, library, value) for one, value in ((whole, 45), (old, 43), (new, 57))
    )

    assert look(before).whole.figure == total
    assert [one.figure for one in look(before).successors] == [after]
    assert look(after).predecessor.figure == before
    page = look(total)
    assert [one.figure for one in page.parts] == [after]
    assert page.parts_check.verdict == "more"


def test_a_published_total_stands_beside_what_was_reported(look, indicator):
    network = ScopeFactory()
    for value in (10, 20):
        member = NetworkMemberFactory(network=network).organisation
        said(indicator, member, value)

    page = look(said(indicator, network, 45))

    assert (page.total.value, page.total.contradicts, len(page.total.parts)) == (30, True, 2)


def test_a_sum_says_whose_figure_it_left_out_and_why(client, people, indicator):
    network = ScopeFactory()
    bodies = [NetworkMemberFactory(network=network).organisation for _ in range(3)]
    said(indicator, bodies[0], 10)
    whole = FigureFactory(
        indicator=indicator, scope=bodies[1], period=PeriodFactory(), part=Figure.Part.WHOLE
    )
    ReadingFactory(figure=whole, value=Decimal(20))
    actions.settle(figure=whole)
    published = said(indicator, network, 30)
    client.force_login(people["stranger"])

    for url in (published.get_absolute_url(), "/netwerk/2023/"):
        page = " ".join(client.get(url).content.decode().split())
        reason = "(gaat over de hele instelling)"
        assert f"Niet meegeteld: {bodies[1].name} {reason}, {bodies[2].name}</span>" in page


@pytest.mark.parametrize(
    ("part", "whole", "kind", "words"),
    [
        (1, 1, "organisation", "1 van 1 organisatie"),
        (0, 4, "organisation", "0 van 4 organisaties"),
        (1, 1, "branch", "1 van 1 vestiging"),
        (1, 2, "network", "1 van 2 netwerken"),
        (0, 1, "place", "0 van 1 plek"),
        (1, 1, "service_area", "1 van 1 gemeente"),
        (3, 12, "municipality", "3 van 12 gemeenten"),
    ],
)
def test_what_is_counted_is_one_or_many(part, whole, kind, words):
    assert counted(part, whole, kind) == words
    meter = completeness(part, whole, "", words=words)
    assert words in render_to_string("components/completeness-meter.html", meter)


def test_a_sum_over_one_organisation_says_so_in_the_singular(client, people, indicator):
    network = ScopeFactory()
    said(indicator, NetworkMemberFactory(network=network).organisation, 10)
    client.force_login(people["stranger"])

    page = client.get("/netwerk/2023/").content.decode()

    assert "1 van 1 organisatie<" in page


def test_a_figure_by_an_earlier_definition_keeps_its_own_story(look, library, indicator):
    early = said(indicator, library, 10)
    later = DefinitionFactory(indicator=indicator, version=2, valid_from=date(2023, 1, 1))
    late = FigureFactory(indicator=indicator, definition=later, scope=library, period=early.period)
    ReadingFactory(figure=late, value=Decimal(7))
    actions.settle(figure=late)

    assert look(early).facts.current.value == 10
    assert look(late).facts.current.value == 7


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(
    client, people, count, django_assert_max_num_queries
):
    network, whole = ScopeFactory(), IndicatorFactory()
    for indicator in (whole, *IndicatorFactory.create_batch(count, part_of=whole)):
        for body in OrganisationFactory.create_batch(count):
            NetworkMemberFactory(network=network, organisation=body)
            said(indicator, body, 5, 5)
        said(indicator, network, 5, 6)
    shown = Figure.objects.get(indicator=whole, scope=network)
    client.force_login(people["admin"])

    client.get(shown.get_absolute_url())
    with django_assert_max_num_queries(20):
        response = client.get(shown.get_absolute_url())

    assert response.status_code == 200
    assert reverse("libraries:choose", args=[shown.pk]) in response.content.decode()
