"""A list is saved under a name, kept at hand, shared or one's own, changed and taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from regulars.lists.filters import from_address, to_json
from regulars.lists.models import Pin, SavedView
from regulars.timeline.models import Event
from tests.cast import Cast

SignIn = Callable[[Any], Client]


def view(cast: Cast, where: str = "kind:is:company", **about: Any) -> SavedView:
    made = to_json(from_address("accounts", where))
    return SavedView.save_new(by=cast.dana, subject="accounts", where=made, **({"name": "Companies"} | about))


def test_what_is_shown_is_saved_with_its_columns_and_order(cast: Cast, as_dana: Client) -> None:
    assert (
        "Kind is Company" in as_dana.get("/lists/accounts/views/new/?where=kind:is:company").content.decode()
    )
    given = {
        "name": "Ours",
        "shared": "on",
        "pinned": "on",
        "where": "kind:is:company",
        "cols": "name,country",
        "sort": "-created",
    }
    answer = as_dana.post("/lists/accounts/views/new/", given)
    made = SavedView.objects.get()
    assert answer["Location"] == f"/lists/accounts/?view={made.pk}"
    assert (made.owner, made.shared, made.columns, made.sort) == (
        cast.dana,
        True,
        ["name", "country"],
        "-created",
    )
    assert Pin.objects.filter(member=cast.dana, view=made).exists()
    page = as_dana.get(answer["Location"])
    assert page.context["title"] == "Ours"
    assert "Tomas Albers" not in page.content.decode()
    assert page.context["pairs"] == {"view": str(made.pk)}


def test_a_list_without_a_name_is_not_saved_and_loses_nothing(cast: Cast, as_dana: Client) -> None:
    answer = as_dana.post("/lists/accounts/views/new/", {"name": " ", "where": "kind:is:company"})
    assert answer.status_code == 422
    assert 'value="kind:is:company"' in answer.content.decode()
    assert not SavedView.objects.exists()


def test_two_lists_may_have_one_name(cast: Cast, as_dana: Client) -> None:
    view(cast)
    as_dana.post("/lists/accounts/views/new/", {"name": "Companies", "where": ""})
    assert SavedView.objects.filter(name="Companies").count() == 2


@pytest.mark.attack("B1")
@pytest.mark.attack("B3")
def test_a_private_list_of_somebody_else_is_not_there(cast: Cast, sign_in: SignIn) -> None:
    hidden = view(cast, name="Hidden away")
    marta = sign_in(cast.marta)
    assert "Hidden away" not in marta.get("/lists/accounts/").content.decode()
    for address in ("", "count/", "counts/", "columns/", "condition/", "board/", "views/new/"):
        assert marta.get(f"/lists/accounts/{address}?view={hidden.pk}").status_code == 404, address
    for address in ("accounts/file/", "accounts/views/new/", "accounts/acted/"):
        assert marta.post(f"/lists/{address}", {"view": hidden.pk}).status_code == 404, address
    for act in ("change", "kept", "removed", "pinned", "unpinned"):
        assert marta.post(f"/lists/views/{hidden.pk}/{act}/", {"name": "Mine"}).status_code == 404, act
    hidden.refresh_from_db()
    assert (hidden.name, hidden.removed_at) == ("Hidden away", None)


def test_a_shared_list_is_everyones_to_see_and_pinned_by_each(cast: Cast, sign_in: SignIn) -> None:
    shared = view(cast, shared=True)
    rita = sign_in(cast.rita)
    assert "Harbour Bakery" in rita.get(f"/lists/accounts/?view={shared.pk}").content.decode()
    rita.post(f"/lists/views/{shared.pk}/pinned/")
    rita.post(f"/lists/views/{shared.pk}/pinned/")
    pinned = rita.get("/lists/accounts/").context["views"].pinned
    assert [one.name for one in pinned] == ["Companies"]
    assert sign_in(cast.sam).get("/lists/accounts/").context["views"].pinned == []
    counts = rita.get("/lists/accounts/counts/").content.decode()
    assert f'id="count-{shared.pk}" hx-swap-oob="true">3<' in counts
    rita.post(f"/lists/views/{shared.pk}/unpinned/")
    assert not Pin.objects.exists()
    refused = rita.post(f"/lists/views/{shared.pk}/change/", {"name": "Hers"})
    assert refused.status_code == 403
    assert sign_in(cast.sam).post(f"/lists/views/{shared.pk}/change/", {"name": "Ours"}).status_code == 302
    shared.refresh_from_db()
    assert (shared.name, shared.shared) == ("Ours", True)


def test_what_is_shown_now_can_be_kept_and_taken_back(cast: Cast, as_dana: Client) -> None:
    made = view(cast)
    changed = f"/lists/accounts/?view={made.pk}&where=kind:is:individual&sort=-created"
    assert "Keep the changes" in as_dana.get(changed).content.decode()
    as_dana.post(
        f"/lists/views/{made.pk}/kept/", {"view": made.pk, "where": "kind:is:individual", "sort": "-created"}
    )
    made.refresh_from_db()
    assert (made.where, made.sort) == (to_json(from_address("accounts", "kind:is:individual")), "-created")
    event = Event.objects.get(kind="lists.view_changed")
    assert as_dana.post(f"/undo/{event.pk}/").status_code == 302
    made.refresh_from_db()
    assert made.where == to_json(from_address("accounts", "kind:is:company"))
    as_dana.post(f"/lists/views/{made.pk}/change/", {"name": "Firms"})
    renamed = Event.objects.filter(kind="lists.view_changed").latest("pk")
    made.change(by=cast.dana, name="Businesses")
    assert as_dana.post(f"/undo/{renamed.pk}/").status_code == 409


def test_a_removed_list_comes_back_with_its_pins(cast: Cast, as_dana: Client) -> None:
    made = view(cast)
    made.pin(by=cast.dana)
    assert "Remove this list" in as_dana.get(f"/lists/views/{made.pk}/change/").content.decode()
    as_dana.post(f"/lists/views/{made.pk}/removed/")
    assert as_dana.get(f"/lists/accounts/?view={made.pk}").status_code == 404
    event = Event.objects.get(kind="lists.view_removed")
    answer = as_dana.post(f"/undo/{event.pk}/")
    assert answer["Location"] == f"/lists/accounts/?view={made.pk}"
    assert as_dana.get(answer["Location"]).context["pinned"] is True


@pytest.mark.parametrize("subject", ["accounts", "people", "touches", "promises"])
def test_useful_lists_are_there_from_the_start(subject: str, cast: Cast, as_dana: Client) -> None:
    ready = as_dana.get(f"/lists/{subject}/").context["views"].ready
    for one in ready:
        page = as_dana.get(one.url)
        assert page.status_code == 200
        assert page.context["problems"] == ()
        assert page.context["title"] == one.name
    if subject == "accounts":
        assert {"mine", "not-spoken-to", "worth-a-call", "nobody-named"} <= {one.key for one in ready}


@pytest.mark.parametrize("name", ["\u200b", "\u202e\u202c", " \u00a0 "])
def test_a_list_has_a_name_that_can_be_seen(cast: Cast, as_dana: Client, name: str) -> None:
    answer = as_dana.post("/lists/accounts/views/new/", {"name": name})
    assert answer.status_code == 422
    assert not SavedView.objects.exists()


def test_a_name_cannot_turn_the_sentence_around_it(cast: Cast, as_dana: Client) -> None:
    as_dana.post("/lists/accounts/views/new/", {"name": "Late\u202e payers <b>"})
    assert SavedView.objects.get().name == "Late payers <b>"
    assert "Late payers &lt;b&gt;" in as_dana.get("/lists/accounts/").content.decode()
