"""Somebody is forgotten: what goes, what the law keeps, what others keep, and what a file that comes in again may do."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from regulars.fields.tests.made import field as custom_field
from regulars.finding.models import Document, Word
from regulars.imports.errors import StillComingIn
from regulars.imports.models import Import, RejectedRow
from regulars.imports.models.importing import State as ImportState
from regulars.lib.holdings import held_on
from regulars.orders.models import Order
from regulars.people.models import Account, Kind, Person
from regulars.timeline.models import Event, Touch, log_touch, record
from regulars.trust.asking import may
from regulars.trust.models import (
    Asked,
    Datum,
    Export,
    OwnLink,
    Purpose,
    RightsRequest,
    State,
    Suppression,
    Why,
)
from regulars.trust.permitting import stop
from regulars.trust.rights.erasing import erase
from regulars.trust.rights.errors import GoneAlready
from regulars.trust.rights.tests.asked import asked, ines
from tests.cast import Cast, order

MAY = date(2026, 5, 4)


def forget(cast: Cast, alone: bool = False) -> RightsRequest:
    request = asked(cast, Asked.ERASE)
    erase(ines(cast), by=cast.dana, request=request, leave_alone=alone)
    request.refresh_from_db()
    return request


def an_import(folder: Path, content: bytes, state: str = ImportState.APPLIED) -> Import:
    made: Import = Import.objects.create(
        file_name="may.csv", path="", state=state, understood={"samples": ["x"]}
    )
    place = folder / "imports" / str(made.pk) / "original"
    place.parent.mkdir(parents=True)
    place.write_bytes(content)
    Import.objects.filter(pk=made.pk).update(path=str(place.relative_to(folder)))
    made.refresh_from_db()
    return made


@pytest.mark.covers("V3", "V13")
def test_the_log_of_exports_forgets_their_address_and_stays(cast: Cast) -> None:
    said = "e-mail is ines@harbour.example"
    taken = Export.objects.create(what="a list", subject="people", said=said, rows=1, why="to call them")
    forget(cast)
    left = Export.objects.get(pk=taken.pk)
    assert "ines@" not in left.said
    assert (left.what, left.rows, left.why) == ("a list", 1, "to call them")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Export.objects.filter(pk=taken.pk).update(rows=0)


@pytest.mark.covers("V13")
def test_orders_stay_without_the_person_and_the_account_is_nobody(cast: Cast) -> None:
    Account.objects.filter(pk=cast.harbour.pk).update(kind=Kind.HOUSEHOLD)
    bought = order(cast.harbour, MAY)
    request = forget(cast)
    assert Order.objects.get(pk=bought.pk).account_id == cast.harbour.pk
    left = Account.objects.get(pk=cast.harbour.pk)
    assert "Harbour" not in left.name
    assert left.removed_at
    assert not Person.objects.filter(account=left).exists()
    assert (request.state, request.whose, request.person) == (State.DONE, "", None)


def test_a_company_keeps_its_name_its_tags_and_its_orders(cast: Cast) -> None:
    order(cast.harbour, MAY)
    log_touch(account_id=cast.harbour.pk, by=cast.sam, channel="call", note="Ines Duarte was upset")
    forget(cast)
    left = Account.objects.get(pk=cast.harbour.pk)
    assert (left.name, left.removed_at) == ("Harbour Bakery", None)
    assert Touch.objects.get(account=left).note == ""


@pytest.mark.covers("V13")
def test_where_others_stay_only_the_name_goes_from_what_is_about_all(cast: Cast) -> None:
    Person.objects.create(account=cast.harbour, name="Bruno Costa")
    note = "Bruno said that ines duarte (Ines@Harbour.example) leaves"
    log_touch(account_id=cast.harbour.pk, by=cast.sam, channel="call", note=note)
    for said in ("cc ines@harbour.example", "Ines Duarte is another here"):
        log_touch(account_id=cast.vets.pk, by=cast.sam, channel="call", note=said)
    forget(cast)
    here, there, another = Touch.objects.order_by("pk").values_list("note", flat=True)
    assert here == "Bruno said that … (…) leaves"
    assert there == "cc …"
    assert another == "Ines Duarte is another here"


def test_a_telephone_that_others_share_stays_theirs(cast: Cast) -> None:
    Person.objects.create(
        account=cast.harbour, name="Bruno Costa", phone="+442079460018", phone_e164="+442079460018"
    )
    log_touch(account_id=cast.harbour.pk, by=cast.sam, channel="call", note="call +442079460018")
    forget(cast)
    assert Touch.objects.get().note == "call +442079460018"


def test_values_before_a_change_go_from_the_history_which_still_says_when_and_who(cast: Cast) -> None:
    record("people.person_changed", by=cast.sam, account_id=cast.harbour.pk, person=ines(cast).pk, name="Ines Duarte", changes={"note": ["rude", ""]})  # fmt: skip
    forget(cast)
    told = Event.objects.get(kind="people.person_changed")
    assert told.actor == cast.sam
    assert "rude" not in str(told.data) + str(list(Event.objects.values_list("data", flat=True)))


def test_what_they_were_found_by_goes(cast: Cast) -> None:
    assert Document.objects.filter(own__contains="duarte").exists()
    forget(cast)
    assert not Document.objects.filter(own__contains="duarte").exists()
    assert not Word.objects.filter(word="duarte").exists()


@pytest.mark.covers("V13")
def test_own_fields_are_in_the_file_and_go(cast: Cast) -> None:
    mine = custom_field("text", "Shoe size", "people")
    Person.objects.filter(pk=ines(cast).pk).update(custom={mine.key: "zqsize"})
    assert "zqsize" in str([one.lines for one in held_on(ines(cast))])
    forget(cast)
    assert not Person.objects.filter(custom__icontains="zqsize").exists()


def test_the_original_of_a_file_that_holds_them_goes_and_others_stay(
    cast: Cast, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    theirs = an_import(tmp_path, "Name;E-Mail\nInés;INES@harbour.example\n".encode("utf-16-le"))
    others = an_import(tmp_path, b"Name\nBruno\n")
    RejectedRow.objects.create(importing=theirs, row=3, code="bad_date", detail="ines@harbour.example")
    with django_capture_on_commit_callbacks(execute=True):
        forget(cast)
    theirs.refresh_from_db()
    assert theirs.original is None
    assert others.original is not None
    assert RejectedRow.objects.get().detail == ""
    assert Event.objects.filter(kind="imports.original_taken").exists()


def test_nobody_is_erased_while_a_file_waits_that_would_bring_them_back(
    cast: Cast, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    an_import(tmp_path, b"ines@harbour.example", state=ImportState.CHECKED)
    with pytest.raises(StillComingIn, match=r"may\.csv"):
        forget(cast)
    assert ines(cast).name == "Ines Duarte"


@pytest.mark.attack("F11")
@pytest.mark.covers("V2", "V13")
@pytest.mark.parametrize(("alone", "allowed"), [(True, "suppressed"), (False, "never_told")])
def test_whoever_comes_in_again_is_left_alone_where_they_asked_for_that(
    cast: Cast, alone: bool, allowed: str
) -> None:
    forget(cast, alone=alone)
    again = Person.objects.create(account=cast.vets, name="I. Duarte", email="INES@harbour.example")
    assert may(again, Datum.EMAIL, Purpose.OFFERS).name == allowed
    assert Suppression.objects.filter(why=Why.ERASED).exists() == alone


@pytest.mark.attack("F11")
def test_a_stop_of_before_outlives_the_person(cast: Cast) -> None:
    stop(ines(cast), why="annoying")
    forget(cast)
    again = Person.objects.create(account=cast.vets, name="I. Duarte", email="ines@harbour.example")
    assert may(again, Datum.EMAIL, Purpose.OFFERS).name == "suppressed"


def test_their_link_and_their_file_open_nothing_any_more(cast: Cast, client: Any) -> None:
    page = f"/yours/{OwnLink.issue(ines(cast), by=cast.sam)}/"
    assert client.get(page).status_code == 200
    forget(cast)
    assert client.get(page).status_code == 404


def test_twice_is_refused(cast: Cast) -> None:
    person, request = ines(cast), asked(cast, Asked.ERASE)
    erase(person, by=cast.dana, request=request, leave_alone=False)
    with pytest.raises(GoneAlready):
        erase(person, by=cast.dana, request=request, leave_alone=False)
