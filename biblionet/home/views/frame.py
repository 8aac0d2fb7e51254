"""The frame around every page: whose portal this is, and where one can go."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from libraries.models import Organisation
from libraries.rules import is_poi

OWNER_KEPT_SECONDS = 300


def everybody(user: User) -> bool:
    return True


# Label, the page it leads to, the addresses that count as being there, and for whom.
PLACES: tuple[tuple[str | Promise, str, tuple[str, ...], Callable[[User], bool]], ...] = (
    (_("Start"), "home:start", ("home:start", "home:my_calendar"), everybody),
    (_("Goals"), "goals:objectives", ("goals:",), everybody),
    (_("Figures"), "libraries:figures", ("libraries:", "reports:figure"), everybody),
    (
        _("Libraries"),
        "libraries:organisations",
        (
            "home:organisation",
            "libraries:organisation",
            "libraries:municipalit",
            "libraries:branch",
            "libraries:network",
        ),
        everybody,
    ),
    (_("Legal tasks"), "programmes:legal_tasks", ("programmes:",), everybody),
    (
        _("Calendar"),
        "home:statutory_calendar",
        (
            "home:statutory_calendar",
            "home:obligation",
            "home:add_obligation",
            "home:change_obligation",
            "home:mark_met",
        ),
        everybody,
    ),
    (_("Programmes"), "programmes:programmes", ("programmes:programme",), everybody),
    (_("Reports"), "reports:reports", ("reports:",), everybody),
    (
        _("Set up"),
        "home:set_up",
        (
            "home:set_up",
            "home:log",
            "home:letters",
            "home:remind",
            "home:period",
            "home:add_period",
            "home:close_period",
            "libraries:membership",
        ),
        is_poi,
    ),
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
    if not isinstance(request.user, User):
        return ()
    user = request.user
    here = request.resolver_match.view_name if request.resolver_match else ""
    there = nearest(here)
    return tuple(
        Place(label, reverse(name), is_current=name == there)
        for label, name, _there, may in PLACES
        if may(user)
    )


def nearest(here: str) -> str:
    """Return the place to which a page belongs: the one that names it most precisely."""
    named = [
        (len(start), name)
        for _label, name, starts, _may in PLACES
        for start in starts
        if here.startswith(start)
    ]
    return max(named, default=(0, ""))[1]
