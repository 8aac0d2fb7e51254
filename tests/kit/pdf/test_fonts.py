"""The fonts on paper lie unpacked: unpacking them again for every report took a second each."""

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tests.kit.pdf.sample import FONTS

ON_SCREEN = sorted(FONTS.glob("*.woff2"))


def unpacked(path: Path) -> bytes:
    font = TTFont(path, recalcTimestamp=False)
    font.flavor = None
    there = BytesIO()
    font.save(there)
    return there.getvalue()


def test_every_font_lies_there_for_both() -> None:
    assert [path.stem for path in sorted(FONTS.glob("*.ttf"))] == [path.stem for path in ON_SCREEN]


@pytest.mark.parametrize("path", ON_SCREEN, ids=lambda path: path.stem)
def test_paper_has_the_font_of_the_screen(path: Path) -> None:
    """When a font was renewed: `unpacked(path)` is what belongs beside it."""
    assert path.with_suffix(".ttf").read_bytes() == unpacked(path)
