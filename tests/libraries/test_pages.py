"""Pages: who gets in, what stands there, how many queries, and what bad input does."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from libraries import actions
from libraries.models import Figure, Period, Reading, Scope
from tests.factories.libraries import (
    BranchFactory,
    EntryFactory,
    FigureFactory,
    IndicatorFactory,
    MembershipFactory,
    MunicipalityFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PeriodFactory,
    ReadingFactory,
    ScopeFactory,
    ServiceAreaFactory,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20


@pytest.fixture
def as_(people):
    """Return a client signed in as one of the cast."""

    def do(person: str) -> Client:
        client = Client()
        client.force_login(people[person])
        return client

    return do


def settled(**arguments) -> Figure:
    figure = FigureFactory(**arguments)
    ReadingFactory(figure=figure, value=Decimal(1931))
    ReadingFactory(figure=figure, value=Decimal(1931))
    return actions.settle(figure=figure)


def world(count: int) -> None:
    """Make `count` of everything a page can list, all in 2023."""
    network = ScopeFactory()
    place = MunicipalityFactory(code="hier")
    for number in range(count):
        body = OrganisationFactory()
        NetworkMemberFactory(network=network, organisation=body)
        body.earlier_names.create(name="Vroeger", until_on=date(2000, 1, 1))
        area = ServiceAreaFactory(owner=body, place=place)
        ServiceAreaFactory(owner=body)
        branch = BranchFactory(owner=body, place=place, code=f"vestiging-{number + 1}")
        whole = IndicatorFactory(level=Scope.Kind.SERVICE_AREA)
        part = IndicatorFactory(level=Scope.Kind.SERVICE_AREA, part_of=whole)
        for indicator in (whole, part):
            for scope in (network, place, area, branch):
                settled(indicator=indicator, scope=Scope.objects.get(pk=scope.pk))
        conflict = FigureFactory(indicator=IndicatorFactory(), scope=body)
        ReadingFactory(figure=conflict, value=Decimal(1))
        ReadingFactory(figure=conflict, value=Decimal(2))
        last = settled(
            indicator=conflict.indicator, scope=body, period=PeriodFactory(start=date(2022, 1, 1))
        )
        waiting = FigureFactory(
            indicator=last.indicator, scope=body, period=PeriodFactory(start=date(2021, 1, 1))
        )
        EntryFactory(figure=waiting, is_submitted=True)
        EntryFactory(figure=FigureFactory(scope=body))
        MembershipFactory(scope=body)


def queries_of(client: Client, url: str, django_assert_max_num_queries) -> int:
    cache.clear()
    client.get(url)  # what is kept for a while is not counted
    with django_assert_max_num_queries(MOST_QUERIES) as captured:
        assert client.get(url).status_code == 200, url
    return len(captured)


LISTS = [
    "/organisaties/",
    "/gemeenten/",
    "/gemeenten/hier/",
    "/vestigingen/",
    "/vestigingen/vestiging-1/",
    "/netwerk/",
    "/netwerk/2022/",
    "/perioden/",
    "/kengetallen/",
    "/publicaties/",
    "/cijfers/",
    "/cijfers/?stand=conflict",
    "/cijfers/?jaar=2023",
    "/cijfers/tegenspraken/",
    "/cijfers/beoordelen/",
    "/rollen/",
    "/rollen/toevoegen/",
]


@pytest.mark.parametrize("url", LISTS)
def test_a_page_takes_no_more_queries_when_it_is_longer(as_, url, django_assert_max_num_queries):
    client = as_("admin")
    counts = []
    for count in (1, 3):
        before = transaction.savepoint()
        world(count)
        counts.append(queries_of(client, url, django_assert_max_num_queries))
        transaction.savepoint_rollback(before)

    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", ["indicator", "publication", "period"])
def test_a_page_of_one_thing_stays_within_its_queries(as_, kind, django_assert_max_num_queries):
    world(3)
    thing = {
        "indicator": Figure.objects.filter(current__isnull=False).first().indicator,
        "publication": Reading.objects.filter(publication__isnull=False).first().publication,
        "period": Period.objects.get(start=date(2023, 1, 1)),
    }[kind]

    queries_of(as_("admin"), thing.get_absolute_url(), django_assert_max_num_queries)


# Who gets in


@pytest.mark.parametrize("person", ["manager", "director", "neighbour", "stranger", "staff"])
@pytest.mark.parametrize("url", LISTS[:14])
def test_everybody_who_signs_in_reads_what_is_accepted(as_, person, url):
    world(1)

    assert as_(person).get(url).status_code == 200


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("/cijfers/beoordelen/", {"staff", "editor", "admin"}),
        ("/rollen/", {"admin"}),
        ("/rollen/toevoegen/", {"admin"}),
        ("/perioden/toevoegen/", {"admin"}),
    ],
)
@pytest.mark.parametrize("person", ["manager", "director", "stranger", "staff", "editor", "admin"])
def test_some_pages_are_for_the_support_institution(as_, person, url, allowed):
    assert as_(person).get(url).status_code == (200 if person in allowed else 403)


@pytest.mark.parametrize("url", LISTS)
def test_a_passer_by_has_to_sign_in(client, db, url):
    response = client.get(url)

    assert response.status_code == 302
    assert reverse("account_login") in response.url


# Bad input


@pytest.mark.parametrize(
    "url",
    [
        "/gemeenten/GM9999/",
        "/gemeenten/hier/1999/",
        "/gemeenten/hier/2023-voorbeeld/",
        "/vestigingen/nergens/",
        "/netwerk/1999/",
        "/perioden/999/",
        "/kengetallen/ONBEKEND/",
        "/kengetallen/ONBEKEND/invullen/",
        "/kengetallen/ONBEKEND/invullen/1/1/",
        "/publicaties/onbekend/",
        "/cijfers/999/kiezen/",
        "/cijfers/opgaven/999/terugsturen/",
        "/rollen/999/einde/",
    ],
)
def test_what_is_not_there_is_not_found(as_, url):
    world(1)

    assert as_("admin").get(url).status_code == 404


@pytest.mark.parametrize("query", ["plek=x", "plek=999", f"plek={'9' * 30}", "plek=-1", "plek=²"])
def test_a_place_that_is_none_is_not_found(as_, indicator, query):
    assert as_("staff").get(f"{indicator.get_absolute_url()}?{query}").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["jaar=9999", "jaar=voorbeeld", "kengetal=X", "plek=1;2", "stand=alles", "page=0", "page=x"],
)
def test_a_filter_that_means_nothing_still_answers(as_, query):
    world(1)

    assert as_("staff").get(f"/cijfers/?{query}").status_code == 200


def test_without_a_network_there_is_no_page_of_it(as_):
    assert as_("staff").get("/netwerk/").status_code == 404


@pytest.mark.parametrize(
    "url", ["/perioden/1/openen/", "/perioden/1/sluiten/", "/cijfers/opgaven/1/akkoord/"]
)
def test_what_changes_something_is_posted(as_, url):
    assert as_("admin").get(url).status_code == 405


# The list of figures


@pytest.fixture
def some_figures(library, indicator, year):
    """A settled figure, a contradiction, a missing one and a draft, of four places."""
    value = settled(indicator=indicator, scope=library, period=year)
    conflict = FigureFactory(indicator=indicator, scope=OrganisationFactory(), period=year)
    ReadingFactory(figure=conflict, value=Decimal(1))
    ReadingFactory(figure=conflict, value=Decimal(2))
    missing = FigureFactory(indicator=indicator, scope=OrganisationFactory(), period=year)
    ReadingFactory(figure=missing, state="withheld", value=None)
    actions.settle(figure=missing)
    draft = FigureFactory(indicator=IndicatorFactory(), scope=library, period=year)
    EntryFactory(figure=draft)
    return {"settled": value, "conflict": conflict, "missing": missing, "waiting": draft}


@pytest.mark.parametrize("status", ["settled", "conflict", "missing", "waiting"])
def test_figures_by_status(as_, some_figures, status):
    lines = as_("manager").get(f"/cijfers/?stand={status}").context["lines"]

    assert [line.figure for line in lines] == [some_figures[status]]
    assert [line.is_conflict for line in lines] == [status == "conflict"]


def test_a_neighbour_does_not_see_a_draft_in_the_list(as_, some_figures):
    seen = {line.figure for line in as_("neighbour").get("/cijfers/").context["lines"]}

    assert seen == set(some_figures.values()) - {some_figures["waiting"]}


def test_figures_by_indicator_place_and_year(as_, some_figures, library, indicator):
    example = settled(indicator=indicator, scope=library, period=PeriodFactory(is_example=True))
    client = as_("manager")

    def found(query: str) -> set[Figure]:
        return {line.figure for line in client.get(f"/cijfers/?{query}").context["lines"]}

    assert found("jaar=2023-voorbeeld") == {example}
    assert example not in found("jaar=2023")
    assert found(f"plek={library.pk}&jaar=2023&kengetal=LOANS") == {some_figures["settled"]}


def test_the_list_has_pages(as_, indicator):
    for number in range(51):
        settled(
            indicator=indicator,
            scope=OrganisationFactory(),
            period=PeriodFactory(start=date(1950 + number, 1, 1)),
        )
    client = as_("staff")

    assert len(client.get("/cijfers/").context["lines"]) == 50
    assert len(client.get("/cijfers/?page=2").context["lines"]) == 1


def test_an_example_is_marked_everywhere_it_stands(as_, library, indicator):
    figure = settled(indicator=indicator, scope=library, period=PeriodFactory(is_example=True))
    mark = 'class="bn-example"'

    for url in (
        "/cijfers/",
        figure.period.get_absolute_url(),
        indicator.get_absolute_url(),
    ):
        assert mark in as_("staff").get(url).content.decode(), url


# Typing


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
