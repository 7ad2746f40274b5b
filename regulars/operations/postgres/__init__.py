"""The PostgreSQL that comes with Regulars, and its programs (also used on a server of your own)."""
