"""The file as paper: any script, any sign, no markup of anybody's, and an archive's PDF."""

import json
from pathlib import Path

import pytest
from django.utils import timezone

from regulars.lib.holdings import Holding
from regulars.trust.rights import paper
from regulars.trust.rights.whole_file import WholeFile, write_json

MARKUP = '#panic("x") *bold* $x$ <lab> @ref `raw` #import "y": * // end /* \\ {{7*7}}'


def file(*words: str) -> WholeFile:
    lines = [{"What": one, "Nothing": None} for one in words]
    return WholeFile(MARKUP, MARKUP, MARKUP, timezone.now(), [MARKUP], [Holding(MARKUP, lines)])


@pytest.mark.attack("C9", "C18")
@pytest.mark.parametrize(
    "words",
    [
        MARKUP,
        "a" * 3000,
        "مرحبا بالعالم, שלום",
        "Здравствуйте, Καλημέρα",
        "a\x00b\ud800c\nsecond line",
        "'\"()[]{}",
    ],
)
def test_whatever_was_typed_is_set_as_text_in_an_archives_paper(words: str) -> None:
    made = paper.pdf_of(file(words))
    assert made.startswith(b"%PDF")
    assert b"pdfaid" in made


def test_a_letter_no_font_here_has_does_not_stop_the_paper() -> None:
    assert paper.pdf_of(file("\U00012000\U0001f9ff")).startswith(b"%PDF")


def test_no_file_of_the_server_can_be_read_by_a_word() -> None:
    assert b"root:" not in paper.pdf_of(file('#read("/etc/passwd")'))


@pytest.mark.covers("V13")
def test_the_data_say_exactly_what_the_paper_says(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    write_json(file(MARKUP, "日本語"), path)
    read = json.loads(path.read_text())
    assert read["chapters"][0]["lines"] == [
        {"What": MARKUP, "Nothing": None},
        {"What": "日本語", "Nothing": None},
    ]
    assert {"format", "title", "firm", "about", "made_at", "language", "preface"} < set(read)
    assert path.stat().st_mode & 0o077 == 0
