"""The plan: frameworks, pillars, objectives, actions, and who promised what."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from libraries.models import Indicator, Period, Scope


def one_of_objective_and_action() -> Q:
    """Return the condition that a row is about exactly one of the two."""
    return Q(objective__isnull=False, action__isnull=True) | Q(
        objective__isnull=True, action__isnull=False
    )


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


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def during(self, period: Period) -> Self:
        """Return the assignments that hold on the last day of a period, in its world."""
        return self.filter(
            Q(starts__isnull=True) | Q(starts__lte=period.end),
            Q(ends__isnull=True) | Q(ends__gte=period.end),
            Q(period__isnull=True) | same_year(period),
        )


class Assignment(models.Model):
    """Who reports on an objective or action: hence the 4 in '3 van 4 organisaties'."""

    objective = models.ForeignKey(
        Objective, null=True, blank=True, on_delete=models.CASCADE, related_name="assignments"
    )
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.CASCADE, related_name="assignments"
    )
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="assignments")
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)
    period = models.ForeignKey(
        Period,
        verbose_name=_("only for"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Empty: between the dates."),
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ("scope", "objective", "action")
        constraints = (
            models.CheckConstraint(
                condition=one_of_objective_and_action(),
                name="goals_assignment_of_one_thing",
                violation_error_message=_("Choose an objective or an action."),
            ),
            models.UniqueConstraint(
                fields=("objective", "scope"),
                condition=Q(objective__isnull=False),
                name="goals_assignment_objective_once",
                violation_error_message=_("This is assigned already."),
            ),
            models.UniqueConstraint(
                fields=("action", "scope"),
                condition=Q(action__isnull=False),
                name="goals_assignment_action_once",
                violation_error_message=_("This is assigned already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.scope}: {self.objective or self.action}"


class Target(models.Model):
    """A value to reach, in the unit of its indicator."""

    class Direction(models.TextChoices):
        AT_LEAST = "at_least", _("at least")
        AT_MOST = "at_most", _("at most")
        EXACTLY = "exactly", _("exactly")

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    objective = models.ForeignKey(
        Objective, null=True, blank=True, on_delete=models.CASCADE, related_name="targets"
    )
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.CASCADE, related_name="targets"
    )
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="targets")
    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="targets")
    value = models.DecimalField(_("value"), max_digits=15, decimal_places=4)
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction.choices, default=Direction.AT_LEAST
    )
    margin = models.PositiveSmallIntegerField(
        _("margin"), default=0, help_text=_("Percent of the value that still counts as reached.")
    )

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ("indicator", "scope", "period")
        constraints = (
            models.CheckConstraint(
                condition=one_of_objective_and_action(),
                name="goals_target_of_one_thing",
                violation_error_message=_("Choose an objective or an action."),
            ),
            models.UniqueConstraint(
                fields=("indicator", "objective", "scope", "period"),
                condition=Q(objective__isnull=False),
                name="goals_target_objective_once",
                violation_error_message=_("There already is a target."),
            ),
            models.UniqueConstraint(
                fields=("indicator", "action", "scope", "period"),
                condition=Q(action__isnull=False),
                name="goals_target_action_once",
                violation_error_message=_("There already is a target."),
            ),
            models.CheckConstraint(
                condition=Q(margin__lte=100),
                name="goals_target_margin_is_a_percentage",
                violation_error_message=_("A margin lies between 0 and 100 percent."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator}, {self.scope}, {self.period}: {self.value}"


class Performance(models.Model):
    """A line of the activity plan: what an action was to yield in a year; amounts in euros."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="performances")
    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="performances")
    aimed = models.TextField(_("aimed result"))
    realised = models.TextField(_("realised result"), blank=True)
    budget = models.DecimalField(
        _("budget"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    spent = models.DecimalField(_("spent"), max_digits=12, decimal_places=2, null=True, blank=True)
    explanation = models.TextField(_("explanation"), blank=True)

    class Meta:
        verbose_name = _("performance")
        verbose_name_plural = _("performances")
        ordering = ("period", "action")
        constraints = (
            models.UniqueConstraint(
                fields=("action", "period"),
                name="goals_performance_once_a_year",
                violation_error_message=_("There already is a line for this action and year."),
            ),
            models.CheckConstraint(
                condition=(Q(budget__isnull=True) | Q(budget__gte=0))
                & (Q(spent__isnull=True) | Q(spent__gte=0)),
                name="goals_performance_amounts_not_negative",
                violation_error_message=_("An amount is not negative."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.action}, {self.period}"
