"""What changes the plan and the progress: the only room that does."""

from goals.actions.loading import Plan, put_plan

__all__ = ["Plan", "put_plan"]
