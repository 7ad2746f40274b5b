"""A link that lets one person join: as the owner of an empty installation, or as whoever invites them says."""

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from regulars.lib.tokens import hash_of, matches, new_token
from regulars.team.errors import LinkNotUsable, MayNotInvite
from regulars.team.models.roles import Role
from regulars.timeline.models import record

if TYPE_CHECKING:
    from regulars.team.models.member import Member

LIFETIME = timedelta(days=7)
INVITED_BY_MANAGERS = {Role.MEMBER, Role.READ_ONLY}


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def usable(self) -> "InvitationQuerySet":
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=timezone.now())

    def found_by(self, token: str) -> "Invitation":
        """The usable invitation that `token` opens; LinkNotUsable otherwise, whatever is wrong with it."""
        invitation = self.usable().filter(token_hash=hash_of(token)).first()
        if invitation is None or not matches(token, invitation.token_hash):
            raise LinkNotUsable
        return invitation


class Invitation(models.Model):
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    role = models.CharField(max_length=20, choices=Role)
    email = models.EmailField(blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.role} until {self.expires_at:%Y-%m-%d}"

    @property
    def starts_the_firm(self) -> bool:
        """Made by the server for the first owner, not by a member."""
        return self.invited_by_id is None

    @classmethod
    @transaction.atomic
    def issue(cls, role: str, *, by: "Member | None", email: str = "") -> tuple["Invitation", str]:
        """A new invitation and its token, which is not kept. `by` None is the server itself. Raises MayNotInvite."""
        if by is not None and not (by.holds(Role.OWNER) or role in INVITED_BY_MANAGERS):
            raise MayNotInvite
        token, stored = new_token()
        made = cls.objects.create(
            token_hash=stored, role=role, email=email, invited_by=by, expires_at=timezone.now() + LIFETIME
        )
        if by is not None:
            record("team.invited", by=by, role=role)
        return made, token

    def claim(self) -> None:
        """Use it up, in the caller's transaction; of two at the same moment one gets LinkNotUsable."""
        now = timezone.now()
        if not Invitation.objects.usable().filter(pk=self.pk).update(used_at=now):
            raise LinkNotUsable
        self.used_at = now

    @transaction.atomic
    def withdraw(self, *, by: "Member | None") -> None:
        """Take it back; one that is used or was taken back already stays as it is."""
        if (
            Invitation.objects.usable().filter(pk=self.pk).update(withdrawn_at=timezone.now())
            and by is not None
        ):
            record("team.invitation_withdrawn", by=by, role=self.role)
