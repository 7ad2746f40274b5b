from regulars.imports.models.change import Change, Did, RejectedRow, Table
from regulars.imports.models.importing import Import, Kind, Progress, RememberedColumns, State

__all__ = [
    "Change",
    "Did",
    "Import",
    "Kind",
    "Progress",
    "RejectedRow",
    "RememberedColumns",
    "State",
    "Table",
]
