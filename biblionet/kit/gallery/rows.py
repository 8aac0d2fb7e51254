"""Rows of the gallery: what lists, badges and timelines are given."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

BADGES = (
    ("Nog niet gestart", "todo"),
    ("Op koers", "good"),
    ("Aandacht nodig", "attention"),
    ("Loopt vast", "stuck"),
    ("Klaar", "done"),
    ("Vervallen", "dropped"),
    ("Concept", "draft"),
    ("Ingestuurd", "sent"),
    ("Teruggestuurd", "returned"),
    ("Akkoord", "agreed"),
    ("Bezig", "busy"),
    ("Vraagt uitleg", "question"),
    ("Open", "open"),
    ("Gesloten", "closed"),
    ("Ter goedkeuring", "approval"),
    ("Gepubliceerd", "published"),
    ("Vervangen", "replaced"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a list, with whatever its component reads."""

    label: str = ""
    value: str = ""
    url: str = ""
    action: str = ""
    detail: str = ""
    is_current: bool = False
    tone: str = ""

    @property
    def name(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class Task:
    """One line of what there is to do."""

    title: str
    badge: Item
    url: str = "#task-list"
    hint: str = ""
    deadline: date | None = None
    done: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a piece of work."""

    label: str
    state: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work as the component build-progress reads it."""

    title: str
    words: str
    part: int
    whole: int
    stages: tuple[Stage, ...]
    is_done: bool = False
    is_failed: bool = False
    fragment_url: str = ""
    page_url: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened."""

    when: datetime
    who: str
    what: str
    reason: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A message as Django's messages are read."""

    level_tag: str
    words: str

    def __str__(self) -> str:
        return self.words


def works() -> list[Work]:
    """Return a piece of work under way, done and failed."""
    busy = (
        Stage("Cijfers verzamelen", "done"),
        Stage("Hoofdstukken opmaken", "busy", "5 van 12"),
        Stage("Bladzijden nummeren", "waiting"),
        Stage("Controleren", "waiting"),
    )
    done = tuple(Stage(stage.label, "done") for stage in busy)
    failed = (busy[0], Stage("Hoofdstukken opmaken", "failed"), *busy[2:])
    return [
        Work("Jaarverslag maken", "Hoofdstuk 5 van 12.", 5, 14, busy, page_url="#build-progress"),
        Work(
            "Jaarverslag maken",
            "Klaar. Het verslag telt 64 bladzijden.",
            14,
            14,
            done,
            is_done=True,
        ),
        Work(
            "Jaarverslag maken",
            "Het is niet gelukt. Probeer het opnieuw.",
            5,
            14,
            failed,
            is_failed=True,
        ),
    ]


def events() -> list[Event]:
    """Return three things that happened."""
    now = datetime(2026, 10, 21, 14, 32, tzinfo=ZoneInfo("Europe/Amsterdam"))
    return [
        Event(now, "POI-medewerker", "stuurde bezoekers Taalhuis terug", "Kun je dit nakijken?"),
        Event(now - timedelta(days=2), "Manager Noord", "zette bezoekers van 1.913 op 1.931"),
        Event(
            now - timedelta(days=9), "Manager Noord", "begon aan het 3e kwartaal", url="#timeline"
        ),
    ]


def tasks() -> list[Task]:
    """Return a task of every kind: late, soon, done and not yet possible."""
    return [
        Task(
            "IBL september",
            Item("Te laat", tone="stuck"),
            hint="12 van 14 velden",
            deadline=date(2026, 10, 10),
        ),
        Task("Voortgang 3e kwartaal", Item("Bezig", tone="busy"), deadline=date(2026, 10, 30)),
        Task("Gegevenslevering", Item("Te doen", tone="todo"), deadline=date(2027, 3, 1)),
        Task(
            "Voortgang 2e kwartaal",
            Item("Akkoord", tone="agreed"),
            deadline=date(2026, 7, 14),
            done=True,
        ),
        Task(
            "Voortgang 4e kwartaal",
            Item("Kan nog niet", tone="closed"),
            reason="Opent op 1 januari 2027.",
        ),
    ]
