"""The frame around every page: whose portal this is, and where one can go."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from libraries.models import Organisation

OWNER_KEPT_SECONDS = 300

# Label, the page it leads to, and the addresses that count as being there.
PLACES: tuple[tuple[str | Promise, str, tuple[str, ...]], ...] = (
    (_("Start"), "home:start", ("home:start",)),
    (_("Legal tasks"), "programmes:legal_tasks", ("programmes:",)),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One item of the navigation."""

    label: str | Promise
    url: str
    is_current: bool


def frame(request: HttpRequest) -> dict[str, object]:
    """Give every page what stands around its content."""
    return {
        "owner_name": SimpleLazyObject(owner_name),
        "navigation": navigation(request) if hasattr(request, "user") else (),
        "help_url": reverse("home:help"),
        "accessibility_url": reverse("home:accessibility"),
        "privacy_url": reverse("home:privacy"),
        "vulnerability_url": reverse("home:vulnerability"),
        "portal_version": settings.VERSION,
    }


def owner_name() -> str:
    """Return the name of the body whose portal this is: the legal one that holds the others."""
    kept = cache.get("owner_name")
    if kept is None:
        owner = Organisation.objects.filter(form=Organisation.Form.LEGAL_BODY).first()
        kept = owner.label if owner else ""
        cache.set("owner_name", kept, OWNER_KEPT_SECONDS)
    return str(kept)


def navigation(request: HttpRequest) -> tuple[Place, ...]:
    """Return where somebody can go; nothing for a passer-by."""
    if not request.user.is_authenticated:
        return ()
    here = request.resolver_match.view_name if request.resolver_match else ""
    return tuple(
        Place(label, reverse(name), is_current=here.startswith(there))
        for label, name, there in PLACES
    )
