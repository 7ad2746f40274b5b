"""A sign-in that did not come about, told in the history: never what was typed."""

import logging
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from regulars.team.devices import family
from regulars.team.models import Member
from regulars.team.throttling import within
from regulars.timeline.models import record

log = logging.getLogger(__name__)


def tell_failure(request: HttpRequest, *, email: str, step: str) -> None:
    """`step`: password, code, passkey or single_sign_on. Of an e-mail nobody here has nothing is kept: people type
    passwords into that field."""
    address = get_adapter().get_client_ip(request)
    log.warning("A sign-in from %s failed.", address)
    found = Member.objects.filter(email=email.strip().lower()).values_list("pk", "name").first()
    if within(request, "failure_told"):
        told: dict[str, Any] = {"address": address, "step": step}
        told["device"] = family(request.headers.get("User-Agent", ""))
        told |= {"member": found[0], "name": found[1]} if found else {"member": None, "name": ""}
        record("team.sign_in_failed", by=None, **told)
