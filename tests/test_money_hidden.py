"""A role that does not see money sees no amount anywhere: not on a page, in a file, in an order of rows, or by asking."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from regulars.fields.models import CustomField
from regulars.fields.tests.made import field as custom_field
from regulars.lists.models import SavedView
from regulars.people.changing import change_account
from regulars.people.models import Account
from regulars.retention.models import Score
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from regulars.team.models import Firm, Kind, Role
from tests.access_table import ANYONE, ROWS
from tests.canaries import everything
from tests.cast import Cast, order

AMOUNT = re.compile(r"[£€$]\s?\d|7[.,]?777[.,]77|\b7[.,]?778\b|\b7\.8k")
ALL = dict.fromkeys(Kind.values, "all")
OPENED = sorted(
    name for name, row in ROWS.items() if row.read not in {None, ANYONE, Role.OWNER} and row.strict
)
MONEY = (
    "total",
    "last_year",
    "worth",
    "worth_low",
    "worth_high",
    "usual_amount",
    "loss",
    "at_stake",
    "year_before",
)
SCORES = dict.fromkeys(MONEY, Decimal("7777.77"))


@pytest.fixture
def worth(cast: Cast) -> Cast:
    """Harbour Bakery, with 7777.77 wherever the product keeps an amount; Sam's role may everything but see money."""
    order(cast.harbour, date(2026, 9, 11), "7777.77", external_id="A-1")
    own = custom_field("money", "Yearly fee")
    fee: dict[str, Any] = {f"custom.{own.key}": "7777.77"}
    change_account(cast.harbour, by=cast.dana, **fee)
    line = {"see": ALL, "edit": ALL, "rights": ["remove", "export", "settings"]}
    Firm.objects.update(access={Role.MEMBER: line})
    return cast


def rich(account: Account) -> None:
    """Scored, if nothing else of the story did it."""
    if not Score.objects.filter(account=account).update(**SCORES):
        score(scored(), account, risk=2, **SCORES)


@pytest.fixture
def sam(worth: Cast) -> Client:
    client = Client()
    client.force_login(worth.sam)
    return client


def said(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode(errors="replace"))


@pytest.mark.attack("B4")
@pytest.mark.parametrize("name", OPENED)
def test_no_page_shows_an_amount_to_whoever_must_not_see_money(name: str, worth: Cast, sam: Client) -> None:
    with transaction.atomic():
        url = reverse(name, kwargs=ROWS[name].of(worth))
        rich(worth.harbour)
        everything(worth.harbour, worth.sam, "canary")
        answer = sam.get(url)
    if ROWS[name].right == "money" or answer.status_code == 403:
        assert answer.status_code == 403
        assert "Your role does not allow this: See money. Dana Fern can allow it" in said(answer)
        return
    page = said(answer).replace("f7777", "")  # the key of a field
    found = AMOUNT.search(page)
    assert not found, f"{url}: …{page[max(0, found.start() - 90) : found.end() + 30]}…"


@pytest.mark.attack("B4")
@pytest.mark.parametrize(
    "asked", ["?cols=name,total,last_year", "?sort=-total", "?where=total:at_least:7000", "?by=total"]
)
def test_asking_a_list_by_money_answers_nothing(asked: str, worth: Cast, sam: Client) -> None:
    """Not a column, an order, nor a condition that could be tried amount by amount."""
    rich(worth.harbour)
    everything(worth.harbour, worth.sam, "canary")
    for page in ("list", "list-board", "list-count", "list-columns"):
        answer = sam.get(reverse(page, args=["accounts"]) + asked)
        assert answer.status_code in {200, 404, 422}
        assert not AMOUNT.search(said(answer))
    if "where" in asked:
        above = said(sam.get(reverse("list", args=["accounts"]) + asked))
        below = said(sam.get(reverse("list", args=["accounts"]) + asked.replace("7000", "9000")))
        assert above.count("<tr") == below.count("<tr")


@pytest.mark.attack("B4")
def test_the_customers_list_is_in_no_order_of_money_and_its_file_holds_none(worth: Cast, sam: Client) -> None:
    rich(worth.harbour)
    score(scored(), worth.vets, last_year=Decimal(1), total=Decimal(1), last_day=date(2026, 10, 1))
    usual = said(sam.get("/customers/"))
    assert usual.index("Oyelaran Vets") < usual.index("Harbour Bakery")
    by_total = said(sam.get("/customers/?sort=total"))
    assert by_total.index("Oyelaran Vets") < by_total.index("Harbour Bakery")


@pytest.mark.attack("B4")
def test_a_shared_list_about_money_says_only_that_it_cannot_be_asked(worth: Cast, sam: Client) -> None:
    where = {"of": "accounts", "where": {"all": [{"field": "total", "op": "at_least", "value": "7777"}]}}
    view = SavedView.save_new(
        by=worth.dana, subject="accounts", name="Rich", columns=["name", "total"], shared=True
    )
    SavedView.objects.filter(pk=view.pk).update(where=where)
    answer = sam.get(view.address)
    assert answer.status_code in {200, 422}
    assert "7777" not in re.sub(r"<[^>]*>", "", said(answer))  # an address carries what a colleague asked for


def test_an_amount_that_was_written_down_as_words_is_not_read_back(worth: Cast, sam: Client) -> None:
    page = said(sam.get(reverse("account", args=[worth.harbour.pk])))
    assert "Yearly fee" not in page or "•••" in page
    key = CustomField.objects.get(label="Yearly fee").key
    assert sam.get(reverse("account-fact", args=[worth.harbour.pk, f"custom.{key}"])).status_code == 404


def test_whoever_sees_money_still_sees_it(worth: Cast) -> None:
    dana = Client()
    dana.force_login(worth.dana)
    assert "£7,777.77" in said(dana.get(reverse("account-orders", args=[worth.harbour.pk])))
