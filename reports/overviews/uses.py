"""Where a figure is used, and what shows that it is right."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from goals.models import Action, Evidence, Objective, ObjectiveIndicator, Target
from libraries.models import Figure, Period
from libraries.overviews import FigurePage, write_with_unit
from libraries.rules import belongs_to, can_import
from programmes.models import Programme, Question, RequirementResult
from reports.models import Block, Outline


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that uses a figure; `detail` says how."""

    label: str
    url: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Uses:
    """Things of one kind that use a figure."""

    heading: str
    things: tuple[Use, ...]


def uses_of(page: FigurePage) -> tuple[Uses, ...]:
    """Return what asks for a figure, is shown by it, computed with it or printed from it.

    Six queries. All of it may be known by everybody who signs in.
    """
    figure = page.figure
    groups = (
        (_("It is asked in"), _questionnaires(figure)),
        (_("It shows how far an objective came"), _objectives(figure)),
        (_("It is promised as a target"), _targets(figure)),
        (_("It measures a requirement"), _requirements(figure)),
        (_("It belongs to a programme"), _programmes(figure)),
        (_("It is a term of"), _ratios(page)),
        (_("Reports print it in"), _blocks(figure)),
    )
    return tuple(
        Uses(heading, found)
        for heading, things in groups
        if (found := tuple(dict.fromkeys(things)))
    )


def _questionnaires(figure: Figure) -> Iterator[Use]:
    asked = Question.objects.filter(indicator=figure.indicator_id)
    for one in asked.select_related("section__questionnaire").order_by("pk"):
        questionnaire = one.section.questionnaire
        url = reverse("programmes:questionnaire", args=[questionnaire.code])
        yield Use(questionnaire.name, url, one.number)


def _objectives(figure: Figure) -> Iterator[Use]:
    shown = ObjectiveIndicator.objects.filter(indicator=figure.indicator_id)
    for one in shown.select_related("objective__framework").order_by("pk"):
        yield Use(one.objective.title, one.objective.get_absolute_url())


def _targets(figure: Figure) -> Iterator[Use]:
    year = Period.objects.within(figure.period.year)
    found = Target.objects.filter(
        indicator=figure.indicator_id, scope=figure.scope_id, period__in=year
    )
    for one in found.select_related("objective__framework", "action").order_by("pk"):
        about = one.objective or one.action
        amount = write_with_unit(one.value, figure.indicator)
        aim = f"{one.get_direction_display()} {amount}"
        if about:
            yield Use(_title(about), about.get_absolute_url(), aim)


def _requirements(figure: Figure) -> Iterator[Use]:
    year = Period.objects.within(figure.period.year)
    found = RequirementResult.objects.filter(
        requirement__indicator=figure.indicator_id, period__in=year
    )
    for one in found.select_related("requirement", "period").order_by("requirement__order", "pk"):
        yield Use(one.requirement.text, one.get_absolute_url())


def _programmes(figure: Figure) -> Iterator[Use]:
    for one in Programme.objects.filter(indicators=figure.indicator_id).order_by("name"):
        yield Use(one.name, one.get_absolute_url())


def _ratios(page: FigurePage) -> Iterator[Use]:
    for one in page.ratios:
        yield Use(one.name, one.get_absolute_url())


def _blocks(figure: Figure) -> Iterator[Use]:
    """A recipe names indicators, and figures one by one as INDICATOR or INDICATOR|place.

    Of an outline the titles are told that say something before there is a report.
    """
    code, titles = figure.indicator.code, defaultdict[Outline, list[str]](list)
    for one in Block.objects.exclude(options={}).select_related("outline").order_by("pk"):
        named = [*one.options.get("indicators", ()), *one.options.get("facts", ())]
        if code in {name.partition("|")[0] for name in named}:
            titles[one.outline] += [one.title] if one.title and "{" not in one.title else []
    for outline, told in titles.items():
        yield Use(str(outline), outline.get_absolute_url(), ", ".join(dict.fromkeys(told)))


def evidence_of(page: FigurePage, user: User) -> tuple[Use, ...]:
    """Return the files behind a figure, as far as somebody may know them; one query.

    Who imports sees the sheets it came in with; its own people and the support institution see the
    files with progress on what it shows, over the same year.
    """
    found: list[Use] = []
    if can_import(user):
        found += [Use(one.file_name, one.get_absolute_url(), one.source) for one in page.batches]
    if belongs_to(user, page.figure.scope):
        found += [_file(one) for one in _files(page.figure)]
    return tuple(found)


def _files(figure: Figure) -> Iterator[Evidence]:
    shown = Q(progress_update__objective__shown_by__indicator=figure.indicator_id)
    promised = Q(progress_update__action__targets__indicator=figure.indicator_id)
    own = [pk for pk in (figure.scope_id, figure.scope.owner_id) if pk]
    files = Evidence.objects.filter(
        shown | promised,
        progress_update__scope__in=own,
        progress_update__period__in=Period.objects.within(figure.period.year),
    )
    labels = ("progress_update__objective", "progress_update__action", "progress_update__period")
    return iter(files.select_related(*labels).distinct().order_by("at", "pk"))


def _file(evidence: Evidence) -> Use:
    update = evidence.progress_update
    about = update.objective or update.action
    detail = f"{_title(about)}, {update.period}" if about else str(update.period)
    return Use(evidence.name, reverse("goals:evidence", args=[evidence.pk]), detail)


def _title(about: Objective | Action) -> str:
    return about.title if isinstance(about, Objective) else about.text
