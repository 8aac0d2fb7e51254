"""Legal tasks and programmes in and out as sheets, and what the administration shows of them."""

import pytest
import tablib
from django.urls import reverse

from biblionet.trail.models import Step
from libraries.models import Membership
from programmes.models import LegalTask, ProgrammeIndicator
from programmes.resources import LegalTaskResource, ProgrammeIndicatorResource
from tests.factories.libraries import MembershipFactory, PeriodFactory, SupportFactory
from tests.factories.programmes import (
    LegalTaskFactory,
    ProgrammeFactory,
    ProgrammeIndicatorFactory,
    RequirementFactory,
    RequirementResultFactory,
)

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
