"""One scoring of everybody: read, model, weigh, store, tell. All of it in one transaction: readers see the old scores
or the new, and a kill at any moment leaves the old ones whole."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext

from regulars.retention.models import ScoringRun, State
from regulars.retention.reach import reach, today
from regulars.retention.scoring import aside
from regulars.retention.scoring.cases import keep_cases
from regulars.retention.scoring.facts.firm import ask, firm_facts
from regulars.retention.scoring.findings import Findings
from regulars.retention.scoring.known import read_known
from regulars.retention.scoring.ledger import read_ledger
from regulars.retention.scoring.models import Models
from regulars.retention.scoring.packed import driver
from regulars.retention.scoring.progress import Progress
from regulars.retention.scoring.storing import drop_temporary, store
from regulars.retention.scoring.told import choice_fact
from regulars.retention.scoring.usage import Usage
from regulars.team.models import Firm

LOCK = 0x5E_9A_15
"""One scoring at a time: an advisory lock, given back by the server when its holder ends or dies."""
KEPT_RUNS = 400
"""More than a year of nights; older runs that no score rests on are cleared away."""


def score(
    as_of: date | None = None,
    *,
    run: ScoringRun | None = None,
    progress: Callable[[int], None] | None = None,
) -> ScoringRun:
    """Score everybody as of `as_of`, or of the day the orders reach to, and return the finished run.

    A second scoring at the same time waits for the first. A `run` that is done already is returned as it is.
    `progress` hears percents. On an error the run is marked failed and the error raised; the old scores stay.
    """
    day = as_of or (run.as_of if run and run.as_of_given else None)
    if run is None:
        given = as_of is not None
        run = ScoringRun.objects.create(as_of=as_of or reach() or today(), as_of_given=given)
    with Progress(run, progress) as line:
        try:
            with transaction.atomic():
                wait_for_turn()
                run.refresh_from_db()
                if run.state != State.DONE:
                    begin(line, day)
                    calculate(run, line)
        except Exception as problem:
            line.write(state=State.FAILED, problem=str(problem)[:1000], finished_at=timezone.now())
            raise
    return run


def wait_for_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def begin(line: Progress, day: date | None) -> None:
    """Whoever holds the lock and finds another run running knows that it died."""
    stale = ScoringRun.objects.filter(state=State.RUNNING).exclude(pk=line.run.pk)
    if line.line is None:
        stale.update(state=State.FAILED, problem=gettext("It was interrupted."))
    else:
        with line.line.cursor() as cursor:
            cursor.execute(
                "UPDATE retention_scoringrun SET state = %s, problem = %s WHERE state = %s AND id <> %s",
                [State.FAILED.value, gettext("It was interrupted."), State.RUNNING.value, line.run.pk],
            )
    line.write(
        state=State.RUNNING,
        started_at=timezone.now(),
        progress=1,
        problem="",
        as_of=day or reach() or today(),
    )


def calculate(run: ScoringRun, line: Progress) -> None:
    """The steps. Storing happens in the server while this process works out the firm's facts: two cores, both busy."""
    firm = Firm.load()
    # In someone else's transaction (a look at another day) the table is not ours to exchange.
    table = aside.NEXT if line.alone else aside.TABLE
    drop_temporary()
    ledger = read_ledger(firm, run.as_of)
    line.reached(20)
    usage = Usage.of(ledger.jobs, ledger.as_of)
    with ThreadPoolExecutor(1) as pool:
        # No database in it: the models are chosen and fitted while the server answers.
        fitting = pool.submit(Models.fit, usage)
        known = read_known(run.as_of)
        asked = ask(ledger, firm, run.as_of)
        models = fitting.result()
    line.reached(35)
    found = Findings.of(ledger, known, firm, usage, models)
    columns, reasons = found.columns(), found.reasons(firm.currency)
    line.reached(50)
    with ThreadPoolExecutor(1) as pool:
        storing = pool.submit(
            store, driver(), run, firm.currency, columns=columns, reasons=reasons, table=table
        )
        facts = firm_facts(found, asked, firm, run.as_of)
        accounts = storing.result()
    line.reached(90)
    keep_cases(firm, run.as_of, table)
    if table == aside.NEXT:
        aside.exchange(driver())
    finish(run, found, accounts, {**facts, "choice": choice_fact(models, usage)})


def finish(run: ScoringRun, found: Findings, accounts: int, facts: dict[str, object]) -> None:
    """The run's own row, in the scores' transaction: done means that the scores are there."""
    run.state, run.progress, run.finished_at = State.DONE, 100, timezone.now()
    run.accounts, run.firm_facts = accounts, facts
    used = found.models.used if found.models else {}
    run.model, run.model_version = " + ".join(used), found.models.version if found.models else ""
    run.parameters = {name: model.params for name, model in used.items()}
    run.save(
        update_fields=[
            "state",
            "progress",
            "finished_at",
            "accounts",
            "firm_facts",
            "model",
            "model_version",
            "parameters",
        ]
    )
    forget_old_runs(run)


def forget_old_runs(run: ScoringRun) -> None:
    """Runs are kept for the history of their facts, not for ever."""
    old = ScoringRun.objects.filter(pk__lt=run.pk).order_by("-pk").values_list("pk", flat=True)[KEPT_RUNS:]
    ScoringRun.objects.filter(pk__in=list(old)).delete()
