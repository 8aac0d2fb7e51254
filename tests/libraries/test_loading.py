"""The real data, as loaded: counts, contradictions, and that a second time nothing changes."""

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from biblionet.trail.models import Step
from libraries import actions, resources
from libraries.models import (
    Branch,
    Definition,
    Figure,
    Indicator,
    Municipality,
    Organisation,
    Publication,
    Reading,
    Scope,
    ServiceArea,
    Year,
)
from libraries.overviews import FactBook, gather_facts
from libraries.resources.loading import DATA, decimals_in, read_master_data, read_quotes

pytestmark = [pytest.mark.usefixtures("drenthe"), pytest.mark.django_db]


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def scope(code: str, kind: str = "network") -> Scope:
    return Scope.objects.get(kind=kind, code=code)


@pytest.fixture
def book() -> FactBook:
    return gather_facts(indicators=None, years=map(Year, range(2015, 2025)))


def test_everything_of_the_files_is_there():
    assert Organisation.objects.count() == 7
    assert Municipality.objects.count() == ServiceArea.objects.count() == 12
    assert Branch.objects.count() == 34
    assert Indicator.objects.count() == len(rows(DATA / "indicators.csv"))
    assert Publication.objects.count() == len(rows(DATA / "publications.csv"))


def test_each_of_202_published_values_is_a_reading():
    published = rows(DATA / "statistics.csv")
    there = {
        (
            one.figure.scope.kind,
            one.figure.scope.code,
            str(one.figure.period.end.year),
            one.figure.indicator.code,
            one.publication.code,
        ): (one.value, one.decimals, one.qualifier)
        for one in Reading.objects.select_related(
            "figure__scope", "figure__period", "figure__indicator", "publication"
        )
    }

    assert len(published) == 202
    assert len(there) == 202 + len(rows(DATA / "statistics_parts.csv"))
    for row in published:
        key = tuple(
            row[name]
            for name in ("scope_type", "scope_code", "year", "indicator_code", "publication")
        )
        assert there[key] == (Decimal(row["value"]), decimals_in(row["value"]), row["qualifier"])


def test_the_unit_of_every_published_value_is_the_one_of_its_indicator():
    spoken = {
        ("EUR", 1000): "EUR x 1000",
        ("EUR", 1_000_000): "EUR x mln",
        ("verhouding", 1): "ratio",
    }
    units = {
        one.code: spoken.get((one.unit, one.multiplier), one.unit)
        for one in Indicator.objects.all()
    }

    assert [
        row for row in rows(DATA / "statistics.csv") if units[row["indicator_code"]] != row["unit"]
    ] == []


def test_equal_values_of_two_publications_are_two_readings_of_one_figure():
    members = Figure.objects.get(
        indicator__code="MEMBERS_TOTAL", scope=scope("drenthe"), period__end__year=2019
    )

    assert [one.publication.code for one in members.readings.order_by("pk")] == [
        "kengetallen-2018-2019",
        "kengetallen-2019-2020",
    ]
    assert members.current.publication.code == "kengetallen-2019-2020"


def test_the_open_contradictions_are_those_we_know_of():
    known = {
        ("EBOOK_ACCOUNTS", 2018): {Decimal(16475), Decimal(13431)},
        ("DBOS_LOCATIONS", 2019): {Decimal(186), Decimal(254)},
        ("FIN_SUBSIDY_PER_INHABITANT", 2023): {Decimal(18), Decimal("15.08")},
    }
    open_ones = Figure.objects.filter(current=None).select_related("indicator", "period")

    assert {
        (one.indicator.code, one.period.end.year): {said.value for said in one.readings.all()}
        for one in open_ones
    } == known


# The oracle: how each published contradiction shows itself here.


def of_one_figure(code: str, year: int, kind: str = "network", place: str = "drenthe"):
    def shows(book: FactBook) -> set[str]:
        fact = book.get(code, scope(place, kind), Year(year))
        return set() if fact.is_settled else {plain(one.value) for one in fact.readings}

    return shows


