"""From a frozen edition to a file, with the real press."""

import errno
import resource
import signal
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings as project
from django.db import connections

from biblionet.kit import files
from reports import actions
from reports.models import Build
from tests.factories.reports import BuildFactory, small_dossier

pytestmark = pytest.mark.heavy
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


def wait_for(is_so, seconds=90):
    limit = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < limit, "it took too long"
        time.sleep(0.05)
    return found


@pytest.fixture
def own_files(settings, tmp_path):
    """A folder of its own for the files; workers of other processes do not know it."""
    settings.PRIVATE_DIR = tmp_path / "files"


# Without a worker


@pytest.mark.django_db
@pytest.mark.usefixtures("own_files")
def test_the_press_makes_an_accessible_file_and_the_row_tells_of_it():
    build = BuildFactory()

    assert actions.produce(build.pk) is False

    build.refresh_from_db()
    assert (build.state, build.stage, build.checks) == (State.DONE, "ready", [])
    assert build.pages >= 4
    assert "weasyprint" in {name.lower() for name in build.engine}
    assert kept_files() == [build.sha256]
    assert files.path_of(build.sha256).read_bytes().startswith(b"%PDF-")


@pytest.mark.django_db
@pytest.mark.usefixtures("own_files")
def test_the_same_edition_gives_the_same_bytes():
    first = BuildFactory()
    actions.produce(first.pk)
    first.refresh_from_db()
    Build.objects.update(state=State.FAILED, failure="engine", sha256="")

    second = BuildFactory(edition=first.edition)
    actions.produce(second.pk)

    second.refresh_from_db()
    assert second.sha256 == first.sha256


@pytest.mark.django_db
@pytest.mark.usefixtures("own_files")
def test_producing_twice_does_nothing_the_second_time():
    build = BuildFactory()
    actions.produce(build.pk)
    before = Build.objects.values().get()

    assert actions.produce(build.pk) is False
    assert Build.objects.values().get() == before


@pytest.mark.django_db
@pytest.mark.usefixtures("own_files")
@pytest.mark.parametrize(
    ("name", "value", "failure"), [("RENDER_SECONDS", 1, "time"), ("RENDER_MEGABYTES", 40, None)]
)
def test_a_report_that_takes_too_much_fails_with_why(settings, name, value, failure):
    setattr(settings, name, value)
    build = BuildFactory(edition__contents=long_contents(120 if failure else 1))

    while actions.produce(build.pk):
        pass

    build.refresh_from_db()
    assert build.state == State.FAILED
    assert build.failure == failure if failure else build.failure in {"memory", "engine"}
    assert kept_files() == []


@pytest.mark.django_db
@pytest.mark.usefixtures("own_files")
def test_a_full_disk_fails_with_why_and_leaves_nothing():
    """The kernel refuses to write beyond a limit, as on a disk without room."""
    build = BuildFactory()
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (9000, limit[1]))
    try:
        again = actions.produce(build.pk)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, handler)

    build.refresh_from_db()
    assert (again, build.state, build.failure) == (False, State.FAILED, "no_room")
    assert list(Path(project.PRIVATE_DIR).glob("**/*")) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("own_files")
def test_a_disk_without_room_for_one_more_file_fails_with_why(monkeypatch):
    """Only a mounted disk could do this for real, and tests may not mount one."""

    def refuse(**_where):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.tempfile, "mkstemp", refuse)
    build = BuildFactory()

    assert actions.produce(build.pk) is False

    build.refresh_from_db()
    assert (build.state, build.failure) == (State.FAILED, "no_room")


@pytest.mark.django_db
@pytest.mark.usefixtures("own_files")
def test_contents_that_cannot_be_read_are_tried_again_and_then_fail():
    build = BuildFactory(edition__contents={"not": "a dossier"})

    for _ in range(3):
        with pytest.raises(Exception, match=r"missing required field|unknown field"):
            actions.produce(build.pk)

    build.refresh_from_db()
    assert (build.state, build.failure, build.attempt) == (State.FAILED, "engine", 3)
    assert "ValidationError" in build.failure_details


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("own_files")
def test_who_loses_the_row_while_printing_stops_and_leaves_nothing():
    build = BuildFactory(edition__contents=long_contents())

    def take_over():
        wait_for(lambda: Build.objects.filter(stage="layout", done__gt=1).exists())
        Build.objects.update(token=Build.new_token())
        connections.close_all()

    thread = threading.Thread(target=take_over)
    thread.start()
    assert actions.produce(build.pk) is False
    thread.join()

    build.refresh_from_db()
    assert (build.state, build.stage) == (State.RUNNING, "layout")
    assert list(Path(project.PRIVATE_DIR).iterdir()) == []
