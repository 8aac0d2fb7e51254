"""What people may type about a requirement."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ExplanationForm(forms.Form):
    """An explanation beside norm and measured value."""

    explanation = forms.CharField(
        label=_("Explanation"),
        help_text=_("What do the norm and the measured value not say by themselves?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
