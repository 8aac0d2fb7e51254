"""What is due to others by a day: the statutory calendar."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from biblionet.kit.dates import PartialDate
from libraries.models import Period, Scope
from programmes.models.questionnaires import Questionnaire


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def with_labels(self) -> Self:
        """Fetch what an obligation needs to be named."""
        return self.select_related("asked_of__owner", "questionnaire", "period")


class Obligation(models.Model):
    """Something that is due to somebody by a day, or that happens on it."""

    class Body(models.TextChoices):
        KB = "kb", _("KB")
        LOCATION_REGISTER = "gids", "G!DS"
        CBS = "cbs", _("CBS")
        PROVINCE = "province", _("province")
        MUNICIPALITIES = "municipalities", _("municipalities")
        OWN_BOARD = "board", _("own board")
        SCHOOLS = "schools", _("schools")
        NETWORK = "network", _("network")

    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = models.CharField(_("what"), max_length=200)
    body = models.CharField(_("due to"), max_length=15, choices=Body.choices)
    period = models.ForeignKey(
        Period,
        verbose_name=_("about"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked_of = models.ForeignKey(
        Scope,
        verbose_name=_("due from"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="obligations",
        help_text=_("A network stands for each of its members. Empty: from nobody here."),
    )
    questionnaire = models.ForeignKey(
        Questionnaire,
        verbose_name=_("met by answering"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="obligations",
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    starts_precision = models.CharField(max_length=5, default="day", blank=True)
    starts_words = models.CharField(_("in words"), max_length=60, blank=True)
    ends_on = models.DateField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("The last day. Empty when only words are known."),
    )
    ends_precision = models.CharField(max_length=5, default="day", blank=True)
    ends_words = models.CharField(_("in words"), max_length=60, blank=True)
    is_deadline = models.BooleanField(_("has to be met"), default=True)
    days_inside = models.PositiveSmallIntegerField(
        _("days for ourselves"),
        default=0,
        help_text=_("So many days before, it should be ready inside the organisation."),
    )
    note = models.TextField(_("note"), blank=True)
    source_url = models.URLField(_("source"), max_length=400, blank=True)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = ("ends_on", "starts_on", "name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(is_deadline=False) | Q(ends_on__isnull=False) | ~Q(ends_words=""),
                name="programmes_obligation_deadline_has_a_day",
                violation_error_message=_("What has to be met says by when."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The legal tasks; where there is a page of the calendar, settings lead there."""
        return reverse("programmes:legal_tasks")

    @property
    def starts(self) -> PartialDate | None:
        return PartialDate.of(self.starts_on, self.starts_precision, self.starts_words)

    @property
    def ends(self) -> PartialDate | None:
        return PartialDate.of(self.ends_on, self.ends_precision, self.ends_words)


class Fulfilment(models.Model):
    """That an obligation without a questionnaire was met by somebody who owes it."""

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="fulfilments")
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="+")
    met_on = models.DateField(_("met on"))
    note = models.TextField(_("remark"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("said by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("said at"), default=timezone.now)

    class Meta:
        verbose_name = _("fulfilment")
        verbose_name_plural = _("fulfilments")
        ordering = ("obligation", "scope")
        constraints = (
            models.UniqueConstraint(
                fields=("obligation", "scope"),
                name="programmes_fulfilment_once",
                violation_error_message=_("This was marked as met already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.obligation}, {self.scope.label}"
