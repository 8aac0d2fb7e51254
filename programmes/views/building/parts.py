"""The parts of a questionnaire: sections, questions, options and checks."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db import models
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from biblionet.accounts.models import SignedInRequest
from biblionet.trail.overviews import history
from programmes import actions, overviews
from programmes.forms.building import (
    ChangeQuestionForm,
    CheckForm,
    ColumnsForm,
    OptionsForm,
    QuestionCheckForm,
    QuestionForm,
    SectionForm,
)
from programmes.models import Check, Question, Questionnaire, Section
from programmes.views.building.making import acted, answer, require_builder
from programmes.views.building.reading import find

FORM = ["GET", "HEAD", "POST"]
MOST_DIGITS = 18  # of a number in an address or a button


@require_http_methods(FORM)
def section(request: SignedInRequest, code: str, pk: int | None = None) -> HttpResponse:
    """Add a section, or change one."""
    require_builder(request)
    found = find(code)
    held = get_object_or_404(Section, questionnaire=found, pk=pk) if pk else None
    form = SectionForm(request.POST or None, initial=typed_in(SectionForm, held))
    act, about = (
        (actions.change_section, {"section": held})
        if held
        else (actions.add_section, {"questionnaire": found})
    )
    if form.is_valid() and acted(request, form, act, **about):
        messages.success(request, _("The section is kept."))
        return redirect("programmes:build_questionnaire", code)
    return answer(
        request, "programmes/building/section.html", form, questionnaire=found, section=held
    )


@require_http_methods(FORM)
def add_question(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Add a question to a section."""
    require_builder(request)
    found = find(code)
    held = get_object_or_404(
        Section.objects.select_related("questionnaire"), questionnaire=found, pk=pk
    )
    form = QuestionForm(request.POST or None, initial=typed_in(QuestionForm, None))
    if form.is_valid() and acted(request, form, actions.add_question, section=held):
        messages.success(request, _("The question is added."))
        return redirect_to(code, held)
    context = {"questionnaire": found, "section": held}
    return answer(request, "programmes/building/question.html", form, **context)


