"""The queue. It is only a doorbell: what there is to do stands in the database."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "biblionet.settings")

app = Celery("biblionet")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
