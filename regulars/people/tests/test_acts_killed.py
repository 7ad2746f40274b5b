"""A worker that is killed in the middle of an act on many: nobody is done twice, nobody is left out, and it can be undone."""

import os
import signal
import subprocess
import sys
from typing import Any

import pytest
from django.db import connection

from regulars.lists import bulk
from regulars.lists.models import BulkAct, BulkChange
from regulars.people.models import Account, Person, PersonTag
from regulars.people.tests.acted import tagged_many
from regulars.team.models import Member, Role
from regulars.timeline.models import Event
from regulars.timeline.undoing import take_back

MANY, KILLS = 6_000, 4
CHILD = """
import sys, django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from regulars.lists import bulk
print("here", flush=True)
getattr(bulk, sys.argv[2])(int(sys.argv[3]))
"""


def killed(step: str, made: BulkAct, after: float) -> bool:
    """A worker of its own, killed so many seconds after it began; whether it had ended before."""
    arguments = [str(connection.settings_dict["NAME"]), step, str(made.pk)]
    environment = os.environ | {"PYTHONPATH": os.getcwd()}
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, *arguments], env=environment, stdout=subprocess.PIPE
    ) as worker:
        assert worker.stdout
        worker.stdout.readline()
        try:
            worker.wait(after)
        except subprocess.TimeoutExpired:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            return False
        return True


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_again_and_again_does_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    dana: Any = Member.objects.create_member("dana@fern.example", "Dana Fern", Role.OWNER)
    account = Account.objects.create(name="Harbour Bakery")
    Person.objects.bulk_create(
        Person(account=account, name=f"P{number}", folded=f"p{number}") for number in range(MANY)
    )
    monkeypatch.setattr("regulars.lists.bulk.doing.CHUNK", 150)
    made = tagged_many("people", Person.objects.all(), by=dana)
    assert made.chunks.count() == MANY // 150
    for attempt in range(KILLS):
        killed("carry_out", made, 0.01 + 0.03 * attempt)
        made.refresh_from_db()
        assert PersonTag.objects.count() == made.changed == made.done, "never half a chunk"
    bulk.carry_out(made.pk)
    made.refresh_from_db()
    assert (PersonTag.objects.count(), BulkChange.objects.count(), made.changed) == (MANY, MANY, MANY)
    assert Event.objects.filter(kind="lists.acted").count() == 1
    assert made.event
    take_back(Event.objects.get(pk=made.event), by=dana)
    for attempt in range(KILLS):
        killed("carry_back", made, 0.01 + 0.03 * attempt)
        made.refresh_from_db()
        assert PersonTag.objects.count() == MANY - made.restored
    bulk.carry_back(made.pk)
    made.refresh_from_db()
    assert (PersonTag.objects.count(), made.restored, made.left, made.undoing) == (0, MANY, 0, False)
