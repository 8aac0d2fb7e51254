"""What an organisation gets back once its figures are accepted."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.home.overviews.feedback import feedback_on
from programmes.models import Return


@require_safe
def feedback(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read accepted figures back, beside what was, the network and the target."""
    given = get_object_or_404(
        Return.objects.visible_to(request.user)
        .with_labels()
        .select_related("accepted_by")
        .filter(state=Return.State.ACCEPTED),
        pk=pk,
    )
    period = given.period
    context = {
        "page": feedback_on(given),
        "example_year": period.end.year if period.is_example else None,
    }
    return render(request, "home/feedback.html", context)
