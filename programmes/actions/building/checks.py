"""What answers are held against: added, changed, taken away."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from programmes.actions.building.keeping import (
    hold_questionnaire,
    keep_changed,
    keep_new,
    require_nothing_handed_in,
    throw_away,
)
from programmes.models import Check, Question, Questionnaire

Kind = Check.Kind
YES_NO = ("yes", "no")


@transaction.atomic
def add_check(
    *, questionnaire: Questionnaire, by: User, question: Question | None = None, **values: Any
) -> Check:
    """Hold answers against something: those to one question, or to all without a question."""
    hold_questionnaire(questionnaire, by=by)
    require_nothing_handed_in(questionnaire)
    check = Check(questionnaire=questionnaire, question=question, **_only_what_counts(values))
    _require_sense(check)
    keep_new(check, by=by)
    return check


@transaction.atomic
def change_check(*, check: Check, by: User, **values: Any) -> Check:
    """Hold answers against something else; not what was handed in already."""
    hold_questionnaire(check.questionnaire, by=by)
    require_nothing_handed_in(check.questionnaire)
    values = _only_what_counts({"kind": check.kind, **values})
    _require_sense(Check(**{**_held(check), **values}))
    keep_changed(check, values, by=by)
    return check


@transaction.atomic
def remove_check(*, check: Check, by: User) -> None:
    """Hold answers against this no more."""
    hold_questionnaire(check.questionnaire, by=by)
    require_nothing_handed_in(check.questionnaire)
    throw_away(check, by=by)


def _only_what_counts(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what means nothing for a kind of check, so that it never says something else."""
    kind = values["kind"]
    empty: dict[str, Any] = {}
    if kind not in Check.BESIDE:
        empty |= {"other": None}
    if kind != Kind.REQUIRED:
        empty |= {"wanted": ""}
    if kind not in Check.BOUND:
        empty |= {"low": None, "high": None}
    if kind != Kind.JUMP:
        empty |= {"percent": 0}
    if kind not in (Kind.JUMP, Kind.ZERO, Kind.SUM, Kind.SAME):
        empty |= {"least": 0}
    return {**values, **empty}


def _held(check: Check) -> dict[str, Any]:
    names = [field.name for field in Check._meta.concrete_fields if field.name != "id"]
    return {name: getattr(check, name) for name in names}


def _require_sense(check: Check) -> None:
    """Refuse a check that could never find anything."""
    question, other = check.question, check.other
    if check.kind == Kind.SAME and question is not None:
        raise ValidationError({"kind": _("This looks at all answers together.")})
    if check.kind in Check.BESIDE and question is None:
        raise ValidationError({"kind": _("This looks at the answer to one question.")})
    if question is not None and not question.indicator_id and check.kind != Kind.REQUIRED:
        raise ValidationError({"kind": _("Only a number can be held against this.")})
    if other is None:
        return
    if other.section.questionnaire_id != check.questionnaire_id or other == question:
        raise ValidationError({"other": _("Choose another question of this questionnaire.")})
    if not other.number:
        raise ValidationError({"other": _("Give that question a number first.")})
    if check.kind == Kind.RATIO and not other.indicator_id:
        raise ValidationError({"other": _("Only a number can be divided by.")})
    if not _can_be(other, check.wanted):
        raise ValidationError({"wanted": _("That question cannot be answered so.")})


def _can_be(other: Question, wanted: str) -> bool:
    """Say whether a question can be answered so; what is free is only answered or not."""
    if not wanted:
        return True
    if other.kind in Question.CHOSEN:
        return other.options.filter(code=wanted).exists()
    return other.kind == Question.Kind.YES_NO and wanted in YES_NO