@require_http_methods(FORM)
def question(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Change a question, and see its options and checks."""
    require_builder(request)
    found = find(code)
    held = question_of(found, pk)
    form = ChangeQuestionForm(
        request.POST or None,
        initial=typed_in(ChangeQuestionForm, held),
        sections=found.sections.all(),
    )
    if form.is_valid() and acted(request, form, actions.change_question, question=held):
        messages.success(request, _("The question is kept."))
        return redirect_to(code, held.section)
    context = {
        "questionnaire": found,
        "section": held.section,
        "question": held,
        "part": overviews.question_part(held),
        "history": history(held),
    }
    return answer(request, "programmes/building/question.html", form, **context)


@require_http_methods(FORM)
def options(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Say what may be chosen in the answer to a question."""
    require_builder(request)
    found = find(code)
    held = question_of(found, pk)
    if held.kind not in Question.CHOSEN:
        raise Http404
    there = tuple(held.options.values_list("code", "name").order_by("order", "pk"))
    form = OptionsForm(request.POST or None, options=there)
    if form.is_valid():
        form.cleaned_data = {"options": form.options}
        if acted(request, form, actions.set_options, question=held):
            messages.success(request, _("The options are kept."))
            return redirect("programmes:change_question", code, pk)
    context = {"questionnaire": found, "question": held}
    return answer(request, "programmes/building/options.html", form, **context)


@require_http_methods(FORM)
def check(request: SignedInRequest, code: str, pk: int | None = None) -> HttpResponse:
    """Hold all answers against something, or change a check."""
    require_builder(request)
    found = find(code)
    held = get_object_or_404(Check, questionnaire=found, pk=pk) if pk else None
    return _check(request, found, held.question if held else None, held)


@require_http_methods(FORM)
def question_check(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Hold the answer to one question against something."""
    require_builder(request)
    found = find(code)
    return _check(request, found, question_of(found, pk), None)


def _check(
    request: SignedInRequest, found: Questionnaire, asked: Question | None, held: Check | None
) -> HttpResponse:
    kind = QuestionCheckForm if asked else CheckForm
    more: dict[str, Any] = {"others": others_of(found, asked)} if asked else {}
    form = kind(request.POST or None, initial=typed_in(kind, held), **more)
    act, about = (
        (actions.change_check, {"check": held})
        if held
        else (actions.add_check, {"questionnaire": found, "question": asked})
    )
    if form.is_valid() and acted(request, form, act, **about):
        messages.success(request, _("The check is kept."))
        if asked:
            return redirect("programmes:change_question", found.code, asked.pk)
        return redirect("programmes:build_questionnaire", found.code)
    context = {"questionnaire": found, "question": asked, "check": held}
    return answer(request, "programmes/building/check.html", form, **context)


@require_POST
def move_part(request: SignedInRequest, code: str) -> HttpResponse:
    """Let a section or question change places with its neighbour."""
    require_builder(request)
    found = find(code)
    for name, up in (("up", True), ("down", False)):
        kind, _dash, key = request.POST.get(name, "").partition("-")
        if not key.isdecimal() or len(key) > MOST_DIGITS:
            continue
        if kind == "section":
            held = get_object_or_404(Section, questionnaire=found, pk=int(key))
            actions.move_section(section=held, up=up, by=request.user)
            return redirect_to(code, held)
        asked = question_of(found, int(key))
        actions.move_question(question=asked, up=up, by=request.user)
        return redirect_to(code, asked.section)
    raise Http404


REMOVED: dict[str, tuple[type[models.Model], str, Callable[..., None]]] = {
    "onderdeel": (Section, "section", actions.remove_section),
    "vraag": (Question, "question", actions.remove_question),
    "controle": (Check, "check", actions.remove_check),
}


@require_http_methods(FORM)
def remove_part(request: SignedInRequest, code: str, kind: str, pk: int) -> HttpResponse:
    """Take a section, a question or a check away, after asking once."""
    require_builder(request)
    found = find(code)
    if kind not in REMOVED:
        raise Http404
    _model, name, remove = REMOVED[kind]
    held = part_of(found, kind, pk)
    what = overviews.check_in_words(held) if isinstance(held, Check) else str(held)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and acted(request, form, remove, **{name: held}):
        messages.success(request, _("“%(name)s” is gone.") % {"name": what})
        return redirect("programmes:build_questionnaire", code)
    return answer(request, "programmes/building/remove.html", form, questionnaire=found, what=what)


def part_of(found: Questionnaire, kind: str, pk: int) -> Section | Question | Check:
    """Return a part of this questionnaire; one of another is not there."""
    if kind == "vraag":
        return question_of(found, pk)
    if kind == "onderdeel":
        return get_object_or_404(Section, questionnaire=found, pk=pk)
    rows = Check.objects.select_related("other__indicator", "question")
    return get_object_or_404(rows, questionnaire=found, pk=pk)


def question_of(found: Questionnaire, pk: int) -> Question:
    rows = Question.objects.select_related("section__questionnaire", "indicator")
    return get_object_or_404(rows, section__questionnaire=found, pk=pk)


def others_of(found: Questionnaire, asked: Question) -> QuerySet[Question]:
    """Return beside which questions an answer can be held: those with a number."""
    rows = Question.objects.filter(section__questionnaire=found).exclude(number="")
    return rows.exclude(pk=asked.pk).select_related("indicator").order_by("section__order", "order")


def typed_in(form: type[ColumnsForm], row: models.Model | None) -> dict[str, Any]:
    """Return what a row holds, for its form; what a column is without saying for a new one."""
    if row is not None:
        return {name: without_zeros(getattr(row, name)) for name in form.base_fields}
    columns: dict[str, Any] = {name: form.MODEL._meta.get_field(name) for name in form.base_fields}
    return {name: one.get_default() for name, one in columns.items() if one.has_default()}


def without_zeros(value: Any) -> Any:
    """Return a number without the zeros that the database writes behind it."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else value.normalize()


def redirect_to(code: str, held: Section) -> HttpResponse:
    """Lead back to a section of the page on which it is built."""
    there = redirect("programmes:build_questionnaire", code)
    there["Location"] += f"#onderdeel-{held.pk}"
    return there
