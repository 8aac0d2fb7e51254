"""The screen of a quarter with real sizes: four organisations, nine municipalities, five years."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from biblionet.kit.dates import end_of_quarter
from goals.models import ProgressUpdate
from libraries.models import Figure, Organisation, Period, Reading
from programmes.models import Return
from programmes.overviews import sheet_of
from tests.goals.screens import Screen

pytestmark = [pytest.mark.django_db]
MOST_QUERIES = 30


def quarter_of(code):
    quarters = Return.objects.with_labels().filter(period__kind=Period.Kind.QUARTER)
    return quarters.filter(scope__code=code).latest("period__end")


@pytest.fixture
def five_years(example_year):
    """The figures of the last quarter, in every quarter of the five years before."""
    heads = list(
        Reading.objects.heads()
        .filter(figure__period=quarter_of("bind").period, value__isnull=False)
        .select_related("figure")
    )
    for start in [date(year, month, 1) for year in range(2020, 2025) for month in (1, 4, 7, 10)]:
        period = Period.objects.create(
            kind=Period.Kind.QUARTER, start=start, end=end_of_quarter(start), is_example=True
        )
        names = ("indicator_id", "definition_id", "scope_id", "part")
        figures = Figure.objects.bulk_create(
            Figure(period=period, **{name: getattr(one.figure, name) for name in names})
            for one in heads
        )
        readings = Reading.objects.bulk_create(
            Reading(
                figure=figure,
                value=one.value,
                source="entry",
                author=example_year.staff,
                approver=example_year.staff,
                workflow="accepted",
                accepted_at=timezone.now(),
            )
            for figure, one in zip(figures, heads, strict=True)
        )
        for figure, reading in zip(figures, readings, strict=True):
            figure.current = reading
        Figure.objects.bulk_update(figures, ["current"])


def queries_of(screen):
    """Count what a screen asks: of the trail, and of everything else."""
    with CaptureQueriesContext(connection) as queries:
        screen.open()
    of_trail = sum('FROM "trail_step"' in one["sql"] for one in queries)
    return of_trail, len(queries) - of_trail


def test_the_screen_asks_little_for_everybody(example_year, five_years):
    counted = {}
    for code, manager in example_year.managers.items():
        given = quarter_of(code)
        screen = Screen(manager, given.period, Organisation.objects.get(code=code)).open()
        counted[code] = queries_of(screen)
        assert "K4 2024" in screen.text

    of_trail, others = zip(*counted.values(), strict=True)
    assert max(of_trail) <= 2  # who confirmed what, and what was sent back, where somebody did
    assert len(set(others)) == 1
    assert others[0] + 2 <= MOST_QUERIES


def test_a_whole_form_of_nine_municipalities_goes_through(example_year):
    given = quarter_of("bind")
    Return.objects.filter(pk=given.pk).update(state="draft")
    readings = [one.pk for one in sheet_of(given).readings]
    Reading.objects.filter(pk__in=readings).update(workflow="draft")
    ProgressUpdate.objects.filter(scope=given.scope, period=given.period).delete()
    manager = example_year.managers["bind"]
    screen = Screen(manager, given.period, Organisation.objects.get(code="bind")).open()
    last = sheet_of(given).slots[-1]

    response = screen.type(last.key, value="7", explanation="Opnieuw geteld.").send()

    assert len(screen.typed) > 800
    assert response.status_code == 302
    assert sheet_of(given).slots[-1].reading.value == 7


def test_youth_and_adults_are_all_members(example_year):
    quarters = Return.objects.with_labels().filter(period__kind=Period.Kind.QUARTER)
    handed_in = list(quarters.exclude(state="draft"))

    kinds = {
        finding.kind
        for given in handed_in
        for slot in sheet_of(given).slots
        for finding in slot.findings
    }

    assert handed_in
    assert "jump" in kinds
    assert not kinds & {"sum", "parts"}
