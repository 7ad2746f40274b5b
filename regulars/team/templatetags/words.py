"""The firm's own words for client and customer, in every template without a load."""

from typing import Any

from django import template

from regulars.team.devices import device
from regulars.team.models import Firm

register = template.Library()


@register.simple_tag(takes_context=True)
def word(context: dict[str, Any], name: str) -> str:
    """`{% word "customer" %}`, also client, clients, customers. With a capital: `{% word "Customers" %}`.

    Inside blocktranslate: `{% word "customers" as customers %}{% blocktranslate %}Your {{ customers }}…`.
    """
    firm = context.get("firm") or Firm.load()
    said = firm.word(name.lower())
    return said[:1].upper() + said[1:] if name[:1].isupper() else said


@register.filter
def told_device(user_agent: str) -> str:
    """`Firefox on Windows`; what the browser says itself where that tells nothing."""
    return device(user_agent) or user_agent
