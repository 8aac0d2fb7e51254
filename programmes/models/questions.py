"""The questions of a section: figures, choices, texts; each with its number and definition."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from libraries.models import Figure, Indicator, Period, Scope
from programmes.models.questionnaires import Section


class Question(models.Model):
    """Asks one thing, of every place at its level inside who answers.

    A figure is asked at the level of its indicator, over the kind of period in which it is counted,
    and its answer is a reading. Anything else is an `Answer`.
    """

    class Kind(models.TextChoices):
        FIGURE = "figure", _("figure")
        CHOICE = "choice", _("one of several")
        CHOICES = "choices", _("some of several")
        YES_NO = "yes_no", _("yes or no")
        JUDGEMENT = "judgement", _("judgement")
        TEXT = "text", _("text")
        LIST = "list", _("list")

    CHOSEN = (Kind.CHOICE, Kind.CHOICES, Kind.JUDGEMENT)  # what has options

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField(_("order"))
    number = models.CharField(
        _("number"), max_length=20, blank=True, help_text=_("As the form itself numbers it.")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.FIGURE)
    indicator = models.ForeignKey(
        Indicator,
        verbose_name=_("indicator"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="questions",
    )
    part = models.CharField(
        _("part"),
        max_length=10,
        choices=Figure.Part.choices,
        blank=True,
        help_text=_("Empty: at a combined institution the whole, unless the indicator says less."),
    )
    level = models.CharField(
        _("asked of each"),
        max_length=20,
        choices=Scope.Kind.choices,
        blank=True,
        help_text=_("Only when it is no figure. Empty: once, of who answers."),
    )
    period_kind = models.CharField(
        _("about"),
        max_length=20,
        choices=Period.Kind.choices,
        blank=True,
        help_text=_("Only when it is no figure. Empty: the period of the questionnaire."),
    )
    only_combined = models.BooleanField(_("only of combined institutions"), default=False)
    text = models.CharField(
        _("question"), max_length=255, blank=True, help_text=_("Empty: the name of the indicator.")
    )
    counts = models.TextField(
        _("what counts"),
        blank=True,
        help_text=_("Empty: the definition of the indicator."),
    )
    hint = models.TextField(_("where the number comes from"), blank=True)
    is_required = models.BooleanField(_("has to be answered"), default=True)
    every = models.PositiveSmallIntegerField(
        _("every so many years"), default=1, help_text=_("1: each time.")
    )
    since = models.PositiveSmallIntegerField(
        _("counted from the year"), null=True, blank=True, help_text=_("Only when not each time.")
    )
    source_url = models.URLField(_("source"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("section", "order")
        constraints = (
            models.UniqueConstraint(
                fields=("section", "order"),
                name="programmes_question_order_once",
                violation_error_message=_("This place in the order is taken."),
            ),
            models.UniqueConstraint(
                fields=("section", "indicator", "part"),
                condition=Q(indicator__isnull=False),
                name="programmes_question_indicator_once",
                violation_error_message=_("This section asks this already."),
            ),
            models.CheckConstraint(
                condition=Q(kind="figure", indicator__isnull=False, level="", period_kind="")
                | (~Q(kind="figure") & Q(indicator__isnull=True, part="") & ~Q(text="")),
                name="programmes_question_figure_has_indicator",
                violation_error_message=_(
                    "A figure has an indicator; anything else has a text and none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(every=1) | Q(every__gt=1, since__isnull=False),
                name="programmes_question_not_each_year_says_since_when",
                violation_error_message=_("Say from which year is counted when it is asked."),
            ),
        )

    def __str__(self) -> str:
        return self.text or str(self.indicator)

    def is_asked_in(self, year: int) -> bool:
        """Say whether it is asked over a year: some things are asked less than each year."""
        return self.every == 1 or (year - (self.since or year)) % self.every == 0

    def level_at(self, answered_by: str) -> str:
        """Return the kind of place at which it is asked; `answered_by` when nothing says more."""
        return self.indicator.level if self.indicator else self.level or answered_by


class Option(models.Model):
    """One of the answers that may be chosen."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    order = models.PositiveSmallIntegerField(_("order"))
    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=160)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ("question", "order")
        constraints = (
            models.UniqueConstraint(
                fields=("question", "code"),
                name="programmes_option_once",
                violation_error_message=_("This question has this option already."),
            ),
        )

    def __str__(self) -> str:
        return self.name
