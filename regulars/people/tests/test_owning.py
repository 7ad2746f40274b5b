"""Who looks after whom: rules, backups, leaving, and that nobody is left without somebody."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regulars.people.jobs import assign_unowned as sweep
from regulars.people.jobs import hand_over as hand_over_job
from regulars.people.models import Account, AssignBy, AssignmentRule, Kind
from regulars.people.owning import assign_unowned, hand_over, in_charge, owner_for, unowned
from regulars.team.models import Member
from regulars.timeline.models import Event
from tests.cast import Cast
from tests.conftest import signed_in

PAGE = "/settings/looked-after/"


def rule(
    by: str, value: str, owner: Member, backup: Member | None = None, position: int = 0
) -> AssignmentRule:
    return AssignmentRule.objects.create(by=by, value=value, owner=owner, backup=backup, position=position)


def owner_of(account: Account) -> object:
    return Account.objects.get(pk=account.pk).owner


@pytest.mark.covers("T25")
def test_everybody_gets_the_owner_their_rule_names_and_the_rest_the_first_owner(cast: Cast) -> None:
    Account.objects.filter(pk=cast.vets.pk).update(country="Ireland")
    rule(AssignBy.KIND, Kind.COMPANY, cast.marta, position=1)
    rule(AssignBy.COUNTRY, "Ireland", cast.sam, cast.marta, position=0)
    assign_unowned()
    assert owner_of(cast.vets) == cast.sam
    assert Account.objects.get(pk=cast.vets.pk).backup == cast.marta
    assert owner_of(cast.harbour) == cast.marta
    assert owner_of(cast.tomas) == cast.dana
    assert not unowned().exists()


@pytest.mark.covers("T25")
def test_assigning_twice_changes_nobody_who_has_somebody(cast: Cast) -> None:
    sweep()
    rule(AssignBy.EVERYONE, "", cast.sam)
    told = Event.objects.count()
    sweep()
    assert owner_of(cast.harbour) == cast.dana
    assert Event.objects.count() == told


def test_a_new_account_goes_by_its_rule_else_to_whoever_adds_it(cast: Cast) -> None:
    rule(AssignBy.PERSONA, "Cafés", cast.marta, cast.sam)
    rule(AssignBy.EVERYONE, "", cast.dana)
    assert owner_for(Account(name="A", persona="Cafés"), else_=cast.sam) == (cast.marta, cast.sam)
    assert owner_for(Account(name="B"), else_=cast.sam) == (cast.sam, None)
    assert owner_for(Account(name="C")) == (cast.dana, None)


@pytest.mark.covers("T25")
def test_two_rules_about_the_same_accounts_are_refused_so_that_nobody_has_two_owners(
    cast: Cast, as_dana: Client
) -> None:
    given = {"by": "country", "value": "Ireland", "owner": cast.sam.pk, "backup": ""}
    assert as_dana.post(PAGE, given).status_code == 302
    answer = as_dana.post(PAGE, given | {"owner": cast.marta.pk})
    assert answer.status_code == 422
    assert "There is a rule about these already" in answer.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        rule("country", "Ireland", cast.marta)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"value": ""}, "Say which"),
        ({"by": "kind", "value": "Submarine"}, "Say which"),
        ({"backup": "owner"}, "somebody else"),
    ],
)
def test_a_rule_that_says_nothing_is_answered_with_a_sentence(
    cast: Cast, as_dana: Client, changed: dict[str, str], sentence: str
) -> None:
    given = {"by": "country", "value": "Wales", "owner": cast.sam.pk, "backup": ""} | changed
    if given["backup"] == "owner":
        given["backup"] = cast.sam.pk
    answer = as_dana.post(PAGE, given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not AssignmentRule.objects.exists()


@pytest.mark.covers("T25", "S10")
def test_what_a_colleague_who_leaves_looked_after_goes_to_the_backup_else_by_the_rules(cast: Cast) -> None:
    Account.objects.update(owner=cast.sam)
    Account.objects.filter(pk=cast.harbour.pk).update(backup=cast.marta)
    Account.objects.filter(pk=cast.vets.pk).update(owner=cast.dana, backup=cast.sam)
    cast.sam.deactivate(by=cast.dana)
    hand_over_job(member_id=cast.sam.pk, by_id=cast.dana.pk)
    assert owner_of(cast.harbour) == cast.marta
    assert owner_of(cast.tomas) == cast.dana
    assert Account.objects.get(pk=cast.vets.pk).backup is None
    told = Event.objects.get(kind="people.handed_over", account=cast.harbour)
    assert told.data == {"before": "Sam Fern", "after": "Marta Fern"}
    hand_over_job(member_id=cast.sam.pk, by_id=cast.dana.pk)
    assert Event.objects.filter(kind="people.handed_over").count() == 3


def test_somebody_who_was_let_in_again_before_the_job_ran_keeps_theirs(cast: Cast) -> None:
    Account.objects.update(owner=cast.sam)
    hand_over_job(member_id=cast.sam.pk)
    assert owner_of(cast.harbour) == cast.sam


def test_handing_over_can_be_undone(cast: Cast, as_dana: Client) -> None:
    Account.objects.update(owner=cast.sam)
    answer = as_dana.post(f"{PAGE}handed-over/", {"whose": cast.sam.pk, "to": cast.marta.pk}, follow=True)
    assert "4 accounts changed hands." in answer.content.decode()
    assert owner_of(cast.harbour) == cast.marta
    event = Event.objects.get(kind="people.everything_handed_over")
    as_dana.post(reverse("undo", args=[event.pk]))
    assert owner_of(cast.harbour) == cast.sam


def test_a_rule_taken_away_comes_back_by_undo(cast: Cast, as_dana: Client) -> None:
    made = rule(AssignBy.COUNTRY, "Wales", cast.sam, cast.marta)
    as_dana.post(f"{PAGE}rules/{made.pk}/dropped/")
    assert not AssignmentRule.objects.exists()
    as_dana.post(reverse("undo", args=[Event.objects.get(kind="people.rule_dropped").pk]))
    again = AssignmentRule.objects.get()
    assert (again.value, again.owner, again.backup) == ("Wales", cast.sam, cast.marta)


@pytest.mark.covers("S10")
def test_the_backup_is_in_charge_while_the_owner_is_away(cast: Cast) -> None:
    today = date(2026, 11, 22)
    cast.sam.away_until = today + timedelta(days=3)
    account = Account(name="A", owner=cast.sam, backup=cast.marta)
    assert in_charge(account, today) == cast.marta
    assert in_charge(account, today + timedelta(days=3)) == cast.sam
    cast.marta.away_until = today + timedelta(days=9)
    assert in_charge(account, today) == cast.sam


def test_absence_is_set_on_ones_own_settings(cast: Cast) -> None:
    until = timezone.localdate() + timedelta(days=5)
    signed_in(cast.sam).post("/settings/", {"name": "Sam Fern", "away_until": until.isoformat()})
    cast.sam.refresh_from_db()
    assert cast.sam.away_until == until


def test_handing_over_to_oneself_is_refused(cast: Cast, as_dana: Client) -> None:
    answer = as_dana.post(f"{PAGE}handed-over/", {"whose": cast.sam.pk, "to": cast.sam.pk})
    assert answer.status_code == 422
    assert "Choose somebody else." in answer.content.decode()


def test_the_page_says_how_many_each_has_and_gives_the_rest_to_somebody(cast: Cast, as_dana: Client) -> None:
    assert "Nobody looks after 4 of them." in as_dana.get(PAGE).content.decode()
    as_dana.post(f"{PAGE}assigned/")
    page = as_dana.get(PAGE).content.decode()
    assert "Nobody looks after" not in page
    assert "4, and 0 as backup" in page


def test_hand_over_by_another_road_gives_backup_to_nobody_who_owns(cast: Cast) -> None:
    Account.objects.update(owner=cast.sam, backup=cast.marta)
    hand_over(cast.sam, by=cast.dana, to=cast.marta)
    assert Account.objects.filter(owner=cast.marta, backup=None).count() == 4


@pytest.mark.covers("S10")
def test_the_account_page_says_who_is_away_who_stands_in_and_how_soon_we_call_back(
    cast: Cast, as_dana: Client
) -> None:
    cast.firm.change({"answer_within_hours": 4}, by=cast.dana)
    cast.sam.away_until = timezone.localdate() + timedelta(days=3)
    cast.sam.save()
    Account.objects.filter(pk=cast.harbour.pk).update(owner=cast.sam, backup=cast.marta)
    page = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert "(away until " in page
    assert "backup Marta" in page
    assert "we call back within 4 hours" in page


def test_a_time_to_call_back_that_nobody_holds_is_refused(cast: Cast, as_dana: Client) -> None:
    page = as_dana.get("/settings/firm/")
    given = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    given = {name: value for name, value in given.items() if value not in {None, False}}
    answer = as_dana.post("/settings/firm/", given | {"answer_within_hours": "500"})
    assert answer.status_code == 422
    assert "Between 1 and 240 hours" in answer.content.decode()
