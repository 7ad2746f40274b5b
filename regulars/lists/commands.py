"""What lists gives to Ctrl+K: every list there is, and the saved ones."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.lib.commands import Place, command, places
from regulars.lists.models import SavedView
from regulars.lists.subjects import SUBJECTS
from regulars.team.models import Member

MOST = 200

command("lists", gettext_lazy("Lists"), words=gettext_lazy("saved views filters columns export"), keys="g l")


@places
def lists_of(member: Member) -> Iterator[Place]:
    """Whole lists first, then what the member saved or may see."""
    words = _("open list view show all")
    for subject in SUBJECTS.values():
        said = _("List of %(what)s") % {"what": str(subject.label).lower()}
        yield Place(label=said, address=reverse("list", args=[subject.name]), words=words)
    for view in SavedView.objects.visible_to(member).order_by("name", "id")[:MOST]:
        yield Place(label=view.name, address=view.address, words=words)
