"""The rows of a quarter: what may be typed in each, and as what it was read."""

from django import forms
from django.http import QueryDict

from goals.forms.updates import LONGEST_NOTE, rating_choices
from goals.overviews.quarter import Asked, Told
from programmes.forms import FigureRow, RowForm


class ToldForm(RowForm):
    """How an objective or action goes, in one of six words and a sentence."""

    NAMES = ("rating", "note", "question")

    rating = forms.ChoiceField(choices=rating_choices, required=False, widget=forms.RadioSelect)
    note = forms.CharField(required=False, max_length=LONGEST_NOTE)
    question = forms.CharField(required=False, max_length=LONGEST_NOTE)

    def __init__(self, told: Told, data: QueryDict | None = None) -> None:
        update = told.update
        initial = {name: getattr(update, name) for name in self.NAMES} if update else {}
        super().__init__(data, prefix=told.key, initial=initial)
        self.told, self.key = told, told.key
        self.version = update.version if update else 0


class AnswerForm(FigureRow):
    """A figure of the quarter, with the target beside it."""

    def __init__(self, asked: Asked, data: QueryDict | None = None) -> None:
        super().__init__(asked.slot, data)
        self.asked = asked
