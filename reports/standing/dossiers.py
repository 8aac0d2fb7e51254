"""The whole contents of a report as one JSON document, and its digest."""

import hashlib

import msgspec

from reports.standing.blocks import Block
from reports.standing.facts import Fact, Part


class Chapter(Part, frozen=True):
    key: str
    title: str
    number: str  # "1"; empty for a foreword, letters for annexes
    blocks: tuple[Block, ...]


class Dossier(Part, frozen=True):
    """The whole contents of a report, names and definitions included."""

    outline: str
    kind: str
    language: str
    title: str
    subtitle: str
    owner: str  # who publishes it, by the name in use then
    scope_kind: str
    scope: str
    scope_name: str
    year: int
    period: str
    is_example: bool
    chapters: tuple[Chapter, ...]
    facts: tuple[Fact, ...]

    @property
    def by_code(self) -> dict[str, Fact]:
        return {fact.code: fact for fact in self.facts}


class Imprint(Part, frozen=True):
    """What an edition adds to its contents: not part of the digest."""

    version: str
    state: str
    digest: str
    frozen_at: str  # ISO, with offset
    address: str  # of the portal
    edition: int


def freeze(dossier: Dossier) -> bytes:
    """Write a dossier as JSON: keys sorted, so equal contents are equal bytes."""
    return msgspec.json.encode(dossier, order="sorted")


def thaw(document: bytes | str) -> Dossier:
    """Read a dossier back. msgspec.ValidationError when it is not one."""
    return msgspec.json.decode(document, type=Dossier)


def digest(document: bytes) -> str:
    """Return the SHA-256 of a frozen dossier, in hexadecimal."""
    return hashlib.sha256(document).hexdigest()
