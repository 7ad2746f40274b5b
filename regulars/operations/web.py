"""The web server: Granian with one process and a few threads."""

import sys
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from regulars.operations.orphans import follow_parent

THREADS = 4


def application() -> Any:
    """Made in the serving process only; the watching one stays small."""
    follow_parent()
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def main() -> None:
    host, port = sys.argv[1], int(sys.argv[2])
    follow_parent()
    Granian(
        "regulars.operations.web:application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        runtime_blocking_threads=THREADS,
        websockets=False,
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()
