"""What team gives to Ctrl+K: the firm's settings, one's own, and signing out."""

from django.utils.translation import gettext_lazy as _

from regulars.lib.commands import command

command("team-settings", _("Settings"), words=_("name me my own"), keys="g s")
command("team-firm", _("Settings of the firm"), words=_("currency time zone words habit morning"))
command("team-people", _("Who works here"), words=_("settings people members invite role colleague"))
command(
    "team-roles", _("Roles"), words=_("settings rights permissions who may see change delete export money")
)
command("teams", _("Teams"), words=_("settings groups share colleagues"))
command("team-email", _("Your e-mail"), words=_("settings change address sign in"))
command("account_change_password", _("New password"), words=_("settings change password"))
command(
    "mfa_index", _("Two-step sign-in"), words=_("settings security passkey app code second factor recovery")
)
command("mfa_activate_totp", _("Codes from an app"), words=_("settings security two-step authenticator"))
command("mfa_list_webauthn", _("Passkeys"), words=_("settings security two-step keys"))
command("mfa_add_webauthn", _("Add a passkey"), words=_("settings security two-step new key"))
command(
    "usersessions_list",
    _("Where you are signed in"),
    words=_("settings sessions devices sign out everywhere"),
)
command("account_logout", _("Sign out"), words=_("log out leave end"), post=True)
