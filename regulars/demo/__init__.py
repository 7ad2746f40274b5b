"""A made-up firm: believable names and habits, the same for the same seed, of any size. Only the command line uses it."""
