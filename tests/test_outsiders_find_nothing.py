"""Lists, boards, counts, files, searches, suggestions and what many are done to: nothing of what is not theirs, however asked."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regulars.lib.errors import NotAllowed
from regulars.lists import bulk
from regulars.lists.acts import ACTS
from regulars.lists.filters.operators import BY_KIND
from regulars.lists.listing import Listing
from regulars.lists.models import BulkAct, BulkChange, SavedView
from regulars.lists.subjects import SUBJECTS, fields_of
from regulars.people.models import Account, AccountRelation, ContactRole, Part, Person, PersonMove
from regulars.people.relating.relations import relate
from regulars.team.models import Firm, Member
from regulars.timeline.models import Mention, Touch, log_touch
from tests.canaries import everything
from tests.cast import Cast
from tests.outsiders import OUTSIDERS, outsider, read
from tests.test_access import undone

LEAK = "zqleaked"
TAKEN = {"reason": "spreadsheet", "purpose": "serve", "marking": "marked"}
SEARCHES = [LEAK, "zqleaked@mark.example", "zq", "z", "zqleakde", "0207946", "#zqleaked", "harbour", "ines"]


@pytest.fixture
def tied(cast: Cast) -> Cast:
    """Everything about Harbour Bakery, and what ties it to Green Park Dental: Ines has a part there and came from there."""
    made = everything(cast.harbour, cast.dana, LEAK, own_words="zqsaid")
    ContactRole.objects.create(account=cast.quiet, person=made.person, part=Part.values[0])
    relate(cast.harbour, cast.quiet, by=cast.dana, kind="part_of")
    lin = cast.quiet.people.get()
    PersonMove.objects.create(person=lin, before=cast.harbour, after=cast.quiet, by=cast.dana)
    said = {"account": cast.harbour, "member": cast.dana, "channel": "call", "note": f"{LEAK} said then"}
    Touch.objects.create(person=lin, at=timezone.now() - timedelta(days=900), **said)
    return cast


def members_of(which: str) -> Member:
    return Member.objects.get(email=f"nora.{which}@fern.example")


def listing(subject: str, member: Member, asked: str) -> Listing:
    firm = Firm.load()
    fresh = Member.objects.get(pk=member.pk)  # as a new request reads their role
    return Listing.asked(subject, QueryDict(asked), fresh, firm)


def asked_of(subject: str, member: Member) -> Iterator[dict[str, str]]:
    """A list in every way its fields allow: columns, orders, filters, boards."""
    fields = fields_of(subject, Member.objects.get(pk=member.pk))
    names = list(fields)
    for start in range(0, len(names), 20):
        yield {"cols": ",".join(names[start : start + 20])}
    for name in (name for name, field in fields.items() if field.sort):
        yield {"sort": name}
        yield {"sort": f"-{name}"}


@pytest.mark.attack("B3", "B4")
@pytest.mark.parametrize("subject", sorted(SUBJECTS))
def test_no_list_shows_or_hands_over_what_is_not_theirs(subject: str, tied: Cast) -> None:
    for which in OUTSIDERS:
        client = outsider(which, tied)
        ways = list(asked_of(subject, members_of(which)))
        for asked in ways if which == "own" else ways[:2]:
            assert LEAK not in read(client, reverse("list", args=[subject]), part=False, **asked).lower(), (
                which,
                asked,
            )
        file: Any = client.post(reverse("list-file", args=[subject]), ways[0] | TAKEN)
        words = b"".join(file.streaming_content) if file.streaming else file.content
        assert LEAK.encode() not in words.lower(), which
    client = outsider("own", tied)
    for name, field in fields_of(subject, members_of("own")).items():
        if field.choices:
            board = read(client, reverse("list-board", args=[subject]), by=name)
            condition = read(client, reverse("list-condition", args=[subject]), field=name)
            assert LEAK not in (board + condition).lower(), name


@pytest.mark.attack("B3", "B4")
@pytest.mark.parametrize("subject", sorted(SUBJECTS))
def test_no_filter_counts_more_than_their_own(subject: str, tied: Cast) -> None:
    """Letter by letter or by any other question: a filter never tells whether somebody else's record answers it."""
    for which in ("own", "nothing"):
        client, member = outsider(which, tied), members_of(which)
        own = set(listing(subject, member, "").records().values_list("pk", flat=True))
        assert own.isdisjoint(SUBJECTS[subject].model._base_manager.filter(pk__in=theirs(subject, tied)))
        for name, field in fields_of(subject, Member.objects.get(pk=member.pk)).items():
            for operator in BY_KIND[field.kind]:
                found = listing(subject, member, f"where={name}:{operator.name}:zq").records()
                assert own.issuperset(found.values_list("pk", flat=True)), (name, operator.name)
        assert "10" not in read(client, reverse("list-count", args=[subject]), bare="1").split("}")[-1]


