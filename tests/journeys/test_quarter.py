"""The screen of a quarter in a browser: by keyboard alone, without scripts, when it goes wrong."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from goals.models import ProgressUpdate
from libraries.models import Reading
from programmes.models import Return
from tests.factories.goals import AssignmentFactory, ObjectiveIndicatorFactory
from tests.factories.libraries import MembershipFactory, OrganisationFactory
from tests.journeys.tabs import (
    PASSWORD,
    come_back,
    end_session,
    sign_in_on_another_tab,
    try_in_vain,
)
from tests.rounds import make_round

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.timeout(170)]

OBJECTIVES, FIGURES = 7, 20
MOST_KEYS, MOST_FIELDS = 180, 30  # from signing in to handing in, the words themselves apart
SAVED = re.compile(r"Bewaard om")


@dataclass
class Keys:
    """A keyboard that counts: typed words are one, like the number somebody reads from a list."""

    page: object
    pressed: int = 0
    fields: int = 0

    def press(self, key: str, times: int = 1) -> None:
        for _time in range(times):
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.fields += 1

    def tab_to(self, name: str, most: int = 60) -> None:
        """Go on with Tab until something with this name has the focus."""
        for _time in range(most):
            self.press("Tab")
            if name in focused(self.page):
                return
        pytest.fail(f"{name} is not to be reached by Tab")


def focused(page) -> str:
    """Return what has the focus, in a word: its name, or what stands on it."""
    return page.evaluate(
        "(() => { const at = document.activeElement;"
        " return `${at.name ?? ''} ${at.value ?? ''} ${at.textContent ?? ''}`; })()"
    )


@pytest.fixture
def quarter(transactional_db):
    """A library with seven objectives and twenty figures, of which last year is known."""
    library = OrganisationFactory(code="heide", name="Bibliotheek de Heide")
    people = {
        who: MembershipFactory(scope=library, role=role, user__name=f"{who} Heide").user
        for who, role in (
            ("manager", "manager"),
            ("colleague", "manager"),
            ("director", "director"),
        )
    }
    made = make_round(library, people)
    for _number in range(FIGURES - 1):
        made.ask()
    for number in range(FIGURES):
        made.was("year_ago", 100, question=number)
    for number in range(OBJECTIVES):
        objective = AssignmentFactory(scope=library).objective
        indicator = made.questions[number].indicator
        ObjectiveIndicatorFactory(objective=objective, indicator=indicator)
    made.check()
    return made


def address(quarter) -> str:
    return f"/voortgang/kwartaal/{quarter.given.period.pk}/{quarter.library.pk}/"


def first(quarter) -> str:
    """Return the key of the first number on the screen."""
    return quarter.slots[0].key


def number(page, quarter, question=0):
    return page.locator(f"[name='{quarter.slots[question].key}-value']")


def test_a_quarter_goes_by_keyboard_alone(portal, quarter, page):
    manager = quarter.people["manager"]
    manager.set_password(PASSWORD)
    manager.save()
    page.goto("/")
    keys = Keys(page)
    keys.tab_to("login")
    keys.type(manager.email)
    keys.tab_to("password")
    keys.type(PASSWORD)
    keys.press("Enter")
    page.get_by_role("heading", name="Mijn taken").wait_for()
    keys.tab_to("Voortgang 4e kwartaal 2023")
    keys.press("Enter")
    page.get_by_role("heading", level=1, name="Voortgang 4e kwartaal 2023").wait_for()

    keys.tab_to("-value")
    for count in range(FIGURES):
        keys.type(str(101 + count))
        if count < FIGURES - 1:
            keys.press("Enter")
    page.evaluate("window.scrollTo(0, 0)")
    page.locator("#main").focus()
    for _objective in range(OBJECTIVES):
        keys.tab_to("-rating")
        keys.press("ArrowRight")  # the second word: on track
        keys.press("Tab")
        keys.type("Het loopt zoals we dachten.")
    keys.press("Control+Enter")
    page.get_by_role("heading", level=1, name="Controleer").wait_for()
    expect(page.get_by_text("Nog open")).to_have_count(0)
    keys.tab_to("accountable")
    keys.tab_to("is_checked")
    keys.press("Space")
    keys.press("Tab")
    keys.press("Enter")
    page.get_by_text("Bevestigingsnummer").wait_for()

    print(f"{keys.pressed} keys, {keys.fields} fields")
    given = Return.objects.get()
    assert (given.state, given.accountable, given.submitted_by) == ("submitted", manager, manager)
    assert Reading.objects.filter(workflow="submitted").count() == FIGURES
    ratings = set(ProgressUpdate.objects.values_list("rating", "state"))
    assert ratings == {("on_track", "submitted")}
    assert keys.pressed <= MOST_KEYS
    assert keys.fields <= MOST_FIELDS


def test_the_same_quarter_goes_without_scripts(portal, quarter, without_scripts, sign_in):
    page = without_scripts
    sign_in(page, quarter.people["manager"])
    page.goto(address(quarter))
    for field in page.locator("input[inputmode=decimal]").all():
        field.fill("120")
    page.locator("input[inputmode=decimal]").first.fill("160")
    for label in page.get_by_label("Op koers").all():
        label.check()
    page.get_by_role("button", name="Controleer en stuur in").click()
    page.get_by_role("heading", name="Nog open").wait_for()
    page.get_by_role("link", name="Vrijwilligers, Bibliotheek de Heide", exact=True).click()
    row = page.locator(f"#row-{first(quarter)}")
    row.get_by_text("Dit is 60% meer dan in het 4e kwartaal 2022. Klopt dit?").wait_for()
    row.get_by_label("Toelichting").fill("Er kwam een groep bij.")
    page.get_by_role("button", name="Controleer en stuur in").click()
    page.get_by_label("Ik heb deze cijfers gecontroleerd").check()
    page.get_by_role("button", name="Stuur het kwartaal in").click()
    page.get_by_text("Bevestigingsnummer").wait_for()
    assert Return.objects.get().state == "submitted"
    page.get_by_role("button", name="Haal het kwartaal terug").click()
    page.get_by_text("Je hebt het teruggehaald.").wait_for()

    assert Return.objects.get().state == "draft"


def test_a_row_is_saved_by_itself_and_says_when(portal, quarter, page, sign_in):
    sign_in(page, quarter.people["manager"])
    page.goto(address(quarter))
    row = page.locator(f"#row-{first(quarter)}")
    number(page, quarter).fill("160")
    page.get_by_text(SAVED).wait_for()  # nobody left the row
    row.get_by_text("Dit is 60% meer dan").wait_for()
    row.get_by_label("Toelichting").fill("Er kwam een groep bij.")
    row.locator(".bn-note--attention").wait_for(state="detached")
    number(page, quarter).fill("12.34")
    row.get_by_text("Bedoel je 12,34 of 1.234?").wait_for()

    reading = quarter.slots[0].reading
    assert (reading.value, reading.explanation) == (160, "Er kwam een groep bij.")


def test_without_a_connection_nothing_is_lost(portal, quarter, page, sign_in):
    sign_in(page, quarter.people["manager"])
    page.goto(address(quarter))
    page.context.set_offline(True)
    number(page, quarter).fill("90")
    page.get_by_text("Niet bewaard. We proberen het opnieuw.").wait_for()
    number(page, quarter, 1).fill("91")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    warnings = []
    page.once("dialog", lambda dialog: (warnings.append(dialog.type), dialog.dismiss()))
    with page.expect_event("dialog"):
        page.evaluate("setTimeout(() => location.reload())")
    assert warnings == ["beforeunload"]
    page.context.set_offline(False)
    page.get_by_text(SAVED).wait_for(timeout=30_000)

    assert [slot.reading.value for slot in quarter.slots[:2]] == [90, 91]


def test_signed_out_in_the_middle_goes_on_after_signing_in_elsewhere(
    portal, quarter, page, sign_in
):
    manager = quarter.people["manager"]
    sign_in(page, manager)
    page.clock.install()
    page.goto(address(quarter))
    end_session(page, manager)
    number(page, quarter).fill("90")
    page.get_by_text("Je bent uitgelogd.").wait_for()
    try_in_vain(page, 5)  # looking for a password takes a while
    sign_in_on_another_tab(page, manager)
    come_back(page)
    page.get_by_text(SAVED).wait_for()
    page.get_by_text("Je bent uitgelogd.").wait_for(state="hidden")

    assert quarter.slots[0].reading.value == 90


def test_two_tabs_choose_between_both_numbers(portal, quarter, page, sign_in):
    sign_in(page, quarter.people["manager"])
    page.goto(address(quarter))
    quarter.answer(91, by="colleague")
    row = page.locator(f"#row-{first(quarter)}")
    number(page, quarter).fill("93")
    row.get_by_text("colleague Heide heeft dit om").wait_for()
    row.get_by_role("button", name="Neem die van de ander").click()
    page.get_by_text(SAVED).wait_for()
    expect(number(page, quarter)).to_have_value("91")
    quarter.answer(95, by="colleague")
    number(page, quarter).fill("94")
    row.get_by_role("button", name="Houd de mijne").click()
    row.get_by_role("button", name="Houd de mijne").wait_for(state="detached")

    assert (quarter.slots[0].reading.value, quarter.slots[0].reading.author.name) == (
        94,
        "manager Heide",
    )


def test_a_column_from_a_sheet_fills_downwards_and_can_be_undone(portal, quarter, page, sign_in):
    sign_in(page, quarter.people["manager"])
    page.goto(address(quarter))
    fields = page.locator("input[data-number]")
    paste = (
        "(field, text) => { const data = new DataTransfer(); data.setData('text', text);"
        " field.dispatchEvent(new ClipboardEvent('paste',"
        " {clipboardData: data, bubbles: true, cancelable: true})); }"
    )
    fields.nth(1).evaluate(paste, "1.204\r\n86\r\n12.34\r\n")
    page.get_by_text("3 getallen plakken vanaf").wait_for()
    assert Reading.objects.filter(figure__period=quarter.given.period).count() == 0
    page.get_by_role("button", name="Vul in", exact=True).click()
    page.get_by_text("Bedoel je 12,34 of 1.234?").wait_for()
    for place, shown in enumerate(("", "1.204", "86", "12.34", "")):
        expect(fields.nth(place)).to_have_value(shown)
    drafts = Reading.objects.filter(figure__period=quarter.given.period)
    assert sorted(drafts.values_list("value", flat=True)) == [86, 1204]
    page.get_by_role("button", name="Maak ongedaan").click()
    page.get_by_text(SAVED).wait_for()

    for place in range(5):
        expect(fields.nth(place)).to_have_value("")
    assert drafts.count() == 0


@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.night)])
def test_the_screen_is_accessible_and_fits(portal, served_year, page, sign_in, axe, language):
    sign_in(page, served_year.managers["facet"])
    page.context.add_cookies([{"name": "django_language", "value": language, "url": portal}])
    quarters = Return.objects.filter(scope__code="facet", period__kind="quarter")
    given = quarters.latest("period__end")
    for place in ("kwartaal", "insturen"):
        page.goto(f"/voortgang/{place}/{given.period_id}/{given.scope_id}/")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            axe(page)
