"""Private files, kept under the SHA-256 of what is in them.

The same contents are one file, a file never changes, and a half-written one never has a name.
Who may read it, the view decides that hands it out.
"""

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

HASH = re.compile(r"[0-9a-f]{64}")
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class DiskFullError(Exception):
    """There is no room for the file; nothing of it is left."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in keeping: its hash, its size in bytes, and whether it was there already."""

    sha256: str
    size: int
    was_there: bool


def keep(chunks: Iterable[bytes]) -> Kept:
    """Write a file in full, then give it its name. DiskFullError when there is no room.

    Written beside its place, flushed to the disk and renamed: who looks sees all or nothing.
    """
    root = Path(settings.PRIVATE_DIR)
    root.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=root, prefix=".unfinished-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            sha256, size = _write(chunks, out)
        place = path_of(sha256)
        was_there = place.exists()
        place.parent.mkdir(exist_ok=True)
        temporary.replace(place)
        _flush_folder(place.parent)
    except OSError as problem:
        temporary.unlink(missing_ok=True)
        if problem.errno in FULL:
            raise DiskFullError(str(problem)) from problem
        raise
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return Kept(sha256, size, was_there)


def path_of(sha256: str) -> Path:
    """Return where the file of a hash lies. ValueError when it is no hash: no path comes in."""
    if not HASH.fullmatch(sha256):
        raise ValueError(f"{sha256!r} is no SHA-256")
    return Path(settings.PRIVATE_DIR) / sha256[:2] / sha256


def is_kept(sha256: str) -> bool:
    """Tell whether the file of a hash is there."""
    return bool(HASH.fullmatch(sha256)) and path_of(sha256).is_file()


def discard(sha256: str) -> None:
    """Remove a file; nothing happens when it is gone already."""
    with suppress(FileNotFoundError):
        path_of(sha256).unlink()


def _write(chunks: Iterable[bytes], out: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        out.write(chunk)
        digest.update(chunk)
        size += len(chunk)
    out.flush()
    os.fsync(out.fileno())
    return digest.hexdigest(), size


def _flush_folder(folder: Path) -> None:
    """Write the new name itself to the disk: a power cut must not lose it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
