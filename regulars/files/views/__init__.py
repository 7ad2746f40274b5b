from regulars.files.views.attached import account_files, person_files
from regulars.files.views.one import file, file_picture, file_removed, file_restored

__all__ = ["account_files", "file", "file_picture", "file_removed", "file_restored", "person_files"]
