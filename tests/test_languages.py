"""On the English pages the Dutch texts of plan, tasks and programmes say that they are Dutch."""

import re

import pytest
from django.urls import reverse

from tests.factories.goals import (
    ActionFactory,
    ActionLinkFactory,
    AssignmentFactory,
    FrameworkFactory,
    ObjectiveFactory,
    PerformanceFactory,
    QuarterFactory,
    update_in,
)
from tests.factories.libraries import MembershipFactory, PeriodFactory
from tests.factories.programmes import (
    LegalTaskFactory,
    ProgrammeFactory,
    RequirementFactory,
    RequirementResultFactory,
)

pytestmark = pytest.mark.django_db

TEXTS = {
    "objective": "Iedereen in het dorp leest",
    "action": "Voorlezen in het dorpshuis",
    "note": "We lazen elke week voor.",
    "aimed": "Tien dorpen bereikt.",
    "task": "De bibliotheek leent boeken uit.",
    "requirement": "Er is een plan voor de collectie",
    "claim": "Zo staat het in het verslag.",
    "programme": "Ouders lezen voor aan baby’s.",
}


@pytest.fixture
def world():
    """One of everything that carries a Dutch text; what stands on which page."""
    objective = ObjectiveFactory(framework=FrameworkFactory(), text=TEXTS["objective"])
    action = ActionLinkFactory(
        objective=objective, action=ActionFactory(text=TEXTS["action"])
    ).action
    PerformanceFactory(action=action, aimed=TEXTS["aimed"])
    quarter = QuarterFactory()
    scope = AssignmentFactory(objective=objective).scope
    update = update_in(
        "accepted", objective=objective, scope=scope, period=quarter, note=TEXTS["note"]
    )
    task = LegalTaskFactory(text=TEXTS["task"])
    requirement = RequirementFactory(legal_task=task, text=TEXTS["requirement"])
    RequirementResultFactory(
        requirement=requirement, period=PeriodFactory(), explanation=TEXTS["claim"]
    )
    programme = ProgrammeFactory(text=TEXTS["programme"])
    return {
        "/doelen/2023/": ("objective", "action"),
        f"/doelen/2023/{objective.framework.code}/{objective.code}/": (
            "objective",
            "action",
            "note",
        ),
        objective.framework.get_absolute_url(): ("objective", "action"),
        "/acties/": ("objective", "action"),
        f"/acties/2023/{action.code}/": ("objective", "action", "aimed"),
        "/doelen/prestaties/2023/": ("action", "aimed"),
        update.get_absolute_url(): ("objective", "note"),
        reverse("programmes:legal_tasks"): ("task",),
        reverse("programmes:legal_task", args=[task.code]): ("task", "requirement"),
        reverse("programmes:requirements"): ("requirement",),
        reverse("programmes:requirement", args=["2023", requirement.code]): (
            "requirement",
            "claim",
        ),
        reverse("programmes:programmes"): ("programme",),
        reverse("programmes:programme", args=[programme.code]): ("programme",),
    }


def test_dutch_texts_on_english_pages_say_so(client, world):
    client.force_login(MembershipFactory().user)
    client.cookies["django_language"] = "en"

    for url, names in world.items():
        response = client.get(url, follow=True)
        assert response.status_code == 200, url
        page = response.content.decode()
        assert '<html lang="en"' in page, url
        main = page[page.index("<main") :]
        for name in names:
            marked = rf'<\w+[^>]* lang="nl"[^>]*>[^<]*(<p>)?{re.escape(TEXTS[name])}'
            assert len(re.findall(marked, main)) == main.count(TEXTS[name]) > 0, (url, name)
