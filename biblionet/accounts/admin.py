"""Accounts in the administration. What somebody may do stands in memberships, not here."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from biblionet.accounts import actions
from biblionet.accounts.models import User
from biblionet.trail.admin import RecordsInTrail


class ReasonForm(ActionForm):
    """What is chosen to be done with people, and why."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=400)


@admin.register(User)
class UserAdmin(RecordsInTrail):
    """People: made here, never deleted, because what they did stays."""

    list_display = ("name", "email", "function", "is_active", "is_demo", "last_login")
    list_filter = ("is_active", "is_demo", "memberships__role")
    search_fields = ("name", "email", "function")
    fields = ("email", "name", "function", "is_active", "is_demo", "last_login")
    readonly_fields = ("is_active", "is_demo", "last_login")
    action_form = ReasonForm
    actions = ("end_access", "restore_access")

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Keep a changed row; a new person gets no password and opens with 'forgot password'."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    @admin.action(description=_("End the access of the chosen people (say why)"))
    def end_access(self, request: HttpRequest, people: QuerySet[User]) -> None:
        reason = request.POST.get("reason", "")
        for person in people:
            try:
                actions.end_access(person=person, reason=reason, by=by(request))
            except ValidationError as refusal:
                self.message_user(request, " ".join(refusal.messages), messages.ERROR)

    @admin.action(description=_("Give the chosen people access again"))
    def restore_access(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            actions.restore_access(person=person, by=by(request))


def by(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the administration is closed to others
    return request.user
