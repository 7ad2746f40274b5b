"""Whoever may change every customer may still change no colleague; and one customer's link stops nobody else."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from regulars.team.models import Invitation, Member
from regulars.trust.models import OwnLink, Permission, Suppression
from regulars.trust.suppressing.listing import is_stopped
from tests.access_rows import MANAGER, OWNER
from tests.access_table import ROWS
from tests.cast import Cast
from tests.conftest import signed_in
from tests.test_access import ROUTES, browser, undone

TEAMS = sorted(
    name
    for name, view in ROUTES.items()
    if name in ROWS and view.__module__.startswith("regulars.team.") and ROWS[name].write in {MANAGER, OWNER}
)


def everybody() -> list[Any]:
    return list(
        Member.objects.order_by("pk").values_list("pk", "email", "role", "is_active", "password", "name")
    )


@pytest.mark.attack("B11")
@pytest.mark.parametrize("name", TEAMS)
def test_who_manages_customers_changes_no_members(name: str, cast: Cast) -> None:
    """Sam may see and change every customer, and export, remove and see money; settling how the firm works he may not."""
    every = dict.fromkeys(("accounts", "orders", "promises", "files"), "all")
    cast.firm.access = {"member": {"see": every, "edit": every, "rights": ["remove", "export", "money"]}}
    cast.firm.save(update_fields=["access"])
    with undone():
        url = reverse(name, kwargs=ROWS[name].of(cast))
        before, invited, access = everybody(), Invitation.objects.count(), cast.firm.access
        sent = {
            "role": "owner",
            "email": "sam@fern.example",
            "is_active": "on",
            "member": cast.dana.pk,
            "sure": "1",
        }
        answer = browser("sam", cast).post(url, sent)
        cast.firm.refresh_from_db()
        assert answer.status_code in {302, 403, 404}, f"{url}: {answer.status_code}"
        assert (everybody(), Invitation.objects.count(), cast.firm.access) == (before, invited, access)


def test_there_are_routes_about_members() -> None:
    assert {"team-role", "team-deactivation", "team-invitations"} <= set(TEAMS)


@pytest.mark.attack("B11", "B5")
def test_ones_own_settings_take_no_role_along(cast: Cast) -> None:
    sam = signed_in(cast.sam)
    for name in ("team-settings", "team-email"):
        sam.post(reverse(name), {"name": "Sam Fern", "role": "owner", "is_active": "", "team": "1"})
    cast.sam.refresh_from_db()
    assert (cast.sam.role, cast.sam.is_active) == ("member", True)


@pytest.mark.attack("F2")
def test_a_forged_link_stops_nobody_and_a_right_one_only_its_owner(cast: Cast) -> None:
    cache.clear()
    ines, ada = cast.harbour.people.get(), cast.vets.people.get()
    ada.email = "ada@vets.example"
    ada.save(update_fields=["email"])
    token = OwnLink.issue(ines, by=cast.sam)
    stranger = Client()
    for forged in (token[:-1], token + "A", token.swapcase(), token[::-1], f"{ada.pk}", f"{token}%00", "."):
        answer = stranger.post(f"/yours/{forged}/stop/", {"why": ""})
        assert answer.status_code == 404, forged
    assert not Suppression.objects.exists()
    assert not Permission.objects.exists()
    theirs = {"person": ada.pk, "pk": ada.pk, "id": ada.pk, "email": ada.email, "account": cast.vets.pk}
    stranger.post(reverse("own-stop", args=[token]) + f"?person={ada.pk}", theirs)
    assert is_stopped(ines)
    assert not is_stopped(ada)
