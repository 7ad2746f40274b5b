"""A person's whole file: what every app holds on them, as data. The JSON and the paper are both made of it, and nothing else.

The JSON: {"format": 1, "title", "firm", "about", "made_at", "language", "preface": [sentences], "chapters": [{"title", "lines": [
{label: value, …}, …]}, …]}. Labels are words, the same in every line of a chapter; a value is text, a number, true or false, a
day (2026-11-22), a moment (ISO 8601, UTC), or null where nothing is known.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regulars.lib.holdings import Holding, held_on
from regulars.people.models import Person
from regulars.team.models import Firm
from regulars.web.templatetags.say import day as said_day

FORMAT = 1


class WholeFile(NamedTuple):
    title: str
    firm: str
    about: str
    made_at: datetime
    preface: list[str]
    chapters: list[Holding]

    @property
    def lines(self) -> int:
        return sum(len(chapter.lines) for chapter in self.chapters)


def file_of(person: Person) -> WholeFile:
    firm = Firm.load()
    title = _("What %(firm)s holds on %(name)s") % {"firm": firm.name, "name": person.name}
    return WholeFile(title, firm.name, person.name, timezone.now(), preface(firm), held_on(person))


def preface(firm: Firm) -> list[str]:
    return [
        _("This is everything, our own notes and labels and the reasons for them included. Nothing was taken out."),
        _("If something is wrong, tell us and we put it right. You may also have it erased, but for orders and invoices, "
          "which the law makes us keep, or ask us to stop using it."),
        _("Moments are given in the time of %(zone)s.") % {"zone": firm.timezone},
    ]  # fmt: skip


def write_json(file: WholeFile, path: Path) -> None:
    """Chapter by chapter, so that a long history is never one string in memory; in its place once it is whole."""
    draft = path.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as out:
        out.writelines(json_parts(file))
    draft.chmod(0o600)
    draft.replace(path)


def json_parts(file: WholeFile) -> Iterator[str]:
    head = {
        "format": FORMAT,
        "title": file.title,
        "firm": file.firm,
        "about": file.about,
        "made_at": file.made_at,
        "language": get_language(),
        "preface": file.preface,
    }
    yield _json(head).removesuffix("\n}") + ',\n  "chapters": ['
    for number, chapter in enumerate(file.chapters):
        yield (",\n" if number else "\n") + _json({"title": str(chapter.title), "lines": chapter.lines})
    yield "\n]}\n"


def _json(value: Any) -> str:
    return json.dumps(value, default=_plain, ensure_ascii=False, indent=2)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def in_words(value: Any) -> str:
    """As paper and screen show it; empty for what is not known."""
    match value:
        case None | "":
            return ""
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            return date_format(timezone.localtime(value), "DATETIME_FORMAT")
        case date():
            return str(said_day(value))
        case float():
            return f"{value:.4g}"
        case _:
            return str(value)


def known(line: dict[str, Any]) -> list[tuple[str, str]]:
    """Its labels with what is known, in words."""
    return [(label, words) for label, value in line.items() if (words := in_words(value))]
