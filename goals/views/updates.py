"""Progress updates: what there is to write, the list, one update, and its evidence."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from biblionet.accounts.models import SignedInRequest, User
from biblionet.kit import files
from goals import actions, overviews, rules
from goals.forms import EvidenceForm, UpdatesFilter
from goals.models import Evidence, ProgressUpdate
from goals.models.progress import ProgressUpdateQuerySet
from goals.views.plan import about_year
from libraries.models import Year
from libraries.rules import works_for

ON_A_PAGE = 25


def visible(user: User) -> ProgressUpdateQuerySet:
    """Return the updates somebody may see, ready to be named."""
    return ProgressUpdate.objects.visible_to(user).with_labels().select_related("author")


@require_safe
def my_updates(request: SignedInRequest) -> HttpResponse:
    """Show what there is to write, by scope and quarter."""
    quarters = overviews.quarters_to_write(request.user, today=timezone.localdate())
    context = {
        "quarters": quarters,
        "has_example": any(one.period.is_example for one in quarters),
        "can_review": rules.can_review(request.user),
    }
    return render(request, "goals/my_updates.html", context)


@require_safe
def updates(request: SignedInRequest) -> HttpResponse:
    """List the updates of a year, by organisation and status."""
    years = overviews.years_of(overviews.all_quarters())
    form = UpdatesFilter(request.GET or None)
    form.fields["year"].widget.choices = [(str(year), year_words(year)) for year in years]
    chosen = form.cleaned_data if form.is_valid() else {}
    year = Year.read(chosen["year"]) if chosen.get("year") else overviews.usual_year(years)
    form.initial["year"] = str(year)
    found = visible(request.user).within(year)
    if chosen.get("organisation"):
        found = found.of_organisation(chosen["organisation"])
    if chosen.get("state"):
        found = found.filter(state=chosen["state"])
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, **about_year(year, years)}
    return render(request, "goals/updates.html", context)


def year_words(year: Year) -> str:
    """Write a year as people choose it: '2025 (voorbeeld)'."""
    return f"{year.number} ({_('example')})" if year.is_example else str(year.number)


@require_safe
def update(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one update; questions, remarks and evidence only to those it concerns."""
    found = get_object_or_404(visible(request.user).select_related("accepted_by"), pk=pk)
    return show_update(request, found, EvidenceForm())


def show_update(
    request: SignedInRequest, found: ProgressUpdate, form: EvidenceForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "update": found,
        "evidence_form": form,
        "form": form if form.is_bound else None,
        **conversation(request, found),
        **acts(request, found),
    }
    return render(request, "goals/update.html", context, status=status)


def conversation(request: SignedInRequest, found: ProgressUpdate) -> dict[str, Any]:
    """Return what only the own people and the POI read of an update; nothing for others."""
    example = {"example_year": found.period.end.year if found.period.is_example else None}
    if not rules.can_see_conversation(request.user, found):
        return example
    return {
        "sees_conversation": True,
        "remarks": found.remarks.select_related("by"),
        "evidence": found.evidence.select_related("by"),
        "history": overviews.history_of_update(found),
        **example,
    }


def acts(request: SignedInRequest, found: ProgressUpdate) -> dict[str, Any]:
    """Return what somebody may do with an update now, and why it is locked if it is."""
    user, today = request.user, timezone.localdate()
    reports = rules.reports_for(user, found.scope)
    lock = overviews.lock_of_state(found) or overviews.lock_of_period(
        found.period, found.scope, today=today
    )
    return {
        "can_write": rules.can_write_update(user, found.scope, found.period, found, today=today),
        "can_withdraw": rules.can_withdraw(user, found, today=today),
        "can_review": rules.can_accept(user, found) or rules.can_send_back(user, found),
        "lock": lock if works_for(user, found.scope) else None,
        "assignment": overviews.assignment_of(found) if reports else None,
    }


@require_POST
def add_evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep a file beside an update."""
    found = get_object_or_404(visible(request.user), pk=pk)
    if not rules.can_add_evidence(request.user, found, today=timezone.localdate()):
        raise PermissionDenied
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            actions.add_evidence(update=found, by=request.user, **read_upload(upload))
        except ValidationError as refusal:
            form.add_error("file", refusal)
        else:
            messages.success(request, _("The file is kept with this update."))
            return redirect(found)
    return show_update(request, found, form, status=422)


def read_upload(upload: Any) -> dict[str, Any]:
    """Return name and contents of an uploaded file; one byte more than allowed tells enough."""
    return {"name": upload.name, "content": upload.read(actions.MOST_BYTES + 1)}


@require_POST
def remove_evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a file away from an update that is being written."""
    evidence = find_evidence(request.user, pk)
    found = evidence.progress_update
    if not rules.can_add_evidence(request.user, found, today=timezone.localdate()):
        raise PermissionDenied
    try:
        actions.remove_evidence(evidence=evidence, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The file is removed."))
    return redirect(found)


@require_safe
def download_evidence(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Hand out a file: always to be saved, never to be shown as a page of the portal."""
    evidence = find_evidence(request.user, pk)
    if not files.is_kept(evidence.sha256):
        raise Http404
    return FileResponse(
        files.path_of(evidence.sha256).open("rb"),
        as_attachment=True,
        filename=evidence.name,
        content_type=evidence.content_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )


def find_evidence(user: User, pk: int) -> Evidence:
    """Return a piece of evidence somebody may see; Http404 otherwise."""
    evidence = get_object_or_404(
        Evidence.objects.select_related(
            "progress_update__scope__owner",
            "progress_update__period",
            "progress_update__objective__framework",
            "progress_update__action",
        ),
        pk=pk,
    )
    if not rules.can_see_conversation(user, evidence.progress_update):
        raise Http404
    return evidence
