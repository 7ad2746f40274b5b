"""The reasons for a likeness as a person reads them."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

REASONS = {
    "same_email": _("same e-mail"),
    "shared_email": _("same shared mailbox"),
    "same_phone": _("same phone"),
    "same_name": _("same name"),
    "other_order": _("same name in another order"),
    "one_letter": _("name differs by one letter"),
    "nickname": _("short form of the same name"),
    "initial": _("same surname and initial"),
    "like_name": _("similar name"),
    "same_account": _("at the same place of work"),
    "like_company": _("same company, by its name"),
    "same_place": _("same address"),
}


def in_words(reasons: Sequence[str]) -> str:
    return ", ".join(str(REASONS[reason]) for reason in reasons if reason in REASONS)


def how_sure(score: int) -> str:
    """A word before a number: what the points mean."""
    if score >= 95:
        return str(_("almost certainly the same"))
    return str(_("probably the same")) if score >= 75 else str(_("possibly the same"))
