"""Put organisations, places, indicators and publications in the database as their files give them.

The second time nothing changes. What a file leaves empty stays as people left it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models, transaction

from biblionet.trail.actions import Person, record
from libraries.models import (
    Branch,
    Definition,
    EarlierName,
    Indicator,
    Municipality,
    NetworkMember,
    Organisation,
    Publication,
    Scope,
    ServiceArea,
)

M = TypeVar("M", bound=models.Model)
Row = Mapping[str, Any]

KIN = ("numerator", "denominator", "part_of", "follows")


@dataclass(frozen=True, slots=True)
class MasterData:
    """The rows of the files; a row names others by their codes."""

    areas: tuple[Row, ...]
    organisations: tuple[Row, ...]
    earlier_names: tuple[Row, ...]
    municipalities: tuple[Row, ...]
    branches: tuple[Row, ...]
    publications: tuple[Row, ...]
    indicators: tuple[Row, ...]
    definitions: tuple[Row, ...]


@dataclass(slots=True)
class Putting:
    """Puts rows one by one and remembers which were new or changed.

    `by` is who brought the file; nobody when it lies in the project.
    """

    by: Person | None = None
    changed: dict[str, set[Any]] = field(default_factory=dict)

    def put(self, model: type[M], key: Row, values: Row) -> M:
        """Make the row, or change what differs; an empty value changes nothing."""
        known = {column: value for column, value in values.items() if value not in ("", None)}
        row, is_new = model._default_manager.get_or_create(**key, defaults=known)
        changed = [] if is_new else [name for name in known if getattr(row, name) != known[name]]
        if changed:
            for name in changed:
                setattr(row, name, known[name])
            row.save(update_fields=changed)
        counted = self.changed.setdefault(model._meta.label_lower, set())
        if is_new or changed:
            counted.add(row.pk)
            owner = row.owner_code if isinstance(row, Scope) else ""
            record("loaded", row, by=self.by, scope=owner, fields=changed)
        return row


@transaction.atomic
def put_master_data(*, data: MasterData) -> dict[str, int]:
    """Put everything but figures; return how many rows were new or changed, by model."""
    putting = Putting()
    areas = [_put_area(putting, row) for row in data.areas]
    organisations = _put_organisations(putting, data.organisations, areas)
    municipalities = _put_municipalities(putting, data.municipalities, organisations)
    for row in data.branches:
        links = {
            "owner": organisations[row["organisation"]],
            "place": municipalities[row["municipality"]],
        }
        values = _without(row, "code", "organisation", "municipality")
        putting.put(Branch, {"code": row["code"]}, {**values, **links})
    for row in data.earlier_names:
        scope = Scope.objects.get(kind=row["scope_kind"], code=row["scope_code"])
        key = {"scope": scope, "name": row["name"]}
        putting.put(EarlierName, key, _without(row, "scope_kind", "scope_code", "name"))
    for row in data.publications:
        putting.put(Publication, {"code": row["code"]}, _without(row, "code"))
    _put_indicators(putting, data.indicators, data.definitions)
    return {kind: len(rows) for kind, rows in putting.changed.items()}


def _put_area(putting: Putting, row: Row) -> Scope:
    """Put a network, province or country."""
    return putting.put(
        Scope, {"kind": row["kind"], "code": row["code"]}, _without(row, "kind", "code")
    )


def _put_organisations(
    putting: Putting, rows: tuple[Row, ...], areas: list[Scope]
) -> dict[str, Organisation]:
    placed: dict[str, Organisation] = {}
    for row in rows:  # a whole stands before its parts
        values = {**_without(row, "code", "in_network"), "part_of": placed.get(row["part_of"])}
        placed[row["code"]] = putting.put(Organisation, {"code": row["code"]}, values)
        for network in areas if row["in_network"] else ():
            if network.kind == Scope.Kind.NETWORK:
                key = {"network": network, "organisation": placed[row["code"]]}
                putting.put(NetworkMember, key, {})
    return placed


def _put_municipalities(
    putting: Putting, rows: tuple[Row, ...], organisations: dict[str, Organisation]
) -> dict[str, Municipality]:
    """Put each municipality with the area that its library organisation serves."""
    placed: dict[str, Municipality] = {}
    for row in rows:
        values = _without(row, "code", "organisation")
        place = placed[row["code"]] = putting.put(Municipality, {"code": row["code"]}, values)
        owner = organisations[row["organisation"]]
        known_as = min(owner.name, owner.label, key=len)
        putting.put(
            ServiceArea,
            {"code": f"{owner.code}:{place.code}"},
            {"name": f"{place.name} ({known_as})", "owner": owner, "place": place},
        )
    return placed


def _put_indicators(putting: Putting, rows: tuple[Row, ...], definitions: tuple[Row, ...]) -> None:
    """Put the indicators, then what binds them: a row may name one that comes later."""
    placed = {
        row["code"]: putting.put(
            Indicator, {"code": row["code"]}, _without(row, "code", "follows_with_break", *KIN)
        )
        for row in rows
    }
    for row in rows:
        kin = {name: placed[row[name]] for name in KIN if row[name]}
        if kin:
            breaks = {"follows_with_break": row["follows_with_break"]} if "follows" in kin else {}
            putting.put(Indicator, {"code": row["code"]}, {**kin, **breaks})
    for row in definitions:
        key = {"indicator": placed[row["indicator"]], "version": row["version"]}
        putting.put(Definition, key, _without(row, "indicator", "version"))


def _without(row: Row, *columns: str) -> dict[str, Any]:
    return {column: value for column, value in row.items() if column not in columns}