def of_two_series(before: str, after: str, year: int):
    def shows(book: FactBook) -> set[str]:
        facts = [book.get(code, scope("drenthe"), Year(year)) for code in (before, after)]
        follows = facts[1].figure.indicator
        assert (follows.follows.code, follows.follows_with_break) == (before, True)
        return {plain(fact.current.value) for fact in facts}

    return shows


def of_parts(book: FactBook) -> set[str]:
    check = book.check_parts("TAALHUIS_TRAJECTORIES", scope("GM1680", "municipality"), Year(2021))
    assert check.verdict == "more"
    return {plain(check.total), plain(check.parts)}


def of_a_ratio(book: FactBook) -> set[str]:
    check = book.check_ratio("LOANS_PER_MEMBER", scope("drenthe"), Year(2015))
    assert not check.agrees
    published = book.get("LOANS_PER_MEMBER", scope("drenthe"), Year(2015)).current.value
    return {plain(published), plain(round(check.computed, 1))}


def of_other_contents(book: FactBook) -> set[str]:
    both = book.get("LIBRARIES_AND_SERVICE_POINTS", scope("drenthe"), Year(2019)).current.value
    libraries = book.get("LIBRARIES", scope("drenthe"), Year(2019)).current.value
    check = book.check_parts("LIBRARIES_AND_SERVICE_POINTS", scope("drenthe"), Year(2019))
    assert check.verdict == "fits"
    return {plain(both), plain(libraries)}


def of_a_misprint(book: FactBook) -> set[str]:
    reading = book.get("FIN_LIQUIDITY", scope("biblionet", "organisation"), Year(2023)).current
    assert (reading.printed_as, reading.figure.indicator.unit) == ("0,86%", "verhouding")
    return {plain(reading.value)}


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


SHOWS = {
    "loans of de Bibliotheek op school": of_two_series("LOANS_DBOS", "LOANS_DBOS_SCHOOLWISE", 2018),
    "e-book accounts 2018": of_one_figure("EBOOK_ACCOUNTS", 2018),
    "e-book accounts 2019": of_two_series("EBOOK_ACCOUNTS", "EBOOK_ACCOUNTS_ACTIVE", 2019),
    "locations of de Bibliotheek op school": of_one_figure("DBOS_LOCATIONS", 2019),
    "libraries": of_other_contents,
    "loans per member": of_a_ratio,
    "municipal subsidy per inhabitant in Drenthe": of_one_figure(
        "FIN_SUBSIDY_PER_INHABITANT", 2023, "province", "PV22"
    ),
    "people with a support trajectory": of_parts,
    "liquidity": of_a_misprint,
}
ORACLE = [
    row
    for row in rows(Path(__file__).parent.parent / "data" / "known_conflicts.csv")
    if row["scope"] != "strategy"  # names of goals are kept on another floor
]


def test_the_oracle_is_asked_whole():
    assert len(ORACLE) == len(SHOWS)


@pytest.mark.parametrize("row", ORACLE, ids=lambda row: f"{row['what_en']} {row['year']}")
def test_a_known_contradiction_shows(book, row):
    what = row["what_en"]
    shows = SHOWS.get(what) or SHOWS[f"{what} {row['year']}"]

    first_words = {row["value_a"].split()[0], row["value_b"].split()[0]}

    assert shows(book) == first_words


# What the sources say beside the numbers


def test_every_remark_of_a_source_is_in_dutch():
    known = {row["note"]: row["note_nl"] for row in rows(DATA / "statistics_notes.csv")}

    remarks = {row["note"] for row in rows(DATA / "statistics.csv") if row["note"]}

    assert remarks <= set(known)
    assert set(Reading.objects.exclude(note="").values_list("note", flat=True)) <= set(
        known.values()
    )


