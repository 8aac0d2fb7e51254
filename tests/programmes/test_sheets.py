"""Legal tasks and programmes in and out as sheets, and what the administration shows of them."""

import pytest
import tablib
from django.urls import reverse

from biblionet.trail.models import Step
from libraries.models import Membership
from programmes.models import (
    CollectionProfile,
    Delegation,
    LegalTask,
    ProfileUse,
    ProgrammeIndicator,
    Return,
)
from programmes.resources import LegalTaskResource, ProgrammeIndicatorResource
from programmes.resources.asked import QuestionResource
from tests.factories.libraries import MembershipFactory, PeriodFactory, SupportFactory
from tests.factories.programmes import (
    FulfilmentFactory,
    LegalTaskFactory,
    ProgrammeFactory,
    ProgrammeIndicatorFactory,
    RequirementFactory,
    RequirementResultFactory,
)
from tests.forms import make_form

pytestmark = pytest.mark.django_db
SHEETS = ("legaltask", "requirement", "programme", "obligation")


@pytest.fixture
def administrator(client):
    person = MembershipFactory(scope=SupportFactory(), role=Membership.Role.POI_ADMIN).user
    client.force_login(person)
    return person


def test_what_goes_out_comes_back_unchanged():
    LegalTaskFactory.create_batch(3)
    sheet = LegalTaskResource().export()

    result = LegalTaskResource().import_data(sheet, raise_errors=True)

    assert result.totals["skip"] == 3
    assert Step.objects.count() == 0


def test_a_changed_row_is_changed_and_recorded(administrator):
    task = LegalTaskFactory(name="Oud")
    sheet = LegalTaskResource().export()
    row = dict(zip(sheet.headers, sheet[0], strict=True)) | {"name": "Nieuw"}
    changed = tablib.Dataset(tuple(row.values()), headers=list(row))

    LegalTaskResource().import_data(changed, raise_errors=True, user=administrator)

    step = Step.objects.get()
    assert LegalTask.objects.get(pk=task.pk).name == "Nieuw"
    assert (step.verb, step.by, step.key) == ("imported", administrator, str(task.pk))


def test_a_row_that_breaks_a_rule_is_named_and_nothing_is_changed():
    LegalTaskFactory(code="een", starts="2020-01-01")
    sheet = LegalTaskResource().export()
    row = dict(zip(sheet.headers, sheet[0], strict=True)) | {"ends": "2019-01-01"}

    result = LegalTaskResource().import_data(tablib.Dataset(tuple(row.values()), headers=list(row)))

    assert "Het einde ligt voor het begin." in str(result.invalid_rows[0].error)
    assert LegalTask.objects.get().ends is None


def test_an_indicator_of_a_programme_is_named_by_both_codes():
    link = ProgrammeIndicatorFactory()
    other = ProgrammeFactory()
    sheet = tablib.Dataset(
        (other.code, link.indicator.code, "1"), headers=["programme", "indicator", "order"]
    )

    ProgrammeIndicatorResource().import_data(sheet, raise_errors=True)

    assert set(ProgrammeIndicator.objects.values_list("programme__code", "indicator__code")) == {
        (link.programme.code, link.indicator.code),
        (other.code, link.indicator.code),
    }


@pytest.mark.parametrize("model", [*SHEETS, "requirementresult"])
def test_the_administration_lists_it(client, administrator, model):
    RequirementResultFactory(requirement=RequirementFactory(), period=PeriodFactory())
    ProgrammeIndicatorFactory()
    address = reverse(f"admin:programmes_{model}_changelist")

    assert client.get(address).status_code == 200


@pytest.mark.parametrize("model", SHEETS)
@pytest.mark.parametrize("way", ["import", "export"])
def test_sheets_go_in_and_out_by_a_page(client, administrator, model, way):
    assert client.get(reverse(f"admin:programmes_{model}_{way}")).status_code == 200


ASKED = (
    "questionnaire",
    "section",
    "question",
    "option",
    "check",
    "return",
    "answer",
    "delegation",
    "profileuse",
    "fulfilment",
)


@pytest.fixture
def asked(cast):
    """One of everything that is asked and answered, agreed with."""
    form = make_form(cast.pop("library"), cast)
    chosen = form.ask_else("choice", options="ja nee", number="B1")
    form.check(question=form.questions[0])
    form.answer(7, form.questions[0])
    form.answer("ja", chosen)
    form.submit()
    form.approve()
    form.accept()
    Delegation.objects.create(
        given=form.given,
        section=form.sections[0],
        asked_by=cast["manager"],
        colleague=cast["colleague"],
    )
    FulfilmentFactory()
    profile = CollectionProfile.objects.create(code="school", order=1, name="School")
    ProfileUse.objects.create(profile=profile, organisation=form.library, period=form.given.period)
    return form


@pytest.mark.parametrize("model", ASKED)
def test_what_is_asked_and_answered_is_looked_at_and_goes_out(client, cast, asked, model):
    client.force_login(cast["admin"])
    name = f"admin:programmes_{model}"

    page = client.get(reverse(f"{name}_changelist"))
    row = page.context["cl"].queryset.first()
    sheet = client.post(reverse(f"{name}_export"), {"format": "1", "resource": "0"})

    assert client.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200
    assert client.get(reverse(f"{name}_add")).status_code == 403
    assert client.post(reverse(f"{name}_delete", args=[row.pk])).status_code == 403
    assert client.get(reverse(f"{name}_export")).status_code == 200
    assert sheet.status_code == 200


def test_unfinished_answers_are_not_in_the_administration(client, cast, asked):
    client.force_login(cast["admin"])
    Return.objects.update(
        state="submitted", accepted_at=None, accepted_by=None, approved_at=None, approved_by=None
    )

    page = client.get(reverse("admin:programmes_answer_changelist"))

    assert page.context["cl"].queryset.count() == 0


def test_a_sheet_of_questions_names_others_by_code(asked):
    rows = QuestionResource().export().dict

    assert [(row["questionnaire"], row["indicator"]) for row in rows] == [
        ("wsob-bezit", "BOOKS"),
        ("wsob-bezit", ""),
    ]
