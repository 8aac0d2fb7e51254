"""Production in miniature, as docker-compose.yml tells it, started without containers.

Commands, environment and health checks are read from that file and from the Dockerfile. Only what a
container would bring is mapped: host names, port, folders, and the variables of .env.
"""

import http.client
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
import yaml

from tests.processes import ROOT, Process, wait_until

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DOT_ENV = {
    "POSTGRES_PASSWORD": "not used on a socket",
    "SECRET_KEY": "a-key-for-this-test-only-of-more-than-fifty-characters-",
    "ALLOWED_HOSTS": "portal.example,other.example",
    "PORTAL_ADDRESS": "https://portal.example",
    "EMAIL_URL": "smtp://mail.example:25",
    "DEFAULT_FROM_EMAIL": "portal@example.org",
}

pytestmark = pytest.mark.worker


class Containers:
    """Starts services of docker-compose.yml as processes of this machine."""

    def __init__(self, folder: Path, mapped: dict[str, str]) -> None:
        self.folder = folder
        self.mapped = mapped
        self.running: dict[str, Process] = {}

    def fill_in(self, text: str) -> str:
        """Do what compose does with ${NAME} and $$, then map what a container would bring."""
        text = re.sub(r"(?<!\$)\$\{(\w+)(?::\?|:-([^}]*))?\}", self.variable, text)
        for inside, outside in self.mapped.items():
            text = text.replace(inside, outside)
        return text.replace("$$", "$")

    @staticmethod
    def variable(found: re.Match[str]) -> str:
        name, default = found.groups()
        return DOT_ENV[name] if default is None else DOT_ENV.get(name, default)

    def environment(self, service: str) -> dict[str, str]:
        own = {
            name: self.fill_in(value) for name, value in SERVICES[service]["environment"].items()
        }
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        return {"PATH": path, "HOSTNAME": socket.gethostname(), "LANG": "C.UTF-8", **own}

    def start(self, service: str) -> Process:
        command = [self.fill_in(part) for part in SERVICES[service]["command"]]
        log = self.folder / f"{service}.log"
        command[0] = str(Path(sys.executable).parent / command[0])
        self.running[service] = Process(command, self.environment(service), log)
        return self.running[service]

    def is_healthy(self, service: str) -> bool:
        """Run the health check of a service as the engine would."""
        kind, *command = SERVICES[service]["healthcheck"]["test"]
        command = [self.fill_in(part) for part in command]
        if kind == "CMD-SHELL":
            command = ["sh", "-c", *command]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment(service), capture_output=True, check=False
        )
        return done.returncode == 0


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """An empty database beside the tests' own; its address."""
    address = os.environ.get("DATABASE_URL", "")
    if not address:
        pytest.skip("needs the PostgreSQL and Redis that bin/test starts")
    name = f"compose_{os.getpid()}"
    server = psycopg2.connect(f"{address.replace('postgres:', 'postgresql:')}")
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield urlsplit(address)._replace(path=f"/{name}").geturl()
    with server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


@pytest.fixture(scope="module")
def containers(
    database: str, worker_number: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Containers]:
    folder = tmp_path_factory.mktemp("compose")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = SERVICES["web"]["environment"]
    redis = os.environ["REDIS_URL"].replace("db=0", f"db={worker_number + 32}")
    services = Containers(folder, {})
    services.mapped = {
        services.fill_in(environment["DATABASE_URL"]): database,
        environment["REDIS_URL"]: redis,
        "/srv/data": str(folder / "data"),
        "/tmp/build": str(folder / "build"),
        "/srv/static": str(folder / "static"),
        "0.0.0.0:8000": f"127.0.0.1:{port}",
        "127.0.0.1:8000": f"127.0.0.1:{port}",
    }
    yield services
    for process in services.running.values():
        process.stop()


@pytest.fixture(scope="module")
def up(containers: Containers) -> Containers:
    """Everything started in the order of `depends_on`: built, migrated, then the three."""
    build = re.search(
        r"RUN (SECRET_KEY=.*?) \\\n    && rm", (ROOT / "Dockerfile").read_text(), re.DOTALL
    )
    line = containers.fill_in(build[1].replace("\\\n", " "))
    subprocess.run(["sh", "-c", line], cwd=ROOT, env=containers.environment("web"), check=True)
    migrate = containers.start("migrate")
    assert migrate.popen.wait(120) == 0, migrate.said()
    for service in ("web", "worker", "beat"):
        containers.start(service)
    return containers


@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_a_service_becomes_healthy(up, service):
    process = up.running[service]

    process.wait_until(lambda: up.is_healthy(service), seconds=60)


@pytest.mark.parametrize("service", ["worker", "web", "beat"])
def test_a_health_check_notices_that_the_service_is_gone(up, service):
    up.running[service].wait_until(lambda: up.is_healthy(service), seconds=60)

    up.running[service].stop()
    if service == "beat":
        for tick in Path(up.environment("beat")["BIBLIONET_DATA_DIR"]).glob("beat-schedule*"):
            os.utime(tick, (0, 0))

    wait_until(lambda: not up.is_healthy(service), seconds=30)
    up.start(service)


def test_a_passer_by_gets_https_and_the_sign_in_page(up):
    up.running["web"].wait_until(lambda: up.is_healthy("web"), seconds=60)
    door = http.client.HTTPConnection(up.mapped["127.0.0.1:8000"], timeout=10)

    door.request("GET", "/", headers={"Host": "portal.example"})
    plain = door.getresponse()
    plain.read()
    secure = {"Host": "portal.example", "X-Forwarded-Proto": "https"}
    door.request("GET", "/", headers=secure)
    answer = door.getresponse()
    answer.read()
    door.close()

    assert (plain.status, plain.headers["Location"]) == (301, "https://portal.example/")
    assert (answer.status, answer.headers["Location"]) == (302, "/account/login/?next=/")


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_a_service_says_how_it_stops_and_whether_it_is_well(service):
    told = SERVICES[service]

    assert told.get("healthcheck") or service == "migrate"
    assert told.get("stop_grace_period") == "60s" or service == "redis"
    assert ("REMAP_SIGTERM" in told.get("environment", {})) is (service == "worker")
