"""Make a questionnaire: new, as a copy, from a file; change what it says of itself."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.trail.overviews import history
from libraries.forms import refuse
from libraries.models import Period
from programmes import actions, overviews, rules
from programmes.forms.building import (
    ChangeQuestionnaireForm,
    CopyForm,
    QuestionnaireForm,
    UploadForm,
)
from programmes.models import Questionnaire
from programmes.views.building.reading import find

USUAL = {
    "layout": Questionnaire.Layout.FORM,
    "period_kind": Period.Kind.CALENDAR_YEAR,
    "days_after": 14,
    "days_inside": 0,
}
FIXED = ("layout", "period_kind", "asked_of", "answered_by")


@require_safe
def build_questionnaire(request: SignedInRequest, code: str) -> HttpResponse:
    """Show what a questionnaire is made of, each part with what can be done with it."""
    require_builder(request)
    found = find(code)
    page = overviews.building_page(found, today=timezone.localdate())
    context = {"page": page, "questionnaire": found, "history": history(found)}
    return render(request, "programmes/building/build.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def make_questionnaire(request: SignedInRequest) -> HttpResponse:
    """Begin a questionnaire: what it says of itself, without questions yet."""
    require_builder(request)
    form = QuestionnaireForm(
        request.POST or None, initial={"layout": Questionnaire.Layout.FORM, **USUAL}
    )
    made = form.is_valid() and acted(request, form, actions.make_questionnaire)
    if made:
        messages.success(request, _("The questionnaire is there. Add its first section."))
        return redirect("programmes:build_questionnaire", form.cleaned_data["code"])
    return answer(request, "programmes/building/make.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
def change_questionnaire(request: SignedInRequest, code: str) -> HttpResponse:
    """Change what a questionnaire says of itself; what moves with its deadline is shown first."""
    require_builder(request)
    found = find(code)
    handed_out = found.returns.exists()
    initial = {name: getattr(found, name) for name in QuestionnaireForm.base_fields}
    form = ChangeQuestionnaireForm(
        request.POST or None, initial=initial, fixed=FIXED if handed_out else ()
    )
    if form.is_valid() and acted(request, form, actions.change_questionnaire, questionnaire=found):
        messages.success(request, _("The questionnaire is changed."))
        return redirect("programmes:build_questionnaire", code)
    moved = moved_by(found, form)
    return answer(
        request, "programmes/building/change.html", form, questionnaire=found, moved=moved
    )


def moved_by(found: Questionnaire, form: Form) -> tuple[overviews.Moved, ...]:
    """Return which returns get another deadline by what was typed; the form agrees to those."""
    if not form.is_bound or {"deadline", "days_after"} & set(form.errors):
        return ()
    moved = overviews.moved_returns(
        found,
        deadline=form.cleaned_data["deadline"],
        days_after=form.cleaned_data["days_after"],
    )
    form.data = {**form.data.dict(), "moves": "-".join(str(one.given.pk) for one in moved)}  # type: ignore[attr-defined]  # what was sent is a QueryDict
    return moved


@require_http_methods(["GET", "HEAD", "POST"])
def copy_questionnaire(request: SignedInRequest, code: str) -> HttpResponse:
    """Begin a new year with a copy."""
    require_builder(request)
    found = find(code)
    form = CopyForm(request.POST or None, initial={"name": found.name, "ends_old": True})
    if form.is_valid() and acted(request, form, actions.copy_questionnaire, questionnaire=found):
        messages.success(request, _("The copy is there. Change what is different this year."))
        return redirect("programmes:build_questionnaire", form.cleaned_data["code"])
    return answer(request, "programmes/building/copy.html", form, questionnaire=found)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_questionnaire(request: SignedInRequest, code: str) -> HttpResponse:
    """Take away a questionnaire that was never handed out, after asking once."""
    require_builder(request)
    found = find(code)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and acted(request, form, actions.remove_questionnaire, questionnaire=found):
        messages.success(request, _("“%(name)s” is gone.") % {"name": found.name})
        return redirect("programmes:questionnaires")
    context = {"questionnaire": found, "what": found.name}
    return answer(request, "programmes/building/remove.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def upload_questionnaire(request: SignedInRequest) -> HttpResponse:
    """Load a questionnaire from a file: first what that comes to, then doing it."""
    require_builder(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    preview = None
    if form.is_valid():
        document, mark = form.cleaned_data["document"], form.cleaned_data["mark"]
        try:
            if mark and not form.cleaned_data["file"]:
                loaded = actions.load_questionnaire(document=document, mark=mark, by=request.user)
                messages.success(request, _("The questionnaire is loaded."))
                return redirect("programmes:build_questionnaire", loaded.code)
            preview = actions.preview_questionnaire(document=document, by=request.user)
        except ValidationError as refusal:
            refuse(form, refusal)
    context = {"form": form, "preview": preview}
    status = 422 if form.errors else 200
    return render(request, "programmes/building/upload.html", context, status=status)


def require_builder(request: SignedInRequest) -> None:
    """Let nobody in but who builds."""
    if not rules.can_build(request.user):
        raise PermissionDenied


def acted(request: SignedInRequest, form: Form, act: Callable[..., Any], **more: Any) -> bool:
    """Do what a valid form asks; a refusal goes to its fields."""
    try:
        act(by=request.user, **form.cleaned_data, **more)
    except ValidationError as refusal:
        refuse(form, refusal)
        return False
    return True


def answer(request: SignedInRequest, template: str, form: Form, **more: Any) -> HttpResponse:
    """Show a form, or what is wrong with it."""
    context = {"form": form, **more}
    return render(request, template, context, status=422 if form.errors else 200)
