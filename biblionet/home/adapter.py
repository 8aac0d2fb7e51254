"""What allauth asks us. Signing in has one door: here a second factor will stand."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no stubs
    """Nobody makes an account by himself; the support organisation does."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
