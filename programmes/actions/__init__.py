"""What changes legal tasks, requirements and programmes: the only room that does."""

from programmes.actions.example import remove_example
from programmes.actions.loading import Tables, put_tables
from programmes.actions.requirements import explain_requirement

__all__ = ["Tables", "explain_requirement", "put_tables", "remove_example"]
