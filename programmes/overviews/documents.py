"""A questionnaire as its file gives it: the same words in the same order, without what is empty."""

from decimal import Decimal
from typing import Any

from django.db import models

from libraries.models import Scope
from programmes.models import Check
from programmes.overviews.wholes import Whole, WholeQuestion, WholeSection

# What a file says of each thing, in the order in which it says it.
OF_QUESTIONNAIRE = (
    "code",
    "name",
    "text",
    "layout",
    "legal_task",
    "asked_by",
    "follows",
    "period_kind",
    "asked_of",
    "answered_by",
    "days_after",
    "deadline",
    "days_inside",
    "needs_approval",
    "source_url",
    "contact",
    "starts",
    "ends",
)
OF_SECTION = ("number", "title", "text")
OF_QUESTION = (
    "number",
    "kind",
    "indicator",
    "part",
    "level",
    "period_kind",
    "only_combined",
    "text",
    "counts",
    "hint",
    "is_required",
    "every",
    "since",
    "source_url",
)
OF_OPTION = ("code", "name")
OF_CHECK = ("kind", "severity", "other", "wanted", "low", "high", "percent", "least")
ALWAYS = ("code", "name", "title", "layout", "period_kind", "kind", "severity")

Document = dict[str, Any]


def document_of(whole: Whole) -> Document:
    """Return a questionnaire as a file gives it; loading that file changes nothing."""
    document = _said(whole.questionnaire, OF_QUESTIONNAIRE)
    if whole.checks:
        document["checks"] = [_check(one) for one in whole.checks]
    document["sections"] = [_section(one) for one in whole.sections]
    return document


def _section(one: WholeSection) -> Document:
    questions = [_question(question) for question in one.questions]
    return {**_said(one.section, OF_SECTION), "questions": questions}


def _question(one: WholeQuestion) -> Document:
    said = _said(one.question, OF_QUESTION)
    if one.options:
        said["options"] = [_said(option, OF_OPTION) for option in one.options]
    if one.checks:
        said["checks"] = [_check(check) for check in one.checks]
    return said


def _check(check: Check) -> Document:
    said = _said(check, OF_CHECK)
    if check.other:
        said["other"] = check.other.number
    return said


def _said(row: models.Model, names: tuple[str, ...]) -> Document:
    """Return what a row holds besides what it would hold if nobody said anything."""
    said = {}
    for name in names:
        field: Any = row._meta.get_field(name)
        value = _plain(getattr(row, name))
        if value in ("", None) or (name not in ALWAYS and value == field.get_default()):
            continue
        said[name] = value
    return said


def _plain(value: Any) -> Any:
    """Return a value as a file gives it: another row by its code, a number as short as it is."""
    if isinstance(value, Scope):
        return f"{value.kind}:{value.code}"
    if isinstance(value, models.Model):
        return getattr(value, "code", None)
    if isinstance(value, Decimal):
        whole = value.to_integral_value()
        return int(whole) if value == whole else value.normalize()
    return value
