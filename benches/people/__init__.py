"""bin/bench people: the screens one lives in all day, in a firm of 200,000 accounts and a million people."""
