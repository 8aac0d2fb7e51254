"""Where organisations work: service areas, branches, and the networks they are members of."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from biblionet.kit.dates import PartialDate, Precision
from libraries.models.places import Organisation, Scope, dates_in_order


class ServiceAreaQuerySet(models.QuerySet["ServiceArea"]):
    def on(self, day: date) -> Self:
        """Return the areas that were served on a day."""
        return self.filter(
            Q(starts__isnull=True) | Q(starts__lte=day), Q(ends__isnull=True) | Q(ends__gte=day)
        )


class ServiceArea(Scope):
    """An organisation in one municipality: the smallest thing a manager answers for."""

    SCOPE_KIND = Scope.Kind.SERVICE_AREA

    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)

    objects = ServiceAreaQuerySet.as_manager()  # type: ignore[misc,assignment]  # a narrower manager

    class Meta:
        verbose_name = _("service area")
        verbose_name_plural = _("service areas")
        constraints = (
            models.CheckConstraint(
                condition=dates_in_order("starts", "ends"),
                name="libraries_servicearea_dates_in_order",
                violation_error_message=_("The end lies before the start."),
            ),
        )


class Branch(Scope):
    """A place with books and people; `sort` is the word of the source."""

    SCOPE_KIND = Scope.Kind.BRANCH

    class Sort(models.TextChoices):
        BRANCH = "branch", _("branch")
        SERVICE_POINT = "service_point", _("service point")
        UNSPECIFIED = "unspecified", _("kind not known")

    sort = models.CharField(_("kind of branch"), max_length=20, choices=Sort.choices)
    village = models.CharField(_("village or town"), max_length=80)
    is_local_vindplaats = models.BooleanField(_("local vindplaats"), default=False)
    opened_on = models.DateField(_("opened"), null=True, blank=True)
    opened_precision = models.CharField(
        max_length=5, choices=Precision.choices, default="day", blank=True
    )
    opened_words = models.CharField(_("in words"), max_length=60, blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    closed_precision = models.CharField(
        max_length=5, choices=Precision.choices, default="day", blank=True
    )
    closed_words = models.CharField(_("in words"), max_length=60, blank=True)
    seen_on = models.DateField(_("known to be open"), null=True, blank=True)
    seen_precision = models.CharField(
        max_length=5, choices=Precision.choices, default="day", blank=True
    )
    seen_words = models.CharField(_("in words"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)
    source_url = models.URLField(_("source"), max_length=400, blank=True)

    objects = models.Manager["Branch"]()  # type: ignore[misc,assignment]  # a narrower manager

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")
        constraints = (
            models.CheckConstraint(
                condition=dates_in_order("opened_on", "closed_on"),
                name="libraries_branch_dates_in_order",
                violation_error_message=_("The branch closed before it opened."),
            ),
        )

    @property
    def opened(self) -> PartialDate | None:
        return PartialDate.of(self.opened_on, self.opened_precision, self.opened_words)

    @property
    def closed(self) -> PartialDate | None:
        return PartialDate.of(self.closed_on, self.closed_precision, self.closed_words)

    @property
    def seen(self) -> PartialDate | None:
        return PartialDate.of(self.seen_on, self.seen_precision, self.seen_words)


class NetworkMemberQuerySet(models.QuerySet["NetworkMember"]):
    def on(self, day: date) -> Self:
        """Return the memberships that held on a day."""
        return self.filter(
            Q(starts__isnull=True) | Q(starts__lte=day), Q(ends__isnull=True) | Q(ends__gte=day)
        )


class NetworkMember(models.Model):
    """An organisation in a network, with dates."""

    network = models.ForeignKey(
        Scope,
        on_delete=models.PROTECT,
        related_name="members",
        limit_choices_to={"kind": Scope.Kind.NETWORK},
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="networks"
    )
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)

    objects = NetworkMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of the network")
        verbose_name_plural = _("members of the network")
        ordering = ("network", "organisation")
        constraints = (
            models.UniqueConstraint(
                fields=("network", "organisation"),
                name="libraries_networkmember_once",
                violation_error_message=_("This organisation is a member already."),
            ),
            models.CheckConstraint(
                condition=dates_in_order("starts", "ends"),
                name="libraries_networkmember_dates_in_order",
                violation_error_message=_("The end lies before the start."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} – {self.network}"
