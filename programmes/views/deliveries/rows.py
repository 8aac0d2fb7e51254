"""Saves what was typed in the rows of a section; every row stands by itself."""

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from libraries.forms import refuse
from programmes import actions
from programmes.forms import NumberRow, SaidRow, row_of
from programmes.models import Return
from programmes.overviews import Slot
from programmes.overviews.delivery import SectionPage

CLASHES = {"stale", "changed"}  # codes of refusals that say that somebody else was first
BUTTONS = ("right", "offer", "mine", "theirs")  # a button of one row; its value is the row
Row = NumberRow | SaidRow
Refused = dict[str, Row]
_NOT_VALID = ValidationError("")


def save_rows(page: SectionPage, data: QueryDict, *, by: User) -> Refused:
    """Save each row in which something was typed; return those that were refused, by key.

    The button that was pressed may be of one row: it agrees with what was filled in before, takes
    over what the parts of the year come to, or chooses between two people's words. Agreeing with
    everything holds for what stood on the page and was not typed over.
    """
    refused: Refused = {}
    chosen = {data.get(name): name for name in BUTTONS if data.get(name)}
    agrees = data.get("act") == "right_all"
    for slot in page.slots:
        row = row_of(slot, data)
        pressed = chosen.get(row.key, "")
        if row.seen_by_sender is None or pressed == "theirs":
            continue
        if not pressed and agrees and slot.is_preloaded and not row.is_touched:
            pressed = "right"
        if not (pressed or row.is_touched):
            continue
        try:
            _act(row, pressed, page.delivery.given, by=by)
        except ValidationError as refusal:
            if refusal is not _NOT_VALID:
                refuse(row, refusal)
            row.is_clash = getattr(refusal, "code", "") in CLASHES
            refused[row.key] = row
    return refused


def _act(row: Row, pressed: str, given: Return, *, by: User) -> None:
    """Do with one row what was asked: save it, unless its button says otherwise."""
    version, _mark = row.seen_by_sender or (0, "")
    if pressed == "right" and isinstance(row, NumberRow):
        _agree(row, given, by=by)
        return
    if pressed == "offer":
        actions.take_offer(given=given, slot=row.slot, version=version, by=by)
        return
    if not row.is_valid():
        raise _NOT_VALID
    if pressed == "mine":
        version = _version_of_theirs(row)
    if isinstance(row, SaidRow):
        actions.say(given=given, slot=row.slot, version=version, by=by, **row.cleaned_data)
    elif not row.is_emptied:
        actions.save_answer(given=given, slot=row.slot, version=version, by=by, **row.cleaned_data)
    elif not row.slot.is_preloaded:
        actions.clear_answer(given=given, slot=row.slot, version=version, by=by)


def _agree(row: NumberRow, given: Return, *, by: User) -> None:
    """Say that what was filled in before is right, as it stood on the page."""
    reading = row.slot.reading
    if reading is not None and row.agrees_with != str(reading.pk):
        raise ValidationError(
            _("This was filled in anew in the meantime. Look at it again."), code="changed"
        )
    actions.confirm_preloaded(given=given, slot=row.slot, version=0, by=by)


def _version_of_theirs(row: Row) -> int:
    """Return the version that somebody chose against, as the page told it."""
    told = row.data.get(row.add_prefix("theirs"), "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0


def kept_rows(page: SectionPage, data: QueryDict | None) -> Refused:
    """Return the rows in which something was typed before signing in again."""
    if data is None:
        return {}
    rows = [row_of(slot, data) for slot in page.slots]
    return {row.key: row for row in rows if row.is_touched}


def name_of(slot: Slot) -> str:
    """Return how an answer is called where it does not stand beside its question."""
    number = slot.question.number
    return " ".join(filter(None, (number, f"{slot.question}, {slot.place.label}")))
