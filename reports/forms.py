"""What people may type about reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from libraries.models import Year
from reports.models import Outline


class FilterForm(forms.Form):
    """Narrow the list of reports."""

    year = forms.ChoiceField(label=_("Year"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *Outline.Kind.choices]
    )
    place = forms.CharField(label=_("Place or organisation"), required=False, max_length=80)

    def __init__(self, *args: object, years: tuple[Year, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as received
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All years")), *((str(year), _label(year)) for year in years)]


def _label(year: Year) -> str:
    if not year.is_example:
        return str(year.number)
    return _("%(year)s (example)") % {"year": year.number}


class TextForm(forms.Form):
    """Write a version of a text; `based_on` is the version the writer had before them."""

    body = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}),
        help_text=_(
            "An empty line starts a paragraph, '- ' a list item. **bold**, *italic*, "
            "[words](https://…). A figure: {{MEMBERS_TOTAL|self|year}}."
        ),
    )
    signed_as = forms.CharField(
        label=_("Signed as"),
        required=False,
        max_length=160,
        help_text=_("A function, for a foreword. No names of persons."),
    )
    source = forms.CharField(label=_("Source"), required=False, max_length=400)
    based_on = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
