"""An edition on screen: the same chapters and figures as on paper."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from libraries.models import Reading
from reports import overviews, printing, rules
from reports.models import Edition, PublishedFigure
from reports.printing import words
from reports.standing import Fact, Source
from reports.views.reports import marked

UNITS_SHOWN = {"%", "aantal", "ratio", "ja/nee"}  # the value itself says them, or nothing does


@require_safe
def edition(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show an edition: its digest, chapters, register of figures and files."""
    found = visible_edition(request, pk)
    rows = overviews.edition_rows(found.report, request.user)
    context = {
        "edition": found,
        "row": next(row for row in rows if row.edition.pk == found.pk),
        "page": overviews.edition_page(found),
        "may_order": rules.can_order_report(request.user, found.report),
        **marked(found.report.period),
    }
    return render(request, "reports/edition.html", context)


@require_safe
def chapter(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """Show one chapter of an edition, from the same contents as the file."""
    found = visible_edition(request, pk)
    dossier = found.dossier
    keys = [one.key for one in dossier.chapters]
    if key not in keys:
        raise Http404
    place = keys.index(key)
    context = {
        "edition": found,
        "chapter": dossier.chapters[place],
        "html": printing.chapter_html(dossier, found.imprint, key),
        "before": dossier.chapters[place - 1] if place else None,
        "after": dossier.chapters[place + 1] if place + 1 < len(keys) else None,
        **marked(found.report.period),
    }
    return render(request, "reports/chapter.html", context)


@require_safe
def published_figure(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """Show a figure as an edition printed it: value, definition, sources, parts of the sum."""
    found = visible_edition(request, pk)
    try:
        printed = overviews.printed_figure(found, code)
    except PublishedFigure.DoesNotExist:
        raise Http404 from None
    own, fact, language = printed.figure, printed.fact, found.report.outline.language
    seen = own and Reading.objects.visible_to(request.user).filter(figure=own).exists()
    context = {
        "edition": found,
        "printed": printed,
        "fact": fact,
        "has_page": seen,
        "written": printing.write_fact(fact, language=language),
        "period": words.period_of(fact),
        "unit": "" if fact.unit in UNITS_SHOWN else fact.unit.removeprefix("EUR").strip(),
        "sources": [Quoted(source) for source in fact.sources],
        "others": quoted(fact, language),
        "beside": beside(fact, language),
        "correction": fact.corrected and words.correction(fact, fact.corrected, language=language),
        **marked(found.report.period),
    }
    return render(request, "reports/published_figure.html", context)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A source on screen: what it says if it says something else, and when it was accepted."""

    source: Source
    written: str = ""

    @property
    def accepted(self) -> date | None:
        return date.fromisoformat(self.source.accepted_on) if self.source.accepted_on else None


def quoted(fact: Fact, language: str) -> list[Quoted]:
    """Return what other sources say of a figure, written as the figure itself."""
    return [
        Quoted(
            one.source,
            words.write_value(fact, one.value, one.decimals, one.qualifier, language=language)
            if one.value is not None
            else "",
        )
        for one in fact.alternatives
    ]


def beside(fact: Fact, language: str) -> str:
    """Write what the parts of a published figure give, when it does not round to that."""
    if fact.computed_beside is None:
        return ""
    decimals = words.decimals_of(fact.computed_beside)
    return words.write_value(fact, fact.computed_beside, decimals, language=language)


def visible_edition(request: SignedInRequest, pk: int) -> Edition:
    return get_object_or_404(Edition.objects.visible_to(request.user).with_labels(), pk=pk)
