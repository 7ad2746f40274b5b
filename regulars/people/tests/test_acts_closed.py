"""After thirty days an act on many is told still, but what was there before is forgotten; one that cannot go on says why."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from regulars.fields.models import CustomField, Kind
from regulars.fields.tests.made import field
from regulars.lists import bulk, jobs
from regulars.lists.bulk import doing
from regulars.lists.models import BulkAct, BulkChange
from regulars.people.models import Account, Person
from regulars.people.tests.acted import acted, tagged_many
from regulars.timeline.models import Event
from regulars.timeline.telling import timeline_of
from regulars.timeline.undoing import CannotBeUndone, take_back
from tests.cast import Cast

MONTH = timedelta(days=31)


def given_to_sam(cast: Cast) -> BulkAct:
    Account.objects.update(owner=cast.dana)
    return acted("owner", "accounts", Account.objects.all(), by=cast.dana, member=cast.sam)


def test_what_was_there_before_is_forgotten_after_thirty_days_and_the_tale_stays(
    cast: Cast, as_dana: Client
) -> None:
    made = given_to_sam(cast)
    page = as_dana.get(f"/lists/acts/{made.pk}/").content.decode()
    assert "Undo it for all" in page
    assert "Possible until" in page
    BulkAct.objects.update(finished_at=timezone.now() - MONTH)
    for _night in range(2):
        jobs.close()
    made.refresh_from_db()
    assert made.closed_at
    assert BulkChange.objects.filter(act=made, before__isnull=True).count() == made.changed == 4
    assert "gave them to Sam Fern" in timeline_of(cast.harbour).entries[0].said
    page = as_dana.get(f"/lists/acts/{made.pk}/").content.decode()
    assert "Undo it for all" not in page
    assert "cannot be undone" in page
    assert made.event
    with pytest.raises(CannotBeUndone):
        take_back(Event.objects.get(pk=made.event), by=cast.dana)
    assert set(Account.objects.values_list("owner", flat=True)) == {cast.sam.pk}


def test_what_can_still_be_undone_is_left_alone(cast: Cast) -> None:
    made = given_to_sam(cast)
    assert bulk.close() == 0
    assert BulkChange.objects.filter(act=made, before__isnull=True).count() == 0
    BulkAct.objects.update(finished_at=timezone.now() - MONTH, undo_asked_at=timezone.now())
    assert bulk.close() == 0, "it is being undone just now"
    bulk.carry_back(made.pk)
    assert set(Account.objects.values_list("owner", flat=True)) == {cast.dana.pk}
    assert (bulk.close(), bulk.close()) == (1, 0)


def test_what_nobody_went_on_with_for_a_month_is_ended(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doing, "SMALL", 0)
    made = tagged_many("accounts", Account.objects.all(), by=cast.dana)
    BulkAct.objects.update(moved_at=timezone.now() - MONTH)
    bulk.close()
    made.refresh_from_db()
    assert (made.running, made.stopped, made.chunks.count()) == (False, True, 0)


def test_an_act_that_cannot_go_on_ends_and_says_why(
    cast: Cast, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The field became another kind between the button and the worker."""
    size = field(Kind.NUMBER, "Size")
    monkeypatch.setattr(doing, "SMALL", 0)
    made = acted("field", "accounts", Account.objects.all(), by=cast.dana, chosen=size, value="3")
    CustomField.objects.update(locked_at=timezone.now())
    for _attempt in range(2):
        jobs.act(made.pk)
    made.refresh_from_db()
    assert (made.running, made.stopped, made.changed) == (False, True, 0)
    assert "This field was changed meanwhile" in as_dana.get(f"/lists/acts/{made.pk}/").content.decode()


def test_the_timeline_leads_to_where_it_is_undone_for_all(cast: Cast) -> None:
    made = given_to_sam(cast)
    assert timeline_of(cast.harbour).entries[0].url == f"/lists/acts/{made.pk}/"


def test_the_page_of_a_person_tells_what_was_done_to_many_and_only_to_them(
    cast: Cast, as_dana: Client
) -> None:
    ines, other = cast.harbour.people.get(), cast.vets.people.get()
    made = tagged_many("people", Person.objects.filter(pk=ines.pk), by=cast.dana, name="Early bird")
    page = as_dana.get(f"/people/{ines.pk}/").content.decode()
    assert "added the tag “Early bird”" in page
    assert f'href="/lists/acts/{made.pk}/"' in page
    assert "added the tag" not in as_dana.get(f"/people/{other.pk}/").content.decode()
