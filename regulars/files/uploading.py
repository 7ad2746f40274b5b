"""Attachments on their way in: refused by their size before they are read, written straight into the data folder."""

import shutil
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from regulars.files.errors import TooLarge
from regulars.files.storing import incoming

Rest = ParamSpec("Rest")
SPARE = 200 * 1024 * 1024  # kept free on the disk
ENVELOPE = 1024 * 1024  # the form around the file


class Arriving(FileUploadHandler):
    """Writes the one file into the folder it stays in; nothing is held in memory."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        folder = incoming()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.file = NamedTemporaryFile(dir=folder, prefix="upload-", delete=False)  # noqa: SIM115 # closed in file_complete
        self.path = Path(self.file.name)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > settings.ATTACHMENT_LIMIT:
            self.upload_interrupted()
            raise too_large()
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[str]":
        self.file.close()
        file = UploadedFile(name=self.file_name, content_type=self.content_type or "", size=file_size)
        file.__dict__["arrived"] = self.path
        return file

    def upload_interrupted(self) -> None:
        if hasattr(self, "path"):
            self.file.close()
            self.path.unlink(missing_ok=True)


def arriving(
    view: Callable[Concatenate[Any, Rest], HttpResponse],
) -> Callable[Concatenate[Any, Rest], HttpResponse]:
    """Decorate a view that takes a file: outside of csrf_protect (which reads the body), inside of the door.

    Whatever the view makes of it, nothing stays behind where uploads come in.
    """

    @wraps(view)
    def sized(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        refuse_too_large(int(request.META.get("CONTENT_LENGTH") or 0))
        request.upload_handlers = [Arriving(request)]
        try:
            return view(request, *args, **kwargs)
        finally:
            for file in [file for files in _files(request).values() for file in files]:
                file.__dict__["arrived"].unlink(missing_ok=True)

    return sized


def _files(request: HttpRequest) -> dict[str, list[Any]]:
    """What came in; nothing where the body was never read, which it must not be now."""
    return dict(request.__dict__["_files"].lists()) if request.__dict__.get("_files") else {}


def refuse_too_large(size: int) -> None:
    """By what the browser says is coming, before a byte of it is read."""
    if size > settings.ATTACHMENT_LIMIT + ENVELOPE:
        raise too_large()
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    if size > ENVELOPE and shutil.disk_usage(settings.MEDIA_ROOT).free < size + SPARE:
        raise TooLarge(
            _(
                "There is not enough room on this computer’s disk for that file. Make room and choose it again."
            )
        )


def too_large() -> TooLarge:
    return TooLarge(
        _("This file is larger than %(most)s, which is the most that can be attached here.")
        % {"most": filesizeformat(settings.ATTACHMENT_LIMIT)}
    )


def arrived(file: "UploadedFile[str]") -> Path:
    """Where an uploaded file was written."""
    path: Path = file.__dict__["arrived"]
    return path
