"""Secrets in links: random, shown once, kept only as a hash, compared in constant time."""

import hashlib
import secrets

from django.utils.crypto import constant_time_compare


def new_token() -> tuple[str, str]:
    """A token of 256 random bits for the link, and the hash to store."""
    token = secrets.token_urlsafe(32)
    return token, hash_of(token)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def matches(token: str, stored: str) -> bool:
    return constant_time_compare(hash_of(token), stored)
