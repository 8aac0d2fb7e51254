"""The feed: what stands in it, what never does, and that every number means what it says."""

import base64
from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from libraries import actions
from libraries.models import Scope
from libraries.overviews import feed
from tests.factories.libraries import (
    BranchFactory,
    EntryFactory,
    FigureFactory,
    IndicatorFactory,
    MunicipalityFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PeriodFactory,
    PublicationFactory,
    ReadingFactory,
    ScopeFactory,
    ServiceAreaFactory,
)
from tests.libraries.feed.asking import ask, key_of, lines, records, said, text_of

pytestmark = pytest.mark.django_db
TABLES = sorted(feed.TABLES)


# What stands in it


def test_a_fact_says_everything_of_a_figure(secret, library):
    indicator = IndicatorFactory(code="HOURS", decimals=1)
    publication = PublicationFactory(code="kengetallen")
    figure = said(
        indicator,
        library,
        Decimal("1931.5"),
        decimals=1,
        qualifier="about",
        method="estimated",
        finality="provisional",
        publication=publication,
    )

    (line,) = lines(secret, "facts.csv")

    assert line == {
        "fact": f"f{figure.pk}",
        "kind": "reported",
        "measure": "HOURS",
        "definition": "HOURS:v1",
        "period": "calendar_year:2023-01-01",
        "scope": "organisation:facet",
        "part": "library",
        "state": "value",
        "value": "1931.5",
        "decimals": "1",
        "qualifier": "about",
        "status": "accepted",
        "coverage": "",
        "reported": "",
        "expected": "",
        "method": "estimated",
        "finality": "provisional",
        "source": "publication",
        "publication": "kengetallen",
        "accepted_on": figure.current.accepted_at.date().isoformat(),
        "is_example": "false",
    }


def test_a_zero_is_0_and_what_is_missing_is_empty_and_says_why(secret, library, indicator):
    said(indicator, library, Decimal(0))
    said(indicator, OrganisationFactory(code="geen"), None, state="withheld")

    told = {line["scope"]: (line["state"], line["value"]) for line in lines(secret, "facts.csv")}
    same = {one["scope"]: (one["state"], one["value"]) for one in records(secret, "facts.json")}

    assert told == {"organisation:facet": ("value", "0"), "organisation:geen": ("withheld", "")}
    assert same == {"organisation:facet": ("value", "0"), "organisation:geen": ("withheld", None)}


def test_sources_that_contradict_each_other_give_no_value(secret, some_figures):
    states = [
        (line["status"], line["state"], line["value"])
        for line in lines(secret, "facts.csv")
        if line["fact"] == f"f{some_figures['conflict'].pk}"
    ]

    assert states == [("contradicted", "conflict", "")]


@pytest.mark.parametrize("person", ["manager", "neighbour", "staff"])
def test_nothing_that_is_not_accepted_stands_in_it_for_nobody(people, library, indicator, person):
    draft = FigureFactory(indicator=indicator, scope=library)
    EntryFactory(figure=draft, value=Decimal(987654), is_submitted=True)
    corrected = said(IndicatorFactory(), library, Decimal(5))
    EntryFactory(
        figure=corrected,
        value=Decimal(987655),
        revises=corrected.current,
        explanation="kanarie",
    )
    secret = key_of(people[person])

    for name in TABLES:
        for kind in ("csv", "json"):
            told = text_of(ask(secret, f"{name}.{kind}"))
            assert "98765" not in told
            assert "kanarie" not in told
    assert [one["value"] for one in records(secret, "facts.json")] == ["5"]


def test_what_was_chosen_is_what_stands_in_it(secret, people, some_figures):
    figure = some_figures["conflict"]
    chosen = figure.readings.order_by("pk").last()
    actions.choose_reading(figure=figure, reading=chosen, reason="Actueel.", by=people["staff"])

    (fact,) = [one for one in records(secret, "facts.json") if one["fact"] == f"f{figure.pk}"]

    assert (fact["status"], fact["value"]) == ("accepted", f"{chosen.value:.0f}")


# Sums


