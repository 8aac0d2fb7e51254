"""The press reads the files that the document names, and nothing else."""

import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

# A name that can never exist (RFC 2606). Relative names in HTML and CSS are resolved against it,
# so that every other address, however it is spelled, differs from an allowed one.
BASE = "https://document.invalid/"


class ForbiddenFetchError(FatalURLFetchingError):  # type: ignore[misc]  # the engine has no types
    """The document asked for an address outside its own files.

    The engine's class derives from BaseException: it passes every `except Exception` inside the
    engine, so that no refused address can be taken for a missing picture.
    """


class OwnFiles:
    """Hand the engine a document's own files by exact name; refuse all else.

    No address is ever opened: there is no code here that could follow a redirect, ask a name
    server or read a path that the document did not name.
    """

    # Read by the engine: a failure in here must end the work, not leave a gap on a page.
    _fail_on_errors = True

    def __init__(self, files: Mapping[str, Path]) -> None:
        """Allow these names."""
        self._files = {BASE + name: path for name, path in files.items()}

    def __call__(self, url: str) -> Any:
        """Return the file behind an allowed address.

        Raises ForbiddenFetchError for any other address, OSError when the file is gone.
        """
        path = self._files.get(url)
        if path is None:
            raise ForbiddenFetchError(url[:200])
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})
