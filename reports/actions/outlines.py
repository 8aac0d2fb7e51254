"""Putting outlines in the database, and opening reports of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from libraries.models import Period, Scope
from reports.actions.texts import place_known_texts
from reports.dossier import read_recipe
from reports.models import Block, Outline, Report

KIND_OF_SCOPE = {
    Outline.Kind.PROVINCIAL: Scope.Kind.NETWORK,
    Outline.Kind.MUNICIPAL: Scope.Kind.MUNICIPALITY,
    Outline.Kind.ORGANISATION: Scope.Kind.ORGANISATION,
}


@transaction.atomic
def put_outline(
    *, values: Mapping[str, Any], blocks: Iterable[Mapping[str, Any]], by: User | None
) -> bool:
    """Make an outline as its file gives it, or bring it up to date; True when anything changed.

    A block keeps its row by its key, and with it the texts that reports placed there.
    """
    outline, changed = Outline.objects.get_or_create(code=values["code"], defaults=values)
    changed |= _update(outline, values)
    kept = {block.key: block for block in outline.blocks.all()}
    wanted = {row["key"]: {**row, "position": place} for place, row in enumerate(blocks, 1)}
    changed |= bool(outline.blocks.exclude(key__in=wanted).delete()[0])
    _make_room(outline, kept, wanted)
    for key, row in wanted.items():
        block = kept.get(key) or Block(outline=outline, key=key)
        changed |= _update(block, row)
    if changed:
        record("loaded", outline, by=by, blocks=len(wanted))
    return changed


def _update(thing: Outline | Block, values: Mapping[str, Any]) -> bool:
    """Set what differs, check it, and save; True when something did."""
    differs = {name for name, value in values.items() if getattr(thing, name) != value}
    if thing.pk and not differs:
        return False
    for name in differs:
        setattr(thing, name, values[name])
    if isinstance(thing, Block):
        read_recipe(thing)
    thing.full_clean(validate_unique=False, validate_constraints=False)
    thing.save()
    return True


def _make_room(
    outline: Outline, kept: Mapping[str, Block], wanted: Mapping[str, Mapping[str, Any]]
) -> None:
    """Move blocks that change place out of the way: two may not stand in one position."""
    moved = [
        block
        for key, block in kept.items()
        if key in wanted and block.position != wanted[key]["position"]
    ]
    for place, block in enumerate(moved, 1 + len(kept) + len(wanted)):
        block.position = place
        block.save(update_fields=["position"])


@transaction.atomic
def open_report(*, outline: Outline, scope: Scope, period: Period, by: User | None) -> Report:
    """Start a report of an outline, for a place and a year, with the texts that are there for it.

    An open report is returned as it is, with texts that came since.
    """
    _check_fit(outline, scope, period)
    report, made = Report.objects.get_or_create(outline=outline, scope=scope, period=period)
    place_known_texts(report=report, by=by)
    if made:
        record("opened", report, by=by, scope=scope.owner_code)
    return report


def _check_fit(outline: Outline, scope: Scope, period: Period) -> None:
    if scope.kind != KIND_OF_SCOPE[Outline.Kind(outline.kind)]:
        raise ValidationError(_("This outline is for another kind of place."), code="other_kind")
    if period.kind != Period.Kind.CALENDAR_YEAR:
        raise ValidationError(_("A report is about a calendar year."), code="no_year")
    year = period.year.number
    if year < outline.first_year or (outline.last_year and year > outline.last_year):
        raise ValidationError(_("This outline is for other years."), code="other_year")
