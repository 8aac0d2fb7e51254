"""What was explained and corrected of a figure is printed under it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from libraries import actions
from libraries.models import Figure, Reading
from reports import standing
from reports.actions import freeze
from reports.dossier import gather
from reports.models import Block
from reports.printing import typeset
from tests.factories.libraries import PeriodFactory
from tests.reports import sample
from tests.reports.pages import read, texts

pytestmark = pytest.mark.django_db

Correction = Reading.Correction


@pytest.fixture
def reported(world, people):
    """Report, hand in and accept the members of the northern library; each next is a correction."""
    members = world.indicator("MEMBERS")
    year = PeriodFactory(start=world.year.start)
    actions.open_period(period=year, by=people["admin"])

    def do(value: int | None, **more: object) -> Figure:
        reading = actions.report_figure(
            indicator=members,
            scope=world.north,
            period=year,
            value=None if value is None else Decimal(value),
            by=people["manager"],
            **more,
        )
        actions.submit_reading(reading=reading, by=people["manager"])
        return actions.accept_reading(reading=reading, by=people["staff"]).figure

    return do


@pytest.fixture
def report(world, reported):
    reported(1931, explanation="Zonder de scholen")
    return world.report(
        {
            "kind": Block.Kind.FIGURE_TABLE,
            "options": {"indicators": ["MEMBERS"], "scopes": ["organisation:noord"]},
        }
    )


def notes(report) -> list[str]:
    chapters = typeset(gather(report), sample.imprint()).chapters
    return [note for chapter in chapters for note in texts(read(chapter.html), "ul", "notes")]


def test_the_explanation_of_an_accepted_figure_is_its_footnote(report):
    assert any("Zonder de scholen." in note for note in notes(report))


def test_a_correction_is_printed_with_what_it_was_and_why(report, reported):
    reported(1950, correction=Correction.TYPED_WRONG, explanation="Twee cijfers omgedraaid.")

    (fact,) = (fact for fact in gather(report).facts if fact.indicator == "MEMBERS")

    assert fact.value == "1950"
    assert fact.corrected == standing.Correction(
        state="value", value="1931", decimals=0, qualifier="exact", reason="verkeerd ingevuld"
    )
    printed = " ".join(notes(report))
    assert "Gecorrigeerd; er stond 1.931: verkeerd ingevuld." in printed
    assert "Twee cijfers omgedraaid." in printed


def test_a_correction_of_no_number_says_what_was_missing(report, reported):
    reported(None, state="withheld", correction=Correction.OTHER, explanation="Te herkennen.")
    reported(1950, correction=Correction.CAME_LATER, explanation="Toch gegeven.")

    assert "een deel kwam later binnen" in " ".join(notes(report))


def test_the_page_of_a_printed_figure_says_what_it_was(client, report, reported, people):
    reported(1950, correction=Correction.TYPED_WRONG, explanation="Twee cijfers omgedraaid.")
    edition = freeze(report=report, by=people["staff"])
    client.force_login(people["staff"])

    address = reverse("reports:published_figure", args=[edition.pk, "F-0001"])
    page = " ".join(client.get(address).content.decode().split())

    assert "Gecorrigeerd; er stond 1.931: verkeerd ingevuld." in page
