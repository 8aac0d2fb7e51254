"""How bin/portal and bin/test come by the locked packages."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT

sys.path.insert(0, str(ROOT / "bin"))

import machine
import packages


@pytest.mark.parametrize(
    ("pip", "python", "belongs"),
    [
        ("#!{venv}/bin/python", "exit 0", True),
        ("#!/elsewhere/bin/python", "exit 0", False),
        ("#!{venv}/bin/python", "exit 1", False),
    ],
    ids=["here", "moved", "its Python was replaced"],
)
def test_a_virtualenv_that_does_not_belong_here_is_made_again(
    monkeypatch, tmp_path, pip, python, belongs
):
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "pip").write_text(pip.format(venv=venv))
    (venv / "bin" / "python").write_text(f"#!/bin/sh\n{python}\n")
    (venv / "bin" / "python").chmod(0o755)
    monkeypatch.setattr(packages, "VENV", venv)
    monkeypatch.setattr(packages, "PYTHON", venv / "bin" / "python")

    assert packages.belongs_here() is belongs


def test_a_virtualenv_whose_python_is_gone_is_made_again(monkeypatch, tmp_path):
    monkeypatch.setattr(packages, "PYTHON", tmp_path / "python")

    assert not packages.belongs_here()


@pytest.mark.parametrize(
    ("name", "taken"),
    [("python3.11", True), ("python3.14", True), ("python3.9", False), ("python", False)],
)
def test_the_python_of_the_system_is_taken_where_it_is_new_enough(
    monkeypatch, tmp_path, name, taken
):
    (tmp_path / name).touch()
    (tmp_path / "python3").symlink_to(name)
    monkeypatch.setattr(machine, "SYSTEM_PYTHON", tmp_path / "python3")

    own = Path(sys.executable).resolve()
    assert machine.interpreter() == (tmp_path / name if taken else own)


def test_without_one_of_the_system_the_python_that_runs_is_taken(monkeypatch, tmp_path):
    (tmp_path / "python3").symlink_to("python3.11")
    monkeypatch.setattr(machine, "SYSTEM_PYTHON", tmp_path / "python3")

    assert machine.interpreter() == Path(sys.executable).resolve()


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
