"""Whatever is printed, it ends: within its limits, with one clear problem, and nothing left."""

import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from biblionet.kit.pdf import Document, PdfError, Problem, print_in_own_process, process
from tests.kit.pdf.conftest import Press
from tests.kit.pdf.sample import document, of_html

pytestmark = pytest.mark.walk

SVG_BOMB = (
    '<svg viewBox="0 0 9 9"><title>x</title><g id="a0"><path d="M0 0H9"/></g>'
    + "".join(
        f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 9)
    )
    + "</svg>"
)  # fmt: skip
WIDE_CELL = '<table><tr><td colspan="1000000">x</td></tr></table>'
LONG_TABLE = f"<table>{'<tr><td>a</td><td>b</td><td>c</td></tr>' * 20_000}</table>"
ENDLESS = of_html(f"<h1>Kop</h1>{SVG_BOMB}")


@pytest.fixture(autouse=True)
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let work folders be made here, and see that none stays."""
    place = tmp_path / "workshop"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    yield place
    assert list(place.iterdir()) == []


def problem_of(printing: Callable[[], object]) -> Problem:
    with pytest.raises(PdfError) as refused:
        printing()
    assert refused.value.sentence
    return refused.value.problem


def children() -> set[int]:
    """Return the presses that this process started and that still run."""
    tasks = Path(f"/proc/{os.getpid()}/task").iterdir()
    started = {int(pid) for task in tasks for pid in (task / "children").read_text().split()}
    return {pid for pid in started if b"biblionet.kit.pdf" in command_of(pid)}


def command_of(pid: int) -> bytes:
    """Return the command line of a process; nothing when it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


# --- documents that would never end ------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(SVG_BOMB, id="drawing that uses itself"),
        pytest.param(WIDE_CELL, id="cell of a million columns", marks=pytest.mark.night),
        pytest.param(LONG_TABLE, id="table of 20,000 rows", marks=pytest.mark.night),
    ],
)
def test_a_bomb_ends_in_time(body: str, press: Press) -> None:
    started = time.monotonic()
    problem = problem_of(lambda: press(of_html(f"<h1>Kop</h1>{body}"), seconds=6, megabytes=1000))
    assert problem in (Problem.TIME, Problem.MEMORY)
    assert time.monotonic() - started < 10


@pytest.mark.night
def test_deep_nesting_is_named(press: Press) -> None:
    body = "<div>" * 2000 + "<p>x</p>" + "</div>" * 2000
    assert problem_of(lambda: press(of_html(body))) is Problem.NESTING


@pytest.mark.parametrize("megabytes", [60, 150, 200])
def test_too_little_memory_is_named(megabytes: int, press: Press) -> None:
    assert problem_of(lambda: press(document(), megabytes=megabytes)) is Problem.MEMORY


@pytest.mark.night
def test_a_document_that_grows_out_of_its_memory_is_named(press: Press) -> None:
    rows = "<tr><td>a</td><td>b</td><td>c</td></tr>" * 4000
    long = of_html(f"<h1>Kop</h1><table>{rows}</table>")
    assert problem_of(lambda: press(long, megabytes=370)) is Problem.MEMORY


@pytest.mark.night
def test_two_hundred_thousand_words_are_no_bomb(press: Press) -> None:
    paragraphs = "".join(f"<p>{'woord ' * 1000}</p>" for _ in range(200))
    printed = press(of_html(f"<h1>Kop</h1>{paragraphs}"), seconds=115, megabytes=1000)
    assert printed.result.pages > 100
    assert printed.result.findings == ()


@pytest.mark.night
def test_a_huge_picture_is_refused(press: Press, tmp_path: Path) -> None:
    huge = tmp_path / "huge.png"
    Image.new("1", (20_000, 20_000)).save(huge)
    bomb = of_html('<h1>Kop</h1><img src="huge.png" alt="x">')
    bomb = replace(bomb, files={**bomb.files, "huge.png": huge})
    assert problem_of(lambda: press(bomb, megabytes=1000)) in (Problem.MARKUP, Problem.MEMORY)


def test_the_next_document_is_printed_after_a_bomb(press: Press) -> None:
    with pytest.raises(PdfError):
        press(ENDLESS, seconds=3)
    assert press(of_html("<h1>Kop</h1><p>Tekst</p>")).result.findings == ()


def test_more_pages_than_fit_are_refused() -> None:
    from biblionet.kit.pdf import layout

    page = SimpleNamespace(anchors={})
    chapters = [SimpleNamespace(pages=[page] * 334)] * 3
    long = of_html("<p>1</p>", "<p>2</p>", "<p>3</p>")
    assert problem_of(lambda: layout._number_pages(long, chapters)) is Problem.LENGTH


