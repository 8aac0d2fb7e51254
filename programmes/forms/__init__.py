"""What may be typed about what is asked."""

from programmes.forms.requirements import ExplanationForm

__all__ = ["ExplanationForm"]
