"""What stands under an answer of a form: what was found of it, asked about it, and its source."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from biblionet.kit.fields import current_language
from biblionet.kit.numbers import in_words
from libraries.models import Reading
from programmes.overviews.slots import Slot
from programmes.overviews.words import findings_in_words

LARGE = 10_000  # from here a number is written in words too, to hear a zero too many
ACCEPTED = Reading.Workflow.ACCEPTED
WEIGHTS = ("error", "attention", "information", "good")


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence with its weight: error, attention, information or good."""

    weight: str
    text: str


def notes_of(slot: Slot, *, is_writable: bool, in_hand: bool) -> tuple[Note, ...]:
    """Return what is to be told under an answer, what blocks first.

    `in_hand` says whether the form is still filled in: then what counts already says so.
    """
    notes = [
        Note("good" if finding.asks and not slot.is_unexplained else finding.severity, words)
        for finding, words in zip(slot.findings, findings_in_words(slot), strict=True)
    ]
    notes += _of_reading(slot, slot.reading, is_writable=is_writable) if slot.reading else []
    if slot.is_silent and is_writable:
        notes.append(Note("attention", _silent(slot)))
    if slot.answer and slot.was_sent_back:
        notes.append(Note("attention", _asked_back(slot.answer.remark)))
    if in_hand and slot.is_ours and slot.reading and slot.reading.workflow == ACCEPTED:
        notes.append(Note("information", _("The POI agreed with this before: it counts already.")))
    return tuple(sorted(notes, key=lambda note: WEIGHTS.index(note.weight)))


def _of_reading(slot: Slot, reading: Reading, *, is_writable: bool) -> list[Note]:
    notes = []
    if slot.was_sent_back:
        notes.append(Note("attention" if slot.is_unanswered else "information", _back(reading)))
    if reading.confirms_id and slot.is_ours:
        told = _("%(who)s looked at this and says it is right.") % {"who": reading.author}
        notes.append(Note("good", told))
    if reading.value is not None and abs(reading.value) >= LARGE and is_writable:
        words = in_words(reading.value, language=current_language())
        notes.append(Note("information", _("In words: %(words)s.") % {"words": words}))
    if slot.is_preloaded:
        told = _("Filled in before. Source: %(source)s.") % {"source": source_of(reading)}
        notes.append(Note("information", told))
    return notes


def source_of(reading: Reading) -> str:
    """Return where a value came from, with the day it came."""
    day = date_format(localtime(reading.created_at), "DATE_FORMAT")
    return f"{reading.publication or reading.get_source_display()}, {day}"


def _back(reading: Reading) -> str:
    return _asked_back(reading.remark)


def _asked_back(text: str) -> str:
    return _("The POI asks: “%(text)s”") % {"text": text}


def _silent(slot: Slot) -> str:
    if slot.is_figure:
        return _("Say in a sentence why there is no number.")
    return _("Say in a sentence why there is no answer.")
