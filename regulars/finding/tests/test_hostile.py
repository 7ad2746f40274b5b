"""Whatever is typed is only looked for."""

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.finding.forgiving import slips
from regulars.finding.highlighting import pieces
from regulars.finding.looking import Candidate
from regulars.finding.ranking import ranked
from regulars.finding.tests.asked import named
from regulars.people.models import Account
from tests.cast import Cast, account

SEARCHES = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.attack("C5", "C6")
@pytest.mark.parametrize(
    "typed",
    [
        '"', "'", "\\", "*", "%", "_", "%%%", "ines%", "in_s", "ines:*", "ines & !duarte", "ines | duarte", "(ines", "ines <-> duarte",
        "NEAR(ines duarte)", "name:ines", "--", "'; DROP TABLE people_person; --", "{ines}", "a" * 10_000, "a " * 5_000,
        "ines\0duarte", "\0", "\u202eenis", "\u200b", "\ud800", "👩‍👩‍👧", "☕", "   ", "\t\n", "..", "-", "+", "+44", "0", "(0)", "$0018", "#", "##",
        "~har", "^(a+)+$", "%(who)s", "{}", "{0.__class__}", "ⅷ", "ﷺ" * 100, "İ", "ß", "\uffff", "e" + "\u0301" * 200,
    ],
)  # fmt: skip
def test_no_sign_is_more_than_a_sign(typed: str, cast: Cast, as_dana: Client) -> None:
    for address in ("/find/", "/find/answers/"):
        assert as_dana.get(address, {"q": typed.encode("utf-8", "replace").decode()}).status_code == 200
    assert set(named(typed, cast.dana)) <= {"Ines Duarte", "Harbour Bakery", "Ada Oyelaran"}


@pytest.mark.attack("C6")
@pytest.mark.parametrize("typed", ["%", "_", "i%", "%ines", "_nes", "in_s du%"])
def test_a_wildcard_stands_for_nothing(typed: str, cast: Cast) -> None:
    plain = typed.replace("%", " ").replace("_", " ")
    assert named(typed, cast.dana) == named(plain, cast.dana)


@pytest.mark.attack("B3")
@pytest.mark.parametrize("typed", ["ines", "harbour", "0018", "duatre", "i"])
def test_who_is_not_there_is_in_no_answer(typed: str, cast: Cast) -> None:
    assert named(typed, cast.otto) == []


@pytest.mark.attack("A1", "B3")
def test_a_stranger_is_sent_to_sign_in(cast: Cast, client: Client) -> None:
    for address in ("/find/?q=ines", "/find/answers/?q=ines"):
        assert client.get(address)["Location"].startswith("/sign-in/")


@SEARCHES
@given(st.text(max_size=60))
def test_any_text_is_answered(cast: Cast, text: str) -> None:
    named(text, cast.dana)


@SEARCHES
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30))
def test_what_has_a_name_is_found_by_it(cast: Cast, name: str) -> None:
    """Whatever the script: a name that leaves a word is found by itself, and by the beginnings of its words."""
    name = name.strip()
    with connection.cursor() as cursor:
        cursor.execute("SELECT finding_fold(%s)", [name])
        words = cursor.fetchone()[0].split()[:6]
    if not words or len(" ".join(words)) > 90:
        return
    made = account(name[:200])
    try:
        assert made.name in named(" ".join(words), cast.dana)
    finally:
        Account.objects.filter(pk=made.pk).delete()


@given(
    st.text(alphabet="abcdeéß ☕李", max_size=30),
    st.lists(st.text(alphabet="abcdeé", min_size=1, max_size=4), max_size=3),
)
def test_marking_loses_no_letter(text: str, words: list[str]) -> None:
    assert "".join(piece.text for piece in pieces(text, words)) == text


@given(st.text(alphabet="abcdefg", min_size=4, max_size=9), st.data())
def test_every_single_slip_is_thought_of(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from("xyz"))
    wrong = data.draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place + 1 :],
                word[:place] + letter + word[place:],
            ]
        )
    )
    assert wrong == word or word in set(slips(wrong))


def test_ones_own_words_come_before_those_of_the_firm_and_recent_before_all() -> None:
    found = [
        Candidate("p", 1, "ada harb", ""),
        Candidate("p", 2, "ines duarte", "harbour bakery"),
        Candidate("p", 3, "harbour master", ""),
        Candidate("p", 4, "harb ali", ""),
    ]
    assert ranked(found, ["harb"], []) == [4, 1, 3, 2]
    assert ranked(found, ["harb"], [2]) == [2, 4, 1, 3]
