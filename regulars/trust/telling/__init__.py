"""What people are told: the three answers for each purpose, on a screen, in every form that asks for contact data."""
