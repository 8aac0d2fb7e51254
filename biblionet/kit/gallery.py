"""What the component gallery shows: every component in every variant, with invented contents.

The words are Dutch, as loaded data are; the names are those of the wind.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator

from biblionet.kit import charts
from biblionet.kit.fields import NumberField
from biblionet.kit.numbers import Missing

TODAY = date(2026, 10, 21)
QUARTERS = ("K1 2025", "K2 2025", "K3 2025", "K4 2025", "K1 2026", "K2 2026", "K3 2026")
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


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(
        label="Naam van de activiteit", help_text="Zoals in het activiteitenplan."
    )
    visitors = NumberField(label="Bezoekers Taalhuis", unit="personen", decimals=0, at_least=0)
    share = NumberField(label="Leverpercentage", unit="%", decimals=1)
    on = forms.DateField(label="Datum", help_text="Bijvoorbeeld 7-3-2026.", required=False)
    scope = forms.ChoiceField(label="Organisatie", choices=[("n", "Noord"), ("o", "Oost")])
    status = forms.ChoiceField(
        label="Hoe gaat het?",
        choices=[("good", "Op koers"), ("attention", "Aandacht nodig"), ("stuck", "Loopt vast")],
        widget=forms.RadioSelect,
    )
    goals = forms.MultipleChoiceField(
        label="Bij welke doelen hoort dit?",
        choices=[("1", "Meer kinderen lezen"), ("2", "Taalhuis in elke gemeente")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(
        label="Wat deed je dit kwartaal?", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    password = forms.CharField(
        label="Wachtwoord", widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )
    evidence = forms.FileField(label="Bijlage", help_text="PDF of Excel, tot 5 MB.", required=False)
    checked = forms.BooleanField(label="Ik heb deze cijfers gecontroleerd")


class FilterForm(forms.Form):
    """The fields of a filter: none is asked for, so none is marked optional."""

    hides_optional = True
    filter_status = forms.ChoiceField(
        label="Status", choices=[("", "Alle"), ("good", "Op koers")], required=False
    )
    filter_text = forms.CharField(label="Zoek op naam", required=False)


def wrong_form() -> SampleForm:
    """Return the form as somebody sent it in with everything wrong."""
    typed = {"visitors": "12.34", "share": "140", "on": "morgen", "scope": "n", "note": "Tekst"}
    return SampleForm(typed, auto_id="wrong_%s")


def bars() -> list[charts.Bar]:
    """Return one value of every kind: large, small, zero and missing."""
    return [
        charts.Bar("Noord", 1931),
        charts.Bar("Oost en omstreken met een lange naam", 1204, in_focus=False),
        charts.Bar("Zuid", 0, in_focus=False),
        charts.Bar("West", Missing.NOT_REPORTED, in_focus=False),
    ]


def sample_charts(language: str) -> list[charts.Chart]:
    """Draw every kind of chart, with gaps, a target and a break in series."""
    gap, later = Missing.NOT_REPORTED, Missing.NOT_YET_KNOWN
    lines = [
        charts.Series("Noord", (1020, 1180, 1204, 1377, 1500, 1610, 1931)),
        charts.Series("Oost", (640, 655, gap, 720, 760, 748, 790)),
        charts.Series("Zuid", (310, 350, 340, 390, gap, 430, 455)),
        charts.Series("West", (820, 810, 790, 760, 744, 730, later)),
    ]
    return [
        charts.line_chart(
            QUARTERS,
            lines,
            title="Bezoekers Taalhuis per kwartaal",
            language=language,
            unit="personen",
            target=charts.Target("Streven", (1100, 1200, 1300, 1400, 1500, 1600, 1700)),
            breaks=[charts.Break(4, "andere telling")],
        ),
        charts.line_chart(
            ("2020", "2021", "2022", "2023", "2024", "2025"),
            [
                charts.Series(
                    "Noord", tuple(map(Decimal, ("95.1", "95.5", "94.8", "96.0", "95.9", "96.6")))
                )
            ],
            title="Leverpercentage",
            language=language,
            unit="%",
            decimals=1,
            target=charts.Target.always("Norm", 95),
            from_zero=False,
        ),
        charts.bar_chart(
            bars(),
            title="Bezoekers per organisatie",
            language=language,
            unit="personen",
            target=charts.Target.always("Streven", 1500),
        ),
        charts.column_chart(
            bars(),
            title="Bezoekers per organisatie, staand",
            language=language,
            unit="personen",
            target=charts.Target.always("Streven", 1500),
        ),
        charts.share_chart(
            [
                charts.Shares("Noord", (420, 310, 90, 40)),
                charts.Shares("Oost", (120, 240, 180, 12)),
                charts.Shares("West", (120, gap, 180, 12)),
            ],
            ("Jeugd tot 12", "Jongeren", "Volwassenen", "Onbekend"),
            title="Leden naar leeftijd",
            language=language,
        ),
        charts.range_chart(
            [
                charts.Progress("Taalhuizen", 7, 9, 12),
                charts.Progress("Scholen met een leesconsulent", 11, 14, 13),
                charts.Progress("Inlooppunten", Missing.NO_DATA, 6, 8),
                charts.Progress("Voorleesdagen", 5, later, 6),
            ],
            title="Van 2024 naar het streven",
            language=language,
            words=("2024", "2025", "streven"),
        ),
    ]


def spark(language: str) -> charts.Chart:
    """Draw the small line of a tile."""
    return charts.sparkline(
        QUARTERS, (7, 7, 8, Missing.NOT_REPORTED, 8, 9, 9), title="Taalhuizen", language=language
    )


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


def sample_context(language: str) -> dict[str, Any]:
    """Return everything templates/components/gallery.html needs."""
    return {
        "today": TODAY,
        "badges": [Item(label, tone=tone) for label, tone in BADGES],
        "missing_reasons": [reason.value for reason in Missing],
        "sample_form": SampleForm(initial={"visitors": 1931}),
        "wrong_form": wrong_form(),
        "filter_form_sample": FilterForm(),
        "charts": sample_charts(language),
        "spark": spark(language),
        "works": works(),
        "events": events(),
        "tasks": tasks(),
        "late": date(2026, 10, 10),
        "soon": date(2026, 10, 24),
        "far": date(2027, 3, 1),
        "page": Paginator(range(120), 10).page(4),
        "facts": [
            Item("Gemeenten", "Noordveld en Oosterwold"),
            Item("Contactpersoon", "Manager Noord", "#summary-list", "Wijzig"),
        ],
        "organisations": [
            Item("Noord", url="#organisation-list", detail="2 gemeenten", is_current=True),
            Item("Oost", url="#organisation-list", detail="3 gemeenten"),
        ],
        "navigation": [
            Item("Start", url="/", is_current=False),
            Item("Bouwstenen", url="#main", is_current=True),
            Item("Doelen", url="#main"),
            Item("Rapporten", url="#main"),
        ],
        "absent": ["West"],
        "example_year": 2025,
        "has_errors": False,
    }
