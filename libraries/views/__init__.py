"""Pages about places, figures, periods, indicators and people."""
