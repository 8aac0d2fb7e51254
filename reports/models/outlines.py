"""What a report consists of: an outline of typed blocks, and texts in revisions."""

import re
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from libraries.models import Period, Scope, ServiceArea, Year, duties_of


def fill_in(title: str, *, scope: str, year: str) -> str:
    """Put scope and year in a title. Not str.format: other braces are words like any other."""
    return re.sub(r"\{(scope|year)\}", lambda found: scope if found[1] == "scope" else year, title)


class OutlineQuerySet(models.QuerySet["Outline"]):
    def for_year(self, year: int) -> Self:
        """Return the outlines that fit a year, the newest of each kind first."""
        return self.filter(
            Q(first_year__lte=year), Q(last_year__isnull=True) | Q(last_year__gte=year)
        ).order_by("kind", "-first_year", "code")


class Outline(models.Model):
    """The table of contents of a kind of report: kind and depth are data."""

    class Kind(models.TextChoices):
        PROVINCIAL = "provincial", _("report of the province")
        MUNICIPAL = "municipal", _("report of a municipality")
        ORGANISATION = "organisation", _("report of an organisation")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    title = models.CharField(
        _("title"), max_length=160, help_text=_("{scope} and {year} are filled in.")
    )
    subtitle = models.CharField(_("subtitle"), max_length=200, blank=True)
    first_year = models.PositiveSmallIntegerField(_("from year"))
    last_year = models.PositiveSmallIntegerField(_("until year"), null=True, blank=True)
    language = models.CharField(
        _("language"), max_length=5, default="nl", choices=settings.LANGUAGES
    )
    source = models.CharField(_("source"), max_length=400, blank=True)

    objects = OutlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("outline")
        verbose_name_plural = _("outlines")
        ordering = ("kind", "-first_year")
        constraints = (
            models.CheckConstraint(
                condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year")),
                name="reports_outline_years_in_order",
                violation_error_message=_("The last year lies before the first."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.first_year})"

    def get_absolute_url(self) -> str:
        return reverse("reports:outline", args=[self.code])


class Block(models.Model):
    """One piece of an outline, in its place. Chapters are level 1; `options` is the recipe."""

    class Kind(models.TextChoices):
        HEADING = "heading", _("heading")
        TEXT = "text", _("text")
        FOREWORD = "foreword", _("foreword")
        LIST = "list", _("list")
        FIGURE_TABLE = "figure_table", _("table of figures")
        CHART = "chart", _("chart")
        INFOGRAPHIC = "infographic", _("big figures")
        OBJECTIVES = "objectives", _("objectives with progress")
        PERFORMANCES = "performances", _("lines of the activity plan")
        REQUIREMENTS = "requirements", _("checklist of requirements")
        RATIOS = "ratios", _("ratio table of two years")
        COVERAGE = "coverage", _("coverage")
        DEFINITIONS = "definitions", _("definitions and sources")
        COLOPHON = "colophon", _("colophon")

    outline = models.ForeignKey(Outline, on_delete=models.CASCADE, related_name="blocks")
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    level = models.PositiveSmallIntegerField(
        _("level"), default=1, help_text=_("1 is a chapter; 0 stands under the heading before it.")
    )
    key = models.SlugField(_("key"), max_length=60)
    title = models.CharField(_("title"), max_length=200, blank=True)
    options = models.JSONField(_("recipe"), default=dict, blank=True)

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ("outline", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("outline", "position"),
                name="reports_block_position_once",
                violation_error_message=_("This position is taken."),
            ),
            models.UniqueConstraint(
                fields=("outline", "key"),
                name="reports_block_key_once",
                violation_error_message=_("This key is taken."),
            ),
            models.CheckConstraint(
                condition=Q(level__lte=3),
                name="reports_block_at_most_three_levels",
                violation_error_message=_("A heading has at most three levels."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="heading") | ~Q(title=""),
                name="reports_block_heading_has_title",
                violation_error_message=_("A heading has words."),
            ),
        )

    def __str__(self) -> str:
        return self.title or self.get_kind_display()


