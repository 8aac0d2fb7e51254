"""The POI builds a questionnaire in a browser, copies it and reads what is different."""

import pytest
from playwright.sync_api import expect

from libraries.models import Membership
from programmes.models import Questionnaire
from tests.factories.libraries import (
    IndicatorFactory,
    MembershipFactory,
    ScopeFactory,
    SupportFactory,
)
from tests.programmes.making import make_form

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.timeout(170)]
NARROW = {"width": 320, "height": 800}


@pytest.fixture
def staff(transactional_db):
    ScopeFactory(kind="network", name="Netwerk Noord")
    IndicatorFactory(code="MEMBERS", name="Leden")
    return MembershipFactory(scope=SupportFactory(), role=Membership.Role.POI_STAFF).user


def build(page) -> None:
    """Make a questionnaire with a section, a figure, a choice and a check."""
    page.goto("/inrichten/")
    page.get_by_role("link", name="Vragenlijsten").click()
    page.get_by_role("link", name="Maak een vragenlijst").click()
    page.get_by_label("Naam").fill("Enquête 2024")
    page.get_by_label("Code").fill("enquete-2024")
    page.get_by_label("Gevraagd aan de leden van").select_option(label="Netwerk Noord")
    page.get_by_label("In gebruik vanaf").fill("2024-01-01")
    page.get_by_role("button", name="Maak de vragenlijst").click()
    page.get_by_role("link", name="Voeg een onderdeel toe").click()
    page.get_by_label("Titel").fill("Mensen")
    page.get_by_role("button", name="Bewaar het onderdeel").click()
    page.get_by_role("link", name="Voeg een vraag toe").click()
    page.get_by_label("Kengetal").select_option(label="Leden (MEMBERS)")
    page.get_by_label("Nummer").fill("1")
    page.get_by_role("button", name="Bewaar de vraag").click()
    page.get_by_role("link", name="Voeg een vraag toe").click()
    page.get_by_label("Soort", exact=True).select_option("choice")
    page.get_by_label("Vraag", exact=False).first.fill("Is er een plan?")
    page.get_by_label("Nummer").fill("2")
    page.get_by_role("button", name="Bewaar de vraag").click()
    page.get_by_role("link", name="2 Is er een plan?").wait_for()


def test_a_questionnaire_is_built_copied_and_compared(portal, staff, page, sign_in, axe):
    sign_in(page, staff)

    build(page)
    page.get_by_role("link", name="2 Is er een plan?").click()
    page.get_by_role("link", name="Wijzig waaruit je kiest").click()
    page.locator("[name=name_0]").fill("Ja")
    page.locator("[name=name_1]").fill("Nee")
    axe(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Bewaar de antwoorden").click()
    page.goto("/vragenlijsten/enquete-2024/bouwen/")
    with page.expect_navigation():
        page.get_by_role("button", name="Is er een plan?").click()
    axe(page)
    page.get_by_role("link", name="Kopieer naar een nieuw jaar").click()
    page.get_by_label("Naam").fill("Enquête 2025")
    page.get_by_label("Code").fill("enquete-2025")
    page.get_by_label("In gebruik vanaf").fill("2025-01-01")
    page.get_by_role("button", name="Maak de kopie").click()
    page.get_by_role("link", name="1 Leden").click()
    page.get_by_label("Waar het getal vandaan komt").fill("Uit het bibliotheeksysteem.")
    page.get_by_role("button", name="Bewaar de vraag").click()
    page.get_by_role("link", name="Wat is er anders").click()

    page.get_by_role("heading", level=1, name="Wat is er anders dan in Enquête 2024").wait_for()
    expect(page.get_by_role("cell", name="Uit het bibliotheeksysteem.")).to_have_count(1)
    page.set_viewport_size(NARROW)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    copy = Questionnaire.objects.get(code="enquete-2025")
    assert copy.follows.code == "enquete-2024"
    numbers = copy.sections.get().questions.order_by("order").values_list("number", flat=True)
    assert list(numbers) == ["2", "1"]


def test_a_file_is_loaded_without_scripts(portal, staff, without_scripts, sign_in, page, tmp_path):
    make_form()
    sign_in(page, staff)
    without_scripts.context.add_cookies(page.context.cookies())
    page = without_scripts
    file = tmp_path / "enquete.toml"
    answer = page.request.get("/vragenlijsten/enquete-2023/bestand/")
    file.write_text(answer.text().replace("Enquête 2023", "Enquête van 2023"), encoding="utf-8")

    page.goto("/vragenlijsten/uit-bestand/")
    page.get_by_label("Bestand").set_input_files(file)
    page.get_by_role("button", name="Bekijk wat het doet").click()
    page.get_by_text("Dit wijzigt “Enquête van 2023”:").wait_for()
    assert Questionnaire.objects.get().name == "Enquête 2023"
    page.get_by_role("button", name="Laad het").click()

    page.get_by_text("De vragenlijst is geladen.").wait_for()
    assert Questionnaire.objects.get().name == "Enquête van 2023"
