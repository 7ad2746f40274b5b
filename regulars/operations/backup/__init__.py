"""One file that holds everything but the secrets, and the way back from it.

A `.regulars` file is a zip: `database.dump` (pg_dump's custom format), `files/…` as they lie in the data folder,
and `manifest.json`, which names every other member with its size and SHA-256, the versions, the migrations the
database had seen, and how many rows each table held.
"""
