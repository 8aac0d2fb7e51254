"""Lists of figures as files."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.kit.downloads import save_as
from biblionet.kit.fields import current_language
from biblionet.kit.numbers import write_number
from biblionet.kit.sheets import KINDS
from libraries.overviews.lists import said_of
from libraries.resources.figures import FORMATS, MOST, figures_file
from libraries.views.figures import asked


@require_safe
def figures_list(request: SignedInRequest, kind: str) -> HttpResponse:
    """Hand out what sources say of the figures in a list, as a file that can come in again."""
    if kind not in FORMATS:
        raise Http404
    _form, choice = asked(request)
    readings = said_of(request.user, choice)
    if readings.order_by()[MOST[kind] :].exists():
        most = write_number(MOST[kind], language=current_language())
        sentence = _(
            "A file of this kind holds at most %(most)s rows. Narrow the list, or take CSV."
        )
        messages.error(request, sentence % {"most": most})
        return redirect(f"{reverse('libraries:figures')}?{request.GET.urlencode()}")
    return save_as(
        figures_file(readings, kind), name=f"{_('figures')}.{kind}", content_type=KINDS[kind]
    )
