"""What all pages of master data share: by hand, or as a sheet, and recorded either way."""

from typing import Any

from django.db import models
from import_export.admin import ExportMixin, ImportExportModelAdmin

from biblionet.kit.exchange import FORMATS
from biblionet.trail.admin import RecordsInTrail

# An address without a scheme is one with https.
ADDRESSES: dict[Any, dict[str, Any]] = {models.URLField: {"assume_scheme": "https"}}


class SheetAdmin(RecordsInTrail, ImportExportModelAdmin):  # type: ignore[misc]  # no stubs
    """Master data: sheets come in whole or not at all."""

    formfield_overrides = ADDRESSES


class SheetOut(ExportMixin):  # type: ignore[misc]  # no stubs
    """What only goes out."""

    formats = FORMATS
