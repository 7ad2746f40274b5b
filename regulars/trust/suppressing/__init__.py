"""The list of stopped addresses: who comes onto it, who takes one off, and that nothing else does."""
