"""A child that notices when its parent is gone, however the parent went, and ends too."""

import os
import signal
import threading
import time

GRACE = 5.0


def follow_parent() -> None:
    """End this process (politely, then at once) when the process that started it ends. Call it early."""
    parent = os.getppid()
    threading.Thread(target=_watch, args=(parent,), name="follow parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
