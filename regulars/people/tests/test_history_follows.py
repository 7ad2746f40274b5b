"""R16: what led to a sale stays in sight after it, after a merge, and is handed to whoever delivers."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regulars.people.merging.joining import merge_accounts
from regulars.people.merging.parting import part
from regulars.people.models import Account
from regulars.timeline.models import Tally, Touch, log_touch
from tests.cast import Cast, order

DAY = datetime(2026, 9, 1, 10, tzinfo=UTC)


def log(account: Account, day: int, note: str, **about: Any) -> Touch:
    at = DAY + timedelta(days=day)
    made = log_touch(account_id=account.pk, by=None, channel="call", at=at, note=note, **about)
    assert made
    return made


def counted(account: Account) -> int:
    return Tally.objects.get(pk=account.pk).touches


@pytest.mark.covers("R16", "A14")
def test_a_merge_and_its_undoing_keep_every_contact_and_count_it_once(cast: Cast, as_dana: Client) -> None:
    log(cast.harbour, 1, "About rye")
    log(cast.quiet, 2, "About chairs")
    merge = merge_accounts(cast.harbour, cast.quiet, by=cast.dana)
    page = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert "About rye" in page
    assert "About chairs" in page
    assert counted(cast.harbour) == 2
    part(merge, by=cast.dana)
    assert (counted(cast.harbour), counted(cast.quiet)) == (1, 1)


@pytest.mark.covers("R16")
def test_contacts_stay_in_sight_after_the_sale_they_led_to(cast: Cast, as_dana: Client) -> None:
    log(cast.quiet, 1, "Wants to try the rye")
    order(cast.quiet, (DAY + timedelta(days=3)).date())
    page = as_dana.get(reverse("account", args=[cast.quiet.pk])).content.decode()
    assert "Wants to try the rye" in page
