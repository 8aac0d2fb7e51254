"""What programs ask of the feed, and the keys people make for them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from libraries.models import Indicator, Scope
from libraries.overviews.feed import COMPUTED, REPORTED

LONGEST = 80  # of a code
NO_CURSOR = _("This is no place where a page ended: follow the address in next.")


class FeedQuery(forms.Form):
    """The filters of the feed; each may be asked once."""

    year = forms.RegexField(r"^[12]\d{3}$", required=False)
    indicator = forms.ModelChoiceField(
        Indicator.objects.all(), to_field_name="code", required=False
    )
    scope = forms.CharField(required=False, max_length=LONGEST)
    kind = forms.ChoiceField(
        required=False, choices=[("", ""), (REPORTED, REPORTED), (COMPUTED, COMPUTED)]
    )
    example = forms.ChoiceField(required=False, choices=[("", ""), ("1", "1")])
    after = forms.RegexField(
        r"^(\d{1,18}|t\d{1,18}\.\d{1,18})$", required=False, error_messages={"invalid": NO_CURSOR}
    )

    def clean_year(self) -> int | None:
        """Read four digits."""
        return int(self.cleaned_data["year"]) if self.cleaned_data["year"] else None

    def clean_scope(self) -> Scope | None:
        """Read kind:code."""
        asked = self.cleaned_data["scope"]
        if not asked:
            return None
        kind, _colon, code = asked.partition(":")
        found: Scope | None = Scope.objects.filter(kind=kind, code=code).first()
        if found is None:
            raise ValidationError(_("There is no such place. Write it as kind:code."))
        return found


class FeedTokenForm(forms.Form):
    """What a key is for, how long it holds, and of whom it opens figures."""

    name = forms.CharField(
        label=_("What is the key for?"),
        help_text=_("For example: Power BI of the team."),
        max_length=80,
    )
    days = forms.TypedChoiceField(
        label=_("How long may it be used?"),
        coerce=int,
        choices=[(31, _("a month")), (92, _("three months")), (365, _("a year"))],
        initial=365,
        widget=forms.RadioSelect,
    )
    scopes = forms.MultipleChoiceField(
        label=_("Only figures of"),
        help_text=_("Choose none to open everything that you may see."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, scopes: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = list(scopes)  # type: ignore[attr-defined]  # a MultipleChoiceField
