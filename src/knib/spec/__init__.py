"""The routine language: what a therapist writes, and what it means."""
