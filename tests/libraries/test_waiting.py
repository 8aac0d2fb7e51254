"""Who writes a figure waits for nobody who writes another one. SQLite has one writer at a time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from libraries import actions
from libraries.models import Figure
from tests.factories.libraries import (
    EntryFactory,
    FigureFactory,
    MembershipFactory,
    OrganisationFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20


@pytest.fixture
def neighbour(report):
    """Somebody halfway through typing the same indicator over the same year for another place."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    place = OrganisationFactory()
    manager = MembershipFactory(scope=place).user
    written, done = Event(), Event()

    def write():
        try:
            with transaction.atomic():
                report(1913, scope=place, by=manager)
                written.set()
                done.wait(PATIENCE)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        going = pool.submit(write)
        assert written.wait(PATIENCE)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        yield
        assert not going.done()
        done.set()
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")


def test_a_figure_is_typed_while_a_neighbour_writes(report, neighbour):
    assert report(1931).value == 1931


def test_a_draft_is_thrown_away_while_a_neighbour_writes(library, indicator, year, neighbour):
    draft = EntryFactory(
        figure=FigureFactory(indicator=indicator, scope=library, period=year),
        author=MembershipFactory(scope=library).user,
    )

    actions.discard_reading(reading=draft, version=draft.version, by=draft.author)

    assert not Figure.objects.filter(scope=library).exists()
