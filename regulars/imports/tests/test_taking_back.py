"""Taking an import back on its page: who may, what stays, and what comes first."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regulars.imports import jobs
from regulars.imports.tests.files import snapshot
from regulars.imports.tests.wizard import FILE, bring, drop, form_of, newest
from regulars.orders.models import Order
from regulars.people.models import Account
from regulars.timeline.models import Event, Touch
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.attack("B1", "B7")
def test_who_may_look_may_not_bring_anything_in(
    cast: Cast, sign_in: Callable[[Any], Client], as_dana: Client
) -> None:
    importing = bring(as_dana)
    rita, before = sign_in(cast.rita), snapshot()
    assert drop(rita).status_code == 403
    assert rita.get(reverse("import", args=[importing.pk])).status_code == 200
    assert "Take it back" not in rita.get(reverse("import", args=[importing.pk])).content.decode()
    for name in (
        "import-applying",
        "import-reverting",
        "import-discarding",
        "import-stopping",
        "import-checking",
    ):
        assert rita.post(reverse(name, args=[importing.pk])).status_code == 403
    assert snapshot() == before


@pytest.mark.attack("B1")
def test_only_a_manager_or_who_imported_it_takes_it_back(
    cast: Cast, sign_in: Callable[[Any], Client], as_dana: Client
) -> None:
    importing = bring(as_dana)
    url = reverse("import-reverting", args=[importing.pk])
    assert sign_in(cast.sam).post(url).status_code == 403
    assert sign_in(cast.marta).post(url).status_code == 302


def test_an_import_is_taken_back_and_can_come_in_again(as_dana: Client, cast: Cast) -> None:
    before = snapshot()
    importing = bring(as_dana)
    url = reverse("import", args=[importing.pk])
    assert "Take it back" in as_dana.get(url).content.decode()
    as_dana.post(reverse("import-reverting", args=[importing.pk]))
    assert "Taking it back" in as_dana.get(url).content.decode()
    jobs.revert(import_id=importing.pk, member_id=cast.dana.pk)
    assert snapshot() == before
    assert "was taken back" in as_dana.get(url).content.decode()
    assert Event.objects.get(kind="imports.reverted").actor == cast.dana
    bring(as_dana)
    assert Order.objects.count() == 3


def test_a_later_import_of_the_same_orders_is_taken_back_first(as_dana: Client) -> None:
    first = bring(as_dana)
    second = bring(as_dana, FILE.replace("Ada,7.50", "Ada,8.50"))
    answer = as_dana.post(reverse("import-reverting", args=[first.pk]))
    assert answer.status_code == 409
    assert "Revert that one first" in answer.content.decode()
    for importing in (second, first):
        as_dana.post(reverse("import-reverting", args=[importing.pk]))
        jobs.revert(import_id=importing.pk)
    assert not Order.objects.exists()


def test_an_account_someone_has_worked_with_stays_and_is_said_to(as_dana: Client, cast: Cast) -> None:
    importing = bring(as_dana)
    ada = Account.objects.get(name="Ada")
    Touch.objects.create(account=ada, member=cast.dana, channel="call", note="Spoke to her")
    as_dana.post(reverse("import-reverting", args=[importing.pk]))
    jobs.revert(import_id=importing.pk)
    assert "1 account stays" in as_dana.get(reverse("import", args=[importing.pk])).content.decode()
    assert Account.objects.filter(name="Ada").exists()
    assert not Account.objects.filter(name="Ines").exists()
    bring(as_dana)
    assert ada.orders.count() == 1


def test_a_renamed_account_stays_too(as_dana: Client) -> None:
    importing = bring(as_dana)
    Account.objects.filter(name="Ines").update(name="Ines Duarte", folded="ines duarte")
    as_dana.post(reverse("import-reverting", args=[importing.pk]))
    jobs.revert(import_id=importing.pk)
    assert Account.objects.filter(name="Ines Duarte").exists()


def test_people_come_in_the_same_way(as_dana: Client, cast: Cast) -> None:
    before = snapshot()
    data = "Record ID,First Name,Last Name,Email,Phone Number,Associated Company\n7,Ines,Duarte,ines@harbour.example,+44 20,\n8,Ben,Lee,ben@lee.example,,Lee & Sons\n9,Kay,Lee,kay@lee.example,,LEE & Sons\n10,,,,,\n"
    drop(as_dana, data, kind="people")
    importing = newest()
    as_dana.post(reverse("import-columns", args=[importing.pk]), form_of(as_dana, importing))
    jobs.check(import_id=importing.pk)
    page = as_dana.get(reverse("import", args=[importing.pk])).content.decode()
    assert "2 new people." in page
    as_dana.post(reverse("import-applying", args=[importing.pk]))
    jobs.apply(import_id=importing.pk)
    lee = Account.objects.get(kind="company", folded="lee sons")
    assert sorted(person.name for person in lee.people.all()) == ["Ben Lee", "Kay Lee"]
    assert cast.harbour.references.get().external_id == "7"
    assert not Account.objects.filter(name="Ines Duarte").exists()
    as_dana.post(reverse("import-reverting", args=[importing.pk]))
    jobs.revert(import_id=importing.pk)
    assert snapshot() == before
