"""What the feed says of itself, as OpenAPI asks: from the same columns as its files."""

from collections.abc import Iterable
from typing import Any

from django.utils import translation

from libraries.overviews.feed import COMPUTED, REPORTED, TABLES, Column, Table

KINDS: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "number": {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    "count": {"type": "integer"},
    "flag": {"type": "boolean"},
    "day": {"type": "string", "format": "date"},
}
PARAMETERS: dict[str, dict[str, Any]] = {
    "year": {"description": "Only figures that count to this year.", "schema": {"type": "integer"}},
    "indicator": {
        "description": "Only figures of this indicator, by its code.",
        "schema": {"type": "string"},
    },
    "scope": {
        "description": "Only figures of this place and what hangs from it, as kind:code.",
        "schema": {"type": "string"},
    },
    "kind": {
        "description": "Only what was reported, or only what the portal computed.",
        "schema": {"type": "string", "enum": [REPORTED, COMPUTED]},
    },
    "example": {
        "description": "With 1 also the made-up example year; it is left out otherwise.",
        "schema": {"type": "string", "enum": ["1"]},
    },
    "after": {
        "description": "Where the page before ended; follow `next` instead of making it.",
        "schema": {"type": "string"},
    },
}
REFUSALS = {
    "400": "A filter that there is not, or a value it cannot have.",
    "401": "No key, or one that opens nothing (any more).",
    "403": "The owner of the key has no role any more.",
    "404": "There is no such table.",
    "429": "Too many requests in this minute; Retry-After says how long to wait.",
}


def describe(*, address: str, version: str) -> dict[str, Any]:
    """Return the description as a document of OpenAPI 3.1, in English."""
    with translation.override("en"):
        return {
            "openapi": "3.1.0",
            "info": {
                "title": "Figures of the library network",
                "version": f"1 (portal {version})",
                "description": "Accepted figures only, as a star: facts with tables around them.",
            },
            "servers": [{"url": address}],
            "security": [{"bearer": []}, {"basic": []}],
            "paths": dict(_paths(TABLES.values())),
            "components": {
                "securitySchemes": {
                    "bearer": {"type": "http", "scheme": "bearer"},
                    "basic": {
                        "type": "http",
                        "scheme": "basic",
                        "description": "The key is the password; any user name will do.",
                    },
                },
                "schemas": {
                    **{one.name: _schema(one) for one in TABLES.values()},
                    "problem": _problem(),
                },
                "responses": dict(_refusals()),
            },
        }


def _paths(tables: Iterable[Table]) -> Iterable[tuple[str, Any]]:
    for one in tables:
        record = {"$ref": f"#/components/schemas/{one.name}"}
        page = {
            "type": "object",
            "required": ["data", "next"],
            "properties": {
                "data": {"type": "array", "items": record},
                "next": {"type": ["string", "null"], "format": "uri"},
            },
        }
        pages = ("after",) if one.name == "facts" else ()
        yield (
            f"/feed/v1/{one.name}.json",
            {"get": _get(one, "json", {"application/json": {"schema": page}}, pages)},
        )
        text = {"text/csv": {"schema": {"type": "string"}}}
        yield f"/feed/v1/{one.name}.csv", {"get": _get(one, "csv", text, ())}


def _get(table: Table, kind: str, content: dict[str, Any], more: tuple[str, ...]) -> dict[str, Any]:
    return {
        "operationId": f"{table.name}_{kind}",
        "summary": str(table.words),
        "parameters": [
            {"name": name, "in": "query", "required": False, **PARAMETERS[name]}
            for name in (*table.narrowed_by, *more)
        ],
        "responses": {
            "200": {"description": str(table.words), "content": content},
            "304": {"description": "Nothing changed since the version that If-None-Match names."},
            **{code: {"$ref": f"#/components/responses/refused{code}"} for code in REFUSALS},
        },
    }


def _schema(table: Table) -> dict[str, Any]:
    return {
        "type": "object",
        "description": str(table.words),
        "required": [one.name for one in table.columns],
        "additionalProperties": False,
        "properties": {one.name: _property(one) for one in table.columns},
    }


def _property(column: Column) -> dict[str, Any]:
    words = str(column.words)
    if column.leads_to:
        words = f"{words} Key of {column.leads_to}."
    found = {**KINDS[column.kind], "description": words}
    if column.among:
        found["enum"] = [*column.among, *([None] if column.may_be_empty else [])]
    if column.may_be_empty:
        found["type"] = [found["type"], "null"]
    return found


def _problem() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
        },
    }


def _refusals() -> Iterable[tuple[str, Any]]:
    problem = {"schema": {"$ref": "#/components/schemas/problem"}}
    for code, words in REFUSALS.items():
        yield (
            f"refused{code}",
            {"description": words, "content": {"application/problem+json": problem}},
        )
