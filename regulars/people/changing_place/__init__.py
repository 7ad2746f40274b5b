"""Somebody leaves one account for another: they go, and the history stays in sight at both (R16)."""
