"""Reads the recipe of a block: which figures, of which places, over which years."""

from typing import Literal

import msgspec
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reports.models import Block

Axis = Literal["indicators", "scopes", "years"]


class Recipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a block asks for; each kind of block uses a few of these.

    Places are written as in `reports.dossier.places`: "self", "network", "members", "servers",
    "areas", "municipalities", or kind:code. `back` is how many years before it stand beside the
    year of the report, `also` names earlier ones; `facts` are figures one by one: INDICATOR or
    INDICATOR|place.
    """

    number: Literal["digit", "letter", "none"] = "digit"
    only: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    text: str = ""
    of: Literal["", "members", "municipalities", "branches"] = ""
    scope: str = "self"
    scopes: str | tuple[str, ...] = ("self",)
    indicators: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    back: int = 0
    also: tuple[int, ...] = ()
    rows: Axis = "indicators"
    columns: Axis = "years"
    shape: Literal["bars", "lines"] = "bars"
    target: bool = False
    frameworks: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        return (self.scopes,) if isinstance(self.scopes, str) else self.scopes


def read_recipe(block: Block) -> Recipe:
    """Return the recipe of a block. ValidationError when it says something unknown."""
    try:
        return msgspec.convert(block.options, Recipe)
    except msgspec.ValidationError as problem:
        raise ValidationError(
            _("The recipe of block “%(block)s” cannot be read: %(problem)s"),
            code="recipe",
            params={"block": block.key, "problem": str(problem)},
        ) from problem
