"""What an installation is made of, as a CycloneDX bill of materials (SBOM), read from the lock and what is installed."""

import re
import subprocess
import uuid
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from regulars.operations.postgres import programs

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.txt"
LOCKED = re.compile(r"^(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[^\s;\\]+)", re.MULTILINE)
OURS = uuid.UUID("9b0c1c68-3d0a-4f0b-9d0e-5b6f2f3c7a11")


def bill() -> dict[str, Any]:
    """CycloneDX 1.6. The same lock and environment give the same bill, so two can be compared."""
    lock = LOCK.read_text()
    version = (ROOT / "CHANGELOG.md").read_text().split("\n## ", 2)[1].split()[0]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(OURS, lock)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "regulars",
                "name": "regulars",
                "version": version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [*packages(lock), postgresql()],
    }


def packages(lock: str) -> Iterator[dict[str, Any]]:
    """Those of the lock that this system needs: some lines are for another Python or another system."""
    for name in sorted({match["name"] for match in LOCKED.finditer(lock)}):
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        purl = f"pkg:pypi/{name.lower()}@{found.version}"
        yield {
            "type": "library",
            "bom-ref": purl,
            "name": name,
            "version": found.version,
            "purl": purl,
            "licenses": licences(found),
        }


def licences(found: metadata.Distribution) -> list[dict[str, Any]]:
    """As the package says it: an expression, or its own words."""
    if expression := found.metadata.get_all("License-Expression"):
        return [{"expression": expression[0]}]
    classified = found.metadata.get_all("Classifier") or []
    said = [line.rpartition(" :: ")[2] for line in classified if line.startswith("License ::")]
    said = said or [words.strip().partition("\n")[0] for words in found.metadata.get_all("License") or []]
    return [{"license": {"name": words}} for words in said if words]


def postgresql() -> dict[str, Any]:
    """The bundled server, which a reader of the lock would not see."""
    version = postgresql_version()
    return {
        "type": "application",
        "bom-ref": f"postgresql@{version}",
        "name": "postgresql",
        "version": version,
        "cpe": f"cpe:2.3:a:postgresql:postgresql:{version}:*:*:*:*:*:*:*",
        "licenses": [{"license": {"id": "PostgreSQL"}}],
    }


def postgresql_version() -> str:
    said = subprocess.run(
        [programs.program("postgres"), "--version"], capture_output=True, text=True, check=True
    )
    return said.stdout.split()[-1]
