"""From a dropped file to a result page and back, in the browser, without JavaScript."""

import csv
import io
import re

import pytest
from django.test import Client
from django.urls import reverse

from regulars.imports import jobs
from regulars.imports.models import Progress, State
from regulars.imports.tests.files import imported, snapshot
from regulars.imports.tests.wizard import bring, drop, form_of, newest
from regulars.orders.models import Order
from regulars.retention.models import ScoringRun, StatedEnd
from regulars.timeline.models import Event
from tests.cast import Cast

pytestmark = pytest.mark.django_db


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
        "1 line has nobody’s name on it",
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
    address = reverse("import-rejected", args=[importing.pk])
    assert "never" in as_dana.get(address).content.decode()
    answer = as_dana.post(address, {"words": "to mend them and bring them again"})
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode())))
    assert rows[0] == ["Row", "Why it was left out", "Order", "Date", "Customer", "Amount", "Colour"]
    assert rows[1] == ["5", "the date cannot be read: “never”", "4", "never", "Ada", "1", "'=cmd()"]
    assert "attachment" in answer["Content-Disposition"]


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


def test_the_stated_end_is_what_the_wizard_was_told(as_dana: Client) -> None:
    bring(as_dana, covers_until="2026-03-31")
    assert StatedEnd.objects.get().day.isoformat() == "2026-03-31"


@pytest.mark.parametrize(
    ("state", "lit"), [("checking", "What would change"), ("applying", "Importing"), ("applied", "Done")]
)
def test_the_step_that_is_lit_is_the_one_it_is_at(cast: Cast, as_dana: Client, state: str, lit: str) -> None:
    page = as_dana.get(reverse("import", args=[imported(cast, state).pk])).content.decode()
    assert re.findall(r'<li[^>]* aria-current="step">([^<]+)</li>', page) == [lit]
    assert (">Done<" in page) == (state != "applying")
