"""Questionnaires and what was answered: to look at and to take out. Their own pages change them."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from import_export.admin import ExportMixin

from biblionet.kit.exchange import FORMATS
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
from programmes.resources import asked as sheets


class LooksOnly(ExportMixin, admin.ModelAdmin):  # type: ignore[misc,type-arg]  # no stubs; generic in the stubs only
    """Shows and exports; adding, changing and deleting is nobody's here."""

    formats = FORMATS
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Questionnaire)
class QuestionnaireAdmin(LooksOnly):
    resource_classes = (sheets.QuestionnaireResource,)
    list_display = ("name", "period_kind", "legal_task", "starts", "ends", "deadline")
    list_filter = ("layout", "period_kind")
    list_select_related = ("legal_task",)
    search_fields = ("code", "name", "text")


@admin.register(Section)
class SectionAdmin(LooksOnly):
    resource_classes = (sheets.SectionResource,)
    list_display = ("title", "number", "order", "questionnaire")
    list_filter = ("questionnaire",)
    list_select_related = ("questionnaire",)


@admin.register(Question)
class QuestionAdmin(LooksOnly):
    resource_classes = (sheets.QuestionResource,)
    list_display = ("__str__", "number", "kind", "section")
    list_filter = ("section__questionnaire", "kind")
    list_select_related = ("indicator", "section")
    search_fields = ("number", "text", "indicator__name", "indicator__code")


@admin.register(Option)
class OptionAdmin(LooksOnly):
    resource_classes = (sheets.OptionResource,)
    list_display = ("name", "code", "order", "question")
    list_select_related = ("question__indicator",)


@admin.register(Check)
class CheckAdmin(LooksOnly):
    resource_classes = (sheets.CheckResource,)
    list_display = ("kind", "severity", "questionnaire", "question")
    list_filter = ("questionnaire", "kind", "severity")
    list_select_related = ("questionnaire", "question__indicator")


@admin.register(Return)
class ReturnAdmin(LooksOnly):
    resource_classes = (sheets.ReturnResource,)
    list_display = ("questionnaire", "scope", "period", "state", "deadline")
    list_filter = ("state", "questionnaire", "period__is_example")
    list_select_related = ("questionnaire", "scope", "period")


@admin.register(Answer)
class AnswerAdmin(LooksOnly):
    """Only what was agreed with: unfinished business belongs to its own people."""

    resource_classes = (sheets.AnswerResource,)
    list_display = ("question", "place", "version", "state", "author", "at")
    list_filter = ("given__questionnaire", "state")
    list_select_related = ("question__indicator", "place", "author")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Answer]:
        found: models.QuerySet[Answer] = super().get_queryset(request)
        return found.filter(given__state=Return.State.ACCEPTED)


@admin.register(Delegation)
class DelegationAdmin(LooksOnly):
    resource_classes = (sheets.DelegationResource,)
    list_display = ("given", "section", "colleague", "asked_at", "done_at")
    list_select_related = (
        "given__questionnaire",
        "given__scope",
        "given__period",
        "section",
        "colleague",
    )


@admin.register(ProfileUse)
class ProfileUseAdmin(LooksOnly):
    resource_classes = (sheets.ProfileUseResource,)
    list_display = ("profile", "organisation", "period")
    list_filter = ("profile",)
    list_select_related = ("profile", "organisation", "period")


@admin.register(Fulfilment)
class FulfilmentAdmin(LooksOnly):
    resource_classes = (sheets.FulfilmentResource,)
    list_display = ("obligation", "scope", "met_on", "by")
    list_select_related = ("obligation", "scope", "by")
