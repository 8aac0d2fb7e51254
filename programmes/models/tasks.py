"""Legal tasks, and what the funder asks within them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from libraries.models import Indicator, Period, Publication, Scope


class LegalTaskQuerySet(models.QuerySet["LegalTask"]):
    def on(self, day: date) -> Self:
        """Return the legal tasks that hold on a day."""
        return self.filter(
            Q(starts__isnull=True) | Q(starts__lte=day), Q(ends__isnull=True) | Q(ends__gte=day)
        )


class LegalTask(models.Model):
    """A task that the library act gives the support institution, as data with dates."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=160)
    text = models.TextField(_("what it asks"))
    legal_base = models.CharField(_("legal base"), max_length=255, blank=True)
    starts = models.DateField(_("holds from"), null=True, blank=True)
    ends = models.DateField(_("holds until"), null=True, blank=True)
    source_url = models.URLField(_("source"), max_length=400, blank=True)

    objects = LegalTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal task")
        verbose_name_plural = _("legal tasks")
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="programmes_legaltask_dates_in_order",
                violation_error_message=_("The end lies before the start."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programmes:legal_task", args=[self.code])


class RequirementQuerySet(models.QuerySet["Requirement"]):
    def of_year(self, year: int) -> Self:
        """Return the requirements that hold in a year."""
        return self.filter(
            Q(first_year__lte=year), Q(last_year__isnull=True) | Q(last_year__gte=year)
        )


class Requirement(models.Model):
    """Something the funder asks within a legal task: norm, measured figure, tick, kept apart."""

    class Measure(models.TextChoices):
        PERCENTAGE = "percentage", _("percentage")
        SCORE = "score", _("mark")
        YES_NO = "yes_no", _("yes or no")
        JUDGEMENT = "judgement", _("judgement")

    class Comparison(models.TextChoices):
        AT_LEAST = "min", _("at least")
        TARGET = "target", _("aims at")
        EQUAL = "equal", _("equals")
        NONE = "none", _("no norm")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    legal_task = models.ForeignKey(LegalTask, on_delete=models.PROTECT, related_name="requirements")
    asked_by = models.ForeignKey(
        Scope, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="requirements"
    )
    measured_at = models.ForeignKey(
        Scope, verbose_name=_("measured for"), on_delete=models.PROTECT, related_name="+"
    )
    per_member = models.BooleanField(
        _("for each member"),
        default=False,
        help_text=_("Measured for each member of the network, not for the network as a whole."),
    )
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.TextField(_("requirement"))
    measure = models.CharField(_("measured as"), max_length=12, choices=Measure.choices)
    comparison = models.CharField(_("comparison"), max_length=8, choices=Comparison.choices)
    norm = models.DecimalField(
        _("norm"),
        max_digits=15,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("In the unit of the indicator; yes is 1."),
    )
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="requirements")
    first_year = models.PositiveSmallIntegerField(_("from year"))
    last_year = models.PositiveSmallIntegerField(_("until year"), null=True, blank=True)
    source_url = models.URLField(_("source"), max_length=400, blank=True)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(comparison="none", norm__isnull=True)
                | (~Q(comparison="none") & Q(norm__isnull=False)),
                name="programmes_requirement_norm_fits_comparison",
                violation_error_message=_("A comparison needs a norm."),
            ),
            models.CheckConstraint(
                condition=~Q(measure="percentage") | Q(norm__isnull=True) | Q(norm__range=(0, 100)),
                name="programmes_requirement_percentage_in_range",
                violation_error_message=_("A percentage lies between 0 and 100."),
            ),
        )

    def __str__(self) -> str:
        return self.text


class RequirementResult(models.Model):
    """What was said of a requirement in a year: the published tick as a quoted claim.

    `scope` is whom it is about: where the requirement is measured, or one of the members there.
    """

    class Claim(models.TextChoices):
        NONE = "none", _("nothing claimed")
        MET = "met", _("ticked as met")
        NOT_MET = "not_met", _("marked as not met")

    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="results")
    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="+")
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="+")
    claim = models.CharField(_("claim"), max_length=10, choices=Claim.choices, default=Claim.NONE)
    publication = models.ForeignKey(
        Publication,
        verbose_name=_("claimed in"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    source_url = models.URLField(_("address in the source"), max_length=400, blank=True)
    note = models.TextField(_("remark of the source"), blank=True)
    explanation = models.TextField(_("explanation"), blank=True)

    class Meta:
        verbose_name = _("result of a requirement")
        verbose_name_plural = _("results of requirements")
        ordering = ("period", "requirement")
        constraints = (
            models.UniqueConstraint(
                fields=("requirement", "period", "scope"),
                name="programmes_requirementresult_once",
                violation_error_message=_("There already is a result for this year."),
            ),
            models.CheckConstraint(
                condition=Q(claim="none") | Q(publication__isnull=False),
                name="programmes_requirementresult_claim_has_source",
                violation_error_message=_("A claim names the publication it is quoted from."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.requirement}, {self.period}: {self.get_claim_display()}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:requirement", args=[self.period.year, self.requirement.code])
