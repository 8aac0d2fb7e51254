"""What a dossier holds: every figure once, with what it covers, by the names in use then."""

from datetime import date
from decimal import Decimal

import pytest

from libraries.models import EarlierName, Figure, Reading
from reports import standing
from reports.dossier import gather
from reports.models import Block
from tests.factories.libraries import (
    EntryFactory,
    PeriodFactory,
    ReadingFactory,
)

Kind = Block.Kind


def table(*, indicators, scopes=("self",), **options):
    options = {"indicators": list(indicators), "scopes": list(scopes), **options}
    return {"kind": Kind.FIGURE_TABLE, "options": options}


def facts_of(report):
    return {(fact.indicator, fact.scope, fact.year): fact for fact in gather(report).facts}


# Codes


def test_a_figure_has_one_code_wherever_it_stands(world):
    members = world.indicator("MEMBERS")
    world.figure(members, world.north, 10)
    report = world.report(
        table(indicators=["MEMBERS"], scopes=["members"], rows="scopes", columns="indicators"),
        table(indicators=["MEMBERS"], scopes=["organisation:noord"]),
    )
    world.say(report, "Noord had {{MEMBERS|organisation:noord|2023}} leden.")

    dossier = gather(report)

    first, second, text = dossier.chapters[0].blocks
    assert [row.cells for row in first.rows] == [("F-0001",), ("F-0002",)]
    assert second.rows[0].cells == ("F-0001",)
    assert [run.fact for run in text.paragraphs[0].runs] == ["", "F-0001", ""]
    assert [(fact.code, fact.value) for fact in dossier.facts] == [
        ("F-0001", "10"),
        ("F-0002", None),
    ]


def test_a_sum_names_its_parts_and_whom_it_misses(world):
    members = world.indicator("MEMBERS")
    world.figure(members, world.north, 10)

    total = facts_of(world.report(table(indicators=["MEMBERS"])))["MEMBERS", "net", 2023]

    assert (total.value, total.is_computed, total.parts) == ("10", True, ("F-0002",))
    assert total.coverage == standing.Coverage(1, 2, "organisation", ("Bibliotheek Zuid",))
    assert total.finality == "provisional"


def test_a_sum_names_whose_figure_is_about_a_whole_institution(world):
    members = world.indicator("MEMBERS")
    world.figure(members, world.north, 10)
    world.figure(members, world.south, 20, part="whole")

    total = facts_of(world.report(table(indicators=["MEMBERS"])))["MEMBERS", "net", 2023]

    assert total.value == "10"
    assert total.coverage == standing.Coverage(
        1, 2, "organisation", ("Bibliotheek Zuid",), whole=("Bibliotheek Zuid",)
    )


def test_a_sum_nobody_is_in_is_missing_and_never_zero(world):
    world.indicator("MEMBERS")
    world.figure(world.indicator("VISITS"), world.north, 0)
    report = world.report(table(indicators=["MEMBERS", "VISITS"], scopes=["network"]))

    facts = facts_of(report)

    assert (facts["MEMBERS", "net", 2023].state, facts["MEMBERS", "net", 2023].value) == (
        "not_reported",
        None,
    )
    assert facts["VISITS", "net", 2023].value == "0"


def test_a_ratio_is_computed_from_both_terms(world):
    loans, members = world.indicator("LOANS"), world.indicator("MEMBERS")
    world.indicator(
        "LOANS_PER_MEMBER", over_places="ratio", numerator=loans, denominator=members,
        over_time="none", decimals=1,
    )  # fmt: skip
    for scope, lent, people in ((world.north, 100, 30), (world.south, 50, 20)):
        world.figure(loans, scope, lent)
        world.figure(members, scope, people)

    fact = facts_of(world.report(table(indicators=["LOANS_PER_MEMBER"])))[
        "LOANS_PER_MEMBER", "net", 2023
    ]

    assert (fact.value, fact.decimals, len(fact.parts)) == ("3.0", 1, 4)
    assert fact.coverage.is_whole


