"""What was promised: who reports on what, targets, and the lines of the activity plan."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from goals.models.plan import Action, Objective, same_year
from libraries.models import Indicator, Period, Scope


def one_of_objective_and_action() -> Q:
    """Return the condition that a row is about exactly one of the two."""
    return Q(objective__isnull=False, action__isnull=True) | Q(
        objective__isnull=True, action__isnull=False
    )


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def during(self, period: Period) -> Self:
        """Return the assignments that hold on the last day of a period, in its world."""
        return self.filter(
            Q(starts__isnull=True) | Q(starts__lte=period.end),
            Q(ends__isnull=True) | Q(ends__gte=period.end),
            Q(period__isnull=True) | same_year(period),
        )

    def with_whether_during(self, period: Period) -> Self:
        """Mark each with whether it holds then, in `holds`."""
        then = Assignment.objects.during(period).filter(pk=OuterRef("pk"))
        return self.annotate(holds=Exists(then))


class Assignment(models.Model):
    """Who reports on an objective or action: hence the 4 in '3 van 4 organisaties'."""

    holds: bool  # only there after `with_whether_during`

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
