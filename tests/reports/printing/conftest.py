"""The sample report, set once in English, so that tests read the words that stand in the code."""

import pytest

from biblionet.kit.pdf import Document
from reports.printing import typeset
from tests.reports import sample
from tests.reports.pages import read


@pytest.fixture(scope="module")
def document() -> Document:
    return typeset(sample.dossier(language="en", branches=9), sample.imprint())


@pytest.fixture(scope="module")
def pages(document: Document) -> dict[str, object]:
    return {chapter.name: read(chapter.html) for chapter in document.chapters}
