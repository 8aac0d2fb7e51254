"""What is answered to a question that is no figure. Nothing is overwritten."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from libraries.models import Reading, Scope
from programmes.models.questions import Question
from programmes.models.returns import Return


class AnswerQuerySet(models.QuerySet["Answer"]):
    def heads(self) -> Self:
        """Return what was answered last at each place."""
        later = Answer.objects.filter(
            given=OuterRef("given"),
            question=OuterRef("question"),
            place=OuterRef("place"),
            version__gt=OuterRef("version"),
        )
        return self.filter(~Exists(later))


class Answer(models.Model):
    """One answer at one place; who answers again adds a version, and the last one counts.

    `value` is the code of an option, a list of codes, true or false, a text, or a list of texts,
    by the kind of the question.
    """

    given = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    place = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(_("version"), default=1)
    state = models.CharField(
        _("state"), max_length=20, choices=Reading.State.choices, default=Reading.State.VALUE
    )
    value = models.JSONField(_("answer"), null=True, blank=True)
    explanation = models.TextField(_("explanation"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("answered at"), default=timezone.now)
    remark = models.TextField(_("reason for sending back"), blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("given", "question", "place", "version")
        constraints = (
            models.UniqueConstraint(
                fields=("given", "question", "place", "version"),
                name="programmes_answer_version_once",
                violation_error_message=_("Somebody answered this in the meantime."),
            ),
            models.CheckConstraint(
                condition=Q(state="value", value__isnull=False)
                | (~Q(state="value") & Q(value__isnull=True)),
                name="programmes_answer_value_fits_state",
                violation_error_message=_("Give an answer, or say why there is none."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.question}, {self.place.label}"
