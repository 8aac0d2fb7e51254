"""Many rows at once: COPY on PostgreSQL, inserts of thousands elsewhere; and how far it is."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO
from typing import Any, Final

from django.core.cache import cache
from django.db import connection, models

SPECIAL: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
A_TIME: Final = 1000  # rows an insert
KEPT_SECONDS: Final = 3600


def put_many(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Put rows in a table; `columns` are the names of attributes, with `_id` for a key."""
    if connection.vendor == "postgresql":
        _copy(model._meta.db_table, columns, rows)
    else:
        made = (model(**dict(zip(columns, row, strict=True))) for row in rows)
        model._default_manager.bulk_create(made, batch_size=A_TIME)


def _copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    text = StringIO("".join("\t".join(map(_plain, row)) + "\n" for row in rows))
    quoted = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{table}" ({quoted}) FROM STDIN', text)


def _plain(value: Any) -> str:
    """Write a value as COPY reads it."""
    if value is None:
        return "\\N"
    if value.__class__ is str:
        return value if value.isprintable() and "\\" not in value else value.translate(SPECIAL)
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


def run(statement: str, *parameters: Any) -> int:
    """Carry out one statement over many rows; return how many it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)


def tell(pk: int, stage: str, done: int, total: int) -> None:
    """Say how far a long transaction is: what it writes itself nobody sees before it ends."""
    cache.set(f"libraries.import.{pk}", (stage, done, total), KEPT_SECONDS)


def told(pk: int) -> tuple[str, int, int] | None:
    """Return how far a long transaction said it is."""
    said: tuple[str, int, int] | None = cache.get(f"libraries.import.{pk}")
    return said
