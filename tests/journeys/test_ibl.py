"""A year of months in a browser: pasted, saved by leaving a row, handed in, accepted, added up."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from libraries.models import Membership, Reading
from programmes.models import Return
from tests.factories.libraries import MembershipFactory, OrganisationFactory, SupportFactory
from tests.journeys.tabs import come_back, end_session, sign_in_on_another_tab, try_in_vain
from tests.months import YEAR, make_months

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.timeout(170)]
Role = Membership.Role
NAMES = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@pytest.fixture
def year(transactional_db):
    """A library with all twelve months open, and a neighbour that typed nothing."""
    library = OrganisationFactory(code="heide", name="Bibliotheek de Heide")
    support = SupportFactory()
    people = {
        "manager": MembershipFactory(scope=library, user__name="Manager Heide").user,
        "staff": MembershipFactory(scope=support, role=Role.POI_STAFF).user,
    }
    people["director"] = people["manager"]
    made = make_months(library, people)
    for number in range(1, 13):
        made.open_month(number)
    return made


def address(year, name="months", *more):
    return reverse(f"programmes:{name}", args=["ibl", YEAR, year.library.pk, *more])


def block():
    """What comes out of a sheet: names before it, months above it, totals behind it."""
    requested = [1200 + number for number in range(12)]
    supplied = [1100 + number for number in range(12)]
    rows = [
        ("Rij", *NAMES, "Totaal"),
        ("Aangevraagd in de provincie", *(f"1.{one - 1000}" for one in requested), sum(requested)),
        ("Geleverd in de provincie", *(f"1.{one - 1000}" for one in supplied), sum(supplied)),
        ("Levertijd in de provincie", *(["3,1"] * 12), ""),
        ("IBL: honorering", *(["91,7"] * 12), ""),
    ]
    return "\n".join("\t".join(map(str, row)) for row in rows)


def walk(page, year, sign_in, axe):
    """Paste, look, fill in, hand in, accept; every page on the way is fit for everybody."""
    sign_in(page, year.people["manager"])
    page.goto(address(year))
    axe(page)
    page.get_by_role("link", name="Plak uit Excel").click()
    page.get_by_label("Het blok dat je kopieerde").fill(block())
    page.get_by_role("button", name="Bekijk het blok").click()
    page.get_by_text("36 getallen die veranderen").wait_for()
    assert Reading.objects.count() == 0
    axe(page)
    page.get_by_role("button", name="Vul deze getallen in").click()
    page.get_by_text("36 getallen ingevuld").wait_for()
    axe(page)
    total = page.locator(f"[data-total='{year.key(0)}']")
    expect(total).to_contain_text("14.466")
    expect(total).to_contain_text("voorlopig")
    assert Reading.objects.count() == 36
    page.get_by_role("link", name="Controleer en stuur in t/m december 2023").click()
    page.get_by_role("button", name="Stuur deze maanden in").wait_for()
    axe(page)
    page.get_by_label("Manager Heide").check()
    page.get_by_label("Ik heb deze cijfers gecontroleerd").check()
    page.get_by_role("button", name="Stuur deze maanden in").click()
    page.get_by_text("12 maanden ingestuurd").wait_for()

    sign_in(page, year.people["staff"])
    page.goto(address(year))
    page.get_by_role("button", name="Akkoord met deze maanden").click()
    page.get_by_text("12 maanden akkoord").wait_for()
    assert set(Return.objects.values_list("state", flat=True)) == {"accepted"}
    expect(total).to_have_text("14.466")
    axe(page)
    page.goto(reverse("programmes:months_in_year", args=["ibl", YEAR]))
    together = page.locator("tr", has_text="Aangevraagd in de provincie").locator("td").first
    expect(together).to_contain_text("14.466")
    expect(together).to_contain_text("12 van 12 maanden")
    axe(page)


def test_a_year_is_pasted_handed_in_accepted_and_added_up(page, year, sign_in, axe, portal):
    walk(page, year, sign_in, axe)


def test_the_same_without_scripts(without_scripts, year, sign_in, portal):
    walk(without_scripts, year, sign_in, lambda _page: None)


def test_a_row_saves_itself_when_it_is_left(page, year, sign_in, axe, portal):
    year.was(0, 1, 400)
    sign_in(page, year.people["manager"])
    page.goto(address(year))
    first = page.get_by_label("Aangevraagd in de provincie, januari 2023", exact=True)
    first.fill("12.34")
    first.press("Enter")  # goes on to the next month of the row
    following = page.get_by_label("Aangevraagd in de provincie, februari 2023", exact=True)
    expect(following).to_be_focused()
    page.keyboard.type("98")
    page.get_by_label("Geleverd in de provincie, januari 2023", exact=True).click()
    page.get_by_text("Nog niet bewaard. Kijk bij de regel.").wait_for()
    expect(first).to_have_attribute("aria-invalid", "true")
    expect(first).to_have_value("12.34")
    axe(page)

    first.fill("1.234")
    page.get_by_label("Geleverd in de provincie, januari 2023", exact=True).fill("1.200")
    page.get_by_text("Bewaard om").wait_for()
    page.get_by_label("Levertijd in de provincie, januari 2023", exact=True).click()
    page.locator(".bn-months__computed td", has_text="97,2%").first.wait_for()

    expect(page.locator(f"[data-total='{year.key(0)}']")).to_contain_text("1.332")
    values = Reading.objects.order_by("value").values_list("value", flat=True)
    assert list(map(int, values)) == [98, 400, 1200, 1234]


def test_signed_out_in_the_middle_a_row_goes_on_after_signing_in_elsewhere(
    page, year, sign_in, axe, portal
):
    manager = year.people["manager"]
    sign_in(page, manager)
    page.clock.install()
    page.goto(address(year))
    end_session(page, manager)
    page.get_by_label("Aangevraagd in de provincie, januari 2023", exact=True).fill("1.234")
    page.get_by_label("Geleverd in de provincie, januari 2023", exact=True).fill("1.200")
    page.get_by_text("Je bent uitgelogd.").wait_for()
    axe(page)
    try_in_vain(page, 5)
    sign_in_on_another_tab(page, manager)
    come_back(page)
    page.get_by_text("Bewaard om").wait_for()
    page.get_by_label("Levertijd in de provincie, januari 2023", exact=True).click()
    page.locator(".bn-months__computed td", has_text="97,2%").first.wait_for()

    values = Reading.objects.order_by("value").values_list("value", flat=True)
    assert list(map(int, values)) == [1200, 1234]


@pytest.mark.parametrize("width", [320, 1280])
def test_the_year_stays_inside_the_window(page, year, sign_in, axe, portal, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, year.people["manager"])
    for one in (address(year), address(year, "months_row", year.key(0))):
        page.goto(one)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        axe(page)
