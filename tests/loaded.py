"""Loaded data for tests of a whole module: the real data, and the example year on top of it.

`drenthe` loads the real data once for the module that asks for it, in a transaction that is rolled
back after its last test; every test runs in a savepoint of its own, so what it changes is gone
afterwards. `example_year` adds the demonstration accounts and the example. Both are known in every
test file. Not for tests that commit (`transactional_db`, `portal`, `page`): those load for
themselves with `load_example_year()`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import translation


@contextmanager
def kept_open(blocker: object) -> Iterator[None]:
    """Hold a transaction open between the tests of a module, and roll it back."""
    block = transaction.atomic()
    with blocker.unblock():
        block.__enter__()
    try:
        yield
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            block.__exit__(None, None, None)


@pytest.fixture(scope="module")
def drenthe(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """The real data."""
    with kept_open(django_db_blocker):
        with django_db_blocker.unblock(), translation.override("nl"):
            call_command("load_data", without_example=True, verbosity=0, stdout=StringIO())
        yield


@pytest.fixture(scope="module")
def example_year(drenthe: None, django_db_blocker: object) -> Iterator[object]:
    """The real data with the demonstration accounts and the example year; yields the people."""
    with kept_open(django_db_blocker):
        with django_db_blocker.unblock():
            people = load_example_year()
        yield people


def load_example_year() -> object:
    """Load the example year on data that are there; return its people by role."""
    from biblionet.home.management.demo import add_people, cast_of

    with translation.override("nl"):
        call_command("load_example", stdout=StringIO())
        people, _new = add_people(password="not used: everybody is there")
    return cast_of(people)
