"""Choosing a file with figures, saying what its columns are, and undoing an import."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from biblionet.kit.tables import MOST_BYTES
from libraries.actions.importing import NEEDED, columns_lacking, columns_twice
from libraries.forms.fields import LongText
from libraries.resources.columns import COLUMNS


class UploadForm(forms.Form):
    """One file, and where its figures come from; what is in it is judged when it is kept."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, ODS or CSV, at most 50 MB, with the names of the columns on top."),
        max_length=255,
    )
    source = forms.CharField(
        label=_("Where do the figures come from?"),
        help_text=_("For example: delivery of the KB over 2024. It stands beside each figure."),
        max_length=200,
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(
                _("The file is larger than %(most)s MB. Import it in parts."),
                params={"most": MOST_BYTES // (1024 * 1024)},
            )
        return file


class SheetForm(forms.Form):
    """Which sheet of a workbook is imported."""

    sheet = forms.ChoiceField(label=_("Which sheet has the figures?"))

    def __init__(self, *args: Any, sheets: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(one, one) for one in sheets]  # type: ignore[attr-defined]  # a ChoiceField


class ColumnsForm(forms.Form):
    """Which column of the file is what; what has no column here is not read.

    In three groups: what has to be there, what was recognised besides, and the others.
    """

    hides_optional = True  # the headings of the groups say so

    def __init__(
        self, *args: Any, header: Sequence[str], proposed: dict[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(place), name) for place, name in enumerate(header) if name]
        for column in COLUMNS:
            self.fields[column.name] = forms.ChoiceField(
                label=str(column.label),
                required=False,
                choices=[("", _("not in this file")), *named],
                initial=str(proposed.get(column.name, "")),
            )
        self.fields["year"].help_text = _("Or choose the first day of the period, further on.")

    def clean(self) -> None:
        for name in columns_lacking(self.columns):
            if name == "year":
                self.add_error(name, _("Choose the column with the year, or with the first day."))
            else:
                self.add_error(name, _("Choose the column in which this stands."))
        for name, other in columns_twice(self.columns).items():
            self.add_error(
                name,
                ValidationError(
                    _("This column is “%(other)s” already. One column cannot be two things."),
                    params={"other": self.fields[other].label},
                ),
            )

    @property
    def columns(self) -> dict[str, int]:
        """Our names with the places of the columns, of what was chosen."""
        return {name: int(place) for name, place in self.cleaned_data.items() if place}

    @property
    def needed(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in (*NEEDED, "year")]

    @property
    def recognised(self) -> list[forms.BoundField]:
        return [one for one in self._besides if one.value()]

    @property
    def others(self) -> list[forms.BoundField]:
        return [one for one in self._besides if not one.value()]

    @property
    def _besides(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in (*NEEDED, "year")]

    @property
    def read(self) -> set[str]:
        """The places of the columns that are read as it stands now, as the form writes them."""
        return {str(self[name].value()) for name in self.fields}


class UndoForm(forms.Form):
    """Why an import is undone."""

    reason = LongText(
        label=_("Why do you undo this import?"),
        help_text=_("Everybody of the support institution reads this in the log."),
        rows=3,
    )
