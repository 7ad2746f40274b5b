"""A member: someone of the firm who signs in."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from regulars.lib.later import enqueue
from regulars.team.errors import EmailTaken, LastOwner
from regulars.team.models.access import Access, Right, Scope
from regulars.team.models.firm import Firm
from regulars.team.models.invitation import Invitation
from regulars.team.models.roles import Role, at_least
from regulars.team.models.signing_in import SigningIn
from regulars.team.models.team import Team
from regulars.timeline.models import Event, record


class MemberManager(BaseUserManager["Member"]):
    def create_member(self, email: str, name: str, role: str, password: str | None = None) -> "Member":
        """A new member; without a password they can only sign in once one or a passkey is set."""
        member = self.model(email=self.normalize_email(email).lower(), name=name.strip(), role=role)
        member.set_password(password)
        member.save(force_insert=True, using=self._db)
        return member

    def here(self) -> models.QuerySet["Member"]:
        """Who works here, by name: told to every colleague."""
        return self.filter(is_active=True).order_by("name", "pk")

    def owners(self) -> models.QuerySet["Member"]:
        """Who may do everything and may sign in."""
        return self.filter(role=Role.OWNER, is_active=True).order_by("pk")


class Member(SigningIn):
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.MEMBER)
    team = models.ForeignKey("team.Team", models.SET_NULL, null=True, blank=True, related_name="members")
    is_active = models.BooleanField(_("may sign in"), default=True)
    away_until = models.DateField(_("away until"), null=True, blank=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[MemberManager] = MemberManager()
    looked_up: Any = None
    """The model this member was last kept to their scope of, in this request: which record a 404 is about."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="member_role_known")
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def holds(self, role: str) -> bool:
        """Whether this member's role is `role` or above; what a manager may is whoever's the table of roles lets settle
        how the firm works."""
        if role == Role.MANAGER:
            return self.may(Right.SETTINGS)
        return at_least(self.role, role)

    @cached_property
    def access(self) -> Access:
        """By the firm's table as it stands now; a request lays its own copy here (team.middleware)."""
        return Access.of(self.role, Firm.load().access)

    def may(self, right: str) -> bool:
        return right in self.access.rights

    def meets(self, needed: str) -> bool:
        """Whether this member has that right, or holds that role."""
        return self.may(needed) if needed in Right.values else self.holds(needed)

    @cached_property
    def circle(self) -> tuple[int, ...]:
        """Who shares this member's customers: those of the same team, whether they still sign in or not, and oneself."""
        mates = Member.objects.filter(team=self.team_id).values_list("pk", flat=True) if self.team_id else ()
        return tuple({self.pk, *mates})

    def is_away(self, on: date) -> bool:
        """Whether somebody else answers for them on that day; on the day named they are back."""
        return self.away_until is not None and on < self.away_until

    def whose(self, kind: str, *, changing: bool = False) -> tuple[int, ...] | None:
        """Whose customers' records of that kind this member sees, or may change: ids of who looks after them; None:
        everybody's."""
        scopes = self.access.edit if changing else self.access.see
        scope = scopes[kind] if self.is_active else Scope.NONE
        if scope == Scope.ALL:
            return None
        if scope == Scope.NONE:
            return ()
        return self.circle if scope == Scope.TEAM else (self.pk,)

    @property
    def may_write(self) -> bool:
        return self.holds(Role.MEMBER) and set(self.access.edit.values()) != {Scope.NONE}

    @property
    def first_name(self) -> str:
        return (self.name or self.email).split()[0]

    def get_full_name(self) -> str:
        return str(self)

    @transaction.atomic
    def change_role(self, to: str, *, by: "Member") -> None:
        """Raises LastOwner when nobody would be left who may do everything."""
        before = self.role
        if before == to:
            return
        self._someone_else_owns()
        self.role = Role(to)
        self.save(update_fields=["role"])
        self.end_sessions()  # those of the role before do not come back with it
        record("team.role_changed", by=by, name=str(self), member=self.pk, before=before, after=to)

    @transaction.atomic
    def join_team(self, to: Team | None, *, by: "Member") -> Event | None:
        """None where they are in that team already, or in none as asked."""
        before = self.team
        if before == to:
            return None
        self.team = to
        self.save(update_fields=["team"])
        about: dict[str, Any] = {
            "before": before.pk if before else None,
            "after": to.pk if to else None,
            "team": str(to or ""),
        }
        return record("team.member_joined_team", by=by, name=str(self), member=self.pk, **about)

    @transaction.atomic
    def change_email(self, to: str, *, by: "Member") -> None:
        """Sign in with `to` from now on. Sessions stay; links made for the old e-mail die. Raises EmailTaken."""
        before, after = self.email, Member.objects.normalize_email(to).lower()
        if before == after:
            return
        self.email = after
        try:
            with transaction.atomic():
                self.save(update_fields=["email"])
        except IntegrityError:
            self.email = before
            raise EmailTaken from None
        record("team.email_changed", by=by, before=before, after=after, member=self.pk)

    @transaction.atomic
    def deactivate(self, *, by: "Member") -> None:
        """End this member's access now: sessions stop counting, and links they sent stop working."""
        if not self.is_active:
            return
        self._someone_else_owns()
        self.is_active = False
        self.save(update_fields=["is_active"])
        self.end_sessions()  # so that none of them comes back with the access
        for invitation in Invitation.objects.usable().filter(invited_by=self):
            invitation.withdraw(by=by)
        record("team.member_deactivated", by=by, name=str(self), member=self.pk)
        enqueue("people.hand_over", member_id=self.pk, by_id=by.pk)

    @transaction.atomic
    def reactivate(self, *, by: "Member") -> None:
        if self.is_active:
            return
        self.is_active = True
        self.save(update_fields=["is_active"])
        record("team.member_reactivated", by=by, name=str(self), member=self.pk)

    def _someone_else_owns(self) -> None:
        """The owners' rows are locked, so that two owners cannot step down at the same moment."""
        owners = {owner.pk for owner in Member.objects.owners().select_for_update()}
        if owners == {self.pk}:
            raise LastOwner
