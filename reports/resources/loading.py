"""Puts what the files say in the database. The second time nothing changes."""

from django.db import transaction

from biblionet.accounts.models import User
from libraries.models import NetworkMember, Period, Scope, ServiceArea
from reports import actions
from reports.models import Outline, Report, Text
from reports.resources.reading import TextFile, read_outlines, read_texts

OPENED_YEAR = 2023  # the newest year of which a whole report is known


@transaction.atomic
def load(by: User | None) -> dict[str, int]:
    """Load outlines and texts and open the reports over 2023; return how many rows are new.

    A text that somebody wrote further in the portal is left alone.
    """
    return {
        "reports.outline": sum(
            actions.put_outline(values=file.values, blocks=file.blocks, by=by)
            for file in read_outlines()
        ),
        "reports.text": sum(_put_text(file, by) for file in read_texts()),
        "reports.report": open_reports(_period(OPENED_YEAR), by=by),
    }


def open_reports(period: Period, *, by: User | None) -> int:
    """Open the reports of a year: of the network, its municipalities and its members."""
    before = Report.objects.count()
    outlines = {outline.kind: outline for outline in _outlines(period)}
    for outline in outlines.values():
        for scope in scopes_for(outline.kind, period):
            actions.open_report(outline=outline, scope=scope, period=period, by=by)
    return Report.objects.count() - before


def scopes_for(kind: str, period: Period) -> tuple[Scope, ...]:
    """Return the places that get a report of a kind."""
    members = NetworkMember.objects.on(period.end).values("organisation")
    if kind == Outline.Kind.PROVINCIAL:
        return tuple(Scope.objects.filter(kind=Scope.Kind.NETWORK))
    if kind == Outline.Kind.ORGANISATION:
        return tuple(Scope.objects.filter(pk__in=members))
    areas = ServiceArea.objects.on(period.end).filter(owner__in=members)
    return tuple(Scope.objects.filter(pk__in=areas.values("place")))


def _outlines(period: Period) -> list[Outline]:
    """Return the outlines that fit a year, oldest first, so that of each kind the newest stays."""
    return list(reversed(Outline.objects.for_year(period.year.number)))


def _put_text(file: TextFile, by: User | None) -> bool:
    text, _made = Text.objects.get_or_create(key=file.key, defaults={"name": file.name})
    newest = text.revisions.first()
    if newest and newest.author_id:
        return False
    written = actions.write_text(
        text=text, body=file.body, signed_as=file.signed_as, source=file.source, by=by
    )
    return written != newest


def _period(year: int) -> Period:
    return Period.objects.real().get(kind=Period.Kind.CALENDAR_YEAR, end__year=year)
