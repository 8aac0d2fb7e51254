"""Loaded data for tests: the real data, and the example year on top of it.

Loading takes seconds, so it is done once a run: one test process loads and leaves the rows in a
file for the others, with the files they name, and all put them back wherever they are asked for.

- `drenthe`        the real data, for a whole module: in a transaction that is rolled back after
                   its last test; every test runs in a savepoint of its own
- `example_year`   the same with the demonstration accounts and the example; yields the people
- `served_year`    the same again for one test that commits (`portal`, `page`, `worker`)

A module asks for one of the first two: tests come in any order, and the last load would stay.
"""

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from io import BytesIO, StringIO
from itertools import count
from pathlib import Path
from shutil import copytree

import pytest
from django.apps import apps
from django.conf import settings as project
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import translation

OURS = ("accounts", "trail", "libraries", "programmes", "goals", "reports")


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of one table, as its database takes them in fastest."""

    table: str
    columns: tuple[str, ...]
    values: bytes | tuple[tuple[object, ...], ...]

    @classmethod
    def of(cls, model: type[models.Model]) -> "Rows":
        table = model._meta.db_table
        columns = tuple(field.column for field in model._meta.local_concrete_fields)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                copied = BytesIO()
                cursor.copy_expert(f"COPY {table} ({named(columns)}) TO STDOUT", copied)
                return cls(table, columns, copied.getvalue())
            cursor.execute(f"SELECT {named(columns)} FROM {table}")
            return cls(table, columns, tuple(map(tuple, cursor.fetchall())))

    def __len__(self) -> int:
        lines = isinstance(self.values, bytes)  # PostgreSQL writes one for each row
        return self.values.count(b"\n") if lines else len(self.values)

    def put(self) -> None:
        """Put them back as they were."""
        with connection.cursor() as cursor:
            if isinstance(self.values, bytes):
                into = f"COPY {self.table} ({named(self.columns)}) FROM STDIN"
                cursor.copy_expert(into, BytesIO(self.values))
            else:
                into = f"INSERT INTO {self.table} ({named(self.columns)}) VALUES"
                marks = ", ".join(["%s"] * len(self.columns))
                cursor.executemany(f"{into} ({marks})", self.values)


def named(columns: tuple[str, ...]) -> str:
    return ", ".join(map(connection.ops.quote_name, columns))


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def put(snapshot: tuple[Rows, ...]) -> None:
    """Put all tables back in place of what is there, and let new rows come after them."""
    with transaction.atomic(), trusted():
        with connection.cursor() as cursor:
            for rows in snapshot:
                cursor.execute(f"DELETE FROM {rows.table}")
        for rows in snapshot:
            if rows:
                rows.put()
        with connection.cursor() as cursor:
            for line in connection.ops.sequence_reset_sql(no_style(), ours()):
                cursor.execute(line)
            if connection.vendor == "postgresql":
                # What autovacuum has done long before somebody asks; of our tables only, for the
                # catalogs of the server would stay locked until the transaction of a module ends.
                cursor.execute(f"ANALYZE {', '.join(rows.table for rows in snapshot)}")


@contextmanager
def trusted() -> Iterator[None]:
    """Let PostgreSQL take rows without looking at their keys: they came out of it."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


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


@pytest.fixture(scope="session")
def real_rows(
    django_db_setup: None,
    own_place: None,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: object,
) -> tuple[Rows, ...]:
    """The rows that load_data makes."""

    def load() -> None:
        call_command("load_data", without_example=True, stdout=StringIO())

    return loaded(load, "real", tmp_path_factory, django_db_blocker)


@pytest.fixture(scope="session")
def example_rows(
    real_rows: tuple[Rows, ...],
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: object,
) -> tuple[Rows, ...]:
    """The same with the demonstration accounts and the example year."""

    def load() -> None:
        put(real_rows)
        call_command("load_example", stdout=StringIO())

    return loaded(load, "example", tmp_path_factory, django_db_blocker)


def loaded(
    load: Callable[[], None], name: str, folders: pytest.TempPathFactory, blocker: object
) -> tuple[Rows, ...]:
    """Return the rows after loading, or those another process of this run already made."""
    place = os.environ.get("TEST_FOLDER") or folders.getbasetemp()
    file = Path(place) / f"{connection.vendor}-{name}.rows"
    with file.with_suffix(".lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if file.exists():
            copytree(file.with_suffix(".files"), project.PRIVATE_DIR, dirs_exist_ok=True)
            return pickle.loads(file.read_bytes())  # written below
        with kept_open(blocker), blocker.unblock(), translation.override("nl"):
            load()
            rows = tuple(Rows.of(model) for model in ours())
        copytree(project.PRIVATE_DIR, file.with_suffix(".files"), dirs_exist_ok=True)
        file.write_bytes(pickle.dumps(rows))
    return rows


def the_people() -> object:
    """Return the people of the example by role."""
    from biblionet.home.management.demo import add_people, cast_of

    people, _new = add_people(password="not used: everybody is there")
    return cast_of(people)


@pytest.fixture(scope="module")
def one_load() -> Callable[[], None]:
    """Refuse a second load in the same module."""
    loads = count(1)

    def begin() -> None:
        if next(loads) > 1:
            pytest.fail("A module loads the real data or the example, not both.", pytrace=False)

    return begin


@pytest.fixture(scope="module")
def drenthe(
    real_rows: tuple[Rows, ...], one_load: Callable[[], None], django_db_blocker: object
) -> Iterator[None]:
    """The real data."""
    one_load()
    with kept_open(django_db_blocker):
        with django_db_blocker.unblock():
            put(real_rows)
        yield


@pytest.fixture(scope="module")
def example_year(
    example_rows: tuple[Rows, ...], one_load: Callable[[], None], django_db_blocker: object
) -> Iterator[object]:
    """The real data with the demonstration accounts and the example year; yields the people."""
    one_load()
    with kept_open(django_db_blocker):
        with django_db_blocker.unblock():
            put(example_rows)
            people = the_people()
        yield people


@pytest.fixture
def served_year(example_rows: tuple[Rows, ...], transactional_db: None) -> object:
    """The same, committed: for a served portal and real workers."""
    put(example_rows)
    return the_people()