def test_a_total_of_the_network_says_what_it_covers_and_that_it_is_rounded(secret, network):
    (total,) = records(secret, "facts.json?kind=computed")

    assert total | {"fact": ""} == {
        "fact": "",
        "kind": "computed",
        "measure": "LOANS",
        "definition": "LOANS:v1",
        "period": "calendar_year:2023-01-01",
        "scope": "network:drenthe",
        "part": "library",
        "state": "value",
        "value": "660",
        "decimals": 0,
        "qualifier": "about",  # one part is "over 660": a rounded word never enters a sum silently
        "status": "provisional",
        "coverage": "2 of 3",
        "reported": 2,
        "expected": 3,
        "method": None,
        "finality": None,
        "source": None,
        "publication": None,
        "accepted_on": None,
        "is_example": False,
    }


def test_a_total_of_zeros_is_0_and_without_reports_there_is_no_row(secret, library):
    network = ScopeFactory()
    NetworkMemberFactory(network=network, organisation=library)
    zero, nothing = IndicatorFactory(code="ZERO"), IndicatorFactory(code="NOTHING")
    said(zero, library, Decimal(0))
    said(nothing, library, None, state="not_reported")

    computed = records(secret, "facts.json?kind=computed")

    assert [(one["measure"], one["value"], one["status"]) for one in computed] == [
        ("ZERO", "0", "complete")
    ]


def test_what_cannot_be_added_up_has_no_total(secret, network, library):
    said(IndicatorFactory(code="SHARE", over_places="none", over_time="none"), library, Decimal(5))

    assert {one["measure"] for one in records(secret, "facts.json?kind=computed")} == {"LOANS"}


def test_a_ratio_is_divided_again_over_places_with_both_terms(secret, network, library, indicator):
    members = IndicatorFactory(code="MEMBERS")
    IndicatorFactory(
        code="PER_MEMBER",
        over_places="ratio",
        over_time="none",
        decimals=2,
        numerator=indicator,
        denominator=members,
    )
    said(members, OrganisationFactory(name="Elders"), Decimal(7))
    noord = Scope.objects.get(name="Noord")
    said(members, noord, Decimal(7))

    ratio = next(
        one for one in records(secret, "facts.json?kind=computed") if one["measure"] == "PER_MEMBER"
    )

    assert (ratio["value"], ratio["coverage"], ratio["qualifier"]) == ("94.29", "1 of 3", "about")


def test_a_stock_is_not_added_up_over_periods(secret, library):
    """Four quarters of a stock are four rows, and no row of the year is made out of them."""
    stock = IndicatorFactory(code="STOCK", nature="stock", over_time="last")
    NetworkMemberFactory(network=ScopeFactory(), organisation=library)
    for month in (1, 4, 7, 10):
        quarter = PeriodFactory(kind="quarter", start=date(2023, month, 1))
        said(stock, library, Decimal(100), period=quarter)

    rows = records(secret, "facts.json")

    assert {one["value"] for one in rows} == {"100"}
    assert {one["period"].partition(":")[0] for one in rows} == {"quarter"}
    assert len(rows) == 8


def test_whole_institutions_stay_out_of_a_total_of_the_network(secret, network, library):
    indicator = IndicatorFactory(code="VISITS")
    for body, part in ((library, "library"), (Scope.objects.get(name="Noord"), "whole")):
        figure = FigureFactory(indicator=indicator, scope=body, part=part)
        ReadingFactory(figure=figure, value=Decimal(10))
        actions.settle(figure=figure)

    (total,) = records(secret, "facts.json?kind=computed&indicator=VISITS")

    assert (total["value"], total["coverage"]) == ("10", "1 of 3")


# Filters


FILTERS = {
    "": {"0", "660", "7", "3"},
    "year=2022": {"7"},
    "year=2023": {"0", "660", "3"},
    "indicator=OTHER": {"3"},
    "scope=organisation:facet": {"0", "7", "3"},
    "year=2022&scope=organisation:facet": {"7"},
    "example=1": {"0", "660", "7", "3", "9"},
    "year=2023&example=1": {"0", "660", "3", "9"},
}


@pytest.mark.parametrize("query", FILTERS)
def test_a_filter_narrows_the_facts(secret, two_years, query):
    rows = records(secret, f"facts.json?kind=reported&{query}")

    assert {one["value"] for one in rows} == FILTERS[query]
    assert {one["value"] for one in rows if one["is_example"]} == FILTERS[query] & {"9"}


def test_computed_rows_follow_the_same_filters(secret, two_years):
    def computed(query: str) -> set[tuple[str, str, str]]:
        rows = records(secret, f"facts.json?kind=computed&{query}")
        return {(one["measure"], one["period"][-10:], one["value"]) for one in rows}

    assert computed("year=2022") == {("LOANS", "2022-01-01", "7")}
    assert computed("indicator=OTHER") == {("OTHER", "2023-01-01", "3")}
    assert computed("scope=organisation:facet") == set()
    assert computed("scope=network:drenthe&year=2022") == {("LOANS", "2022-01-01", "7")}


