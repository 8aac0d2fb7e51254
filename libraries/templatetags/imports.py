"""What the columns of a file are called, as who made the file knows them."""

from django import template

from libraries.models import Import
from libraries.resources.columns import heading_in

register = template.Library()


@register.filter
def heading(batch: Import, column: str) -> str:
    """Return the heading of one of our columns in a file."""
    return heading_in(batch.header, batch.columns, column)
