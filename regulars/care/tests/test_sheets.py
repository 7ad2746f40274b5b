"""Protection sheets of those one cannot afford to lose: R29. How accounts came to us: R4."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regulars.care.due import SHEET, Due, due
from regulars.care.errors import CopiedSheet
from regulars.care.models import CareSettings, OriginAsked, ProtectionSheet, Review
from regulars.care.origins import share_unknown
from regulars.care.tests.given import ago, new, today
from regulars.people.models import Account
from regulars.retention.models import ScoringRun
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from regulars.timeline.models import Event
from tests.cast import Cast, account
from tests.conftest import signed_in

SHEET_DATA = {"reading": "content", "how_known": "she said so", "idea": "invite them to the tasting"}


def lacking(days: int = 0) -> list[Due]:
    return due(today() + timedelta(days=days), 50, kinds=[SHEET])


def parts(one: Due) -> set[str]:
    return {name for name, lacks in one.data.items() if lacks}


@pytest.mark.covers("R29")
def test_a_sheet_alerts_while_any_part_is_missing_or_stale(cast: Cast) -> None:
    score(scored(), cast.harbour, top=True)
    assert parts(lacking()[0]) == {"owner", "backup", "reading", "idea", "review"}
    Account.objects.filter(pk=cast.harbour.pk).update(owner=cast.dana, backup=cast.sam)
    ProtectionSheet.write(cast.harbour, by=cast.dana, read_on=today(), **SHEET_DATA)
    assert parts(lacking()[0]) == {"review"}
    Review.schedule(cast.harbour, by=cast.dana, due_on=ago(-30))
    assert lacking() == []
    assert parts(lacking(days=31)[0]) == {"review"}
    assert parts(lacking(days=200)[0]) == {"reading", "idea", "review"}


@pytest.mark.covers("R29")
def test_only_top_accounts_have_one_asked_for(cast: Cast, as_dana: Client) -> None:
    score(scored(), cast.harbour, top=False)
    assert lacking() == []
    assert (
        "protection sheet lacks"
        not in as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    )


@pytest.mark.covers("R29")
@pytest.mark.parametrize(
    "idea",
    [
        "invite them to the tasting",
        " Invite THEM to the tasting! ",
        "Invite them, Oyelaran Vets, to the tasting",
    ],
)
def test_a_sheet_copied_from_another_account_is_refused(idea: str, cast: Cast, as_dana: Client) -> None:
    ProtectionSheet.write(cast.harbour, by=cast.dana, read_on=today(), **SHEET_DATA)
    with pytest.raises(CopiedSheet):
        ProtectionSheet.write(cast.vets, by=cast.dana, read_on=today(), **(SHEET_DATA | {"idea": idea}))
    data = SHEET_DATA | {"idea": idea, "read_on": today().isoformat()}
    refused = as_dana.post(new(cast.vets, "sheet"), data)
    assert refused.status_code == 422
    assert "The same idea stands on the sheet of Harbour Bakery" in refused.content.decode()
    ProtectionSheet.write(
        cast.harbour, by=cast.dana, read_on=today(), **SHEET_DATA
    )  # their own words may stay


@pytest.mark.covers("R29")
def test_sheets_are_asked_for_from_the_biggest_down_a_few_more_every_day(cast: Cast) -> None:
    run = scored()
    for number in range(9):
        score(run, account(f"Café {number}"), top=True, last_year=Decimal(9000 - number))
    CareSettings.begin()
    assert [one.name for one in lacking()] == ["Café 0", "Café 1"]
    assert len(lacking(days=1)) == 4
    assert len(lacking(days=30)) == 9
    assert len(due(today() + timedelta(days=30), 50, kinds=[SHEET], sparing=True)) == 2


@pytest.mark.covers("R4")
def test_the_owner_is_asked_about_one_account_at_a_time_the_biggest_first(
    cast: Cast, as_dana: Client
) -> None:
    run = scored()
    score(run, cast.harbour, total=Decimal(9000))
    score(run, cast.vets, total=Decimal(5000))
    address = reverse("care-origins")
    assert as_dana.get(address).context["score"].account == cast.harbour
    assert as_dana.get(address, {"after": cast.harbour.pk}).context["score"].account == cast.vets
    as_dana.post(reverse("care-origin", args=[cast.harbour.pk]), {"came_by": "Trade fair"})
    assert Account.objects.get(pk=cast.harbour.pk).came_by == "Trade fair"
    assert as_dana.get(address).context["score"].account == cast.vets
    assert as_dana.get(address, {"after": "x" * 30}).status_code == 200


@pytest.mark.covers("R4")
def test_that_nobody_knows_is_an_answer_and_nobody_is_made_to_guess(cast: Cast, as_dana: Client) -> None:
    score(scored(), cast.harbour)
    empty = as_dana.post(reverse("care-origin", args=[cast.harbour.pk]), {"came_by": " "})
    assert empty.status_code == 422
    as_dana.post(reverse("care-origin-unknown", args=[cast.harbour.pk]))
    assert Account.objects.get(pk=cast.harbour.pk).came_by == ""
    assert OriginAsked.objects.get().account == cast.harbour
    assert "Everybody was asked about" in as_dana.get(reverse("care-origins")).content.decode()
    event = Event.objects.get(kind="care.origin_unknown")
    as_dana.post(reverse("undo", args=[event.pk]))
    assert as_dana.get(reverse("care-origins")).context["score"].account == cast.harbour


@pytest.mark.covers("R4")
def test_the_share_that_is_still_unknown_is_reported(cast: Cast, as_dana: Client) -> None:
    assert share_unknown().share is None
    score(scored(), cast.harbour)
    ScoringRun.objects.update(accounts=4)
    Account.objects.filter(pk=cast.vets.pk).update(came_by="web search")
    OriginAsked.nobody_knows(cast.tomas, by=cast.dana)
    unknown = share_unknown()
    assert (unknown.share, unknown.known, unknown.asked, unknown.to_ask) == (0.75, 1, 1, 2)
    said = "Not known of 75% of 4. Of 1 nobody knows any more."
    for name in ("care", "care-origins"):
        assert said in as_dana.get(reverse(name)).content.decode()
    assert "care-origins" not in signed_in(cast.rita).get(reverse("care")).content.decode()


def test_a_sheet_of_last_year_is_old_news(cast: Cast) -> None:
    score(scored(), cast.harbour, top=True)
    with time_machine.travel(timezone.now() - timedelta(days=300)):
        ProtectionSheet.write(cast.harbour, by=cast.dana, read_on=today(), **SHEET_DATA)
    assert {"reading", "idea"} <= parts(lacking()[0])
