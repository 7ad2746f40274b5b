"""The history: an append-only trail that shows when somebody tampers with it. `seal` adds to it, `verify` walks it, `redact`
takes out of it what a person wants forgotten."""

from regulars.trust.history.forgetting import redact
from regulars.trust.history.sealing import seal
from regulars.trust.history.verifying import Verdict, verify

__all__ = ["Verdict", "redact", "seal", "verify"]
