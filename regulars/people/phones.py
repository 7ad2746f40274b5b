"""Phone numbers: kept as they were typed, compared as the world's telephones write them, shown as people here do."""

from functools import lru_cache

import phonenumbers
from babel.core import get_global
from phonenumbers import PhoneNumberFormat

from regulars.team.models import Firm

LONGEST = 60  # of what is looked at; the column holds no more


@lru_cache(maxsize=8)
def region_of(timezone: str) -> str:
    """The country whose local numbers a firm in `timezone` types: `"Europe/London"` → `"GB"`; empty where no country says so."""
    zone = get_global("zone_aliases").get(timezone, timezone)
    territory = str(get_global("zone_territories").get(zone) or "")
    return territory if territory in phonenumbers.SUPPORTED_REGIONS else ""


def dialled_from(firm: Firm) -> str:
    """The country of a number that was typed without one: as the firm says, else where its time zone is."""
    return firm.phone_region or region_of(firm.timezone)


def calling_code(region: str) -> str:
    """`"GB"` → `"44"`; empty for no country."""
    return str(phonenumbers.country_code_for_region(region) or "") if region else ""


def e164(typed: str, region: str) -> str:
    """`"020 7946 0018"` in `"GB"` → `"+442079460018"`; empty for what is no phone number."""
    try:
        number = phonenumbers.parse(typed[:LONGEST], region or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number) or number.extension:
        return ""
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


@lru_cache(maxsize=4096)
def shown(number: str, region: str) -> str:
    """How people in `region` write an E.164 number: without the country where it is their own."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    at_home = phonenumbers.country_code_for_region(region) if region else 0
    local = parsed.country_code == at_home
    form = PhoneNumberFormat.NATIONAL if local else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)
