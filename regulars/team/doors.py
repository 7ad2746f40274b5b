"""Who may enter a view. Every view wears one of these; a house lint asks for it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from regulars.lib.errors import NotAllowed
from regulars.team.models import Right, Role
from regulars.team.requests import MemberRequest

Rest = ParamSpec("Rest")
MemberView = Callable[Concatenate[MemberRequest, Rest], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]

READING = {"GET", "HEAD", "OPTIONS"}


def members(
    write: str = Role.MEMBER, read: str = Role.READ_ONLY, right: str = ""
) -> Callable[[MemberView[Rest]], View[Rest]]:
    """Signed-in members only; `read` and `write` are the least roles for safe and for changing methods, `right` what the
    table of roles has to allow besides.

    Anonymous → sign-in page; too low a role, or without the right → NotAllowed (403). A request that changes something
    reaches only what the member may change: `visible_to` is that narrow then.
    """

    def wrap(view: MemberView[Rest]) -> View[Rest]:
        @wraps(view)
        def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            needed = read if request.method in READING else write
            if not request.user.holds(needed):
                raise NotAllowed(
                    _("Your role does not open this page. Ask the owner to change your role.")
                    if request.method in READING
                    else _("Your role may look at this but not change it. Ask the owner to change your role.")
                )
            if right and not request.user.may(right):
                raise lacking(right)
            if request.method not in READING and write != Role.READ_ONLY:
                request.user.access = request.user.access.for_writing()
            return view(cast(MemberRequest, request), *args, **kwargs)

        entered.__dict__["door"], entered.__dict__["right"] = (read, write), right
        return cast(View[Rest], entered)

    return wrap


def lacking(right: str) -> NotAllowed:
    """Named by its column in the table, and who can allow it."""
    said = _("Your role does not allow this: %(right)s. An owner can allow it under Settings, Roles.")
    return NotAllowed(said % {"right": Right(right).label}, right=right)


def public(view: View[Rest]) -> View[Rest]:
    """Said out loud: anyone may call this view."""
    view.__dict__["door"] = None
    return view
