"""What trust gives to Ctrl+K; each part of it has its own."""

from django.utils.translation import gettext_lazy as _

from regulars.lib.commands import command
from regulars.trust.permitting import commands as permitting_commands  # noqa: F401 # registers itself

command("left", _("What left the house"), words=_("settings exports files taken out downloads log"))
command("history", _("History"), words=_("settings trail audit log who did what sealed"))
command(
    "rights", _("What people asked about their data"), words=_("requests see correct erase gdpr deadline")
)
command("keeping", _("How long we keep things"), words=_("settings retention periods expiry delete old"))
command("finds", _("What is stored too fully"), words=_("settings birth dates card numbers ids smaller"))
