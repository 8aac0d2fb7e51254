"""The gallery in a real browser: accessibility, narrow screens, and the little that scripts do."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.factories.libraries import MembershipFactory, SupportFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = [320, 768, 1280]


@pytest.fixture
def gallery(page, sign_in):
    """The gallery, opened by somebody who works on the portal."""
    sign_in(page, MembershipFactory(scope=SupportFactory(), role="poi_admin").user)
    page.goto("/_ui/")
    return page


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.night)])
def test_the_gallery_breaks_no_rule_and_needs_no_sideways_scrolling(gallery, axe, width, language):
    gallery.set_viewport_size({"width": width, "height": 800})
    with gallery.expect_navigation():
        gallery.click(f"button[name=language][value={language}]")

    axe(gallery)
    expect(gallery.locator("html")).to_have_attribute("lang", language)
    assert gallery.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_the_sign_in_page_breaks_no_rule(page, axe, width):
    page.set_viewport_size({"width": width, "height": 800})

    page.goto("/account/login/")

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_wider_letters_and_lines_push_nothing_off_the_page(gallery):
    gallery.set_viewport_size({"width": 320, "height": 800})

    gallery.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
            word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
          document.adoptedStyleSheets.push(sheet);
        }"""
    )

    assert gallery.evaluate("document.documentElement.scrollWidth") <= 320


def test_everything_to_press_is_large_enough(gallery):
    small = gallery.evaluate(
        """() => [...document.querySelectorAll("button, select, input:not([type=hidden]), summary")]
          .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
          .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
          .map(([html]) => html)"""
    )

    assert small == []


def test_whoever_walks_with_the_tab_key_sees_where_they_are(gallery):
    gallery.evaluate("document.activeElement.blur()")
    unseen = []
    for _step in range(60):
        gallery.keyboard.press("Tab")
        seen = gallery.evaluate(
            """() => {
              const one = document.activeElement, look = getComputedStyle(one);
              const label = one.labels?.length ? getComputedStyle(one.labels[0], "::before") : null;
              const box = one.getBoundingClientRect();
              const marked = look.outlineStyle !== "none" || look.boxShadow !== "none"
                || (label && (label.outlineStyle !== "none" || label.boxShadow !== "none"));
              return marked && box.bottom > 0 && box.top < innerHeight;
            }"""
        )
        if not seen:
            unseen.append(gallery.evaluate("document.activeElement.outerHTML.slice(0, 120)"))

    assert unseen == []


def test_the_first_stop_of_the_tab_key_leads_past_the_menu(page):
    page.goto("/account/login/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()


def test_the_menu_folds_on_a_narrow_screen_only(gallery):
    button, menu = gallery.locator("[data-menu-button]"), gallery.locator("#navigation")
    expect(button).to_be_hidden()
    expect(menu).to_be_visible()

    gallery.set_viewport_size({"width": 320, "height": 800})

    expect(button).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_hidden()
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(menu).to_be_visible()


def test_a_password_can_be_shown_and_is_hidden_before_it_is_sent(page):
    page.goto("/account/login/")
    box = page.locator("[name=password]")
    box.fill("geheim")

    page.locator("[data-password] button").click()

    expect(box).to_have_attribute("type", "text")
    page.evaluate("document.querySelector('main form').requestSubmit()")
    expect(box).to_have_attribute("type", "password")


def test_what_is_wrong_takes_the_focus(page):
    page.goto("/account/login/")

    page.locator("main button[type=submit]").click()

    expect(page).to_have_title(re.compile("^Fout:"))
    expect(page.locator("[data-error-summary]")).to_be_focused()


def test_htmx_sends_the_token_and_without_it_a_post_is_refused(gallery):
    with gallery.expect_response("**/taal/setlang/") as answer:
        gallery.evaluate("htmx.ajax('POST', '/taal/setlang/', {values: {language: 'nl'}})")
    status = gallery.evaluate(
        "fetch('/taal/setlang/', {method: 'POST', body: new URLSearchParams({language: 'nl'})})"
        ".then((answer) => answer.status)"
    )

    assert answer.value.request.headers["x-csrftoken"]
    assert answer.value.status < 400
    assert status == 403


def test_htmx_is_as_configured(gallery):
    config = gallery.evaluate("htmx.config")

    wanted = json.loads(gallery.get_attribute("meta[name=htmx-config]", "content"))
    assert {key: config[key] for key in wanted} == wanted
    assert gallery.evaluate("htmx.version") == "4.0.1"
    assert gallery.evaluate("document.adoptedStyleSheets.length") == 0


def test_charts_stay_visible_in_forced_colours(gallery):
    gallery.emulate_media(forced_colors="active")

    colours = gallery.evaluate(
        """() => [...document.querySelectorAll(".bn-chart svg")].map((one) => getComputedStyle(one))
          .map((look) => look.backgroundColor + look.forcedColorAdjust)"""
    )
    assert colours
    assert set(colours) == {"rgb(255, 255, 255)none"}


def test_everything_can_be_read_without_scripts(gallery, chromium):
    state = gallery.context.storage_state()
    context = chromium.new_context(
        storage_state=state, java_script_enabled=False, viewport={"width": 320, "height": 800}
    )
    plain = context.new_page()

    plain.goto(gallery.url)

    expect(plain.locator("#navigation")).to_be_visible()
    expect(plain.locator("[data-menu-button]")).to_be_hidden()
    context.close()


def test_only_who_works_on_the_portal_sees_the_gallery(client):
    client.force_login(MembershipFactory().user)

    assert client.get("/_ui/").status_code == 403
