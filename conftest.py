"""The suite's fixtures are in tests/conftest.py; this file makes them known to the tests beside each app."""

from tests.conftest import as_dana, cast, no_network, shared_data, sign_in

__all__ = ["as_dana", "cast", "no_network", "shared_data", "sign_in"]
