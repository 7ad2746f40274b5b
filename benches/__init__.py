"""What bin/bench runs. Each part works on an installation made for it and prints JSON lines, one a measure."""
