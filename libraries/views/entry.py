"""Typing one figure: where, what, and handing it in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from biblionet.accounts.models import SignedInRequest
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
    over = get_object_or_404(
        Period.objects.select_related("closed_by"), pk=period, kind=indicator.period_kind
    )
    if not rules.can_report_figure(request.user, place):
        raise PermissionDenied
    usual_part = actions.part_counted(indicator, place)
    asks_part = usual_part == Figure.Part.WHOLE
    there = _latest(indicator, place, over, request.GET.get("part") or usual_part)
    form = EntryForm(
        request.POST or None,
        indicator=indicator,
        asks_part=asks_part,
        initial={"part": usual_part, **_initial(there)},
    )
    if form.is_valid():
        answer = _act(request, form, indicator, place, over)
        if answer is not None:
            return answer
    context = _context(form, indicator, place, over, there)
    return render(request, "libraries/enter.html", context, status=422 if form.errors else 200)


def _act(
    request: SignedInRequest, form: EntryForm, indicator: Indicator, scope: Scope, period: Period
) -> HttpResponse | None:
    """Keep what was typed, and hand it in when asked; a refusal ends up in the form."""
    typed = {name: form.cleaned_data[name] for name in TYPED}
    try:
        reading = actions.report_figure(
            indicator=indicator,
            scope=scope,
            period=period,
            part=form.cleaned_data.get("part"),
            version=form.cleaned_data["version"],
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
    return timezone.localtime().strftime("%H:%M")


def _latest(indicator: Indicator, scope: Scope, period: Period, part: str) -> Reading | None:
    """Return the last typed reading of the figure, whatever its status."""
    return (
        Reading.objects.heads()
        .filter(
            source=Reading.Source.ENTRY,
            figure__indicator=indicator,
            figure__scope=scope,
            figure__period=period,
            figure__part=part,
        )
        .select_related("figure__indicator", "figure__period", "author", "approver")
        .first()
    )


def _initial(there: Reading | None) -> dict[str, Any]:
    """Start from the draft; a correction of what was accepted starts from that."""
    if there is None:
        return {"version": 0}
    is_draft = there.workflow == Workflow.DRAFT
    plain = None
    if there.value is not None:
        plain = there.value.quantize(there.value.__class__(1).scaleb(-there.decimals))
    typed = {name: getattr(there, name) for name in TYPED} | {"value": plain}
    return {**typed, "version": there.version if is_draft else 0}


def _context(
    form: EntryForm, indicator: Indicator, scope: Scope, period: Period, there: Reading | None
) -> dict[str, Any]:
    stand_in = Figure(indicator=indicator, scope=scope, period=period)
    stand_in.part = there.figure.part if there else actions.part_counted(indicator, scope)
    last = overviews.last_year_of([stand_in])
    is_writable = rules.is_writable(period, scope, today=timezone.localdate())
    return {
        "form": form,
        "indicator": indicator,
        "scope": scope,
        "period": period,
        "there": there,
        "last": next(iter(last.values()), None),
        "definition": actions.definition_on(indicator, period.end),
        "lock": "" if is_writable else actions.lock_sentence(period),
        "example_year": period.end.year if period.is_example else None,
    }
