"""The page of a list: whom it shows, in which order, how it goes on, and how its filter is built."""

from typing import Any
from unittest.mock import patch
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from regulars.lists import pages
from regulars.people.models import Account, PersonTag, Tag
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from tests.cast import Cast, account

HTMX = {"HX-Request": "true", "HX-Target": "more"}


def listed(client: Client, address: str) -> list[str]:
    body = client.get(address).content.decode().split("</thead>")[-1]
    return [part.split("</a></th>")[0].rsplit(">", 1)[-1] for part in body.split('role="rowheader"')[1:]]


def test_everyone_is_listed_with_a_way_to_their_page(cast: Cast, as_dana: Client) -> None:
    page = as_dana.get("/lists/accounts/").content.decode()
    for one in (cast.harbour, cast.vets, cast.tomas, cast.quiet):
        assert f'href="/accounts/{one.pk}/">{one.name}</a>' in page
    assert "Ines Duarte" in listed(as_dana, "/lists/people/")
    assert as_dana.get("/lists/")["Location"] == "/lists/accounts/"
    assert as_dana.get("/lists/passwords/").status_code == 404


def test_a_filter_in_the_address_leaves_others_out(cast: Cast, as_dana: Client) -> None:
    assert listed(as_dana, "/lists/accounts/?where=kind:is:individual") == ["Tomas Albers"]
    page = as_dana.get("/lists/accounts/?where=kind:is:individual;name:begins:zz").content.decode()
    assert "None are like that just now" in page


@pytest.mark.parametrize(
    "sort", ["name", "-name", "last_year", "-last_year", "-worth", "last_contact", "-created", "risk"]
)
def test_pages_follow_each_other_and_show_everyone_once(sort: str, cast: Cast, as_dana: Client) -> None:
    """Also those of whom the order knows nothing: they come last, whichever way it goes."""
    run = scored()
    for number in range(7):
        made = account(f"Café {number % 3}")
        if number < 4:
            score(
                run,
                made,
                last_year=number % 2,
                worth=None if number == 1 else number % 2,
                priority=number % 2,
            )
    whole = listed(as_dana, f"/lists/accounts/?sort={sort}")
    with patch.object(pages, "SIZE", 3), patch("regulars.lists.pages.page_of.__defaults__", (None, 3)):
        address, seen = f"/lists/accounts/?sort={sort}", []
        while address:
            answer = as_dana.get(address)
            seen += listed(as_dana, address)
            address = answer.context["more"]
    assert len(whole) == 11
    assert seen == whole


def test_scrolling_brings_further_rows_only(cast: Cast, as_dana: Client) -> None:
    first = Account.objects.order_by("folded").values_list("pk", flat=True)[0]
    part = as_dana.get(f"/lists/accounts/?after={first}", headers=HTMX).content.decode()
    assert "<html" not in part
    assert part.count('role="rowheader"') == 3


def test_a_page_asks_as_much_for_fifty_as_for_four(cast: Cast, as_dana: Client) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            as_dana.get(address)
        return len(queries)

    address = "/lists/people/?where=tags:any_of:1,;owner:is:@me;kind:is:company&sort=-created"
    tag = Tag.objects.create(pk=1, name="Wholesale")
    PersonTag.objects.create(person=cast.harbour.people.get(), tag=tag)
    Account.objects.update(owner=cast.dana)
    asked(address)
    few = asked(address)
    for number in range(40):
        PersonTag.objects.create(person=account(f"Café {number}").people.get(), tag=tag)
    Account.objects.update(owner=cast.dana)
    assert len(listed(as_dana, address)) == 41
    assert asked(address) == few
    assert few <= 20


def test_a_list_that_reads_too_much_is_stopped_with_a_sentence(cast: Cast, as_dana: Client) -> None:
    with patch("regulars.lists.pages.PAGE", 1), patch("regulars.lists.pages.ids", side_effect=slow):
        answer = as_dana.get("/lists/accounts/?where=name:contains:a")
    assert answer.status_code == 503
    page = answer.content.decode()
    assert "Nothing is lost" in page
    assert "Name contains the word" in page
    assert as_dana.get("/lists/accounts/").status_code == 200


def slow(*_args: Any) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(2)")
    return []


def test_the_count_comes_beside_the_page(cast: Cast, as_dana: Client) -> None:
    page = as_dana.get("/lists/accounts/?where=kind:is:company").content.decode()
    assert 'hx-get="/lists/accounts/count/?where=kind:is:company"' in page
    assert "3 in this list" in as_dana.get("/lists/accounts/count/?where=kind:is:company").content.decode()
    assert "3 in this list" in as_dana.get("/lists/accounts/?where=kind:is:company&count=1").content.decode()
    with patch("regulars.lists.counting.MOST", 2):
        assert "2+ in this list" in as_dana.get("/lists/accounts/count/").content.decode()
    counts = as_dana.get("/lists/accounts/counts/").content.decode()
    assert '<small class="figure" id="count-nobody-named" hx-swap-oob="true">0</small>' in counts


def test_columns_are_chosen_and_keep_their_order(cast: Cast, as_dana: Client) -> None:
    form = as_dana.get("/lists/accounts/columns/?where=kind:is:company").content.decode()
    assert 'value="country"' in form
    answer = as_dana.get(
        "/lists/accounts/columns/?where=kind:is:company&col=country&col=tags&col=name&col=nothing"
    )
    assert answer["Location"] == "/lists/accounts/?where=kind:is:company&cols=name,tags,country"
    page = as_dana.get(answer["Location"]).content.decode()
    assert "<th" in page
    assert "Last year" not in page.split("<thead")[1].split("</thead>")[0]


