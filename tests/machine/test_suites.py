"""How bin/test starts runs of pytest, stops them, and adds them up."""

import signal
import sys

import pytest

from tests.processes import ROOT, wait_until

sys.path.insert(0, str(ROOT / "bin"))

import suites

RESULTS = '<testsuites><testsuite tests="7" skipped="1" failures="{}" errors="1"/></testsuites>'


@pytest.fixture
def env(tmp_path) -> dict[str, str]:
    return {"TEST_FOLDER": str(tmp_path)}


@pytest.fixture
def runs(monkeypatch):
    """Let a short program stand for pytest; it finds where results belong in sys.argv."""

    def do(program: str) -> None:
        def command(_arguments, *, results, **_):
            return [sys.executable, "-c", program, str(results)]

        monkeypatch.setattr(suites, "pytest", command)

    return do


def beside(env, tmp_path, tally):
    name = "Beside"
    return suites.beside(name, [], env=env, tally=tally, measure=tmp_path / "measured.json")


def test_what_ran_beside_is_shown_after_it_and_added_up(runs, env, tmp_path, capsys):
    runs(f"import sys; print('seen'); open(sys.argv[1], 'w').write('{RESULTS.format(2)}')")
    tally = suites.Tally()

    with beside(env, tmp_path, tally):
        suites.say("in the meantime")

    told = capsys.readouterr().out
    assert told.split() == ["in", "the", "meantime", "Beside", "seen"]
    assert (tally.passed, tally.failed) == (3, 3)


@pytest.mark.parametrize("aside", [False, True])
def test_a_run_that_breaks_off_without_results_has_failed(runs, env, tmp_path, aside):
    runs("import sys; sys.exit(4)")
    tally = suites.Tally()

    if aside:
        with beside(env, tmp_path, tally):
            pass
    else:
        suites.run_pytest("Run", [], env=env, tally=tally)

    assert (tally.passed, tally.failed) == (0, 1)


def test_when_asked_to_stop_it_may_clean_up_and_nothing_is_left(runs, env, tmp_path):
    program = (
        "import pathlib, signal, sys, time; place = pathlib.Path(sys.argv[1]).parent\n"
        "try:\n    (place / 'began').touch(); time.sleep(60)\n"
        "except KeyboardInterrupt:\n    (place / 'cleaned').touch()"
    )
    runs(program)

    def stop_halfway() -> None:
        with beside(env, tmp_path, suites.Tally()):
            wait_until((tmp_path / "began").exists)
            raise SystemExit(128 + signal.SIGTERM)

    with pytest.raises(SystemExit):
        stop_halfway()

    assert (tmp_path / "cleaned").exists()
