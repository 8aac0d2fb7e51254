"""A quarter on one screen: filling it in, checking, handing it in and taking it back."""

from goals.views.quarter.handing_in import submit_quarter, withdraw_quarter
from goals.views.quarter.screen import quarter

__all__ = ["quarter", "submit_quarter", "withdraw_quarter"]
