"""Wishes, goals, and what they said and meant: R50, S62, S47."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from regulars.care.errors import NotAsked, SettledAlready
from regulars.care.models import Goal, SaidMeant, Wish
from regulars.care.tests.given import act, ago, care_page, new, today
from regulars.people.models import Account
from regulars.timeline.models import Event
from regulars.today.models import Decision
from tests.cast import Cast
from tests.conftest import signed_in


@pytest.mark.covers("R50")
def test_wishes_are_a_dated_log_and_old_ones_say_so(cast: Cast, as_dana: Client) -> None:
    Wish.hear(cast.harbour, by=cast.sam, words="an oven of her own", heard_on=ago(300))
    Wish.hear(cast.harbour, by=cast.sam, words="a garden", heard_on=ago(3), person=cast.harbour.people.get())
    page = as_dana.get(care_page(cast.harbour)).content.decode()
    assert "an oven of her own" in page
    assert "10 months ago" in page
    assert "How else can we help?" in page


@pytest.mark.covers("R50")
def test_an_offer_finds_the_wishes_it_fits_and_asks_how_else_we_can_help(cast: Cast, as_dana: Client) -> None:
    Wish.hear(cast.harbour, by=cast.sam, words="deliveries before five", heard_on=ago(3))
    Wish.hear(cast.vets, by=cast.sam, words="a quiet waiting room", heard_on=ago(3)).grant(by=cast.sam)
    page = as_dana.get(reverse("care-wishes"), {"offer": "Early delivery round"}).content.decode()
    assert "deliveries before five" in page
    assert "how else can we help?" in page
    none = as_dana.get(reverse("care-wishes"), {"offer": "quiet & waiting:* | 'rooms"}).content.decode()
    assert "Nobody has wished for that" in none


@pytest.mark.covers("R50")
@pytest.mark.parametrize(
    ("words", "kind"),
    [("He is ill again", "health"), ("A lift to the church", "faith"), ("After the divorce", "family")],
)
def test_what_looks_like_health_faith_or_family_needs_a_reason_to_be_kept(
    words: str, kind: str, cast: Cast, as_dana: Client
) -> None:
    data = {"words": words, "heard_on": today().isoformat()}
    refused = as_dana.post(new(cast.harbour, "wishes"), data)
    page = refused.content.decode()
    assert (refused.status_code, Wish.objects.count()) == (422, 0)
    assert f"something about their {kind}" in page
    assert words in page  # nothing typed is lost
    assert 'name="need"' in page
    as_dana.post(new(cast.harbour, "wishes"), data | {"need": "we carry it up the stairs"})
    assert Wish.objects.get().need == "we carry it up the stairs"


@pytest.mark.covers("R50")
def test_a_wish_that_was_taken_back_leaves_no_words_behind(cast: Cast) -> None:
    wish = Wish.hear(cast.harbour, by=cast.sam, words="something private", heard_on=today())
    assert wish.told is not None
    assert "private" not in str(list(Event.objects.values_list("data", flat=True)))


def test_a_wish_is_settled_once(cast: Cast, as_dana: Client) -> None:
    wish = Wish.hear(cast.harbour, by=cast.sam, words="a garden", heard_on=ago(3))
    stale = Wish.objects.get(pk=wish.pk)
    wish.grant(by=cast.sam)
    with pytest.raises(SettledAlready):
        stale.drop(by=cast.dana)
    assert as_dana.post(act(wish, "wishes", "dropped")).status_code == 409


def test_an_older_button_never_undoes_newer_work(cast: Cast, as_dana: Client) -> None:
    goal = Goal.state(cast.harbour, by=cast.sam, side="ours", words="paid within a week", set_on=ago(9))
    goal.settle("met", by=cast.sam)
    first = goal.told
    assert first is not None
    goal.settle("missed", by=cast.dana)
    assert as_dana.post(reverse("undo", args=[first.pk])).status_code == 409
    assert Goal.objects.get().outcome == "missed"
    assert goal.told is not None
    as_dana.post(reverse("undo", args=[goal.told.pk]))
    assert Goal.objects.get().outcome == "met"


def both_miss(cast: Cast) -> None:
    for side in ("theirs", "ours"):
        goal = Goal.state(cast.harbour, by=cast.sam, side=side, words=f"{side}: growth", set_on=ago(200))
        goal.settle("missed", by=cast.sam)


@pytest.mark.covers("S62")
def test_neither_side_gaining_is_flagged_as_a_reason_to_talk(cast: Cast, as_dana: Client) -> None:
    address = reverse("account", args=[cast.harbour.pk])
    Goal.state(cast.harbour, by=cast.sam, side="theirs", words="growth", set_on=ago(200)).settle(
        "missed", by=cast.sam
    )
    assert "Neither they nor we" not in as_dana.get(address).content.decode()
    both_miss(cast)
    assert "Neither they nor we get what we came for. Talk about it" in as_dana.get(address).content.decode()


@pytest.mark.covers("S62")
def test_a_kind_of_work_we_have_outgrown_counts_on_our_side(cast: Cast) -> None:
    theirs = Goal(side="theirs", outcome="missed")
    assert Goal.lose_lose([theirs, Goal(side="ours", outcome="outgrown")])
    assert not Goal.lose_lose([theirs, Goal(side="ours", outcome="met")])
    assert not Goal.lose_lose([Goal(side="theirs"), Goal(side="ours", outcome="missed")])


@pytest.mark.covers("S62")
def test_the_flag_releases_nobody(cast: Cast, as_dana: Client) -> None:
    before = Account.objects.filter(pk=cast.harbour.pk).values().get()
    both_miss(cast)
    as_dana.get(reverse("account", args=[cast.harbour.pk]))
    as_dana.get(reverse("today"))
    assert Account.objects.filter(pk=cast.harbour.pk).values().get() == before
    assert not Decision.objects.exists()


@pytest.mark.covers("S47")
def test_what_was_said_stands_beside_what_they_answered(cast: Cast, as_dana: Client) -> None:
    SaidMeant.hear(
        cast.harbour,
        by=cast.sam,
        said="lower price",
        asked="Lower than what?",
        meant="worth it",
        heard_on=ago(2),
    )
    page = as_dana.get(care_page(cast.harbour)).content.decode()
    assert "“lower price”" in page
    assert "We asked: “Lower than what?” They, on" in page


@pytest.mark.covers("S47")
def test_nobody_invents_what_they_really_mean(cast: Cast) -> None:
    with pytest.raises(NotAsked):
        SaidMeant.hear(cast.harbour, by=cast.sam, said="lower price", meant="they are poor", heard_on=ago(2))
    data = {"said": "lower price", "meant": "they are poor", "heard_on": today().isoformat()}
    refused = signed_in(cast.sam).post(new(cast.harbour, "said"), data)
    assert refused.status_code == 422
    assert "What they really mean is theirs to say" in refused.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        SaidMeant.objects.create(account=cast.harbour, said="lower price", meant="they are poor")


@pytest.mark.covers("S47")
def test_the_second_question_may_be_asked_later(cast: Cast, as_dana: Client) -> None:
    said = SaidMeant.hear(cast.harbour, by=cast.sam, said="lower price", heard_on=ago(2))
    assert "ask once more" in as_dana.get(care_page(cast.harbour)).content.decode()
    as_dana.post(act(said, "said", "meant"), {"asked": "Than what?", "meant": "worth it"})
    assert (SaidMeant.objects.get().asked, SaidMeant.objects.get().meant) == ("Than what?", "worth it")
    with pytest.raises(SettledAlready):
        said.answer(by=cast.sam, asked="And now?", meant="something else")


@pytest.mark.parametrize("what", ["wishes", "goals", "said"])
def test_nobody_heard_anything_tomorrow(what: str, cast: Cast, as_dana: Client) -> None:
    ahead = ago(-1).isoformat()
    data = {"words": "x", "said": "x", "side": "ours", "heard_on": ahead, "set_on": ahead}
    refused = as_dana.post(new(cast.harbour, what), data)
    assert refused.status_code == 422
    assert "That day has not come yet" in refused.content.decode()
