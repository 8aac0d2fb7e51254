"""Forms that are filled in section by section: lists, sections, notes, what is judged."""

from programmes.overviews.delivery.lists import (
    Delivery,
    DeliveryLine,
    SectionLine,
    delivery_lines,
    delivery_of,
    forms_of,
)
from programmes.overviews.delivery.notes import Note, notes_of
from programmes.overviews.delivery.scores import Score, score_of
from programmes.overviews.delivery.sections import (
    AskedQuestion,
    SectionPage,
    Total,
    section_page,
    total_of,
)

__all__ = [
    "AskedQuestion",
    "Delivery",
    "DeliveryLine",
    "Note",
    "Score",
    "SectionLine",
    "SectionPage",
    "Total",
    "delivery_lines",
    "delivery_of",
    "forms_of",
    "notes_of",
    "score_of",
    "section_page",
    "total_of",
]
