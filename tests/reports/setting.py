"""Sets chosen blocks for a test."""

from typing import Any

from msgspec.structs import replace

from reports.printing import typeset
from reports.standing import Block, Chapter
from tests.reports import sample
from tests.reports.pages import read


def set_chapter(register: sample.Register, *blocks: Block) -> Any:
    """Set one chapter of these blocks and read it."""
    dossier = replace(
        sample.dossier(language="en", branches=1),
        chapters=(Chapter("c", "Hoofdstuk", "1", blocks),),
        facts=tuple(register.facts.values()),
    )
    return read(typeset(dossier, sample.imprint()).chapters[-1].html)
