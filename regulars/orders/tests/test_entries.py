"""What the ledger tells on an account's timeline."""

from datetime import date

from regulars.orders.entries import refunds
from regulars.orders.models import Refund
from tests.cast import Cast, order


def test_a_credit_note_of_many_lines_is_one_entry_with_its_orders(cast: Cast) -> None:
    bought = [order(cast.harbour, date(2026, 9, day), external_id=f"41{day}") for day in (1, 2)]
    for position, of in enumerate([bought[0], bought[0], bought[1]]):
        Refund.objects.create(
            account=cast.harbour,
            order=of,
            source="test",
            external_id="C9",
            position=position,
            at=of.at.replace(day=9),
            day=date(2026, 9, 9),
            amount=10,
            currency="GBP",
        )
    told = refunds(cast.harbour, None, 5)
    assert [(entry.said, entry.quiet, entry.url) for entry in told] == [(", £30", "of orders 411, 412", "")]
