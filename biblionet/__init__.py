"""The street side of the house: settings, addresses, the queue, and what knows no library."""

from biblionet.celery import app as celery_app

__all__ = ["celery_app"]
