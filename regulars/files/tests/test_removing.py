"""The bin of files: thirty days, then gone for good, and the history says what went. A backup holds them."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regulars.files import attaching, jobs
from regulars.files.attaching import attach
from regulars.files.models import Attachment
from regulars.files.removing import empty_bin
from regulars.files.storing import incoming, new_place, path_of, root
from regulars.files.tests.made import TEXT, attached, on_disk, picture
from regulars.operations.backup.making import attachments
from regulars.timeline.models import Event
from tests.cast import Cast


def removed(cast: Cast, days: int, name: str = "old.png") -> Attachment:
    made = attached(cast, picture(), name)
    Attachment.objects.filter(pk=made.pk).update(removed_at=timezone.now() - timedelta(days=days))
    return made


def test_after_thirty_days_the_content_goes_and_the_history_says_what_went(
    cast: Cast, as_dana: Client
) -> None:
    overdue, recent, standing = removed(cast, 31), removed(cast, 29, "recent.png"), attached(cast)
    for _ in range(2):
        jobs.sweep()
        assert not overdue.path.exists()
        assert not path_of(overdue.place, "small").exists()
        assert recent.path.exists()
        assert standing.path.exists()
        assert Attachment.objects.count() == 2
        assert [event.data["names"] for event in Event.objects.filter(kind="files.emptied")] == [["old.png"]]
    page = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert "A file that was removed 30 days ago is gone for good: old.png" in page


def test_what_went_is_reported(cast: Cast) -> None:
    removed(cast, 40, "a.png"), removed(cast, 35, "b.png")
    assert empty_bin() == ["a.png", "b.png"]
    assert empty_bin() == []


def test_what_is_gone_for_good_cannot_be_put_back(cast: Cast, as_dana: Client) -> None:
    made = attached(cast)
    event = made.remove(by=cast.dana)
    assert event
    Attachment.objects.filter(pk=made.pk).update(removed_at=timezone.now() - timedelta(days=31))
    jobs.sweep()
    answer = as_dana.post(reverse("undo", args=[event.pk]))
    assert answer.status_code == 409
    assert "gone for good" in answer.content.decode()


def test_what_a_crash_left_is_swept_after_a_day_and_nothing_else(cast: Cast) -> None:
    kept = attached(cast, picture(), "card.png")
    orphan, fresh = path_of(new_place()), path_of(new_place())
    broken_off = incoming() / "upload-x"
    for path in (orphan, fresh, broken_off):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(TEXT)
    for path in (orphan, broken_off, kept.path, path_of(kept.place, "small")):
        os.utime(path, (time.time() - 90_000,) * 2)
    for _ in range(2):
        jobs.sweep()
        assert [orphan.exists(), broken_off.exists(), fresh.exists()] == [False, False, True]
        assert kept.path.exists()
        assert path_of(kept.place, "small").exists()


@pytest.mark.attack("P1", "Q5")
def test_a_record_that_cannot_be_written_leaves_no_file(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(attaching, "record", full)
    with pytest.raises(OSError, match="No space"), transaction.atomic():
        attach(cast.harbour, on_disk(TEXT), "x.txt", by=cast.dana)
    assert not Attachment.objects.exists()
    assert [path for path in root().rglob("*") if path.is_file()] == []


def test_a_backup_holds_every_file_and_its_pictures(cast: Cast, own_folder: Path) -> None:
    made = attached(cast, picture(), "card.png")
    held = dict(attachments(own_folder))
    assert {made.path, path_of(made.place, "small"), path_of(made.place, "large")} <= set(held)
    assert held[made.path] == f"files/attachments/{made.place[:2]}/{made.place}"
