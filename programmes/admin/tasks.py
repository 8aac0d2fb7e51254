"""Master data of legal tasks, the calendar and programmes: by hand or with a sheet."""

from django.contrib import admin
from import_export.admin import ImportExportModelAdmin

from biblionet.trail.admin import RecordsInTrail
from programmes.models import (
    CollectionProfile,
    LegalTask,
    Obligation,
    Programme,
    ProgrammeIndicator,
    Requirement,
    RequirementResult,
)
from programmes.resources import (
    LegalTaskResource,
    ObligationResource,
    ProgrammeIndicatorResource,
    ProgrammeResource,
    RequirementResource,
)


@admin.register(LegalTask)
class LegalTaskAdmin(RecordsInTrail, ImportExportModelAdmin):  # type: ignore[misc]  # no stubs
    resource_classes = (LegalTaskResource,)
    list_display = ("name", "order", "starts", "ends")
    search_fields = ("name", "text")


@admin.register(Requirement)
class RequirementAdmin(RecordsInTrail, ImportExportModelAdmin):  # type: ignore[misc]  # no stubs
    resource_classes = (RequirementResource,)
    list_display = ("text", "legal_task", "comparison", "norm", "first_year", "last_year")
    list_filter = ("legal_task",)
    list_select_related = ("legal_task",)
    search_fields = ("code", "text")


@admin.register(CollectionProfile)
class CollectionProfileAdmin(RecordsInTrail):
    list_display = ("name", "order")
    search_fields = ("code", "name", "text")


@admin.register(RequirementResult)
class RequirementResultAdmin(RecordsInTrail):
    list_display = ("requirement", "period", "claim")
    list_filter = ("claim",)
    list_select_related = ("requirement", "period")


class ProgrammeIndicatorInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs only
    model = ProgrammeIndicator
    extra = 0


@admin.register(Programme)
class ProgrammeAdmin(RecordsInTrail, ImportExportModelAdmin):  # type: ignore[misc]  # no stubs
    resource_classes = (ProgrammeResource, ProgrammeIndicatorResource)
    list_display = ("name", "starts", "ends")
    search_fields = ("name", "text")
    inlines = (ProgrammeIndicatorInline,)


@admin.register(Obligation)
class ObligationAdmin(RecordsInTrail, ImportExportModelAdmin):  # type: ignore[misc]  # no stubs
    resource_classes = (ObligationResource,)
    list_display = ("name", "body", "period", "ends_on", "asked_of", "is_deadline")
    list_filter = ("body", "is_deadline")
    list_select_related = ("period", "asked_of")
    search_fields = ("code", "name", "note")
