"""What is counted, and how it may be added up."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from libraries.models.periods import Period
from libraries.models.places import Scope


class Indicator(models.Model):
    """Something that is counted: its unit, its two axes, and its kin among the indicators.

    A figure in unit and multiplier: FIN_EQUITY has unit EUR and multiplier 1000.
    """

    YES_NO = "ja/nee"  # a unit: yes is kept as 1, no as 0

    class Nature(models.TextChoices):
        STOCK = "stock", _("stock")
        FLOW = "flow", _("flow")

    class OverPlaces(models.TextChoices):
        SUM = "sum", _("sum")
        RATIO = "ratio", _("ratio")
        NOT_ADDITIVE = "not_additive", _("not additive")

    class OverTime(models.TextChoices):
        SUM = "sum", _("sum")
        LAST = "last", _("last value")
        AVERAGE = "average", _("average")
        NONE = "none", _("not over time")

    class Direction(models.TextChoices):
        HIGHER = "higher", _("more is better")
        LOWER = "lower", _("less is better")
        NEUTRAL = "neutral", _("neither")

    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160)
    unit = models.CharField(_("unit"), max_length=40)
    multiplier = models.PositiveIntegerField(_("counted in"), default=1)
    decimals = models.PositiveSmallIntegerField(_("usual decimals"), default=0)
    nature = models.CharField(_("stock or flow"), max_length=10, choices=Nature.choices)
    period_kind = models.CharField(_("counted per"), max_length=20, choices=Period.Kind.choices)
    over_places = models.CharField(_("over places"), max_length=20, choices=OverPlaces.choices)
    over_time = models.CharField(_("over time"), max_length=20, choices=OverTime.choices)
    level = models.CharField(_("reported by"), max_length=20, choices=Scope.Kind.choices)
    numerator = models.ForeignKey(
        "self",
        verbose_name=_("numerator"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    denominator = models.ForeignKey(
        "self",
        verbose_name=_("denominator"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    part_of = models.ForeignKey(
        "self",
        verbose_name=_("part of the total"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )
    follows = models.ForeignKey(
        "self",
        verbose_name=_("follows"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followed_by",
    )
    follows_with_break = models.BooleanField(_("with a break in the series"), default=False)
    lowest = models.DecimalField(
        _("lowest possible"), max_digits=15, decimal_places=4, null=True, blank=True
    )
    highest = models.DecimalField(
        _("highest possible"), max_digits=15, decimal_places=4, null=True, blank=True
    )
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction.choices, default=Direction.NEUTRAL
    )
    is_library_only = models.BooleanField(
        _("counts library work only"),
        default=False,
        help_text=_("At a combined institution every other figure is about the whole."),
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ("name", "pk")
        # Lists of figures are sorted by names: a few thousand names, a million figures.
        indexes = (models.Index(fields=("name", "id"), name="libraries_indicator_by_name"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(multiplier__in=(1, 1000, 1000000)),
                name="libraries_indicator_multiplier_is_known",
                violation_error_message=_("Count in ones, thousands or millions."),
            ),
            models.CheckConstraint(
                condition=Q(decimals__lte=4),
                name="libraries_indicator_at_most_four_decimals",
                violation_error_message=_("Use at most four decimals."),
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(over_places="ratio", numerator__isnull=False, denominator__isnull=False),
                name="libraries_indicator_ratio_has_both_terms",
                violation_error_message=_(
                    "Only a ratio has a numerator, and then a denominator too."
                ),
            ),
            models.CheckConstraint(
                condition=Q(nature="flow") | ~Q(over_time="sum"),
                name="libraries_indicator_stock_is_not_summed_over_time",
                violation_error_message=_("A stock is never added up over time."),
            ),
            models.CheckConstraint(
                condition=Q(follows__isnull=False) | Q(follows_with_break=False),
                name="libraries_indicator_break_needs_follows",
                violation_error_message=_("A break needs the indicator that is followed."),
            ),
            models.CheckConstraint(
                condition=Q(lowest__isnull=True)
                | Q(highest__isnull=True)
                | Q(lowest__lte=F("highest")),
                name="libraries_indicator_bounds_in_order",
                violation_error_message=_("The lowest value is above the highest."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("libraries:indicator", args=[self.code])

    @property
    def sign(self) -> str:
        """The unit as it stands behind a number; a bare count, a ratio and yes or no need none."""
        if self.unit == "EUR":
            words = {1000: _("thousand euros"), 1_000_000: _("million euros")}
            return str(words.get(self.multiplier, "€"))
        return "" if self.unit in ("aantal", "verhouding", self.YES_NO) else self.unit

    @property
    def is_additive(self) -> bool:
        return self.over_places == self.OverPlaces.SUM

    def is_counted_over(self, kind: str) -> bool:
        """Say whether there is a figure over such a period: its own, or a part of its year.

        A part of a year can only be counted of what goes on over time: quarters add up to a year,
        or the last of them stands for it.
        """
        if kind == self.period_kind:
            return True
        is_part = kind in (Period.Kind.MONTH, Period.Kind.QUARTER)
        of_year = self.period_kind in (Period.Kind.CALENDAR_YEAR, Period.Kind.REFERENCE_DATE)
        return is_part and of_year and self.over_time != self.OverTime.NONE


class Definition(models.Model):
    """What exactly is counted, from a day on. A new version starts a new series."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="definitions")
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    text = models.TextField(_("definition"))
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    source_url = models.URLField(_("source"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("definition")
        verbose_name_plural = _("definitions")
        ordering = ("indicator", "version")
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "version"),
                name="libraries_definition_version_once",
                violation_error_message=_("This version exists already."),
            ),
            models.CheckConstraint(
                condition=Q(version=1) | Q(valid_from__isnull=False),
                name="libraries_definition_later_version_has_start",
                violation_error_message=_("A later version says from when it holds."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator}, v{self.version}"
