"""From a dropped file to a result page and back, in the browser, without JavaScript."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from regulars.imports import jobs
from regulars.imports.models import Import, Progress, State
from regulars.imports.tests.files import snapshot
from regulars.orders.models import Order
from regulars.people.models import Account
from regulars.retention.models import ScoringRun, StatedEnd
from regulars.timeline.models import Event, Touch
from tests.cast import Cast

pytestmark = pytest.mark.django_db
FILE = "Order,Date,Customer,Amount,Colour\n1,2026-03-01,Ines,5,red\n2,2026-03-02,Ada,7.50,blue\n3,2026-03-02,,3,blue\n4,never,Ada,1,=cmd()\n"


@pytest.fixture(autouse=True)
def data_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def drop(client: Client, data: str | bytes = FILE, name: str = "orders.csv", kind: str = "orders") -> Any:
    file = SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)
    return client.post("/imports/", {"file": file, "kind": kind})


def form_of(client: Client, importing: Import) -> dict[str, Any]:
    """What a browser sends when the page of columns is sent as it is."""
    page = client.get(reverse("import-columns", args=[importing.pk]))
    form = page.context["form"]
    return {field.name: field.value() or "" for field in form}


def newest() -> Import:
    found: Import = Import.objects.latest("pk")
    return found


def bring(client: Client, data: str = FILE, **more: str) -> Import:
    """All steps of the wizard, with the worker's part done in between."""
    drop(client, data)
    importing = newest()
    client.post(reverse("import-columns", args=[importing.pk]), form_of(client, importing) | more)
    jobs.check(import_id=importing.pk)
    client.post(reverse("import-applying", args=[importing.pk]))
    jobs.apply(import_id=importing.pk)
    importing.refresh_from_db()
    assert importing.state == State.APPLIED, importing.problem
    return importing


def test_the_first_page_asks_for_the_file(as_dana: Client) -> None:
    page = as_dana.get("/imports/").content.decode()
    assert "Drop your orders file here" in page
    assert 'enctype="multipart/form-data"' in page


def test_a_dropped_file_shows_what_was_understood_and_changes_nothing(as_dana: Client) -> None:
    answer = drop(as_dana)
    importing = newest()
    assert (answer.status_code, answer["Location"]) == (302, f"/imports/{importing.pk}/columns/")
    page = as_dana.get(answer["Location"]).content.decode()
    assert "What we understood" in page
    assert "red · blue" in page
    assert not Order.objects.exists()


def test_the_whole_way_in(as_dana: Client, cast: Cast) -> None:
    drop(as_dana)
    importing = newest()
    url = reverse("import", args=[importing.pk])
    answer = as_dana.post(reverse("import-columns", args=[importing.pk]), form_of(as_dana, importing))
    assert answer["Location"] == url
    page = as_dana.get(url).content.decode()
    assert f'data-progress="{url}progress/"' in page
    assert 'http-equiv="refresh"' in page
    jobs.check(import_id=importing.pk)
    page = as_dana.get(url).content.decode()
    for words in (
        "3 new orders.",
        "1 line has no customer",
        "Row 5: the date cannot be read: “never”",
        "Not used:",
        "Colour",
        "£16.50",
    ):
        assert words in page
    assert not Order.objects.exists()
    as_dana.post(reverse("import-applying", args=[importing.pk]))
    jobs.apply(import_id=importing.pk)
    page = as_dana.get(url).content.decode()
    assert "It is in" in page
    assert "It covers everything up to 2 Mar 2026." in page
    assert Order.objects.count() == 3
    assert ScoringRun.objects.count() == 1
    assert StatedEnd.objects.get().origin == f"import:{importing.pk}"
    assert Event.objects.get(kind="imports.applied").actor == cast.dana
    assert "3 new orders" in as_dana.get("/imports/").content.decode()


def test_each_job_run_twice_does_its_work_once(as_dana: Client) -> None:
    importing = bring(as_dana)
    before = snapshot()
    jobs.check(import_id=importing.pk)
    jobs.apply(import_id=importing.pk)
    assert snapshot() == before
    as_dana.post(reverse("import-reverting", args=[importing.pk]))
    jobs.revert(import_id=importing.pk)
    jobs.revert(import_id=importing.pk)
    assert not Order.objects.exists()
    jobs.apply(import_id=importing.pk + 1000)


def test_an_import_is_taken_back_and_can_come_in_again(as_dana: Client, cast: Cast) -> None:
    before = snapshot()
    importing = bring(as_dana)
    url = reverse("import", args=[importing.pk])
    assert "Take it back" in as_dana.get(url).content.decode()
    as_dana.post(reverse("import-reverting", args=[importing.pk]))
    assert "Taking it back" in as_dana.get(url).content.decode()
    jobs.revert(import_id=importing.pk, member_id=cast.dana.pk)
    assert snapshot() == before
    assert "was taken back" in as_dana.get(url).content.decode()
    assert Event.objects.get(kind="imports.reverted").actor == cast.dana
    bring(as_dana)
    assert Order.objects.count() == 3


