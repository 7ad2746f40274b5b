"""A file comes in: kept under a name of ours, looked at, and made an Import that waits for its columns to be confirmed."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings as config
from django.db import transaction
from django.utils.translation import gettext as _

from regulars.imports.errors import NotUnderstood, UnreadableFile
from regulars.imports.models import Import, Kind, Progress, State
from regulars.imports.understanding import asking
from regulars.imports.understanding.remembering import recall
from regulars.imports.understanding.settings import Settings
from regulars.imports.understanding.understood import Understood, complete, look
from regulars.team.models import Firm, Member

SOURCES = {Kind.ORDERS: "orders", Kind.PEOPLE: "people"}


@dataclass(frozen=True)
class Choices:
    """What a person said beforehand, on the command line; empty: not said. `columns` maps roles to column names."""

    source: str = ""
    currency: str = ""
    dates: str = ""
    decimal: str = ""
    columns: dict[str, str] | None = None


def folder_of(importing: Import) -> Path:
    return Path(config.MEDIA_ROOT) / "imports" / str(importing.pk)


def receive(
    path: Path,
    name: str,
    *,
    kind: str,
    member: Member | None,
    choices: Choices = Choices(),
    keep: bool = True,
) -> Import:  # frozen
    """An Import of the file at `path`, understood as far as it can be. Raises UnreadableFile, before anything is kept.

    With `keep` the file is moved (from the upload) or copied into the data folder under a name of ours; else it is read
    where it is, for whoever looks at a file without importing it.
    """
    firm = Firm.load()
    found, source = understand(path, kind, firm, choices)
    with transaction.atomic():
        importing = Import.objects.create(
            kind=kind,
            source=choices.source or source,
            file_name=shown(name),
            path=str(path),
            size=path.stat().st_size,
            member=member,
            settings=found.settings.as_json(),
            understood=found.as_json(kind),
        )
        Progress.objects.create(importing=importing)
        if keep:
            _keep(path, importing)
    return importing


def _keep(path: Path, importing: Import) -> None:
    """In the data folder, under a name of ours, whatever it was called."""
    folder = folder_of(importing)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    original = folder / "original"
    if path.is_relative_to(incoming()):
        path.replace(original)
    else:
        shutil.copyfile(path, original)
    original.chmod(0o600)
    importing.path = str(original.relative_to(config.MEDIA_ROOT))
    importing.save(update_fields=["path"])


def incoming() -> Path:
    """Where uploads are written while they come in."""
    return Path(config.MEDIA_ROOT) / "imports" / "incoming"


def shown(name: str) -> str:
    """The file's name for people: without folders, controls or tricks of writing direction, at most 200 letters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip()[:200] or "file"


def understand(path: Path, kind: str, firm: Firm, choices: Choices) -> tuple[Understood, str]:
    """The file understood, with what was remembered and what was said; and the source it belongs to."""
    found = look(path, kind, firm.currency)
    source = SOURCES[Kind(kind)]
    if recalled := recall(kind, found.header):
        remembered, source = recalled
        found = look(path, kind, firm.currency, remembered=remembered, shape=found.settings.shape)
    if settings := said(found, choices):
        found.settings = settings
        if kind == Kind.ORDERS:
            complete(found, path, firm.currency)
    return found, source


def said(found: Understood, choices: Choices) -> Settings | None:
    """The settings with what was said on the command line, or None where nothing was."""
    values: dict[str, Any] = {
        name: value for name in ("currency", "dates", "decimal") if (value := getattr(choices, name))
    }
    if choices.columns:
        columns = dict(found.settings.columns)
        for role, name in choices.columns.items():
            index = column_named(found.header, name)
            columns = {other: place for other, place in columns.items() if place != index} | {role: index}
        values["columns"] = columns
    return found.settings.saying(**values) if values else None


def column_named(header: list[str], name: str) -> int:
    """The place of a column, by its name or its number from 1."""
    folded = [cell.strip().lower() for cell in header]
    if name.strip().lower() in folded:
        return folded.index(name.strip().lower())
    if name.isdigit() and 1 <= int(name) <= len(header):
        return int(name) - 1
    there = ", ".join(cell or "–" for cell in header)
    raise NotUnderstood(
        _("This file has no column “%(name)s”. It has: %(there)s.") % {"name": name, "there": there},
        questions=[],
    )


def choose(importing: Import, settings: Settings) -> None:
    """Settle on `settings`, with what depends on the chosen columns found anew. Open questions stay in `understood`.

    WrongState where the file is no longer where `importing` has it: somebody else checks or imports it.
    """
    path = importing.original
    if path is None:
        raise UnreadableFile(_("The file is no longer in the data folder. Drop it again."))
    currency = Firm.load().currency
    found = look(path, importing.kind, currency, remembered=settings, shape=settings.shape)
    importing.settings = found.settings.as_json()
    importing.understood = found.as_json(importing.kind)
    importing.counts = {}
    fields = ("settings", "understood", "source", "covers_until", "counts")
    importing.move(
        importing.state, State.UNDERSTOOD, *fields
    )  # what was checked was checked with other columns


def refuse_open_questions(importing: Import) -> None:
    """On the command line nobody can be asked: the sentence, and the flag that answers it."""
    questions = importing.understood["questions"]
    if questions:
        first = questions[0]
        raise NotUnderstood(f"{asking.sentence(first)} ({asking.FLAGS[first]})", questions=questions)
