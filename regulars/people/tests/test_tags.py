"""Tags: the firm's own words, one spelling each, on accounts and people; put on, taken off, joined, and all of it undone."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regulars.people.models import AccountTag, Person, PersonTag, Tag
from regulars.people.tagging import add_tag, archive_tag, join_tags, tag_named
from regulars.timeline.models import Event
from regulars.timeline.undoing import CannotBeUndone, take_back
from tests.cast import Cast
from tests.conftest import signed_in


def names(tagged: Any) -> list[str]:
    return sorted(tagged.tagged.filter(tag__archived_at=None).values_list("tag__name", flat=True))


def tag(client: Client, cast: Cast, name: str, **headers: Any) -> Any:
    return client.post(reverse("account-tags", args=[cast.harbour.pk]), {"name": name}, **headers)


def test_a_tag_is_put_on_by_name_and_every_spelling_is_one(as_dana: Client, cast: Cast) -> None:
    for typed in ("VIP", " vip ", "Vip!", "V\u200bIP".replace("\u200b", "")):
        assert tag(as_dana, cast, typed).status_code == 302
    assert names(cast.harbour) == ["VIP"]
    assert Tag.objects.count() == 1
    assert Event.objects.filter(kind="people.tagged", account=cast.harbour).count() == 1
    shown = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert "Take off VIP" in shown
    assert "tagged them “VIP”" in shown


def test_it_is_taken_off_and_the_toast_puts_it_back(as_dana: Client, cast: Cast) -> None:
    add_tag(cast.harbour, "VIP", by=cast.dana)
    off = reverse("account-tag-removed", args=[cast.harbour.pk, Tag.objects.get().pk])
    answer = as_dana.post(off, follow=True)
    assert names(cast.harbour) == []
    undo = reverse("undo", args=[Event.objects.get(kind="people.untagged").pk])
    assert undo in answer.content.decode()
    as_dana.post(undo)
    assert names(cast.harbour) == ["VIP"]
    as_dana.post(off)
    as_dana.post(off)
    assert Event.objects.filter(kind="people.untagged").count() == 2


def test_a_person_has_tags_of_their_own(as_dana: Client, cast: Cast) -> None:
    ines = cast.harbour.people.get()
    as_dana.post(reverse("person-tags", args=[ines.pk]), {"name": "Speaks Welsh"})
    assert (names(ines), names(cast.harbour)) == (["Speaks Welsh"], [])
    assert "Speaks Welsh" in as_dana.get(reverse("person", args=[ines.pk])).content.decode()
    assert (
        "tagged Ines Duarte “Speaks Welsh”"
        in as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    )
    as_dana.post(reverse("undo", args=[Event.objects.get(kind="people.tagged").pk]))
    assert names(ines) == []
    put_on = PersonTag.objects.create(person=ines, tag=Tag.objects.get())
    as_dana.post(reverse("person-tag-removed", args=[ines.pk, put_on.tag_id]))
    assert names(ines) == []


def test_with_htmx_only_the_card_comes_back(as_dana: Client, cast: Cast) -> None:
    answer = tag(as_dana, cast, "VIP", headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert (answer.status_code, 'id="tags"' in text, "<html" in text) == (200, True, False)
    assert "/undo/" in text
    refused = tag(as_dana, cast, "!!!", headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert "A tag is a word or two" in refused.content.decode()


@pytest.mark.parametrize("typed", ["", "  ", "!!!", "x" * 61, "ß" * 40])
def test_what_is_no_tag_is_refused_in_words(typed: str, as_dana: Client, cast: Cast) -> None:
    assert tag(as_dana, cast, typed).status_code == 422
    assert not Tag.objects.exists()


@pytest.mark.attack("D1")
def test_a_hostile_tag_is_text_everywhere(as_dana: Client, cast: Cast) -> None:
    hostile = '"><script>alert(1)</script>'
    made = tag_named(hostile)
    add_tag(cast.harbour, hostile, by=cast.dana)
    addresses = [
        reverse("account", args=[cast.harbour.pk]),
        reverse("tags"),
        reverse("tag", args=[made.pk]),
        reverse("tags-suggested"),
    ]
    for address in addresses:
        text = as_dana.get(address).content.decode()
        assert "alert(1)" in text
        assert "<script>alert" not in text


@pytest.mark.attack("B2")
def test_somebody_in_the_bin_is_neither_tagged_nor_untagged(as_dana: Client, cast: Cast) -> None:
    made = add_tag(cast.harbour, "VIP", by=cast.dana)
    ines = cast.harbour.people.get()
    type(cast.harbour).objects.filter(pk=cast.harbour.pk).update(removed_at="2026-11-22T00:00Z")
    assert tag(as_dana, cast, "Other").status_code == 404
    assert as_dana.post(reverse("person-tags", args=[ines.pk]), {"name": "Other"}).status_code == 404
    assert made
    with pytest.raises(CannotBeUndone):
        take_back(made, by=cast.dana)
    assert names(cast.harbour) == ["VIP"]


def test_a_member_who_may_only_look_sees_tags_and_no_button(cast: Cast) -> None:
    add_tag(cast.harbour, "VIP", by=cast.dana)
    text = signed_in(cast.rita).get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert "VIP" in text
    assert "Take off VIP" not in text
    assert "Add a tag" not in text


def test_a_tag_is_renamed_and_coloured_and_that_is_undone(as_dana: Client, cast: Cast) -> None:
    made = tag_named("Whole sale")
    as_dana.post(reverse("tag", args=[made.pk]), {"name": "Wholesale", "colour": "sky"})
    made.refresh_from_db()
    assert (made.name, made.folded, made.tone) == ("Wholesale", "wholesale", "sky")
    as_dana.post(reverse("undo", args=[Event.objects.get(kind="people.tag_changed").pk]))
    made.refresh_from_db()
    assert (made.name, made.colour) == ("Whole sale", "plain")
    tag_named("Retail")
    answer = as_dana.post(reverse("tag", args=[made.pk]), {"name": "RETAIL", "colour": "sky"})
    assert answer.status_code == 422
    assert "Join the two if they are one" in answer.content.decode()
    assert as_dana.post(reverse("tag", args=[made.pk]), {"name": "!!", "colour": "sky"}).status_code == 422


def test_two_tags_are_joined_and_parted_again(as_dana: Client, cast: Cast) -> None:
    for account, typed in ((cast.harbour, "VIP"), (cast.harbour, "Top"), (cast.vets, "Top")):
        add_tag(account, typed, by=cast.dana)
    ines = cast.harbour.people.get()
    add_tag(ines, "Top", by=cast.dana)
    top, vip = tag_named("Top"), tag_named("VIP")
    as_dana.post(reverse("tag-joined", args=[top.pk]), {"into": vip.pk})
    assert [names(who) for who in (cast.harbour, cast.vets, ines)] == [["VIP"], ["VIP"], ["VIP"]]
    assert as_dana.post(reverse("tag-joined", args=[vip.pk]), {"into": vip.pk}).status_code == 422
    as_dana.post(reverse("undo", args=[Event.objects.get(kind="people.tags_joined").pk]))
    assert [names(who) for who in (cast.harbour, cast.vets, ines)] == [["Top", "VIP"], ["Top"], ["Top"]]


def test_a_tag_that_is_put_away_comes_back_with_everybody(as_dana: Client, cast: Cast) -> None:
    add_tag(cast.harbour, "VIP", by=cast.dana)
    vip = Tag.objects.get()
    as_dana.post(reverse("tag-archived", args=[vip.pk]))
    assert archive_tag(vip, by=cast.dana) is None
    assert names(cast.harbour) == []
    assert "1 put away" in as_dana.get(reverse("tags")).content.decode()
    as_dana.post(reverse("undo", args=[Event.objects.get(kind="people.tag_archived").pk]))
    assert names(cast.harbour) == ["VIP"]
    as_dana.post(reverse("tag-archived", args=[vip.pk]))
    as_dana.post(reverse("tag-brought-back", args=[vip.pk]))
    as_dana.post(reverse("tag-archived", args=[vip.pk]))
    add_tag(cast.vets, "vip", by=cast.dana)
    assert names(cast.harbour) == ["VIP"], "whoever types its name brings it back"


def test_only_a_manager_takes_back_what_was_done_to_a_tag(cast: Cast) -> None:
    top, vip = tag_named("Top"), tag_named("VIP")
    event = join_tags(top, vip, by=cast.dana)
    assert signed_in(cast.sam).post(reverse("undo", args=[event.pk])).status_code == 403
    top.refresh_from_db()
    assert top.archived_at


def test_the_page_counts_who_has_each_tag(as_dana: Client, cast: Cast) -> None:
    add_tag(cast.harbour, "VIP", by=cast.dana)
    tag_id = Tag.objects.get().pk
    people = [Person(account=cast.vets, name=f"P{n}", folded=f"p{n}") for n in range(1001)]
    made = Person.objects.bulk_create(people)
    assert "1 has it" in as_dana.get(reverse("tags")).content.decode()
    PersonTag.objects.bulk_create(PersonTag(tag_id=tag_id, person=person) for person in made)
    assert "more than 1,000 have it" in as_dana.get(reverse("tags")).content.decode()


def test_the_tags_of_an_account_are_one_query(
    as_dana: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    address = reverse("account", args=[cast.harbour.pk])
    as_dana.get(address)
    with django_assert_max_num_queries(100) as before:
        as_dana.get(address)
    for number in range(5):
        AccountTag.objects.create(tag=tag_named(f"T{number}"), account=cast.harbour)
    with django_assert_max_num_queries(len(before)):
        as_dana.get(address)


def test_tags_stand_beside_the_name_too_and_change_with_the_card(as_dana: Client, cast: Cast) -> None:
    text = tag(as_dana, cast, "VIP", headers={"HX-Request": "true"}).content.decode()
    assert 'id="tag-chips" hx-swap-oob="true"' in text
    shown = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert shown.index('id="tag-chips"') < shown.index("</h1>")
    ines = cast.harbour.people.get()
    add_tag(ines, "Speaks Welsh", by=cast.dana)
    text = as_dana.get(reverse("person", args=[ines.pk])).content.decode()
    assert text.count("Speaks Welsh") >= 2
