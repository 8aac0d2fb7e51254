"""The support institution reads months, agrees with them, or sends one number back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from biblionet.accounts.models import SignedInRequest
from biblionet.kit.kept import begin_with, kept_until_signed_in
from libraries.forms import SendBackForm
from libraries.models import Year
from programmes import actions, rules
from programmes.overviews import Cell, MonthsPage, cells_by_key
from programmes.views.months.finding import address_of, find_page


def find_judged(request: SignedInRequest, code: str, year: Year, scope: int) -> MonthsPage:
    """Return a year to judge; of others than the support institution nobody judges."""
    page = find_page(request, code, year, scope)
    if not page.shows_drafts:
        raise Http404
    if not rules.can_review(request.user):
        raise PermissionDenied
    return page


@require_POST
def accept(request: SignedInRequest, code: str, year: Year, scope: int) -> HttpResponse:
    """Agree with the months that were ticked, as they were read."""
    page = find_judged(request, code, year, scope)
    seen = rounds(request.POST)
    returns = [one.given for one in page.waiting if one.given and one.given.pk in seen]
    try:
        done = actions.accept_months(returns=returns, rounds=seen, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        count = len(done)
        words = ngettext("%(count)s month accepted.", "%(count)s months accepted.", count)
        messages.success(request, words % {"count": count})
    return redirect("programmes:months", *address_of(page))


def rounds(data: QueryDict) -> dict[int, int]:
    """Read which returns are agreed with, each with how often it had been handed in: '12-1'."""
    found = {}
    for told in data.getlist("month"):
        key, _dash, number = told.partition("-")
        if all(part.isascii() and part.isdigit() and len(part) < 10 for part in (key, number)):
            found[int(key)] = int(number)
    return found


@kept_until_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(
    request: SignedInRequest, code: str, year: Year, scope: int, key: str
) -> HttpResponse:
    """Send one number of a month back with the reason; the others stay handed in."""
    page = find_judged(request, code, year, scope)
    cell = find_waiting(page, key)
    assert cell.reading is not None  # it is waiting
    begun = begin_with(request, {"version": cell.reading.version})
    form = SendBackForm(request.POST or None, initial=begun)
    if form.is_valid() and cell.month.given and cell.slot:
        cell.reading.version = form.cleaned_data["version"]
        try:
            actions.send_back_answer(
                given=cell.month.given,
                slot=cell.slot,
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Sent back. The organisation gets a letter about it."))
            return redirect("programmes:months", *address_of(page))
    context = {
        "page": page,
        "cell": cell,
        "form": form,
        "example_year": page.year.number if page.year.is_example else None,
    }
    status = 422 if form.errors else 200
    return render(request, "programmes/months/send_back.html", context, status=status)


def find_waiting(page: MonthsPage, key: str) -> Cell:
    cell = cells_by_key(page).get(key)
    if cell is None or not cell.is_waiting:
        raise Http404
    return cell
