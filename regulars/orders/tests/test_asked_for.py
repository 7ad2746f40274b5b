"""Lists ask for what somebody bought."""

from datetime import date

import pytest

from regulars.lists.audience import members_of
from regulars.lists.filters import from_address
from regulars.orders.models import OrderLine
from tests.cast import Cast, order


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("bought:contains:rye", {"Harbour Bakery"}),
        ("bought:is:RYE-1", {"Harbour Bakery"}),
        ("bought:begins:house", {"Oyelaran Vets"}),
        ("bought:contains:%", set()),
        ("bought:lacks:rye", {"Oyelaran Vets", "Tomas Albers", "Green Park Dental"}),
        ("bought:empty", {"Tomas Albers", "Green Park Dental"}),
    ],
)
def test_what_was_bought_is_asked_for_by_its_words_or_its_code(
    where: str, names: set[str], cast: Cast
) -> None:
    for account, code, words in ((cast.harbour, "rye-1", "Dark rye"), (cast.vets, "hou-2", "House blend")):
        made = order(account, date(2026, 9, 11))
        OrderLine.objects.create(
            order=made, position=1, code=code, description=words, quantity=1, unit_price=1, amount=1
        )
    cancelled = order(cast.tomas, date(2026, 9, 12), status="cancelled")
    OrderLine.objects.create(
        order=cancelled, position=1, description="Rye", quantity=1, unit_price=1, amount=1
    )
    found = members_of(from_address("accounts", where), cast.dana)
    assert set(found.values_list("name", flat=True)) == names
