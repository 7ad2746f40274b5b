"""A list of people may say who allows offers; and whoever told us to stop stays stopped, whatever file they come with."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from regulars.imports.models import Import
from regulars.imports.models import Kind as Of
from regulars.imports.receiving import Choices
from regulars.imports.tests.files import bring, take_back, write
from regulars.imports.tests.wizard import bring as through_the_wizard
from regulars.imports.tests.wizard import drop, form_of, newest
from regulars.imports.words import told
from regulars.people.models import Account, Person
from regulars.trust.asking import may
from regulars.trust.models import Datum, How, Permission, Purpose, Suppression
from regulars.trust.permitting import say, stop
from regulars.trust.suppressing.listing import suppress
from tests.cast import Cast

pytestmark = pytest.mark.django_db

HEADER = ["Name", "Email", "Phone", "May we send offers"]
INES = ["Ines Duarte", "ines@harbour.example", "", "yes"]
ADA = ["Ada Ng", "ada@ng.example", "020 7946 0999", "Yes"]
BEN = ["Ben Lee", "ben@lee.example", "", "no"]
KIM = ["Kim Cho", "kim@cho.example", "", ""]
EVIDENCE = "the tick on the order form since 2024"
FILE = "\n".join(",".join(row) for row in [HEADER, INES, ADA, BEN, KIM]) + "\n"


def people(client: Client, evidence: str = EVIDENCE, data: str = FILE) -> Import:
    return through_the_wizard(client, data, kind="people", evidence=evidence)


def rule(name: str) -> str:
    return may(Person.objects.get(name=name), Datum.EMAIL, Purpose.OFFERS).name


@pytest.mark.covers("V1", "V2")
def test_a_yes_is_noted_with_the_file_and_the_line_it_stands_in(cast: Cast, as_dana: Client) -> None:
    made = people(as_dana)
    said = Permission.objects.get(person__name="Ada Ng")
    assert (said.given, said.how, said.by) == (True, How.IMPORTED, cast.dana)
    assert said.evidence == f"{EVIDENCE}, {made.file_name}, 3"
    assert [rule(name) for name in ("Ines Duarte", "Ada Ng", "Ben Lee", "Kim Cho")] == [
        "given",
        "given",
        "withdrawn",
        "never_told",
    ]
    page = as_dana.get(reverse("import", args=[made.pk])).content.decode()
    assert "2 yes to offers were noted" in page
    assert "1 says no to offers" in page


@pytest.mark.covers("V2")
def test_without_where_it_can_be_seen_no_yes_is_taken_and_every_no_is(as_dana: Client, cast: Cast) -> None:
    made = people(as_dana, evidence="  ")
    assert [rule(name) for name in ("Ines Duarte", "Ada Ng", "Ben Lee")] == [
        "never_told",
        "never_told",
        "withdrawn",
    ]
    assert "2 yes to offers are not taken" in " ".join(told(made))


def test_the_next_file_says_anew_where_it_can_be_seen(as_dana: Client, cast: Cast) -> None:
    people(as_dana)
    drop(as_dana, FILE, "people.csv", "people")
    assert form_of(as_dana, newest())["evidence"] == ""


@pytest.mark.attack("F11")
@pytest.mark.covers("V2")
def test_what_they_told_us_themselves_outweighs_any_file(as_dana: Client, cast: Cast) -> None:
    ines = cast.harbour.people.get()
    say(ines, Purpose.OFFERS, given=False, how=How.SPOKEN, by=cast.sam)
    made = people(as_dana)
    assert rule("Ines Duarte") == "withdrawn"
    assert made.counts["offers_taken"] == 1
    people(as_dana)
    assert Permission.objects.filter(person__name="Ada Ng").count() == 1


@pytest.mark.attack("F11")
@pytest.mark.covers("V2")
def test_who_told_us_to_stop_stays_stopped_and_the_result_says_how_many(as_dana: Client, cast: Cast) -> None:
    stop(cast.harbour.people.get())
    suppress([("email", "ada@ng.example"), ("phone", "+442079460999")], why="erased", by=None)
    made = people(as_dana)
    assert made.counts["stopped"] == 2
    assert [rule(name) for name in ("Ines Duarte", "Ada Ng")] == ["suppressed", "suppressed"]
    page = as_dana.get(reverse("import", args=[made.pk])).content.decode()
    assert "2 of them told us to stop, and stay stopped." in page
    assert Suppression.objects.filter(lifted_at=None).count() == 4
    again = people(as_dana)
    assert again.counts["stopped"] == 2


@pytest.mark.attack("F11")
def test_a_file_of_orders_says_so_too(tmp_path: Path, cast: Cast) -> None:
    suppress([("email", "eve@new.example")], why="erased", by=None)
    rows = [["1", "2026-03-01", "Eve New", "eve@new.example", "5"]]
    made = bring(write(tmp_path / "o.csv", rows, ["Order", "Date", "Customer", "Email", "Amount"]))
    assert made.counts["stopped"] == 1
    assert rule("Eve New") == "suppressed"


def test_taken_back_it_leaves_what_they_had_said_before_and_whom_it_made_goes(
    as_dana: Client, cast: Cast
) -> None:
    made = people(as_dana)
    say(Person.objects.get(name="Ben Lee"), Purpose.RESEARCH, given=False, how=How.LINK)
    take_back(made)
    assert rule("Ines Duarte") == "never_told"
    assert not Person.objects.filter(name="Ada Ng").exists()
    assert Account.objects.filter(name="Ben Lee").exists()
    assert Permission.objects.filter(person__name="Ben Lee", purpose="research").exists()
    assert Permission.objects.filter(person__name="Ines Duarte").count() == 2


def test_the_command_line_takes_no_yes_as_nobody_can_be_asked(tmp_path: Path, cast: Cast) -> None:
    made = bring(write(tmp_path / "p.csv", [ADA, BEN], HEADER), kind=Of.PEOPLE, choices=Choices())
    assert (made.counts["offers_taken"], made.counts["offers_refused"]) == (0, 1)
    assert rule("Ada Ng") == "never_told"
