"""regulars.lifetime beside its peers: each operation in turn, each side in a process of its own."""
