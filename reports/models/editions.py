"""Frozen editions, what they publish, and how they are produced."""

import json
import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from libraries.models import Figure
from reports import standing
from reports.models.outlines import Report, followed_by


class EditionQuerySet(models.QuerySet["Edition"]):
    def with_labels(self) -> Self:
        """Fetch what an edition needs to be named."""
        return self.select_related(
            "report", "report__outline", "report__scope", "report__period", "frozen_by"
        )

    def visible_to(self, user: User) -> Self:
        """Return concepts that somebody follows, and whatever was published."""
        return self.filter(followed_by(user, "report__") | ~Q(state=Edition.State.CONCEPT))

    def with_figure_count(self) -> Self:
        """Count the figures that an edition publishes."""
        return self.annotate(figure_count=models.Count("figures"))

    def without_contents(self) -> Self:
        """Leave out the document itself, for lists."""
        return self.defer("contents")


class Edition(models.Model):
    """A report frozen whole: contents as one JSON document, with the digest of that document."""

    class State(models.TextChoices):
        CONCEPT = "concept", _("Concept")
        PUBLISHED = "published", _("Published")
        REPLACED = "replaced", _("Replaced")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(
        _("status"), max_length=10, choices=State.choices, default=State.CONCEPT
    )
    contents = models.JSONField(_("contents"))
    digest = models.CharField(_("digest"), max_length=64)
    frozen_at = models.DateTimeField(_("frozen at"), default=timezone.now)
    frozen_by = models.ForeignKey(
        User,
        verbose_name=_("frozen by"),
        null=True,  # ordered from the command line
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    figure_count: int  # from EditionQuerySet.with_figure_count()

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ("report", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "number"),
                name="reports_edition_number_once",
                violation_error_message=_("This edition exists already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.report.title}, {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("reports:edition", args=[self.pk])

    @property
    def version(self) -> str:
        """'concept 3' until it is published."""
        if self.state == self.State.CONCEPT:
            return str(_("concept %(number)s") % {"number": self.number})
        return str(self.number)

    @property
    def dossier(self) -> standing.Dossier:
        """The frozen contents, read back strictly."""
        return standing.thaw(json.dumps(self.contents))

    @property
    def imprint(self) -> standing.Imprint:
        """What an edition adds to its contents when it is printed."""
        return standing.Imprint(
            version=self.version,
            state=self.state,
            digest=self.digest,
            frozen_at=self.frozen_at.isoformat(),
            address=settings.PORTAL_ADDRESS,
            edition=self.pk,
        )


class PublishedFigure(models.Model):
    """A figure as an edition prints it, under its code; stored or computed from its parts."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="figures")
    code = models.CharField(_("code"), max_length=10)
    figure = models.ForeignKey(
        Figure,
        null=True,  # computed: it has no row of its own
        blank=True,
        on_delete=models.SET_NULL,
        related_name="published",
    )
    indicator_code = models.CharField(max_length=60)
    scope_kind = models.CharField(max_length=20)
    scope_code = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    printed = models.CharField(_("printed as"), max_length=60)
    is_computed = models.BooleanField(_("computed"), default=False)

    class Meta:
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        ordering = ("edition", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("edition", "code"),
                name="reports_publishedfigure_code_once",
                violation_error_message=_("This code is taken in this edition."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code}: {self.printed}"

    def get_absolute_url(self) -> str:
        return reverse("reports:published_figure", args=[self.edition_id, self.code])


class BuildQuerySet(models.QuerySet["Build"]):
    def visible_to(self, user: User) -> Self:
        """Return productions of the editions that somebody may read."""
        return self.filter(edition__in=Edition.objects.visible_to(user))

    def unfinished(self) -> Self:
        return self.filter(state__in=(Build.State.QUEUED, Build.State.RUNNING))

    def forsaken(self, now: datetime) -> Self:
        """Return builds whose lease ran out, and those that nobody took for half a minute."""
        return self.filter(
            Q(state=Build.State.RUNNING, lease_until__lt=now)
            | Q(state=Build.State.QUEUED, rung_at__lt=now - Build.RING_AGAIN)
        )


class Build(models.Model):
    """One production of an edition. The row is the truth, the queue only a doorbell."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Busy")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    class Stage(models.TextChoices):
        WAIT = "wait", _("In the queue")
        GATHER = "gather", _("Reading the frozen contents")
        DRAW = "draw", _("Drawing charts and chapters")
        LAYOUT = "layout", _("Laying out")
        PAGES = "pages", _("Numbering pages")
        WRITE = "write", _("Writing the file")
        CHECK = "check", _("Checking accessibility")
        KEEP = "keep", _("Keeping the file")
        READY = "ready", _("Ready")

    LEASE = timedelta(seconds=30)
    RING_AGAIN = timedelta(seconds=30)
    ATTEMPTS = 3

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="builds")
    state = models.CharField(
        _("status"), max_length=10, choices=State.choices, default=State.QUEUED
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.WAIT)
    done = models.PositiveIntegerField(_("done of the stage"), default=0)
    total = models.PositiveIntegerField(_("size of the stage"), default=0)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=0)
    token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(_("taken until"), null=True, blank=True)
    rung_at = models.DateTimeField(_("rung at"), default=timezone.now)
    ordered_at = models.DateTimeField(_("ordered at"), default=timezone.now)
    ordered_by = models.ForeignKey(
        User,
        verbose_name=_("ordered by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    failure = models.CharField(_("what went wrong"), max_length=20, blank=True)
    failure_details = models.TextField(blank=True)
    sha256 = models.CharField(_("hash of the file"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    engine = models.JSONField(_("versions of the engine"), default=dict, blank=True)
    checks = models.JSONField(_("findings of the checks"), default=list, blank=True)

    objects = BuildQuerySet.as_manager()

    class Meta:
        verbose_name = _("production")
        verbose_name_plural = _("productions")
        ordering = ("-ordered_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("edition",),
                condition=Q(state__in=("queued", "running")),
                name="reports_build_one_at_a_time",
                violation_error_message=_("This edition is being produced already."),
            ),
            models.CheckConstraint(
                condition=(Q(state="running") & Q(token__isnull=False, lease_until__isnull=False))
                | (~Q(state="running") & Q(token__isnull=True, lease_until__isnull=True)),
                name="reports_build_running_has_lease",
                violation_error_message=_("Only a running production is taken by somebody."),
            ),
            models.CheckConstraint(
                condition=(Q(state="done") & ~Q(sha256="") & Q(finished_at__isnull=False))
                | (~Q(state="done") & Q(sha256="")),
                name="reports_build_done_has_file",
                violation_error_message=_("A finished production has a file."),
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(failure=""),
                name="reports_build_failed_says_why",
                violation_error_message=_("A failed production says why."),
            ),
            models.CheckConstraint(
                condition=Q(attempt__lte=3),
                name="reports_build_at_most_three_attempts",
                violation_error_message=_("A production is tried three times at most."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition}, {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("reports:build", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)

    @staticmethod
    def new_token() -> uuid.UUID:
        return uuid.uuid4()
