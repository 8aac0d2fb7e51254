"""What is asked and done together in the administration.

Master data changes here and is recorded; questionnaires and what is answered change on their pages.
"""

from programmes.admin import asked, tasks

__all__ = ["asked", "tasks"]
