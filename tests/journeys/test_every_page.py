"""Every page, for somebody who may see it: accessible, not wider than the screen, safe forms."""

import pytest

from tests.roles import OWN, Samples, table

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.timeout(300)]

# Answers that are no page, and what others look at: gallery and quarter have tests of their own.
NO_PAGES = {
    "goals:evidence",
    "goals:figure_file",
    "goals:quarter",
    "home:calendar",
    "home:gallery",
    "home:healthz",
    "home:organisation_file",
    "home:security_txt",
    "libraries:branch_in_year",
    "libraries:figures_list",
    "libraries:import_progress",
    "libraries:import_remarks",
    "programmes:delivery_file",
    "programmes:months_file",
    "programmes:questionnaire_file",
    "programmes:questions_file",
    "reports:build_progress",
    "reports:download",
}
WIDTHS = (320, 768, 1280)  # ends as it began: axe looks at the next page as widely
# Pages that look different for somebody else.
ALSO = {
    "manager_own": (
        "home:start",
        "home:my_calendar",
        "goals:my_updates",
        "goals:update",
        "goals:write_update",
        "programmes:delivery_section",
    ),
    "director_own": (
        "home:start",
        "programmes:approve_delivery",
        "reports:reports",
        "reports:report",
    ),
    "passer_by": ("home:help", "account_login", "account_reset_password"),
}
# Asked in the browser itself, in one go: the language of the page, and forms without a token.
LOOK = """() => [
    document.documentElement.lang,
    document.querySelectorAll("form[method=post]:not(:has(input[name=csrfmiddlewaretoken]))").length,
]"""


def pages(samples, language):
    """Yield who opens which address: everything as an administrator, some as others too.

    In the everyday run not also those that show the same page of a named year.
    """
    shown = sorted(
        line.name
        for line in table()
        if line.method == "GET" and line.expected["poi_admin"] == "200"
    )
    for name in shown:
        is_twin = name.endswith(("_in_year", "_of_year")) and language == "nl"
        if name not in NO_PAGES and not is_twin:
            yield "poi_admin", samples.address(name)
    for role, names in ALSO.items():
        for name in names:
            yield role, samples.address(name)


def faults(page, axe, address, language):
    """Return what is wrong with a page, in words."""
    response = page.goto(address)
    if response.status != 200:
        return [f"status {response.status}"]
    found = []
    try:
        axe(page)
    except AssertionError as broken:
        found.append(str(broken))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{wide} wide on a screen of {width}")
    spoken, unsafe = page.evaluate(LOOK)
    if unsafe:
        found.append("a form without a token")
    if spoken != language:
        found.append(f"not in {language}")
    return found


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.night)])
def test_every_page_is_accessible(portal, served_year, page, sign_in, axe, tmp_path, language):
    samples = Samples(tmp_path, served_year.directors[OWN])
    users = {
        "poi_admin": served_year.admin,
        "manager_own": served_year.managers[OWN],
        "director_own": served_year.directors[OWN],
    }
    page.context.add_cookies([{"name": "django_language", "value": language, "url": portal}])
    found, signed_in_as = {}, "passer_by"
    for role, address in sorted(pages(samples, language)):
        if role != signed_in_as:
            page.context.clear_cookies(name="sessionid")
            if role in users:
                sign_in(page, users[role])
            signed_in_as = role
        if wrong := faults(page, axe, address, language):
            found[role, address] = wrong

    assert found == {}
