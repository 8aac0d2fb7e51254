"""The administration itself: its name, and who comes in."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from biblionet.accounts.models import User
from libraries.rules import administers


class PortalAdmin(AdminSite):
    """Master data, for administrators of the support institution. It has no door of its own."""

    site_title = _("Administration")
    site_header = _("Administration of the portal")
    index_title = _("Master data")

    def has_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and administers(request.user)

    @method_decorator((never_cache, login_not_required))
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send people to the one door of the portal."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        here = request.GET.get("next") or reverse("admin:index")
        return redirect_to_login(here, settings.LOGIN_URL)
