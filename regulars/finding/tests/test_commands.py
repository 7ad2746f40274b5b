"""Everything the product does is reached from Ctrl+K, by whoever may do it."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from regulars.finding.acting import allowed, allowed_verbs, beginnings
from regulars.finding.tests.asked import asked
from regulars.lib.commands import COMMANDS
from regulars.lists.models import SavedView
from regulars.team.models import Member
from regulars.team.models.roles import at_least
from regulars.timeline.models import Touch
from tests.access_table import ANYONE, ROWS
from tests.cast import Cast
from tests.routes import routes

# Routes without arguments that are no place to go to, and why.
NO_PLACE = {
    "health": "for programs",
    "find-answers": "the answer to a keystroke",
    "mention-names": "names while one types",
    "tags-suggested": "names while one types",
    "duplicates-progress": "a part of a page",
    "account_login": "signed in already",
    "history-file": "behind History, which asks why first",
    "left-large": "behind What left the house",
    "team-single-sign-on-back": "where another house leads back to",
    "account_inactive": "for somebody who was let go",
    "account_reauthenticate": "asked for when it is needed",
    "account_set_password": "only for who has none; New password leads there",
    "mfa_login_webauthn": "for the script of the sign-in page",
    "mfa_authenticate": "signed in already",
    "mfa_reauthenticate": "asked for when it is needed",
    "mfa_reauthenticate_webauthn": "asked for when it is needed",
    "mfa_view_recovery_codes": "behind Two-step sign-in, where it is on",
    "mfa_deactivate_totp": "behind Two-step sign-in, where it is on",
    "mfa_generate_recovery_codes": "behind Recovery codes",
    "mfa_download_recovery_codes": "behind Recovery codes",
}


def readable(member: Member) -> set[str]:
    """Routes without arguments that this member may open."""
    found = set()
    for route in routes():
        row = ROWS[route.name]
        try:
            reverse(route.name)
        except NoReverseMatch:
            continue
        allowed_in = row.read == ANYONE or (row.read is not None and at_least(member.role, row.read))
        if allowed_in and (not row.right or member.may(row.right)):
            found.add(route.name)
    return found


@pytest.mark.parametrize("who", ["rita", "sam", "marta", "dana"])
def test_every_page_that_a_member_may_open_is_a_command_of_theirs_and_no_other_is(
    who: str, cast: Cast
) -> None:
    member = getattr(cast, who)
    offered = {command.route for command, _ in allowed(member)}
    assert readable(member) - offered - set(NO_PLACE) == set()
    assert offered <= readable(member)


def test_a_reason_is_given_for_what_is_there() -> None:
    assert set(NO_PLACE) <= {route.name for route in routes()}
    assert not set(NO_PLACE) & set(COMMANDS)


def test_every_command_opens(cast: Cast, as_dana: Client) -> None:
    for command, address in allowed(cast.dana):
        if not command.post:
            assert as_dana.get(address).status_code in {200, 302}, command.route


def test_no_two_commands_share_a_shortcut() -> None:
    keys = [command.keys for command in COMMANDS.values() if command.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("typed", "label", "leads"),
    [
        ("new person", "New person or company", "/accounts/new/"),
        ("sign out", "Sign out", "/sign-out/"),
        ("log ou", "Sign out", "/sign-out/"),
        ("my mentions", "Where you were mentioned", "/mentions/"),
        ("import", "Bring orders in", "/imports/"),
        ("kept promises", "How many promises are kept", "/promises/rate/"),
        ("list of people", "List of people", "/lists/people/"),
        ("password", "New password", "/settings/password/"),
    ],
)
def test_a_command_is_found_by_its_words(typed: str, label: str, leads: str, cast: Cast) -> None:
    hits = {hit.said: hit for group in asked(typed, cast.dana).groups for hit in group.hits}
    assert hits[label].address == leads


def test_a_saved_list_is_opened_by_its_name_by_those_who_may_see_it(cast: Cast) -> None:
    SavedView.save_new(by=cast.dana, subject="accounts", name="Wholesale up north")
    assert "Wholesale up north" in {
        hit.said for group in asked("wholesale", cast.dana).groups for hit in group.hits
    }
    assert asked("wholesale", cast.sam).groups == []


def test_somebody_is_named_after_a_verb(cast: Cast) -> None:
    ines = cast.harbour.people.get()
    doing = asked("log call to ines", cast.sam).groups[0]
    assert (doing.name, doing.hits[0].said) == ("doing", "Ines Duarte")
    assert doing.hits[0].address == f"/accounts/{cast.harbour.pk}/?channel=call&person={ines.pk}#touch-note"
    promise = asked("promise to harbour", cast.sam).groups[0].hits
    assert f"/accounts/{cast.harbour.pk}/promises/new/" in {hit.address for hit in promise}


def test_a_slip_in_the_name_after_a_verb_is_forgiven(cast: Cast) -> None:
    assert asked("call duatre", cast.sam).groups[0].hits[0].said == "Ines Duarte"


def test_a_verb_alone_asks_for_whom(cast: Cast) -> None:
    hits = {hit.said: hit for group in asked("log call", cast.sam).groups for hit in group.hits}
    assert hits["Log a call with …"].fill == "log call to "


def test_a_reader_is_offered_nothing_that_writes(cast: Cast) -> None:
    assert {verb.name for verb in allowed_verbs(cast.rita)} == {
        "care",
        "files",
        "orders",
        "people-of",
        "person-told",
    }
    assert all(verb.looks for verb in allowed_verbs(cast.rita))
    assert "New person or company" not in {
        hit.said for group in asked("new person", cast.rita).groups for hit in group.hits
    }
    assert asked("log call to ines", cast.rita).groups == []


def test_every_verb_leads_to_a_page(cast: Cast, as_dana: Client) -> None:
    ines = cast.harbour.people.get()
    for verb in allowed_verbs(cast.dana):
        assert beginnings(verb)
        for person_id in (None, ines.pk):
            assert as_dana.get(verb.address(cast.harbour.pk, person_id)).status_code == 200, verb.name


def test_the_sheet_of_keys_says_the_shortcuts_that_there_are(cast: Cast, as_dana: Client) -> None:
    page = as_dana.get("/settings/").content.decode()
    for command, address in allowed(cast.dana):
        if command.keys:
            assert f'href="{address}" data-keys="{command.keys}"' in " ".join(page.split()), command.route


# Routes about one account or person that are reached from no command of their own, and why.
ON_A_PAGE = {
    "account": "found by its name",
    "person-held": "on the person's page",
    "person": "found by its name",
    "account-guest": "beside the people of an account",
    "account-parts": "beside the people of an account",
    "person-fact": "a fact of the page that a name leads to",
    "merge-accounts": "after the other one was chosen",
    "merge-people": "after the other one was chosen",
    "relation-new": "after the other one was chosen",
    "care-act": "beside what was noted",
}


def test_everything_that_can_be_opened_about_somebody_is_said_with_their_name(cast: Cast) -> None:
    """A page about an account or a person has a verb, or says here why it needs none."""
    led_to = {verb.route for verb in allowed_verbs(cast.dana)}
    led_to |= {route.replace("account-", "person-") for route in led_to}
    about = {name for name, row in ROWS.items() if name.startswith(("account-", "person-", "care-"))}
    missing = {
        name
        for name in about
        if ROWS[name].read is not None and ROWS[name].of is not None and name not in COMMANDS
    }
    assert missing - led_to - set(ON_A_PAGE) == set()


@pytest.mark.parametrize(
    ("typed", "leads"),
    [
        ("tag ines", "/people/{ines}/#tags"),
        ("call back harbour", "/accounts/{harbour}/callbacks/"),
        ("orders of harbour", "/accounts/{harbour}/orders/"),
        ("attach harbour", "/files/accounts/{harbour}/"),
        ("e-mail to ines", "/accounts/{harbour}/?channel=write&person={ines}#touch-note"),
        ("wish of harbour", "/accounts/{harbour}/care/wishes/new/"),
        ("add phone to ines", "/people/{ines}/points/phone/"),
        ("assign harbour", "/accounts/{harbour}/facts/owner/"),
        ("remove ines", "/people/{ines}/removal/"),
    ],
)
def test_what_is_done_to_somebody_is_said_with_their_name(typed: str, leads: str, cast: Cast) -> None:
    address = leads.format(ines=cast.harbour.people.get().pk, harbour=cast.harbour.pk)
    assert address in {hit.address for hit in asked(typed, cast.dana).groups[0].hits}


def test_somebody_who_buys_for_themselves_is_offered_once(cast: Cast) -> None:
    hits = asked("log call to tomas", cast.dana).groups[0].hits
    assert [hit.said for hit in hits] == ["Tomas Albers"]


@pytest.mark.parametrize("typed", ["prmoises", "promisse", "pomises", "duplicatse"])
def test_a_slip_in_a_command_is_forgiven(typed: str, cast: Cast) -> None:
    hits = {hit.address for group in asked(typed, cast.dana).groups for hit in group.hits}
    assert hits & {"/promises/", "/duplicates/"}


def test_a_word_of_many_notes_does_not_hide_the_command(cast: Cast) -> None:
    for number in range(8):
        Touch.objects.create(account=cast.harbour, channel="note", note=f"Asked for the new blend {number}")
    groups = asked("new", cast.sam).groups
    assert groups[0].hits[0].said == "New person or company"
    assert [(group.name, len(group.hits)) for group in groups][-1] == ("notes", 4)
