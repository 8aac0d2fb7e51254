"""What is asked, for everybody to read: the list, one whole, what is different, and as files."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.kit.downloads import hand_out, save_as
from programmes import overviews, rules
from programmes.models import Questionnaire
from programmes.resources.files import write_file
from programmes.resources.questions import sheet_of_questions


@require_safe
def questionnaires(request: SignedInRequest) -> HttpResponse:
    """List everything that is asked in rounds."""
    lines = overviews.questionnaire_lines(today=timezone.localdate())
    context = {"lines": lines, "can_build": rules.can_build(request.user)}
    return render(request, "programmes/building/questionnaires.html", context)


@require_safe
def questionnaire(request: SignedInRequest, code: str) -> HttpResponse:
    """Show one questionnaire whole."""
    found = find(code)
    page = overviews.questionnaire_page(found, today=timezone.localdate())
    context = {
        "page": page,
        "questionnaire": found,
        "deadline": page.deadline,
        "can_build": rules.can_build(request.user),
    }
    return render(request, "programmes/building/questionnaire.html", context)


@require_safe
def difference(request: SignedInRequest, code: str) -> HttpResponse:
    """Show what is different from the questionnaire it was copied from."""
    found = find(code)
    listed = overviews.difference(found, today=timezone.localdate())
    if listed is None:
        raise Http404
    context = {"questionnaire": found, "difference": listed}
    return render(request, "programmes/building/difference.html", context)


@require_safe
def questionnaire_file(request: SignedInRequest, code: str) -> HttpResponse:
    """Hand out a questionnaire as the file that can be loaded."""
    document = overviews.document_of(overviews.whole_of(find(code)))
    return save_as(
        write_file(document).encode(),
        name=f"{code}.toml",
        content_type="application/toml; charset=utf-8",
    )


@require_safe
def questions_file(request: SignedInRequest, code: str, kind: str) -> HttpResponse:
    """Hand out the questions as a list for a spreadsheet."""
    page = overviews.questionnaire_page(find(code), today=timezone.localdate())
    return hand_out(sheet_of_questions(page), (), name=code, kind=kind)


def find(code: str) -> Questionnaire:
    """Return a questionnaire with what it names; not there is 404."""
    rows = Questionnaire.objects.select_related("legal_task", "asked_of", "follows__asked_of")
    return get_object_or_404(rows, code=code)
