"""From a manager's sentence to a director's PDF, in a real browser, with the real worker."""

import pytest

from goals.models import ProgressUpdate
from libraries.models import Reading
from reports.models import Build, Edition

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.timeout(170)]

NOTE = "We openden een leeshoek in de wachtkamer van de huisarts."
READY_WITHIN = 90_000  # milliseconds, on a busy machine


def write_progress(page):
    """Take what is still to do in the open quarter, say how it goes, and submit it by itself."""
    page.goto("/voortgang/schrijven/")
    page.locator("li", has_text="Te doen").get_by_role("link").first.click()
    page.get_by_label("Op koers").check()
    about = page.get_by_role("heading", level=1).inner_text()
    page.get_by_label("Wat heb je dit kwartaal gedaan?").fill(NOTE)
    page.get_by_role("button", name="Controleer het bericht").click()
    page.get_by_text(NOTE).wait_for()
    page.get_by_role("button", name="Stuur het bericht in").click()
    page.get_by_text("Ingestuurd. De POI gaat het lezen.").wait_for()
    return about


def agree(page, about):
    """Find the update in the queue of the POI, read it and agree."""
    page.goto("/")
    page.get_by_role("link", name="Te beoordelen").click()
    page.get_by_role("link", name="Facet Emmen, 4e kwartaal 2025").click()
    page.locator("tr", has_text=NOTE[:30]).get_by_role("link", name=about[:30]).click()
    page.get_by_text(NOTE).first.wait_for()
    page.get_by_role("button", name="Geef akkoord").click()
    page.get_by_text("Akkoord:").wait_for()


def order_report(page):
    """Open the own report from the start page and order its file."""
    page.goto("/")
    page.get_by_role("link", name="Jaarbericht 2025 Facet").first.click()
    page.get_by_role("button", name="Maak de pdf").click()


def download(page):
    """Download the file of this page; return its name and bytes."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download de pdf").first.click()
    file = waiting.value
    return file.suggested_filename, file.path().read_bytes()


def test_a_sentence_becomes_a_page_of_the_report(portal, served_year, page, sign_in):
    sign_in(page, served_year.managers["facet"])
    about = write_progress(page)
    sign_in(page, served_year.staff)
    agree(page, about)
    sign_in(page, served_year.directors["facet"])
    order_report(page)
    page.get_by_text("Klaar:").wait_for(timeout=READY_WITHIN)
    name, content = download(page)

    update = ProgressUpdate.objects.get(note=NOTE)
    build = Build.objects.get()
    assert update.state == ProgressUpdate.State.ACCEPTED
    assert NOTE in str(Edition.objects.get().contents)
    assert (build.state, build.checks) == (Build.State.DONE, [])
    assert name.endswith(".pdf")
    assert content.startswith(b"%PDF-")
    assert len(content) == build.size


def test_the_same_journey_without_scripts(portal, served_year, without_scripts, sign_in):
    sign_in(without_scripts, served_year.managers["facet"])
    about = write_progress(without_scripts)
    sign_in(without_scripts, served_year.staff)
    agree(without_scripts, about)
    sign_in(without_scripts, served_year.directors["facet"])
    order_report(without_scripts)
    without_scripts.locator("#production").wait_for()
    for _ in range(READY_WITHIN // 1000):
        if without_scripts.get_by_role("link", name="Download de pdf").count():
            break
        without_scripts.wait_for_timeout(1000)
        without_scripts.reload()
    _name, content = download(without_scripts)

    assert ProgressUpdate.objects.get(note=NOTE).state == ProgressUpdate.State.ACCEPTED
    assert content.startswith(b"%PDF-")


def test_a_figure_that_was_sent_back_is_mended_and_accepted(portal, served_year, page, sign_in):

    sign_in(page, served_year.managers["bind"])
    page.goto("/")
    page.get_by_role("link", name="Cijfers 2025").first.click()
    page.get_by_role("row", name="Teruggestuurd").get_by_role("link").first.click()
    page.get_by_role("link", name="Ga verder met dit cijfer").click()
    page.get_by_label("Ja, ik vul het hieronder in").check()
    page.locator("input[name=value]").fill("12.34")
    page.get_by_role("button", name="Stuur het cijfer in").click()
    page.get_by_text("Bedoel je").first.wait_for()
    page.locator("input[name=value]").fill("1.234")
    page.get_by_label("Toelichting").fill("Zonder de groepsbezoeken, die stonden er dubbel in.")
    page.get_by_role("button", name="Stuur het cijfer in").click()
    page.get_by_text("Ingestuurd. De POI kijkt ernaar.").wait_for()
    sign_in(page, served_year.staff)
    page.goto("/")
    page.get_by_role("link", name="Cijfers om te controleren").click()
    page.get_by_role("row", name="1.234").get_by_role("button", name="Geef akkoord").click()
    page.get_by_text("Akkoord:").wait_for()

    reading = Reading.objects.get(value=1234, figure__period__is_example=True)
    assert (reading.workflow, reading.approver) == ("accepted", served_year.staff)
    assert reading.figure.current == reading
