"""Typing one figure: where, what, and handing it in."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from biblionet.accounts.models import SignedInRequest, User
from libraries import actions, overviews, rules
from libraries.forms import EntryForm, WhereForm, refuse
from libraries.models import Figure, Indicator, Period, Reading, Scope

Workflow = Reading.Workflow
TYPED = ("state", "value", "qualifier", "method", "finality", "expected_on", "explanation")


@require_safe
def where(request: SignedInRequest, code: str) -> HttpResponse:
    """Ask for which place and period somebody wants to type a figure."""
    indicator = get_object_or_404(Indicator, code=code)
    scopes = overviews.reportable_scopes(request.user, indicator)
    if not scopes:
        raise PermissionDenied
    form = WhereForm(request.GET or None, scopes=scopes, indicator=indicator)
    if form.is_valid():
        scope, period = form.cleaned_data["scope"], form.cleaned_data["period"]
        return redirect("libraries:enter", indicator.code, scope.pk, period.pk)
    context = {"form": form, "indicator": indicator}
    return render(request, "libraries/where.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: SignedInRequest, code: str, scope: int, period: int) -> HttpResponse:
    """Type one figure, keep it as a draft or hand it in."""
    indicator = get_object_or_404(Indicator.objects.prefetch_related("definitions"), code=code)
    place = get_object_or_404(Scope.objects.select_related("owner"), pk=scope, kind=indicator.level)
    over = get_object_or_404(Period.objects.select_related("closed_by"), pk=period)
    if not rules.can_report_figure(request.user, place):
        raise PermissionDenied
    figures = overviews.figures_of(indicator, place, over)
    shown = _shown_part(figures, Figure.usual_part(indicator, place), request.GET.get("part"))
    known = figures.get(shown)
    if not rules.is_typed_alone(known or Figure(indicator=indicator, period=over)):
        raise Http404
    there = _latest(known)
    form = EntryForm(
        request.POST or None,
        indicator=indicator,
        asks_part=Figure.usual_part(indicator, place) == Figure.Part.WHOLE,
        corrects=_corrects(there),
        initial={"part": shown, **_initial(there)},
    )
    stand_in = Figure(indicator=indicator, scope=place, period=over, part=shown)
    if form.is_valid():
        answer = _act(request, form, stand_in)
        if answer is not None:
            return answer
    others = [one for part, one in figures.items() if part != shown]
    context = {**_context(request.user, form, stand_in, there), "others": others}
    return render(request, "libraries/enter.html", context, status=422 if form.errors else 200)


def _shown_part(figures: Mapping[str, Figure], usual: str, asked: str | None) -> str:
    """Return which part is typed: the one asked for, or the one of which there is a figure."""
    if asked and asked in Figure.Part:
        return asked
    return usual if usual in figures else next(iter(figures), usual)


def _act(request: SignedInRequest, form: EntryForm, shown: Figure) -> HttpResponse | None:
    """Keep what was typed, and hand it in when asked; a refusal ends up in the form."""
    typed = {name: form.cleaned_data[name] for name in TYPED}
    typed["correction"] = form.cleaned_data.get("correction", "")
    part = form.cleaned_data.get("part") or shown.part
    try:
        reading = actions.report_figure(
            indicator=shown.indicator,
            scope=shown.scope,
            period=shown.period,
            part=part,
            # Of the other part nobody has seen a draft: what is there is named, not overwritten.
            version=form.cleaned_data["version"] if part == shown.part else 0,
            by=request.user,
            **typed,
        )
    except ValidationError as refusal:
        refuse(form, refusal)
        return None
    if "hand_in" not in request.POST:
        messages.success(request, _("Saved as a draft at %(time)s.") % {"time": _now()})
        return redirect(reading.figure)
    try:
        actions.submit_reading(reading=reading, by=request.user)
    except ValidationError as refusal:
        form.data = {**request.POST.dict(), "version": str(reading.version)}  # the draft was kept
        refuse(form, refusal)
        return None
    messages.success(request, _("Handed in. The support institution will look at it."))
    return redirect(reading.figure)


def _now() -> str:
    return time_format(timezone.localtime())


def _latest(figure: Figure | None) -> Reading | None:
    """Return the last typed reading of a figure, whatever its status."""
    if figure is None:
        return None
    typed = figure.readings.heads().filter(source=Reading.Source.ENTRY)
    return typed.select_related("author", "approver", "revises").first()


def _corrects(there: Reading | None) -> bool:
    """Tell whether what is typed takes the place of something accepted."""
    return bool(there and (there.workflow == Workflow.ACCEPTED or there.revises_id))


def _initial(there: Reading | None) -> dict[str, Any]:
    """Start from the draft; a correction of what was accepted starts from that."""
    if there is None:
        return {"version": 0}
    is_draft = there.workflow == Workflow.DRAFT
    plain = None
    if there.value is not None:
        plain = there.value.quantize(there.value.__class__(1).scaleb(-there.decimals))
    typed = {name: getattr(there, name) for name in TYPED} | {"value": plain}
    if not is_draft:
        typed["explanation"] = ""  # a correction is explained anew
    return {**typed, "correction": there.correction, "version": there.version if is_draft else 0}


def _context(user: User, form: EntryForm, shown: Figure, there: Reading | None) -> dict[str, Any]:
    indicator, scope, period = shown.indicator, shown.scope, shown.period
    last = overviews.last_year_of([shown])
    today = timezone.localdate()
    is_writable = rules.is_writable(period, scope, today=today)
    return {
        "form": form,
        "indicator": indicator,
        "scope": scope,
        "period": period,
        "there": there,
        "may_withdraw": there and rules.can_withdraw_reading(user, there, today=today),
        "may_discard": there and rules.can_discard_reading(user, there, today=today),
        "last": next(iter(last.values()), None),
        "definition": actions.definition_on(indicator, period.end),
        "lock": "" if is_writable else actions.lock_sentence(period),
        "example_year": period.end.year if period.is_example else None,
    }
