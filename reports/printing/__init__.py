"""Sets a frozen report in type: for the press, and one chapter at a time for the screen.

Reads the dossier, the imprint and static files; never the database, never a clock.
"""

from reports.printing.paper import chapter_html, typeset
from reports.printing.setting import FIGURE_PATH, figure_address
from reports.printing.words import write_fact

__all__ = ["FIGURE_PATH", "chapter_html", "figure_address", "typeset", "write_fact"]
