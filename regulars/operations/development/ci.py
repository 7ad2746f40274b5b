"""bin/ci: everything that has to pass before a change is merged. Lint first; the last lines are the suite's."""

import sys
import time

from regulars.operations.development import lint, suite


def main() -> int:
    began = time.monotonic()
    print("== lint", flush=True)
    if lint.main([]):
        return 1
    print(f"== lint took {time.monotonic() - began:.0f} s\n== test", flush=True)
    return suite.main(["--durations=15", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
