"""Who acts in the example year."""

from dataclasses import dataclass

from biblionet.accounts.models import User


@dataclass(frozen=True, slots=True)
class People:
    """The demonstration accounts that act: managers and directors by code of organisation."""

    managers: dict[str, User]
    directors: dict[str, User]
    staff: User
    editor: User
    admin: User
