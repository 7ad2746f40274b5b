"""The page of a person: how to reach them, what is known, where they have a part, what happened with them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from regulars.people.changing import change_person
from regulars.people.models import Account, ContactPoint, ContactRole, Person
from regulars.timeline.models import Touch
from tests.cast import Cast
from tests.conftest import signed_in


@pytest.fixture
def ines(cast: Cast) -> Person:
    found: Person = cast.harbour.people.get()
    return found


def touched(ines: Person, days: int, **about: object) -> Touch:
    at = timezone.now() - timedelta(days=days)
    made: Touch = Touch.objects.create(account=ines.account, person=ines, channel="call", at=at, **about)
    return made


def page(client: Client, ines: Person, **query: str) -> str:
    answer = client.get(reverse("person", args=[ines.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_says_who_they_are_and_offers_the_call(cast: Cast, as_dana: Client, ines: Person) -> None:
    change_person(ines, by=cast.dana, job_title="Owner", prefers="a call before ten")
    html = page(as_dana, ines)
    for said in (
        "Ines Duarte",
        "Owner",
        "a call before ten",
        "Harbour Bakery",
        'href="tel:+442079460018">Call Ines',
    ):
        assert said in html
    assert 'href="#compose">Log' in html


def test_only_what_happened_with_them_is_told(cast: Cast, as_dana: Client, ines: Person) -> None:
    touched(ines, 3, note="Second shop in January", member=cast.sam)
    Touch.objects.create(account=cast.harbour, channel="call", note="Somebody else there")
    html = page(as_dana, ines)
    assert "Sam called Ines Duarte" in html
    assert "Second shop in January" in html
    assert "Somebody else there" not in html


def test_older_contacts_follow_page_by_page(as_dana: Client, ines: Person) -> None:
    for n in range(70):
        touched(ines, n, note=f"N{n:03}")
    url, seen, before = reverse("person", args=[ines.pk]), 0, ""
    for _page in range(3):
        answer = as_dana.get(url, {"before": before} if before else {}, headers={"HX-Request": "true"})
        html = answer.content.decode()
        seen += html.count("N0")
        if 'rel="next"' not in html:
            break
        before = html.split("before=")[1].split("#")[0].split('"')[0].replace("%3A", ":").replace("%2B", "+")
    assert seen == 70
    assert as_dana.get(url, {"before": "yesterday"}).status_code == 422


def test_who_may_only_look_sees_it_and_changes_nothing(cast: Cast, ines: Person) -> None:
    ContactPoint.objects.create(account=cast.harbour, person=ines, kind="address", value="1 Quay")
    html = page(signed_in(cast.rita), ines)
    assert "1 Quay" in html
    assert "Change" not in html
    assert "#compose" not in html


@pytest.mark.parametrize("many", [1, 40])
def test_it_asks_the_database_a_constant_number_of_times(
    cast: Cast, as_dana: Client, ines: Person, many: int
) -> None:
    for n in range(many):
        touched(ines, n, member=cast.sam)
        ContactPoint.objects.create(account=cast.harbour, person=ines, kind="phone", value=f"020 7946 {n:04}")
        other = Account.objects.create(name=f"Other {n}")
        ContactRole.objects.create(account=other, person=ines, part="pays")
    page(as_dana, ines)
    with CaptureQueriesContext(connection) as queries:
        page(as_dana, ines)
    # session, member, firm; the person with points, fields, places, touches, events, tags; what care knows, the score;
    # promises, files, mentions; what they allowed, what left the house with them, what they ask about their data
    assert len(queries) <= 18, "\n".join(query["sql"][:200] for query in queries)


def test_somebody_merged_leads_to_where_everything_is(cast: Cast, as_dana: Client, ines: Person) -> None:
    twin = Person.objects.create(
        account=cast.harbour, name="I. Duarte", removed_at=timezone.now(), merged_into=ines
    )
    first = Person.objects.create(
        account=cast.harbour, name="Inês", removed_at=timezone.now(), merged_into=twin
    )
    answer = as_dana.get(reverse("person", args=[first.pk]))
    assert answer.status_code == 410
    assert reverse("person", args=[ines.pk]) in answer.content.decode()
    assert "which are one now" in answer.content.decode()


def test_an_account_merged_leads_to_the_other(cast: Cast, as_dana: Client) -> None:
    Account.objects.filter(pk=cast.quiet.pk).update(removed_at=timezone.now(), merged_into=cast.harbour)
    answer = as_dana.get(reverse("account", args=[cast.quiet.pk]))
    assert answer.status_code == 410
    assert reverse("account", args=[cast.harbour.pk]) in answer.content.decode()


def test_somebody_removed_says_that_they_were(cast: Cast, as_dana: Client, ines: Person) -> None:
    Person.objects.filter(pk=ines.pk).update(removed_at=timezone.now())
    answer = as_dana.get(reverse("person", args=[ines.pk]))
    assert answer.status_code == 410
    assert "taken out of these records" in answer.content.decode()
    assert reverse("account", args=[cast.harbour.pk]) in answer.content.decode()
    Account.objects.filter(pk=cast.harbour.pk).update(removed_at=timezone.now())
    for name, pk in (("person", ines.pk), ("account", cast.harbour.pk)):
        answer = as_dana.get(reverse(name, args=[pk]))
        assert answer.status_code == 410
        assert "To Harbour Bakery" not in answer.content.decode()


def test_records_merged_in_a_circle_end_somewhere(cast: Cast, as_dana: Client) -> None:
    one, two = cast.quiet, cast.vets
    Account.objects.filter(pk=one.pk).update(removed_at=timezone.now(), merged_into=two)
    Account.objects.filter(pk=two.pk).update(removed_at=timezone.now(), merged_into=one)
    assert as_dana.get(reverse("account", args=[one.pk])).status_code == 410


@pytest.mark.attack("B1")
def test_nobody_learns_of_what_was_removed_without_signing_in(cast: Cast, ines: Person) -> None:
    Person.objects.filter(pk=ines.pk).update(removed_at=timezone.now())
    answer = Client().get(reverse("person", args=[ines.pk]))
    assert answer.status_code == 302
    assert "sign-in" in answer["Location"]
