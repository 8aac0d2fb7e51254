"""Whatever is loaded is reached by links from the start page, and no link is dead."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.test import Client

from libraries.models import Membership, Organisation, Reading
from libraries.templatetags.figures import reading_value
from tests.factories.accounts import UserFactory
from tests.loaded import kept_open

pytestmark = [pytest.mark.usefixtures("drenthe"), pytest.mark.django_db, pytest.mark.night]

# Master data and facts with a page of their own.
KINDS = (
    "libraries.organisation",
    "libraries.municipality",
    "libraries.branch",
    "libraries.indicator",
    "libraries.publication",
    "libraries.figure",
    "goals.framework",
    "goals.objective",
    "goals.action",
    "programmes.legaltask",
    "programmes.requirementresult",
    "programmes.programme",
    "reports.outline",
    "reports.report",
)
ELSEWHERE = ("/beheer/", "/account/")


def links(page: str, address: str) -> set[str]:
    """Return where a page leads within the portal; of what follows a ? only a page number."""
    found = set()
    for href in re.findall(r'<a\b[^>]*?\bhref="([^"#]+)', page):
        parts = urlsplit(urljoin(address, unescape(href)))
        if parts[:2] == ("", "") and (not parts.query or re.fullmatch(r"page=\d+", parts.query)):
            found.add(parts._replace(fragment="").geturl())
    return found


@pytest.fixture(scope="module")
def pages(drenthe, django_db_blocker):
    """Every page that a staff member of the support institution comes to, by its address."""
    with kept_open(django_db_blocker), django_db_blocker.unblock():
        staff = UserFactory()
        support = Organisation.objects.get(form=Organisation.Form.SUPPORT)
        Membership.objects.create(
            user=staff, scope=support, role=Membership.Role.POI_STAFF, starts="2019-01-01"
        )
        client = Client()
        client.force_login(staff)
        read: dict[str, str] = {}
        waiting = ["/"]
        while waiting:
            address = waiting.pop()
            if address in read or address.startswith(ELSEWHERE):
                continue
            response = client.get(address, follow=True)
            assert response.status_code == 200, address
            is_page = response.headers["Content-Type"].startswith("text/html")
            read[address] = response.content.decode() if is_page else ""
            waiting += links(read[address], address)
        yield read


@pytest.mark.parametrize("kind", KINDS)
def test_every_one_has_a_page_that_links_lead_to(pages, kind):
    there = {one.get_absolute_url() for one in apps.get_model(kind).objects.all()}

    assert there
    assert there - set(pages) == set()


def test_every_reading_stands_on_the_page_of_its_figure_with_its_source(pages):
    for reading in Reading.objects.select_related("figure__indicator", "publication"):
        page = pages[reading.figure.get_absolute_url()]

        assert str(reading_value(reading, reading.figure.indicator)) in page
        assert reading.publication.get_absolute_url() in page
