"""A file on its way in: too large, from elsewhere, hostile, or no list at all."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regulars.imports import jobs
from regulars.imports.models import Import
from regulars.imports.tests.wizard import FILE, drop, form_of, newest
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.attack("D1", "D7", "C15")
def test_hostile_names_are_only_text(as_dana: Client) -> None:
    evil = "<script>alert(1)</script>"
    data = f'Order,Date,Customer,Amount,"{evil}"\n1,2026-03-01,"{evil}",5,"<img src=x onerror=alert(1)>"\n2,"{evil}",Ines,5,x\n'
    drop(as_dana, data, name=f"../../{evil}.csv\r\nX: y")
    importing = newest()
    pages = [as_dana.get(reverse("import-columns", args=[importing.pk]))]
    as_dana.post(reverse("import-columns", args=[importing.pk]), form_of(as_dana, importing))
    jobs.check(import_id=importing.pk)
    pages += [as_dana.get(reverse("import", args=[importing.pk])), as_dana.get("/imports/")]
    for page in pages:
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()
    assert importing.original is not None
    assert importing.original.name == "original"


@pytest.mark.parametrize(
    ("data", "said"), [(b"", "empty"), (b"%PDF-1.7 x", "PDF"), (b"only\none\n", "one column")]
)
def test_a_file_that_cannot_be_read_is_refused_on_the_page(as_dana: Client, data: bytes, said: str) -> None:
    answer = drop(as_dana, data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Import.objects.exists()


def test_sending_no_file_is_said(as_dana: Client) -> None:
    answer = as_dana.post("/imports/", {"kind": "orders"})
    assert answer.status_code == 422
    assert "Choose a file first." in answer.content.decode()


@pytest.mark.attack("H7")
def test_a_file_that_is_too_large_is_refused_before_it_is_read(as_dana: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1000

    class Untouched(io.BytesIO):
        def read(self, *args: Any) -> bytes:
            raise AssertionError("the body was read")

    length = str(settings.UPLOAD_LIMIT + 2 * 1024 * 1024)
    environ: dict[str, Any] = {
        "CONTENT_LENGTH": length,
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "wsgi.input": Untouched(),
    }
    answer = as_dana.generic("POST", "/imports/", **environ)
    assert answer.status_code == 413
    assert "larger than" in answer.content.decode()


@pytest.mark.attack("H7")
def test_a_file_that_lies_about_its_size_is_cut_off(as_dana: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1000
    answer = drop(as_dana, FILE * 100)
    assert answer.status_code == 413
    assert not Import.objects.exists()
    assert not list((Path(settings.MEDIA_ROOT) / "imports" / "incoming").glob("*"))


@pytest.mark.attack("A11")
def test_an_upload_from_another_site_is_refused(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.dana)
    assert drop(strict).status_code == 403
    assert not Import.objects.exists()
