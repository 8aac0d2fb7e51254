"""What programs read with a key: nobody signs in here, and no session opens anything."""

import base64
import binascii
import time
from collections.abc import Callable, Generator
from contextlib import closing
from functools import wraps
from itertools import islice
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    QueryDict,
    StreamingHttpResponse,
)
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from biblionet.accounts import actions as accounts
from biblionet.accounts.models import FeedToken
from biblionet.kit.limits import wait_for
from libraries import rules
from libraries.forms import FeedQuery
from libraries.overviews import feed
from libraries.resources.feed import as_record, describe, write_lines

REQUESTS_A_MINUTE = 60
FACTS_A_PAGE = 1000
PRIVATE = "private, no-cache"  # a program may keep it, and asks each time whether it changed
CHALLENGE = 'Basic realm="figures", charset="UTF-8", Bearer realm="figures"'
Door = Callable[..., HttpResponseBase]


def with_token(view: Callable[..., HttpResponseBase]) -> Door:
    """Let in who brings a key that opens something, not too often, as somebody with a role."""

    @require_safe
    @login_not_required
    @wraps(view)
    def door(request: HttpRequest, **arguments: str) -> HttpResponseBase:
        answer = _refusal(request) or view(request, **arguments)
        answer.headers["Cache-Control"] = PRIVATE
        patch_vary_headers(answer, ["Authorization"])
        return answer

    return door


def _refusal(request: HttpRequest) -> HttpResponse | None:
    """Return why somebody is not let in; else the key stands on the request."""
    today = timezone.localdate()
    found = FeedToken.objects.of(secret_of(request)).usable(on=today).select_related("user")
    token = found.first()
    if token is None or not rules.may_enter(token.user):
        detail = _("Send a key that holds: as a bearer token, or as the password of Basic.")
        return problem(401, _("No key that opens this"), detail, **{"WWW-Authenticate": CHALLENGE})
    wait = wait_for(f"feed:{token.pk}", most=REQUESTS_A_MINUTE, seconds=60, at=time.time())
    if wait:
        detail = _("Ask again after %(wait)s seconds.") % {"wait": wait}
        return problem(429, _("Too many requests"), detail, **{"Retry-After": str(wait)})
    if not rules.reads_feed(token.user):
        detail = _("Who made this key has no role any more.")
        return problem(403, _("Not for you"), detail)
    accounts.mark_used(token=token, today=today)
    request.feed_token = token  # type: ignore[attr-defined]  # for the view behind this door
    return None


def secret_of(request: HttpRequest) -> str:
    """Return the secret a request brings: a bearer token, or the password of Basic; else nothing.

    Never out of the address: addresses are written into logs.
    """
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        pair = base64.b64decode(given, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return pair.partition(":")[2]


def problem(status: int, title: str, detail: str, **headers: str) -> HttpResponse:
    """Say what is wrong as RFC 9457 asks."""
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    kind = "application/problem+json"
    return JsonResponse(said, status=status, content_type=kind, headers=headers)


@with_token
def table_csv(request: HttpRequest, table: str) -> HttpResponseBase:
    """Give a table as CSV, line after line."""
    asked = _asked(request, table, pages=False)
    if isinstance(asked, HttpResponse):
        return asked
    found = feed.TABLES[table]

    def write() -> HttpResponseBase:
        lines = write_lines(found, (row for _cursor, row in _rows(found, asked)))
        return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")

    return _unless_known(request, asked, write)


@with_token
def table_json(request: HttpRequest, table: str) -> HttpResponseBase:
    """Give a table as JSON; of the facts a page, and where the next one is."""
    asked = _asked(request, table, pages=True)
    if isinstance(asked, HttpResponse):
        return asked
    found = feed.TABLES[table]

    def write() -> HttpResponseBase:
        most = FACTS_A_PAGE if found is feed.FACTS else None
        # The page may end before the rows do: then their cursor is closed here, not some day.
        with closing(_rows(found, asked, most=most and most + 1)) as rows:
            page = list(islice(rows, most))
            is_last = next(rows, None) is None
        following = None if is_last else _address(request, after=page[-1][0])
        data = [as_record(found, row) for _cursor, row in page]
        return JsonResponse({"data": data, "next": following})

    return _unless_known(request, asked, write)


@with_token
def description(request: HttpRequest) -> HttpResponseBase:
    """Describe the feed as OpenAPI does."""
    return JsonResponse(describe(address=settings.PORTAL_ADDRESS, version=settings.VERSION))


def _rows(
    table: feed.Table, asked: feed.Asked, *, most: int | None = None
) -> Generator[tuple[str, feed.Row]]:
    if table is feed.FACTS:
        return feed.facts(asked, most=most)
    return (("", row) for row in feed.rows_of(table, asked))


def _unless_known(
    request: HttpRequest, asked: feed.Asked, write: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Answer, or say that nothing changed since the version somebody has."""
    name, changed = feed.version(asked, request.path, settings.VERSION, timezone.localdate())
    etag = f'"{name}"'
    since = int(changed.timestamp()) if changed else None
    known = get_conditional_response(request, etag=etag, last_modified=since)
    if known is not None:
        return known
    answer = HttpResponse() if request.method == "HEAD" else write()
    answer.headers["ETag"] = etag
    if changed:
        answer.headers["Last-Modified"] = http_date(changed.timestamp())
    return answer


def _asked(request: HttpRequest, table: str, *, pages: bool) -> feed.Asked | HttpResponse:
    """Read the filters; what is no table, no filter of it or no value is said and refused."""
    found = feed.TABLES.get(table)
    if found is None:
        names = ", ".join(feed.TABLES)
        return problem(404, _("No such table"), _("There are: %(names)s.") % {"names": names})
    known = [*found.narrowed_by, *(["after"] if pages and found is feed.FACTS else [])]
    for name, values in request.GET.lists():
        if name not in known or len(values) > 1:
            detail = _("Each of these filters may be asked once: %(names)s.")
            said = detail % {"names": ", ".join(known) or "–"}
            return problem(400, _("No such filter"), said)
    form = FeedQuery(request.GET)
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        return problem(400, _("No such value"), f"{name}: {errors[0]}")
    cleaned = form.cleaned_data
    return feed.Asked(
        year=cleaned["year"],
        indicator=cleaned["indicator"],
        scope=cleaned["scope"],
        kind=cleaned["kind"],
        with_example=bool(cleaned["example"]),
        after=cleaned["after"],
        only=tuple(request.feed_token.scopes),  # type: ignore[attr-defined]  # put there by the door
    )


def _address(request: HttpRequest, *, after: str) -> str:
    """Return where the page behind a cursor is, with the same filters."""
    query: QueryDict = request.GET.copy()
    query["after"] = after
    return f"{settings.PORTAL_ADDRESS}{request.path}?{urlencode(query.dict())}"
