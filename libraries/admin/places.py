"""Organisations, places and the network."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from libraries.admin.sheets import ADDRESSES, SheetAdmin
from libraries.models import (
    Branch,
    EarlierName,
    Municipality,
    NetworkMember,
    Organisation,
    Scope,
    ServiceArea,
)
from libraries.resources import sheets


class EarlierNameInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs only
    model = EarlierName
    extra = 0
    formfield_overrides = ADDRESSES


@admin.register(Scope)
class ScopeAdmin(SheetAdmin):
    """Networks, provinces and countries; organisations and places have pages of their own."""

    resource_classes = (sheets.ScopeResource,)
    list_display = ("name", "kind", "code")
    search_fields = ("name", "code")
    fields = ("kind", "code", "name", "short_name")
    inlines = (EarlierNameInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Scope]:
        areas = (Scope.Kind.NETWORK, Scope.Kind.PROVINCE, Scope.Kind.COUNTRY)
        found: QuerySet[Scope] = super().get_queryset(request).filter(kind__in=areas)
        return found


class PlaceAdmin(SheetAdmin):
    """What the pages of organisations and places share; the kind follows from the page."""

    search_fields = ("name", "short_name", "code")
    exclude: ClassVar[tuple[str, ...]] = ("kind",)
    inlines = (EarlierNameInline,)


@admin.register(Organisation)
class OrganisationAdmin(PlaceAdmin):
    resource_classes = (sheets.OrganisationResource,)
    list_display = ("name", "code", "form", "part_of", "is_combined")
    list_filter = ("form", "is_combined")
    list_select_related = ("part_of",)
    exclude = ("kind", "owner", "place")


@admin.register(Municipality)
class MunicipalityAdmin(PlaceAdmin):
    resource_classes = (sheets.MunicipalityResource,)
    list_display = ("name", "code", "province_code")
    exclude = ("kind", "owner", "place")


@admin.register(ServiceArea)
class ServiceAreaAdmin(PlaceAdmin):
    resource_classes = (sheets.ServiceAreaResource,)
    list_display = ("name", "owner", "place", "starts", "ends")
    list_select_related = ("owner", "place")


@admin.register(Branch)
class BranchAdmin(PlaceAdmin):
    resource_classes = (sheets.BranchResource,)
    list_display = ("name", "village", "owner", "place", "sort")
    list_filter = ("sort", "owner")
    list_select_related = ("owner", "place")


@admin.register(EarlierName)
class EarlierNameAdmin(SheetAdmin):
    resource_classes = (sheets.EarlierNameResource,)
    list_display = ("name", "scope", "until_on")
    list_select_related = ("scope",)
    search_fields = ("name",)


@admin.register(NetworkMember)
class NetworkMemberAdmin(SheetAdmin):
    resource_classes = (sheets.NetworkMemberResource,)
    list_display = ("organisation", "network", "starts", "ends")
    list_select_related = ("organisation", "network")
