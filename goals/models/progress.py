"""How far it came: one update for each objective or action, scope and period."""

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from goals.models.plan import Action, Objective
from goals.models.promises import one_of_objective_and_action
from libraries.models import Organisation, Period, Scope, Year, duties_of


class ProgressUpdateQuerySet(models.QuerySet["ProgressUpdate"]):
    def real(self) -> Self:
        """Leave the example out."""
        return self.filter(period__is_example=False)

    def like(self, period: Period) -> Self:
        """Return updates of the same world as a period: real or example."""
        return self.filter(period__is_example=period.is_example)

    def within(self, year: Year) -> Self:
        """Return the updates of a year, of its world."""
        return self.filter(period__in=Period.objects.within(year))

    def accepted(self) -> Self:
        return self.filter(state=ProgressUpdate.State.ACCEPTED)

    def visible_to(self, user: User) -> Self:
        """Return what is accepted, and the unfinished business of one's own organisation."""
        return self.filter(Q(state=ProgressUpdate.State.ACCEPTED) | duties_of(user).owns())

    def of_organisation(self, organisation: Organisation) -> Self:
        return self.filter(Q(scope=organisation) | Q(scope__owner=organisation))

    def with_labels(self) -> Self:
        """Fetch what an update needs to be named."""
        return self.select_related(
            "objective", "objective__framework", "action", "scope", "scope__owner", "period"
        )


class ProgressUpdate(models.Model):
    """What a scope says of one objective or action over one period: one shared draft."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        SENT_BACK = "sent_back", _("Sent back")
        ACCEPTED = "accepted", _("Accepted")

    class Rating(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started yet")
        ON_TRACK = "on_track", _("On track")
        ATTENTION = "attention", _("Needs attention")
        STUCK = "stuck", _("Stuck")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    OFF_TRACK = (Rating.ATTENTION, Rating.STUCK, Rating.DROPPED)
    WRITABLE = (State.DRAFT, State.SENT_BACK)

    objective = models.ForeignKey(
        Objective, null=True, blank=True, on_delete=models.PROTECT, related_name="updates"
    )
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.PROTECT, related_name="updates"
    )
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="updates")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="updates")
    version = models.PositiveIntegerField(_("version"), default=1)
    state = models.CharField(_("status"), max_length=10, choices=State.choices, default=State.DRAFT)
    rating = models.CharField(_("how it goes"), max_length=12, choices=Rating.choices, blank=True)
    note = models.TextField(_("what was done"), blank=True)
    question = models.TextField(_("question to the POI"), blank=True)
    poi_rating = models.CharField(
        _("rating of the POI"), max_length=12, choices=Rating.choices, blank=True
    )
    poi_reason = models.TextField(_("reason of the POI"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("submitted by"),
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

    objects = ProgressUpdateQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress update")
        verbose_name_plural = _("progress updates")
        ordering = ("-period__end", "scope", "pk")
        constraints = (
            models.CheckConstraint(
                condition=one_of_objective_and_action(),
                name="goals_progressupdate_of_one_thing",
                violation_error_message=_("Choose an objective or an action."),
            ),
            models.UniqueConstraint(
                fields=("objective", "scope", "period"),
                condition=Q(objective__isnull=False),
                name="goals_progressupdate_objective_once",
                violation_error_message=_("There already is an update for this period."),
            ),
            models.UniqueConstraint(
                fields=("action", "scope", "period"),
                condition=Q(action__isnull=False),
                name="goals_progressupdate_action_once",
                violation_error_message=_("There already is an update for this period."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | (~Q(rating="") & Q(submitted_at__isnull=False, submitted_by__isnull=False)),
                name="goals_progressupdate_submitted_is_whole",
                violation_error_message=_(
                    "A submitted update has a rating, and says who and when."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(rating__in=("attention", "stuck", "dropped"))
                | Q(state="draft")
                | ~Q(note=""),
                name="goals_progressupdate_off_track_has_note",
                violation_error_message=_("Off track needs a sentence."),
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", accepted_at__isnull=False, accepted_by__isnull=False)
                | (~Q(state="accepted") & Q(accepted_at__isnull=True, accepted_by__isnull=True)),
                name="goals_progressupdate_accepted_says_by_whom",
                violation_error_message=_("An accepted update says when and by whom."),
            ),
            models.CheckConstraint(
                condition=Q(poi_rating="") | Q(poi_rating=models.F("rating")) | ~Q(poi_reason=""),
                name="goals_progressupdate_other_rating_has_reason",
                violation_error_message=_("Say why your rating differs."),
            ),
        )

    def __str__(self) -> str:
        about = str(self.about).rstrip(".")  # some are whole sentences
        return f"{about}, {self.scope.label}, {self.period}"

    def get_absolute_url(self) -> str:
        return reverse("goals:update", args=[self.pk])

    @property
    def about(self) -> Objective | Action:
        """The objective or the action."""
        thing = self.objective or self.action
        assert thing is not None  # the database holds exactly one of the two
        return thing

    @property
    def agreed_rating(self) -> str:
        """The rating that is printed: the one of the POI where it gave one."""
        return self.poi_rating or self.rating

    @property
    def is_writable(self) -> bool:
        return self.state in self.WRITABLE

    def is_unanswered(self, remarks: "Iterable[Remark]") -> bool:
        """Tell whether it was sent back with these remarks, and nothing was changed since."""
        is_back = self.state == self.State.SENT_BACK
        return is_back and any(remark.at >= self.changed_at for remark in remarks)


class Remark(models.Model):
    """Why an update was sent back; all rounds are kept."""

    update_sent_back = models.ForeignKey(
        ProgressUpdate, on_delete=models.CASCADE, related_name="remarks"
    )
    round = models.PositiveSmallIntegerField(_("round"))
    text = models.TextField(_("remark"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ("update_sent_back", "round")
        constraints = (
            models.UniqueConstraint(
                fields=("update_sent_back", "round"),
                name="goals_remark_one_a_round",
                violation_error_message=_("This round has a remark already."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="goals_remark_says_something",
                violation_error_message=_("Say what is to be mended."),
            ),
        )

    def __str__(self) -> str:
        return self.text


class Evidence(models.Model):
    """A file that shows what an update says; kept under its hash, handed out by a checked view."""

    progress_update = models.ForeignKey(
        ProgressUpdate, on_delete=models.CASCADE, related_name="evidence"
    )
    name = models.CharField(_("file name"), max_length=160)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("bytes"))
    content_type = models.CharField(max_length=100)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("progress_update", "at")

    def __str__(self) -> str:
        return self.name
