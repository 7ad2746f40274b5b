"""An empty installation becomes the made-up firm, once."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models import F, Sum
from django.utils import timezone

from regulars.care.models import Wish
from regulars.demo.filling import NotEmpty, fill
from regulars.lib.folding import fold
from regulars.orders.models import Order, OrderLine, Refund
from regulars.people.models import Account, AccountReference, ContactRole, Person
from regulars.service.models import Promise, State
from regulars.team.models import Firm, Member
from regulars.timeline.models import Event, Touch

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 6, 30)


def test_every_buyer_order_line_and_return_arrives() -> None:
    story = fill(accounts=60, until=UNTIL)
    assert Account.objects.count() == 61  # one of them is in the records twice
    assert AccountReference.objects.count() == 60
    assert Person.objects.count() > 61
    assert Order.objects.count() == len(story.ledger.who)
    assert OrderLine.objects.count() == len(story.ledger.line_order)
    assert Refund.objects.count() == len(story.ledger.return_line)
    assert Touch.objects.filter(thanks=False).count() == len(story.talks)
    assert Firm.load().name == "Alder & Quay Coffee Roasters"


def test_how_buyers_came_is_known_of_many_and_not_of_all() -> None:
    fill(accounts=60, until=UNTIL)
    for field in ("came_by", "persona"):
        words = list(Account.objects.values_list(field, flat=True))
        assert 0 < words.count("") < 30
        assert 3 <= len(set(words)) <= 10


def test_the_records_agree_with_each_other() -> None:
    fill(accounts=60, until=UNTIL)
    assert not Order.objects.alias(lines_sum=Sum("lines__amount")).exclude(lines_sum=F("amount")).exists()
    assert (
        not Order.objects.alias(back=Sum("refunds__amount"))
        .exclude(refunded=0)
        .exclude(back=F("refunded"))
        .exists()
    )
    assert all(account.folded == fold(account.name) for account in Account.objects.all())
    newest = Order.objects.latest("at")
    assert newest.day == UNTIL == newest.at.astimezone(ZoneInfo("Europe/London")).date()


def test_the_next_record_made_by_hand_gets_a_number_of_its_own() -> None:
    fill(accounts=5, until=UNTIL)
    assert Account.objects.create(name="Made by hand").pk == 6
    at = datetime(2026, 6, 30, tzinfo=ZoneInfo("UTC"))
    Order.objects.create(source="x", external_id="1", at=at, day=at.date(), amount=1, currency="GBP")


def test_without_a_date_the_firm_sold_until_yesterday() -> None:
    assert fill(accounts=5).until == timezone.localdate() - timedelta(days=1)


def test_progress_is_told_up_to_the_whole() -> None:
    told: list[tuple[int, int]] = []
    fill(accounts=5, until=UNTIL, progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1]
    assert told == sorted(told)


def test_a_firm_with_customers_is_never_filled() -> None:
    Account.objects.create(name="A real one")
    with pytest.raises(NotEmpty):
        fill(accounts=5, until=UNTIL)
    assert Account.objects.count() == 1
    assert Firm.load().name == ""


def test_filling_twice_is_refused() -> None:
    fill(accounts=5, until=UNTIL)
    with pytest.raises(NotEmpty):
        fill(accounts=5, until=UNTIL)


@pytest.mark.attack("A15")
def test_a_filled_installation_has_no_account_with_a_known_password() -> None:
    fill(accounts=5, until=UNTIL)
    assert not Member.objects.filter(is_active=True).exists()
    assert not any(member.has_usable_password() for member in Member.objects.all())


def test_those_who_buy_most_have_people_promises_and_wishes() -> None:
    fill(accounts=60)
    assert ContactRole.objects.count() > 20
    assert Promise.objects.filter(state=State.KEPT).count() > 30
    assert Promise.objects.open().count() == 12
    assert Wish.objects.count() == 24
    assert Event.objects.filter(at__gt=timezone.now()).count() == 0
