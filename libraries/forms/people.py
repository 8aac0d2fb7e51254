"""Roles of people."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from libraries.forms.fields import DayField
from libraries.models import Membership, Scope


class MembershipForm(forms.Form):
    """Who gets which role where, from when."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Person"))
    scope = forms.ModelChoiceField(Scope.objects.none(), label=_("For"))
    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices)
    starts = DayField(label=_("From"), initial=timezone.localdate)
    ends = DayField(label=_("Until and including"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = (Scope.Kind.ORGANISATION, Scope.Kind.SERVICE_AREA)
        scopes = Scope.objects.filter(kind__in=kinds).order_by("kind", "name")
        self.fields["user"].queryset = User.objects.filter(is_active=True)  # type: ignore[attr-defined]  # ModelChoiceFields
        self.fields["scope"].queryset = scopes  # type: ignore[attr-defined]  # idem


class EndMembershipForm(forms.Form):
    """The last day of a role."""

    ends = DayField(label=_("Last day"), initial=timezone.localdate)
