"""Sheets that only go out: questionnaires with their parts, and what was answered."""

from django.db import models
from import_export.fields import Field
from import_export.resources import ModelResource

from programmes.models import (
    Answer,
    Check,
    Delegation,
    Fulfilment,
    Option,
    ProfileUse,
    Question,
    Questionnaire,
    Return,
    Section,
)


def named(path: str) -> Field:
    """A column that says how another row is called, found along a path."""
    return Field(path, readonly=True)


class QuestionnaireResource(ModelResource):  # type: ignore[misc]  # import_export has no stubs
    """Questionnaires, with what they name by its code."""

    legal_task = named("legal_task__code")
    follows = named("follows__code")
    asked_of = named("asked_of__code")

    class Meta:
        model = Questionnaire
        exclude = ("id",)


class SectionResource(ModelResource):  # type: ignore[misc]  # import_export has no stubs
    """Sections in their order."""

    questionnaire = named("questionnaire__code")

    class Meta:
        model = Section
        exclude = ("id",)


class QuestionResource(ModelResource):  # type: ignore[misc]  # import_export has no stubs
    """Questions with their indicators."""

    questionnaire = named("section__questionnaire__code")
    section = named("section__title")
    indicator = named("indicator__code")

    class Meta:
        model = Question
        exclude = ("id",)

    def get_queryset(self) -> models.QuerySet[Question]:
        return Question.objects.select_related("section__questionnaire", "indicator")


class OptionResource(ModelResource):  # type: ignore[misc]  # import_export has no stubs
    """What may be chosen."""

    question = named("question__number")

    class Meta:
        model = Option
        exclude = ("id",)


class CheckResource(ModelResource):  # type: ignore[misc]  # import_export has no stubs
    """What answers are held against."""

    questionnaire = named("questionnaire__code")
    question = named("question__number")
    other = named("other__number")

    class Meta:
        model = Check
        exclude = ("id",)


class ReturnResource(ModelResource):  # type: ignore[misc]  # import_export has no stubs
    """Who was given what, and how far it is."""

    questionnaire = named("questionnaire__code")
    scope = named("scope__code")
    period = named("period__name")

    class Meta:
        model = Return
        fields = ("questionnaire", "scope", "period", "state", "deadline", "finality", "round")


class AnswerResource(ModelResource):  # type: ignore[misc]  # import_export has no stubs
    """What was answered that is no figure, with every version."""

    questionnaire = named("given__questionnaire__code")
    period = named("given__period__name")
    question = named("question__number")
    place = named("place__code")

    class Meta:
        model = Answer
        fields = (
            "questionnaire",
            "period",
            "question",
            "place",
            "version",
            "state",
            "value",
            "explanation",
            "at",
        )


class DelegationResource(ModelResource):  # type: ignore[misc]  # import_export has no stubs
    """Which section a colleague answers."""

    questionnaire = named("given__questionnaire__code")
    scope = named("given__scope__code")
    section = named("section__title")
    colleague = named("colleague__email")

    class Meta:
        model = Delegation
        fields = ("questionnaire", "scope", "section", "colleague", "asked_at", "done_at")


class ProfileUseResource(ModelResource):  # type: ignore[misc]  # import_export has no stubs
    """Who takes part in which collection profile."""

    profile = named("profile__code")
    organisation = named("organisation__code")
    period = named("period__name")

    class Meta:
        model = ProfileUse
        exclude = ("id",)


class FulfilmentResource(ModelResource):  # type: ignore[misc]  # import_export has no stubs
    """What was met, and when."""

    obligation = named("obligation__code")
    scope = named("scope__code")

    class Meta:
        model = Fulfilment
        fields = ("obligation", "scope", "met_on", "note")
