"""Libraries that are asked for only when somebody uses what needs them."""

import importlib
from typing import Any


class Missing(ImportError):
    """A library that this needs is not installed. `package` is its name for pip."""

    def __init__(self, package: str, purpose: str) -> None:
        super().__init__(f"To {purpose}, install {package}: pip install '{package}'")
        self.package = package


def needed(module: str, package: str, purpose: str) -> Any:
    """The module, imported now; Missing names the package to install where it is not there."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise Missing(package, purpose) from error
