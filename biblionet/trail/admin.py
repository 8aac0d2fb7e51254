"""What is changed by hand in the administration stands in the trail like everything else."""

import json
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from biblionet.kit.exchange import FORMATS
from biblionet.trail.actions import record


class RecordsInTrail(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    """The administration of something of ours: adding, changing and deleting are recorded.

    With imports: `class BranchAdmin(RecordsInTrail, ImportExportModelAdmin)`.
    """

    formats = FORMATS

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        record("added", obj, by=request.user, scope=scope_of(obj))
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        record("changed", obj, by=request.user, scope=scope_of(obj), fields=fields_in(message))
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[models.Model]) -> Any:
        for obj in queryset:
            record("deleted", obj, by=request.user, scope=scope_of(obj))
        return super().log_deletions(request, queryset)


def scope_of(thing: models.Model) -> str:
    """Return the code of the organisation whose business a thing is, where it says so."""
    owner = getattr(thing, "owner_code", "") or getattr(
        getattr(thing, "scope", None), "owner_code", ""
    )
    return str(owner)


def fields_in(message: Any) -> list[str]:
    """Return the names of the changed fields in a message of the administration."""
    parts = json.loads(message) if isinstance(message, str) and message else message or []
    return [str(name) for part in parts for name in part.get("changed", {}).get("fields", [])]
