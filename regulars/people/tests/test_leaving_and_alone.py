"""A colleague who leaves, what depends on one person alone, and telling customers who it is now."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from regulars.lib.hanging import give_all, hanging_on
from regulars.lists import bulk
from regulars.lists.acts import ACTS
from regulars.lists.models import SavedView
from regulars.people.changing import change_account
from regulars.people.jobs import hand_over as hand_over_job
from regulars.people.models import Account, AssignBy, AssignmentRule, Introduction
from regulars.people.owning import hand_over, working_rules
from regulars.retention.models import RiskCase
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from regulars.service.models import Promise
from regulars.service.tests.promises import promised
from regulars.timeline.models import Event, Touch
from tests.cast import Cast
from tests.conftest import signed_in


@pytest.fixture
def sams(cast: Cast) -> Cast:
    """Sam looks after two: Marta stands in at the bakery, nobody at the vets."""
    Account.objects.filter(pk=cast.harbour.pk).update(owner=cast.sam, backup=cast.marta)
    Account.objects.filter(pk=cast.vets.pk).update(owner=cast.sam)
    return cast


@pytest.mark.covers("T10")
def test_before_somebody_leaves_one_page_says_what_hangs_on_them_and_to_whom_it_goes(
    sams: Cast, as_dana: Client
) -> None:
    promised(sams.harbour, sams.sam)
    AssignmentRule.objects.create(by=AssignBy.EVERYONE, value="", owner=sams.sam, position=0)
    SavedView.save_new(by=sams.sam, subject="accounts", name="Mine", shared=True)
    page = as_dana.get(reverse("team-member-leaving", args=[sams.sam.pk])).content.decode()
    for said in (
        "Accounts they look after",
        "Promises they are to deliver",
        "Rules that give",
        "Lists they share",
    ):
        assert said in page
    assert "1 of them has nobody else." in page


def test_nothing_is_with_somebody_who_has_left(sams: Cast, as_dana: Client) -> None:
    promise = promised(sams.harbour, sams.sam)
    AssignmentRule.objects.create(
        by=AssignBy.KIND, value="company", owner=sams.sam, backup=sams.marta, position=0
    )
    AssignmentRule.objects.create(by=AssignBy.EVERYONE, value="", owner=sams.sam, position=1)
    view = SavedView.save_new(by=sams.sam, subject="accounts", name="Mine", shared=True)
    case = RiskCase.objects.create(
        account=sams.vets, owner=sams.sam, opened_on=date(2026, 11, 21), currency="GBP"
    )
    as_dana.post(reverse("team-deactivation", args=[sams.sam.pk]))
    for _twice in range(2):
        hand_over_job(member_id=sams.sam.pk, by_id=sams.dana.pk)
    sams.sam.refresh_from_db()
    assert hanging_on(sams.sam) == []
    assert Account.objects.get(pk=sams.harbour.pk).owner == sams.marta
    assert Account.objects.get(pk=sams.vets.pk).owner == sams.marta
    assert Promise.objects.get(pk=promise.pk).deliver_by == sams.marta
    assert Promise.objects.get(pk=promise.pk).is_waiting
    assert SavedView.objects.get(pk=view.pk).owner == sams.dana
    assert RiskCase.objects.get(pk=case.pk).owner == sams.marta
    assert [rule.owner for rule in working_rules()] == [sams.marta]
    assert give_all(sams.sam, sams.dana) == 0


@pytest.mark.covers("T10")
def test_whoever_is_handed_over_comes_to_today_until_somebody_has_told_them(
    sams: Cast, as_dana: Client
) -> None:
    hand_over(sams.sam, by=sams.dana, to=sams.marta)
    assert Introduction.objects.waiting().count() == 2
    page = as_dana.get("/").content.decode()
    assert "Marta Fern looks after them now, no longer Sam Fern. Tell them who it is." in page
    one = Introduction.objects.waiting().get(account=sams.harbour)
    address = reverse("introduction", args=[one.pk])
    assert "has handed you over to Marta Fern" in as_dana.get(address).content.decode()
    assert as_dana.post(address, {"channel": "carrier pigeon"}).status_code == 422
    assert as_dana.post(address, {"channel": "call", "note": "Fine with them"}).status_code == 302
    assert Touch.objects.get(account=sams.harbour).note == "Fine with them"
    assert as_dana.post(address, {"channel": "call"}).status_code == 409
    assert Touch.objects.filter(account=sams.harbour).count() == 1
    as_dana.post(reverse("undo", args=[Event.objects.get(kind="people.introduced").pk]))
    assert Introduction.objects.waiting().filter(account=sams.harbour).exists()
    assert not Touch.objects.standing().filter(account=sams.harbour).exists()


def test_given_back_before_anybody_told_them_there_is_nothing_to_tell(sams: Cast) -> None:
    change_account(sams.vets, by=sams.dana, owner=sams.marta)
    change_account(sams.vets, by=sams.dana, owner=sams.dana)
    one = Introduction.objects.waiting().get(account=sams.vets)
    assert one.before == "Sam Fern"
    change_account(sams.vets, by=sams.dana, owner=sams.sam)
    assert not Introduction.objects.waiting().exists()


@pytest.mark.covers("T10")
def test_what_depends_on_one_person_alone_is_listed_and_shared(sams: Cast, as_dana: Client) -> None:
    score(scored(), sams.vets)
    promised(sams.vets, sams.sam)
    address = reverse("alone", args=[sams.sam.pk])
    page = as_dana.get(address).content.decode()
    assert "1 of 2 accounts have nobody else" in page
    assert "Promises nobody else could keep" in page
    assert f'id="alone-{sams.harbour.pk}"' not in page
    backed = reverse("alone-backed", args=[sams.sam.pk])
    assert as_dana.post(backed, {"to": sams.marta.pk}).status_code == 422
    assert as_dana.post(backed, {"id": sams.vets.pk, "to": sams.sam.pk}).status_code == 422
    as_dana.post(backed, {"id": sams.vets.pk, "to": sams.marta.pk})
    assert Account.objects.get(pk=sams.vets.pk).backup == sams.marta
    assert not Introduction.objects.exists()
    assert "Nobody depends on them alone" in as_dana.get(address).content.decode()
    as_dana.post(reverse("undo", args=[Event.objects.get(kind="lists.moved").pk]))
    assert Account.objects.get(pk=sams.vets.pk).backup is None


def test_handing_some_over_from_there_asks_to_tell_them(sams: Cast, as_dana: Client) -> None:
    address = reverse("alone-handed-over", args=[sams.sam.pk])
    as_dana.post(address, {"id": [sams.vets.pk, cast_id(sams)], "to": sams.dana.pk})
    assert Account.objects.get(pk=sams.vets.pk).owner == sams.dana
    assert Account.objects.get(pk=sams.tomas.pk).owner is None
    assert [one.account for one in Introduction.objects.waiting()] == [sams.vets]


def cast_id(cast: Cast) -> int:
    """One that is not Sam's."""
    return cast.tomas.pk


def test_handing_many_over_from_a_list_asks_to_tell_each_and_undoing_it_asks_nobody(sams: Cast) -> None:
    both = Account.objects.filter(owner=sams.sam)
    made = bulk.begin(ACTS["owner"], "accounts", {"member": sams.marta}, both, by=sams.dana)
    assert {one.before for one in Introduction.objects.waiting()} == {"Sam Fern"}
    assert Introduction.objects.waiting().count() == 2
    bulk.ask_back(made, by=sams.dana)
    assert not Introduction.objects.waiting().exists()


@pytest.mark.attack("B1")
def test_an_introduction_of_somebody_not_theirs_is_not_there(sams: Cast) -> None:
    one = Introduction.objects.create(account=sams.quiet, before="Otto Fern")
    own = dict.fromkeys(["accounts", "orders", "promises", "files"], "own")
    type(sams.firm).objects.update(access={"member": {"see": own, "edit": own, "rights": []}})
    sam = signed_in(sams.sam)
    assert sam.get(reverse("introduction", args=[one.pk])).status_code == 404
    assert sam.post(reverse("introduction", args=[one.pk]), {"channel": "call"}).status_code == 404
