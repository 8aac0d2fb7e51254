"""How letters and calendars are written out."""
