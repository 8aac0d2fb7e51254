"""Collection profiles: by which a team buys for the libraries, and who takes part in which."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from libraries.models import Organisation, Period


class CollectionProfile(models.Model):
    """A kind of collection with its own way of buying: a school collection, say."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=160)
    text = models.TextField(_("what it is"), blank=True)
    source_url = models.URLField(_("source"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("collection profile")
        verbose_name_plural = _("collection profiles")
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name


class ProfileUse(models.Model):
    """An organisation takes part in a collection profile in a year."""

    profile = models.ForeignKey(CollectionProfile, on_delete=models.CASCADE, related_name="uses")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="profile_uses"
    )
    period = models.ForeignKey(
        Period, verbose_name=_("year"), on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(_("remark"), blank=True)

    class Meta:
        verbose_name = _("use of a collection profile")
        verbose_name_plural = _("uses of collection profiles")
        ordering = ("profile", "organisation", "period")
        constraints = (
            models.UniqueConstraint(
                fields=("profile", "organisation", "period"),
                name="programmes_profileuse_once_a_year",
                violation_error_message=_("This organisation takes part in this already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.profile}, {self.organisation}, {self.period}"
