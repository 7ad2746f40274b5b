"""A person's file as paper: PDF/A, so that it can be read in ten years.

Whatever anybody typed goes in as data (JSON), and the template sets it as text: no word of it is ever read as markup.
"""

import json
import re
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

import typst
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regulars.trust.rights.whole_file import WholeFile, known

TEMPLATE = Path(__file__).parent / "templates" / "paper" / "file.typ"
Standard = Literal["a-2u", "1.7"]
ARCHIVAL: Standard = "a-2u"
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LONG = re.compile(r"(\S{24})(?=\S)")
"""Nothing on paper may run over its edge: a long word may break here."""


def write_pdf(file: WholeFile, path: Path) -> None:
    """In its place once it is whole."""
    draft = path.with_suffix(".draft")
    draft.write_bytes(pdf_of(file))
    draft.chmod(0o600)
    draft.replace(path)


def pdf_of(file: WholeFile) -> bytes:
    """PDF/A; a plain PDF where no font here has a letter of it, since an archive takes no paper with a letter missing."""
    data = {"file": json.dumps(paper_of(file))}
    try:
        return _compiled(data, ARCHIVAL, file.made_at)
    except typst.TypstError:
        return _compiled(data, "1.7", file.made_at)


def _compiled(data: dict[str, str], standard: Standard, at: datetime) -> bytes:
    stamp = int(at.astimezone(UTC).timestamp())
    made = compiler().compile(sys_inputs=data, format="pdf", pdf_standards=[standard], timestamp=stamp)
    if not isinstance(made, bytes):
        raise TypeError("a paper is one file")
    return made


@lru_cache(maxsize=1)
def compiler() -> typst.Compiler:
    """With the fonts that come with it, those in the data folder's `fonts`, and what the machine has for other scripts."""
    own = settings.DATA / "fonts"
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=[own] if own.is_dir() else [])


def paper_of(file: WholeFile) -> dict[str, object]:
    """What the template reads: text, and nothing but text."""
    return {
        "title": shown(file.title),
        "firm": shown(file.firm),
        "language": (get_language() or "en").split("-")[0],
        "preface": [shown(paragraph) for paragraph in file.preface],
        "said": {"nothing": _("Nothing at all.")},
        "chapters": [
            {
                "title": shown(str(chapter.title)),
                "lines": [
                    [[shown(label), shown(words)] for label, words in known(line)] for line in chapter.lines
                ],
            }
            for chapter in file.chapters
        ],
    }


def shown(text: str) -> str:
    return LONG.sub("\\1\u200b", UNSEEN.sub("", text))
