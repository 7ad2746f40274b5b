"""What trust gives to Ctrl+K; each part of it has its own."""

from regulars.trust.permitting import commands as permitting_commands  # noqa: F401 # registers itself
