"""Who may: one table for each question."""

import pytest

from reports import rules
from reports.models import Edition, Report
from tests.factories.accounts import UserFactory
from tests.factories.reports import EditionFactory, OutlineFactory, ReportFactory

POI = {"staff", "editor", "admin"}
NORTH = {"manager", "area manager", "director"}


@pytest.fixture
def cast(people):
    return {**people, "stranger": UserFactory(), "blocked": UserFactory(is_active=False)}


@pytest.fixture
def reports(world):
    return {
        "network": ReportFactory(scope=world.network),
        "north": ReportFactory(scope=world.north, outline=OutlineFactory(kind="organisation")),
        "town": ReportFactory(scope=world.town, outline=OutlineFactory(kind="municipal")),
    }


@pytest.mark.parametrize(
    ("about", "who"),
    [
        ("network", POI | {"director", "other director"}),
        ("north", POI | NORTH),
        ("town", POI | NORTH),
    ],
)
def test_who_follows_a_report_and_reads_its_concepts(cast, reports, about, who):
    report = reports[about]
    edition = EditionFactory(report=report)

    assert {name for name, one in cast.items() if rules.can_follow_report(one, report)} == who
    assert {name for name, one in cast.items() if rules.can_read_edition(one, edition)} == who


@pytest.mark.parametrize("state", ["published", "replaced"])
def test_a_published_edition_is_for_everybody_who_signs_in(cast, reports, state):
    edition = EditionFactory(report=reports["north"], state=state)

    assert all(rules.can_read_edition(one, edition) for one in cast.values())
    listed = [
        name
        for name, one in cast.items()
        if Report.objects.visible_to(one).filter(pk=edition.report_id).exists()
    ]
    assert len(listed) == len(cast) if state == "published" else set(listed) == POI | NORTH


@pytest.mark.parametrize(
    ("about", "who"),
    [
        ("network", POI),
        ("north", POI | {"director"}),
        ("town", POI | {"director"}),
    ],
)
def test_who_orders_a_report(cast, reports, about, who):
    allowed = {name for name, one in cast.items() if rules.can_order_report(one, reports[about])}

    assert allowed == who


def test_who_writes_and_who_sees_texts(cast):
    assert {name for name, one in cast.items() if rules.can_write_texts(one)} == {"editor", "admin"}
    assert {name for name, one in cast.items() if rules.can_see_texts(one)} == POI


def test_lists_hold_what_the_rules_allow(cast, reports):
    for report in reports.values():
        EditionFactory(report=report)
    for person in cast.values():
        seen = set(Report.objects.visible_to(person))
        assert seen == {one for one in reports.values() if rules.can_follow_report(person, one)}
        assert {one.report for one in Edition.objects.visible_to(person)} == seen
