"""Real workers: an import followed, rung twice, never rung, and killed halfway."""

import os
import signal
import time

import pytest
from django.conf import settings as project
from django.db import connection
from django.utils import timezone

from biblionet.celery import app
from libraries import tasks
from libraries.actions import importing
from libraries.models import Figure, Import, Membership, Reading
from libraries.resources import imports
from libraries.resources.columns import propose
from tests.factories.libraries import (
    IndicatorFactory,
    MembershipFactory,
    OrganisationFactory,
    SupportFactory,
)
from tests.libraries.importing import row, write_csv
from tests.processes import wait_until

pytestmark = [pytest.mark.worker, pytest.mark.sqlite]


@pytest.fixture
def staff(transactional_db):
    OrganisationFactory(code="facet")
    IndicatorFactory(code="LOANS")
    return MembershipFactory(scope=SupportFactory(), role=Membership.Role.POI_STAFF).user


@pytest.fixture
def received(tmp_path, staff):
    def do(rows=1):
        for number in range(rows // 100):
            OrganisationFactory(code=f"org-{number}")
        many = [
            row(scope_code=f"org-{n // 100}" if rows > 100 else "facet", year=str(1920 + n % 100))
            for n in range(rows)
        ]
        path = write_csv(tmp_path / "a.csv", many)
        return imports.receive(path=path, name=path.name, source="Proef", by=staff)

    return do


def check(batch, by):
    return tasks.check_and_ring(
        batch=batch, columns=propose(batch.header), sheet="", header=batch.header, by=by
    )


def state_of(batch):
    return Import.objects.values_list("state", flat=True).get(pk=batch.pk)


def test_a_worker_checks_writes_and_undoes(worker, received, staff):
    batch = check(received(), staff)
    worker.wait_until(lambda: state_of(batch) == "checked")

    tasks.apply_and_ring(batch=batch, by=staff)
    worker.wait_until(lambda: state_of(batch) == "applied")
    assert Figure.objects.get().current.batch == batch

    tasks.undo_and_ring(batch=batch, reason="Proef voorbij", by=staff)
    worker.wait_until(lambda: state_of(batch) == "undone")
    assert Figure.objects.get().current is None


def test_a_double_delivery_writes_once(worker, received, staff):
    batch = check(received(), staff)
    worker.wait_until(lambda: state_of(batch) == "checked")
    importing.order_apply(batch=batch, by=staff)

    for _time in range(4):
        tasks.ring(batch.pk)

    worker.wait_until(lambda: state_of(batch) == "applied")
    time.sleep(0.5)
    assert Reading.objects.count() == 1


def test_a_lost_message_is_rung_again_by_the_sweep(worker, received, staff):
    batch = received()
    importing.order_check(
        batch=batch, columns=propose(batch.header), sheet="", header=batch.header, by=staff
    )
    Import.objects.update(rung_at=timezone.now() - Import.RING_AGAIN)
    app.control.purge()

    tasks.sweep_imports.delay()

    worker.wait_until(lambda: state_of(batch) == "checked")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("stage", ["checking", "applying"])
def test_what_is_killed_halfway_is_finished_once_or_leaves_nothing(
    start_worker, received, staff, stage, tmp_path
):
    own = {
        "REDIS_URL": project.REDIS_URL and f"{project.REDIS_URL.partition('db=')[0]}db=61",
        "BIBLIONET_DATA_DIR": str(project.DATA_DIR),
    }
    batch = received(rows=6000)
    importing.order_check(
        batch=batch, columns=propose(batch.header), sheet="", header=batch.header, by=staff
    )
    if stage == "applying":
        imports.check_import(batch.pk)
        batch.refresh_from_db()
        assert (batch.state, batch.refused) == ("checked", 0)
        importing.order_apply(batch=batch, by=staff)
    Import.objects.update(rung_at=timezone.now() - 2 * Import.RING_AGAIN)
    victim = start_worker(**own)  # finds the row when it starts: its message is lost
    if stage == "checking":
        wait_until(lambda: 0 < Import.objects.get(pk=batch.pk).done < 6000, seconds=60)
    else:
        wait_until(lambda: importing.told(batch.pk) or state_of(batch) == "applied", seconds=60)
    os.killpg(victim.pid, signal.SIGKILL)
    victim.kill()

    assert Reading.objects.count() in (0, 6000)
    Import.objects.filter(token__isnull=False).update(lease_until=timezone.now())
    second = start_worker(**own)  # no manual step

    done = "checked" if stage == "checking" else "applied"
    second.wait_until(lambda: state_of(batch) == done, seconds=90)
    batch.refresh_from_db()
    assert (batch.new, batch.lines.count()) == (6000, 6000)
    assert Reading.objects.count() == (0 if stage == "checking" else 6000)
    connection.close()
