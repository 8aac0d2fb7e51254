"""Forms that are filled in section by section: lists, sections, notes, what is judged."""

from programmes.overviews.delivery.judging import Judged, JudgedDelivery, judged
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
    page_of,
    section_page,
    total_of,
)
from programmes.overviews.delivery.telling import (
    Difference,
    difference,
    difference_of,
    is_yes_or_no,
    said,
)

__all__ = [
    "AskedQuestion",
    "Delivery",
    "DeliveryLine",
    "Difference",
    "Judged",
    "JudgedDelivery",
    "Note",
    "Score",
    "SectionLine",
    "SectionPage",
    "Total",
    "delivery_lines",
    "delivery_of",
    "difference",
    "difference_of",
    "forms_of",
    "is_yes_or_no",
    "judged",
    "notes_of",
    "page_of",
    "said",
    "score_of",
    "section_page",
    "total_of",
]
