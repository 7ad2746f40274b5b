"""Files that lie, hurt, or were made to run in somebody's browser."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from regulars.files.attaching import attach
from regulars.files.errors import EmptyFile
from regulars.files.models import Attachment
from regulars.files.naming import safe_name
from regulars.files.storing import incoming, path_of, root
from regulars.files.tests.made import HTML, PDF, SVG, TEXT, XML, attached, on_disk, picture, upload
from tests.cast import Cast
from tests.conftest import signed_in


def everything_kept() -> list[Path]:
    return [path for path in root().rglob("*") if path.is_file()] if root().is_dir() else []


@pytest.mark.attack("D5", "D6")
@pytest.mark.parametrize("content", [HTML, SVG, XML, PDF, b"GIF89a" + HTML, b"\xff\xd8\xff" + HTML])
@pytest.mark.parametrize("name", ["innocent.png", "page.html", "drawing.svg"])
def test_nothing_active_is_ever_shown_only_handed_over(
    cast: Cast, as_dana: Client, content: bytes, name: str
) -> None:
    upload(as_dana, cast.harbour, content, name, claimed="image/png")
    made = Attachment.objects.get()
    assert not made.pictured
    answer = as_dana.get(reverse("file", args=[made.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Content-Type"] in {"application/octet-stream", "application/pdf"}
    for size in ("small", "large", "original"):
        assert as_dana.get(reverse("file-picture", args=[made.pk, size])).status_code == 404


@pytest.mark.attack("D6")
def test_a_file_that_lies_about_its_kind_is_kept_and_marked(cast: Cast, as_dana: Client) -> None:
    html = upload(as_dana, cast.harbour, HTML, "holiday.jpg", follow=True).content.decode()
    assert Attachment.objects.get().kind == "text/html"
    assert "By its name it is something else than it is (a web page)." in html
    assert "really a web page" in html
    assert not attached(cast, TEXT, "list.csv").lies
    assert not attached(cast, picture("JPEG"), "a.jpeg").lies
    assert attached(cast, TEXT, "photo.png").lies


@pytest.mark.attack("H6")
def test_a_picture_is_drawn_anew_the_right_way_up_and_without_what_the_camera_wrote(cast: Cast) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "Secret description"
    exif.get_ifd(0x8825)[1] = "N"
    held = picture("JPEG", (60, 40), exif=exif, comment=b"Secret comment")
    made = attached(cast, held, "phone.jpg")
    for size in ("small", "large"):
        drawn = path_of(made.place, size).read_bytes()
        with Image.open(io.BytesIO(drawn)) as shown:
            assert shown.size == (40, 60)
            assert not shown.getexif()
        assert b"Secret" not in drawn
        assert b"EXIF" not in drawn


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.attack("H6")
@pytest.mark.parametrize("size", [(60_000, 60_000), (2_000_000_000, 2_000_000_000), (10_000, 10_000), (0, 9)])
def test_a_bomb_of_a_picture_is_kept_as_bytes_and_never_drawn(cast: Cast, size: tuple[int, int]) -> None:
    made = attached(cast, bomb(*size), "small.png")
    assert (made.pictured, made.kind) == (False, "application/octet-stream")


@pytest.mark.attack("H6")
@pytest.mark.parametrize("cut", [20, 60, 100, 150])
@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
def test_half_a_picture_breaks_nothing(cast: Cast, form: str, cut: int) -> None:
    attached(cast, picture(form, (300, 200))[:cut], f"half.{form.lower()}")
    bad = bytearray(picture(form, (300, 200)))
    bad[len(bad) // 2 :: 3] = bytes(len(bad[len(bad) // 2 :: 3]))
    attached(cast, bytes(bad), f"bad.{form.lower()}")
    assert Attachment.objects.count() == 2


def test_an_empty_file_is_refused_in_a_sentence_with_nothing_kept(cast: Cast, as_dana: Client) -> None:
    answer = upload(as_dana, cast.harbour, b"", "nothing.pdf")
    assert answer.status_code == 422
    assert "“nothing.pdf” is empty" in answer.content.decode()
    with pytest.raises(EmptyFile):
        attach(cast.harbour, on_disk(b""), "x", by=cast.dana)
    assert not Attachment.objects.exists()
    assert [path for path in everything_kept() if not path.name.startswith("test-")] == []


def test_sending_no_file_is_said(cast: Cast, as_dana: Client) -> None:
    answer = as_dana.post(reverse("account-files", args=[cast.harbour.pk]), {})
    assert answer.status_code == 422
    assert "Choose a file first" in answer.content.decode()


@pytest.mark.attack("H7")
def test_five_gigabytes_are_refused_before_a_byte_is_read(cast: Cast, as_dana: Client) -> None:
    class Untouched(io.BytesIO):
        def read(self, *args: Any) -> bytes:
            raise AssertionError("the body was read")

    environ: dict[str, Any] = {
        "CONTENT_LENGTH": str(5 * 1024**3),
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "wsgi.input": Untouched(),
    }
    answer = as_dana.generic("POST", reverse("account-files", args=[cast.harbour.pk]), **environ)
    assert answer.status_code == 413
    assert "larger than 25.0" in answer.content.decode()


@pytest.mark.attack("H7")
def test_a_body_that_is_longer_than_allowed_is_cut_off_with_nothing_kept(
    cast: Cast, as_dana: Client, settings: Any
) -> None:
    settings.ATTACHMENT_LIMIT = 1000
    assert upload(as_dana, cast.harbour, b"x" * 5000, "big.txt").status_code == 413
    assert everything_kept() == []
    assert upload(as_dana, cast.harbour, b"x" * 1000, "fits.txt").status_code == 302
    assert list(incoming().iterdir()) == []


@pytest.mark.attack("H7")
def test_uploads_may_be_large_only_below_their_own_path(settings: Any) -> None:
    for name in ("account-files", "person-files"):
        assert reverse(name, args=[1]).startswith(tuple(settings.LARGE_BODIES))


@pytest.mark.attack("C10", "D7", "H8")
@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\evil.exe", "evil.exe"),
        ("a\r\nSet-Cookie: x=1.png", "aSet-Cookie_ x=1.png"),
        ("<img src=x onerror=alert(1)>.png", "_img src=x onerror=alert(1)_.png"),
        ("\u202egnp.exe", "gnp.exe"),
        ("con.txt", "con_.txt"),
        ("...", "file"),
        ("", "file"),
        ("  .hidden ", "hidden"),
        ('quote".txt', "quote_.txt"),
        ("e\u0301te\u0301.txt", "été.txt"),
        ("計画書.pdf", "計画書.pdf"),
        ("nul\x00byte.txt", "nulbyte.txt"),
    ],
)
def test_names_are_made_safe(given: str, safe: str) -> None:
    assert safe_name(given) == safe


def test_a_long_name_keeps_its_end() -> None:
    assert safe_name("x" * 500 + ".pdf") == "x" * 176 + ".pdf"


@pytest.mark.attack("C10", "D7")
def test_a_hostile_name_stays_text_on_the_page_and_one_line_in_the_header(
    cast: Cast, as_dana: Client
) -> None:
    name = '"><script>alert(1)</script>\r\nX-Evil: 1;été"; filename=x.html'
    html = upload(as_dana, cast.harbour, TEXT, name, follow=True).content.decode()
    assert "<script>alert" not in html
    answer = as_dana.get(reverse("file", args=[Attachment.objects.get().pk]))
    assert "X-Evil" not in answer.headers
    assert "\n" not in answer["Content-Disposition"]


@pytest.mark.attack("B8")
def test_a_direct_link_opens_for_nobody_who_is_not_signed_in_and_not_after_the_account_is_gone(
    cast: Cast, as_dana: Client
) -> None:
    made = attached(cast, picture(), "card.png")
    addresses = [reverse("file", args=[made.pk]), reverse("file-picture", args=[made.pk, "small"])]
    for address in addresses:
        assert Client().get(address).status_code == 302
        assert signed_in(cast.otto).get(address).status_code == 302
    type(cast.harbour).objects.filter(pk=cast.harbour.pk).update(removed_at="2026-11-01T00:00Z")
    for address in addresses:
        assert as_dana.get(address).status_code == 404


@pytest.mark.attack("A11")
def test_an_upload_from_another_site_is_refused(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.dana)
    assert upload(strict, cast.harbour, TEXT, "x.txt").status_code == 403
    assert not Attachment.objects.exists()
    assert everything_kept() == []


@pytest.mark.attack("H2")
@pytest.mark.parametrize("place", ["../" * 20, "", "a" * 39, "A" * 40, "/etc/passwd"])
def test_no_place_leads_out_of_the_folder(place: str) -> None:
    with pytest.raises(ValueError, match="not a place of ours"):
        path_of(place)
