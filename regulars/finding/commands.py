"""What finding gives to itself: the page, for those who want it large."""

from django.utils.translation import gettext_lazy as _

from regulars.lib.commands import command

command("find", _("Find on a page of its own"), words=_("search"))
