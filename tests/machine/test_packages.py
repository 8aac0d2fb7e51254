"""How bin/portal and bin/test come by the locked packages."""

import json
import subprocess
import sys

import pytest

from tests.processes import ROOT

sys.path.insert(0, str(ROOT / "bin"))

import machine
import packages


@pytest.mark.parametrize(
    ("text", "belongs"), [("#!{venv}/bin/python", True), ("#!/elsewhere/bin/python", False)]
)
def test_a_virtualenv_that_was_moved_is_made_again(monkeypatch, tmp_path, text, belongs):
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "lib" / f"python3.{sys.version_info.minor}").mkdir(parents=True)
    (venv / "bin" / "python").touch()
    (venv / "bin" / "pip").write_text(text.format(venv=venv))
    monkeypatch.setattr(packages, "VENV", venv)
    monkeypatch.setattr(packages, "PYTHON", venv / "bin" / "python")

    assert packages.belongs_here() is belongs


def test_a_virtualenv_that_holds_the_locks_is_left_alone(monkeypatch, tmp_path):
    stamp = tmp_path / "installed.json"
    stamp.write_text(
        json.dumps({lock: packages.fingerprint([ROOT / lock]) for lock in packages.LOCKS})
    )
    monkeypatch.setattr(packages, "VENV", tmp_path)
    monkeypatch.setattr(packages, "belongs_here", lambda: True)
    monkeypatch.setattr(packages, "run", lambda *_, **__: pytest.fail("installed something"))

    packages.make_virtualenv("requirements.txt")
    packages.make_virtualenv(*packages.LOCKS)


@pytest.fixture
def installed(monkeypatch):
    """Install with what works, and return what was done; pip has these settings of its own."""

    def do(*, works: tuple[str, ...], settings: str = "") -> list[str]:
        done: list[str] = []

        def run(_command: list[str], *, what: str) -> None:
            done.append(what)
            if what not in works:
                raise machine.MissingError(what)

        told = subprocess.CompletedProcess([], 0, stdout=settings)
        monkeypatch.setattr(packages, "run", run)
        monkeypatch.setattr(packages.subprocess, "run", lambda *_, **__: told)
        packages.install(packages.LOCKS)
        return done

    return do


FETCH, UV, PIP = "pip install uv", "uv pip install", "pip install, which needs a network,"


def test_packages_are_installed_with_uv(installed):
    assert installed(works=(FETCH, UV)) == [FETCH, UV]


@pytest.mark.parametrize("works", [(PIP,), (FETCH, PIP)], ids=["not to be had", "fails"])
def test_where_uv_does_not_work_pip_does(installed, works):
    assert installed(works=works)[-1] == PIP


@pytest.mark.parametrize("setting", ["global.index-url='x'", ":env:.no-index='1'"])
def test_who_told_pip_where_to_fetch_is_obeyed(installed, setting):
    assert installed(works=(FETCH, UV, PIP), settings=setting) == [PIP]


def test_an_index_beside_the_usual_one_changes_nothing(installed):
    assert installed(works=(FETCH, UV), settings="global.extra-index-url='x'") == [FETCH, UV]


def test_without_a_network_it_says_that_one_is_needed(installed):
    with pytest.raises(machine.MissingError, match="needs a network"):
        installed(works=())


def test_the_lock_says_which_uv(monkeypatch, tmp_path):
    (tmp_path / "requirements.txt").write_text("uvloop==1.0\n")
    (tmp_path / "requirements-dev.txt").write_text("ruff==1.0\nuv==2.0\n")
    monkeypatch.setattr(packages, "ROOT", tmp_path)

    assert packages.pinned("uv") == "uv==2.0"
