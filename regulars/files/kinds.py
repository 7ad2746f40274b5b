"""What kind of file something is, in words of everyday."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SAID = {
    "text/html": _("a web page"),
    "application/xhtml+xml": _("a web page"),
    "image/svg+xml": _("a drawing that can run programs"),
    "application/vnd.microsoft.portable-executable": _("a program"),
    "application/x-msdownload": _("a program"),
    "application/x-executable": _("a program"),
    "application/x-elf": _("a program"),
    "application/pdf": _("a PDF"),
    "application/zip": _("an archive"),
    "application/octet-stream": _("of an unknown kind"),
}
FAMILIES = {"image": _("a picture"), "audio": _("a recording"), "video": _("a film"), "text": _("a text")}


def said_kind(kind: str) -> str | Promise:
    """`"text/html"` → `"a web page"`; a media type nobody has a word for stays as it is."""
    return SAID.get(kind) or FAMILIES.get(kind.split("/", maxsplit=1)[0]) or kind
