"""Pages of facts, and the tables around them: every key leads somewhere, every cell fits."""

import re
from datetime import date
from decimal import Decimal

import pytest

from libraries.models import Indicator
from libraries.overviews import feed
from tests.factories.libraries import (
    DefinitionFactory,
    IndicatorFactory,
    OrganisationFactory,
)
from tests.libraries.feed.asking import ask, lines, records, said

pytestmark = pytest.mark.django_db
TABLES = sorted(feed.TABLES)


# Pages


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_pages_of_facts_never_overlap_and_leave_nothing_out(secret, two_years, monkeypatch, size):
    monkeypatch.setattr("libraries.views.feed.FACTS_A_PAGE", size)
    whole = [line["fact"] for line in lines(secret, "facts.csv?example=1")]
    read, address = [], "/feed/v1/facts.json?example=1"
    while address:
        page = ask(secret, address.partition("/feed/v1/")[2]).json()
        assert 0 < len(page["data"]) <= size
        read += [one["fact"] for one in page["data"]]
        address = page["next"] or ""
        assert not address or "example=1" in address

    assert read == whole
    assert len(set(read)) == len(read)


def test_a_page_goes_on_where_it_was_while_figures_come_in(secret, two_years, monkeypatch):
    monkeypatch.setattr("libraries.views.feed.FACTS_A_PAGE", 2)
    first = ask(secret, "facts.json?kind=reported").json()
    said(IndicatorFactory(code="NEW"), OrganisationFactory(), Decimal(1))

    second = ask(secret, first["next"].partition("/feed/v1/")[2]).json()

    assert not {one["fact"] for one in first["data"]} & {one["fact"] for one in second["data"]}


# The star


def test_every_key_of_a_fact_is_a_row_of_its_table(secret, everything):
    DefinitionFactory(
        indicator=Indicator.objects.get(code="LOANS"), version=2, valid_from="2024-01-01"
    )
    for name, table in feed.TABLES.items():
        rows = records(
            secret, f"{name}.json?example=1" if "example" in table.narrowed_by else f"{name}.json"
        )
        for column in table.columns:
            if column.leads_to:
                other = feed.TABLES[column.leads_to]
                query = "?example=1" if "example" in other.narrowed_by else ""
                there = {
                    one[other.columns[0].name]
                    for one in records(secret, f"{other.name}.json{query}")
                }
                assert {one[column.name] for one in rows} - {None} <= there, (name, column.name)


@pytest.mark.parametrize("name", TABLES)
def test_both_kinds_of_file_say_the_same(secret, everything, name):
    plain = {None: "", True: "true", False: "false"}

    def written(cell: object) -> str:
        return str(cell) if type(cell) is int else plain.get(cell, str(cell))

    told = records(secret, f"{name}.json")
    in_json = [{key: written(cell) for key, cell in one.items()} for one in told]

    assert in_json
    assert lines(secret, f"{name}.csv") == in_json


@pytest.mark.parametrize("name", TABLES)
def test_a_row_holds_what_its_columns_say(secret, everything, name):
    kinds = {"text": str, "number": str, "count": int, "flag": bool, "day": str}
    for record in records(secret, f"{name}.json"):
        for column in feed.TABLES[name].columns:
            cell = record[column.name]
            if cell is None:
                assert column.may_be_empty, column.name
                continue
            assert type(cell) is kinds[column.kind], column.name
            assert not column.among or cell in column.among, column.name
            if column.kind == "number":
                assert re.fullmatch(r"-?\d+(\.\d+)?", cell)
            if column.kind == "day":
                assert date.fromisoformat(cell)


def test_keys_are_unique(secret, everything):
    for name, table in feed.TABLES.items():
        keys = [one[table.columns[0].name] for one in records(secret, f"{name}.json")]
        assert len(set(keys)) == len(keys), name


def test_text_that_a_spreadsheet_would_compute_goes_out_as_text(secret):
    OrganisationFactory(code="rekent", name="=1+1")

    (line,) = [one for one in lines(secret, "scopes.csv") if one["code"] == "rekent"]
    (record,) = [one for one in records(secret, "scopes.json") if one["code"] == "rekent"]

    assert (line["name"], record["name"]) == ("'=1+1", "=1+1")


def test_a_negative_number_stays_a_number(secret, library):
    said(IndicatorFactory(lowest=None), library, Decimal("-4.25"), decimals=2)

    assert [line["value"] for line in lines(secret, "facts.csv")] == ["-4.25"]
