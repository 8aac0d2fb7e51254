"""The collection of a year: figures with coverage, norms, sentences, and who uses which profile."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from biblionet.trail.models import Step
from libraries.actions import settle
from libraries.models import Membership, Scope, Year
from programmes import actions
from programmes.actions.loading import Tables
from programmes.models import ProfileUse, Requirement, RequirementResult
from programmes.overviews import collection_page, collection_years
from tests.factories.libraries import (
    FigureFactory,
    IndicatorFactory,
    MembershipFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PeriodFactory,
    ReadingFactory,
    ScopeFactory,
    ServiceAreaFactory,
    SupportFactory,
)
from tests.factories.programmes import (
    CollectionProfileFactory,
    LegalTaskFactory,
    QuestionFactory,
    QuestionnaireFactory,
    RequirementFactory,
    SectionFactory,
)

pytestmark = pytest.mark.django_db
YEAR = Year(2023)


@pytest.fixture
def asked():
    """A network of one library with two places, asked about items and loans."""
    task = LegalTaskFactory(code="collectie")
    questionnaire = QuestionnaireFactory(legal_task=task, period_kind="calendar_year")
    section = SectionFactory(questionnaire=questionnaire)
    library = OrganisationFactory(code="heide", name="Bibliotheek de Heide")
    NetworkMemberFactory(network=questionnaire.asked_of, organisation=library)
    areas = [ServiceAreaFactory(owner=library, place__name=name) for name in ("Aa", "Borger")]
    items, loans = IndicatorFactory(level="service_area"), IndicatorFactory(level="service_area")
    for indicator in (items, loans):
        QuestionFactory(section=section, indicator=indicator)
    turnover = IndicatorFactory(
        level="service_area", over_places="ratio", numerator=loans, denominator=items
    )
    return {
        "task": task,
        "network": questionnaire.asked_of,
        "library": library,
        "areas": areas,
        "items": items,
        "loans": loans,
        "turnover": turnover,
        "year": PeriodFactory(is_opened=True),
    }


def count(asked, what, area, value):
    figure = FigureFactory(indicator=asked[what], scope=asked["areas"][area], period=asked["year"])
    ReadingFactory(figure=figure, value=Decimal(value))
    settle(figure=figure)


@pytest.fixture
def staff():
    return MembershipFactory(scope=SupportFactory(), role=Membership.Role.POI_STAFF).user


@pytest.fixture
def manager(asked):
    return MembershipFactory(scope=asked["library"]).user


def test_turnover_is_computed_and_says_of_how_many_places(asked):
    count(asked, "items", 0, 100)
    count(asked, "loans", 0, 250)
    count(asked, "items", 1, 50)

    page = collection_page(year=YEAR)

    rows = {row.indicator: row for row in page.rows}
    turnover = rows[asked["turnover"]].organisations[0]
    assert (turnover.value, turnover.coverage.reported, turnover.coverage.expected) == (
        Decimal("2.5"),
        1,
        2,
    )
    items = rows[asked["items"]].together
    assert (items.value, items.coverage.reported) == (150, 1)
    assert [one.code for one in page.organisations] == ["heide"]


def test_years_are_those_of_which_something_is_known(asked):
    assert collection_years() == ()
    count(asked, "items", 0, 100)
    assert collection_years() == (YEAR,)


def test_an_example_stands_in_its_place_and_the_newest_real_year_is_shown_first(
    asked, staff, client
):
    count(asked, "items", 0, 100)
    example = PeriodFactory(
        start=date(2025, 1, 1), end=date(2025, 12, 31), is_example=True, is_opened=True
    )
    count({**asked, "year": example}, "items", 0, 100)
    client.force_login(staff)

    page = client.get(reverse("programmes:collection"))

    assert page.context["years"] == (Year(2025, is_example=True), YEAR)
    assert page.context["year"] == YEAR


def test_what_was_published_of_the_whole_stands_where_nothing_can_be_added_up(asked, staff, client):
    figure = FigureFactory(indicator=asked["items"], scope=asked["network"], period=asked["year"])
    ReadingFactory(figure=figure, value=Decimal(1025040))
    settle(figure=figure)
    client.force_login(staff)

    shown = client.get(reverse("programmes:collection")).content.decode()

    assert "1.025.040" in shown
    assert shown.count("zoals gepubliceerd") == 1
    assert figure.get_absolute_url() in shown


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_asks_no_more_with_more(asked, staff, client, size, django_assert_num_queries):
    count(asked, "items", 0, 100)
    for _number in range(size - 1):
        other = OrganisationFactory()
        NetworkMemberFactory(network=asked["network"], organisation=other)
    CollectionProfileFactory.create_batch(size)
    for _number in range(size):
        RequirementFactory(legal_task=asked["task"], per_member=True, measured_at=asked["network"])
    client.force_login(staff)
    client.get(reverse("programmes:collection"))

    with django_assert_num_queries(25):
        page = client.get(reverse("programmes:collection")).context["page"]

    assert (len(page.profiles), len(page.norms), len(page.organisations)) == (size, size, size)


# Profiles


def test_the_poi_keeps_who_takes_part(asked, staff, client):
    profile = CollectionProfileFactory(name="Schoolcollectie")
    other = OrganisationFactory(name="Bibliotheek Zand")
    NetworkMemberFactory(network=asked["network"], organisation=other)
    client.force_login(staff)
    address = reverse("programmes:use_profile", args=[YEAR, profile.code, "heide"])

    page = client.post(address, {"act": "take"}, follow=True)

    assert "1 van 2 organisaties" in page.content.decode()
    (row,) = collection_page(year=YEAR).profiles
    assert (row.users, row.absent) == (1, ("Bibliotheek Zand",))

    client.post(address, {"act": "take"})  # the second time is no change
    assert ProfileUse.objects.count() == 1
    client.post(address, {"act": "stop"})
    client.post(address, {"act": "stop"})
    assert ProfileUse.objects.count() == 0
    assert list(Step.objects.order_by("pk").values_list("verb", "scope")) == [
        ("took part in profile", "heide"),
        ("stopped taking part in profile", "heide"),
    ]


def test_as_long_as_nobody_keeps_it_nobody_is_said_not_to_take_part(asked, manager, client):
    profile = CollectionProfileFactory()
    count(asked, "items", 0, 100)
    client.force_login(manager)
    address = reverse("programmes:collection_in_year", args=[YEAR])

    before = client.get(address).content.decode()
    ProfileUse.objects.create(profile=profile, organisation=asked["library"], period=asked["year"])
    CollectionProfileFactory()
    after = client.get(address).content.decode()

    assert "Over 2023 is dat nog niet bijgehouden." in before
    assert "Doet niet mee" not in before
    assert "nog niet bijgehouden" not in after
    assert (after.count("Doet mee"), after.count("Doet niet mee")) == (1, 1)


def test_a_manager_reads_and_changes_nothing(asked, manager, client):
    profile = CollectionProfileFactory()
    count(asked, "items", 0, 100)
    client.force_login(manager)
    address = reverse("programmes:use_profile", args=[YEAR, profile.code, "heide"])

    assert client.post(address, {"act": "take"}).status_code == 403
    page = client.get(reverse("programmes:collection_in_year", args=[YEAR])).content.decode()
    assert address not in page
    with pytest.raises(ValidationError, match="ondersteuningsinstelling"):
        actions.take_part(
            profile=profile, organisation=asked["library"], period=asked["year"], by=manager
        )


@pytest.mark.parametrize("part", ["2023/profielen/x/heide", "1999/profielen/PROFILE/heide", "1999"])
def test_what_is_not_there_is_not_found(asked, staff, client, part):
    profile = CollectionProfileFactory()
    client.force_login(staff)
    address = f"/collectie/{part.replace('PROFILE', profile.code)}/"
    answer = client.post(address) if "profielen" in part else client.get(address)

    assert answer.status_code == 404


# Norms


@pytest.fixture
def norm(asked):
    """Turnover of at least 3, which the library does not reach."""
    count(asked, "items", 0, 100)
    count(asked, "loans", 0, 250)
    count(asked, "items", 1, 100)
    count(asked, "loans", 1, 250)
    return RequirementFactory(
        legal_task=asked["task"],
        measured_at=asked["network"],
        per_member=True,
        measure="score",
        norm=3,
        indicator=asked["turnover"],
        text="De omloopsnelheid is minstens 3.",
    )


def test_a_manager_explains_the_deviation_of_the_own_organisation(asked, norm, manager, client):
    client.force_login(manager)
    page = client.get(reverse("programmes:collection_in_year", args=[YEAR])).content.decode()
    assert "Afwijking zonder toelichting" in page
    address = reverse(
        "programmes:requirement_of_member", args=[YEAR, norm.code, asked["library"].pk]
    )

    page = client.post(address, {"explanation": "Er was een verhuizing."}, follow=True)

    assert page.status_code == 200
    result = RequirementResult.objects.get()
    assert (result.scope_id, result.explanation) == (
        asked["library"].pk,
        "Er was een verhuizing.",
    )
    assert collection_page(year=YEAR).deviations == 0
    assert Step.objects.get(verb="explained requirement").scope == "heide"


def test_a_neighbour_reads_it_and_explains_nothing(asked, norm, client):
    other = OrganisationFactory()
    NetworkMemberFactory(network=asked["network"], organisation=other)
    client.force_login(MembershipFactory(scope=other).user)
    address = reverse(
        "programmes:requirement_of_member", args=[YEAR, norm.code, asked["library"].pk]
    )

    assert client.get(address).status_code == 200
    assert client.post(address, {"explanation": "Nee."}).status_code == 403
    assert not RequirementResult.objects.exists()


def test_a_closed_year_and_a_strange_scope_are_refused(asked, norm, manager, staff):
    with pytest.raises(ValidationError, match="Bibliotheek"):
        actions.explain_requirement(
            requirement=norm,
            period=asked["year"],
            scope=OrganisationFactory(),
            explanation="Nee.",
            by=manager,
        )
    whole = RequirementFactory(measured_at=asked["network"])
    with pytest.raises(ValidationError, match="als geheel"):
        actions.explain_requirement(
            requirement=whole,
            period=asked["year"],
            scope=asked["library"],
            explanation="Nee.",
            by=staff,
        )
    asked["year"].closed_at, asked["year"].closed_by = asked["year"].opened_at, staff
    asked["year"].save()
    with pytest.raises(ValidationError, match="gesloten"):
        actions.explain_requirement(
            requirement=norm,
            period=asked["year"],
            scope=asked["library"],
            explanation="Te laat.",
            by=manager,
        )


def test_norms_for_each_member_come_from_a_file(asked):
    country = ScopeFactory(kind=Scope.Kind.COUNTRY, code="NL")
    row = {
        "code": "omloop",
        "legal_task": "collectie",
        "order": 20,
        "text": "De omloopsnelheid is minstens 2.",
        "measure": "score",
        "comparison": "min",
        "norm": Decimal(2),
        "indicator": asked["turnover"].code,
        "asked_by": "country:NL",
        "measured_at": f"network:{asked['network'].code}",
        "per_member": True,
        "first_year": 2023,
        "last_year": None,
        "source_url": "",
    }
    tables = Tables(
        legal_tasks=(),
        requirements=(row,),
        claims=(),
        programmes=(),
        programme_indicators=(),
        collection_profiles=(
            {"code": "school", "order": 1, "name": "School", "text": "", "source_url": ""},
        ),
    )

    actions.put_tables(tables=tables)
    again = actions.put_tables(tables=tables)

    norm = Requirement.objects.get(code="omloop")
    assert (norm.per_member, norm.asked_by) == (True, country)
    assert sum(again.values()) == 0
    (line,) = collection_page(year=YEAR).norms
    assert [one.scope.code for one in line.members] == ["heide"]
