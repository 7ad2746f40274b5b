"""Online Retail, from the gzipped file to orders, refunds and accounts, by the command line."""

import json
import sys

from benches.commands import regulars
from benches.measuring import tell

LIMIT = 15.0
SIZE = "541909 lines"


def main() -> None:
    command = ["import", "orders", sys.argv[1], "--json", "--quiet", "--no-score"]
    for measure in ("import of Online Retail", "import of the same file again"):
        ran = regulars(*command)
        counts = json.loads(ran.said.strip().splitlines()[-1])
        tell(measure, ran.seconds, "s", LIMIT, size=SIZE, cpu=ran.cpu, peak_mb=round(ran.peak), **counts)
    ran = regulars("score", "--quiet")
    tell("scoring of Online Retail", ran.seconds, "s", LIMIT, size=SIZE, cpu=ran.cpu)


if __name__ == "__main__":
    main()
