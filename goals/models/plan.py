"""The plan: frameworks, pillars, objectives and actions."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from libraries.models import Indicator, Period


def same_year(period: Period) -> Q:
    """Return the condition that a row is for the year and the world of a period."""
    return Q(
        period__is_example=period.is_example,
        period__start__lte=period.end,
        period__end__gte=period.start,
    )


class FrameworkQuerySet(models.QuerySet["Framework"]):
    def in_use_on(self, day: date) -> Self:
        """Return the frameworks in use on a day; there may be several."""
        return self.filter(
            Q(in_use_from__lte=day), Q(in_use_until__isnull=True) | Q(in_use_until__gte=day)
        )


class Framework(models.Model):
    """A plan of its own: planned for some years, in use until a successor takes over."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160)
    planned_from = models.PositiveSmallIntegerField(_("planned from year"), null=True, blank=True)
    planned_until = models.PositiveSmallIntegerField(_("planned until year"), null=True, blank=True)
    in_use_from = models.DateField(_("in use from"))
    in_use_until = models.DateField(_("in use until"), null=True, blank=True)
    objective_word = models.CharField(
        _("word for one objective"),
        max_length=40,
        help_text=_("Doelstelling in the plan of 2019-2022, doel in the strategy of 2023."),
    )
    source = models.CharField(_("source"), max_length=400, blank=True)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        ordering = ("in_use_from", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(in_use_until__isnull=True) | Q(in_use_until__gte=F("in_use_from")),
                name="goals_framework_dates_in_order",
                violation_error_message=_("The end lies before the start."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("goals:framework", args=[self.code])


class Pillar(models.Model):
    """A group of objectives in a framework."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="pillars")
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=160)

    class Meta:
        verbose_name = _("pillar")
        verbose_name_plural = _("pillars")
        ordering = ("framework", "order")
        constraints = (
            models.UniqueConstraint(
                fields=("framework", "order"),
                name="goals_pillar_order_once",
                violation_error_message=_("This place in the order is taken."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("goals:pillar", args=[self.framework.code, self.order])


class Objective(models.Model):
    """What a framework wants to reach. Without actions is normal."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="objectives")
    pillar = models.ForeignKey(
        Pillar, null=True, blank=True, on_delete=models.PROTECT, related_name="objectives"
    )
    code = models.SlugField(_("code"), max_length=60)
    order = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"))
    meaning = models.TextField(_("meaning"), blank=True)
    source_url = models.URLField(_("source"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ("framework", "order")
        constraints = (
            models.UniqueConstraint(
                fields=("framework", "code"),
                name="goals_objective_code_once",
                violation_error_message=_("This code is taken already."),
            ),
            models.UniqueConstraint(
                fields=("framework", "order"),
                name="goals_objective_number_once",
                violation_error_message=_("This number is taken already."),
            ),
        )

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("goals:objective", args=[self.framework.code, self.code])

    @property
    def title(self) -> str:
        """How people call it: 'Doelstelling 3', 'Doel 3: Drenthe digitaal inclusief'."""
        word = f"{self.framework.objective_word} {self.order}"
        return f"{word}: {self.text}" if len(self.text) <= 60 else word


class ObjectiveAlias(models.Model):
    """Another name under which the same objective is known, with dates where known."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=160)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ("objective", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("objective", "name"),
                name="goals_objectivealias_once",
                violation_error_message=_("This name is listed already."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class ObjectiveIndicator(models.Model):
    """An indicator that shows how far an objective came, in its place among the others."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="shown_by")
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="shows"
    )
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("indicator of an objective")
        verbose_name_plural = _("indicators of objectives")
        ordering = ("objective", "order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("objective", "indicator"),
                name="goals_objectiveindicator_once",
                violation_error_message=_("This indicator belongs to the objective already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.objective.title}: {self.indicator}"


class WordingQuerySet(models.QuerySet["Wording"]):
    def of_world(self, *, is_example: bool) -> Self:
        """Return what was written at real years, or at those of the example."""
        return self.filter(period__is_example=is_example)


class Wording(models.Model):
    """What an editor wrote at a chart instead of the drafted sentence. Nothing is overwritten.

    `figures` are those it was written for; once they changed, the words may be out of date. Empty
    words: the drafted sentence stands there again.
    """

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="wordings")
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="+"
    )
    period = models.ForeignKey(
        Period, verbose_name=_("period"), on_delete=models.CASCADE, related_name="+"
    )
    number = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("sentence"), max_length=600, blank=True)
    drafted = models.TextField(_("drafted sentence"))
    figures = models.JSONField(_("figures it was written for"), default=dict)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sentence at a chart")
        verbose_name_plural = _("sentences at charts")
        ordering = ("objective", "indicator", "period", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("objective", "indicator", "period", "number"),
                name="goals_wording_number_once",
                violation_error_message=_("This version exists already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.objective.title}: {self.indicator}, {self.period}"


class Action(models.Model):
    """Something that is done for one or more objectives, of any framework."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    text = models.TextField(_("text"))
    objectives = models.ManyToManyField(
        Objective, verbose_name=_("objectives"), through="ActionLink", related_name="actions"
    )

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("goals:action", args=[self.code])


class ActionLinkQuerySet(models.QuerySet["ActionLink"]):
    def during(self, period: Period | None) -> Self:
        """Return the lasting links, and those made for the year of a period only."""
        lasting = Q(period__isnull=True)
        return self.filter(lasting if period is None else lasting | same_year(period))


class ActionLink(models.Model):
    """An action under an objective, in its place."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="links")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="links")
    order = models.PositiveSmallIntegerField(_("order"))
    period = models.ForeignKey(
        Period,
        verbose_name=_("only for"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Empty: for as long as the framework is in use."),
    )

    objects = ActionLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link of an action")
        verbose_name_plural = _("links of actions")
        ordering = ("objective", "order")
        constraints = (
            models.UniqueConstraint(
                fields=("action", "objective"),
                name="goals_actionlink_once",
                violation_error_message=_("The action is linked to this objective already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.objective.title}: {self.action}"
