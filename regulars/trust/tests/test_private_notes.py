"""A private note is read by whoever looks after somebody, and by the owner, for a while, and by nobody else anywhere."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regulars.lib.errors import NotAllowed
from regulars.people.models import Account
from regulars.timeline.models import Event
from regulars.trust.keeping.expiring import expire
from regulars.trust.models import Expiry, PrivateNote
from regulars.trust.rights.tests.asked import a_made_file
from tests.access_table import ROWS
from tests.cast import Cast

WORDS = "zqshort of cash until June"
Signed = Callable[[Any], Client]
TODAY = timezone.localdate
OPENED = sorted(name for name, row in ROWS.items() if row.read not in {None, "anyone"} and row.strict)


@pytest.fixture
def sams(cast: Cast) -> Account:
    """Sam looks after Harbour Bakery."""
    Account.objects.filter(pk=cast.harbour.pk).update(owner=cast.sam)
    cast.harbour.refresh_from_db()
    return cast.harbour


@pytest.fixture
def note(cast: Cast, sams: Account) -> PrivateNote:
    until = TODAY() + timedelta(days=60)
    return PrivateNote.keep(sams, by=cast.sam, kind="short_of_cash", words=WORDS, until=until)


def reads(client: Client, account: Account) -> bool:
    return WORDS in client.get(reverse("account", args=[account.pk])).content.decode()


@pytest.mark.covers("V14")
def test_it_is_kept_on_a_page_and_goes_after_sixty_days_unless_somebody_says_otherwise(
    cast: Cast, sams: Account, sign_in: Signed
) -> None:
    sam, address = sign_in(cast.sam), reverse("private-notes", args=[sams.pk])
    form = sam.get(address).context["form"]
    until = form["until"].value()
    assert until == TODAY() + timedelta(days=60)
    sam.post(address, {"kind": "short_of_cash", "words": WORDS, "until": until.isoformat()})
    assert reads(sam, sams)
    assert WORDS in sam.get(address).content.decode()


@pytest.mark.covers("V14")
def test_only_who_looks_after_them_stands_in_or_owns_the_firm_reads_it(
    cast: Cast, sams: Account, note: PrivateNote, sign_in: Signed
) -> None:
    sees = {who: reads(sign_in(getattr(cast, who)), sams) for who in ("sam", "dana", "marta", "rita")}
    assert sees == {"sam": True, "dana": True, "marta": False, "rita": False}
    assert sign_in(cast.marta).get(reverse("private-notes", args=[sams.pk])).status_code == 404
    assert sign_in(cast.marta).post(reverse("private-note-forgotten", args=[note.pk])).status_code == 404
    assert not PrivateNote.objects.visible_to(cast.otto).exists()
    Account.objects.filter(pk=sams.pk).update(owner=cast.marta, backup=cast.rita)
    assert [reads(sign_in(who), sams) for who in (cast.sam, cast.marta, cast.rita)] == [False, True, True]


@pytest.mark.covers("V13", "V14")
def test_a_manager_does_not_read_it_in_the_whole_file_either(
    cast: Cast, note: PrivateNote, sign_in: Signed
) -> None:
    made = a_made_file(cast)
    addresses = [
        reverse("rights-file", args=[made["pk"]]),
        reverse("rights-download", kwargs=made),
    ]
    for address in addresses:
        refused = sign_in(cast.marta).get(address)
        assert refused.status_code == 403
        assert "private note" in refused.content.decode()
        assert sign_in(cast.dana).get(address).status_code == 200
    assert WORDS in sign_in(cast.dana).get(addresses[0]).content.decode()


def test_nobody_else_writes_one(cast: Cast, sams: Account) -> None:
    with pytest.raises(NotAllowed, match="looks after"):
        PrivateNote.keep(sams, by=cast.marta, kind="other", words="x", until=TODAY())


@pytest.mark.covers("V14")
@pytest.mark.attack("B15")
@pytest.mark.parametrize(
    "name", [name for name in OPENED if name not in {"account", "private-notes", "rights-file"}]
)
def test_it_is_on_no_other_page_in_no_search_and_in_no_file(
    name: str, cast: Cast, note: PrivateNote, as_dana: Client
) -> None:
    typed = {} if name in {"customers-file", "history-file"} else {"q": WORDS}  # they say what was looked for
    answer: Any = as_dana.get(reverse(name, kwargs=ROWS[name].of(cast)), typed)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert WORDS not in content.decode(errors="replace").replace(f'value="{WORDS}"', "").replace(
        f"“{WORDS}”", ""
    )


@pytest.mark.covers("V14")
def test_its_words_stand_in_no_event(cast: Cast, note: PrivateNote) -> None:
    note.forget(by=cast.sam)
    note.forget(by=cast.sam)
    told = Event.objects.filter(kind__startswith="trust.private_note")
    assert [event.kind for event in told.order_by("pk")] == [
        "trust.private_note_kept",
        "trust.private_note_forgotten",
    ]
    assert not any(WORDS in str(event.data) or event.account_id for event in told)


@pytest.mark.covers("V14", "V7")
def test_it_expires_by_itself(cast: Cast, sams: Account, note: PrivateNote, sign_in: Signed) -> None:
    assert expire() is None
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        assert not reads(sign_in(cast.sam), sams)
        report = expire()
        assert report
        assert report.counts == {"private notes": 1}
        assert expire() is None
    assert not PrivateNote.objects.exists()
    assert Expiry.objects.count() == 1


@pytest.mark.parametrize("days", [-1, 400])
def test_a_day_that_is_over_or_too_far_is_a_sentence(
    days: int, cast: Cast, sams: Account, sign_in: Signed
) -> None:
    until = (TODAY() + timedelta(days=days)).isoformat()
    page = sign_in(cast.sam).post(
        reverse("private-notes", args=[sams.pk]), {"kind": "other", "words": "Tired", "until": until}
    )
    assert page.status_code == 422
    assert "within a year" in page.content.decode()
    assert "Tired" in page.content.decode()
