"""Which of the real figures ask for a sentence beside the year before, each looked at.

None of these is a mistake: schools and information points were added in those years, the website
was replaced, libraries opened again after the closures of 2021, and the support institution's funds
shrank. Where the definition changed in between, nothing is asked.
"""

import pytest

from libraries.actions import jump_question
from libraries.models import Reading

pytestmark = [pytest.mark.usefixtures("drenthe"), pytest.mark.django_db]

LARGE = {
    ("DBOS_LOCATIONS", 2018): "24%",
    ("WEB_VISITS", 2018): "46%",
    ("LOANS_BOOKS", 2022): "34%",
    ("IDO_LOCATIONS", 2020): "152%",
    ("IDO_LOCATIONS", 2021): "501%",
    ("IDO_LOCATIONS", 2022): "51%",
    ("FIN_EARMARKED_FUNDS", 2023): "41%",
    ("FIN_EQUITY", 2023): "35%",
    ("FIN_EQUITY_FREE", 2023): "79%",
    ("FIN_SOLVENCY", 2023): "27%",
}


def current_readings():
    return Reading.objects.filter(
        pk__in=Reading.objects.filter(figure__period__is_example=False).values("figure__current")
    ).select_related("figure__indicator", "figure__period", "figure__scope")


def test_the_real_figures_that_ask_for_a_sentence_are_known():
    asked = {
        (reading.figure.indicator.code, reading.figure.period.end.year): question
        for reading in current_readings()
        if (question := jump_question(reading=reading))
    }

    assert set(asked) == set(LARGE)
    assert [key for key, percent in LARGE.items() if percent not in asked[key]] == []


def test_nothing_is_asked_where_the_definition_changed():
    visits = current_readings().get(
        figure__indicator__code="VISITS_LIBRARY", figure__period__end__year=2022
    )

    assert jump_question(reading=visits) == ""
