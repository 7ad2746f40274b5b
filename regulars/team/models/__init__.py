from regulars.team.models.access import Access, Kind, OnTheSpot, Right, Scope
from regulars.team.models.firm import Firm
from regulars.team.models.invitation import Invitation
from regulars.team.models.member import Member
from regulars.team.models.roles import Role
from regulars.team.models.sign_in import SignIn
from regulars.team.models.team import Team

__all__ = [
    "Access",
    "Firm",
    "Invitation",
    "Kind",
    "Member",
    "OnTheSpot",
    "Right",
    "Role",
    "Scope",
    "SignIn",
    "Team",
]
