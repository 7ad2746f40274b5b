"""The floor: Django as it comes, one page with a table of fifty rows joined to another table, someone signed in."""
