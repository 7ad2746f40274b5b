"""System checks: what a self-hoster gets wrong, answered at start with a hint."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, register


@register()
def data_folder_is_writable(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    probe = settings.DATA / ".write-test"
    try:
        settings.DATA.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        hint = "Point REGULARS_DATA (or --data) at a folder this user may write to."
        return [
            Error(
                f"The data folder {settings.DATA} cannot be written to: {error}.",
                hint=hint,
                id="regulars.E001",
            )
        ]
    return []


@register()
def secret_key_is_long(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if len(settings.SECRET_KEY) < 40:
        hint = "Leave SECRET_KEY unset and let bin/up make one, or use 50 random characters."
        return [Error("SECRET_KEY is too short to keep sessions safe.", hint=hint, id="regulars.E002")]
    return []


@register()
def public_host_has_tls(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    local = {"localhost", "127.0.0.1", "[::1]", "testserver"}
    if set(settings.ALLOWED_HOSTS) - local and not settings.BEHIND_TLS:
        hint = "Put a TLS proxy in front and set REGULARS_TLS=yes, or sign-ins travel in the clear."
        return [
            checks.Warning("Regulars answers to a public name without TLS.", hint=hint, id="regulars.W001")
        ]
    return []
