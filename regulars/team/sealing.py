"""Small secrets that the database holds only sealed: whoever reads a copy of it reads nothing of them.

The key comes from the installation's own secret (SECRET_KEY), which no backup holds. Fernet (AES-128-CBC with
HMAC-SHA256) of the `cryptography` package; the key is derived by HKDF-SHA256, RFC 5869.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

MARK = "sealed:"
PURPOSE = b"regulars.team second step"


class CannotOpen(ValueError):
    """The text was sealed with another installation's secret, or was never sealed."""


def seal(text: str) -> str:
    return MARK + _keys().encrypt(text.encode()).decode()


def opened(sealed: str) -> str:
    """What was sealed, with the secret of now or one of SECRET_KEY_FALLBACKS. Raises CannotOpen."""
    if not is_sealed(sealed):
        raise CannotOpen
    try:
        return _keys().decrypt(sealed.removeprefix(MARK)).decode()
    except InvalidToken:
        raise CannotOpen from None


def is_sealed(text: str) -> bool:
    return text.startswith(MARK)


def _keys() -> MultiFernet:
    secrets = [str(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(_derived(secret)) for secret in secrets])


def _derived(secret: str) -> bytes:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(key)
