"""Files to try with: honest, empty, lying, hostile."""

import io
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from regulars.files.attaching import attach
from regulars.files.models import Attachment
from regulars.files.storing import incoming
from tests.cast import Cast

HTML = b"<!doctype html><html><body><script>alert(document.cookie)</script></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
XML = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
PDF = b"%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>\n%%EOF\n"
TEXT = b"Two sacks of rye, please."


def picture(form: str = "PNG", size: tuple[int, int] = (60, 40), **saved: Any) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", size, "tomato").save(held, form, **saved)
    return held.getvalue()


def on_disk(content: bytes) -> Path:
    """As an upload leaves it, in the folder where uploads come in."""
    incoming().mkdir(parents=True, exist_ok=True)
    path = incoming() / f"test-{abs(hash(content))}"
    path.write_bytes(content)
    return path


def attached(cast: Cast, content: bytes = TEXT, name: str = "order.txt", **about: Any) -> Attachment:
    about = {"by": cast.dana} | about
    return attach(cast.harbour, on_disk(content), name, **about)[0]


def upload(client: Client, account: Any, content: bytes, name: str, field: str = "file", **about: Any) -> Any:
    """By the form of the account page; the content type is what a browser would claim."""
    file = SimpleUploadedFile(name, content, content_type=about.get("claimed", "image/png"))
    address = reverse("account-files", args=[account.pk])
    return client.post(address, {field: file}, follow=about.get("follow", False))
