"""Backup and restore: all of it or nothing, and nothing that is not ours."""

import json
import random
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from regulars.operations.backup import verifying
from regulars.operations.backup.manifest import NotABackup
from regulars.operations.tests.conftest import short_folder
from regulars.operations.tests.installations import regulars

CHANCE = random.Random(1811)
Change = Callable[[dict[str, Any], dict[str, bytes]], None]


@pytest.fixture(scope="module")
def backup(demo: Path) -> Iterator[Path]:
    """A backup of the made-up firm."""
    with short_folder() as folder:
        done = regulars(demo, "backup", str(folder / "firm.regulars"))
        assert done.returncode == 0, done.stderr
        yield folder / "firm.regulars"


def changed(backup: Path, to: Path, change: Change) -> Path:
    """A copy whose manifest and members `change` may rewrite; sizes and checksums are left as it says."""
    with zipfile.ZipFile(backup) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    change(manifest, members)
    with zipfile.ZipFile(to, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(manifest))
    return to


@pytest.mark.slow
def test_what_was_backed_up_is_there_after_a_restore_elsewhere(demo: Path, backup: Path, fresh: Path) -> None:
    done = regulars(fresh, "restore", str(backup))
    assert done.returncode == 0, done.stderr
    before, after = (regulars(data, "check").stdout.replace(str(data), "") for data in (demo, fresh))
    assert "accounts: 0" not in after
    assert after == before
    assert (fresh / "files" / "imports" / "orders of May.csv").read_text() == "when;who;what\n"
    assert not list(fresh.glob("files.*"))


@pytest.mark.slow
def test_a_restore_never_overwrites_what_is_there(backup: Path, demo: Path) -> None:
    before = regulars(demo, "check").stdout
    refused = regulars(demo, "restore", str(backup))
    assert refused.returncode == 2
    assert "There is data here already" in refused.stderr
    assert regulars(demo, "check").stdout == before


@pytest.mark.slow
def test_a_backup_never_overwrites_a_file(backup: Path, demo: Path) -> None:
    before = backup.stat()
    refused = regulars(demo, "backup", str(backup))
    assert refused.returncode == 2
    assert "a backup never overwrites" in refused.stderr
    assert backup.stat() == before


