from regulars.team.models.firm import Firm
from regulars.team.models.invitation import Invitation
from regulars.team.models.member import Member
from regulars.team.models.roles import Role

__all__ = ["Firm", "Invitation", "Member", "Role"]
