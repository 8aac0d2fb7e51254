"""Explaining a requirement: who may, when, and what remains of it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from biblionet.trail.models import Step
from libraries.models import Membership
from programmes.actions import explain_requirement, remove_example
from programmes.models import RequirementResult, Return
from programmes.rules import can_explain_requirement
from tests.factories.libraries import MembershipFactory, PeriodFactory, SupportFactory
from tests.factories.programmes import RequirementFactory, RequirementResultFactory, ReturnFactory

pytestmark = pytest.mark.django_db
TODAY = date(2024, 2, 15)


@pytest.fixture
def staff():
    return MembershipFactory(scope=SupportFactory(), role=Membership.Role.POI_STAFF).user


def test_an_explanation_is_kept_and_its_history_too(staff):
    asked = RequirementFactory()
    period = PeriodFactory(is_opened=True)

    explain_requirement(requirement=asked, period=period, explanation="Eerst. ", by=staff)
    result = explain_requirement(requirement=asked, period=period, explanation="Later.", by=staff)

    assert RequirementResult.objects.get().explanation == "Later."
    steps = Step.objects.about("programmes.requirementresult", str(result.pk))
    assert [(step.by, step.details) for step in steps] == [
        (staff, {"before": "Eerst.", "after": "Later."}),
        (staff, {"before": "", "after": "Eerst."}),
    ]


def test_the_same_explanation_leaves_no_step(staff):
    asked, period = RequirementFactory(), PeriodFactory(is_opened=True)

    for _ in range(2):
        explain_requirement(requirement=asked, period=period, explanation="Zo.", by=staff)

    assert Step.objects.count() == 1


def test_a_closed_year_is_not_explained(staff):
    with pytest.raises(ValidationError, match="2023"):
        explain_requirement(
            requirement=RequirementFactory(), period=PeriodFactory(), explanation="Nee.", by=staff
        )

    assert RequirementResult.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("manager", False), ("director", False), ("poi_staff", True), ("poi_admin", True)],
)
def test_the_support_institution_explains(role, allowed):
    scope = SupportFactory() if role.startswith("poi") else None
    member = MembershipFactory(role=role, **({"scope": scope} if scope else {}))
    period, place = PeriodFactory(is_opened=True), RequirementFactory().measured_at

    assert can_explain_requirement(member.user, period, place, today=TODAY) is allowed


def test_removing_the_example_leaves_the_real_year():
    asked = RequirementFactory()
    real = RequirementResultFactory(requirement=asked, period=PeriodFactory())
    example = PeriodFactory(is_example=True)
    result = RequirementResultFactory(requirement=asked, period=example)
    given, kept = ReturnFactory(period=example), ReturnFactory()

    removed = remove_example()

    assert removed == {
        "programmes.requirementresult": [str(result.pk)],
        "programmes.profileuse": [],
        "programmes.answer": [],
        "programmes.delegation": [],
        "programmes.return": [str(given.pk)],
        "programmes.fulfilment": [],
        "programmes.obligation": [],
    }
    assert list(RequirementResult.objects.all()) == [real]
    assert list(Return.objects.all()) == [kept]
