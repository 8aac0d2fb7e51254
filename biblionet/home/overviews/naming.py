"""What is of the example says so wherever it is named outside its own page."""

from django.utils.translation import gettext as _

from libraries.models import Period


def period_name(period: Period) -> str:
    """Name a period, with its mark when it is of the example: '4e kwartaal 2025 (voorbeeld)'."""
    return example_marked(period.name, is_example=period.is_example)


def example_marked(name: str, *, is_example: bool) -> str:
    return f"{name} ({_('example')})" if is_example else name
