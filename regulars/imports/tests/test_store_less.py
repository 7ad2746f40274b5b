"""A file that holds full births, cards or national numbers: told by column in the dry run, and stored in the smaller form."""

import html
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regulars.fields.models import CustomField
from regulars.fields.tests.made import field
from regulars.imports import jobs
from regulars.imports.models import Import
from regulars.imports.models import Kind as Of
from regulars.imports.tests import wizard
from regulars.imports.tests.files import bring, take_back, write
from regulars.people.models import Account
from regulars.trust.models import HoldingRules
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HEADER = ["Record ID", "Name", "Email", "Remarks", "Date of birth"]
ROWS = [
    ["7", "Ada Ng", "ada@ng.example", "pays with 4111 1111 1111 1111", "12/03/1984"],
    ["8", "Ben Lee", "ben@lee.example", "born 1 May 1990, likes rye", "1990-05-01"],
    ["9", "Cleo Roe", "cleo@roe.example", "call 020 7946 0018 about order 4111111111111111", ""],
]


@pytest.fixture
def own(cast: Cast) -> tuple[CustomField, CustomField]:
    return field("text", "Remarks"), field("text", "Date of birth")


def people(folder: Path, rows: list[list[str]] = ROWS) -> Import:
    return bring(write(folder / "people.csv", rows, HEADER), kind=Of.PEOPLE)


def kept(one: CustomField) -> dict[str, str]:
    found = Account.objects.filter(custom__has_key=one.key)
    return {account.name: account.custom[one.key] for account in found}


@pytest.mark.covers("V6")
def test_the_smaller_form_comes_in_and_every_column_is_told(
    tmp_path: Path, own: tuple[CustomField, CustomField]
) -> None:
    made = people(tmp_path)
    remarks, birth = own
    assert kept(birth) == {"Ada Ng": "March", "Ben Lee": "May"}
    assert kept(remarks) == {
        "Ada Ng": "pays with ending 1111", "Ben Lee": "born May, likes rye",
        "Cleo Roe": "call 020 7946 0018 about order 4111111111111111",
    }  # fmt: skip
    told = {one["label"]: (one["whats"], one["rows"], one["whole"]) for one in made.understood["less"]}
    assert told == {"Remarks": (["birth", "card"], 2, False), "Date of birth": (["birth"], 2, False)}
    assert "1984" not in str(made.understood["less"])
    take_back(made)
    assert kept(birth) == {}


def test_a_day_that_has_no_smaller_form_is_left_out(tmp_path: Path, cast: Cast) -> None:
    field("text", "Remarks")
    day = field("date", "Date of birth")
    people(tmp_path)
    assert kept(day) == {}


def test_a_file_without_any_says_nothing_of_it(tmp_path: Path, own: tuple[CustomField, CustomField]) -> None:
    assert people(tmp_path, ROWS[2:]).understood["less"] == []


def dropped(client: Client) -> Import:
    lines = "\n".join([",".join(HEADER), *(",".join(f'"{cell}"' for cell in row) for row in ROWS)])
    wizard.drop(client, lines, "people.csv", "people")
    made = wizard.newest()
    client.post(reverse("import-columns", args=[made.pk]), wizard.form_of(client, made))
    jobs.check(import_id=made.pk)
    return wizard.newest()


def said(client: Client, made: Import) -> str:
    return html.unescape(client.get(reverse("import", args=[made.pk])).content.decode())


@pytest.mark.covers("V6")
def test_the_dry_run_asks_and_only_where_the_firm_allows_it_a_column_stays_whole(
    own: tuple[CustomField, CustomField], as_dana: Client
) -> None:
    made = dropped(as_dana)
    assert "“Date of birth”: 2 rows look like a full date of birth" in said(as_dana, made)
    address, birth = reverse("import-whole", args=[made.pk]), f"custom.{own[1].name}"
    assert as_dana.post(address, {"column": birth}).status_code == 403
    HoldingRules.objects.create(pk=1, birth=True, identity=True)
    assert (
        as_dana.post(address, {"column": f"custom.{own[0].name}"}).status_code == 403
    )  # there is a card among them
    assert as_dana.post(address, {"column": "custom.f99"}).status_code == 404
    assert as_dana.post(address, {"column": birth}).status_code == 302
    jobs.check(import_id=made.pk)
    assert "2 rows hold a full date of birth, and are kept as they are" in said(as_dana, made)
    as_dana.post(reverse("import-applying", args=[made.pk]))
    jobs.apply(import_id=made.pk)
    assert kept(own[1]) == {"Ada Ng": "12/03/1984", "Ben Lee": "1990-05-01"}
    assert "4111 1111" not in kept(own[0])["Ada Ng"]


def test_what_was_whole_in_the_last_file_is_asked_again(
    own: tuple[CustomField, CustomField], tmp_path: Path
) -> None:
    HoldingRules.objects.create(pk=1, birth=True)
    made: Any = people(tmp_path)
    assert not made.settings.get("whole")
