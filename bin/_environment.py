"""Makes the clone's own Python environment and runs one of our modules in it. Standard library only.

Runs on any Python 3; hands over to a newer one where the one it was started with is too old. The
environment lives in `.venv` in the clone (or where REGULARS_VENV says) and is renewed when a lock file
changes. An installation that was interrupted is thrown away and made again.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OLDEST = (3, 11)
RUNTIME = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"
MISLEADING = ("PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV")


def run(module, development=False):
    """Replace this process with `python -m module` in the environment; the arguments are handed on."""
    use_new_python()
    lock = DEVELOPMENT if development else RUNTIME
    python = prepare(environment_folder(), lock)
    os.environ.update(PYTHONPATH=ROOT, PYTHONSAFEPATH="1")
    for name in MISLEADING:
        os.environ.pop(name, None)
    sys.stdout.flush()
    os.execv(python, [python, "-m", module, *sys.argv[1:]])


def stop(sentence):
    sys.stderr.write(sentence.rstrip() + "\n")
    sys.exit(2)


def use_new_python():
    if sys.version_info >= OLDEST:
        return
    for name in ("python3.13", "python3.12", "python3.11"):
        found = shutil.which(name)
        if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            os.execv(found, [found, *sys.argv])
    stop(
        "Regulars needs Python 3.11 or newer; this is {}.{} and no newer one was found. "
        "Install one (on Debian and Ubuntu: apt install python3 python3-venv) and try again.".format(
            *sys.version_info
        )
    )


def environment_folder():
    folder = os.environ.get("REGULARS_VENV") or os.path.join(ROOT, ".venv")
    if os.pathsep in folder:
        stop(
            f"A Python environment cannot be made in {folder}, because the path contains '{os.pathsep}'. "
            "Move the clone, or name another folder in REGULARS_VENV."
        )
    return os.path.abspath(folder)


def prepare(folder, lock):
    """The environment's Python, with everything in `lock` installed. Two commands at once wait for each other."""
    python = os.path.join(folder, "bin", "python")
    if is_ready(folder, lock):
        return python
    with Turn():
        if not is_ready(folder, lock):
            try:
                if not is_sound(folder):
                    make(folder)
                install(folder, lock)
            except PermissionError as error:
                stop(
                    f"The Python environment in {folder} cannot be written: {error.strerror}. Use a clone of your own, "
                    "or name a folder of yours in REGULARS_VENV."
                )
    return python


class Turn:
    """One preparation at a time for this clone. The kernel gives the turn back when the holder dies."""

    def __enter__(self):
        self.handle = os.open(os.path.join(ROOT, "bin"), os.O_RDONLY)
        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another command is preparing the Python environment; waiting for it …")
            fcntl.flock(self.handle, fcntl.LOCK_EX)

    def __exit__(self, *exc_info):
        os.close(self.handle)


def say(sentence):
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def fingerprint(lock):
    """Changes with the content of the lock; the development lock stands on the other one."""
    digest = hashlib.sha256()
    for name in sorted({RUNTIME, lock}):
        with open(os.path.join(ROOT, name), "rb") as handle:
            digest.update(handle.read())
    return digest.hexdigest()


def stamps(folder):
    try:
        with open(os.path.join(folder, ".regulars.json"), encoding="utf-8") as handle:
            return dict(json.load(handle))
    except (OSError, ValueError):
        return {}


def is_ready(folder, lock):
    return stamps(folder).get(lock) == fingerprint(lock) and os.access(
        os.path.join(folder, "bin", "python"), os.X_OK
    )


def unfinished(folder):
    """The mark that an installation began; still there at a start, it was interrupted."""
    return os.path.join(folder, ".installing")


def is_sound(folder):
    if not os.path.isdir(folder) or os.path.exists(unfinished(folder)):
        return False
    python = os.path.join(folder, "bin", "python")
    question = f"import sys, pip; sys.exit(sys.version_info < {OLDEST!r})"
    try:
        return subprocess.call([python, "-c", question], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def make(folder):
    looks_like_ours = os.path.exists(os.path.join(folder, "pyvenv.cfg")) or os.path.exists(unfinished(folder))
    if os.path.isdir(folder) and os.listdir(folder) and not looks_like_ours:
        stop(f"{folder} is not a Python environment and is not empty; name another folder in REGULARS_VENV.")
    say(f"Making a Python environment in {folder} (once) …")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    open(unfinished(folder), "w").close()
    made = subprocess.run(
        [sys.executable, "-m", "venv", folder], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if made.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        text = made.stdout.decode(errors="replace")
        if "ensurepip" in text or "No module named venv" in text:
            stop(
                f"This Python ({sys.executable}) lacks its venv module. On Debian and Ubuntu: "
                "apt install python3-venv. Then try again."
            )
        stop("The Python environment could not be made:\n" + text)


def install(folder, lock):
    """Install exactly what the lock names, each file checked against its hash."""
    say(f"Installing the packages named in {lock} (once; under a minute with a good line) …")
    open(unfinished(folder), "w").close()
    command = [os.path.join(folder, "bin", "python"), "-m", "pip", "install", "--require-hashes", "--no-deps"]
    command += [
        "--no-compile",
        "--disable-pip-version-check",
        "--no-input",
        "--quiet",
        "-r",
        os.path.join(ROOT, lock),
    ]
    environment = {
        key: value for key, value in os.environ.items() if key not in MISLEADING and key != "PYTHONPATH"
    }
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, check=False
    )
    if done.returncode:
        stop(
            "The packages could not be installed. What pip said:\n\n{}\n\nCheck the connection (or the package "
            "index pip is set to) and the free space, and try again.".format(
                done.stdout.decode(errors="replace")
            )
        )
    known = {lock: fingerprint(lock), RUNTIME: fingerprint(RUNTIME)}
    with open(os.path.join(folder, ".regulars.json"), "w", encoding="utf-8") as handle:
        json.dump(known, handle)
    os.unlink(unfinished(folder))
