"""What somebody said is kept as they said it, counts at once, and is never rewritten."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from regulars.people.models import ContactPoint, Person
from regulars.team.models import Member
from regulars.timeline.models import Event
from regulars.timeline.undoing import CannotBeUndone, take_back
from regulars.trust.asking import may
from regulars.trust.errors import NoEvidence, OwnersOnly, StillStopped
from regulars.trust.models import Datum, How, Pace, Permission, Purpose, Suppression, Wording
from regulars.trust.permitting import say, stop
from regulars.trust.suppressing.listing import lift
from tests.cast import Cast


@pytest.fixture
def ines(cast: Cast) -> Person:
    return cast.harbour.people.get()


def rule(person: Person, purpose: str = Purpose.OFFERS) -> str:
    return may(person, Datum.EMAIL, purpose).name


@pytest.mark.covers("V1")
def test_a_yes_rests_on_the_wording_they_were_shown(cast: Cast, ines: Person) -> None:
    said = say(ines, Purpose.OFFERS, given=True, how=How.CARD, by=cast.sam, evidence="box in the shop")
    assert rule(ines) == "given"
    assert said.wording == Wording.now(Purpose.OFFERS)
    assert (said.by, said.how, said.evidence) == (cast.sam, "card", "box in the shop")
    assert Event.objects.filter(kind="trust.allowed", account=cast.harbour, actor=cast.sam).count() == 1


@pytest.mark.covers("V2")
def test_a_no_counts_from_that_moment_and_leaves_the_other_purposes(cast: Cast, ines: Person) -> None:
    for purpose in (Purpose.OFFERS, Purpose.RESEARCH):
        say(ines, purpose, given=True, how=How.FORM, by=cast.sam)
    say(ines, Purpose.OFFERS, given=False, how=How.LINK)
    assert (rule(ines), rule(ines, Purpose.RESEARCH)) == ("withdrawn", "given")


def test_a_mistake_is_taken_back_by_a_row_that_says_so(cast: Cast, ines: Person) -> None:
    say(ines, Purpose.OFFERS, given=True, how=How.FORM, by=cast.sam)
    second = say(ines, Purpose.OFFERS, given=False, how=How.SPOKEN, by=cast.sam)
    assert second.told
    take_back(second.told, by=cast.sam)
    assert rule(ines) == "given"
    assert Permission.objects.filter(person=ines).count() == 3
    with pytest.raises(CannotBeUndone):
        take_back(second.told, by=cast.sam)


def test_the_first_word_taken_back_leaves_them_never_asked(cast: Cast, ines: Person) -> None:
    said = say(ines, Purpose.OFFERS, given=True, how=How.FORM, by=cast.sam)
    assert said.told
    take_back(said.told, by=cast.sam)
    assert rule(ines) == "never_told"


def test_what_they_said_on_their_own_page_is_not_taken_back_by_us(cast: Cast, ines: Person) -> None:
    said = say(ines, Purpose.OFFERS, given=False, how=How.LINK)
    assert said.told
    with pytest.raises(CannotBeUndone):
        take_back(said.told, by=cast.dana)
    assert rule(ines) == "withdrawn"


def test_a_yes_from_a_file_says_where_it_can_be_seen_and_never_outweighs_their_own_no(
    cast: Cast, ines: Person
) -> None:
    with pytest.raises(NoEvidence):
        say(ines, Purpose.OFFERS, given=True, how=How.IMPORTED, by=cast.sam, evidence="  ")
    say(ines, Purpose.OFFERS, given=False, how=How.SPOKEN, by=cast.sam)
    say(ines, Purpose.OFFERS, given=True, how=How.IMPORTED, by=cast.sam, evidence="old list, row 7")
    assert rule(ines) == "withdrawn"


@pytest.mark.parametrize("wrong", [{"purpose": "sell_it"}, {"how": "guessed"}, {"data": ["password"]}])
def test_what_is_no_purpose_way_or_datum_is_not_written_down(ines: Person, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="valid"):
        say(ines, **({"purpose": "offers", "given": True, "how": "form"} | wrong))  # type: ignore[arg-type] # wrong on purpose
    assert not Permission.objects.exists()


def test_the_database_itself_changes_and_deletes_no_word(cast: Cast, ines: Person) -> None:
    said = say(ines, Purpose.OFFERS, given=False, how=How.FORM, by=cast.sam)
    mine = Permission.objects.filter(pk=said.pk)
    for change in (
        lambda: mine.update(given=True),
        lambda: mine.update(at=timezone.now() - timedelta(days=900)),
        lambda: mine.update(by=cast.dana),
        mine.delete,
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    Person.objects.filter(pk=ines.pk).update(removed_at=timezone.now())
    ines.delete()
    assert not Permission.objects.exists()


@pytest.mark.covers("V2")
def test_stop_ends_everything_but_service_whatever_address_they_have_next(cast: Cast, ines: Person) -> None:
    say(ines, Purpose.OFFERS, given=True, how=How.FORM, by=cast.sam)
    ContactPoint.objects.create(
        account=ines.account, person=ines, kind="email", value="i@home.example", key="i@home.example"
    )
    assert str(stop(ines, by=cast.sam).said).startswith("Nothing from now on")
    again = Person.objects.create(account=cast.vets, name="I. D.", email="I@home.example")
    assert {rule(ines), rule(again), rule(ines, Purpose.KEEP_IN_TOUCH)} == {"suppressed"}
    Person.objects.filter(pk=ines.pk).update(email="new@harbour.example", phone="", phone_e164="")
    ContactPoint.objects.all().delete()
    assert rule(ines) == "withdrawn"
    stop(ines)
    stop(ines)
    assert Suppression.objects.filter(lifted_at=None).count() == 4


@pytest.mark.covers("V4")
def test_their_reason_decides_what_happens_and_is_never_asked_twice(cast: Cast, ines: Person) -> None:
    for purpose in (Purpose.OFFERS, Purpose.RESEARCH):
        say(ines, purpose, given=True, how=How.FORM, by=cast.sam)
    stop(ines, why="incessant", less=True)
    assert Pace.objects.get(person=ines).most == 1
    assert rule(ines) == "given"
    stop(ines, why="out_of_context", purpose=Purpose.RESEARCH, less=True)
    assert (rule(ines), rule(ines, Purpose.RESEARCH)) == ("given", "withdrawn")
    stop(ines, why="no_use", less=True)
    assert rule(ines) == "suppressed"
    assert set(Suppression.objects.values_list("why", flat=True)) == {"no_use"}


@pytest.mark.covers("V4")
@pytest.mark.parametrize("why", ["", "out_of_context", "incessant", "annoying", "no_use"])
def test_whoever_presses_stop_is_stopped_whatever_reason_they_give(ines: Person, why: str) -> None:
    assert str(stop(ines, why=why).said).startswith("Nothing from now on")
    assert {rule(ines), rule(ines, Purpose.KEEP_IN_TOUCH)} == {"suppressed"}
    assert Pace.objects.filter(person=ines).exists() is (why == "incessant")


@pytest.mark.covers("V4")
def test_no_reason_is_needed_and_one_given_afterwards_brings_nothing_back(ines: Person) -> None:
    stop(ines)
    assert rule(ines) == "suppressed"
    stop(ines, why="incessant", less=True)
    assert rule(ines) == "suppressed"
    stop(ines, why="annoying")
    assert set(Suppression.objects.values_list("why", flat=True)) == {"annoying"}
    with pytest.raises(ValueError, match="valid"):
        stop(ines, why="because")


def test_only_they_themselves_or_an_owner_with_a_reason_end_a_stop(cast: Cast, ines: Person) -> None:
    stop(ines, by=cast.sam)
    with pytest.raises(StillStopped):
        say(ines, Purpose.OFFERS, given=True, how=How.SPOKEN, by=cast.dana)
    tries: list[tuple[Member, str]] = [(cast.marta, "she asked"), (cast.sam, "she asked"), (cast.dana, "  ")]
    for by, why in tries:
        with pytest.raises(OwnersOnly):
            lift(ines, by=by, why=why)
    lift(ines, by=cast.dana, why="she rang and asked for the newsletter")
    assert rule(ines) == "withdrawn"
    say(ines, Purpose.OFFERS, given=True, how=How.SPOKEN, by=cast.sam)
    assert rule(ines) == "given"
    stop(ines)
    say(ines, Purpose.OFFERS, given=True, how=How.LINK)
    assert (rule(ines), rule(ines, Purpose.RESEARCH)) == ("given", "withdrawn")


def test_an_address_never_leaves_the_list_without_a_trace(ines: Person) -> None:
    stop(ines)
    for change in (
        lambda: Suppression.objects.all().delete(),
        lambda: Suppression.objects.update(digest="0" * 64),
    ):
        with pytest.raises(DatabaseError, match="stays written down"), transaction.atomic():
            change()
