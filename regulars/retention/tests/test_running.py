"""A scoring as a whole: one at a time, exactly once, never half, whatever happens to its process."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from regulars.lib.later import JOBS
from regulars.retention import jobs
from regulars.retention.asking import ask_for_scoring
from regulars.retention.models import Score, ScoringRun, State
from regulars.retention.reach import forget_end, reach, state_end
from regulars.retention.scoring import run as running
from regulars.retention.scoring import score, scored_as_of
from regulars.retention.tests.ledgers import AS_OF, ago, buys, crowd, every, rows, without_run
from regulars.timeline.models import Event
from tests.cast import Cast, order

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.django_db
def test_scoring_twice_gives_the_same_scores(cast: Cast) -> None:
    crowd(12)
    score(AS_OF)
    first = rows()
    score(AS_OF)
    assert without_run(rows()) == without_run(first)


@pytest.mark.django_db
def test_an_index_or_the_size_of_the_firm_does_not_change_how_often_the_database_is_asked(cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            score(AS_OF)
        return len(queries)

    crowd(12)
    few = asked()
    crowd(40)
    assert asked() == few


@pytest.mark.django_db
def test_the_list_is_as_of_the_day_the_orders_reach_to_never_the_clock(cast: Cast) -> None:
    buys(cast.vets, 40, 20)
    assert reach() == ago(20)
    assert score().as_of == ago(20)


@pytest.mark.django_db
def test_an_import_that_states_its_end_makes_the_records_reach_further_until_it_is_taken_back(
    cast: Cast,
) -> None:
    buys(cast.vets, 40, 20)
    state_end("import:7", ago(3))
    assert reach() == ago(3)
    run = score()
    assert run.as_of == ago(3)
    assert run.firm_facts["reach"] == {
        "as_of": ago(3).isoformat(), "newest_order": ago(20).isoformat(),
        "first_order": ago(40).isoformat(), "stated_end": ago(3).isoformat(),
    }  # fmt: skip
    state_end("import:7", ago(30))
    assert reach() == ago(20)
    forget_end("import:7")
    assert reach() == ago(20)


@pytest.mark.django_db
def test_an_order_dated_ahead_of_the_clock_does_not_pull_the_list_into_the_future(cast: Cast) -> None:
    buys(cast.vets, 20)
    order(cast.vets, timezone.localdate() + timedelta(days=300))
    assert reach() == ago(20)
    assert ScoringRun.objects.count() == 0


@pytest.mark.django_db
def test_without_orders_the_records_reach_nowhere(cast: Cast) -> None:
    state_end("import:1", ago(3))
    assert reach() is None


@pytest.mark.django_db
def test_progress_is_told_in_percents_that_only_rise(cast: Cast) -> None:
    crowd(12)
    heard: list[int] = []
    run = score(AS_OF, progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] >= 90
    assert (run.state, run.progress) == (State.DONE, 100)


@pytest.mark.django_db
def test_a_look_at_another_day_leaves_no_trace(cast: Cast) -> None:
    crowd(12)
    buys(cast.harbour, *every(32, 10, until=71))
    score(AS_OF)
    before, runs, events = rows(), ScoringRun.objects.count(), Event.objects.count()
    with scored_as_of(ago(72)) as run:
        assert run.as_of == ago(72)
        assert Score.objects.get(account=cast.harbour).last_day == ago(103)
    assert rows() == before
    assert (ScoringRun.objects.count(), Event.objects.count()) == (runs, events)


@pytest.mark.django_db
def test_asking_twice_waits_once_and_records_who_asked(cast: Cast) -> None:
    buys(cast.vets, 40, 20)
    first = ask_for_scoring(by=cast.dana)
    assert ask_for_scoring(by=cast.sam) == first
    assert (first.state, first.as_of, first.asked_by) == (State.WAITING, ago(20), cast.dana)
    assert ask_for_scoring(as_of=ago(30)) != first
    assert Event.objects.filter(kind="retention.scoring_asked").count() == 1
    assert ProcrastinateJob.objects.filter(args__name="retention.score").count() == 2


@pytest.mark.django_db
def test_the_job_scores_once_however_often_it_runs(cast: Cast) -> None:
    buys(cast.vets, 40, 20)
    run = ask_for_scoring()
    for _time in range(2):
        JOBS["retention.score"](run_id=run.pk)
    run.refresh_from_db()
    finished = run.finished_at
    assert run.state == State.DONE
    jobs.score_run(run_id=run.pk)
    run.refresh_from_db()
    assert run.finished_at == finished
    jobs.score_run(run_id=run.pk + 1000)


@pytest.mark.django_db
def test_the_night_asks_for_one_scoring_and_for_none_without_orders(cast: Cast) -> None:
    jobs.score_tonight()
    assert not ScoringRun.objects.exists()
    buys(cast.vets, 40, 20)
    for _time in range(2):
        JOBS["retention.score_tonight"]()
    assert ScoringRun.objects.filter(state=State.WAITING).count() == 1


@pytest.mark.django_db
def test_a_waiting_run_looks_from_where_the_orders_reach_to_when_it_starts(cast: Cast) -> None:
    buys(cast.vets, 40, 20)
    run, named = ask_for_scoring(), ask_for_scoring(as_of=ago(30))
    buys(cast.vets, 2)
    jobs.score_run(run_id=run.pk)
    jobs.score_run(run_id=named.pk)
    assert ScoringRun.objects.get(pk=run.pk).as_of == ago(2)
    assert ScoringRun.objects.get(pk=named.pk).as_of == ago(30)


@pytest.mark.django_db
def test_a_scoring_that_fails_says_so_and_leaves_the_old_scores(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(12)
    score(AS_OF)
    before = rows()

    def broken(*_args: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(running, "keep_cases", broken)
    with pytest.raises(RuntimeError, match="disk"):
        score(AS_OF)
    assert rows() == before
    failed = ScoringRun.objects.latest("pk")
    assert (failed.state, failed.problem) == (State.FAILED, "the disk is full")
