"""What imports gives to Ctrl+K."""

from django.utils.translation import gettext_lazy as _

from regulars.lib.commands import command

command("imports", _("Bring orders in"), words=_("import upload file csv excel past imports"), keys="g o")
