"""A new year starts as a copy, which knows what it was copied from."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from programmes.actions.building.keeping import hold_questionnaire, keep_changed
from programmes.models import Check, Question, Questionnaire
from programmes.overviews import Whole, whole_of

ONE_DAY = timedelta(days=1)


@transaction.atomic
def copy_questionnaire(
    *,
    questionnaire: Questionnaire,
    code: str,
    name: str,
    starts: date,
    ends: date | None,
    deadline: date | None,
    by: User,
    ends_old: bool = False,
) -> Questionnaire:
    """Copy a questionnaire whole, with its sections, questions, options and checks.

    With `ends_old` the old one is in use until the day before; otherwise it must end by itself, or
    both would be handed out over the same period.
    """
    hold_questionnaire(questionnaire, by=by)
    if questionnaire.ends is None or questionnaire.ends >= starts:
        if not ends_old:
            raise ValidationError({"starts": _both_in_use(questionnaire)}, code="both_in_use")
        keep_changed(questionnaire, {"ends": starts - ONE_DAY}, by=by)
    whole = whole_of(questionnaire)
    new: Questionnaire = _copy(
        questionnaire,
        code=code,
        name=name,
        starts=starts,
        ends=ends,
        deadline=deadline,
        follows=questionnaire,
    )
    _copy_inside(whole, new)
    record("copied", new, by=by, before=questionnaire.code)
    return new


def _both_in_use(questionnaire: Questionnaire) -> str:
    return _("On that day %(name)s is still in use. Let it end, or begin later.") % {
        "name": questionnaire.name
    }


def _copy_inside(whole: Whole, new: Questionnaire) -> None:
    placed: dict[int, Question] = {}
    for one in whole.sections:
        section = _copy(one.section, questionnaire=new)
        for inside in one.questions:
            question = _copy(inside.question, section=section)
            placed[inside.question.pk] = question
            for option in inside.options:
                _copy(option, question=question)
    _copy_checks(whole.checks, new, placed)
    for inside in whole.questions:
        _copy_checks(inside.checks, new, placed)


def _copy_checks(checks: Iterable[Check], new: Questionnaire, placed: dict[int, Question]) -> None:
    """Copy checks so that they look at the copies of the questions they looked at."""
    for one in checks:
        _copy(
            one,
            questionnaire=new,
            question=placed.get(one.question_id or 0),
            other=placed.get(one.other_id or 0),
        )


def _copy(row: models.Model, **values: Any) -> Any:
    """Save a row that is the same but for some values."""
    held = {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.name not in values and not field.primary_key
    }
    new = row.__class__(**held, **values)
    new.full_clean(exclude=None if "code" in values else ["questionnaire", "section", "question"])
    new.save()
    return new
