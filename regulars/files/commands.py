"""What files gives to Ctrl+K."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regulars.lib.commands import Verb, verb


def files_of(account_id: int, person_id: int | None) -> str:
    kind, pk = ("person", person_id) if person_id else ("account", account_id)
    return reverse(f"{kind}-files", args=[pk])


verb(
    Verb(
        name="files",
        route="account-files",
        label=_("Files of %(who)s: look, or attach one"),
        begins=_("files of|file for|attach file to|attach to|attach|upload for|photo of|picture of|file"),
        address=files_of,
        looks=True,
    )
)
