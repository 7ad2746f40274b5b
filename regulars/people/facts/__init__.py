from regulars.people.facts.accounts import account_facts
from regulars.people.facts.fact import Fact, Shown, known_first
from regulars.people.facts.persons import person_facts

__all__ = ["Fact", "Shown", "account_facts", "known_first", "person_facts"]
