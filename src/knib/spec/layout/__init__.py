"""How a routine file is laid out: indentation, blank lines, lengths. What it says never changes."""
