"""May we? The newest word of the person decides, an address that was stopped stays stopped, and serving gives no more than serving."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from regulars.people.models import ContactPoint, Person
from regulars.timeline.models import log_touch
from regulars.trust.asking import judged, may
from regulars.trust.hashing import digest, pads, sql_digest
from regulars.trust.models import Datum, How, Permission, Purpose, Suppression, Wording
from tests.cast import Cast, order

TODAY = timezone.localdate


@pytest.fixture
def ines(cast: Cast) -> Person:
    return cast.harbour.people.get()


def said(person: Person, given: bool, **more: object) -> Permission:  # the word itself
    values: dict[str, object] = {
        "purpose": Purpose.OFFERS,
        "how": How.SPOKEN,
        "wording": Wording.now(Purpose.OFFERS),
    }
    return Permission.objects.create(person=person, given=given, **(values | more))


def stop(address: str, means: str = "email") -> Suppression:
    return Suppression.objects.create(means=means, digest=digest(address))


def rule(person: Person, purpose: str = Purpose.OFFERS, datum: str = Datum.EMAIL) -> str:
    return may(person, datum, purpose).name


@pytest.mark.covers("V2")
def test_nobody_is_sent_offers_who_was_never_asked(ines: Person) -> None:
    assert rule(ines) == "never_told"
    assert not may(ines, Datum.EMAIL, Purpose.OFFERS).allows
    assert str(may(ines, Datum.EMAIL, Purpose.OFFERS).allow)


@pytest.mark.covers("V2", "V20")
def test_an_order_allows_serving_and_a_word_between_two_people_and_nothing_else(
    cast: Cast, ines: Person
) -> None:
    assert rule(ines, Purpose.SERVE) == "never_told"
    order(cast.harbour, TODAY())
    assert rule(ines, Purpose.SERVE) == rule(ines, Purpose.INVOICE) == "served"
    assert rule(ines, Purpose.KEEP_IN_TOUCH) == "one_to_one"
    assert {rule(ines, purpose) for purpose in (Purpose.OFFERS, Purpose.RESEARCH, Purpose.REFER)} == {
        "never_told"
    }


def test_who_wrote_to_us_may_be_answered(cast: Cast, ines: Person) -> None:
    log_touch(account_id=cast.harbour.pk, by=cast.dana, channel="call", from_us=False)
    assert rule(ines, Purpose.SERVE) == "served"


@pytest.mark.covers("V1", "V2")
def test_the_newest_word_counts_from_that_moment(ines: Person) -> None:
    said(ines, given=True)
    assert rule(ines) == "given"
    said(ines, given=False, wording=None)
    assert rule(ines) == "withdrawn"
    said(ines, given=True)
    assert rule(ines) == "given"


def test_what_was_allowed_until_a_day_ends_after_it(ines: Person) -> None:
    said(ines, given=True, until=TODAY())
    assert rule(ines) == "given"
    said(ines, given=True, until=TODAY() - timedelta(days=1))
    assert rule(ines) == "expired"


def test_what_was_allowed_for_the_phone_is_not_allowed_for_the_post(ines: Person) -> None:
    said(ines, given=True, data=[Datum.PHONE])
    assert rule(ines, datum=Datum.PHONE) == "given"
    assert rule(ines, datum=Datum.ADDRESS) == "not_covered"


@pytest.mark.covers("V2", "V20")
@pytest.mark.parametrize("written", ["ines@harbour.example", " INES@Harbour.Example "])
def test_an_address_that_was_stopped_is_stopped_for_whoever_has_it(
    cast: Cast, ines: Person, written: str
) -> None:
    said(ines, given=True)
    order(cast.harbour, TODAY())
    stop(written)
    again = Person.objects.create(account=cast.vets, name="Ines D.", email="Ines@HARBOUR.example")
    assert rule(ines) == rule(again) == rule(ines, Purpose.KEEP_IN_TOUCH) == "suppressed"
    assert rule(ines, Purpose.INVOICE) == "served"


def test_a_second_address_counts_too(ines: Person) -> None:
    ContactPoint.objects.create(
        account=ines.account, person=ines, kind="email", value="I@home.example", key="i@home.example"
    )
    said(ines, given=True)
    stop("i@home.example")
    assert rule(ines) == "suppressed"


def test_the_database_hashes_as_we_do(db: None) -> None:
    with connection.cursor() as cursor:
        for address in ("ines@harbour.example", "İnes@Ünder.example", "+442079460018"):
            cursor.execute(
                f"SELECT {sql_digest('%(address)s::text')}", pads() | {"address": f" {address.upper()} "}
            )  # our own
            assert cursor.fetchone()[0] == digest(address.upper())


def test_a_list_of_many_is_one_query(cast: Cast) -> None:
    people = [Person(account=cast.harbour, name=f"Person {n}", email=f"p{n}@x.example") for n in range(300)]
    ids = [person.pk for person in Person.objects.bulk_create(people)]
    with CaptureQueriesContext(connection) as queries:
        answers = judged(ids, Datum.EMAIL, Purpose.OFFERS)
    assert len(queries) == 1
    assert {answer.name for answer in answers.values()} == {"never_told"}
    assert len(answers) == 300


@pytest.mark.parametrize(("purpose", "datum"), [("sell_it", "email"), ("offers", "password")])
def test_a_purpose_without_a_wording_is_no_purpose(ines: Person, purpose: str, datum: str) -> None:
    with pytest.raises(ValueError, match="valid"):
        may(ines, datum, purpose)


@pytest.mark.covers("V1")
def test_a_wording_that_somebody_saw_is_never_changed(db: None) -> None:
    for change in (lambda: Wording.objects.update(used="anything"), lambda: Wording.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert {wording.purpose for wording in Wording.objects.all()} == set(Purpose.values)
