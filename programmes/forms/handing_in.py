"""Handing in, asking a colleague, judging: what is typed beside the answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from libraries.forms import LongText
from libraries.models import Reading


class HandInForm(forms.Form):
    """Who answers for the figures, and that they were checked."""

    accountable = forms.ChoiceField(
        label=_("Who answers for these figures?"),
        widget=forms.RadioSelect,
        help_text=_("Who submits them is recorded too."),
    )
    is_checked = forms.BooleanField(
        label=_("I checked these figures"),
        error_messages={"required": _("Check the figures, and tick that you did.")},
    )

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accountable"].choices = [(str(one.pk), str(one)) for one in people]  # type: ignore[attr-defined]  # a ChoiceField
        self.people = {str(one.pk): one for one in people}
        if not people:  # nobody is asked figures here
            del self.fields["accountable"]

    def clean_accountable(self) -> User:
        return self.people[self.cleaned_data["accountable"]]


def _choices(people: list[User]) -> list[tuple[str, str]]:
    return [(str(one.pk), str(one)) for one in people]


class PersonField(forms.ChoiceField):
    """One of some people; cleaned it is that person, or None."""

    def __init__(self, *, people: list[User], **kwargs: Any) -> None:
        super().__init__(choices=_choices(people), widget=forms.RadioSelect, **kwargs)
        self.people = {str(one.pk): one for one in people}

    def clean(self, value: Any) -> User | None:
        return self.people.get(super().clean(value))


class AskForm(forms.Form):
    """Which colleague is asked for a section, and a word with it."""

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"] = PersonField(label=_("Whom do you ask?"), people=people)
        self.fields["note"] = LongText(
            label=_("A word with it"),
            help_text=_("Your colleague reads this in the letter and above the section."),
            required=False,
            rows=3,
        )


class ContactForm(forms.Form):
    """Who gathers the answers inside the organisation."""

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"] = PersonField(
            label=_("Who gathers the answers?"),
            help_text=_("Next year this person is asked again, until you choose another."),
            people=people,
        )


class FinalityForm(forms.Form):
    """How final the answers are, and why when they become less so."""

    finality = forms.ChoiceField(
        label=_("How final is it?"),
        choices=Reading.Finality.choices[1:],
        widget=forms.RadioSelect,
    )
    reason = LongText(
        label=_("Why?"),
        help_text=_("Needed only when you take something back."),
        required=False,
        rows=3,
    )
