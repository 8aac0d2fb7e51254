"""One file for one edition, whatever happens to messages, workers and machines."""

import threading
import time
from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from biblionet.kit import files
from biblionet.trail.models import Step
from reports import actions
from reports.actions import Printed
from reports.models import Build
from tests.factories.accounts import UserFactory
from tests.factories.reports import BuildFactory, EditionFactory

State = Build.State


def side_by_side(*calls):
    """Do calls in threads of their own, starting together; return what each returned."""
    gate, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        gate.wait()
        try:
            results[number] = call()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def a_file(contents=b"%PDF-1.7 x"):
    """Write an unfinished file, as the press leaves it."""
    settings.PRIVATE_DIR.mkdir(exist_ok=True)
    path = settings.PRIVATE_DIR / ".unfinished-test"
    path.write_bytes(contents)
    return path


def kept_files():
    return sorted(path.name for path in settings.PRIVATE_DIR.glob("??/*"))


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path / "files"


# Ordering


@pytest.mark.django_db
def test_ordering_makes_one_production_that_a_second_request_joins():
    edition, first, second = EditionFactory(), UserFactory(), UserFactory()

    ordered = actions.order_build(edition=edition, by=first)
    joined = actions.order_build(edition=edition, by=second)

    assert (joined, joined.ordered_by) == (ordered, first)
    assert Step.objects.filter(verb="ordered the file of").count() == 1


@pytest.mark.django_db
def test_a_finished_file_is_given_again_as_long_as_it_is_there():
    kept = files.keep([b"%PDF"])
    done = BuildFactory(is_done=True, sha256=kept.sha256)

    again = actions.order_build(edition=done.edition, by=None)
    files.discard(kept.sha256)
    anew = actions.order_build(edition=done.edition, by=None)

    assert again == done
    assert (anew != done, anew.state) == (True, State.QUEUED)


@pytest.mark.django_db
def test_after_a_failure_one_may_order_again():
    failed = BuildFactory(is_failed=True)

    assert actions.order_build(edition=failed.edition, by=None).state == State.QUEUED


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_two_who_order_in_the_same_second_get_the_same_production():
    """The second asks while the first has not committed yet."""
    edition, written = EditionFactory(), threading.Event()

    def first():
        with transaction.atomic():
            build = actions.order_build(edition=edition, by=None)
            written.set()
            time.sleep(0.5)  # the other asks meanwhile
        return build

    def second():
        written.wait()
        return actions.order_build(edition=edition, by=None)

    one, other = side_by_side(first, second)

    assert one.pk == other.pk
    assert Build.objects.count() == 1


# Claiming


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_of_eight_claims_exactly_one_wins():
    for _ in range(5):
        build = BuildFactory()

        claims = side_by_side(*[partial(actions.claim, build.pk)] * 8)

        (mine,) = [claim for claim in claims if claim]
        build.refresh_from_db()
        assert (build.state, build.token, build.attempt) == (State.RUNNING, mine.token, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("traits", "may"),
    [
        ({}, True),
        ({"is_lost": True}, True),
        ({"is_running": True}, False),
        ({"is_done": True}, False),
        ({"is_failed": True}, False),
        ({"attempt": 3}, False),
        ({"is_lost": True, "attempt": 3}, False),
    ],
)
def test_only_what_waits_or_was_left_behind_can_be_claimed(traits, may):
    assert bool(actions.claim(BuildFactory(**traits).pk)) is may


@pytest.mark.django_db
def test_a_second_attempt_starts_the_stages_anew_and_keeps_the_first_start():
    started = timezone.now() - timedelta(minutes=2)
    build = BuildFactory(is_lost=True, stage="write", done=3, total=9, started_at=started)

    mine = actions.claim(build.pk)

    build.refresh_from_db()
    assert (mine.attempt, build.stage, build.done, build.started_at) == (2, "gather", 0, started)


# Holding on


@pytest.mark.django_db
def test_renewing_tells_how_far_it_is_and_holds_on():
    build = BuildFactory()
    mine = actions.claim(build.pk)
    Build.objects.update(lease_until=timezone.now())

    assert actions.renew(mine, stage="layout", done=3, total=12)

    build.refresh_from_db()
    assert (build.stage, build.done, build.total) == ("layout", 3, 12)
    assert build.lease_until > timezone.now() + Build.LEASE / 2


