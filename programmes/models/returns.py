"""What a scope answers to a questionnaire over a period, from handing out to accepting."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from libraries.models import Period, Reading, Scope, duties_of
from programmes.models.questionnaires import Questionnaire, Section


class ReturnQuerySet(models.QuerySet["Return"]):
    def visible_to(self, user: User) -> Self:
        """Return what is accepted, and the unfinished business of one's own organisation."""
        return self.filter(Q(state=Return.State.ACCEPTED) | duties_of(user).owns())

    def with_labels(self) -> Self:
        """Fetch what a return needs to be named."""
        return self.select_related("questionnaire", "scope__owner", "period")


class Return(models.Model):
    """One scope's answers to one questionnaire over one period; its figures are readings."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        SENT_BACK = "sent_back", _("Sent back")
        ACCEPTED = "accepted", _("Accepted")

    WRITABLE = (State.DRAFT, State.SENT_BACK)
    UNDER_REVIEW = (State.SUBMITTED, State.SENT_BACK)  # of what was sent back the rest still waits

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.PROTECT, related_name="returns"
    )
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="returns")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="returns")
    state = models.CharField(_("status"), max_length=10, choices=State.choices, default=State.DRAFT)
    deadline = models.DateField(_("to be answered by"))
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("contact person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who gathers the answers inside the organisation."),
    )
    finality = models.CharField(
        _("finality"),
        max_length=20,
        choices=Reading.Finality.choices,
        default=Reading.Finality.NONE,
    )
    round = models.PositiveSmallIntegerField(_("round"), default=0)
    handed_out_at = models.DateTimeField(_("handed out at"), default=timezone.now)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("submitted by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    accountable = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("accountable"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    approved_at = models.DateTimeField(_("director agreed at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("director who agreed"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("accepted by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = ReturnQuerySet.as_manager()

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        ordering = ("-period__end", "scope", "questionnaire")
        constraints = (
            models.UniqueConstraint(
                fields=("questionnaire", "scope", "period"),
                name="programmes_return_once",
                violation_error_message=_("This has been handed out already."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(
                    submitted_at__isnull=False,
                    submitted_by__isnull=False,
                    accountable__isnull=False,
                    round__gte=1,
                ),
                name="programmes_return_submitted_says_who",
                violation_error_message=_("A submitted return says who sent it and who answers."),
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", accepted_at__isnull=False, accepted_by__isnull=False)
                | (~Q(state="accepted") & Q(accepted_at__isnull=True, accepted_by__isnull=True)),
                name="programmes_return_accepted_says_by_whom",
                violation_error_message=_("An accepted return says when and by whom."),
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | (~Q(state="draft") & Q(approved_at__isnull=False, approved_by__isnull=False)),
                name="programmes_return_approved_says_by_whom",
                violation_error_message=_(
                    "A director agrees with what was submitted, and it says when and who."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.questionnaire}, {self.scope.label}, {self.period}"

    def get_absolute_url(self) -> str:
        """Its own page, else the questionnaires; where a quarter is read back, settings know."""
        return self.page or reverse("programmes:questionnaires")

    @property
    def page(self) -> str:
        """Where a form or a month is answered and read; empty for a quarter, shown higher up."""
        if self.questionnaire.layout == Questionnaire.Layout.MONTHS:
            asked = [self.questionnaire.code, self.period.year, self.scope_id]
            return reverse("programmes:months", args=asked)
        if self.questionnaire.layout == Questionnaire.Layout.FORM:
            return reverse("programmes:delivery", args=[self.pk])
        return ""

    @property
    def is_writable(self) -> bool:
        return self.state in self.WRITABLE

    @property
    def confirmation(self) -> str:
        """The number people keep of what they sent: '2025-4-17-1'; empty before that.

        Year and month of the period's last day, the return, and how often it was sent.
        """
        if not self.round:
            return ""
        return f"{self.period.end:%Y%m}-{self.pk}-{self.round}"

    @property
    def waits_for_approval(self) -> bool:
        """Handed in, and a director has not said yes to it yet."""
        return (
            self.questionnaire.needs_approval
            and self.state == self.State.SUBMITTED
            and self.approved_at is None
        )


class Delegation(models.Model):
    """A colleague was asked to answer one section of a return."""

    given = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="delegations")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="+")
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("colleague"),
        on_delete=models.PROTECT,
        related_name="delegations",
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    note = models.TextField(_("remark"), blank=True)
    done_at = models.DateTimeField(_("ready at"), null=True, blank=True)

    class Meta:
        verbose_name = _("section given to a colleague")
        verbose_name_plural = _("sections given to colleagues")
        ordering = ("given", "section", "asked_at")
        constraints = (
            models.UniqueConstraint(
                fields=("given", "section", "colleague"),
                name="programmes_delegation_once",
                violation_error_message=_("This colleague has this section already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.section}, {self.colleague}"