def theirs(subject: str, cast: Cast) -> list[int]:
    model = SUBJECTS[subject].model
    path = "pk" if model is Account else "account"
    return list(model._base_manager.filter(**{path: cast.harbour.pk}).values_list("pk", flat=True))


@pytest.mark.attack("B4")
@pytest.mark.parametrize("subject", sorted(SUBJECTS))
def test_a_page_never_begins_after_a_record_that_is_not_theirs(subject: str, tied: Cast) -> None:
    """Where it would stand among one's own tells what it holds."""
    client = outsider("own", tied)
    for foreign in theirs(subject, tied)[:1]:
        for asked in asked_of(subject, members_of("own")):
            first = client.get(reverse("list", args=[subject]), asked, headers={"HX-Target": "more"})
            after = asked | {"after": str(foreign)}
            later = client.get(reverse("list", args=[subject]), after, headers={"HX-Target": "more"})
            assert later.content.count(b"rowheader") == first.content.count(b"rowheader"), asked
    for sort in ("name", "total", "last_year"):
        pages = [
            client.get("/customers/", {"sort": sort} | more).content.count(b"rowheader")
            for more in ({}, {"after": str(tied.harbour.pk)})
        ]
        assert pages[0] == pages[1]


@pytest.mark.attack("B3")
@pytest.mark.parametrize("which", list(OUTSIDERS))
def test_no_search_and_no_suggestion_tells_of_others(which: str, tied: Cast) -> None:
    client = outsider(which, tied)
    own, lin = tied.quiet, tied.quiet.people.get()
    for typed in SEARCHES:
        routes: list[tuple[str, list[int]]] = [("find", []), ("find-answers", []), ("customers", [])]
        routes += [
            ("account-guest", [own.pk]),
            ("account-relations", [own.pk]),
            ("account-merging", [own.pk]),
        ]
        routes += [("person-moving", [lin.pk]), ("person-merging", [lin.pk]), ("care-wishes", [])]
        for name, args in routes:
            page = read(client, reverse(name, args=args), q=typed, offer=typed).lower()
            # Whoever may not come in is sent to sign in, with what they asked for in the address.
            assert which == "removed" or page.replace(typed, "").count(LEAK) == 0, (name, typed)
            assert "harbour bakery" not in page, (name, typed)
    about = {"name": f"{LEAK} name", "kind": "company", "email": "zqleaked@mark.example", "phone": LEAK}
    said = read_post(client, reverse("account-new"), about)
    assert f"/accounts/{tied.harbour.pk}/" not in said
    assert f"/people/{tied.harbour.people.earliest('pk').pk}/" not in said


def read_post(client: Client, url: str, typed: dict[str, Any]) -> str:
    with undone():
        return client.post(url, typed).content.decode()


