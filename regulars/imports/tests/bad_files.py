"""Files that must be refused, and how they are."""

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from regulars.imports.errors import NotUnderstood, UnreadableFile
from regulars.imports.models import Import, State
from regulars.imports.tests.files import bring
from regulars.orders.models import Order

HEADER = "Order,Date,Customer,Amount\n"


def refusal(path: Path, **more: Any) -> str:
    """The sentence `path` is refused with; nothing may be left behind."""
    with pytest.raises((UnreadableFile, NotUnderstood)) as caught:
        bring(path, **more)
    assert not Order.objects.exists()
    assert not Import.objects.exclude(state=State.DISCARDED).exists()
    return str(caught.value)


def put(folder: Path, data: bytes | str, name: str = "file.csv") -> Path:
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return folder / name


def workbook_with(folder: Path, parts: dict[str, bytes]) -> Path:
    """A sound workbook in which some parts were replaced."""
    book = openpyxl.Workbook()
    book.active.append(["Order", "Date", "Customer", "Amount"])
    book.active.append(["1", "2026-03-01", "Ines", "5"])
    sound = io.BytesIO()
    book.save(sound)
    path = folder / "book.xlsx"
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return path
