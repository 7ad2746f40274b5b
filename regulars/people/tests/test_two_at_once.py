"""Two people change one record: different facts are both kept, the same one is a choice."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from regulars.people.models import Account
from regulars.timeline.models import Event
from tests.cast import Cast
from tests.conftest import signed_in

HTMX = {"HX-Request": "true"}


def opened(client: Client, url: str) -> str:
    """What the form of a fact says it was."""
    return hidden(client.get(url).content.decode(), "was")


def hidden(html: str, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', html)
    assert found
    return found[1].replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")


def test_changes_of_different_facts_are_both_kept(cast: Cast, as_dana: Client) -> None:
    as_sam = signed_in(cast.sam)
    country, persona = (
        reverse("account-fact", args=[cast.harbour.pk, name]) for name in ("country", "persona")
    )
    dana_was, sam_was = opened(as_dana, country), opened(as_sam, persona)
    assert as_dana.post(country, {"value": "Wales", "was": dana_was}).status_code == 302
    assert as_sam.post(persona, {"value": "Café", "was": sam_was}).status_code == 302
    cast.harbour.refresh_from_db()
    assert (cast.harbour.country, cast.harbour.persona) == ("Wales", "Café")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_changes_of_the_same_fact_are_a_choice_that_shows_both(
    cast: Cast, as_dana: Client, headers: dict[str, str]
) -> None:
    as_sam, url = signed_in(cast.sam), reverse("account-fact", args=[cast.harbour.pk, "country"])
    dana_was = opened(as_dana, url)
    as_sam.post(url, {"value": "Portugal", "was": opened(as_sam, url)})
    answer = as_dana.post(url, {"value": "Wales", "was": dana_was}, headers=headers)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Sam has changed this while you were writing." in html
    assert "<b>Portugal</b>" in html
    assert "<b>Wales</b>" in html
    assert Account.objects.get(pk=cast.harbour.pk).country == "Portugal"
    mine = {"value": hidden(html, "value"), "was": hidden(html, "was")}
    assert as_dana.post(url, mine, headers=headers).status_code in {200, 302}
    assert Account.objects.get(pk=cast.harbour.pk).country == "Wales"
    assert Event.objects.filter(kind="people.account_changed").count() == 2


def test_a_third_change_before_the_choice_is_noticed_too(cast: Cast, as_dana: Client) -> None:
    url = reverse("account-fact", args=[cast.harbour.pk, "country"])
    was = opened(as_dana, url)
    Account.objects.filter(pk=cast.harbour.pk).update(country="Portugal")
    first = as_dana.post(url, {"value": "Wales", "was": was}).content.decode()
    assert "Somebody has changed this" in first
    Account.objects.filter(pk=cast.harbour.pk).update(country="Spain")
    second = as_dana.post(url, {"value": "Wales", "was": hidden(first, "was")})
    assert second.status_code == 409
    assert "<b>Spain</b>" in second.content.decode()


def test_both_writing_the_same_is_no_quarrel(cast: Cast, as_dana: Client) -> None:
    url = reverse("account-fact", args=[cast.harbour.pk, "country"])
    was = opened(as_dana, url)
    Account.objects.filter(pk=cast.harbour.pk).update(country="Wales")
    assert as_dana.post(url, {"value": "Wales", "was": was}).status_code == 302


def test_the_choice_names_colleagues_not_numbers(cast: Cast, as_dana: Client) -> None:
    as_sam, url = signed_in(cast.sam), reverse("account-fact", args=[cast.harbour.pk, "owner"])
    was = opened(as_dana, url)
    as_sam.post(url, {"value": str(cast.sam.pk), "was": was})
    html = as_dana.post(url, {"value": str(cast.marta.pk), "was": was}).content.decode()
    assert "<b>Sam</b>" in html
    assert "<b>Marta</b>" in html


def test_a_persons_fact_is_guarded_the_same(cast: Cast, as_dana: Client) -> None:
    ines, as_sam = cast.harbour.people.get(), signed_in(cast.sam)
    url = reverse("person-fact", args=[ines.pk, "note"])
    was = opened(as_dana, url)
    as_sam.post(url, {"value": "Early riser", "was": was})
    answer = as_dana.post(url, {"value": "Never on Mondays", "was": was})
    assert answer.status_code == 409
    assert "Sam has changed this" in answer.content.decode()


@pytest.mark.attack("C2")
@pytest.mark.parametrize("was", ["{", "not json", "\x00", "[" * 3000, "x" * 30_000])
def test_a_form_that_says_nonsense_about_what_it_was_is_refused(
    cast: Cast, as_dana: Client, was: str
) -> None:
    url = reverse("account-fact", args=[cast.harbour.pk, "country"])
    assert as_dana.post(url, {"value": "Wales", "was": was}).status_code == 422
    assert Account.objects.get(pk=cast.harbour.pk).country == ""


@pytest.mark.parametrize("was", [{"a": 1}, [1], 7, None])
def test_what_it_never_was_is_only_a_choice(cast: Cast, as_dana: Client, was: object) -> None:
    url = reverse("account-fact", args=[cast.harbour.pk, "country"])
    assert as_dana.post(url, {"value": "Wales", "was": json.dumps(was)}).status_code == 409


def test_parts_given_by_two_are_both_kept(cast: Cast, as_dana: Client) -> None:
    ines, as_sam = cast.harbour.people.get(), signed_in(cast.sam)
    url = reverse("account-parts", args=[cast.harbour.pk, ines.pk])
    as_dana.post(url, {"parts": ["decides"]})
    as_sam.post(url, {"parts": ["pays"], "was": []})
    assert set(ines.roles.values_list("part", flat=True)) == {"decides", "pays"}


def test_a_contact_point_changed_by_two_is_a_choice(cast: Cast, as_dana: Client) -> None:
    ines, as_sam = cast.harbour.people.get(), signed_in(cast.sam)
    as_dana.post(reverse("person-point-new", args=[ines.pk, "email"]), {"value": "one@harbour.example"})
    point = ines.contact_points.get()
    url = reverse("point", args=[point.pk])
    as_sam.post(url, {"value": "two@harbour.example", "was": "one@harbour.example"})
    answer = as_dana.post(url, {"value": "three@harbour.example", "was": "one@harbour.example"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "two@harbour.example" in html
    assert 'value="three@harbour.example"' in html
    as_dana.post(url, {"value": "three@harbour.example", "was": hidden(html, "was")})
    point.refresh_from_db()
    assert point.value == "three@harbour.example"
