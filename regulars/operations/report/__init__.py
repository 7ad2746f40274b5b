"""bin/regulars report: the whole picture from a file, in a database that is gone afterwards."""
