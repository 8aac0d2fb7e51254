"""Pages about legal tasks, requirements and programmes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from biblionet.accounts.models import SignedInRequest
from libraries.models import Period, Year
from programmes import actions, overviews, rules
from programmes.forms import ExplanationForm
from programmes.models import LegalTask, Programme
from programmes.overviews import ChecklistLine


@require_safe
def legal_tasks(request: SignedInRequest) -> HttpResponse:
    """List what the law asks of the support institution."""
    return render(request, "programmes/legal_tasks.html", {"tasks": LegalTask.objects.all()})


@require_safe
def legal_task(request: SignedInRequest, code: str) -> HttpResponse:
    """Show one legal task with its requirements."""
    try:
        page = overviews.legal_task_page(code)
    except LegalTask.DoesNotExist:
        raise Http404 from None
    years = overviews.checklist_years()
    return render(request, "programmes/legal_task.html", {"page": page, "years": years})


@require_safe
def requirements(request: SignedInRequest, year: Year | None = None) -> HttpResponse:
    """Show the checklist of a year; without a year the newest real one with something known."""
    years = overviews.checklist_years(*[year] if year else [])
    real = [known for known in years if not known.is_example]
    shown = year or (real or [Year(timezone.localdate().year)])[0]
    lines = overviews.checklist(year=shown)
    if year and not lines:
        raise Http404
    context = {"year": shown, "years": years, "lines": lines}
    return render(request, "programmes/requirements.html", context | marked(shown))


@require_http_methods(["GET", "HEAD", "POST"])
def requirement(
    request: SignedInRequest, year: Year, code: str, scope: int | None = None
) -> HttpResponse:
    """Show one requirement in a year, or what one member comes to; explained while it is open."""
    line = line_or_404(year, code, scope)
    period = Period.objects.of_year(year).filter(kind=Period.Kind.CALENDAR_YEAR).first()
    asked, today = line.requirement, timezone.localdate()
    may = period and rules.can_explain_requirement(request.user, period, line.scope, today=today)
    form = ExplanationForm(request.POST or None, initial={"explanation": line.explanation})
    if request.method == "POST":
        if not may or period is None:
            raise PermissionDenied
        if form.is_valid():
            try:
                actions.explain_requirement(
                    requirement=asked,
                    period=period,
                    scope=line.scope,
                    by=request.user,
                    **form.cleaned_data,
                )
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, _("The explanation is saved."))
                return redirect(request.path)
    context = {
        "line": line,
        "is_member": scope is not None,
        "year": year,
        "form": form if may else None,
        **marked(year),
    }
    status = 422 if form.errors else 200
    return render(request, "programmes/requirement.html", context, status=status)


def line_or_404(year: Year, code: str, scope: int | None) -> ChecklistLine:
    for line in overviews.checklist(year=year):
        if line.requirement.code == code:
            if scope is None:
                return line
            for member in line.members:
                if member.scope.pk == scope:
                    return member
    raise Http404


def marked(year: Year) -> dict[str, int]:
    """Return what makes a page say that it shows the example."""
    return {"example_year": year.number} if year.is_example else {}


@require_safe
def programmes(request: SignedInRequest) -> HttpResponse:
    """List what the libraries do together."""
    return render(request, "programmes/programmes.html", {"programmes": Programme.objects.all()})


@require_safe
def programme(request: SignedInRequest, code: str) -> HttpResponse:
    """Show a programme with what was last counted for it."""
    found = get_object_or_404(Programme, code=code)
    context = {"programme": found, "lines": overviews.programme_lines(found)}
    return render(request, "programmes/programme.html", context)
