"""What Piper's voices are made of."""
