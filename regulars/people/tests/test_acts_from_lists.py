"""From the boxes of a list, or the whole of it, by a form to an act that a toast takes back; nothing forged gets through."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regulars.fields.models import Kind
from regulars.fields.tests.made import choice, field
from regulars.lists import bulk
from regulars.lists.models import BulkAct, BulkChange
from regulars.people.models import Account, AccountTag, PersonTag
from regulars.timeline.models import Event
from tests.cast import Cast

ACT: dict[str, Any] = {"act": "tag", "sure": "1", "tag": "VIP"}


def post(client: Client, subject: str = "accounts", **typed: Any) -> Any:
    return client.post(reverse("list-acted", args=[subject]), typed)


def test_from_the_list_by_a_form_to_a_toast_that_undoes_it(as_dana: Client, cast: Cast) -> None:
    listed = as_dana.get(reverse("list", args=["accounts"])).content.decode()
    assert "Do it for those ticked" in listed
    ids = [cast.vets.pk, cast.harbour.pk]
    asked = post(as_dana, act="tag", id=ids).content.decode()
    assert "For the 2 you ticked." in asked
    done = as_dana.post(reverse("list-acted", args=["accounts"]), ACT | {"id": ids}, follow=True)
    event = Event.objects.get(kind="lists.acted")
    assert reverse("undo", args=[event.pk]) in done.content.decode()
    assert AccountTag.objects.count() == 2
    page = as_dana.post(reverse("undo", args=[event.pk]), follow=True).content.decode()
    assert "2 have back what they had." in page
    assert AccountTag.objects.count() == 0


def test_the_whole_list_is_what_the_filter_means_now_and_is_counted_first(
    as_dana: Client, cast: Cast
) -> None:
    whole = {"all": "1", "where": "kind:is:company"}
    asked = post(as_dana, act="tag", **whole).content.decode()
    assert "For all 3 in this list" in asked
    assert post(as_dana, **ACT | whole).status_code == 302
    assert AccountTag.objects.count() == 3


def test_a_field_of_ones_own_is_chosen_first_and_then_filled(as_dana: Client, cast: Cast) -> None:
    it = field(Kind.CHOICES, "Likes")
    gold = choice(it, "Gold")
    first = post(as_dana, act="field", sure="1", id=[cast.vets.pk], field=it.name)
    assert first.status_code == 422
    assert 'name="value_shown"' in first.content.decode()
    values: dict[str, Any] = {"field": it.name, "value_shown": "", it.name: [gold]}
    assert post(as_dana, act="field", sure="1", id=[cast.vets.pk], **values).status_code == 302
    assert Account.objects.get(pk=cast.vets.pk).custom == {it.key: [gold]}


def test_many_are_done_by_the_worker_and_the_page_shows_how_far_it_is(
    as_dana: Client, cast: Cast, small_chunks: None
) -> None:
    answer = post(as_dana, **ACT | {"all": "1"})
    made = BulkAct.objects.get()
    assert answer["Location"] == reverse("bulk-act", args=[made.pk])
    assert "0 of 4 done" in as_dana.get(answer["Location"]).content.decode()
    BulkAct.objects.update(moved_at="2026-11-01T00:00Z")
    assert "Go on" in as_dana.get(reverse("bulk-act-progress", args=[made.pk])).content.decode()
    as_dana.post(reverse("bulk-act-again", args=[made.pk]))
    as_dana.post(reverse("bulk-act-stopped", args=[made.pk]))
    bulk.carry_out(made.pk)
    assert as_dana.get(reverse("bulk-act-progress", args=[made.pk]))["X-Go-To"] == answer["Location"]
    assert "It was stopped after 0" in as_dana.get(answer["Location"]).content.decode()


@pytest.mark.attack("B6")
def test_a_foreign_or_forged_id_changes_nothing(as_dana: Client, cast: Cast) -> None:
    Account.objects.filter(pk=cast.vets.pk).update(removed_at="2026-11-22T00:00Z")
    forged = [cast.vets.pk, 999_999, "-1", "1 OR 1=1", "²", "9" * 30, cast.harbour.pk]
    assert post(as_dana, **ACT | {"id": forged}).status_code == 302
    assert list(AccountTag.objects.values_list("account", flat=True)) == [cast.harbour.pk]
    person = cast.quiet.people.get()
    assert post(as_dana, "people", **ACT | {"id": [person.pk, cast.vets.people.get().pk]}).status_code == 302
    assert list(PersonTag.objects.values_list("person", flat=True)) == [person.pk]


@pytest.mark.attack("B6", "C2")
@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"act": "tag", "sure": "1", "tag": "VIP"}, 422),
        ({"act": "tag", "sure": "1", "tag": "!!", "all": "1"}, 422),
        ({"act": "erase", "all": "1"}, 404),
        ({"act": "owner", "sure": "1", "all": "1", "member": "999999"}, 422),
        ({"act": "field", "sure": "1", "all": "1", "field": "f1'; --"}, 422),
        ({"act": "tag", "sure": "1", "tag": "VIP", "all": "1", "where": "owner__password:is:x"}, 422),
        ({"act": "tag", "sure": "1", "tag": "VIP", "all": "1", "where": "(((("}, 422),
    ],
)
def test_what_is_not_right_is_refused_and_nothing_is_changed(
    typed: dict[str, str], status: int, as_dana: Client, cast: Cast
) -> None:
    assert post(as_dana, **typed).status_code == status
    assert not BulkChange.objects.exists()
