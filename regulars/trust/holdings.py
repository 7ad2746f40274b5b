from regulars.trust.rights import holdings  # noqa: F401 # registers itself
