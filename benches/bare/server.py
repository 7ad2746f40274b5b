"""The bare page behind the same web server, started the same way as ours."""

import os
import sys

from regulars.operations import web

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "benches.bare.settings"
    sys.exit(web.main())  # type: ignore[func-returns-value] # it serves until it is ended
