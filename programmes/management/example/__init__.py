"""What was asked and measured in the example year, answered through the same actions people use."""

import random

from libraries.management.example import YEAR, People
from libraries.management.example.recipes import sentences
from programmes.management.example import calendar, collection, forms, requirements
from programmes.management.example.rounds import Rounds, values_of_year

__all__ = ["make"]


def make(*, people: People, rng: random.Random) -> None:
    """Measure what the province asks, answer the last quarters, some forms and a year of months."""
    requirements.make(people=people, rng=rng)
    Rounds(people, rng, values_of_year(), sentences(rng)).make()
    forms.make(people=people, rng=random.Random(YEAR))  # noqa: S311  # no secrets, and its own dice
    calendar.make(people=people)
    collection.make(people=people)
