"""`python -m regulars.operations.with_django MODULE …`: sets Django up, then runs the module's main().

What the supervisor starts goes through here: such modules import models at their top, which wants a Django that
is set up already, and none of them may outlive the supervisor.
"""

import importlib
import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured

from regulars.operations.orphans import follow_parent


def main() -> int:
    follow_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as problem:
        print(problem, file=sys.stderr)
        return 2
    code: int = importlib.import_module(sys.argv[1]).main(sys.argv[2:])
    return code


if __name__ == "__main__":
    sys.exit(main())
