"""Somebody whose session ended while typing, and who signs in again on another tab."""

PASSWORD = "een lang wachtwoord"


def end_session(page, person) -> None:
    """End the session of whoever has this page open, and give them a password to come back with."""
    person.set_password(PASSWORD)
    person.save()
    page.context.clear_cookies(name="sessionid")


def try_in_vain(page, times: int) -> None:
    """Let the page try again so often, at once instead of in a quarter of a minute each time."""
    waits = page.get_by_text("Niet bewaard. We proberen het opnieuw.")
    for _time in range(times):
        waits.wait_for()
        with page.expect_response(lambda answer: answer.status == 401):
            page.clock.fast_forward(15_000)
    waits.wait_for()


def sign_in_on_another_tab(page, person) -> None:
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Log in in een nieuw tabblad").click()
    tab = opened.value
    tab.locator("[name=login]").fill(person.email)
    tab.locator("[name=password]").fill(PASSWORD)
    tab.locator("main button[type=submit]").last.click()
    tab.get_by_role("heading", name="Mijn taken").wait_for()


def come_back(page) -> None:
    """Look at the first tab again; a browser without a window hides no tab, so it is said here."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
