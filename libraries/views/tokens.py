"""Reading figures in Excel or Power BI: how it is done, and the keys for it."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from biblionet.accounts import actions as accounts
from biblionet.accounts.models import FeedToken, SignedInRequest
from libraries import rules
from libraries.forms import FeedTokenForm, refuse
from libraries.models import Scope
from libraries.overviews import feed

KINDS = (Scope.Kind.NETWORK, Scope.Kind.ORGANISATION, Scope.Kind.MUNICIPALITY)


@require_safe
def feed_help(request: SignedInRequest) -> HttpResponse:
    """Say step by step how to read figures in Excel and Power BI, and what each column means."""
    context = {"tables": feed.TABLES.values(), "address": f"{settings.PORTAL_ADDRESS}/feed/v1/"}
    return render(request, "libraries/feed_help.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def feed_tokens(request: SignedInRequest) -> HttpResponse:
    """List somebody's keys, and make one; its secret is shown this one time."""
    form = FeedTokenForm(request.POST or None, scopes=_limits())
    if request.method == "POST" and not rules.reads_feed(request.user):
        raise PermissionDenied
    secret = ""
    if form.is_valid():
        try:
            _token, secret = accounts.make_feed_token(
                by=request.user, today=timezone.localdate(), **form.cleaned_data
            )
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            form = FeedTokenForm(scopes=_limits())
    context = {
        "form": form,
        "secret": secret,
        "may_make": rules.reads_feed(request.user),
        **_lists(request),
    }
    status = 422 if form.errors else 200
    return render(request, "libraries/feed_tokens.html", context, status=status)


@require_POST
def revoke_feed_token(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a key open nothing any more: one's own, or for administrators anybody's."""
    token = get_object_or_404(FeedToken.objects.select_related("user"), pk=pk)
    if not rules.can_revoke_token(request.user, token):
        raise Http404
    if accounts.revoke_feed_token(token=token, by=request.user):
        messages.success(request, _("The key “%(name)s” opens nothing any more.") % {"name": token})
    return redirect("libraries:feed_tokens")


def _lists(request: SignedInRequest) -> dict[str, object]:
    """Return one's own keys, and for administrators those of others that still open something."""
    today = timezone.localdate()
    others: list[FeedToken] = []
    if rules.administers(request.user):
        usable = FeedToken.objects.usable(on=today).exclude(user=request.user)
        others = list(usable.select_related("user").order_by("user__name", "-made_at", "pk"))
    return {
        "own": list(FeedToken.objects.filter(user=request.user)),
        "others": others,
        "names": dict(_limits()),
        "today": today,
    }


def _limits() -> list[tuple[str, str]]:
    """Return what a key can be limited to: kind and code, and the name."""
    scopes = Scope.objects.filter(kind__in=KINDS).order_by("-kind", "name")
    return [(feed.scope_key(one.kind, one.code), one.name) for one in scopes]
