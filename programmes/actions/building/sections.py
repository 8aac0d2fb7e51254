"""Sections: added, changed, moved up and down, taken away."""

from typing import Any

from django.db import transaction

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
from programmes.models import Question, Questionnaire, Section


@transaction.atomic
def add_section(*, questionnaire: Questionnaire, by: User, **values: Any) -> Section:
    """Add a section at the end."""
    hold_questionnaire(questionnaire, by=by)
    there = questionnaire.sections.order_by("order")
    settle_orders(there)
    section = Section(questionnaire=questionnaire, order=there.count() + 1, **values)
    keep_new(section, by=by)
    return section


@transaction.atomic
def change_section(*, section: Section, by: User, **values: Any) -> Section:
    """Change the words of a section; that never changes an answer."""
    hold_questionnaire(section.questionnaire, by=by)
    keep_changed(section, values, by=by)
    return section


@transaction.atomic
def move_section(*, section: Section, up: bool, by: User) -> None:
    """Let a section change places with the one before or after it; nothing at the edge."""
    hold_questionnaire(section.questionnaire, by=by)
    there = section.questionnaire.sections
    order = section.order
    other = (
        there.filter(order__lt=order).order_by("order").last()
        if up
        else there.filter(order__gt=order).order_by("order").first()
    )
    if other:
        swap(section, other)
        record("moved", section, by=by, before=order, after=section.order)


@transaction.atomic
def remove_section(*, section: Section, by: User) -> None:
    """Take a section away with its questions, as long as nobody answered one of them."""
    questionnaire = section.questionnaire
    hold_questionnaire(questionnaire, by=by)
    require_unanswered(questionnaire, Question.objects.filter(section=section))
    if section.questions.exists():
        require_nothing_handed_in(questionnaire)
    throw_away(section, by=by)
    settle_orders(questionnaire.sections.order_by("order"))
