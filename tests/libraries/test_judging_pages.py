"""Judging, choosing, periods and roles in the browser."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from libraries import actions
from libraries.models import Figure, Period
from tests.factories.libraries import (
    EntryFactory,
    FigureFactory,
    PeriodFactory,
    ReadingFactory,
)

pytestmark = pytest.mark.django_db


# Judging and choosing


def test_a_figure_is_accepted_from_the_queue(as_, library):
    reading = EntryFactory(figure=FigureFactory(scope=library), is_submitted=True)
    client = as_("staff")
    assert [one.reading for one in client.get("/cijfers/beoordelen/").context["waiting"]] == [
        reading
    ]

    accept = reverse("libraries:accept_reading", args=[reading.pk])
    tags = []
    for _twice in range(2):
        response = client.post(accept, follow=True)
        tags += [message.level_tag for message in response.context["messages"]]

    assert Figure.objects.get().current == reading
    assert tags == ["success", "error"]


@pytest.mark.parametrize(("reason", "status"), [("Tel na.", 302), ("", 422)])
def test_a_figure_is_sent_back_with_a_reason(as_, library, reason, status):
    reading = EntryFactory(figure=FigureFactory(scope=library), is_submitted=True)
    url = reverse("libraries:send_back_reading", args=[reading.pk])

    assert as_("staff").post(url, {"reason": reason}).status_code == status
    reading.refresh_from_db()
    assert reading.workflow == ("draft" if reason else "submitted")


@pytest.mark.parametrize(("person", "status"), [("manager", 403), ("neighbour", 404)])
@pytest.mark.parametrize("name", ["accept_reading", "send_back_reading"])
def test_own_people_may_not_judge_and_others_do_not_know(as_, library, person, status, name):
    reading = EntryFactory(figure=FigureFactory(scope=library), is_submitted=True)

    response = as_(person).post(reverse(f"libraries:{name}", args=[reading.pk]), {"reason": "x"})

    assert response.status_code == status


@pytest.mark.parametrize("reason", ["Telt actieve accounts.", ""])
def test_a_choice_needs_a_reason(as_, some_figures, reason):
    figure = some_figures["conflict"]
    reading = figure.readings.first()

    as_("staff").post(
        reverse("libraries:choose", args=[figure.pk]), {"reading": reading.pk, "reason": reason}
    )

    figure.refresh_from_db()
    assert figure.current == (reading if reason else None)
    assert figure.chosen_reason == reason


def test_only_a_reading_of_the_figure_can_be_chosen(as_, some_figures):
    figure, other = some_figures["conflict"], ReadingFactory()
    url = reverse("libraries:choose", args=[figure.pk])

    assert as_("staff").post(url, {"reading": other.pk, "reason": "x"}).status_code == 422
    assert as_("manager").get(url).status_code == 403


# Periods and roles


def test_an_administrator_opens_closes_and_makes_an_exception(as_, library):
    client = as_("admin")
    client.post("/perioden/toevoegen/", {"kind": "quarter", "start": "2026-01-01"})
    period = Period.objects.get()
    pages = {
        name: reverse(f"libraries:{name}", args=[period.pk])
        for name in ("open_period", "close_period", "grant_exception")
    }

    client.post(pages["open_period"])
    client.post(pages["close_period"])
    until = timezone.localdate().isoformat()
    client.post(pages["grant_exception"], {"scope": library.pk, "until": until, "reason": "Ziek."})

    period.refresh_from_db()
    assert not period.is_open
    assert period.exceptions.get().scope_id == library.pk


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": "quarter", "start": "2026-02-01"}, "start"),
        ({"kind": "week", "start": "2026-01-01"}, "kind"),
        ({"kind": "quarter", "start": ""}, "start"),
    ],
)
def test_a_period_that_cannot_be_is_refused_at_its_field(as_, typed, field):
    response = as_("admin").post("/perioden/toevoegen/", typed)

    assert response.status_code == 422
    assert field in response.context["form"].errors


@pytest.mark.parametrize(
    "typed", [{"until": "2000-01-01", "reason": "x"}, {"until": "", "reason": ""}]
)
def test_an_exception_that_cannot_be_is_refused(as_, library, typed):
    period = PeriodFactory()
    url = reverse("libraries:grant_exception", args=[period.pk])

    assert as_("admin").post(url, {"scope": library.pk, **typed}).status_code == 422
    assert not period.exceptions.exists()


@pytest.mark.parametrize("name", ["open_period", "close_period", "grant_exception"])
def test_others_do_not_touch_a_period(as_, year, name):
    response = as_("staff").post(reverse(f"libraries:{name}", args=[year.pk]))

    assert response.status_code == 403
    assert Period.objects.get().is_open


def test_a_role_is_given_and_ended(as_, people, library):
    client, newcomer = as_("admin"), people["stranger"]
    client.post(
        "/rollen/toevoegen/",
        {"user": newcomer.pk, "scope": library.pk, "role": "manager", "starts": "2024-01-01"},
    )
    membership = newcomer.memberships.get()

    client.post(reverse("libraries:end_membership", args=[membership.pk]), {"ends": "2024-06-30"})

    membership.refresh_from_db()
    assert membership.ends == date(2024, 6, 30)
    shown = client.get("/rollen/?beeindigd=1").context["rows"]
    assert membership in shown


@pytest.mark.parametrize(
    ("typed", "field"), [({"role": "poi_admin"}, "role"), ({"ends": "2000-01-01"}, "__all__")]
)
def test_a_role_that_cannot_be_is_refused(as_, people, library, typed, field):
    usual = {"role": "manager", "starts": "2024-01-01"}
    response = as_("admin").post(
        "/rollen/toevoegen/",
        {"user": people["stranger"].pk, "scope": library.pk, **usual, **typed},
    )

    assert response.status_code == 422
    assert field in response.context["form"].errors


@pytest.mark.parametrize(
    ("person", "knows"),
    [("manager", True), ("staff", True), ("neighbour", False), ("stranger", False)],
)
def test_who_is_not_ready_is_known_to_the_own_people_and_the_poi(
    as_, people, report, library, year, person, knows
):
    report(1913)
    actions.close_period(period=year, by=people["admin"])
    actions.grant_exception(
        period=year, scope=library, reason="Ziek.", until=date(2099, 1, 1), by=people["admin"]
    )
    client = as_(person)

    page = client.get(year.get_absolute_url()).context["page"]
    row = next(one for one in client.get("/perioden/").context["rows"] if one.period == year)

    assert [(scope.pk, count) for scope, count in page.unfinished] == [(library.pk, 1)] * knows
    assert (len(page.exceptions), row.drafts, row.exceptions) == (knows, knows, knows)


def test_a_correction_is_judged_beside_what_counts_now(as_, accepted, report, people):
    accepted(9309)
    correction = {"correction": "counted_again", "explanation": "Nu zonder dubbele."}
    actions.submit_reading(reading=report(5, **correction), by=people["manager"])

    page = as_("staff").get("/cijfers/beoordelen/").content.decode()

    assert ("9.309" in page, ">5<" in page.replace("\n", "")) == (True, True)
    assert "opnieuw geteld" in page
    assert "Nu zonder dubbele." in page