def test_a_condition_is_built_step_by_step_without_a_script(cast: Cast, as_dana: Client) -> None:
    first = as_dana.get("/lists/accounts/condition/?to=")
    assert 'value="came_by"' in first.content.decode()
    second = as_dana.get("/lists/accounts/condition/?to=&field=last_contact").content.decode()
    assert "is not in the last" in second
    third = as_dana.get("/lists/accounts/condition/?to=&field=last_contact&op=not_in_last").content.decode()
    assert "How many days" in third
    done = as_dana.get("/lists/accounts/condition/?to=&field=last_contact&op=not_in_last&value=90&done=1")
    assert done["Location"] == "/lists/accounts/?where=last_contact:not_in_last:90"
    wrong = as_dana.get("/lists/accounts/condition/?to=&field=last_contact&op=not_in_last&value=soon&done=1")
    assert wrong.status_code == 422
    assert "“soon” is no number of days" in wrong.content.decode()


def test_conditions_are_changed_turned_grouped_and_taken_out(cast: Cast, as_dana: Client) -> None:
    where = "kind:is:company;(country:is:Ireland|risk:is:2)"
    page = as_dana.get(f"/lists/accounts/?where={where}")
    kind, group = page.context["whole"].parts
    assert kind.contrary.endswith("where=kind:is_not:company;(country:is:Ireland|risk:is:2)")
    assert (
        kind.without.endswith("where=;((country:is:Ireland|risk:is:2))")
        or "country:is:Ireland|risk:is:2" in kind.without
    )
    assert group.switch.endswith("where=kind:is:company;(country:is:Ireland;risk:is:2)")
    assert group.contrary.endswith("where=kind:is:company;!(country:is:Ireland|risk:is:2)")
    assert group.parts[0].without.endswith("where=kind:is:company;|(risk:is:2)")
    changed = as_dana.get(
        f"/lists/accounts/condition/?where={where}&change=0&op=is&field=kind&value=household&done=1"
    )
    assert unquote(changed["Location"]).endswith("where=kind:is:household;(country:is:Ireland|risk:is:2)")
    grouped = as_dana.get(
        "/lists/accounts/condition/?where=kind:is:company&to=&group=1&field=top&op=yes&done=1"
    )
    assert unquote(grouped["Location"]).endswith("where=kind:is:company;|(top:yes)")
    assert as_dana.get("/lists/accounts/condition/?where=kind:is:company&change=7").status_code == 422


@pytest.mark.attack("C1")
@pytest.mark.parametrize(
    "address",
    [
        "?where=owner__password:is:x",
        "?where=name:is__regex:x",
        "?where=name';DROP TABLE people_account;--:is:x",
        "?sort=owner__password",
        "?sort=name);DROP TABLE people_account;--",
        "?cols=owner__password,pk",
        "?after=1 OR 1=1",
        "?view=1 OR 1=1",
        "?view=99999999999999999999",
        "?where=name:is:x%00",
        "?where=risk:is:2 OR 1=1",
        "?where=owner:is:1);--",
    ],
)
def test_nothing_in_an_address_reaches_the_database_by_its_name(
    address: str, cast: Cast, as_dana: Client
) -> None:
    answer = as_dana.get(f"/lists/accounts/{address}")
    assert answer.status_code in {200, 404, 422}
    assert Account.objects.count() == 4
    assert "argon2" not in answer.content.decode()


@pytest.mark.attack("B4")
def test_a_secret_is_no_field_to_ask_sort_or_export_by(cast: Cast, as_dana: Client) -> None:
    page = as_dana.get("/lists/accounts/?where=password:begins:a").content.decode()
    assert "is not there any more" in page
    assert len(listed(as_dana, "/lists/accounts/?where=password:begins:a")) == 4
    refused = as_dana.post("/lists/accounts/file/", {"where": "password:begins:a"})
    assert refused.status_code == 409


def test_what_answered_another_question_is_no_answer_to_this_one(cast: Cast, as_dana: Client) -> None:
    """Without a script the page comes back with every step, and with what stood in it."""
    asked = "/lists/accounts/condition/?to=&field=standing&op=any_of&value=stranger"
    assert as_dana.get(f"{asked}&of=standing:choice").context["draft"].values == ()
    assert as_dana.get(f"{asked}&of=standing:many").context["draft"].values == ("stranger",)


@pytest.mark.parametrize("part", ["condition", "asked", "asked-value"])
def test_what_follows_a_choice_comes_without_its_page(cast: Cast, as_dana: Client, part: str) -> None:
    """The list somebody types into stays where it is: only what stands behind it is changed."""
    headers = {"HX-Request": "true", "HX-Target": part}
    chosen = {"field": "last_order", "op": "in_last"}
    answer = as_dana.get("/lists/accounts/condition/", chosen, headers=headers).content.decode()
    assert "<html" not in answer
    assert answer.index('id="id_field"') < answer.index('id="asked"') < answer.index('id="id_op"')
    assert answer.index('id="id_op"') < answer.index('id="asked-value"') < answer.index('id="id_value"')
