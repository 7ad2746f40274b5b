"""Lists of people are cut by what they allowed, and say the very same as the one function that everything asks."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from regulars.lists.subjects import fields_of
from regulars.people.models import Account, ContactPoint, Person
from regulars.timeline.models import log_touch
from regulars.trust.allowed import may_be_used
from regulars.trust.asking import judged
from regulars.trust.models import Datum, How, Permission, Purpose, SuppressionKey
from regulars.trust.permitting import say, stop
from regulars.trust.permitting.undoing import take_back
from regulars.trust.subjects import MAY
from regulars.trust.suppressing.listing import suppress
from tests.cast import Cast, order

TODAY = timezone.localdate


NAMES = (
    *("never", "yes", "no", "again", "expired", "until", "phone_only", "stopped", "same_address", "point"),
    *("left_alone", "binned", "taken_back", "file", "file_after_no", "bought"),
)
SAID_YES = (
    *("yes", "again", "phone_only", "same_address", "point"),
    *("left_alone", "binned", "until", "expired"),
)


@pytest.fixture
def everybody(cast: Cast) -> dict[str, Person]:
    """One of each kind of answer."""
    found = {}
    for name in NAMES:
        account = Account.objects.create(name=name, kind="individual")
        found[name] = Person.objects.create(account=account, name=name, email=f"{name}@x.example")
    spoken(found, cast)
    stopped_somehow(found, cast)
    Account.objects.filter(name="left_alone").update(do_not_contact=True)
    Account.objects.filter(name="binned").update(removed_at=timezone.now())
    order(found["bought"].account, TODAY())
    return found


def spoken(found: dict[str, Person], cast: Cast) -> None:
    def told(name: str, *, given: bool, **more: Any) -> Permission:
        values: dict[str, Any] = {"how": How.FORM, "by": cast.sam} | more
        return say(found[name], Purpose.OFFERS, given=given, **values)

    until = {"until": TODAY(), "expired": TODAY() - timedelta(days=1)}
    for name in SAID_YES:
        told(name, given=True, data=["phone"] if name == "phone_only" else [], until=until.get(name))
    for name in ("no", "again", "taken_back", "file_after_no"):
        told(name, given=False)
    told("again", given=True)
    take_back(told("taken_back", given=True), by=cast.sam)
    for name in ("file", "file_after_no"):
        told(name, given=True, how=How.IMPORTED, evidence="a form")


def stopped_somehow(found: dict[str, Person], cast: Cast) -> None:
    stop(found["stopped"])
    stop(Person.objects.create(account=cast.vets, name="elsewhere", email="SAME_address@x.example"))
    ContactPoint.objects.create(
        account=found["point"].account, person=found["point"], kind="email", value="p", key="away@x.example"
    )
    suppress([("email", "away@x.example")], why="erased", by=None)


@pytest.mark.covers("V2")
@pytest.mark.parametrize(("datum", "purpose"), [(datum, purpose) for _name, _label, datum, purpose in MAY])
def test_a_list_says_the_same_as_the_one_function(
    everybody: dict[str, Person], datum: str, purpose: str
) -> None:
    ids = [person.pk for person in everybody.values()]
    listed = set(Person.objects.filter(may_be_used(datum, purpose)).values_list("pk", flat=True))
    allowed = {pk for pk, rule in judged(ids, datum, purpose).items() if rule.allows}
    assert listed & set(ids) == allowed
    if purpose == Purpose.OFFERS:
        names = {name for name, person in everybody.items() if person.pk in listed}
        also = {"phone_only"} if datum == Datum.PHONE else set()
        assert names == {"yes", "again", "until", "file"} | also


@pytest.mark.covers("V2")
def test_with_another_key_nobody_may_be_sent_anything(everybody: dict[str, Person]) -> None:
    SuppressionKey.objects.update(mark="another")
    assert not Person.objects.filter(may_be_used(Datum.EMAIL, Purpose.OFFERS)).exists()


@pytest.mark.covers("V20")
def test_what_came_by_serving_somebody_is_not_there_to_sell_to_them(cast: Cast, as_dana: Client) -> None:
    """An order, a call of theirs, an invoice sent: none of it is a yes, by any door."""
    ines = cast.harbour.people.get()
    order(cast.harbour, TODAY())
    log_touch(
        account_id=cast.harbour.pk, by=cast.sam, channel="call", from_us=False, note="interested in rye"
    )
    say(ines, Purpose.SERVE, given=True, how=How.CONTRACT, by=cast.sam, evidence="the contract")
    say(ines, Purpose.INVOICE, given=True, how=How.CONTRACT, by=cast.sam, evidence="the contract")
    for purpose in (Purpose.OFFERS, Purpose.RESEARCH, Purpose.REFER):
        assert judged([ines.pk], Datum.EMAIL, purpose)[ines.pk].name == "never_told"
        assert not Person.objects.filter(may_be_used(Datum.EMAIL, purpose)).exists()
    for name, _label, _datum, _purpose in MAY:
        html = as_dana.get(reverse("list", args=["people"]), {"where": f"{name}:yes"}).content.decode()
        assert "Ines Duarte" not in html


def test_what_they_said_can_be_shown_and_asked_for(
    cast: Cast, everybody: dict[str, Person], as_dana: Client
) -> None:
    offered = fields_of("people", cast.dana)
    yes = Person.objects.filter(offered["said_offers"].condition("any_of", ("yes",)))  # type: ignore[misc] # it has one
    assert {"yes", "expired", "file"} <= set(yes.values_list("name", flat=True))
    assert "no" not in set(yes.values_list("name", flat=True))
    never = Person.objects.filter(offered["said_offers"].condition("any_of", ("never",)))  # type: ignore[misc] # as above
    assert {"never", "bought"} <= set(never.values_list("name", flat=True))
    columns = ["name", "said_offers", "may_offers", "stopped"]
    html = as_dana.get(reverse("list", args=["people"]), {"cols": ",".join(columns)}).content.decode()
    assert 'data-label="What they said to offers">never asked' in html
    html = as_dana.get(reverse("list", args=["people"]), {"where": "may_offers:yes"}).content.decode()
    assert "file" in html
    assert "same_address" not in html


def test_a_column_of_answers_is_one_query(cast: Cast, everybody: dict[str, Person]) -> None:
    offered = fields_of("people", cast.dana)
    with CaptureQueriesContext(connection) as queries:
        rows = list(
            Person.objects.annotate(
                may=offered["may_offers"].over, word=offered["said_offers"].over, gone=offered["stopped"].over
            ).values_list("name", "may", "word", "gone")
        )
    assert len(queries) == 1
    told = {name: rest for name, *rest in rows}
    assert told["yes"] == [True, "yes", False]
    assert told["stopped"] == [False, "no", True]
    assert told["never"] == [False, "never", False]
