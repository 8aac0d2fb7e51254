"""Questions with their options: added, changed, moved, taken away."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from programmes.actions.building.keeping import (
    hold_questionnaire,
    keep_changed,
    keep_new,
    require_nothing_handed_in,
    require_unanswered,
    settle_orders,
    swap,
    throw_away,
)
from programmes.models import Check, Option, Question, Questionnaire, Section

# What an answer was an answer to; texts, hints and numbers may become clearer.
ASKED = (
    "kind",
    "indicator",
    "part",
    "level",
    "period_kind",
    "only_combined",
    "every",
    "since",
)


@transaction.atomic
def add_question(*, section: Section, by: User, **values: Any) -> Question:
    """Add a question at the end of a section."""
    questionnaire = section.questionnaire
    hold_questionnaire(questionnaire, by=by)
    require_nothing_handed_in(questionnaire)
    settle_orders(section.questions.order_by("order"))
    question = Question(section=section, order=section.questions.count() + 1, **values)
    _require_fit(question, questionnaire)
    keep_new(question, by=by)
    return question


@transaction.atomic
def change_question(*, question: Question, by: User, **values: Any) -> Question:
    """Change a question; what was answered stays asked as it was.

    Another section means: to the end of that section.
    """
    questionnaire = question.section.questionnaire
    hold_questionnaire(questionnaire, by=by)
    if any(getattr(question, name) != values[name] for name in ASKED if name in values):
        require_unanswered(questionnaire, [question])
        require_nothing_handed_in(questionnaire)
    left = question.section
    section = values.get("section", left)
    if section != left:
        values["order"] = _last_order(section) + 1
    new = Question(**{"section": section, **_held(question), **values}, pk=question.pk)
    _require_fit(new, questionnaire)
    _require_options_fit(question, new.kind)
    keep_changed(question, values, by=by)
    settle_orders(left.questions.order_by("order"))
    return question


@transaction.atomic
def move_question(*, question: Question, up: bool, by: User) -> None:
    """Let a question change places with the one before or after it; nothing at the edge."""
    section = question.section
    hold_questionnaire(section.questionnaire, by=by)
    order = question.order
    other = (
        section.questions.filter(order__lt=order).order_by("order").last()
        if up
        else section.questions.filter(order__gt=order).order_by("order").first()
    )
    if other:
        swap(question, other)
        record("moved", question, by=by, before=order, after=question.order)


@transaction.atomic
def remove_question(*, question: Question, by: User) -> None:
    """Take away a question that nobody answered, with its options and checks."""
    section = question.section
    hold_questionnaire(section.questionnaire, by=by)
    require_unanswered(section.questionnaire, [question])
    require_nothing_handed_in(section.questionnaire)
    throw_away(question, by=by)
    settle_orders(section.questions.order_by("order"))


@transaction.atomic
def set_options(
    *, question: Question, options: Sequence[tuple[str, str]], by: User
) -> tuple[Option, ...]:
    """Let these be the answers that may be chosen: pairs of code and name, in this order.

    A new one has no code yet and gets one from its name. What was answered keeps its options.
    """
    questionnaire = question.section.questionnaire
    hold_questionnaire(questionnaire, by=by)
    if question.kind not in Question.CHOSEN:
        raise ValidationError(_("Nothing is chosen in an answer to this question."), code="kind")
    there = {one.code: one for one in question.options.all()}
    kept = {code for code, _name in options if code}
    gone = [one for code, one in there.items() if code not in kept]
    if gone:
        require_unanswered(questionnaire, [question])
        _require_not_called(question, gone)
    for one in gone:
        throw_away(one, by=by)
    return tuple(
        _keep_option(question, there, code, name, order, by=by)
        for order, (code, name) in enumerate(options, 1)
    )


def _keep_option(
    question: Question,
    there: dict[str, Option],
    code: str,
    name: str,
    order: int,
    *,
    by: User,
) -> Option:
    if code in there:
        keep_changed(there[code], {"name": name, "order": order}, by=by)
        return there[code]
    option = Option(question=question, code=code or _code_for(name, there), name=name, order=order)
    keep_new(option, by=by)
    there[option.code] = option
    return option


def _code_for(name: str, taken: dict[str, Option]) -> str:
    """Return a code that says what the option says, and that is not there yet."""
    plain = slugify(name)[:50].strip("-") or "antwoord"
    codes = (plain, *(f"{plain}-{number}" for number in range(2, len(taken) + 3)))
    return next(code for code in codes if code not in taken)


def _held(question: Question) -> dict[str, Any]:
    names = [field.name for field in Question._meta.concrete_fields]
    return {name: getattr(question, name) for name in names if name not in ("id", "section")}


def _last_order(section: Section) -> int:
    last = section.questions.order_by("order").last()
    return last.order if last else 0


def _require_fit(question: Question, questionnaire: Questionnaire) -> None:
    """Refuse what the layout cannot show, and a number that another question has."""
    if questionnaire.layout != Questionnaire.Layout.FORM and question.kind != Question.Kind.FIGURE:
        raise ValidationError({"kind": _("Only figures can be asked in this layout.")})
    others = Question.objects.filter(section__questionnaire=questionnaire).exclude(pk=question.pk)
    if question.number and others.filter(number=question.number).exists():
        raise ValidationError({"number": _("Another question has this number already.")})
    beside = Check.objects.filter(other=question.pk)
    if question.pk and not question.number and beside.exists():
        raise ValidationError({"number": _("A check names this question by its number.")})


def _require_options_fit(question: Question, kind: str) -> None:
    if kind not in Question.CHOSEN and question.options.exists():
        raise ValidationError({"kind": _("Take away what may be chosen first.")})


def _require_not_called(question: Question, gone: Sequence[Option]) -> None:
    """Refuse to take away an answer that calls for another one."""
    codes = [one.code for one in gone]
    if Check.objects.filter(other=question, wanted__in=codes).exists():
        raise ValidationError(
            _("A check looks at this answer: change that check first."), code="called"
        )
