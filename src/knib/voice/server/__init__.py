"""A speech server: where it is, what it is asked, and what it answers."""
