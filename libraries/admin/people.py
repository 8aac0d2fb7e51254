"""Who is entrusted with what, in the administration."""

from django.contrib import admin

from libraries.admin.sheets import SheetAdmin
from libraries.models import Membership
from libraries.resources import sheets


@admin.register(Membership)
class MembershipAdmin(SheetAdmin):
    resource_classes = (sheets.MembershipResource,)
    list_display = ("user", "role", "scope", "starts", "ends")
    list_filter = ("role",)
    list_select_related = ("user", "scope")
    search_fields = ("user__name", "user__email", "scope__name")
