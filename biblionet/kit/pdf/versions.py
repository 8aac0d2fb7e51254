"""Which libraries made a file: with the same versions, the same document gives the same bytes."""

import hashlib
import zlib
from collections.abc import Mapping
from pathlib import Path

import fontTools  # type: ignore[import-untyped]  # has no types
import PIL
import pydyf
import weasyprint
from weasyprint.text.ffi import harfbuzz, harfbuzz_subset, pango

_FONT_ENDINGS = (".woff2", ".woff", ".ttf", ".otf")


def engine_versions(files: Mapping[str, Path]) -> dict[str, str]:
    """Name every library that can change a byte, and the fonts by their digest."""
    subset_by_harfbuzz = harfbuzz_subset and harfbuzz.hb_version_atleast(4, 1, 0)
    return {
        "weasyprint": weasyprint.__version__,
        "pydyf": pydyf.__version__,
        "pango": _dotted(pango.pango_version()),
        "harfbuzz": _harfbuzz_version(),
        "subset": "harfbuzz" if subset_by_harfbuzz else f"fonttools {fontTools.version}",
        "pillow": PIL.__version__,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "fonts": _font_digest(files),
    }


def _dotted(number: int) -> str:
    """Write Pango's version number, ten thousands and hundreds, the usual way."""
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _harfbuzz_version() -> str:
    """Find HarfBuzz' version with the one question that the engine's binding has declared."""
    version = [0, 0, 0]
    for place in range(3):
        while harfbuzz.hb_version_atleast(*_raised(version, place)):
            version = _raised(version, place)
    return ".".join(map(str, version))


def _raised(version: list[int], place: int) -> list[int]:
    return [*version[:place], version[place] + 1, *version[place + 1 :]]


def _font_digest(files: Mapping[str, Path]) -> str:
    digest = hashlib.sha256()
    for name, path in sorted(files.items()):
        if path.suffix in _FONT_ENDINGS:
            digest.update(name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]
