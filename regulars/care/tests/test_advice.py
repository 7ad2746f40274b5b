"""Advice and what they depend on: R35, R34."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regulars.care.due import ENDS, due
from regulars.care.errors import NotOurTrade
from regulars.care.models import Advice, AdviceAnswer, Dependency
from regulars.care.tests.given import act, ago, care_page, new, today
from regulars.lib.days import months_before
from regulars.people.models import Account
from regulars.timeline.models import Event
from tests.cast import Cast


@pytest.fixture
def advice(cast: Cast) -> Advice:
    return Advice.give(cast.harbour, by=cast.sam, words="Renew the lease in May", given_on=ago(40))


@pytest.mark.covers("R35")
def test_advice_stands_with_its_day_and_what_came_of_it(cast: Cast, advice: Advice, as_dana: Client) -> None:
    assert "no answer yet" in as_dana.get(care_page(cast.harbour)).content.decode()
    as_dana.post(act(advice, "advice", "declined"), {"words": "too dear"})
    as_dana.post(act(advice, "advice", "taken"), {"words": "after all"})
    page = as_dana.get(care_page(cast.harbour)).content.decode()
    assert "they declined it" in page
    assert "too dear" in page  # the later answer stands beside the earlier one
    assert "after all" in page
    assert '<span class="tag ok">taken</span>' in page


@pytest.mark.covers("R35")
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE care_advice SET words = 'Renew at once'",
        "UPDATE care_advice SET given_on = given_on - 30",
        "UPDATE care_advice SET at = now() - interval '1 year'",
        "UPDATE care_advice SET by_id = (SELECT max(id) FROM team_member)",
        "DELETE FROM care_advice",
        "UPDATE care_adviceanswer SET answer = 'taken'",
        "UPDATE care_adviceanswer SET words = 'nothing'",
        "DELETE FROM care_adviceanswer",
    ],
)
def test_nothing_edits_advice_after_the_damage_not_even_the_database(
    sql: str, advice: Advice, cast: Cast
) -> None:
    advice.answer("declined", by=cast.sam, words="too dear")
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert (Advice.objects.get().words, AdviceAnswer.objects.get().answer) == (
        "Renew the lease in May",
        "declined",
    )


@pytest.mark.covers("R35")
def test_advice_written_down_by_mistake_says_so_and_stays(
    cast: Cast, advice: Advice, as_dana: Client
) -> None:
    assert advice.told is not None
    as_dana.post(reverse("undo", args=[advice.told.pk]))
    page = as_dana.get(care_page(cast.harbour)).content.decode()
    assert "Renew the lease in May" in page
    assert "written down by mistake" in page
    answer = advice.answer("taken", by=cast.sam)
    assert advice.told is not None
    as_dana.post(reverse("undo", args=[advice.told.pk]))
    kept = list(AdviceAnswer.objects.order_by("pk").values_list("answer", flat=True))
    assert kept == ["mistaken", "taken", "unanswered"]
    assert AdviceAnswer.objects.get(pk=answer.pk).answer == "taken"


@pytest.mark.covers("R35")
def test_advice_goes_with_its_account_and_only_from_the_bin(cast: Cast, advice: Advice) -> None:
    """A merge moves it with its words; the bin empties after its days, as for everything else."""
    advice.answer("taken", by=cast.sam)
    Advice.objects.update(account=cast.vets)
    with pytest.raises(IntegrityError), transaction.atomic():
        cast.vets.delete()
    Account.objects.filter(pk=cast.vets.pk).update(removed_at=timezone.now())
    cast.vets.delete()
    assert not Advice.objects.exists()


def depends(cast: Cast, months: int, **more: Any) -> Dependency:
    about = {
        "words": "Till 4",
        "what": "version",
        "ends_on": months_before(today(), -months),
        "our_trade": True,
    }
    return Dependency.note(cast.harbour, by=cast.sam, **(about | more))


def reminded(days: int = 0) -> bool:
    return bool(due(today() + timedelta(days=days), 5, kinds=[ENDS]))


@pytest.mark.covers("R34")
def test_eighteen_months_ahead_the_advice_begins_and_returns_at_every_step_until_they_acted(
    cast: Cast,
) -> None:
    till = depends(cast, 19)
    assert not reminded()
    asked = []
    for months in (18, 12, 6, 3, 0):
        day = months_before(till.ends_on, months)
        asked.append(bool(due(day, 5, kinds=[ENDS])))
        with time_machine.travel(timezone.now() + (day - today())):
            till.tell(by=cast.sam, words=f"It ends in {months} months; no hurry.")
            asked.append(bool(due(day, 5, kinds=[ENDS])))
    assert asked == [True, False] * 5
    assert Advice.objects.filter(dependency=till).count() == 5
    till.act(by=cast.sam)
    assert not due(till.ends_on + timedelta(days=400), 5, kinds=[ENDS])


@pytest.mark.covers("R34")
def test_telling_them_by_mistake_brings_the_reminder_back(cast: Cast, as_dana: Client) -> None:
    till = depends(cast, 4)
    for _time in range(2):
        as_dana.post(act(till, "depends", "told"), {"words": "It ends in spring; here are the choices."})
    assert not reminded()
    for event in Event.objects.filter(kind="care.advice_given"):
        assert not reminded()
        as_dana.post(reverse("undo", args=[event.pk]))
    assert reminded()


@pytest.mark.covers("R34")
def test_the_final_day_of_support_is_told_once_more(cast: Cast) -> None:
    till = depends(cast, 3, support_stops_on=months_before(today(), -5))
    with time_machine.travel(timezone.now() + timedelta(days=100)):
        till.tell(by=cast.sam, words="It has ended; support runs on for a while.")
    assert till.support_stops_on is not None
    assert not due(till.support_stops_on - timedelta(days=1), 5, kinds=[ENDS])
    assert due(till.support_stops_on, 5, kinds=[ENDS])


@pytest.mark.covers("R34")
def test_an_end_that_is_not_our_trade_is_noted_and_never_advised_on(cast: Cast, as_dana: Client) -> None:
    law = depends(cast, 2, words="Packaging law", our_trade=False)
    assert not reminded()
    with pytest.raises(NotOurTrade):
        law.tell(by=cast.sam, words="You must change everything")
    page = as_dana.get(care_page(cast.harbour)).content.decode()
    assert "not our trade" in page
    assert f"care/depends/{law.pk}/told/" not in page
    assert as_dana.post(act(law, "depends", "told"), {"words": "x"}).status_code == 409


@pytest.mark.covers("R34")
def test_nobody_is_frightened_into_buying(cast: Cast, as_dana: Client) -> None:
    till = depends(cast, 4)
    pages = [
        as_dana.get(address).content.decode() for address in (reverse("care"), act(till, "depends", "told"))
    ]
    assert "so that they can choose without hurry" in pages[0]
    assert "No hurry, no fear: they decide." in pages[1]
    for page in pages:
        assert not {"urgent", "last chance", "act now"} & set(page.lower().split())


def test_support_cannot_stop_before_the_end(cast: Cast, as_dana: Client) -> None:
    data = {
        "words": "Till 4",
        "what": "version",
        "ends_on": ago(-90).isoformat(),
        "support_stops_on": ago(-20).isoformat(),
    }
    refused = as_dana.post(new(cast.harbour, "depends"), data)
    assert (refused.status_code, "not before" in refused.content.decode()) == (422, True)
