"""Tag, hand over and correct many at once from a list, and take it back for all who have not been changed since."""

from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from regulars.fields.models import CustomField, Kind
from regulars.fields.tests.made import choice, field
from regulars.lists import bulk
from regulars.lists.acts import acts_on
from regulars.lists.bulk import doing, putting_back
from regulars.lists.models import BulkAct, BulkChange, BulkChunk
from regulars.people.changing import change_account
from regulars.people.models import Account, AccountTag, Person, PersonTag
from regulars.people.tagging import add_tag, remove_tag, tag_named
from regulars.people.tests.acted import acted, tagged_many
from regulars.timeline.models import Event
from regulars.timeline.telling import timeline_of
from regulars.timeline.undoing import take_back
from tests.cast import Cast


def everyone() -> QuerySet[Any]:
    return Account.objects.order_by("pk")


def undo(made: BulkAct, by: Any) -> BulkAct:
    assert made.event
    take_back(Event.objects.get(pk=made.event), by=by)
    made.refresh_from_db()
    return made


def test_many_are_tagged_and_untagged_again(cast: Cast) -> None:
    add_tag(cast.vets, "VIP", by=cast.dana)
    made = tagged_many("accounts", everyone(), by=cast.dana)
    assert (made.total, made.changed, made.running) == (4, 3, False)
    assert AccountTag.objects.count() == 4
    undo(made, cast.dana)
    assert list(AccountTag.objects.values_list("account", flat=True)) == [cast.vets.pk], (
        "who had it before keeps it"
    )
    assert (made.restored, made.left) == (3, 0)


def test_a_tag_is_taken_off_many_and_comes_back_where_it_is_still_off(cast: Cast) -> None:
    for account in (cast.vets, cast.harbour):
        add_tag(account, "VIP", by=cast.dana)
    made = acted("untag", "accounts", everyone(), by=cast.dana, tag=tag_named("VIP"))
    assert (made.changed, AccountTag.objects.count()) == (2, 0)
    add_tag(cast.vets, "VIP", by=cast.dana)
    undo(made, cast.dana)
    assert (made.restored, made.left, AccountTag.objects.count()) == (1, 1, 2)


def test_who_was_changed_by_hand_since_is_left_alone_and_counted(cast: Cast) -> None:
    made = acted("owner", "accounts", everyone(), by=cast.dana, member=cast.sam)
    assert set(Account.objects.values_list("owner", flat=True)) == {cast.sam.pk}
    change_account(cast.vets, by=cast.dana, owner=cast.marta)
    Account.objects.filter(pk=cast.tomas.pk).update(owner=cast.sam)
    undo(made, cast.dana)
    cast.vets.refresh_from_db()
    assert cast.vets.owner_id == cast.marta.pk


def test_nobody_gets_back_a_colleague_who_has_left(cast: Cast) -> None:
    Account.objects.update(owner=cast.otto)
    Account.objects.filter(pk=cast.vets.pk).update(owner=cast.marta)
    made = acted("owner", "accounts", everyone(), by=cast.dana, member=cast.sam)
    undo(made, cast.dana)
    assert (made.restored, made.left) == (1, 3)
    assert Account.objects.get(pk=cast.vets.pk).owner_id == cast.marta.pk
    assert not Account.objects.filter(owner=cast.otto).exists()


@pytest.mark.parametrize(
    ("act", "column", "value"),
    [("came-by", "came_by", "Trade fair"), ("persona", "persona", "Cafés"), ("country", "country", "Wales")],
)
def test_a_fact_of_many_is_corrected_and_comes_back(act: str, column: str, value: str, cast: Cast) -> None:
    Account.objects.filter(pk=cast.vets.pk).update(**{column: "Before"})
    made = acted(act, "accounts", everyone(), by=cast.dana, value=value)
    assert set(Account.objects.values_list(column, flat=True)) == {value}
    undo(made, cast.dana)
    assert sorted(Account.objects.values_list(column, flat=True)) == ["", "", "", "Before"]


def test_an_own_field_of_many_is_filled_beside_the_others(cast: Cast) -> None:
    one, two = field(Kind.CHOICE, "Level"), field(Kind.TEXT, "Note")
    gold, silver = choice(one, "Gold"), choice(one, "Silver")
    Account.objects.filter(pk=cast.vets.pk).update(custom={one.key: silver, two.key: "kept"})
    made = acted("field", "accounts", everyone(), by=cast.dana, chosen=one, value=gold)
    assert Account.objects.get(pk=cast.vets.pk).custom == {one.key: gold, two.key: "kept"}
    assert Account.objects.get(pk=cast.harbour.pk).custom == {one.key: gold}
    undo(made, cast.dana)
    assert Account.objects.get(pk=cast.vets.pk).custom == {one.key: silver, two.key: "kept"}
    assert Account.objects.get(pk=cast.harbour.pk).custom == {}
    emptied = acted("field", "accounts", everyone(), by=cast.dana, chosen=one, value=None)
    assert (emptied.changed, Account.objects.get(pk=cast.vets.pk).custom) == (1, {two.key: "kept"})
    undo(emptied, cast.dana)
    assert Account.objects.get(pk=cast.vets.pk).custom == {one.key: silver, two.key: "kept"}


def test_people_have_acts_of_their_own(cast: Cast) -> None:
    made = tagged_many("people", Person.objects.all(), by=cast.dana)
    assert (made.changed, PersonTag.objects.count()) == (4, 4)
    assert [act.name for act in acts_on("people", cast.dana)] == ["tag", "untag", "field"]


