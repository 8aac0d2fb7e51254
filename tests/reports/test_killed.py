"""A worker or its renderer killed halfway: the file is made exactly once, without a manual step."""

import os
import signal
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as project
from django.utils import timezone

from reports.models import Build
from tests.factories.reports import BuildFactory
from tests.reports.working import long_contents, state_of, wait_for

State = Build.State


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


def shorten_the_lease():
    """Let the row look as if half a minute had passed since its worker went away."""
    Build.objects.filter(state=State.RUNNING).update(
        lease_until=timezone.now() - timedelta(seconds=1)
    )


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
