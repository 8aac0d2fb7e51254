"""Indicators, definitions and publications."""

from django.contrib import admin

from libraries.admin.sheets import ADDRESSES, SheetAdmin
from libraries.models import Definition, Indicator, Publication
from libraries.resources import sheets


class DefinitionInline(admin.StackedInline):  # type: ignore[type-arg]  # generic in the stubs only
    model = Definition
    extra = 0
    formfield_overrides = ADDRESSES


@admin.register(Indicator)
class IndicatorAdmin(SheetAdmin):
    resource_classes = (sheets.IndicatorResource,)
    list_display = ("name", "code", "unit", "level", "over_places")
    list_filter = ("level", "nature", "over_places")
    search_fields = ("name", "code")
    autocomplete_fields = ("numerator", "denominator", "part_of", "follows")
    inlines = (DefinitionInline,)


@admin.register(Definition)
class DefinitionAdmin(SheetAdmin):
    resource_classes = (sheets.DefinitionResource,)
    list_display = ("indicator", "version", "valid_from")
    list_select_related = ("indicator",)
    search_fields = ("indicator__name", "text")
    autocomplete_fields = ("indicator",)


@admin.register(Publication)
class PublicationAdmin(SheetAdmin):
    resource_classes = (sheets.PublicationResource,)
    list_display = ("title", "code", "publisher", "published_on", "is_plan")
    search_fields = ("title", "code", "publisher")
