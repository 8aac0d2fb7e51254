"""What signing in asks us. There is one door, for pages and administration alike.

A second factor goes here: `get_login_stages` lists what follows the password, and the extra of
allauth (`allauth.mfa`) adds its stage there. It is not switched on in this version.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from biblionet.accounts.models import User
from libraries.rules import administers


def is_refused(user: User) -> bool:
    """A demonstration account opens nothing in production."""
    return settings.PRODUCTION and user.is_demo


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no stubs
    """Nobody makes an account by himself; the support organisation does."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Answer instead of signing in, for who may not."""
        if is_refused(user):
            answer: HttpResponse = self.respond_user_inactive(request, user)
            return answer
        inherited: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return inherited


class Door(AuthenticationBackend):  # type: ignore[misc]  # allauth has no stubs
    """Who is let in with password or session, and what the administration is open for."""

    def user_can_authenticate(self, user: User) -> bool:
        return super().user_can_authenticate(user) and not is_refused(user)

    def has_perm(
        self, user_obj: User | AnonymousUser, perm: str, obj: object | None = None
    ) -> bool:
        """Everything in the administration is for administrators of the support institution."""
        return isinstance(user_obj, User) and administers(user_obj)

    def has_module_perms(self, user_obj: User | AnonymousUser, app_label: str) -> bool:
        return self.has_perm(user_obj, app_label)