def test_killed_in_the_middle_it_goes_on_and_does_each_once(
    cast: Cast, small_chunks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tagged_many("accounts", everyone(), by=cast.dana)
    assert (made.running, made.done, BulkChunk.objects.count()) == (True, 0, 2)
    finish = doing._finish
    doing._one_chunk(made.pk)

    def dying(held: BulkAct) -> None:
        finish(held)
        raise KeyboardInterrupt

    monkeypatch.setattr(doing, "_finish", dying)
    with pytest.raises(KeyboardInterrupt):
        bulk.carry_out(made.pk)
    monkeypatch.setattr(doing, "_finish", finish)
    bulk.carry_out(made.pk)
    bulk.carry_out(made.pk)
    made.refresh_from_db()
    assert (made.done, made.changed, made.running) == (4, 4, False)
    assert (AccountTag.objects.count(), BulkChange.objects.count(), BulkChunk.objects.count()) == (4, 4, 0)
    assert Event.objects.filter(kind="lists.acted").count() == 1


def test_undoing_many_goes_on_too_and_puts_nothing_back_twice(cast: Cast, small_chunks: None) -> None:
    made = tagged_many("accounts", everyone(), by=cast.dana)
    bulk.carry_out(made.pk)
    made.refresh_from_db()
    undo(made, cast.dana)
    assert made.undoing
    putting_back._one_chunk_back(made.pk)
    bulk.carry_back(made.pk)
    bulk.carry_back(made.pk)
    made.refresh_from_db()
    assert (made.restored, made.left, made.undoing, AccountTag.objects.count()) == (4, 0, False, 0)


def test_one_that_is_stopped_keeps_what_is_done_and_can_be_undone(cast: Cast, small_chunks: None) -> None:
    made = tagged_many("accounts", everyone(), by=cast.dana)
    doing._one_chunk(made.pk)
    bulk.stop(made)
    bulk.carry_out(made.pk)
    made.refresh_from_db()
    assert (made.stopped, made.done, AccountTag.objects.count()) == (True, 2, 2)
    undo(made, cast.dana)
    bulk.carry_back(made.pk)
    assert AccountTag.objects.count() == 0


def test_the_timeline_of_each_tells_it_in_one_line(cast: Cast) -> None:
    made = tagged_many("accounts", everyone(), by=cast.dana)
    told = [entry for entry in timeline_of(cast.vets).entries if "VIP" in entry.said]
    assert [(entry.said, entry.quiet) for entry in told] == [
        ("Dana added the tag “VIP”", "together with 3 others")
    ]
    undo(made, cast.dana)
    assert (
        "undone since" in timeline_of(cast.vets).entries[0].quiet + timeline_of(cast.vets).entries[-1].quiet
    )
    tagged_many("people", Person.objects.filter(account=cast.vets), by=cast.dana, name="Other")
    assert any("Other" in entry.said for entry in timeline_of(cast.vets).entries)


def test_whoever_neither_did_it_nor_manages_cannot_undo_it(sign_in: Any, cast: Cast) -> None:
    made = tagged_many("accounts", everyone(), by=cast.dana)
    assert sign_in(cast.sam).post(reverse("undo", args=[made.event])).status_code == 403
    assert AccountTag.objects.count() == 4
    theirs = tagged_many("accounts", everyone(), by=cast.sam, name="Mine")
    assert sign_in(cast.sam).post(reverse("undo", args=[theirs.event])).status_code == 302
    assert AccountTag.objects.count() == 4


def test_what_changed_meanwhile_is_not_overwritten_when_a_tag_is_taken_off_by_hand(cast: Cast) -> None:
    made = tagged_many("accounts", everyone(), by=cast.dana)
    remove_tag(cast.vets, tag_named("VIP"), by=cast.dana)
    undo(made, cast.dana)
    assert (made.restored, made.left) == (3, 1)


def test_an_act_on_a_field_that_became_another_kind_meanwhile_does_nothing(
    cast: Cast, small_chunks: None
) -> None:
    it = field(Kind.TEXT)
    made = acted("field", "accounts", everyone(), by=cast.dana, chosen=it, value="x")
    CustomField.objects.update(key=f"{it.key}v1")
    with pytest.raises(Exception, match="changed meanwhile"):
        bulk.carry_out(made.pk)
    assert not BulkChange.objects.exists()


def test_many_are_moved_to_the_bin_and_come_back_with_all_they_had(as_dana: Client, cast: Cast) -> None:
    earlier = Account.objects.filter(pk=cast.vets.pk)
    earlier.update(removed_at="2026-11-01T00:00Z")
    made = acted("remove", "accounts", everyone(), by=cast.dana)
    assert (made.changed, Account.objects.visible_to(cast.dana).count()) == (3, 0)
    assert as_dana.get(reverse("account", args=[cast.harbour.pk])).status_code == 410
    Account.objects.filter(pk=cast.tomas.pk).update(merged_into=cast.harbour)
    undo(made, cast.dana)
    assert (made.restored, made.left) == (2, 1)
    here = set(Account.objects.visible_to(cast.dana).values_list("pk", flat=True))
    assert here == {cast.harbour.pk, cast.quiet.pk}, (
        "who was in the bin before, or is part of another by now, stays"
    )
