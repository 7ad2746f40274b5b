"""HTML printed once: the values are put in each time, and cannot break out."""

import pytest

from regulars.lib.printed_once import PrintedOnce


def test_it_is_printed_once_and_filled_each_time() -> None:
    printed: list[str] = []

    def form(*, address: str, token: str) -> str:
        printed.append(address)
        return f'<form action="{address}"><input value="{token}"><i>{token}</i></form>'

    once = PrintedOnce(form, "address", "token")
    assert once(address="/a/", token="1") == '<form action="/a/"><input value="1"><i>1</i></form>'
    assert once(address="/b/", token="2") == '<form action="/b/"><input value="2"><i>2</i></form>'
    assert len(printed) == 1


@pytest.mark.attack("D1")
def test_a_value_stays_text() -> None:
    once = PrintedOnce(lambda what: f'<p title="{what}">{what}</p>', "what")
    assert "<script>" not in once(what='"><script>')
