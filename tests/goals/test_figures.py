"""Figures under an objective: the sentence, the words of an editor, the page and the files."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from biblionet.trail.models import Step
from goals import actions, overviews
from goals.models import Wording
from libraries.actions import settle
from libraries.models import Indicator, Period, Reading, Scope, Year
from tests.factories.goals import (
    AssignmentFactory,
    ObjectiveFactory,
    ObjectiveIndicatorFactory,
    PillarFactory,
    QuarterFactory,
    TargetFactory,
    update_in,
)
from tests.factories.libraries import (
    EntryFactory,
    FigureFactory,
    IndicatorFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PeriodFactory,
    ReadingFactory,
    ScopeFactory,
    ServiceAreaFactory,
)

pytestmark = [pytest.mark.django_db]
YEAR = Year(2023)


@pytest.fixture(autouse=True)
def dutch():
    with translation.override("nl"):
        yield


@pytest.fixture
def network():
    return ScopeFactory(kind=Scope.Kind.NETWORK, code="net", name="Netwerk")


@pytest.fixture
def members(network):
    found = [OrganisationFactory(code=f"lid-{n}", name=f"Lid {n}") for n in range(4)]
    for one in found:
        NetworkMemberFactory(network=network, organisation=one)
    return found


@pytest.fixture
def link():
    return ObjectiveIndicatorFactory(
        indicator=IndicatorFactory(code="LEDEN", name="Bibliotheekleden", unit="leden")
    )


def year_of(number, **more):
    return PeriodFactory(start=date(number, 1, 1), end=date(number, 12, 31), **more)


def put(indicator, scope, year, value, *, state=Reading.State.VALUE, **reading):
    """Give a scope an accepted figure in a year."""
    figure = FigureFactory(indicator=indicator, scope=scope, period=year_of(year))
    given = None if value is None else Decimal(value)
    ReadingFactory(figure=figure, value=given, state=state, **reading)
    settle(figure=figure)
    return figure


def fill(link, members, year, *values):
    for one, value in zip(members, values, strict=False):
        put(link.indicator, one, year, value)


def aim(link, scope, year, value, **more):
    return TargetFactory(
        objective=link.objective,
        indicator=link.indicator,
        scope=scope,
        period=year_of(year),
        value=Decimal(value),
        **more,
    )


def figure(link, year=YEAR):
    return overviews.figure_of(link.objective, link.indicator, year=year)


def sentence(link, year=YEAR):
    return figure(link, year).sentence


# The drafted sentence


def test_it_says_how_many_counted_how_much_and_what_was_aimed_for(link, members, network):
    fill(link, members, 2022, 100, 200, 300)
    fill(link, members, 2023, 110, 205, 304)
    aim(link, network, 2023, 700)

    assert sentence(link) == (
        "In 2023 telden drie van de vier organisaties samen 619 leden, 3,2% meer dan in 2022."
        " Het streven was ten minste 700 leden. Dit cijfer is voorlopig."
    )


def test_when_all_counted_it_says_so_and_it_is_not_provisional(link, members):
    fill(link, members, 2022, 100, 100, 100, 100)
    fill(link, members, 2023, 100, 100, 100, 90)

    assert sentence(link) == (
        "In 2023 telden alle vier organisaties samen 390 leden, 2,5% minder dan in 2022."
    )


@pytest.mark.parametrize(
    ("before", "now", "tail"),
    [
        (100, 100, ", evenveel als in 2022."),
        (100_000, 100_001, ", bijna evenveel als in 2022."),
        (9, 12, "."),  # small numbers: silent
        (12, 9, "."),
        (0, 50, "."),
    ],
)
def test_what_it_says_against_the_year_before(link, members, before, now, tail):
    put(link.indicator, members[0], 2022, before)
    put(link.indicator, members[0], 2023, now)

    (first, *_rest) = sentence(link).split(". Dit cijfer")

    assert first.rstrip(".") + "." == (
        f"In 2023 telde een van de vier organisaties {now:,}".replace(",", ".") + f" leden{tail}"
    )


def test_it_does_not_compare_when_others_counted(link, members):
    fill(link, members, 2022, 100, 200)
    fill(link, members, 2023, 110, 205, 304)

    assert "dan in 2022" not in sentence(link)


def test_it_does_not_compare_over_a_year_that_is_missing(link, members):
    fill(link, members, 2021, 100, 200, 100, 100)
    fill(link, members, 2023, 110, 205, 304, 100)

    assert "dan in" not in sentence(link)


def test_it_does_not_compare_what_is_about_so_much(link, members):
    fill(link, members, 2022, 100)
    put(link.indicator, members[0], 2023, 160, qualifier="over")

    assert "ruim\xa0160 leden" in sentence(link)
    assert "dan in" not in sentence(link)


def test_an_organisation_that_is_there_in_part_is_no_organisation_that_counted(members):
    link = ObjectiveIndicatorFactory(
        indicator=IndicatorFactory(unit="leden", level=Scope.Kind.SERVICE_AREA)
    )
    areas = [ServiceAreaFactory(owner=members[0]) for _ in range(2)]
    put(link.indicator, areas[0], 2023, 50)

    assert sentence(link) == (
        f"In 2023 telde het netwerk 50 leden, zonder Lid 0 ({areas[1].place.name})."
        " Dit cijfer is voorlopig."
    )


def test_of_what_cannot_be_added_up_it_says_from_what_to_what(members):
    link = ObjectiveIndicatorFactory(
        indicator=IndicatorFactory(
            unit="rapportcijfer", decimals=1, over_places=Indicator.OverPlaces.NOT_ADDITIVE
        )
    )
    for one, value in zip(members, ("7.8", "8.4", "8.1"), strict=False):
        put(link.indicator, one, 2023, value, decimals=1)

    assert sentence(link) == (
        "In 2023 liep het van 7,8 (Lid 0) tot 8,4 (Lid 1); 3 van 4 opgegeven."
    )


def test_a_figure_that_is_counted_for_all_at_once_is_that_of_the_network(network, link):
    link.indicator.level = Scope.Kind.NETWORK
    link.indicator.save()
    put(link.indicator, network, 2022, 1000)
    put(link.indicator, network, 2023, 1020, finality="provisional")

    assert sentence(link) == (
        "In 2023 telde het netwerk 1.020 leden, 2,0% meer dan in 2022. Dit cijfer is voorlopig."
    )


def test_without_figures_it_says_nothing(link, members):
    assert sentence(link) == ""
    assert figure(link).drafted is None


def test_what_comes_after_the_year_of_the_page_is_not_the_latest(link, members):
    fill(link, members, 2022, 100)
    fill(link, members, 2024, 900)

    assert "In 2022" in sentence(link)
    assert figure(link).trend.years == (Year(2022),)


def test_a_period_limits_whatever_else_is_chosen(client, link, members, people, network):
    fill(link, members, 2022, 100)
    fill(link, members, 2024, 987)
    aim(link, network, 2024, 1234)
    client.force_login(people["manager"])

    for address in (page_of(link), *(file_of(link, kind) for kind in ("csv", "svg"))):
        response = client.get(address)
        if response.status_code == 200:
            assert "987" not in response.content.decode()
            assert "1.234" not in response.content.decode()


# Targets


def test_one_target_for_each_organisation_is_one_line(link, members):
    fill(link, members, 2023, 1, 2, 3, 4)
    for one in members:
        aim(link, one, 2023, 5)

    aims = figure(link).aims

    assert aims.of_each
    assert {year: target.value for year, target in aims.targets.items()} == {YEAR: 5}


def test_different_targets_are_no_line(link, members):
    fill(link, members, 2023, 1, 2, 3, 4)
    for value, one in enumerate(members):
        aim(link, one, 2023, value)

    assert figure(link).aims is None


# The words of an editor


def write(link, by, text, **more):
    shown = figure(link)
    seen = {
        "drafted": shown.drafted.text if shown.drafted else "",
        "based_on": shown.wording.number if shown.wording else 0,
    }
    about = {"objective": link.objective, "indicator": link.indicator, "year": YEAR}
    return actions.word(text=text, by=by, **{**seen, **about, **more})


def test_an_editor_overrules_the_sentence_and_everything_is_kept(link, members, people):
    fill(link, members, 2023, 100)
    drafted = sentence(link)

    first = write(link, people["editor"], "Het  liep goed.")
    second = write(link, people["editor"], "Het liep heel goed.")

    shown = figure(link)
    assert (shown.sentence, shown.is_overruled) == ("Het liep heel goed.", True)
    assert (first.text, second.number) == ("Het liep goed.", 2)
    assert Wording.objects.get(number=1).drafted == drafted == shown.drafted.text
    assert shown.wording.author == people["editor"]
    step = Step.objects.filter(verb="wrote").first()
    assert (step.by, step.kind) == (people["editor"], "goals.wording")


def test_words_are_out_of_date_once_the_figures_change(link, members, people):
    fill(link, members, 2023, 100)
    write(link, people["editor"], "Het liep goed.")
    assert not figure(link).is_out_of_date

    put(link.indicator, members[1], 2023, 50)

    shown = figure(link)
    assert shown.is_out_of_date
    assert shown.sentence == "Het liep goed."
    assert "150 leden" in shown.drafted.text


def test_a_changed_target_makes_words_old_and_another_language_does_not(
    link, members, network, people
):
    fill(link, members, 2023, 100)
    write(link, people["editor"], "Het liep goed.")
    with translation.override("en"):
        assert not figure(link).is_out_of_date

    aim(link, network, 2023, 5)

    assert figure(link).is_out_of_date


def test_no_words_let_the_drafted_sentence_stand_again(link, members, people):
    fill(link, members, 2023, 100)
    write(link, people["editor"], "Het liep goed.")

    write(link, people["editor"], " ")

    shown = figure(link)
    assert shown.sentence == shown.drafted.text
    assert not shown.is_overruled
    assert not shown.is_out_of_date


@pytest.mark.parametrize("stale", [{"based_on": 3}, {"drafted": "In 2023 telde iemand 5 leden."}])
def test_what_was_read_must_be_what_stands(link, members, people, stale):
    fill(link, members, 2023, 100)

    with pytest.raises(ValidationError, match="ondertussen"):
        write(link, people["editor"], "Het liep goed.", **stale)

    assert not Wording.objects.exists()


def test_nothing_can_be_said_of_nothing(link, members, people):
    with pytest.raises(ValidationError, match="nog geen cijfers"):
        write(link, people["editor"], "Het liep goed.")


def test_words_belong_to_one_year_and_one_world(link, members, people):
    fill(link, members, 2022, 90)
    fill(link, members, 2023, 100)
    write(link, people["editor"], "Het liep goed.")

    assert figure(link, Year(2022)).wording is None
    assert figure(link, Year(2023, is_example=True)).wording is None


def test_the_words_of_the_example_go_with_it(link, members, people):
    fill(link, members, 2023, 100)
    kept = write(link, people["editor"], "Het liep goed.")
    Wording.objects.create(
        objective=link.objective,
        indicator=link.indicator,
        period=year_of(2023, is_example=True),
        number=1,
        drafted="x",
        author=people["editor"],
    )

    actions.remove_example()

    assert list(Wording.objects.all()) == [kept]


@pytest.mark.parametrize(
    ("who", "status"),
    [("editor", 200), ("admin", 200), ("staff", 403), ("manager", 403), ("director", 403)],
)
def test_who_may_overrule(link, members, sign_in_as, who, status):
    fill(link, members, 2023, 100)

    assert sign_in_as(who).get(word_of(link)).status_code == status


def test_the_form_keeps_the_sentence_and_says_when_something_changed(link, members, sign_in_as):
    fill(link, members, 2023, 100)
    client = sign_in_as("editor")
    seen = figure(link).drafted.text

    put(link.indicator, members[1], 2023, 50)
    clash = client.post(word_of(link), {"text": "Goed.", "drafted": seen, "based_on": 0})
    again = clash.context["form"]
    kept = client.post(
        word_of(link),
        {name: again[name].value() for name in ("text", "drafted", "based_on")},
    )

    assert clash.status_code == 422
    assert "150 leden" in again["drafted"].value()
    assert kept.status_code == 302
    assert figure(link).sentence == "Goed."


# The page and its files


def page_of(link, year=YEAR):
    thing = (link.objective.framework.code, link.objective.code)
    return reverse("goals:objective_in_year", args=[year, *thing])


def file_of(link, kind, year=YEAR):
    thing = (link.objective.framework.code, link.objective.code, link.indicator.code)
    return reverse("goals:figure_file", args=[year, *thing, kind])


def word_of(link, year=YEAR):
    thing = (link.objective.framework.code, link.objective.code, link.indicator.code)
    return reverse("goals:word", args=[year, *thing])


def test_the_page_shows_chart_sentence_coverage_and_files(link, members, network, sign_in_as):
    fill(link, members, 2022, 100, 200, 300)
    fill(link, members, 2023, 110, 205, 304)
    aim(link, network, 2023, 700)

    page = sign_in_as("manager").get(page_of(link)).content.decode()

    assert "telden drie van de vier organisaties samen 619 leden" in page
    assert "3 van 4 organisaties" in page
    assert "Niet meegeteld: Lid 3" in page
    assert page.count("<svg xmlns") == 1
    assert all(file_of(link, kind) in page for kind in ("xlsx", "ods", "csv", "svg"))
    assert word_of(link) not in page


def test_the_page_tells_an_editor_what_is_out_of_date(link, members, sign_in_as, people):
    fill(link, members, 2023, 100)
    write(link, people["editor"], "Het liep goed.")
    client = sign_in_as("editor")
    before = client.get(page_of(link)).content.decode()

    put(link.indicator, members[1], 2023, 50)
    after = client.get(page_of(link)).content.decode()

    assert "Aangepast" in before
    assert "De cijfers zijn daarna veranderd" not in before
    assert "De cijfers zijn daarna veranderd" in after
    assert "150 leden" in after
    assert word_of(link) in after


def test_a_file_tells_zero_from_missing(link, members, sign_in_as):
    put(link.indicator, members[0], 2023, 0)
    put(link.indicator, members[1], 2023, None, state=Reading.State.WITHHELD)

    response = sign_in_as("manager").get(file_of(link, "csv"))

    rows = [line.split(";") for line in response.content.decode("utf-8-sig").splitlines()]
    assert [(row[2], row[3], row[5]) for row in rows[1:4]] == [
        ("Lid 0", "0", "een waarde"),
        ("Lid 1", "", "niet getoond"),
        ("Lid 2", "", "geen gegevens"),
    ]
    assert response["Content-Disposition"] == (
        f'attachment; filename="2023_bibliotheekleden_doel-{link.objective.order}.csv"'
    )


def test_there_is_no_file_of_what_does_not_belong_to_the_objective(link, members, sign_in_as):
    client, other = sign_in_as("manager"), ObjectiveFactory()
    stray = reverse(
        "goals:figure_file", args=[YEAR, other.framework.code, other.code, "LEDEN", "csv"]
    )

    assert client.get(stray).status_code == 404
    assert client.get(file_of(link, "exe")).status_code == 404
    assert client.get(file_of(link, "svg")).status_code == 404  # nothing to draw


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods", "svg"])
def test_no_file_or_page_holds_a_draft_of_somebody_else(link, members, sign_in_as, kind):
    fill(link, members, 2022, 100, 200)
    fill(link, members, 2023, 110, 205)
    for workflow, value in (("draft", 77777), ("submitted", 88888)):
        EntryFactory(
            figure=FigureFactory(
                indicator=link.indicator,
                scope=members[2 if workflow == "draft" else 3],
                period=year_of(2023),
            ),
            value=Decimal(value),
            is_submitted=workflow == "submitted",
        )
    client = sign_in_as("neighbour")

    contents = [client.get(address).content for address in (page_of(link), file_of(link, kind))]

    for content in contents:
        assert not any(word in content for word in (b"77777", b"77.777", b"88888", b"88.888"))
    if kind == "csv":
        assert contents[1].decode("utf-8-sig").count("geen gegevens") == 4


def test_the_example_marks_its_page_and_its_files(link, members, sign_in_as):
    year = Year(2025, is_example=True)
    figure = FigureFactory(
        indicator=link.indicator, scope=members[0], period=year_of(2025, is_example=True)
    )
    ReadingFactory(figure=figure, value=Decimal(5))
    settle(figure=figure)
    put(link.indicator, members[0], 2023, 4321)
    client = sign_in_as("manager")

    page = client.get(page_of(link, year)).content.decode()
    response = client.get(file_of(link, "csv", year))

    assert "bn-example" in page
    assert "4.321" not in page
    assert "4321" not in response.content.decode()
    assert "2025-voorbeeld_" in response["Content-Disposition"]


@pytest.mark.parametrize("links", [1, 3])
def test_the_page_asks_a_fixed_number(
    links, members, network, sign_in_as, django_assert_num_queries
):
    objective = ObjectiveFactory()
    for _ in range(links):
        made = ObjectiveIndicatorFactory(objective=objective)
        for year in range(2019, 2024):
            fill(made, members, year, 10, 20, 30, 40)
        aim(made, network, 2023, 100)
    client = sign_in_as("manager")

    with django_assert_num_queries(20):
        client.get(page_of(made))


def test_a_period_without_anything_is_a_page_like_any_other(link, members, sign_in_as):
    assert Period.objects.count() == 0

    page = sign_in_as("manager").get(page_of(link)).content.decode()

    assert "Bibliotheekleden: nog geen cijfers tot en met dit jaar." in page


# The pillar


def in_pillar(objectives, members):
    """Make a pillar with objectives on which all members report, each with two figures."""
    pillar = PillarFactory()
    for _ in range(objectives):
        objective = ObjectiveFactory(framework=pillar.framework, pillar=pillar)
        for one in members:
            AssignmentFactory(objective=objective, scope=one)
        update_in(
            "accepted",
            objective=objective,
            scope=members[0],
            period=QuarterFactory(),
            rating="attention",
        )
        for _ in range(2):
            made = ObjectiveIndicatorFactory(objective=objective)
            for year in range(2019, 2024):
                fill(made, members, year, 10, 20, 30, 40)
    return pillar


def test_a_pillar_shows_its_objectives_by_organisation_with_their_first_figure(
    members, sign_in_as, people
):
    pillar = in_pillar(1, members)
    link = pillar.objectives.get().shown_by.first()
    write(link, people["editor"], "Overal evenveel.")
    address = reverse("goals:pillar_in_year", args=[YEAR, pillar.framework.code, pillar.order])

    response = sign_in_as("manager").get(address)

    (row,) = response.context["page"].rows
    assert row.ratings == ("attention", "", "", "")
    assert row.progress.coverage.reported == ("Lid 0",)
    assert row.figure.indicator == link.indicator
    assert "Overal evenveel." in response.content.decode()


def test_a_pillar_knows_nothing_of_drafts(members, sign_in_as):
    pillar = in_pillar(1, members)
    update_in(
        "submitted",
        objective=pillar.objectives.get(),
        scope=members[1],
        period=QuarterFactory(),
        rating="stuck",
        note="Nog geheim",
    )

    response = sign_in_as("staff").get(pillar.get_absolute_url())

    (row,) = response.context["page"].rows
    assert row.ratings == ("attention", "", "", "")
    assert "Loopt vast" not in response.content.decode()


@pytest.mark.parametrize("objectives", [1, 3])
def test_a_pillar_asks_a_fixed_number(objectives, members, sign_in_as, django_assert_num_queries):
    pillar = in_pillar(objectives, members)
    client = sign_in_as("manager")

    with django_assert_num_queries(18):
        client.get(pillar.get_absolute_url())


def test_objectives_without_actions_or_reports_look_normal(sign_in_as):
    pillar = PillarFactory()
    objective = ObjectiveFactory(framework=pillar.framework, pillar=pillar)

    page = sign_in_as("manager").get(pillar.get_absolute_url()).content.decode()

    assert objective.title in page
    assert "Niemand vertelt hierover" in page


def test_page_and_files_say_the_same(link, members, sign_in_as):
    fill(link, members, 2021, 100, 200)
    fill(link, members, 2023, 0, 205, 304)
    client = sign_in_as("manager")

    (figure,) = client.get(page_of(link)).context["page"].figures
    lines = client.get(file_of(link, "csv")).content.decode("utf-8-sig").splitlines()[1:]

    shown = [
        (str(cell.year.number), line.scope.label, "" if cell.value is None else f"{cell.value:.0f}")
        for line in figure.trend.all_lines
        for cell in line.cells
    ]
    assert [tuple(line.split(";")[1:4]) for line in lines] == shown
    assert ("2023", "Lid 0", "0") in shown
    assert ("2022", "Lid 0", "") in shown
