"""Every door is locked for a passer-by, unless it stands on this list."""

import re
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.regex_helper import normalize

# What somebody without an account may open: names of URLs.
PUBLIC = {
    "home:healthz",
    "home:help",
    "home:accessibility",
    "home:privacy",
    "home:vulnerability",
    "home:security_txt",
    "home:calendar",  # by a secret that only its owner has
    # signing in, and what belongs to it: allauth locks or opens these itself
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}
# What programs open with a key of their own: without one it is refused, and asks nobody to sign in.
BY_TOKEN = {"libraries:feed_csv", "libraries:feed_json", "libraries:feed_description"}
# The first of these that an address accepts is what we knock with.
SAMPLES = (
    "1",
    "nl",
    "2023",
    "2023-Q1",
    "00000000-0000-4000-8000-000000000000",
    "F-0001",
    "a" * 64,
    "static/x",
)


@dataclass(frozen=True, slots=True)
class Door:
    """An address, written out with samples, and the name of its URL or else its route."""

    name: str
    address: str


def sample(pattern: str) -> str:
    return next(text for text in SAMPLES if re.fullmatch(pattern, text))


def doors(
    resolver: URLResolver, spaces: tuple[str, ...] = (), before: tuple[str, ...] = ("/",)
) -> Iterator[Door]:
    for entry in resolver.url_patterns:
        ways = [way for way, _ in normalize(entry.pattern.regex.pattern)]
        names = re.findall(r"%\((\w+)\)s", ways[0])
        kinds = {name: kind.regex for name, kind in entry.pattern.converters.items()}
        texts = {name: sample(kinds.get(name, r"[^/]+")) for name in names}
        addresses = tuple(start + way % texts for start in before for way in ways)
        if isinstance(entry, URLPattern):
            name = ":".join([*spaces, entry.name]) if entry.name else str(entry.pattern)
            yield from (Door(name, address) for address in addresses)
        else:
            space = (entry.namespace,) if entry.namespace else ()
            yield from doors(entry, (*spaces, *space), addresses)


DOORS = sorted(set(doors(get_resolver())), key=lambda door: (door.name, door.address))


def sent_to_sign_in(response) -> bool:
    where = urllib.parse.urlsplit(response.headers.get("Location", "")).path
    return response.status_code == 302 and where in {
        reverse(settings.LOGIN_URL),
        reverse("admin:login"),
    }


def test_there_are_doors_to_knock_on():
    assert {"home:start", "account_login", "admin:index"} <= {door.name for door in DOORS}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "door", [door for door in DOORS if door.name not in PUBLIC | BY_TOKEN], ids=str
)
def test_a_passer_by_finds_the_door_locked(client, door):
    client.raise_request_exception = True

    for response in (client.get(door.address), client.post(door.address)):
        assert sent_to_sign_in(response) or response.status_code in {404, 405}


@pytest.mark.django_db
@pytest.mark.parametrize("door", [door for door in DOORS if door.name in BY_TOKEN], ids=str)
def test_a_door_with_a_key_is_locked_without_one(client, door):
    assert client.get(door.address).status_code == 401
    assert client.post(door.address).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_a_public_door_opens(client, name):
    address = next(door.address for door in DOORS if door.name == name)

    response = client.get(address)

    assert response.status_code in {200, 302, 404}
    assert f"?{'next'}=" not in response.headers.get("Location", "")
