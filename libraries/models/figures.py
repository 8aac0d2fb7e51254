"""The figure is the fact: it exists once."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from libraries.models.indicators import Definition, Indicator
from libraries.models.periods import Period
from libraries.models.places import Scope


class FigureQuerySet(models.QuerySet["Figure"]):
    def real(self) -> Self:
        """Leave the example out."""
        return self.filter(period__is_example=False)

    def like(self, period: Period) -> Self:
        """Return figures of the same world: real ones with a real period, example with example."""
        return self.filter(period__is_example=period.is_example)

    def with_labels(self) -> Self:
        """Fetch what a figure needs to be named and printed."""
        return self.select_related(
            "indicator",
            "definition",
            "scope__owner",
            "scope__place",
            "period",
            "current__publication",
        )


class Figure(models.Model):
    """One fact: an indicator by a definition, for a part, a scope and a period. It exists once."""

    class Part(models.TextChoices):
        LIBRARY = "library", _("library")
        WHOLE = "whole", _("whole institution")

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="figures")
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT, related_name="figures")
    part = models.CharField(_("part"), max_length=10, choices=Part.choices, default=Part.LIBRARY)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="figures")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="figures")
    current = models.ForeignKey(
        "libraries.Reading",
        verbose_name=_("current reading"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    chosen_at = models.DateTimeField(_("chosen at"), null=True, blank=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("chosen by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    chosen_reason = models.TextField(_("reason for the choice"), blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ("indicator", "scope", "-period__end", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "definition", "part", "scope", "period"),
                name="libraries_figure_exists_once",
                violation_error_message=_("This figure exists already."),
            ),
            models.CheckConstraint(
                condition=Q(chosen_at__isnull=True, chosen_by__isnull=True, chosen_reason="")
                | (
                    Q(chosen_at__isnull=False, chosen_by__isnull=False, current__isnull=False)
                    & ~Q(chosen_reason="")
                ),
                name="libraries_figure_choice_says_who_when_why",
                violation_error_message=_("A choice says who chose, when and why."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator}, {self.scope.label}, {self.period}"

    def get_absolute_url(self) -> str:
        """The list of its kin; where there is a page with its story, settings lead there."""
        return reverse("libraries:figures", query={"kengetal": self.indicator.code})

    @classmethod
    def usual_part(cls, indicator: Indicator, scope: Scope) -> "Figure.Part":
        """Return which part a figure is about when its source does not say.

        At a combined institution that is the whole, unless the indicator counts library work only.
        """
        is_whole = scope.is_of_combined and not indicator.is_library_only
        return cls.Part.WHOLE if is_whole else cls.Part.LIBRARY
