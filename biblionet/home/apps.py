from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class HomeConfig(AppConfig):
    name = "biblionet.home"


class PortalAdminConfig(AdminConfig):
    """Django's administration with the portal's own rules of entrance."""

    default_site = "biblionet.home.admin.PortalAdmin"

    def ready(self) -> None:
        """Leave groups out: roles are memberships with a scope and dates."""
        super().ready()
        site = self.module.site
        group = self.apps.get_model("auth", "Group")
        if site.is_registered(group):
            site.unregister(group)
