"""Who did what, when. Rows are only added; they outlive what they tell about."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StepQuerySet(models.QuerySet["Step"]):
    def about(self, kind: str, key: str) -> "StepQuerySet":
        """Return the steps that were taken with one object."""
        return self.filter(kind=kind, key=key)

    def of_scopes(self, codes: list[str]) -> "StepQuerySet":
        """Return the steps that belong to one of these scopes."""
        return self.filter(scope__in=codes)


class Step(models.Model):
    """One act: a verb, the object by kind, key and label, the scope it belongs to, and details."""

    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,  # what the portal does of itself: loading, sweeping
        on_delete=models.PROTECT,
        related_name="+",
    )
    verb = models.CharField(_("act"), max_length=60)
    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=60)
    label = models.CharField(pgettext_lazy("step", "about"), max_length=255)
    scope = models.CharField(_("owning scope"), max_length=80, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=("kind", "key"), name="trail_step_object"),
            models.Index(fields=("scope", "-at"), name="trail_step_scope"),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.label}"
