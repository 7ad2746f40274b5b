"""Who told us to stop stays stopped through everything that happens to records, and only an owner with a reason lifts it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regulars.people.bin.purging import purge
from regulars.people.bin.removing import remove_account, restore_account
from regulars.people.changing import add_person, change_person
from regulars.people.merging.joining import merge_accounts, merge_people
from regulars.people.merging.parting import OTHER, part
from regulars.people.models import Person
from regulars.trust.asking import may
from regulars.trust.errors import ListUnreadable
from regulars.trust.hashing import place
from regulars.trust.models import Datum, How, Permission, Purpose, Suppression, SuppressionKey
from regulars.trust.permitting import say, stop
from regulars.trust.suppressing.listing import lift, suppress
from tests.cast import Cast
from tests.conftest import signed_in

MARK = "F11"


@pytest.fixture
def ines(cast: Cast) -> Person:
    found: Person = cast.harbour.people.get()
    return found


@pytest.fixture
def key_file(db: None) -> Callable[[bytes | None], None]:
    """Puts the key aside, or another in its place."""

    def put(content: bytes | None) -> None:
        place().unlink()
        if content is not None:
            place().write_bytes(content)

    return put


@pytest.fixture(autouse=True)
def own_files(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined] # pytest-django's


def rule(person: Person, purpose: str = Purpose.OFFERS) -> str:
    return may(Person.objects.get(pk=person.pk), Datum.EMAIL, purpose).name


def listed() -> set[tuple[str, str]]:
    return set(Suppression.objects.standing().values_list("means", "digest"))


@pytest.mark.attack(MARK)
@pytest.mark.covers("V2")
@pytest.mark.parametrize("added", ["", OTHER])
def test_a_merge_and_taking_it_apart_leave_the_list_as_it_was(cast: Cast, ines: Person, added: str) -> None:
    twin = Person.objects.create(account=cast.vets, name="Ines D.", email="ines.d@vets.example")
    say(twin, Purpose.OFFERS, given=True, how=How.FORM, by=cast.sam)
    stop(ines)
    before = listed()
    merge = merge_people(ines, twin, by=cast.dana)
    assert rule(ines) == "suppressed"
    say(ines, Purpose.RESEARCH, given=False, how=How.LINK)
    part(merge, by=cast.dana, added=added)
    assert listed() == before
    assert rule(ines) == "suppressed"
    assert rule(twin) == "given"
    assert Permission.objects.filter(person=twin, purpose="offers").count() == 1


@pytest.mark.attack(MARK)
@pytest.mark.covers("V2")
def test_whoever_is_kept_gets_the_others_stop(cast: Cast, ines: Person) -> None:
    twin = Person.objects.create(account=cast.vets, name="Ines D.", email="ines.d@vets.example")
    Person.objects.create(account=cast.harbour, name="Rui")
    say(twin, Purpose.OFFERS, given=True, how=How.FORM, by=cast.sam)
    stop(ines)
    merge = merge_people(twin, ines, by=cast.dana)
    assert rule(twin) == "suppressed"
    part(merge, by=cast.dana)
    assert (rule(twin), rule(ines)) == ("given", "suppressed")


@pytest.mark.attack(MARK)
def test_accounts_made_one_and_two_again_leave_it_too(cast: Cast, ines: Person) -> None:
    stop(ines)
    before = listed()
    part(merge_accounts(cast.vets, cast.harbour, by=cast.dana), by=cast.dana)
    assert (listed(), rule(ines)) == (before, "suppressed")


@pytest.mark.attack(MARK)
@pytest.mark.covers("V2")
def test_out_of_the_bin_they_are_as_stopped_as_before_and_so_is_a_new_record_after_it_is_emptied(
    cast: Cast, ines: Person
) -> None:
    stop(ines)
    remove_account(cast.harbour, by=cast.dana)
    restore_account(cast.harbour, by=cast.dana)
    assert rule(ines) == "suppressed"
    remove_account(cast.harbour, by=cast.dana)
    purge(timezone.now() + timedelta(days=40))
    assert not Person.objects.filter(pk=ines.pk).exists()
    assert not Permission.objects.exists()
    anew, _event = add_person(cast.vets, by=cast.sam, name="Ines", email="INES@harbour.example")
    assert rule(anew) == "suppressed"
    with pytest.raises(Exception, match="told us to stop"):
        say(anew, Purpose.OFFERS, given=True, how=How.FORM, by=cast.sam)


@pytest.mark.attack(MARK)
def test_another_address_is_no_way_round_it_and_back_again_neither(cast: Cast, ines: Person) -> None:
    stop(ines)
    change_person(ines, by=cast.sam, email="other@harbour.example", phone="")
    assert rule(ines) == "withdrawn"
    ines.refresh_from_db()
    change_person(ines, by=cast.sam, email="ines@harbour.example")
    assert rule(ines) == "suppressed"


@pytest.mark.covers("V2")
def test_the_person_page_says_so_of_a_new_record_with_that_address(cast: Cast, as_dana: Client) -> None:
    suppress([("email", "ada@vets.example")], why="erased", by=None)
    ada = cast.vets.people.get()
    change_person(ada, by=cast.sam, email="Ada@vets.example")
    html = as_dana.get(reverse("person", args=[ada.pk])).content.decode()
    assert "told us to stop" in html
    assert "Lift the stop" in html


@pytest.mark.attack("B4")
def test_the_page_shows_letters_of_a_hash_and_never_an_address(cast: Cast, ines: Person) -> None:
    stop(ines)
    html = signed_in(cast.marta).get(reverse("stopped")).content.decode()
    assert "…" + Suppression.objects.first().letters in html  # type: ignore[union-attr] # there is one
    assert "ines@harbour" not in html
    assert "7946" not in html
    assert "Lift it" not in html
    assert signed_in(cast.sam).get(reverse("stopped")).status_code == 403


def test_an_address_is_looked_up_and_put_on_the_list_by_hand(cast: Cast) -> None:
    marta = signed_in(cast.marta)
    sent = {"address": "Never@write.example"}
    assert "not on the list" in marta.post(reverse("stopped"), sent).content.decode()
    assert marta.post(reverse("stopped-added"), sent).status_code == 302
    assert (
        ">on the list" in marta.post(reverse("stopped"), {"address": "never@WRITE.example"}).content.decode()
    )
    marta.post(reverse("stopped-added"), {"address": "020 7946 0999"})
    assert ">on the list" in marta.post(reverse("stopped"), {"address": "+44 20 7946 0999"}).content.decode()
    for wrong in ("", "nobody", "a@b", "<script>@x"):
        answer = marta.post(reverse("stopped-added"), {"address": wrong})
        assert answer.status_code == 422
    assert len(listed()) == 2


def test_only_an_owner_lifts_and_says_why(cast: Cast, ines: Person) -> None:
    stop(ines)
    one = Suppression.objects.first()
    assert one
    address, theirs = reverse("stopped-lifted", args=[one.pk]), reverse("person-stop-lifted", args=[ines.pk])
    for member in (cast.marta, cast.sam, cast.rita):
        assert signed_in(member).post(address, {"why": "please"}).status_code == 403
        assert signed_in(member).post(theirs, {"why": "please"}).status_code == 403
    dana = signed_in(cast.dana)
    dana.post(address, {"why": " "})
    assert dana.post(theirs, {"why": ""}).status_code == 422
    assert len(listed()) == 2
    assert dana.post(theirs, {"why": "she rang on Monday"}).status_code == 302
    assert not listed()
    assert rule(ines) == "withdrawn"
    assert set(Suppression.objects.values_list("lifted_why", "lifted_by")) == {
        ("she rang on Monday", cast.dana.pk)
    }
    assert dana.post(address, {"why": "again"}).status_code == 404


@pytest.mark.covers("V2")
@pytest.mark.parametrize("content", [None, b"ab" * 32, b"not hexadecimal at all", b""])
def test_without_the_very_key_everything_but_serving_is_refused(
    cast: Cast, ines: Person, key_file: Callable[[bytes | None], None], content: bytes | None
) -> None:
    say(ines, Purpose.OFFERS, given=True, how=How.FORM, by=cast.sam)
    suppress([("email", "somebody@else.example")], why="asked", by=cast.sam)
    assert rule(ines) == "given"
    kept = place().read_bytes()
    key_file(content)
    assert {rule(ines, one) for one in (Purpose.OFFERS, Purpose.KEEP_IN_TOUCH)} == {"unreadable"}
    assert rule(ines, Purpose.SERVE) == "never_told"
    with pytest.raises(ListUnreadable):
        suppress([("email", "new@else.example")], why="asked", by=cast.sam)
    with pytest.raises(ListUnreadable):
        lift(ines, by=cast.dana, why="because she said so")
    stop(ines)
    html = signed_in(cast.dana).get(reverse("stopped")).content.decode()
    assert "cannot be read" in html
    place().write_bytes(kept)
    assert rule(ines) == "withdrawn"
    assert SuppressionKey.objects.count() == 1


def test_an_installation_where_nobody_said_stop_needs_no_key(ines: Person) -> None:
    assert rule(ines) == "never_told"
    assert not place().exists()
