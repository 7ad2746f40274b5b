"""The firm's own words for client and customer (R2) stand on every page: nobody meets the two we chose."""

import ast
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regulars.team.models import Firm
from tests.access_table import ROWS
from tests.cast import Cast
from tests.house.source import ROOT, files

BARE = re.compile(r"\b(?:customer|client)s?\b", re.IGNORECASE)
ODD = {
    "word_client": "guest",
    "word_clients": "guests",
    "word_customer": "patron",
    "word_customers": "patrons",
}
# Markup, and what is no text of the page.
UNSEEN = re.compile(r"<!--.*?-->|<(script|style|template)\b.*?</\1>|<[^>]*>", re.DOTALL)
SPOKEN = re.compile(r'\b(?:alt|aria-label|placeholder|title|data-confirm|data-failed)="([^"]*)"')
# A name inside a sentence (%(customers)s, {{ customers }}, {clients}) stands for the firm's word.
STANDS_FOR_IT = re.compile(r"%\(\w+\)[sd]|\{\{.*?\}\}|\{\w+\}")
TOLD = re.compile(
    r"\{% translate (['\"])(.*?)\1|\{% blocktranslate\b[^%]*%\}(.*?)\{% endblocktranslate", re.DOTALL
)
TELLING = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "ngettext_lazy"}

# Where the general words are meant, each with its reason.
GENERAL = {
    "regulars/imports/ledger/accounts.py": "knows again what was called so before the firm chose its word",
    "regulars/retention/claims.py": "quotes well-known claims in their own words",
    "regulars/retention/models/score.py": "names of the stored states",
    "regulars/retention/templates/retention/report.html": "of a file alone",
    "regulars/retention/templates/retention/terms.html": "says what the general words are",
    "regulars/team/models/firm.py": "a column's name; the form asks in the firm's words",
}
# Page → what it quotes.
QUOTED = {
    "import-rejected": "Order Date Customer Total",  # headings of the file
    "import-columns": "Customer Ines",  # a heading of the file, and what stands below it
    "retention-claims": "80% of sales come from 20% of customers|Winning a new customer costs",
    "retention-terms": "keep the names client and customer",
}


def seen(page: str) -> str:
    """What a person reads, or hears, of a page."""
    body = "<body" + page.partition("<body")[2]
    return html.unescape(" ".join([UNSEEN.sub(" ", body), *SPOKEN.findall(body)]))


def bare(text: str) -> list[str]:
    found = BARE.finditer(STANDS_FOR_IT.sub("…", text))
    return [" ".join(text[max(0, match.start() - 40) : match.end() + 40].split()) for match in found]


@pytest.fixture
def odd_words(cast: Cast) -> Firm:
    Firm.objects.filter(pk=cast.firm.pk).update(**ODD)
    return cast.firm


@pytest.mark.covers("R2")
@pytest.mark.parametrize("name", sorted(name for name, row in ROWS.items() if row.read is not None))
def test_no_page_says_customer_to_a_firm_that_says_patron(name: str, cast: Cast, odd_words: Firm) -> None:
    client = Client()
    client.force_login(cast.dana)
    answer = client.get(reverse(name, kwargs=ROWS[name].of(cast)))
    if answer.get("Content-Type", "").startswith("text/html"):
        page = " ".join(seen(answer.content.decode()).split())
        assert bare(re.sub(QUOTED.get(name, r"\Z"), "…", page)) == []


def sentences() -> Iterator[tuple[str, str]]:
    """(file, sentence) of everything that goes through gettext."""
    for path in files(".html"):
        for quote, plain, block in TOLD.findall((ROOT / path).read_text()):
            yield str(path), plain if quote else block
    for path in files(".py"):
        if path.parts[0] == "regulars" and "tests" not in path.parts and "migrations" not in path.parts:
            yield from ((str(path), text) for text in told_in(ROOT / path))


def told_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and called(node.func) in TELLING:
            for given in node.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value


def called(function: Any) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def test_no_sentence_decides_on_the_words_itself() -> None:
    wrong = [f"{where}: {text}" for where, text in sentences() if where not in GENERAL and bare(text)]
    assert wrong == []


def test_every_exception_names_a_file() -> None:
    assert [where for where in GENERAL if not (ROOT / where).is_file()] == []


def test_what_is_looked_for_is_found() -> None:
    assert bare("Your customers today") == ["Your customers today"]
    assert bare("Your %(customers)s and {{ clients }} today, {client}") == []
    assert "Customers" in seen('<body><p title="Customers">x</p>')
    assert bare(seen("<head>clients</head><body class='customers'><script>client</script>Hello")) == []
