"""The season of the support institution in a real browser: judging four organisations."""

from decimal import Decimal

import pytest

from biblionet.accounts.models import User
from libraries.models import Period, Reading
from programmes import actions
from programmes.models import Return
from programmes.overviews import sheet_of

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.timeout(170)]

MOST_ACTIONS = 40


class Hand:
    """Clicks and types, and counts how often."""

    def __init__(self, page: object) -> None:
        self.page, self.actions = page, 0

    def click(self, role: str, name: str) -> None:
        self.page.get_by_role(role, name=name).first.click()
        self.actions += 1

    def type(self, label: str, text: str) -> None:
        self.page.get_by_label(label).fill(text)
        self.actions += len(text)


def open_returns() -> list[Return]:
    """Return the four returns of the quarter that is open."""
    quarter = Period.objects.example().get(kind=Period.Kind.QUARTER, closed_at__isnull=True)
    return list(Return.objects.with_labels().filter(period=quarter).order_by("scope__name"))


def hand_in(given: Return, by: User, answers_for: User) -> None:
    """Answer whatever is open in a return, and hand it in."""
    for slot in sheet_of(given).slots:
        if slot.reading is None or slot.reading.workflow == Reading.Workflow.DRAFT:
            actions.save_answer(
                given=given,
                slot=slot,
                value=slot.before.value if slot.before else Decimal(1),
                explanation="We telden het na.",
                version=slot.reading.version if slot.reading else 0,
                by=by,
            )
    actions.submit_return(given=given, accountable=answers_for, by=by)


def test_four_organisations_are_accepted_in_few_actions(portal, served_year, page, sign_in, axe):
    Return.objects.filter(state=Return.State.ACCEPTED, period__closed_at__isnull=True).update(
        state=Return.State.SUBMITTED, accepted_at=None, accepted_by=None
    )
    for given in open_returns():
        code = given.scope.code
        if given.is_writable:
            hand_in(given, served_year.managers[code], served_year.directors[code])
    sign_in(page, served_year.staff)
    page.goto("/")
    hand = Hand(page)

    hand.click("link", "Te beoordelen")
    for given in open_returns():
        hand.click("link", f"{given.scope.label}, {given.period}")
        page.get_by_text("Antwoorden bij").first.wait_for()
        axe(page)
        hand.click("button", f"Akkoord met alles van {given.scope.label}")
        page.wait_for_url("**/voortgang/beoordelen/")

    assert {given.state for given in open_returns()} == {Return.State.ACCEPTED}
    assert hand.actions < MOST_ACTIONS


def test_one_figure_goes_back_without_scripts(portal, served_year, without_scripts, sign_in):
    page = without_scripts
    given = next(one for one in open_returns() if one.state == Return.State.SUBMITTED)
    sign_in(page, served_year.staff)
    page.goto("/voortgang/beoordelen/")
    page.get_by_role("link", name=f"{given.scope.label}, {given.period}").first.click()

    page.locator("tr[id^=answer] a", has_text="Stuur terug").first.click()
    page.get_by_label("Wat moet er anders?").fill("Zijn de scholen mee geteld?")
    page.get_by_role("button", name="Stuur het cijfer terug").click()
    page.get_by_text("Teruggestuurd:").first.wait_for()

    page.get_by_text("Zijn de scholen mee geteld?").first.wait_for()
    given.refresh_from_db()
    assert given.state == Return.State.SENT_BACK
