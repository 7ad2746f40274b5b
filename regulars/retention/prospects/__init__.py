"""Who has never bought: how often they were really in touch with us, and who was given up too early (A14)."""
