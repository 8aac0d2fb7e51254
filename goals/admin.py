"""The plan in the administration, with sheets in and out; what was written is only read there."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from import_export.admin import ImportExportModelAdmin

from biblionet.trail.admin import RecordsInTrail
from goals.models import (
    Action,
    ActionLink,
    Assignment,
    Evidence,
    Framework,
    Objective,
    ObjectiveAlias,
    ObjectiveIndicator,
    Performance,
    Pillar,
    ProgressUpdate,
    Remark,
    Target,
    Wording,
)
from goals.resources import sheets

if TYPE_CHECKING:
    ReadOnlyMixed = admin.ModelAdmin[Any]
else:
    ReadOnlyMixed = object


class SheetAdmin(RecordsInTrail, ImportExportModelAdmin):  # type: ignore[misc]  # no stubs
    """Master data: edited by hand or with a sheet, and recorded either way."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


@admin.register(Framework)
class FrameworkAdmin(SheetAdmin):
    resource_classes = (sheets.FrameworkResource,)
    list_display = ("name", "planned_from", "planned_until", "in_use_from", "in_use_until")
    search_fields = ("name", "code")


@admin.register(Pillar)
class PillarAdmin(SheetAdmin):
    resource_classes = (sheets.PillarResource,)
    list_display = ("name", "framework", "order")
    list_filter = ("framework",)
    list_select_related = ("framework",)


@admin.register(Objective)
class ObjectiveAdmin(SheetAdmin):
    resource_classes = (sheets.ObjectiveResource,)
    list_display = ("order", "text", "framework", "pillar")
    list_display_links = ("text",)
    list_filter = ("framework",)
    list_select_related = ("framework", "pillar")
    search_fields = ("text", "code", "aliases__name")


@admin.register(ObjectiveAlias)
class ObjectiveAliasAdmin(SheetAdmin):
    resource_classes = (sheets.ObjectiveAliasResource,)
    list_display = ("name", "objective", "starts", "ends")
    list_select_related = ("objective",)
    autocomplete_fields = ("objective",)


@admin.register(ObjectiveIndicator)
class ObjectiveIndicatorAdmin(SheetAdmin):
    resource_classes = (sheets.ObjectiveIndicatorResource,)
    list_display = ("indicator", "objective", "order")
    list_filter = ("objective__framework",)
    list_select_related = ("indicator", "objective__framework")
    autocomplete_fields = ("indicator", "objective")


@admin.register(Action)
class ActionAdmin(SheetAdmin):
    resource_classes = (sheets.ActionResource,)
    list_display = ("text", "code")
    search_fields = ("text", "code")


@admin.register(ActionLink)
class ActionLinkAdmin(SheetAdmin):
    resource_classes = (sheets.ActionLinkResource,)
    list_display = ("action", "objective", "order", "period")
    list_filter = ("objective__framework",)
    list_select_related = ("action", "objective", "period")
    autocomplete_fields = ("action", "objective")


@admin.register(Assignment)
class AssignmentAdmin(SheetAdmin):
    resource_classes = (sheets.AssignmentResource,)
    list_display = ("scope", "objective", "action", "starts", "ends", "period")
    list_select_related = ("scope", "objective", "action", "period")
    autocomplete_fields = ("action", "objective")


@admin.register(Target)
class TargetAdmin(SheetAdmin):
    resource_classes = (sheets.TargetResource,)
    list_display = ("indicator", "scope", "period", "value", "direction", "margin")
    list_filter = ("direction",)
    list_select_related = ("indicator", "scope", "period")
    autocomplete_fields = ("action", "objective")


@admin.register(Performance)
class PerformanceAdmin(SheetAdmin):
    resource_classes = (sheets.PerformanceResource,)
    list_display = ("action", "period", "budget", "spent")
    list_select_related = ("action", "period")
    autocomplete_fields = ("action",)


class ReadOnly(ReadOnlyMixed):
    """To look something up: progress is only written on its own pages."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RemarkInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs only
    model = Remark
    fields = ("round", "text", "by", "at")


class EvidenceInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs only
    model = Evidence
    fields = ("name", "size", "by", "at")


@admin.register(ProgressUpdate)
class ProgressUpdateAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    list_display = ("scope", "period", "objective", "action", "state", "rating")
    list_filter = ("state", "rating", "period__is_example")
    list_select_related = ("scope", "period", "objective__framework", "action")
    inlines = (RemarkInline, EvidenceInline)


@admin.register(Remark)
class RemarkAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    list_display = ("update_sent_back", "round", "text", "by", "at")
    list_select_related = (
        "update_sent_back__scope",
        "update_sent_back__period",
        "update_sent_back__objective",
        "update_sent_back__action",
        "by",
    )


@admin.register(Wording)
class WordingAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    list_display = ("indicator", "objective", "period", "number", "text", "author", "at")
    list_select_related = ("indicator", "objective__framework", "period", "author")
