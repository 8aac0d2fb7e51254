"""Compares rows with what their own sources said before: new, changed, or the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext as _

from biblionet.kit.numbers import qualify, speak_missing, write_number
from libraries.actions.importing import statements
from libraries.actions.importing.judged import Judged, Verdict
from libraries.models import Period, Reading

Source = Reading.Source
# What belongs to a reading besides its value. A file with a column for the state says all of it.
DETAILS: Final = ("method", "finality", "source_url", "printed_as", "note", "explanation")


def compare(rows: Sequence[Judged], periods: Mapping[tuple[str, date], Period]) -> None:
    """Give each row its verdict; one query, whatever their number."""
    heads = _heads(rows, periods)
    for row in rows:
        _judge_against(row, heads.get(row.number, ()))


def _heads(
    rows: Sequence[Judged], periods: Mapping[tuple[str, date], Period]
) -> dict[int, list["Head"]]:
    """Return what the sources of each figure say now, by the number of the row."""
    asked: list[Any] = []
    for row in rows:
        period = periods.get((row.period_kind, row.period_start or date.min))
        if period:
            asked += (row.number, row.indicator_id, row.definition_id, row.part, row.scope_id)
            asked.append(period.pk)
    found: dict[int, list[Head]] = {}
    if asked:
        values = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * (len(asked) // 6))
        with connection.cursor() as cursor:
            cursor.execute(statements.HEADS.format(values=values), asked)
            for number, *head in cursor.fetchall():
                found.setdefault(number, []).append(_head(head))
    return found


@dataclass(frozen=True, slots=True)
class Head:
    """What one source says of a figure now: the last of its chain, or what is still in force."""

    pk: int
    source: str
    publication: str | None
    workflow: str
    is_withdrawal: bool
    state: str
    value: Decimal | None
    decimals: int
    qualifier: str
    method: str
    finality: str
    source_url: str
    printed_as: str
    note: str
    explanation: str


def _head(row: Sequence[Any]) -> Head:
    """Make a head of a row of the database; SQLite has no decimals of its own."""
    cells = list(row)
    place = Head.__slots__.index("value")
    if cells[place] is not None:
        cells[place] = Decimal(str(cells[place]))
    return Head(*cells)


def _judge_against(row: Judged, heads: Sequence[Head]) -> None:
    """Compare a row with what its own source said last."""
    if row.workflow not in ("", Reading.Workflow.ACCEPTED):
        _judge_unaccepted(row, heads)
        return
    own = next((one for one in heads if _is_of_source(one, row)), None)
    typed = next(
        (
            one
            for one in heads
            if one.source == Source.ENTRY and one.workflow == Reading.Workflow.ACCEPTED
        ),
        None,
    )
    own_typed = typed if not row.publication and row.kind in ("", Source.ENTRY) else None
    before = (own_typed or own) if row.kind == Source.ENTRY else (own or own_typed)
    if before is None:
        return
    row.was = _written(before)
    if own is not None:
        row.revises_id = own.pk
        _carry_over(row, own)
    if any(_says_the_same(row, one) for one in (before, own) if one is not None):
        row.verdict = Verdict.SAME
        row.source = before.source
    elif not before.is_withdrawal:
        row.verdict = Verdict.CHANGED
        if before is typed:
            row.reason = _("It comes beside what was typed; somebody chooses which one counts.")


def _is_of_source(head: Head, row: Judged) -> bool:
    if row.publication:
        return head.publication == row.publication
    return head.source == Source.IMPORT


def _judge_unaccepted(row: Judged, heads: Sequence[Head]) -> None:
    """What waits for a review comes back as it went out, or not at all."""
    typed = [one for one in heads if one.source == Source.ENTRY]
    if any(_says_the_same(row, one) for one in typed if one.workflow == row.workflow):
        row.verdict = Verdict.SAME
        row.source = row.workflow  # it stands beside what was accepted, not against it
        return
    row.verdict, row.column = Verdict.REFUSED, "workflow"
    row.reason = _("This figure has not been accepted. Change it on its own page.")


def _carry_over(row: Judged, before: Head) -> None:
    """Keep what the file has no column for."""
    for name in DETAILS:
        if name not in row.details and not getattr(row, name):
            setattr(row, name, getattr(before, name))
    if not row.details and before.method:
        row.method = before.method
    if not row.gave_decimals and row.value is not None and row.value == before.value:
        row.decimals = before.decimals


def _says_the_same(row: Judged, head: Head) -> bool:
    if head.is_withdrawal:
        return False
    return (
        row.state == head.state
        and row.value == head.value
        and (row.value is None or row.decimals == head.decimals or not row.gave_decimals)
        and row.qualifier == head.qualifier
        and all(getattr(row, name) == getattr(head, name) for name in row.details)
    )


def _written(head: Head) -> str:
    if head.is_withdrawal:
        return _("withdrawn")
    if head.value is None:
        return speak_missing(head.state, language="nl")[:80]
    number = write_number(head.value, language="nl", decimals=head.decimals)
    return qualify(number, head.qualifier, language="nl")[:80]
