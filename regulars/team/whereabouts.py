"""What an address tells of a place without asking anybody: this machine, the network around it, or somewhere outside."""

import ipaddress

from django.utils.translation import gettext as _


def neighbourhood(address: str) -> str:
    """Empty where nothing can be told: no table of countries is kept, and none is asked."""
    found = ipaddress.ip_address(address)
    if found.is_loopback:
        return _("the machine Regulars runs on")
    return _("your own network") if found.is_private else ""
