"""Everything that changes reports: a verb each, recorded in the trail."""

from reports.actions.builds import (
    Claim,
    Printed,
    claim,
    fail,
    finish,
    give_back,
    order_build,
    renew,
    sweep,
)
from reports.actions.editions import freeze
from reports.actions.outlines import open_report, put_outline
from reports.actions.production import produce
from reports.actions.removal import remove_example
from reports.actions.texts import (
    check_references,
    place_known_texts,
    place_text,
    text_for,
    write_text,
)

__all__ = [
    "Claim",
    "Printed",
    "check_references",
    "claim",
    "fail",
    "finish",
    "freeze",
    "give_back",
    "open_report",
    "order_build",
    "place_known_texts",
    "place_text",
    "produce",
    "put_outline",
    "remove_example",
    "renew",
    "sweep",
    "text_for",
    "write_text",
]
