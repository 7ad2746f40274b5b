"""How an installation is run: its database, its processes, its command line, its backups.

Nothing here needs Django before `environment.installation` has said where the data is.
"""
