"""What bin/portal and bin/test decide before they start anything."""

import ast
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT

sys.path.insert(0, str(ROOT / "bin"))

import checking
import machine
import running
import services


@pytest.mark.parametrize("command", ["portal", "test"])
def test_an_older_python_can_read_why_it_may_not_go_on(command):
    tree = ast.parse((ROOT / "bin" / command).read_text(), feature_version=(3, 4))

    first_import = next(node for node in tree.body if isinstance(node, ast.ImportFrom))
    refusal = next(node for node in tree.body if isinstance(node, ast.If))
    assert refusal.lineno < first_import.lineno


def test_without_root_a_missing_library_is_one_line_to_copy(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    there = machine.Need("libthere", lambda: True)
    missing = machine.Need("libmissing", lambda: False)

    with pytest.raises(machine.MissingError) as refusal:
        machine.install_what_is_missing([there, missing])

    lines = [line.strip() for line in str(refusal.value).splitlines() if "sudo" in line]
    assert lines == [
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends libmissing"
    ]


def test_a_library_is_looked_for_by_loading_it():
    assert machine.loads("libc.so.6")
    assert not machine.loads("libnobody-has-this.so.1")


def test_a_port_in_use_is_passed_over():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert port < machine.free_port(port) < port + 100


@pytest.fixture
def loads(monkeypatch, tmp_path) -> list[list[str]]:
    """What bin/portal would load into an empty data folder: the arguments of load_data."""
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> None:
        (tmp_path / "portal.sqlite3").touch()
        if "load_data" in command:
            asked.append(command[command.index("load_data") + 1 :])

    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(running, "DATA", tmp_path)
    monkeypatch.setattr(running, "run", run)
    monkeypatch.setattr(running, "fingerprint", lambda _files: "these files")
    return asked


@pytest.mark.parametrize(("with_example", "extra"), [(True, []), (False, ["--without-example"])])
def test_data_are_loaded_once(loads, with_example, extra):
    assert running.prepare(with_example=with_example) is with_example
    assert running.prepare(with_example=True) is with_example

    assert loads == [extra]


def test_newer_data_are_loaded_but_a_removed_example_does_not_return(loads, monkeypatch):
    running.prepare(with_example=True)
    monkeypatch.setattr(running, "fingerprint", lambda _files: "newer files")
    running.prepare(with_example=True)

    assert loads == [[], ["--without-example"]]


def test_an_emptied_data_folder_is_loaded_again(loads, tmp_path):
    running.prepare(with_example=True)
    (tmp_path / "portal.sqlite3").unlink()
    running.prepare(with_example=True)

    assert loads == [[], []]


def test_a_snap_stub_is_no_browser(monkeypatch, tmp_path):
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\nexec /snap/bin/chromium\n")
    stub.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(stub))
    assert services.browser() is None

    stub.write_bytes(b"\x7fELF and so on")
    assert services.browser() == stub


def test_no_browser_is_a_refusal_not_a_skip(monkeypatch):
    monkeypatch.setattr(services, "browser", lambda: None)
    monkeypatch.setattr(services.shutil, "which", lambda _name: None)

    with pytest.raises(machine.MissingError, match="No browser"):
        services.find_browser()


def test_settings_of_an_installation_do_not_reach_the_tests(monkeypatch):
    monkeypatch.setenv("BIBLIONET_PRODUCTION", "true")
    monkeypatch.setenv("ALLOWED_HOSTS", "portal.example")
    monkeypatch.setenv("DATABASE_URL", "postgres://production")

    env = checking.environment({"DATABASE_URL": "postgres:///test"})

    assert not {"BIBLIONET_PRODUCTION", "ALLOWED_HOSTS"} & env.keys()
    assert env["DATABASE_URL"] == "postgres:///test"


@pytest.mark.parametrize(
    ("name", "gated"),
    [
        ("libraries/rules.py", True),
        ("goals/actions/progress.py", True),
        ("reports/standing/numbers.py", True),
        ("reports/dossier.py", True),
        ("libraries/overviews.py", False),
        ("goals/transactions.py", False),
    ],
)
def test_rooms_whose_every_branch_is_tested(name, gated):
    assert bool(checking.GATED_ROOMS.search(name)) is gated


def test_holes_are_told_as_ranges_and_ways():
    assert checking.describe([3, 4, 5, 9], [[9, 10], [12, 0]]) == "3-5, 9, 12→exit"


@pytest.fixture
def measure(tmp_path):
    """Run a script that takes one way or both through a gated room, and measure it for real."""
    (tmp_path / "rules.py").write_text(
        "def say(much):\n    if much:\n        print('much')\n    print('said')\n"
    )

    def do(*ways):
        script = tmp_path / "script.py"
        script.write_text("import rules\n" + "".join(f"rules.say({way})\n" for way in ways))
        found = tmp_path / f"{len(list(tmp_path.iterdir()))}.json"
        command = [sys.executable, "-m", "slipcover", "--branch", "--json", "--source", "."]
        # A measurement that runs around this one is told by its environment, and stays out of it.
        env = {name: value for name, value in os.environ.items() if "SLIPCOVER" not in name}
        subprocess.run([*command, "--out", found, script], cwd=tmp_path, env=env, check=True)
        return found

    return do


def test_a_hole_in_a_gated_room_fails_the_run(measure, capsys):
    assert not checking.coverage_holds([measure(False), measure(False)], [])
    assert "rules.py: 3, 2→3" in capsys.readouterr().out


def test_a_way_that_is_never_left_out_is_a_hole_too(measure, capsys):
    assert not checking.coverage_holds([measure(True), measure(True)], [])
    assert "rules.py: 2→4" in capsys.readouterr().out


def test_what_either_run_takes_is_taken(measure, capsys):
    assert checking.coverage_holds([measure(False), measure(True)], [])
    assert "failed" not in capsys.readouterr().out


def test_a_file_that_no_run_read_is_a_hole(measure, capsys):
    both = [measure(True), measure(False)]

    assert not checking.coverage_holds(both, ["rules.py", "actions/new.py", "views.py"])
    told = capsys.readouterr().out
    assert "failed  actions/new.py: never read" in told
    assert "  views.py: never read" in told
    assert "rules.py" not in told


def test_what_ought_to_be_read_is_ours_without_tests_and_migrations():
    found = checking.our_source()

    assert {"libraries/rules.py", "biblionet/settings.py"} <= set(found)
    assert not [name for name in found if name.startswith("tests/") or "/migrations/" in name]


def test_a_run_without_a_measurement_fails(measure, tmp_path, capsys):
    assert not checking.coverage_holds([measure(True), tmp_path / "none.json"], [])
    assert "nothing was measured" in capsys.readouterr().out


def test_the_folder_of_a_test_run_can_be_reached_by_anybody(monkeypatch, tmp_path):
    hidden = tmp_path / "hidden"
    hidden.mkdir(mode=0o700)
    monkeypatch.setattr(services.tempfile, "gettempdir", lambda: str(hidden))

    with services.temporary_folder() as folder:
        assert all(each.stat().st_mode & 0o001 for each in (folder, *folder.parents))
        assert Path("/tmp") in folder.parents or Path("/var/tmp") in folder.parents
    assert not folder.exists()
