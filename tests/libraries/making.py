"""Rows and refusals that several tests of libraries make."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from libraries import actions
from libraries.models import Figure
from tests.factories.libraries import FigureFactory, ReadingFactory

CORRECTED = {"correction": "typed_wrong", "explanation": "Er stond een nul te veel."}


def settled(**arguments: object) -> Figure:
    """Make a figure of which two publications say 1931."""
    figure = FigureFactory(**arguments)
    ReadingFactory(figure=figure, value=Decimal(1931))
    ReadingFactory(figure=figure, value=Decimal(1931))
    return actions.settle(figure=figure)


def refused(act: Callable[..., object], **arguments: object) -> str:
    """Do what has to be refused; returns the sentences."""
    with pytest.raises(ValidationError) as refusal:
        act(**arguments)
    return " ".join(refusal.value.messages)