@pytest.mark.django_db
def test_who_was_overtaken_can_change_nothing_any_more():
    build = BuildFactory()
    early = actions.claim(build.pk)
    Build.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    late = actions.claim(build.pk)

    assert not actions.renew(early, stage="write")
    assert not actions.finish(early, file=a_file(), printed=Printed(1))
    assert not actions.fail(early, failure="engine")
    assert not actions.give_back(early, failure="engine")
    build.refresh_from_db()
    assert (build.token, build.state, kept_files()) == (late.token, State.RUNNING, [])


# Ending


@pytest.mark.django_db
def test_finishing_keeps_the_file_under_its_hash():
    build = BuildFactory()
    mine = actions.claim(build.pk)

    assert actions.finish(
        mine, file=a_file(b"%PDF"), printed=Printed(7, {"weasyprint": "70"}, ("A remark.",))
    )

    build.refresh_from_db()
    assert (build.state, build.stage, build.pages, build.size) == (State.DONE, "ready", 7, 4)
    assert (build.engine, build.checks) == ({"weasyprint": "70"}, ["A remark."])
    assert files.path_of(build.sha256).read_bytes() == b"%PDF"
    assert Step.objects.get(verb="produced the file of").details == {"sha256": build.sha256}


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_late_twin_with_the_same_bytes_leaves_the_file_of_the_other_alone():
    build = BuildFactory()
    early = actions.claim(build.pk)
    Build.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    late = actions.claim(build.pk)
    assert actions.finish(late, file=a_file(b"same"), printed=Printed(1))

    assert not actions.finish(early, file=a_file(b"same"), printed=Printed(1))

    build.refresh_from_db()
    assert kept_files() == [build.sha256]
    assert Build.objects.filter(state=State.DONE).count() == 1


@pytest.mark.django_db
def test_a_failure_says_why():
    build = BuildFactory()

    assert actions.fail(actions.claim(build.pk), failure="font", details="x" * 5000)

    build.refresh_from_db()
    assert (build.state, build.failure, len(build.failure_details)) == (State.FAILED, "font", 4000)


@pytest.mark.django_db
def test_a_production_is_given_back_twice_and_then_fails():
    build = BuildFactory()

    tries = [
        actions.give_back(actions.claim(build.pk), failure="engine", details="gone")
        for _ in range(3)
    ]

    build.refresh_from_db()
    assert tries == [True, True, False]
    assert (build.state, build.failure, build.attempt) == (State.FAILED, "engine", 3)


# Sweeping


@pytest.mark.django_db
def test_the_sweep_rings_for_what_nobody_took_and_for_what_was_left_behind():
    now = timezone.now()
    forgotten = BuildFactory(rung_at=now - timedelta(seconds=31))
    lost = BuildFactory(is_lost=True)
    BuildFactory()  # was rung a moment ago
    BuildFactory(is_running=True)
    BuildFactory(is_done=True)

    assert set(actions.sweep(now)) == {forgotten.pk, lost.pk}

    assert actions.sweep(now) == []  # the bell was rung just now
    lost.refresh_from_db()
    assert (lost.state, lost.token, lost.attempt) == (State.QUEUED, None, 1)


@pytest.mark.django_db
def test_the_sweep_ends_what_was_tried_three_times():
    build = BuildFactory(is_lost=True, attempt=3)

    assert actions.sweep(timezone.now()) == []

    build.refresh_from_db()
    assert (build.state, build.failure) == (State.FAILED, "attempts")


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_two_sweeps_ring_once():
    build = BuildFactory(is_lost=True)
    now = timezone.now()

    rung = side_by_side(*(lambda: actions.sweep(now) for _ in range(2)))

    assert sorted(rung) == [[], [build.pk]]


@pytest.mark.django_db
def test_the_database_itself_refuses_a_second_one_under_way():
    build = BuildFactory()

    with pytest.raises(IntegrityError):
        BuildFactory(edition=build.edition)
