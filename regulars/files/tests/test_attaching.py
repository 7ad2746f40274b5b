"""Files are attached to accounts and people, found again, removed and put back."""

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from regulars.files.models import Attachment
from regulars.files.storing import path_of
from regulars.files.tests.made import PDF, TEXT, attached, picture, upload
from regulars.timeline.models import Event
from tests.cast import Cast
from tests.conftest import signed_in


def content(client: Client, name: str, *args: object) -> bytes:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined] # a FileResponse


def test_a_file_is_attached_and_handed_over_again(cast: Cast, as_dana: Client) -> None:
    html = upload(as_dana, cast.harbour, PDF, "Shop plan.pdf", follow=True).content.decode()
    made = Attachment.objects.get()
    assert (made.kind, made.size, made.uploaded_by) == ("application/pdf", len(PDF), cast.dana)
    assert "“Shop plan.pdf” is attached." in html
    assert "Dana attached the file Shop plan.pdf" in html
    assert reverse("file", args=[made.pk]) in html
    assert content(as_dana, "file", made.pk) == PDF


def test_it_is_on_the_disk_under_a_name_that_says_nothing(cast: Cast, as_dana: Client) -> None:
    made = attached(cast, TEXT, "secret plans.txt")
    assert "secret" not in str(made.path)
    assert made.path.read_bytes() == TEXT
    assert made.path.stat().st_mode & 0o077 == 0


def test_a_picture_of_a_phone_is_shown_small_and_large(cast: Cast, as_dana: Client) -> None:
    upload(as_dana, cast.harbour, picture("JPEG", (2400, 1200)), "card.jpg", field="photo")
    made = Attachment.objects.get()
    assert (made.kind, made.pictured) == ("image/jpeg", True)
    for size, width in (("small", 320), ("large", 1600)):
        with Image.open(io.BytesIO(content(as_dana, "file-picture", made.pk, size))) as shown:
            assert (shown.format, shown.size) == ("WEBP", (width, width // 2))
    page = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert f'src="{reverse("file-picture", args=[made.pk, "small"])}"' in page
    assert 'capture="environment"' in page


def test_a_file_about_one_person_is_on_their_page_and_the_accounts(cast: Cast, as_dana: Client) -> None:
    ines = cast.harbour.people.get()
    made = attached(cast, TEXT, "badge.txt", person=ines)
    for address in (
        reverse("person-files", args=[ines.pk]),
        reverse("account-files", args=[cast.harbour.pk]),
    ):
        assert reverse("file", args=[made.pk]) in as_dana.get(address).content.decode()
    assert "badge.txt" not in as_dana.get(reverse("account-files", args=[cast.vets.pk])).content.decode()


def test_removing_is_taken_back_from_its_toast_and_from_the_bin(cast: Cast, as_dana: Client) -> None:
    made = attached(cast)
    html = as_dana.post(reverse("file-removed", args=[made.pk]), follow=True).content.decode()
    event = Event.objects.get(kind="files.removed")
    assert f'action="{reverse("undo", args=[event.pk])}"' in html
    assert (
        "order.txt"
        not in as_dana.get(reverse("account", args=[cast.harbour.pk]))
        .content.decode()
        .split('id="files"')[-1]
        .partition("timeline")[0]
    )
    as_dana.post(reverse("undo", args=[event.pk]))
    assert Attachment.objects.standing().count() == 1
    as_dana.post(reverse("file-removed", args=[made.pk]))
    for _ in range(2):
        as_dana.post(reverse("file-restored", args=[made.pk]))
    assert Attachment.objects.standing().count() == 1
    assert Event.objects.filter(kind="files.restored").count() == 2


def test_attaching_is_taken_back_from_its_toast(cast: Cast, as_dana: Client) -> None:
    upload(as_dana, cast.harbour, TEXT, "wrong.txt")
    event = Event.objects.get(kind="files.attached")
    as_dana.post(reverse("undo", args=[event.pk]))
    assert not Attachment.objects.standing().exists()


def test_undo_leads_back_to_the_page_of_whoever_it_is_about(cast: Cast, as_dana: Client) -> None:
    ines = cast.harbour.people.get()
    attached(cast, TEXT, "badge.txt", person=ines)
    event = Event.objects.get(kind="files.attached")
    assert "badge.txt" in as_dana.get(reverse("person", args=[ines.pk])).content.decode()
    answer = as_dana.post(reverse("undo", args=[event.pk]))
    assert answer["Location"] == reverse("person", args=[ines.pk])


@pytest.mark.attack("H8")
def test_two_files_of_one_name_are_both_kept(cast: Cast, as_dana: Client) -> None:
    first, second = (attached(cast, words, "same.txt") for words in (b"one", b"two"))
    assert (content(as_dana, "file", first.pk), content(as_dana, "file", second.pk)) == (b"one", b"two")


def test_content_that_is_gone_is_said_so(cast: Cast, as_dana: Client) -> None:
    made = attached(cast)
    path_of(made.place).unlink()
    answer = as_dana.get(reverse("file", args=[made.pk]))
    assert answer.status_code == 410
    assert "A backup may hold it" in answer.content.decode()


@pytest.mark.parametrize("many", [7, 120])
def test_the_card_and_the_list_cost_the_same_however_many_there_are(
    cast: Cast, as_dana: Client, many: int
) -> None:
    place = attached(cast).place
    rows = [
        Attachment(account=cast.harbour, name="n.txt", size=1, kind="text/plain", place=f"{number:040x}")
        for number in range(many)
    ]
    Attachment.objects.bulk_create(rows)
    for address, most in (
        (reverse("account", args=[cast.harbour.pk]), 1),
        (reverse("account-files", args=[cast.harbour.pk]), 1),
    ):
        with CaptureQueriesContext(connection) as queries:
            assert as_dana.get(address).status_code == 200
        assert sum("files_attachment" in query["sql"] for query in queries) == most, place


def test_older_files_are_on_the_next_page(cast: Cast, as_dana: Client) -> None:
    for number in range(55):
        attached(cast, TEXT, f"N{number:02}.txt")
    first = as_dana.get(reverse("account-files", args=[cast.harbour.pk]))
    assert "N04.txt" not in first.content.decode()
    older = str(first.context["older"])
    page = as_dana.get(reverse("account-files", args=[cast.harbour.pk]), {"before": older})
    assert "N04.txt" in page.content.decode()


def test_who_may_only_look_can_read_but_not_attach_or_remove(cast: Cast) -> None:
    rita, made = signed_in(cast.rita), attached(cast)
    assert content(rita, "file", made.pk) == TEXT
    assert upload(rita, cast.harbour, TEXT, "x.txt").status_code == 403
    assert rita.post(reverse("file-removed", args=[made.pk])).status_code == 403
    page = rita.get(reverse("account-files", args=[cast.harbour.pk])).content.decode()
    assert "multipart/form-data" not in page
    assert reverse("file-removed", args=[made.pk]) not in page
    assert Attachment.objects.standing().count() == 1
