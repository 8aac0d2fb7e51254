"""Two people at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Barrier, Event

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from goals import actions
from goals.models import Evidence, ProgressUpdate
from tests.factories.accounts import UserFactory
from tests.factories.goals import AssignmentFactory, QuarterFactory, UpdateFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
ROUNDS = 8


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do things in threads that start together; return what each gave or the refusal."""
    ready = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            ready.wait(10)
            return act()
        except actions.StaleUpdateError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refused(results: list[object]) -> list[actions.StaleUpdateError]:
    return [one for one in results if isinstance(one, actions.StaleUpdateError)]


def test_of_two_who_begin_at_once_one_is_refused_with_both_texts():
    for _round in range(ROUNDS):
        assignment, quarter = AssignmentFactory(), QuarterFactory()
        writers = [UserFactory(), UserFactory()]

        def begin(by, assignment=assignment, quarter=quarter):
            return actions.save_update(
                about=assignment.objective,
                scope=assignment.scope,
                period=quarter,
                version=0,
                rating="on_track",
                note=f"Van {by.name}.",
                by=by,
            )

        results = at_once(*(lambda by=by, begin=begin: begin(by) for by in writers))

        kept = ProgressUpdate.objects.get(scope=assignment.scope)
        (refusal,) = refused(results)
        assert refusal.theirs.note == kept.note
        assert {kept.note, refusal.mine["note"]} == {f"Van {by.name}." for by in writers}


def test_of_two_who_change_one_version_one_is_refused():
    for _round in range(ROUNDS):
        update, writers = UpdateFactory(), [UserFactory(), UserFactory()]

        def change(by, update=update):
            return actions.save_update(
                about=update.objective,
                scope=update.scope,
                period=update.period,
                version=1,
                rating="on_track",
                note=f"Van {by.name}.",
                by=by,
            )

        results = at_once(*(lambda by=by, change=change: change(by) for by in writers))

        assert len(refused(results)) == 1
        assert ProgressUpdate.objects.get(pk=update.pk).version == 2


def test_a_file_that_comes_while_the_update_is_handed_in_waits_and_is_refused():
    update, writer = UpdateFactory(), UserFactory()
    began = Event()

    def add():
        mine = ProgressUpdate.objects.get(pk=update.pk)
        began.set()
        try:
            return actions.add_evidence(update=mine, name="a", content=b"%PDF-1.7", by=writer)
        except ValidationError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            actions.submit_update(update=update, version=update.version, by=writer)
            adding = pool.submit(add)
            assert began.wait(10)
            assert wait([adding], timeout=0.3).not_done  # it waits for the one who hands in
        assert adding.result(10).code == "state"

    assert not Evidence.objects.exists()


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite lets one writer in at a time: nobody overtakes"
)
def test_without_the_comparison_the_second_writer_would_overwrite():
    """The control: the same race, written the careless way, loses a text without a word."""
    update = UpdateFactory()
    both_read = Barrier(2)

    def careless(note):
        with transaction.atomic():
            mine = ProgressUpdate.objects.get(pk=update.pk)
            both_read.wait(10)
            mine.note, mine.version = note, mine.version + 1
            mine.save()
        return note

    results = at_once(lambda: careless("Een."), lambda: careless("Twee."))

    assert refused(results) == []
    assert ProgressUpdate.objects.get(pk=update.pk).version == 2  # two changes, counted as one
