"""Real workers: followed, rung twice, never rung, and killed halfway."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as project
from django.utils import timezone

from biblionet.celery import app
from biblionet.kit import files
from reports import tasks
from reports.models import Build, Edition
from tests.factories.reports import BuildFactory, EditionFactory, small_dossier
from tests.processes import ROOT

State = Build.State


def kept_files():
    return sorted(path.name for path in Path(project.PRIVATE_DIR).glob("??/*"))


def long_contents(chapters=30):
    """Contents that take the press a while."""
    (chapter,) = small_dossier()["chapters"]
    words = {"runs": [{"text": "Een zin die het papier vult en verder niets wil zeggen. " * 40}]}
    block = {**chapter["blocks"][0], "paragraphs": [words] * 5}
    return small_dossier(
        chapters=[
            {"key": f"deel-{n}", "title": f"Deel {n}", "number": str(n), "blocks": [block]}
            for n in range(1, chapters + 1)
        ]
    )


def ring(build):
    tasks.ring(build.pk)


def state_of(build):
    return Build.objects.values_list("state", flat=True).get(pk=build.pk)


def children_of(pid):
    """Return the processes below a process, the deepest last."""
    found, waiting = [], [pid]
    while waiting:
        parent = waiting.pop()
        with suppress(FileNotFoundError, ProcessLookupError):
            for task in Path(f"/proc/{parent}/task").iterdir():
                below = [int(one) for one in (task / "children").read_text().split()]
                found += below
                waiting += below
    return found


def renderer_below(pid):
    """Return the process that prints, once it does."""
    for child in children_of(pid):
        with suppress(FileNotFoundError, ProcessLookupError):
            command = Path(f"/proc/{child}/cmdline").read_bytes()
            if b"biblionet.kit.pdf.worker" in command:
                return child
    return None


def wait_for(is_so, seconds=90):
    limit = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < limit, "it took too long"
        time.sleep(0.05)
    return found


def shorten_the_lease():
    """Let the row look as if half a minute had passed since its worker went away."""
    Build.objects.filter(state=State.RUNNING).update(
        lease_until=timezone.now() - timedelta(seconds=1)
    )


@pytest.mark.worker
@pytest.mark.sqlite
def test_a_worker_makes_the_file_while_its_stages_can_be_followed(worker):
    build = BuildFactory(edition__contents=long_contents())
    ring(build)

    stages = set()
    wait_for(lambda: stages.add(Build.objects.get(pk=build.pk).stage) or state_of(build) == "done")

    assert {"layout", "ready"} <= stages
    build.refresh_from_db()
    assert files.is_kept(build.sha256)


@pytest.fixture
def own_queue(tmp_path):
    """A queue and files that no other worker knows, so that we know whom we kill."""
    address = project.REDIS_URL and f"{project.REDIS_URL.partition('db=')[0]}db=60"
    return {"REDIS_URL": address, "BIBLIONET_DATA_DIR": str(tmp_path / "own")}


@pytest.mark.worker
@pytest.mark.sqlite
@pytest.mark.timeout(240)
@pytest.mark.parametrize("victim", ["worker", "renderer"])
def test_what_is_killed_halfway_is_finished_exactly_once(start_worker, own_queue, victim, tmp_path):
    build = BuildFactory(
        edition__contents=long_contents(), rung_at=timezone.now() - 2 * Build.RING_AGAIN
    )
    first = start_worker(**own_queue)  # finds the row when it starts: its message is lost
    renderer = wait_for(lambda: renderer_below(first.pid))
    wait_for(lambda: Build.objects.get(pk=build.pk).done > 2)

    if victim == "renderer":
        os.kill(renderer, signal.SIGKILL)
    else:
        first.kill()
        wait_for(lambda: not Path(f"/proc/{renderer}").exists())  # it does not outlive its worker
        shorten_the_lease()
        start_worker(**own_queue)  # no manual step

    wait_for(lambda: state_of(build) in {"done", "failed"}, seconds=150)
    build.refresh_from_db()
    assert (build.state, build.attempt) == (State.DONE, 2)
    files_there = [path.name for path in (tmp_path / "own" / "files").glob("??/*")]
    assert files_there == [build.sha256]
    assert Build.objects.filter(edition=build.edition).count() == 1


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
    assert (build.attempt, len(set(kept_files()) - before)) == (1, 1)


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
