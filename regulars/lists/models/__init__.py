from regulars.lists.models.saved_view import Pin, SavedView

__all__ = ["Pin", "SavedView"]
