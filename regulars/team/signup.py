"""How people get in: the server's one-time link for the first owner, invitations for the rest, and a way back in.

Everything here works without a request, so that the command line prints the links.
"""

from dataclasses import dataclass

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse

from regulars.lib.later import enqueue_once
from regulars.team.errors import LinkNotUsable, NoSuchMember
from regulars.team.models import Firm, Invitation, Member, Role
from regulars.timeline.models import record


@dataclass(frozen=True)
class Newcomer:
    """What a person tells of themselves; never their role, which the invitation knows."""

    name: str
    email: str
    password: str


def owner_link() -> str | None:
    """The path of a fresh one-time sign-up link, `/join/…/`, while no owner can sign in; None afterwards.

    Links printed earlier and not used stop working. Not for use while rendering pages: each call makes a new one.
    """
    with transaction.atomic():
        Firm.locked()
        if Member.objects.owners().exists():
            return None
        for old in Invitation.objects.usable().filter(invited_by=None):
            old.withdraw(by=None)
        _invitation, token = Invitation.issue(Role.OWNER, by=None)
    return reverse("team-join", args=[token])


def recovery_link(email: str) -> str:
    """The path of a link, `/recover/…/`, on which that member sets a new password. Raises NoSuchMember.

    It works once, for an hour (PASSWORD_RESET_TIMEOUT), and dies with the password it was made for. A second factor
    is still asked for afterwards.
    """
    member = Member.objects.filter(email=email.strip().lower(), is_active=True).first()
    if member is None:
        raise NoSuchMember(email)
    return reverse("team-recover", args=[member.pk, default_token_generator.make_token(member)])


@transaction.atomic
def start_firm(
    invitation: Invitation, newcomer: Newcomer, *, firm_name: str, currency: str, timezone: str
) -> Member:
    """The first owner signs up and names the firm. Raises LinkNotUsable once anyone owns it."""
    firm = Firm.locked()
    if Member.objects.owners().exists():
        raise LinkNotUsable
    firm.name, firm.currency, firm.timezone = firm_name, currency, timezone
    firm.save(update_fields=["name", "currency", "timezone"])
    owner = join(invitation, newcomer)
    record("team.firm_started", by=owner, firm=firm_name)
    enqueue_once("people.assign_unowned")  # of a firm that was filled before
    return owner


@transaction.atomic
def join(invitation: Invitation, newcomer: Newcomer) -> Member:
    """The one who holds the link becomes a member, in the role it was made for. Raises LinkNotUsable."""
    invitation.claim()
    member = Member.objects.create_member(newcomer.email, newcomer.name, invitation.role, newcomer.password)
    Invitation.objects.filter(pk=invitation.pk).update(used_by=member)
    record("team.member_joined", by=member, role=member.role)
    return member


@transaction.atomic
def come_in_unasked(invitation: Invitation, *, email: str, name: str) -> Member:
    """As `join`, for somebody another house answers for: no password, and the name it knows. Raises LinkNotUsable."""
    invitation.claim()
    member = Member.objects.create_member(email, name or email.partition("@")[0], invitation.role)
    Invitation.objects.filter(pk=invitation.pk).update(used_by=member)
    record("team.member_joined", by=member, role=member.role)
    return member


def member_recovering(pk: int, token: str) -> Member:
    """Whom a recovery link is for; LinkNotUsable for any link that does not work (any more)."""
    member = Member.objects.filter(pk=pk, is_active=True).first()
    if member is None or not default_token_generator.check_token(member, token):
        raise LinkNotUsable
    return member


@transaction.atomic
def recover(pk: int, token: str, password: str) -> Member:
    """Set the new password; every session of the member ends, and so does the link."""
    Member.objects.select_for_update().filter(pk=pk).first()
    member = member_recovering(pk, token)
    member.give_password(password)
    record("team.password_recovered", by=member)
    return member
