"""A mark in every text of every model: nobody who may not see its account reads it on any page."""

import pytest
from django.urls import reverse

from tests.access_table import ANYONE, ROWS
from tests.canaries import everything
from tests.cast import Cast, assemble
from tests.conftest import signed_in
from tests.made_once import fresh, made_once
from tests.outsiders import OUTSIDERS, outsider, read

LEAK = "zqleaked"
OPENED = sorted(
    name for name, row in ROWS.items() if row.read is not None and row.strict and row.read != ANYONE
)


def filled(_request: pytest.FixtureRequest) -> Cast:
    made = assemble()
    everything(made.harbour, made.dana, LEAK, own_words="zqsaid")
    return made


marked = made_once(filled)


@pytest.fixture
def cast(marked: Cast, db: None) -> Cast:
    return fresh(marked)


@pytest.mark.attack("B1", "B3", "B4", "B8", "B13", "B14")
@pytest.mark.parametrize("name", OPENED)
def test_nobody_reads_what_is_not_theirs(name: str, cast: Cast) -> None:
    """Asked first by Dana, who sees everything, over the same connection and in the same process: nothing of her answer
    stays behind for who comes after her."""
    url = reverse(name, kwargs=ROWS[name].of(cast))
    read(signed_in(cast.dana), url)
    for which in OUTSIDERS:
        client = outsider(which, cast)
        assert LEAK not in read(client, url).lower(), which
        assert LEAK not in read(client, url, part=True).lower(), f"{which}, by htmx"