# --- the caller's side --------------------------------------------------------------------------


def test_the_caller_hears_something_while_nothing_happens(
    press: Press, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert process._HEARTBEAT < 5
    monkeypatch.setattr(process, "_HEARTBEAT", 0.2)
    heard: list[tuple[str, int, int]] = []
    with pytest.raises(PdfError):
        print_in_own_process(
            ENDLESS,
            target=tmp_path / "never.pdf",
            seconds=5,
            megabytes=1500,
            on_stage=lambda *stage: heard.append(stage),
        )
    assert heard.count(heard[-1]) >= 5


def test_a_caller_that_gives_up_stops_the_process(tmp_path: Path) -> None:
    class LeaseLostError(Exception):
        pass

    def give_up(*_stage: object) -> None:
        raise LeaseLostError

    with pytest.raises(LeaseLostError):
        print_in_own_process(
            document(),
            target=tmp_path / "never.pdf",
            seconds=60,
            megabytes=1500,
            on_stage=give_up,
        )
    assert children() == set()
    assert not (tmp_path / "never.pdf").exists()


def test_a_process_that_is_killed_is_a_problem_not_a_wait(tmp_path: Path) -> None:
    def kill(*_stage: object) -> None:
        for child in children():
            os.kill(child, signal.SIGKILL)

    target = tmp_path / "never.pdf"
    printing = partial(print_in_own_process, ENDLESS, target=target, seconds=60, megabytes=1500)
    assert problem_of(partial(printing, on_stage=kill)) is Problem.MEMORY


def test_the_process_dies_with_its_parent(tmp_path: Path, workshop: Path) -> None:
    """Also when the parent has no time to say goodbye."""
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
        "from biblionet.kit.pdf import print_in_own_process\n"
        "from tests.kit.pdf.test_limits import ENDLESS\n"
        "print_in_own_process(ENDLESS, target=Path(sys.argv[2]), seconds=60, megabytes=1500,\n"
        "    on_stage=lambda *stage: print(*stage, flush=True))\n"
    )
    root = str(Path(__file__).parents[3])
    parent = subprocess.Popen(
        [sys.executable, "-c", script, root, str(tmp_path / "never.pdf")],
        stdout=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(workshop)},
        text=True,
    )
    with parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "layout 0 1\n"
        listed = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text()
        (child,) = map(int, listed.split())
        parent.kill()
    wait_until(lambda: not is_alive(child))
    wait_until(lambda: list(workshop.iterdir()) == [])


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_process_gets_no_settings_and_no_passwords(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SECRET_KEY", "secret")
    seen: list[str] = []

    def look(*_stage: object) -> None:
        seen.extend(Path(f"/proc/{child}/environ").read_text() for child in children())

    target = tmp_path / "printed.pdf"
    print_in_own_process(
        of_html("<h1>Kop</h1>"), target=target, seconds=60, megabytes=1500, on_stage=look
    )
    assert seen
    assert not any("secret" in environment for environment in seen)


def test_folders_of_a_machine_that_stopped_are_cleared_away(press: Press, workshop: Path) -> None:
    old, young = (workshop / f"biblionet-pdf-{age}" for age in ("old", "young"))
    old.mkdir()
    young.mkdir()
    os.utime(old, (0, 0))
    press(of_html("<h1>Kop</h1>"))
    assert not old.exists()
    young.rmdir()  # another process may still be at work in it


# --- where the file goes ------------------------------------------------------------------------


def test_a_file_is_replaced_whole(tmp_path: Path, press: Press) -> None:
    target = tmp_path / "printed.pdf"
    target.write_text("an older file")
    press(of_html("<h1>Kop</h1>"))
    assert target.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("where", ["missing/printed.pdf", "file/printed.pdf"])
def test_a_folder_that_cannot_be_written_is_named(where: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    before = sorted(tmp_path.rglob("*"))
    printing = partial(
        print_in_own_process,
        of_html("<h1>Kop</h1>"),
        target=tmp_path / where,
        seconds=60,
        megabytes=1500,
        on_stage=lambda *_: None,
    )
    assert problem_of(printing) is Problem.TARGET
    assert sorted(tmp_path.rglob("*")) == before


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    """Make every file over 10 kB fail, from the moment the process is ready to be copied from."""
    target = tmp_path / "printed.pdf"
    target.write_text("an older file")
    small, large = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill_disk(stage: str, done: int, _total: int) -> None:
        if (stage, done) == ("check", 1):
            resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, large))

    try:
        problem = problem_of(
            lambda: print_in_own_process(
                document(), target=target, seconds=60, megabytes=1500, on_stage=fill_disk
            )
        )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (small, large))
    assert problem is Problem.TARGET
    assert target.read_text() == "an older file"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["printed.pdf"]


