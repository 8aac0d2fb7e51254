"""Load a questionnaire from a file that somebody brings: look first, then do it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from libraries.actions.loading import Putting
from programmes.actions.asking import put_questionnaire
from programmes.actions.building.documents import faults_in
from programmes.actions.building.keeping import (
    answered,
    hold_questionnaire,
    require_builder,
    settle_orders,
)
from programmes.models import Check, Question, Questionnaire
from programmes.overviews import (
    OF_CHECK,
    OF_QUESTION,
    OF_QUESTIONNAIRE,
    Difference,
    Whole,
    difference_of,
    document_of,
    whole_of,
)

Row = Mapping[str, Any]
# What may be loaded over a questionnaire that was handed out: words, and by when.
WORDS = {
    "name",
    "text",
    "title",
    "number",
    "counts",
    "hint",
    "is_required",
    "source_url",
    "contact",
    "asked_by",
    "legal_task",
    "starts",
    "ends",
    "follows",
    "days_inside",
    "needs_approval",
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What loading a file would come to. `mark` says on what it was based."""

    questionnaire: Questionnaire
    is_new: bool
    questions: int
    difference: Difference | None
    mark: str


@transaction.atomic
def preview_questionnaire(*, document: Row, by: User) -> Preview:
    """Say what loading would change, and change nothing."""
    document = _completed(document)
    sid = transaction.savepoint()
    before = _there(document)
    mark = _mark_of(before)
    try:
        after = _load(document, before, by=by)
        difference = difference_of(before, after, today=timezone.localdate()) if before else None
    finally:
        transaction.savepoint_rollback(sid)
    return Preview(
        questionnaire=after.questionnaire,
        is_new=before is None,
        questions=len(list(after.questions)),
        difference=difference,
        mark=mark,
    )


@transaction.atomic
def load_questionnaire(*, document: Row, mark: str, by: User) -> Questionnaire:
    """Make a questionnaire as a file gives it, or change it into that.

    What was handed out keeps its questions; only words change. `mark` is that of the preview.
    """
    document = _completed(document)
    before = _there(document)
    if _mark_of(before) != mark:
        raise ValidationError(
            _("Somebody changed this questionnaire in the meantime. Look at it again."),
            code="changed",
        )
    loaded = _load(document, before, by=by).questionnaire
    record("loaded", loaded, by=by)
    return loaded


def _completed(document: Row) -> Row:
    """Return what a file says over what it is a copy of; `without` names what falls away."""
    if "copy_of" not in document:
        return document
    origin = Questionnaire.objects.filter(code=str(document["copy_of"])).first()
    if origin is None:
        raise ValidationError(
            _("there is no questionnaire “%(code)s”."),
            code="faults",
            params={"code": document["copy_of"]},
        )
    without = document.get("without", [])
    if not isinstance(without, list) or not all(isinstance(name, str) for name in without):
        raise ValidationError(_("“without” has to be a list of names."), code="faults")
    left = {"copy_of", "without", *without}
    said = {**document_of(whole_of(origin)), "follows": origin.code, **document}
    return {name: value for name, value in said.items() if name not in left}


def _there(document: Row) -> Whole | None:
    found = Questionnaire.objects.filter(code=str(document.get("code", ""))).first()
    return whole_of(found) if found else None


def _mark_of(whole: Whole | None) -> str:
    if whole is None:
        return "new"
    plain = json.dumps(document_of(whole), default=str, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def _load(document: Row, before: Whole | None, *, by: User) -> Whole:
    require_builder(by)
    faults = faults_in(document)
    if faults:
        raise ValidationError(faults, code="faults")
    if before:
        _make_room(document, before, by=by)
    loaded = put_questionnaire(Putting(by=by), document)
    return whole_of(Questionnaire.objects.get(pk=loaded.pk))


def _make_room(document: Row, before: Whole, *, by: User) -> None:
    """Take away what the file replaces; of what was handed out nothing, and only words change."""
    there = before.questionnaire
    hold_questionnaire(there, by=by)
    if there.returns.exists():
        if _bones(document_of(before)) != _bones(document):
            raise answered()
        settle_orders(one.section for one in before.sections)
        for section in before.sections:
            settle_orders(one.question for one in section.questions)
        return
    there.sections.all().delete()
    there.checks.all().delete()
    for name in OF_QUESTIONNAIRE:
        known: Any = Questionnaire._meta.get_field(name)
        if name not in document and (known.blank or known.has_default()):
            setattr(there, name, known.get_default())
    there.save()


def _bones(document: Row) -> Any:
    """Return a questionnaire without its words: what is asked, of whom, and what it is held to."""
    return (
        _bare(Questionnaire, document, OF_QUESTIONNAIRE),
        _bare_checks(document),
        [
            [
                (
                    _bare(Question, question, OF_QUESTION),
                    [option["code"] for option in question.get("options", ())],
                    _bare_checks(question),
                )
                for question in section["questions"]
            ]
            for section in document["sections"]
        ],
    )


def _bare_checks(row: Row) -> list[Any]:
    return sorted((_bare(Check, one, OF_CHECK) for one in row.get("checks", ())), key=str)


def _bare(model: type[models.Model], row: Row, names: tuple[str, ...]) -> list[Any]:
    """Return what is said in a row that is no word, and that is not said anyway."""
    said = ((name, row.get(name), model._meta.get_field(name)) for name in names)
    return [
        (name, value)
        for name, value, known in said
        if name not in WORDS and value not in ("", None, known.get_default())  # type: ignore[union-attr]  # columns, no relations back
    ]
