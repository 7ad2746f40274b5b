"""Who may enter a view. Every view wears one of these; a house lint asks for it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from regulars.lib.errors import NotAllowed
from regulars.team.models import Role
from regulars.team.requests import MemberRequest

Rest = ParamSpec("Rest")
MemberView = Callable[Concatenate[MemberRequest, Rest], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]

READING = {"GET", "HEAD", "OPTIONS"}


def members(write: str = Role.MEMBER, read: str = Role.READ_ONLY) -> Callable[[MemberView[Rest]], View[Rest]]:
    """Signed-in members only; `read` and `write` are the least roles for safe and for changing methods.

    Anonymous → sign-in page; too low a role → NotAllowed (403).
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
            return view(cast(MemberRequest, request), *args, **kwargs)

        entered.__dict__["door"] = (read, write)
        return cast(View[Rest], entered)

    return wrap


def public(view: View[Rest]) -> View[Rest]:
    """Said out loud: anyone may call this view."""
    view.__dict__["door"] = None
    return view