# --- mistakes in a document ---------------------------------------------------------------------


def without_file(name: str) -> Document:
    sample = document()
    return replace(sample, files={n: path for n, path in sample.files.items() if n != name})


def with_file(name: str, path: Path) -> Document:
    sample = document()
    return replace(sample, files={**sample.files, name: path})


def test_a_document_without_fonts_is_refused(press: Press) -> None:
    sample = document()
    bare = replace(sample, files={"photo.jpg": sample.files["photo.jpg"]})
    assert problem_of(lambda: press(bare)) is Problem.FONT


def test_a_style_sheet_without_fonts_is_refused(press: Press) -> None:
    assert problem_of(lambda: press(replace(document(), css="p { margin: 0 }"))) is Problem.FONT


def test_a_font_that_the_document_does_not_name_is_refused(press: Press) -> None:
    missing = without_file("fonts/SourceSans3-Italic.ttf")
    assert problem_of(lambda: press(missing)) is Problem.FETCH


@pytest.mark.parametrize("name", ["fonts/SourceSans3-Italic.ttf", "photo.jpg"])
def test_a_file_that_is_gone_is_named(name: str, press: Press, tmp_path: Path) -> None:
    gone = with_file(name, tmp_path / "gone.ttf" if "font" in name else tmp_path / "gone.jpg")
    with pytest.raises(PdfError) as refused:
        press(gone)
    assert refused.value.problem is Problem.FILE
    assert "gone" in refused.value.detail or name in refused.value.detail


def test_a_font_that_is_no_font_is_named(press: Press, tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_text("no font")
    spoiled = with_file("fonts/SourceSans3-Italic.ttf", broken)
    assert problem_of(lambda: press(spoiled)) is Problem.FILE


@pytest.mark.parametrize(
    ("bodies", "detail"),
    [
        (['<h1>Kop</h1><p><a href="#nowhere">x</a></p>'], "nowhere"),
        (['<h1>Kop</h1><p><a class="page-of" href="#nowhere">x</a></p>'], "nowhere"),
        (['<h1 id="same">A</h1>', '<h1 id="same">B</h1>'], '"same" in "chapter 2"'),
    ],
    ids=["link", "page reference", "id twice"],
)
def test_a_mistake_is_said(bodies: list[str], detail: str, press: Press) -> None:
    with pytest.raises(PdfError, match=re.escape(detail)) as refused:
        press(of_html(*bodies))
    assert refused.value.problem is Problem.MARKUP


def test_a_drawing_without_title_is_reported(press: Press) -> None:
    printed = press(of_html('<h1>Kop</h1><svg viewBox="0 0 9 9"><path d="M0 0H9"/></svg>'))
    assert [finding.rule for finding in printed.result.findings] == ["figure"]


def test_a_character_that_no_font_has_is_replaced_and_named(press: Press) -> None:
    printed = press(of_html("<h1>Kop</h1><p>Goed gedaan 👍🏽 &#x21B3; zo</p>"))
    assert {f.rule for f in printed.result.findings} == {"character"}
    assert ["THUMBS UP SIGN" in f.where for f in printed.result.findings].count(True) == 1
    command = ["pdftotext", printed.path, "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "Goed gedaan □□ □ zo" in text


def test_what_the_engine_does_not_understand_is_reported(press: Press) -> None:
    printed = press(of_html("<h1>Kop</h1>", css="p { frobnicate: 1 }"))
    assert [finding.rule for finding in printed.result.findings] == ["engine"]
    assert "frobnicate" in printed.result.findings[0].where


def test_an_address_in_the_text_is_found(press: Press) -> None:
    printed = press(of_html("<h1>Kop</h1><p>Mail directie@voorbeeld.nl voor meer.</p>"))
    assert [finding.where for finding in printed.result.findings] == [
        "page 1: directie@voorbeeld.nl"
    ]


@pytest.mark.parametrize("wrong", [{"chapters": ()}, {"created": "2026-02-03T10:00:00"}])
def test_a_document_that_cannot_be_whole_is_refused_at_once(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="document"):
        replace(document(), **wrong)


def test_importing_the_press_loads_no_engine() -> None:
    code = "import biblionet.kit.pdf, sys; sys.exit(any(m in sys.modules for m in {names}))"
    names = ("weasyprint", "pikepdf", "fontTools", "PIL")
    command = [sys.executable, "-c", code.format(names=names)]
    assert subprocess.run(command, check=False).returncode == 0
