"""What leaves the house: noted before its first byte, with a reason, by who may; and who saw an export of me."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from regulars.files.tests.made import attached
from regulars.lib.errors import NotAllowed
from regulars.lib.leaving import Leaving, let_out
from regulars.lists.subjects import fields_of, subjects
from regulars.people.models import Account, Person
from regulars.team.models import Firm, Member, Role
from regulars.timeline.models import Event
from regulars.trust.history import seal, verify
from regulars.trust.history.showing import links_of
from regulars.trust.leaving.errors import ReasonMissing
from regulars.trust.leaving.holding import exports_with, packed
from regulars.trust.leaving.jobs import note_opened
from regulars.trust.leaving.lists import REACHING
from regulars.trust.models import Export, ExportedRows, ExportNotice, Permission
from tests.cast import Cast, account
from tests.house.source import product_files, text

SignIn = Callable[[Any], Client]
ACCOUNTS, PEOPLE = "/lists/accounts/file/", "/lists/people/file/"
BECAUSE = {"reason": "other", "words": "for our accountant"}


def rows(answer: Any) -> list[list[str]]:
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    return list(csv.reader(io.StringIO(answer.getvalue().decode())))


@pytest.mark.covers("V3")
def test_a_member_sees_what_will_be_in_it_and_says_why(cast: Cast, as_dana: Client) -> None:
    page = as_dana.get(ACCOUNTS + "?where=kind:is:company&cols=name,kind").content.decode()
    assert "the list “Accounts”: 3 rows" in page
    assert "Harbour Bakery" in page
    assert "Kind is Company" in page
    assert not Export.objects.exists(), "looking is not taking"
    answer = as_dana.post(ACCOUNTS, BECAUSE | {"where": "kind:is:company", "cols": "name,kind"})
    assert len(rows(answer)) == 4
    made = Export.objects.get()
    assert (made.member, made.rows, made.why, made.fields) == (
        cast.dana, 3, "for our accountant", ["Number", "Name", "Kind"],
    )  # fmt: skip
    assert (made.said, made.large) == ("Kind is Company", False)
    assert Event.objects.get(kind="trust.taken_out").data["why"] == "for our accountant"


@pytest.mark.covers("V3")
@pytest.mark.parametrize(
    "given",
    [{}, {"reason": "other"}, {"words": "x"}, {"words": "aaaaaaaa"}, {"words": "…"}, {"reason": "nonsense"}],
)
def test_without_a_reason_nothing_leaves_and_nothing_typed_is_lost(
    given: dict[str, str], cast: Cast, as_dana: Client
) -> None:
    answer = as_dana.post(ACCOUNTS, given | {"cols": "name,kind"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="name,kind"' in page
    assert "in a few words" in page or "Select a valid choice" in page
    assert not Export.objects.exists()


@pytest.mark.covers("V3")
@pytest.mark.attack("B3")
def test_only_who_has_the_right_takes_anything_out(cast: Cast, sign_in: SignIn) -> None:
    for who, status in ((cast.rita, 403), (cast.sam, 403), (cast.marta, 200)):
        assert sign_in(who).get(ACCOUNTS).status_code == status
        assert sign_in(who).post(ACCOUNTS, BECAUSE).status_code == status
    assert "Download (CSV)" not in sign_in(cast.sam).get("/lists/accounts/").content.decode()
    line = {"see": {"accounts": "all"}, "edit": {}, "rights": ["export"]}
    Firm.objects.update(access={Role.READ_ONLY: line})
    rita = sign_in(Member.objects.get(pk=cast.rita.pk))
    assert "Download (CSV)" in rita.get("/lists/accounts/").content.decode()
    assert len(rows(rita.post(ACCOUNTS, BECAUSE))) == 5


@pytest.mark.covers("V3")
def test_nothing_leaves_where_nothing_can_be_noted(
    cast: Cast, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any, **_more: Any) -> None:
        raise IntegrityError("the disk is full")

    monkeypatch.setattr(Event.objects, "create", full)
    as_dana.raise_request_exception = False
    answer = as_dana.post(ACCOUNTS, BECAUSE)
    assert answer.status_code >= 400
    assert b"Harbour" not in answer.content
    assert not Export.objects.exists()
    monkeypatch.setattr("regulars.lib.leaving.DOORKEEPERS", [])
    with pytest.raises(NotAllowed, match="nobody keeps the record"):
        let_out(cast.dana, Leaving("it", "people", [], 1, "because we asked"))


@pytest.mark.covers("V3")
def test_contact_data_leaves_for_a_purpose_and_without_those_who_may_not_be_reached(
    cast: Cast, as_dana: Client
) -> None:
    ines = cast.harbour.people.get()
    account("Gallows Inn", person="Bea Gall", email="bea@gallows.example")
    Permission.objects.create(person=ines, purpose="offers", given=True, wording_id=4, how="form")
    given = BECAUSE | {"cols": "name,email"}
    assert as_dana.post(PEOPLE, given).status_code == 422
    found = rows(as_dana.post(PEOPLE, given | {"purpose": "offers"}))
    assert [row[1] for row in found[1:]] == ["Ines Duarte"]
    made = Export.objects.latest("pk")
    assert (made.rows, made.left_out, made.purpose) == (1, Person.objects.count() - 1, "offers")
    marked = rows(as_dana.post(PEOPLE, given | {"purpose": "offers", "marking": "marked"}))
    assert marked[0][-1] == "May we use it?"
    assert {row[1]: row[-1] for row in marked[1:]}["Ines Duarte"] == "yes"
    assert {row[1]: row[-1] for row in marked[1:]}["Bea Gall"] == "no: They were never asked."
    assert Export.objects.latest("pk").marked == Person.objects.count() - 1
    bea = Person.objects.get(name="Bea Gall")
    assert [one.marked > 0 for one in exports_with(bea)] == [True], "who was left out is in no file"
    assert len(rows(as_dana.post(PEOPLE, BECAUSE | {"cols": "name"}))) == Person.objects.count() + 1


@pytest.mark.covers("V2", "V3")
def test_a_file_of_nobody_is_not_made_and_the_page_says_why(cast: Cast, as_dana: Client) -> None:
    answer = as_dana.post(PEOPLE, {"reason": "spreadsheet", "purpose": "offers"})
    assert answer.status_code == 422
    assert "may be reached to send news and offers" in answer.content.decode()
    assert not Export.objects.exists()


def test_every_column_that_reaches_a_person_is_asked_a_purpose_for(cast: Cast) -> None:
    reaching = {
        field.name
        for subject in subjects()
        for field in fields_of(subject.name, cast.dana).values()
        if isinstance(field.path, str)
        and field.path.split("__")[-1] in {"email", "phone", "phone_e164", "address"}
    }
    assert reaching == set(REACHING)


@pytest.mark.covers("V3")
def test_the_owners_are_told_of_much_until_they_have_seen_it(
    cast: Cast, sign_in: SignIn, as_dana: Client
) -> None:
    as_dana.post("/settings/left/large/", {"large": "3"})
    assert Event.objects.get(kind="trust.large_set").data == {"before": 500, "after": 3}
    sign_in(cast.marta).post(ACCOUNTS, BECAUSE)
    assert [(notice.member, notice.seen_at) for notice in ExportNotice.objects.all()] == [(cast.dana, None)]
    assert "Much left the house" in as_dana.get("/").content.decode()
    assert "Much left the house" not in sign_in(cast.marta).get("/").content.decode()
    as_dana.post("/settings/left/seen/")
    assert "Much left the house" not in as_dana.get("/").content.decode()
    told = links_of("trust.taken_out", export=Export.objects.get().pk)[0].sentence
    assert told == ("Marta took out the list “Accounts”, 4 rows: for our accountant. Every owner was told.")
    assert as_dana.post("/settings/left/large/", {"large": "-1"}).status_code == 422


@pytest.mark.covers("V3")
def test_the_log_is_searched_and_each_entry_opens(cast: Cast, sign_in: SignIn, as_dana: Client) -> None:
    as_dana.post(ACCOUNTS, BECAUSE)
    marta = sign_in(cast.marta)
    marta.post(PEOPLE, {"reason": "books", "words": "VAT return", "cols": "name"})
    page = marta.get("/settings/left/").content.decode()
    assert page.index("VAT return") < page.index("for our accountant")
    asked = f"who={cast.marta.pk}&q=vat&since=2020-01-01"
    only = as_dana.get(f"/settings/left/?{asked}").content.decode()
    assert "for our accountant" not in only
    assert "For the books, or whoever keeps them: VAT return" in only
    assert as_dana.get("/settings/left/", {"since": "yesterday"}).status_code == 422
    entry = as_dana.get(f"/settings/left/{Export.objects.earliest('pk').pk}/").content.decode()
    assert "waits to be sealed" in entry
    seal()
    assert (
        "sealed, link" in as_dana.get(f"/settings/left/{Export.objects.earliest('pk').pk}/").content.decode()
    )
    assert sign_in(cast.sam).get(f"/settings/left/{Export.objects.earliest('pk').pk}/").status_code == 404
    with CaptureQueriesContext(connection) as few:
        as_dana.get("/settings/left/")
    for _time in range(5):
        as_dana.post(ACCOUNTS, BECAUSE)
    with CaptureQueriesContext(connection) as many:
        as_dana.get("/settings/left/")
    assert len(many) == len(few)


def test_a_line_of_the_log_is_never_changed(cast: Cast, as_dana: Client) -> None:
    as_dana.post(ACCOUNTS, BECAUSE)
    for sql in (
        "UPDATE trust_export SET why = 'x'",
        "DELETE FROM trust_export",
        "DELETE FROM trust_exportedrows",
    ):
        with (
            pytest.raises(IntegrityError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    seal()
    assert verify().broken == ""


@pytest.mark.covers("V3", "V17")
def test_who_saw_an_export_of_me(cast: Cast, as_dana: Client, sign_in: SignIn) -> None:
    ines = cast.harbour.people.get()
    as_dana.post(ACCOUNTS, BECAUSE | {"where": "name:is:Oyelaran Vets"})
    assert list(exports_with(ines)) == []
    as_dana.post(ACCOUNTS, BECAUSE | {"where": "name:is:Harbour Bakery"})
    sign_in(cast.marta).post(PEOPLE, BECAUSE | {"cols": "name"})
    assert [made.member for made in exports_with(ines)] == [cast.marta, cast.dana]
    assert "Files they were in" in as_dana.get(f"/people/{ines.pk}/").content.decode()
    assert "Files they were in" not in sign_in(cast.sam).get(f"/people/{ines.pk}/").content.decode()
    assert "for our accountant" in as_dana.get(f"/people/{ines.pk}/files-they-were-in/").content.decode()


def test_ids_are_kept_small_and_found_again(cast: Cast) -> None:
    whole = list(packed(range(1_000_000)))
    assert sum(len(block.many or b"") for block in whole) <= 16 * 8192
    assert [block.few for block in packed([65_535, 0, 65_536, 0])] == [[-32768, 32767], [-32768]]
    ines = cast.harbour.people.get()
    odd = range(1 - ines.pk % 2, 200_000, 2)
    for ids, held in (([ines.pk], True), ([ines.pk + 1], False), (range(200_000), True), (odd, False)):
        made = let_out(cast.dana, Leaving("a list", "people", ["Name"], 1, "to test what is kept", ids))
        assert exports_with(ines).filter(pk=made.pk).exists() is held
    assert ExportedRows.objects.filter(many__isnull=False).exists()


def test_who_opens_an_attachment_is_noted_once_without_a_reason(cast: Cast, sign_in: SignIn) -> None:
    menu = attached(cast, name="menu.txt")
    address = f"/files/{menu.pk}/"
    assert sign_in(cast.sam).head(address).status_code == 200
    assert sign_in(cast.sam).get(address).status_code == 200
    (job,) = ProcrastinateJob.objects.filter(args__name="trust.note_opened")
    assert not Export.objects.exists(), "to look at something changes nothing"
    for _time in range(2):
        note_opened(**job.args["kwargs"])
    made = Export.objects.get()
    assert (made.member, made.what, made.why) == (cast.sam, f"the attachment “{menu.name}”", "")
    assert list(exports_with(cast.harbour.people.get())) == [made]


def test_every_file_that_is_handed_over_is_noted() -> None:
    """Whoever writes a table, or hands over a file, calls the doorkeeper; a picture of an attachment is no file."""
    handing = re.compile(r"as_attachment=True|Content-Disposition|csv_lines\(")
    asking = re.compile(r"let_out\(|noted_later\(|^def ask\(|return ask\(", re.MULTILINE)
    silent = {
        str(path) for path in product_files() if handing.search(text(path)) and not asking.search(text(path))
    }
    assert (
        silent
        == {
            "regulars/lib/csv_out.py",
            "regulars/imports/rejected_file.py",  # written for imports/views/left_out.py and imports/terminal.py, which ask
            "regulars/trust/rights/views.py",  # made by rights/making.py, which asks
            "regulars/trust/rights/yours/views.py",
        }
    )


def test_a_program_gives_its_reason_too(cast: Cast) -> None:
    with pytest.raises(ReasonMissing):
        let_out(None, Leaving("the list", "people", ["Name"], 1, "?"))
    with pytest.raises(NotAllowed, match="Export"):
        let_out(cast.sam, Leaving("the list", "people", ["Name"], 1, "because I can"))
    quiet = let_out(cast.sam, Leaving("the file “menu.pdf”", "files", [], 1, "", quiet=True))
    assert (quiet.member, quiet.why, quiet.large) == (cast.sam, "", False)
    assert Account.objects.count() == 4
