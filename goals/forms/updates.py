"""Progress: writing, judging, evidence, and looking for it."""

from collections.abc import Iterator

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from biblionet.kit.templatetags.ui import icon
from goals.models import ProgressUpdate
from goals.overviews.words import RATINGS
from libraries.models import Organisation, Year

LONGEST_NOTE = 2000


def rating_choices() -> Iterator[tuple[str, str]]:
    """Yield the six ratings, each with its icon before the word."""
    for rating in ProgressUpdate.Rating:
        badge = RATINGS[rating]
        yield rating.value, format_html("{} {}", icon(badge.tone), badge.label)


class VersionedForm(forms.Form):
    """A form that knows which version of the update it was made from."""

    version = forms.IntegerField(
        min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput, initial=0
    )


class UpdateForm(VersionedForm):
    """How it goes, in one of six words and a few sentences."""

    hides_optional = True  # a draft may be empty; the check says what is missing

    rating = forms.ChoiceField(
        label=_("How does it go?"),
        choices=rating_choices,
        required=False,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What did you do this quarter?"),
        help_text=_("A few sentences. Is it not on track? Then write why, and what you do now."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    question = forms.CharField(
        label=_("What do you ask of the POI?"),
        help_text=_("Only when you have a question. Only your organisation and the POI see it."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ActForm(VersionedForm):
    """Submitting or taking back: nothing to type but the version that was read."""


class AcceptForm(VersionedForm):
    """Agree, if need be with another rating."""

    poi_rating = forms.ChoiceField(
        label=_("Rating of the POI"),
        choices=rating_choices,
        widget=forms.RadioSelect,
    )
    poi_reason = forms.CharField(
        label=_("Why does your rating differ?"),
        help_text=_(
            "Only when you choose another rating. The organisation and the report show it."
        ),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SendBackForm(VersionedForm):
    """Send back, with what is to be mended."""

    reason = forms.CharField(
        label=_("What is to be mended?"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EvidenceForm(forms.Form):
    """One file; what is in it is judged when it is kept."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, photo (PNG or JPG), Word or Excel, at most 5 MB."),
        max_length=255,
    )


def is_year(slug: str) -> None:
    """Refuse what is no year."""
    try:
        Year.read(slug)
    except ValueError:
        raise forms.ValidationError(_("Choose a year from the list."), code="year") from None


class UpdatesFilter(forms.Form):
    """Which updates to list. The years are given by the view; the rest is here."""

    hides_optional = True

    year = forms.CharField(
        label=_("Year"), required=False, max_length=20, validators=[is_year], widget=forms.Select
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.order_by("name"),
        to_field_name="code",
        required=False,
        empty_label=_("All organisations"),
    )
    state = forms.ChoiceField(
        label=_("Status"),
        choices=[("", _("Every status")), *ProgressUpdate.State.choices],
        required=False,
    )
