"""Online Retail, from the gzipped file to orders, refunds and accounts, by the command line."""

import json
import sys

from benches.commands import regulars
from benches.measuring import tell

LIMIT = 15.0


def main() -> None:
    ran = regulars("import", "orders", sys.argv[1], "--json", "--quiet")
    facts = json.loads(ran.said.strip().splitlines()[-1])
    tell(
        "import of Online Retail",
        ran.seconds,
        "s",
        LIMIT,
        size="541909 lines",
        peak_mb=round(ran.peak),
        **facts,
    )
    again = regulars("import", "orders", sys.argv[1], "--json", "--quiet")
    facts = json.loads(again.said.strip().splitlines()[-1])
    tell("import of the same file again", again.seconds, "s", LIMIT, size="541909 lines", **facts)


if __name__ == "__main__":
    main()
