"""What somebody else did between looking and writing is told, never overwritten."""

import pytest
from django.db import IntegrityError
from django.db.models import F
from django.utils import timezone

from libraries import actions
from libraries.actions.refusals import changed_meanwhile
from libraries.models import Figure, Indicator, Reading
from tests.factories.libraries import IndicatorFactory
from tests.libraries.making import refused

pytestmark = pytest.mark.django_db


def test_who_writes_between_reading_and_writing_is_not_overwritten(report, monkeypatch):
    report(1913)
    clean = Reading.clean_fields

    def somebody_writes(reading, **options):
        Reading.objects.filter(pk=reading.pk).update(version=F("version") + 1, value=1920)
        clean(reading, **options)

    monkeypatch.setattr(Reading, "clean_fields", somebody_writes)

    assert "1.931" in refused(report, value=1931)
    assert Reading.objects.get().value == 1913  # undone whole: the stand-in wrote inside the act


def test_who_does_not_report_for_a_place_hands_nothing_in(report, people):
    draft = report(1913)

    assert "Facet" in refused(actions.submit_reading, reading=draft, by=people["neighbour"])
    assert Reading.objects.get().workflow == "draft"


def test_what_was_handed_in_is_not_handed_in_twice(report, people):
    draft = report(1913)
    actions.submit_reading(reading=draft, by=people["manager"])
    draft.refresh_from_db()

    assert refused(actions.submit_reading, reading=draft, by=people["manager"])


def test_what_is_gone_is_said_to_have_changed(people):
    assert changed_meanwhile(None, None, wanted=1).code == "changed"


def test_a_figure_thrown_away_meanwhile_is_not_written_in(report, monkeypatch):
    gone = report(1913).figure
    Reading.objects.all().delete()
    Figure.objects.all().delete()
    monkeypatch.setattr("libraries.actions.figures.place_figure", lambda **_asked: gone)

    assert "intussen" in refused(report, value=1931)


def test_a_guard_that_has_no_sentence_is_no_refusal(report, indicator, monkeypatch):
    Indicator.objects.filter(pk=indicator.pk).update(highest=2000)
    monkeypatch.setattr("libraries.actions.figures.out_of_bounds", lambda *_asked: "")

    with pytest.raises(IntegrityError, match="reading_in_bounds"):
        report(2001)


def test_many_readings_ask_who_may_as_one_does(report, people, library, year):
    draft = report(1913)
    several = {"readings": [draft], "scope": library}

    submit = {**several, "period": year, "by": people["neighbour"], "at": timezone.now()}
    assert "Facet" in refused(actions.submit_readings, **submit)
    assert "Alleen de POI" in refused(actions.accept_readings, **several, by=people["manager"])
    assert Reading.objects.get().workflow == "draft"


def test_of_many_readings_none_goes_when_one_changed_meanwhile(report, people, library, year):
    first = report(1913)
    second = report(91, indicator=IndicatorFactory(code="VISITS", name="Bezoeken"))
    actions.submit_reading(reading=second, by=people["manager"])

    several = {"readings": [first, second], "scope": library, "period": year}
    submit = {**several, "by": people["manager"], "at": timezone.now()}
    assert "intussen" in refused(actions.submit_readings, **submit)
    assert Reading.objects.get(pk=first.pk).workflow == "draft"
