"""What libraries do together."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from libraries.models import Indicator


class Programme(models.Model):
    """Something libraries do together, with its indicators."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160)
    text = models.TextField(_("what it is"), blank=True)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)
    indicators = models.ManyToManyField(
        Indicator, through="ProgrammeIndicator", related_name="programmes"
    )

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="programmes_programme_dates_in_order",
                violation_error_message=_("The end lies before the start."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programmes:programme", args=[self.code])


class ProgrammeIndicator(models.Model):
    """An indicator of a programme, and what is known of its use."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="links")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="links")
    order = models.PositiveSmallIntegerField(_("order"))
    reality = models.CharField(_("what is known of it"), max_length=255, blank=True)
    source_url = models.URLField(_("source"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("indicator of a programme")
        verbose_name_plural = _("indicators of programmes")
        ordering = ("programme", "order")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "indicator"),
                name="programmes_programmeindicator_once",
                violation_error_message=_("The programme has this indicator already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme}: {self.indicator}"
