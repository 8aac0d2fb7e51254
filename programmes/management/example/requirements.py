"""What was measured for the requirements in the example year.

Of thirteen requirements at least one is not met and at least one cannot be determined. What the
floor below measured already is left as it is; the sentences stand in programmes/data.
"""

import csv
import random
from decimal import Decimal
from pathlib import Path

from biblionet.accounts.models import User
from libraries import actions as figures
from libraries.management.example import YEAR, People
from libraries.models import Figure, Period, Reading, Year
from programmes import actions
from programmes.models import Requirement
from programmes.overviews import checklist

State = Reading.State
FILE = Path(__file__).resolve().parents[2] / "data" / "example_requirements.csv"


def make(*, people: People, rng: random.Random) -> None:
    """Measure what is still open, then explain what is not met or cannot be determined."""
    year = Period.objects.example().get(kind=Period.Kind.CALENDAR_YEAR, start__year=YEAR)
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = {row["requirement"]: row for row in csv.DictReader(file, strict=True)}
    for requirement in Requirement.objects.select_related("indicator", "measured_at"):
        row = rows.get(requirement.code)
        if row and row["least"]:
            value = Decimal(rng.randint(int(row["least"]), int(row["most"])))
            measure(requirement, year, value, by=people.staff)
    for line in checklist(year=Year(YEAR, is_example=True)):
        row = rows.get(line.requirement.code)
        if row and row["when"] == line.computed:
            actions.explain_requirement(
                requirement=line.requirement,
                period=year,
                explanation=row["explanation"],
                by=people.staff,
            )


def measure(requirement: Requirement, year: Period, value: Decimal, *, by: User) -> None:
    """Report and accept one figure, unless it is there."""
    indicator, place = requirement.indicator, requirement.measured_at
    if Figure.objects.filter(indicator=indicator, scope=place, period=year).exists():
        return
    reading = figures.report_figure(
        indicator=indicator, scope=place, period=year, value=value, by=by
    )
    figures.submit_reading(reading=reading, by=by)
    figures.accept_reading(reading=reading, by=by)
