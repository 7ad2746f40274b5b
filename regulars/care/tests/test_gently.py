"""Going gently: R53."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regulars.care.empathy import paused, tone
from regulars.care.errors import TooLong
from regulars.care.models import EmpathyFlag, HardSeason
from regulars.care.tests.given import act, ago, care_page, new, today
from regulars.people.models import Person
from regulars.timeline.models import Event
from tests.cast import Cast
from tests.conftest import signed_in

SECRET = "the fire in the mill"


@pytest.fixture
def flag(cast: Cast) -> EmpathyFlag:
    return EmpathyFlag.raise_(cast.harbour, by=cast.sam, until=ago(-30), reason=SECRET)


@pytest.mark.covers("R53")
def test_a_flag_pauses_selling_and_turns_the_tone_gentle(cast: Cast, flag: EmpathyFlag) -> None:
    assert paused(cast.harbour)
    assert tone(cast.harbour) == "gentle"
    assert not paused(cast.vets)
    assert tone(cast.vets) == "usual"


@pytest.mark.covers("R53")
def test_a_flag_ends_by_itself(cast: Cast, flag: EmpathyFlag) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        assert paused(cast.harbour)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert not paused(cast.harbour)


@pytest.mark.covers("R53")
def test_no_flag_lasts_for_ever(cast: Cast, flag: EmpathyFlag, as_dana: Client) -> None:
    for until in (ago(-91), ago(0), ago(3)):
        with pytest.raises(TooLong):
            EmpathyFlag.raise_(cast.vets, by=cast.sam, until=until)
        with pytest.raises(TooLong):
            flag.extend(by=cast.sam, until=until)
        refused = as_dana.post(new(cast.vets, "flags"), {"until": until.isoformat()})
        assert (refused.status_code, "extend it then" in refused.content.decode()) == (422, True)
    form = as_dana.get(new(cast.vets, "flags")).content.decode()
    assert f'value="{ago(-30).isoformat()}"' in form  # thirty days unless said otherwise
    flag.extend(by=cast.sam, until=ago(-60))
    assert EmpathyFlag.objects.get(pk=flag.pk).until == ago(-60)


@pytest.mark.covers("R53")
def test_the_reason_is_read_only_by_who_set_it_and_by_managers(cast: Cast, flag: EmpathyFlag) -> None:
    other = type(cast.sam).objects.create_member("lee@fern.example", "Lee Fern", "member")
    for member, may in (
        (cast.sam, True),
        (cast.marta, True),
        (cast.dana, True),
        (other, False),
        (cast.rita, False),
    ):
        client = signed_in(member)
        pages = [
            care_page(cast.harbour),
            reverse("account", args=[cast.harbour.pk]),
            reverse("care"),
            reverse("today"),
        ]
        if member.may_write:
            pages.append(act(flag, "flags", "extended"))
        seen = any(SECRET in client.get(page).content.decode() for page in pages)
        assert seen == may, member
    assert SECRET not in str(list(Event.objects.values_list("data", flat=True)))


@pytest.mark.covers("R53")
def test_a_flag_about_one_person_leaves_the_others_as_usual(cast: Cast) -> None:
    ines, marco = cast.harbour.people.get(), Person.objects.create(account=cast.harbour, name="Marco Pell")
    EmpathyFlag.raise_(cast.harbour, by=cast.sam, until=ago(-9), person=ines)
    assert paused(cast.harbour, ines)
    assert not paused(cast.harbour, marco)
    assert paused(cast.harbour)


@pytest.mark.covers("R53")
def test_when_it_is_over_selling_goes_on(cast: Cast, flag: EmpathyFlag, as_dana: Client) -> None:
    as_dana.post(act(flag, "flags", "lifted"))
    assert not paused(cast.harbour)
    lifted = Event.objects.get(kind="care.flag_lifted")
    as_dana.post(reverse("undo", args=[lifted.pk]))
    assert paused(cast.harbour)


@pytest.mark.covers("R53")
def test_a_hard_season_holds_for_everybody_until_a_day(cast: Cast) -> None:
    marta = signed_in(cast.marta)
    until = ago(-20)
    marta.post(reverse("care-season"), {"until": until.isoformat()})
    assert paused(cast.vets)
    page = marta.get(reverse("care-settings")).content.decode()
    assert "The whole firm goes gently until" in page
    assert "listen, and do not sell" in marta.get(reverse("account", args=[cast.vets.pk])).content.decode()
    assert not paused(cast.vets, today=until + timedelta(days=1))
    marta.post(reverse("care-season-ended"))
    assert not paused(cast.vets)
    marta.post(reverse("care-season-ended"))
    assert Event.objects.filter(kind="care.season_ended").count() == 1


def test_a_season_without_an_end_is_refused(cast: Cast) -> None:
    for until in ("", "2099-01-01", "yesterday"):
        refused = signed_in(cast.marta).post(reverse("care-season"), {"until": until})
        assert refused.status_code == 422
    assert not HardSeason.objects.exists()


def test_one_season_follows_another(cast: Cast) -> None:
    HardSeason.begin(by=cast.dana, until=ago(-5))
    HardSeason.begin(by=cast.dana, until=ago(-50))
    assert [season.until for season in HardSeason.objects.on(today())] == [ago(-50)]


def test_the_settings_change_what_counts(cast: Cast) -> None:
    marta = signed_in(cast.marta)
    page = marta.get(reverse("care-settings"))
    data = {name: page.context["form"].initial[name] for name in page.context["form"].fields}
    marta.post(reverse("care-settings"), data | {"flag_days": 14})
    assert f'value="{ago(-14).isoformat()}"' in marta.get(new(cast.vets, "flags")).content.decode()
    assert Event.objects.get(kind="care.settings_changed").data["changes"] == {"flag_days": [30, 14]}
    marta.post(reverse("care-settings"), data | {"flag_days": 14})
    assert Event.objects.filter(kind="care.settings_changed").count() == 1
    assert marta.post(reverse("care-settings"), data | {"flag_days": 0}).status_code == 422
    assert "Care" in marta.get(reverse("team-settings")).content.decode()
