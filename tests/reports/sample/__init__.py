"""A dossier with every kind of block, every state of a figure, and words that mean harm.

The organisations are named after the wind; nothing here comes from a database.
"""

from reports.standing import Annex, Chapter, Colophon, Dossier, Imprint
from tests.reports.sample.accounts import finance, tasks
from tests.reports.sample.register import (
    EARLIER,
    HARM,
    NETWORK,
    ORGANISATIONS,
    Register,
    organisation,
)
from tests.reports.sample.statistics import statistics
from tests.reports.sample.story import about, foreword, goals

__all__ = ["EARLIER", "HARM", "ORGANISATIONS", "Register", "dossier", "imprint", "organisation"]


def dossier(*, language: str = "nl", is_example: bool = False, branches: int = 60) -> Dossier:
    """Make the whole report; `branches` is the length of its longest table."""
    register = Register()
    chapters = (
        foreword(register),
        about(register),
        goals(register),
        tasks(register),
        statistics(register, branches),
        finance(register),
        Chapter("bijlagen", "Alle cijfers", "A", (Annex("definities", "Alle cijfers"),)),
        Chapter("colofon", "Colofon", "", (Colophon("colofon-blok", "Colofon"),)),
    )
    return Dossier(
        outline="provinciaal-2023",
        kind="provincial",
        language=language,
        title="Bestuursverslag Windstreken 2023",
        subtitle="Samen voor een lezende provincie",
        owner="Stichting Windstreken",
        scope_kind="network",
        scope="windstreken",
        scope_name=NETWORK[2],
        year=2023,
        period="2023",
        is_example=is_example,
        chapters=chapters,
        facts=tuple(register.facts.values()),
    )


def imprint(state: str = "concept") -> Imprint:
    return Imprint(
        version="concept 3" if state == "concept" else "1",
        state=state,
        digest="0123456789abcdef" * 4,
        frozen_at="2024-03-07T13:32:05+00:00",
        address="https://portaal.example",
        edition=7,
    )
