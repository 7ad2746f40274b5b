from regulars.lists.models.bulk_act import BulkAct, BulkChange, BulkChunk
from regulars.lists.models.saved_view import Pin, SavedView

__all__ = ["BulkAct", "BulkChange", "BulkChunk", "Pin", "SavedView"]
