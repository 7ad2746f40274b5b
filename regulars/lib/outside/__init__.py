"""Calls to other machines: `from regulars.lib.outside import Outside`. Nothing else in the product may make one."""

from regulars.lib.outside.client import CannotReach, Outside

__all__ = ["CannotReach", "Outside"]
