"""Pages about legal tasks, requirements and programmes."""

import pytest
from django.urls import reverse

from libraries.models import Membership
from programmes.models import RequirementResult
from tests.factories.libraries import (
    MembershipFactory,
    PeriodFactory,
    PublicationFactory,
    SupportFactory,
)
from tests.factories.programmes import (
    LegalTaskFactory,
    ProgrammeFactory,
    ProgrammeIndicatorFactory,
    QuestionnaireFactory,
    RequirementFactory,
    RequirementResultFactory,
)
from tests.programmes.test_checklist import measure

pytestmark = pytest.mark.django_db
FRAME = 4  # session, person, duties, whose portal it is


@pytest.fixture
def manager(client):
    user = MembershipFactory().user
    client.force_login(user)
    return user


@pytest.fixture
def staff(client):
    user = MembershipFactory(scope=SupportFactory(), role=Membership.Role.POI_STAFF).user
    client.force_login(user)
    return user


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_tasks_asks_no_more_when_longer(
    client, manager, count, django_assert_num_queries
):
    LegalTaskFactory.create_batch(count)

    with django_assert_num_queries(FRAME + 1):
        response = client.get(reverse("programmes:legal_tasks"))

    assert len(response.context["tasks"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_task_asks_no_more_with_more_requirements(
    client, manager, count, django_assert_num_queries
):
    task = LegalTaskFactory()
    RequirementFactory.create_batch(count, legal_task=task)

    with django_assert_num_queries(FRAME + 4):
        response = client.get(task.get_absolute_url())

    assert len(response.context["page"].requirements) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_requirements_ask_no_more_when_longer(
    client, manager, count, django_assert_num_queries
):
    year = PeriodFactory()
    for requirement in RequirementFactory.create_batch(count):
        measure(requirement, year, "90")

    with django_assert_num_queries(FRAME + 9):
        response = client.get(reverse("programmes:requirements"))

    assert response.content.decode().count("Voldaan") == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_programme_asks_no_more_with_more_indicators(
    client, manager, count, django_assert_num_queries
):
    programme = ProgrammeFactory()
    ProgrammeIndicatorFactory.create_batch(count, programme=programme)

    with django_assert_num_queries(FRAME + 3):
        response = client.get(programme.get_absolute_url())

    assert len(response.context["lines"]) == count


def test_claim_and_computation_stand_side_by_side(client, manager):
    result = RequirementResultFactory(
        requirement=RequirementFactory(),
        period=PeriodFactory(),
        claim=RequirementResult.Claim.MET,
        publication=PublicationFactory(title="Bestuursverslag 2023"),
    )

    page = client.get(result.get_absolute_url()).content.decode()

    assert "Zo staat het in de bron" in page
    assert "Bestuursverslag 2023" in page
    assert "Niet vast te stellen" in page


def test_staff_explain_while_the_year_is_open(client, staff):
    period = PeriodFactory(is_opened=True)
    requirement = RequirementFactory()
    address = reverse("programmes:requirement", args=[period.year, requirement.code])

    response = client.post(address, {"explanation": "Eén vestiging was dicht."}, follow=True)

    assert response.context["line"].explanation == "Eén vestiging was dicht."
    assert RequirementResult.objects.get().explanation == "Eén vestiging was dicht."


def test_a_manager_reads_but_does_not_explain(client, manager):
    period = PeriodFactory(is_opened=True)
    requirement = RequirementFactory()
    address = reverse("programmes:requirement", args=[period.year, requirement.code])

    assert client.get(address).status_code == 200
    assert client.post(address, {"explanation": "Nee."}).status_code == 403
    assert RequirementResult.objects.count() == 0


@pytest.mark.parametrize("closed", ["2023/bestaat-niet/", "1999/"])
def test_what_is_not_known_does_not_exist(client, manager, closed):
    PeriodFactory()

    assert client.get(reverse("programmes:requirements") + closed).status_code == 404


def test_a_year_in_which_something_is_asked_has_its_list_before_anything_is_known(client, manager):
    RequirementFactory(first_year=2023, last_year=2026)

    text = client.get(reverse("programmes:requirements") + "2026/").content.decode()

    assert '<strong aria-current="page">2026</strong>' in text
    assert client.get(reverse("programmes:requirements") + "2027/").status_code == 404


def test_the_example_is_marked(client, manager):
    requirement = RequirementFactory()
    period = PeriodFactory(is_example=True)
    RequirementResultFactory(requirement=requirement, period=period)

    page = client.get(reverse("programmes:requirements_of_year", args=[period.year]))

    assert "bn-example" in page.content.decode()


def test_a_measured_value_shows_its_source_its_day_and_the_way_to_its_story(client, manager):
    year = PeriodFactory()
    source = PublicationFactory(title="Tevredenheidsonderzoek")
    requirement = RequirementFactory()
    figure = measure(requirement, year, "86", publication=source, accepted_at="2024-02-01T09:00Z")

    for name, place in (("requirements_of_year", ()), ("requirement", (requirement.code,))):
        page = client.get(reverse(f"programmes:{name}", args=[year.year, *place]))
        text = page.content.decode()
        assert "Tevredenheidsonderzoek" in text
        assert "1 februari 2024" in text
        assert figure.get_absolute_url() in text


def test_a_deviation_without_a_sentence_is_said_on_the_list(client, manager):
    year = PeriodFactory()
    measure(RequirementFactory(), year, "70")

    page = client.get(reverse("programmes:requirements_of_year", args=[year.year]))

    assert "1 afwijking zonder toelichting" in page.content.decode()


def test_a_task_leads_to_its_months_and_the_collection_to_its_page(client, manager):
    task = LegalTaskFactory(code="collectie")
    QuestionnaireFactory(code="ibl", legal_task=task, period_kind="month")

    text = client.get(task.get_absolute_url()).content.decode()

    assert reverse("programmes:months_of_all", args=["ibl"]) in text
    assert reverse("programmes:collection") in text
