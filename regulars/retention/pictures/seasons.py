"""What season a day is in, where the firm's time zone says which half of the world it is in."""

from datetime import date

from django.utils.translation import gettext as _

NORTH = ("Europe/", "US/", "Canada/")
SOUTH = (
    "Australia/",
    "Pacific/Auckland",
    "NZ",
    "Africa/Johannesburg",
    "America/Argentina/",
    "America/Santiago",
)
TEMPERATE = {
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Toronto",
    "America/Vancouver", "America/Montreal", "America/Halifax", "America/Winnipeg", "America/Edmonton",
    "America/Boise", "America/Detroit", "Asia/Tokyo", "Asia/Seoul", "Asia/Shanghai", "GB", "Eire",
}  # fmt: skip


def season(day: date, zone: str) -> str:
    """`spring 2026`; December belongs to the winter that ends in the next year and is called by its own. Empty where the
    zone does not tell, or knows other seasons: near the equator none of the four words is true."""
    if zone.startswith(SOUTH):
        turned = 2
    elif zone.startswith(NORTH) or zone in TEMPERATE:
        turned = 0
    else:
        return ""
    names = (_("winter %(year)d"), _("spring %(year)d"), _("summer %(year)d"), _("autumn %(year)d"))
    return names[(day.month % 12 // 3 + turned) % 4] % {"year": day.year}
