"""The statutory calendar of Drenthe, as loaded."""

from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist

from programmes import actions, resources
from programmes.models import Obligation
from programmes.overviews import obligations_in, years_of_obligations
from programmes.resources.loading import DATA
from programmes.resources.obligations import read_obligations
from tests.factories.libraries import MembershipFactory, SupportFactory

pytestmark = [pytest.mark.usefixtures("drenthe"), pytest.mark.django_db]


def test_every_row_is_there_with_its_source():
    rows = read_obligations(DATA / "obligations.csv")

    found = Obligation.objects.all()

    assert len(rows) == 23
    assert {one.code for one in found} == {row["code"] for row in rows}
    assert all(one.source_url.startswith("http") for one in found)


def test_every_row_stands_in_a_year():
    seen = {one for year in years_of_obligations() for one in obligations_in(year)}

    assert seen == set(Obligation.objects.all())


def test_the_forms_of_2023_are_due_on_the_days_of_the_kb():
    due = {
        one.code: (one.ends_on, one.questionnaire.code, one.asked_of.code, str(one.starts))
        for one in Obligation.objects.filter(questionnaire__isnull=False)
    }

    first, last = date(2024, 3, 13), date(2024, 4, 30)
    assert due == {
        f"wsob-{name}-2023": (day, f"wsob-{name}-2023", body, since)
        for name, day, body, since in (
            ("bezit", first, "drenthe", "eind januari 2024"),
            ("personeel", first, "drenthe", "eind januari 2024"),
            ("kernfuncties", first, "drenthe", "eind januari 2024"),
            ("financieel", last, "drenthe", "eind maart 2024"),
            ("poi", last, "poi", "eind maart 2024"),
        )
    }


def test_what_the_source_says_in_words_stays_words():
    march = Obligation.objects.get(code="wsob-bezit-2021")
    meetings = Obligation.objects.get(code="supervisory-meetings-2023")
    yearly = Obligation.objects.get(code="dbos-monitor-report")

    assert (str(march.ends), march.ends.last) == ("half maart 2022", date(2022, 3, 31))
    assert (meetings.ends, meetings.ends_words) == (None, "vijf per jaar")
    assert (yearly.period, yearly.starts_words) == (None, "maart")
    assert str(Obligation.objects.get(code="dbos-monitor-2015").period) == "2015/2016"


def test_a_form_that_is_copied_is_answered_by_the_one_of_its_year():
    staff = MembershipFactory(scope=SupportFactory(), role="poi_staff").user
    bezit = Obligation.objects.get(code="wsob-bezit-2023")

    copy = actions.copy_to_year(obligation=bezit, year=2026, by=staff)

    assert copy.questionnaire.code == "wsob-bezit-2024"  # in use until there is a newer one


def test_loading_again_keeps_what_people_changed_nowhere_and_adds_nothing():
    assert set(resources.load().values()) == {0}


def test_a_row_that_names_what_is_not_there_is_refused():
    rows = [
        {**row, "questionnaire": "onbekend"} for row in read_obligations(DATA / "obligations.csv")
    ]

    with pytest.raises((KeyError, ObjectDoesNotExist)):
        actions.put_tables(tables=actions.Tables((), (), (), (), (), (), tuple(rows)))
