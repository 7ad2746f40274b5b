"""Who a fact is for (V16): the customer too, everybody who works here, managers, or the owner alone."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from regulars.team.models import Member, Role


class Audience(TextChoices):
    CUSTOMERS = "customers", _("They may see it too")
    STAFF = "staff", _("Everybody who works here")
    MANAGERS = "managers", _("Managers and the owner")
    OWNER = "owner", _("Only the owner")


NEEDED: dict[str, str] = {Audience.MANAGERS: Role.MANAGER, Audience.OWNER: Role.OWNER}
OPEN = (Audience.CUSTOMERS, Audience.STAFF)
"""What everybody who works here may read."""


def reads(member: Member, audience: str) -> bool:
    """Whether this member is among those a fact of that audience is for; an audience nobody knows is for nobody."""
    if audience not in Audience.values or not member.is_active:
        return False
    return audience in OPEN or member.holds(NEEDED[audience])


def audiences_of(member: Member) -> list[str]:
    return [audience for audience in Audience.values if reads(member, audience)]
