"""Who gets what at every address: the table role_matrix.csv, and that nothing stands outside it."""

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from tests.loaded import kept_open
from tests.roles import OWN, ROLES, Samples, cast, knock, sign_in, table

pytestmark = [pytest.mark.usefixtures("example_year"), pytest.mark.django_db, pytest.mark.walk]

# Addresses of other makers, which are tried as a passer-by in test_front_doors.
ELSEWHERE = ("account_", "admin:", "set_language")


def names(resolver: URLResolver, space: str = "") -> set[str]:
    """Return the names of all addresses."""
    found: set[str] = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            found |= {f"{space}{entry.name}"} if entry.name else set()
        else:
            found |= names(entry, f"{entry.namespace}:" if entry.namespace else space)
    return found


LINES = table()


def test_every_address_stands_in_the_table():
    ours = {name for name in names(get_resolver()) if not name.startswith(ELSEWHERE)}

    assert ours == {line.name for line in LINES if not line.name.startswith(ELSEWHERE)}


def test_no_line_stands_in_the_table_twice():
    assert len({(line.name, line.method) for line in LINES}) == len(LINES)


@pytest.fixture(scope="module")
def world(example_year, django_db_blocker, tmp_path_factory):
    """Who knocks and on what, made once for all lines."""
    with kept_open(django_db_blocker):
        with django_db_blocker.unblock(), translation.override("nl"):
            samples = Samples(tmp_path_factory.mktemp("report"), example_year.directors[OWN])
            sessions = {role: sign_in(user) for role, user in cast(example_year).items()}
            addresses = {line.name: samples.address(line.name) for line in LINES}
        yield addresses, sessions


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.method} {line.name}")
def test_each_role_gets_what_the_table_says(line, world):
    addresses, sessions = world
    got = {}
    for role in ROLES:
        with transaction.atomic():
            got[role] = knock(sessions[role], line.method, addresses[line.name])
            transaction.set_rollback(True)

    assert got == line.expected
