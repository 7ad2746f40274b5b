"""bin/bench NAME: one JSON line a measure, from `benches/NAME.py` on an installation made for it.

A bench is a module with `main(arguments) -> int`, or a package whose `__main__` is one. It is run as a program of its
own, with the settings of production, an empty migrated database and REGULARS_DATA pointing at a temporary folder.
"""

import subprocess
import sys
from pathlib import Path

from regulars.operations.development.scratch import scratch_installation

ROOT = Path(__file__).resolve().parents[3]
BENCHES = ROOT / "benches"


def main() -> int:
    modules = {path.stem for path in BENCHES.glob("[!_]*.py")}
    names = sorted(modules | {path.parent.name for path in BENCHES.glob("*/__main__.py")})
    if len(sys.argv) < 2 or sys.argv[1] not in names:
        print(f"Usage: bin/bench NAME [arguments]. Names: {', '.join(names)}.", file=sys.stderr)
        return 2
    with scratch_installation(forgetful=False):
        prepare = [sys.executable, "-m", "regulars.operations.with_django", "regulars.operations.preparing"]
        subprocess.run(prepare, stdout=subprocess.DEVNULL, check=True)
        return subprocess.call([sys.executable, "-m", f"benches.{sys.argv[1]}", *sys.argv[2:]])


if __name__ == "__main__":
    sys.exit(main())
