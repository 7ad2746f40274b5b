"""What merging keeps, unites, drops and refuses, beyond moving rows."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from regulars.lib.errors import Refusal
from regulars.people.changing import change_person
from regulars.people.errors import GoneMeanwhile
from regulars.people.jobs import gather_strays
from regulars.people.merging.errors import CannotMerge, CannotPart
from regulars.people.merging.joining import merge_accounts, merge_people
from regulars.people.merging.parting import part
from regulars.people.merging.pointing import columns_to
from regulars.people.models import (
    Account,
    AccountRelation,
    AccountTag,
    ContactPoint,
    Merge,
    Person,
    Relation,
    Tag,
)
from regulars.people.tests.merged import bakeries, people
from regulars.retention.models import RiskCase, Score
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from regulars.timeline.models import Event, Touch
from regulars.today.models import Choice, Decision
from tests.cast import Cast, account

pytestmark = pytest.mark.django_db


def test_every_reference_of_every_app_is_known_and_numbered() -> None:
    """A table that comes later is found by itself; the only condition is a number for its key."""
    for model in (Account, Person):
        found = {(column.table, column.column) for column in columns_to(model)}
        for other in apps.get_models():
            for field in other._meta.concrete_fields:
                ours = other._meta.label_lower not in {"people.merge", "people.awayrow", "people.droppedrow"}
                if isinstance(field, models.ForeignKey) and field.related_model is model and ours:
                    assert field.name == "merged_into" or (other._meta.db_table, field.column) in found
        assert all(
            isinstance(column.model._meta.pk, models.AutoField | models.OneToOneField)
            for column in columns_to(model)
        )


def test_tags_are_united_and_parted_again(cast: Cast) -> None:
    kept, lost = bakeries(cast)
    both, theirs = Tag.objects.create(name="Café"), Tag.objects.create(name="Fair")
    for one in (kept, lost):
        AccountTag.objects.create(account=one, tag=both)
    AccountTag.objects.create(account=lost, tag=theirs)
    merge = merge_accounts(kept, lost, by=cast.dana)
    assert {row.tag.name for row in kept.tagged.all()} == {"Café", "Fair"}
    part(merge, by=cast.dana)
    assert {row.tag.name for row in lost.tagged.all()} == {"Café", "Fair"}
    assert [row.tag.name for row in kept.tagged.all()] == ["Café"]


def test_what_is_there_once_an_account_stays_once_and_what_hung_on_it_follows(cast: Cast) -> None:
    """Two open risk cases, two scores: the kept one's stay, decisions of the other hang on them until both are apart."""
    kept, lost = bakeries(cast)
    run = scored()
    cases = {
        one.pk: RiskCase.objects.create(account=one, opened_on="2026-11-01", currency="GBP")
        for one in (kept, lost)
    }
    for one in (kept, lost):
        score(run, one, orders=1)
    about = Decision.objects.create(account=lost, kind="risk", choice=Choice.ACTED, case=cases[lost.pk])
    merge = merge_accounts(kept, lost, by=cast.dana)
    about.refresh_from_db()
    assert (about.account_id, about.case_id) == (kept.pk, cases[kept.pk].pk)
    assert [case.account_id for case in RiskCase.objects.open()] == [kept.pk]
    assert list(Score.objects.filter(account__in=[kept, lost]).values_list("account", flat=True)) == [kept.pk]
    part(merge, by=cast.dana)
    about.refresh_from_db()
    assert (about.account_id, about.case_id) == (lost.pk, cases[lost.pk].pk)
    assert RiskCase.objects.open().count() == 2
    assert Score.objects.filter(account=lost).exists()


def test_the_relation_between_the_two_rests_until_they_are_apart(cast: Cast) -> None:
    kept, lost = bakeries(cast)
    AccountRelation.objects.create(account=lost, other=kept, kind=Relation.PART_OF)
    AccountRelation.objects.create(account=lost, other=cast.vets, kind=Relation.PARTNER)
    AccountRelation.objects.create(account=cast.vets, other=lost, kind=Relation.PART_OF)
    merge = merge_accounts(kept, lost, by=cast.dana)
    found = set(AccountRelation.objects.values_list("account", "other"))
    assert found == {(kept.pk, cast.vets.pk), (cast.vets.pk, kept.pk)}
    part(merge, by=cast.dana)
    assert AccountRelation.objects.get(other=kept).account_id == lost.pk
    assert AccountRelation.objects.count() == 3


def test_who_asked_not_to_be_contacted_still_does(cast: Cast) -> None:
    kept, lost = bakeries(cast)
    Account.objects.filter(pk=lost.pk).update(do_not_contact=True)
    merge = merge_accounts(kept, lost, by=cast.dana, picked={"do_not_contact": "kept"})
    kept.refresh_from_db()
    assert kept.do_not_contact
    part(merge, by=cast.dana)
    kept.refresh_from_db()
    assert not kept.do_not_contact


