"""A reading is what one source said of a figure. Nothing is overwritten."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from biblionet.kit.numbers import write_number
from libraries.models.figures import Figure
from libraries.models.imports import Import
from libraries.models.people import duties_of
from libraries.models.publications import Publication
from libraries.standing import Amount


class ReadingQuerySet(models.QuerySet["Reading"]):
    def heads(self) -> Self:
        """Return the readings that no later one revises."""
        return self.filter(revised_by__isnull=True)

    def in_force(self) -> Self:
        """Return the accepted readings that no accepted one revises: what each source says now.

        A source of which everything was withdrawn says nothing.
        """
        return (
            self.accepted()
            .filter(is_withdrawal=False)
            .exclude(revised_by__workflow=Reading.Workflow.ACCEPTED)
        )

    def accepted(self) -> Self:
        return self.filter(workflow=Reading.Workflow.ACCEPTED)

    def visible_to(self, user: User) -> Self:
        """Return what is accepted, and the unfinished business of one's own organisation."""
        return self.filter(Q(workflow=Reading.Workflow.ACCEPTED) | duties_of(user).owns("figure__"))

    def from_source(self, source: str) -> Self:
        """Return what a kind of source says, or the publication of a code."""
        if source in Reading.Source:
            return self.filter(source=source)
        return self.filter(publication__code=source)


