"""Who told us to stop stays stopped after a full backup and restore elsewhere: the key travels with the files."""

import subprocess
import sys
from pathlib import Path

import pytest

from regulars.operations.tests.conftest import short_folder
from regulars.operations.tests.installations import environment, regulars

INSIDE = """
import subprocess, sys
from pathlib import Path
from regulars.operations.data_folder import DataFolder
from regulars.operations.installation import installation
with installation(DataFolder(Path(sys.argv[1]))):
    subprocess.run([sys.executable, "-P", "-c", "import django; django.setup()\\n" + sys.argv[2]], check=True)
"""
ASK = """
from regulars.people.models import Account, Person
from regulars.trust.asking import may
again = Account.objects.create(name="Anew", kind="individual")
ines = Person.objects.create(account=again, name="Ines", email="Ines@harbour.example")
print("\\n".join(may(ines, "email", purpose).name for purpose in ("offers", "keep_in_touch", "serve")))
"""
STOP = """
from regulars.people.models import Account, Person
from regulars.trust.permitting import stop
home = Account.objects.create(name="Harbour", kind="company")
stop(Person.objects.create(account=home, name="Ines", email="ines@harbour.example", phone_e164="+442079460018"))
"""


def inside(data: Path, program: str) -> list[str]:
    """What `program` prints with the installation's database up."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", INSIDE, str(data), program],
        env=environment(DJANGO_SETTINGS_MODULE="config.settings"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.slow
@pytest.mark.attack("F11")
@pytest.mark.covers("V2")
def test_a_full_restore_brings_the_list_back_and_without_its_key_nothing_is_sent(
    data: Path, tmp_path: Path
) -> None:
    inside(data, STOP)
    assert regulars(data, "backup", str(tmp_path / "firm.regulars")).returncode == 0
    with short_folder() as folder:
        elsewhere = folder / "data"
        done = regulars(elsewhere, "restore", str(tmp_path / "firm.regulars"))
        assert done.returncode == 0, done.stderr
        assert inside(elsewhere, ASK) == ["suppressed", "suppressed", "never_told"]
        assert regulars(elsewhere, "check").returncode == 0
        key = elsewhere / "files" / "trust" / "suppression_key"
        kept = key.read_bytes()
        for change in (key.unlink, lambda: key.write_text("ab" * 32)):
            change()
            checked = regulars(elsewhere, "check")
            assert checked.returncode == 2
            assert "told us to stop cannot be read" in checked.stdout + checked.stderr
            assert inside(elsewhere, ASK) == ["unreadable", "unreadable", "never_told"]
        key.write_bytes(kept)
        assert inside(elsewhere, ASK)[0] == "suppressed"
