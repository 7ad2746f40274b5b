"""Print what this installation is made of, as a CycloneDX bill of materials in JSON.

The packages of the lock that are installed, with their versions and licences, and the bundled PostgreSQL. Needs no data.
"""

import json

from regulars.operations.commands import Options
from regulars.operations.made_of import bill

ALONE = True


def run(options: Options) -> None:
    print(json.dumps(bill(), indent=1, ensure_ascii=False))
