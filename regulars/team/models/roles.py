"""What a member may do. Four roles, each holding all that the one before holds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    OWNER = "owner", _("Owner")
    MANAGER = "manager", _("Manager")
    MEMBER = "member", _("Member")
    READ_ONLY = "read_only", _("Read-only")


ORDER = [Role.READ_ONLY, Role.MEMBER, Role.MANAGER, Role.OWNER]


def at_least(role: str, needed: str) -> bool:
    return ORDER.index(Role(role)) >= ORDER.index(Role(needed))
