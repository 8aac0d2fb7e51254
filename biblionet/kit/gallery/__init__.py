"""What the component gallery shows: every component in every variant, with invented contents.

The words are Dutch, as loaded data are; the names are those of the wind.
"""

from datetime import date
from typing import Any

from django.core.paginator import Paginator

from biblionet.kit.gallery.drawings import sample_charts, spark
from biblionet.kit.gallery.rows import BADGES, Item, Note, events, tasks, works
from biblionet.kit.gallery.samples import FilterForm, SampleForm, wrong_form
from biblionet.kit.numbers import Missing

TODAY = date(2026, 10, 21)


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
        "notes": [
            Note("info", "Het 4e kwartaal opent op 1 januari 2027."),
            Note("success", "Bewaard om 14.32."),
            Note("warning", "Dit is 60% meer dan vorig jaar. Klopt dit?"),
            Note("error", "Niet bewaard. Probeer het opnieuw."),
        ],
        "absent": ["West"],
        "example_year": 2025,
        "has_errors": False,
    }
