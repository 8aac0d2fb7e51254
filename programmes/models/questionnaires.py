"""What is asked in rounds, as data: who is asked, over what, by when, in which sections."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from libraries.models import Period, Scope
from programmes.models.tasks import LegalTask


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def asked_over(self, period: Period) -> Self:
        """Return what is asked over a period: of its kind, and in use on its last day."""
        return self.filter(
            Q(starts__isnull=True) | Q(starts__lte=period.end),
            Q(ends__isnull=True) | Q(ends__gte=period.end),
            period_kind=period.kind,
        )


class Questionnaire(models.Model):
    """A round of questions over a kind of period, to the members of a network.

    What is asked every year in another version is one row a year, each with its own deadline; it
    `follows` the one it was copied from.
    """

    class Layout(models.TextChoices):
        ROWS = "rows", _("beside the progress of a quarter")
        FORM = "form", _("a form, section by section")
        MONTHS = "months", _("a year of months")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160)
    text = models.TextField(_("introduction"), blank=True)
    layout = models.CharField(
        _("shown as"), max_length=10, choices=Layout.choices, default=Layout.ROWS
    )
    legal_task = models.ForeignKey(
        LegalTask,
        verbose_name=_("for the legal task"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="questionnaires",
    )
    asked_by = models.CharField(
        _("asked by"), max_length=160, blank=True, help_text=_("A body, for example: KB.")
    )
    follows = models.ForeignKey(
        "self",
        verbose_name=_("copied from"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followed_by",
    )
    period_kind = models.CharField(_("asked per"), max_length=20, choices=Period.Kind.choices)
    asked_of = models.ForeignKey(
        Scope,
        verbose_name=_("asked of the members of"),
        on_delete=models.PROTECT,
        related_name="questionnaires",
    )
    answered_by = models.CharField(
        _("answered by"),
        max_length=20,
        choices=(
            (Scope.Kind.ORGANISATION.value, Scope.Kind.ORGANISATION.label),
            (Scope.Kind.SERVICE_AREA.value, Scope.Kind.SERVICE_AREA.label),
        ),
        default=Scope.Kind.ORGANISATION,
        help_text=_("An organisation answers once, or once for each municipality it works in."),
    )
    days_after = models.PositiveSmallIntegerField(
        _("days to answer"), default=14, help_text=_("Counted from the last day of the period.")
    )
    deadline = models.DateField(
        _("deadline"),
        null=True,
        blank=True,
        help_text=_("A day that stands fast. Without one the days above are counted."),
    )
    days_inside = models.PositiveSmallIntegerField(
        _("days for the support institution"),
        default=0,
        help_text=_("So many days before the deadline it should be with the POI."),
    )
    needs_approval = models.BooleanField(
        _("a director agrees with it"),
        default=False,
        help_text=_("Before it counts a director of the organisation says yes to it."),
    )
    source_url = models.URLField(_("source"), max_length=400, blank=True)
    contact = models.CharField(
        _("whom to ask"), max_length=160, blank=True, help_text=_("A function, not a name.")
    )
    starts = models.DateField(_("in use from"), null=True, blank=True)
    ends = models.DateField(_("in use until"), null=True, blank=True)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="programmes_questionnaire_dates_in_order",
                violation_error_message=_("The end lies before the start."),
            ),
            models.CheckConstraint(
                condition=Q(layout="rows", period_kind="quarter")
                | Q(layout="months", period_kind="month")
                | (Q(layout="form") & ~Q(period_kind__in=("quarter", "month"))),
                name="programmes_questionnaire_layout_fits_period",
                violation_error_message=_(
                    "A quarter is shown beside its progress, a month in its year, "
                    "anything else as a form."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    """Questions that stand together."""

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.CASCADE, related_name="sections"
    )
    order = models.PositiveSmallIntegerField(_("order"))
    number = models.CharField(
        _("number"), max_length=20, blank=True, help_text=_("As the form itself numbers it.")
    )
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("introduction"), blank=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ("questionnaire", "order")
        constraints = (
            models.UniqueConstraint(
                fields=("questionnaire", "order"),
                name="programmes_section_order_once",
                violation_error_message=_("This place in the order is taken."),
            ),
        )

    def __str__(self) -> str:
        return self.title
