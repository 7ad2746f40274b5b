"""Which currency and time zone somebody probably means, and which there are."""

from datetime import date
from functools import cache, lru_cache
from zoneinfo import available_timezones

from babel.core import Locale, UnknownLocaleError, get_global
from babel.numbers import get_currency_name, get_territory_currencies
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _
from phonenumbers import SUPPORTED_REGIONS, country_code_for_region

FALLBACK = ("GBP", "Europe/London")


@lru_cache(maxsize=16)
def _currencies(language: str) -> list[tuple[str, str]]:
    locale = Locale.parse(to_locale(language))
    codes = {
        code
        for territory in get_global("territory_currencies")
        for code in get_territory_currencies(territory, date(2025, 1, 1), tender=True)
    }
    named = [(code, f"{get_currency_name(code, locale=locale)} ({code})") for code in codes]
    return sorted(named, key=lambda choice: choice[1].casefold())


def currencies() -> list[tuple[str, str]]:
    """Choices of every currency that is money somewhere today, by name in the reader's language."""
    return _currencies(get_language() or "en-gb")


@lru_cache(maxsize=16)
def _phone_countries(language: str) -> list[tuple[str, str]]:
    names = Locale.parse(to_locale(language)).territories
    named = [(code, f"{names.get(code, code)} (+{prefix})") for code, prefix in _prefixes().items()]
    return sorted(named, key=lambda choice: choice[1].casefold())


def _prefixes() -> dict[str, int]:
    return {code: country_code_for_region(code) for code in SUPPORTED_REGIONS}


def phone_countries() -> list[tuple[str, str]]:
    """Choices of every country that has phone numbers, by name in the reader's language; the time zone's comes first."""
    return [("", str(_("as the time zone says"))), *_phone_countries(get_language() or "en-gb")]


@cache
def known_zones() -> frozenset[str]:
    """Kept, since asking for them reads a folder of the system each time."""
    return frozenset(available_timezones())


@lru_cache(maxsize=1)
def timezones() -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices grouped by region: `("Europe", [("Europe/London", "London"), …])`."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(known_zones()):
        region, _, place = name.partition("/")
        if place and region not in {
            "Etc",
            "SystemV",
            "posix",
            "right",
            "US",
            "Brazil",
            "Canada",
            "Chile",
            "Mexico",
        }:
            groups.setdefault(region, []).append((name, place.replace("_", " ").replace("/", ", ")))
    groups["UTC"] = [("UTC", "UTC")]
    return list(groups.items())


def probable_place(accept_language: str) -> tuple[str, str]:
    """Currency and time zone for an Accept-Language header, by its first language that names or implies a country."""
    for part in accept_language.split(",")[:5]:
        tag = part.split(";")[0].strip()
        territory = _territory(tag)
        codes = get_territory_currencies(territory) if territory else []
        zones = get_global("territory_zones").get(territory, []) if territory else []
        if codes and zones:
            return codes[-1], next((zone for zone in zones if zone in known_zones()), FALLBACK[1])
    return FALLBACK


def _territory(tag: str) -> str | None:
    try:
        locale = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError, TypeError):
        return None
    if locale.territory:
        return locale.territory
    likely = get_global("likely_subtags").get(locale.language)
    return str(likely).rsplit("_", 1)[-1] if likely else None
