"""What the team's rules say no with."""

from django.utils.translation import gettext as _

from regulars.lib.errors import BadInput, NotAllowed, Refusal


class LinkNotUsable(Refusal):
    """The link is unknown, used, withdrawn or has run out: one answer for all four, so that it tells nothing."""

    code = "link_not_usable"
    status = 410

    def __init__(self) -> None:
        super().__init__(
            _(
                "This link has been used already, was taken back, or has run out. Ask whoever sent it for a new one. "
                "If you look after Regulars yourself, start it again: it prints a fresh link."
            )
        )


class LastOwner(Refusal):
    """Somebody must be left who may do everything."""

    code = "last_owner"

    def __init__(self) -> None:
        super().__init__(
            _("This is the only owner. Make somebody else an owner first, so that nobody is locked out.")
        )


class MayNotInvite(NotAllowed):
    """A manager invites members and read-only colleagues; owners invite anyone."""

    code = "may_not_invite"

    def __init__(self) -> None:
        super().__init__(_("Only an owner may invite somebody with that role."))


class NoSuchMember(BadInput):
    """Nobody who may sign in has this e-mail."""

    code = "no_such_member"

    def __init__(self, email: str) -> None:
        super().__init__(_("Nobody who may sign in has the e-mail {email}.").format(email=email), email=email)


class ChangedByAnother(Refusal):
    """Somebody else changed the table of roles since this page was opened."""

    code = "changed_by_another"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else has changed what roles may meanwhile, so nothing was saved. Open the page again and look first."
            )
        )


class TeamNameTaken(BadInput):
    """Two teams cannot be called the same."""

    code = "team_name_taken"

    def __init__(self) -> None:
        super().__init__(_("There is a team of that name already."))


class EmailTaken(BadInput):
    """Two members cannot sign in with one e-mail."""

    code = "email_taken"

    def __init__(self) -> None:
        super().__init__(_("Somebody here signs in with this e-mail already."))
