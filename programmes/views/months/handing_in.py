"""Check months and hand them in together; take one back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from biblionet.accounts.models import SignedInRequest
from libraries.models import Year
from programmes import actions
from programmes.forms import HandInForm
from programmes.models import Return
from programmes.overviews import Month, MonthsPage, problems_in_words, sheet_in_words, who_answers
from programmes.views.months.finding import address_of, find_month, find_own_page


@dataclass(frozen=True, slots=True)
class Point:
    """Something that is still open in a month, with the way to its row."""

    about: str
    text: str
    key: str


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: SignedInRequest, code: str, year: Year, scope: int, month: int) -> HttpResponse:
    """Show what is open up to and with a month, and hand those months in at once."""
    page = find_own_page(request, code, year, scope)
    last, months = find_month(page, month), page.until(month)
    if not months:
        raise Http404
    people = who_answers(page.scope, today=timezone.localdate())
    usual = {"accountable": str(request.user.pk)} if request.user in people else {}
    form = HandInForm(request.POST or None, people=people, initial=usual)
    if form.is_valid():
        returns = [one.given for one in months if one.given]
        accountable = form.cleaned_data.get("accountable", request.user)
        try:
            actions.submit_months(returns=returns, accountable=accountable, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, submitted(returns))
            return redirect("programmes:months", *address_of(page))
    return show(request, page, last, months, form)


def submitted(returns: Sequence[Return]) -> str:
    count = len(returns)
    return ngettext(
        "%(count)s month submitted. The POI will read it.",
        "%(count)s months submitted. The POI will read them.",
        count,
    ) % {"count": count}


def show(
    request: SignedInRequest,
    page: MonthsPage,
    last: Month,
    months: tuple[Month, ...],
    form: HandInForm,
) -> HttpResponse:
    context = {
        "page": page,
        "last": last,
        "months": [(one, open_points(one)) for one in months],
        "others": [one for one in page.in_hand if one != last],
        "about_all": [
            (one, words) for one in months if one.sheet for words in sheet_in_words(one.sheet)
        ],
        "form": form,
        "example_year": page.year.number if page.year.is_example else None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "programmes/months/submit.html", context, status=status)


def open_points(month: Month) -> list[Point]:
    """Return what keeps a month from being handed in, in the order of the grid."""
    if month.sheet is None:
        return []
    return [
        Point(f"{slot.question}", text, slot.key)
        for slot in month.sheet.slots
        for text in problems_in_words(slot)
    ]


@require_POST
def withdraw(
    request: SignedInRequest, code: str, year: Year, scope: int, month: int
) -> HttpResponse:
    """Take back a month that was handed in and not judged yet."""
    page = find_own_page(request, code, year, scope)
    given = find_month(page, month).given
    if given is None:
        raise Http404
    try:
        actions.withdraw_return(given=given, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("You took it back. You can change it now."))
    return redirect("programmes:months", *address_of(page))
