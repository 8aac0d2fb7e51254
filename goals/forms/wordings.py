"""The sentence at a chart."""

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.models import Wording


class WordingForm(forms.Form):
    """Words that stand in the place of the drafted sentence; empty lets that one stand again."""

    text = forms.CharField(
        label=_("Own sentence"),
        help_text=_("Leave it empty to show the drafted sentence."),
        max_length=Wording._meta.get_field("text").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    drafted = forms.CharField(widget=forms.HiddenInput)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
