"""The well-known figures: labelled unverified, beside the firm's own, and never the basis of anything (P33)."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from regulars.people.models import Account
from regulars.retention.claims import LEAST, claims
from regulars.retention.models import Standing
from regulars.retention.tests import made_ahead, made_facts
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from regulars.timeline.models import Channel, Touch
from tests.cast import Cast


def told(cast: Cast, **changed: Any) -> dict[str, Any]:
    cast.firm.refresh_from_db()
    return {claim.code: claim for claim in claims(made_facts.facts(**changed), cast.firm)}  # type: ignore[arg-type] # as a scoring leaves it


@pytest.mark.covers("P33")
def test_each_claim_is_labelled_unverified_beside_what_was_measured_here(cast: Cast, as_dana: Client) -> None:
    scored()
    words = " ".join(re.sub(r"<[^>]+>", " ", as_dana.get("/retention/claims/").content.decode()).split())
    assert words.count("unverified") == 7
    assert "“80% of sales come from 20% of customers.”" in words
    assert "Here 27% of buyers bring 80%." in words
    assert "Do not put them into your own marketing as facts." in words


@pytest.mark.covers("P33")
def test_what_is_not_measured_here_says_what_is_missing(cast: Cast) -> None:
    found = told(cast)
    for code in ("seven-times", "seven-contacts", "untended", "pay-more", "bad-word"):
        assert found[code].own == ""
        assert found[code].how


def test_few_buyers_make_no_share(cast: Cast) -> None:
    assert told(cast, pareto=made_facts.pareto() | {"of_customers": LEAST - 1})["eighty-twenty"].own == ""


def test_the_cost_of_winning_somebody_is_the_firms_own(cast: Cast) -> None:
    type(cast.firm).objects.update(replacement_cost=Decimal("12.50"))
    assert told(cast)["seven-times"].own == "Winning one new client costs you £12.50."


@pytest.mark.covers("P4")
def test_five_points_are_arithmetic_on_the_firms_own_numbers_and_no_promise(cast: Cast) -> None:
    """Of 60 customers, kept to 86 %, five points keep some three more by the end of the first year, half of them early."""
    claim = told(cast)["five-points"]
    assert claim.own == (
        "Five points more than your 86% would bring about £1,400 to £2,600 more sales in the first year: 1.4% to 2.6% more than now."
    )
    assert "5%" in claim.said
    few = made_ahead.growth() | {"of": LEAST - 1, "kept": LEAST - 2}
    assert told(cast, growth=few)["five-points"].own == ""


def many(cast: Cast) -> list[Account]:
    run = scored()
    made = Account.objects.bulk_create(
        Account(name=f"Person {n}", folded=f"person {n}") for n in range(2 * LEAST)
    )
    for n, one in enumerate(made):
        score(run, one, standing=Standing.LOST if n % 4 == 0 else Standing.CUSTOMER)
    return made


def contacts(account: Account, number: int) -> None:
    Touch.objects.bulk_create(
        Touch(account=account, channel=Channel.CALL, at=datetime(2024, 1, 1 + n, tzinfo=UTC))
        for n in range(number)
    )


def test_contacts_before_a_first_order_are_counted_where_there_are_enough(cast: Cast) -> None:
    for n, account in enumerate(many(cast)[:LEAST]):
        contacts(account, 8 if n < 5 else 2)
    assert (
        told(cast)["seven-contacts"].own
        == "5 of 20 first orders here came after seven or more contacts (25%)."
    )


def test_tended_and_untended_are_compared_without_claiming_a_cause(cast: Cast) -> None:
    for account in many(cast)[:LEAST]:
        contacts(account, 1)
    claim = told(cast)["untended"]
    assert claim.own == "25% of those without a contact on record have gone, 25% of those with one."
    assert "not that one makes the other" in claim.how


def test_a_contact_taken_back_and_a_note_do_not_count(cast: Cast) -> None:
    for account in many(cast)[:LEAST]:
        contacts(account, 1)
    Touch.objects.update(withdrawn_at=datetime.now(UTC))
    assert told(cast)["untended"].own == ""
