"""How someone came to us and what kind of buyer they are: typed in the firm's own words, or left unknown."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from regulars.people.models import Account
from regulars.timeline.models import Event
from tests.cast import Cast


def fact(account: Account, name: str) -> str:
    return reverse("account-fact", args=[account.pk, name])


def change(client: Client, account: Account, **facts: str) -> int:
    """One after the other; the last answer."""
    status = 0
    for name, value in facts.items():
        status = client.post(fact(account, name), {"value": value}).status_code
    account.refresh_from_db()
    return status


def shown(client: Client, account: Account) -> str:
    return client.get(reverse("account", args=[account.pk])).content.decode()


@pytest.mark.covers("R4")
def test_both_are_typed_shown_and_told_and_unknown_is_no_row(cast: Cast, as_dana: Client) -> None:
    assert "<dt>How they came to us</dt>" not in shown(as_dana, cast.harbour)
    assert change(as_dana, cast.harbour, came_by="  Trade   fair ", persona="Café") == 302
    assert (cast.harbour.came_by, cast.harbour.persona) == ("Trade fair", "Café")
    page = shown(as_dana, cast.harbour)
    assert "<dt>How they came to us</dt>" in page
    assert "<dt>Kind of buyer</dt>" in page
    assert "changed how they came to us from nothing to Trade fair" in page
    told = [set(event.data["changes"]) for event in Event.objects.filter(account=cast.harbour).order_by("pk")]
    assert told == [{"came_by"}, {"persona"}]
    change(as_dana, cast.harbour, came_by="", persona="Café")
    assert "<dt>How they came to us</dt>" not in shown(as_dana, cast.harbour)


def test_words_in_use_are_suggested_and_keep_one_spelling(cast: Cast, as_dana: Client) -> None:
    Account.objects.filter(pk=cast.tomas.pk).update(came_by="Trade fair", persona="Family & friends")
    form = "".join(as_dana.get(fact(cast.harbour, name)).content.decode() for name in ("came_by", "persona"))
    assert '<option value="Trade fair"></option>' in form
    assert '<option value="Family &amp; friends"></option>' in form
    assert 'list="fact-account-came_by-value-suggested"' in form
    change(as_dana, cast.harbour, came_by="trade FAIR", persona="Hotel")
    assert (cast.harbour.came_by, cast.harbour.persona) == ("Trade fair", "Hotel")


def test_someone_added_by_hand_is_asked_how_they_came_and_need_not_say(cast: Cast, as_dana: Client) -> None:
    Account.objects.filter(pk=cast.tomas.pk).update(came_by="Trade fair")
    url = reverse("account-new")
    assert '<option value="Trade fair"></option>' in as_dana.get(url).content.decode()
    as_dana.post(url, {"name": "Quay Café", "kind": "company", "came_by": "trade fair"})
    as_dana.post(url, {"name": "Eva Blom", "kind": "individual"})
    came = dict(Account.objects.filter(name__in=["Quay Café", "Eva Blom"]).values_list("name", "came_by"))
    assert came == {"Quay Café": "Trade fair", "Eva Blom": ""}


@pytest.mark.attack("C1")
def test_a_word_with_script_in_it_is_only_a_word(cast: Cast, as_dana: Client) -> None:
    change(as_dana, cast.harbour, came_by="\"><script>alert('x')</script>")
    for page in (
        shown(as_dana, cast.harbour),
        as_dana.get(fact(cast.tomas, "came_by")).content.decode(),
    ):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_a_word_that_is_too_long_is_asked_again(cast: Cast, as_dana: Client) -> None:
    assert change(as_dana, cast.harbour, came_by="x" * 81) == 422
    assert cast.harbour.came_by == ""


def test_the_database_keeps_no_group_of_spaces(cast: Cast) -> None:
    for field in ("came_by", "persona"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Account.objects.filter(pk=cast.harbour.pk).update(**{field: " "})
