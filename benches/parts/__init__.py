"""The parts of bin/bench main. Each is a program of its own with the settings of production."""