class Reading(models.Model):
    """One value from one source. Nothing is overwritten: a correction is a new reading.

    `value` is in the unit and multiplier of the indicator, at most 15 digits of which 4 decimals;
    `decimals` is how many of them the source gave.
    """

    class State(models.TextChoices):
        VALUE = "value", _("a value")
        NOT_REPORTED = "not_reported", _("not reported")
        NOT_APPLICABLE = "not_applicable", _("not applicable")
        NOT_YET_KNOWN = "not_yet_known", _("not yet known")
        WITHHELD = "withheld", _("withheld")

    class Qualifier(models.TextChoices):
        EXACT = "exact", _("exact")
        OVER = "over", _("over")
        ALMOST = "almost", _("almost")
        ABOUT = "about", _("about")

    class Method(models.TextChoices):
        UNKNOWN = "unknown", _("not known")
        REGISTERED = "registered", _("registered")
        PARTLY_ESTIMATED = "partly_estimated", _("partly estimated")
        ESTIMATED = "estimated", _("estimated")

    class Workflow(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        ACCEPTED = "accepted", _("Accepted")

    class Finality(models.TextChoices):
        NONE = "none", _("not stated")
        PROVISIONAL = "provisional", _("provisional")
        FURTHER_PROVISIONAL = "further_provisional", _("further provisional")
        DEFINITIVE = "definitive", _("definitive")

    class Correction(models.TextChoices):
        NONE = "", _("no correction")
        TYPED_WRONG = "typed_wrong", _("typed wrong")
        COUNTED_AGAIN = "counted_again", _("counted again")
        CAME_LATER = "came_later", _("part of it came later")
        OTHER_DEFINITION = "other_definition", _("the definition was read otherwise")
        OTHER = "other", _("something else")

    class Source(models.TextChoices):
        PUBLICATION = "publication", _("publication")
        ENTRY = "entry", _("typed in the portal")
        IMPORT = "import", _("import")

    figure = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="readings")
    revises = models.OneToOneField(
        "self",
        verbose_name=_("revises"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="revised_by",
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.VALUE)
    value = models.DecimalField(_("value"), max_digits=15, decimal_places=4, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimals given"), default=0)
    qualifier = models.CharField(
        _("qualifier"), max_length=10, choices=Qualifier.choices, default=Qualifier.EXACT
    )
    method = models.CharField(
        _("method"), max_length=20, choices=Method.choices, default=Method.UNKNOWN
    )
    workflow = models.CharField(
        _("status"), max_length=10, choices=Workflow.choices, default=Workflow.DRAFT
    )
    finality = models.CharField(
        _("finality"), max_length=20, choices=Finality.choices, default=Finality.NONE
    )
    source = models.CharField(_("kind of source"), max_length=12, choices=Source.choices)
    publication = models.ForeignKey(
        Publication,
        verbose_name=_("publication"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="readings",
    )
    batch = models.ForeignKey(
        Import,
        verbose_name=_("import"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="readings",
        help_text=_("The file it came in with, or whose undoing it belongs to."),
    )
    is_withdrawal = models.BooleanField(
        _("withdrawal"),
        default=False,
        help_text=_("What it revises should never have been there: the source says nothing."),
    )
    source_url = models.URLField(_("address in the source"), max_length=400, blank=True)
    printed_as = models.CharField(
        _("printed in the source as"),
        max_length=60,
        blank=True,
        help_text=_("Only when it differs."),
    )
    expected_on = models.DateField(_("expected on"), null=True, blank=True)
    confirms = models.ForeignKey(
        "self",
        verbose_name=_("confirms"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="confirmed_by",
        help_text=_("The reading of the period before that somebody said still holds."),
    )
    correction = models.CharField(
        _("why it was corrected"),
        max_length=20,
        choices=Correction.choices,
        default=Correction.NONE,
        blank=True,
    )
    explanation = models.TextField(_("explanation"), blank=True)
    note = models.TextField(_("remark of the source"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("accepted by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    with_round = models.BooleanField(
        _("handed in with a round"),
        default=False,
        help_text=_("It was asked with other questions and is judged with them."),
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    remark = models.TextField(_("reason for sending back"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        # By the key of the figure: its own order would join three tables to every query.
        ordering = ("figure_id", "created_at", "pk")
        # Of a million figures those of one source, and those of which there is no number.
        indexes = (
            models.Index(fields=("source", "figure"), name="libraries_reading_by_source"),
            models.Index(fields=("publication", "figure"), name="libraries_reading_quoted"),
            models.Index(
                fields=("id",), condition=~Q(state="value"), name="libraries_reading_without"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state="value", value__isnull=False)
                | (~Q(state="value") & Q(value__isnull=True)),
                name="libraries_reading_value_fits_state",
                violation_error_message=_("Give a number, or say why there is none."),
            ),
            models.CheckConstraint(
                condition=Q(decimals__lte=4),
                name="libraries_reading_at_most_four_decimals",
                violation_error_message=_("Use at most four decimals."),
            ),
            models.CheckConstraint(
                condition=Q(source="publication", publication__isnull=False)
                | (~Q(source="publication") & Q(publication__isnull=True)),
                name="libraries_reading_publication_fits_source",
                violation_error_message=_("A published reading names its publication."),
            ),
            models.CheckConstraint(
                condition=~Q(source="entry") | Q(author__isnull=False),
                name="libraries_reading_entry_has_author",
                violation_error_message=_("What is typed has an author."),
            ),
            models.CheckConstraint(
                condition=Q(workflow="accepted", accepted_at__isnull=False)
                | (~Q(workflow="accepted") & Q(accepted_at__isnull=True, approver__isnull=True)),
                name="libraries_reading_accepted_says_when",
                violation_error_message=_("An accepted reading says when it was accepted."),
            ),
            models.CheckConstraint(
                condition=~Q(workflow="accepted", source="entry") | Q(approver__isnull=False),
                name="libraries_reading_accepted_entry_says_by_whom",
                violation_error_message=_("What was typed is accepted by somebody."),
            ),
            models.UniqueConstraint(
                fields=("figure", "publication"),
                condition=Q(revises__isnull=True, publication__isnull=False),
                name="libraries_reading_once_per_publication",
                violation_error_message=_(
                    "This publication already says something of this figure."
                ),
            ),
            models.CheckConstraint(
                condition=Q(correction="") | (Q(revises__isnull=False) & ~Q(explanation="")),
                name="libraries_reading_correction_says_of_what_and_why",
                violation_error_message=_("A correction says what it corrects and explains it."),
            ),
            models.CheckConstraint(
                condition=Q(is_withdrawal=False)
                | (Q(revises__isnull=False, value__isnull=True) & ~Q(explanation="")),
                name="libraries_reading_withdrawal_says_of_what_and_why",
                violation_error_message=_("A withdrawal says what it withdraws and why."),
            ),
            models.CheckConstraint(
                condition=Q(state="not_yet_known") | Q(expected_on__isnull=True),
                name="libraries_reading_expected_only_when_not_yet_known",
                violation_error_message=_("Only what is not yet known is expected on a day."),
            ),
        )

    def __str__(self) -> str:
        if self.value is None:
            return f"{self.figure}: {self.get_state_display()}"
        language = get_language() or settings.LANGUAGE_CODE
        return (
            f"{self.figure}: {write_number(self.value, language=language, decimals=self.decimals)}"
        )

    @property
    def amount(self) -> Amount | None:
        """The value as arithmetic wants it; asks the figure's indicator what it is counted in."""
        if self.value is None:
            return None
        multiplier = self.figure.indicator.multiplier
        return Amount(self.value, self.decimals, self.qualifier, multiplier)
