"""What happened with an objective, in plain words, as far as somebody may know."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from biblionet.trail.actions import record
from goals import actions
from goals.models import ObjectiveAlias, ProgressUpdate
from goals.overviews import figure_of
from libraries.actions import settle
from libraries.models import Year
from tests.factories.goals import (
    AssignmentFactory,
    ObjectiveFactory,
    ObjectiveIndicatorFactory,
    update_in,
)
from tests.factories.libraries import (
    FigureFactory,
    IndicatorFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PeriodFactory,
    ReadingFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def dutch():
    with translation.override("nl"):
        yield


@pytest.fixture
def objective():
    return ObjectiveFactory()


def told(client, objective):
    """Return the lines of the page, oldest first, each with who and what."""
    page = client.get(objective.get_absolute_url()).context["page"]
    return [(line.who, line.what) for line in reversed(page.told.history)]


def test_targets_names_and_who_reports_are_told_in_words(
    objective, library, people, sign_in_as, quarter
):
    indicator = IndicatorFactory(name="Bibliotheekleden", unit="leden")
    staff = people["staff"]
    key = {"about": objective, "indicator": indicator, "scope": library, "period": PeriodFactory()}
    actions.set_target(**key, value=Decimal(4000), by=staff)
    actions.set_target(**key, value=Decimal("4100.0000"), by=people["editor"])
    given = actions.assign(about=objective, scope=library, starts=date(2020, 1, 1), by=staff)
    actions.unassign(assignment=given, last_day=date(2023, 6, 30), by=staff)
    alias = ObjectiveAlias.objects.create(objective=objective, name="Iedereen leest mee")
    record("added", alias, by=people["admin"])

    lines = told(sign_in_as("neighbour"), objective)

    what = f"stelde een streefwaarde vast: Bibliotheekleden, {library.label}, 2023"
    assert lines == [
        (staff.name, f"{what} (4.000 leden)"),
        (people["editor"].name, f"{what} (4.000 leden → 4.100 leden)"),
        (staff.name, f"vroeg om voortgang: {library.label}"),
        (staff.name, f"vraagt niet meer om voortgang: {library.label} (tot en met 30 juni 2023)"),
        (people["admin"].name, "voegde toe: de andere naam “Iedereen leest mee”"),
    ]


def test_an_agreed_rating_is_told_to_everybody_and_what_went_before_is_not(
    objective, library, quarter, people, sign_in_as
):
    AssignmentFactory(objective=objective, scope=library)
    update = update_in(
        "submitted", objective=objective, scope=library, period=quarter, rating="stuck"
    )
    actions.send_back_update(update=update, version=1, reason="Niet af.", by=people["staff"])
    actions.submit_update(update=update, version=2, by=people["manager"])
    actions.accept_update(
        update=update, version=3, poi_rating="attention", poi_reason="Zo erg.", by=people["staff"]
    )

    ((who, what),) = told(sign_in_as("neighbour"), objective)

    assert who == people["staff"].name
    assert what.startswith("gaf akkoord op")
    assert what.endswith("(Aandacht nodig)")
    assert len(told(sign_in_as("manager"), objective)) == 3


def test_done_by_is_who_called_it_done_and_not_who_wrote_last(
    objective, library, quarter, people, sign_in_as
):
    AssignmentFactory(objective=objective, scope=library)
    key = {"about": objective, "scope": library, "period": quarter}
    manager, staff, editor = (people[name] for name in ("manager", "staff", "editor"))
    actions.save_update(**key, version=0, rating="on_track", note="Loopt", by=manager)
    actions.save_update(**key, version=1, rating="done", note="Loopt", by=manager)
    actions.save_update(**key, version=2, rating="done", note="Alles is klaar", by=staff)
    update = ProgressUpdate.objects.get()
    actions.submit_update(update=update, version=3, by=staff)
    actions.accept_update(update=update, version=4, by=editor)

    lines = told(sign_in_as("manager"), objective)

    assert [who for who, what in lines if "Klaar" in what] == [manager.name, editor.name]
    assert lines[1][1].endswith("(Op koers → Klaar)")
    assert lines[2] == (staff.name, lines[2][1])
    assert lines[2][1].endswith("(tekst)")
    assert lines[-1][1].startswith("gaf akkoord op")


def test_words_of_an_editor_are_in_the_history(objective, library, people, sign_in_as):
    member = NetworkMemberFactory(organisation=OrganisationFactory(), network__kind="network")
    link = ObjectiveIndicatorFactory(objective=objective)
    figure = FigureFactory(indicator=link.indicator, scope=member.organisation)
    ReadingFactory(figure=figure, value=Decimal(50))
    settle(figure=figure)
    drafted = figure_of(objective, link.indicator, year=Year(2023)).drafted
    actions.word(
        objective=objective,
        indicator=link.indicator,
        year=Year(2023),
        text="Goed gedaan.",
        drafted=drafted.text,
        based_on=0,
        by=people["editor"],
    )

    assert told(sign_in_as("neighbour"), objective) == [
        (people["editor"].name, f"schreef: de zin bij {link.indicator}, 2023")
    ]


def test_targets_of_the_example_are_not_in_a_real_history(objective, library, people, sign_in_as):
    AssignmentFactory(objective=objective, scope=library)
    actions.set_target(
        about=objective,
        indicator=IndicatorFactory(),
        scope=library,
        period=PeriodFactory(is_example=True),
        value=Decimal(1),
        by=people["staff"],
    )
    PeriodFactory(start=date(2024, 1, 1), end=date(2024, 12, 31))

    assert told(sign_in_as("manager"), objective) == []
