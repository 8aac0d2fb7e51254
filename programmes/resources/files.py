"""A questionnaire as a file of its own: written as people read it, and read again."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from programmes.overviews import Document

MOST_BYTES = 200_000
AT = re.compile(r"at line (\d+), column (\d+)")
ESCAPES = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n"}
INLINE = ("checks", "options")  # short enough to stand on a line inside a question


def text_of(content: bytes) -> str:
    """Return the text of a file that somebody brings; ValidationError when it is none."""
    if len(content) > MOST_BYTES:
        raise ValidationError(_("This file is larger than a questionnaire can be."), code="size")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(
            _("This is no text in UTF-8. Save the file again as UTF-8."), code="encoding"
        ) from None


def read_text(text: str) -> Document:
    """Read TOML, with numbers exact; ValidationError says where it is none."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as problem:
        raise ValidationError(_where(str(problem)), code="toml") from None
    except ValueError:
        raise ValidationError(_("This file has a number that is too long."), code="toml") from None
    except RecursionError:
        raise ValidationError(
            _("This file has too many brackets in brackets."), code="toml"
        ) from None


def _where(problem: str) -> str:
    found = AT.search(problem)
    if found is None:
        return _("This is no TOML: something is missing at the end of the file.")
    return _("Line %(line)s, place %(column)s: here the file is no TOML any more.") % {
        "line": found[1],
        "column": found[2],
    }


def write_file(document: Mapping[str, Any]) -> str:
    """Write a questionnaire as TOML, which `read_text` reads as the same."""
    lines = list(_values(document))
    for check in document.get("checks", ()):
        lines += ["", "[[checks]]", *_values(check)]
    for section in document["sections"]:
        lines += ["", "[[sections]]", *_values(section)]
        lines += [] if section["questions"] else ["questions = []"]
        for question in section["questions"]:
            lines += ["", "[[sections.questions]]", *_values(question)]
            for name in INLINE:
                lines += _rows(name, question.get(name, ()))
    return "\n".join(lines) + "\n"


def _values(row: Mapping[str, Any]) -> Iterable[str]:
    """Yield a line for each value; what is a list of rows comes after it."""
    for name, value in row.items():
        if not isinstance(value, list):
            yield f"{name} = {_written(value)}"


def _rows(name: str, rows: Iterable[Mapping[str, Any]]) -> list[str]:
    inline = [
        "  { " + ", ".join(f"{key} = {_written(value)}" for key, value in row.items()) + " },"
        for row in rows
    ]
    return [f"{name} = [", *inline, "]"] if inline else []


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return f'"{"".join(_escaped(letter) for letter in str(value))}"'


def _escaped(letter: str) -> str:
    if letter in ESCAPES:
        return ESCAPES[letter]
    is_control = ord(letter) < 32 or ord(letter) == 127  # as TOML counts them
    return f"\\u{ord(letter):04x}" if is_control else letter
