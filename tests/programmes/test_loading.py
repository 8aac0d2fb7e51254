"""The legal tasks, requirements and programmes of Drenthe, as loaded."""

import csv
from decimal import Decimal

import pytest

from libraries.models import Year
from programmes import resources
from programmes.models import LegalTask, Programme, Requirement, RequirementResult
from programmes.overviews import checklist
from programmes.resources.loading import DATA
from programmes.standing import Met

pytestmark = [pytest.mark.usefixtures("drenthe"), pytest.mark.django_db]


def test_there_are_five_legal_tasks_with_a_base_and_a_source():
    tasks = LegalTask.objects.all()

    assert [task.code for task in tasks] == [
        "ibl",
        "gegevenslevering",
        "collectie",
        "innovatie",
        "netwerk",
    ]
    assert all(task.legal_base and task.source_url and task.starts for task in tasks)


def test_the_province_asks_thirteen_things():
    asked = Requirement.objects.all()

    assert asked.count() == 13
    assert asked.filter(measure="percentage").count() == 6
    assert asked.filter(measure="yes_no", norm=1).count() == 5
    assert asked.get(code="transport_score").norm == Decimal("7.5")
    assert asked.get(comparison="none").code == "delivery_speed"


def test_the_ticks_of_2023_are_claims_and_nothing_can_be_determined():
    lines = checklist(year=Year(2023))

    assert [(line.claim, line.computed) for line in lines] == [("met", Met.UNDETERMINABLE)] * 13
    assert {line.claim_source.code for line in lines} == {"bestuursverslag-2023"}
    assert all(line.claim_url.endswith("/28") for line in lines)


def test_every_line_of_the_files_is_loaded():
    with (DATA / "programme_indicators.csv").open(encoding="utf-8", newline="") as file:
        expected = {(row["programme"], row["indicator"]) for row in csv.DictReader(file)}

    found = Programme.indicators.through.objects.values_list("programme__code", "indicator__code")

    assert set(found) == expected
    assert Programme.objects.filter(text="").count() == 0


def test_loading_again_changes_nothing():
    assert set(resources.load().values()) == {0}


def test_loading_again_keeps_what_people_wrote():
    result = RequirementResult.objects.first()
    result.explanation = "Alle bibliotheken rijden mee."
    result.save()

    resources.load()

    result.refresh_from_db()
    assert result.explanation == "Alle bibliotheken rijden mee."


def test_a_changed_file_changes_the_row_and_says_so():
    LegalTask.objects.filter(code="ibl").update(name="Anders")

    counts = resources.load()

    assert counts["programmes.legaltask"] == 1
    assert sum(counts.values()) == 1
    assert LegalTask.objects.get(code="ibl").name == "Interbibliothecair leenverkeer (IBL)"
