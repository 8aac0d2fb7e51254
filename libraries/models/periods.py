"""Periods: everything dated hangs from one. The one mark of the example lies here, in the key."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from biblionet.kit.dates import name_period, say_when
from libraries.models.places import Scope


@dataclass(frozen=True, slots=True)
class Year:
    """A year, real or example: '2023' and '2025-voorbeeld' in addresses."""

    number: int
    is_example: bool = False

    MARK: ClassVar[str] = "-voorbeeld"

    @classmethod
    def read(cls, slug: str) -> "Year":
        """Read the form used in addresses. ValueError when it is none."""
        digits = slug.removesuffix(cls.MARK)
        if len(digits) != 4 or not digits.isascii() or not digits.isdigit() or digits[0] == "0":
            raise ValueError(slug)
        return cls(int(digits), is_example=slug != digits)

    def __str__(self) -> str:
        return f"{self.number}{self.MARK if self.is_example else ''}"


class PeriodQuerySet(models.QuerySet["Period"]):
    def real(self) -> Self:
        """Leave the example out."""
        return self.filter(is_example=False)

    def example(self) -> Self:
        return self.filter(is_example=True)

    def of_year(self, year: Year) -> Self:
        """Return the calendar year and the reference dates that fall in it."""
        return self.within(year).filter(
            kind__in=(Period.Kind.CALENDAR_YEAR, Period.Kind.REFERENCE_DATE)
        )

    def quarters_of(self, year: Year) -> Self:
        return self.within(year).filter(kind=Period.Kind.QUARTER)

    def within(self, year: Year) -> Self:
        """Return all periods that end in a year, of its world."""
        return self.filter(
            is_example=year.is_example,
            end__range=(date(year.number, 1, 1), date(year.number, 12, 31)),
        )


class Period(models.Model):
    """A stretch of time for which something is counted or told; open or closed by somebody."""

    class Kind(models.TextChoices):
        MONTH = "month", _("month")
        QUARTER = "quarter", _("quarter")
        CALENDAR_YEAR = "calendar_year", _("calendar year")
        SCHOOL_YEAR = "school_year", _("school year")
        REFERENCE_DATE = "reference_date", _("reference date")
        RUNNING = "running", _("running")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))
    is_example = models.BooleanField(_("example"), default=False)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("opened by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering = ("-end", "-start", "pk")
        indexes = (
            models.Index(fields=("end", "is_example", "id"), name="libraries_period_by_end"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "start", "is_example"),
                name="libraries_period_once",
                violation_error_message=_("This period exists already."),
            ),
            models.CheckConstraint(
                condition=Q(end__gte=F("start")),
                name="libraries_period_ends_after_start",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, opened_by__isnull=True)
                | Q(opened_at__isnull=False, opened_by__isnull=False),
                name="libraries_period_opened_at_and_by_together",
                violation_error_message=_("An opened period says when and by whom."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False, opened_at__isnull=False),
                name="libraries_period_closed_at_and_by_together",
                violation_error_message=_("A closed period was opened and says when and by whom."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The figures of its year; where there is a page of periods, settings lead there."""
        return reverse("libraries:figures", query={"jaar": str(self.year)})

    @property
    def name(self) -> str:
        """The period in words of the active language: '3e kwartaal 2025'."""
        return name_period(self.kind, self.start, self.end)

    @property
    def when(self) -> str:
        """The period as part of a sentence: 'in het 3e kwartaal 2025', 'op 31 december 2025'."""
        return say_when(self.kind, self.start, self.end)

    @property
    def year(self) -> Year:
        """The year to which the period counts: the one in which it ends."""
        return Year(self.end.year, is_example=self.is_example)

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None


class PeriodException(models.Model):
    """One scope may still write in a closed period, until a day and for a reason."""

    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="exceptions")
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    until = models.DateField(_("until"))
    granted_at = models.DateTimeField(_("granted at"), auto_now_add=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        ordering = ("until", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("period", "scope"),
                name="libraries_periodexception_once",
                violation_error_message=_("There already is an exception for this scope."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="libraries_periodexception_has_reason",
                violation_error_message=_("Say why there is an exception."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.scope}, {self.period}"
