"""The list of reports, and one report with what it still lacks."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from biblionet.accounts.models import SignedInRequest
from libraries.models import Period
from reports import dossier, overviews, rules
from reports.forms import FilterForm
from reports.models import Report
from reports.tasks import order_and_ring


@require_safe
def reports(request: SignedInRequest) -> HttpResponse:
    """List the reports somebody may follow, and what is published."""
    years = overviews.report_years(request.user)
    form = FilterForm(request.GET or None, years=years)
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = overviews.report_rows(request.user, overviews.ReportChoice(**chosen))
    context = {"form": form, "rows": rows, "narrowed": any(chosen.values())}
    return render(request, "reports/reports.html", context)


@require_safe
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a report: its editions, and what its texts still lack."""
    return show_report(request, visible_report(request, pk))


@require_POST
def order(request: SignedInRequest, pk: int) -> HttpResponse:
    """Freeze a report as it is now and order its file; a second request joins the first."""
    found = visible_report(request, pk)
    if not rules.can_order_report(request.user, found):
        raise PermissionDenied
    try:
        ordered = order_and_ring(report=found, by=request.user)
    except ValidationError as refusal:
        return show_report(request, found, refusal=refusal)
    return redirect(ordered)


def visible_report(request: SignedInRequest, pk: int) -> Report:
    visible = Report.objects.visible_to(request.user).with_labels()
    return get_object_or_404(visible, pk=pk)


def show_report(
    request: SignedInRequest, found: Report, *, refusal: ValidationError | None = None
) -> HttpResponse:
    may_see_texts = rules.can_see_texts(request.user)
    texts = dossier.texts_of(found)
    context = {
        "report": found,
        "rows": overviews.edition_rows(found, request.user),
        "texts": texts if may_see_texts else (),
        "missing": [one for one in texts if one.revision is None],
        "unfinished": [one for one in texts if one.placeholders],
        "may_order": rules.can_order_report(request.user, found),
        "may_write": rules.can_write_texts(request.user),
        "refusal": refusal.messages if refusal else [],
        **marked(found.period),
    }
    return render(request, "reports/report.html", context, status=422 if refusal else 200)


def marked(period: Period) -> dict[str, int]:
    """Return what makes a page say that it shows the example."""
    return {"example_year": period.end.year} if period.is_example else {}
