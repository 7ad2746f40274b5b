"""A date moves with the customer's word only, and a moved promise is not a kept one."""

import pytest
from django.utils import timezone

from regulars.service.errors import NoDate, NothingSaid, PromiseEnded
from regulars.service.history import history_of
from regulars.service.tests.promises import in_days, promised
from regulars.timeline.undoing import take_back
from tests.cast import Cast


@pytest.mark.covers("S1")
def test_their_word_moves_it_and_is_kept(cast: Cast) -> None:
    made = promised(cast.harbour, cast.sam)
    first = made.due
    event = made.renegotiate(by=cast.sam, due=in_days(9), word="Next week is fine", said_by="Ines Duarte")
    made.refresh_from_db()
    assert (made.due, made.first_due, made.moves) == (in_days(9).moment, first, 1)
    line = history_of(made)[-1]
    assert "Sam moved it from" in line.said
    assert "Ines Duarte said on" in line.quiet
    assert "“Next week is fine”" in line.quiet
    take_back(event, by=cast.sam)
    made.refresh_from_db()
    assert (made.due, made.moves) == (first, 0)


@pytest.mark.covers("S2")
@pytest.mark.parametrize(("word", "who"), [("", "Ines"), ("Fine", ""), (" ", " ")])
def test_without_their_word_nothing_moves(cast: Cast, word: str, who: str) -> None:
    made = promised(cast.harbour, cast.sam)
    with pytest.raises(NothingSaid):
        made.renegotiate(by=cast.sam, due=in_days(9), word=word, said_by=who)
    assert made.changes.count() == 1


def test_it_moves_to_another_day_that_is_still_to_come(cast: Cast) -> None:
    made = promised(cast.harbour, cast.sam)
    for due in (in_days(3), in_days(-1)):
        with pytest.raises(NoDate):
            made.renegotiate(by=cast.sam, due=due, word="Fine", said_by="Ines", said_at=timezone.now())
    made.keep(by=cast.sam)
    with pytest.raises(PromiseEnded):
        made.renegotiate(by=cast.sam, due=in_days(9), word="Fine", said_by="Ines")
