"""A form of the data delivery in a browser: from empty to an approved file; without scripts too."""

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from libraries.models import Membership
from programmes.actions import ask_colleague
from programmes.models import Return
from tests.factories.libraries import (
    BranchFactory,
    MembershipFactory,
    OrganisationFactory,
    SupportFactory,
)
from tests.forms import BRANCH, Form, make_form

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.timeout(240)]
Role = Membership.Role
UNFOLD = "document.querySelectorAll('details').forEach(one => one.open = true)"


@pytest.fixture
def form(transactional_db) -> Form:
    """A form of realistic shape: totals, branches, something filled in before, other questions."""
    library = OrganisationFactory(code="heide", name="Bibliotheek de Heide")
    people = {
        who: MembershipFactory(scope=library, role=role, user__name=f"{who} Heide").user
        for who, role in (
            ("manager", Role.MANAGER),
            ("colleague", Role.MANAGER),
            ("director", Role.DIRECTOR),
        )
    }
    people["staff"] = MembershipFactory(
        scope=SupportFactory(), role=Role.POI_STAFF, user__name="Medewerker POI"
    ).user
    made = make_form(library, people)
    BranchFactory(owner=library, name="Coevorden")
    hours = made.ask(number="A2", name="Openingsuren", decimals=2, **BRANCH)
    members = made.ask(number="A3", name="Leden")
    made.ask_else("choices", number="B1", text="Wat is er?", options="leestafel kluis")
    made.ask_else("yes_no", number="B2", text="Is er een collectieplan?")
    made.ask_else("list", number="B3", text="Met wie werk je samen?")
    made.check(question=made.questions[0], percent=25, least=10)
    made.was(1000, made.questions[0])
    made.bring(4321, members)
    for place in range(3):
        made.was(20, hours, place=place)
    return made


def fill_in(page, form):
    """Go through both sections as somebody would: type, correct, agree, explain."""
    page.goto("/gegevenslevering/")
    page.get_by_role("link", name="Bezit", exact=True).click()
    page.get_by_role("link", name="Ga verder met invullen").click()
    books = page.locator(f"#row-{form.slot(form.questions[0]).key}")
    books.locator("input[inputmode=decimal]").fill("2.000")
    for place, number in enumerate(("20,25", "twintig", "19")):
        key = form.slot(form.questions[1], place).key
        page.locator(f"[name='{key}-value']").fill(number)
    page.get_by_role("button", name="Alles wat hier vooraf is ingevuld, klopt").click()
    wrong = page.locator(f"[name='{form.slot(form.questions[1], 1).key}-value']")
    page.get_by_text("Vul een getal in, bijvoorbeeld 1.250.").first.wait_for()
    expect(wrong).to_have_value("twintig")
    page.get_by_text("Dit is 100% meer dan in 2022. Klopt dit?").wait_for()
    wrong.fill("18,5")
    books.get_by_label("Toelichting").fill("De schoolcollectie telt nu mee.")
    page.get_by_role("button", name="Bewaar en ga verder").click()
    page.get_by_role("heading", level=1, name="B Beleid").wait_for()
    page.get_by_label("Leestafel").check()
    page.get_by_label("Kluis").check()
    page.get_by_role("radio", name="ja").check()
    page.get_by_label("Jullie antwoord: Met wie werk je samen?").fill("School\nTaalhuis")
    page.get_by_role("button", name="Bewaar en ga verder").click()
    page.get_by_text("Er ontbreekt niets").wait_for()
    page.get_by_label("Ik heb deze cijfers gecontroleerd").check()
    page.get_by_role("button", name="Stuur het formulier in").click()
    page.get_by_text("Bevestigingsnummer").wait_for()


