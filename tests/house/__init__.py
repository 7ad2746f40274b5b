"""What the house asks of its own code. tests/test_architecture.py and its neighbours hold it."""
