"""Who may do what, where and how long."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from libraries.models.places import Scope, dates_in_order


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> Self:
        """Return the memberships that hold on a day."""
        return self.filter(Q(starts__lte=day), Q(ends__isnull=True) | Q(ends__gte=day))


class Membership(models.Model):
    """A person in a role for a scope, between dates. One manager often has several scopes."""

    class Role(models.TextChoices):
        MANAGER = "manager", _("library manager")
        DIRECTOR = "director", _("director")
        POI_STAFF = "poi_staff", _("POI staff member")
        POI_EDITOR = "poi_editor", _("POI editor")
        POI_ADMIN = "poi_admin", _("POI administrator")

    POI_ROLES = (Role.POI_STAFF, Role.POI_EDITOR, Role.POI_ADMIN)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    scope = models.ForeignKey(
        Scope, verbose_name=_("for"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("scope", "role", "user")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "scope", "role", "starts"),
                name="libraries_membership_once",
                violation_error_message=_("This person has this role already."),
            ),
            models.CheckConstraint(
                condition=dates_in_order("starts", "ends"),
                name="libraries_membership_dates_in_order",
                violation_error_message=_("The end lies before the start."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.scope}"


@dataclass(frozen=True, slots=True)
class Duties:
    """What somebody is entrusted with today: ids of scopes by role, and roles at the POI."""

    manages: frozenset[int]
    directs: frozenset[int]
    poi_roles: frozenset[str]

    @property
    def is_poi(self) -> bool:
        return bool(self.poi_roles)

    @property
    def own(self) -> frozenset[int]:
        """Scopes whose unfinished business this person sees."""
        return self.manages | self.directs

    def owns(self, prefix: str = "") -> Q:
        """Return the condition that a row's scope is one's own, `prefix` being the way to it."""
        if self.is_poi:
            return ~Q(pk__in=())  # always true; an empty Q would vanish in an "or"
        return Q(**{f"{prefix}scope__in": self.own}) | Q(**{f"{prefix}scope__owner__in": self.own})


def duties_of(user: User) -> Duties:
    """Return what a person is entrusted with today; asked once for each user object."""
    kept = user.__dict__.get("_duties")
    if isinstance(kept, Duties):
        return kept
    held = list(
        Membership.objects.on(timezone.localdate()).filter(user=user).values_list("role", "scope")
        if user.is_active
        else ()
    )
    duties = Duties(
        manages=frozenset(scope for role, scope in held if role == Membership.Role.MANAGER),
        directs=frozenset(scope for role, scope in held if role == Membership.Role.DIRECTOR),
        poi_roles=frozenset(role for role, _scope in held if role in Membership.POI_ROLES),
    )
    user.__dict__["_duties"] = duties
    return duties