def test_how_a_visit_was_counted_is_kept():
    visits = Reading.objects.filter(figure__indicator__code="VISITS_LIBRARY")

    assert set(
        visits.filter(figure__scope__kind="country").values_list(
            "figure__period__end__year", "method"
        )
    ) == {(2019, "estimated"), (2021, "unknown"), (2022, "partly_estimated")}


def test_planned_amounts_are_marked_as_a_plan():
    assert {one.code for one in Publication.objects.filter(is_plan=True)} == {
        "cultuurnota-2021-2024-concept"
    }
    assert set(
        Reading.objects.filter(publication__is_plan=True).values_list(
            "figure__indicator__code", flat=True
        )
    ) == {
        code for code in Indicator.objects.values_list("code", flat=True) if "PROV_BUDGET" in code
    }


def test_at_dnk_only_visits_to_the_library_are_library_work():
    parts = Figure.objects.filter(scope=scope("dnk", "organisation")).values_list(
        "indicator__code", "part"
    )

    assert {code for code, part in parts if part == "library"} == {"VISITS_LIBRARY"}


def test_bind_was_called_otherwise():
    bind = Organisation.objects.get(code="bind")

    assert [one.name for one in bind.earlier_names.all()] == ["B9-bibliotheken"]
    assert bind.part_of.code == "biblionet"


def test_every_indicator_says_what_it_counts():
    without = Indicator.objects.filter(definitions=None)

    assert not without.exists()
    assert Definition.objects.filter(text="").count() == 0


def test_kin_fit_together():
    for one in Indicator.objects.select_related("part_of", "numerator", "denominator", "follows"):
        if one.part_of:
            assert (one.part_of.unit, one.part_of.multiplier) == (one.unit, one.multiplier), one
        if one.numerator and one.denominator:
            assert one.numerator.level == one.denominator.level, one
        if one.follows:
            assert one.follows.unit == one.unit, one


# Loading again


def test_a_second_time_nothing_changes():
    steps = Step.objects.count()

    assert set(resources.load(by=None).values()) == {0}
    assert Step.objects.count() == steps


def test_a_value_that_a_file_gives_otherwise_becomes_a_new_reading(tmp_path):
    quote = next(iter(read_quotes(DATA)))
    old = Reading.objects.get(
        figure__indicator__code=quote.indicator,
        publication__code=quote.publication,
        figure__period__end__year=quote.year,
    )

    counts = actions.put_quotes(quotes=[replace(quote, value=quote.value + 1)])

    new = Reading.objects.get(revises=old)
    assert counts["libraries.reading"] == 1
    assert (old.value, new.value) == (quote.value, quote.value + 1)
    assert Figure.objects.get(pk=old.figure_id).current == new


def test_a_value_that_the_database_refuses_is_refused_with_its_sentence():
    """The constraint is asked only then, and what was loaded stays as it was."""
    quote = next(iter(read_quotes(DATA)))
    there = Reading.objects.count()

    with pytest.raises(ValidationError, match="vier decimalen"):
        actions.put_quotes(quotes=[replace(quote, value=quote.value + 1, decimals=5)])

    assert Reading.objects.count() == there


@pytest.mark.parametrize("name", ["indicator", "scope", "publication"])
def test_what_is_not_known_is_named(name):
    quote = replace(next(iter(read_quotes(DATA))), **{name: "ONBEKEND"})

    with pytest.raises(ValidationError, match="ONBEKEND"):
        actions.put_quotes(quotes=[quote])


def test_what_people_added_stays_when_the_file_leaves_it_empty():
    facet = Organisation.objects.get(code="facet")
    facet.note = "Verhuist."
    facet.save()
    data = read_master_data(DATA)
    emptied = tuple({**row, "note": ""} for row in data.organisations)

    actions.put_master_data(data=replace(data, organisations=emptied))

    assert Organisation.objects.get(code="facet").note == "Verhuist."