@pytest.mark.attack("B1", "B3")
def test_their_own_pages_name_nobody_elsewhere(tied: Cast) -> None:
    """Who has a part there is named, as somebody to speak with; where they are at home is not, nor what was said there."""
    client, lin = outsider("own", tied), tied.quiet.people.get()
    page = read(client, reverse("account", args=[tied.quiet.pk]))
    guest = Person.objects.get(account=tied.harbour, email__contains="mark")
    assert "of another account" in page
    assert f"/people/{guest.pk}/" not in page
    person = read(client, reverse("person", args=[lin.pk]))
    for said in (page.replace(guest.name, "").replace(guest.email, ""), person):
        assert f"/accounts/{tied.harbour.pk}/" not in said
        assert "said then" not in said
        assert f"{LEAK} name" not in said.lower()
    assert AccountRelation.objects.filter(other=tied.quiet).exists()


@pytest.mark.attack("B6", "B17")
@pytest.mark.parametrize("name", sorted(ACTS))
def test_what_is_done_to_many_passes_by_a_foreign_one(name: str, tied: Cast) -> None:
    """Ticked, or the whole list; and where it waited for the worker, whoever lost sight of some meanwhile does nothing to
    those."""
    client, act = outsider("own", tied), ACTS[name]
    for subject in act.subjects:
        foreign = theirs(subject, tied)
        own = list(listing(subject, members_of("own"), "").records().values_list("pk", flat=True))
        filled = filled_in(act, subject)
        for who in ({"id": [*foreign, *own]}, {"all": "1"}):
            client.post(reverse("list-acted", args=[subject]), {"act": name, "sure": "1"} | filled | who)
        assert not BulkChange.objects.filter(act__member=members_of("own"), record_id__in=foreign).exists()


def filled_in(act: Any, subject: str) -> dict[str, Any]:
    form = act.form(subject, None)
    values: dict[str, Any] = {"value_shown": ""}
    for name, field in form.fields.items():
        choices = [str(value) for value, _label in getattr(field, "choices", []) if str(value)]
        values[name] = choices[-1] if choices else "zqwritten"
    return values


@pytest.mark.attack("B17")
def test_a_waiting_act_has_the_rights_its_member_has_when_it_is_done(
    tied: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = outsider("own", tied)
    member, monkey = members_of("own"), monkeypatch
    monkey.setattr("regulars.lists.bulk.doing.SMALL", 0)
    for ends in ("handed over", "left"):
        client.post(
            reverse("list-acted", args=["accounts"]), {"act": "tag", "sure": "1", "tag": ends, "all": "1"}
        )
        if ends == "left":
            Member.objects.filter(pk=member.pk).update(is_active=False)
        Account.objects.filter(pk=tied.quiet.pk).update(owner=tied.dana if ends == "handed over" else member)
        made = member_act(member)
        with suppress(NotAllowed):
            bulk.carry_out(made)
        Account.objects.filter(pk=tied.quiet.pk).update(owner=member)
        assert not BulkChange.objects.filter(act=made).exists()


def member_act(member: Member) -> int:
    return int(BulkAct.objects.filter(member=member).latest("pk").pk)


@pytest.mark.attack("B3", "B4")
def test_a_shared_list_of_who_sees_more_shows_each_their_own(tied: Cast) -> None:
    where = {"of": "accounts", "where": {"all": [{"field": "name", "op": "begins", "value": "zq"}]}}
    view = SavedView.save_new(
        by=tied.dana, subject="accounts", name="Ours", where=where, shared=True, columns=["name", "last_year"]
    )
    client = outsider("own", tied)
    assert f"{LEAK} name" not in read(client, view.address).lower()
    counted = read(client, reverse("list-count", args=["accounts"]), view=str(view.pk), bare="1")
    assert "1" not in counted.split("}")[-1]


@pytest.mark.attack("B3")
def test_who_does_not_see_a_customer_is_not_told_of_them(tied: Cast) -> None:
    client = outsider("own", tied)
    log_touch(
        account_id=tied.harbour.pk,
        by=tied.dana,
        channel="note",
        note=f"@nora {LEAK}",
        tell=[members_of("own").pk],
    )
    assert Mention.objects.filter(member=members_of("own")).exists()
    for name in ("mentions", "today", "team-settings"):
        assert LEAK not in read(client, reverse(name)).lower()
