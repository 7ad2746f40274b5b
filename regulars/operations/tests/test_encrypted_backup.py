"""An encrypted backup: nothing readable in it, opened by its passphrase or key and by nothing else, in any size."""

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from pyrage import x25519

from regulars.operations.backup import encrypting, verifying
from regulars.operations.backup.encrypting import BadKey, Key, Lock, WrongKey, encrypted, opened
from regulars.operations.backup.making import attachments
from regulars.operations.backup.manifest import NotABackup
from regulars.operations.tests.conftest import short_folder
from regulars.operations.tests.installations import regulars

PASSPHRASE = "four loaves and a bun"
OURS = x25519.Identity.generate()
LOCKS = {
    "passphrase": (Lock(passphrase=PASSPHRASE), Key(passphrase=PASSPHRASE)),
    "key": (Lock(recipients=(str(OURS.to_public()),)), Key(identities=(str(OURS),))),
}
CONTENT = b"Harbour Bakery owes nothing\n" * 20_000


@pytest.fixture(autouse=True)
def data_folder(settings: object, tmp_path: Path) -> None:
    settings.DATA = tmp_path  # type: ignore[attr-defined] # the fixture takes any


def made(path: Path, lock: Lock, content: bytes = CONTENT) -> Path:
    with path.open("wb") as file, encrypted(file, lock) as (place, _key):
        place.write(content)
    return path


@pytest.mark.attack("K4")
@pytest.mark.parametrize("how", LOCKS)
def test_what_was_encrypted_reads_like_noise_and_comes_back_whole(tmp_path: Path, how: str) -> None:
    lock, key = LOCKS[how]
    path = made(tmp_path / "a", lock)
    assert b"Harbour" not in path.read_bytes()
    with opened(path, key) as file:
        assert file.read() == CONTENT
    assert sorted(found.name for found in tmp_path.iterdir()) == ["a"]


@pytest.mark.attack("K4")
@pytest.mark.parametrize(
    ("how", "key", "said"),
    [
        ("passphrase", Key(), "--passphrase-file"),
        ("passphrase", Key(passphrase="four loaves and a pie"), "does not open"),
        ("passphrase", Key(identities=(str(OURS),)), "--passphrase-file"),
        ("key", Key(), "--key-file"),
        ("key", Key(passphrase=PASSPHRASE), "--key-file"),
        ("key", Key(identities=(str(x25519.Identity.generate()),)), "another key"),
    ],
)
def test_a_wrong_key_is_refused_with_a_sentence(tmp_path: Path, how: str, key: Key, said: str) -> None:
    path = made(tmp_path / "a", LOCKS[how][0])
    with pytest.raises(WrongKey, match=said), opened(path, key):
        pass


