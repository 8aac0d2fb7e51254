"""Which column of a file is what: by its heading, in English as files of data have it or in Dutch.

What is not known is not read. Columns that look like they are about persons are never accepted.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from biblionet.kit.tables import Cell, Line, UnreadableFileError


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that can stand in a column: our name, what people call it, and known headings."""

    name: str
    label: str | Promise
    headings: tuple[str, ...]


COLUMNS: Final = (
    Column("indicator_code", _("Code of the indicator"), ("indicator", "code kengetal")),
    Column("definition", _("Version of the definition"), ("definitie",)),
    Column("scope_type", _("Kind of place"), ("scope_kind", "soort plek")),
    Column("scope_code", _("Code of the place"), ("code plek",)),
    Column("year", _("Year"), ("jaar",)),
    Column("period_kind", _("Kind of period"), ("soort periode",)),
    Column("period_start", _("First day of the period"), ("eerste dag van de periode",)),
    Column("part", _("Part"), ("deel",)),
    Column("unit", _("Unit"), ("eenheid",)),
    Column("state", _("State"), ("stand",)),
    Column("value", _("Value"), ("waarde", "getal")),
    Column("decimals", _("Decimals given"), ("decimalen",)),
    Column("qualifier", _("How exact"), ("hoe precies",)),
    Column("method", _("How counted"), ("hoe geteld",)),
    Column("finality", _("Finality"), ("hoe definitief",)),
    Column("source", _("Kind of source"), ("soort bron",)),
    Column("publication", _("Code of the publication"), ("publicatie", "code publicatie")),
    Column("publication_title", _("Title of the publication"), ("titel publicatie",)),
    Column("source_url", _("Address in the source"), ("bron", "adres in de bron")),
    Column("printed_as", _("Printed in the source as"), ("gedrukt als",)),
    Column("note", _("Remark of the source"), ("opmerking",)),
    Column("explanation", _("Explanation"), ("toelichting",)),
    Column("workflow", _("Status"), ("status",)),
    Column("is_example", _("Example"), ("voorbeeld",)),
)
BY_NAME: Final = {column.name: column for column in COLUMNS}
# What is there for the reader of a file only.
FOR_READERS: Final = frozenset(
    (
        "scope_name", "naam plek", "indicator_name_nl", "indicator_name", "naam kengetal",
        "kengetal", "name of the indicator", "name of the place", "plek", "periode", "period",
        "chosen_reason", "reden van de keuze", "counts", "telt", "opmerking bij de invoer",
    )
)  # fmt: skip
PERSONAL: Final = re.compile(
    r"^(.*[ _-])?(voor|achter|roep|familie|meisjes)?(naam|namen|voornaam|achternaam|name|initialen|"
    r"voorletters|e[ -]?mail.*|mailadres|bsn|burgerservicenummer|telefoon.*|telefoonnummer|phone|"
    r"mobiel|geboortedatum|geboortejaar|geboren|birth.*|leeftijd|geslacht|adres|straat|huisnummer|"
    r"postcode|pasnummer|pas|lidnummer|lenersnummer|lener|iban|rekeningnummer|leerling.*)$"
)
PERSONAL_CELL: Final = "personal_cell"  # the code of that refusal
MAIL: Final = re.compile(r"[^@\s;,]+@[^@\s;,]+\.[a-z]{2,}", re.IGNORECASE)
NINE_DIGITS: Final = re.compile(
    r"[0-9]{8,9}|[0-9]{3}[. ][0-9]{2,3}[. ][0-9]{3}|[0-9]{4}[. ][0-9]{2}[. ][0-9]{3}"
)


def propose(header: Sequence[str], remembered: dict[str, int] | None = None) -> dict[str, int]:
    """Return which column is what: as it was the last time, or by the headings."""
    if remembered and max(remembered.values()) < len(header):
        return remembered
    known = {one: column.name for column in COLUMNS for one in headings_of(column)}
    found: dict[str, int] = {}
    for place, heading in enumerate(header):
        name = known.get(_plain(heading))
        if name and name not in found:
            found[name] = place
    return found


@cache
def headings_of(column: Column) -> frozenset[str]:
    """Return every heading by which a column is known, in all languages of the portal."""
    found = {column.name, *column.headings}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.add(str(column.label))
    return frozenset(map(_plain, found))


def heading_in(header: Sequence[str], columns: dict[str, int], name: str) -> str:
    """Return how a column is called in a file; our own word where the file has none."""
    place = columns.get(name, -1)
    if 0 <= place < len(header) and header[place]:
        return header[place]
    return str(BY_NAME[name].label) if name in BY_NAME else ""


def _plain(heading: str) -> str:
    return " ".join(heading.replace("_", " ").casefold().split())


def header_of(line: Line) -> list[str]:
    """Return the headings as texts; an empty one stays empty."""
    return [cell.strip() if isinstance(cell, str) else "" for cell in line.cells]


def check_header(header: Sequence[str], columns: Iterable[int]) -> None:
    """Refuse columns about persons by what they are called, when they are not one of ours."""
    known = {one for column in COLUMNS for one in headings_of(column)}
    known |= {_plain(one) for one in FOR_READERS}
    for place, heading in enumerate(header):
        plain = _plain(heading)
        if place not in set(columns) and plain not in known and PERSONAL.match(plain):
            raise UnreadableFileError(
                "personal",
                _(
                    "Column “%(column)s” looks like it is about persons. "
                    "The portal keeps no data of persons. "
                    "Leave the column out and choose the file again."
                ),
                column=heading,
            )


class PersonalGuard:
    """Looks into columns that nobody reads: what is about persons shall not even be kept."""

    def __init__(self, header: Sequence[str], columns: Iterable[int]) -> None:
        self._header = header
        self._known = frozenset(columns)

    def check(self, line: Line) -> None:
        """Refuse the file when a cell of an unknown column looks like a person's."""
        for place, cell in enumerate(line.cells):
            if cell is None or place in self._known or not _is_personal(cell):
                continue
            heading = self._header[place] if place < len(self._header) else ""
            raise UnreadableFileError(
                PERSONAL_CELL,
                _(
                    "In row %(row)s column “%(column)s” holds what looks like an e-mail address "
                    "or a citizen service number. Leave the column out and choose the file again."
                ),
                row=line.number,
                column=heading or place + 1,
            )


def _is_personal(cell: Cell) -> bool:
    text = cell.strip() if isinstance(cell, str) else f"{cell}"
    if "@" in text:
        return bool(MAIL.search(text))
    return bool(NINE_DIGITS.fullmatch(text)) and passes_eleven(text)


def passes_eleven(text: str) -> bool:
    """Tell whether digits pass the test that every citizen service number passes."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    digits = [0] * (9 - len(digits)) + digits
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * digit for weight, digit in zip(weights, digits, strict=True))
    return total % 11 == 0 and any(digits)
