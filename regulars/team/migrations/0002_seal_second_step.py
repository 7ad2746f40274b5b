"""The secrets of authenticator apps and recovery codes were stored as they are; from here on they are sealed.

The sealing is written out: a migration does not change when the code does.
"""

import base64
from typing import Any

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import migrations

FIELDS = {"totp": "secret", "recovery_codes": "seed"}
MARK = "sealed:"


def key() -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"regulars.team second step")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))


def seal(apps: Any, _editor: Any) -> None:
    with_key = key()
    for held in apps.get_model("mfa", "Authenticator").objects.filter(type__in=FIELDS).select_for_update():
        name = FIELDS[held.type]
        if not held.data[name].startswith(MARK):
            held.data[name] = MARK + with_key.encrypt(held.data[name].encode()).decode()
            held.save(update_fields=["data"])


def unseal(apps: Any, _editor: Any) -> None:
    with_key = key()
    for held in apps.get_model("mfa", "Authenticator").objects.filter(type__in=FIELDS).select_for_update():
        name = FIELDS[held.type]
        if held.data[name].startswith(MARK):
            held.data[name] = with_key.decrypt(held.data[name].removeprefix(MARK)).decode()
            held.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("team", "0001_initial"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [migrations.RunPython(seal, unseal)]
