"""Typing a figure in the browser."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from libraries import actions
from libraries.models import Figure, Period, Reading, Scope
from tests.factories.libraries import (
    FigureFactory,
    IndicatorFactory,
    PeriodFactory,
    ServiceAreaFactory,
)
from tests.libraries.making import CORRECTED, settled

pytestmark = pytest.mark.django_db


def entry_url(indicator, scope, period) -> str:
    return reverse("libraries:enter", args=[indicator.code, scope.pk, period.pk])


TYPED = {
    "state": "value",
    "value": "1.931",
    "qualifier": "exact",
    "method": "registered",
    "finality": "none",
    "version": "0",
}


def test_a_manager_saves_a_draft_and_hands_it_in(as_, library, indicator, year):
    client, url = as_("manager"), entry_url(indicator, library, year)

    response = client.post(url, {**TYPED, "keep": "1"})
    assert response.status_code == 302
    draft = Reading.objects.get()
    assert (draft.value, draft.workflow) == (1931, "draft")
    assert client.get(url).context["form"]["value"].value() == Decimal(1931)

    client.post(url, {**TYPED, "version": "1", "value": "2.000", "hand_in": "1"})
    draft.refresh_from_db()
    assert (draft.value, draft.workflow) == (2000, "submitted")


@pytest.mark.parametrize(("language", "time"), [("nl", "09.29"), ("en", "09:29")])
def test_a_time_is_written_as_the_language_does(
    as_, library, indicator, year, monkeypatch, language, time
):
    at = datetime(2024, 1, 15, 8, 29, tzinfo=UTC)
    monkeypatch.setattr("libraries.views.entry.timezone.now", lambda: at)
    client = as_("manager")
    client.cookies["django_language"] = language

    typed = {**TYPED, "value": "1931", "keep": "1"}
    response = client.post(entry_url(indicator, library, year), typed)

    assert time in str(*get_messages(response.wsgi_request))


def test_last_year_stands_beside_the_field_and_never_in_it(as_, library, indicator, year):
    settled(indicator=indicator, scope=library, period=PeriodFactory(start=date(2022, 1, 1)))

    response = as_("manager").get(entry_url(indicator, library, year))

    assert response.context["last"].value == 1931
    assert response.context["form"]["value"].value() is None
    assert "1.931" in response.content.decode()


def test_a_jump_keeps_the_draft_and_asks(as_, library, indicator, year):
    settled(indicator=indicator, scope=library, period=PeriodFactory(start=date(2022, 1, 1)))
    client, url = as_("manager"), entry_url(indicator, library, year)

    response = client.post(url, {**TYPED, "value": "5.000", "hand_in": "1"})

    assert response.status_code == 422
    assert "explanation" in response.context["form"].errors
    assert Reading.objects.get(source="entry").workflow == "draft"
    version = response.context["form"]["version"].value()
    again = {**TYPED, "value": "5.000", "version": version, "explanation": "Een vestiging erbij."}
    assert client.post(url, {**again, "hand_in": "1"}).status_code == 302
    assert Reading.objects.get(source="entry").workflow == "submitted"


def test_the_second_of_two_people_is_told_and_loses_nothing(as_, library, indicator, year):
    url = entry_url(indicator, library, year)
    as_("staff").post(url, {**TYPED, "value": "1.913", "keep": "1"})

    response = as_("manager").post(url, {**TYPED, "keep": "1"})

    assert response.status_code == 422
    page = response.content.decode()
    assert "1.913" in page
    assert 'value="1.931"' in page
    assert Reading.objects.get().value == 1913


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": ""},
        {"value": "12.34"},
        {"value": "-1"},
        {"value": "1,5"},
        {"value": "veel"},
        {"value": "1e3"},
        {"state": "withheld"},
        {"state": "withheld", "value": ""},
        {"state": "onzin"},
        {"qualifier": "misschien"},
        {"version": "-1"},
        {"version": "9" * 20},
        {"expected_on": "2024-01-01"},
        {"expected_on": "morgen"},
        {"explanation": "x" * 2001},
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_kept_in_the_form(
    as_, library, indicator, year, wrong
):
    response = as_("manager").post(
        entry_url(indicator, library, year), {**TYPED, **wrong, "keep": "1"}
    )

    assert response.status_code == 422
    assert response.context["form"].errors
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    ("person", "status"), [("neighbour", 403), ("director", 403), ("staff", 200)]
)
def test_who_may_type_for_a_library(as_, library, indicator, year, person, status):
    assert as_(person).get(entry_url(indicator, library, year)).status_code == status


def test_a_figure_is_not_typed_at_another_level_or_period(as_, library, indicator, year):
    area = ServiceAreaFactory(owner=library)
    day = PeriodFactory(kind=Period.Kind.REFERENCE_DATE, start=date(2023, 12, 31))

    for scope, period in ((area, year), (library, day)):
        assert as_("manager").get(entry_url(indicator, scope, period)).status_code == 404


def test_a_closed_period_says_why_instead_of_a_form(as_, people, library, indicator, year):
    actions.close_period(period=year, by=people["admin"])
    client, url = as_("manager"), entry_url(indicator, library, year)

    page = client.get(url).content.decode()

    assert people["admin"].name in page
    assert 'name="hand_in"' not in page
    assert client.post(url, {**TYPED, "keep": "1"}).status_code == 422


def test_a_combined_institution_is_asked_what_it_is_about(as_, library, indicator, year):
    library.is_combined = True
    library.save()
    client, url = as_("manager"), entry_url(indicator, library, year)

    assert client.get(url).context["form"]["part"].value() == "whole"
    client.post(url, {**TYPED, "part": "library", "keep": "1"})

    assert Figure.objects.get().part == "library"
    assert client.get(f"{url}?part=library").context["there"] is not None


@pytest.mark.parametrize(
    ("parts", "first", "others"),
    [
        ((), "whole", []),
        (("library",), "library", []),
        (("whole",), "whole", []),
        (("library", "whole"), "whole", ["library"]),
    ],
)
def test_a_combined_institution_goes_on_with_the_part_that_is_there(
    as_, library, indicator, year, parts, first, others
):
    library.is_combined = True
    library.save()
    for part in parts:
        FigureFactory(indicator=indicator, scope=library, period=year, part=part)

    context = as_("manager").get(entry_url(indicator, library, year)).context

    assert context["form"]["part"].value() == first
    assert [one.part for one in context["others"]] == others


def test_the_other_part_of_a_figure_is_linked(as_, report, library, indicator, year):
    library.is_combined = True
    library.save()
    whole, part = report(1931), report(1200, part="library")
    url = entry_url(indicator, library, year)

    for shown, other in ((whole, part), (part, whole)):
        response = as_("manager").get(f"{url}?part={shown.figure.part}")
        assert response.context["there"] == shown
        assert response.context["form"]["part"].value() == shown.figure.part
        assert f'href="{other.figure.get_absolute_url()}"' in response.content.decode()


def test_what_is_no_part_is_not_asked_for(as_, report, library, indicator, year):
    report()

    response = as_("manager").get(f"{entry_url(indicator, library, year)}?part=onzin")

    assert response.context["there"] is not None


def test_from_one_part_the_other_is_begun_and_never_overwritten(
    as_, report, library, indicator, year
):
    library.is_combined = True
    library.save()
    report(1200, part="library")
    client, url = as_("manager"), entry_url(indicator, library, year)
    seen = {**TYPED, "version": "1", "keep": "1"}

    assert client.post(f"{url}?part=library", {**seen, "part": "whole"}).status_code == 302
    response = client.post(f"{url}?part=whole", {**seen, "value": "7", "part": "library"})

    assert response.status_code == 422
    assert "1.200" in response.content.decode()
    assert {one.figure.part: one.value for one in Reading.objects.all()} == {
        "library": 1200,
        "whole": 1931,
    }


def test_yes_or_no_is_asked_as_a_choice(as_, library, year):
    asked = IndicatorFactory(unit="ja/nee", lowest=0, highest=1)
    client, url = as_("manager"), entry_url(asked, library, year)

    client.post(url, {**TYPED, "value": "0", "keep": "1"})

    assert Reading.objects.get().value == 0
    assert client.post(url, {**TYPED, "value": "2", "version": "1"}).status_code == 422


def test_where_asks_for_own_places_only(as_, library, year):
    asked = IndicatorFactory(level=Scope.Kind.SERVICE_AREA)
    own, other = ServiceAreaFactory(owner=library), ServiceAreaFactory()
    url = reverse("libraries:where", args=[asked.code])

    form = as_("manager").get(url).context["form"]
    assert [scope.pk for scope in form.fields["scope"].queryset] == [own.pk]
    assert as_("stranger").get(url).status_code == 403
    response = as_("manager").get(url, {"scope": own.pk, "period": year.pk})
    assert response.url == entry_url(asked, own, year)
    assert as_("manager").get(url, {"scope": other.pk, "period": year.pk}).status_code == 200


# Corrections


@pytest.mark.parametrize("wrong", [{"correction": ""}, {"correction": "x"}, {"explanation": " "}])
def test_a_correction_in_the_form_needs_its_reason_and_a_sentence(
    as_, accepted, library, indicator, year, wrong
):
    accepted(1931)
    client, url = as_("manager"), entry_url(indicator, library, year)
    answer = {**TYPED, **CORRECTED, "value": "1.950", **wrong, "keep": "1"}

    response = client.post(url, answer)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == list(wrong)
    assert Reading.objects.get().value == 1931


def test_a_correction_is_typed_with_its_reason_and_shown_beside_what_was(
    as_, accepted, library, indicator, year
):
    accepted(1931)
    client, url = as_("manager"), entry_url(indicator, library, year)
    assert "Waarom wijzig je" in client.get(url).content.decode()

    client.post(url, {**TYPED, **CORRECTED, "value": "1.950", "keep": "1"})
    page = " ".join(client.get(url).content.decode().split())

    assert Reading.objects.get(value=1950).correction == "typed_wrong"
    assert re.search(r">1\.931</span> → <span[^>]*>1\.950</span>", page)
    assert "verkeerd ingevuld" in page


def test_what_was_never_accepted_asks_for_no_reason(as_, library, indicator, year, report):
    report()

    page = as_("manager").get(entry_url(indicator, library, year)).content.decode()

    assert "Waarom wijzig je" not in page


def test_a_quarter_goes_with_its_round_until_it_was_accepted(as_, library, indicator, accepted):
    quarter = PeriodFactory(kind=Period.Kind.QUARTER, start=date(2023, 1, 1), is_opened=True)
    url = entry_url(indicator, library, quarter)

    assert as_("manager").get(url).status_code == 404
    accepted(1931, period=quarter)
    response = as_("manager").get(url)

    assert response.status_code == 200
    assert "correction" in response.context["form"].fields


def test_a_period_in_which_it_is_not_counted_has_no_page(as_, library, indicator):
    school = PeriodFactory(kind=Period.Kind.SCHOOL_YEAR, start=date(2022, 8, 1), is_opened=True)

    assert as_("manager").get(entry_url(indicator, library, school)).status_code == 404
