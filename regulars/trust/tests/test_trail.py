"""The trail: what was recorded stays as it was, or shows that it did not."""

from datetime import UTC, datetime, timedelta
from threading import Event as Signal
from threading import Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError
from django.utils import timezone

from regulars.people.bin.purging import purge
from regulars.people.bin.removing import remove_account
from regulars.people.merging.joining import merge_accounts
from regulars.timeline.entries import sentence_of_event
from regulars.timeline.forgetting import forgetting
from regulars.timeline.models import Event, record
from regulars.timeline.registry import SENTENCES
from regulars.trust.history import redact, seal, verify
from regulars.trust.history.kinds import GROUPS, OUT, group_of, in_the_trail
from regulars.trust.history.sealing import Head, head, hold
from regulars.trust.models import Link, Waiting
from tests.cast import Cast

CHANGED = "is not what was sealed"


def role_changed(cast: Cast, name: str = "Sam") -> Event:
    return record(
        "team.role_changed", by=cast.dana, name=name, member=cast.sam.pk, before="member", after="manager"
    )


def by_force(sql: str, *values: Any) -> None:
    """As somebody does who has the database's own password, and takes its guards away."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for guards in ("DISABLE", "ENABLE"):
            for table in ("timeline_event", "trust_link"):
                cursor.execute(f"ALTER TABLE {table} {guards} TRIGGER USER")
            if guards == "DISABLE":
                cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def sealed(cast: Cast, many: int = 3) -> list[Event]:
    Waiting.objects.all().delete()
    made = [role_changed(cast, f"Sam {number}") for number in range(many)]
    assert seal() == many
    return made


@pytest.mark.covers("V17")
def test_what_is_recorded_is_sealed_once_and_in_order(cast: Cast) -> None:
    made = sealed(cast)
    assert seal() == 0, "the second time finds nothing"
    assert list(Link.objects.order_by("sequence").values_list("sequence", "event")) == [
        (number, event.pk) for number, event in enumerate(made, start=1)
    ]
    verdict = verify()
    assert (verdict.links, verdict.broken, verdict.waiting) == (3, "", 0)
    assert verdict.head == head()


@pytest.mark.covers("V17")
@pytest.mark.parametrize(
    ("change", "values"),
    [
        ("data = jsonb_set(data, '{after}', '\"owner\"')", []),
        ("at = at - interval '1 year'", []),
        ("kind = 'team.member_reactivated'", []),
        ("actor_id = NULL", []),
    ],
)
def test_a_sealed_entry_is_not_changed_and_by_force_it_shows(
    change: str, values: list[Any], cast: Cast
) -> None:
    event = sealed(cast)[1]
    sql = f"UPDATE timeline_event SET {change} WHERE id = {event.pk}"  # of a test
    with (
        pytest.raises(IntegrityError, match="is sealed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert verify().broken == ""
    by_force(sql)
    assert verify().broken == (
        f"The entry of link 2 (team.role_changed) {CHANGED}: somebody changed it afterwards."
    )


@pytest.mark.covers("V17")
def test_a_sealed_entry_is_not_removed_and_by_force_it_shows(cast: Cast) -> None:
    event = sealed(cast)[0]
    with pytest.raises(IntegrityError, match="is sealed"), transaction.atomic():
        event.delete()
    by_force("DELETE FROM timeline_event WHERE id = %s", event.pk)
    assert verify().broken == "The entry of link 1 (team.role_changed) has been taken out of the history."


@pytest.mark.covers("V17")
def test_a_link_is_never_changed_and_by_force_it_shows(cast: Cast) -> None:
    sealed(cast)
    for sql in ("UPDATE trust_link SET sealed_at = now() - interval '1 day'", "DELETE FROM trust_link"):
        with (
            pytest.raises(IntegrityError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    by_force("UPDATE trust_link SET at = at - interval '1 day' WHERE sequence = 2")
    assert "Link 2 of the history (team.role_changed) was changed" in verify().broken
    by_force("DELETE FROM trust_link WHERE sequence = 2")
    assert verify().broken == "1 links are missing before link 3 of the history."


@pytest.mark.covers("V17")
def test_an_end_that_was_cut_off_or_made_anew_shows_against_a_head_that_was_noted(cast: Cast) -> None:
    sealed(cast)
    noted = head()
    by_force("DELETE FROM trust_link WHERE sequence = 3")
    assert "was written past the history" in verify().broken
    assert "its end was cut off" in verify(noted).broken
    by_force("INSERT INTO trust_waiting (event, what, why) SELECT max(id), 'entry', '' FROM timeline_event")
    seal()
    assert verify().broken == ""
    assert "is not the one that was noted" in verify(noted).broken
    assert verify(head()).broken == ""
    assert verify(Head(2, b"x")).broken.startswith("Link 2")


@pytest.mark.covers("V17")
def test_an_entry_dated_otherwise_shows_both_times(cast: Cast) -> None:
    """The guard: nobody shifts an entry in time."""
    Waiting.objects.all().delete()
    before = timezone.now()
    Event.objects.create(kind="team.firm_started", at=datetime(2020, 1, 1, tzinfo=UTC), data={"firm": "Fern"})
    seal()
    link = Link.objects.get()
    assert link.at
    assert link.recorded_at
    assert link.at.year == 2020
    assert before - timedelta(seconds=5) <= link.recorded_at <= link.sealed_at


def test_what_somebody_wants_forgotten_is_taken_out_and_that_is_a_link_itself(cast: Cast) -> None:
    first, second, _third = sealed(cast)
    assert redact([first.pk, second.pk], words=["sam 0"], why="asked to be forgotten", by=cast.dana) == 1
    first.refresh_from_db()
    assert first.data["name"] == "[…]"
    assert sentence_of_event(first) == "Dana changed the role of […] from Member to Manager."
    last = Link.objects.latest("sequence")
    assert (last.what, last.event, last.actor, last.why) == (
        "redacted", first.pk, cast.dana.pk, "asked to be forgotten",
    )  # fmt: skip
    assert verify().broken == ""
    assert redact([first.pk], words=["Sam 0"], why="again", by=cast.dana) == 0
    assert redact([second.pk], why="asked to be forgotten", by=None) == 1
    second.refresh_from_db()
    assert sentence_of_event(second) == "What stood here was taken out for good."
    assert verify().broken == ""
    assert Link.objects.get(sequence=1).salt is None, "nobody finds out by guessing what stood there"
    by_force("UPDATE timeline_event SET data = '{}' WHERE id = %s", first.pk)
    assert CHANGED in verify().broken


def test_taking_out_of_what_was_not_sealed_yet_seals_it_first(cast: Cast) -> None:
    Waiting.objects.all().delete()
    event = role_changed(cast)
    assert redact([event.pk], why="asked", by=cast.dana) == 1
    assert list(Link.objects.order_by("sequence").values_list("what", flat=True)) == ["entry", "redacted"]
    assert seal() == 0


def test_what_the_bin_removes_for_good_is_gone_with_a_reason(cast: Cast) -> None:
    remove_account(cast.quiet, by=cast.dana)
    seal()
    assert purge(timezone.now() + timedelta(days=40)) == 1
    seal()
    assert verify().broken == ""
    assert Link.objects.filter(what="gone").latest("sequence").why == "removed for good"


def test_a_merge_takes_entries_along_and_nothing_is_broken(cast: Cast) -> None:
    record("people.account_added", by=cast.dana, account_id=cast.quiet.pk)
    seal()
    merge_accounts(cast.vets, cast.quiet, by=cast.dana)
    seal()
    assert verify().broken == ""
    event = Event.objects.filter(account=cast.vets, kind="people.account_added").latest("pk")
    Event.objects.filter(pk=event.pk).update(account=cast.harbour)
    assert "was moved to somebody else" in verify().broken


def test_the_reason_for_forgetting_holds_as_long_as_its_block(cast: Cast) -> None:
    event = sealed(cast)[0]
    with forgetting("outer"):
        with forgetting("inner"):
            pass
        event.delete()
    assert Waiting.objects.get(what="gone").why == "outer"
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Event.objects.latest("pk").delete()


@pytest.mark.covers("V17")
@pytest.mark.django_db(transaction=True)
def test_what_commits_late_is_sealed_last_and_one_seals_at_a_time() -> None:
    """No link is ever put in between: the sequence has no gap that a slow transaction could fill later."""
    written, go_on = Signal(), Signal()

    def slowly() -> None:
        with transaction.atomic():
            record("team.firm_started", by=None, firm="slow")
            written.set()
            go_on.wait(20)
            hold()
            assert go_on.is_set()
        connection.close()

    thread = Thread(target=slowly)
    thread.start()
    assert written.wait(20)
    record("team.firm_started", by=None, firm="quick")
    assert seal() == 1
    with transaction.atomic():
        hold()
        go_on.set()
        sealed_elsewhere: list[int] = []

        def elsewhere() -> None:
            sealed_elsewhere.append(seal())
            connection.close()

        other = Thread(target=elsewhere)
        other.start()
        other.join(20)
        assert sealed_elsewhere == [0], "whoever comes second goes home"
    thread.join(20)
    assert seal() == 1
    said = dict(Event.objects.values_list("pk", "data__firm"))
    told = [said[event] for event in Link.objects.order_by("sequence").values_list("event", flat=True)]
    assert told == ["quick", "slow"]
    assert verify().broken == ""


@pytest.mark.covers("V17")
def test_every_kind_of_event_is_in_the_trail_or_left_out_on_purpose() -> None:
    lost = [kind for kind in SENTENCES if in_the_trail(kind) and group_of(kind) is None]
    assert lost == [], "add them to a group of trust/history/kinds.py, or to OUT with the reason"
    assert all(OUT.values())
    assert len({group.name for group in GROUPS}) == len(GROUPS)
    for kind in ("team.signed_in", "team.settings_changed", "service.promise_accepted", "imports.applied"):
        assert in_the_trail(kind)
    assert in_the_trail("payments.came_in"), "what nobody thought of is sealed"
