"""Organisations and places. Each is a Scope: whatever is counted or promised points to one."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from biblionet.kit.dates import PartialDate, Precision


def dates_in_order(start: str, end: str) -> Q:
    """Return the condition that `end`, when there is one, is not before `start`."""
    return (
        Q(**{f"{start}__isnull": True})
        | Q(**{f"{end}__isnull": True})
        | Q(**{f"{end}__gte": F(start)})
    )


class ScopeQuerySet(models.QuerySet["Scope"]):
    def of_organisation(self, organisation: "Organisation") -> Self:
        """Return the organisation itself and everything it reports for."""
        return self.filter(Q(pk=organisation.pk) | Q(owner=organisation))

    def by_code(self, kind: "Scope.Kind", code: str) -> "Scope":
        return self.get(kind=kind, code=code)


class Scope(models.Model):
    """One row for each thing a figure can be about; its name is the one in use now."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("organisation")
        MUNICIPALITY = "municipality", _("municipality")
        SERVICE_AREA = "service_area", _("organisation in a municipality")
        BRANCH = "branch", _("branch")
        NETWORK = "network", _("network")
        PROVINCE = "province", _("province")
        COUNTRY = "country", _("country")

    SCOPE_KIND: ClassVar[Kind | None] = None  # set by the tables that extend this one

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    code = models.CharField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=160)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    owner = models.ForeignKey(
        "libraries.Organisation",
        verbose_name=_("reported by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="scopes",
    )
    place = models.ForeignKey(
        "libraries.Municipality",
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="scopes",
    )

    objects = ScopeQuerySet.as_manager()

    class Meta:
        verbose_name = _("scope")
        verbose_name_plural = _("scopes")
        ordering = ("kind", "name", "pk")
        indexes = (models.Index(fields=("name", "id"), name="libraries_scope_by_name"),)
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "code"),
                name="libraries_scope_code_once_per_kind",
                violation_error_message=_("This code is taken already."),
            ),
            models.UniqueConstraint(
                fields=("owner", "place"),
                condition=Q(kind="service_area"),
                name="libraries_scope_service_area_once",
                violation_error_message=_("This organisation already works in this municipality."),
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=("service_area", "branch"), owner__isnull=False, place__isnull=False
                )
                | Q(
                    kind__in=("organisation", "municipality", "network", "province", "country"),
                    owner__isnull=True,
                    place__isnull=True,
                ),
                name="libraries_scope_owner_and_place_fit_kind",
                violation_error_message=_(
                    "Only a branch or service area has an organisation and a municipality."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.kind = self.SCOPE_KIND or self.kind
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # handed on as received

    def get_absolute_url(self) -> str:
        """The page of what the scope is; a service area is shown with its municipality."""
        if self.kind == self.Kind.ORGANISATION:
            return Organisation(code=self.code).get_absolute_url()
        if self.kind == self.Kind.MUNICIPALITY:
            return reverse("libraries:municipality", args=[self.code])
        if self.kind == self.Kind.SERVICE_AREA and self.place:
            return reverse("libraries:municipality", args=[self.place.code])
        if self.kind == self.Kind.BRANCH:
            return reverse("libraries:branch", args=[self.code])
        if self.kind == self.Kind.NETWORK:
            return reverse("libraries:network")
        return reverse("libraries:figures", query={"plek": self.pk})  # a province or country

    def full_clean(self, *args: object, **kwargs: object) -> None:
        self.kind = self.SCOPE_KIND or self.kind  # what nobody types is there before it is checked
        super().full_clean(*args, **kwargs)  # type: ignore[arg-type]  # handed on as received

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name

    @property
    def is_of_combined(self) -> bool:
        """Who reports for it is a combined institution: a library with a theatre, say."""
        body = self.owner or getattr(self, "organisation", None) or self
        return isinstance(body, Organisation) and body.is_combined

    @property
    def owner_code(self) -> str:
        """The code of the organisation whose business this is; empty for what is nobody's own."""
        if self.kind == self.Kind.ORGANISATION:
            return self.code
        return self.owner.code if self.owner else ""

    def name_on(self, day: date) -> str:
        """Return the name that was in use on a day."""
        for earlier in self.earlier_names.all():  # oldest first
            if earlier.until and day <= earlier.until.last:
                return earlier.name
        return self.name


class EarlierName(models.Model):
    """A name that went out of use: Bindbibliotheken was B9 until 2023."""

    scope = models.ForeignKey(Scope, on_delete=models.CASCADE, related_name="earlier_names")
    name = models.CharField(_("name"), max_length=160)
    until_on = models.DateField(_("in use until"))
    until_precision = models.CharField(max_length=5, choices=Precision.choices, default="day")
    until_words = models.CharField(_("in words"), max_length=60, blank=True)
    source_url = models.URLField(_("source"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("earlier name")
        verbose_name_plural = _("earlier names")
        ordering = ("scope", "until_on")
        constraints = (
            models.UniqueConstraint(
                fields=("scope", "until_on"),
                name="libraries_earliername_one_at_a_time",
                violation_error_message=_("Another name ended on this day already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def until(self) -> PartialDate | None:
        return PartialDate.of(self.until_on, self.until_precision, self.until_words)


class Organisation(Scope):
    """A body or unit that works in the network."""

    SCOPE_KIND = Scope.Kind.ORGANISATION

    class Form(models.TextChoices):
        LEGAL_BODY = "legal_body", _("legal body")
        SUPPORT = "support", _("provincial support institution")
        LIBRARY = "library", _("library organisation")
        SERVICE_UNIT = "service_unit", _("service unit")
        FUNDER = "funder", _("funder")
        PARTNER = "partner", _("partner")

    form = models.CharField(_("kind of organisation"), max_length=20, choices=Form.choices)
    part_of = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="units",
    )
    is_legal_entity = models.BooleanField(_("is a legal body"), default=False)
    is_combined = models.BooleanField(
        _("combined institution"),
        default=False,
        help_text=_("A library together with a theatre, cinema or arts centre."),
    )
    role = models.CharField(_("role"), max_length=255, blank=True)
    seat = models.CharField(_("seat"), max_length=80, blank=True)
    active_from_on = models.DateField(_("active from"), null=True, blank=True)
    active_from_precision = models.CharField(
        max_length=5, choices=Precision.choices, default="day", blank=True
    )
    active_from_words = models.CharField(_("in words"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)
    source_url = models.URLField(_("source"), max_length=400, blank=True)

    objects = models.Manager["Organisation"]()  # type: ignore[misc,assignment]  # a narrower manager

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    @property
    def active_from(self) -> PartialDate | None:
        return PartialDate.of(
            self.active_from_on, self.active_from_precision, self.active_from_words
        )


class Municipality(Scope):
    """A municipality; its code is the one of Statistics Netherlands (GM0109)."""

    SCOPE_KIND = Scope.Kind.MUNICIPALITY

    province_code = models.CharField(_("province code"), max_length=10)
    source_url = models.URLField(_("source"), max_length=400, blank=True)

    objects = models.Manager["Municipality"]()  # type: ignore[misc,assignment]  # a narrower manager

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
