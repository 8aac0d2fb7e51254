"""Who is entrusted with what, in the administration."""

from django.contrib import admin
from import_export.admin import ImportExportModelAdmin

from biblionet.trail.admin import RecordsInTrail
from libraries.models import Membership
from libraries.resources import sheets


@admin.register(Membership)
class MembershipAdmin(RecordsInTrail, ImportExportModelAdmin):  # type: ignore[misc]  # no stubs
    resource_classes = (sheets.MembershipResource,)
    list_display = ("user", "role", "scope", "starts", "ends")
    list_filter = ("role",)
    list_select_related = ("user", "scope")
    search_fields = ("user__name", "user__email", "scope__name")
