"""What answers are held against, as data."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models.questionnaires import Questionnaire
from programmes.models.questions import Question


class Check(models.Model):
    """What answers are held against. Without a question it holds for all questions together."""

    class Kind(models.TextChoices):
        JUMP = "jump", _("differs much from a year before")
        PARTS = "parts", _("parts are more than the total")
        SUM = "sum", _("parts do not add up to the total")
        ZERO = "zero", _("zero, and it was not")
        SAME = "same", _("many equal to the period before")
        RANGE = "range", _("outside what is likely")
        RATIO = "ratio", _("out of proportion to another answer")
        REQUIRED = "required", _("has to be answered after another answer")

    BESIDE = (Kind.RATIO, Kind.REQUIRED)  # what looks at another answer
    BOUND = (Kind.RANGE, Kind.RATIO)  # what has a lowest or highest

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
    other = models.ForeignKey(
        Question,
        verbose_name=_("beside the answer to"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_(
            "For a proportion: what it is divided by. For an obligation: what calls it up."
        ),
    )
    wanted = models.CharField(
        _("when the answer is"),
        max_length=60,
        blank=True,
        help_text=_(
            "The code of an option, “yes” or “no”. Empty: any answer, of a number more than zero."
        ),
    )
    low = models.DecimalField(_("from"), max_digits=15, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(_("to"), max_digits=15, decimal_places=4, null=True, blank=True)
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
                condition=Q(question__isnull=False, other__isnull=True),
                name="programmes_check_once_a_question",
                violation_error_message=_("This question has this check already."),
            ),
            models.UniqueConstraint(
                fields=("question", "kind", "other", "wanted"),
                condition=Q(question__isnull=False, other__isnull=False),
                name="programmes_check_once_beside_another",
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
            models.CheckConstraint(
                condition=Q(kind__in=("ratio", "required"), other__isnull=False)
                | (~Q(kind__in=("ratio", "required")) & Q(other__isnull=True)),
                name="programmes_check_names_the_other_answer",
                violation_error_message=_("Say beside which answer this one is held."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=("range", "ratio"))
                | Q(low__isnull=False)
                | Q(high__isnull=False),
                name="programmes_check_has_a_bound",
                violation_error_message=_("Say from where to where an answer is likely."),
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")),
                name="programmes_check_bounds_in_order",
                violation_error_message=_("The lowest value is above the highest."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.question or self.questionnaire}: {self.get_kind_display()}"
