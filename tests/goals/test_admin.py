"""The plan in the administration: sheets in and out, and progress only to be read."""

import pytest
from django.urls import reverse
from tablib import Dataset

from biblionet.trail.models import Step
from goals import resources
from goals.models import Objective, ProgressUpdate, Target
from goals.resources import sheets
from tests.factories.accounts import UserFactory
from tests.factories.goals import (
    ActionFactory,
    ActionLinkFactory,
    AssignmentFactory,
    ObjectiveIndicatorFactory,
    PerformanceFactory,
    RemarkFactory,
    TargetFactory,
)
from tests.factories.libraries import PeriodFactory

pytestmark = pytest.mark.django_db
SHEETS = [
    sheets.FrameworkResource,
    sheets.PillarResource,
    sheets.ObjectiveResource,
    sheets.ObjectiveAliasResource,
    sheets.ObjectiveIndicatorResource,
    sheets.ActionResource,
    sheets.ActionLinkResource,
    sheets.AssignmentResource,
    sheets.TargetResource,
    sheets.PerformanceResource,
]


@pytest.fixture
def rows():
    resources.load(by=None)
    ObjectiveIndicatorFactory()
    AssignmentFactory()
    AssignmentFactory(objective=None, action=ActionFactory())
    TargetFactory(period=PeriodFactory(is_example=True))
    PerformanceFactory()
    ActionLinkFactory(period=PeriodFactory(is_example=True))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.__name__)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_goes_out_comes_in_without_a_change(rows, sheet, kind):
    written = sheet().export().export(kind)
    steps = Step.objects.count()

    back = sheet().import_data(Dataset().load(written, format=kind), raise_errors=True)

    assert set(back.totals) >= {"new", "update", "skip"}
    assert (back.totals["new"], back.totals["update"], back.totals["delete"]) == (0, 0, 0)
    assert back.totals["skip"] == sheet().get_queryset().count() > 0
    assert Step.objects.count() == steps


def test_a_changed_cell_changes_one_row_and_is_recorded(rows):
    by, sheet = UserFactory(), sheets.TargetResource
    data = sheet().export()
    column = data.headers.index("value")
    data[0] = [*data[0][:column], "250", *data[0][column + 1 :]]

    sheet().import_data(data, raise_errors=True, user=by)

    assert Target.objects.get().value == 250
    step = Step.objects.get(verb="imported")
    assert (step.kind, step.by) == ("goals.target", by)


def test_a_row_that_names_nothing_is_refused_whole(rows):
    data = sheets.ObjectiveAliasResource().export()
    before = Objective.objects.count()
    data.append(["Andere naam", "", "", "", *[""] * (data.width - 4)])
    broken = data.dict
    broken[-1]["objective"] = "geen/doel"
    data.dict = broken

    result = sheets.ObjectiveAliasResource().import_data(data)

    assert result.has_errors() or result.has_validation_errors()
    assert Objective.objects.count() == before
    assert not Step.objects.filter(verb="imported").exists()


@pytest.fixture
def administrator(sign_in_as):
    return sign_in_as("admin")


@pytest.mark.parametrize(
    "name",
    [
        "framework",
        "pillar",
        "objective",
        "objectivealias",
        "action",
        "actionlink",
        "assignment",
        "target",
        "performance",
        "progressupdate",
        "remark",
    ],
)
def test_every_list_opens(administrator, rows, name):
    RemarkFactory()

    response = administrator.get(reverse(f"admin:goals_{name}_changelist"))

    assert response.status_code == 200


def test_progress_is_read_and_never_written(administrator):
    remark = RemarkFactory()
    update = remark.update_sent_back
    change = reverse("admin:goals_progressupdate_change", args=[update.pk])

    assert remark.text in administrator.get(change).content.decode()
    assert administrator.post(change, {"note": "Herschreven"}).status_code == 403
    for name in ("progressupdate", "remark"):
        assert administrator.get(reverse(f"admin:goals_{name}_add")).status_code == 403
    delete = reverse("admin:goals_progressupdate_delete", args=[update.pk])
    assert administrator.post(delete, {"post": "yes"}).status_code == 403
    assert ProgressUpdate.objects.get().note == update.note


def test_a_change_by_hand_is_recorded(administrator, rows):
    objective = Objective.objects.filter(order=6).get()
    page = reverse("admin:goals_objective_change", args=[objective.pk])
    data = {
        "framework": objective.framework_id,
        "pillar": objective.pillar_id,
        "code": objective.code,
        "order": 6,
        "text": "Anders gezegd.",
        "meaning": "",
        "source_url": "",
    }

    assert administrator.post(page, data).status_code == 302

    step = Step.objects.get(verb="changed")
    assert (step.kind, step.key) == ("goals.objective", str(objective.pk))
