"""What trust puts on the morning list; each part of it has its own."""

from regulars.trust.rights import attention as rights_attention  # noqa: F401 # registers itself