def test_a_published_ratio_that_does_not_round_to_its_terms_says_so(world):
    equity, balance = world.indicator("EQUITY"), world.indicator("BALANCE")
    solvency = world.indicator(
        "SOLVENCY", unit="%", over_places="ratio", numerator=equity, denominator=balance,
        over_time="none", decimals=2,
    )  # fmt: skip
    for scope, published in ((world.north, "25.00"), (world.south, "19.03")):
        world.figure(equity, scope, 1027)
        world.figure(balance, scope, 5397)
        world.figure(solvency, scope, published, decimals=2)

    facts = facts_of(world.report(table(indicators=["SOLVENCY"], scopes=["members"], rows="scopes",
                                        columns="indicators")))  # fmt: skip

    assert facts["SOLVENCY", "noord", 2023].computed_beside == "19.03"
    assert facts["SOLVENCY", "zuid", 2023].computed_beside is None


def test_a_published_total_that_its_parts_contradict_says_so(world):
    members = world.indicator("MEMBERS")
    world.figure(members, world.north, 10)
    world.figure(members, world.south, 20)
    world.figure(members, world.network, 35)

    fact = facts_of(world.report(table(indicators=["MEMBERS"])))["MEMBERS", "net", 2023]

    assert (fact.value, fact.computed_beside, fact.is_computed) == ("35", "30", False)


# What sources say


def test_sources_that_contradict_each_other_are_all_frozen(world):
    members = world.indicator("MEMBERS")
    figure = world.figure(members, world.north, 10)
    ReadingFactory(figure=figure, value=Decimal(12), publication__title="De andere")
    figure.current = None
    figure.save()

    fact = facts_of(world.report(table(indicators=["MEMBERS"], scopes=["organisation:noord"])))[
        "MEMBERS", "noord", 2023
    ]

    assert (fact.value, fact.state, fact.is_settled, fact.sources) == (None, "value", False, ())
    assert sorted(other.value for other in fact.alternatives) == ["10", "12"]
    assert "De andere" in {other.source.title for other in fact.alternatives}


def test_what_others_said_stays_beside_what_was_chosen(world):
    figure = world.figure(world.indicator("MEMBERS"), world.north, 10, explanation="Geteld.")
    ReadingFactory(figure=figure, value=Decimal(10))
    ReadingFactory(figure=figure, value=Decimal(12))
    Figure.objects.filter(pk=figure.pk).update(
        chosen_at="2024-01-01T00:00Z", chosen_by=EntryFactory().author, chosen_reason="Vollediger."
    )

    fact = facts_of(world.report(table(indicators=["MEMBERS"], scopes=["organisation:noord"])))[
        "MEMBERS", "noord", 2023
    ]

    assert (fact.value, len(fact.sources), len(fact.alternatives)) == ("10", 2, 1)
    assert fact.explanation == "Geteld. Vollediger."


@pytest.mark.parametrize("state", [state for state in Reading.State if state != "value"])
def test_every_kind_of_missing_stays_what_it_is(world, state):
    expected = date(2024, 5, 1) if state == "not_yet_known" else None
    world.figure(world.indicator("MEMBERS"), world.north, None, state=state, expected_on=expected)
    world.figure(world.indicator("OTHER"), world.north, 1)

    fact = facts_of(
        world.report(table(indicators=["MEMBERS", "OTHER"], scopes=["organisation:noord"]))
    )["MEMBERS", "noord", 2023]

    assert (fact.state, fact.value) == (state, None)
    assert fact.expected_on == ("2024-05-01" if expected else "")


def test_a_place_says_what_its_only_part_says(world):
    indicator = world.indicator("MEMBERS", level="service_area")
    world.figure(indicator, world.town_area, None, state="withheld", explanation="Te herkennen.")
    world.figure(indicator, world.village_area, 5)
    report = world.report(
        table(
            indicators=["MEMBERS"], scopes=["municipalities"], rows="scopes", columns="indicators"
        )
    )

    facts = facts_of(report)

    town, village = facts["MEMBERS", "GM0001", 2023], facts["MEMBERS", "GM0002", 2023]
    assert (town.state, town.explanation, town.scope_name) == ("withheld", "Te herkennen.", "Stad")
    assert (village.value, village.is_computed, village.coverage.is_whole) == ("5", True, True)


def test_only_accepted_figures_are_printed(world):
    members = world.indicator("MEMBERS")
    world.figure(members, world.north, 10)
    draft = EntryFactory(
        figure__indicator=members, figure__scope=world.south, figure__period=world.year
    )

    report = world.report(
        table(indicators=["MEMBERS"], scopes=["organisation:zuid"]), table(indicators=["MEMBERS"])
    )

    fact = facts_of(report)["MEMBERS", "zuid", 2023]

    assert draft.workflow == "draft"
    assert (fact.state, fact.value) == ("not_reported", None)


