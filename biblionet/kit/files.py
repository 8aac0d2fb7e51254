"""Private files, kept under the SHA-256 of what is in them.

The same contents are one file, a file never changes, and a half-written one never has a name.
Who may read it, the view decides that hands it out.
"""

import errno
import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings

HASH = re.compile(r"[0-9a-f]{64}")
UNFINISHED = ".unfinished-"
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
CHUNK = 1 << 20


class DiskFullError(Exception):
    """There is no room for the file; nothing of it is left."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in keeping: its hash and its size in bytes."""

    sha256: str
    size: int


def keep(chunks: Iterable[bytes]) -> Kept:
    """Write a file in full, then give it its name. DiskFullError when there is no room."""
    with unfinished() as path:
        with disk_full_said(), path.open("wb") as out:
            for chunk in chunks:
                out.write(chunk)
        return keep_file(path)


@contextmanager
def unfinished() -> Iterator[Path]:
    """Lend a place for a file that is being written; what is left of it goes away afterwards.

    It lies on the same disk as the kept files, so that keeping it is one rename.
    """
    root = Path(settings.PRIVATE_DIR)
    with disk_full_said():
        root.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=root, prefix=UNFINISHED)
        os.close(handle)
    path = Path(name)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def keep_file(path: Path) -> Kept:
    """Flush a file of `unfinished` to the disk and rename it to its hash: all or nothing."""
    with disk_full_said():
        kept = _measure(path)
        place = path_of(kept.sha256)
        place.parent.mkdir(exist_ok=True)
        path.replace(place)
        _flush_folder(place.parent)
    return kept


def path_of(sha256: str) -> Path:
    """Return where the file of a hash lies. ValueError when it is no hash: no path comes in."""
    if not HASH.fullmatch(sha256):
        raise ValueError(f"{sha256!r} is no SHA-256")
    return Path(settings.PRIVATE_DIR) / sha256[:2] / sha256


def is_kept(sha256: str) -> bool:
    """Tell whether the file of a hash is there."""
    return bool(HASH.fullmatch(sha256)) and path_of(sha256).is_file()


def hand_out(sha256: str, target: Path) -> None:
    """Copy a kept file to a place outside, whole or not at all. OSError when that cannot be."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with disk_full_said(), path_of(sha256).open("rb") as kept, part.open("wb") as copy:
            shutil.copyfileobj(kept, copy)
            copy.flush()
            os.fsync(copy.fileno())
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def discard(sha256: str) -> None:
    """Remove a file; nothing happens when it is gone already."""
    with suppress(FileNotFoundError):
        path_of(sha256).unlink()


def tidy(*, older_than: timedelta) -> int:
    """Remove what killed processes left unfinished, and return how many files that were."""
    oldest = time.time() - older_than.total_seconds()
    left = [
        path
        for path in Path(settings.PRIVATE_DIR).glob(f"{UNFINISHED}*")
        if path.stat().st_mtime < oldest
    ]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


@contextmanager
def disk_full_said() -> Iterator[None]:
    """Turn the many ways in which a disk is full into one error."""
    try:
        yield
    except OSError as problem:
        if problem.errno in NO_ROOM:
            raise DiskFullError(str(problem)) from problem
        raise


def _measure(path: Path) -> Kept:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
        os.fsync(file.fileno())
    return Kept(digest.hexdigest(), size)


def _flush_folder(folder: Path) -> None:
    """Write the new name itself to the disk: a power cut must not lose it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
