"""Figures, readings and periods: to look at and to take out. They change on their own pages."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from libraries.admin.sheets import ADDRESSES, SheetOut
from libraries.models import Figure, Period, Reading
from libraries.resources import sheets


class LooksOnly(SheetOut, admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    """Shows and exports; adding, changing and deleting is nobody's here."""

    formfield_overrides = ADDRESSES

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Figure)
class FigureAdmin(LooksOnly):
    resource_classes = (sheets.FigureResource,)
    list_display = ("indicator", "scope", "period", "part", "current")
    list_filter = ("period__is_example", "part")
    list_select_related = ("indicator", "scope", "period", "current__figure__indicator")
    search_fields = ("indicator__name", "indicator__code", "scope__name")


@admin.register(Reading)
class ReadingAdmin(LooksOnly):
    """Only what was accepted: unfinished business belongs to its own people."""

    resource_classes = (sheets.ReadingResource,)
    list_display = ("figure", "value", "state", "source", "publication", "workflow")
    list_filter = ("source", "state", "figure__period__is_example")
    list_select_related = (
        "figure__indicator",
        "figure__scope",
        "figure__period",
        "publication",
    )
    search_fields = ("figure__indicator__name", "figure__scope__name")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Reading]:
        found: models.QuerySet[Reading] = super().get_queryset(request)
        return found.filter(workflow=Reading.Workflow.ACCEPTED)


@admin.register(Period)
class PeriodAdmin(LooksOnly):
    resource_classes = (sheets.PeriodResource,)
    list_display = ("name", "kind", "is_example", "opened_at", "closed_at")
    list_filter = ("kind", "is_example")
