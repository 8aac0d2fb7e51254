"""Indicators, definitions and publications."""

from django.contrib import admin
from import_export.admin import ImportExportModelAdmin

from biblionet.trail.admin import RecordsInTrail
from libraries.models import Definition, Indicator, Publication
from libraries.resources import sheets


class DefinitionInline(admin.StackedInline):  # type: ignore[type-arg]  # generic in the stubs only
    model = Definition
    extra = 0


@admin.register(Indicator)
class IndicatorAdmin(RecordsInTrail, ImportExportModelAdmin):  # type: ignore[misc]  # no stubs
    resource_classes = (sheets.IndicatorResource,)
    list_display = ("name", "code", "unit", "level", "over_places")
    list_filter = ("level", "nature", "over_places")
    search_fields = ("name", "code")
    autocomplete_fields = ("numerator", "denominator", "part_of", "follows")
    inlines = (DefinitionInline,)


@admin.register(Definition)
class DefinitionAdmin(RecordsInTrail, ImportExportModelAdmin):  # type: ignore[misc]  # no stubs
    resource_classes = (sheets.DefinitionResource,)
    list_display = ("indicator", "version", "valid_from")
    list_select_related = ("indicator",)
    search_fields = ("indicator__name", "text")
    autocomplete_fields = ("indicator",)


@admin.register(Publication)
class PublicationAdmin(RecordsInTrail, ImportExportModelAdmin):  # type: ignore[misc]  # no stubs
    resource_classes = (sheets.PublicationResource,)
    list_display = ("title", "code", "publisher", "published_on", "is_plan")
    search_fields = ("title", "code", "publisher")
