"""The virtualenv of this checkout, with exactly the locked packages in it."""

import json
import re
import subprocess
import sys
import tempfile
from contextlib import suppress

from machine import PYTHON, ROOT, MissingError, fingerprint, interpreter, run, step

VENV = PYTHON.parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")


def make_virtualenv(*locks: str) -> None:
    """Make .venv and install the locked packages, unless it holds exactly these already."""
    stamp = VENV / "installed.json"
    installed = json.loads(stamp.read_text()) if stamp.exists() and belongs_here() else {}
    wanted = {lock: fingerprint([ROOT / lock]) for lock in locks}
    if wanted.items() <= installed.items():
        return
    if not belongs_here():
        with step("making the virtualenv .venv"):
            run([interpreter(), "-m", "venv", "--clear", VENV], what="python -m venv")
    with step(f"installing the packages of {' and '.join(locks)} (ten seconds to a minute)"):
        install(locks)
    stamp.write_text(json.dumps(wanted))


def belongs_here() -> bool:
    """Tell whether .venv was made in this very folder, with a Python that is still there."""
    pip = VENV / "bin" / "pip"
    if not (PYTHON.exists() and pip.exists() and str(VENV) in pip.read_text()):
        return False
    look = [str(PYTHON), "-c", "import pip"]
    return subprocess.run(look, capture_output=True, check=False).returncode == 0


def install(locks: tuple[str, ...]) -> None:
    """Install with uv, which takes a quarter of the time; where that cannot be done, with pip."""
    files = [part for lock in locks for part in ("-r", str(ROOT / lock))]
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
    with_pip = [*pip, "install", "-q", "--no-input"]
    # Python compiles what is imported, a small part of all, unless it may not write that down.
    all_compiled = sys.dont_write_bytecode
    if not has_own_index(pip):
        with suppress(MissingError), tempfile.TemporaryDirectory() as folder:
            fetch = [*with_pip, "--no-compile", "--target", folder, pinned("uv")]
            run(fetch, what="pip install uv")
            uv = [f"{folder}/bin/uv", "pip", "install", "-q", "--python", str(PYTHON)]
            compiled = ["--compile-bytecode"] if all_compiled else []
            run([*uv, *compiled, *files], what="uv pip install")
            return
    compiled = [] if all_compiled else ["--no-compile"]
    run([*with_pip, *compiled, *files], what="pip install, which needs a network,")


def has_own_index(pip: list[str]) -> bool:
    """Tell whether pip was told to fetch packages elsewhere; uv does not read its settings."""
    told = subprocess.run([*pip, "config", "list"], capture_output=True, text=True, check=False)
    return re.search(r"\.index-url=|\.no-index=", told.stdout) is not None


def pinned(name: str) -> str:
    """Return the line that pins a package."""
    locked = [line for lock in LOCKS for line in (ROOT / lock).read_text().splitlines()]
    return next(line for line in locked if line.startswith(f"{name}=="))
