"""What fields gives to Ctrl+K."""

from django.utils.translation import gettext_lazy as _

from regulars.lib.commands import command

command("fields", _("Your own fields"), words=_("settings custom fields columns facts"))
command("field-new", _("New field"), words=_("settings custom add create make"))
