"""A form that is sent after the session ran out is not lost: it comes back after signing in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.utils.translation import gettext as _

KEY = "typed before signing in"
MOST_CHARACTERS = 200_000  # what a stranger may make us keep

View = Callable[..., HttpResponseBase]


def kept_until_signed_in(view: View) -> View:
    """Lock a page as every other, but keep what a signed-out person sent to it.

    It waits in the session, which goes on under a new key when somebody signs in; `take_kept` gives
    it to the page. A script is told with 401 and keeps what was typed itself.
    """

    @login_not_required
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if wants_json(request):
            return JsonResponse({}, status=401)
        if request.method == "POST":
            _keep(request)
        answer: HttpResponse = redirect_to_login(request.get_full_path())
        return answer

    return door


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a script asks, that reads no page."""
    return request.headers.get("Accept") == "application/json"


def _keep(request: HttpRequest) -> None:
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    text = typed.urlencode()
    if len(text) <= MOST_CHARACTERS:
        request.session[KEY] = {"path": request.path, "typed": text}


def take_kept(request: HttpRequest) -> QueryDict | None:
    """Return what was sent to this page before signing in, once; None when there is nothing."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    return QueryDict(kept["typed"])


def begin_with(request: HttpRequest, usual: dict[str, Any]) -> dict[str, Any]:
    """Return what a form begins with: what was typed before signing in, and it is said; or usual.

    What says as what it was read is kept with it: who was overtaken meanwhile is still told.
    """
    kept = take_kept(request)
    if kept is None:
        return usual
    tell_kept(request)
    return {**usual, **kept.dict()}


def tell_kept(request: HttpRequest) -> None:
    messages.info(request, _("You were signed out. What you typed is here: save it now."))
