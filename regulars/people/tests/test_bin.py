"""The bin: what is taken away can be put back whole for a month; then it is gone, but what the books need."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regulars.imports.ledger.holding import hold
from regulars.lib.bin import KEPT
from regulars.orders.models import Order
from regulars.people.bin.errors import CannotRemove, CannotRestore
from regulars.people.bin.purging import purge
from regulars.people.bin.removing import remove_account, remove_person, restore_account, restore_person
from regulars.people.jobs import purge_bin
from regulars.people.merging.errors import LedgerBusy
from regulars.people.merging.joining import merge_accounts
from regulars.people.merging.parting import part
from regulars.people.models import Account, AccountReference, Merge, Person, Removal
from regulars.people.tests.merged import bakeries
from regulars.timeline.models import Event, Touch
from tests.cast import Cast, order

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - KEPT - timedelta(days=1)


def test_an_account_goes_from_its_page_into_the_bin_and_comes_back_whole(as_dana: Client, cast: Cast) -> None:
    page = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    removal = reverse("account-removal", args=[cast.harbour.pk])
    assert removal in page
    assert "Orders stay in the books" in as_dana.get(removal).content.decode()
    after = as_dana.post(removal, follow=True).content.decode()
    assert "Harbour Bakery is in the bin" in after
    assert as_dana.get(reverse("account", args=[cast.harbour.pk])).status_code == 410
    listed = as_dana.get(reverse("bin")).content.decode()
    assert "Harbour Bakery" in listed
    assert "Dana" in listed
    back = reverse("bin-restored", args=["account", cast.harbour.pk])
    assert as_dana.post(back)["Location"] == reverse("account", args=[cast.harbour.pk])
    assert "out of the bin again" in as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert as_dana.post(back).status_code == 404


def test_undo_in_the_toast_puts_it_back_once(as_dana: Client, cast: Cast) -> None:
    page = as_dana.post(reverse("account-removal", args=[cast.harbour.pk]), follow=True).content.decode()
    undo = page.partition('action="/undo/')[2].partition('"')[0]
    assert as_dana.post(f"/undo/{undo}").status_code == 302
    cast.harbour.refresh_from_db()
    assert cast.harbour.removed_at is None
    assert as_dana.post(f"/undo/{undo}").status_code == 409


@pytest.mark.covers("M36")
def test_the_last_named_person_of_a_company_goes_only_when_somebody_else_is_named(
    as_dana: Client, cast: Cast
) -> None:
    lone = cast.vets.people.get()
    url = reverse("person-removal", args=[lone.pk])
    assert "Say who is there instead first" in as_dana.get(url).content.decode()
    assert as_dana.post(url).status_code == 409
    Person.objects.create(account=cast.vets, name="Reception")
    with pytest.raises(CannotRemove):
        remove_person(lone, by=cast.dana)
    Person.objects.create(account=cast.vets, name="Noor Haddad")
    assert as_dana.post(url)["Location"] == reverse("account", args=[cast.vets.pk])
    assert "Ada Oyelaran" in as_dana.get(reverse("bin")).content.decode()


def test_a_person_waits_for_the_account_they_belong_to(cast: Cast) -> None:
    extra = Person.objects.create(account=cast.harbour, name="Noor Haddad")
    remove_person(extra, by=cast.dana)
    remove_account(cast.harbour, by=cast.dana)
    with pytest.raises(CannotRestore, match="Harbour Bakery, where Noor Haddad belongs"):
        restore_person(extra, by=cast.dana)
    restore_account(cast.harbour, by=cast.dana)
    restore_person(extra, by=cast.dana)
    assert cast.harbour.people.here().count() == 2


@pytest.mark.attack("Y5")
@pytest.mark.django_db(transaction=True)
def test_nobody_is_removed_while_their_orders_come_in(cast: Cast) -> None:
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            hold(cursor)
            with pytest.raises(LedgerBusy):
                remove_account(cast.harbour, by=cast.dana)
            cursor.execute("ROLLBACK")
    finally:
        other.close()
    remove_account(cast.harbour, by=cast.dana)
    with pytest.raises(CannotRemove):
        remove_account(cast.harbour, by=cast.dana)


def test_what_waited_a_month_is_removed_for_good_once(as_dana: Client, cast: Cast) -> None:
    for number, account in enumerate((cast.quiet, cast.vets)):
        remove_account(account, by=cast.dana)
        Touch.objects.create(account=account, person=account.people.get(), channel="call", note="Secret")
        Account.objects.filter(pk=account.pk).update(removed_at=LONG_AGO + timedelta(days=number * 2))
    assert purge() == 1
    assert purge() == 0
    assert not Account.objects.filter(pk=cast.quiet.pk).exists()
    assert not Person.objects.filter(name="Lin Park").exists()
    assert Account.objects.filter(pk=cast.vets.pk).exists()
    told = Event.objects.get(kind="people.removed_for_good")
    assert told.data["counts"]["people.person"] == 1
    assert "Lin" not in str(told.data)
    page = as_dana.get(reverse("bin")).content.decode()
    assert f"Account {cast.quiet.pk}, with all that belonged to it" in page


def test_orders_stay_in_the_books_without_anybody_s_name(as_dana: Client, cast: Cast) -> None:
    made = order(cast.harbour, date(2026, 9, 1))
    for key in ("7", "e-mail:ines@harbour.example"):
        AccountReference.objects.create(account=cast.harbour, source="shop", external_id=key)
    Touch.objects.create(
        account=cast.harbour, person=cast.harbour.people.get(), channel="call", note="Ines said"
    )
    remove_account(cast.harbour, by=cast.dana)
    Account.objects.filter(pk=cast.harbour.pk).update(removed_at=LONG_AGO, custom={"f1": "Ines"})
    for _time in range(2):
        purge_bin()
    left = Account.objects.get(pk=cast.harbour.pk)
    assert left.name == f"Removed customer {left.pk}"
    assert (left.owner, left.custom, left.removed_at) == (None, {}, LONG_AGO)
    assert Order.objects.get(pk=made.pk).account == left
    assert [row.external_id for row in left.references.all()] == ["7"]
    assert not left.people.exists()
    assert not Touch.objects.filter(account=left).exists()
    assert Removal.objects.get().emptied
    assert "Harbour" not in as_dana.get(reverse("bin")).content.decode()
    with pytest.raises(CannotRestore):
        restore_account(left, by=cast.dana)
    page = as_dana.get(reverse("account", args=[left.pk])).content.decode()
    assert "removed for good" in page
    assert "put back" not in page


def test_what_was_merged_away_is_never_in_the_bin_and_outlives_a_month(as_dana: Client, cast: Cast) -> None:
    kept, lost = bakeries(cast)
    merge = merge_accounts(kept, lost, by=cast.dana)
    Account.objects.filter(pk=lost.pk).update(removed_at=LONG_AGO)
    Merge.objects.update(at=LONG_AGO)
    assert "Harbor Bakery" not in as_dana.get(reverse("bin")).content.decode()
    assert purge() == 0
    part(merge, by=cast.dana)
    lost.refresh_from_db()
    assert lost.removed_at is None


def test_with_who_was_kept_goes_who_was_merged_into_them(cast: Cast) -> None:
    kept, lost = bakeries(cast)
    merge_accounts(kept, lost, by=cast.dana)
    remove_account(kept, by=cast.dana)
    Account.objects.filter(pk=kept.pk).update(removed_at=LONG_AGO)
    assert purge() == 1
    assert not Account.objects.filter(pk=lost.pk).exists()
    assert Account.objects.get(pk=kept.pk).orders.count() == 2
    assert not Merge.objects.exists()


def test_somebody_alone_is_removed_for_good_and_their_contacts_stay_with_the_account(cast: Cast) -> None:
    extra = Person.objects.create(account=cast.harbour, name="Noor Haddad")
    touch = Touch.objects.create(account=cast.harbour, person=extra, channel="call")
    remove_person(extra, by=cast.dana)
    Person.objects.filter(pk=extra.pk).update(removed_at=LONG_AGO)
    assert (purge(), purge()) == (1, 0)
    touch.refresh_from_db()
    assert touch.person is None
    assert not Person.objects.filter(pk=extra.pk).exists()


def test_the_bin_goes_on_by_moment_and_asks_as_much_for_many(
    as_dana: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    now = timezone.now()
    Account.objects.bulk_create(
        Account(name=f"Gone {number}", folded=f"gone {number}", removed_at=now - timedelta(minutes=number))
        for number in range(60)
    )
    with django_assert_max_num_queries(14):
        first = as_dana.get(reverse("bin")).content.decode()
    older = first.partition('href="?before=')[2].partition('"')[0]
    second = as_dana.get(f"{reverse('bin')}?before={older}").content.decode()
    assert (first.count("Put it back"), second.count("Put it back")) == (51, 11)
    assert as_dana.get(reverse("bin"), {"before": "x"}).status_code == 422
    assert as_dana.post(reverse("bin-restored", args=["nothing", 1])).status_code == 404
