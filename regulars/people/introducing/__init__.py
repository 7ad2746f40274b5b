"""Telling whoever was given to somebody else who looks after them now."""