def test_who_reported_is_told_by_function_and_never_by_name(world, people):
    figure = world.figure(world.indicator("MEMBERS"), world.north, 10)
    writer, judge = people["manager"], people["staff"]
    for person, function in ((writer, "Manager van Noord"), (judge, "Medewerker van de POI")):
        person.name, person.function = "Geheim Persoon", function
        person.save()
    figure.current = EntryFactory(figure=figure, author=writer, approver=judge, is_accepted=True)
    Reading.objects.filter(pk=figure.current.pk).update(approver=judge)
    figure.save()
    report = world.report(table(indicators=["MEMBERS"], scopes=["organisation:noord"]))

    document = standing.freeze(gather(report))

    assert b"Geheim" not in document
    assert b"Manager van Noord" in document
    assert b"Medewerker van de POI" in document


# Names, places and years


def test_names_are_those_of_the_reported_year(world):
    EarlierName.objects.create(scope=world.north, name="De Oude Naam", until_on=date(2023, 12, 31))
    world.figure(world.indicator("MEMBERS"), world.south, 3)
    report = world.report(
        table(indicators=["MEMBERS"]), {"kind": Kind.LIST, "options": {"of": "members"}}
    )

    dossier = gather(report)

    assert dossier.facts[0].coverage.missing == ("De Oude Naam",)
    assert dossier.chapters[0].blocks[1].items == ("De Oude Naam", "Bibliotheek Zuid")
    assert dossier.owner == "De stichting"


def test_titles_are_filled_in_and_other_braces_are_words(world):
    world.figure(world.indicator("MEMBERS"), world.network, 3)
    report = world.report(table(indicators=["MEMBERS"]))
    report.outline.title = "Verslag {year} {scope} {0.__class__} {x}"
    report.outline.subtitle = "Over {year}"

    dossier = gather(report)

    assert dossier.title == "Verslag 2023 Het netwerk {0.__class__} {x}"
    assert (dossier.subtitle, dossier.year, dossier.period) == ("Over 2023", 2023, "2023")


def test_a_table_can_turn_its_axes(world):
    members = world.indicator("MEMBERS")
    earlier = PeriodFactory(start=date(2022, 1, 1))
    world.figure(members, world.north, 10)
    world.figure(members, world.north, 9, period=earlier)
    oldest = PeriodFactory(start=date(2015, 1, 1))
    world.figure(members, world.north, 7, period=oldest)
    scopes = ["organisation:noord"]
    report = world.report(
        table(indicators=["MEMBERS"], scopes=scopes, back=1, also=[2015, 2030]),
        table(indicators=["MEMBERS"], scopes=scopes, rows="years", columns="indicators", back=1),
    )

    flat, turned = gather(report).chapters[0].blocks

    assert (flat.columns, flat.row_header) == (("2023", "2022", "2015"), "Cijfer")
    assert [row.label for row in turned.rows] == ["2023", "2022"]
    assert flat.rows[0].cells[:2] == tuple(row.cells[0] for row in turned.rows)


def test_reference_dates_are_printed_as_days(world):
    stock = world.indicator("STOCK", nature="stock", over_time="last", period_kind="reference_date")
    day = PeriodFactory(kind="reference_date", start=date(2023, 12, 31))
    world.figure(stock, world.north, 4, period=day)
    report = world.report(table(indicators=["STOCK"], scopes=["organisation:noord"], back=1))

    assert [fact.period for fact in gather(report).facts] == ["2023-12-31", "2022-12-31"]


def test_the_example_never_mixes_with_what_is_real(world):
    members = world.indicator("MEMBERS")
    world.figure(members, world.north, 10)
    example = PeriodFactory(start=date(2023, 1, 1), is_example=True)
    world.figure(members, world.north, 99, period=example)
    blocks = table(indicators=["MEMBERS"], scopes=["organisation:noord"])

    real, made_up = gather(world.report(blocks)), gather(world.report(blocks, period=example))

    assert (real.facts[0].value, real.is_example) == ("10", False)
    assert (made_up.facts[0].value, made_up.is_example) == ("99", True)
