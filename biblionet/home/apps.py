from django.apps import AppConfig, apps
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig


class HomeConfig(AppConfig):
    name = "biblionet.home"


class PortalAdminConfig(AdminConfig):
    """Django's administration with the portal's own rules of entrance."""

    default_site = "biblionet.home.admin.PortalAdmin"

    def ready(self) -> None:
        """Leave out what is decided elsewhere.

        Roles are memberships with a scope and dates, and somebody has one address: the account's.
        """
        super().ready()
        for label in ("auth.group", "account.emailaddress"):
            model = apps.get_model(label)
            if admin.site.is_registered(model):
                admin.site.unregister(model)
