"""The wizard in a real browser, with JavaScript and without, small and wide."""

import pytest
from playwright.sync_api import expect

from libraries.models import Membership, Reading
from tests.factories.libraries import (
    IndicatorFactory,
    MembershipFactory,
    OrganisationFactory,
    SupportFactory,
)
from tests.libraries.importing import row, write_csv

pytestmark = [pytest.mark.browser, pytest.mark.worker]


@pytest.fixture
def staff(transactional_db):
    OrganisationFactory(code="facet", name="Facet")
    IndicatorFactory(code="LOANS", name="Uitleningen")
    return MembershipFactory(scope=SupportFactory(), role=Membership.Role.POI_STAFF).user


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def choose(page, path):
    page.goto("/cijfers/")
    page.get_by_role("link", name="Importeer cijfers").click()
    page.get_by_role("link", name="Importeer cijfers").click()
    page.get_by_label("Bestand").set_input_files(path)
    page.get_by_label("Waar komen de cijfers vandaan?").fill("Levering 2023")
    page.get_by_role("button", name="Ga verder naar de kolommen").click()
    page.get_by_role("button", name="Controleer het bestand").wait_for()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_wizard_leads_to_figures_and_back(portal, page, sign_in, axe, staff, tmp_path, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, staff)
    choose(page, write_csv(tmp_path / "levering.csv", [row(), row(year="2022")]))
    axe(page)
    assert fits(page)

    page.get_by_role("button", name="Controleer het bestand").click()
    page.get_by_text("Er is nog niets weggeschreven.").wait_for()  # the page follows by itself
    axe(page)
    assert fits(page)
    page.get_by_role("button", name="Voer de import door").click()
    page.get_by_text("Doorgevoerd: 2 nieuw, 0 gewijzigd, 0 gelijk.").wait_for()
    assert Reading.objects.filter(workflow="accepted").count() == 2

    page.get_by_role("link", name="Maak deze import ongedaan").click()
    page.get_by_label("Waarom maak je deze import ongedaan?").fill("Het was een proef")
    axe(page)
    page.get_by_role("button", name="Maak de import ongedaan").click()
    page.get_by_text("Deze import is ongedaan gemaakt.").wait_for()
    axe(page)
    assert Reading.objects.filter(is_withdrawal=True).count() == 2
    page.goto("/importeren/")
    axe(page)
    assert fits(page)


def test_without_javascript_the_page_is_refreshed_by_hand(
    portal, without_scripts, sign_in, staff, tmp_path
):
    page = without_scripts
    sign_in(page, staff)
    rows = [row(), row(year="2022", value="veel")]
    choose(page, write_csv(tmp_path / "levering.csv", rows))
    with page.expect_navigation():
        page.get_by_role("button", name="Controleer het bestand").click()

    for _time in range(100):
        if page.get_by_text("1 rij is geweigerd.").count():
            break
        page.wait_for_timeout(200)
        page.reload()

    page.get_by_role("link", name="geweigerd (1)").click()
    expect(page.get_by_text("“veel” is geen getal.")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download de geweigerde rijen").click()
    assert download.value.suggested_filename == "levering-opmerkingen.xlsx"
