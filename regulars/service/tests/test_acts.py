"""Many promises are given to somebody else to deliver at once, from their list, and taken back for all."""

from typing import Any

import pytest
from django.test import Client

from regulars.lists.models import BulkAct
from regulars.service.models import Promise, Side
from regulars.service.tests.promises import promised
from regulars.team.models import Member
from regulars.timeline.models import Event, log_touch
from regulars.timeline.undoing import take_back
from tests.cast import Cast


def given_to(member: Member, client: Client) -> Any:
    asked = {"act": "deliver", "all": "1", "where": ""}
    form = client.post("/lists/promises/acted/", asked)
    assert "Who delivers them" in form.content.decode()
    return client.post("/lists/promises/acted/", asked | {"sure": "1", "member": member.pk}, follow=True)


@pytest.mark.covers("S4")
def test_open_promises_of_ours_are_given_to_somebody_who_is_asked(cast: Cast, as_dana: Client) -> None:
    ours, other = promised(cast.harbour, cast.sam), promised(cast.vets, cast.sam)
    theirs = promised(cast.vets, cast.sam, side=Side.THEIRS)
    kept = promised(cast.tomas, cast.sam)
    kept.keep(by=cast.sam)
    page = given_to(cast.marta, as_dana)
    assert "Done for 2." in page.content.decode()
    handed = Promise.objects.filter(deliver_by=cast.marta)
    assert {made.pk for made in handed} == {ours.pk, other.pk}
    assert all(made.is_waiting for made in handed)
    theirs.refresh_from_db()
    assert theirs.deliver_by is None
    assert Event.objects.filter(kind="service.promise_handed_over").count() == 2


@pytest.mark.covers("S4")
def test_undone_for_all_but_those_that_were_answered_since(cast: Cast, as_dana: Client) -> None:
    answered, silent = promised(cast.harbour, cast.sam), promised(cast.vets, cast.sam)
    given_to(cast.marta, as_dana)
    answered.accept(by=cast.marta)
    made = BulkAct.objects.get()
    assert made.event
    take_back(Event.objects.get(pk=made.event), by=cast.dana)
    made.refresh_from_db()
    assert (made.restored, made.left) == (1, 1)
    silent.refresh_from_db()
    answered.refresh_from_db()
    assert (silent.deliver_by, answered.deliver_by) == (cast.sam, cast.marta)
    assert silent.accepted_at


def test_somebody_who_has_left_gets_nothing(cast: Cast, as_dana: Client) -> None:
    made = promised(cast.harbour, cast.sam)
    given = {"act": "deliver", "all": "1", "sure": "1", "member": cast.otto.pk}
    assert as_dana.post("/lists/promises/acted/", given).status_code == 422
    made.refresh_from_db()
    assert made.deliver_by == cast.sam


def test_contacts_have_no_boxes_as_nothing_can_be_done_to_many(cast: Cast, as_dana: Client) -> None:
    promised(cast.harbour, cast.sam)
    log_touch(account_id=cast.harbour.pk, by=cast.sam, channel="call", two_way=True)
    assert "Harbour Bakery" in as_dana.get("/lists/touches/").content.decode()
    assert 'name="id"' in as_dana.get("/lists/promises/").content.decode()
    assert 'name="id"' not in as_dana.get("/lists/touches/").content.decode()