@pytest.mark.parametrize("how", LOCKS)
def test_one_that_was_cut_or_changed_is_refused(tmp_path: Path, how: str) -> None:
    lock, key = LOCKS[how]
    whole = made(tmp_path / "a", lock).read_bytes()
    for length in (10, 40, len(whole) // 2, len(whole) - 1):
        (tmp_path / "a").write_bytes(whole[:length])
        with pytest.raises(NotABackup):
            verifying.verify(tmp_path / "a", key)
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 1
    (tmp_path / "a").write_bytes(changed)
    with pytest.raises(NotABackup, match="decrypted"), opened(tmp_path / "a", key):
        pass


def test_one_that_age_made_with_a_passphrase_says_how_to_open_it(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(pyrage.passphrase.encrypt(b"whatever", PASSPHRASE))
    with pytest.raises(WrongKey, match="age -d"), opened(tmp_path / "a", Key(passphrase=PASSPHRASE)):
        pass


def test_what_is_not_encrypted_opens_with_any_key(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"PK and so on")
    with opened(tmp_path / "a", Key(passphrase=PASSPHRASE)) as file:
        assert file.read() == b"PK and so on"


def test_a_full_disk_is_told_as_that(tmp_path: Path) -> None:
    class Full(io.BytesIO):
        def write(self, _content: object) -> int:
            raise OSError(28, "No space left on device")

    def write() -> None:
        with encrypted(Full(), LOCKS["key"][0]) as (place, _key):
            for _ in range(100):
                place.write(CONTENT)

    with pytest.raises(OSError, match="No space left"):
        write()


def test_keys_and_passphrases_that_are_none_are_refused_before_anything_is_made(tmp_path: Path) -> None:
    (tmp_path / "short").write_text("bread\n")
    (tmp_path / "keys").write_text("# made today\n\nAGE-SECRET-KEY-nonsense\n")
    (tmp_path / "empty").write_text("# nothing\n")
    (tmp_path / "right").write_text(f"# made today\n{OURS}\n")
    for read, name in (
        (encrypting.read_passphrase, "short"),
        (encrypting.read_passphrase, "missing"),
        (encrypting.read_identities, "keys"),
        (encrypting.read_identities, "empty"),
    ):
        with pytest.raises(BadKey, match=name):
            read(tmp_path / name)
    with pytest.raises(BadKey, match="age1nonsense"):
        encrypting.recipient("age1nonsense")
    assert encrypting.read_identities(tmp_path / "right") == (str(OURS),)


PROGRAM = """
import resource, sys
from pathlib import Path
from django.conf import settings
settings.configure(DATA=Path(sys.argv[1]))
from regulars.operations.backup.encrypting import Key, Lock, encrypted, opened
path = Path(sys.argv[1]) / "large"
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with path.open("wb") as file, encrypted(file, Lock(recipients=(sys.argv[2],))) as (place, key):
    for _ in range(200):
        place.write(b"bread" * 200_000)
with opened(path, key) as file:
    assert sum(len(chunk) for chunk in iter(lambda: file.read(1_000_000), b"")) == 200_000_000
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.slow
def test_two_hundred_megabytes_take_no_more_memory_than_two(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path), str(OURS.to_public())]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 20_000  # kilobytes


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with short_folder() as found:
        (found / "passphrase").write_text(PASSPHRASE + "\n")
        (found / "key").write_text(f"{OURS}\n")
        yield found


@pytest.mark.attack("K4")
@pytest.mark.slow
@pytest.mark.parametrize(
    ("lock", "key"),
    [
        (["--passphrase-file", "passphrase"], ["--passphrase-file", "passphrase"]),
        (["--for", str(OURS.to_public())], ["--key-file", "key"]),
    ],
    ids=list(LOCKS),
)
def test_an_encrypted_firm_comes_back_with_its_key_alone(
    demo: Path, fresh: Path, folder: Path, lock: list[str], key: list[str]
) -> None:
    def placed(words: list[str]) -> list[str]:
        return [str(folder / word) if (folder / word).exists() else word for word in words]

    backup = folder / f"{key[1]}.regulars"
    done = regulars(demo, "backup", str(backup), *placed(lock))
    assert done.returncode == 0, done.stderr
    assert "encrypted" in done.stderr
    content = backup.read_bytes()
    assert not any(plain in content for plain in (b"PGDMP", b"database.dump", b"manifest", b"orders of May"))
    refused = regulars(fresh, "restore", str(backup))
    assert refused.returncode == 2
    assert key[0] in refused.stderr
    checked = regulars(fresh, "restore", str(backup), *placed(key), "--only-check")
    assert checked.stdout.startswith("A whole backup of "), checked.stderr
    done = regulars(fresh, "restore", str(backup), *placed(key))
    assert done.returncode == 0, done.stderr
    before, after = (regulars(data, "check").stdout.replace(str(data), "") for data in (demo, fresh))
    assert after == before
    assert "accounts: 0" not in after


@pytest.mark.attack("H3", "K4")
def test_a_link_among_the_files_is_not_followed_into_the_backup(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "secret").write_text("swordfish")
    (tmp_path / "files" / "link").symlink_to(tmp_path / "secret")
    (tmp_path / "files" / "folder").symlink_to(tmp_path)
    (tmp_path / "files" / "real").write_text("x")
    assert [name for _path, name in attachments(tmp_path / "files")] == ["files/real"]