def test_the_example_is_in_no_table_unless_asked(secret, two_years):
    assert {one["is_example"] for one in records(secret, "periods.json")} == {False}
    assert {one["is_example"] for one in records(secret, "periods.json?example=1")} == {True, False}


@pytest.mark.parametrize(
    "path",
    [
        "facts.json?year=zomer",
        "facts.json?year=99999",
        "facts.json?indicator=BESTAAT_NIET",
        "facts.json?scope=facet",
        "facts.json?scope=organisation:9999",
        "facts.json?kind=alles",
        "facts.json?example=ja",
        "facts.json?after=x",
        "facts.json?after=t1",
        "facts.json?year=2022&year=2023",
        "facts.json?token=geheim",
        "facts.csv?after=1",
        "scopes.json?year=2023",
    ],
)
def test_what_cannot_be_asked_is_refused_and_not_left_out(secret, path):
    response = ask(secret, path)

    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 400


def test_a_table_that_there_is_not_is_not_found(secret):
    assert ask(secret, "drafts.csv").status_code == 404
    assert ask(secret, "drafts.json").headers["Content-Type"] == "application/problem+json"


# What has not changed


def test_what_did_not_change_is_not_sent_again(secret, network, people, indicator):
    first = ask(secret, "facts.csv")
    text_of(first)

    again = ask(secret, "facts.csv", if_none_match=first.headers["ETag"])
    other = ask(secret, "facts.csv?year=2023", if_none_match=first.headers["ETag"])
    actions.report_figure(
        indicator=indicator,
        scope=OrganisationFactory(),
        period=PeriodFactory(kind="calendar_year", start=date(2021, 1, 1), is_opened=True),
        value=Decimal(1),
        by=people["staff"],
    )
    later = ask(secret, "facts.csv", if_none_match=first.headers["ETag"])

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"] == "private, no-cache"
    assert (other.status_code, later.status_code) == (200, 200)
    assert later.headers["ETag"] != first.headers["ETag"]


def test_two_keys_never_share_an_answer(people, network):
    whole, part = key_of(people["staff"]), key_of(people["staff"], "organisation:facet")

    first = ask(whole, "facts.csv")

    assert ask(part, "facts.csv", if_none_match=first.headers["ETag"]).status_code == 200
    assert "Authorization" in first.headers["Vary"]


# How much it takes


@pytest.mark.parametrize("path", ["facts.json", "facts.csv", *(f"{name}.csv" for name in TABLES)])
def test_the_feed_takes_as_many_queries_for_three_as_for_one(secret, path):
    counts = []
    for count in (1, 3):
        before = transaction.savepoint()
        network = ScopeFactory()
        for _number in range(count):
            body = OrganisationFactory()
            NetworkMemberFactory(network=network, organisation=body)
            area = ServiceAreaFactory(owner=body, place=MunicipalityFactory())
            BranchFactory(owner=body, place=area.place)
            said(IndicatorFactory(), body, Decimal(4))
            said(
                IndicatorFactory(),
                body,
                Decimal(4),
                period=PeriodFactory(start=date(2020 + _number, 1, 1)),
            )
        text_of(ask(secret, path))
        with CaptureQueriesContext(connection) as queries:
            text_of(ask(secret, path))
        counts.append(len(queries))
        transaction.savepoint_rollback(before)
        cache.clear()

    assert counts[0] == counts[1]
    assert counts[0] <= 16


def test_a_file_is_written_while_it_is_read(secret, network):
    response = ask(secret, "facts.csv")

    assert response.streaming
    assert "Content-Length" not in response.headers


def test_a_head_reads_no_figures(secret, network):
    with CaptureQueriesContext(connection) as queries:
        response = Client().head(
            "/feed/v1/facts.csv", headers={"authorization": f"Bearer {secret}"}
        )

    assert (response.status_code, response.content) == (200, b"")
    assert not any("libraries_figure" in one["sql"] for one in queries)


def test_basic_takes_the_key_as_password(secret, network):
    pair = base64.b64encode(f"wie dan ook:{secret}".encode()).decode()

    assert ask("", "facts.csv", authorization=f"Basic {pair}").status_code == 200