def test_what_was_chosen_is_remembered_for_the_next_file_with_these_columns(as_dana: Client) -> None:
    data = "alpha,beta,gamma,delta\n1,03/04/2026,Ines,5\n2,05/06/2026,Ada,6\n"
    drop(as_dana, data)
    first = newest()
    assert set(first.understood["questions"]) == {"dates", "no_amount"}
    chosen = {
        "column_0": "order",
        "column_1": "date",
        "column_2": "name",
        "column_3": "total",
        "dates": "mdy",
        "source": "Till",
    }
    bring_with = form_of(as_dana, first) | chosen
    as_dana.post(reverse("import-columns", args=[first.pk]), bring_with)
    jobs.check(import_id=first.pk)
    as_dana.post(reverse("import-applying", args=[first.pk]))
    jobs.apply(import_id=first.pk)
    assert Order.objects.get(external_id="1").day.isoformat() == "2026-03-04"
    drop(as_dana, data.replace("1,03", "9,03"))
    second = newest()
    assert (second.source, second.understood["questions"], second.settings["dates"]) == ("Till", [], "mdy")


def test_an_open_question_is_asked_on_the_page_and_must_be_answered(as_dana: Client) -> None:
    drop(as_dana, "Order,Date,Customer,Amount\n1,03/04/2026,Ines,5\n")
    importing = newest()
    url = reverse("import-columns", args=[importing.pk])
    assert "could be read two ways" in as_dana.get(url).content.decode()
    answer = as_dana.post(url, form_of(as_dana, importing))
    assert answer.status_code == 422
    importing.refresh_from_db()
    assert importing.state == State.UNDERSTOOD
    assert as_dana.post(url, form_of(as_dana, importing) | {"dates": "dmy"}).status_code == 302


