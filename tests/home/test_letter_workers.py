"""A real worker and a real mail server: what is sent back, asked or left behind goes, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from biblionet.accounts.actions import order_letter_of_week
from biblionet.accounts.models import Letter
from biblionet.celery import app
from biblionet.home import tasks
from biblionet.home.standing import week_of
from goals import actions as goals
from tests.factories.goals import UpdateFactory

pytestmark = pytest.mark.sqlite


@pytest.fixture
def sent_back(annet, library, quarter, assignment, staff):
    update = UpdateFactory(
        scope=library, objective=assignment.objective, period=quarter, is_submitted=True
    )
    goals.send_back_update(update=update, version=update.version, reason="Hoeveel?", by=staff)
    return update


def is_sent():
    return Letter.objects.filter(sent_at__isnull=False).count() == 1


@pytest.mark.worker
def test_what_is_sent_back_is_told_once_however_often_the_bell_rings(worker, sent_back, postbox):
    before = worker.said().count("succeeded")

    with postbox.serving():
        for _ in range(4):
            tasks.sweep_letters.delay()
        worker.wait_until(is_sent)
        tasks.send_letter.delay(Letter.objects.get().pk)
        tasks.sweep_letters.delay()
        worker.wait_until(lambda: worker.said().count("succeeded") >= before + 7)

    assert postbox.to == ["annet@example.org"]
    assert Letter.objects.get().attempt == 1


@pytest.mark.worker
def test_a_letter_waits_while_the_mail_is_down(worker, sent_back, postbox):
    tasks.sweep_letters.delay()
    worker.wait_until(lambda: Letter.objects.exclude(problem="").exists())

    with postbox.serving():
        Letter.objects.update(try_at=timezone.now())  # a minute later
        tasks.sweep_letters.delay()
        worker.wait_until(is_sent)

    assert len(postbox) == 1


@pytest.mark.worker
def test_a_lost_message_is_made_up_for_by_the_sweep(worker, annet, quarter, assignment, postbox):
    order_letter_of_week(
        person=annet,
        kind=Letter.Kind.WEEKLY,
        week=week_of(timezone.localdate()),
        at=timezone.now() - timedelta(minutes=2),
    )

    with postbox.serving():
        tasks.sweep_letters.delay()
        worker.wait_until(is_sent)

    assert len(postbox) == 1


@pytest.mark.worker
def test_a_worker_that_starts_sends_what_was_left_behind(start_worker, sent_back, postbox):
    with postbox.serving():
        start_worker().wait_until(is_sent)

    assert len(postbox) == 1


@pytest.mark.worker
def test_what_somebody_asks_goes_after_the_commit(
    worker, annet, library, quarter, assignment, staff, postbox
):
    with postbox.serving():
        (letter,) = tasks.remind_and_ring(period=quarter, scope=library, by=staff)
        worker.wait_until(is_sent)

    letter.refresh_from_db()
    assert (letter.kind, letter.asked_by) == ("asked", staff)
    assert len(postbox) == 1


@pytest.mark.worker
def test_the_letters_of_a_day_are_written_and_sent_once(
    worker, annet, quarter, assignment, postbox
):
    a_week_to_go = timezone.localdate() - timedelta(days=7)
    type(quarter).objects.update(start=a_week_to_go, end=a_week_to_go)
    before = worker.said().count("succeeded")

    with postbox.serving():
        tasks.write_letters.delay()
        tasks.write_letters.delay()
        worker.wait_until(is_sent)
        worker.wait_until(lambda: worker.said().count("succeeded") >= before + 3)

    assert postbox.to == ["annet@example.org"]
    assert Letter.objects.get().kind == "reminder"


def test_a_queue_that_cannot_be_reached_loses_nothing(caplog, monkeypatch):
    def unreachable(_letter):
        raise tasks.OperationalError("no broker")

    monkeypatch.setattr("biblionet.home.tasks.send_letter.delay", unreachable)

    tasks.ring_all([1, 2])

    assert "the sweep rings later" in caplog.text


def test_beat_rings_at_seven_in_the_morning_of_the_portal_and_every_minute():
    app.loader.import_default_modules()
    rings = {entry["task"]: entry["schedule"] for entry in app.conf.beat_schedule.values()}

    assert set(rings) <= set(app.tasks)
    daily = rings["home.write_letters"]
    assert (min(daily.hour), daily.minute, app.conf.timezone) == (7, {0}, "Europe/Amsterdam")
    assert rings["home.sweep_letters"] == 60.0
