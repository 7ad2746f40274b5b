"""What somebody is signed in on, in words: `Firefox on Windows`, out of what the browser tells of itself."""

from django.utils.translation import gettext as _

# Looked for in this order: most browsers also call themselves by the names of others.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("HeadlessChrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def device(user_agent: str) -> str:
    """Empty where it cannot be told; anybody may claim anything there, so it is a help to recognise, not a proof."""
    return told(family(user_agent))


def family(user_agent: str) -> str:
    """As it is kept: `Firefox/Windows`, whatever its version."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return f"{browser}/{system}" if browser and system else browser or system


def told(kept: str) -> str:
    browser, _slash, system = kept.partition("/")
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system} if system else browser
