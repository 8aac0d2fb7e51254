"""The compiled stylesheet: fresh, ours, readable."""

import hashlib
import itertools
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from biblionet.kit.charts.lines import INKS
from biblionet.kit.charts.svg import AXIS, COLOURS, INK, MUTED, ON_COLOURS, SOFT, TARGET

ROOT = Path(__file__).resolve().parents[2]
STYLES = ROOT / "biblionet" / "kit" / "styles"
SHEET = ROOT / "static" / "css" / "portal.css"
CSS = SHEET.read_text(encoding="utf-8")
TOKENS = dict(re.findall(r"--bn-([a-z-]+):\s*(#[0-9a-f]{3,6})", CSS))
TAKEN_OVER = ("css/portal.css", "js/htmx.min.js", "js/htmx.LICENSE")


def sha256(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(parts)).hexdigest()


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


# Fresh and by the compiler only


def test_the_stylesheet_is_made_from_these_sources_and_not_by_hand():
    stamp, body = SHEET.read_bytes().split(b"\n", 1)
    sources = [*sorted(STYLES.glob("*.scss")), ROOT / "package-lock.json"]

    inputs = sha256(*(file.read_bytes() for file in sources))
    assert stamp.decode() == f"/*! inputs {inputs} body {sha256(body)} */", "run: npm run build"


@pytest.mark.night
def test_a_fresh_build_is_the_same(tmp_path):
    if not shutil.which("npm") or not (ROOT / "node_modules").exists():
        pytest.skip("styles are only compiled where npm ci was run")
    for folder in ("css", "js"):
        (tmp_path / folder).mkdir()

    environment = {**os.environ, "STYLES_TARGET": str(tmp_path)}
    subprocess.run(["npm", "run", "--silent", "build"], cwd=ROOT, env=environment, check=True)

    for name in TAKEN_OVER:
        assert (tmp_path / name).read_bytes() == (ROOT / "static" / name).read_bytes()


def test_the_lock_names_no_registry():
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")

    assert '"resolved"' not in lock
    assert "registry" not in lock


def test_everything_the_stylesheet_asks_for_is_there():
    asked = re.findall(r"url\([\"']?([^\"')]+)", CSS)

    assert asked
    assert [one for one in asked if not (SHEET.parent / one).is_file()] == []


@pytest.mark.parametrize("foreign", ["GDS Transport", "crown", "crest", "@import"])
def test_nothing_of_another_house_is_in_it(foreign):
    assert foreign not in CSS


def test_who_asks_for_rest_gets_rest():
    rest = CSS[CSS.index("prefers-reduced-motion") :]

    assert "animation-duration:.01ms !important" in rest
    assert "transition-duration:.01ms !important" in rest


def test_there_are_rules_for_paper_and_for_forced_colours():
    assert "@media print" in CSS
    assert "forced-colors: active" in CSS


def test_nothing_moves_for_longer_than_five_seconds():
    lengths = re.findall(r"(?:animation|transition)[^;}]*?(\d*\.?\d+)s", CSS)

    assert lengths
    assert [length for length in lengths if float(length) > 5] == []


# Contrast, computed

TEXT = [
    *(("text", ground) for ground in ("paper", "surface", "brand-soft", "busy-soft", "error-soft")),
    *(("text", ground) for ground in ("good-soft", "attention-soft", "quiet-soft")),
    *(("text-soft", ground) for ground in ("paper", "surface", "quiet-soft")),
    *(("accent", ground) for ground in ("paper", "surface", "brand-soft")),
    ("accent-deep", "paper"),
    ("visited", "paper"),
    ("brand", "paper"),
    ("brand", "brand-soft"),
    ("paper", "brand"),
    ("paper", "brand-deep"),
    ("focus-text", "focus"),
    *((tone, "paper") for tone in ("error", "good", "attention", "busy", "quiet")),
    *((tone, f"{tone}-soft") for tone in ("error", "good", "attention", "busy", "quiet")),
]
GRAPHICS = [
    ("control", "paper"),
    ("control", "surface"),
    ("focus-text", "paper"),
    ("focus", "brand"),
]


@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(ink, ground):
    assert contrast(TOKENS[ink], TOKENS[ground]) >= 4.5


@pytest.mark.parametrize(("line", "ground"), GRAPHICS)
def test_borders_and_focus_can_be_seen(line, ground):
    assert contrast(TOKENS[line], TOKENS[ground]) >= 3


@pytest.mark.parametrize("ink", [INK, SOFT, TARGET, MUTED, *INKS])
def test_words_in_charts_can_be_read(ink):
    assert contrast(ink, "#ffffff") >= 4.5


@pytest.mark.parametrize("colour", [*COLOURS, AXIS, TARGET, MUTED])
def test_shapes_in_charts_can_be_seen(colour):
    assert contrast(colour, "#ffffff") >= 3


@pytest.mark.parametrize(("ground", "ink"), list(zip(COLOURS, ON_COLOURS, strict=True)))
def test_words_on_bars_can_be_read(ground, ink):
    assert contrast(ink, ground) >= 4.5


def test_neighbours_in_a_bar_can_be_told_apart():
    pairs = itertools.pairwise(COLOURS)

    assert [pair for pair in pairs if contrast(*pair) < 3] == []
