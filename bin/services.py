"""The servers that tests need, as long as they run: PostgreSQL, Redis and a browser."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from machine import ROOT, Child, MissingError, Need, run, say, step, unprivileged

# Debian builds the first from its Chromium: without windows it asks less of the machine.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Ubuntu's chromium package only points at a snap, which no container can start.
SPARTICUZ = ROOT / "var" / "chromium"
SPARTICUZ_VERSION = "153.0.0"

CLUSTER = ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
CARELESS = (
    "--listen_addresses=",
    "--fsync=off",
    "--synchronous_commit=off",
    "--full_page_writes=off",
    "--max_connections=200",
)


def postgres_folder() -> Path | None:
    """Return where the newest PostgreSQL server lies: Debian's own folders before the PATH."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(debian, key=lambda path: float(path.parts[-3]), reverse=True)
    other = shutil.which("initdb")
    found = newest[0] if newest else Path(other) if other else None
    return found.parent if found else None


def is_ubuntu() -> bool:
    """Tell whether this is Ubuntu, or made from it."""
    release = Path("/etc/os-release")
    return release.exists() and "ubuntu" in release.read_text().lower()


def browser() -> Path | None:
    """Return a Chromium that starts, or None."""
    named = os.environ.get("CHROMIUM")
    names = [named] if named else BROWSERS
    for name in names:
        found = shutil.which(name)
        if found and b"snap" not in Path(found).resolve().read_bytes()[:4096]:
            return Path(found)
    return None


def needed_to_test() -> tuple[Need, ...]:
    """Return the system packages of servers and tools, as this distribution names them."""
    tools = (
        Need("postgresql", lambda: postgres_folder() is not None),
        Need("redis-server", lambda: shutil.which("redis-server") is not None),
        Need("poppler-utils", lambda: shutil.which("pdftotext") is not None),  # reads what we print
    )
    if not is_ubuntu():
        return (*tools, Need("chromium-headless-shell", lambda: browser() is not None))
    return (
        *tools,
        Need("npm", lambda: bool(browser() or shutil.which("npm"))),
        Need("libnss3", lambda: bool(browser() or shutil.which("npm"))),
    )


def find_browser() -> Path:
    """Return the Chromium for the tests; on Ubuntu the one that npm's package brings along."""
    found = browser()
    if found:
        return found
    if shutil.which("npm") is None:
        raise MissingError("No browser: the tests need Debian's Chromium, or npm to install one.")
    if not (SPARTICUZ / "node_modules").exists():
        with step("installing Chromium from npm"):
            SPARTICUZ.mkdir(parents=True, exist_ok=True)
            package = f"@sparticuz/chromium@{SPARTICUZ_VERSION}"
            run(["npm", "install", "--prefix", SPARTICUZ, package], what="npm install")
    unpack = "import('@sparticuz/chromium').then(m => m.default.executablePath())"
    env = os.environ | {"TMPDIR": str(SPARTICUZ)}  # it unpacks into the temporary folder, once
    run(["node", "-e", unpack], what="unpacking Chromium", env=env, cwd=SPARTICUZ)
    return SPARTICUZ / "chromium"


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Make a folder that an unprivileged server can reach, and remove it afterwards."""
    for parent in (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")):
        if all(folder.stat().st_mode & 0o001 for folder in (parent, *parent.parents)):
            break
    folder = Path(tempfile.mkdtemp(prefix="portal-test-", dir=parent))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start_postgres(folder: Path, started: list[Child]) -> str:
    """Start a PostgreSQL on a socket in the folder, quick and careless, and return its address."""
    programs = postgres_folder()
    assert programs is not None
    home, user = folder / "pg", unprivileged()
    home.mkdir(mode=0o700)
    if user:
        shutil.chown(home, user, "nogroup" if user == "nobody" else user)
    data = home / "data"
    make = Child(
        "PostgreSQL cluster",
        [programs / "initdb", "-D", data, "-U", "portal", *CLUSTER],
        log=folder / "postgres.log",
        user=user,
        cwd=home,
    )
    if make.process.wait(120):
        raise MissingError(f"{make.said()}\nPostgreSQL could not make its data folder.")
    server = Child(
        "PostgreSQL",
        [programs / "postgres", "-D", data, "-k", home, *CARELESS],
        log=folder / "postgres.log",
        user=user,
        cwd=home,
    )
    started.append(server)
    server.wait_until(lambda: "ready to accept connections" in server.said())
    run([programs / "createdb", f"--host={home}", "-U", "portal", "portal"], what="createdb")
    return f"postgres:///portal?host={home}&user=portal"


def start_redis(folder: Path, started: list[Child]) -> str:
    """Start a Redis on a socket in the folder, that keeps nothing, and return its address."""
    server = shutil.which("redis-server")
    assert server is not None
    sock = folder / "redis.sock"
    command = [server, "--port", "0", "--unixsocket", str(sock), "--save", "", "--appendonly", "no"]
    child = Child(
        "Redis",
        [*command, "--databases", "64", "--dir", str(folder)],
        log=folder / "redis.log",
        cwd=folder,
    )
    started.append(child)
    child.wait_until(sock.exists)
    return f"unix://{sock}?db=0"


def places_in(folder: Path) -> dict[str, str]:
    """Make room for what tests and browsers leave behind, so that it goes with the folder."""
    places = {"TMPDIR": "t", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache"}
    for name in places.values():
        (folder / name).mkdir()
    return {variable: str(folder / name) for variable, name in places.items()}


@contextmanager
def servers(started: list[Child]) -> Iterator[dict[str, str]]:
    """Start what the tests need; yield the environment that points at it."""
    chromium = find_browser()
    with temporary_folder() as folder:
        try:
            yield {
                "DATABASE_URL": start_postgres(folder, started),
                "REDIS_URL": start_redis(folder, started),
                "CHROMIUM": str(chromium),
                "TEST_FOLDER": str(folder),
                **places_in(folder),
            }
        finally:
            while started:
                started.pop().stop(with_signal=signal.SIGINT)  # PostgreSQL: do not wait for clients
            say("")
