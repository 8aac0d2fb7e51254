"""What is asked in rounds, as data: sections, questions in their own order, and checks."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from libraries.models import Indicator, Period, Scope


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def asked_over(self, period: Period) -> Self:
        """Return what is asked over a period: of its kind, and in use on its last day."""
        return self.filter(
            Q(starts__isnull=True) | Q(starts__lte=period.end),
            Q(ends__isnull=True) | Q(ends__gte=period.end),
            period_kind=period.kind,
        )


class Questionnaire(models.Model):
    """A round of questions over a kind of period, to the members of a network."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160)
    text = models.TextField(_("introduction"), blank=True)
    period_kind = models.CharField(_("asked per"), max_length=20, choices=Period.Kind.choices)
    asked_of = models.ForeignKey(
        Scope,
        verbose_name=_("asked of the members of"),
        on_delete=models.PROTECT,
        related_name="questionnaires",
    )
    answered_by = models.CharField(
        _("answered by"),
        max_length=20,
        choices=(
            (Scope.Kind.ORGANISATION.value, Scope.Kind.ORGANISATION.label),
            (Scope.Kind.SERVICE_AREA.value, Scope.Kind.SERVICE_AREA.label),
        ),
        default=Scope.Kind.ORGANISATION,
        help_text=_("An organisation answers once, or once for each municipality it works in."),
    )
    days_after = models.PositiveSmallIntegerField(
        _("days to answer"), default=14, help_text=_("Counted from the last day of the period.")
    )
    contact = models.CharField(
        _("whom to ask"), max_length=160, blank=True, help_text=_("A function, not a name.")
    )
    starts = models.DateField(_("in use from"), null=True, blank=True)
    ends = models.DateField(_("in use until"), null=True, blank=True)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="programmes_questionnaire_dates_in_order",
                violation_error_message=_("The end lies before the start."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    """Questions that stand together."""

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.CASCADE, related_name="sections"
    )
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("introduction"), blank=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ("questionnaire", "order")
        constraints = (
            models.UniqueConstraint(
                fields=("questionnaire", "order"),
                name="programmes_section_order_once",
                violation_error_message=_("This place in the order is taken."),
            ),
        )

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """Asks one figure, of every place inside who answers at the level of its indicator."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField(_("order"))
    number = models.CharField(_("number"), max_length=20, blank=True)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="questions")
    text = models.CharField(
        _("question"), max_length=255, blank=True, help_text=_("Empty: the name of the indicator.")
    )
    hint = models.TextField(_("where the number comes from"), blank=True)
    is_required = models.BooleanField(_("has to be answered"), default=True)

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
                fields=("section", "indicator"),
                name="programmes_question_indicator_once",
                violation_error_message=_("This section asks this already."),
            ),
        )

    def __str__(self) -> str:
        return self.text or self.indicator.name


class Check(models.Model):
    """What answers are held against. Without a question it holds for all questions together."""

    class Kind(models.TextChoices):
        JUMP = "jump", _("differs much from a year before")
        PARTS = "parts", _("parts are more than the total")
        ZERO = "zero", _("zero, and it was not")
        SAME = "same", _("many equal to the period before")

    class Severity(models.TextChoices):
        ERROR = "error", _("Error")  # blocks
        ATTENTION = "attention", _("Attention")  # asks for a sentence or a correction
        INFORMATION = "information", _("Information")  # never blocks

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.CASCADE, related_name="checks"
    )
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.CASCADE, related_name="checks"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    severity = models.CharField(_("severity"), max_length=12, choices=Severity.choices)
    percent = models.PositiveSmallIntegerField(
        _("percent"), default=0, help_text=_("Only for a difference: more than this asks why.")
    )
    least = models.PositiveIntegerField(
        _("at least"),
        default=0,
        help_text=_("For a difference: smaller ones are never asked about. Else: how many."),
    )

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        ordering = ("questionnaire", "question", "kind")
        constraints = (
            models.UniqueConstraint(
                fields=("question", "kind"),
                condition=Q(question__isnull=False),
                name="programmes_check_once_a_question",
                violation_error_message=_("This question has this check already."),
            ),
            models.UniqueConstraint(
                fields=("questionnaire", "kind"),
                condition=Q(question__isnull=True),
                name="programmes_check_once_a_questionnaire",
                violation_error_message=_("This questionnaire has this check already."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="jump") | Q(percent__gt=0),
                name="programmes_check_jump_has_percentage",
                violation_error_message=_("Say from how many percent a difference asks why."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.question or self.questionnaire}: {self.get_kind_display()}"
