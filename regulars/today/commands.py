"""What today gives to Ctrl+K."""

from django.utils.translation import gettext_lazy as _

from regulars.lib.commands import command

command("today", _("Today: whom to contact"), words=_("morning list home start"), keys="g t")
command(
    "digest", _("What happened: the digest of a day"), words=_("staff colleagues changed overruled yesterday")
)
