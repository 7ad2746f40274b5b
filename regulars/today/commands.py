"""What today gives to Ctrl+K."""

from django.utils.translation import gettext_lazy as _

from regulars.lib.commands import command

command("today", _("Today: whom to contact"), words=_("morning list home start"), keys="g t")
