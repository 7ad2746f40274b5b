"""From a row of Value by source and kind to the people in it, and to those of whom nobody knows (R4)."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from regulars.people.models import Account
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from tests.cast import Cast


@pytest.fixture
def people(cast: Cast) -> Cast:
    """Harbour came by the fair, the vets by the FAIR, Tomas nobody knows how."""
    run = scored()
    for who in (cast.harbour, cast.vets, cast.tomas):
        score(run, who)
    Account.objects.filter(pk=cast.harbour.pk).update(came_by="Trade fair", persona="Café")
    Account.objects.filter(pk=cast.vets.pk).update(came_by="trade FAIR")
    return cast


def listed(client: Client, **asked: str) -> set[str]:
    html = client.get("/customers/", asked).content.decode()
    return set(re.findall(r'<a href="/accounts/\d+/">\s*([^<]+?)\s*</a>', html))


@pytest.mark.covers("R4")
def test_a_group_leads_to_its_people_in_every_spelling(people: Cast, as_dana: Client) -> None:
    both = {people.harbour.name, people.vets.name}
    assert listed(as_dana, came_by="Trade fair") == both
    assert listed(as_dana, came_by="trade fair") == both
    assert listed(as_dana, came_by="Trade fair", persona="Café") == {people.harbour.name}
    assert listed(as_dana, came_by="Web search") == set()
    html = as_dana.get("/customers/", {"came_by": "Trade fair"}).content.decode()
    assert "Only those who came by: Trade fair." in html
    assert '<input type="hidden" name="came_by" value="Trade fair">' in html


@pytest.mark.covers("R4")
def test_those_of_whom_nobody_knows_can_be_gone_through(people: Cast, as_dana: Client) -> None:
    assert listed(as_dana, came_by="-") == {people.tomas.name}
    assert listed(as_dana, persona="-") == {people.tomas.name, people.vets.name}
    html = as_dana.get("/customers/", {"came_by": "-", "persona": "-"}).content.decode()
    assert "Only those of whom nobody knows how they came." in html
    assert "Only those of whom nobody has said what kind of buyer they are." in html


def test_the_page_of_groups_links_to_both(people: Cast, as_dana: Client) -> None:
    html = as_dana.get("/retention/groups/").content.decode()
    assert 'href="/customers/?came_by=Trade+fair"' in html
    assert 'href="/customers/?came_by=-"' in html


@pytest.mark.attack("C6")
@pytest.mark.parametrize("word", ["%", "_", "'; DROP TABLE people_account; --", "x" * 5000, "\x00", "<b>"])
def test_any_word_in_the_address_is_only_a_word(word: str, people: Cast, as_dana: Client) -> None:
    answer = as_dana.get("/customers/", {"came_by": word, "persona": word})
    assert answer.status_code == 200
    assert "<b>" not in answer.content.decode().split("<main")[1].split("</form>")[0]


def test_the_list_of_a_group_asks_one_question_more(people: Cast, as_dana: Client) -> None:
    counts = []
    for asked in ({}, {"came_by": "Trade fair"}):
        with CaptureQueriesContext(connection) as queries:
            as_dana.get("/customers/", asked)
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 1
