"""What keeps an installation from running, said in one sentence. Needs no Django, unlike lib.errors."""


class Problem(Exception):
    """The sentence says what is wrong and what to do; commands print it and end with 2."""
