"""The statutory calendar with the real data and the example: every row, and what is late in red."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import escape

from biblionet.home.overviews.statutory import late_for
from programmes.models import Obligation
from programmes.overviews import years_of_obligations
from programmes.standing import Stand
from tests.roles import OTHER, OWN

pytestmark = [pytest.mark.usefixtures("example_year"), pytest.mark.django_db]
TODAY = date(2026, 11, 22)


def test_every_row_is_on_the_page_of_its_year_with_its_source(client, example_year):
    client.force_login(example_year.managers[OWN])
    pages = "".join(
        client.get(reverse("home:statutory_calendar"), {"jaar": year}).content.decode()
        for year in years_of_obligations()
    )

    real = Obligation.objects.exclude(period__is_example=True)
    missing = [
        one.code
        for one in real
        if f'href="{one.get_absolute_url()}"' not in pages
        or f'href="{escape(one.source_url)}"' not in pages
    ]
    assert real.count() == 23
    assert missing == []


def test_what_was_over_before_the_portal_was_there_is_late_for_nobody(example_year):
    late = late_for(example_year.staff, today=TODAY)

    assert late
    assert all(one.row.is_example for one in late)


def test_a_director_sees_in_red_what_is_late_of_the_own_organisation(client, example_year):
    client.force_login(example_year.directors[OWN])

    text = client.get(reverse("home:start")).content.decode()

    late = late_for(example_year.directors[OWN], today=TODAY)
    assert {one.who.scope.owner_code for one in late} == {OWN}
    assert "bn-badge--stuck" in text
    assert late[0].row.what in text


def test_some_of_the_example_is_met_and_some_is_late(example_year):
    stands = {
        who.stand
        for person in (example_year.directors[OWN], example_year.directors[OTHER])
        for code in Obligation.objects.filter(period__is_example=True, questionnaire=None)
        for who in stands_of(code, person)
    }

    assert {Stand.MET, Stand.LATE} <= stands


def stands_of(obligation, person):
    from biblionet.home.overviews.statutory import obligation_page

    return obligation_page(obligation, person, today=TODAY).row.whos
