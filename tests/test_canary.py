"""What an organisation has not handed over yet is seen by nobody of another one, on no page.

Marked words are put wherever people write unfinished business; then the manager and the director
of another organisation open every page there is.
"""

import pytest
from django.test import Client
from django.utils import timezone, translation

from biblionet.accounts import actions as accounts
from goals import actions as goals
from libraries import actions as libraries
from libraries.models import Reading
from libraries.overviews import feed
from tests.loaded import kept_open
from tests.roles import OTHER, OWN, Samples, table

pytestmark = [pytest.mark.usefixtures("example_year"), pytest.mark.django_db, pytest.mark.walk]

PAGES = sorted({line.name for line in table() if line.method == "GET"})
LISTS = (
    "/cijfers/?stand=waiting",
    f"/logboek/?organisatie={OWN}",
    f"/voortgang/?organisatie={OWN}",
    "/voortgang/?status=submitted",
)
NOTE, QUESTION, REMARK, FILE, FIGURE, REASON, MET = (
    f"kanarie-{word}"
    for word in ("bericht", "vraag", "opmerking", "bestand", "cijfer", "reden", "klaar")
)
WORDS = (NOTE, QUESTION, REMARK, FILE, FIGURE, REASON, MET)


def mark(samples, people):
    """Write the words where people of OWN and the POI write unfinished business."""
    draft, submitted = samples.update("draft"), samples.update("submitted")
    goals.add_evidence(
        update=draft, name=f"{FILE}.pdf", content=b"%PDF-1.7 evidence", by=people.managers[OWN]
    )
    goals.send_back_update(
        update=submitted, version=submitted.version, reason=REMARK, by=people.staff
    )
    for update in (draft, submitted):
        update.refresh_from_db()
        goals.save_update(
            about=update.about,
            scope=update.scope,
            period=update.period,
            version=update.version,
            rating="stuck",
            note=NOTE,
            question=QUESTION,
            by=people.managers[OWN],
        )
    handed_in = Reading.objects.filter(workflow="submitted", state="value")
    reading = handed_in.filter(figure__scope__owner__code=OWN).first()
    libraries.send_back_reading(reading=reading, reason=REASON, by=people.staff)
    libraries.report_figure(
        indicator=reading.figure.indicator,
        scope=reading.figure.scope,
        period=reading.figure.period,
        value=reading.value,
        part=reading.figure.part,
        explanation=FIGURE,
        by=people.managers[OWN],
    )


@pytest.fixture(scope="module")
def addresses(example_year, django_db_blocker, tmp_path_factory):
    """Every page of the portal, after the words were written."""
    with kept_open(django_db_blocker):
        with django_db_blocker.unblock(), translation.override("nl"):
            director = example_year.directors[OWN]
            samples = Samples(tmp_path_factory.mktemp("report"), director, said=MET)
            found = [samples.address(name) for name in PAGES]
            mark(samples, example_year)
        yield (*found, *LISTS)


def words_seen(user, addresses):
    """Return which words stand on which page for somebody; nobody is a passer-by."""
    client = Client()
    if user is not None:
        client.force_login(user)
    seen = set()
    for address in addresses:
        response = client.get(address)
        if not response.streaming:
            page = response.content.decode(errors="replace")  # some are workbooks
            seen |= {(word, address) for word in WORDS if word in page}
        for close in response._resource_closers:  # response.close() would close the database
            close()
    return seen


@pytest.mark.parametrize("who", ["manager", "director", "passer-by"])
def test_nobody_else_sees_unfinished_business(addresses, example_year, who):
    users = {
        "manager": example_year.managers[OTHER],
        "director": example_year.directors[OTHER],
        "passer-by": None,
    }

    assert words_seen(users[who], addresses) == set()


@pytest.mark.parametrize("who", ["other", "own", "staff"])
def test_nothing_unfinished_stands_in_the_feed_for_nobody(addresses, example_year, who):
    """Not for the organisation itself either: programs read what is accepted."""
    person = {
        "other": example_year.managers[OTHER],
        "own": example_year.managers[OWN],
        "staff": example_year.staff,
    }[who]
    _token, secret = accounts.make_feed_token(
        name="Kanarie", days=31, by=person, today=timezone.localdate()
    )
    waiting = Reading.objects.exclude(workflow="accepted").values_list("figure", flat=True)
    for name in feed.TABLES:
        response = Client().get(
            f"/feed/v1/{name}.csv?example=1" if name == "facts" else f"/feed/v1/{name}.csv",
            headers={"authorization": f"Bearer {secret}"},
        )
        told = b"".join(response).decode()
        assert told.count("\n") > 1
        assert [word for word in WORDS if word in told] == []
        if name == "facts":
            only_waiting = set(waiting) - set(
                Reading.objects.accepted().values_list("figure", flat=True)
            )
            assert only_waiting
            assert [pk for pk in only_waiting if f"\nf{pk}," in told] == []


def test_the_words_can_be_seen_by_those_whose_business_it_is(addresses, example_year):
    own = {word for word, _address in words_seen(example_year.managers[OWN], addresses)}
    poi = {word for word, _address in words_seen(example_year.staff, addresses)}

    assert own == set(WORDS)
    assert poi == set(WORDS)
