"""Real workers: followed, rung twice, never rung."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as project
from django.utils import timezone

from biblionet.celery import app
from biblionet.kit import files
from reports import tasks
from reports.models import Build, Edition
from tests.factories.reports import BuildFactory, EditionFactory
from tests.processes import ROOT
from tests.reports.working import long_contents, state_of, wait_for

State = Build.State


def kept_files():
    return sorted(path.name for path in Path(project.PRIVATE_DIR).glob("??/*"))


def ring(build):
    tasks.ring(build.pk)


@pytest.mark.worker
@pytest.mark.sqlite
def test_a_worker_makes_the_file_while_its_stages_can_be_followed(worker):
    build = BuildFactory(edition__contents=long_contents())
    ring(build)

    stages = set()
    wait_for(lambda: stages.add(Build.objects.get(pk=build.pk).stage) or state_of(build) == "done")

    build.refresh_from_db()
    assert "layout" in stages
    assert build.stage == "ready"
    assert files.is_kept(build.sha256)


@pytest.mark.worker
@pytest.mark.sqlite
def test_a_lost_message_is_rung_again_by_the_sweep(worker):
    build = BuildFactory(rung_at=timezone.now() - Build.RING_AGAIN)
    app.control.purge()  # an emptied Redis, or an emptied folder

    tasks.sweep_builds.delay()

    wait_for(lambda: state_of(build) == "done")


@pytest.mark.worker
@pytest.mark.sqlite
def test_a_double_delivery_makes_one_file(worker):
    before = set(kept_files())
    build = BuildFactory()
    for _ in range(4):
        ring(build)

    wait_for(lambda: state_of(build) == "done")

    build.refresh_from_db()
    assert build.attempt == 1
    assert build.sha256 in kept_files()
    assert set(kept_files()) - before <= {build.sha256}  # another test may have kept the same


@pytest.mark.worker
@pytest.mark.sqlite
def test_ordering_rings_after_the_commit(worker):
    edition = EditionFactory()

    ordered = tasks.order_file(edition=edition, by=None)

    wait_for(lambda: state_of(ordered) == "done")
    assert tasks.order_file(edition=edition, by=None) == ordered
    assert Edition.objects.get().builds.count() == 1


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_queue_that_cannot_be_reached_loses_nothing(process_environment):
    edition = EditionFactory()
    order = (
        "import django; django.setup();"
        "from reports import tasks; from reports.models import Edition;"
        f"tasks.order_file(edition=Edition.objects.get(pk={edition.pk}), by=None)"
    )
    nowhere = {"REDIS_URL": "redis://127.0.0.1:1/0", "DJANGO_SETTINGS_MODULE": "biblionet.settings"}

    done = subprocess.run(
        [sys.executable, "-c", order],
        env=process_environment | nowhere,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert edition.builds.get().state == State.QUEUED
    assert "the sweep rings later" in done.stderr
