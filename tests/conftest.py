"""What every test finds ready. Nothing here reaches beyond this machine.

Started by `bin/test`, tests run on PostgreSQL and Redis; started as plain `pytest`, on SQLite and a
folder as queue. Every process of pytest-xdist has a database, a Redis number, a queue and a data
folder of its own, so tests may run side by side.

- `data_dir`       the data folder of this test process (files, queue, logs), outside the project
- `worker`         a real Celery worker on the test's database and queue; needs `transactional_db`,
                   which it asks for. Ring a task and wait: `worker.wait_until(lambda: ...)`
- `start_worker`   starts one more worker that the test may stop or kill
- `portal`         the address of the portal served over HTTP on the test's database, with `worker`
- `page`           a page in Chromium at 1280 px, Dutch, that reaches only this machine; the test
                   fails when the page broke the content security policy or threw an error
- `without_scripts` the same with JavaScript switched off
- `sign_in`        `sign_in(page, user)` puts a session in the browser without typing a password
- `axe`            `axe(page)` fails with a readable list when accessibility rules are broken
- `argon2`         real password hashing, where it is what is tested
- `postbox`        where this process and its workers send mail: a real server that catches it, once
                   a test puts it on with `postbox.serving()`
- `drenthe`        the real data for a module, `example_year` with the example on top of it,
                   `served_year` the same for one test that commits: see tests/loaded.py

A browser test waits for what it looks at (`expect(…)`, `.wait_for()`): a click may return before
the page that it leads to is there. Mark tests that use `worker` with `@pytest.mark.worker` and
those that use `page` with `@pytest.mark.browser`. Factories lie in tests/factories, one file an
app.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import factory
import pytest
from django.conf import settings as project
from django.core.cache import cache, caches
from django.db import connection
from django.utils import translation
from pytest_socket import socket_allow_hosts

from tests.loaded import (  # noqa: F401  # fixtures, known everywhere by this
    drenthe,
    example_rows,
    example_year,
    one_load,
    real_rows,
    served_year,
)
from tests.mail import Postbox, free_port
from tests.processes import Worker

MARKS_OF_FIXTURES = {
    "database": {"db", "transactional_db"},
    "heavy": {"real_rows", "example_rows"},
    "walk": {"press", "sample"},
}
PATIENCE = 15_000  # milliseconds that a browser waits for what a test looks at, on a busy machine
# The walks that take longest, the longest first; what is wrong here costs only time.
LONGEST = ("test_every_page", "test_portal", "test_quarter", "test_roles", "test_limits")
# Said in the browser itself: to hand over all that was right takes longer than to look at it.
BROKEN_RULES = """options => axe.run(options).then(found => found.violations.flatMap(rule =>
    rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.html.slice(0, 200)}`)))"""
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--js-flags=--no-opt,--no-maglev",  # pages come and go: their scripts are not worth optimising
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


def pytest_configure(config: pytest.Config) -> None:
    """Cheap passwords before any user is made; the real hasher has a fixture.

    Static files are looked up when they are asked for, not listed anew for each client.
    """
    project.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    project.WHITENOISE_AUTOREFRESH = True


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what needs the database, loads all data or runs the engine, by what it asks for."""
    for mark, fixtures in MARKS_OF_FIXTURES.items():
        if fixtures & set(getattr(item, "fixturenames", ())):
            item.add_marker(mark)
    if item.get_closest_marker("django_db"):
        item.add_marker("database")
    if item.get_closest_marker("heavy") and not item.get_closest_marker("timeout"):
        item.add_marker(pytest.mark.timeout(300))  # the first that asks for the rows waits for them


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long goes first, so that no core is idle at the end.

    Of what needs loaded rows one file goes first and the others last: one process loads while the
    others have something else to do.
    """
    loading: list[Path] = []

    def turn(item: pytest.Item) -> int:
        marks = {mark.name for mark in item.iter_markers()}
        if marks & {"worker", "browser", "walk"}:
            long = item.path.stem in LONGEST
            return LONGEST.index(item.path.stem) - len(LONGEST) if long else 0
        if "heavy" not in marks:
            return 2
        loading.append(item.path)
        return 1 if item.path == loading[0] else 3

    items.sort(key=turn)


@pytest.hookimpl(trylast=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """No test reaches beyond this machine."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def worker_number(worker_id: str) -> int:
    """The number of this test process: 0 without pytest-xdist, then 1, 2 …"""
    return 0 if worker_id == "master" else int(worker_id.removeprefix("gw")) + 1


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """Before the test database is dropped, end what killed processes left connected to it."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session", autouse=True)
def own_place(data_dir: Path, worker_number: int) -> None:
    """Point files, cache and queue of this process to places nobody else uses."""
    from biblionet.celery import app

    project.DATA_DIR = data_dir
    project.PRIVATE_DIR = data_dir / "files"
    project.PRIVATE_DIR.mkdir()
    if project.REDIS_URL:
        project.REDIS_URL = project.REDIS_URL.replace("db=0", f"db={worker_number}")
        project.CACHES["default"]["LOCATION"] = project.REDIS_URL
        app.conf.broker_url = project.CELERY_BROKER_URL.replace("=0", f"={worker_number}")
    else:
        project.CACHES["default"]["LOCATION"] = str(data_dir / "cache")
        for folder in ("messages", "control"):
            (data_dir / "queue" / folder).mkdir(parents=True)
        app.conf.broker_transport_options = {
            **project.CELERY_BROKER_TRANSPORT_OPTIONS,
            "data_folder_in": str(data_dir / "queue" / "messages"),
            "data_folder_out": str(data_dir / "queue" / "messages"),
            "control_folder": str(data_dir / "queue" / "control"),
        }
    with suppress(AttributeError):
        del caches["default"]  # made from the settings before this process had a place of its own


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, data_dir: Path
) -> None:
    """Keep the SQLite test database in a file, so that a worker sees it too."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(data_dir / "test.sqlite3")


@pytest.fixture(autouse=True)
def in_dutch_with_nothing_remembered(own_place: None) -> Iterator[None]:
    """Every test starts in Dutch and with an empty cache: limits do not add up over tests."""
    cache.clear()
    with translation.override("nl"):
        yield


@pytest.fixture(autouse=True)
def numbered_from_the_start() -> None:
    """In every test factories number what they make from the start, whatever ran before it."""
    for each in every_factory():
        each.reset_sequence(force=True)


def every_factory(
    above: type = factory.django.DjangoModelFactory,
) -> Iterator[type[factory.Factory]]:
    for each in above.__subclasses__():
        yield each
        yield from every_factory(each)


@pytest.fixture(scope="session")
def mail_port() -> int:
    return free_port()


@pytest.fixture
def postbox(mail_port: int, settings: object) -> Postbox:
    """A mail server that keeps what it gets; without `serving()` nobody answers there."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_port
    return Postbox(mail_port)


@pytest.fixture
def argon2(settings: object) -> None:
    """Hash passwords as in production."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


# Workers


@pytest.fixture(scope="session")
def process_environment(django_db_setup: None, data_dir: Path, mail_port: int) -> dict[str, str]:
    """The environment for another process on the database and queue of this test process."""
    name = str(connection.settings_dict["NAME"])
    address = os.environ.get("DATABASE_URL")
    database = (
        urlsplit(address)._replace(path=f"/{name}").geturl() if address else f"sqlite:///{name}"
    )
    return {
        **os.environ,
        "DATABASE_URL": database,
        "REDIS_URL": project.REDIS_URL,
        "SECRET_KEY": project.SECRET_KEY,
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "BIBLIONET_DATA_DIR": str(data_dir),
    }


@pytest.fixture(scope="session")
def lasting_worker(process_environment: dict[str, str], data_dir: Path) -> Iterator[Worker]:
    """One worker for all tests of this process; `worker` lends it to a test."""
    started = Worker(process_environment, data_dir / "worker.log")
    yield started
    started.stop()


@pytest.fixture
def worker(transactional_db: None, lasting_worker: Worker) -> Worker:
    """A real Celery worker with an empty queue."""
    from biblionet.celery import app

    app.control.purge()
    lasting_worker.wait_until_ready()
    return lasting_worker


@pytest.fixture
def start_worker(
    transactional_db: None, process_environment: dict[str, str], tmp_path: Path
) -> Iterator[Callable[..., Worker]]:
    """Start workers that this test may stop or kill; extra settings of the environment as names."""
    started: list[Worker] = []

    def start(**environment: str) -> Worker:
        log = tmp_path / f"worker-{len(started)}.log"
        started.append(Worker({**process_environment, **environment}, log))
        started[-1].wait_until_ready()
        return started[-1]

    yield start
    for one in started:
        one.kill()  # how a worker stops when asked is tested with the commands


# The browser


@pytest.fixture
def portal(live_server: object, worker: Worker, settings: object) -> str:
    """The address of the portal, served on this test's database, with a worker behind it."""
    settings.PORTAL_ADDRESS = live_server.url
    return str(live_server.url)


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """Chromium, started once. No Chromium is a failure: these tests are never skipped."""
    from playwright.sync_api import expect, sync_playwright

    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if program is None:
        pytest.fail("No Chromium on this machine: bin/test says how to install it.", pytrace=False)
    expect.set_options(timeout=PATIENCE)
    # Playwright keeps an event loop in this thread; Django would refuse its database here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(chromium: object, live_server: object) -> Iterator[object]:
    """A page of a fresh browser that knows no cookie; addresses may be written from the root."""
    context = chromium.new_context(
        base_url=live_server.url,
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        viewport={"width": 1280, "height": 900},
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.extend(violations(line.text)))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def without_scripts(chromium: object, live_server: object) -> Iterator[object]:
    """A page of the same browser with JavaScript switched off."""
    context = chromium.new_context(
        base_url=live_server.url,
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        java_script_enabled=False,
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def violations(text: str) -> list[str]:
    """Return the line of the console when it tells of a broken policy."""
    return [text] if "Content Security Policy" in text else []


@pytest.fixture
def sign_in(client: object, live_server: object) -> Callable[[object, object], None]:
    """Put somebody's session in the browser, as after signing in."""

    def do(page: object, user: object) -> None:
        client.force_login(user, backend=project.AUTHENTICATION_BACKENDS[0])
        session = client.cookies[project.SESSION_COOKIE_NAME].value
        cookie = {"name": project.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
        page.context.add_cookies([cookie])

    return do


@pytest.fixture
def axe() -> Callable[[object], None]:
    """Check a page against the accessibility rules of WCAG 2.2 A and AA."""
    from axe_playwright_python.base import AXE_SCRIPT

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    # No rule of these tags reads the style sheets; to hand them to the rules takes a sixth of it.
    options = {"runOnly": tags, "resultTypes": ["violations"], "preload": {"assets": ["media"]}}

    def check(page: object) -> None:
        if not page.evaluate("'axe' in window"):
            page.add_init_script(AXE_SCRIPT)  # the next pages bring it along, which costs less
            page.evaluate(AXE_SCRIPT)
        assert page.evaluate(BROKEN_RULES, options) == []

    return check
