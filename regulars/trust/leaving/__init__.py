"""What leaves the house is noted first: who takes what, of whom, which fields, how many, when and why."""
