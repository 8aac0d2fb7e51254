"""Looks at a package before any reader opens it: a bomb is seen, not unpacked.

XLSX and ODS are ZIP files. Their directory says what they hold, and can lie; so what it says is
judged first, and then each part is unpacked piece by piece, kept nowhere, no further than allowed.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _

from biblionet.kit.tables.cells import UnreadableFileError

MOST_UNPACKED: Final = 200 * 1024 * 1024
MOST_MEMBERS: Final = 500
MOST_SHEETS: Final = 100
MOST_RATIO: Final = 100
SMALL: Final = 1024 * 1024  # a little text may be packed as tightly as it likes
PIECE: Final = 1 << 18
ENCRYPTED: Final = 0x1
METHODS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
CODE: Final = ("vbaproject", "activex", "/embeddings/", "basic/", "scripts/", "macrosheets")
ELSEWHERE: Final = ("externallinks/", "querytables/", "connections.xml", "oleobject")
DECLARED: Final = (b"<!DOCTYPE", b"<!ENTITY")
LOCAL_HEADER: Final = 30

TOO_BIG = UnreadableFileError(
    "bomb",
    _(
        "Unpacked this file is much larger than a sheet of figures can be. "
        "Copy the cells to a new sheet, save that, and choose it."
    ),
)
BROKEN = UnreadableFileError(
    "broken", _("This file is damaged. Open it in your spreadsheet, save it again and choose it.")
)


def check_package(path: Path) -> frozenset[str]:
    """Return the names of what is in a package. UnreadableFileError when it is not safe to open."""
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
            _check_directory(members, path.stat().st_size)
            for member in members:
                _check_contents(package, member)
            return frozenset(member.filename for member in members)
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        struct.error,
        UnicodeError,
    ):
        raise BROKEN from None


def _check_directory(members: list[zipfile.ZipInfo], size: int) -> None:
    names = [member.filename.lower() for member in members]
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise UnreadableFileError(
            "encrypted", _("This file has a password. Take the password off and choose it again.")
        )
    if any(word in name for name in names for word in CODE):
        raise UnreadableFileError(
            "macros",
            _("There are macros in this file. Save it as a plain workbook (XLSX) and choose that."),
        )
    if any(word in name for name in names for word in ELSEWHERE):
        raise UnreadableFileError(
            "links",
            _(
                "This file takes data from other files. "
                "Copy the cells, paste them as values in a new sheet, and choose that."
            ),
        )
    if sum("worksheets/sheet" in name for name in names) > MOST_SHEETS:
        raise too_many_sheets()
    if len(members) > MOST_MEMBERS:
        raise TOO_BIG
    if len(set(names)) != len(names):
        raise BROKEN
    unpacked = sum(member.file_size for member in members)
    tight = any(
        member.file_size > max(SMALL, member.compress_size * MOST_RATIO) for member in members
    )
    if unpacked > MOST_UNPACKED or tight or _overlap(members, size):
        raise TOO_BIG
    if any(member.compress_type not in METHODS for member in members):
        raise BROKEN


def too_many_sheets() -> UnreadableFileError:
    """Refuse a workbook with more sheets than anybody keeps."""
    return UnreadableFileError(
        "sheets",
        _(
            "There are more than %(most)s sheets in this file. "
            "Copy the sheet with the figures to a new file and choose that."
        ),
        most=MOST_SHEETS,
    )


def _overlap(members: list[zipfile.ZipInfo], size: int) -> bool:
    """Tell whether parts lie over each other: the same bytes would be unpacked many times."""
    end = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        if member.header_offset < end:
            return True
        end = member.header_offset + LOCAL_HEADER + len(member.filename) + member.compress_size
    return end > size


def _check_contents(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack a part piece by piece, to see that it is as long as it says and declares nothing."""
    is_xml = member.filename.lower().endswith((".xml", ".rels"))
    size, before = 0, b""
    for piece in _pieces(package, member):
        size += len(piece)
        if size > member.file_size:
            raise TOO_BIG
        if is_xml:
            _check_xml(before + piece, is_first=not before)
            before = piece[-16:]
    if size != member.file_size:
        raise BROKEN


def _pieces(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(member) as part:
        while piece := part.read(PIECE):
            yield piece


def _check_xml(text: bytes, *, is_first: bool) -> None:
    """Refuse declarations, with which a little text becomes gigabytes, in any alphabet."""
    if is_first and b"\0" in text[:64]:
        raise BROKEN
    if any(declared in text for declared in DECLARED):
        raise UnreadableFileError(
            "entities",
            _(
                "There is something in this file that spreadsheets do not write. "
                "Copy the cells to a new sheet, save that, and choose it."
            ),
        )