@pytest.mark.slow
def test_a_damaged_backup_changes_nothing(backup: Path, data: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.regulars"
    cut.write_bytes(backup.read_bytes()[:-2000])
    refused = regulars(data, "restore", str(cut))
    assert refused.returncode == 2
    assert "not a whole Regulars backup" in refused.stderr
    assert "accounts: 0" in regulars(data, "check").stdout


@pytest.mark.slow
def test_rows_that_do_not_add_up_leave_the_installation_empty(
    backup: Path, data: Path, tmp_path: Path
) -> None:
    def one_row_more(manifest: dict[str, Any], members: dict[str, bytes]) -> None:
        manifest["rows"]["people_account"] += 1

    refused = regulars(data, "restore", str(changed(backup, tmp_path / "b.regulars", one_row_more)))
    assert refused.returncode == 2
    assert "everything was emptied again" in refused.stderr
    checked = regulars(data, "check")
    assert "accounts: 0" in checked.stdout
    assert checked.returncode == 0, checked.stderr
    assert [path for path in (data / "files").rglob("*") if path.is_file()] == []


@pytest.mark.attack("K4")
@pytest.mark.slow
def test_the_secrets_are_not_in_it_and_only_the_owner_may_read_it(backup: Path, demo: Path) -> None:
    key = (demo / "secrets" / "secret_key").read_bytes()
    with zipfile.ZipFile(backup) as archive:
        assert all(key not in archive.read(name) for name in archive.namelist())
        assert set(archive.namelist()) == {
            "manifest.json",
            "database.dump",
            "files/imports/orders of May.csv",
        }
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


@pytest.mark.slow
def test_a_backup_cut_anywhere_is_refused(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    for length in [1, 21, 22, 100, *(CHANCE.randrange(len(whole)) for _ in range(10)), len(whole) - 1]:
        cut = tmp_path / "cut.regulars"
        cut.write_bytes(whole[:length])
        with pytest.raises(NotABackup):
            verifying.verify(cut)


@pytest.mark.slow
def test_a_flipped_bit_is_found_or_harmless(backup: Path, tmp_path: Path) -> None:
    whole, manifest = backup.read_bytes(), verifying.verify(backup)
    for place in [
        *(CHANCE.randrange(len(whole)) for _ in range(15)),
        *range(len(whole) - 20, len(whole) - 10),
    ]:
        flipped = bytearray(whole)
        flipped[place] ^= 1 << CHANCE.randrange(8)
        (tmp_path / "flipped.regulars").write_bytes(flipped)
        try:
            assert verifying.verify(tmp_path / "flipped.regulars") == manifest
        except NotABackup:
            continue


def swapped_format(manifest: dict[str, Any], members: dict[str, bytes]) -> None:
    manifest["format"] = 99


def changed_content(manifest: dict[str, Any], members: dict[str, bytes]) -> None:
    members["files/imports/orders of May.csv"] = b"when;who;tha\n"


def another_length(manifest: dict[str, Any], members: dict[str, bytes]) -> None:
    members["files/imports/orders of May.csv"] += b"0" * 1000


def missing_member(manifest: dict[str, Any], members: dict[str, bytes]) -> None:
    del members["files/imports/orders of May.csv"]


def extra_member(manifest: dict[str, Any], members: dict[str, bytes]) -> None:
    members["files/imports/more.csv"] = b""


def no_dump(manifest: dict[str, Any], members: dict[str, bytes]) -> None:
    del members["database.dump"], manifest["members"]["database.dump"]


def manifest_of_a_stranger(manifest: dict[str, Any], members: dict[str, bytes]) -> None:
    manifest["surprise"] = True


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        swapped_format,
        changed_content,
        another_length,
        missing_member,
        extra_member,
        no_dump,
        manifest_of_a_stranger,
    ],
)
def test_what_its_manifest_does_not_say_is_refused(backup: Path, tmp_path: Path, change: Change) -> None:
    with pytest.raises(NotABackup):
        verifying.verify(changed(backup, tmp_path / "b.regulars", change))


@pytest.mark.attack("H2")
@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "files/../../outside",
        "/etc/outside",
        "files//x",
        "files/./x",
        "other/x",
        "files/a\\..\\b",
        "files/\x07",
    ],
)
def test_a_name_that_leads_outside_is_refused(backup: Path, tmp_path: Path, name: str) -> None:
    def with_name(manifest: dict[str, Any], members: dict[str, bytes]) -> None:
        old = "files/imports/orders of May.csv"
        members[name] = members.pop(old)
        manifest["members"][name] = manifest["members"].pop(old)

    with pytest.raises(NotABackup):
        verifying.verify(changed(backup, tmp_path / "b.regulars", with_name))


@pytest.mark.attack("H3")
@pytest.mark.slow
def test_a_link_in_it_is_refused(backup: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(backup, tmp_path / "b.regulars"))
    link = zipfile.ZipInfo("files/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(NotABackup):
        verifying.verify(path)


def test_other_files_are_not_backups(tmp_path: Path) -> None:
    empty, text, other = tmp_path / "empty", tmp_path / "text", tmp_path / "other.zip"
    empty.touch()
    text.write_text("when;who;what\n" * 100)
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("letter.txt", "dear Dana")
    for path in (empty, text, other, tmp_path, tmp_path / "missing"):
        with pytest.raises(NotABackup):
            verifying.verify(path)


@pytest.mark.attack("H1")
def test_a_bomb_in_the_manifests_place_is_not_unpacked(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.regulars"
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("manifest.json", "w") as file,
    ):
        for _ in range(80):
            file.write(b" " * 1024 * 1024)
    with pytest.raises(NotABackup, match="far too large"):
        verifying.verify(bomb)
