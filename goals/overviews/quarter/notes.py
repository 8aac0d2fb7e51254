"""What stands under a row: what was found of it, and what is to be done about that."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from biblionet.kit.fields import current_language
from biblionet.kit.numbers import in_words
from goals.models import ProgressUpdate
from goals.overviews.quarter.page import Asked, Told
from libraries.models import Reading
from programmes.overviews import findings_in_words

LARGE = 10_000  # from here a number is written in words too, to hear a zero too many


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence with its weight: error, attention, information or good."""

    weight: str
    text: str


def notes_of(row: Told | Asked) -> tuple[Note, ...]:
    """Return what is to be told under a row, what blocks first."""
    found = _of_told(row) if isinstance(row, Told) else _of_asked(row)
    order = ("error", "attention", "information", "good")
    return tuple(sorted(found, key=lambda note: order.index(note.weight)))


def _of_told(told: Told) -> list[Note]:
    notes = []
    if told.is_writable and told.remarks and told.task.state == ProgressUpdate.State.SENT_BACK:
        last = told.remarks[-1]
        notes.append(Note("attention", _sent_back(last.text, str(last.by))))
    if told.is_writable and told.lacks_sentence and told.update:
        notes.append(
            Note(
                "attention",
                _("Write in one sentence why it is “%(rating)s”.")
                % {"rating": told.update.get_rating_display()},
            )
        )
    return notes


def _of_asked(asked: Asked) -> list[Note]:
    slot = asked.slot
    notes = [
        Note("good" if finding.asks and not slot.is_unexplained else finding.severity, words)
        for finding, words in zip(slot.findings, findings_in_words(slot), strict=True)
    ]
    reading = slot.reading
    if reading is None:
        return notes
    if slot.was_sent_back:
        notes.append(Note("attention", _sent_back(reading.remark)))
    if slot.is_silent:
        notes.append(Note("attention", _("Say in a sentence why there is no number.")))
    if asked.confirmed_at and reading.confirms:
        notes.append(Note("good", _confirmed(asked, reading)))
    if reading.value is not None and abs(reading.value) >= LARGE and asked.is_writable:
        words = in_words(reading.value, language=current_language())
        notes.append(Note("information", _("In words: %(words)s.") % {"words": words}))
    if not slot.is_ours:
        notes.append(Note("information", _("Source: %(source)s.") % {"source": _source(reading)}))
    return notes


def _sent_back(text: str, who: str = "") -> str:
    if who:
        return _("%(who)s of the POI asks: “%(text)s”") % {"who": who, "text": text}
    return _("The POI asks: “%(text)s”") % {"text": text}


def _confirmed(asked: Asked, reading: Reading) -> str:
    at = localtime(asked.confirmed_at)
    return _("Unchanged: confirmed by %(who)s on %(day)s at %(time)s.") % {
        "who": reading.author,
        "day": date_format(at, "DATE_FORMAT"),
        "time": date_format(at, "TIME_FORMAT"),
    }


def _source(reading: Reading) -> str:
    day = date_format(localtime(reading.created_at), "DATE_FORMAT")
    return f"{reading.publication or reading.get_source_display()}, {day}"
