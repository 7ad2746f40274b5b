"""The composer: what a person writes down about a contact, whom of the team it names, and how it is answered."""