def followed_by(user: User, prefix: str = "") -> Q:
    """Return the condition that somebody sees a report before it is published.

    The POI sees all; managers and directors what is about their own organisation or the places
    where it works; directors besides what is about the network. `prefix` is the way to the report.
    """
    duties = duties_of(user)
    if duties.is_poi:
        return Q(pk__isnull=False)  # an empty condition would vanish in an or
    areas = ServiceArea.objects.filter(Q(pk__in=duties.own) | Q(owner__in=duties.own))
    allowed = (
        Q(**{f"{prefix}scope__in": duties.own})
        | Q(**{f"{prefix}scope__in": areas.values("owner")})
        | Q(**{f"{prefix}scope__in": areas.values("place")})
    )
    if duties.directs:
        allowed |= Q(**{f"{prefix}scope__kind": Scope.Kind.NETWORK})
    return allowed


class ReportQuerySet(models.QuerySet["Report"]):
    def real(self) -> Self:
        return self.filter(period__is_example=False)

    def of_year(self, year: Year) -> Self:
        return self.filter(period__in=Period.objects.of_year(year))

    def visible_to(self, user: User) -> Self:
        """Return what somebody may follow while it is made, and what is published."""
        return self.filter(followed_by(user) | Q(editions__state="published")).distinct()

    def with_labels(self) -> Self:
        """Fetch what a report needs to be named."""
        return self.select_related("outline", "scope", "period")


class Report(models.Model):
    """An outline for a scope and a year."""

    outline = models.ForeignKey(Outline, on_delete=models.PROTECT, related_name="reports")
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="reports")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reports")
    created_at = models.DateTimeField(_("made at"), default=timezone.now)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        # Backwards the kinds come from wide to narrow: provincial, organisation, municipal.
        ordering = ("-period__end", "-outline__kind", "scope__name")
        constraints = (
            models.UniqueConstraint(
                fields=("outline", "scope", "period"),
                name="reports_report_once",
                violation_error_message=_("This report exists already."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.pk])

    @property
    def title(self) -> str:
        return self.fill_in(self.outline.title)

    def fill_in(self, title: str) -> str:
        """Put the place and the year of this report in a title of its outline."""
        return fill_in(title, scope=self.scope.label, year=str(self.period.year.number))

    def text_key(self, block: Block, pattern: str) -> str:
        """Return the key of the text for a block. Reports with the same key share the text."""
        own = f"{self.outline.code}-{block.key}-{{year}}-{{scope}}"
        year = str(self.period.year)
        return fill_in(pattern or own, scope=self.scope.code.lower(), year=year)[:80]


class Text(models.Model):
    """A piece of running text that reports place; what it says stands in its revisions."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ("key",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reports:text", args=[self.key])


class TextRevision(models.Model):
    """One version of a text. Nothing is overwritten."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("version"))
    body = models.TextField(
        _("text"),
        help_text=_(
            "Empty lines part paragraphs, '- ' starts a list item, **bold**, *italic*, "
            "[words](https://…) is a link, {{INDICATOR|scope|year}} is a figure."
        ),
    )
    signed_as = models.CharField(_("signed as"), max_length=160, blank=True)
    source = models.CharField(_("source"), max_length=400, blank=True)
    author = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("version of a text")
        verbose_name_plural = _("versions of texts")
        ordering = ("text", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("text", "number"),
                name="reports_textrevision_number_once",
                violation_error_message=_("This version exists already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.text}, v{self.number}"


class ReportText(models.Model):
    """Which text stands in which block of a report; the same text may stand in many."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="texts")
    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="texts")
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="placings")

    class Meta:
        verbose_name = _("text in a report")
        verbose_name_plural = _("texts in reports")
        ordering = ("report", "block__position")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "block"),
                name="reports_reporttext_one_a_block",
                violation_error_message=_("This block has a text already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.report}, {self.block}"
