"""Files with figures that came in: what was in them, what was thought of it, what became of it."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from biblionet.accounts.models import User
from libraries.models.indicators import Definition, Indicator
from libraries.models.places import Scope


class ImportQuerySet(models.QuerySet["Import"]):
    def at_work(self) -> Self:
        return self.filter(state__in=Import.AT_WORK)

    def forsaken(self, now: datetime) -> Self:
        """Return imports whose lease ran out, and those that nobody took for half a minute."""
        return self.at_work().filter(
            Q(token__isnull=False, lease_until__lt=now)
            | Q(token__isnull=True, rung_at__lt=now - Import.RING_AGAIN)
        )


class Import(models.Model):
    """One file with figures. The row is the truth, the queue only a doorbell.

    Its readings are the detail of the one line it has in the trail.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Columns to choose")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        APPLYING = "applying", _("Being applied")
        APPLIED = "applied", _("Applied")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")
        FAILED = "failed", _("Failed")

    AT_WORK = (State.CHECKING, State.APPLYING, State.UNDOING)
    LEASE = timedelta(seconds=60)
    RING_AGAIN = timedelta(seconds=30)
    ATTEMPTS = 3

    state = models.CharField(
        _("status"), max_length=10, choices=State.choices, default=State.UPLOADED
    )
    by = models.ForeignKey(
        User, verbose_name=_("imported by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    language = models.CharField(
        _("language of the remarks"), max_length=7, default=settings.LANGUAGE_CODE
    )
    source = models.CharField(_("where the figures come from"), max_length=200)
    file_name = models.CharField(_("file"), max_length=160)
    sha256 = models.CharField(_("hash of the file"), max_length=64)
    size = models.PositiveBigIntegerField(_("bytes"))
    kind = models.CharField(_("kind of file"), max_length=4)
    encoding = models.CharField(_("alphabet"), max_length=12, blank=True)
    sheet = models.CharField(_("sheet"), max_length=160, blank=True)
    header = models.JSONField(_("headings"), default=list, blank=True)
    columns = models.JSONField(_("columns"), default=dict, blank=True)
    done = models.PositiveIntegerField(_("done of the stage"), default=0)
    total = models.PositiveIntegerField(_("size of the stage"), default=0)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    same = models.PositiveIntegerField(_("the same"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    kept = models.PositiveIntegerField(
        _("left alone by undoing, because somebody changed them since"), default=0
    )
    failure = models.TextField(_("what went wrong"), blank=True)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=0)
    token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(_("taken until"), null=True, blank=True)
    rung_at = models.DateTimeField(_("rung at"), default=timezone.now)
    applied_by = models.ForeignKey(
        User,
        verbose_name=_("applied by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        User,
        verbose_name=_("undone by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undo_reason = models.TextField(_("why it was undone"), blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "import")
        verbose_name_plural = _("imports")
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(token__isnull=True, lease_until__isnull=True)
                | Q(
                    token__isnull=False,
                    lease_until__isnull=False,
                    state__in=("checking", "applying", "undoing"),
                ),
                name="libraries_import_taken_while_at_work",
                violation_error_message=_("Only an import at work is taken by somebody."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("applied", "undoing", "undone"))
                | Q(applied_at__isnull=False, applied_by__isnull=False, refused=0),
                name="libraries_import_applied_says_who_and_refuses_nothing",
                violation_error_message=_("What was applied says by whom, and refused no row."),
            ),
            models.CheckConstraint(
                condition=~Q(state="undone")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undo_reason="")),
                name="libraries_import_undone_says_who_and_why",
                violation_error_message=_("What was undone says by whom and why."),
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(failure=""),
                name="libraries_import_failed_says_why",
                violation_error_message=_("A failed import says what went wrong."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.file_name} ({self.source})"

    def get_absolute_url(self) -> str:
        return reverse("libraries:import", args=[self.pk])

    @staticmethod
    def new_token() -> uuid.UUID:
        return uuid.uuid4()

    @property
    def is_at_work(self) -> bool:
        return self.state in self.AT_WORK

    @property
    def rows(self) -> int:
        """How many rows were judged."""
        return self.new + self.changed + self.same + self.refused

    @property
    def changes_nothing(self) -> bool:
        return not (self.new or self.changed)


class ImportRow(models.Model):
    """What was thought of one row of a file, with what it would write.

    Only there until the import has been settled: then its readings tell the same. It names other
    rows without the database watching over that: a hundred thousand are put here at once.
    """

    class Verdict(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        SAME = "same", _("the same")
        REFUSED = "refused", _("refused")

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(_("row"))
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict.choices)
    about = models.CharField(_("about"), max_length=300, blank=True)
    said = models.CharField(_("the file says"), max_length=80, blank=True)
    was = models.CharField(_("it was"), max_length=80, blank=True)
    column = models.CharField(_("column"), max_length=80, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    indicator = models.ForeignKey(
        Indicator,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    definition = models.ForeignKey(
        Definition,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    scope = models.ForeignKey(
        Scope,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    revises = models.ForeignKey(
        "libraries.Reading",
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    part = models.CharField(max_length=10, blank=True)
    period_kind = models.CharField(max_length=20, blank=True)
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    source = models.CharField(max_length=12, blank=True)
    publication = models.CharField(max_length=60, blank=True)
    publication_title = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20, blank=True)
    value = models.DecimalField(max_digits=15, decimal_places=4, null=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    qualifier = models.CharField(max_length=10, blank=True)
    method = models.CharField(max_length=20, blank=True)
    finality = models.CharField(max_length=20, blank=True)
    source_url = models.CharField(max_length=400, blank=True)
    printed_as = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    explanation = models.TextField(blank=True)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=("batch", "number"),
                name="libraries_importrow_once",
                violation_error_message=_("This row was judged already."),
            ),
            models.CheckConstraint(
                condition=~Q(verdict="refused") | ~Q(reason=""),
                name="libraries_importrow_refused_says_why",
                violation_error_message=_("A refused row says why."),
            ),
        )
        indexes = (models.Index(fields=("batch", "verdict", "number"), name="importrow_verdict"),)

    def __str__(self) -> str:
        return f"{self.number}: {self.get_verdict_display()}"
