"""A member: someone of the firm who signs in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.team.models.roles import Role, at_least


class MemberManager(BaseUserManager["Member"]):
    def create_member(self, email: str, name: str, role: str, password: str | None = None) -> "Member":
        """A new member; without a password they can only sign in once one or a passkey is set."""
        member = self.model(email=self.normalize_email(email).lower(), name=name.strip(), role=role)
        member.set_password(password)
        member.save(force_insert=True, using=self._db)
        return member


class Member(AbstractBaseUser):
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.MEMBER)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[MemberManager] = MemberManager()
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
        """Whether this member's role is `role` or above."""
        return at_least(self.role, role)

    @property
    def may_write(self) -> bool:
        return self.holds(Role.MEMBER)

    @property
    def first_name(self) -> str:
        return (self.name or self.email).split()[0]

    def get_full_name(self) -> str:
        return str(self)
