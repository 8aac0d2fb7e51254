"""Where figures were published."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from biblionet.kit.dates import PartialDate


class Publication(models.Model):
    """A document or page in which figures were published."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    publisher = models.CharField(_("publisher"), max_length=120, blank=True)
    published_on = models.DateField(
        _("published"),
        null=True,
        blank=True,
        help_text=_("The first day of the month or year when no day is known."),
    )
    published_precision = models.CharField(max_length=5, default="day", blank=True)
    url = models.URLField(_("address"), max_length=400, blank=True)
    is_plan = models.BooleanField(
        _("planned amounts"),
        default=False,
        help_text=_("What it says was intended, not what happened."),
    )

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ("-published_on", "code")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("libraries:publication", args=[self.code])

    @property
    def published(self) -> PartialDate | None:
        return PartialDate.of(self.published_on, self.published_precision, "")
