"""What the tests of real workers share: a report that takes a while, and waiting for a row."""

import time

from reports.models import Build
from tests.factories.reports import small_dossier


def long_contents(chapters=16):
    """Contents that take the press a while."""
    (chapter,) = small_dossier()["chapters"]
    words = {"runs": [{"text": "Een zin die het papier vult en verder niets wil zeggen. " * 40}]}
    block = {**chapter["blocks"][0], "paragraphs": [words] * 5}
    return small_dossier(
        chapters=[
            {"key": f"deel-{n}", "title": f"Deel {n}", "number": str(n), "blocks": [block]}
            for n in range(1, chapters + 1)
        ]
    )


def state_of(build):
    return Build.objects.values_list("state", flat=True).get(pk=build.pk)


def wait_for(is_so, seconds=90):
    limit = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < limit, "it took too long"
        time.sleep(0.05)
    return found