def agree(page, form, sign_in):
    """Let a director agree, and then the support institution."""
    pk = form.given.pk
    sign_in(page, form.people["director"])
    page.goto(f"/gegevenslevering/opgaven/{pk}/akkoord/")
    page.get_by_role("button", name="Akkoord namens Bibliotheek de Heide").click()
    page.get_by_text("Je gaf akkoord namens Bibliotheek de Heide.").wait_for()
    sign_in(page, form.people["staff"])
    page.goto(f"/gegevenslevering/opgaven/{pk}/beoordelen/")
    page.get_by_role("button", name="Akkoord met alles van Bibliotheek de Heide").click()
    page.get_by_text("Akkoord met alles. Het staat nu vast.").wait_for()
    assert Return.objects.get().state == "accepted"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_empty_to_an_approved_file(
    portal, form, page, without_scripts, sign_in, tmp_path, scripts
):
    browser = page if scripts else without_scripts
    sign_in(browser, form.people["manager"])
    fill_in(browser, form)
    agree(browser, form, sign_in)

    with browser.expect_download() as download:
        browser.get_by_role("link", name="XLSX").click()
    path = tmp_path / "bezit.xlsx"
    download.value.save_as(path)

    answers, differences = load_workbook(path).worksheets
    rows = [(row[0], row[4], row[6], row[7]) for row in answers.iter_rows(2, values_only=True)]
    assert rows == [
        ("A1", "Bibliotheek de Heide", 2000, "Akkoord"),
        ("A2", "Bibliotheek de Heide", 57.75, "3 van 3 plekken"),
        ("A2", "Aa", 20.25, "Akkoord"),
        ("A2", "Borger", 18.5, "Akkoord"),
        ("A2", "Coevorden", 19, "Akkoord"),
        ("A3", "Bibliotheek de Heide", 4321, "Akkoord"),
        ("B1", "Bibliotheek de Heide", "Leestafel; Kluis", None),
        ("B2", "Bibliotheek de Heide", "ja", None),
        ("B3", "Bibliotheek de Heide", "School; Taalhuis", None),
    ]
    assert [row[3:7] for row in differences.iter_rows(2, 3, values_only=True)] == [
        (1000, 2000, 1000, 100),
        (60, 57.75, -2.25, -3.8),
    ]


def test_a_section_is_accessible_also_with_refusals_in_both_languages(
    portal, form, page, sign_in, axe
):
    sign_in(page, form.people["manager"])
    form.answer(2000, form.questions[0])
    for language in ("nl", "en"):
        page.context.add_cookies([{"name": "django_language", "value": language, "url": portal}])
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            for order in (1, 2):
                page.goto(f"/gegevenslevering/opgaven/{form.given.pk}/onderdelen/{order}/")
                page.evaluate(
                    "document.querySelectorAll('details').forEach(one => one.open = true)"
                )
                axe(page)
                assert page.evaluate("document.documentElement.scrollWidth") <= width
    key = form.slot(form.questions[1]).key
    page.goto(f"/gegevenslevering/opgaven/{form.given.pk}/onderdelen/1/")
    page.locator(f"[name='{key}-value']").fill("much")
    page.get_by_role("button", name="Save this section").last.click()
    page.locator(".govuk-error-summary").wait_for()
    axe(page)


def test_the_other_pages_of_a_form_are_accessible_on_every_screen(portal, form, page, sign_in, axe):
    for question, answer in zip(
        form.questions, (2000, 20, 4321, ["kluis"], True, ["School"]), strict=True
    ):
        for place, slot in enumerate(form.slots_of(question)):
            why = "De schoolcollectie." if slot == form.slot(form.questions[0]) else ""
            form.answer(answer, question, place=place, explanation=why)
    ask_colleague(
        given=form.given,
        section=form.sections[0],
        colleague=form.people["colleague"],
        by=form.people["manager"],
        note="Graag voor vrijdag.",
    )
    start = f"/gegevenslevering/opgaven/{form.given.pk}/"

    def look(who, *ways):
        sign_in(page, form.people[who])
        for language in ("nl", "en"):
            page.context.add_cookies(
                [{"name": "django_language", "value": language, "url": portal}]
            )
            for width in (1280, 320):
                page.set_viewport_size({"width": width, "height": 900})
                for way in ways:
                    assert page.goto(way).status == 200, way
                    axe(page)
                    assert page.evaluate("document.documentElement.scrollWidth") <= width, way

    writing = ("", "onderdelen/1/", "onderdelen/1/collega/", "contactpersoon/", "controle/")
    look("manager", "/gegevenslevering/", *(start + way for way in writing))
    form.submit()
    look("director", start + "akkoord/")
    form.approve()
    back = f"beoordelen/{form.slot(form.questions[0]).key}/terugsturen/"
    look("staff", "/gegevenslevering/", start + "beoordelen/", start + back)
    form.accept()
    look("staff", start, start + "definitief/")
