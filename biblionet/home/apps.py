from django.apps import AppConfig, apps
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig


class HomeConfig(AppConfig):
    name = "biblionet.home"


class PortalAdminConfig(AdminConfig):
    """Django's administration with the portal's own rules of entrance."""

    default_site = "biblionet.home.admin.PortalAdmin"

    def ready(self) -> None:
        """Leave groups out: roles are memberships with a scope and dates."""
        super().ready()
        group = apps.get_model("auth", "Group")
        if admin.site.is_registered(group):
            admin.site.unregister(group)
