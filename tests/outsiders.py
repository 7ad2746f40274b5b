"""Who must get nothing of a customer that is not theirs: each a member of a role that was narrowed, signed in.

Green Park Dental is what they look after themselves; everything else is somebody else's.
"""

from dataclasses import replace
from typing import Any

from django.test import Client

from regulars.people.models import Account
from regulars.team.models import Firm, Kind, Member, Role, Scope, Team
from tests.cast import Cast
from tests.conftest import signed_in

RIGHTS = ["remove", "export", "money"]
OUTSIDERS = {
    "own": (Role.MEMBER, Scope.OWN),
    "team": (Role.MEMBER, Scope.TEAM),
    "nothing": (Role.MEMBER, Scope.NONE),
    "looking": (Role.READ_ONLY, Scope.OWN),
    "removed": (Role.MEMBER, Scope.OWN),
}
"""Sells their own; is of a team elsewhere; sees no customer; only looks at their own; worked here until a minute ago."""


def a_colleague(name: str, role: str) -> Member:
    email = f"{name}@fern.example"
    return Member.objects.filter(email=email).first() or Member.objects.create_member(email, name, role)


def narrowed(role: str, see: str, edit: str) -> None:
    """From the next request on, as if the owner had changed the table of roles."""
    line = {
        "see": dict.fromkeys(Kind.values, see),
        "edit": dict.fromkeys(Kind.values, edit),
        "rights": RIGHTS,
    }
    Firm.objects.update(access={role: line})


def outsider(which: str, cast: Cast) -> Client:
    """A browser in which they signed in. One of them at a time: the table of roles is the firm's."""
    role, scope = OUTSIDERS[which]
    member = a_colleague(f"nora.{which}", role)
    narrowed(role, scope, scope)
    owner = member
    if scope == Scope.TEAM:
        owner = a_colleague("nick.mate", Role.MEMBER)
        elsewhere, _ = Team.objects.get_or_create(name="Elsewhere")
        Member.objects.filter(pk__in=[member.pk, owner.pk]).update(team=elsewhere)
    Account.objects.filter(pk=cast.quiet.pk).update(owner=owner)
    client = signed_in(member)
    if which == "removed":
        Member.objects.filter(pk=member.pk).update(is_active=False)
    return client


def onlooker(cast: Cast) -> Client:
    """Sees every customer, and changes only their own."""
    member = a_colleague("nell", Role.MEMBER)
    narrowed(Role.MEMBER, Scope.ALL, Scope.OWN)
    Account.objects.filter(pk=cast.quiet.pk).update(owner=member)
    return signed_in(member)


def of_their_own(cast: Cast) -> Cast:
    """The cast as a row of the access table takes it, about the outsider's own customer."""
    return replace(cast, harbour=cast.quiet, quiet=cast.harbour)


def read(client: Client, url: str, part: bool = False, **asked: Any) -> str:
    """The answer's words, whatever it is; `part`: as htmx asks."""
    headers = {"HX-Request": "true"} if part else {}
    answer: Any = client.get(url, asked, headers=headers)
    assert answer.status_code < 500 or url == "/health", f"{url} answered {answer.status_code}"
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{answer.headers}\n{content.decode(errors='replace')}"
