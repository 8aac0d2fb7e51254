"""A form as a file, to be retyped or kept."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.kit.downloads import save_as
from biblionet.kit.sheets import KINDS
from programmes.resources.returns import write_return
from programmes.views.deliveries.finding import find_delivery


@require_safe
def file(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """Hand out a form with its answers; to others than its own people what was accepted."""
    page = find_delivery(request, pk)
    try:
        content = write_return(page, kind)
    except KeyError:
        raise Http404 from None
    given = page.given
    name = f"{given.period.end.year}_{given.scope.code}_{given.questionnaire.code}"
    return save_as(content, name=f"{name.replace(':', '-')}.{kind}", content_type=KINDS[kind])
