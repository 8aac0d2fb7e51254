"""The press, ready to use, and one printed sample for all tests of a process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from biblionet.kit.pdf import Document, Result, print_in_own_process
from tests.kit.pdf.sample import document

Press = Callable[..., "Printed"]


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed document: its file, and what the press said of it."""

    path: Path
    result: Result
    stages: list[tuple[str, int, int]]


def print_to(path: Path, printed: Document, *, seconds: int = 90, megabytes: int = 1500) -> Printed:
    """Print a document for a test."""
    stages: list[tuple[str, int, int]] = []
    result = print_in_own_process(
        printed,
        target=path,
        seconds=seconds,
        megabytes=megabytes,
        on_stage=lambda *stage: stages.append(stage),
    )
    return Printed(path, result, stages)


@pytest.fixture
def press(tmp_path: Path) -> Press:
    """Print any document into this test's own folder."""

    def printing(printed: Document, **limits: int) -> Printed:
        return print_to(tmp_path / "printed.pdf", printed, **limits)

    return printing


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Give the sample report, printed once."""
    return print_to(tmp_path_factory.mktemp("sample") / "sample.pdf", document())


@pytest.fixture(scope="session")
def sample_counts() -> Mapping[str, int]:
    """Count the elements of the sample by hand: the oracle of the structure."""
    return {
        "Sect": 3, "H1": 4, "H2": 3, "H3": 1, "P": 27, "BlockQuote": 1,
        "Table": 1, "THead": 1, "TBody": 1, "TR": 92, "TH": 95, "TD": 270, "Caption": 3,
        "L": 3, "LI": 6, "TOC": 3, "TOCI": 5, "Figure": 2,
    }  # fmt: skip
