"""The words and tones in which states and ratings are shown: colour never stands alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goals.models import ProgressUpdate
from goals.standing import Outcome

State, Rating = ProgressUpdate.State, ProgressUpdate.Rating


@dataclass(frozen=True, slots=True)
class Badge:
    """A word with the tone of its colour and icon."""

    label: str | Promise
    tone: str


NOT_TOLD = Badge(_("Nothing reported"), "todo")
RATINGS: Mapping[str, Badge] = {
    "": NOT_TOLD,
    Rating.NOT_STARTED: Badge(Rating.NOT_STARTED.label, "todo"),
    Rating.ON_TRACK: Badge(Rating.ON_TRACK.label, "good"),
    Rating.ATTENTION: Badge(Rating.ATTENTION.label, "attention"),
    Rating.STUCK: Badge(Rating.STUCK.label, "stuck"),
    Rating.DONE: Badge(Rating.DONE.label, "done"),
    Rating.DROPPED: Badge(Rating.DROPPED.label, "dropped"),
}
STATES: Mapping[str, Badge] = {
    "": NOT_TOLD,
    State.DRAFT: Badge(State.DRAFT.label, "draft"),
    State.SUBMITTED: Badge(State.SUBMITTED.label, "sent"),
    State.SENT_BACK: Badge(State.SENT_BACK.label, "returned"),
    State.ACCEPTED: Badge(State.ACCEPTED.label, "agreed"),
}
TASKS: Mapping[str, Badge] = {
    "": Badge(_("To do"), "todo"),
    State.DRAFT: Badge(_("Busy"), "busy"),
    State.SENT_BACK: Badge(_("Asks explanation"), "question"),
    State.SUBMITTED: Badge(State.SUBMITTED.label, "sent"),
    State.ACCEPTED: Badge(State.ACCEPTED.label, "agreed"),
}
OUTCOMES: Mapping[str, Badge] = {
    Outcome.REACHED: Badge(_("Reached"), "done"),
    Outcome.WITHIN_MARGIN: Badge(_("Reached, within the margin"), "done"),
    Outcome.MISSED: Badge(_("Not reached"), "attention"),
    Outcome.UNKNOWN: Badge(_("Figure not known yet"), "todo"),
    Outcome.NOT_APPLICABLE: Badge(_("Does not apply"), "todo"),
}
