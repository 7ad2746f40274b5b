"""Whoever must deliver says yes or no; silence is neither (S4)."""

import pytest

from regulars.service.errors import AcceptedAlready, NothingSaid, NotTheirsToAccept
from regulars.service.models import Promise, Side
from regulars.service.models.handing_over import DECLINED, WAITING
from regulars.service.tests.promises import promised
from regulars.timeline.undoing import CannotBeUndone, take_back
from tests.cast import Cast


@pytest.mark.covers("S4")
def test_whoever_must_deliver_is_asked_and_nobody_else_can_say_yes(cast: Cast) -> None:
    made = promised(cast.harbour, cast.sam, deliver_by=cast.marta)
    assert Promise.objects.filter(WAITING).get().is_waiting
    for other in (cast.sam, cast.dana):
        with pytest.raises(NotTheirsToAccept):
            made.accept(by=other)
    event = made.accept(by=cast.marta)
    made.refresh_from_db()
    assert made.accepted_at
    assert not made.is_waiting
    with pytest.raises(AcceptedAlready):
        made.accept(by=cast.marta)
    with pytest.raises(CannotBeUndone):
        take_back(event, by=cast.dana)
    take_back(event, by=cast.marta)
    made.refresh_from_db()
    assert made.is_waiting


@pytest.mark.covers("S4")
def test_who_makes_it_and_delivers_it_accepts_by_making(cast: Cast) -> None:
    made = promised(cast.harbour, cast.sam)
    assert made.accepted_at == made.made_at


@pytest.mark.covers("S4")
def test_no_needs_a_reason_and_goes_back_to_whoever_promised(cast: Cast) -> None:
    made = promised(cast.harbour, cast.sam, deliver_by=cast.marta)
    with pytest.raises(NothingSaid):
        made.decline(by=cast.marta, why="")
    made.decline(by=cast.marta, why="Both ovens are full")
    made.refresh_from_db()
    assert (made.is_waiting, made.declined_why) == (False, "Both ovens are full")
    assert Promise.objects.filter(DECLINED).get() == made
    made.hand_over(to=cast.sam, by=cast.sam)
    made.refresh_from_db()
    assert (made.deliver_by, bool(made.accepted_at), made.declined_why) == (cast.sam, True, "")


@pytest.mark.covers("S4")
def test_handing_over_again_asks_again(cast: Cast) -> None:
    made = promised(cast.harbour, cast.sam)
    made.hand_over(to=cast.marta, by=cast.sam)
    made.refresh_from_db()
    assert made.is_waiting
    made.accept(by=cast.marta)
    made.hand_over(to=cast.dana, by=cast.marta)
    made.refresh_from_db()
    assert made.is_waiting
    with pytest.raises(NotTheirsToAccept):
        made.accept(by=cast.marta)


def test_nobody_here_delivers_what_they_promised(cast: Cast) -> None:
    made = promised(cast.harbour, cast.sam, side=Side.THEIRS)
    with pytest.raises(NotTheirsToAccept):
        made.hand_over(to=cast.marta, by=cast.sam)
