"""What changed from one routine to another, in clinical words."""