def test_columns_that_contradict_each_other_are_refused(as_dana: Client) -> None:
    drop(as_dana)
    importing = newest()
    url = reverse("import-columns", args=[importing.pk])
    answer = as_dana.post(url, form_of(as_dana, importing) | {"column_4": "date", "currency": "ZZZ"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Two columns are called “Date”" in page
    assert "There is no currency called ZZZ" in page


def test_a_contradiction_far_down_leads_back_to_the_columns(as_dana: Client) -> None:
    rows = "".join(f"{n},13/04/2026,Ines,5\n" for n in range(5100))
    drop(as_dana, "Order,Date,Customer,Amount\n" + rows + "x,04/30/2026,Ines,5\n")
    importing = newest()
    as_dana.post(reverse("import-columns", args=[importing.pk]), form_of(as_dana, importing))
    jobs.check(import_id=importing.pk)
    answer = as_dana.get(reverse("import", args=[importing.pk]), follow=True)
    assert "Row 5102 does." in answer.content.decode()
    importing.refresh_from_db()
    as_dana.post(
        reverse("import-columns", args=[importing.pk]), form_of(as_dana, importing) | {"dates": "dmy"}
    )
    jobs.check(import_id=importing.pk)
    importing.refresh_from_db()
    assert (importing.state, importing.counts["rejected"]) == (State.CHECKED, {"date_order": 1})


@pytest.mark.attack("C14")
def test_the_file_of_rows_left_out_holds_them_as_they_came_but_runs_nothing(as_dana: Client) -> None:
    importing = bring(as_dana)
    answer = as_dana.get(reverse("import-rejected", args=[importing.pk]))
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[attr-defined] # it streams
    assert rows[0] == ["Row", "Why it was left out", "Order", "Date", "Customer", "Amount", "Colour"]
    assert rows[1] == ["5", "the date cannot be read: “never”", "4", "never", "Ada", "1", "'=cmd()"]
    assert "attachment" in answer["Content-Disposition"]


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


@pytest.mark.attack("B1", "B7")
def test_who_may_look_may_not_bring_anything_in(
    cast: Cast, sign_in: Callable[[Any], Client], as_dana: Client
) -> None:
    importing = bring(as_dana)
    rita, before = sign_in(cast.rita), snapshot()
    assert drop(rita).status_code == 403
    assert rita.get(reverse("import", args=[importing.pk])).status_code == 200
    assert "Take it back" not in rita.get(reverse("import", args=[importing.pk])).content.decode()
    for name in (
        "import-applying",
        "import-reverting",
        "import-discarding",
        "import-stopping",
        "import-checking",
    ):
        assert rita.post(reverse(name, args=[importing.pk])).status_code == 403
    assert snapshot() == before


@pytest.mark.attack("B1")
def test_only_a_manager_or_who_imported_it_takes_it_back(
    cast: Cast, sign_in: Callable[[Any], Client], as_dana: Client
) -> None:
    importing = bring(as_dana)
    url = reverse("import-reverting", args=[importing.pk])
    assert sign_in(cast.sam).post(url).status_code == 403
    assert sign_in(cast.marta).post(url).status_code == 302


def test_strangers_are_sent_to_sign_in_and_a_missing_import_is_missing(as_dana: Client, cast: Cast) -> None:
    assert Client().get("/imports/").status_code == 302
    assert as_dana.get("/imports/987654/").status_code == 404
    assert as_dana.get("/imports/1/applying/").status_code == 405


def test_a_step_that_was_done_is_not_done_again(as_dana: Client) -> None:
    importing = bring(as_dana)
    for name in ("import-applying", "import-checking", "import-discarding"):
        answer = as_dana.post(reverse(name, args=[importing.pk]))
        assert answer.status_code == 409
    assert as_dana.get(reverse("import-columns", args=[importing.pk])).status_code == 302


def test_a_file_can_be_thrown_away_before_it_is_imported(as_dana: Client) -> None:
    drop(as_dana)
    importing = newest()
    path = importing.original
    assert path
    as_dana.post(reverse("import-discarding", args=[importing.pk]))
    importing.refresh_from_db()
    assert importing.state == State.DISCARDED
    assert not path.exists()
    assert "Thrown away" in as_dana.get(reverse("import", args=[importing.pk])).content.decode()


def test_progress_says_where_to_go_when_it_is_done(as_dana: Client) -> None:
    importing = bring(as_dana)
    answer = as_dana.get(reverse("import-progress", args=[importing.pk]))
    assert answer["X-Go-To"] == reverse("import", args=[importing.pk])


def test_an_import_whose_worker_died_can_be_started_again(as_dana: Client) -> None:
    drop(as_dana)
    importing = newest()
    as_dana.post(reverse("import-columns", args=[importing.pk]), form_of(as_dana, importing))
    url = reverse("import-checking", args=[importing.pk])
    assert as_dana.post(url).status_code == 409
    Progress.objects.filter(importing=importing).update(at="2026-01-01T00:00:00Z")
    assert "Start again" in as_dana.get(reverse("import", args=[importing.pk])).content.decode()
    assert as_dana.post(url).status_code == 302
    jobs.check(import_id=importing.pk)
    importing.refresh_from_db()
    assert importing.state == State.CHECKED


def test_a_later_import_of_the_same_orders_is_taken_back_first(as_dana: Client) -> None:
    first = bring(as_dana)
    second = bring(as_dana, FILE.replace("Ada,7.50", "Ada,8.50"))
    answer = as_dana.post(reverse("import-reverting", args=[first.pk]))
    assert answer.status_code == 409
    assert "Revert that one first" in answer.content.decode()
    for importing in (second, first):
        as_dana.post(reverse("import-reverting", args=[importing.pk]))
        jobs.revert(import_id=importing.pk)
    assert not Order.objects.exists()


def test_an_account_someone_has_worked_with_stays_and_is_said_to(as_dana: Client, cast: Cast) -> None:
    importing = bring(as_dana)
    ada = Account.objects.get(name="Ada")
    Touch.objects.create(account=ada, member=cast.dana, channel="call", note="Spoke to her")
    as_dana.post(reverse("import-reverting", args=[importing.pk]))
    jobs.revert(import_id=importing.pk)
    assert "1 account stays" in as_dana.get(reverse("import", args=[importing.pk])).content.decode()
    assert Account.objects.filter(name="Ada").exists()
    assert not Account.objects.filter(name="Ines").exists()
    bring(as_dana)
    assert ada.orders.count() == 1


def test_a_renamed_account_stays_too(as_dana: Client) -> None:
    importing = bring(as_dana)
    Account.objects.filter(name="Ines").update(name="Ines Duarte", folded="ines duarte")
    as_dana.post(reverse("import-reverting", args=[importing.pk]))
    jobs.revert(import_id=importing.pk)
    assert Account.objects.filter(name="Ines Duarte").exists()


def test_the_stated_end_is_what_the_wizard_was_told(as_dana: Client) -> None:
    bring(as_dana, covers_until="2026-03-31")
    assert StatedEnd.objects.get().day.isoformat() == "2026-03-31"


def test_people_come_in_the_same_way(as_dana: Client, cast: Cast) -> None:
    before = snapshot()
    data = "Record ID,First Name,Last Name,Email,Phone Number,Associated Company\n7,Ines,Duarte,ines@harbour.example,+44 20,\n8,Ben,Lee,ben@lee.example,,Lee & Sons\n9,Kay,Lee,kay@lee.example,,LEE & Sons\n10,,,,,\n"
    drop(as_dana, data, kind="people")
    importing = newest()
    as_dana.post(reverse("import-columns", args=[importing.pk]), form_of(as_dana, importing))
    jobs.check(import_id=importing.pk)
    page = as_dana.get(reverse("import", args=[importing.pk])).content.decode()
    assert "2 new people." in page
    as_dana.post(reverse("import-applying", args=[importing.pk]))
    jobs.apply(import_id=importing.pk)
    lee = Account.objects.get(kind="company", folded="lee sons")
    assert sorted(person.name for person in lee.people.all()) == ["Ben Lee", "Kay Lee"]
    assert cast.harbour.references.get().external_id == "7"
    assert not Account.objects.filter(name="Ines Duarte").exists()
    as_dana.post(reverse("import-reverting", args=[importing.pk]))
    jobs.revert(import_id=importing.pk)
    assert snapshot() == before