def test_a_person_who_asked_elsewhere_is_not_written_to_here_either(cast: Cast) -> None:
    other = account("Ines at home", "individual", "Ines Duarte")
    Account.objects.filter(pk=other.pk).update(do_not_contact=True)
    merge = merge_people(cast.harbour.people.get(), other.people.get(), by=cast.dana)
    cast.harbour.refresh_from_db()
    assert cast.harbour.do_not_contact
    part(merge, by=cast.dana)
    cast.harbour.refresh_from_db()
    assert not cast.harbour.do_not_contact


def test_the_number_that_is_not_used_first_any_more_stays_a_way(cast: Cast) -> None:
    kept, lost = people(cast)
    Person.objects.filter(pk=lost.pk).update(phone="020 7946 0991", phone_e164="+442079460991")
    merge = merge_people(kept, lost, by=cast.dana, picked={"phone": "lost"})
    kept.refresh_from_db()
    assert (kept.phone, kept.phone_e164) == ("020 7946 0991", "+442079460991")
    ways = {point.value: point.key for point in ContactPoint.objects.filter(person=kept)}
    assert ways["+442079460018"] == "+442079460018"
    part(merge, by=cast.dana)
    kept.refresh_from_db()
    assert (kept.phone, kept.phone_e164) == ("+442079460018", "")
    assert not ContactPoint.objects.exists()


def test_both_notes_may_stay(cast: Cast) -> None:
    kept, lost = people(cast)
    Person.objects.filter(pk=kept.pk).update(note="Rye")
    Person.objects.filter(pk=lost.pk).update(note="Calls before nine")
    for one in (kept, lost):
        one.refresh_from_db()
    merge_people(kept, lost, by=cast.dana, picked={"note": "both"})
    kept.refresh_from_db()
    assert kept.note == "Rye · Calls before nine"


@pytest.mark.covers("M36")
def test_the_only_person_of_a_company_is_not_merged_away_from_it(cast: Cast) -> None:
    with pytest.raises(CannotMerge, match="only person with a name at Oyelaran Vets"):
        merge_people(cast.harbour.people.get(), cast.vets.people.get(), by=cast.dana)


def test_nobody_is_merged_with_themselves_or_with_who_is_gone(cast: Cast) -> None:
    kept, lost = bakeries(cast)
    with pytest.raises(CannotMerge):
        merge_accounts(kept, kept, by=cast.dana)
    merge = merge_accounts(kept, lost, by=cast.dana)
    with pytest.raises(CannotMerge):
        merge_accounts(cast.vets, lost, by=cast.dana)
    part(merge, by=cast.dana)
    with pytest.raises(CannotPart):
        part(merge, by=cast.dana)
    assert Event.objects.filter(kind="people.parted").count() == 2


@pytest.mark.attack("Y4")
def test_who_was_editing_is_told_and_what_they_logged_follows(cast: Cast) -> None:
    kept, lost = people(cast)
    merge_people(kept, lost, by=cast.dana)
    with pytest.raises(GoneMeanwhile):
        change_person(lost, by=cast.sam, note="Too late")
    stray = Touch.objects.create(account=cast.harbour, person=lost, channel="call")
    for _time in range(2):
        gather_strays()
        stray.refresh_from_db()
        assert stray.person_id == kept.pk


def test_rows_that_were_gathered_after_a_merge_still_know_where_they_came_from(cast: Cast) -> None:
    kept, lost = bakeries(cast)
    theirs = set(lost.orders.values_list("pk", flat=True)), set(lost.people.values_list("pk", flat=True))
    merge = merge_accounts(kept, lost, by=cast.dana)
    Touch.objects.create(account=lost, channel="call")
    for _time in range(2):
        gather_strays()
    assert not lost.touches.exists()
    part(merge, by=cast.dana)
    assert (
        set(lost.orders.values_list("pk", flat=True)),
        set(lost.people.values_list("pk", flat=True)),
    ) == theirs
    assert lost.touches.count() == 1


@pytest.mark.attack("Y4")
@pytest.mark.django_db(transaction=True)
def test_two_who_merge_the_same_pair_at_once_merge_it_once(cast: Cast) -> None:
    kept, lost = bakeries(cast)
    told: list[str] = []

    def press(one: Any, other: Any) -> Callable[[], None]:
        def go() -> None:
            try:
                merge_accounts(one, other, by=cast.dana)
            except Refusal as refusal:
                told.append(str(refusal))
            finally:
                connection.close()

        return go

    threads = [Thread(target=press(kept, lost)), Thread(target=press(lost, kept))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Merge.objects.count() == 1
    assert len(told) == 1
    assert "meanwhile" in told[0]
