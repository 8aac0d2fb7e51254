"""What each block of an outline becomes, and what a report is refused for."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from libraries.models import Branch, Figure, Year
from reports import standing
from reports.dossier import gather, texts_of
from reports.models import Block
from tests.factories.goals import ObjectiveIndicatorFactory, TargetFactory
from tests.factories.libraries import (
    BranchFactory,
    PeriodFactory,
    PublicationFactory,
    ScopeFactory,
)
from tests.factories.reports import BlockFactory

Kind = Block.Kind


def table(*, indicators, scopes=("self",), **options):
    options = {"indicators": list(indicators), "scopes": list(scopes), **options}
    return {"kind": Kind.FIGURE_TABLE, "options": options}


def facts_of(report):
    return {(fact.indicator, fact.scope, fact.year): fact for fact in gather(report).facts}


# Blocks


def test_a_text_nobody_wrote_is_empty_and_stays(world):
    world.figure(world.indicator("MEMBERS"), world.network, 3)
    report = world.report({"kind": Kind.TEXT, "key": "leeg"}, table(indicators=["MEMBERS"]))

    block = gather(report).chapters[0].blocks[0]

    assert (block.key, block.paragraphs, block.source) == ("leeg", (), "")
    assert [one.block.key for one in texts_of(report)] == ["leeg"]
    assert texts_of(report)[0].placeholders == ()


def test_chapters_are_numbered_lettered_or_neither(world):
    world.figure(world.indicator("MEMBERS"), world.network, 3)
    report = world.report(table(indicators=["MEMBERS"]))
    for key, number in (("twee", "digit"), ("a", "letter"), ("b", "letter"), ("slot", "none")):
        BlockFactory(outline=report.outline, key=key, title=key, options={"number": number})
    BlockFactory(outline=report.outline, key="onder", title="Onder", level=2)

    chapters = gather(report).chapters

    assert [(one.key, one.number) for one in chapters] == [
        ("hoofdstuk", "1"),
        ("twee", "2"),
        ("a", "A"),
        ("b", "B"),
        ("slot", ""),
    ]
    assert chapters[-1].blocks == (standing.Heading(key="onder", title="Onder", level=2),)


@pytest.mark.parametrize(
    ("options", "stays"),
    [
        ({"only": ["GM0001"]}, True),
        ({"only": ["noord"]}, True),
        ({"only": ["zuid", "GM0002"]}, False),
        ({"years": [2023]}, True),
        ({"years": [2022]}, False),
    ],
)
def test_a_block_for_one_place_or_year_stands_only_there(world, options, stays):
    world.figure(world.indicator("MEMBERS"), world.town, 3)
    report = world.report(
        table(indicators=["MEMBERS"]),
        {"kind": Kind.TEXT, "key": "eigen", "options": options},
        scope=world.town,
        kind="municipal",
    )

    keys = [block.key for block in gather(report).chapters[0].blocks]

    assert ("eigen" in keys) is stays


def test_lists_name_places_of_the_report_or_the_network(world):
    world.figure(world.indicator("MEMBERS"), world.network, 3)
    BranchFactory(owner=world.north, place=world.town, name="Filiaal B")
    BranchFactory(owner=world.north, place=world.town, name="Filiaal A")
    BranchFactory(owner=world.south, place=world.village, name="Later", opened_on=date(2024, 2, 1))
    BranchFactory(owner=world.south, place=world.village, name="Dicht", closed_on=date(2022, 2, 1))
    of = [
        ("municipalities", "self"),
        ("municipalities", "organisation:noord"),
        ("branches", "self"),
        ("branches", "municipality:GM0002"),
        ("", "self"),
    ]
    report = world.report(
        *({"kind": Kind.LIST, "options": {"of": one, "scope": scope}} for one, scope in of),
        table(indicators=["MEMBERS"]),
    )

    lists = [block.items for block in gather(report).chapters[0].blocks[:-1]]

    assert lists == [("Dorp", "Stad"), ("Stad",), ("Filiaal A", "Filiaal B"), (), ()]
    assert Branch.objects.count() == 4


def test_charts_keep_gaps_and_tell_where_another_definition_begins(world):
    members = world.indicator("MEMBERS")
    for year, value in ((2020, 1), (2022, 3), (2023, 4)):
        world.figure(members, world.north, value, period=PeriodFactory(start=date(year, 1, 1)))
    newer = members.definitions.create(version=2, text="Anders.", valid_from=date(2022, 1, 1))
    Figure.objects.filter(period__start__year__gte=2022).update(definition=newer)
    options = {"indicators": ["MEMBERS"], "shape": "lines", "back": 3}
    report = world.report(
        {"kind": Kind.CHART, "options": {**options, "scopes": ["organisation:noord"]}},
        {"kind": Kind.CHART, "options": {"indicators": ["MEMBERS"], "scopes": ["members"]}},
    )

    lines, bars = gather(report).chapters[0].blocks

    assert [(one.label, bool(one.fact)) for one in lines.series[0].points] == [
        ("2020", True),
        ("2021", False),
        ("2022", True),
        ("2023", True),
    ]
    assert (lines.breaks, bars.breaks) == (("2022",), ())
    assert [(one.label, bool(one.fact)) for one in bars.series[0].points] == [
        ("Bibliotheek Noord", True),
        ("Bibliotheek Zuid", False),
    ]


def test_big_figures_ratios_and_coverage(world):
    members = world.indicator("MEMBERS")
    world.figure(members, world.north, 10)
    scope = {"scope": "organisation:noord", "back": 1, "indicators": ["MEMBERS"]}
    report = world.report(
        {"kind": Kind.INFOGRAPHIC, "options": {"facts": ["MEMBERS", "MEMBERS|organisation:noord"]}},
        {"kind": Kind.RATIOS, "options": scope},
        {"kind": Kind.COVERAGE, "options": {"indicators": ["MEMBERS"]}},
        {"kind": Kind.DEFINITIONS},
        {"kind": Kind.COLOPHON},
    )

    dossier = gather(report)
    big, ratios, coverage, annex, colophon = dossier.chapters[0].blocks

    assert [dossier.by_code[code].scope for code in big.facts] == ["net", "noord"]
    assert [
        dossier.by_code[code].year
        for code in (ratios.rows[0].this_year, ratios.rows[0].year_before)
    ] == [2023, 2022]
    assert (coverage.rows[0].coverage.reported, coverage.rows[0].coverage.expected) == (1, 2)
    assert isinstance(annex, standing.Annex)
    assert isinstance(colophon, standing.Colophon)


# Refusals


def refusal(report):
    with pytest.raises(ValidationError) as refused:
        gather(report)
    return refused.value


def test_no_figures_about_the_year_is_refused(world):
    members = world.indicator("MEMBERS")
    world.figure(members, world.north, 5, period=PeriodFactory(start=date(2022, 1, 1)))
    report = world.report(table(indicators=["MEMBERS"], scopes=["organisation:noord"], back=1))

    refused = refusal(report)

    assert (refused.code, refused.params) == ("no_figures", {"year": 2023, "place": "Het netwerk"})


@pytest.mark.parametrize(
    "reference", ["{{UNKNOWN|self|2023}}", "{{MEMBERS|organisation:nergens|2023}}"]
)
def test_an_unknown_reference_is_refused_with_text_and_reference(world, reference):
    world.figure(world.indicator("MEMBERS"), world.network, 3)
    report = world.report(table(indicators=["MEMBERS"]))
    world.say(report, f"Er waren {reference}.", name="Het voorwoord")

    refused = refusal(report)

    assert refused.code == "unknown_reference"
    assert refused.params == {"text": "Het voorwoord", "reference": reference}


def test_what_was_left_to_fill_in_is_refused(world):
    world.figure(world.indicator("MEMBERS"), world.network, 3)
    report = world.report(table(indicators=["MEMBERS"]))
    world.say(report, "In [gemeente] en […].", name="Het voorwoord")

    refused = refusal(report)

    assert (refused.code, refused.params) == (
        "placeholder",
        {"texts": "Het voorwoord: [gemeente], […]"},
    )
    assert [one.placeholders for one in texts_of(report)] == [("[gemeente]", "[…]")]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"unknown": 1}, "recipe"),
        ({"indicators": ["MEMBERS"], "scopes": ["organisation:nergens"]}, "unknown_place"),
    ],
)
def test_a_recipe_that_cannot_be_read_is_refused(world, options, code):
    world.figure(world.indicator("MEMBERS"), world.network, 3)
    report = world.report({"kind": Kind.FIGURE_TABLE, "options": options})

    assert refusal(report).code == code


def test_a_foreign_network_does_not_matter(world):
    ScopeFactory(kind="country", code="NL", name="Nederland")
    PublicationFactory()
    world.figure(world.indicator("MEMBERS"), world.network, 3)

    dossier = gather(world.report(table(indicators=["MEMBERS"], scopes=["network", "self"])))

    assert [row.cells for row in dossier.chapters[0].blocks[0].rows] == [("F-0001",)]
    assert dossier.facts[0].year == Year(2023).number


def test_without_a_support_institution_nobody_publishes(world):
    world.figure(world.indicator("MEMBERS"), world.network, 3)
    world.poi.delete()

    assert gather(world.report(table(indicators=["MEMBERS"]))).owner == ""


@pytest.mark.parametrize(("aims", "line"), [([12], "12"), ([12, 15], None), ([], None)])
def test_a_chart_draws_a_target_when_there_is_one_value_to_reach(world, aims, line):
    members = world.indicator("MEMBERS")
    world.figure(members, world.north, 10)
    for aim in aims:
        TargetFactory(indicator=members, scope=world.north, period=world.year, value=aim)
    options = {"indicators": ["MEMBERS"], "scopes": ["members"], "target": True}

    (chart,) = gather(world.report({"kind": Kind.CHART, "options": options})).chapters[0].blocks

    assert chart.target == line


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [("8", 1, "8.0"), ("8.25", 1, "8.25"), ("40000", 0, "40000"), ("7.5", 0, "7.5")],
)
def test_a_target_has_the_decimals_of_its_figure(world, value, decimals, written):
    score = world.indicator("SCORE", decimals=decimals)
    world.figure(score, world.north, 8)
    link = ObjectiveIndicatorFactory(indicator=score)
    TargetFactory(
        objective=link.objective,
        indicator=score,
        scope=world.north,
        period=world.year,
        value=Decimal(value),
    )
    report = world.report({"kind": Kind.OBJECTIVES}, scope=world.north)

    (overview,) = gather(report).chapters[0].blocks

    ((_code, aimed, _direction),) = overview.objectives[0].targets
    assert aimed == written
