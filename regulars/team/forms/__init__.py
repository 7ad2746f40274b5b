from regulars.team.forms.firm import FirmForm
from regulars.team.forms.joining import JoinForm, OwnerForm, PasswordForm
from regulars.team.forms.members import EmailForm, InviteForm, NameForm, RoleForm

__all__ = [
    "EmailForm",
    "FirmForm",
    "InviteForm",
    "JoinForm",
    "NameForm",
    "OwnerForm",
    "PasswordForm",
    "RoleForm",
]
