"""What we tell people: short answers, never a policy; a new version for who is asked next, and who is held to which."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from regulars.people.models import ContactPoint
from regulars.trust.asking import may
from regulars.trust.models import Datum, How, Purpose, Wording
from regulars.trust.permitting import say
from regulars.trust.telling.plain_words import wrong_with
from tests.cast import Cast
from tests.conftest import signed_in

ANSWERS = {"used": "To tell you what is new.", "shared": "With nobody.", "secured": "In our own safe."}


def change(client: Client, purpose: str = "offers", **answers: str) -> object:
    return client.post(reverse("told-change", args=[purpose]), ANSWERS | answers)


@pytest.mark.covers("V1")
def test_a_change_is_a_new_version_and_who_said_yes_is_held_to_the_old_one(
    cast: Cast, as_dana: Client
) -> None:
    ines = cast.harbour.people.get()
    say(ines, Purpose.OFFERS, given=True, how=How.FORM, by=cast.sam)
    html = as_dana.get(reverse("told")).content.decode()
    assert "1 person said yes to it." in html
    change(as_dana, used="To tell you about new loaves, twice a month.")
    html = as_dana.get(reverse("told")).content.decode()
    assert "To tell you about new loaves, twice a month." in html
    assert "1 said yes to an older one and is held to that." in html
    assert Wording.objects.filter(purpose="offers").count() == 2
    assert may(ines, Datum.EMAIL, Purpose.OFFERS).name == "given"


def test_the_same_words_again_make_no_new_version(as_dana: Client) -> None:
    change(as_dana)
    change(as_dana)
    assert Wording.objects.filter(purpose="offers").count() == 2


@pytest.mark.covers("V1")
def test_left_empty_it_is_shared_with_nobody(as_dana: Client) -> None:
    change(as_dana, shared="")
    assert Wording.now("offers").shared == "With nobody."  # type: ignore[union-attr] # there is one


@pytest.mark.covers("V1", "V2")
@pytest.mark.parametrize(
    "policy",
    [
        "Your data are processed pursuant to our privacy policy.",
        "See https://fern.example/terms for how we use it.",
        "We and our affiliates use it for our legitimate interest.",
        "For any purpose we see fit.",
        "For marketing purposes.",
        "To serve you, and so on.",
        "Delivering, billing, etc.",
        "It is used " + "very " * 60 + "well.",
        "One. Two. Three. Four things. Five things.",
        "With " + "x" * 250,
        "Ok",
    ],
)
def test_a_policy_is_no_answer_and_neither_is_everything(as_dana: Client, policy: str) -> None:
    assert wrong_with(policy)
    answer = change(as_dana, used=policy)
    assert answer.status_code == 422  # type: ignore[attr-defined] # an answer
    assert Wording.objects.filter(purpose="offers").count() == 1


def test_what_we_deliver_passes_its_own_rule(db: None) -> None:
    for wording in Wording.objects.all():
        assert [wrong_with(answer) for answer in (wording.used, wording.shared, wording.secured)] == [""] * 3


def test_everybody_reads_it_and_only_who_settles_how_we_work_changes_it(cast: Cast) -> None:
    sam = signed_in(cast.sam)
    html = sam.get(reverse("told")).content.decode()
    assert "What we tell people" in html
    assert reverse("told-change", args=["offers"]) not in html
    assert change(sam).status_code == 403  # type: ignore[attr-defined] # an answer
    assert signed_in(cast.dana).get(reverse("told-change", args=["sell_it"])).status_code == 404


def test_how_often_and_when_is_settled_here(cast: Cast, as_dana: Client) -> None:
    sent = {"most": "1", "quiet_from": "18:30", "quiet_until": "09:00", "quiet_days": ["5", "6"]}
    assert as_dana.post(reverse("sending"), sent).status_code == 302
    html = as_dana.get(reverse("sending")).content.decode()
    assert 'value="18:30"' in html
    assert re.findall(r'name="quiet_days" value="(.)"[^>]* checked', html) == ["5", "6"]
    for wrong in ({"most": "-1"}, {"quiet_from": "late"}, {"quiet_days": list("0123456")}, {"most": "99"}):
        assert as_dana.post(reverse("sending"), sent | wrong).status_code == 422


@pytest.mark.covers("V1")
@pytest.mark.parametrize(
    "where", ["account-new", "person-new", "person-point-new", "account-point-new", "person-fact", "point"]
)
def test_beside_every_field_for_contact_data_stand_the_three_answers(
    cast: Cast, as_dana: Client, where: str
) -> None:
    ines = cast.harbour.people.get()
    point = ContactPoint.objects.create(account=cast.harbour, person=ines, kind="phone", value="1")
    at: dict[str, list[object]] = {
        "account-new": [],
        "person-new": [cast.harbour.pk],
        "person-point-new": [ines.pk, "email"],
        "account-point-new": [cast.harbour.pk, "phone"],
        "person-fact": [ines.pk, "email"],
        "point": [point.pk],
    }
    change(as_dana, used="To tell you about <new> loaves.")
    html = as_dana.get(reverse(where, args=at[where])).content.decode()
    assert "To tell you about &lt;new&gt; loaves." in html
    assert html.count("With nobody.") == len(Purpose)
    assert html.count("How it is kept safe") == len(Purpose)


def test_a_form_that_asks_nothing_of_a_person_says_nothing(cast: Cast, as_dana: Client) -> None:
    html = as_dana.get(reverse("account-fact", args=[cast.harbour.pk, "country"])).content.decode()
    assert "How it is kept safe" not in html
