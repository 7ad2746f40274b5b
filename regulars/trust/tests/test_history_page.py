"""The history on a screen: searched, paged, each line with its seal, and taken out only through the log of what leaves."""

import csv
import io
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rich.console import Console

from regulars.lib.errors import BadInput
from regulars.operations.commands import Options, history
from regulars.operations.problems import Problem
from regulars.team.models import Firm, Role
from regulars.timeline.models import Event, record
from regulars.trust.history import redact, seal
from regulars.trust.history.kinds import GROUPS
from regulars.trust.history.sealing import head
from regulars.trust.models import Export, Link
from regulars.trust.tests.test_trail import by_force, role_changed
from tests.cast import Cast

SignIn = Callable[[Any], Client]
PAGE = "/settings/history/"


def read(client: Client, **asked: Any) -> str:
    answer = client.get(PAGE, asked)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def told(cast: Cast) -> Event:
    record(
        "team.email_changed", by=cast.marta, before="marta@old.example", after="marta@fern.example", member=2
    )
    record("people.account_added", by=cast.dana, account_id=cast.harbour.pk)
    return role_changed(cast)


@pytest.mark.covers("V17")
def test_the_history_is_searched_by_who_what_about_whom_when_and_word(
    cast: Cast, as_dana: Client, told: Event
) -> None:
    changed, mailed = "changed the role of Sam", "signs in with"
    assert changed in read(as_dana)
    assert changed not in read(as_dana, who=cast.marta.pk)
    assert mailed in read(as_dana, who=cast.marta.pk)
    assert mailed in read(as_dana, q="MARTA@old.example")
    assert changed not in read(as_dana, q="marta@old.example")
    assert "Nothing like that happened" in read(as_dana, kind="promises")
    assert changed in read(as_dana, kind="team")
    about = read(as_dana, about="harbour")
    assert "Harbour Bakery" in about
    assert changed not in about
    tomorrow = (timezone.localdate() + timedelta(days=2)).isoformat()
    assert "Nothing like that happened" in read(as_dana, since=tomorrow)
    assert changed in read(as_dana, until=tomorrow)
    for group in GROUPS:
        read(as_dana, kind=group.name, q="nothing & | ! ' \\ %")
    for wrong in ({"kind": "x"}, {"who": "0"}, {"since": "31.2."}, {"after": "x"}, {"after": "9" * 30}):
        assert as_dana.get(PAGE, wrong).status_code == 422


@pytest.mark.covers("V17")
def test_each_line_says_how_it_is_sealed(cast: Cast, as_dana: Client, told: Event) -> None:
    assert "waits to be sealed" in read(as_dana)
    seal()
    number = Link.objects.get(event=told.pk).sequence
    assert f"sealed, link {number}" in read(as_dana)
    redact([told.pk], why="Sam asked", by=cast.dana, words=["Sam"])
    page = read(as_dana)
    assert "made unreadable: Sam asked" in page
    assert "changed the role of […]" in page
    by_force('UPDATE timeline_event SET data = data || \'{"after": "owner"}\' WHERE id = %s', told.pk)
    assert "CHANGED after it was sealed" in read(as_dana)


@pytest.mark.covers("V17")
def test_an_entry_dated_otherwise_stands_where_it_was_written_down(cast: Cast, as_dana: Client) -> None:
    Event.objects.create(
        kind="team.firm_started", at=timezone.now() - timedelta(days=400), actor=cast.dana, data={"firm": "F"}
    )
    seal()
    page = read(as_dana)
    assert "written down" in page
    assert page.index("started Regulars") < page.index("links are sealed")


def test_an_entry_without_words_hides_no_other(cast: Cast, as_dana: Client, told: Event) -> None:
    Event.objects.create(kind="team.role_changed", data={})
    Event.objects.create(kind="gone.long_ago", data={"name": "x"})
    page = read(as_dana)
    assert "no words for: team.role_changed" in page
    assert "changed the role of Sam" in page


def test_a_page_costs_the_same_however_much_happened_and_goes_on_below(cast: Cast, as_dana: Client) -> None:
    for number in range(60):
        role_changed(cast, f"Sam {number}")
    seal()
    with CaptureQueriesContext(connection) as queries:
        page = as_dana.get(PAGE)
    assert len(queries) <= 12
    assert page.content.decode().count('class="item"') == 50
    older = as_dana.get(page.context["more"]).content.decode()
    assert "Sam 9 " in older
    assert "Sam 10 " not in older


@pytest.mark.attack("B3", "B5")
def test_only_who_settles_the_firm_and_sees_everybody_reads_it(
    cast: Cast, sign_in: SignIn, told: Event
) -> None:
    assert sign_in(cast.sam).get(PAGE).status_code == 403
    own = dict.fromkeys(("accounts", "orders", "promises", "files"), "own")
    Firm.objects.update(access={Role.MANAGER: {"see": own, "edit": own, "rights": ["settings", "export"]}})
    page = sign_in(cast.marta).get(PAGE).content.decode()
    assert "This is about everybody" in page
    assert "marta@old" not in page
    Firm.objects.update(access={Role.MEMBER: {"see": {"accounts": "all"}, "edit": {}, "rights": ["export"]}})
    assert sign_in(cast.sam).get(PAGE + "file/").status_code == 403


@pytest.mark.covers("V3")
@pytest.mark.attack("C14")
def test_the_history_leaves_like_any_other_list(cast: Cast, as_dana: Client, told: Event) -> None:
    role_changed(cast, "=cmd()")
    Event.objects.create(kind="team.invited", actor=None, account=None, data={"role": "member"})
    assert "What will be in it" in as_dana.get(PAGE + "file/?kind=team").content.decode()
    assert as_dana.post(PAGE + "file/", {"kind": "team"}).status_code == 422
    answer = as_dana.post(PAGE + "file/", {"kind": "team", "words": "the auditor asked"})
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode())))
    assert rows[0][0] == "When"
    assert any("changed the role of Sam" in row[4] for row in rows)
    made = Export.objects.get()
    assert (made.what, made.said, made.rows) == (
        "the history", "What: Sign-ins, people and settings", len(rows) - 1,
    )  # fmt: skip


@pytest.mark.covers("V17")
def test_the_command_line_walks_the_chain_and_names_the_first_broken_link(
    cast: Cast, told: Event, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> str:
        parser = ArgumentParser()
        history.add_arguments(parser)
        history.run(parser.parse_args(arguments, namespace=Options(console=Console(quiet=True))))
        return capsys.readouterr().out

    said = run()
    assert said == f"{Link.objects.count()} links, and every one holds. The last is\n{head()}\n"
    assert run("--noted", str(head())) == said
    with pytest.raises(BadInput, match="--noted takes"):
        run("--noted", "yesterday")
    with pytest.raises(Problem, match="its end was cut off"):
        run("--noted", "999:00")
    by_force("UPDATE timeline_event SET actor_id = NULL WHERE id = %s", told.pk)
    with pytest.raises(Problem, match=r"link \d+ .* is not what was sealed"):
        run()
