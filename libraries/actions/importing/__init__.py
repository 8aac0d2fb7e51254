"""Figures that come in with a file: received, checked row by row, applied whole, undone."""

from libraries.actions.importing.books import unit_in_files
from libraries.actions.importing.bulk import told
from libraries.actions.importing.cells import Given
from libraries.actions.importing.life import (
    NEEDED,
    Claim,
    Received,
    claim,
    columns_lacking,
    columns_twice,
    fail,
    forget_file,
    give_back,
    order_apply,
    order_check,
    order_undo,
    receive_import,
    require_columns,
    sweep,
)
from libraries.actions.importing.staging import LeaseLostError, stage
from libraries.actions.importing.undoing import undo_import
from libraries.actions.importing.writing import apply_import

__all__ = [
    "NEEDED",
    "Claim",
    "Given",
    "LeaseLostError",
    "Received",
    "apply_import",
    "claim",
    "columns_lacking",
    "columns_twice",
    "fail",
    "forget_file",
    "give_back",
    "order_apply",
    "order_check",
    "order_undo",
    "receive_import",
    "require_columns",
    "stage",
    "sweep",
    "told",
    "undo_import",
    "unit_in_files",
]
