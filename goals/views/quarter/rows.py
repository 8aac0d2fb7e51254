"""Saves what was typed in the rows of a quarter; every row stands by itself."""

from collections.abc import Iterator, Mapping

from django.core.exceptions import ValidationError
from django.http import QueryDict

from biblionet.accounts.models import User
from goals import actions
from goals.forms import AnswerForm, RowForm, ToldForm
from goals.overviews.quarter import Block, QuarterPage
from libraries.forms import refuse
from programmes import actions as programmes

CLASHES = {"stale", "changed"}  # codes of refusals that say that somebody else was first
Refused = dict[str, RowForm]


def forms_of(page: QuarterPage, data: QueryDict | None = None) -> Iterator[RowForm]:
    """Yield the form of each row, in the order of the screen."""
    for block in page.blocks:
        if block.told:
            yield ToldForm(block.told, data)
        for one in block.asked:
            yield AnswerForm(one, data)


def save_rows(page: QuarterPage, data: QueryDict, *, by: User) -> Refused:
    """Save each row in which something was typed; return those that were refused, by key.

    The button that was pressed may be of one row: it confirms a number, takes over a text, or
    chooses between two people's words.
    """
    refused: Refused = {}
    chosen = {name: data.get(name, "") for name in ("same", "copy", "mine", "theirs")}
    for form in forms_of(page, data):
        if form.seen_by_sender is None or form.key == chosen["theirs"]:
            continue
        pressed = next((name for name, key in chosen.items() if key == form.key), "")
        if not (pressed or form.is_touched):
            continue
        try:
            _act(form, pressed, page, by=by)
        except ValidationError as refusal:
            if refusal is not _NOT_VALID:
                refuse(form, refusal)
            form.is_clash = getattr(refusal, "code", "") in CLASHES
            refused[form.key] = form
    return refused


_NOT_VALID = ValidationError("")


def _act(form: RowForm, pressed: str, page: QuarterPage, *, by: User) -> None:
    """Do with one row what was asked: save it, unless its button says otherwise."""
    version, _mark = form.seen_by_sender or (0, "")
    if pressed == "same" and isinstance(form, AnswerForm):
        asked = form.asked
        programmes.confirm_unchanged(given=asked.given, slot=asked.slot, version=version, by=by)
        return
    if not form.is_valid():
        raise _NOT_VALID
    if pressed == "mine":
        version = _version_of_theirs(form)
    if isinstance(form, AnswerForm):
        _answer(form, version, by=by)
    elif isinstance(form, ToldForm):
        _tell(form, page, version, copies=pressed == "copy", by=by)


def _version_of_theirs(form: RowForm) -> int:
    """Return the version that somebody chose against, as the page told it."""
    told = form.data.get(form.add_prefix("theirs"), "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0


def _answer(form: AnswerForm, version: int, *, by: User) -> None:
    asked = form.asked
    if form.is_emptied:
        programmes.clear_answer(given=asked.given, slot=asked.slot, version=version, by=by)
        return
    programmes.save_answer(
        given=asked.given, slot=asked.slot, version=version, by=by, **form.cleaned_data
    )


def _tell(form: ToldForm, page: QuarterPage, version: int, *, copies: bool, by: User) -> None:
    typed, told = form.cleaned_data, form.told
    if copies and told.before:
        typed = {**typed, "note": told.before.note}
    actions.save_update(
        about=told.task.about,
        scope=page.scope,
        period=page.period,
        version=version,
        by=by,
        **typed,
    )


def column_of(page: QuarterPage, data: QueryDict) -> tuple[Block, list[str]] | None:
    """Return the block under which a column was pasted, with its lines; None without one."""
    key = data.get("paste", "")
    block = next((block for block in page.blocks if block.key == key), None)
    lines = [line.split("\t")[0].strip() for line in data.get(f"column-{key}", "").splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return (block, lines) if block and lines else None


def pasted(block: Block, lines: list[str]) -> dict[str, RowForm]:
    """Return the rows of a block filled downwards with a column: to be looked at, not saved yet."""
    rows = [AnswerForm(one) for one in block.asked if one.is_writable]
    filled: dict[str, RowForm] = {}
    for form, line in zip(rows, lines, strict=False):
        if line:
            texts = {name: form.text(name) for name in form.NAMES} | {"value": line}
            bound = AnswerForm(form.asked, _typed(form, texts))
            bound.is_valid()
            filled[form.key] = bound
    return filled


def _typed(form: RowForm, texts: Mapping[str, str]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, text in {**texts, "seen": form.seen}.items():
        data[form.add_prefix(name)] = text
    return data


def kept_rows(page: QuarterPage, data: QueryDict | None) -> dict[str, RowForm]:
    """Return the rows in which something was typed before signing in again."""
    if data is None:
        return {}
    return {form.key: form for form in forms_of(page, data) if form.is_touched}
