"""People who sign in."""

import factory

from biblionet.accounts.models import User


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody with an account and without any duty."""

    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"iemand{number}@example.org")
    name = factory.Sequence(lambda number: f"Iemand {number}")
    is_active = True
