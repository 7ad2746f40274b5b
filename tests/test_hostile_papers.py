"""What anybody typed is set on paper as text: no word of it reads a file of the server, calls out, or runs."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typst
from django.test import Client
from django.urls import reverse

from regulars.lib.holdings import Holding
from regulars.people.models import Account, Person
from regulars.trust.models import Asked, RightsRequest
from regulars.trust.rights.paper import TEMPLATE, compiler, paper_of, pdf_of
from regulars.trust.rights.whole_file import WholeFile
from tests.cast import Cast
from tests.conftest import signed_in
from tests.house.source import ROOT

HOSTILE = [
    '#read("/etc/passwd")',
    '#read("../../whole_file.py")',
    '#image("/etc/hostname")',
    '#image("http://169.254.169.254/latest/meta-data")',
    '#import "@preview/cetz:0.3.0"',
    '#include "/etc/passwd"',
    '#eval("1+1")',
    "#panic[swordfish]",
    "#sys.inputs",
    "#while true {}",
    "$ sum_(i=1)^n $ = == *bold* _low_ `raw` <label> @ref // gone /* gone",
    '"#let x = 1"\\',
    '<img src="file:///etc/passwd"><link href="http://127.0.0.1/"> @import url(http://127.0.0.1/)',
    "{{7*7}}{%include '/etc/passwd'%}${7*7}<%= 7*7 %>",
]
REACHING = re.compile(
    r"#?\b(read|image|include|import|eval|plugin|csv|xml|yaml|toml|cbor|bibliography)\b\s*[(\"]"
)


def file_with(text: str) -> WholeFile:
    lines: list[dict[str, Any]] = [{text: text}]
    return WholeFile(text, text, text, datetime(2026, 11, 22, tzinfo=UTC), [text], [Holding(text, lines)])


@pytest.mark.attack("E6", "C9")
@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_every_place_of_a_paper_stays_text(text: str, settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    assert pdf_of(file_with(text)).startswith(b"%PDF-")


@pytest.mark.attack("E6", "C9")
def test_the_compiler_itself_reaches_nothing_beside_the_template(tmp_path: Path) -> None:
    """If a template did read what it is given, it would still be locked into its folder, and without the net."""
    for text in (
        '#read("/etc/passwd")',
        '#read("../../whole_file.py")',
        '#image("http://127.0.0.1:9/x.png")',
    ):
        inside = tmp_path / "inside" / "a.typ"
        inside.parent.mkdir(exist_ok=True)
        inside.write_text(text)
        with pytest.raises(typst.TypstError):
            typst.Compiler(inside, root=inside.parent).compile(format="pdf")


@pytest.mark.attack("E6", "C9")
def test_no_template_of_a_paper_reads_anything_but_its_data() -> None:
    templates = list((ROOT / "regulars").rglob("*.typ"))
    assert templates
    reaching = [(path.name, found[0]) for path in templates if (found := REACHING.search(path.read_text()))]
    assert reaching == []
    assert TEMPLATE in templates
    assert compiler()


@pytest.mark.attack("E6")
def test_what_goes_to_the_template_is_text_all_the_way_down() -> None:
    def texts(value: object) -> bool:
        if isinstance(value, dict):
            return all(isinstance(key, str) and texts(one) for key, one in value.items())
        return all(map(texts, value)) if isinstance(value, list | tuple) else isinstance(value, str)

    assert texts(paper_of(file_with(HOSTILE[0])))


@pytest.mark.attack("B9")
def test_a_paper_about_somebody_one_does_not_see_cannot_be_asked_for_made_or_fetched(cast: Cast) -> None:
    """Sam sees his own customers only."""
    cast.firm.access = {
        "member": {"see": {"accounts": "own"}, "edit": {"accounts": "own"}, "rights": ["export"]}
    }
    cast.firm.save(update_fields=["access"])
    Account.objects.filter(pk=cast.harbour.pk).update(owner=cast.dana)
    ines = Person.objects.get(account=cast.harbour)
    asked = RightsRequest.ask(ines, asked=Asked.SEE, known="there", by=cast.dana)
    browser = signed_in(cast.sam)
    before = RightsRequest.objects.count()
    for name, arguments in PAPERS.items():
        address = reverse(name, args=[ines.pk if name in OF_A_PERSON else asked.pk, *arguments])
        for method in (browser.get, browser.post):
            assert method(address).status_code in {302, 403, 404, 405}, address
            assert "/yours/" not in method(address).get("Location", "")
    assert RightsRequest.objects.count() == before
    asked.refresh_from_db()
    assert not asked.file


PAPERS: dict[str, list[str]] = {
    "rights-request": [],
    "rights-file": [],
    "rights-download": ["pdf"],
    "rights-erasure": [],
    "rights-new": [],
    "own-link": [],
}
OF_A_PERSON = {"rights-new", "own-link"}


@pytest.mark.attack("B9", "B10")
def test_the_link_of_one_customer_fetches_no_paper_of_another(cast: Cast) -> None:
    stranger = Client()
    for end in ("pdf", "json"):
        assert stranger.get(reverse("own-file", args=["no-such-link", end])).status_code == 404
